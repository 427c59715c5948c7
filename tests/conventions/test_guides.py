"""The pages of docs are true: settings are read, commands and their options exist, links lead somewhere, nothing is left out."""

import inspect
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from untuned import errors
from untuned.cli.app import app
from untuned.config import read
from untuned.evaluation.variants.resolve import resolve
from untuned.models.facts import read_facts

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
ASSISTANTS = sorted(DOCS.glob("guides/assistants-*.md"))
OWN = (*ASSISTANTS, *sorted(DOCS.glob("guides/from-*.md")), DOCS / "guides" / "report-page.md", DOCS / "troubleshooting.md")
"""Pages whose every command line is parsed; those that the suite runs whole need it less."""

FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction, the mean of 190 studies (Brysbaert 2019)."""
SECONDS_A_COMMAND = 20
"""To type or paste a command or a file, and to look at what came of it."""


def fenced(page: Path, kind: str) -> Iterator[str]:
    """The bodies of a page's blocks of one kind."""
    return (found["body"] for found in FENCE.finditer(page.read_text(encoding="utf-8")) if found["kind"].split(" ")[0] == kind)


def toml_blocks() -> list[tuple[str, str]]:
    return [(page.relative_to(DOCS).as_posix(), body) for page in PAGES for body in fenced(page, "toml")]


@pytest.mark.parametrize(("page", "block"), toml_blocks(), ids=[page for page, _ in toml_blocks()])
def test_every_block_of_settings_is_read_without_an_error(page, block, tmp_path):
    if page == "guides/facts.md":
        assert read_facts(block).facts
        return
    file = tmp_path / "untuned.toml"
    file.write_text(block, encoding="utf-8")
    read(file, environ=dict.fromkeys(re.findall(r'env = "(\w+)"', block), "sqlite:///x.db"))


@pytest.mark.parametrize("page", ASSISTANTS, ids=lambda page: page.stem)
def test_the_settings_of_an_assistant_make_a_project_that_opens_and_variants_that_can_answer(page, tmp_path):
    (settings,) = fenced(page, "toml")
    file = tmp_path / "untuned.toml"
    file.write_text(settings, encoding="utf-8")
    found = read(file, environ={})
    assert [resolve(one.name, settings=found, root=tmp_path).name for one in found.variants] == [one.name for one in found.variants]
    assert found.sources.paths


def called(page: Path) -> Iterator[list[str]]:
    """The arguments of every call of untuned in a page's blocks that are no program."""
    for kind in ("", "console", "bash"):
        for body in fenced(page, kind):
            for line in body.splitlines():
                for part in re.split(r"&&|\||;|<|>>?", line.removeprefix("$ ").split("   #")[0]):
                    if part.strip().startswith("untuned "):
                        yield shlex.split(part)[1:]


@pytest.mark.parametrize("page", OWN, ids=lambda page: page.stem)
def test_every_command_of_the_page_and_its_options_exist(page):
    wrong = {shlex.join(arguments): why for arguments in called(page) if (why := why_wrong(arguments))}
    assert wrong == {}


def why_wrong(arguments: list[str]) -> str:
    """Why a command line cannot be read; "" where it can. Nothing is run."""
    command = get_command(app)
    try:
        inner = command.make_context("untuned", list(arguments))
        while hasattr(command, "commands"):
            name, command, rest = command.resolve_command(inner, [*inner._protected_args, *inner.args])
            inner = command.make_context(name, rest, parent=inner)
    except typer.TyperException as error:
        return error.format_message()
    return ""


@pytest.mark.parametrize("line", ["nosuch", "questions drft", "check docs --fail-on nonsense", "compare default --nope"])
def test_a_command_line_that_cannot_be_read_is_told(line):
    assert why_wrong(shlex.split(line))


def test_the_guides_call_commands_at_all():
    assert sum(len(list(called(page))) for page in OWN) > 30


def test_every_link_between_pages_leads_to_a_file():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (*PAGES, ROOT / "README.md")
        for target in LINK.findall(CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8"))))
        if ":" not in target and not (page.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


def test_every_page_is_reached_from_the_index():
    """Findings and decisions have indexes of their own."""
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [
        page.relative_to(DOCS).as_posix()
        for page in PAGES
        if page.parent.name not in ("findings", "decisions") and page.name != "README.md"
    ]
    assert [page for page in pages if f"]({page})" not in index] == []


def test_every_error_has_an_entry_in_troubleshooting_with_its_cause_and_what_to_do():
    page = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^### (\w+)\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL))
    names = {found.__name__ for found in vars(errors).values() if inspect.isclass(found) and issubclass(found, errors.UntunedError)}
    assert set(entries) == names
    assert [name for name, entry in entries.items() if "\n**Do:** " not in entry or len(entry.split()) < 8] == []


def minutes(page: str) -> float:
    """Reading and typing: words outside blocks and tables of figures, and every command and file."""
    text = (ROOT / page).read_text(encoding="utf-8")
    prose = [line for line in FENCE.sub("", text).splitlines() if not line.startswith("|")]
    blocks = [(found["kind"].split(" ")[0], found["body"]) for found in FENCE.finditer(text)]
    typed = sum(len(re.findall(r"^\$ ", body, re.MULTILINE)) if kind == "console" else kind in ("file", "python") for kind, body in blocks)
    return len(LINK.sub("]", "\n".join(prose)).split()) / WORDS_A_MINUTE + typed * SECONDS_A_COMMAND / 60


def test_the_readme_and_the_tutorial_take_twenty_minutes():
    assert minutes("README.md") + minutes("docs/tutorial.md") <= 20
