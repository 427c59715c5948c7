"""What git knows of a folder's past: the states of each file, oldest first. Nothing of a repository is run, only read.

A state is one of the branch that is checked out, along first parents: what came by a merge counts from the day of the merge.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self

from untuned.errors import SourceError

_SECONDS = 600
_FILES = frozenset((b"100644", b"100755"))  # not links, not other repositories
_COMMIT = b"\x01"
_PIECE = 1 << 16
# Settings of the repository or of the user that would run a program, ask a server, or change what the log tells.
_QUIET = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "log.showSignature=false", "-c", "log.showRoot=true"),
    *("-c", "diff.ignoreSubmodules=all", "-c", "diff.renameLimit=4000", "-c", "log.mailmap=false", "-c", f"diff.orderFile={os.devnull}"),
)
_LOG = (
    *("log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "-M", "--relative", "--no-ext-diff", "--no-textconv"),
    *("--no-color", "--no-show-signature", "--no-notes", "--format=%x01%cs", "HEAD", "--"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A file as a commit left it."""

    day: date
    """Of the commit, as its committer's clock had it."""
    blob: str
    """Git's name of the bytes."""
    path: str
    """The last name under which these bytes stood, below the folder that was asked for: who may read them is told by it."""
    gone: date | None = None
    """The day of the commit that deleted the file in this state; None where another state or name took its place, or it still stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """The states of one file under all the names it had."""

    path: str
    """Its last name, below the folder that was asked for."""
    formerly: tuple[str, ...] = ()
    """Its names before, oldest first."""
    states: tuple[State, ...]
    deleted: bool = False


def repository_of(place: Path) -> Path | None:
    """The folder of the work tree that a file or folder is in; None outside of any."""
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), None)


class Repository:
    """The past of one folder, which is a work tree's or lies in one. Use it in a `with` statement."""

    def __init__(self, folder: Path, *, program: str = "git") -> None:
        self._folder = folder
        self._program = program
        self._reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.kill()
            for stream in (reader.stdin, reader.stdout):
                if stream is not None:
                    stream.close()
            reader.wait()

    def tracks(self) -> list[Track]:
        """Every file that any commit of the branch had below the folder, those that were deleted too.

        Raises:
            SourceError: Git is not there, does not trust the folder, or cannot read it; or its past was cut off by a shallow clone.
        """
        if self._run("rev-parse", "--is-shallow-repository").strip() == b"true":
            raise self._failed("this clone is shallow: the days of its oldest states are not known", "run 'git fetch --unshallow' first")
        if not self._run("rev-list", "--max-count=1", "--all").strip():
            return []
        with TemporaryFile() as log:  # the log of a large repository has hundreds of megabytes
            self._run(*_LOG, target=log)
            log.seek(0)
            return _tracks(_tokens(log))

    def read(self, blob: str, *, most: int) -> bytes | None:
        """The bytes of a state; None for more than `most`, and for what this clone does not hold.

        Raises:
            SourceError: Git ended.
        """
        self._reader = self._reader or self._start()
        source, target = self._reader.stdin, self._reader.stdout
        assert source is not None
        assert target is not None
        try:
            source.write(f"{blob}\n".encode("ascii"))
            source.flush()
            head = target.readline().split()
        except OSError as error:
            raise self._failed(f"git ended: {error}", "run 'git fsck' in it") from error
        if len(head) < 3:
            if head[1:] == [b"missing"]:
                return None
            raise self._failed("git ended while it read", "run 'git fsck' in it")
        size = int(head[2])
        left = size
        parts: list[bytes] = []
        while left > 0 and (part := target.read(min(left, 1 << 20))):
            left -= len(part)
            if size <= most:
                parts.append(part)
        target.read(1)
        return b"".join(parts) if size <= most else None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - no shell, and nothing of a document in the arguments
            self._command("cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=1 << 16,
        )

    def _run(self, *arguments: str, target: IO[bytes] | None = None) -> bytes:
        """What git answers; b"" where a file takes it."""
        try:
            ended = subprocess.run(  # noqa: S603 - as above
                self._command(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if target is None else target,
                stderr=subprocess.PIPE,
                check=False,
                env=_environment(),
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise self._failed(f"git took longer than {_SECONDS} seconds", "sync without '--git-history'") from error
        if ended.returncode:
            raise self._refused(ended.stderr.decode("utf-8", "replace").strip())
        return ended.stdout or b""

    def _command(self, *arguments: str) -> list[str]:
        program = shutil.which(self._program)
        if program is None:
            raise self._failed(f"'{self._program}' is not installed", "install git, or sync without '--git-history'")
        return [program, "-C", str(self._folder), "--no-pager", "--no-optional-locks", "--literal-pathspecs", *_QUIET, *arguments]

    def _refused(self, said: str) -> SourceError:
        if "dubious ownership" in said:
            remedy = f"if you trust its owner, run: git config --global --add safe.directory '{self._folder}'"
            return self._failed("git does not read folders of another user", remedy)
        first = said.splitlines()[0] if said else "without a reason"
        return self._failed(f"git refuses: {first}", "mend the repository, or sync without '--git-history'")

    def _failed(self, reason: str, remedy: str) -> SourceError:
        return SourceError(str(self._folder), reason=f"its past cannot be read: {reason}", remedy=remedy)


def _environment() -> dict[str, str]:
    """That of this process without git's own variables, with no network, no questions and no replaced objects."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


@dataclass(slots=True)
class _Growing:
    formerly: list[str] = field(default_factory=list[str])
    states: list[State] = field(default_factory=list[State])
    deleted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """One file's part in one commit; `blob` is "" when there is no file of that name after it."""

    day: date
    blob: str
    path: str
    former: str = ""


def _tokens(log: IO[bytes]) -> Iterator[bytes]:
    """What stands between the NULs of a log."""
    rest = b""
    while piece := log.read(_PIECE):
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
    yield rest


def _tracks(tokens: Iterator[bytes]) -> list[Track]:
    growing: dict[str, _Growing] = {}
    for step in _steps(tokens):
        _take(step, growing)
    return [
        Track(path=path, formerly=tuple(one.formerly), states=tuple(one.states), deleted=one.deleted)
        for path, one in sorted(growing.items())
        if one.states
    ]


def _take(step: _Step, growing: dict[str, _Growing]) -> None:
    if step.former in growing:
        track = growing.pop(step.former)
        track.formerly.append(step.former)
        growing[step.path] = track
    track = growing.setdefault(step.path, _Growing())
    track.deleted = not step.blob
    if step.blob and (not track.states or track.states[-1].blob != step.blob):
        track.states.append(State(day=step.day, blob=step.blob, path=step.path))
    elif step.blob:  # under another name, or back as it was, and then the days between do not tell it apart
        track.states[-1] = replace(track.states[-1], path=step.path, gone=None)
    elif track.states:
        track.states[-1] = replace(track.states[-1], gone=step.day)


def _day(told: bytes) -> date:
    """The day of a commit; a clock that was set beyond the calendar means the first or the last day of it."""
    try:
        return date.fromisoformat(told.decode("ascii"))
    except ValueError:
        return date.min if told.startswith(b"-") else date.max


def _steps(tokens: Iterator[bytes]) -> Iterator[_Step]:
    """What each commit did to each file, oldest first. A name that is not UTF-8 is left out, as it is by a scan."""
    day = date.min
    for token in tokens:
        told = token.lstrip(b"\n")
        if told.startswith(_COMMIT):
            day = _day(told[1:])
        elif told.startswith(b":"):
            _, mode, _, blob, kind = told.split(b" ")
            former = next(tokens) if kind[:1] in b"RC" else b""
            path = next(tokens)
            try:
                names = former.decode("utf-8"), path.decode("utf-8")
            except UnicodeDecodeError:
                continue
            yield _Step(day=day, blob=blob.decode("ascii") if mode in _FILES else "", path=names[1], former=names[0])
