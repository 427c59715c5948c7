"""Whoever may not read a text cannot find out which words stand in it: not by scores, nor by confidence, nor by slips of the hand."""

from datetime import date

import pytest

from untuned.project import Project
from untuned.types.principal import member

CLOSED, NOBODYS = "layoffs", "qwertzui"


@pytest.fixture
def folder(tmp_path):
    files = {
        "untuned.toml": '[[access]]\npath = "hr/**"\ngroups = ["hr"]\n',
        "parking.md": "# Parking\n\nParking costs 40 euros a month. The garage opens at 6 in the morning.\n",
        "leave.md": "# Leave\n\nEveryone has 28 days of leave a year.\n",
        "hr/plan.md": "# Plan\n\nThe layoffs of 2027 begin with the garage.\n",
        "once.md": "# Once\n\nThe secretariat spoke of gimmicks once.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        (tmp_path / "once.md").write_text("---\ngroups: [hr]\n---\n# Once\n\nNothing.\n", encoding="utf-8")
        project.sync()
    return tmp_path


def scores(project, word, **asked):
    return [(one.version.path, one.hit.score) for one in project.search(f"parking garage {word}", **asked)]


def sure(project, word, **asked):
    return project.ask_sync(f"What does parking cost with {word}?", **asked).confidence


@pytest.mark.parametrize("asked", [{}, {"as_of": date(2030, 1, 1)}])
@pytest.mark.parametrize("word", [CLOSED, "layofs", "gimmicks"])
def test_a_word_of_closed_texts_changes_what_a_member_is_told_no_more_than_any_other(folder, word, asked):
    with Project.open(folder, principal=member("sales")) as project:
        assert scores(project, word, **asked) == scores(project, NOBODYS, **asked)
        assert sure(project, word, **asked) == sure(project, NOBODYS, **asked)


def test_it_counts_for_those_who_may_read_it(folder):
    with Project.open(folder, principal=member("hr")) as project:
        assert scores(project, CLOSED) != scores(project, NOBODYS)
