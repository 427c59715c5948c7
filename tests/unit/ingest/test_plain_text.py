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


@pytest.mark.parametrize("path", ["a.pdf", "a.json", "Makefile", "a.md.bak"])
def test_an_ending_that_nothing_loads_is_unsupported(path):
    with pytest.raises(UnsupportedFormat):
        loaded_from("words", path)
