"""Variants that are put together by name: `default+shots_4+thinking` is `default` with four examples, thinking first.

What follows each `+` changes one choice of what stands before it:

- `shots_K`, `nearest_K`: K solved questions as examples, the same ones for every question, or those most like it;
- `thinking`: the model reasons step by step first;
- `oracle`: the question's own evidence is read in place of what search finds;
- `text`, `claims`: plain text that nobody verifies, or verified claims;
- `words`: found by words alone, without what texts mean;
- `again`: nothing that changes an answer, so that the same is asked once more.
"""

from __future__ import annotations

from collections.abc import Mapping

from untuned.evaluation.variants.shipped import BY_WORDS
from untuned.text.regex import regex
from untuned.types.settings import Settings, VariantSettings

MOST_SHOTS = 64
_COUNTED = regex(r"(shots|nearest)_([1-9][0-9]?)")
_CHANGES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "thinking": ("reasoning step by step first", {"thinking": True}),
    "oracle": ("reading the question's own evidence in place of what search finds", {"context": "oracle", "instructed": True}),
    "text": ("answered in plain text that nobody verifies", {"wording": "text"}),
    "claims": ("answered in verified claims", {"wording": "claims"}),
}
_LONGEST = 8
"""Changes of one name."""


def composed(name: str, tables: Mapping[str, VariantSettings], *, settings: Settings) -> dict[str, VariantSettings]:
    """The tables of a name with `+`, one for each change and the one before it; empty for a name that is not so made."""
    base, *changes = name.split("+")
    if base not in tables or not changes or len(changes) > _LONGEST:
        return {}
    found: dict[str, VariantSettings] = {}
    for change in changes:
        made = _changed(base, change, settings=settings)
        if made is None:
            return {}
        found[made.name] = made
        base = made.name
    return found


def _changed(base: str, change: str, *, settings: Settings) -> VariantSettings | None:
    counted = _COUNTED.fullmatch(change)
    if counted is not None:
        return _with_shots(base, change, counted[1], int(counted[2]))
    if change == "again":
        # One millisecond more to answer in is another choice, by which its answers are asked anew, and none that changes one.
        once_more = (("model.deadline_ms", settings.model.deadline_ms + 1),)
        return VariantSettings(name=f"{base}+{change}", extends=base, description=f"{base}, asked once more", overrides=once_more)
    if change == "words":
        told = f"{base}, found by words alone"
        return VariantSettings(name=f"{base}+{change}", extends=base, description=told, overrides=tuple(sorted(BY_WORDS.items())))
    if change not in _CHANGES:
        return None
    told, method = _CHANGES[change]
    return _variant(base, change, f"{base}, {told}", **method)


def _with_shots(base: str, change: str, choice: str, count: int) -> VariantSettings | None:
    if count > MOST_SHOTS:
        return None
    told = f"{base} after {count} solved questions" + ("" if choice == "shots" else ", those most like it")
    return _variant(base, change, told, shots=count, shot_choice="fixed" if choice == "shots" else "nearest")


def _variant(base: str, change: str, description: str, **method: object) -> VariantSettings:
    return VariantSettings(name=f"{base}+{change}", extends=base, description=description, method=tuple(sorted(method.items())))
