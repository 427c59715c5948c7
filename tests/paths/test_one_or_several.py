"""Where one or several may be given, a text alone is one: never a list of its letters."""

from pathlib import Path

import pytest

import untuned
from untuned.types.filters import Filter
from untuned.types.syncs import LastSync


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text('[[access]]\npath = "hr/**"\ngroups = ["hr"]\n', encoding="utf-8")
    for path, text in {
        "docs/a.md": "# Fees\n\nThe fee is 14 euros.\n",
        "hr/b.md": "# Bonus\n\nThe bonus is 4 percent of the fee.\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("path", ["docs", Path("docs"), [Path("docs")], ["docs"]])
def test_one_path_is_synced_as_a_list_of_it_is(project, path):
    report = project.sync(path)
    assert (report.added, report.failed) == (1, ())
    assert project.last_sync() == LastSync(state="done", started_at=project.last_sync().started_at, read=1, to_read=1)


def test_a_path_that_is_not_there_is_told_whole(project):
    assert [one.path for one in project.sync("nowhere").failed] == ["nowhere"]


def test_one_document_is_checked_as_a_list_of_it_is(project):
    project.sync()
    assert project.check("docs/a.md") == project.check(["docs/a.md"])


@pytest.mark.parametrize("where", ["folder=docs", ["folder=docs"], Filter(field="folder", values=("docs",))])
def test_one_filter_narrows_as_a_list_of_it_does(project, where):
    project.sync()
    assert {one.version.path for one in project.search("How high is the fee?", where=where)} == {"docs/a.md"}
    assert project.ask_sync("How high is the fee?", where=where).notes == ("Searched only where folder is docs.",)


def test_no_filter_narrows_nothing(project):
    project.sync()
    assert project.search("How high is the fee?", where=None) == project.search("How high is the fee?")
    assert project.ask_sync("How high is the fee?", where=None).notes == project.ask_sync("How high is the fee?").notes


def test_an_answer_is_shown_in_a_shell_on_one_short_line(project):
    project.sync()
    answer, nothing = project.ask_sync("How high is the fee?"), project.ask_sync("Who painted the ceiling?")
    assert repr(answer).startswith(f"<Answer {answer.id}: answered, confidence {answer.confidence:.2f}, 1 quote: ")
    assert answer.claims[0].text.split()[0] in repr(answer)
    assert len(repr(answer)) < 200
    assert "\n" not in repr(answer)
    assert repr(nothing) == f"<Answer {nothing.id}: abstained ({nothing.reason}), confidence {nothing.confidence:.2f}>"


def test_the_name_of_a_group_is_one_group(project):
    assert untuned.member("hr") == untuned.member(["hr"])
    project.sync()
    with untuned.open(project.root, principal=untuned.member("hr")) as mine:
        assert mine.search("How high is the bonus?")[0].version.path == "hr/b.md"
