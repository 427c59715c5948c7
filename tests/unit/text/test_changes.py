from hypothesis import given
from hypothesis import strategies as st

from untuned.text.changes import changed_parts, rows

LINES = st.lists(st.text(alphabet="ab 1.", max_size=6), max_size=8).map("\n".join)


def kinds(before, after):
    return [row.kind for group in rows(before, after) for row in group]


def test_a_changed_line_tells_its_words():
    (group,) = rows("One.\nWithin 14 days.\nTwo.", "One.\nWithin 30 days.\nTwo.")
    changed = next(row for row in group if row.kind == "changed")
    assert (changed.old_parts, changed.new_parts) == (((7, 9),), ((7, 9),))
    assert (changed.old_line, changed.new_line) == (2, 2)


def test_lines_that_are_not_alike_are_two():
    assert kinds("Same.\nOld line.", "Same.\nВозврат за 10 дней.") == ["same", "gone", "new"]


def test_equal_texts_have_no_changes():
    assert rows("a\nb\n", "a\nb") == []


@given(LINES, LINES)
def test_the_rows_of_a_whole_difference_are_both_texts(before, after):
    found = [row for group in rows(before, after, context=100) for row in group]
    if before.removesuffix("\n") != after.removesuffix("\n"):
        assert "\n".join(row.old for row in found if row.old is not None) == before.removesuffix("\n")
        assert "\n".join(row.new for row in found if row.new is not None) == after.removesuffix("\n")


@given(st.text(alphabet="ab 1.", max_size=40), st.text(alphabet="ab 1.", max_size=40))
def test_without_what_changed_both_texts_are_the_same(before, after):
    def rest(text, parts):
        kept = [letter for at, letter in enumerate(text) if not any(start <= at < end for start, end in parts)]
        return "".join("".join(kept).split())

    went, came = changed_parts(before, after)
    assert rest(before, went) == rest(after, came)


def test_a_long_text_has_changed_as_a_whole():
    assert changed_parts("a " * 3_000, "b") == (((0, 6_000),), ((0, 1),))
