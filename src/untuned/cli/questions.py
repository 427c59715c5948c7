"""The commands below `questions`: `import`, `list`, `show`, `draft`, `confirm`, `split`, `lint`, `export` and `remove`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.command import Call, Missing, command, confirmed
from untuned.cli.group import group_of
from untuned.cli.output import line
from untuned.cli.own_files import keep_own
from untuned.evaluation.stats.counted import are, counted

if TYPE_CHECKING:
    from untuned.evaluation.questions.export import Export
    from untuned.types.measures import Question

FAILED = 1

ShapeChoice = Literal["auto", "untuned", "squad", "promptfoo", "langsmith", "ragas", "openai", "plain"]
FileChoice = Literal["jsonl", "csv", "squad", "promptfoo", "ragas", "openai"]
SplitChoice = Literal["dev", "locked"]
SplitOption = Annotated[SplitChoice | None, typer.Option("--split", help="Only the questions of this side.")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="What chance goes by; without it, evaluation.seed.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write them to a new file.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]

_NONE = "No questions: import some with 'untuned questions import FILE', or see 'untuned questions draft'."

HELP = """The questions to measure with: import them, have some proposed, split, check and export them."""


def add_to(app: typer.Typer) -> None:
    """Registers the group of these commands."""
    group = group_of(HELP)
    command(group, "import")(take)
    command(group, "list")(listing)
    command(group, "show")(show)
    command(group, "draft")(draft)
    command(group, "confirm")(confirm)
    command(group, "split")(split)
    command(group, "lint")(lint)
    command(group, "export")(export)
    command(group, "remove")(remove)
    app.add_typer(group, name="questions")


def take(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSONL, JSON, CSV, TSV or YAML.")],
    shape: Annotated[ShapeChoice, typer.Option("--shape", help="What its rows look like; told by themselves without it.")] = "auto",
    strict: Annotated[bool, typer.Option("--strict", help="Take nothing when a row is bad.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Drafts in the file count as confirmed.")] = False,
    dry_run: DryOption = False,
) -> int:
    """Take in questions from a file, and find the passages that answer them.

    Shapes: untuned's own, SQuAD, promptfoo, Ragas, OpenAI chat, or rows with a question and its answers under the usual names.
    Exit code 1 when a row is bad; the others are taken.
    """
    from untuned.cli.question_lines import import_lines
    from untuned.evaluation.questions.importing import ImportOptions

    with call.open() as project:
        options = ImportOptions(shape=shape, strict=strict, confirm=confirm)
        report = project.import_questions(file, options=options, dry_run=dry_run)
    call.show(report, import_lines(report, dry_run=dry_run))
    if report.questions and not call.json:
        call.output.tell([line("Next: untuned questions lint", "faint")])
    return FAILED if report.faults else 0


def listing(
    call: Call,
    split: SplitOption = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Only what is not confirmed yet.")] = False,
) -> None:
    """List the questions, oldest first."""
    from untuned.cli.question_lines import question_line

    with call.open() as project:
        found = project.questions.listing(split=split, origins=("draft",) if drafts else None)
    none = [line(_NONE)]
    call.show({"questions": found}, [question_line(one) for one in found] or none)


def show(call: Call, id: Annotated[str, typer.Argument(metavar="ID", help="A question's id; see 'untuned questions list'.")]) -> None:
    """Show a question with its answers, and where its passages stand now."""
    from untuned.cli.question_lines import question_lines

    with call.open() as project:
        (found,) = project.questions_now([id])
    call.show(found, question_lines(found))


def draft(
    call: Call,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=1_000, help="How many to propose.")] = 20,
    seed: SeedOption = None,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Propose questions that your documents answer, and some that they do not, for you to confirm.

    They are drafts: nothing is measured with them until 'untuned questions confirm'. With --out they are written to a file to
    edit and to import, and not kept.
    """
    from untuned.cli.question_lines import draft_lines

    with call.open() as project:
        made = project.draft_questions(count, seed=seed, keep=out is None)
        if out is not None and made.questions:
            _write(out, _text(made.questions), force=force)
            keep_own(call, project, out)
    call.show(made, draft_lines(made))
    if not call.json:
        ids = " ".join(one.id for one in made.questions[:2])
        after = (
            f"untuned questions confirm {ids} ...  (or --all)"
            if out is None
            else f"edit {out}, then untuned questions import {out} --confirm"
        )
        unwritten = [line(f"{out} was not written: there is nothing to put into it.", "warning")] if out is not None else []
        call.output.tell([line(f"Read them. Next: {after}", "faint")] if made.questions else unwritten)


def confirm(
    call: Call,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Drafts that you have read.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All drafts.")] = False,
) -> None:
    """Confirm drafts: from then on they are measured with."""
    if not ids and not every:
        raise Missing("name drafts, or all of them with --all; 'untuned questions list --drafts' lists them", param_hint="ID...")
    with call.open() as project:
        found = project.confirm_questions(None if every else ids)
    lines = [line(f"Confirmed {counted(len(found.ids), 'question')}.", "good")]
    lines += [line(f"No drafts: {', '.join(found.before)}.", "faint")] if found.before else []
    call.show(found, lines)


def split(
    call: Call,
    share: Annotated[float, typer.Option("--share", min=0, max=1, help="The share to lock.")] = 0.5,
    seed: SeedOption = None,
    unlock: Annotated[
        bool, typer.Option("--unlock", help="Draw locked questions anew too: what was measured on them no longer counts.")
    ] = False,
    dry_run: DryOption = False,
) -> None:
    """Draw which questions are for development and which are locked, never one cluster on both sides.

    A cluster is what its questions name, else the document that answers them. Questions that come later move no other one.
    """
    from untuned.cli.question_lines import split_lines

    with call.open() as project:
        report = project.split_questions(share=share, seed=seed, unlock=unlock, dry_run=dry_run)
    call.show(report, split_lines(report, dry_run=dry_run) if report.splits else [line(_NONE)])


def lint(
    call: Call,
    effect: Annotated[
        float | None,
        typer.Option("--effect", min=0.001, max=1, help="The smallest difference sought; without it, evaluation.minimum_effect."),
    ] = None,
) -> int:
    """Look the questions over: duplicates, contradictions, lost evidence, leaks between splits, balance, numbers.

    Exit code 1 when a finding is an error: figures from the set would be wrong.
    """
    from untuned.cli.question_lines import lint_lines

    with call.open() as project:
        report = project.lint_questions(effect=effect)
    call.show(report, lint_lines(report))
    return FAILED if report.failed else 0


def export(
    call: Call,
    shape: Annotated[FileChoice, typer.Option("--shape", help="What the file looks like; jsonl and csv hold everything.")] = "jsonl",
    split: SplitOption = None,
    out: OutOption = None,
    force: ForceOption = False,
    for_group: Annotated[
        list[str] | None,
        typer.Option("--for-group", metavar="GROUP", help="Only questions all of whose passages this group may read; may be given again."),
    ] = None,
) -> None:
    """Write the questions out, in untuned's own shape or in that of another tool."""
    with call.open() as project:
        made = project.export_questions(shape=shape, split=split, groups=tuple(for_group or ()))
        if out is not None:
            _write(out, made.text, force=force)
            keep_own(call, project, out)
    if out is None:
        call.output.write([line(made.text.removesuffix("\n"))] if made.questions else [])
        call.output.warn([line(_NONE)] if not made.questions else [])
        return
    _told(call, made, out)


def _told(call: Call, made: Export, out: Path) -> None:
    lines = [line(f"Wrote {counted(made.questions, 'question')} to {out}.", "good")]
    lines += [line(f"Left out {len(made.left_out)}: their passages may not be read.", "warning")] if made.left_out else []
    call.show({"file": out, "questions": made.questions, "left_out": made.left_out}, lines)


def remove(
    call: Call, ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Questions to remove.")], yes: YesOption = False
) -> None:
    """Remove questions; what was measured with them stays."""
    confirmed(call, f"Remove {counted(len(ids), 'question')}?", what="removing questions", yes=yes)
    with call.open() as project:
        gone = project.remove_questions(ids)
        left = len(project.questions.listing())
    told = (
        f"Removed {counted(gone, 'question')}. {are(left, 'question')} left; what was measured with {'it' if gone == 1 else 'them'} stays."
    )
    call.show({"removed": gone, "left": left}, [line(told, "good")])


def _text(questions: Sequence[Question]) -> str:
    from untuned.evaluation.questions.export import jsonl

    return jsonl(questions)


def _write(out: Path, text: str, *, force: bool) -> None:
    """Writes a file that is not there yet. Raises a usage error where it is, and `force` is false."""
    if out.exists() and not force:
        raise typer.BadParameter(f"{out} exists already; name another file, or replace it with --force", param_hint="--out")
    out.write_text(text, encoding="utf-8", newline="\n")
