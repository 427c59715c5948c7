"""What holds of reranking and of the budget, whatever was found."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from untuned.rag.retrieve.budget import fill, leading_document
from untuned.rag.retrieve.rerank import pair_share, places, rerank, window_share
from untuned.types.answers import Hit
from untuned.types.documents import Chunk
from untuned.types.settings import SearchSettings

TERMS = st.sampled_from(["hub", "gateway", "pair", "sensor", "page", "invoice"])


@st.composite
def hits(draw, max_size=12):
    count = draw(st.integers(0, max_size))
    made = []
    for ordinal in range(count):
        start = draw(st.integers(0, 3_000))
        chunk = Chunk(
            document=draw(st.integers(1, 3)),
            version=draw(st.integers(1, 3)),
            ordinal=ordinal,
            start=start,
            end=start + draw(st.integers(1, 1_200)),
        )
        terms = tuple(draw(st.lists(TERMS, max_size=40)))
        made.append(Hit(chunk=chunk, score=draw(st.floats(0.01, 50)), terms=terms))
    return sorted(made, key=lambda hit: -hit.score)


questions = st.lists(TERMS, max_size=6)
weights = st.dictionaries(TERMS, st.floats(0, 10))


@given(questions, hits(), weights)
def test_reranking_keeps_every_hit_once(terms, found, idf):
    ranked = rerank(terms, found, idf=idf, settings=SearchSettings())
    assert sorted(hit.chunk.ordinal for hit in ranked) == sorted(hit.chunk.ordinal for hit in found)
    assert {hit.chunk.ordinal: hit.terms for hit in ranked} == {hit.chunk.ordinal: hit.terms for hit in found}


@given(questions, hits(), weights)
def test_reranked_scores_fall_and_stay_in_their_range(terms, found, idf):
    chosen = SearchSettings()
    scores = [hit.score for hit in rerank(terms, found, idf=idf, settings=chosen)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + chosen.window_weight + chosen.bigram_weight + 1e-9 for score in scores)


@given(questions, hits(), weights, st.floats(0.1, 10))
def test_the_scale_of_scores_does_not_matter(terms, found, idf, factor):
    scaled = [Hit(chunk=hit.chunk, score=hit.score * 2.0, terms=hit.terms) for hit in found]
    order = [hit.chunk.ordinal for hit in rerank(terms, found, idf=idf, settings=SearchSettings())]
    assert order == [hit.chunk.ordinal for hit in rerank(terms, scaled, idf=idf, settings=SearchSettings())]


@given(questions, hits(), weights)
def test_without_weights_or_reranking_the_order_stays(terms, found, idf):
    off = rerank(terms, found, idf=idf, settings=SearchSettings(rerank=False))
    plain = rerank(terms, found, idf=idf, settings=SearchSettings(window_weight=0, bigram_weight=0))
    assert off == found
    assert [hit.chunk.ordinal for hit in plain] == [hit.chunk.ordinal for hit in found]


@given(st.lists(TERMS, max_size=80), st.dictionaries(TERMS, st.floats(0.1, 10)))
def test_shares_are_in_range_and_the_window_is_the_best_of_all(terms, idf):
    share = window_share(terms, places(terms, idf), idf)
    total = sum(idf.values())
    best = max((sum(idf[term] for term in set(terms[at : at + 30]) if term in idf) for at in range(len(terms))), default=0.0)
    assert abs(share - (best / total if total else 0.0)) < 1e-6
    assert 0 <= share <= 1
    pairs = frozenset({("hub", "pair"), ("page", "hub")})
    assert pair_share(terms, places(terms, {"hub", "pair", "page"}), pairs) == len(pairs & set(itertools.pairwise(terms))) / 2


@given(hits(), st.integers(1, 1_000), st.booleans())
def test_what_is_kept_fits_the_budget_and_never_overlaps(found, tokens, with_opening):
    opening = Hit(chunk=Chunk(document=1, version=1, ordinal=99, start=0, end=500), score=0.0) if with_opening else None
    kept = fill(found, tokens=tokens, opening=opening)
    length = sum(hit.chunk.end - hit.chunk.start for hit in kept)
    assert length <= tokens * 4 or len(kept) == 1
    spans = sorted((hit.chunk.version, hit.chunk.start, hit.chunk.end) for hit in kept)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in itertools.pairwise(spans))
    assert bool(kept) == bool(found or (opening is not None and tokens * 4 >= 1_000))


@given(hits())
def test_with_enough_budget_everything_is_kept(found):
    kept = fill(found, tokens=100_000)
    for hit in found:
        assert any(
            one.chunk.version == hit.chunk.version and one.chunk.start <= hit.chunk.start and hit.chunk.end <= one.chunk.end for one in kept
        )


@given(hits())
def test_a_leading_document_is_of_most_of_the_best(found):
    document = leading_document(found)
    of = [hit.chunk.document for hit in found[:10]]
    if document is not None:
        assert of.count(document) >= 0.8 * len(of)
    elif of:
        assert all(of.count(other) < 0.8 * len(of) for other in of)
