"""What an answer closes with is told from what it states."""

import pytest

from untuned.text.offers import closing_offers


def offered(text: str, *brought: str) -> list[str]:
    return [text[start:end] for start, end in closing_offers(text, brought=lambda: frozenset(brought))]


@pytest.mark.parametrize(
    "offer",
    [
        "Would you like to know more?",
        "Do you need anything else?",
        "Is there anything else I can help you with?",
        "Let me know if you have other questions!",
        "I hope this helps!",
        "Хотите узнать больше?",
        "Могу ли я ещё чем-нибудь помочь?",
        "Обращайтесь, если появятся вопросы!",
    ],
)
def test_an_offer_of_help_at_the_end_is_one(offer):
    assert offered(f"Refunds take 30 days. {offer}") == [offer]


@pytest.mark.parametrize(
    "sentence",
    [
        "Would you like to know how to get it in 5 days?",
        "Would you like to know why it is never paid?",
        "Did you know that shipping is free?",
        "Do you have a lifetime warranty?",
        "Let me know if your hamster is ill.",
        "Feel free to cancel at any time.",
        "Хотите узнать, почему деньги не возвращают?",
    ],
)
def test_a_sentence_that_may_state_something_is_none(sentence):
    assert offered(f"Refunds take 30 days. {sentence}") == []


def test_an_offer_may_name_what_the_sources_speak_of():
    assert offered("Would you like more details about refunds?") == []
    assert offered("Would you like more details about refunds?", "refund") == ["Would you like more details about refunds?"]


def test_only_the_end_of_an_answer_offers():
    assert offered("Would you like to know more? Refunds take 30 days.") == []
