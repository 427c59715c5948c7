"""A telephone number is its digits, however they are grouped."""

import pytest

from untuned.text.telephones import telephones


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+1 555 010 0199", "15550100199"),
        ("+1 (555) 010-0199", "15550100199"),
        ("+15550100199", "15550100199"),
        ("1-800-555-0142", "18005550142"),
        ("(555) 010-0199", "5550100199"),
        ("555.010.0200", "5550100200"),
        ("8 (800) 555-01-42", "88005550142"),
        ("+44 20 7946 0958", "442079460958"),
    ],
)
def test_the_grouping_of_a_telephone_number_says_nothing(text, digits):
    (found,) = telephones(f"Call {text}.")
    assert (found.digits, f"Call {text}."[found.start : found.end]) == (digits, text)


@pytest.mark.parametrize("text", ["1 000 000", "2024-01-15", "+5 %", "10-20 days", "192.168.100.200", "+1,500", "978-3-16-148410-0"])
def test_other_numbers_are_no_telephones(text):
    assert telephones(f"It is {text} there.") == []
