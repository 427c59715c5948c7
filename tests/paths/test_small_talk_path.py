"""A conversation in which people also say thanks: that asks nothing, is recorded as such, and is carried into no question."""

import pytest

from untuned.project import Project


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "html.md").write_text("# HTML\n\nTo return HTML, give the route the class of an HTML response.\n", encoding="utf-8")
    (tmp_path / "origins.md").write_text(
        "# Origins\n\nThanks to the list of origins a browser may call from elsewhere.\n", encoding="utf-8"
    )
    with Project.open(tmp_path) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize("said", ["thanks", "hi", "OK!", "спасибо", "Привет"])
def test_small_talk_is_recorded_as_nothing_asked(project, said):
    answer = project.ask_sync(said)
    assert (answer.state, answer.reason, answer.claims) == ("abstained", "nothing_asked", ())
    assert project.answer(answer.id).reason == "nothing_asked"
    assert project.trace(answer.id)["author"] == "small-talk/1"


def test_small_talk_is_not_carried_into_the_next_question(project):
    conversation = project.start_conversation()
    for said in ("What are origins for?", "thanks"):
        project.ask_sync(said, conversation=conversation)
    answer = project.ask_sync("and how do i return html?", conversation=conversation)
    assert answer.citations[0].path == "html.md"
    assert not [note for note in answer.notes if "thanks" in note]


def test_what_is_asked_beside_thanks_is_answered(project):
    assert project.ask_sync("Thanks! How do I return HTML?").state == "answered"
