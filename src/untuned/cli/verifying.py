"""The command that checks answers made elsewhere: `verify`."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO, cast

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import line, terminal
from untuned.cli.own_files import keep_log

if TYPE_CHECKING:
    from untuned.types.checks import CheckedLine, LoggedAnswer

FAILED = 4
_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"

RedOption = Annotated[
    float, typer.Option("--max-red", metavar="SHARE", min=0, max=1, help="Largest share of claims that may be red, 0 to 1.")
]
QuotesOption = Annotated[
    float, typer.Option("--max-bad-quotes", metavar="SHARE", min=0, max=1, help="Largest share of quotes that may fail, 0 to 1.")
]


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "verify")(verify)


def verify(
    call: Call,
    log: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="One JSON object a line (or one array of them; also .gz): answer, contexts, question, quotes. '-': stdin."
        ),
    ],
    max_red: RedOption = 0.0,
    max_bad_quotes: QuotesOption = 0.0,
    require_quotes: Annotated[bool, typer.Option("--require-quotes", help="Every answer must hold a quote that is accepted.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also write the verdict on every line, as JSON lines.")] = None,
) -> int:
    """Check a log of answers against the texts they were made from; no project is needed.

    Reads the fields of Ragas, DeepEval, LangChain and LlamaIndex too, and says which it took. A claim is red when it has a
    number, date, unit, name of a thing or the like that its sources do not carry. A line that cannot be read never stops the rest.

    Exit code 0 when the log passes, 4 when a claim is red or a quote fails beyond what the options allow, 1 when it passes but
    a line could not be read or there was none.
    """
    from untuned.cli.verify_lines import log_lines
    from untuned.rag.tally import Tally
    from untuned.types.checks import LogLimits

    if out is not None and out.exists() and log.exists() and out.samefile(log):
        raise typer.BadParameter("it is the log itself, which would be lost; name another file", param_hint="--out")
    tally = Tally()
    with ExitStack() as stack:
        source = _opened(log, stack)
        target = None if out is None else stack.enter_context(out.open("w", encoding="utf-8", newline="\n"))
        advance = stack.enter_context(_bar(call, None if str(log) == "-" or isinstance(source, gzip.GzipFile) else log.stat().st_size))
        for checked, logged in _checked(source, name=log.name, advance=advance):
            tally.add(checked, logged)
            _write(target, checked)
    limits = LogLimits(red=max_red, bad_quotes=max_bad_quotes, require_quotes=require_quotes)
    report = tally.report(str(log), limits=limits)
    call.show(report, log_lines(report))
    keep_log(call, None if str(log) == "-" else log, out)
    if not report.answers and not call.json:
        call.output.warn([line(f"{log} holds no answer that could be read", "bad")])
    return FAILED if report.failures else int(bool(report.unread.count) or not report.answers)


def _checked(
    source: BinaryIO | gzip.GzipFile, *, name: str, advance: Callable[[int], None]
) -> Iterator[tuple[CheckedLine, LoggedAnswer | None]]:
    """The verdict on every line that is not empty, with what was read of it."""
    from untuned.errors import SourceError
    from untuned.rag.check import check_answer
    from untuned.rag.logged import logged
    from untuned.types.checks import CheckedLine

    for number, text in enumerate(_records(source, name), start=1):
        if text.strip():
            try:
                answer = logged(text.decode("utf-8"), place=f"{name}:{number}")
            except UnicodeDecodeError as error:
                yield CheckedLine(line=number, ok=False, error=f"{name}:{number}: no UTF-8 at byte {error.start + 1} of the line"), None
            except SourceError as error:
                yield CheckedLine(line=number, ok=False, error=str(error)), None
            else:
                checked = check_answer(answer.answer, answer.sources, question=answer.question, quotes=answer.quotes)
                yield CheckedLine(line=number, ok=checked.ok, checked=checked), answer
        advance(len(text))


def _opened(log: Path, stack: ExitStack) -> BinaryIO | gzip.GzipFile:
    """The file, unpacked where it is a gzip archive; opened once, since a pipe cannot be read twice."""
    file: BinaryIO = sys.stdin.buffer if str(log) == "-" else stack.enter_context(log.open("rb"))
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    packed = peek is not None and peek(len(_GZIP)).startswith(_GZIP)
    return stack.enter_context(gzip.GzipFile(fileobj=file)) if packed else file


def _records(source: BinaryIO | gzip.GzipFile, name: str) -> Iterator[bytes]:
    """The lines of the log; of a file that is one JSON array, its items."""
    from untuned.errors import SourceError

    try:
        first = next(iter(source), b"").removeprefix(_BOM)
        yield from _items(first + source.read()) if first.lstrip().startswith(b"[") else chain([first], source)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(name, reason="the gzip archive is cut off or damaged", remedy="pack it again") from error


def _items(whole: bytes) -> list[bytes]:
    """Each item of a JSON array as a line; the lines where it is no array."""
    try:
        items = cast("object", json.loads(whole))
    except (ValueError, RecursionError):
        items = None
    return (
        [json.dumps(item).encode() for item in cast("list[object]", items)] if isinstance(items, list) else whole.splitlines(keepends=True)
    )


def _write(target: TextIO | None, checked: CheckedLine) -> None:
    """One verdict on one line of JSON."""
    if target is None:
        return
    from untuned.cli.records import json_text, record_json

    # A line break inside a text is escaped, so that each one here is between two values.
    target.write(" ".join(part.strip() for part in json_text(record_json(checked)).split("\n")) + "\n")


@contextmanager
def _bar(call: Call, size: int | None) -> Generator[Callable[[int], None]]:
    """A bar with time left on a terminal; nothing elsewhere."""
    if not call.sees_terminal():
        yield lambda _: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("verifying"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal(sys.stderr, no_color=call.no_color), transient=True) as bar:
        task = bar.add_task("verifying", total=size)
        yield lambda read: bar.advance(task, read)
