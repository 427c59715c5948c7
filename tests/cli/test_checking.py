"""`untuned check` as people and CI call it."""

import json
import re

import pytest

BODY = "# Returns\n\nA device may be sent back within thirty days of its delivery. The box has to be whole. " * 3


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_shows_the_worst_first_with_remedies_and_says_so_by_its_code(folder, untuned):
    (folder / "old.md").write_text(f"---\neffective_to: 2020-01-01\n---\n# Old\n\n{BODY}", encoding="utf-8")
    (folder / "soon.md").write_text("# Soon\n\nNot yet.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    called = untuned("check")
    assert called.code == 6
    assert called.out.index("Makes answers wrong") < called.out.index("Keeps answers from being found")
    assert "old.md  it held until 2020-01-01, and is searched still" in called.out
    assert "try: remove or replace them, or correct their 'effective_to'" in called.out
    assert untuned("check", "soon.md").code == 0
    assert untuned("check", "soon.md", "--fail-on", "missing").code == 6
    assert untuned("check", "--fail-on", "never").code == 0
    record = json.loads(untuned("check", "--json").out)
    assert record["findings"][0]["harm"] == "wrong"
    assert record["counts"]["expired"] == 1


def test_many_places_of_one_kind_are_counted_and_the_first_ones_shown(folder, untuned):
    for nth in range(7):
        (folder / f"{nth}.md").write_text(f"# {nth}\n\nSoon.\n", encoding="utf-8")
    untuned("sync")
    called = untuned("check", "-n", "2")
    assert called.out.count("words below its headings") == 2
    assert "and 5 more" in called.out
    assert called.out.rstrip().endswith("7 documents, 7 findings.")


def test_nothing_found_says_how_much_was_looked_at(folder, untuned):
    (folder / "a.md").write_text(BODY, encoding="utf-8")
    untuned("sync")
    called = untuned("check")
    assert (called.code, called.out) == (0, "1 document, nothing found.\n")


def test_a_path_that_names_nothing_is_an_error_so_that_no_build_passes_by_a_slip(folder, untuned):
    (folder / "a.md").write_text(BODY, encoding="utf-8")
    untuned("sync")
    called = untuned("check", "nosuch/")
    assert called.code == 1
    assert "nosuch/" in called.err


def test_a_word_that_is_none_of_those_allowed_is_told_with_them(folder, untuned):
    called = untuned("check", "--fail-on", "bogus")
    assert called.code == 2
    assert called.err.splitlines()[0] == (
        "error: Invalid value for '--fail-on': 'bogus' is not one of 'wrong', 'missing', 'exposed', 'weak', 'never'."
    )


@pytest.mark.parametrize(
    ("here", "path", "looked_at"),
    [
        ("site", "docs/en", 2),
        ("site/docs", "en", 2),
        ("site/docs", "en/one.md", 1),
        ("site/docs/en", ".", 2),
        ("site/docs/en", "docs/ru", 1),
        ("site/docs/en", "*.md", 2),
        ("site", ".", 4),
        ("", "site/docs/en/one.md", 1),
        ("", "{root}/site/docs/en/*.md", 2),
    ],
)
def test_paths_count_from_the_folder_they_are_typed_in_as_those_of_a_sync(tmp_path, untuned, monkeypatch, here, path, looked_at):
    """`git diff --name-only` tells them from the root of a repository, in which a project is a folder."""
    for name in ("docs/en/one", "docs/en/two", "docs/ru/one", "en/other"):
        page = tmp_path / "site" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {name}\n\nThe page called {name} says that the lift is out of order.\n", encoding="utf-8")
    (tmp_path / "site" / "untuned.toml").write_text("", encoding="utf-8")
    assert untuned("--project", str(tmp_path / "site"), "sync").code == 0
    monkeypatch.chdir(tmp_path / here)
    called = untuned("--project", str(tmp_path / "site"), "check", "--fail-on", "never", path.format(root=tmp_path))
    assert called.code == 0
    assert re.search(r"^(\d+) document", called.out, re.MULTILINE)[1] == str(looked_at)


def test_a_folder_without_documents_is_named_as_it_was_typed(tmp_path, untuned, monkeypatch):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    untuned("sync")
    called = untuned("check", ".")
    assert (called.code, called.err.splitlines()[0]) == (1, "error: document '.' is unknown")


def test_a_document_that_was_changed_ahead_of_its_day_is_told(folder, untuned):
    for name in ("changed", "corrected", "fresh", "over"):
        said = {"over": "effective_to: 2020-01-01\n", "corrected": "effective_from: 2999-06-01\n"}.get(name, "")
        if name != "fresh":
            (folder / f"{name}.md").write_text(f"---\n{said}owner: ann\n---\n# {name}\n\n{BODY}", encoding="utf-8")
    untuned("sync")
    for name in ("changed", "corrected", "fresh", "over"):
        (folder / f"{name}.md").write_text(f"---\neffective_from: 2999-01-01\n---\n# {name}\n\n{BODY} {name}", encoding="utf-8")
    untuned("sync")
    found = [one for one in json.loads(untuned("check", "--json").out)["findings"] if one["kind"] == "ahead"]
    assert [(one["path"], one["harm"]) for one in found] == [("changed.md", "missing")]
    assert found[0]["detail"] == "it holds from 2999-01-01 on, and what holds until then (version 1) is searched no more"
    assert "supersedes:" in found[0]["remedy"]
    assert "changed ahead of their day" in untuned("check", "changed.md").out
    assert "changed ahead of their day" not in untuned("check", "over.md").out
