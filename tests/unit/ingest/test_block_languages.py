import pytest

from ingesting import loaded_from
from untuned.ingest.load import markdown
from untuned.ingest.load.languages import block_script, with_languages
from untuned.types.documents import Block
from untuned.types.settings import SourceSettings

ENGLISH = "You have sixty days from the day of delivery to return a product for a full refund."
RUSSIAN = "У вас есть шестьдесят дней со дня доставки, чтобы вернуть товар и получить деньги обратно."


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (ENGLISH, "latin"),
        (RUSSIAN, "cyrillic"),
        ("Команда `untuned sync docs/` читает файлы", "cyrillic"),
        ("Größe, naïve, façade — “quoted” 🙂", "latin"),
        ("返品は60日以内です", "cjk"),
        ("반품은 60일 이내", "cjk"),
        ("हिन्दी में लिखा गया", "other"),
        ("Ελληνικά", "other"),
        ("12345 --- 67", ""),
        ("🙂🙂🙂", ""),
        ("The word «да» means yes in Russian, as everyone knows", "latin"),
    ],
)
def test_the_script_of_a_block_is_told_from_its_characters(text, script):
    assert block_script(text) == script


def test_each_block_has_the_language_of_its_script_in_this_document():
    loaded = loaded_from(f"{ENGLISH}\n\n{RUSSIAN}\n\n{ENGLISH}\n\n```\nx = 1\n```\n")
    assert [block.language for block in loaded.blocks] == ["en", "ru", "en", "en"]
    assert loaded.language == "en"


def test_a_language_is_asked_for_once_per_script():
    asked: list[str] = []

    def tell(sample: str) -> str:
        asked.append(sample)
        return "xx"

    text = f"{ENGLISH}\n{RUSSIAN}\n" * 50
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line)
    tagged, _ = with_languages(text, blocks, tell=tell)
    assert len(asked) == 2
    assert {block.language for block in tagged} == {"xx"}


def test_a_language_that_a_loader_gave_stays():
    tagged, _ = with_languages("abc", [Block(kind="paragraph", start=0, end=3, language="nl")], tell=lambda _: "en")
    assert tagged[0].language == "nl"


def test_only_configured_languages_are_told():
    settings = SourceSettings(languages=("de",))
    assert loaded_from(ENGLISH, settings=settings).language == "de"


def test_settings_that_change_the_outcome_mark_the_parser():
    assert loaded_from("text").parser == markdown.PARSER
    assert loaded_from("text", settings=SourceSettings(languages=("en",))).parser.startswith(f"{markdown.PARSER}+")
