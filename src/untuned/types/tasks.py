"""Structured tasks: inputs that become one label of a set, or a JSON value of a schema; and claims that are put into such a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

LINEAR = "linear"
"""What a task names in place of a chat model to be done by the classifier that learns from its examples."""

REPAIRED = "form repaired: "
"""Begins the note of an output that had its form only once rules had mended it; what they did follows."""
UNFIT = "form not kept: "
"""Begins the note of an output that never had the form; why follows."""
DOUBTED = "not sure enough: "
"""Begins the note of a label that is left to a person; the likeliest label and its probability follow."""

TaskStatus = Literal["ok", "needs_human", "invalid", "failed"]
"""`needs_human`: not sure enough; `invalid`: no output had the form, however often asked; `failed`: it could not be read or asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskSettings:
    """What a table `[tasks.NAME]` says, checked by itself: the files that it names are read when the task is opened."""

    name: str
    labels: tuple[str, ...] = ()
    """The set that an input is given one of; empty where there is a schema."""
    schema: str = ""
    """A JSON Schema: its file, relative to the root, or the schema itself as JSON."""
    prompt: str = ""
    """What a chat model is told to do."""
    examples: str = ""
    """A file of solved inputs, JSON Lines or CSV, relative to the root."""
    solved: tuple[tuple[str, str], ...] = ()
    """Solved inputs that stand in the settings themselves."""
    model: str = ""
    """`provider:model`; `linear` for the classifier; empty: the project's chat model where it names one, else the classifier."""
    shots: int = 4
    """How many of the examples a chat model is shown, those most like the input."""
    threshold: float = 0.0
    """The least probability of a label; below it, a person decides."""
    strange: float = 0.05
    """The share of inputs like the examples that may be left to a person, so that those that are unlike them are too; 0: only an input of
    which no example has a word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A solved input."""

    input: str
    output: str
    """A label, or JSON."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A task with all that it was told."""

    name: str
    labels: tuple[str, ...] = ()
    schema: str = ""
    """As JSON, with sorted keys; "" for a task of labels."""
    prompt: str = ""
    examples: tuple[Example, ...] = field(default=(), repr=False)
    shots: int = 0
    threshold: float = 0.0
    strange: float = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskInput:
    """One input, and what it is called."""

    name: str
    text: str = field(default="", repr=False)
    problem: str = ""
    """Why it could not be read; "" where it was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskResult:
    """What came of one input."""

    input: str
    """Its name."""
    status: TaskStatus
    output: str = ""
    """The label, or JSON that fits the schema; "" where a person has to look."""
    guess: str = ""
    """The likeliest label of an input that is left to a person."""
    probability: float | None = None
    """Of the label, calibrated; None where a chat model gave it."""
    problem: str = ""
    """Why there is no output."""
    notes: tuple[str, ...] = ()
    model: str = ""
    requests: int = 0
    failed_requests: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """Why a value of a filled form may be shown: the verified claim that has it."""

    path: str
    """Where the value stands in the form, such as `/price/amount`."""
    value: str
    """As JSON."""
    by: Literal["words", "number", "date", "schema"]
    """The claim has these words, this number, this date; or the schema allows nothing else."""
    claim: int | None = None
    """Its place among the answer's claims, from 0; None where the schema says it."""
    source: str = ""
    """The words of the quote or the claim that say it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A value that was left out of a filled form, and why."""

    path: str
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """Verified claims in the form of a task. Every value of `output` has a proof; what had none is in `refused` and was left out."""

    task: str
    output: str
    """JSON; "" where too little could be proven for the form: then a person has to look."""
    proofs: tuple[Proof, ...] = ()
    refused: tuple[Refusal, ...] = ()
    problem: str = ""
    """Why there is no output."""
    model: str = ""


def left_over(notes: Sequence[str]) -> str:
    """The note that says why an output is not shown, so that a person has to look; "" where none does."""
    return next((note for note in notes if note.startswith((UNFIT, DOUBTED))), "")
