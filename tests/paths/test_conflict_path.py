"""Two documents that contradict each other: from the sync to the answer that shows both sides, and to nobody who may read one alone."""

from dataclasses import replace

import pytest

from answering import Way
from untuned.models.chat.fake import Reply, Said
from untuned.project import Project
from untuned.types.principal import OWNER, Principal

TERMS = "---\neffective_from: 2024-01-01\n---\n# Terms\n\nA Cairn Hub can be returned within 30 days of delivery.\n"
FAQ = "---\neffective_from: 2025-06-01\n---\n# Questions\n\nA Cairn Hub can be returned within 14 days of delivery.\n"
QUESTION = "Within how many days of delivery can a Cairn Hub be returned?"
LONG, SHORT = (f"A Cairn Hub can be returned within {days} days of delivery." for days in (30, 14))
STAFF = Principal(groups=frozenset({"everyone"}))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "untuned.toml").write_text('[[access]]\npath = "board/**"\ngroups = ["board"]\n', encoding="utf-8")
    write(tmp_path, "terms.md", TERMS)
    write(tmp_path, "faq.md", FAQ)
    return tmp_path


def write(root, path, text):
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def synced(root, principal=OWNER):
    with Project.open(root) as project:
        project.sync()
    return Project.open(root, principal=principal)


def test_both_sides_are_shown_with_their_days_and_which_is_newer(root):
    with synced(root) as project:
        answer = project.ask_sync(QUESTION)
        assert answer.state == "conflict"
        assert {claim.text for claim in answer.claims} == {LONG, SHORT}
        note = answer.notes[0]
        assert all(words in note for words in ("in force from 2024-01-01", "in force from 2025-06-01", "faq.md is newer"))
        assert project.answer(answer.id).state == "conflict"


@pytest.mark.parametrize(
    ("terms", "faq", "told"),
    [
        (TERMS, FAQ.split("---\n")[2], "Which is newer cannot be told by the day of a sync."),
        (TERMS.split("---\n")[2], FAQ.split("---\n")[2], "Which is newer cannot be told by the day of a sync."),
        (TERMS, FAQ.replace("2025-06-01", "2024-01-01"), "Neither is newer by its day."),
    ],
)
def test_a_day_of_syncing_does_not_make_a_document_the_newer_one(root, terms, faq, told):
    write(root, "terms.md", terms)
    write(root, "faq.md", faq)
    with synced(root) as project:
        answer = project.ask_sync(QUESTION)
        assert answer.state == "conflict"
        assert answer.notes[0].endswith(told)
        assert " is newer." not in answer.notes[0]


def test_a_page_of_questions_and_answers_contradicts_the_terms(tmp_path):
    said = "The deposit for a city bicycle is {} euros, and for an electric bicycle 200 euros."
    write(tmp_path, "untuned.toml", "")
    write(tmp_path, "faq.md", f"# FAQ\n\n## How much is the deposit?\n\n{said.format(50)}\n")
    page = f"<h1>Rental terms</h1><h2>Deposit</h2><p>{said.format(60)}</p>"
    write(tmp_path, "rental-terms.html", f"<html><head><title>Rental terms</title></head><body>{page}</body></html>")
    with synced(tmp_path) as project:
        assert [one.kind for one in project.disagreements()] == ["number"]
        answer = project.ask_sync("How much is the deposit for a city bicycle?")
        assert {claim.text for claim in answer.claims} == {said.format(50), said.format(60)}


def test_sources_that_disagree_about_something_else_do_not_make_a_conflict(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    write(tmp_path, "shop.csv", "name;price\nRope;12,50\nBuoy;30\n")
    for year, euros in (("2024", 35), ("2025", 40)):
        text = f"---\neffective_from: {year}-01-01\n---\n# Rescue fees\n\nTowing costs {euros} EUR per started hour.\n"
        write(tmp_path, f"fees-{year}.md", text)
    with synced(tmp_path) as project:
        rope, towing = project.ask_sync("What does a rope cost?"), project.ask_sync("What does towing cost?")
    assert (rope.state, [claim.text for claim in rope.claims]) == ("answered", ["Rope;12,50"])
    assert towing.state == "conflict"


def test_the_other_side_is_brought_in_where_it_was_not_read(root):
    with synced(root) as project:
        project.settings = replace(project.settings, search=replace(project.settings.search, candidates=1, widen=False, opening=False))
        answer = project.ask_sync(QUESTION)
        assert answer.state == "conflict"
        assert {claim.text for claim in answer.claims} == {LONG, SHORT}
        assert {citation.span for citation in answer.citations} <= set(answer.retrieved) | {answer.citations[0].span}


def test_a_models_one_sided_answer_gets_the_other_side(root):
    with synced(root) as project:
        quote = LONG if LONG in project.search(QUESTION)[0].text else SHORT
        way = Way(model=[Reply(claims=(Said(text=quote, quotes=((1, quote),)),))])
        answer = way.respond(project, QUESTION).answer
        assert answer.state == "conflict"
        assert {citation.quote for citation in answer.citations} == {LONG, SHORT}


def test_the_stream_brings_the_other_side_before_the_answer(root):
    with synced(root) as project:
        *claims, answer = project.ask_stream_sync(QUESTION)
        assert [claim.text for claim in claims] == [claim.text for claim in answer.claims]


def test_nothing_is_told_to_whom_may_read_one_side_alone(root):
    (root / "faq.md").unlink()
    write(root, "board/faq.md", FAQ)
    with synced(root, STAFF) as project:
        answer = project.ask_sync(QUESTION)
        assert answer.state == "answered"
        assert "14" not in answer.text + "".join(answer.notes)
        assert project.disagreements() == []
    with Project.open(root) as project:
        assert len(project.disagreements()) == 1


def test_an_update_of_one_document_is_no_conflict(root):
    (root / "faq.md").unlink()
    with synced(root):
        pass
    write(root, "terms.md", TERMS.replace("30 days", "21 days"))
    with synced(root) as project:
        assert project.ask_sync(QUESTION).state == "answered"
        assert project.disagreements() == []
        assert [one.kind for one in project.disagreements(relation="versions")] == ["number"]


def test_what_is_settled_is_a_conflict_no_more(root):
    with synced(root) as project:
        assert len(project.disagreements()) == 1
    for day in ("Monday", "Tuesday", "Friday"):  # of two pages alone every word is common, and no question says much
        write(root, f"{day}.md", f"# {day}\n\nOn {day} the office in Oslo opens at nine.\n")
    write(root, "faq.md", FAQ.replace("14 days", "30 days"))
    with synced(root) as project:
        assert project.disagreements() == []
        answer = project.ask_sync(QUESTION)
        assert (answer.state, answer.text, answer.notes) == ("answered", LONG, ())


def test_documents_beyond_the_askers_filter_are_not_brought_in(root):
    write(root, "terms.md", TERMS.replace("---\n#", "region: north\n---\n#"))
    with synced(root) as project:
        assert project.ask_sync(QUESTION).state == "conflict"
        answer = project.ask_sync(QUESTION, where=["title=Terms"])
        assert (answer.state, answer.text) == ("answered", LONG)


def test_documents_that_state_other_products_or_versions_do_not_disagree(root):
    write(root, "terms.md", TERMS.replace("---\n#", "version: 1\n---\n#"))
    write(root, "faq.md", FAQ.replace("---\n#", "version: 2\n---\n#"))
    with synced(root) as project:
        assert project.disagreements() == []
        assert project.ask_sync(QUESTION).state == "answered"


def test_a_document_and_its_successor_are_settled(root):
    write(root, "faq.md", FAQ.replace("---\n#", "supersedes: terms.md\n---\n#"))
    with synced(root) as project:
        assert project.disagreements() == []
        answer = project.ask_sync(QUESTION)
        assert (answer.state, answer.text) == ("answered", SHORT)


def test_a_purge_takes_the_conflict_and_its_signatures(root):
    with synced(root) as project:
        project.purge("faq.md")
        assert project.disagreements() == []
        assert project.ask_sync(QUESTION).state == "answered"


def test_without_the_switch_one_side_may_be_shown_alone(root):
    (root / "untuned.toml").write_text("[answer]\nconflicts = false\n", encoding="utf-8")
    with synced(root) as project:
        assert project.ask_sync(QUESTION).state == "answered"
        assert not (root / ".untuned" / "conflicts.sqlite3").exists()


def test_a_purge_takes_the_signatures_also_where_the_switch_is_off_by_then(root):
    with Project.open(root) as project:
        project.sync()
    assert (root / ".untuned" / "conflicts.sqlite3").exists()
    (root / "untuned.toml").write_text("[answer]\nconflicts = false\n", encoding="utf-8")
    with Project.open(root) as project:
        project.purge("faq.md")
    assert list((root / ".untuned").glob("conflicts.sqlite3*")) == []


def test_what_a_sync_that_was_cut_off_did_not_come_to_is_told_and_made_up_for(root, monkeypatch):
    def cut_off(self, *, now):
        raise KeyboardInterrupt

    with Project.open(root) as project:
        with monkeypatch.context() as killed:
            killed.setattr(Project, "find_conflicts", cut_off)
            with pytest.raises(KeyboardInterrupt):
                project.sync()
        assert project.status().unfinished == ("references", "conflicts")
        project.sync()
        assert project.status().unfinished == ()
        assert len(project.disagreements()) == 1


def test_references_that_a_killed_pass_left_open_are_looked_up_by_the_next_sync(root, monkeypatch):
    def cut_off(references, documents, sources):
        raise KeyboardInterrupt

    write(root, "more.md", "# More\n\nSee [the terms](terms.md).\n")
    with Project.open(root) as project:
        with monkeypatch.context() as killed:
            killed.setattr("untuned.project.linking._look_up_open", cut_off)
            with pytest.raises(KeyboardInterrupt):
                project.sync()
        assert len(project.references.open(after=0, limit=5)) == 1
        project.sync()
        assert project.references.open(after=0, limit=5) == []


def test_where_another_machine_syncs_nothing_is_said_to_be_unfinished(root):
    with synced(root) as project:
        project.forget_catalogue()
        assert project.status().unfinished == ()


def test_lines_of_code_contradict_nothing(root):
    write(
        root,
        "errors.md",
        "# Errors\n\nThe SignalError stops a run.\n\n```python\nfrom lanterns.errors import SignalError as BaseSignalError\n```\n",
    )
    write(
        root,
        "reference.md",
        "# Reference\n\nThe SignalError is imported as the others are.\n\n```python\nfrom cairns import SignalError, SocketError\n```\n",
    )
    with synced(root) as project:
        answer = project.ask_sync("SignalError")
        assert answer.state == "answered"
        assert not [note for note in answer.notes if note.startswith("Sources disagree")]


@pytest.mark.parametrize(
    ("one", "other", "declared"),
    [("v1", "v2", ""), ("pro", "lite", ""), ("leeds", "hull", '[metadata.city]\npath = "{city}/**"\n')],
)
def test_folders_of_two_versions_or_of_a_declared_field_contradict_nothing(tmp_path, one, other, declared):
    (tmp_path / "untuned.toml").write_text(declared, encoding="utf-8")
    for folder, days in ((one, 30), (other, 14)):
        write(tmp_path, f"{folder}/terms.md", f"# Terms\n\nA Cairn Hub can be returned within {days} days of delivery.\n")
    with synced(tmp_path) as project:
        assert project.disagreements() == []
        assert project.ask_sync(QUESTION).state != "conflict"


def test_other_folders_are_not_told_apart(tmp_path):
    write(tmp_path, "untuned.toml", "")
    for folder, days in (("policies", 30), ("handbook", 14)):
        write(tmp_path, f"{folder}/terms.md", f"# Terms\n\nA Cairn Hub can be returned within {days} days of delivery.\n")
    with synced(tmp_path) as project:
        assert len(project.disagreements()) == 1
        assert project.ask_sync(QUESTION).state == "conflict"


def test_days_below_the_titles_of_two_minutes_contradict_nothing(tmp_path):
    for day, petra in (("14 September 2026", "writes to the customers"), ("12 October 2026", "finds a venue")):
        title = "Minutes of the product meeting\n=============================="
        write(tmp_path, f"minutes/{day}.txt", f"{title}\nDate: {day}\nPresent: Anna, Petra\n\nTasks\n-----\n- Petra {petra}.\n")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with synced(tmp_path) as project:
        answer = project.ask_sync("What does Petra do?")
    assert answer.state != "conflict"
    assert not any("====" in quote.quote for quote in answer.citations)


def test_a_text_that_says_it_held_until_a_day_before_contradicts_none_that_holds(root):
    write(root, "terms.md", TERMS.replace("effective_from: 2024-01-01", "effective_from: 2024-01-01\neffective_to: 2025-05-31"))
    with synced(root) as project:
        answer = project.ask_sync(QUESTION)
        assert answer.state == "answered"
        assert [citation.path for citation in answer.citations] == ["faq.md"]
        assert answer.notes == ()


def test_two_texts_of_which_both_held_until_a_day_still_contradict_each_other(root):
    for path, text in (("terms.md", TERMS), ("faq.md", FAQ)):
        write(root, path, text.replace("\n---\n#", "\neffective_to: 2025-12-31\n---\n#"))
    with synced(root) as project:
        assert project.ask_sync(QUESTION).state == "conflict"
