from __future__ import annotations

import pytest

from untuned.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("He left. (She stayed.) Then rain.", ["He left.", "(She stayed.)", "Then rain."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("Он сказал: «Нет». Потом ушёл.", ["Он сказал: «Нет».", "Потом ушёл."]),
        ("**Note.** Back up first.", ["**Note.**", "Back up first."]),
        ("It rained.[1] It stopped.[12]", ["It rained.[1]", "It stopped.[12]"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("it broke again. please help", ["it broke again.", "please help"]),
    ],
)
def test_a_sentence_ends_at_its_stop_with_what_closes_on_it(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Dr. Jones at St. Mary.",
        "Use a tool, e.g. Vim or i.e. Emacs.",
        "See Fig. 3 and No. 5 on pp. 12 and vol. 2.",
        "J. R. R. Tolkien wrote it.",
        "The U.S. Army and Gen. Grant came.",
        "It happened on Jan. 5 in the morning.",
        "Apples, pears, etc. are sold here.",
        "См. рис. 5 и табл. 2 ниже.",
        "В 1999 г. Петров уехал в г. Москва.",
        "А. С. Пушкин жил на ул. Ленина.",
        "Он, т. е. Петров, и т.е. Иванов ушли.",
        "Яблоки, груши и т. д. продаются здесь.",
        "Это стоит 5 тыс. руб. в месяц.",
    ],
)
def test_no_sentence_ends_after_an_abbreviation_or_an_initial(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Version 1.2.3 costs 3.50 or 1,000.5 euros.",
        "Open https://example.com/a.b?c=d. or settings.toml first",
        "Call `app.run(). Then` at once.",
        "Write ``a. `B` or. C`` here.",
        "Well... maybe not.",
        "He paused… and went on.",
        "«Кто там?» — спросил он.",
        "Yahoo! is a company.",
        "1. First of all.",
        "- 2. Second of all.",
    ],
)
def test_no_sentence_ends_inside_numbers_addresses_code_or_a_pause(text: str) -> None:
    assert split(text) == [text]


def test_an_abbreviation_that_may_be_last_ends_a_sentence_before_a_capital() -> None:
    assert split("Apples, etc. Pears are next.") == ["Apples, etc.", "Pears are next."]
    assert split("Яблоки и т. д. Груши далее.") == ["Яблоки и т. д.", "Груши далее."]
    assert split("Яблоки и др. Груши далее.") == ["Яблоки и др.", "Груши далее."]


def test_a_word_that_is_an_abbreviation_only_before_numbers_ends_a_sentence_elsewhere() -> None:
    assert split("The answer is no. Ask again.") == ["The answer is no.", "Ask again."]
    assert split("Мы едим рис. Он вкусный.") == ["Мы едим рис.", "Он вкусный."]


def test_a_blank_line_ends_a_sentence_and_a_single_newline_does_not() -> None:
    assert split("A title\n\nA line\nthat wraps.\r\n\r\nLast") == ["A title", "A line\nthat wraps.", "Last"]


def test_a_bullet_on_a_new_line_follows_the_end_of_a_sentence() -> None:
    assert split("- Do this.\n- Do that.") == ["- Do this.", "- Do that."]


def test_wide_stops_end_sentences_without_white_space() -> None:
    assert split("你好。今天好吗？好！") == ["你好。", "今天好吗？", "好！"]
    assert split("「何？」と言った。") == ["「何？」と言った。"]


def test_a_part_of_a_text_gives_offsets_into_the_whole() -> None:
    text = "Skip me. Take this. And that. Not me."
    assert [text[start:end] for start, end in sentences(text, 9, 29)] == ["Take this.", "And that."]


def test_nothing_gives_no_sentences() -> None:
    assert sentences("") == []
    assert sentences(" \n\n\t ") == []


def test_a_very_long_run_of_stops_is_one_sentence() -> None:
    text = "." * 200_000 + "x" + "`a. " * 1000
    assert len(sentences(text)) >= 1
