"""Every sentence that the measuring core can make has a Russian one: its words are read out of the code that makes them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import untuned
from untuned.evaluation.page.russian.laddering import RUNGS
from untuned.evaluation.page.russian.say import PATTERNS
from untuned.types.advice import Action
from untuned.types.ladder import Outcome, PlateauState
from untuned.types.measures import Cause, Outlook

ROOT = Path(untuned.__file__).parent
SPEAKING = (
    *sorted((ROOT / "evaluation" / "advice").glob("*.py")),
    *sorted((ROOT / "evaluation" / "ladder").glob("*.py")),
    *(
        ROOT / name
        for name in (
            "evaluation/answerable.py",
            "evaluation/clustered.py",
            "evaluation/judged.py",
            "evaluation/ratings/calibrate.py",
            "evaluation/report/build.py",
            "evaluation/report/contrasts.py",
            "evaluation/report/pairs.py",
            "evaluation/stats/clusters.py",
            "evaluation/stats/compare.py",
            "evaluation/stats/paired_binary.py",
            "evaluation/stats/paired_numeric.py",
            "evaluation/stats/sentences.py",
            "evaluation/unasked.py",
            "evaluation/variants/ablation.py",
            "evaluation/variants/resolve.py",
            "evaluation/variants/shipped.py",
            "evaluation/variants/shots.py",
            "evaluation/variants/tasks.py",
            "project/climbing.py",
            "project/confirming.py",
            "project/voices.py",
        )
    ),
)
"""Modules whose words a page shows."""
NAMES = frozenset(name for kind in (Action, Outcome, PlateauState, Cause, Outlook) for name in get_args(kind))
"""What the page has words of its own for."""
UNSHOWN = frozenset(
    {
        # the page asks the three questions in its own words
        "Is there a consistent problem of form or refusal that prompting cannot mend?",
        "Does it need knowledge that changes faster than it is retrained?",
        "Is tuning worth what it costs?",
        # how an interval was made
        "ranges of the assumptions",
        "score test of a steady rate",
        "documents and their edits as groups",
        "bootstrap over items, and Newcombe",
        # p itself, and how sources begin that are looked for
        "p < .0001",
        "assumed: advice",
        "assumed: advice.failure_cost",
        "assumed: advice.horizon_months",
        # settings, as they are written
        "thinking = true",
        "shots =",
        "corrections =",
        # one of two words between figures
        "1 further question lacks",
        # remedies, which a page does not show
        'add context = "none" and wording = "text", or take it out',
        'add wording = "text"',
        "take 'checker' out, or set another context",
    }
)
SKIPPED = frozenset({"remedy", "command", "description"})
"""Arguments and variables that a page does not show; a shipped variant's description is none of them."""


def test_every_sentence_of_the_core_has_a_russian_one():
    known = "\n".join((*(one.literal for one in PATTERNS), *RUNGS))
    unknown = [f"{file.relative_to(ROOT)}:{line}: {words}" for file in SPEAKING for line, words in said_in(file) if words not in known]
    assert unknown == [], "give each a Russian sentence in evaluation/page/russian"


@pytest.mark.parametrize("text", ["Nobody has said this before.", "f'{n} ways to say it anew'"])
def test_a_sentence_that_was_never_said_is_found(tmp_path, text):
    file = tmp_path / "module.py"
    file.write_text(f'"""Not this."""\nTOLD = {text if text.startswith("f") else repr(text)}\n', encoding="utf-8")
    known = "\n".join(one.literal for one in PATTERNS)
    assert [words for _, words in said_in(file) if words not in known] == [text.removeprefix("f'{n} ").rstrip("'.")]


def said_in(file):
    """(line, words) of each piece of a sentence that a module's code holds."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for line, text in strings(tree, shown=file.name == "shipped.py"):
        for piece in re.split(r"\{\w*(?:[.:][^}]*)?\}|(?<=[.?!])\s+", text):
            words = piece.strip(" .,:;()'\"[]=?!")
            if (
                " " in words
                and re.search("[A-Za-z]", words)
                and not {words, text, piece.strip()} & (NAMES | UNSHOWN)
                and not is_code(words)
            ):
                yield line, words


def strings(node, *, shown):
    """(line, text) of every string that may be shown: no docstring, no annotation, no remedy, and of what is raised only reasons."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
        return
    for child in ast.iter_child_nodes(node):
        if not is_skipped(child, node):
            yield from strings(child, shown=shown)


def is_skipped(child, parent):
    if isinstance(child, ast.Raise):
        return not (isinstance(child.exc, ast.Call) and getattr(child.exc.func, "id", "") == "BadVariant")
    if isinstance(parent, (ast.AnnAssign, ast.arg)) and child is parent.annotation:
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(child, ast.keyword):
        return child.arg in SKIPPED
    return isinstance(child, ast.Assign) and getattr(child.targets[0], "id", "").lower().strip("_") in SKIPPED


def is_code(words):
    """A command, or a type."""
    return bool(re.match(r"untuned [a-z]+|(?:Mapping|tuple|dict|list)\[|\w+ \| None", words))
