"""What of the hits is read."""

from untuned.rag.retrieve.budget import fill, leading_document
from untuned.types.answers import Hit
from untuned.types.documents import Chunk


def hit(start, end, *, version=1, score=1.0):
    return Hit(chunk=Chunk(document=version, version=version, ordinal=start, start=start, end=end), score=score, terms=(str(start),))


def spans(hits):
    return [(one.chunk.version, one.chunk.start, one.chunk.end) for one in hits]


def test_hits_are_taken_in_order_until_the_budget_is_full():
    assert spans(fill([hit(0, 300), hit(400, 700), hit(800, 1_100)], tokens=150)) == [(1, 0, 300), (1, 400, 700)]


def test_a_hit_that_does_not_fit_is_passed_over():
    assert spans(fill([hit(0, 300), hit(400, 900), hit(1_000, 1_050)], tokens=100)) == [(1, 0, 300), (1, 1_000, 1_050)]


def test_the_best_hit_is_kept_whatever_its_length():
    assert spans(fill([hit(0, 5_000), hit(6_000, 6_010)], tokens=100)) == [(1, 0, 5_000)]


def test_overlapping_hits_of_one_version_become_one_in_the_place_of_the_better():
    kept = fill([hit(100, 300), hit(900, 950), hit(0, 120), hit(250, 400), hit(0, 120, version=2)], tokens=1_000)
    assert spans(kept) == [(1, 0, 400), (1, 900, 950), (2, 0, 120)]
    assert kept[0].terms == ("0", "100", "250")


def test_neighbours_that_do_not_overlap_stay_apart():
    assert len(fill([hit(0, 100), hit(100, 200)], tokens=1_000)) == 2


def test_an_opening_has_its_room_kept_and_comes_last():
    kept = fill([hit(1_000, 1_300), hit(2_000, 2_300)], tokens=150, opening=hit(0, 200))
    assert spans(kept) == [(1, 1_000, 1_300), (1, 0, 200)]


def test_an_opening_that_was_found_keeps_its_place():
    kept = fill([hit(0, 200), hit(1_000, 1_300)], tokens=150, opening=hit(0, 200))
    assert spans(kept) == [(1, 0, 200), (1, 1_000, 1_300)]


def test_an_opening_longer_than_half_the_budget_is_left_out():
    assert spans(fill([hit(1_000, 1_100)], tokens=100, opening=hit(0, 300))) == [(1, 1_000, 1_100)]


def test_a_leading_document_is_told_by_the_best_ten():
    same = [hit(start, start + 10) for start in range(8)]
    assert leading_document([*same, hit(0, 1, version=2), hit(1, 2, version=3)]) == 1
    assert leading_document([*same[:7], hit(0, 1, version=2), hit(1, 2, version=3), hit(1, 2, version=4)]) is None
    assert leading_document([]) is None


def test_no_more_are_read_than_the_most_that_are_asked_for():
    hits = [hit(at, at + 100) for at in range(0, 2_000, 200)]
    assert [len(fill(hits, tokens=1_000, most=most)) for most in (1, 3, 20, None)] == [1, 3, 10, 10]


def test_overlapping_hits_count_once_towards_the_most():
    kept = fill([hit(0, 100), hit(50, 150), hit(300, 400), hit(500, 600)], tokens=1_000, most=2)
    assert spans(kept) == [(1, 0, 150), (1, 300, 400)]


def test_an_opening_counts_towards_the_most():
    hits = [hit(1_000, 1_100), hit(2_000, 2_100), hit(3_000, 3_100)]
    assert spans(fill(hits, tokens=1_000, opening=hit(0, 100), most=2)) == [(1, 1_000, 1_100), (1, 0, 100)]
    assert spans(fill(hits, tokens=1_000, opening=hit(0, 100), most=1)) == [(1, 1_000, 1_100)]
    assert spans(fill([hit(0, 100), *hits], tokens=1_000, opening=hit(0, 100), most=2)) == [(1, 0, 100), (1, 1_000, 1_100)]
