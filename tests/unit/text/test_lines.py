from untuned.text.lines import line_of
from untuned.types.documents import LineAnchor


def test_the_first_character_is_on_line_one():
    assert line_of("", 0) == 1
    assert line_of("abc", 0) == 1


def test_a_line_end_belongs_to_the_line_it_ends():
    assert line_of("a\nb\n", 1) == 1
    assert line_of("a\nb\n", 2) == 2
    assert line_of("a\nb\n", 4) == 3


def test_only_a_newline_ends_a_line():
    assert line_of("a\u2028b\x0cc\x85d", 6) == 1


def test_the_last_anchor_at_or_before_an_offset_counts():
    anchors = (LineAnchor(offset=0, line=3), LineAnchor(offset=10, line=8))
    text = "one\ntwo\n\nthree\n"
    assert [line_of(text, offset, anchors) for offset in (0, 9, 10, 14)] == [3, 3, 8, 8]


def test_an_offset_before_the_first_anchor_is_on_line_one():
    assert line_of("abcdef", 2, (LineAnchor(offset=4, line=7),)) == 1
