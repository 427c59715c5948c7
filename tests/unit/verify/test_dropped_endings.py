"""A claim that leaves out that what it says has ended."""

import pytest

from timing import assert_grows_with_length
from untuned.rag.verify.agreement import agree


def endings(claim, quote):
    found = agree(claim, [quote])
    assert all(flag.kind == "condition" and not flag.hard and flag.says == claim.rstrip(".") for flag in found)
    return [flag.source for flag in found]


@pytest.mark.parametrize(
    ("quote", "claim", "source"),
    [
        ("The flag --fast skips the checks (removed in 3.0).", "The flag --fast skips the checks.", "removed in 3.0"),
        ("The flag --fast skips the checks [deprecated since May 2024].", "The flag --fast skips the checks.", "deprecated since May 2024"),
        ("Returns are free for all customers until March 2024.", "Returns are free for all customers.", "until March 2024"),
        (
            "The plan includes phone support, which has been discontinued.",
            "The plan includes phone support.",
            "which has been discontinued",
        ),
        (
            "The office serves the Baltic states, but it is no longer staffed.",
            "The office serves the Baltic states.",
            "but it is no longer staffed",
        ),
        ("Deprecated: use fetch() to load pages.", "Use fetch() to load pages.", "Deprecated"),
        ("Until 2024, members paid no entrance fee.", "Members paid no entrance fee.", "Until 2024"),
        ("Тариф включает поддержку по телефону (отменена с 1 мая).", "Тариф включает поддержку по телефону.", "отменена с 1 мая"),
        ("Вход для членов клуба свободный вплоть до 2024 года.", "Вход для членов клуба свободный.", "вплоть до 2024 года"),
    ],
)
def test_an_ending_that_the_claim_lacks_is_told(quote, claim, source):
    assert endings(claim, quote) == [source]


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The flag --fast skips the checks (removed in 3.0).", "The flag --fast skipped the checks until it was removed in 3.0."),
        ("The old API was removed in 2.0, and the new API supports batching.", "The new API supports batching."),
        ("The ban lasted until 1994 and the club won the cup twice.", "The club won the cup twice."),
        ("parse() returns a list of names; load() is deprecated.", "parse() returns a list of names."),
        ("parse() returns a list of names (load() was removed).", "parse() returns a list of names."),
        ("Guests can check in from 3 pm, and the bar is open until 11 pm.", "Guests can check in from 3 pm."),
        ("Tokens are valid for 60 minutes; expired tokens are refused.", "Tokens are valid for 60 minutes."),
        ("He was retired, and she ran the firm from 1994.", "She ran the firm from 1994."),
        ("The depot stores spare parts, until the new hall in Riga replaces it for large customers.", "The depot stores spare parts."),
    ],
)
def test_an_ending_that_is_said_or_of_something_else_is_not(quote, claim):
    assert endings(claim, quote) == []


def test_long_runs_of_white_space_cost_as_much_as_they_are_long():
    quotes = ("Returns are free" + " " * size + "x, until March." for size in (5_000, 20_000))
    assert_grows_with_length(lambda quote: endings("Returns are free.", quote), *quotes)


def test_whole_pages_are_not_looked_through_for_endings():
    quote = "The flag --fast skips the checks (removed in 3.0)."
    assert agree("The flag --fast skips the checks.", [quote], conditions=False) == ()
