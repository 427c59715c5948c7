"""What asks nothing is told from what asks something, however short."""

import pytest

from untuned.text.small_talk import asks_nothing, is_small_talk


@pytest.mark.parametrize(
    "text",
    ["thanks", "Thanks!", "hi", "Hello there :)", "ok", "OK, thank you!", "спасибо", "Привет!", "Спасибо большое", "?", "...", "👍", "  "],
)
def test_small_talk_asks_nothing(text):
    assert is_small_talk(text)
    assert asks_nothing(text)


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
