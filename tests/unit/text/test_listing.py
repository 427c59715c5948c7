import pytest

from untuned.text.listing import listed


@pytest.mark.parametrize(
    ("names", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b and 1 more"), ("x" * 2002, "x, x and 2,000 more")],
)
def test_the_first_names_are_told_and_the_others_counted(names, told):
    assert listed(names, most=2) == told
