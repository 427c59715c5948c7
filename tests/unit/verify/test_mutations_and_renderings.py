from __future__ import annotations

import random
import secrets
from collections import Counter

import pytest

from generators.material import Material, material
from generators.mutations import MUTATIONS, mutated
from generators.renderings import RENDERINGS
from generators.texts import ENGLISH, MARKDOWN, OTHER, RUSSIAN
from untuned.rag.verify.quotes.quote import Prepared, prepare, verify_quote
from untuned.types.documents import Markup

COUNT = 2_000
TEXTS: tuple[tuple[str, Markup], ...] = ((ENGLISH, "plain"), (RUSSIAN, "plain"), (MARKDOWN, "markdown"))


@pytest.fixture(scope="module")
def sources() -> list[tuple[Material, Prepared]]:
    return [(material(text, foreign=OTHER), prepare(text, markup=markup)) for text, markup in TEXTS]


@pytest.fixture
def seed() -> int:
    drawn = secrets.randbelow(10**9)
    print(f"seed {drawn}")
    return drawn


def drawn(kinds, make, sources, rng):
    """`COUNT` quotes of these kinds in turn, each with its source."""
    found = 0
    for turn in range(COUNT * 30):
        kind = kinds[turn % len(kinds)]
        piece, source = sources[rng.randrange(len(sources))]
        quote = make(kind, piece, rng)
        if quote is None:
            continue
        yield kind, quote, source
        found += 1
        if found == COUNT:
            return


def test_no_mutated_quote_is_accepted(sources, seed):
    quotes = list(drawn(tuple(MUTATIONS), mutated, sources, random.Random(seed)))
    accepted = [(kind, quote) for kind, quote, source in quotes if verify_quote(quote, source).accepted]
    assert accepted == [], f"seed {seed}"
    assert len(quotes) == COUNT
    assert len({kind for kind, _, _ in quotes}) >= len(MUTATIONS) - 1, (
        "a long document is needed for far ellipses; all else is in the texts"
    )


def test_renderings_of_true_quotes_are_accepted(sources, seed):
    quotes = list(drawn(tuple(RENDERINGS), lambda kind, piece, rng: RENDERINGS[kind](piece, rng), sources, random.Random(seed)))
    refused = [(kind, quote, verdict) for kind, quote, source in quotes if not (verdict := verify_quote(quote, source)).accepted]
    tried, missed = Counter(kind for kind, _, _ in quotes), Counter(kind for kind, _, _ in refused)
    assert len(quotes) == COUNT
    assert len(refused) <= 0.01 * COUNT, f"seed {seed}: {refused[:10]}"
    assert all(missed[kind] <= max(1, 0.05 * tried[kind]) for kind in missed), f"seed {seed}: {missed}"


def test_every_kind_of_mutation_finds_material(sources):
    rng = random.Random(7)
    for kind in MUTATIONS:
        made = (mutated(kind, piece, rng) for _ in range(200) for piece, _ in sources)
        assert any(quote is not None for quote in made), kind
