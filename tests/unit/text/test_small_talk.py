"""What asks nothing is told from what asks something, however short."""

import pytest

from timing import cpu_seconds
from untuned.text.small_talk import asks_nothing, is_small_talk


@pytest.mark.parametrize(
    "text",
    ["thanks", "Thanks!", "hi", "Hello there :)", "ok", "OK, thank you!", "спасибо", "Привет!", "Спасибо большое", "?", "...", "👍", "  "],
)
def test_small_talk_asks_nothing(text):
    assert is_small_talk(text)
    assert asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "No, thanks!",
        "never mind",
        "That's all, thank you",
        "That helps, thanks!",
        "Thank you for your help",
        "ok, makes sense",
        "нет, спасибо",
        "Спасибо, всё понятно",
        "Это всё, спасибо за помощь",
        "неважно",
    ],
)
def test_who_has_heard_enough_asks_nothing(text):
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text", ["That's all?? And Pro?", "no refunds", "Does that help with mould?", "thanks for the refund policy", "Это всё, что входит?"]
)
def test_words_of_leaving_inside_a_question_ask_something(text):
    assert not asks_nothing(text)


@pytest.mark.parametrize("text", ["bye " * 29 + "x", "thanks " * 16 + "x", "спасибо большое " * 7 + "x"])
def test_words_said_again_and_again_are_told_at_once(text):
    assert not is_small_talk(text)
    assert min(cpu_seconds(is_small_talk, text) for _ in range(3)) < 0.2


@pytest.mark.parametrize("text", ["what?", "Why", "что?", "Сколько?"])
def test_a_lone_word_of_asking_asks_nothing_by_itself_but_is_no_small_talk(text):
    assert asks_nothing(text)
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "price",
        "CORS",
        "hi-res audio",
        "What does OK mean?",
        "thanks, and for the Team plan?",
        "42",
        "C++",
        "なぜ",
        "no",
        "E-1042?",
        "@",
        "цена",
    ],
)
def test_what_names_something_is_asked(text):
    assert not asks_nothing(text)
