"""Names where there is little room."""

import pytest

from untuned.text.names import shortened


@pytest.mark.parametrize("name", ["", "default", "x" * 12])
def test_a_name_that_fits_stays(name):
    assert shortened(name, longest=12) == name


@pytest.mark.parametrize("longest", [5, 12, 13])
def test_a_longer_name_loses_its_middle(longest):
    found = shortened("support_prompt_with_examples_b", longest=longest)
    assert len(found) == longest
    assert found.startswith("su")
    assert found.endswith("_b")


def test_names_that_differ_at_their_ends_stay_apart():
    names = ("support_prompt_with_examples_and_dates_a", "support_prompt_with_examples_and_dates_b")
    assert len({shortened(name, longest=26) for name in names}) == 2
