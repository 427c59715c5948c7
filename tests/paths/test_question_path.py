"""The path of a question, on the sample that ships: documents in, quoted answers out."""

import asyncio
import json
import shutil
from importlib.resources import files

import pytest
from pydantic import TypeAdapter

import untuned
from untuned.errors import BackupError, EmptyQuestion, NotAllowed, NothingSynced, UnknownDocument
from untuned.project import Project
from untuned.types.answers import Answer

QUESTIONS = json.loads((files("untuned") / "sample" / "questions.json").read_text(encoding="utf-8"))["questions"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, synced, its policy changed, synced again."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(str(files("untuned") / "sample" / "first"), root, dirs_exist_ok=True)
    Project.init(root)
    with untuned.open(root) as project:
        project.sync()
        shutil.copytree(str(files("untuned") / "sample" / "second"), root, dirs_exist_ok=True)
        project.sync()
        yield project


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["kind"])
def test_each_question_of_the_sample_is_answered_from_its_page_or_not_at_all(sample, case):
    answer = sample.ask_sync(case["question"])
    if case["expects"] is None:
        assert (answer.state, answer.claims, answer.citations) == ("abstained", (), ())
    else:
        assert answer.state == "answered"
        computed = answer.claims[0].computed
        assert (computed is not None) == (case["kind"] == "computed_fact")
        assert case["expects"] in (answer.text if computed else answer.citations[0].quote)
        assert answer.citations[0].path == case["source"]


def test_every_shown_quote_is_the_slice_of_its_version(sample):
    for case in QUESTIONS:
        for citation in sample.ask_sync(case["question"]).citations:
            version, text = sample.version(citation.version)
            assert citation.quote == text[citation.start : citation.end]
            assert citation.number == version.number
            assert citation.quote.split("\n")[0] in (sample.root / citation.path).read_text(encoding="utf-8").split("\n")[citation.line - 1]


def test_an_answer_can_be_asked_for_inside_a_running_loop(sample):
    async def notebook():
        return sample.ask_sync(QUESTIONS[0]["question"]), await sample.ask(QUESTIONS[0]["question"])

    waited, awaited = asyncio.run(notebook())
    assert waited.state == awaited.state == "answered"
    assert waited.text == awaited.text


def test_many_questions_can_be_asked_at_once(sample):
    async def crowd():
        return await asyncio.gather(*(sample.ask(case["question"]) for case in QUESTIONS * 4))

    answers = asyncio.run(crowd())
    assert [answer.question for answer in answers] == [case["question"] for case in QUESTIONS] * 4
    assert len({answer.id for answer in answers}) == len(answers)


def test_a_recorded_answer_reads_as_it_was_given(sample):
    given = sample.ask_sync(QUESTIONS[3]["question"])
    kept = sample.answer(given.id)
    assert (kept.claims, kept.state, kept.text, kept.confidence) == (given.claims, given.state, given.text, given.confidence)
    assert sample.citation(given.citations[0].id) == given.citations[0]
    assert set(sample.trace(given.id)["stages"]) >= {"search", "read", "verify"}


def test_a_citation_outlives_its_file_and_a_new_way_of_cutting(tmp_path):
    (tmp_path / "a.md").write_text("# Pump\n\nThe pump needs 4 litres of oil.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("[answer]\nthreshold = 0.01\n", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        cited = project.ask_sync("How much oil does the pump need?").citations[0]
        (tmp_path / "a.md").write_text("# Pump\n\nThe pump needs 5 litres of oil.\n", encoding="utf-8")
        project.sync()
        (tmp_path / "a.md").unlink()
        project.sync()
        assert project.search("pump oil") == []
    (tmp_path / "untuned.toml").write_text("[chunks]\nmax_tokens = 100\n", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.reindex()
        assert project.citation(cited.id) == cited
        assert project.version("a.md", 1)[1][cited.start : cited.end] == "The pump needs 4 litres of oil."
        assert "-The pump needs 4 litres of oil." in project.diff("a.md", 1, 2)


def test_a_purged_text_is_nowhere_in_the_project_folder(tmp_path):
    (tmp_path / "a.md").write_text("# Pump\n\nThe secretword pump needs 4 litres of oil.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Hose\n\nThe hose needs nothing.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("[answer]\nthreshold = 0.01\n", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        assert "secretword" in project.ask_sync("How much oil does the secretword pump need?").text
        (tmp_path / "a.md").unlink()
        project.sync()
        project.purge("a.md")
        with pytest.raises(untuned.UntunedError):
            project.version("a.md", 1)
        assert [passage.version.path for passage in project.search("hose")] == ["b.md"]
    # the question itself stays: it is the asker's, not the document's
    held = [path for path in (tmp_path / ".untuned").rglob("*") if path.is_file() and b"litres of oil" in path.read_bytes()]
    assert held == []


def test_a_project_s_own_reranker_decides_the_order(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "own_order.py").write_text(
        "class Shortest:\n    def rerank(self, question, passages):\n        return [-len(passage.text) for passage in passages]\n"
    )
    (tmp_path / "long.md").write_text(
        "# Oil\n\nPump oil, pump oil, pump oil: the pump takes oil of grade 5 and nothing else.\n", encoding="utf-8"
    )
    (tmp_path / "short.md").write_text("# Tea\n\nNo pump oil in tea.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[extensions]\nreranker = "own_order:Shortest"\n', encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        assert [passage.version.path for passage in project.search("pump oil")] == ["short.md", "long.md"]


def made(root, **pages):
    """A project over Markdown pages, synced."""
    for name, text in pages.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    project = untuned.open(root)
    project.sync()
    return project


def test_each_quote_stands_under_the_heading_that_it_stands_under(tmp_path):
    guide = (
        "# Guide\n\n## Pro plan\n\nExports run every night at the Pro plan's local time for all teams.\n\n- Limit of 50 files.\n\n"
        "## Enterprise plan\n\n- The export contains 900 files.\n"
    )
    with made(tmp_path, guide=guide) as project:
        answer = project.ask_sync("What is the limit of files of an export on the Enterprise plan?")
        assert [(citation.quote, citation.headings) for citation in answer.citations] == [
            ("- The export contains 900 files.", ("Guide", "Enterprise plan"))
        ]


def test_a_row_of_a_table_is_told_by_its_code_and_shown_with_the_names_of_its_columns(tmp_path):
    rows = ("| Code | Meaning | What to do |", "|---|---|---|", "| E12 | The door is open | Close it |")
    table = "\n".join((*rows, "| E31 | The pressure is low | Check the tap |", ""))
    with made(tmp_path, codes=f"# Machine\n\n{table}") as project:
        (citation,) = project.ask_sync("What does code E31 mean?").citations
        assert citation.quote == "| E31 | The pressure is low | Check the tap |"
        assert citation.headings == ("Machine", "Code | Meaning | What to do")


def test_a_question_before_the_first_sync_is_an_error_with_a_remedy(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(tmp_path) as project, pytest.raises(NothingSynced, match="run 'untuned sync'"):
        project.ask_sync("Is anybody there?")


def test_a_backup_never_takes_the_place_of_another_file_by_itself(tmp_path):
    with made(tmp_path, a="# A\n\nText.\n") as project:
        with pytest.raises(BackupError, match="exists already"):
            project.backup(tmp_path / "a.md")
        with pytest.raises(BackupError, match="folder"):
            project.backup(tmp_path / "nowhere" / "copy")
        assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# A")
        first = project.backup(tmp_path / "copy")
        assert project.backup(first, force=True) == first


@pytest.mark.parametrize("action", ["sync", "reindex"])
def test_only_the_owner_changes_a_project_as_a_whole(tmp_path, action):
    made(tmp_path, a="# A\n\nText.\n").close()
    with untuned.open(tmp_path, principal=untuned.member(["hr"])) as project:
        with pytest.raises(NotAllowed, match="only the owner"):
            getattr(project, action)()
        with pytest.raises(NotAllowed):
            project.purge("a.md")
        with pytest.raises(NotAllowed):
            project.backup(tmp_path / "copy")
        with pytest.raises(NotAllowed):
            project.restore(tmp_path / "copy")


@pytest.mark.parametrize("action", ["drop_pages", "drop_journals", "drop_routers", "place_for_pages"])
def test_only_the_owner_removes_pages_journals_and_routers(tmp_path, action):
    made(tmp_path, a="# A\n\nText.\n").close()
    with untuned.open(tmp_path) as project:
        page = project.place_for_pages() / "m1.en.html"
        page.write_text("<p>what was measured</p>", encoding="utf-8")
    with untuned.open(tmp_path, principal=untuned.member(["hr"])) as project, pytest.raises(NotAllowed, match="only the owner"):
        getattr(project, action)()
    assert page.exists()


def test_a_citation_s_address_leads_to_its_document_after_a_rename(tmp_path):
    with made(tmp_path, old="# Pump\n\nThe pump needs 4 litres of oil.\n", other="# Hose\n\nThe hose needs none.\n") as project:
        cited = project.ask_sync("How much oil does the pump need?").citations[0]
        (tmp_path / "old.md").rename(tmp_path / "new.md")
        assert project.sync().renamed == 1
        version, text = project.version(cited.path, cited.number)
        assert (version.path, text[cited.start : cited.end]) == ("new.md", cited.quote)
        with pytest.raises(UnknownDocument):
            project.purge(cited.path)


@pytest.mark.parametrize("question", ["", "  ", "\n"])
def test_an_empty_question_is_refused_and_not_recorded(tmp_path, question):
    (tmp_path / "a.md").write_text("# A\n\nThe lamp blinks.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        with pytest.raises(EmptyQuestion, match="the question is empty"):
            project.ask_sync(question)
        with pytest.raises(EmptyQuestion):
            list(project.ask_stream_sync(question))
        assert project.status().answers == 0


@pytest.mark.parametrize("sign", ["\ud83d", "\0"])
def test_a_question_with_what_no_store_holds_is_answered_as_it_is_kept(tmp_path, sign):
    (tmp_path / "a.md").write_text("# Lamp\n\nThe lamp blinks twice a second.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        answer = project.ask_sync(f"How often does the lamp blink {sign}?")
        assert (answer.question, answer.state) == ("How often does the lamp blink \ufffd?", "answered")
        assert project.answer(answer.id).question == answer.question
        assert TypeAdapter(Answer).validate_json(TypeAdapter(Answer).dump_json(answer)) == answer


def test_what_may_not_be_quoted_gives_way_to_what_may(tmp_path):
    text = "# Tents\n\n~~The refund window for tents is 60 days.~~\n\nPoles and pegs are apart.\n\n## Returns\n\n{}\n"
    (tmp_path / "tents.md").write_text(text.format("For tents the refund window is now 30 days."), encoding="utf-8")
    (tmp_path / "bees.md").write_text("# Bees\n\nBees fly from spring to autumn and keep a store of honey.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        answer = project.ask_sync("What is the refund window for tents?")
    assert [citation.quote for citation in answer.citations] == ["For tents the refund window is now 30 days."]


@pytest.mark.parametrize("question", ["Within how many days is a refund possible?", "What is the name of the moon's harbour?", "Hello!"])
def test_an_answer_that_is_read_back_has_the_times_of_its_stages(sample, question):
    given = sample.ask_sync(question)
    kept = {name: spent for name, spent in given.stages.items() if name != "record"}
    for read in (sample.answer(given.id), sample.answers(1)[0]):
        assert dict(read.stages) == pytest.approx(kept, abs=0.001)
        assert sample.trace(given.id)["stages"] == dict(read.stages)
