"""What holds of the chunks of any text."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generators.markdown_texts import SENTENCES, texts
from indexing import version
from untuned.index.chunk import chunk
from untuned.index.split import split
from untuned.text.words import cuts_word, words
from untuned.types.documents import Block
from untuned.types.settings import ChunkSettings

limits = st.builds(lambda least, most: ChunkSettings(min_words=least, max_tokens=most), st.integers(0, 60), st.integers(20, 300))


def chunks_of(text, chosen):
    made = version(text)
    return made, chunk(made, text, settings=chosen)


@given(texts, limits)
def test_a_chunk_is_a_slice_of_its_version(text, chosen):
    made, chunks = chunks_of(text, chosen)
    for ordinal, one in enumerate(chunks):
        assert 0 <= one.start < one.end <= len(text)
        assert (one.document, one.version, one.ordinal) == (made.document, made.id, ordinal)
        assert text[one.start : one.end].strip()


@given(texts, limits)
def test_every_searchable_character_is_in_some_chunk(text, chosen):
    made, chunks = chunks_of(text, chosen)
    held = {at for one in chunks for at in range(one.start, one.end)}
    searched = {at for block in made.blocks if block.kind != "markup" for at in range(block.start, block.end) if not text[at].isspace()}
    assert searched <= held


@given(texts, limits)
def test_no_chunk_splits_a_word(text, chosen):
    _, chunks = chunks_of(text, chosen)
    for one in chunks:
        for at in (one.start, one.end):
            assert not cuts_word(text, at)


@given(texts, limits)
def test_chunks_are_in_order_and_overlap_only_inside_a_long_paragraph(text, chosen):
    made, chunks = chunks_of(text, chosen)
    limit = chosen.max_tokens * 4
    long = [block for block in made.blocks if block.kind == "paragraph" and block.end - block.start > limit]
    for one, following in itertools.pairwise(chunks):
        assert one.start < following.start
        assert one.end < following.end
        if following.start < one.end:
            assert any(block.start <= following.start and one.end <= block.end for block in long)


@given(texts, limits)
def test_a_chunk_keeps_to_the_limit_but_for_short_headings_before_it(text, chosen):
    _, chunks = chunks_of(text, chosen)
    for one in chunks:
        assert one.end - one.start <= chosen.max_tokens * 4 + 200


@given(texts, limits)
def test_tables_and_listings_within_the_limit_are_whole(text, chosen):
    made, chunks = chunks_of(text, chosen)
    for start, end in _whole(made.blocks):
        if end - start <= chosen.max_tokens * 4:
            assert any(one.start <= start and end <= one.end for one in chunks)


@given(texts, limits)
def test_no_chunk_goes_across_a_strong_heading_that_follows_text(text, chosen):
    made, chunks = chunks_of(text, chosen)
    for one in chunks:
        inside = [block for block in made.blocks if one.start <= block.start and block.end <= one.end and block.kind != "markup"]
        kinds = [block.kind == "heading" for block in inside]
        strong = [at for at, block in enumerate(inside) if block.kind == "heading" and block.level <= 2]
        assert all(all(kinds[:at]) for at in strong)


@given(texts, limits)
def test_chunking_again_gives_the_same(text, chosen):
    assert chunks_of(text, chosen) == chunks_of(text, chosen)


@given(st.text(max_size=400), limits)
@example("\ud800\x00" * 50, ChunkSettings(max_tokens=20))
@example("a" * 1_000, ChunkSettings(max_tokens=20))
def test_any_text_without_structure_is_chunked(text, chosen):
    made = version(text, blocks=())
    chunks = chunk(made, text, settings=chosen)
    held = {at for one in chunks for at in range(one.start, one.end)}
    assert {at for at in range(len(text)) if not text[at].isspace()} <= held


@given(st.text(alphabet="ab_1é和\u0301 -.", max_size=300), st.integers(10, 60))
def test_a_long_run_is_cut_between_words_wherever_it_can(text, limit):
    pieces = split(text, [(0, len(text))], limit=limit)
    assert all(end - start <= limit for start, end in pieces)
    for _, end in pieces:
        if cuts_word(text, end):
            run = text[max(end - limit, 0) : end]
            assert all(cuts_word(text, at) for at in range(end - len(run) + 1, end))


@settings(max_examples=20)
@given(st.lists(st.sampled_from(SENTENCES[:4]), min_size=100, max_size=200).map("".join))
def test_neighbours_in_a_long_paragraph_share_at_most_one_sentence(text):
    made = version(text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    chunks = chunk(made, text, settings=ChunkSettings())
    for one, following in itertools.pairwise(chunks):
        shared = text[following.start : one.end].strip()
        assert not shared or shared in {sentence.strip() for sentence in SENTENCES}
        assert len(words(shared)) < 40


def _whole(blocks):
    table = None
    for block in [*blocks, Block(kind="paragraph", start=0, end=0)]:
        if block.kind == "row" and table is not None:
            table = (table[0], block.end)
            continue
        if table is not None and block.kind != "markup":
            yield table
            table = None
        if block.kind == "header":
            table = (block.start, block.end)
        if block.kind == "code":
            yield block.start, block.end
