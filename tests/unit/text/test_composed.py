"""Letters and their combining marks as one sign, and where each stood."""

import unicodedata
from itertools import pairwise

import pytest

from untuned.text.composed import composed, places

WRITTEN = ("Käufer", "Новый заём", "plain", "", "Cafe\u0301s")


@pytest.mark.parametrize("text", [*WRITTEN, "x\u0315 y", "a\u0323\u0308b"])
def test_a_letter_and_its_marks_become_one_sign(text):
    assert composed(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", WRITTEN)
def test_each_sign_stands_where_its_letter_and_its_marks_stood(text):
    apart = unicodedata.normalize("NFD", text)
    at = places(apart)
    assert [composed(apart[start:end]) for start, end in pairwise(at)] == list(unicodedata.normalize("NFC", text))
    assert at[-1] == len(apart)


def test_an_entity_is_one_sign_where_it_stood():
    text = "Fish &amp; 30&nbsp;days &#8364; &nonsense; &"
    assert composed(text) == "Fish & 30\u00a0days € &nonsense; &"
    assert [text[at] for at in places(text)[:7]] == ["F", "i", "s", "h", " ", "&", " "]
    assert places(text)[-1] == len(text)
