"""What a view is made by, and what its folder is called for it."""

from dataclasses import replace

from indexing import version
from untuned.index.recipe import Recipe
from untuned.text.words import terms
from untuned.types.settings import ChunkSettings, IndexSettings, MetadataField

LONG = "# Pairing\n\n" + "Hold the button until the light blinks. " * 60 + "\n\n# Returns\n\n" + "Send it back within thirty days. " * 60
FIXED = ChunkSettings(strategy="fixed", max_tokens=100)


def test_the_default_view_keeps_its_folder_until_a_revision_says_that_it_is_made_otherwise():
    assert Recipe().name == "8b78822a8890c247"


def test_each_setting_that_a_strategy_goes_by_names_another_view():
    made = [
        ChunkSettings(),
        ChunkSettings(min_words=10),
        ChunkSettings(max_tokens=100),
        ChunkSettings(overlap_sentences=0),
        FIXED,
        replace(FIXED, max_tokens=200),
        replace(FIXED, overlap_tokens=10),
    ]
    assert len({Recipe(chunks=chunks).name for chunks in made}) == len(made)


def test_each_set_of_fields_names_another_view():
    fields = [(), (MetadataField(name="a", keys=("a",)),), (MetadataField(name="a", keys=("b",)),), (MetadataField(name="b", keys=("a",)),)]
    assert len({Recipe(metadata=each).name for each in fields}) == len(fields)


def test_a_setting_that_a_strategy_does_not_go_by_names_no_other_view():
    assert Recipe(chunks=replace(FIXED, min_words=10, overlap_sentences=0)).name == Recipe(chunks=FIXED).name
    assert Recipe(chunks=ChunkSettings(overlap_tokens=10)).name == Recipe().name


def test_a_fixed_chunk_goes_across_headings_and_a_structured_one_does_not():
    made = version(LONG)
    fixed, structured = (list(Recipe(chunks=chunks).entries(made, LONG)) for chunks in (FIXED, ChunkSettings(max_tokens=100)))
    border = LONG.index("# Returns")
    assert any(one.chunk.start < border < one.chunk.end for one in fixed)
    assert not any(one.chunk.start < border < one.chunk.end for one in structured)


def test_the_headings_of_a_fixed_chunk_are_indexed_only_where_titles_are():
    made = version(LONG)
    for titles in (True, False):
        entries = list(Recipe(chunks=FIXED, index=IndexSettings(titles=titles)).entries(made, LONG))
        last = entries[-1]
        assert last.chunk.headings == ("Returns",)
        assert (terms("Returns")[0] in last.words.split()) is titles
