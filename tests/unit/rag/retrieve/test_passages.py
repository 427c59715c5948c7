"""Passages of hits, read from truth or cut out of what is held of it."""

import random

from indexing import version
from untuned.rag.retrieve.passages import cut, passages
from untuned.types.answers import Hit
from untuned.types.documents import Chunk
from untuned.types.principal import OWNER

TEXTS = {number: "".join(random.Random(number).choices("abc äю𝔸\n", k=400)) for number in (1, 2, 3)}


class Texts:
    """Truth in memory, which counts what is asked for; version 3 is hidden."""

    def __init__(self):
        self.asked = []

    def slices(self, spans, *, principal):
        self.asked += spans
        held = [span for span in spans if span.version in (1, 2)]
        return {span: (version(TEXTS[span.version], number=span.version), TEXTS[span.version][span.start : span.end]) for span in held}


def hit(number, start, end):
    return Hit(chunk=Chunk(document=number, version=number, ordinal=0, start=start, end=end), score=1.0)


def test_what_is_cut_out_is_what_would_be_read():
    rng = random.Random(5)
    for _ in range(200):
        wide = [hit(rng.choice((1, 2, 3)), start, start + rng.randrange(1, 300)) for start in rng.sample(range(300), 3)]
        wanted = [hit(rng.choice((1, 2, 3)), start, start + rng.randrange(0, 90)) for start in rng.sample(range(300), 6)]
        texts = Texts()
        held = passages(wide, texts=texts, principal=OWNER)
        assert cut(wanted, held, texts=texts, principal=OWNER) == passages(wanted, texts=texts, principal=OWNER)


def test_what_is_held_is_not_read_again():
    texts = Texts()
    held = passages([hit(1, 0, 300), hit(2, 100, 1_000)], texts=texts, principal=OWNER)
    texts.asked.clear()
    read = cut([hit(1, 20, 300), hit(2, 90, 120), hit(2, 100, 400)], held, texts=texts, principal=OWNER)
    assert [passage.text for passage in read] == [TEXTS[1][20:300], TEXTS[2][90:120], TEXTS[2][100:400]]
    assert texts.asked == [hit(2, 90, 120).chunk.span]


def test_nothing_is_asked_for_where_nothing_was_found():
    texts = Texts()
    assert passages([], texts=texts, principal=OWNER) == []
    assert cut([], [], texts=texts, principal=OWNER) == []
    assert texts.asked == []
