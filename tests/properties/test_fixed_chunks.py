"""What holds of the chunks of a fixed length, of any text."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from generators.markdown_texts import texts
from indexing import version
from untuned.index.chunk import path_at
from untuned.index.fixed import fixed_chunks
from untuned.text.words import cuts_word
from untuned.types.documents import Block
from untuned.types.settings import ChunkSettings

limits = st.builds(
    lambda most, overlap: ChunkSettings(strategy="fixed", max_tokens=most, overlap_tokens=overlap), st.integers(20, 120), st.integers(0, 90)
)


def chunks_of(text, chosen, blocks=None):
    made = version(text, blocks=blocks)
    return made, fixed_chunks(made, text, settings=chosen)


@given(texts, limits)
def test_a_chunk_is_a_slice_of_its_version_without_white_space_around_it(text, chosen):
    made, chunks = chunks_of(text, chosen)
    for ordinal, one in enumerate(chunks):
        assert 0 <= one.start < one.end <= len(text)
        assert (one.document, one.version, one.ordinal) == (made.document, made.id, ordinal)
        assert text[one.start : one.end] == text[one.start : one.end].strip()


@given(texts, limits)
def test_every_searchable_character_is_in_some_chunk(text, chosen):
    made, chunks = chunks_of(text, chosen)
    held = {at for one in chunks for at in range(one.start, one.end)}
    searched = {at for block in made.blocks if block.kind != "markup" for at in range(block.start, block.end) if not text[at].isspace()}
    assert searched <= held


@given(texts, limits)
def test_no_chunk_is_longer_than_the_limit_or_splits_a_word(text, chosen):
    _, chunks = chunks_of(text, chosen)
    for one in chunks:
        assert one.end - one.start <= chosen.max_tokens * 4
        assert not any(cuts_word(text, at) for at in (one.start, one.end))


@given(texts, limits)
def test_chunks_are_in_order_and_share_no_more_than_was_asked(text, chosen):
    _, chunks = chunks_of(text, chosen)
    for one, following in itertools.pairwise(chunks):
        assert one.start < following.start
        assert one.end < following.end
        assert one.end - following.start <= min(chosen.overlap_tokens * 4, chosen.max_tokens * 2)


@given(texts, limits)
def test_all_but_the_last_chunk_are_as_long_as_the_words_allow(text, chosen):
    _, chunks = chunks_of(text, chosen)
    for one in chunks[:-1]:
        left_over = text[one.end : one.start + chosen.max_tokens * 4 + 1]
        assert len(left_over.split()) <= 1


@given(texts, limits)
def test_a_chunk_carries_the_headings_of_the_place_where_it_begins(text, chosen):
    made, chunks = chunks_of(text, chosen)
    bare = tuple(block for block in made.blocks if block.kind != "header")
    for one in chunks:
        assert one.headings == path_at(bare, text, one.start)


@given(st.text(max_size=400), limits)
@example("\ud800\x00" * 50, ChunkSettings(strategy="fixed", max_tokens=20))
@example("a" * 1_000, ChunkSettings(strategy="fixed", max_tokens=20, overlap_tokens=10))
@example("b " + "a" * 79 + " " + "c " * 10, ChunkSettings(strategy="fixed", max_tokens=20, overlap_tokens=20))
def test_any_text_without_structure_is_cut(text, chosen):
    _, chunks = chunks_of(text, chosen, blocks=())
    held = {at for one in chunks for at in range(one.start, one.end)}
    assert {at for at in range(len(text)) if not text[at].isspace()} <= held
    assert all(one.headings == () for one in chunks)


@given(texts, limits)
def test_cutting_again_gives_the_same(text, chosen):
    assert chunks_of(text, chosen) == chunks_of(text, chosen)


def test_a_chunk_is_in_the_language_of_most_of_it():
    text = "word " * 20 + "слово " * 60
    blocks = (Block(kind="paragraph", start=0, end=100, language="en"), Block(kind="paragraph", start=100, end=len(text), language="ru"))
    _, chunks = chunks_of(text, ChunkSettings(strategy="fixed", max_tokens=40), blocks=blocks)
    assert chunks[0].language == "en"
    assert {one.language for one in chunks[1:]} == {"ru"}


def test_a_chunk_does_not_begin_in_front_matter_or_in_a_comment():
    text = "---\ntitle: x\n---\n\nThe first words.\n\n<!-- hidden -->"
    made, chunks = chunks_of(text, ChunkSettings(strategy="fixed"))
    assert made.blocks[0].kind == "matter"
    assert text[chunks[0].start :].startswith("The first words.")
