"""Two documents that answer one question otherwise, in words that share little: the answer shows both."""

import pytest

from answering import everything
from untuned.project import Project
from untuned.types.principal import OWNER, Principal

ONE = "# Cairn Society\n\nThe Cairn Society was founded in 1871 by weavers from Leeds.\n"
OTHER = "# History\n\nEstablished in 1884 after a long quarrel, the Cairn Society moved to Porto.\n"
QUESTION = "When was the Cairn Society founded?"


def asked(root, pages, question=QUESTION, *, principal=OWNER, settings=""):
    (root / "untuned.toml").write_text(settings, encoding="utf-8")
    for path, text in pages.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=principal) as project:
        return project.ask_sync(question)


def test_both_days_are_shown_with_a_note(tmp_path):
    answer = asked(tmp_path, {"one.md": ONE, "other.md": OTHER})
    assert answer.state == "conflict"
    shown = " ".join(claim.text for claim in answer.claims)
    assert "1871" in shown
    assert "1884" in shown
    assert answer.notes[0].startswith("Sources disagree (date)")


@pytest.mark.parametrize(
    "other",
    [
        "# History\n\nEstablished in 1871 after a long quarrel, the Cairn Society moved to Porto.\n",
        "# Tarn Club\n\nThe Tarn Club was founded in 1884 by weavers from Porto.\n",
        "# Hall\n\nThe hall of the Cairn Society was opened in 1884.\n",
        "# Visitors\n\nIn 1884 the Cairn Society had 40 visitors.\n",
    ],
)
def test_one_day_said_twice_and_days_of_other_things_are_no_conflict(tmp_path, other):
    assert asked(tmp_path, {"one.md": ONE, "other.md": other}).state == "answered"


def test_who_may_not_read_the_other_document_is_told_nothing(tmp_path):
    rule = '[[access]]\npath = "board/**"\ngroups = ["board"]\n'
    staff = Principal(groups=frozenset({"everyone"}))
    answer = asked(tmp_path, {"one.md": ONE, "board/other.md": OTHER}, principal=staff, settings=rule)
    assert answer.state == "answered"
    assert "1884" not in everything(answer)


def test_documents_that_state_other_companies_answer_each_for_its_own(tmp_path):
    pages = {"one.md": f"---\ncompany: North\n---\n{ONE}", "other.md": f"---\ncompany: South\n---\n{OTHER}"}
    assert asked(tmp_path, pages).state == "answered"


def test_the_switch_leaves_it_out(tmp_path):
    assert asked(tmp_path, {"one.md": ONE, "other.md": OTHER}, settings="answer.conflicts = false\n").state == "answered"


def test_two_branches_that_are_each_below_their_own_heading_are_no_conflict(tmp_path):
    pages = {
        "one.md": "# Leeds branch\n\nThe Cairn Society opened in Leeds in 1990.\n",
        "other.md": "# Porto branch\n\nThe Cairn Society opened in Porto in 2001.\n",
    }
    assert asked(tmp_path, pages, "When was the Cairn Society opened?").state == "answered"
