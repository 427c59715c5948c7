"""What is not in force yet is no evidence for the present, and the asker is told from when on it says otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from untuned.assistant.respond import respond
from untuned.errors import UnknownAnswer
from untuned.index.standing import of_the_present
from untuned.project import Project
from untuned.rag.conflicting import newer
from untuned.rag.ground import Asked
from untuned.types.principal import member
from untuned.types.versions import SUCCEEDED

TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=40)
ASKED = "What is the daily allowance?"
POLICY = "---\neffective_from: {day}\n{more}---\n# Travel\n\nThe daily allowance is {euros} euros.\n"
RUSSIAN = "# Возврат\n\n{told}Вернуть товар можно в течение {days} дней после покупки.\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    return tmp_path


def write(root, name, text):
    (root / name).write_text(text, encoding="utf-8")


def two(root, *, more="supersedes: policy-a.md\n"):
    write(root, "policy-a.md", POLICY.format(day="2025-01-01", more="", euros=70))
    write(root, "policy-b.md", POLICY.format(day=LATER, more=more, euros=90))


def asked_on(project, day, question=ASKED):
    """The answer as it is on a day to come."""
    desk = project.desk()
    library = replace(desk.parts.library, standing=of_the_present(day))
    desk = replace(desk, parts=replace(desk.parts, library=library))
    return project.loop.run(respond(Asked(question=question), desk=desk, now=datetime.combine(day, time(12), UTC))).answer


@pytest.mark.parametrize("more", ["supersedes: policy-a.md\n", ""])
def test_the_present_is_answered_from_what_is_in_force_and_told_of_what_is_to_come(root, more):
    two(root, more=more)
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync(ASKED)
        assert (answer.state, [one.path for one in answer.citations]) == ("answered", ["policy-a.md"])
        assert answer.notes == (f"policy-b.md says otherwise from {LATER} on; see '--as-of {LATER}'.",)
        assert [one.version.path for one in project.search(ASKED)] == ["policy-a.md"]
        then = project.ask_sync(ASKED, as_of=LATER)
        assert "90" in then.text


@pytest.mark.parametrize("asked", [{}, {"as_of": date(2024, 6, 1)}])
def test_an_answer_whose_notes_name_a_document_is_closed_with_it(root, asked):
    two(root)
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=member("sales")) as project:
        id = project.ask_sync(ASKED, **asked).id
        assert "policy-b.md" in " ".join(project.answer(id).notes)
    write(root, "policy-b.md", POLICY.format(day=LATER, more="supersedes: policy-a.md\ngroups: [hr]\n", euros=90))
    with Project.open(root) as project:
        project.sync()
        assert "policy-b.md" in " ".join(project.answer(id).notes)
    with Project.open(root, principal=member("sales")) as project:
        assert project.answers() == []
        with pytest.raises(UnknownAnswer):
            project.answer(id)


@pytest.mark.parametrize(("days", "path"), [(-1, "policy-a.md"), (0, "policy-b.md")])
def test_on_its_first_day_what_was_to_come_is_the_evidence(root, days, path):
    two(root)
    with Project.open(root) as project:
        project.sync()
        answer = asked_on(project, LATER + timedelta(days=days))
        assert [one.path for one in answer.citations] == [path]
        assert bool(answer.notes) is (days < 0)


def test_russian_documents_wait_for_their_day_too(root):
    write(root, "a.md", RUSSIAN.format(told="", days=14))
    write(root, "b.md", RUSSIAN.format(told=f"Действует с {LATER:%d.%m.%Y}\n\n", days=30))
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync("В течение скольких дней можно вернуть товар?")
        assert ("14" in answer.text, "30" in answer.text) == (True, False)
        assert answer.notes == (f"b.md says otherwise from {LATER} on; see '--as-of {LATER}'.",)


def test_where_nothing_else_answers_the_abstention_says_from_when_on_something_does(root):
    write(root, "parking.md", f"---\neffective_from: {LATER}\n---\n# Parking\n\nA parking permit costs 12 euros a month.\n")
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync("What does a parking permit cost?")
        assert (answer.state, answer.claims) == ("abstained", ())
        assert answer.notes == (f"parking.md speaks of this, but holds only from {LATER} on; ask with '--as-of {LATER}'.",)
        assert project.ask_sync("Who bakes the bread?").notes == ()
        assert "12 euros" in project.ask_sync("What does a parking permit cost?", as_of=LATER).text


def test_a_text_that_changes_from_a_later_day_on_names_the_way_to_what_it_said_before(root):
    write(root, "policy.md", POLICY.format(day="2025-01-01", more="", euros=70))
    with Project.open(root) as project:
        project.sync()
        write(root, "policy.md", POLICY.format(day=LATER, more="", euros=90))
        project.sync()
        answer = project.ask_sync(ASKED)
        told = f"What policy.md said before that day is found with '--as-of {answer.asked_at.date()}'."  # a run may go on past midnight
        assert (answer.claims, told in answer.notes) == ((), True)
        assert "70" in project.ask_sync(ASKED, as_of=TODAY).text


def test_nobody_is_told_of_a_document_to_come_that_they_may_not_read(root):
    (root / "untuned.toml").write_text('[[access]]\npath = "policy-b.md"\ngroups = ["hr"]\n', encoding="utf-8")
    two(root)
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=member()) as project:
        assert project.ask_sync(ASKED).notes == ()
    with Project.open(root, principal=member(["hr"])) as project:
        assert "policy-b.md" in project.ask_sync(ASKED).notes[0]


def test_what_is_referred_to_is_not_read_before_its_day(root):
    write(root, "a.md", "# Travel\n\nThe daily allowance follows the table in [the rates](b.md).\n")
    write(root, "b.md", f"---\neffective_from: {LATER}\n---\n# Rates\n\nAll rates stand here: 90 euros.\n")
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync("What does the daily allowance follow?")
        held = {project.version(span.version)[0].path for span in answer.retrieved}
        assert held == {"a.md"}


def test_what_is_not_in_force_on_the_day_that_is_asked_for_is_not_newer(root):
    two(root)
    with Project.open(root) as project:
        project.sync()
        old, coming = (project.version(name)[0] for name in ("policy-a.md", "policy-b.md"))
    assert newer(old, coming, day=TODAY) == "policy-b.md is not in force yet."
    assert newer(old, coming, day=LATER) == newer(coming, old) == "policy-b.md is newer."
    assert newer(old, coming, day=date(2020, 1, 1)) == "policy-b.md is not in force yet."


# -- the mark of a successor -----------------------------------------------------------------------


def test_a_version_that_is_current_no_more_does_not_name_a_successor(root):
    write(root, "old.md", "# Old\n\nThe fee is 20 euros.\n")
    write(root, "new.md", "---\nsupersedes: old.md\n---\n# New\n\nThe fee is 30 euros.\n")
    with Project.open(root) as project:
        project.sync()
        assert project.version("old.md")[0].metadata[SUCCEEDED]["by"] == "new.md"
        write(root, "old.md", "# Old\n\nThe fee is 25 euros.\n")
        project.sync()
        assert [SUCCEEDED in one.metadata for one in project.history("old.md")] == [False, True]
        (root / "old.md").unlink()
        project.sync()
        assert [SUCCEEDED in one.metadata for one in project.history("old.md")] == [False, False]


def test_what_a_purged_document_took_the_place_of_is_found_again(root):
    (root / "untuned.toml").write_text('[versions]\nsupersede = ["fees-{date}.md"]\n', encoding="utf-8")
    for year, euros in ((2023, 10), (2024, 20), (2025, 30)):
        write(root, f"fees-{year}.md", f"# Fees\n\nThe fee is {euros} euros.\n")
    with Project.open(root) as project:
        project.sync()
        assert [one.version.path for one in project.search("fee")] == ["fees-2025.md"]
        project.purge("fees-2025.md")
        assert [one.version.path for one in project.search("fee")] == ["fees-2024.md"]
        assert (project.status().index, "fees-2025" in str(project.version("fees-2024.md")[0].metadata)) == ("fresh", False)
