"""What a command prints with --json has the keys that the reference says."""

import importlib.util
import json
import sys
from dataclasses import fields
from pathlib import Path

import pytest

LOG = '{"question": "How long?", "answer": "It lasts 24 months.", "contexts": ["It lasts 24 months."]}\n'
QUESTIONS = '{"question": "Within how many days can goods be returned?", "answer": "30 days"}\n'
TASK = '\n[tasks.sorter]\nlabels = ["bill", "fault"]\nexamples = "examples.jsonl"\n'
EXAMPLES = "".join(
    json.dumps({"text": f"{text} {n}", "label": label}) + "\n"
    for n in range(6)
    for text, label in (("the invoice is wrong", "bill"), ("the hub is broken", "fault"))
)
CALLS = {
    "ask": ("ask", "How do I return goods?"),
    "check": ("check",),
    "chat --list": ("chat", "--list"),
    "compare": ("eval", "default"),
    "gaps": ("gaps",),
    "history": ("history",),
    "purge": ("purge", "docs/pairing.md", "--yes"),
    "questions list": ("questions", "list"),
    "run": ("run", "sorter", "note.txt"),
    "show": ("show", "a1"),
    "stale": ("stale",),
    "status": ("status",),
    "summarise": ("summarise", "docs/returns.md"),
    "sync": ("sync",),
    "tags": ("tags",),
    "variants": ("variants",),
    "verify": ("verify", "log.jsonl"),
}


def printed():
    spec = importlib.util.spec_from_file_location("generate_reference", Path(__file__).parents[2] / "docs" / "generate_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.PRINTED, module.RECORDS


PRINTED, RECORDS = printed()


@pytest.fixture
def asked(project, untuned):
    for name, text in {"log.jsonl": LOG, "asked.jsonl": QUESTIONS, "examples.jsonl": EXAMPLES, "note.txt": "the invoice is wrong"}.items():
        (project / name).write_text(text, encoding="utf-8")
    settings = project / "untuned.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + TASK, encoding="utf-8")
    assert untuned("ask", "How do I return goods?").code in (0, 3)
    assert untuned("questions", "import", "asked.jsonl").code == 0
    return project


@pytest.mark.parametrize("command", [name for name in PRINTED if name != "chat"])
def test_a_command_prints_the_fields_of_the_record_that_the_reference_names(asked, untuned, command):
    record, beside = PRINTED[command]
    said = untuned("--json", *CALLS[command])
    assert said.code in (0, 3)
    body = said.json
    wanted = {field.name for field in fields(record) if field.repr}
    if beside.startswith("as `{"):
        body = body[beside.split('"')[1]]
    for one in body if isinstance(body, list) else [body]:
        assert wanted - one.keys() == set()
        assert {key for key in one.keys() - wanted if f"`{key}`" not in beside} == set()


def test_every_record_that_a_command_prints_is_described():
    assert {record for record, _ in PRINTED.values()} - set(RECORDS) == set()
