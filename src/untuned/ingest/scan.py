"""What lies in the folders: paths, sizes and times, without opening a file.

A file's path is the one of its real place below the root, so that a document has one path and one set of
access rules, however many links lead to it.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from untuned.text.globs import composed, fixed_part, is_glob, matches
from untuned.types.settings import SourceSettings

_WINDOWS_LOOP = 1921  # ERROR_CANT_RESOLVE_FILENAME
PASSED_OVER = frozenset((".untuned", ".git", "node_modules", "untuned.toml"))
"""Files and folders that are no documents, wherever they are: a project's own, and those of machines."""

_LATEST_NS = 2**63 - 1
"""What a database holds in a column of integers."""
_EXCLUDE = "name it in 'exclude' below [sources]"
_ALLOW = f"allow reading it, or {_EXCLUDE}"
_NAME_IT = f"to have it read, name that place too in 'paths' below [sources]; else remove the link, or {_EXCLUDE}"
HIDDEN = (".", "~$")
"""How hidden names begin, and those of the files that office programs keep beside a document while it is open."""

Trouble = Literal["missing", "unreadable", "loop", "outside"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A file that could be read."""

    path: str
    """Below the root, with `/`."""
    size: int
    mtime_ns: int
    place: Path
    """Where it is, without links."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """A file, folder or link that is left out, and why."""

    path: str
    kind: Trouble
    reason: str
    remedy: str = ""


def scan(root: Path, paths: Sequence[str], *, settings: SourceSettings) -> Iterator[Found | Unreadable]:
    """Every file below the given folders, globs and files, each once, sorted by folder.

    Hidden files and folders, the files with which office programs mark open documents (`~$`), `node_modules`, `untuned.toml` and what
    `settings.exclude` names are passed over (a file that is named itself is not). Links are followed within the root, and no folder is
    read twice; one that leads into a hidden folder is told.
    """
    here = Path(os.path.realpath(root))
    walk = _Walk(root=here, settings=settings)
    for path in paths or (".",):
        yield from walk.named(path)
    yield from walk.linked()


def followed(root: Path, paths: Iterable[str], *, settings: SourceSettings) -> Iterator[Found | Unreadable]:
    """Those of these files that are still there under this path, wherever it is below the root; not what `settings.exclude` names."""
    here = Path(os.path.realpath(root))
    walk = _Walk(root=here, settings=settings)
    for path in paths:
        if not walk.excluded(path):
            yield from walk.again(path)


def scope_of(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """The given folders, globs and files as patterns below the root; "" stands for all of it."""
    here = Path(os.path.realpath(root))
    return tuple(_below(here, path) for path in paths or (".",))


def is_nowhere(root: Path, path: str) -> bool:
    """True for a path, as a scan tells it, under which nothing is below the root: it was mistyped, or leads out of it."""
    here = Path(os.path.realpath(root))
    place = Path(os.path.normpath(here / path))
    if not place.is_relative_to(here):
        return True
    try:
        place.lstat()
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
    return False


def within(path: str, scope: Sequence[str]) -> bool:
    """True when a scan of this scope would have come upon the path."""
    return any(
        not pattern or path == pattern or path.startswith(f"{pattern}/") or (is_glob(pattern) and matches(path, f"/{pattern}"))
        for pattern in scope
    )


def _below(root: Path, path: str) -> str:
    """The path relative to the root where it is below it; links in its folders are resolved."""
    fixed = fixed_part(path.replace(os.sep, "/")) if is_glob(path) and not (root / path).exists() else path.replace(os.sep, "/")
    rest = path.replace(os.sep, "/")[len(fixed) :].strip("/")
    real = _spelt(root, Path(os.path.realpath(root / fixed)))
    start = _as_listed(root, real.relative_to(root)) if real.is_relative_to(root) else _beside(root, real)
    start = "" if start == "." else start
    return "/".join(part for part in (start, rest) if part)


def _spelt(root: Path, real: Path) -> Path:
    """The place; where there is none, the one whose name differs only in how its accented letters are composed."""
    if real.as_posix().isascii() or real.exists() or not real.is_relative_to(root):
        return real
    place = root
    for name in real.relative_to(root).parts:
        place /= name if os.path.lexists(place / name) else _composed_otherwise(place, name)
    return Path(os.path.realpath(place))


def _composed_otherwise(folder: Path, name: str) -> str:
    """The name of the folder's one entry that is this name composed otherwise; the name itself where there is none."""
    try:
        alike = [entry.name for entry in folder.iterdir() if composed(entry.name) == composed(name)]
    except OSError:
        return name
    return alike[0] if len(alike) == 1 else name


def _beside(root: Path, real: Path) -> str:
    """A place outside the root as a relative path; on another drive there is none."""
    try:
        return Path(os.path.relpath(real, root)).as_posix()
    except ValueError:
        return real.as_posix()


def _as_listed(root: Path, below: Path) -> str:
    """The path as its folders list it: where `A.MD` opens `a.md`, both are one document, under one rule."""
    place = root
    for name in below.parts:
        place /= _own_name(place, name)
    return place.relative_to(root).as_posix()


def _own_name(folder: Path, name: str) -> str:
    """The name under which a folder lists what it gives for `name`."""
    others = {name.swapcase(), unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)} - {name}
    if not any(os.path.lexists(folder / other) for other in others):
        return name  # the file system tells spellings apart, or there is no such file
    try:
        listed = [entry.name for entry in folder.iterdir()]
        alike = [other for other in listed if composed(other).casefold() == composed(name).casefold()]
        return name if name in alike else next((other for other in alike if (folder / other).samefile(folder / name)), name)
    except OSError:
        return name


@dataclass(slots=True)
class _Walk:
    root: Path
    settings: SourceSettings
    files: set[str] = field(default_factory=set[str])
    folders: set[str] = field(default_factory=set[str])
    links: list[tuple[str, str, Path]] = field(default_factory=list[tuple[str, str, Path]])
    """Links to folders that wait until every folder has been read under its own name: shown path, pattern, target."""
    into_hidden: list[tuple[str, Path, str]] = field(default_factory=list[tuple[str, Path, str]])
    """Links to what a scan passes over, although no setting says so: shown path, target, the name for which it does."""

    def named(self, path: str) -> Iterator[Found | Unreadable]:
        below = _below(self.root, path)
        place = self.root / below
        if _outside(self.root, place):
            yield self._beyond(path.replace(os.sep, "/"), Path(os.path.realpath(place)))
        elif is_glob(below) and not place.exists():
            yield from self._globbed(below)
        elif place.is_dir():
            yield from self._folder(place, pattern="")
        else:
            yield from self._file(place)

    def again(self, path: str) -> Iterator[Found | Unreadable]:
        """The file of exactly this path; nothing where it is gone, spelt otherwise by now, or a link to another one."""
        place = self.root / path
        if os.path.realpath(place) == str(place) and _as_listed(self.root, Path(path)) == path:
            yield from (finding for finding in self._file(place) if isinstance(finding, Found) or finding.kind != "missing")

    def linked(self) -> Iterator[Found | Unreadable]:
        """What links to folders lead to that has not been read under its own name."""
        while self.links:
            shown, pattern, target = self.links.pop(0)
            if _outside(self.root, target):
                yield self._beyond(shown, target)
            elif (self.root / shown).is_relative_to(target):
                above = self._shown(target) or "."
                yield Unreadable(
                    path=shown,
                    kind="loop",
                    reason=f"this link leads back to '{above}', above it",
                    remedy="nothing is lost; remove the link",
                )
            elif str(target) not in self.folders and self._leads_to_documents(shown, target):
                yield from self._folder(target, pattern=pattern)
        for shown, target, hidden in self.into_hidden:
            real = self._shown(target)
            if str(target) not in self.folders and real not in self.files:
                reason = f"this link leads to '{real}', and '{hidden}' is passed over"
                yield Unreadable(path=shown, kind="unreadable", reason=reason, remedy=_NAME_IT)

    def excluded(self, shown: str) -> bool:
        """True when the settings leave this path out."""
        return any(matches(shown, rule) for rule in self.settings.exclude)

    def _leads_to_documents(self, shown: str, target: Path) -> bool:
        """True unless a scan of the whole root would pass over the link's target; where no setting says so, the link is noted."""
        real = self._shown(target)
        if self.excluded(real):
            return False
        hidden = next((part for part in real.split("/") if part.startswith(".") or part in PASSED_OVER), None)
        if hidden is not None:
            self.into_hidden.append((shown, target, hidden))
        return hidden is None

    def _globbed(self, pattern: str) -> Iterator[Found | Unreadable]:
        start = self.root / fixed_part(pattern)
        count = 0
        if start.is_dir():
            for found in self._folder(start, pattern=pattern):
                count += 1
                yield found
        if not count:
            yield Unreadable(
                path=pattern, kind="missing", reason="no file matches it", remedy="put quotes around a glob and check its spelling"
            )

    def _folder(self, folder: Path, *, pattern: str) -> Iterator[Found | Unreadable]:
        waiting = [str(folder)]
        while waiting:
            place = waiting.pop()
            if place in self.folders and not pattern:
                continue
            self.folders.add(place)
            try:
                with os.scandir(place) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                shown, reason = self._shown(Path(place)), f"the folder cannot be read: {error.strerror}"
                yield Unreadable(path=shown, kind="unreadable", reason=reason, remedy=_ALLOW)
                continue
            inner: list[str] = []
            for entry in entries:
                yield from self._entry(entry, inner, pattern=pattern)
            waiting += reversed(inner)

    def _entry(self, entry: os.DirEntry[str], inner: list[str], *, pattern: str) -> Iterator[Found | Unreadable]:
        shown = self._shown(Path(entry.path))
        if not _is_unicode(entry.name):
            printable = shown.encode("utf-8", "replace").decode("utf-8")
            yield Unreadable(path=printable, kind="unreadable", reason="its name is not valid Unicode", remedy="rename it")
            return
        if entry.name.startswith(HIDDEN) or entry.name in PASSED_OVER or self.excluded(shown):
            return
        if entry.is_symlink():
            yield from self._link(entry, shown, pattern=pattern)
        elif entry.is_dir(follow_symlinks=False):
            inner.append(entry.path)
        elif entry.is_file(follow_symlinks=False) and (not pattern or matches(shown, f"/{pattern}")):
            yield from self._stat(entry, shown)

    def _link(self, entry: os.DirEntry[str], shown: str, *, pattern: str) -> Iterator[Found | Unreadable]:
        try:
            target = Path(os.path.realpath(entry.path, strict=True))
        except OSError as error:
            loop = error.errno == errno.ELOOP or getattr(error, "winerror", None) == _WINDOWS_LOOP
            yield Unreadable(
                path=shown,
                kind="loop" if loop else "unreadable",
                reason=f"this link leads nowhere: {error.strerror}",
                remedy="remove the link",
            )
            return
        if target.is_dir():
            self.links.append((shown, pattern, target))
        elif not pattern or matches(shown, f"/{pattern}"):
            yield from self._linked_file(shown, target)

    def _linked_file(self, shown: str, target: Path) -> Iterator[Found | Unreadable]:
        if _outside(self.root, target):
            yield self._beyond(shown, target)
        elif self._leads_to_documents(shown, target):
            yield from self._file(target)

    def _file(self, place: Path) -> Iterator[Found | Unreadable]:
        shown = self._shown(place)
        try:
            status = place.stat()
        except FileNotFoundError:
            yield Unreadable(
                path=shown,
                kind="missing",
                reason="there is no such file or folder",
                remedy="check its spelling; paths are below the project's folder, addresses begin with http:// or https://",
            )
            return
        except OSError as error:
            yield Unreadable(path=shown, kind="unreadable", reason=f"it cannot be read: {error.strerror}", remedy=_ALLOW)
            return
        if stat.S_ISREG(status.st_mode):
            yield from self._once(shown, status, place)
        else:
            yield Unreadable(path=shown, kind="unreadable", reason="it is neither a file nor a folder", remedy=_EXCLUDE)

    def _stat(self, entry: os.DirEntry[str], shown: str) -> Iterator[Found | Unreadable]:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            yield Unreadable(path=shown, kind="unreadable", reason=f"it cannot be read: {error.strerror}", remedy=_ALLOW)
            return
        yield from self._once(shown, status, Path(entry.path))

    def _once(self, shown: str, status: os.stat_result, place: Path) -> Iterator[Found]:
        if shown not in self.files:
            self.files.add(shown)
            yield Found(path=shown, size=status.st_size, mtime_ns=modified_ns(status), place=place)

    def _shown(self, place: Path) -> str:
        shown = place.relative_to(self.root).as_posix() if place.is_relative_to(self.root) else place.as_posix()
        return "" if shown == "." else shown

    def _beyond(self, shown: str, target: Path) -> Unreadable:
        told = "it is" if Path(shown) == target else f"its real place is {target},"
        return Unreadable(
            path=shown,
            kind="outside",
            reason=f"{told} outside the project's folder",
            remedy="copy it into the project's folder",
        )


def modified_ns(status: os.stat_result) -> int:
    """When a file was changed last, in nanoseconds since 1970; a damaged time beyond the years 1678 to 2262 is the nearest end of them."""
    return max(-_LATEST_NS, min(status.st_mtime_ns, _LATEST_NS))


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name) if not name.isascii() else True


def _outside(root: Path, place: Path) -> bool:
    return not Path(os.path.realpath(place)).is_relative_to(root)
