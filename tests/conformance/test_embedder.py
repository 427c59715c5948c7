"""What every embedder does: the protocol `Embedder` of untuned.models.embed.embedder."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from classifying import needs
from embedding import MINILM, needs_minilm, tiny_embedder
from untuned.models.embed.adapted import AdaptedEmbedder
from untuned.models.embed.cache import CachedEmbedder, VectorCache
from untuned.models.embed.embedder import Embedder
from untuned.models.embed.fake import HashingEmbedder
from untuned.models.embed.local import local_embedder

TEXTS = [
    "the term of return is 60 days",
    "the price is 12 euros a month",
    "Срок возврата 60 дней",
    "",
    " \n\t",
    "😀 \ud800 \x00 café",
    "the price of all plans and hardware " * 400,
    "x" * 200_000,
    "the term of return is 60 days",
]
NOTHING = (3, 4)


class Letters:
    """A package's own embedder, whose vectors have any length."""

    name = "letters/1"
    languages = frozenset({"en", "ru"})

    def embed(self, texts):
        return [[float(text.count(letter)) for letter in "aeiouthесд6\ud800x"] for text in texts]


def hashing(folder: Path) -> Embedder:
    return HashingEmbedder()


def adapted(folder: Path) -> Embedder:
    return AdaptedEmbedder(Letters())


def cached(folder: Path) -> Embedder:
    return CachedEmbedder(HashingEmbedder(), cache=VectorCache(folder / "vectors.sqlite3"))


def tiny(folder: Path) -> Embedder:
    tiny_embedder(folder / "tiny", languages=["en"])
    return local_embedder(folder / "tiny", batch=3)


def minilm(folder: Path) -> Embedder:
    return local_embedder(MINILM, threads=1)


ONNX = needs("onnxruntime", "tokenizers", "onnx")


@pytest.fixture(
    params=[
        hashing,
        adapted,
        cached,
        pytest.param(tiny, marks=ONNX),
        pytest.param(minilm, marks=[needs("onnxruntime", "tokenizers"), needs_minilm()]),
    ],
    ids=lambda make: make.__name__,
)
def embedder(request, tmp_path) -> Embedder:
    make: Callable[[Path], Embedder] = request.param
    return make(tmp_path)


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_each_text_has_a_row_of_length_one_and_a_text_of_nothing_one_of_zeros(embedder, kind):
    rows = embedder.embed(TEXTS, kind=kind)
    assert rows.shape == (len(TEXTS), embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    lengths = np.linalg.norm(rows, axis=1)
    assert not rows[list(NOTHING)].any()
    assert lengths[[at for at in range(len(TEXTS)) if at not in NOTHING]] == pytest.approx(1, abs=1e-3)


def test_no_text_gives_no_row(embedder):
    assert embedder.embed([], kind="passage").shape == (0, embedder.dimensions)
    assert embedder.embed([""], kind="passage").shape == (1, embedder.dimensions)


def test_a_vector_is_the_same_each_time_and_whatever_is_beside_it(embedder):
    rows = embedder.embed(TEXTS, kind="passage")
    assert np.array_equal(rows, embedder.embed(TEXTS, kind="passage"))
    assert np.array_equal(rows[0], rows[-1])
    alone = np.concatenate([embedder.embed([text], kind="passage") for text in reversed(TEXTS)])[::-1]
    assert alone == pytest.approx(rows, abs=1e-5)


def test_it_says_who_it_is_and_what_it_was_made_for(embedder):
    assert embedder.name
    assert embedder.dimensions > 0
    assert isinstance(embedder.languages, tuple)
    assert all(len(code) == 2 for code in embedder.languages)
    assert embedder.weight is None or 0 <= embedder.weight <= 10


def test_what_it_is_given_stays_as_it_was(embedder):
    given = list(TEXTS)
    rows = embedder.embed(given, kind="passage")
    rows[:] = 5
    assert given == TEXTS
    assert embedder.embed(given, kind="passage").max() <= 1.001
