"""Files as the world has them: each is reported with its reason, the rest is synced, and nothing good is lost."""

import codecs
import os
import subprocess
import sys
import textwrap
from subprocess import CalledProcessError
from zipfile import BadZipFile

import pytest

from ingesting import Folder, told
from untuned.ingest.load import loaders_for
from untuned.ingest.read import Request, read
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.types.documents import Block, LineAnchor, Loaded, PageAnchor, TextBox
from untuned.types.principal import OWNER
from untuned.types.settings import SourceSettings


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3'}") as database:
        yield Folder(root, Documents(database))


BAD = {
    "empty.md": (b"", "empty"),
    "blank.md": (b" \n\t\n", "no text"),
    "only-a-mark.md": (codecs.BOM_UTF8, "no text"),
    "report.md": (b"%PDF-1.7 ...", "this is a PDF, not Markdown"),
    "archive.txt": (b"PK\x03\x04....", "ZIP archive"),
    "picture.html": (b"\x89PNG\r\n\x1a\n....", "a PNG image, not HTML"),
    "latin.md": ("Größe".encode("latin-1"), "byte 2 (0xf6) is not UTF-8"),
    "wide.md": ("A page of words, saved as UTF-16.".encode("utf-16-le"), "UTF-16-LE without a byte order mark"),
    "nul.txt": (b"some words, and then\0a NUL, and some more words", "line 1 holds a NUL"),
    "deep.html": (b"<div>" * 100_000, "nest too deeply"),
    "script.html": (b"<html><body><script>render()</script></body></html>", "no visible text"),
    "ragged.csv": (b"a,b\n1,2\n3\n", "line 3 has 1 fields"),
    "broken.jsonl": (b'{"a": 1}\n{"a"\n', "line 2"),
    "deep.jsonl": (b"[" * 100_000, "line 1"),
    "matter.md": (b"---\ntitle: [open\n---\nwords", "not valid YAML"),
    "prose.md": (b"---\ngroups:[hr]\n---\nwords", "not a mapping"),
    "unclosed.md": (b"---\ngroups: [hr]\n\nwords", "line 2 names groups, but no '---' closes"),
    "unclosed.txt": (b"---\ngroups: [hr]\n\nwords", "line 2 names groups"),
    "digits.md": (b"---\na: " + b"9" * 4_000 + b"\n---\nwords", "too many digits"),
    "more-digits.md": (b"---\na: " + b"9" * 6_000 + b"\n---\nwords", "not valid YAML"),
    "rot13.html": (b"<meta charset=rot13><p>words \xff</p>", "is not UTF-8"),
    "no-mail.eml": (b"words", "no mail"),
}


def test_every_bad_file_is_reported_with_its_reason_and_the_rest_is_synced(folder):
    for path, (data, _) in BAD.items():
        folder.write(path, data)
    folder.write("good.md", "# Good\n\nWords.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": len(BAD)}
    reasons = {failure.path: failure.reason for failure in report.failed}
    assert {path: reason for path, (_, reason) in BAD.items() if reason not in reasons[path]} == {}
    assert [failure.path for failure in report.failed if not failure.remedy] == []
    assert [summary.path for summary in folder.documents.listing(principal=OWNER)] == ["good.md"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_with_its_mark_is_read(folder, mark):
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    folder.write("a.md", mark + "Good words.".encode(encoding))
    assert told(folder.sync()) == {"added": 1}


def test_a_file_above_the_limit_is_reported_without_being_opened(folder):
    folder.settings = SourceSettings(max_bytes=1_000)
    place = folder.write("big.md", "x" * 1_001)
    place.chmod(0)  # opening it would give another reason
    folder.write("fits.md", "x" * 1_000)
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert "1,001 bytes" in report.failed[0].reason
    assert "sources.max_bytes" in report.failed[0].remedy


def test_a_hundred_megabytes_on_one_line_are_above_the_usual_limit(folder):
    with folder.write("big.md", "").open("r+b") as stream:
        stream.truncate(100_000_000)
    report = folder.sync()
    assert told(report) == {"failed": 1}
    assert "64,000,000" in report.failed[0].reason


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is told in another unit, or not at all")
@pytest.mark.parametrize("path", ["one.md", "one.txt", "one.html", "one.csv"])
def test_with_the_limit_raised_one_line_of_100_megabytes_loads_in_bounded_memory(path):
    program = f"""
        from pathlib import Path
        from untuned.ingest.load import load, loaders_for
        from untuned.types.settings import SourceSettings

        settings = SourceSettings(max_bytes=200_000_000)
        data = (b"<p>" if {path!r}.endswith("html") else b"") + b"word " * 20_000_000
        loaded = load({path!r}, data, settings=settings, loaders=loaders_for(settings))
        assert len(loaded.blocks) == 1
        # Of this program alone: what `getrusage` tells begins with the memory of the process that started it.
        peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        print(len(loaded.text), int(peak.split()[1]) // 1024)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    characters, megabytes = map(int, ran.stdout.split())
    assert characters >= 99_999_999
    assert megabytes < 1_500


def test_a_link_that_leads_back_and_one_that_leads_out_are_reported(folder, tmp_path):
    (tmp_path / "secret.md").write_text("Secret.")
    folder.write("docs/a.md", "Words.")
    (folder.root / "docs" / "up").symlink_to(folder.root)
    (folder.root / "docs" / "out.md").symlink_to(tmp_path / "secret.md")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 2}
    assert {failure.path: failure.reason.split(",")[0].split(" is ")[0] for failure in report.failed} == {
        "docs/out.md": "its real place",
        "docs/up": "this link leads back to '.'",
    }


def test_a_path_outside_the_root_is_reported(folder, tmp_path):
    (tmp_path / "secret.md").write_text("Secret.")
    report = folder.sync("../secret.md")
    assert told(report) == {"failed": 1}
    assert "outside the project's folder" in report.failed[0].reason


def test_a_document_whose_file_became_a_link_out_of_the_root_keeps_its_version(folder, tmp_path):
    folder.write("a.md", "Words.")
    folder.sync()
    (tmp_path / "secret.md").write_text("Secret.")
    (folder.root / "a.md").unlink()
    (folder.root / "a.md").symlink_to(tmp_path / "secret.md")
    assert told(folder.sync()) == {"failed": 1}
    version = folder.documents.document("a.md", principal=OWNER).current
    assert folder.documents.text(version, principal=OWNER) == "Words."


def disturbed(folder: Folder, path: str, *, times: int, act):
    """A sync whose reading of `path` is disturbed by `act` between the first and the last look at the file."""
    real = os.fstat
    left = [times * 2]

    def fstat(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        place = folder.root / path
        if place.exists() and os.path.samestat(status, place.stat()) and left[0] > 0:
            left[0] -= 1
            if left[0] % 2 == 1:  # the look before reading
                act(place, left[0])
        return status

    return fstat


def test_a_file_that_vanishes_while_it_is_read_is_reported_and_the_rest_synced(folder, monkeypatch):
    folder.write("a.md", "Words.")
    folder.write("b.md", "More words.")
    monkeypatch.setattr(os, "fstat", disturbed(folder, "a.md", times=1, act=lambda place, _: place.unlink()))
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert "vanished" in report.failed[0].reason


def test_a_file_that_changes_while_it_is_read_is_read_again(folder, monkeypatch):
    folder.write("a.md", "Words.")
    monkeypatch.setattr(os, "fstat", disturbed(folder, "a.md", times=1, act=lambda place, _: place.write_text("Longer words.")))
    assert told(folder.sync()) == {"added": 1}
    version = folder.documents.document("a.md", principal=OWNER).current
    assert folder.documents.text(version, principal=OWNER) == "Longer words."


def test_a_file_that_keeps_changing_is_reported(folder, monkeypatch):
    folder.write("a.md", "Words.")
    monkeypatch.setattr(os, "fstat", disturbed(folder, "a.md", times=5, act=lambda place, left: place.write_text("Words." + "." * left)))
    report = folder.sync()
    assert told(report) == {"failed": 1}
    assert "changed while it was read" in report.failed[0].reason


def test_a_file_that_vanished_before_it_was_opened_is_a_failure_of_its_own(tmp_path):
    settings = SourceSettings()
    reading = read(Request(path="a.md", place=tmp_path / "a.md", size=1, mtime_ns=1), settings=settings, loaders=loaders_for(settings))
    assert reading.failure is not None
    assert "vanished" in reading.failure.reason


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="access rights do not bind this user")
def test_a_file_without_read_access_is_reported_until_it_has_it(folder):
    place = folder.write("a.md", "Words.")
    place.chmod(0)
    assert told(folder.sync()) == {"failed": 1}
    place.chmod(0o600)
    assert told(folder.sync()) == {"added": 1}


WORDS = "Some words."
ENDLESS: list[object] = []
ENDLESS.append(ENDLESS)


def box(start, end, *, left=1.0):
    return TextBox(start=start, end=end, page=1, left=left, bottom=2.0, right=3.0, top=4.0)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"metadata": {"a": {1, 2}}}, "JSON cannot hold"),
        ({"metadata": {"a": float("nan")}}, "JSON cannot hold"),
        ({"metadata": {"a": 1 << 60_000}}, "JSON cannot hold"),
        ({"metadata": {"a": ENDLESS}}, "JSON cannot hold"),
        ({"metadata": {1: "a"}}, "a key that is no string"),
        ({"metadata": "words"}, "JSON cannot hold"),
        ({"blocks": (Block(kind="paragraph", start=0, end=12),)}, "block 0 (0 to 12)"),
        ({"blocks": (Block(kind="paragraph", start=-2, end=3),)}, "block 0 (-2 to 3)"),
        ({"blocks": (Block(kind="paragraph", start=3, end=1),)}, "block 0 (3 to 1)"),
        ({"blocks": (Block(kind="paragraph", start=0, end=5), Block(kind="item", start=4, end=6))}, "block 1 (4 to 6)"),
        ({"blocks": (Block(kind="poem", start=0, end=5),)}, "something else than a block"),
        ({"blocks": (Block(kind="item", start=0, end=5, language=None),)}, "something else than a block"),
        ({"blocks": (Block(kind="item", start=0.0, end=5.0),)}, "something else than integers"),
        ({"blocks": ("a", "b")}, "something else than a block"),
        ({"blocks": (block for block in ())}, "blocks that are no tuple"),
        ({"lines": (LineAnchor(offset=3, line=2), LineAnchor(offset=3, line=3))}, "line anchor 1"),
        ({"lines": (LineAnchor(offset=0, line=0),)}, "line anchor 0"),
        ({"lines": (LineAnchor(offset=40, line=1),)}, "line anchor 0"),
        ({"lines": (LineAnchor(offset=0, line="1"),)}, "something else than a line anchor"),
        ({"lines": 5}, "lines that are no tuple"),
        ({"pages": (PageAnchor(offset=0, page=2), PageAnchor(offset=3, page=2))}, "page anchor 1"),
        ({"pages": (PageAnchor(offset=0, page=0),)}, "page anchor 0"),
        ({"pages": ("a",)}, "something else than a page anchor"),
        ({"pages": None}, "pages that are no tuple"),
        ({"boxes": (box(0, 12),)}, "box 0 (0 to 12)"),
        ({"boxes": (box(0, 5), box(4, 6))}, "box 1 (4 to 6)"),
        ({"boxes": (box(0, 5, left=float("nan")),)}, "something else than numbers"),
        ({"boxes": (box(0, 5, left="a"),)}, "something else than numbers"),
        ({"boxes": (box(0.0, 5),)}, "something else than a box"),
        ({"boxes": 5}, "boxes that are no tuple"),
        ({"text": WORDS.encode()}, "a bytes for a text"),
        ({"title": None}, "a title"),
        ({"format": "\0"}, "a format"),
        ({"language": "\ud800"}, "a language"),
        ({"parser": ""}, "parser"),
        ({"markup": "troff"}, "a markup that is none of plain, markdown"),
    ],
)
def test_what_a_loader_may_not_give_fails_its_file_only(folder, more, reason):
    given = {"text": WORDS, "blocks": (), "format": "odd", "parser": "odd/1"} | more
    folder.extra = {".odd": lambda data, path: Loaded(**given)}
    folder.write("a.odd", "x")
    folder.write("b.md", "Words.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert reason in report.failed[0].reason


def test_a_loader_that_gives_no_loaded_fails_its_file_only(folder):
    folder.extra = {".odd": lambda data, path: None}
    folder.write("a.odd", "x")
    assert "a NoneType, not a Loaded" in folder.sync().failed[0].reason


class OddFormat(Exception):
    """An error of a package's own."""


@pytest.mark.parametrize(
    "error", [OddFormat("page 3"), CalledProcessError(1, ["pandoc"]), SystemExit(3), StopIteration(), BadZipFile("no zip")]
)
def test_whatever_a_loader_raises_fails_its_file_only(folder, error):
    def load_odd(data, path):
        raise error

    folder.extra = {".odd": load_odd}
    folder.write("a.odd", "x")
    folder.write("b.md", "Words.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert f"its loader failed: {type(error).__name__}" in report.failed[0].reason


@pytest.mark.parametrize("unfit", ["half \ud800 a pair", "a\0nul"])
def test_unfit_characters_from_a_loader_fail_its_file_only(folder, unfit):
    folder.extra = {".odd": lambda data, path: Loaded(text=unfit, blocks=(), format="odd", parser="odd/1")}
    folder.write("a.odd", "x")
    folder.write("b.md", "Words.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert report.failed[0].path == "a.odd"


def test_escapes_in_front_matter_do_no_harm(folder):
    folder.write("a.md", '---\ntitle: "a\\0b\\uD800"\n---\nWords.')
    folder.write("b.md", '---\ngroups: ["a\\0b"]\n---\nWords.')
    folder.write("c.md", "Words.")
    report = folder.sync()
    assert report.added + len(report.failed) == 3
    assert "b.md" in {failure.path for failure in report.failed}


@pytest.mark.parametrize("seconds", [-(10**9), 0, 4_102_444_800, 2**34, 2**40])
def test_a_file_of_an_impossible_time_is_synced_and_then_unchanged(folder, seconds):
    place = folder.write("a.md", "# Words\n\nOf a page.")
    folder.write("b.md", "# Words\n\nOf another.")
    try:
        os.utime(place, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("the system has no such time")
    assert told(folder.sync()) == {"added": 2}
    assert told(folder.sync()) == {"unchanged": 2}
    assert folder.opened == []
