"""Addresses: when two of them overlap, and when one contains the other."""

import pytest

from untuned.types.documents import Span, contains, overlaps
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
