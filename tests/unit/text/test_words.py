"""A text's words, as search sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.text import words as module
from untuned.text.words import LONGEST_WORD, analyse, let_words_go, script, stop_words, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E-1042", ["e", "1042", "e-1042"]),
        ("`response_model`:", ["response", "model", "response_model"]),
        ("v2.3", ["v2", "3", "v2.3"]),
        ("HTTP_404", ["http", "404", "http_404"]),
        ("TestClient", ["test", "client", "testclient"]),
        ("OAuth2PasswordBearer", ["oauth2", "password", "bearer", "oauth2passwordbearer"]),
        ("__init__", ["init"]),
    ],
)
def test_an_identifier_is_found_whole_and_by_parts(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company's well-known, quiet hub.", ["the", "company", "well", "known", "quiet", "hub"]),
        ("10,000 users; 3.5 %", ["10000", "users", "3", "5", "3.5"]),
        ("iPhone", ["iphone"]),
        ("You're sure it can't, won’t, doesn't?", ["you", "sure", "it", "can", "not", "will", "not", "does", "not"]),
        ("T-1,E-1042,300,2025", ["t", "1", "t-1", "e", "1042", "e-1042", "300", "2025"]),
        ("Ёлка ещё", ["елка", "еще"]),
        ("co\u00adoperate", ["cooperate"]),
        ("ｆｕｌｌ", ["full"]),
        ("cafe\u0301", ["cafe"]),
        ("Café ZÜRICH São Łódź", ["cafe", "zurich", "sao", "lodz"]),
        ("Straße, Ærø, İzmir", ["strasse", "aero", "izmir"]),
        ("йод Їжак", ["йод", "їжак"]),
        ("हिन्दी का", ["हिन्दी", "का"]),
    ],
)
def test_words_are_lower_case_and_of_one_spelling(text, expected):
    assert words(text) == expected


def test_scripts_without_spaces_become_character_pairs():
    assert words("東京都") == ["東京", "京都"]
    assert words("車") == ["車"]
    assert words("API設定") == ["api", "設定"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀😀", '"":()[]{}', "\n\t", "_-.,'", "\u0301"])
def test_a_text_without_letters_has_no_words_or_only_marks(text):
    assert len(words(text)) <= 1
    assert all(word for word in words(text))


def test_a_word_is_cut_at_the_longest_that_counts():
    assert words("x" * 10_000) == ["x" * LONGEST_WORD]


def test_the_memory_of_words_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "_CACHED_PIECES", 10)
    memory = module._memory(module._Mode(latin=True, cyrillic=True, stem=True, stop_words=True))
    for held in (module._split, memory):
        held.clear()  # what other tests left there
    text = " ".join(f"w{number}" for number in range(1_000))
    assert len(words(text)) == len(terms(text)) == 1_000
    assert len(module._split) <= 10
    assert 0 < len(memory) <= 10


def test_english_and_russian_words_are_stemmed_without_stop_words():
    assert terms("What are the running costs?", language="en") == ["run", "cost"]
    assert terms("Какие документы выдали компаниям?", language="ru")[::2] == terms("о документе компания", language="ru")


def test_latin_words_in_russian_are_stemmed_as_english():
    assert terms("настройка webhooks", language="ru")[1] == terms("webhook", language="en")[0]


def test_other_languages_are_not_stemmed():
    assert terms("Die laufenden Kosten", language="de") == ["die", "laufenden", "kosten"]


def test_stems_and_stop_words_can_be_left_alone():
    assert terms("the running costs", stem=False, stop_words=False) == ["the", "running", "costs"]
    assert terms("the running costs", stem=False) == ["running", "costs"]


def test_identifiers_are_not_stemmed():
    assert "response_models" in terms("response_models")


def test_grams_are_of_single_marked_words_without_stop_words():
    assert analyse("The costs of ox, I").grams == "^cos cost osts sts$ ^ox$"
    assert analyse("a", stop_words=False).grams == "^a$"
    assert analyse("東京").grams == ""
    assert analyse("running").grams == analyse("running", stem=False).grams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "latin"),
        ("Документы и hub", "cyrillic"),
        ("東京のAPI", "cjk"),
        ("한국어", "cjk"),
        ("हिन्दी", "other"),
        ("123 !", "other"),
        ("", "other"),
    ],
)
def test_a_text_has_the_script_of_most_of_its_letters(text, expected):
    assert script(text) == expected


def test_a_language_has_the_stop_words_of_its_script_unless_it_is_another_one():
    assert {"the", "и"} <= stop_words()
    assert "the" not in stop_words("de")
    assert "и" not in stop_words("uk")
    assert terms("the hub и", language="uk") == ["hub", "и"]


def test_the_cells_of_a_row_are_words_of_their_own():
    assert words("T-1017,2025-10-21,Hub,10,000")[:3] == ["t", "1017", "t-1017"]
    assert "t-1017" in words("closed,T-1017,closed")
    assert words("10,000 and 1,234,567") == ["10000", "and", "1234567"]


@pytest.mark.parametrize("language", ["en", "de", "ru", "ja", ""])
def test_a_piece_is_analysed_alike_whatever_was_analysed_before_it(language):
    pieces = [
        "[`response_model`](../tutorial/response-model.md#the-model)",
        "response_model",
        "Übersicht-Seite",
        "e\u200b\u0301t\u00e9",
        "é",
    ]
    pieces += ["をstatus_codeと", "（状態）", "10,000", "don't", "настройка/config.py", "The"]
    let_words_go()
    forwards = [analyse(piece, language=language) for piece in pieces]
    let_words_go()
    backwards = [analyse(piece, language=language) for piece in reversed(pieces)]
    assert forwards == backwards[::-1]
    assert analyse(" ".join(pieces), language=language).terms == [term for one in forwards for term in one.terms]


def test_a_word_is_found_with_and_without_its_accents():
    assert terms("cafés in Zürich") == terms("cafes in Zurich")
    assert analyse("Müller", language="de") == analyse("Muller", language="de")
    assert words("мой") != words("мои")


@given(st.text(alphabet="ab-é中'", max_size=2 * LONGEST_WORD))
def test_a_word_of_any_length_has_every_four_of_its_letters_between_two_marks(word):
    marked = f"^{word}$"
    assert module._grams(word) == " ".join([marked[at : at + 4] for at in range(len(marked) - 3)] or [marked])


@given(st.lists(st.text(alphabet="aB1-_.,'’()`«é中のд ", max_size=12), max_size=8))
def test_a_text_has_the_same_words_whether_or_not_its_pieces_were_met_before(pieces):
    for piece in pieces:
        analyse(piece)
    met = analyse(" ".join(pieces))
    let_words_go()
    assert analyse(" ".join(pieces)) == met
