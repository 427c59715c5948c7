"""A question with courtesies around it is answered as without them, and recorded as it was typed."""

import pytest

from answering import of_pages
from untuned.project import Project

PAGES = {
    "access.md": "# Access\n\nThe gate code is 9911.\n\n## Parking\n\nThe van stands behind the house.\n",
    "plans.md": "# Plans\n\n| Plan | Price |\n|---|---|\n| Solo | 45 EUR |\n| Team | 90 EUR |\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("typed")
    of_pages(root, PAGES)
    with Project.open(root) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hi, what is the gate code? thanks", "9911"),
        ("Hello! I was wondering what the gate code is.", "9911"),
        ("whats the gate code", "9911"),
        ("pls tell me the gate code", "9911"),
        ("how mutch dose the solo plan cost", "45 EUR"),
        ("Good afternoon! Could you please tell me what the Team plan costs? Kind regards, Ida", "90 EUR"),
    ],
)
def test_a_question_is_answered_and_recorded_as_it_was_typed(project, typed, wanted):
    answer = project.ask_sync(typed)
    assert wanted in answer.citations[0].quote
    assert answer.question == typed
    assert project.answer(answer.id).question == typed


def test_a_question_goes_on_from_one_with_courtesies(project):
    id = project.start_conversation()
    project.ask_sync("Hi there! what does the Solo plan cost? Thanks", conversation=id)
    answer = project.ask_sync("and the Team plan, please?", conversation=id)
    assert "90 EUR" in answer.citations[0].quote
    assert [one.question for one in project.conversation(id).answers] == [
        "Hi there! what does the Solo plan cost? Thanks",
        "and the Team plan, please?",
    ]
