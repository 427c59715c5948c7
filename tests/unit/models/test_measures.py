"""Numbers of a measure that is asked for: by their unit, and by the side of a thing that they are said to be of."""

from __future__ import annotations

import pytest

from untuned.models.reader.measures import measured

POOL = "The pool is 25 m long and 1.4 to 3.8 m deep."


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        (POOL, "deep", True),
        (POOL, "wide", False),
        (POOL, "high", False),
        ("The pool is 25 m by 10 m.", "wide", True),
        ("A shelf 30 cm in depth and 80 cm in width.", "wide", True),
        ("A shelf 30 cm in depth.", "high", False),
        ("The tower is 52 metres tall.", "high", True),
        ("It weighs 3 kg and is 20 cm high.", "heavy", True),
        ("The station is 2 km away.", "far", True),
    ],
)
def test_a_length_that_is_said_to_be_of_another_side_is_none_of_it(text: str, measure: str, expected: bool) -> None:
    assert measured(text, measure=measure) is expected
