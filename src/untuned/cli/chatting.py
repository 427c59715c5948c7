"""The command for a conversation: `chat`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from untuned.cli.chat_commands import Command, command_in, command_lines
from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, error_lines, line
from untuned.errors import StoreError, UnknownConversation, UntunedError

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.store.conversations import Conversation, ConversationSummary
    from untuned.types.answers import Answer

LAST = "last"
_ENDS = ("", "exit", "quit")
_PROMPT = "> "


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "chat")(chat)


def chat(
    call: Call,
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="ID", help="Go on with a stored conversation; 'last' is the latest.")
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="List the stored conversations instead.")] = False,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="ID", help="Remove a stored conversation with its answers and traces instead.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many conversations --list shows.")] = 20,
) -> int:
    """Ask one question after another; each verified claim is shown as soon as it stands.

    Questions come from the terminal, or line by line from a pipe. An empty line, 'exit', /exit or Ctrl-D ends the conversation, which
    is kept; Ctrl-C stops the answer at hand; /help lists what else may be typed. A chat model is given what was asked and shown
    before. With --json, one object a line.

    Exit code 0, or 1 when a question ended with an error; an error does not end the conversation.
    """
    if sum((resume is not None, list_them, delete is not None)) > 1:
        raise typer.BadParameter("take one of the three", param_hint="--resume --list --delete")
    with call.open() as project:
        if list_them:
            listed = project.recent_conversations(limit)
            call.show(listed, list_lines(listed))
            return 0
        if delete is not None:
            _delete(call, project, delete)
            return 0
        return _Talk(call, project, resume).run()


def _delete(call: Call, project: Project, id: str) -> None:
    count = project.delete_conversation(id)
    call.show({"conversation": id, "answers": count}, [line(f"Deleted {id} with {_counted(count, 'answer')}.")])


class _Talk:
    """A conversation at the command line; it is stored from its first question on."""

    def __init__(self, call: Call, project: Project, resume: str | None) -> None:
        self._call = call
        self._project = project
        self._resumed = None if resume is None else _resumed(project, resume)
        self._id = project.start_conversation() if self._resumed is None else self._resumed.id
        self._asked = 0
        self._failed = False
        self._last = self._resumed.answers[-1] if self._resumed is not None and self._resumed.answers else None

    def run(self) -> int:
        """The exit code, once the questions end."""
        self._tell(greeting(self._id, self._resumed))
        try:
            typed = sys.stdin.isatty() and not self._call.json
            for question in _questions(typed=typed):
                if not typed:
                    self._tell([line(f"{_PROMPT}{question}", "strong")])
                told = command_in(question)
                if told == "exit":
                    break
                if told is None:
                    self._asked += 1
                    self._answer(question)
                else:
                    self._obey(told, question)
                self._tell([EMPTY])
        except KeyboardInterrupt:
            self._tell([EMPTY])
        self._end()
        return 1 if self._failed else 0

    def _end(self) -> None:
        """Say whether the conversation is kept: one without an answer is not, unless the disk has no room to remove it."""
        told = f"Kept as {self._id}. Go on: untuned chat --resume {self._id}"
        if self._resumed is None:
            with suppress(StoreError):
                if not self._project.conversation(self._id).answers:
                    self._project.delete_conversation(self._id)
                    told = "No answer was recorded; nothing is kept." if self._asked else "Nothing was asked; nothing is kept."
        self._tell([line(told, "faint")])

    def _tell(self, lines: Sequence[Line]) -> None:
        if not self._call.json:
            self._call.output.tell(lines)
            sys.stdout.flush()

    def _obey(self, told: Command, typed: str) -> None:
        """Show what was typed instead of a question; nothing is asked, and nothing kept."""
        lines = list(command_lines(told, typed, self._last))
        self._show(lines)
        if self._call.json:
            self._write_json({"command": typed, "known": told != "unknown", "said": ["".join(part.text for part in one) for one in lines]})

    def _answer(self, question: str) -> None:
        """Show what a question brings; whatever becomes of it, the next one can be asked."""
        try:
            answer = self._streamed(question)
        except UntunedError as error:
            self._failed = True
            self._report(error)
        except KeyboardInterrupt:
            self._tell([EMPTY, line("Stopped. Ask again, or end with an empty line.", "warning")])  # below the ^C of the terminal
            if self._call.json:
                self._write_json({"stopped": question})
        else:
            self._last = self._last if answer.reason == "nothing_asked" else answer
            if self._call.json:
                self._write_json(answer)

    def _streamed(self, question: str) -> Answer:
        from untuned.cli.answer_lines import claim_lines, rest_lines, speech
        from untuned.cli.nearest_lines import nearest_lines
        from untuned.types.answers import Claim

        say = speech(question)
        with closing(self._project.ask_stream_sync(question, conversation=self._id)) as steps:
            for step in steps:
                if not isinstance(step, Claim):
                    nearest = list(nearest_lines(step, self._project))
                    self._show(rest_lines(step, nearest=nearest, footer=not self._call.quiet))
                    return step
                self._show([*claim_lines(step, say), EMPTY])
        raise AssertionError("an answer ends every stream")

    def _show(self, lines: Iterator[Line] | Sequence[Line]) -> None:
        if not self._call.json:
            self._call.output.write(lines)
            sys.stdout.flush()

    def _report(self, error: UntunedError) -> None:
        if self._call.json:
            from untuned.cli.records import error_json

            self._write_json(error_json(error))
        else:
            self._call.output.warn(error_lines(error))

    def _write_json(self, record: object) -> None:
        from untuned.cli.records import json_line, record_json

        self._call.output.data(json_line(record_json(record)))
        sys.stdout.flush()


def _resumed(project: Project, id: str) -> Conversation:
    """The conversation to go on with. Raises `UnknownConversation`."""
    if id == LAST:
        latest = project.recent_conversations(1)
        if not latest:
            raise UnknownConversation(id)
        id = latest[0].id
    return project.conversation(id)


def _questions(*, typed: bool) -> Iterator[str]:
    """Lines of the terminal or of a pipe, until one that ends the conversation."""
    source: TextIO = sys.stdin
    if isinstance(source, io.TextIOWrapper):
        source.reconfigure(errors="replace")
    while True:
        read = _typed() if typed else source.readline()
        question = read.strip()
        if not read or question.lower() in _ENDS:
            return
        yield question


def _typed() -> str:
    """A line of the terminal, with its newline; "" at its end."""
    try:
        return f"{input(_PROMPT)}\n"
    except EOFError:
        sys.stdout.write("\n")
        return ""


def greeting(id: str, resumed: Conversation | None) -> list[Line]:
    """What to type, and what was asked before."""
    if resumed is None:
        return [line(f"Conversation {id}. Ask a question; /help lists what else may be typed, an empty line ends.", "faint"), EMPTY]
    before = resumed.answers
    lines: list[Line] = [line(f"Conversation {id}, {_counted(len(before), 'question')} so far; an empty line or Ctrl-D ends.", "faint")]
    for answer in before[-3:]:
        said = " ".join(answer.text.split()) or answer.state
        lines += [line(f"> {answer.question}", "strong"), line(f"  {said if len(said) <= 160 else said[:159] + '…'}", "quote")]
    return [*lines, EMPTY]


def list_lines(listed: Sequence[ConversationSummary]) -> Iterator[Line]:
    """A line for each conversation, the one that was last asked in first."""
    for one in listed:
        asked = Part(f"  {_counted(one.questions, 'question'):<13}", "faint")
        yield (Part(f"{one.last_at:%Y-%m-%d %H:%M}  ", "faint"), Part(one.id, "source"), asked, Part(f"  {one.title}"))
    if listed:
        yield EMPTY
        yield line(f"untuned chat --resume {listed[0].id}", "faint")
    else:
        yield line("No conversations yet: begin one with 'untuned chat'.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
