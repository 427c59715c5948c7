"""Settings proposed from a folder's own files, and written there."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from untuned.config.read import FILE_NAME
from untuned.config.render import render
from untuned.errors import ProjectExists
from untuned.ingest.load import loaders_for
from untuned.text.language import language_of
from untuned.types.settings import Settings, SourceSettings

_DOCUMENT_ENDINGS = frozenset(
    {".pdf", ".docx", ".doc", ".odt", ".rtf", ".rst", ".adoc", ".org", ".tex", ".pptx", ".xlsx", ".epub", ".json", ".xml"}
)
"""Endings of documents that need a loader of another package."""

_CODE_SIGNS = frozenset({"pyproject.toml", "setup.py", "package.json", "Cargo.toml", "go.mod", "pom.xml", "CMakeLists.txt", "Gemfile"})
_DOCUMENT_FOLDERS = frozenset(
    {"docs", "doc", "documentation", "content", "wiki", "handbook", "knowledge", "guides", "manual", "help", "support", "policies"}
)
_MACHINE_FOLDERS = frozenset({"node_modules", "venv", "env", "__pycache__", "site-packages", "dist", "build", "target"})

_MOST_FILES = 50_000
_SAMPLES = 200
_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Settings for a folder, the comments that say why, and the same as sentences for the one who runs init."""

    file: Path
    """Where the settings belong."""
    settings: Settings
    comments: Mapping[str, str]
    findings: tuple[str, ...]


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


def begin(folder: Path, *, force: bool = False) -> Proposal:
    """What is proposed for a folder, written into it; `.untuned` is kept out of git.

    Raises `ProjectExists` when the folder has a settings file, unless `force`.
    """
    file = folder / FILE_NAME
    if file.exists() and not force:
        raise ProjectExists(file)
    proposal = propose(folder)
    keep = folder / ".untuned"
    keep.mkdir(parents=True, exist_ok=True)
    (keep / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    proposal.file.write_text(render(proposal.settings, proposal.comments), encoding="utf-8", newline="\n")
    return proposal


def propose(folder: Path) -> Proposal:
    """Settings that fit the files of a folder: where documents lie, their languages, encoding and groups."""
    root = folder.resolve()
    seen = list(_walk(root))
    loaded = loaders_for(SourceSettings())
    readable = [file for file in seen if file.ending in loaded]
    paths = _paths(root, readable)
    chosen = [file for file in readable if _place(file) in set(paths)]
    samples = dict(_samples(root, chosen))
    sources = SourceSettings(paths=paths)
    comments = {"": _summary([file for file in seen if file.ending not in loaded], chosen), "sources.paths": _counts(chosen, paths)}
    languages = _languages(samples, sources.languages)
    if languages:
        sources = replace(sources, languages=tuple(languages))
        comments["sources.languages"] = "Found: " + ", ".join(
            f"{code} ({count} of {len(samples)} sampled files)" for code, count in languages.items()
        )
    encoding, example, count = _encoding(samples)
    if encoding:
        sources = replace(sources, encoding=encoding)
        comments["sources.encoding"] = (
            f"{count} of {len(samples)} sampled files are not UTF-8, such as {example}; they look like {encoding}: check one"
        )
    comments |= _notes(seen, chosen, samples, sources)
    findings = tuple(line for text in comments.values() for line in text.splitlines() if line)
    return Proposal(
        file=folder / FILE_NAME, settings=Settings(name=_plain(root.name), sources=sources), comments=comments, findings=findings
    )


def _walk(root: Path) -> Iterator[_Seen]:
    """Files below the root that could be documents: no hidden folder, none of machines, no link to a folder."""
    count = 0
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _MACHINE_FOLDERS)
        for name in sorted(files):
            path = os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")  # noqa: PTH118 - as above
            if name.startswith(".") or name == FILE_NAME or path != _plain(path):
                continue
            count += 1
            if count > _MOST_FILES:
                return
            try:
                yield _Seen(path, (Path(place) / name).stat().st_size)
            except OSError:  # it went meanwhile, or is a link to nothing
                continue


def _plain(name: str) -> str:
    """The name without characters that no file of text can hold."""
    return name.encode("utf-8", errors="ignore").decode("utf-8")


def _paths(root: Path, readable: Sequence[_Seen]) -> tuple[str, ...]:
    """Folders that hold documents, and globs for those beside them; in a repository of code, only its documentation."""
    folders = list(dict.fromkeys(file.path.split("/")[0] for file in readable if "/" in file.path))
    beside = sorted({file.ending for file in readable if "/" not in file.path})
    if any((root / sign).is_file() for sign in _CODE_SIGNS):
        folders = [name for name in folders if name.lower() in _DOCUMENT_FOLDERS]
        beside = [ending for ending in beside if ending in (".md", ".markdown")]
    return (*folders, *(f"*{ending}" for ending in beside))


def _place(file: _Seen) -> str:
    """The entry of `sources.paths` that takes a file in."""
    first, inside, _ = file.path.partition("/")
    return first if inside else f"*{file.ending}"


def _summary(unread: Sequence[_Seen], chosen: Sequence[_Seen]) -> str:
    if not chosen:
        return "Found no document yet: put some into this folder; without `sources.paths`, all of it is read."
    kinds = Counter(file.ending for file in chosen)
    size = sum(file.size for file in chosen) / 1_000_000
    text = f"Found {len(chosen):,} documents of {size:,.1f} MB: " + ", ".join(
        f"{count:,} {ending}" for ending, count in kinds.most_common()
    )
    other = Counter(file.ending for file in unread if file.ending in _DOCUMENT_ENDINGS)
    if other:
        named = ", ".join(f"{count:,} {ending}" for ending, count in other.most_common(5))
        text += f"\nNot read by untuned itself: {named}; a loader for them can be named below [extensions]."
    return text


def _counts(chosen: Sequence[_Seen], paths: Sequence[str]) -> str:
    counts = Counter(_place(file) for file in chosen)
    return "Found: " + ", ".join(f"{path} ({counts[path]:,})" for path in paths) if paths else ""


def _samples(root: Path, chosen: Sequence[_Seen]) -> Iterator[tuple[str, bytes]]:
    """The first bytes of some files, spread over all of them."""
    step = max(1, len(chosen) // _SAMPLES)
    for file in chosen[::step][:_SAMPLES]:
        try:
            with (root / file.path).open("rb") as opened:
                yield file.path, opened.read(_SAMPLE_BYTES)
        except OSError:  # unreadable: the sync reports it with its reason
            continue


def _languages(samples: Mapping[str, bytes], known: Sequence[str]) -> dict[str, int]:
    """Languages of the samples with their counts, commonest first; a single file among many is no sign."""
    texts = (data.decode("utf-8", errors="ignore") for data in samples.values() if _is_utf_8(data))
    counts = Counter(language_of(text[:4_000], languages=known) for text in texts)
    counts.pop("", None)
    least = max(1, len(samples) // 50)
    return {code: count for code, count in counts.most_common() if count >= least}


def _is_utf_8(data: bytes) -> bool:
    try:
        data[: _SAMPLE_BYTES - 4].decode("utf-8")
    except UnicodeDecodeError as error:
        return len(data) >= _SAMPLE_BYTES - 4 and error.start > _SAMPLE_BYTES - 8  # the sample ends inside a character
    return True


def _encoding(samples: Mapping[str, bytes]) -> tuple[str, str, int]:
    """The likeliest encoding of samples that are neither UTF-8 nor marked nor binary, one such file, and how many there are."""
    odd = {
        path: data
        for path, data in samples.items()
        if not _is_utf_8(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data
    }
    if not odd:
        return "", "", 0
    encodings = Counter(_likely_encoding(data) for data in odd.values())
    return encodings.most_common(1)[0][0], next(iter(odd)), len(odd)


def _likely_encoding(data: bytes) -> str:
    """cp1251, koi8-r or cp866 where most letters are beyond ASCII and read as small Cyrillic ones; else cp1252."""
    beyond = sum(byte >= 0x80 for byte in data)
    if beyond < sum(chr(byte).isalpha() for byte in data if byte < 0x80):
        return "cp1252"
    small = {name: len(re.findall("[а-яё]", data.decode(name, errors="ignore"))) for name in ("cp1251", "koi8-r", "cp866")}
    return max(small, key=lambda name: small[name])


def _notes(seen: Sequence[_Seen], chosen: Sequence[_Seen], samples: Mapping[str, bytes], sources: SourceSettings) -> dict[str, str]:
    notes: dict[str, str] = {}
    large = [file for file in seen if file.size > sources.max_bytes and file in chosen]
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
