import pytest

from ingesting import loaded_from, shape
from untuned.errors import UnsupportedFormat


def test_paragraphs_stand_between_blank_lines():
    source = "\n one\ntwo  \n \t\nthree\n\n\n"
    loaded = loaded_from(source, "a.txt")
    assert loaded.text == source
    assert shape(loaded) == [("paragraph", "one\ntwo  "), ("paragraph", "three")]


@pytest.mark.parametrize("path", ["a.txt", "a.text", "a.log", "a.rst", "A.TXT"])
def test_every_ending_of_plain_text_is_read(path):
    assert loaded_from("# words", path).format == "text"


@pytest.mark.parametrize("path", ["a.adoc", "a.json", "Makefile", "a.md.bak"])
def test_an_ending_that_nothing_loads_is_unsupported(path):
    with pytest.raises(UnsupportedFormat):
        loaded_from("words", path)


def test_front_matter_with_groups_is_read_as_in_markdown():
    source = "---\ntitle: Pay\nGroups: [hr]\n---\n\nPay.\n"
    loaded = loaded_from(source, "a.txt")
    assert (loaded.text, loaded.metadata) == (source, {"title": "Pay", "Groups": ["hr"]})
    assert shape(loaded) == [("matter", "---\ntitle: Pay\nGroups: [hr]\n---"), ("paragraph", "Pay.")]


def test_front_matter_without_groups_is_text():
    loaded = loaded_from("---\na: [open\n---\nwords", "a.txt")
    assert (shape(loaded), loaded.metadata) == ([("paragraph", "---\na: [open\n---\nwords")], {})
