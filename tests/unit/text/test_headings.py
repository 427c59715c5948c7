import pytest

from untuned.text.headings import heading_text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# Path Parameters", "Path Parameters"),
        ("### Closed ###", "Closed"),
        ("## Path Parameters { #path-parameters }", "Path Parameters"),
        ("## Path `params` ## {#x .y}", "Path params"),
        ("Setext\n======", "Setext"),
        ("Two\nlines\n---", "Two lines"),
        ("# The [docs](https://example.org/a_b) of **bold** and _thin_", "The docs of bold and thin"),
        ("# snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ('# <abbr title="x">HTTP</abbr> verbs', "HTTP verbs"),
        ("# C# and F#", "C# and F#"),
        ("#", ""),
        ("#hashtag", "#hashtag"),
        ("# Set {a, b}", "Set {a, b}"),
    ],
)
def test_a_heading_is_shown_without_its_signs(source, words):
    assert heading_text(source) == words
