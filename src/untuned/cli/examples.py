"""An example for every command that cannot do without an argument: whoever leaves it out sees one."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "ask": '"How long is the warranty?"',
    "backup": "untuned.backup",
    "compare": "default no_scope",
    "completion": "bash",
    "diff": "docs/returns.md",
    "eval": "default",
    "lean add": "row:17 docs/returns.md",
    "lean confirm": "3",
    "lean reject": "3",
    "lean remove": "3",
    "lean settle": "row:17",
    "ledger add": "tuning --hours 3",
    "parity": "zero_shot mine",
    "purge": "docs/old.md",
    "questions confirm": "--all",
    "questions import": "questions.jsonl",
    "questions remove": "q-1a2b3c",
    "questions show": "q-1a2b3c",
    "ratings draw": "m1 --out label.csv",
    "ratings estimate": "m1",
    "ratings import": "labels.csv",
    "ratings judge": "m1",
    "restore": "untuned.backup",
    "route": '"Cancel my order"',
    "run": "mails inbox.jsonl",
    "runs import": "answers.jsonl --system chatbot",
    "runs show": "m1",
    "search": '"warranty"',
    "show": "a1",
    "summarise": "docs/returns.md",
    "verify": "answers.jsonl",
}
"""By the command's name, what stands behind it."""


def example_of(path: str) -> str:
    """A whole command line by its path, `untuned ask`; "" for a command that needs no argument."""
    name = path.removeprefix("untuned ")
    return f"{path} {EXAMPLES[name]}" if name in EXAMPLES else ""
