"""What statistics of words tell a principal: nothing of words that stand only in texts that they may not read."""

import pytest

from indexing import entries_of
from untuned.index.plain import PlainIndex
from untuned.index.readable import ReadableIndex, as_read_by
from untuned.index.search import Batch
from untuned.types.principal import OWNER, member

HR = frozenset({"hr"})


@pytest.fixture
def index():
    made = PlainIndex()
    entries = [*entries_of(["the garage is open", "the garage is closed on Sunday"])]
    closed = entries_of(["", "", "layoffs in the garage"], groups=HR)
    with made.writing():
        made.apply(Batch(position=1, entries=[*entries, *closed]))
    return made


def test_a_word_of_closed_texts_alone_is_as_one_that_no_text_has(index):
    seen = as_read_by(member("sales"), index)
    weights = seen.idf(["layoff", "nonsens", "garag"])
    assert weights["layoff"] == weights["nonsens"] > weights["garag"]
    assert seen.share("layoff") == 0.0
    assert dict(seen.counts(["layoff", "nonsens", "garag"])) == {"garag": 3}


def test_a_word_of_an_open_text_has_the_statistics_of_all_groups(index):
    seen = as_read_by(member("sales"), index)
    assert seen.idf(["garag"]) == index.idf(["garag"])
    assert seen.share("garag") == index.share("garag")


def test_who_may_read_a_text_knows_its_words(index):
    seen = as_read_by(member("hr"), index)
    assert isinstance(seen, ReadableIndex)
    assert seen.idf(["layoff"]) == index.idf(["layoff"])
    assert seen.share("layoff") == index.share("layoff") > 0


def test_the_owner_has_the_index_itself(index):
    assert as_read_by(OWNER, index) is index
