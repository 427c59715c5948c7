import pytest

from untuned.text.globs import fixed_part, is_glob, matches


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("hr/pay.md", "hr/**"),
        ("hr/a/b/pay.md", "hr/**"),
        ("hr/pay.md", "hr"),
        ("hr/pay.md", "hr/"),
        ("a/hr/pay.md", "hr"),
        ("hr/pay.md", "hr/*.md"),
        ("hr/pay.md", "./hr/*.md"),
        ("docs/en/a.md", "docs/**/a.md"),
        ("docs/a.md", "docs/**/a.md"),
        ("a/b/notes.tmp", "*.tmp"),
        ("a1.md", "a[0-9].md"),
        ("ab.md", "a[!0-9].md"),
        ("a.md", "?.md"),
        ("a+b(1).md", "a+b(1).md"),
        ("anything/at/all.md", "**"),
    ],
)
def test_a_pattern_names_what_it_should(path, pattern):
    assert matches(path, pattern)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("hrx/pay.md", "hr"),
        ("hr/sub/pay.md", "hr/*.md"),
        ("x/hr/pay.md", "hr/**"),
        ("HR/pay.md", "hr/**"),
        ("a/b.md", "a[/]b.md"),
        ("a.md", "a[0-9].md"),
        ("docs.md", "docs/**"),
        ("axmd", "a.md"),
    ],
)
def test_a_pattern_names_nothing_else(path, pattern):
    assert not matches(path, pattern)


def test_a_pattern_without_a_closing_bracket_is_taken_as_it_is_written():
    assert matches("a[b.md", "a[b.md")


def test_the_fixed_part_ends_before_the_first_glob():
    assert fixed_part("docs/en/**/*.md") == "docs/en"
    assert fixed_part("*.md") == ""
    assert fixed_part("docs/a.md") == "docs/a.md"


def test_a_plain_path_is_no_glob():
    assert not is_glob("docs/a.md")
    assert is_glob("docs/?.md")
