from __future__ import annotations

import pytest

from untuned.text.plain import plain


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**Note** the *second* and __third__ _word_.", "Note the second and third word."),
        ("See [the guide](https://example.com/a_(b)) and [this][ref].", "See the guide and this."),
        ("![a picture](a.png) of it", "a picture of it"),
        ("Use `**kwargs` and `a_b_c`.", "Use `**kwargs` and `a_b_c`."),
        ('An <abbr title="x">API</abbr> is here.', "An API is here."),
        ("| Storage | 2 TB |", "Storage | 2 TB"),
        ("two\n  lines", "two lines"),
        ("2*3*4 and snake_case_name stay", "2*3*4 and snake_case_name stay"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("[`code`](x.md) stays", "`code` stays"),
        ("", ""),
    ],
)
def test_signs_are_left_out_and_words_stay(source: str, shown: str) -> None:
    assert plain(source) == shown
