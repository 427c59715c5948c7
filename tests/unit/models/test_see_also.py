"""Definitions that only say under which other term the definition stands."""

import pytest

from timing import assert_grows_with_length
from untuned.models.reader.see_also import _ELSEWHERE


@pytest.mark.parametrize("told", ["See Tuple.", "**Record**: see **Tuple**", "Record —  see also:  Tuple .", "Record\n    См. Tuple"])
def test_the_other_term_is_read(told):
    assert _ELSEWHERE.search(told)["term"].strip("* ") == "Tuple"


@pytest.mark.parametrize("part", ["Record: see{}x!", "{}!", "see{}a{}!"])
@pytest.mark.parametrize("sign", [" ", "\n*"])
def test_blanks_and_stars_take_no_longer_than_their_length(part, sign):
    def search(text):
        return _ELSEWHERE.search(text)

    assert_grows_with_length(search, part.replace("{}", sign * 500), part.replace("{}", sign * 2_000))
