"""The one door, by every method: what is shown, what it stands on, what it costs, and what nobody may see."""

from dataclasses import replace

import pytest

from answering import BOARD, ENTERPRISE, PRO, QUESTION, QUOTE, SECRET, Way, small_project, span_of, timeless
from untuned.errors import BadVariant, ModelUnavailable
from untuned.models.chat.budget import Meter
from untuned.models.chat.fake import Reply, Said
from untuned.project import Project
from untuned.rag.modelled import REFUSED
from untuned.types.methods import Method, Shot
from untuned.types.principal import Principal

CLOSED = Method(context="none", wording="text")
ANYONE = Principal(groups=frozenset({"everyone"}))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small_project(tmp_path_factory.mktemp("plans"))


@pytest.fixture
def project(root):
    with Project.open(root) as project:
        yield project


def claim(text, *quotes):
    return Said(text=text, quotes=tuple((1, quote) for quote in quotes))


def claims(*said):
    return Reply(claims=said)


RIGHT = claim("The Pro plan keeps 30 days of history.", QUOTE)
WRONG = claim("The Pro plan keeps 60 days of history.", QUOTE)
OUT = Reply(error=ModelUnavailable("fake:model", reason="it answers 503"))

WAYS = {
    "the reader": Way(),
    "a model": Way(model=[claims(RIGHT)]),
    "oracle": Way(method=Method(context="oracle")),
    "oracle with a model": Way(method=Method(context="oracle"), model=[claims(RIGHT)]),
    "naive": Way(method=Method(wording="text")),
    "naive with a model": Way(method=Method(wording="text"), model=[Reply(text="Thirty days.")]),
    "closed book": Way(method=CLOSED, model=[Reply(text="Thirty days, I think.")]),
    "declined": Way(method=CLOSED, model=[Reply(text="I don't know.")]),
    "corrected": Way(method=Method(corrections=1), model=[claims(WRONG), claims(RIGHT)]),
    "corrected text": Way(method=replace(CLOSED, corrections=2), model=[Reply(text="1."), Reply(text="2."), Reply(text="3.")]),
    "checked": Way(method=Method(checker="fake:checker"), model=[claims(RIGHT)], checker=[Reply(verdict="no")]),
    "reworded": Way(method=Method(rewriter="fake:rewriter"), rewriter=[Reply(text="It's a month!")]),
    "without steps": Way(method=Method(steps=()), model=[claims(WRONG)]),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_stream_ends_in_the_response_that_is_given_as_a_whole(project, way):
    given = (span_of(project, "pro.md", QUOTE),)
    whole = way.respond(project, given=given)
    shown, streamed = way.stream(project, given=given)
    assert timeless(streamed) == timeless(whole)
    assert [one.text for one in shown] == [one.text for one in (whole.answer.claims if whole.answer else ())]
    assert whole.stages.keys() == streamed.stages.keys()
    assert project.answers() == []


def test_nothing_is_recorded_in_truth_by_a_desk_whose_record_is_the_identity(project):
    way = Way()
    response = way.respond(project)
    assert response.verified
    assert [answer.text for answer, _ in way.recorded] == [response.text]
    assert project.answers() == []


def test_a_response_says_what_was_found_what_was_read_and_when_what_came(project):
    way = Way(model=[claims(RIGHT)])
    (shown,), response = way.stream(project)
    texts = [project.version(span.version)[1][span.start : span.end] for span in response.read]
    assert any(QUOTE in text for text in texts)
    assert {span.version for span in response.read} <= {span.version for span in response.hits}
    assert shown.text == response.text
    assert 0 < response.first_claim_ms <= response.milliseconds
    assert set(response.stages) >= {"search", "passages", "read", "model", "verify"}
    assert (response.model, response.usage.requests) == ("fake:model", 1)


def test_an_answer_without_claims_has_no_time_of_a_first_one(project):
    shown, response = Way(model=[Reply(declined=True)]).stream(project)
    assert (shown, response.first_claim_ms, response.state, response.text) == ([], None, "abstained", "")


# -- what is read ------------------------------------------------------------------------------------


def test_an_oracle_reads_the_paragraph_of_its_evidence_and_searches_nothing(project):
    response = Way(method=Method(context="oracle")).respond(project, given=(span_of(project, "pro.md", "goes back 30 days"),))
    ((text, span),) = [(project.version(span.version)[1], span) for span in response.read]
    assert text[span.start : span.end] == PRO.strip()
    assert (response.hits, "search" in response.stages) == ((), False)
    assert (response.state, response.answer.citations[0].path) == ("answered", "pro.md")


def test_an_oracle_without_evidence_finds_nothing(project):
    response = Way(method=Method(context="oracle")).respond(project)
    assert (response.state, response.reason, response.read) == ("abstained", "nothing_found", ())


@pytest.mark.parametrize("wording", ["claims", "text"])
@pytest.mark.parametrize("context", ["retrieved", "oracle"])
def test_what_a_principal_may_not_read_is_read_by_no_method(root, context, wording):
    with Project.open(root) as owner:
        given = (span_of(owner, "board/reserve.md", "9 million"),)
        seen = Way(method=Method(context=context, wording=wording)).respond(owner, SECRET, given=given)
    with Project.open(root, principal=ANYONE) as anyone:
        way = Way(method=Method(context=context, wording=wording), model=[Reply(text="nothing", declined=True)])
        unseen = Way(method=Method(context=context, wording=wording)).respond(anyone, SECRET, given=given)
        way.respond(anyone, SECRET, given=given)
    assert "9 million" in seen.text
    assert "9 million" not in unseen.text
    assert given[0].version not in {span.version for span in (*unseen.read, *unseen.hits)}
    shown = [passage.text for request in way.models["model"].requests for passage in request.passages]
    assert all(BOARD.split("\n")[2] not in text for text in shown)


def test_a_closed_book_reads_nothing_and_says_so(project):
    way = WAYS["closed book"]
    response = way.respond(project)
    (request,) = way.models["model"].requests
    assert (request.task, request.passages) == ("closed_book", ())
    assert (response.text, response.state, response.verified) == ("Thirty days, I think.", "answered", False)
    assert (response.hits, response.read, response.answer, list(response.stages)) == ((), (), None, ["model"])
    assert way.recorded == []


# -- plain text --------------------------------------------------------------------------------------


def test_plain_text_is_a_models_own_words_and_is_never_shown_as_verified(project):
    way = WAYS["naive with a model"]
    response = way.respond(project)
    (request,) = way.models["model"].requests
    assert (request.task, any(QUOTE in passage.text for passage in request.passages)) == ("grounded", True)
    assert (response.text, response.answer, response.verified) == ("Thirty days.", None, False)
    assert len(response.read) == len(request.passages)


def test_without_a_model_plain_text_is_the_best_sentences_whatever_speaks_against_them(project):
    question = "How far back does version history go on the Basic plan?"
    verified = Way().respond(project, question)
    naive = Way(method=Method(wording="text")).respond(project, question)
    assert verified.state == "abstained"
    assert (naive.state, naive.answer, naive.model) == ("answered", None, "extractive/3")
    assert "Version history on the" in naive.text


@pytest.mark.parametrize("model", [None, [Reply(text="It is blue.")]])
def test_plain_text_abstains_where_nothing_is_found_and_asks_nobody(project, model):
    way = Way(method=Method(wording="text"), model=model)
    response = way.respond(project, "Zyzzyva qwrtzp?")
    assert (response.state, response.reason, response.text) == ("abstained", "nothing_found", "")
    assert all(held.requests == [] for held in way.models.values())


@pytest.mark.parametrize("said", ["I don't know.", "I don't know based on the documents.", ""])
def test_a_text_that_only_declines_is_an_abstention(project, said):
    response = Way(method=Method(wording="text"), model=[Reply(text=said)]).respond(project)
    assert (response.state, response.reason, response.text) == ("abstained", "model_declined", "")


def test_a_cut_text_says_so(project):
    assert Way(method=CLOSED, model=[Reply(text="It goes back thir", truncated=True)]).respond(project).truncated


def test_a_model_that_fails_to_write_plain_text_is_an_error(project):
    with pytest.raises(ModelUnavailable, match="503"):
        Way(method=Method(wording="text"), model=[OUT], falls_back=True).respond(project)


# -- facts -------------------------------------------------------------------------------------------


@pytest.fixture
def with_facts(tmp_path):
    small_project(tmp_path)
    (tmp_path / "facts.toml").write_text('[shop]\nphone = "555 0199"\n', encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        yield project


@pytest.mark.parametrize("method", [Method(), Method(context="oracle"), Method(wording="text")])
def test_facts_answer_before_anything_else_and_ask_no_model(with_facts, method):
    way = Way(method=method, model=[Reply(text="No idea.")])
    response = way.respond(with_facts, "What is the phone of the shop?")
    assert ("555 0199" in response.text, response.model, response.usage) == (True, "facts/1", None)
    assert (response.answer is None, way.models["model"].requests) == (method.wording == "text", [])


@pytest.mark.parametrize("method", [Method(), Method(wording="text")])
def test_a_model_is_given_the_facts_and_what_it_was_given_counts_as_read(with_facts, method):
    way = Way(method=method, model=[Reply(claims=(RIGHT,), text="Thirty days.")])
    response = way.respond(with_facts)
    (request,) = way.models["model"].requests
    assert any("555 0199" in fact for fact in request.brief.facts)
    assert response.read[-1].version == with_facts.version("facts.toml")[0].id


def test_a_closed_book_is_given_no_facts(with_facts):
    way = Way(method=CLOSED, model=[Reply(text="No idea what that is.")])
    way.respond(with_facts, "What is the phone of the shop?")
    assert way.models["model"].requests[0].brief.facts == ()


# -- what a model is given ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method", [Method(shots=1, thinking=True), Method(shots=1, thinking=True, wording="text"), replace(CLOSED, shots=1)]
)
def test_a_model_is_shown_the_examples_that_are_chosen_for_the_question(project, method):
    asked = []

    def chosen(question):
        asked.append(question)
        return [Shot(question="How long is a day?", answer="24 hours.", id="q7")]

    way = Way(method=method, model=[Reply(claims=(RIGHT,), text="Thirty days.")], shots=chosen)
    way.respond(project)
    (request,) = way.models["model"].requests
    assert asked == [QUESTION]
    assert [shot.id for shot in request.brief.shots] == ["q7"]
    assert request.brief.thinking is method.thinking


def test_examples_are_not_chosen_where_the_method_wants_none(project):
    def chosen(question):
        raise AssertionError(question)

    way = Way(model=[claims(RIGHT)], shots=chosen)
    way.respond(project)
    assert way.models["model"].requests[0].brief.shots == ()


# -- corrections -------------------------------------------------------------------------------------


def test_a_model_looks_its_claims_over_and_only_the_last_ones_are_verified_and_shown(project):
    way = Way(method=Method(corrections=1), model=[claims(WRONG), claims(RIGHT)])
    shown, response = way.stream(project)
    first, second = way.models["model"].requests
    assert (first.brief.previous, second.brief.previous) == ("", f"Claim: {WRONG.text}\nQuote: {QUOTE}")
    assert [one.text for one in shown] == [RIGHT.text]
    assert (response.state, response.answer.dropped, response.usage.requests) == ("answered", (), 2)
    assert "correct" in response.stages


def test_a_correction_is_verified_too(project):
    response = Way(method=Method(corrections=1), model=[claims(RIGHT), claims(WRONG)]).respond(project)
    assert (response.state, response.answer.dropped[0].reason) == ("abstained", "not_carried")


def test_a_model_that_declined_is_asked_to_look_that_over(project):
    way = Way(method=Method(corrections=1), model=[Reply(declined=True), claims(RIGHT)])
    response = way.respond(project)
    assert way.models["model"].requests[1].brief.previous == "The passages do not answer this."
    assert response.text == RIGHT.text


def test_a_text_is_looked_over_as_often_as_the_method_says(project):
    way = WAYS["corrected text"]
    response = way.respond(project)
    assert [(request.task, request.brief.previous) for request in way.models["model"].requests] == [
        ("closed_book", ""),
        ("review", "1."),
        ("review", "2."),
    ]
    assert (response.text, response.usage.requests) == ("3.", 3)


def test_a_correction_that_fails_leaves_the_answer_before_it_unless_that_is_an_error(project):
    way = Way(method=Method(corrections=1), model=[claims(RIGHT), OUT], falls_back=True)
    response = way.respond(project)
    assert (response.text, response.usage.failed) == (RIGHT.text, 1)
    assert "look its answer over, which failed (it answers 503)" in response.notes[0]
    with pytest.raises(ModelUnavailable):
        replace(way, falls_back=False).respond(project)


# -- another model checks ----------------------------------------------------------------------------


SECOND = claim("It is not refundable after that time.", "It is not refundable after that time.")


@pytest.mark.parametrize(
    ("verdicts", "state", "shown"),
    [
        (("yes", "yes"), "answered", [RIGHT.text, SECOND.text]),
        (("unsure", None), "answered", [RIGHT.text, SECOND.text]),
        (("no", "yes"), "partial", [SECOND.text]),
        (("no", "no"), "abstained", []),
    ],
)
def test_what_a_checker_denies_is_dropped_and_what_it_is_unsure_of_stays(project, verdicts, state, shown):
    checker = [Reply(verdict=verdict) for verdict in verdicts]
    way = Way(method=Method(checker="fake:checker"), model=[claims(RIGHT, SECOND)], checker=checker)
    streamed, response = way.stream(project)
    assert [one.text for one in streamed] == [one.text for one in response.answer.claims] == shown
    assert response.state == state
    assert [drop.reason for drop in response.answer.dropped] == ["denied"] * verdicts.count("no")
    assert response.reason == (None if shown else "no_verified_claim")
    asked = way.models["checker"].requests
    assert [(one.task, one.brief.text, one.brief.quotes) for one in asked[:1]] == [("crosscheck", RIGHT.text, (f"Pro plan\n{QUOTE}",))]
    assert (len(asked), response.usage.requests, response.answer.usage.requests) == (2, 3, 3)


def test_a_checker_looks_at_the_documents_own_sentences_too(project):
    response = Way(method=Method(checker="fake:checker"), checker=[Reply(verdict="no")]).respond(project)
    assert (response.state, response.answer.claims, response.usage.requests) == ("abstained", (), 1)


def test_a_checker_is_shown_how_a_value_was_worked_out(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "facts.toml").write_text('[me]\nname = "Ada Example"\nborn = 1990-05-17\n', encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        way = Way(method=Method(checker="fake:checker"), checker=[Reply(verdict="yes")])
        response = way.respond(project, "How old am I?")
    (request,) = way.models["checker"].requests
    assert response.answer.claims[0].computed.value in request.brief.quotes[-1]
    assert request.brief.quotes[-1].startswith("Worked out: age of ")


def test_a_checker_that_had_nothing_to_look_at_cost_nothing(project):
    response = Way(method=Method(checker="fake:checker"), checker=[Reply(verdict="no")]).respond(
        project, "Which planet has the most moons?"
    )
    assert (response.state, response.usage, response.answer.usage) == ("abstained", None, None)


@pytest.mark.parametrize(
    ("verdict", "state", "text"), [("no", "abstained", ""), ("unsure", "answered", "Thirty days."), ("yes", "answered", "Thirty days.")]
)
def test_a_checker_holds_the_whole_of_a_plain_text_against_its_passages(project, verdict, state, text):
    method = Method(wording="text", checker="fake:checker")
    way = Way(method=method, model=[Reply(text="Thirty days.")], checker=[Reply(verdict=verdict)])
    response = way.respond(project)
    (request,) = way.models["checker"].requests
    assert request.passages == way.models["model"].requests[0].passages
    assert (response.state, response.text, response.usage.requests) == (state, text, 2)


def test_a_checker_that_fails_leaves_the_claims_as_they_are_with_a_note_unless_that_is_an_error(project):
    way = Way(method=Method(checker="fake:checker"), model=[claims(RIGHT, SECOND)], checker=[OUT], falls_back=True)
    response = way.respond(project)
    assert (response.state, len(response.answer.claims), len(way.models["checker"].requests)) == ("answered", 2, 1)
    assert "to check the answer failed (it answers 503)" in response.notes[0]
    with pytest.raises(ModelUnavailable):
        replace(way, falls_back=False).respond(project)


# -- another model words it anew ---------------------------------------------------------------------


def test_a_reworded_answer_is_shown_with_the_verified_one_and_not_as_verified(project):
    way = WAYS["reworded"]
    shown, response = way.stream(project)
    (request,) = way.models["rewriter"].requests
    assert (request.task, request.brief.text, request.passages) == ("restyle", response.original, ())
    assert (response.text, response.original) == ("It's a month!", response.answer.text)
    assert (response.verified, response.usage.requests) == (False, 1)
    assert [one.text for one in shown] == [one.text for one in response.answer.claims]
    assert [answer.text for answer, _ in way.recorded][-1] == response.original


def test_a_plain_text_is_reworded_too(project):
    way = Way(
        method=replace(CLOSED, rewriter="fake:rewriter"), model=[Reply(text="30 days.")], rewriter=[Reply(text="A month.", truncated=True)]
    )
    response = way.respond(project)
    assert (response.text, response.original, response.truncated, response.usage.requests) == ("A month.", "30 days.", True, 2)


def test_an_abstention_is_not_reworded(project):
    way = Way(method=Method(rewriter="fake:rewriter"), rewriter=[Reply(text="Sorry!")])
    response = way.respond(project, "Which planet has the most moons?")
    assert (response.text, response.original, way.models["rewriter"].requests) == ("", "", [])


def test_a_rewriter_that_fails_leaves_the_answer_with_a_note_unless_that_is_an_error(project):
    way = Way(method=Method(rewriter="fake:rewriter"), rewriter=[OUT], falls_back=True)
    response = way.respond(project)
    assert (response.verified, response.original) == (True, "")
    assert "word the answer anew failed (it answers 503)" in response.notes[-1]
    with pytest.raises(ModelUnavailable):
        replace(way, falls_back=False).respond(project)


# -- steps of verification ---------------------------------------------------------------------------


def test_without_the_step_of_scope_a_claim_about_the_twin_passes_and_the_record_says_so(project):
    quote = "Version history on the Enterprise plan goes back 400 days."
    number = next(nth for nth, path in enumerate(_read(project), start=1) if path == "enterprise.md")
    said = Reply(claims=(Said(text="History goes back 400 days.", quotes=((number, quote),)),))
    whole = Way(model=[said]).respond(project)
    less = Way(method=Method(steps=("agreement", "leaning")), model=[said]).respond(project)
    assert (whole.state, whole.reason, whole.notes) == ("abstained", "wrong_scope", (REFUSED.format(place="pro.md:3"),))
    assert (less.state, less.text) == ("answered", "History goes back 400 days.")
    assert less.notes == less.answer.notes == ("Verified without scope: what is shown is held against less than usual.",)


def test_without_the_step_of_scope_the_reader_answers_about_the_twin_too(tmp_path):
    (tmp_path / "untuned.toml").write_text("[answer]\nthreshold = 0.01\n", encoding="utf-8")
    (tmp_path / "enterprise.md").write_text(ENTERPRISE, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        whole = Way().respond(project)
        less = Way(method=Method(steps=())).respond(project)
    assert (whole.state, whole.reason) == ("abstained", "wrong_scope")
    assert (less.state, "400 days" in less.text) == ("answered", True)
    assert "without scope, agreement, leaning" in less.notes[-1]


def test_without_the_step_of_agreement_a_claim_is_shown_undecided_whatever_it_says(project):
    response = Way(method=Method(steps=("scope", "leaning")), model=[claims(WRONG)]).respond(project)
    (shown,) = response.answer.claims
    assert (response.state, shown.text, shown.support.band) == ("answered", WRONG.text, "undecided")
    assert "without agreement" in response.notes[0]


def test_quotes_are_verified_whatever_steps_are_left_out(project):
    made_up = claim("It goes back 90 days.", "Version history on the Pro plan goes back 90 days.")
    response = Way(method=Method(steps=()), model=[claims(made_up)]).respond(project)
    assert (response.state, response.answer.dropped[0].reason) == ("abstained", "not_found")


def test_without_the_step_of_leaning_nothing_is_said_of_what_was_not_read(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "lease.md").write_text("# Lease\n\nThe deposit is returned as defined in Section 4.2 of this lease.\n", encoding="utf-8")
    question = "When is the deposit returned?"
    with Project.open(tmp_path) as project:
        project.sync()
        whole = Way().respond(project, question)
        less = Way(method=Method(steps=("scope", "agreement"))).respond(project, question)
    assert (whole.state, "Section 4.2" in whole.notes[0]) == ("partial", True)
    assert (less.state, "Section 4.2" in "".join(less.notes)) == ("answered", False)


def _read(project):
    way = Way(model=[Reply(declined=True)])
    way.respond(project)
    return [passage.version.path for passage in way.models["model"].requests[0].passages]


# -- what fails --------------------------------------------------------------------------------------


def test_a_model_that_fails_is_an_error_where_nothing_falls_back_and_what_it_took_is_known(project):
    desk_way, meter = Way(model=[OUT]), Meter()
    with pytest.raises(ModelUnavailable, match="503"):
        _asked(project, desk_way, meter)
    assert (meter.usage.requests, meter.usage.failed) == (1, 1)
    fallen = Way(model=[OUT], falls_back=True).respond(project)
    assert (fallen.model, fallen.state) == ("extractive/3", "answered")


@pytest.mark.parametrize("live", [False, True])
def test_a_repair_or_a_stream_that_fails_is_an_error_too_where_nothing_falls_back(project, live):
    cut = Reply(claims=(RIGHT,), error=ModelUnavailable("fake:model", reason="cut"))
    with pytest.raises(ModelUnavailable):
        Way(model=[claims(WRONG), OUT], repairs=True).respond(project)
    with pytest.raises(ModelUnavailable):
        Way(model=[cut]).stream(project, live=live)


def _asked(project, way, meter):
    from storing import NOON
    from untuned.assistant.respond import respond
    from untuned.rag.ground import Asked

    return project.loop.run(respond(Asked(question=QUESTION), desk=way.desk(project), now=NOON, meter=meter))


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (Method(context="none"), "claims quote passages"),
        (CLOSED, "answers from memory take a chat model"),
        (Method(shots=2), "examples take a chat model"),
        (Method(thinking=True), "thinking take"),
        (Method(wording="text", corrections=1), "corrections take"),
        (Method(rewriter="fake:rewriter"), "its rewriter was not opened"),
        (Method(checker="fake:checker"), "its checker was not opened"),
        (replace(CLOSED, checker="fake:checker"), "holds answers against passages"),
        (Method(instructed=False), "given the question alone"),
    ],
)
def test_a_method_that_cannot_answer_is_refused_before_anything_is_asked(project, method, reason):
    with pytest.raises(BadVariant, match=reason) as refused:
        Way(method=method).desk(project)
    assert (refused.value.name, refused.value.remedy != "") == ("way", True)


def test_the_enterprise_plan_is_not_the_pro_plan(project):
    """What the tests above lean on: the default method tells the twins apart."""
    response = Way().respond(project)
    assert (QUOTE in response.text, ENTERPRISE.split("\n")[2] in response.text) == (True, False)
