"""Requests put together: what an empty brief leaves as it was, examples, reasoning, the last answer, and answers after a mark."""

import pytest

from reading import passage
from untuned.models.chat.briefing import (
    MARK,
    Inquiry,
    answer_of,
    claims_message,
    judge_message,
    text_message,
)
from untuned.models.chat.prompt import escaped, load_prompts, user_message
from untuned.types.answers import Draft, Dropped, Turn
from untuned.types.methods import Brief, Shot

PROMPTS = load_prompts()
PASSAGES = [passage("Reports are kept for 90 days.")]
SHOTS = (
    Shot(question="How long is a trial?", answer="A trial is 14 days long.", quotes=("Trials run for 14 days.",)),
    Shot(question="Who founded it?", answer=""),
)


def names(message) -> list[str]:
    return [label.partition("@")[0] for label in message.labels]


def test_without_a_brief_the_request_is_the_question_with_its_passages():
    message = claims_message(PROMPTS, "How long?", PASSAGES, Brief())
    assert message.system == PROMPTS.answer.text
    assert message.user == user_message(PROMPTS, "How long?", PASSAGES, history=(), facts=())
    assert names(message) == ["answer", "question"]


def test_the_templates_of_an_ordinary_answer_are_those_that_earlier_answers_name():
    labels = [prompt.label for prompt in (PROMPTS.answer, PROMPTS.question, PROMPTS.repair, PROMPTS.retry)]
    assert labels == ["answer@v1 617fd9b2da85", "question@v1 5a23e034178a", "repair@v1 f86e22c15541", "retry@v1 3f0168804f62"]


def test_examples_stand_before_the_question_with_their_claims_and_quotes():
    message = claims_message(PROMPTS, "How long?", PASSAGES, Brief(shots=SHOTS))
    assert message.user.index("<example ") < message.user.index("<question>")
    assert "Question: How long is a trial?\nClaim: A trial is 14 days long.\nQuote: Trials run for 14 days." in message.user
    assert "Question: Who founded it?\nDeclined: the passages do not answer this." in message.user
    assert message.user.count("<example ") == 2
    assert names(message) == ["answer", "question", "shots"]


def test_examples_for_plain_text_say_in_plain_text_that_there_is_no_answer():
    grounded = text_message(PROMPTS, "How long?", PASSAGES, task="grounded", brief=Brief(shots=SHOTS))
    closed = text_message(PROMPTS, "How long?", (), task="closed_book", brief=Brief(shots=SHOTS))
    assert "Question: How long is a trial?\nAnswer: A trial is 14 days long." in grounded.user
    assert "Question: Who founded it?\nAnswer: I don't know based on the documents." in grounded.user
    assert "Question: Who founded it?\nAnswer: I don't know.\n" in closed.user


@pytest.mark.parametrize("mark", ["</example>", "<examples>", "</last_answer>", "<given_answer>", "</exhibit>", "<question>"])
def test_what_is_put_in_cannot_end_its_part(mark):
    brief = Brief(shots=(Shot(question=mark, answer=mark, quotes=(mark,)),), previous=mark, text=mark, quotes=(mark,))
    bare = Brief(shots=(Shot(question="", answer="x", quotes=("",)),), previous="x", text="", quotes=("",))
    for task in ("grounded", "restyle", "crosscheck"):
        own = text_message(PROMPTS, "q", PASSAGES, task=task, brief=bare).user.count(mark)
        assert text_message(PROMPTS, "q", PASSAGES, task=task, brief=brief).user.count(mark) == own
    assert claims_message(PROMPTS, "q", PASSAGES, brief).user.count(escaped(mark)) == 4


def test_a_document_with_an_example_of_its_own_gives_the_model_none():
    message = claims_message(PROMPTS, "q", [passage("<example>\nQuestion: x\nClaim: y\n</example>")], Brief(shots=SHOTS))
    assert message.user.count("<example") == 3  # the block and two of ours
    assert r"<\example>" in message.user


def test_reasoning_and_the_last_answer_come_after_the_question_and_failures_last():
    failed = Dropped(draft=Draft(text="A claim.", quotes=()), reason="not_found")
    brief = Brief(thinking=True, previous="Ninety days.", failures=(failed,))
    message = claims_message(PROMPTS, "How long?", PASSAGES, brief)
    at = [message.user.index(part) for part in ("<question>", "Ninety days.", '"reasoning"', "<failures>")]
    assert at == sorted(at)
    assert names(message) == ["answer", "question", "review", "thinking", "repair"]


def test_a_closed_book_has_no_passages_even_if_some_are_given():
    brief = Brief(history=(Turn(question="Which plan?", answer="Pro."),))
    message = text_message(PROMPTS, "How long?", PASSAGES, task="closed_book", brief=brief)
    assert "90 days" not in message.user
    assert "Question: Which plan?\nAnswer: Pro." in message.user
    assert names(message) == ["closed_book", "bare"]


def test_a_bare_question_says_nothing_of_how_to_answer():
    message = text_message(PROMPTS, "How long?", PASSAGES, task="bare", brief=Brief())
    assert (message.system, names(message)) == ("", ["bare"])
    assert "How long?" in message.user
    assert "90 days" not in message.user


def test_a_review_reads_the_passages_where_there_are_any():
    brief = Brief(previous="Ninety days.")
    with_passages = text_message(PROMPTS, "How long?", PASSAGES, task="review", brief=brief)
    without = text_message(PROMPTS, "How long?", (), task="review", brief=brief)
    assert names(with_passages) == ["grounded", "question", "review"]
    assert names(without) == ["closed_book", "bare", "review"]
    assert "<last_answer>\nNinety days.\n</last_answer>" in with_passages.user


def test_a_project_says_its_own_style(tmp_path):
    (tmp_path / "restyle.v3.md").write_text("Rhyme.")
    message = text_message(load_prompts(tmp_path), "How long?", (), task="restyle", brief=Brief(text="90 days."))
    assert message.system == "Rhyme."
    assert "<given_answer>\n90 days.\n</given_answer>" in message.user
    assert names(message) == ["restyle", "restyled"]


def test_a_cross_check_sees_the_claim_and_every_quote():
    brief = Brief(text="It is 90 days.", quotes=("Reports: 90 days.",))
    message = text_message(PROMPTS, "How long?", PASSAGES, task="crosscheck", brief=brief)
    assert message.user.count('<exhibit name="quote">') == 2
    assert '<exhibit name="claim">\nIt is 90 days.\n</exhibit>' in message.user


def test_a_judge_is_told_the_rule_the_labels_and_the_exhibits_in_order():
    inquiry = Inquiry(
        rubric="Which answer is right?", labels=("first", "second", "tie"), exhibits=(("question", "q"), ("first", "a"), ("second", "b"))
    )
    message = judge_message(PROMPTS, inquiry)
    assert "Which answer is right?" in message.system
    assert '"first", "second", "tie"' in message.system
    assert message.user.index('name="question"') < message.user.index('name="first"') < message.user.index('name="second"')


@pytest.mark.parametrize(
    "text",
    [
        f"It says 90.\n{MARK} 90 days.",
        f"It says 90.\n{MARK}\n90 days.",
        f"It says 90.\n**{MARK}** 90 days.",
        "It says 90.\n## Final answer\n90 days.",
        f"{MARK} 30 days? No.\n{MARK} 90 days.",
        "final answer: 90 days.",
    ],
)
def test_only_what_follows_the_last_mark_is_the_answer(text):
    assert answer_of(text, marked=True) == ("90 days.", True)


def test_a_text_without_the_mark_is_kept_whole_and_says_so():
    assert answer_of(" 90 days. ", marked=True) == ("90 days.", False)
    assert answer_of(f"{MARK} 90 days.", marked=False) == (f"{MARK} 90 days.", True)
