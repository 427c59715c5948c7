"""The reference says what the code says."""

import importlib
import importlib.util
import inspect
import re
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

import untuned
from untuned import errors
from untuned.cli.app import app
from untuned.config.fields import setting_fields
from untuned.evaluation import metrics
from untuned.evaluation.attribution import MEANINGS
from untuned.project.wiring import Wiring
from untuned.types.measures import Cause

DOCS = Path(__file__).parents[2] / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate_reference", DOCS / "generate_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", ["settings.md", "commands.md", "errors.md", "metrics.md", "python.md"])
def test_a_page_of_the_reference_is_what_the_generator_writes(file):
    written = (DOCS / "reference" / file).read_text(encoding="utf-8")
    assert written == generator().pages()[file], "run: python docs/generate_reference.py"


def test_every_setting_is_in_the_reference():
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert [key for key, field in setting_fields().items() if f"`{key}`" not in page and f"`{field.variable}`" not in page] == []


def test_every_command_is_in_the_reference_and_says_what_it_does():
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    commands = get_command(app).commands
    assert len(commands) > 10
    assert [name for name, command in commands.items() if f"## untuned {name}\n" not in page or not command.help] == []
    grouped = [(name, below, inner) for name, command in commands.items() for below, inner in getattr(command, "commands", {}).items()]
    assert len(grouped) > 10
    assert [(name, below) for name, below, inner in grouped if f"### untuned {name} {below}\n" not in page or not inner.help] == []


def every_command():
    for name, command in get_command(app).commands.items():
        yield name, command
        yield from ((f"{name} {below}", inner) for below, inner in getattr(command, "commands", {}).items())


def test_every_option_says_what_it_does():
    silent = [
        f"{name} {parameter.name}"
        for name, command in every_command()
        for parameter in command.params
        if not getattr(parameter, "help", "")
    ]
    assert silent == []


def test_every_error_is_in_the_reference_and_in_the_drawn_tree():
    page = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    tree = inspect.getdoc(errors)
    names = [name for name, found in vars(errors).items() if inspect.isclass(found) and issubclass(found, errors.UntunedError)]
    assert len(names) > 20
    assert [name for name in names if f"| `{name}` |" not in page or f"{name} " not in tree.replace("\n", " ")] == []


def test_everything_that_untuned_exports_and_every_method_of_a_project_is_in_the_reference():
    page = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    assert [name for name in untuned.__all__ if f"| `untuned.{name}" not in page] == []
    methods = [name for name, found in inspect.getmembers(untuned.Project, inspect.isroutine) if not name.startswith("_")]
    plumbing = set(vars(Wiring))
    assert len(methods) > 60
    assert [
        name for name in methods if name not in plumbing and not re.search(rf"^\| `(?:await |async for )?{name}[(:]", page, re.MULTILINE)
    ] == []
    assert not re.search(r"\| +\|$", page.split("## Records")[0], re.MULTILINE), "a method without a docstring"


def test_every_metric_is_in_the_reference():
    page = (DOCS / "reference" / "metrics.md").read_text(encoding="utf-8")
    supporting = {"case", "checking", "extensions", "form", "judge", "likeness", "metric", "registry", "standing"}
    names = {file.stem for file in Path(metrics.__path__[0]).glob("[a-z]*.py")} - supporting
    assert len(names) > 35
    assert {metric.name for metric in generator().every_metric()} == names
    assert [name for name in names if f"| `{name}` |" not in page] == []


def test_every_cause_of_a_failure_is_in_the_reference():
    page = (DOCS / "reference" / "metrics.md").read_text(encoding="utf-8")
    assert set(MEANINGS) == set(get_args(Cause))
    assert [cause for cause in get_args(Cause) if f"| {cause} |" not in page] == []


def test_every_type_that_a_method_names_can_be_imported_from_where_the_reference_says():
    page = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    methods, types = page.split("\n## Types\n")
    rows = re.findall(r"^\| `(\w+)` \| `(untuned[\w.]*)` \| \S", types, re.MULTILINE)
    assert [row for row in rows if not hasattr(importlib.import_module(row[1]), row[0])] == []
    of_python = {"AsyncGenerator", "Callable", "Generator", "Iterator", "Mapping", "None", "Path", "Self"}
    returned = set(re.findall(r"-> (?:list\[|tuple\[)?([A-Z]\w+)", methods)) - of_python
    assert returned - {name for name, _ in rows} == set()
