"""A process of its own for formats that can take a parser down: it can be killed, has limits, and is reused.

The parent sends a path and its bytes, the child answers with the text as JSON: nothing that a hijacked parser could send is run.
The child ends when its input does, also in the middle of a file, and at its time limit at the latest: it does not outlive its parent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Literal, Self

from untuned.errors import MissingExtra, SourceError, UnreadableDocument
from untuned.errors.foreign import FOREIGN
from untuned.ingest.load import Loader, ending_of, is_html, is_risky, loaders_for
from untuned.ingest.parcels import Outcome, outcome_of, packed, received, sent
from untuned.text.regex import regex
from untuned.types.documents import Loaded
from untuned.types.settings import ParseSettings, SourceSettings

_LEAST_MEMORY = 200_000_000
"""Bytes beyond what the child has when it starts: less reads nothing."""
_GRACE = 2.0
"""Seconds beyond `parse.seconds` after which a child ends itself, in case its parent no longer can."""
_LONGEST = 1_000_000.0
"""Seconds that any system can wait for."""
_SHORT_HTML = 300_000
"""Bytes of HTML that cannot take more than a second, whatever they are."""
_SECRET = regex(r"key|token|secret|passw|credential|^untuned_", re.IGNORECASE)
_SPLIT = "split it, or raise {setting}"


class Worker:
    """Parses files apart, one at a time. Use it in a `with` statement, or `close` it; the process starts with the first file.

    A file that takes longer than `parse.seconds` or more memory than `parse.memory_mb` (where the system can limit it: Linux) is
    reported, and so is one that brings the parser down; the next file gets a new process.
    """

    def __init__(self, parse: ParseSettings, sources: SourceSettings) -> None:
        self._parse = parse
        self._sources = sources
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[object, tuple[ParseSettings, SourceSettings]]:
        """In another process it is that process's own worker of the same settings."""
        return _shared, (self._parse, self._sources)

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return None if self._process is None else self._process.pid

    def load(self, data: bytes, path: str) -> Loaded:
        """What the built-in loader of the path's ending makes of the bytes.

        Raises:
            UnreadableDocument: The loader says why, or it took too long, too much memory, or broke down.
        """
        with self._lock:
            used = self._process is not None
            outcome = self._exchange(data, path)
            if outcome.kind == "broken" and used and outcome.reason != "time":
                outcome = self._exchange(data, path)  # what files before it left behind may be to blame
        if outcome.loaded is not None:
            return outcome.loaded
        if outcome.kind == "broken":
            raise self._broken(path, outcome.reason)
        raise UnreadableDocument(path, reason=outcome.reason, remedy=outcome.remedy)

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def _exchange(self, data: bytes, path: str) -> Outcome:
        process = self._process = self._process or _start(self._parse, self._sources)
        late = threading.Event()

        def end() -> None:
            late.set()
            _kill(process)

        timer = threading.Timer(self._parse.seconds, end)
        timer.daemon = True
        timer.start()
        try:
            answer = _asked(process, data, path)
        finally:
            timer.cancel()
        outcome = Outcome(kind="broken", reason=_how_it_ended(process, late=late.is_set())) if answer is None else outcome_of(answer)
        if outcome.kind == "broken" or late.is_set():
            self.close()
        return outcome

    def _broken(self, path: str, reason: str) -> UnreadableDocument:
        parse = self._parse
        if reason == "time":
            return UnreadableDocument(
                path,
                reason=f"reading it took longer than parse.seconds = {parse.seconds:g}",
                remedy=_SPLIT.format(setting="parse.seconds"),
            )
        if reason == "memory":
            return UnreadableDocument(
                path,
                reason=f"reading it took more than parse.memory_mb = {parse.memory_mb:,}",
                remedy=_SPLIT.format(setting="parse.memory_mb"),
            )
        return UnreadableDocument(
            path,
            reason=f"its parser broke down ({reason}): it is damaged, or needs more than parse.memory_mb = {parse.memory_mb:,}",
            remedy="save it again, raise parse.memory_mb, or exclude it in sources.exclude",
        )


def apart(loaders: Mapping[str, Loader], worker: Worker) -> dict[str, Loader]:
    """The loaders, the built-in ones of risky formats run by the worker; those of other packages stay as they are.

    HTML is read in this process while it is short: its parser takes time with the square of one element's attributes.
    """
    return {ending: _apart(ending, loader, worker) for ending, loader in loaders.items()}


def _apart(ending: str, loader: Loader, worker: Worker) -> Loader:
    if is_risky(ending, loader):
        return worker.load
    return partial(_by_size, loader=loader, worker=worker) if is_html(ending, loader) else loader


def _by_size(data: bytes, path: str, *, loader: Loader, worker: Worker) -> Loaded:
    return loader(data, path) if len(data) <= _SHORT_HTML else worker.load(data, path)


@lru_cache(maxsize=4)
def _shared(parse: ParseSettings, sources: SourceSettings) -> Worker:
    return Worker(parse, sources)


def _start(parse: ParseSettings, sources: SourceSettings) -> subprocess.Popen[bytes]:
    settings = json.dumps({"parse": asdict(parse), "encoding": sources.encoding, "languages": sources.languages})
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return subprocess.Popen(  # noqa: S603 - this interpreter and own arguments
        [sys.executable, "-P", "-m", "untuned.ingest.worker", settings],  # -P: nothing is imported from the folder of documents
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_harmless(os.environ) | {"PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "1"},
        start_new_session=True,
    )


def _harmless(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what looks like a key: a parser that is taken over should find none."""
    return {name: value for name, value in environ.items() if not _SECRET.search(name)}


def _asked(process: subprocess.Popen[bytes], data: bytes, path: str) -> bytes | None:
    """The child's answer; None when it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        sent(process.stdin, json.dumps(path).encode())
        sent(process.stdin, data)
        return received(process.stdout)
    except OSError:
        return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the child and what it started."""
    if process.poll() is not None:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _how_it_ended(process: subprocess.Popen[bytes], *, late: bool) -> str:
    if late:
        return "time"
    _kill(process)
    code = process.wait()
    if code >= 0 or sys.platform == "win32":
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


# -- the child -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Limits:
    parse: ParseSettings
    sources: SourceSettings


def main(given: str) -> None:
    """Answers requests from the standard input until it ends."""
    limits = _limits(given)
    source, target = _streams()
    loaders = loaders_for(limits.sources, parse=limits.parse)
    _bound_memory(limits.parse.memory_mb)
    requests: queue.Queue[tuple[str, bytes]] = queue.Queue(maxsize=1)
    threading.Thread(target=_listen, args=(source, requests), daemon=True).start()
    while True:
        path, data = requests.get()
        # a parser that holds the interpreter's lock keeps `_listen` from hearing that the parent is gone; this clock needs no lock
        faulthandler.dump_traceback_later(min(limits.parse.seconds + _GRACE, _LONGEST), exit=True)
        sent(target, packed(_answer(loaders, path, data)))
        faulthandler.cancel_dump_traceback_later()


def _limits(given: str) -> _Limits:
    told = json.loads(given)
    sources = replace(SourceSettings(), encoding=told["encoding"], languages=tuple(told["languages"]))
    return _Limits(parse=ParseSettings(**told["parse"]), sources=sources)


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Input and output for parcels; what a library prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sys.stdin.buffer, target


def _bound_memory(megabytes: int) -> None:
    """Limits the address space where the system can: memory that is not granted is an error, not a machine without memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        held = 0
    wanted = max(megabytes * 1_000_000, held + _LEAST_MEMORY)
    with contextlib.suppress(ValueError, OSError):  # a lower limit holds already, or the system has none
        resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(source: IO[bytes], requests: queue.Queue[tuple[str, bytes]]) -> None:
    """Takes requests in until the parent is gone; then this process ends, whatever it is doing."""
    while True:
        path = received(source)
        data = None if path is None else received(source)
        if path is None or data is None:
            _end()
            return
        requests.put((json.loads(path), data))


def _end() -> None:
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)  # with what it started
    os._exit(0)


def _answer(loaders: Mapping[str, Loader], path: str, data: bytes) -> Outcome:
    kind: Literal["refused", "broken"] = "refused"
    try:
        return Outcome(kind="read", loaded=loaders[ending_of(path)](data, path))
    except SourceError as error:
        reason, remedy = error.reason, error.remedy
    except MissingExtra as error:
        reason, remedy = error.message, error.remedy
    except MemoryError:
        kind, reason, remedy = "broken", "memory", ""
    except FOREIGN as error:
        reason, remedy = f"its loader failed: {type(error).__name__}: {error}", "mend the file"
    return Outcome(kind=kind, reason=reason, remedy=remedy)


if __name__ == "__main__":
    main(sys.argv[1])
