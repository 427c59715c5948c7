"""Inputs of a task from files and streams: each file one, or each line one. What cannot be read is an input with its problem."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO, cast

from untuned.errors import SourceError, UnreadableDocument, UntunedError
from untuned.errors.foreign import FOREIGN
from untuned.ingest.load import Loader, ending_of, is_risky, load, loader_of
from untuned.ingest.load.decode import decode
from untuned.ingest.worker import Worker
from untuned.types.documents import left_out_of
from untuned.types.settings import ParseSettings, SourceSettings
from untuned.types.tasks import TaskInput

LONGEST = 1_000_000
"""Characters of an input."""
_LINES = (".jsonl", ".ndjson")
_TEXTS = ("input", "text", "question")
_NAMES = ("id", "name")


class InputReader:
    """Makes inputs of files, as `sync` would read them. Use it in a `with` statement: files that may break a parser are read apart."""

    def __init__(
        self,
        *,
        sources: SourceSettings,
        parse: ParseSettings,
        loaders: Mapping[str, Loader],
        may_read: Callable[[Path], bool] = lambda _file: True,
    ) -> None:
        """`may_read` is False for files that are not there for whoever asks."""
        self._settings = sources
        self._loaders = loaders
        self._may_read = may_read
        self._worker = Worker(parse, sources)
        self._stack = ExitStack()

    def __enter__(self) -> InputReader:
        self._stack.enter_context(self._worker)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def inputs(self, paths: Iterable[str], *, lines: bool, stdin: TextIO) -> Iterator[TaskInput]:
        """The inputs of files in their order; `-` is the standard input, folders are their files by name.

        With `lines`, and for JSON Lines always, each line is one: a text, or an object with `input` or `text`, and an `id` if it has one.
        """
        for path in paths:
            for name, each in self._files(path):
                if each is None:
                    yield from self._stream(stdin, lines=lines)
                elif not self._may_read(each):
                    yield TaskInput(name=name, problem=f"it cannot be read: {os.strerror(errno.ENOENT)}")
                elif lines or each.suffix.lower() in _LINES:
                    yield from self._file_lines(name, each)
                else:
                    yield self._file(name, each)

    def _files(self, path: str) -> Iterator[tuple[str, Path | None]]:
        """(name, file) of what a path stands for; None is the standard input. Of a folder those that may be read."""
        if path == "-":
            yield "-", None
            return
        place = Path(path)
        if not place.is_dir():
            yield _writable(path), place
            return
        for each in sorted(place.rglob("*")):
            hidden = any(part.startswith(".") for part in each.relative_to(place).parts)
            if each.is_file() and not hidden and self._may_read(each):
                yield _writable(each.as_posix()), each

    def _stream(self, stdin: TextIO, *, lines: bool) -> Iterator[TaskInput]:
        if not lines:
            yield _sound("-", stdin.read(LONGEST + 1))
            return
        for number, line in enumerate(_bounded_lines(stdin), start=1):
            yield from _of_line("-", number, line, as_json=line.lstrip().startswith("{"))

    def _file_lines(self, name: str, file: Path) -> Iterator[TaskInput]:
        as_json = file.suffix.lower() in _LINES
        try:
            with file.open(encoding="utf-8-sig", newline="\n") as stream:
                for number, line in enumerate(_bounded_lines(stream), start=1):
                    yield from _of_line(name, number, line, as_json=as_json)
        except OSError as error:
            yield TaskInput(name=name, problem=f"it cannot be read: {error.strerror or error}")
        except UnicodeDecodeError as error:
            yield TaskInput(name=name, problem=f"byte {error.start} is not UTF-8; what follows was not read")

    def _file(self, name: str, file: Path) -> TaskInput:
        try:
            return _sound(name, self._text(name, file))
        except SourceError as error:
            return TaskInput(name=name, problem=error.reason)
        except OSError as error:
            return TaskInput(name=name, problem=f"it cannot be read: {error.strerror or error}")

    def _text(self, name: str, file: Path) -> str:
        size = file.stat().st_size
        if size > self._settings.max_bytes:
            raise UnreadableDocument(name, reason=f"it has {size} bytes, and 'max_bytes' below [sources] is {self._settings.max_bytes}")
        data, loader = file.read_bytes(), loader_of(file.name, self._loaders)
        if loader is None:
            return decode(data, name, encoding=self._settings.encoding)
        if is_risky(ending_of(file.name), loader):
            return self._worker.load(data, file.name).text
        try:
            loaded = load(file.name, data, settings=self._settings, loaders=self._loaders)
        except (UntunedError, MemoryError):
            raise
        except FOREIGN as error:
            raise UnreadableDocument(name, reason=f"its loader failed: {type(error).__name__}: {error}") from error
        left_out, _ = left_out_of(loaded.metadata)
        if left_out:  # an input is given whole, or not at all
            raise UnreadableDocument(name, reason=f"{left_out[0].where}: {left_out[0].reason}")
        return loaded.text


def _writable(name: str) -> str:
    """The name with escapes for what is no text: a file's name may be any bytes, and JSON may name half a character."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _bounded_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a stream; of one that is too long, as much as shows that."""
    read: Callable[[], str] = lambda: stream.readline(2 * LONGEST)  # noqa: E731 - `iter` takes what it calls
    whole = True
    for line in iter(read, ""):
        if whole:
            yield line
        whole = line.endswith("\n")


def _of_line(name: str, number: int, line: str, *, as_json: bool) -> Iterator[TaskInput]:
    text = line.rstrip("\r\n")
    if not text.strip():
        return
    called = f"{name}:{number}"
    if not as_json:
        yield _sound(called, text)
        return
    try:
        row = cast("object", json.loads(text))
    except (ValueError, RecursionError) as error:
        yield TaskInput(name=called, problem=f"it is not JSON: {error}")
        return
    if isinstance(row, str):
        yield _sound(called, row)
        return
    held = cast("dict[str, object]", row) if isinstance(row, dict) else {}
    given = next((held[key] for key in _TEXTS if key in held), None)
    own = next((_writable(str(held[key])) for key in _NAMES if isinstance(held.get(key), str | int)), called)
    yield _sound(own, given) if isinstance(given, str) else TaskInput(name=own, problem="it has no text below 'input' or 'text'")


def _sound(name: str, text: str) -> TaskInput:
    """The input, or the problem of one that is empty, too long, or no text."""
    if not text.strip():
        return TaskInput(name=name, problem="it is empty")
    if len(text) > LONGEST:
        return TaskInput(name=name, problem=f"it has more than {LONGEST} characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        return TaskInput(name=name, problem="it has half a character in it")
    return TaskInput(name=name, text=text)
