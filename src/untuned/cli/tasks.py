"""The command that does structured tasks: `run`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import Line, Part, line, terminal
from untuned.cli.own_files import keep_own

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.tasks import Filled, TaskInput, TaskResult

FAILED = 1
LEFT_TO_A_PERSON = 3


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "run")(run)


def run(
    call: Call,
    task: Annotated[str, typer.Argument(metavar="TASK", help="A task: a table [tasks.NAME] of untuned.toml.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT", help="Files or folders, each file one input; '-' or nothing: the standard input.")
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Each line is one input; of .jsonl files it always is.")] = False,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="'provider:model' in place of the task's own; 'linear': no chat model.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also write the results as JSON Lines.")] = None,
) -> int:
    """Do a structured task: each input becomes a label of its set, or JSON that fits its schema.

    A bad input never stops the rest. With --json, one JSON object a line, as each is done. What FILE had is replaced once all are done.
    Exit code 0, 1 when an input failed or got no output of the right form, else 3 when one is left to a person because no label is sure.
    """
    counted: Counter[str] = Counter()
    with ExitStack() as stack:
        project = stack.enter_context(call.open())
        keep = stack.enter_context(_kept(call, out))
        told = stack.enter_context(_progress(call))
        for result in project.run_task(task, _inputs(project, inputs or ["-"], lines=lines), model=model):
            counted[result.status] += 1
            record = json.dumps(result_json(result), ensure_ascii=False)
            keep(record)
            _show(call, result, record)
            told(counted)
        keep_own(call, project, out)
    if not call.json:
        call.output.tell([line(_summary(counted), "faint")])
    return FAILED if counted["failed"] or counted["invalid"] else LEFT_TO_A_PERSON if counted["needs_human"] else 0


def result_json(result: TaskResult) -> dict[str, object]:
    """A result as one JSON object; an output that is JSON stands in it as what it is."""
    return asdict(result) | {"output": _value(result.output)}


def filled_lines(filled: Filled) -> Iterator[Line]:
    """A filled form, then where each of its values stands, and what was left out."""
    if filled.output:
        yield line(json.dumps(json.loads(filled.output), ensure_ascii=False, indent=2))
    else:
        yield (Part("not filled: ", "warning"), Part(" ".join(filled.problem.split())))
    for proof in filled.proofs:
        where = "the schema allows nothing else" if proof.claim is None else f"claim {proof.claim + 1}: {proof.source}"
        yield (Part(f"  {proof.path or '/'} ", "source"), Part(where, "quote"))
    for refused in filled.refused:
        yield (Part(f"  {refused.path or '/'} ", "source"), Part(f"left out, {refused.value}: {refused.reason}", "warning"))


def _value(output: str) -> object:
    if output[:1] not in ("{", "["):
        return output
    try:
        return json.loads(output)
    except ValueError:  # a label may begin so
        return output


def _inputs(project: Project, paths: list[str], *, lines: bool) -> Iterator[TaskInput]:
    from untuned.project.task_inputs import InputReader

    settings = project.settings
    loaders = project.sources.loaders
    with InputReader(sources=settings.sources, parse=settings.parse, loaders=loaders, may_read=project.reader_of_files()) as reader:
        yield from reader.inputs(paths, lines=lines, stdin=sys.stdin)


def _show(call: Call, result: TaskResult, record: str) -> None:
    if call.json:
        from untuned.cli.records import json_line

        call.output.data(json_line(json.loads(record)))
    elif result.status == "ok":
        sure = [] if result.probability is None else [Part(f"  {result.probability:.2f}", "faint")]
        call.output.write([(Part(result.input, "source"), Part("  "), Part(result.output, "strong"), *sure)])
    elif result.status == "needs_human":
        call.output.write([(Part(result.input, "source"), Part("  left to a person: ", "warning"), Part(result.problem))])
    else:
        call.output.warn([(Part(result.input, "source"), Part(f"  {result.status}: ", "bad"), Part(result.problem))])
    sys.stdout.flush()


def _summary(counted: Counter[str]) -> str:
    named = {"ok": "done", "needs_human": "left to a person", "invalid": "without the form", "failed": "failed"}
    told = [f"{counted[status]} {name}" for status, name in named.items() if counted[status]]
    return ", ".join(told) or "There was no input."


@contextmanager
def _kept(call: Call, out: Path | None) -> Generator[Callable[[str], None]]:
    """Takes lines, which are the file's once all are there: what it had stands until then, and a run that breaks off leaves both."""
    if out is None:
        yield lambda _record: None
        return
    whole = Path(os.path.realpath(out))
    is_pipe = out.exists() and not out.is_file()  # it has no place beside it, and nothing that could be lost
    part = out if is_pipe else whole.with_name(f".{whole.name}.part")
    any_line = False

    def keep(record: str) -> None:
        nonlocal any_line
        file.write(f"{record}\n")
        file.flush()
        any_line = True

    try:
        # A half of a character, as a model may write it, stays the escape of JSON that it came as.
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield keep
        if not is_pipe:
            part.replace(whole)
    except BaseException:
        if any_line and not is_pipe:
            call.output.warn([(Part("the results so far are in "), Part(str(part), "source"))])
        elif not is_pipe:
            part.unlink(missing_ok=True)
        raise


@contextmanager
def _progress(call: Call) -> Generator[Callable[[Counter[str]], None]]:
    """Tells a person how far it is; nobody else."""
    if not call.sees_terminal():
        yield lambda _counted: None
        return
    with terminal(sys.stderr, no_color=call.no_color).status("working") as status:
        yield lambda counted: status.update(_summary(counted))
