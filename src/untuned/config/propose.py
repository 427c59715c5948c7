"""Settings proposed from a folder's own files, and written there."""

from __future__ import annotations

import csv
import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from untuned.config.propose_encoding import SAMPLE_BYTES, guess, is_utf_8, settled, told
from untuned.config.propose_metadata import Sample, proposed_fields
from untuned.config.read import FILE_NAME
from untuned.config.render import render
from untuned.config.toml_text import toml_value
from untuned.errors import ProjectExists, UnreadableDocument
from untuned.ingest.load import RISKY, loader_of, loaders_for
from untuned.ingest.load.csv import sniff
from untuned.ingest.load.decode import looks_binary
from untuned.ingest.load.front_matter import matter_of
from untuned.ingest.scan import HIDDEN, PASSED_OVER
from untuned.ingest.succession import proposed
from untuned.text.globs import exactly
from untuned.text.language import language_of, script_of
from untuned.text.listing import listed
from untuned.text.own_pages import origin_of
from untuned.types.documents import NO_METADATA
from untuned.types.settings import MetadataField, Settings, SourceSettings

_DOCUMENT_ENDINGS = frozenset({".adoc", ".org", ".tex", ".json", ".xml", ".pages", ".numbers", ".key", ".msg", ".mht", ".djvu", ".xlsb"})
"""Endings of documents that need a loader of another package."""

_CODE_SIGNS = frozenset({"pyproject.toml", "setup.py", "package.json", "Cargo.toml", "go.mod", "pom.xml", "CMakeLists.txt", "Gemfile"})
_INSTALLED = frozenset({"__pycache__", "site-packages"})
_BUILT = frozenset({"venv", "env", "dist", "build", "target"})
"""Folders of machines, but only in a repository of code: elsewhere they may be anybody's."""

_MOST_FILES = 50_000
_SAMPLES = 200
_LEAST_LETTERS = 200
"""A language is proposed when its samples have so many together: what one short file seems to be in is a guess."""
_LEAST_OF_ITS_SCRIPT = 40
"""The same beside others that are sure, for one in letters of its own: Cyrillic ones in an English folder are no guess."""
_MOST_ROWS = 200
"""Rows of a table that fields are proposed from."""

_PAGES = frozenset({".html", ".htm"})
_MARK = b'content="untuned '
"""What stands in the head of every page of untuned's own."""
_LARGEST_PAGE = 50_000_000
"""Bytes of a page that is looked at for that."""

KEPT = f"{FILE_NAME}.before"
"""What settings that were replaced are called."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Settings for a folder, the comments that say why, and the same as sentences for the one who runs init."""

    file: Path
    """Where the settings belong."""
    settings: Settings
    comments: Mapping[str, str]
    findings: tuple[str, ...]
    metadata: tuple[MetadataField, ...] = ()
    """Fields that would tell the documents apart: they stand in comments."""


@dataclass(frozen=True, slots=True)
class _Seen:
    path: str
    size: int

    @property
    def ending(self) -> str:
        return os.path.splitext(self.path)[1].lower()  # noqa: PTH122 - a string of the walk, many thousands of them


def init(folder: Path, *, force: bool = False) -> Path:
    """The settings file that `begin` has written."""
    return begin(folder, force=force).file


def begin(folder: Path, *, force: bool = False, own: Collection[str] = ()) -> Proposal:
    """What is proposed for a folder, written into it; `.untuned` is kept out of git.

    `own` are the paths of files that untuned took in or wrote there itself: they are no documents, and nothing is proposed from them.
    Raises `ProjectExists` when the folder has a settings file, unless `force`: then a copy of it is kept in `.untuned`.
    """
    file = folder / FILE_NAME
    if file.exists() and not force:
        raise ProjectExists(file)
    proposal = propose(folder, own=own)
    keep = folder / ".untuned"
    keep.mkdir(parents=True, exist_ok=True)
    if file.exists():
        (keep / KEPT).write_bytes(file.read_bytes())
    (keep / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    proposal.file.write_text(render(proposal.settings, proposal.comments, proposed=proposal.metadata), encoding="utf-8", newline="\n")
    return proposal


def propose(folder: Path, *, own: Collection[str] = ()) -> Proposal:
    """Settings that fit the files of a folder: their languages and encoding, what machines made; and where documents lie.

    Files that are untuned's `own`, and pages that it wrote, are no documents. All else in the folder is read, also what is put there
    later: no path is proposed.
    """
    root = folder.resolve()
    made: list[str] = []
    closed: list[OSError] = []
    seen = [file for file in _walk(root, made, closed) if not _within(file.path, own) and not _own_page(root, file)]
    loaded = loaders_for(SourceSettings())
    readable = [file for file in seen if loader_of(file.path, loaded) is not None]
    plain = [file for file in readable if file.ending not in RISKY]
    samples = dict(_samples(root, plain))
    sources = SourceSettings(exclude=tuple(exactly(path) for path in made))
    comments = {"": _summary([file for file in seen if loader_of(file.path, loaded) is None], readable), "sources.paths": _places(readable)}
    closed = [error for error in closed if not isinstance(error, FileNotFoundError)]  # a folder that is made by this, or went meanwhile
    if closed:
        comments[""] += f"\n{_unread(root, closed)}"
    if made:
        comments["sources.exclude"] = f"made by machines, and left out: {listed(made)}"
    guesses, looked_at = _guesses(root, plain, samples)
    languages = _languages(samples, sources.languages, guesses)
    unopened = sum(file.ending in RISKY for file in readable)
    if languages:
        comments["sources.languages"] = "languages: " + ", ".join(
            f"{code} ({count} of {len(samples)} sampled files)" for code, count in languages.items()
        )
    if languages and unopened:  # a language that is left out is never found: a text in it would be searched without its stems
        comments["sources.languages"] += f"; {_counted(unopened, 'PDF or office file')} may be in others, so none is left out"
    elif languages:
        sources = replace(sources, languages=tuple(languages))
    if any(guesses.values()):
        sources = replace(sources, encoding=settled(guesses))
        comments["sources.encoding"] = told(guesses, looked_at=looked_at)
    comments |= _notes(readable, samples, sources)
    fields = proposed_fields(list(_as_samples(samples)))
    if fields:
        comments["metadata"] = "\n".join(f"{one.field.name}: {one.why}" for one in fields)
    series = proposed([file.path for file in readable])
    if series:
        comments["versions.supersede"] = f"series of which only the latest may count; if so, take them up: {toml_value(series)}"
    findings = tuple(line for text in comments.values() for line in text.splitlines() if line)
    return Proposal(
        file=folder / FILE_NAME,
        settings=Settings(name=_plain(root.name), sources=sources),
        comments=comments,
        findings=findings,
        metadata=tuple(one.field for one in fields),
    )


def _as_samples(samples: Mapping[str, bytes]) -> Iterator[Sample]:
    """The sampled files with their front matter and the columns of their tables, as far as they can be read at once."""
    for path, data in samples.items():
        if looks_binary(data) or not is_utf_8(data):
            continue
        text = data.decode("utf-8", errors="ignore").removeprefix("\ufeff").replace("\r\n", "\n")
        metadata, columns = NO_METADATA, ()
        if path.lower().endswith((".md", ".markdown", ".txt")):
            try:
                metadata, _ = matter_of(text, path)
            except UnreadableDocument:  # the sync reports it
                continue
        elif path.lower().endswith((".csv", ".tsv")):
            columns = _columns(text, "\t" if path.lower().endswith(".tsv") else sniff(text))
        yield Sample(path=path, text=text, metadata=metadata, columns=columns)


def _columns(text: str, delimiter: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = list(islice(csv.reader(text.splitlines(), delimiter=delimiter), _MOST_ROWS))
    return (
        tuple((header, tuple(row[at] for row in rows[1:] if len(row) == len(rows[0]))) for at, header in enumerate(rows[0])) if rows else ()
    )


def _walk(root: Path, made: list[str], closed: list[OSError]) -> Iterator[_Seen]:
    """Files below the root that a sync would come upon.

    Folders that machines made are noted in `made` and not entered; those that cannot be read, in `closed`, with the reason.
    """
    count = 0
    code = any((root / sign).is_file() for sign in _CODE_SIGNS)
    for place, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PASSED_OVER and name == _plain(name))
        machines = [name for name in folders if name in _INSTALLED or (code and name in _BUILT) or _is_environment(Path(place) / name)]
        folders[:] = [name for name in folders if name not in machines]
        made += [_below(root, place, name) for name in machines if name != "__pycache__"]
        for name in sorted(files):
            path = _below(root, place, name)
            if name.startswith(HIDDEN) or name in PASSED_OVER or path != _plain(path):
                continue
            count += 1
            if count > _MOST_FILES:
                return
            try:
                status = (Path(place) / name).stat()
            except OSError:  # it went meanwhile, or is a link to nothing
                continue
            if stat.S_ISREG(status.st_mode):  # to open a pipe would wait for its writer
                yield _Seen(path, status.st_size)


def _within(path: str, own: Collection[str]) -> bool:
    """True for one of these files, and for what lies below one of these folders."""
    return path in own or any(path.startswith(f"{one}/") for one in own)


def _own_page(root: Path, file: _Seen) -> bool:
    """True for a page that untuned wrote, which no sync makes a document of."""
    if file.ending not in _PAGES or file.size > _LARGEST_PAGE:
        return False
    try:
        with (root / file.path).open("rb") as opened:
            head = opened.read(SAMPLE_BYTES)
            return _MARK in head and origin_of((head + opened.read()).decode("utf-8", "replace")) == "own"
    except OSError:  # unreadable: the sync reports it with its reason
        return False


def _is_environment(folder: Path) -> bool:
    """True for a virtual environment of Python."""
    try:
        return (folder / "pyvenv.cfg").exists()
    except OSError:  # it cannot be looked into, as the walk is told
        return False


def _unread(root: Path, closed: Sequence[OSError]) -> str:
    """The folders that could not be looked into, each with its reason, and what to do."""
    named = [f"{_plain(_below(root, str(error.filename), ''))} ({error.strerror})" for error in closed]
    what = "it" if len(closed) == 1 else "them"
    return f"Could not look into {listed(named)}: allow reading {what}, or name {what} in 'exclude' below [sources]."


def _below(root: Path, place: str, name: str) -> str:
    return os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")  # noqa: PTH118 - many thousands of strings


def _plain(name: str) -> str:
    """The name without characters that no file of text can hold."""
    return name.encode("utf-8", errors="ignore").decode("utf-8")


def _summary(unread: Sequence[_Seen], readable: Sequence[_Seen]) -> str:
    if not readable:
        text = "Found no document yet: put some into this folder; all of it is read."
    else:
        kinds = Counter(file.ending for file in readable)
        text = f"Found {_counted(len(readable), 'document')} of {_size(sum(file.size for file in readable))}: " + ", ".join(
            f"{count:,} {ending}" for ending, count in kinds.most_common()
        )
    other = Counter(file.ending for file in unread if file.ending in _DOCUMENT_ENDINGS)
    if other:
        named = ", ".join(f"{count:,} {ending}" for ending, count in other.most_common(5))
        text += f"\nNot read by untuned itself: {named}; a loader for them can be named below [extensions]."
    return text


def _size(count: int) -> str:
    if count < 1_000:
        return _counted(count, "byte")
    return f"{count / 1_000:,.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _places(readable: Sequence[_Seen]) -> str:
    """In which folders the documents lie, for the reader: all of them are read."""
    counts = Counter(file.path.split("/")[0] for file in readable if "/" in file.path)
    beside = sum("/" not in file.path for file in readable)
    places = [f"{name} ({count:,})" for name, count in counts.items()]
    return "folders: " + listed([*places, *([f"this one itself ({beside:,})"] if beside else [])]) if readable else ""


def _samples(root: Path, readable: Sequence[_Seen]) -> Iterator[tuple[str, bytes]]:
    """The first bytes of some files, spread over all of them."""
    step = max(1, len(readable) // _SAMPLES)
    return _heads(root, readable[::step][:_SAMPLES])


def _heads(root: Path, files: Sequence[_Seen]) -> Iterator[tuple[str, bytes]]:
    """The first bytes of each file that can be read."""
    for file in files:
        try:
            with (root / file.path).open("rb") as opened:
                yield file.path, opened.read(SAMPLE_BYTES)
        except OSError:  # unreadable: the sync reports it with its reason
            continue


def _guesses(root: Path, plain: Sequence[_Seen], samples: Mapping[str, bytes]) -> tuple[dict[str, str], int]:
    """What each file that is not UTF-8 looks like, and how many were looked at: all of them, before one encoding counts for all."""
    guesses = {path: found for path, data in samples.items() if (found := guess(path, data)) is not None}
    if not settled(guesses) or len(samples) == len(plain):
        return guesses, len(samples)
    rest = [file for file in plain if file.path not in samples]
    guesses |= {path: found for path, data in _heads(root, rest) if (found := guess(path, data)) is not None}
    return guesses, len(plain)


def _languages(samples: Mapping[str, bytes], known: Sequence[str], guesses: Mapping[str, str]) -> dict[str, int]:
    """Languages of the samples with their counts, commonest first; a single file among many is no sign, nor is a short one."""
    counts, letters = Counter[str](), Counter[str]()
    for path, data in samples.items():
        encoding = "utf-8" if is_utf_8(data) else guesses.get(path, "")
        if looks_binary(data) or not encoding:
            continue
        text = data.decode(encoding, errors="ignore")[:4_000]
        code = language_of(text, languages=known)
        counts[code] += 1
        letters[code] += sum(map(str.isalpha, text))
    least = max(1, len(samples) // 50)
    found = [(code, count) for code, count in counts.most_common() if code and count >= least]
    scripts = {script_of(code) for code, _ in found if letters[code] >= _LEAST_LETTERS}
    enough = {code: _LEAST_LETTERS if script_of(code) in {"latin", *scripts} or not scripts else _LEAST_OF_ITS_SCRIPT for code, _ in found}
    return {code: count for code, count in found if letters[code] >= enough[code]}


def _notes(readable: Sequence[_Seen], samples: Mapping[str, bytes], sources: SourceSettings) -> dict[str, str]:
    notes: dict[str, str] = {}
    large = [file for file in readable if file.size > sources.max_bytes]
    if large:
        notes["sources.max_bytes"] = f"Left out by this: {large[0].path} with {large[0].size:,} bytes" + (
            f" and {len(large) - 1:,} more" if large[1:] else ""
        )
    grouped = [path for path, data in samples.items() if re.match(rb"(?:\xef\xbb\xbf)?---\r?\n(?:.*\r?\n){0,60}?groups:", data)]
    if grouped:
        notes["access"] = (
            f"{len(grouped):,} of {len(samples):,} sampled files name their groups in their front matter, such as {grouped[0]}"
        )
    return notes
