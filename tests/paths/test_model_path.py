"""The path of a question through a chat model: what it claims is verified, repaired once, dropped, or replaced."""

import dataclasses

import pytest

from untuned.errors import ModelUnavailable, UnknownModel
from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.project import Project
from untuned.rag.modelled import DOUBTFUL, NOT_SAID, NOT_TAKEN, REFUSED
from untuned.types.answers import Answer, Claim
from untuned.types.documents import Span
from untuned.types.settings import ModelSettings

PRO = "# Pro plan\n\nVersion history on the Pro plan goes back 30 days. It is not refundable after that time.\n"
ENTERPRISE = "# Enterprise plan\n\nVersion history on the Enterprise plan goes back 400 days.\n"
QUESTION = "How far back does version history go on the Pro plan?"
QUOTE = "Version history on the Pro plan goes back 30 days."


def said(text, *quotes):
    return Said(text=text, quotes=tuple(quotes))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "pro.md").write_text(PRO, encoding="utf-8")
    (tmp_path / "enterprise.md").write_text(ENTERPRISE, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
    return tmp_path


@pytest.fixture
def asked(root):
    """Asks with replies; the answer, the model and, for a stream, the steps."""

    def ask(*replies, question=QUESTION, stream=False, **settings):
        with Project.open(root) as project:
            project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model", **settings))
            model = project.__dict__["writer"] = FakeChatModel(replies=replies)
            if not stream:
                return project.ask_sync(question), model
            steps = list(project.ask_stream_sync(question))
            return steps, model

    return ask


def number_of(model, path):
    return next(nth for nth, passage in enumerate(model.requests[0].passages, start=1) if passage.version.path == path)


@pytest.fixture
def pro(asked):
    """The number of the Pro plan's passage."""
    _, model = asked(Reply(declined=True))
    return number_of(model, "pro.md")


@pytest.fixture
def enterprise(asked):
    _, model = asked(Reply(declined=True))
    return number_of(model, "enterprise.md")


def test_a_verified_claim_is_shown_in_the_models_words_above_the_sources_own(asked, pro):
    answer, _ = asked(Reply(claims=(said("The Pro plan keeps 30 days of history.", (pro, QUOTE)),)))
    (claim,) = answer.claims
    assert (answer.state, claim.text) == ("answered", "The Pro plan keeps 30 days of history.")
    assert (claim.citations[0].quote, claim.citations[0].source) == (QUOTE, "pro.md:3")
    assert claim.support is not None
    assert claim.support.band in ("green", "undecided")
    assert (answer.model, answer.usage.requests) == ("fake:model", 1)


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("The Pro plan keeps 60 days of history.", QUOTE, "not_carried"),
        ("The Pro plan keeps 60 days of history.", QUOTE.replace("30", "60"), "not_found"),
        ("It is refundable after that time.", "refundable after that time", "negation_clipped"),
        ("History goes back 30 days.", "History of all plans goes back for ever and a day.", "not_found"),
    ],
)
def test_what_is_not_verified_is_not_shown(asked, pro, text, quote, reason):
    answer, model = asked(Reply(claims=(said(text, (pro, quote)),)))
    assert (answer.state, answer.claims, answer.reason) == ("abstained", (), "no_verified_claim")
    assert answer.dropped[0].reason == reason
    assert len(model.requests) == 2


def test_a_failed_claim_is_told_to_the_model_once_and_its_repair_is_shown(asked, pro):
    wrong = said("The Pro plan keeps 60 days of history.", (pro, QUOTE))
    right = said("The Pro plan keeps 30 days of history.", (pro, QUOTE))
    answer, model = asked(Reply(claims=(wrong,)), Reply(claims=(right,)))
    assert [claim.text for claim in answer.claims] == [right.text]
    assert (answer.state, answer.dropped, answer.usage.requests) == ("answered", (), 2)
    (failure,) = model.requests[1].failures
    assert (failure.reason, "60" in failure.detail) == ("not_carried", True)


def test_without_repair_a_failed_claim_makes_the_answer_partial(asked, pro):
    right, wrong = said("It keeps 30 days of history.", (pro, QUOTE)), said("It keeps it for free.", (pro, "for free"))
    answer, model = asked(Reply(claims=(right, wrong)), repair=False)
    assert (answer.state, [claim.text for claim in answer.claims], len(model.requests)) == ("partial", [right.text], 1)


def test_a_quote_given_to_the_wrong_source_is_misattributed(asked, enterprise):
    answer, _ = asked(Reply(claims=(said("The Pro plan keeps 30 days of history.", (enterprise, QUOTE)),)), repair=False)
    assert (answer.claims, answer.dropped[0].reason, answer.dropped[0].detail) == ((), "misattributed", "this stands in pro.md")


def test_a_quote_of_a_superseded_version_is_stale(root, asked):
    (root / "pro.md").write_text(PRO.replace("30 days", "90 days"), encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    _, model = asked(Reply(declined=True))
    answer, _ = asked(Reply(claims=(said("History goes back 30 days.", (number_of(model, "pro.md"), QUOTE)),)), repair=False)
    assert (answer.claims, answer.dropped[0].reason) == ((), "stale")


def test_a_true_claim_about_the_twin_is_the_nearest_miss(asked, enterprise):
    quote = "Version history on the Enterprise plan goes back 400 days."
    answer, _ = asked(Reply(claims=(said("History goes back 400 days.", (enterprise, quote)),)), repair=False)
    assert (answer.state, answer.reason, answer.near_miss.citation.path) == ("abstained", "wrong_scope", "enterprise.md")


def test_a_model_that_fails_is_replaced_by_the_documents_own_sentences(asked):
    answer, _ = asked(Reply(error=ModelUnavailable("fake:model", reason="it answers 503")))
    assert (answer.state, answer.model, answer.claims[0].text) == (
        "answered",
        "extractive/3",
        QUOTE + " It is not refundable after that time.",
    )
    assert "503" in answer.notes[0]
    assert (answer.usage.requests, answer.usage.failed) == (1, 1)


def test_a_model_that_nobody_can_ask_is_an_error(asked):
    with pytest.raises(UnknownModel):
        asked(Reply(error=UnknownModel("fake:model", reason="there is none")))


def test_a_model_that_declines_has_the_nearest_passage_shown_as_such(asked):
    answer, _ = asked(Reply(declined=True))
    assert (answer.state, answer.reason, answer.claims) == ("abstained", "model_declined", ())
    assert (answer.near_miss.citation.path, answer.near_miss.reason) == ("pro.md", NOT_TAKEN)
    assert "a passage seems to" in answer.notes[0]


def test_a_model_whose_every_claim_is_refused_has_the_place_named_that_seems_to_answer(asked, pro):
    answer, _ = asked(Reply(claims=(said("The Pro plan keeps 60 days of history.", (pro, QUOTE)),)), repair=False)
    assert (answer.state, answer.reason, answer.claims) == ("abstained", "no_verified_claim", ())
    assert (answer.near_miss.citation.path, answer.near_miss.reason) == ("pro.md", NOT_SAID)
    assert answer.notes == (REFUSED.format(place="pro.md:3"),)


def test_a_claim_from_documents_about_something_else_is_shown_with_a_doubt(asked, pro):
    question = "Who wrote the history of France?"
    _, model = asked(Reply(declined=True), question=question)
    off, _ = asked(Reply(claims=(said(QUOTE, (number_of(model, "pro.md"), QUOTE)),)), question=question)
    on, _ = asked(Reply(claims=(said(QUOTE, (pro, QUOTE)),)))
    assert [(answer.state, DOUBTFUL in answer.notes) for answer in (off, on)] == [("answered", True), ("answered", False)]


def test_a_stream_gives_verified_claims_first_and_the_recorded_answer_last(asked, pro):
    right, wrong = said("It keeps 30 days of history.", (pro, QUOTE)), said("It keeps 60 days of history.", (pro, QUOTE))
    steps, _ = asked(Reply(claims=(right, wrong)), Reply(declined=True), stream=True)
    assert [type(step) for step in steps] == [Claim, Answer]
    assert steps[0].text == steps[-1].claims[0].text == right.text
    assert (steps[-1].state, steps[-1].id != "") == ("partial", True)


def test_a_stream_that_is_cut_keeps_what_was_verified_and_says_so(asked, pro):
    reply = Reply(claims=(said("It keeps 30 days of history.", (pro, QUOTE)),), error=ModelUnavailable("fake:model", reason="cut"))
    steps, _ = asked(reply, stream=True)
    assert (steps[-1].state, len(steps[-1].claims)) == ("partial", 1)
    assert "cut off (cut)" in steps[-1].notes[0]


def test_a_conversation_gives_the_model_what_was_asked_and_shown_before(root, pro):
    with Project.open(root) as project:
        project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model"))
        reply = Reply(claims=(said("It keeps 30 days of history.", (pro, QUOTE)),))
        model = project.__dict__["writer"] = FakeChatModel(replies=[reply])
        conversation = project.start_conversation()
        project.ask_sync(QUESTION, conversation=conversation)
        project.ask_sync("And is it refundable?", conversation=conversation)
        (turn,) = model.requests[1].history
        assert (turn.question, turn.answer) == (QUESTION, "It keeps 30 days of history.")
        assert [answer.question for answer in project.conversation(conversation).answers] == [QUESTION, "And is it refundable?"]


class Told(FakeChatModel):
    """Names the templates it is asked with, and keeps which of its streams have ended."""

    def __init__(self, **more):
        super().__init__(**more)
        self.ended = []

    async def propose(self, question, passages, **more):
        proposal = await super().propose(question, passages, **more)
        return dataclasses.replace(proposal, prompts=("answer@v1", *(["repair@v1"] if more["brief"].failures else [])))

    async def propose_stream(self, question, passages, **more):
        try:
            async for piece in super().propose_stream(question, passages, **more):
                yield piece
        finally:
            self.ended.append(question)


def test_a_stream_that_is_left_early_has_ended_at_the_model_too_and_is_not_recorded(root, pro):
    with Project.open(root) as project:
        before = len(project.answers())
        project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model"))
        model = project.__dict__["writer"] = Told(replies=[Reply(claims=(said("It keeps 30 days of history.", (pro, QUOTE)),))])
        steps = project.ask_stream_sync(QUESTION)
        assert isinstance(next(steps), Claim)
        steps.close()
        assert model.ended == [QUESTION]
        assert len(project.answers()) == before


def test_a_trace_names_the_template_of_a_repair(root, pro):
    wrong, right = said("It keeps 60 days of history.", (pro, QUOTE)), said("It keeps 30 days of history.", (pro, QUOTE))
    with Project.open(root) as project:
        project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model"))
        project.__dict__["writer"] = Told(replies=[Reply(claims=(wrong,)), Reply(claims=(right,))])
        answer = project.ask_sync(QUESTION)
        assert project.trace(answer.id)["prompts"] == ["answer@v1", "repair@v1"]


def test_the_same_words_of_a_source_are_shown_once(asked, pro):
    claims = (said("История хранится тридцать дней.", (pro, QUOTE)), said("Тридцать дней назад доходит история.", (pro, QUOTE)))
    answer, _ = asked(Reply(claims=claims), repair=False)
    texts = [claim.text for claim in answer.claims]
    assert len(texts) == len(set(texts))


def test_an_answer_touches_the_facts_and_the_earlier_quotes_that_its_model_was_given(root, pro):
    (root / "facts.toml").write_text('[me]\nlucky_code = "ZX-777"\n', encoding="utf-8")
    reply = Reply(claims=(said("Version history on the Pro plan goes back 30 days with code ZX-777.", (pro, QUOTE)),))
    with Project.open(root) as project:
        project.sync()
        project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model", repair=False))
        project.__dict__["writer"] = FakeChatModel(replies=[reply])
        conversation = project.start_conversation()
        first = project.ask_sync(QUESTION, conversation=conversation)
        (root / "pro.md").write_text(PRO.replace("30 days", "90 days"), encoding="utf-8")
        project.sync()
        later = project.ask_sync(QUESTION, conversation=conversation)
        facts = project.version("facts.toml")[0].id
        assert "ZX-777" in first.claims[0].text
        assert Span(version=facts, start=0, end=27) in first.retrieved
        assert later.dropped[0].reason == "stale"
        assert first.citations[0].span in later.retrieved
        project.purge("pro.md@1")
        assert (project.answer(first.id).claims, project.answer(later.id).dropped) == ((), ())


def test_a_claim_cites_the_facts_that_carry_what_its_quotes_do_not(root, asked, pro):
    facts = '[me]\nlucky_code = "ZX-777"\nlucky_number = 12\nrent = 400\nheating = 30.5\ncosts = { sum = ["rent", "heating"] }\n'
    (root / "facts.toml").write_text(facts, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    text = "Version history on the Pro plan goes back 30 days, with code ZX-777, and costs 430.5."
    number = number_of(asked(Reply(declined=True))[1], "pro.md")
    answer, _ = asked(Reply(claims=(said(text, (number, QUOTE)), said("It keeps 30 days of history.", (number, QUOTE)))))
    with_facts, without = answer.claims
    assert with_facts.text == text
    assert [citation.quote for citation in with_facts.citations] == [QUOTE, 'lucky_code = "ZX-777"', "rent = 400", "heating = 30.5"]
    assert (with_facts.computed.name, with_facts.computed.value) == ("sum", "430.5")
    assert ([citation.quote for citation in without.citations], without.computed) == ([QUOTE], None)


def test_a_purge_empties_what_a_model_worded_after_it_read_the_words(root, asked, pro):
    answer, _ = asked(Reply(claims=(said("Enterprise customers keep 30 days of history on the Pro plan.", (pro, QUOTE)),)))
    with Project.open(root) as project:
        assert project.purge("enterprise.md").answers == (answer.id,)
        assert (project.answer(answer.id).claims, project.answer(answer.id).purged) == ((), True)


def test_a_recorded_answer_comes_back_whole(root, asked, pro):
    answer, _ = asked(
        Reply(claims=(said("It keeps 30 days of history.", (pro, QUOTE)), said("No.", (pro, "No such words.")))), repair=False
    )
    with Project.open(root) as project:
        read = project.answer(answer.id)
    assert read == dataclasses.replace(answer, stages=read.stages)
    assert dict(read.stages) == pytest.approx({name: spent for name, spent in answer.stages.items() if name != "record"}, abs=0.001)


def test_a_claim_that_only_repeats_the_question_is_refused_and_told(asked, pro):
    answer, model = asked(Reply(claims=(said("Version history on the Pro plan goes back.", (pro, QUOTE)),)))
    assert (answer.state, answer.claims, answer.reason) == ("abstained", (), "no_verified_claim")
    assert answer.dropped[0].reason == "repeats_question"
    assert model.requests[1].failures[0].reason == "repeats_question"


def test_a_claim_that_is_a_heading_alone_is_refused_and_told(asked, enterprise):
    claim = said("Enterprise plan", (enterprise, "# Enterprise plan"))
    answer, _ = asked(Reply(claims=(claim,)))
    assert (answer.claims, answer.dropped[0].reason) == ((), "bare_heading")


def test_a_claim_that_restates_the_question_and_answers_it_stands(asked, pro):
    answer, _ = asked(Reply(claims=(said("Version history on the Pro plan goes back 30 days.", (pro, QUOTE)),)))
    assert (answer.state, len(answer.claims)) == ("answered", 1)
