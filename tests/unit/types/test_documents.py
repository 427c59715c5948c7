"""Addresses: when two of them overlap, when one contains the other, and how a place is told."""

import pytest

from untuned.types.documents import Block, PageAnchor, Span, as_block, contains, overlaps, page_of, place_told
from untuned.types.measures import Evidence


def span(start, end, version=1):
    return Span(version=version, start=start, end=end)


@pytest.mark.parametrize(
    ("other", "met"),
    [
        (span(0, 11), True),
        (span(19, 30), True),
        (span(12, 15), True),
        (span(0, 10), False),
        (span(20, 30), False),
        (span(10, 20, 2), False),
    ],
)
def test_addresses_overlap_where_they_share_a_character_of_one_version(other, met):
    assert overlaps(span(10, 20), other) == overlaps(other, span(10, 20)) == met


@pytest.mark.parametrize(
    ("part", "held"), [(span(10, 20), True), (span(12, 15), True), (span(9, 15), False), (span(15, 21), False), (span(12, 15, 2), False)]
)
def test_an_address_contains_what_stands_whole_in_it(part, held):
    assert contains(span(10, 20), part) == held


def test_what_was_never_found_is_nowhere():
    lost = Evidence(path="a.md", quote="Gone.", end=5)
    assert not overlaps(lost, lost)
    assert not contains(lost, lost)


@pytest.mark.parametrize(
    ("line", "page", "told"), [(12, None, "a.pdf:12"), (12, 3, "a.pdf, page 3"), (None, 3, "a.pdf, page 3"), (None, None, "a.pdf")]
)
def test_a_place_is_told_by_its_page_else_by_its_line(line, page, told):
    assert place_told("a.pdf", line=line, page=page) == told


def test_what_stands_before_the_first_page_that_is_marked_is_on_it():
    pages = [PageAnchor(offset=5, page=2), PageAnchor(offset=90, page=4)]
    assert [page_of(offset, pages) for offset in (0, 5, 89, 90, 200)] == [2, 2, 2, 4, 4]
    assert page_of(7, []) is None


def test_a_block_of_its_five_values_is_a_block():
    made = as_block(("heading", 3, 9, 2, "en"))
    assert made == Block(kind="heading", start=3, end=9, level=2, language="en")
    assert type(made) is Block
