import random

import pytest

from indexing import entries_of
from untuned.index.plain import PlainIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, query_of
from untuned.index.spelling import edits, spelled
from untuned.types.principal import OWNER
from untuned.types.settings import IndexSettings

SETTINGS = IndexSettings()
TEXTS = (
    "The gateway forgets its pairing after a power cut.",
    "Constantinople was besieged; an organisation of merchants left.",
    "Документы для компаний выдаются в личном кабинете.",
    "Error TRB-91 means that the battery is empty.",
)


@pytest.fixture(scope="module")
def index():
    held = PlainIndex()
    with held.writing():
        held.apply(Batch(position=1, entries=entries_of(TEXTS)))
    return held


def read(index, text, *, language="en", settings=SETTINGS):
    query = query_of(text, language=language, gram_weight=0.2, settings=settings)
    return query, spelled(query, text, vocabulary=index, language=language, settings=settings)


@pytest.mark.parametrize(
    ("slip", "meant", "language"),
    [
        ("gatewya", "gateway", "en"),
        ("gatway", "gateway", "en"),
        ("gatewway", "gateway", "en"),
        ("hateway", "gateway", "en"),
        ("Constantniople", "Constantinople", "en"),
        ("merchsnts", "merchants", "en"),
        ("докменты", "документы", "ru"),
        ("кабинтее", "кабинете", "ru"),
        ("компанйи", "компаний", "ru"),
    ],
)
def test_a_word_that_no_text_has_is_read_as_the_known_one_a_slip_away(index, slip, meant, language):
    wrong, found = read(index, slip, language=language)
    right = query_of(meant, language=language, gram_weight=0.2, settings=SETTINGS)
    assert found.words == right.words
    assert found.grams == wrong.grams
    assert index.search(found, principal=OWNER, limit=1)


@pytest.mark.parametrize(
    "text", ["pairing gateway", "E-1042", "TRB-19", "gat_way", "pow", "xylophone quartz", "東京都", "gatewаy", "", "\ud800aaaaa"]
)
def test_known_words_codes_short_and_strange_words_are_left_alone(index, text):
    query, found = read(index, text)
    assert found == query


def test_a_question_in_another_language_is_left_alone(index):
    query, found = read(index, "gatewya", language="de")
    assert found == query


def test_words_without_stems_are_read_so_too(index):
    held = PlainIndex()
    recipe = Recipe(index=IndexSettings(stem=False))
    with held.writing():
        held.apply(Batch(position=1, entries=entries_of([TEXTS[1]], recipe=recipe)))
    _, found = read(held, "organisaton", settings=recipe.index)
    assert found.words == ("organisation",)


def test_every_single_slip_is_among_the_edits():
    rng = random.Random(4)
    for word in ("gateway", "документы"):
        for _ in range(50):
            at = rng.randrange(len(word) - 1)
            letter = rng.choice("abcxyz" if word.isascii() else "абвэюя")
            slips = (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
            assert all(word in edits(slip) for slip in slips if slip != word)
    assert "gateway" not in edits("gateway")


def test_what_is_looked_up_for_a_question_is_bounded():
    class Counting:
        asked = 0

        def counts(self, terms):
            self.asked += len(terms)
            return {}

    counting, text = Counting(), " ".join("".join(random.Random(nth).choices("abcdefgh", k=12)) for nth in range(300))
    read(counting, text)
    assert counting.asked < 256 + 4 * 700
