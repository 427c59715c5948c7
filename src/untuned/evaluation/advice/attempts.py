"""What was tried with prompts: told from the variants that were measured, by what they choose."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from untuned.evaluation.advice.dossier import Attempts

_BOUND = ("auto", "tool", "native")
"""Ways to ask for claims in which the endpoint holds the output to a schema."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A variant that was measured, with what was kept of it."""

    choices: Mapping[str, Any]
    prompts: Mapping[str, str] = field(default_factory=dict[str, str])
    """The SHA-256 of each template that it asked with; empty where an earlier release kept none."""
    shown: str = ""
    """What tells its examples from others; "" where an earlier release kept none."""


def attempts(made: Sequence[Made], *, model: str, reads: bool | None) -> Attempts:
    """What was tried with a model.

    Two wordings count where the words of their templates differ, and nothing else that the two variants choose; two sets of examples where
    other examples are shown. The same asked again, by another release or after more questions, is no further attempt.
    What reads no document says nothing of a variant that does: such variants count only where the standing one reads none either.

    Args:
        made: The variants that were measured on enough questions.
        model: The model that answers; variants of another one say nothing of it.
        reads: Whether the standing variant reads documents; None counts all.
    """
    asked = [one for one in made if _asks(one.choices, model, reads)]
    alike: dict[str, list[Made]] = defaultdict(list)
    for one in asked:
        rest = {key: value for key, value in one.choices.items() if key != "model.prompts"}
        alike[json.dumps(rest, sort_keys=True)].append(one)
    shots = [one for one in asked if one.choices.get("shots")]
    return Attempts(
        prompts=max((_different((one.choices.get("model.prompts"), _words(one)) for one in each) for each in alike.values()), default=0),
        shot_sets=_different(((one.choices["shots"], one.choices.get("shot_choice")), one.shown) for one in shots),
        constrained=any(_bound(one.choices) for one in asked),
        thinking=any(bool(one.choices.get("thinking")) for one in asked),
    )


def _different(known: Iterable[tuple[Hashable, str]]) -> int:
    """How many differ by what was kept of them; those of which nothing was kept count by their choice, where no other one makes it."""
    every = set(known)
    told = {words for _, words in every if words}
    made = {choice for choice, words in every if words}
    return len(told) + len({choice for choice, words in every if not words} - made)


def _words(one: Made) -> str:
    return json.dumps(one.prompts, sort_keys=True) if one.prompts else ""


def _asks(choices: Mapping[str, Any], model: str, reads: bool | None) -> bool:
    read = choices.get("context") != "none" and not choices.get("task")
    return bool(model) and choices.get("model.name") == model and reads in (None, read)


def _bound(choices: Mapping[str, Any]) -> bool:
    return bool(choices.get("task")) or (choices.get("wording") == "claims" and choices.get("model.output") in _BOUND)
