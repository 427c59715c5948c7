"""How a question is answered beyond the project's settings, and a named choice of all that can change an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from untuned.types.answers import Dropped, Turn
from untuned.types.settings import Settings
from untuned.types.tasks import LINEAR

Context = Literal["retrieved", "oracle", "none"]
"""What is read for a question: what search finds, the question's own evidence, or nothing at all."""

Wording = Literal["claims", "text"]
"""Verified claims; or the plain text that other tools show, which is never shown as verified."""

ShotChoice = Literal["fixed", "nearest"]
"""Which examples a model is shown: the same ones for every question, or those most like it."""

Step = Literal["scope", "agreement", "leaning"]
"""Steps of verification that a variant may leave out, to measure what each one does. Quotes are always verified."""

ALL_STEPS: tuple[Step, ...] = ("scope", "agreement", "leaning")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """A solved question that a model is shown as an example."""

    question: str
    answer: str
    """"" where the right thing is to say that the documents do not answer."""
    quotes: tuple[str, ...] = ()
    id: str = ""
    """Of the question that it was made from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What a model is given beside the question and the passages."""

    history: tuple[Turn, ...] = ()
    facts: tuple[str, ...] = ()
    failures: tuple[Dropped, ...] = ()
    """Claims of its last answer that were refused: it answers in their place."""
    shots: tuple[Shot, ...] = ()
    thinking: bool = False
    """It is asked to reason step by step before it answers; what it thinks is not shown."""
    previous: str = ""
    """Its own last answer, to look over and correct."""
    text: str = ""
    """What it words anew (`restyle`), or the claim that it checks (`crosscheck`)."""
    quotes: tuple[str, ...] = ()
    """What a claim is checked against, beside passages (`crosscheck`)."""


NOTHING_MORE = Brief()


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """How an answer is made. The default is what `untuned ask` does; anything else is a variant's choice."""

    context: Context = "retrieved"
    wording: Wording = "claims"
    instructed: bool = True
    """A model is told how to answer; otherwise it is given the question alone, as a person types it into a chat."""
    shots: int = 0
    """How many examples a model is shown, of the development questions."""
    shot_choice: ShotChoice = "fixed"
    thinking: bool = False
    corrections: int = 0
    """How often a model looks its own answer over and corrects it."""
    rewriter: str = ""
    """A model that words the finished answer anew, as `provider:model`; what it writes is never shown as verified."""
    checker: str = ""
    """A model that is asked, claim by claim, whether the quotes carry it; what it denies is dropped."""
    routed: bool = False
    """The router tells which variant answers each question; all else of the method is for what it sends nowhere."""
    steps: tuple[Step, ...] = ALL_STEPS
    task: str = ""
    """The task that the question is an input of; it is done from the input alone."""
    format: str = ""
    """The task in whose schema verified claims are put; a value that no claim has is left out."""


DEFAULT = Method()


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """Every choice that can change an answer, by name."""

    name: str
    settings: Settings
    method: Method = DEFAULT
    groups: tuple[str, ...] = ()
    """Asks as a member of these groups; as the owner when there are none."""
    description: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    """(field, value as TOML) of everything that differs from the project's own settings, sorted."""
    hash: str = field(default="")
    """Sixteen hexadecimal digits over every choice, the prompts' texts and the release; never over a key."""
    prompts: tuple[tuple[str, str], ...] = ()
    """(name, SHA-256) of each template that its models are asked with, sorted."""
    shown: str = ""
    """What tells its examples from others, which hold for every question; "" without any."""
    routed_to: tuple[Variant, ...] = ()
    """Of one whose questions are routed: the variants that answer them."""

    @property
    def formatter(self) -> str:
        """The model of its own that the task of `format` names; "" where there is none."""
        named = (one.model for one in self.settings.tasks if one.name == self.method.format)
        model = next(named, "")
        return "" if model == LINEAR else model
