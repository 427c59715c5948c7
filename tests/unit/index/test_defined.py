"""What each chunk defines, as its entry's words tell."""

from indexing import entries_of, version
from ingesting import loaded_from, version_of
from untuned.index.defined import Definitions
from untuned.index.recipe import Recipe
from untuned.text.definitions import keys_of
from untuned.types.documents import Chunk


def keys(entry):
    return {word for word in entry.words.split() if word.startswith("=")}


def test_an_entry_has_the_keys_of_what_its_chunk_defines():
    (entry,) = entries_of(["# Pottery\n\n**Kiln wash**: keeps glaze off the shelf.\n\n| Slip | clay and water |\n"])
    assert keys(entry) >= keys_of("kiln wash") | keys_of("pottery")
    assert not keys(entry) & keys_of("glaze")


def test_a_list_of_definitions_has_its_terms_and_not_what_they_mean():
    page = "<html><body><h1>Words</h1><dl><dt>Slip</dt><dd><p>Clay.</p></dd><dt>Bisque (ware)</dt><dd>Fired once.</dd></dl></body></html>"
    loaded = loaded_from(page, "words.html")
    of_page = version_of(loaded, "words.html")
    (entry,) = Recipe().entries(of_page, loaded.text)
    assert keys(entry) == keys_of("words") | keys_of("slip") | keys_of("bisque")


def test_values_in_many_columns_are_data_and_define_nothing():
    def defined(text):
        loaded = loaded_from(text, "a.csv")
        (entry,) = Recipe().entries(version_of(loaded, "a.csv"), loaded.text)
        return keys(entry)

    assert defined("term,meaning\nslip,clay and water\n") >= keys_of("slip")
    assert not defined("id,who,when,state\nslip,Ann,May,open\n") & keys_of("slip")


def test_keys_stand_in_the_chunk_that_their_definition_begins_in():
    text = "# One\n\nWords.\n\n# Two\n\nMore.\n"
    held = Definitions(version(text), text)

    def within(start, end):
        chunk = Chunk(document=1, version=1, ordinal=0, start=start, end=end, headings=(), language="en")
        return set(held.within(chunk).split())

    assert within(0, 14) == keys_of("one")
    assert within(15, len(text)) == keys_of("two")
    assert within(7, 12) == set()
