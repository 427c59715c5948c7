"""Writes docs/reference from the code: `python docs/generate_reference.py`. A test fails when a page is out of date."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from textwrap import dedent

from typer import Context
from typer.main import get_command

import untuned
from untuned import errors
from untuned.cli.app import app
from untuned.config.fields import OVERRIDDEN, SettingField, metadata_fields, rule_fields, setting_fields, task_fields, variant_fields
from untuned.config.meanings import MEANINGS, SECTIONS, VARIABLES
from untuned.config.toml_text import toml_table, toml_value
from untuned.config.values import bounds
from untuned.evaluation.attribution import MEANINGS as CAUSES
from untuned.evaluation.judged import JUDGED
from untuned.evaluation.measure import Outcome
from untuned.evaluation.metrics import unsupported
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.registry import METRICS
from untuned.evaluation.metrics.unsupported_claims import unsupported_claims
from untuned.evaluation.questions.draft import Drafted
from untuned.evaluation.report.gate import Gate
from untuned.evaluation.runs.runner import Ended
from untuned.evaluation.variants.resolve import Listed
from untuned.ingest.check.look import CheckReport
from untuned.ingest.report import Failure, InPart, Notice, SyncReport
from untuned.project import Project, Status
from untuned.project.climbing import ClimbOrder
from untuned.project.comparing import Foreseen, Order
from untuned.project.tagging import FieldTags
from untuned.project.wiring import Wiring
from untuned.rag.verify.support.support import Pair
from untuned.store.conversations import Conversation, ConversationSummary
from untuned.store.purge import Purged
from untuned.types.answers import (
    Answer,
    Citation,
    Claim,
    Dropped,
    Flag,
    Hit,
    NearMiss,
    Passage,
    Support,
    Unshown,
    Usage,
    Verdict,
)
from untuned.types.checks import CheckedAnswer, CheckedClaim, CheckedQuote, GivenQuote, LogReport, SourceText
from untuned.types.conflicts import Conflict
from untuned.types.documents import Chunk, LeftOut, Span, Version
from untuned.types.findings import Finding
from untuned.types.gaps import Gap, GapReport
from untuned.types.lineage import Stale, StaleReport
from untuned.types.measures import Comparison, Interval, Measurement, Question
from untuned.types.reports import Column, Contrast, Figure, Report
from untuned.types.summaries import Summary, SummaryClaim
from untuned.types.syncs import LastSync
from untuned.types.tasks import TaskInput, TaskResult
from untuned.types.versions import AsOf

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate_reference.py; change the code, then run it. -->"
WIDTH = 100
RECORDS = (
    *(Answer, Claim, Citation, Verdict, Support, Flag, NearMiss, Dropped, Unshown, Usage, AsOf),
    *(Passage, Hit, Chunk, Version, Span, Conversation, ConversationSummary, Summary, SummaryClaim),
    *(SyncReport, Failure, InPart, LeftOut, Notice, Status, LastSync, Purged, FieldTags),
    *(CheckReport, Finding, Conflict, StaleReport, Stale, GapReport, Gap),
    *(CheckedAnswer, CheckedClaim, CheckedQuote, SourceText, GivenQuote, LogReport),
    *(TaskInput, TaskResult, Question, Drafted, Listed),
    *(Order, Foreseen, Outcome, Measurement, Ended, Report, Column, Figure, Contrast, Comparison, Interval, Gate),
    *(ClimbOrder, untuned.Principal),
)
"""What goes in and comes out of the methods that most people call."""

PRINTED: Mapping[str, tuple[type, str]] = {
    "ask": (Answer, "with `text`; with `--form`, what was filled in"),
    "chat": (Answer, 'one a line, or `{"error": ...}`, `{"command": ...}`, `{"stopped": ...}`'),
    "check": (CheckReport, "with `counts` and `sync`, the last one"),
    "chat --list": (ConversationSummary, "a list of them"),
    "compare": (Report, 'as `{"report": ..., "gates": [...]}`, each of them a `Gate`; `eval` and `report` print the same'),
    "gaps": (GapReport, ""),
    "history": (Answer, "a list of them, with `text`; with PATH a list of `Version`, with the days `held_from` and `held_to`"),
    "purge": (Purged, ""),
    "questions list": (Question, 'as `{"questions": [...]}`'),
    "run": (TaskResult, "one a line, as each is done"),
    "show": (Answer, "with `text`, `changed_since` and `unread_since`"),
    "stale": (StaleReport, ""),
    "status": (Status, ""),
    "summarise": (Summary, "with `removed_at`"),
    "sync": (SyncReport, "with `--watch` one a line"),
    "tags": (FieldTags, "a list of them"),
    "variants": (Listed, 'as `{"variants": [...]}`'),
    "verify": (LogReport, ""),
}
"""The record that a command prints as JSON, and what is beside it or around it."""


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    made = {"settings": settings_page, "commands": commands_page, "errors": errors_page, "metrics": metrics_page, "python": python_page}
    return {f"{name}.md": _page(page()) for name, page in made.items()}


def _page(lines: Iterator[str]) -> str:
    return "\n".join([NOTE, *lines]) + "\n"


def settings_page() -> Iterator[str]:
    """Every setting with its kind, bounds, default, example and environment variable."""
    yield "# Settings"
    yield ""
    yield "`untuned.toml` is found in the folder a command runs in, or above it. Every setting has a default; `untuned init` writes"
    yield "a file that lists them all. Relative paths count from the file's folder. A key that does not exist or a value that does not"
    yield 'fit is an error that names file, line, key, value and remedy. A setting that may be absent takes `"none"`.'
    yield ""
    yield "An environment variable `UNTUNED_SECTION__KEY` overrides a setting: text as it is, lists with commas or as TOML, the rest as"
    yield "TOML. A variable with this prefix that is no setting is an error, except those at the end of this page."
    yield ""
    yield 'A password never stands in the file: `store.url` then is `{ env = "NAME" }` or `{ file = "PATH" }`, a reference to an'
    yield "environment variable or to a file that holds the whole url. It is never printed."
    section = None
    for field in setting_fields().values():
        if field.kind == "list of rules":
            yield from _rules()
            continue
        if field.section != section:
            section = field.section
            yield from _head(f"[{section}]" if section else "At the top", SECTIONS.get(section, ""))
        yield _row(field)
    yield from _named("metadata", metadata_fields())
    yield from _named("tasks", task_fields())
    yield from _variants()
    yield from ["", "## Environment variables that are no settings", "", "| variable | meaning |", "|---|---|"]
    yield from (f"| `{name}` | {meaning} |" for name, meaning in VARIABLES.items())


def _head(title: str, meaning: str) -> Iterator[str]:
    yield from ["", f"## {title}", *([meaning] if meaning else []), ""]
    yield from ["| setting | kind | default | meaning | example | variable |", "|---|---|---|---|---|---|"]


def _rules() -> Iterator[str]:
    yield from ["", "## [[access]]", SECTIONS["access"], "", "| key | kind | meaning | example |", "|---|---|---|---|"]
    for field in rule_fields().values():
        yield f"| `{field.name}` | {field.kind} | {MEANINGS[field.key].text} | `{MEANINGS[field.key].example}` |"
    yield from ["", "All rules at once, as TOML: `UNTUNED_ACCESS`."]


def _named(section: str, fields: Mapping[str, SettingField]) -> Iterator[str]:
    """The keys of a table that has many, each with a name of its own."""
    head = [f"## [{section}.NAME]", SECTIONS[section]]
    yield from ["", *head, "", "| key | kind | default | meaning | example |", "|---|---|---|---|---|"]
    for name, field in fields.items():
        meaning = MEANINGS[f"{section}.{name}"]
        default = toml_table(field.default) if field.kind == "table of lists" else toml_value(field.default)
        yield f"| `{name}` | {field.kind} | `{default}` | {_in_cell(meaning.text)} | `{_in_cell(meaning.example)}` |"


def _in_cell(text: str) -> str:
    """The text without what would end a cell of a table."""
    return text.replace("|", "\\|")


def _variants() -> Iterator[str]:
    yield from ["", "## [variants.NAME]", SECTIONS["variants"], "", "| key | kind | default | meaning | example |", "|---|---|---|---|---|"]
    for name, field in variant_fields().items():
        meaning = MEANINGS[field.key]
        kind = f"{field.kind} {bounds(field.key)}".strip()
        yield f"| `{name}` | {kind} | `{toml_value(field.default)}` | {meaning.text} | `{meaning.example}` |"
    sections = " ".join(f"`{key}`" for key in OVERRIDDEN)
    yield from ["", f"Beside these, a variant may have its own value of any setting of these sections, and of these settings: {sections}."]


def _row(field: SettingField) -> str:
    meaning = MEANINGS[field.key]
    kind = f"{field.kind} {bounds(field.key)}".strip() + (", or none" if field.optional else "")
    default = toml_table(field.default) if field.kind == "table of texts" else toml_value(field.default)
    return f"| `{field.key}` | {kind} | `{default}` | {meaning.text} | `{meaning.example}` | `{field.variable}` |"


def commands_page() -> Iterator[str]:
    """The help of every command, as it is printed."""
    group = get_command(app)
    above = group.make_context("untuned", [], resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH)
    yield from ["# Commands", "", *_help(above), "", "What a program gets: [with --json](python.md#with---json)."]
    for name, command in sorted(group.commands.items()):
        here = command.make_context(name, [], parent=above, resilient_parsing=True)
        yield from ["", f"## untuned {name}", "", *_help(here)]
        for below, inner in sorted(getattr(command, "commands", {}).items()):
            yield from ["", f"### untuned {name} {below}", "", *_help(inner.make_context(below, [], parent=here, resilient_parsing=True))]


def _json() -> Iterator[str]:
    """What programs may rely on where they call a command."""
    yield from [
        "",
        "## With --json",
        "",
        "Standard output holds one JSON document and nothing else, or one on each line where the table says so; the exit code is the same",
        "as without it. On the error stream there may be sentences for people, as without it, and last the [error](errors.md) that ended",
        "the command, as a JSON document that begins on a line of its own. Keys are the names of fields of the records above",
        "and stay so; new ones may come. Days and times are ISO 8601, in UTC, amounts of money strings,",
        "sets sorted lists. It is UTF-8; on a stream of another encoding ASCII, with the rest escaped.",
        "",
        "| command | record | beside it |",
        "|---|---|---|",
    ]
    yield from (f"| `{name}` | `{record.__name__}` | {beside} |" for name, (record, beside) in PRINTED.items())


def _help(context: Context) -> Iterator[str]:
    yield "```text"
    yield from (line.rstrip() for line in context.get_help().rstrip().splitlines())
    yield "```"


def errors_page() -> Iterator[str]:
    """Every error: what happened, what it carries, the exit code of the command line, and the remedy."""
    yield from [
        "# Errors",
        "",
        "All are in `untuned.errors`. The command line prints message and remedy, and ends with the exit code; with `--json`",
    ]
    yield from ['it prints `{"error": {"kind": ..., "message": ..., "remedy": ..., ...}}` to the error stream.', "", "```text"]
    yield from inspect.getdoc(errors).split("\n\n")[1].splitlines()
    yield from ["```", "", "| error | what happened | carries | exit code | remedy |", "|---|---|---|---|---|"]
    for class_ in error_classes():
        happened = inspect.getdoc(class_).splitlines()[0]
        yield f"| `{class_.__name__}` | {happened} | {_carries(class_)} | {class_.exit_code} | {_remedy(class_)} |"


def metrics_page() -> Iterator[str]:
    """Every metric with its definition, and every cause of a failure."""
    yield from [
        "# Metrics",
        "",
        "Every answer that is measured has a score of each metric: a value, `not applicable` where the question does not ask for one, or",
        "`failed` where there should be a value and is none. A failed score is neither zero nor left out: the report says how many",
        "questions have a score, and how far the missing ones could move the mean. `untuned report --all` shows every metric,",
        "`untuned runs show RUN` every score of an answer.",
        "",
        "Tier 0 is made by rules and always there. Tier 1 needs a local model, named as `verify.support_model`. Tier 2 is the word of a",
        "language model, named as `evaluation.judge`, and reported as it is only once people have labelled 50 of the answers that it",
        "judged and it agrees with them beyond chance. No gate of a build rests on a metric that may not decide one alone. `voice` needs",
        "an author's texts and others', in the folders `evaluation.voice` and `evaluation.others`: see [ratings](../guides/ratings.md).",
        "",
        "Scorers of your own stand beside these: see [extensions](../guides/extensions.md).",
        "",
        "| metric | what it says | range | unit | better | tier | may gate | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for metric in every_metric():
        low, high = (f"{end:g}" if abs(end) != float("inf") else "no bound" for end in metric.range)
        better = "higher" if metric.higher_is_better else "lower"
        told = [f"{low} to {high}", metric.unit, better, str(metric.tier), "yes" if metric.gates else "no", metric.source]
        yield f"| `{metric.name}` | {metric.definition} | {' | '.join(told)} |"
    yield from [
        "",
        "`flip_rate` is no metric of an answer but of a variant: with `--repeats`, the share of questions that were right one time and",
        "wrong another. `macro_f1` is one of a variant too, where questions ask for labels: the mean F1 of the labels that are",
        "right somewhere, so that a rare label counts as much as a frequent one. A run that failed is no wrong label: the figure rests on",
        "the others, and a comparison says what the missing labels could change.",
        "",
        "## Why an answer is not right",
        "Each failure has one cause: what went wrong first on the way from the question to the answer. `untuned runs show RUN --cause",
        "CAUSE` shows the answers of one.",
        "",
        "| cause | what it says |",
        "|---|---|",
    ]
    yield from (f"| {cause} | {meaning} |" for cause, meaning in CAUSES.items())


def every_metric() -> list[Metric]:
    """Every metric that a project may score by, by tier and name; those of its own scorers are not known here."""
    found = (*METRICS, unsupported.METRIC, unsupported_claims(NoScorer()), *JUDGED)
    return sorted(found, key=lambda metric: (metric.tier, metric.name))


class NoScorer:
    """In a local model's place, where nothing is scored."""

    name = "none"

    def score(self, pairs: Sequence[Pair]) -> list[float]:
        """Nothing is supported."""
        return [0.0 for _ in pairs]


def error_classes() -> list[type[errors.UntunedError]]:
    """Every error, in the order of the drawn tree."""
    found = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, errors.UntunedError)]
    return sorted(found, key=lambda one: f"{errors.__doc__}\n".index(one.__name__))


def _carries(class_: type) -> str:
    names = [name for name in inspect.signature(class_).parameters if name != "remedy"]
    return ", ".join(f"`{name}`" for name in names)


def _remedy(class_: type[errors.UntunedError]) -> str:
    for holder in class_.__mro__:
        if holder is errors.UntunedError or not issubclass(holder, errors.UntunedError):
            continue
        if "remedy" in vars(holder):
            return vars(holder)["remedy"]
        if "__init__" in vars(holder):
            written = _remedy_of(ast.parse(inspect.cleandoc("\n" + inspect.getsource(holder))))
            if written:
                return written
    return "said case by case"


def _remedy_of(tree: ast.AST) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "remedy":
            if isinstance(node.value, ast.Constant):
                return str(node.value.value)
            if isinstance(node.value, ast.JoinedStr):
                return "".join(
                    part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}" for part in node.value.values
                )
    return ""


def python_page() -> Iterator[str]:
    """What `import untuned` gives: functions, the methods of a project by what they are for, and the records that go in and out."""
    yield from [
        "# Python",
        "",
        f"`import untuned` loads little; heavy parts are loaded when they are used. This is release {untuned.__version__}.",
    ]
    yield "Every error is in [errors](errors.md); a value that cannot be meant is a `ValueError`, one of another type a `TypeError`."
    yield "Records are frozen: `dataclasses.replace` makes another one. `pydantic.TypeAdapter(Answer)` makes JSON of them, and them of it."
    yield from ["", "## untuned", "", "| name | what you get |", "|---|---|"]
    for name in untuned.__all__:
        found = getattr(untuned, name)
        if inspect.isroutine(found):
            yield _member(f"untuned.{name}", found)
        else:
            kind = "class" if inspect.isclass(found) else type(found).__name__
            said = f": {_first_line(found)}" if inspect.isclass(found) or is_dataclass(found) else ""
            yield f"| `untuned.{name}` | {_in_cell(kind + said)} |"
    yield from ["", "## Project", "", f"{_first_line(Project)} What it leans on, such as its database, is left out here."]
    told: set[str] = set()
    named = [found for name in untuned.__all__ if inspect.isroutine(found := getattr(untuned, name))]
    for part in Project.__mro__:
        members = {name: found for name, found in _public(part) if name not in told} if part not in (Wiring, object) else {}
        told |= set(members)
        named += members.values()
        if members:
            yield from ["", *([f"### {_first_line(part)}", ""] if part is not Project else []), "| member | what you get |", "|---|---|"]
            yield from (_member(name, found) for name, found in members.items())
    yield from ["", "## Types", "", "Where each type that is named above is imported from, for your own annotations.", ""]
    yield from ["| type | from | what it is |", "|---|---|---|"]
    yield from (f"| `{name}` | `{module}` | {_in_cell(said)} |" for name, module, said in sorted(_types_of(named)))
    yield from ["", "## Records"]
    for record in RECORDS:
        yield from [
            "",
            f"### {record.__name__}",
            f"`{record.__module__}`. {_first_line(record)}",
            "",
            "| field | type | default | meaning |",
        ]
        yield "|---|---|---|---|"
        said = _said_of_fields(record)
        for field in fields(record):
            yield f"| `{field.name}` | `{_in_cell(str(field.type))}` | {_default_of(field)} | {_in_cell(said.get(field.name, ''))} |"
        for name, found in _public(record):
            if isinstance(found, property):
                made = inspect.signature(found.fget).return_annotation
                yield f"| `.{name}` | `{_in_cell(made)}` | | {_in_cell(_first_line(found.fget))} |"
    yield from _json()


def _types_of(named: Sequence[object]) -> set[tuple[str, str, str]]:
    """Each type of untuned that annotations name: its name, where it is made, and what it is."""
    found: set[tuple[str, str, str]] = set()
    for one in named:
        of = one.fget if isinstance(one, property) else one.func if isinstance(one, cached_property) else one
        written = " ".join(str(annotation) for annotation in inspect.get_annotations(of).values())
        for name in re.findall(r"\b[A-Z]\w*[a-z]\w*\b", written):
            module = _made_in(name, of.__module__)
            if module.startswith("untuned"):
                found.add((name, module, _what(name, module)))
    return found


def _made_in(name: str, module: str) -> str:
    """The module that a name of another one comes from."""
    for node in ast.walk(ast.parse(inspect.getsource(import_module(module)))):
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            return _made_in(name, node.module or "") if (node.module or "").startswith("untuned") else node.module or ""
    return module if hasattr(import_module(module), name) else ""


def _what(name: str, module: str) -> str:
    """The first line of what is said of a class; a name for other types as it is written."""
    found = getattr(import_module(module), name)
    if inspect.isclass(found) and found.__module__ == module:
        return _first_line(found)
    for node in ast.walk(ast.parse(inspect.getsource(import_module(module)))):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            (target,) = node.targets if isinstance(node, ast.Assign) else (node.target,)
            if ast.unparse(target) == name:
                return f"`{node.value.value if isinstance(node.value, ast.Constant) else ast.unparse(node.value)}`"
    return ""


def _default_of(field: Field[object]) -> str:
    """A field's default, as it would be written; "" where it has none."""
    if field.default is not MISSING:
        return f"`{_in_cell(_written(field.default))}`"
    return "" if field.default_factory is MISSING else f"`{_in_cell(_written(field.default_factory()))}`"


def _written(value: object) -> str:
    """A default in a line of code; "..." for one that would fill it."""
    if value is untuned.OWNER:
        return "OWNER"
    text = repr(dict(value)) if isinstance(value, Mapping) else repr(value)
    return text if len(text) <= 40 else "..."


def _public(part: type) -> Iterator[tuple[str, object]]:
    """A class's own methods and properties in their order, without those that are only for other parts of it."""
    for name, found in vars(part).items():
        made = getattr(found, "__func__", found)
        if not name.startswith("_") and (inspect.isroutine(made) or isinstance(found, property | cached_property)):
            yield name, made


def _member(name: str, found: object) -> str:
    """A row for a function, a method or a property."""
    if isinstance(found, property | cached_property):
        of = found.fget if isinstance(found, property) else found.func
        given = inspect.signature(of).return_annotation
        return f"| `{_in_cell(f'{name}: {given}')}` | {_in_cell(_first_line(of))} |"
    waits = "await " if inspect.iscoroutinefunction(found) else "async for " if inspect.isasyncgenfunction(found) else ""
    return f"| `{_in_cell(waits + name + _signature(found))}` | {_in_cell(_first_line(found))} |"


def _signature(function: object) -> str:
    """A call as it is written: annotations without quotation marks, and no `self`."""
    signature = inspect.signature(function)
    written: list[str] = []
    keyword = False
    for name, parameter in signature.parameters.items():
        if name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            written.append("*")
        keyword = keyword or parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL)
        default = "" if parameter.default is parameter.empty else f" = {_written(parameter.default)}"
        written.append(f"{name}: {parameter.annotation}{default}")
    return f"({', '.join(written)}) -> {signature.return_annotation}"


def _first_line(found: object) -> str:
    return (inspect.getdoc(found) or "").split("\n")[0]


def _said_of_fields(record: type) -> dict[str, str]:
    """What stands below each field of a record, and of those that it builds on."""
    said: dict[str, str] = {}
    for holder in reversed(record.__mro__[:-1]):
        (tree,) = ast.parse(dedent(inspect.getsource(holder))).body
        for field, below in zip(tree.body, tree.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                said[ast.unparse(field.target)] = " ".join(str(below.value.value).split())
    return said


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
