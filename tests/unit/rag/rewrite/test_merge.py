from hypothesis import given, strategies

from untuned.rag.rewrite.merge import interleaved
from untuned.types.answers import Hit
from untuned.types.documents import Chunk


def hit(number, score):
    chunk = Chunk(document=number, version=number, ordinal=0, start=0, end=10, headings=(), language="en")
    return Hit(chunk=chunk, score=score)


lists = strategies.lists(
    strategies.lists(strategies.integers(0, 20), unique=True, max_size=15).map(
        lambda ids: [hit(id, 1 / (1 + at)) for at, id in enumerate(ids)]
    ),
    min_size=1,
    max_size=3,
)


@given(lists)
def test_the_best_of_every_list_are_among_the_first_of_all(found):
    merged = [one.chunk.document for one in interleaved(found)]
    for hits in found:
        for k in range(1, len(hits) + 1):
            assert {one.chunk.document for one in hits[:k]} <= set(merged[: k * len(found)])


@given(lists)
def test_every_chunk_is_there_once_with_its_best_score(found):
    merged = interleaved(found)
    scores = {}
    for one in (one for hits in found for one in hits):
        scores[one.chunk.document] = max(scores.get(one.chunk.document, 0), one.score)
    assert {one.chunk.document: one.score for one in merged} == scores
    assert len(merged) == len(scores)


def test_one_list_stays_as_it_is():
    hits = [hit(3, 0.2), hit(1, 0.9)]
    assert interleaved([hits]) == hits
