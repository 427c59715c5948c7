"""When a base model is switched off: by the project's settings, else as its provider announced."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from typing import Any

from untuned.evaluation.advice.dossier import Retirement
from untuned.text.regex import regex

_SNAPSHOT = regex(r"-\d{4}(?:-\d{2}-\d{2})?\Z")
SETTING = "advice.retires"


def retirement_of(base: str, *, retires: date | None = None, elsewhere: bool = False) -> Retirement:
    """What is known of a base's end.

    Args:
        base: As `provider:model`.
        retires: What the project's settings say; it counts before what was announced.
        elsewhere: It is asked at an endpoint of its own, where a provider's announcements say nothing.
    """
    provider, _, model = base.partition(":")
    held = {} if elsewhere else tomllib.loads(resources.files(__package__ or "").joinpath("retirements.toml").read_text(encoding="utf-8"))
    own = [one for one in held.get("retirement", ()) if one["provider"] == provider]
    plain = _plain(model)
    announced = next((one for name in (plain, _SNAPSHOT.sub("", plain)) for one in own if name in one["models"]), None)
    training = next((one for one in held.get("training", ()) if one["provider"] == provider), None)
    if retires is not None:
        return Retirement(retires=retires, training_ends=_of(training, "ends"), source=SETTING)
    told = announced or training
    return Retirement(
        retires=_of(announced, "retires"),
        training_ends=_of(training, "ends"),
        source=told["source"] if told is not None else "",
        checked=_of(told, "checked"),
    )


def _plain(model: str) -> str:
    """A model's name; of one that was tuned, the name of what it was tuned on."""
    parts = model.split(":")
    return parts[1] if parts[0] == "ft" and len(parts) > 1 else model


def _of(found: dict[str, Any] | None, key: str) -> date | None:
    return None if found is None else found[key]
