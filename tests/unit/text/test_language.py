from __future__ import annotations

import subprocess
import sys

import pytest

from untuned.text.language import is_german, language_by_words, language_of
from untuned.types.settings import SourceSettings

ALL = SourceSettings().languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I install it on a new machine?", "en"),
        ("Return policy for headphones", "en"),
        ("Как установить приложение на новый телефон?", "ru"),
        ("Як встановити цей застосунок на новий телефон?", "uk"),
        ("Wie installiere ich das auf einem neuen Rechner?", "de"),
        ("Comment installer cette application sur un téléphone ?", "fr"),
        ("¿Cómo puedo instalar la aplicación?", "es"),
        ("Você não precisa de um servidor para isso.", "pt"),
        ("Bunu yeni bir telefona nasıl kurabilirim?", "tr"),
        ("これは何ですか。", "ja"),
        ("这是什么", "zh"),
        ("설치 방법을 알려 주세요", "ko"),
        ("इसे कैसे स्थापित करें", "hi"),
    ],
)
def test_the_language_of_a_plain_sentence_is_told(text: str, language: str) -> None:
    assert language_of(text, languages=ALL) == language


@pytest.mark.parametrize("text", ["", "   ", "E-1234", "42", "ok", "да", "!?", "🙂🙂🙂", "`https://example.com/abc`"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text, languages=ALL) == ""


def test_a_sentence_full_of_code_and_latin_names_keeps_the_language_of_its_words() -> None:
    text = "Чтобы вернуть `JSONResponse`, передайте FastAPI параметр `response_class`, см. https://example.com/en/docs"
    assert language_of(text, languages=ALL) == "ru"


def test_only_configured_languages_are_given() -> None:
    assert language_of("Як встановити цей застосунок?", languages=("en", "ru")) == "ru"
    assert language_of("Как установить приложение?", languages=("en", "de")) == ""
    assert language_of("これは何ですか", languages=("en", "ru")) == ""
    assert language_of("How do I install it on a new machine?", languages=()) == ""


def test_a_language_that_the_model_does_not_know_is_no_error() -> None:
    assert language_of("Some longer words without any meaning", languages=("xx", "yy")) == ""


def test_the_model_is_not_loaded_where_script_or_common_words_decide() -> None:
    code = (
        "import sys; from untuned.text.language import language_of as of;"
        "of('How do I install it on the phone?', languages=('en', 'ru', 'de'));"
        "of('Как установить приложение?', languages=('en', 'ru', 'uk'));"
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_short_question_full_of_latin_words_is_told_by_its_question_word():
    assert language_of("Какой Content-Type у потока JSON Lines?", languages=("en", "ru", "uk")) == "ru"
    assert language_of("Який Content-Type у потоку JSON Lines?", languages=("en", "ru", "uk")) == "uk"


def test_the_letters_of_codes_are_no_words_of_a_language():
    rows = "\n".join(f"O-{number},Customer {number},Turin" for number in range(1, 20))
    assert language_of(f"order,customer,city\n{rows}", languages=ALL) in ("", "en")
    assert language_of("Which item has order O-1009 or E-17?", languages=ALL) == "en"


def test_what_other_languages_have_too_does_not_tell_turkish():
    assert language_of("produit,prix\nperceuse,89\ngants de travail,7", languages=ALL) == "fr"


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("Welche Telefonnummer hat Jens Hoffmann?", True),
        ("Was kostet der Tarif Pro?", True),
        ("Who is Jens Hoffmann?", False),
        ("Jens Hoffmann", False),
        ("Show Zephyr die sizes", False),
        ("Кто такой Йенс Хофман?", False),
    ],
)
def test_german_is_told_by_its_words(text, german):
    assert is_german(text) is german


def test_units_that_are_written_to_their_number_are_no_words():
    assert language_by_words("Zephyr 5Go 10Go disk, 30mi") == ""


@pytest.mark.parametrize("text", ["Who is Liis Pärn?", "Who is Jürgen Weiß?", "Where is Łódź?", "Who leads the Zürich office?"])
def test_the_letters_of_a_name_do_not_tell_the_language_of_a_question(text: str) -> None:
    assert language_of(text, languages=ALL) == "en"


@pytest.mark.parametrize(
    ("text", "language"), [("Wo ist die Größe angegeben?", "de"), ("Où est la clé?", "fr"), ("Dónde está la llave?", "es")]
)
def test_other_languages_are_still_told(text: str, language: str) -> None:
    assert language_of(text, languages=ALL) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Parking costs 12 EUR per day.", "en"),
        ("Members pay 20 EUR per month.", "en"),
        ("# Fees\n\nTowing costs 45 EUR per started hour.", "en"),
        ("Il prezzo per gli adulti è 20 EUR.", "it"),
    ],
)
def test_words_that_english_has_too_tell_no_other_language(text: str, language: str) -> None:
    assert language_of(text, languages=SourceSettings().languages) == language


@pytest.mark.parametrize("question", ["How to fix E-1042", "Why?", "what is E-7"])
@pytest.mark.parametrize("languages", [("en", "ru"), ("en", "de", "fr")])
def test_a_short_question_that_opens_in_english_is_english(question, languages):
    assert language_of(question, languages=languages) == "en"


@pytest.mark.parametrize("text", ["E-1042", "wifi", "Fix E-1", ""])
def test_what_is_too_short_has_no_language(text):
    assert language_of(text, languages=("en", "ru")) == ""
