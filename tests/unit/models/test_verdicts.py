"""Verdicts of judges, in all the ways that judges write them."""

import pytest

from untuned.models.chat.verdicts import read_verdict

LABELS = ("yes", "no", "unsure")


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ('{"reason": "It says so.", "verdict": "yes"}', "yes", "It says so."),
        ('{"verdict": "No", "reason": "90, not 30."}', "no", "90, not 30."),
        ('Sure! ```json\n{"reason": "It says so.", "verdict": "YES"}\n```', "yes", "It says so."),
        ('{"reason": "Maybe.", "verdict": "no"}\nOn a second look:\n{"reason": "Yes.", "verdict": "yes"}', "yes", "Yes."),
        ('{"reason": "It says {x}.", "verdict": "no"}', "no", ""),
        ('{"reason": "cut off here, "verdict": "unsure"', "unsure", ""),
        ('{"Verdict": true, "Reason": "So."}', "yes", "So."),
        ("yes", "yes", ""),
        ("**No.**\nThe quote says 30.", "no", "The quote says 30."),
        ("The quote says 30.\nVerdict: no", "no", "The quote says 30."),
        ('{"reason": "a\nb", "verdict": "no"}', "no", "a b"),
    ],
)
def test_a_verdict_is_read_from_json_from_what_is_left_of_it_or_from_the_label_alone(text, verdict, reason):
    assert read_verdict(text, labels=LABELS) == (verdict, reason)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It depends.",
        '{"reason": "x", "verdict": "perhaps"}',
        '{"reason": "x", "verdict": ["yes"]}',
        "yes\nno",
        '"verdict": "yes" or "verdict": "no"',
        "yes, but only in part of the cases that it names",
    ],
)
def test_what_is_no_label_or_two_is_no_verdict(text):
    assert read_verdict(text, labels=LABELS)[0] is None


def test_labels_are_the_askers_own():
    assert read_verdict('{"verdict": "Answer B"}', labels=("answer a", "Answer B", "tie")) == ("Answer B", "")


def test_a_reason_is_kept_short():
    _, reason = read_verdict('{"verdict": "no", "reason": "' + "x " * 500 + '"}', labels=LABELS)
    assert len(reason) == 300
