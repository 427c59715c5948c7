"""Writes docs/reference from the code: `python docs/generate_reference.py`. A test fails when a page is out of date."""

import ast
import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path

from typer import Context
from typer.main import get_command

from untuned import errors
from untuned.cli.app import app
from untuned.config.fields import OVERRIDDEN, SettingField, metadata_fields, rule_fields, setting_fields, variant_fields
from untuned.config.meanings import MEANINGS, SECTIONS, VARIABLES
from untuned.config.toml_text import toml_table, toml_value
from untuned.config.values import bounds
from untuned.evaluation.attribution import MEANINGS as CAUSES
from untuned.evaluation.judged import JUDGED
from untuned.evaluation.metrics import unsupported
from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.registry import METRICS
from untuned.evaluation.metrics.unsupported_claims import unsupported_claims
from untuned.rag.verify.support.support import Pair

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate_reference.py; change the code, then run it. -->"
WIDTH = 100


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    made = {"settings": settings_page, "commands": commands_page, "errors": errors_page, "metrics": metrics_page}
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
    yield from _metadata()
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


def _metadata() -> Iterator[str]:
    yield from ["", "## [metadata.NAME]", SECTIONS["metadata"], "", "| key | kind | default | meaning | example |", "|---|---|---|---|---|"]
    for name, field in metadata_fields().items():
        meaning = MEANINGS[f"metadata.{name}"]
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
    yield from ["# Commands", "", *_help(above)]
    for name, command in sorted(group.commands.items()):
        here = command.make_context(name, [], parent=above, resilient_parsing=True)
        yield from ["", f"## untuned {name}", "", *_help(here)]
        for below, inner in sorted(getattr(command, "commands", {}).items()):
            yield from ["", f"### untuned {name} {below}", "", *_help(inner.make_context(below, [], parent=here, resilient_parsing=True))]


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
        "`flip_rate` is no metric of an answer but of a variant: with `--repeats`, how likely two answers to one question differ in",
        "whether they are right.",
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
    """Every error of the module, in its order."""
    return [found for found in vars(errors).values() if inspect.isclass(found) and issubclass(found, errors.UntunedError)]


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


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
