import errno
import os
import sys
import unicodedata
from pathlib import Path

import pytest

from untuned.ingest.scan import Found, Unreadable, scan, scope_of, within
from untuned.types.settings import SourceSettings

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
needs_modes = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="access rights do not bind this user")


def put(root, *paths):
    for path in paths:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x")


def found(root, *paths, exclude=()):
    return [finding.path for finding in scan(root, paths, settings=SourceSettings(exclude=exclude)) if isinstance(finding, Found)]


def troubles(root, *paths, exclude=()):
    settings = SourceSettings(exclude=exclude)
    return [(finding.path, finding.kind) for finding in scan(root, paths, settings=settings) if isinstance(finding, Unreadable)]


def test_files_come_sorted_by_folder(tmp_path):
    put(tmp_path, "b.md", "a/z.md", "a/b/c.md", "a.md")
    assert found(tmp_path) == ["a.md", "b.md", "a/z.md", "a/b/c.md"]


def test_a_finding_has_size_time_and_place(tmp_path):
    put(tmp_path, "a.md")
    os.utime(tmp_path / "a.md", ns=(5, 1_700_000_000_000_000_000))
    (finding,) = scan(tmp_path, (), settings=SourceSettings())
    assert finding == Found(path="a.md", size=1, mtime_ns=1_700_000_000_000_000_000, place=(tmp_path / "a.md").resolve())


def test_a_folder_a_glob_and_a_file_can_be_named_and_give_each_file_once(tmp_path):
    put(tmp_path, "docs/en/a.md", "docs/en/b.txt", "docs/ru/a.md", "x.md")
    assert found(tmp_path, "docs/en") == ["docs/en/a.md", "docs/en/b.txt"]
    assert found(tmp_path, "docs/**/*.md") == ["docs/en/a.md", "docs/ru/a.md"]
    assert found(tmp_path, "x.md", "*.md", "docs/en/a.md", "docs/*/a.md") == ["x.md", "docs/en/a.md", "docs/ru/a.md"]


def test_a_path_may_be_written_in_any_way(tmp_path):
    put(tmp_path, "docs/a.md")
    assert found(tmp_path, "./docs/") == found(tmp_path, "docs/../docs") == found(tmp_path, str(tmp_path / "docs")) == ["docs/a.md"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_glob(tmp_path):
    put(tmp_path, "[a].md", "a.md")
    assert found(tmp_path, "[a].md") == ["[a].md"]


def test_hidden_and_foreign_folders_are_passed_over(tmp_path):
    put(tmp_path, ".git/a.md", ".untuned/a.md", "node_modules/a.md", ".hidden/a.md", ".a.md", "~$a.docx", "a.md")
    assert found(tmp_path) == ["a.md"]
    assert found(tmp_path, ".a.md") == [".a.md"]


def test_excluded_files_and_folders_are_passed_over(tmp_path):
    put(tmp_path, "a.md", "drafts/b.md", "docs/drafts/c.md", "docs/d.tmp.md")
    assert found(tmp_path, exclude=("drafts", "*.tmp.md")) == ["a.md"]


def test_what_is_not_there_is_told(tmp_path):
    assert troubles(tmp_path, "no.md", "no/", "no*.md") == [("no.md", "missing"), ("no", "missing"), ("no*.md", "missing")]


def test_a_path_outside_the_root_is_told(tmp_path):
    root = tmp_path / "root"
    put(tmp_path, "secret.md", "root/a.md")
    assert troubles(root, "../secret.md", str(tmp_path)) == [("../secret.md", "outside"), (tmp_path.as_posix(), "outside")]


@needs_links
def test_a_link_out_of_the_root_is_told_and_not_followed(tmp_path):
    root = tmp_path / "root"
    put(tmp_path, "secret/s.md", "root/a.md")
    (root / "file.md").symlink_to(tmp_path / "secret" / "s.md")
    (root / "folder").symlink_to(tmp_path / "secret")
    assert found(root) == ["a.md"]
    assert sorted(troubles(root)) == [("file.md", "outside"), ("folder", "outside")]


@needs_links
def test_a_link_that_leads_back_is_told_and_not_followed(tmp_path):
    put(tmp_path, "a/b/c.md")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert found(tmp_path) == ["a/b/c.md"]
    assert sorted(troubles(tmp_path)) == [("a/b/up", "loop"), ("self", "loop")]


@needs_links
def test_a_linked_document_has_the_path_of_its_real_place(tmp_path):
    put(tmp_path, "hr/pay.md", "public/a.md")
    (tmp_path / "public" / "hr").symlink_to(tmp_path / "hr")
    (tmp_path / "public" / "b.md").symlink_to(tmp_path / "hr" / "pay.md")
    assert found(tmp_path) == ["hr/pay.md", "public/a.md"]
    assert sorted(found(tmp_path, "public")) == ["hr/pay.md", "public/a.md"]


@needs_links
def test_no_link_leads_into_what_is_passed_over(tmp_path):
    put(tmp_path, "drafts/a.md", ".private/b.md", "docs/c.md")
    (tmp_path / "docs" / "drafts-link").symlink_to(tmp_path / "drafts")
    (tmp_path / "docs" / "b.md").symlink_to(tmp_path / ".private" / "b.md")
    assert found(tmp_path, exclude=("drafts",)) == ["docs/c.md"]


@needs_links
def test_a_link_into_a_hidden_folder_is_told_unless_the_settings_leave_it_out(tmp_path):
    """As Kubernetes mounts a ConfigMap: each file is a link through `..data` into a folder of the day."""
    put(tmp_path, "docs/..2024_11/leave.md", ".releases/7/a.md", "b.md")
    (tmp_path / "docs" / "..data").symlink_to("..2024_11")
    (tmp_path / "docs" / "leave.md").symlink_to("..data/leave.md")
    (tmp_path / "current").symlink_to(".releases/7")
    assert found(tmp_path) == ["b.md"]
    assert sorted(troubles(tmp_path)) == [("current", "unreadable"), ("docs/leave.md", "unreadable")]
    assert sorted(troubles(tmp_path, exclude=("current", "docs/..2024_11/**"))) == []


@needs_links
def test_a_hidden_folder_that_is_named_beside_the_others_is_read_and_the_links_into_it_are_not_told(tmp_path):
    put(tmp_path, "docs/..2024_11/leave.md", "b.md")
    (tmp_path / "docs" / "..data").symlink_to("..2024_11")
    (tmp_path / "docs" / "leave.md").symlink_to("..data/leave.md")
    assert sorted(found(tmp_path, ".", "docs/..data")) == ["b.md", "docs/..2024_11/leave.md"]
    assert troubles(tmp_path, ".", "docs/..data") == []


@needs_links
def test_a_link_to_nothing_is_told(tmp_path):
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    assert troubles(tmp_path) == [("a.md", "unreadable")]


@needs_modes
def test_a_folder_that_cannot_be_read_is_told(tmp_path):
    put(tmp_path, "closed/a.md", "b.md")
    (tmp_path / "closed").chmod(0)
    try:
        assert found(tmp_path) == ["b.md"]
        assert troubles(tmp_path) == [("closed", "unreadable")]
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    assert found(tmp_path) == []
    assert troubles(tmp_path, "pipe.md") == [("pipe.md", "unreadable")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no Unicode")
def test_a_name_that_is_no_unicode_is_told(tmp_path):
    (tmp_path / os.fsdecode(b"a\xff.md")).write_text("x")
    assert troubles(tmp_path) == [("a?.md", "unreadable")]


def test_a_scope_covers_what_its_scan_would_come_upon(tmp_path):
    put(tmp_path, "docs/a/x.md")
    assert scope_of(tmp_path, ()) == ("",)
    scope = scope_of(tmp_path, ("docs/a", "notes/*.md", "one.md"))
    assert [path for path in ("docs/a/x.md", "docs/a", "notes/n.md", "one.md") if not within(path, scope)] == []
    assert [path for path in ("docs/ab.md", "docs/b/x.md", "notes/n.txt", "x/one.md") if within(path, scope)] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the test makes with hard links what is so there")
def test_a_named_file_has_the_spelling_of_its_folder_where_case_does_not_count(tmp_path, monkeypatch):
    put(tmp_path, "Docs/Pay.md")
    if not (tmp_path / "docs").exists():
        for spelling in ("PAY.md", "pay.MD", "pAY.MD"):
            (tmp_path / "Docs" / spelling).hardlink_to(tmp_path / "Docs" / "Pay.md")
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / ("Pay.md" if folder.name == "Docs" else "Docs")]))
    assert found(tmp_path, "Docs/PAY.md") == found(tmp_path, "Docs/Pay.md") == ["Docs/Pay.md"]
    assert scope_of(tmp_path, ("Docs/PAY.md",)) == ("Docs/Pay.md",)


def test_files_whose_names_differ_in_case_are_two_where_case_counts(tmp_path):
    put(tmp_path, "a.md", "A.md")
    names = sorted(entry.name for entry in tmp_path.iterdir())
    assert sorted(found(tmp_path, "a.md", "A.md")) == names


def test_excluded_names_are_met_however_their_letters_are_composed(tmp_path):
    put(tmp_path, unicodedata.normalize("NFD", "чужой.md"), "a.md")
    assert found(tmp_path, exclude=(unicodedata.normalize("NFC", "чужой.md"),)) == ["a.md"]


@pytest.mark.parametrize(("written", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
@pytest.mark.parametrize("path", ["docs/café.md", "docs/élan", "docs/élan/*.md", "docs/élan/naïf.md"])
def test_a_path_is_met_however_its_letters_are_composed(tmp_path, written, typed, path):
    names = [unicodedata.normalize(written, name) for name in ("docs/café.md", "docs/élan/naïf.md")]
    put(tmp_path, *names)
    expected = [name for name in names if ("lan" in name) == ("lan" in path)]
    assert found(tmp_path, unicodedata.normalize(typed, path)) == expected
    assert troubles(tmp_path, unicodedata.normalize(typed, path)) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system has one name for both")
def test_of_two_files_whose_names_are_composed_in_two_ways_the_one_that_is_named_is_met(tmp_path):
    names = [unicodedata.normalize(form, "café.md") for form in ("NFC", "NFD")]
    put(tmp_path, *names)
    assert [found(tmp_path, name) for name in names] == [[names[0]], [names[1]]]


def test_a_path_on_another_drive_is_told_as_outside(tmp_path, monkeypatch):
    def another_drive(path, start):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    root = tmp_path / "root"
    put(tmp_path, "secret.md", "root/a.md")
    monkeypatch.setattr(os.path, "relpath", another_drive)
    assert troubles(root, "../secret.md") == [("../secret.md", "outside")]
    assert scope_of(root, ("../secret.md",)) == ((tmp_path / "secret.md").resolve().as_posix(),)


@needs_links
def test_a_loop_is_told_in_any_language(tmp_path, monkeypatch):
    def circular(path, strict=False):
        if strict:
            raise OSError(errno.ELOOP, "Zu viele Ebenen aus Verknüpfungen")
        return real(path)

    real = os.path.realpath
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    monkeypatch.setattr(os.path, "realpath", circular)
    assert troubles(tmp_path) == [("self.md", "loop")]
