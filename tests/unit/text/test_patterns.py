"""Patterns of settings: regular expressions that cannot take long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.text.patterns import LONGEST_TEXT, BadPattern, bounded

ALLOWED = (
    "[A-Z]{2,4}-[0-9]{3,5}",
    r"\b[A-Z]+[-_]\d+\b",
    r"(?P<error>ERR_\d{3})",
    r"(?:release|выпуск) (\d{1,2}[.]\d{1,2})",
    r"v(\d{1,3}(?:[.]\d{1,3}){1,2})?x",
    r"a\.b\)c[)(*+]{2}",
)
REFUSED = (
    r"(a+)+b",
    r"(a|a)*b",
    r"(a|ab)*c",
    r"\w*\w*\w*x",
    r"(?:(?:a?){10}){10}",
    r".*.*.*=",
    r"(x)\1",
    r"(?P<q>x)(?P=q)",
    r"(?i)a",
    "a{1000}",
)


@pytest.mark.parametrize("pattern", ALLOWED)
def test_a_bounded_pattern_finds_what_it_says(pattern):
    text = "NET-1042 ERR_404 release 2.3 v1.2x a.b)c** выпуск 1.0"
    assert [found[0] for found in bounded(pattern).finditer(text)] == [found[0] for found in re.finditer(pattern, text)]
    assert bounded(pattern).search(text)


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_could_take_long_is_refused_with_a_remedy(pattern):
    with pytest.raises(BadPattern, match=r"bound|leave out|times"):
        bounded(pattern)


@pytest.mark.parametrize("pattern", ["[", "(", "a)", "*a", "(?P<1>a)", "x" * 1_000])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(BadPattern):
        bounded(pattern)


def test_a_set_whose_meaning_may_change_is_refused():
    with pytest.raises(BadPattern, match="nested set"):
        bounded("[[a]")


@given(st.text(alphabet="ab()[]|*+?{}1,2.\\^$-:=!<P>", max_size=24))
def test_no_pattern_that_is_taken_takes_long(pattern):
    try:
        made = bounded(pattern)
    except BadPattern:
        return
    began = time.thread_time()
    list(made.finditer("ab" * (LONGEST_TEXT // 2)))
    list(made.finditer("a" * LONGEST_TEXT))
    assert time.thread_time() - began < 5
