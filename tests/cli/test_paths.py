from pathlib import Path

import pytest

from untuned.cli.paths import below_root


@pytest.fixture
def root(tmp_path) -> Path:
    for path in ("kb/docs/deep/a.md", "kb/b.md", "other/c.md"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    return tmp_path / "kb"


@pytest.mark.parametrize(
    ("here", "given", "named"),
    [
        ("kb", "docs", "docs"),
        ("kb", "docs/", "docs"),
        ("kb", "./docs/deep/a.md", "docs/deep/a.md"),
        ("kb", ".", "."),
        ("kb/docs", "deep", "docs/deep"),
        ("kb/docs", ".", "docs"),
        ("kb/docs", "..", "."),
        ("kb/docs", "../b.md", "b.md"),
        ("kb/docs", "b.md", "b.md"),
        ("kb/docs", "*.md", "docs/*.md"),
        ("kb/docs", "gone.md", "docs/gone.md"),
        (".", "kb/docs", "docs"),
        (".", "kb/docs/*.md", "docs/*.md"),
        (".", "docs", "docs"),
        (".", "docs/*.md", "docs/*.md"),
    ],
)
def test_a_path_counts_from_where_it_is_typed_then_from_the_root(root, here, given, named):
    assert below_root(given, root=root, here=root.parent / here) == named


def test_an_absolute_path_is_named_below_the_root(root):
    assert below_root(str(root / "docs"), root=root, here=root.parent) == "docs"


def test_a_place_outside_stays_absolute(root):
    assert below_root("../other/c.md", root=root, here=root) == (root.parent / "other/c.md").as_posix()


def test_a_linked_root_is_the_root(root, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    assert below_root("docs", root=link, here=link) == "docs"
