"""A text that is purged between the reading and the recording of an answer: the question is asked again, and its words stay gone."""

import asyncio

import pytest

from untuned.errors import StoreBusy
from untuned.project import Project
from untuned.types.answers import Answer

ASKED = "Within how many days is a refund possible?"


class Purging(Project):
    """Somebody else purges the next of these documents whenever an answer is about to be recorded."""

    def _record(self, *arguments, **named):
        if self.going:
            with Project.open(self.root) as other:
                other.purge(self.going.pop(0))
        return super()._record(*arguments, **named)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    for number in range(6):
        text = f"# Refunds\n\nA refund is possible within {14 + number} days of the purchase in shop {number}.\n"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    with Purging.open(tmp_path) as opened:
        opened.going = []
        opened.sync()
        yield opened


def quoted(answer):
    return {citation.path for claim in answer.claims for citation in claim.citations}


def test_a_question_whose_text_is_purged_meanwhile_is_answered_from_what_is_left(project):
    project.going = ["0.md", "1.md"]
    answer = project.ask_sync(ASKED)
    assert project.going == []
    assert quoted(answer)
    assert not quoted(answer) & {"0.md", "1.md"}
    assert [kept.id for kept in project.answers()] == [answer.id]


def test_a_question_whose_texts_are_purged_one_after_the_other_ends_with_what_to_do(project):
    project.going = [f"{number}.md" for number in range(5)]
    with pytest.raises(StoreBusy, match="was purged while it was asked for") as told:
        project.ask_sync(ASKED)
    assert told.value.remedy == "ask again"
    assert project.answers() == []


def test_a_stream_that_showed_a_claim_of_a_purged_text_ends_with_what_to_do(project):
    project.going = ["0.md"]
    with pytest.raises(StoreBusy, match="was purged while it was asked for"):
        list(project.ask_stream_sync(ASKED))
    assert project.answers() == []


def test_a_stream_that_showed_nothing_yet_goes_on_with_what_is_left(project):
    """An abstention shows no claim before it is recorded, and touches what it read."""
    project.going = ["0.md"]

    async def steps():
        return [step async for step in project.ask_stream("Within how many days is a refund possible on Mars?")]

    *claims, answer = asyncio.run(steps())
    assert (claims, type(answer), project.going) == ([], Answer, [])
    assert [kept.id for kept in project.answers()] == [answer.id]
