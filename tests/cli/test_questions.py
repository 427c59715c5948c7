"""`untuned questions`: from a file or from the documents to a set that can be measured with."""

import json
import re

import pytest
from sample_records import RETURNS

from untuned.cli.question_lines import OWN


@pytest.fixture
def asked(project):
    """A file of questions about the synced documents."""
    file = project / "questions.jsonl"
    rows = [
        {"id": "days", "question": "How long may I return a hardware product?", "answer": "60 days", "doc_ids": ["docs/returns.md"]},
        {"id": "hold", "question": "How long do I hold the round button?", "answer": "7 seconds"},
        {"id": "none", "question": "Is there a shop in Rome?", "unanswerable": True},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def taken(asked, untuned):
    assert untuned("questions", "import", str(asked)).code == 0


def test_an_import_tells_what_was_taken_and_found(asked, untuned):
    called = untuned("questions", "import", str(asked))
    assert called.code == 0
    assert "3 questions taken (plain)" in called.out
    assert "passages: 2 found" in called.out


def test_a_bad_row_is_told_with_its_line_and_ends_with_one(asked, untuned):
    asked.write_text(asked.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    called = untuned("questions", "import", str(asked))
    assert called.code == 1
    assert "questions.jsonl:4" in called.out
    assert len(untuned("questions", "list", "--json").json["questions"]) == 3


def test_strict_and_dry_runs_keep_nothing(asked, untuned):
    assert untuned("questions", "import", str(asked), "--dry-run").code == 0
    asked.write_text(asked.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    called = untuned("questions", "import", str(asked), "--strict")
    assert called.code == 1
    assert "questions.jsonl:4" in called.err
    assert untuned("questions", "list", "--json").json["questions"] == []


@pytest.mark.usefixtures("taken")
def test_a_question_is_shown_with_its_passage(untuned):
    called = untuned("questions", "show", "days")
    assert "answer: 60 days" in called.out
    assert "“60 days”  docs/returns.md, characters" in called.out
    assert untuned("questions", "show", "days", "--json").json["evidence"][0]["status"] == "found"


@pytest.mark.usefixtures("taken")
def test_a_passage_that_changed_is_flagged_and_one_that_moved_is_followed(project, untuned):
    file = project / "docs" / "returns.md"
    file.write_text("# Returns\n\nRead this first.\n\n" + RETURNS.removeprefix("# Returns\n\n"), encoding="utf-8")
    untuned("sync")
    assert "evidence moved" in untuned("questions", "lint").out
    assert "evidence moved" not in untuned("questions", "lint").out
    file.write_text(RETURNS.replace("60 days", "30 days"), encoding="utf-8")
    untuned("sync")
    called = untuned("questions", "lint")
    assert called.code == 1
    assert "error   evidence changed: the passage of 1 question is no longer in its document" in called.out
    assert "no longer in the document" in untuned("questions", "show", "days").out


def test_drafts_are_kept_confirmed_and_removed(project, untuned):
    made = untuned("questions", "draft", "--count", "4", "--json").json["questions"]
    assert {one["origin"] for one in made} == {"draft"}
    listed = untuned("questions", "list", "--drafts", "--json").json["questions"]
    assert [one["id"] for one in listed] == [one["id"] for one in made]
    assert "Confirmed 1 question." in untuned("questions", "confirm", made[0]["id"]).out
    assert len(untuned("questions", "list", "--drafts", "--json").json["questions"]) == len(made) - 1
    assert f"No drafts: {made[0]['id']}" in untuned("questions", "confirm", made[0]["id"]).out
    assert untuned("questions", "confirm", "--all").code == 0
    assert untuned("questions", "list", "--drafts", "--json").json["questions"] == []
    assert "Removed 1 question." in untuned("questions", "remove", made[0]["id"], "--yes").out
    assert project.is_dir()


def test_drafts_can_be_written_to_a_file_edited_and_imported(project, untuned):
    file = project / "drafts.jsonl"
    assert untuned("questions", "draft", "--count", "3", "--out", str(file)).code == 0
    assert untuned("questions", "list", "--json").json["questions"] == []
    assert untuned("questions", "draft", "--out", str(file)).code == 2
    assert untuned("questions", "import", str(file), "--confirm").code == 0
    assert {one["origin"] for one in untuned("questions", "list", "--json").json["questions"]} == {"synthetic_reviewed"}


def test_confirming_needs_a_name_or_all(project, untuned):
    called = untuned("questions", "confirm")
    assert called.code == 2
    assert "--all" in called.err
    assert project.is_dir()


@pytest.mark.usefixtures("taken")
def test_a_split_locks_whole_clusters_and_unlocks_only_when_told(untuned):
    assert "0 dev, 3 locked (100%)" in untuned("questions", "split", "--share", "1").out
    called = untuned("questions", "split", "--share", "0")
    assert "0 dev, 3 locked" in called.out
    assert "3 stay locked against the draw" in called.out
    assert "would move" in untuned("questions", "split", "--share", "0", "--unlock", "--dry-run").out
    assert "3 dev, 0 locked" in untuned("questions", "split", "--share", "0", "--unlock").out


def test_an_import_does_not_unlock_a_question(asked, untuned):
    untuned("questions", "import", str(asked))
    untuned("questions", "split", "--share", "1")
    rows = [json.loads(row) | {"split": "dev"} for row in asked.read_text(encoding="utf-8").splitlines()]
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert "stays locked" in untuned("questions", "import", str(asked)).out
    assert {one["split"] for one in untuned("questions", "list", "--json").json["questions"]} == {"locked"}


@pytest.mark.usefixtures("taken")
def test_lint_ends_with_one_only_for_an_error(asked, untuned):
    called = untuned("questions", "lint")
    assert called.code == 0
    assert "under 30 every figure is an anecdote" in called.out
    row = {"id": "twice", "question": "How long may I return a hardware product?", "answer": "9 days", "doc_ids": ["docs/returns.md"]}
    asked.write_text(json.dumps(row) + "\n", encoding="utf-8")
    untuned("questions", "import", str(asked))
    assert untuned("questions", "lint").code == 1


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("shape", ["jsonl", "csv", "squad", "promptfoo", "ragas", "openai"])
def test_an_export_of_any_shape_can_be_imported(project, untuned, shape):
    file = project / f"out.{ {'csv': 'csv', 'squad': 'json', 'promptfoo': 'yaml'}.get(shape, 'jsonl') }"
    assert "Wrote 3 questions" in untuned("questions", "export", "--shape", shape, "--out", str(file)).out
    assert untuned("questions", "remove", "days", "hold", "none", "--yes").code == 0
    assert untuned("questions", "import", str(file)).code == 0
    assert {one["id"] for one in untuned("questions", "list", "--json").json["questions"]} == {"days", "hold", "none"}


@pytest.mark.usefixtures("taken")
def test_an_export_for_a_group_leaves_out_what_it_may_not_read(project, untuned):
    row = {"id": "pay", "question": "What does the director earn?", "answer": "120,000 euros", "doc_ids": ["board/salaries.md"]}
    more = project / "more.jsonl"
    more.write_text(json.dumps(row) + "\n", encoding="utf-8")
    untuned("questions", "import", str(more))
    assert "120,000" in untuned("questions", "export").out
    shown = untuned("questions", "export", "--for-group", "guests").out
    assert "120,000" not in shown
    assert "director" not in shown
    assert "60 days" in shown


@pytest.mark.usefixtures("taken")
def test_questions_are_for_the_owner_alone(untuned):
    for command in (("list",), ("export",), ("draft",), ("lint",), ("split",)):
        called = untuned("--as-group", "guests", "questions", *command)
        assert called.code == 1
        assert "only the owner may" in called.err
        assert "60 days" not in called.out + called.err


def test_an_unknown_question_is_told(project, untuned):
    called = untuned("questions", "show", "nothing")
    assert called.code == 1
    assert "question 'nothing' is unknown" in called.err
    assert untuned("questions", "remove", "nothing", "--yes").code == 1
    assert project.is_dir()


def test_no_questions_say_how_to_get_some(project, untuned):
    assert "untuned questions draft" in untuned("questions", "list").out
    assert untuned("questions", "lint").code == 1
    assert project.is_dir()


def test_files_of_questions_among_the_documents_are_none_of_them_and_that_is_told(project, untuned):
    (project / "docs" / "asked.jsonl").write_text('{"question": "How long?", "answers": ["30 days"]}\n', encoding="utf-8")
    untuned("sync")
    assert "docs/asked.jsonl" in untuned("search", "question: How long?").out
    assert "docs/asked.jsonl  is no document from now on" in untuned("questions", "import", "docs/asked.jsonl").out
    assert "docs/asked.jsonl" not in untuned("search", "question: How long?").out
    assert "docs/given.jsonl is no document from now on" in untuned("questions", "export", "--out", "docs/given.jsonl").err
    assert "docs/drafts.jsonl is no document from now on" in untuned("questions", "draft", "--out", "docs/drafts.jsonl").err
    synced = untuned("sync")
    assert (synced.code, "removed" in synced.out) == (0, False)
    assert "own files passed over: docs/asked.jsonl, docs/drafts.jsonl, docs/given.jsonl" in synced.out
    assert untuned("sync", "--json").json["own"] == ["docs/asked.jsonl", "docs/drafts.jsonl", "docs/given.jsonl"]


def test_a_draft_that_falls_short_says_how_many_pages_were_looked_at_and_why_some_gave_none(project, untuned):
    (project / "docs" / "links.md").write_text("# Links\n\n- [One](returns.md)\n- [Two](pairing.md)\n", encoding="utf-8")
    (project / "docs" / "again.md").write_text((project / "docs" / "pairing.md").read_text(encoding="utf-8"), encoding="utf-8")
    untuned("sync")
    told = untuned("questions", "draft", "--count", "500").out
    assert "questions proposed of 500 asked for; 5 pages looked at, 2 gave none" in told
    assert "1  would be asked nearly what another page is asked" in told
    assert "1  no whole sentence and no table" in told
    again = untuned("questions", "draft", "--count", "500", "--json").json
    assert (again["questions"], again["pages"]) == ([], 5)
    assert again["silent"] == {"asked already": 4, "nothing to read": 1}


def test_who_gets_fewer_drafts_than_asked_for_is_shown_a_line_that_can_be_imported_as_it_is(project, untuned):
    told = untuned("questions", "draft", "--count", "500").out
    assert "For more: write your own, a line for each: " in told
    assert "untuned questions import FILE" in told
    line = re.search(r"\{.*?\}", OWN[0])[0]
    (project / "own.jsonl").write_text(f'{line}\n{{"question": "Who is king?", "unanswerable": true}}\n', encoding="utf-8")
    assert untuned("questions", "import", "own.jsonl").code == 0
    assert {one["text"] for one in untuned("questions", "--json").json["questions"]} >= {"How long is the warranty?", "Who is king?"}


@pytest.mark.parametrize("column", ["cluster", "topic"])
@pytest.mark.parametrize(
    ("every", "told"), [(5, "5 clusters are named, by 12 questions: "), (12, "12 clusters are named, by 12 questions: ")]
)
def test_an_import_tells_of_clusters_whatever_column_names_them(project, untuned, column, every, told):
    rows = [f"What is the number of place {nth * 7919}?,{nth},t{nth % every}" for nth in range(12)]
    (project.parent / "asked.csv").write_text("\n".join([f"question,answer,{column}", *rows]) + "\n", encoding="utf-8")
    called = untuned("questions", "import", "../asked.csv")
    assert told in called.out
    assert ("6 clusters at least are needed" in called.out) == (every < 6)


def test_questions_without_a_cluster_count_as_one_each(project, untuned):
    rows = [f"What is the number of place {nth * 7919}?,{nth},{'t' if nth < 2 else ''}" for nth in range(12)]
    (project.parent / "asked.csv").write_text("\n".join(["question,answer,cluster", *rows]) + "\n", encoding="utf-8")
    called = untuned("questions", "import", "../asked.csv")
    assert "1 cluster is named, by 2 questions: " in called.out
    assert "at least are needed" not in called.out


def test_an_import_without_clusters_says_nothing_of_them(asked, untuned):
    assert "cluster" not in untuned("questions", "import", str(asked)).out


def test_an_import_before_the_first_sync_says_why_no_passage_was_found(tmp_path, untuned, monkeypatch):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n\nThe warranty lasts two years.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    (tmp_path / "asked.csv").write_text("question,answer\nHow long does the warranty last?,two years\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "nothing is synced yet, so that no passage was found" in untuned("questions", "import", "asked.csv").out
    untuned("sync")
    assert "nothing is synced" not in untuned("questions", "import", "asked.csv").out


def test_nothing_drafted_leaves_no_file(project, untuned, tmp_path):
    for file in project.rglob("*.md"):
        file.write_text("# Links\n", encoding="utf-8")
    assert untuned("sync").code == 0
    called = untuned("questions", "draft", "--out", str(tmp_path / "none.jsonl"))
    assert f"{tmp_path / 'none.jsonl'} was not written: there is nothing to put into it." in called.err + called.out
    assert not (tmp_path / "none.jsonl").exists()


def test_what_is_removed_is_told_with_what_is_left(project, untuned):
    made = untuned("questions", "draft", "--count", "3", "--json").json["questions"]
    told = untuned("questions", "remove", made[0]["id"], "--yes").out
    assert told == f"Removed 1 question. {len(made) - 1} questions are left; what was measured with it stays.\n"


def tied(untuned, folder, rows):
    """The line that each answer is tied to, and where in it; None where there is none. With what the import said."""
    file = folder.parent / "asked.jsonl"
    file.write_text("".join(json.dumps({"question": asked, "answers": [right]}) + "\n" for asked, right in rows), encoding="utf-8")
    told = untuned("questions", "import", str(file))
    made = {one["text"]: one["evidence"][0] for one in untuned("questions", "list", "--json").json["questions"]}

    def around(one):
        if one["status"] != "found":
            return None
        text, start, end = (folder / one["path"]).read_text(encoding="utf-8"), one["start"], one["end"]
        return f"{text[text.rfind(chr(10), 0, start) + 1 : start]}[{one['quote']}]{text[end : text.find(chr(10), end)]}"

    return [around(made[asked]) for asked, _ in rows], told.out


def test_a_number_is_tied_to_the_cell_of_its_row_and_column(project, untuned):
    rooms = "room,floor,seats,screens\nAlder,6,12,1\nBirch,2,6,3\nCedar,1,16,6\nDove,3,8,2\nFern,6,6,2\nGorse,4,6,6\n"
    (project / "docs" / "rooms.csv").write_text(rooms, encoding="utf-8")
    untuned("sync")
    asked = [
        ("How many seats does Fern have?", "6"),
        ("How many screens does Gorse have?", "6"),
        ("How many screens does the room Cedar have?", "6"),
        ("On which floor is Alder?", "6"),
        ("How many seats does Dove have?", "6"),
    ]
    found, told = tied(untuned, project, asked)
    assert found == ["Fern,6,[6],2", "Gorse,4,6,[6]", "Cedar,1,16,[6]", "Alder,[6],12,1", None]
    assert "'6' stands in docs/rooms.csv, but nowhere beside what the question asks for" in told


def test_a_number_is_tied_to_the_sentence_that_counts_what_is_asked_for(project, untuned):
    text = "# Pro plan\n\nThe Pro plan includes 2 TB of storage. It has 5 seats.\n\nAn account can have up to 2 administrators.\n"
    (project / "docs" / "pro.md").write_text(text, encoding="utf-8")
    untuned("sync")
    found, _ = tied(untuned, project, [("How many administrators may a Pro account have?", "2")])
    assert found == ["An account can have up to [2] administrators."]
