"""Follow-ups at the desk: what a model and the rules make of them, what is refused, and what is read for them."""

import asyncio
from dataclasses import replace

import pytest

from answering import small_project
from untuned.errors import ModelTooSlow, ModelUnavailable, UnknownModel, WrongSetting
from untuned.models.chat.fake import FakeChatModel, Reply
from untuned.models.chat.rewrites import read_question
from untuned.project import Project
from untuned.rag.ask import look
from untuned.rag.follow_up import Wording, notes_of, understood
from untuned.rag.ground import Asked
from untuned.rag.stages import Stages
from untuned.types.answers import Turn
from untuned.types.methods import DEFAULT
from untuned.types.settings import ModelSettings

BEFORE = Turn(question="How far back does version history go on the Pro plan?", answer="Version history on the Pro plan goes back 30 days.")
FOLLOW_UP = "What about Enterprise?"
ALONE = "How far back does version history go on the Enterprise plan?"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small_project(tmp_path_factory.mktemp("follow-ups"))


@pytest.fixture
def project(root):
    with Project.open(root) as opened:
        yield opened


def worded(project, question=FOLLOW_UP, *, replies=(), history=(BEFORE,), rewrite="auto", falls_back=True, **asked):
    """The question as it was understood, and the model."""
    project.settings = replace(project.settings, search=replace(project.settings.search, rewrite=rewrite))
    model = FakeChatModel(replies=replies) if replies else None
    wording = Wording(
        library=project.library(),
        stages=Stages(project.limiter),
        rewriter=model,
        budget=None if model is None else model.budget(),
        falls_back=falls_back,
    )
    return asyncio.run(understood(Asked(question=question, history=tuple(history), **asked), wording=wording)), model


def said(question):
    return Reply(text=f'{{"question": "{question}"}}')


def test_a_question_with_nothing_before_it_is_left_alone(project):
    asked, model = worded(project, replies=[said(ALONE)], history=())
    assert asked.rewriting is None
    assert model.requests == []
    assert asked.searched == (FOLLOW_UP,)


def test_nobody_words_a_follow_up_where_the_settings_say_so(project):
    asked, model = worded(project, replies=[said(ALONE)], rewrite="off")
    assert (asked.rewriting, model.requests) == (None, [])


def test_without_a_model_the_rules_word_it(project):
    asked, _ = worded(project)
    assert (asked.meant, asked.rewriting.by) == (ALONE, "rules")
    assert asked.searched == (ALONE, FOLLOW_UP)


def test_a_model_is_given_the_history_and_the_question_alone(project):
    asked, model = worded(project, "How about teams of Enterprise?", replies=[said("How far back does it go for teams of Enterprise?")])
    (request,) = model.requests
    assert (request.task, request.passages, request.history) == ("rewrite", (), (BEFORE,))
    assert (asked.rewriting.by, asked.meant) == ("model", "How far back does it go for teams of Enterprise?")


def test_what_nobody_said_refuses_a_rewrite_and_the_rules_word_the_question(project):
    asked, _ = worded(project, replies=[said("How far back does version history go on the Velora Enterprise plan of 2031?")])
    (refused,) = asked.rewriting.refused
    assert refused.brought == ("Velora Enterprise", "2031")
    assert (asked.meant, asked.rewriting.by) == (ALONE, "rules")
    assert "A rewrite was refused: it brought in 'Velora Enterprise', '2031'." in list(notes_of(asked.rewriting))


def test_a_rewrite_that_leaves_out_what_the_question_names_is_refused(project):
    asked, _ = worded(project, replies=[said("How far back does version history go on the Pro plan?")])
    (refused,) = asked.rewriting.refused
    assert (refused.brought, refused.lost) == ((), ("Enterprise",))
    assert asked.meant == ALONE


@pytest.mark.parametrize("error", [ModelTooSlow("fake:model", reason="it took too long"), ModelUnavailable("fake:model", reason="gone")])
def test_a_model_that_fails_is_followed_by_the_rules(project, error):
    asked, _ = worded(project, replies=[Reply(error=error)])
    assert (asked.meant, asked.rewriting.by) == (ALONE, "rules")
    assert any(error.reason in note for note in notes_of(asked.rewriting))


def test_in_measuring_a_model_that_fails_is_an_error(project):
    with pytest.raises(ModelUnavailable):
        worded(project, replies=[Reply(error=ModelUnavailable("fake:model", reason="gone"))], falls_back=False)


def test_a_model_that_can_never_be_asked_is_an_error(project):
    with pytest.raises(UnknownModel):
        worded(project, replies=[Reply(error=UnknownModel("fake:model", reason="no such provider"))])


def test_output_that_holds_no_question_is_followed_by_the_rules(project):
    asked, _ = worded(project, replies=[Reply(text="I am happy to help you with that and with much more")])
    assert (asked.meant, asked.rewriting.by) == (ALONE, "rules")


def test_a_question_that_may_stand_alone_is_only_searched_for_by_its_rewrite(project):
    asked, _ = worded(
        project, "What are the usual limits?", replies=[said("What are the usual limits of version history on the Pro plan?")]
    )
    assert asked.meant == "What are the usual limits?"
    assert asked.searched[0].endswith("Pro plan?")


def test_a_question_that_names_what_it_is_about_asks_no_model(project):
    asked, model = worded(project, "How many seats can the Enterprise plan have at most?", replies=[said(ALONE)])
    assert model.requests == []
    assert asked.searched == ("How many seats can the Enterprise plan have at most?",)


def test_a_rewrite_has_its_share_of_the_answers_time_and_no_more(project):
    project.settings = replace(project.settings, model=ModelSettings(name="fake:model", deadline_ms=8_000))
    seen = []

    class Watched(FakeChatModel):
        async def reply(self, question, passages, *, task, brief, live=False, budget):
            seen.append(budget.deadline)
            return await super().reply(question, passages, task=task, brief=brief, live=live, budget=budget)

    model = Watched(replies=[said(ALONE)])
    budget = model.budget()
    wording = Wording(library=project.library(), stages=Stages(project.limiter), rewriter=model, budget=budget)
    asyncio.run(understood(Asked(question=FOLLOW_UP, history=(BEFORE,)), wording=wording))
    assert seen == [budget.deadline - 6.0]


def test_the_original_keeps_its_share_of_what_is_read_whatever_the_rewrite_says(project):
    stages = Stages(project.limiter)
    alone = look(Asked(question=BEFORE.question), library=project.library(), method=DEFAULT, stages=stages)
    asked, _ = worded(project, "How far back does version history go?", replies=[said("How far back does the reserve of the board go?")])
    asked = replace(asked, question=BEFORE.question, rewriting=replace(asked.rewriting, question="What is the reserve of the board?"))
    both = look(asked, library=project.library(), method=DEFAULT, stages=stages)
    assert set(alone.hits) <= set(both.hits)
    assert alone.read[0] in both.read[:2]


def test_the_setting_model_wants_a_model(project):
    project.settings = replace(project.settings, search=replace(project.settings.search, rewrite="model"))
    with pytest.raises(WrongSetting, match=r"search\.rewrite"):
        project.parts()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ('{"question": "What is it?"}', "What is it?"),
        ('Sure:\n```json\n{"question": "What\\nis it?"}\n```', "What is it?"),
        ('{"a": 1} {"question": "Last?"}', "Last?"),
        ("What is the price of Pro?", "What is the price of Pro?"),
        ('"What is the price of Pro?"', "What is the price of Pro?"),
        ("It costs 14 USD.", None),
        ("One?\nTwo?", None),
        ('{"question": 3}', None),
        ('{"question": ""}', None),
        ('{"question": "' + "x" * 600 + '"}', None),
        ("{" * 10_000, None),
        ("", None),
    ],
)
def test_a_question_is_read_from_what_a_model_wrote_or_nothing_is(text, question):
    assert read_question(text) == question
