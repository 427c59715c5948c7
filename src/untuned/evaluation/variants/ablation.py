"""What two variants differ in: an ablation where it is one choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from untuned.evaluation.variants.choices import choices, written
from untuned.text.listing import listed
from untuned.types.methods import Variant

_NAMED = 5
"""Choices that a label names; the rest are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Differing:
    """One choice that two variants make differently, as TOML writes it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Every choice in which B differs from A, sorted."""

    fields: tuple[Differing, ...]

    @property
    def ablation(self) -> bool:
        """True where it is one choice: what the comparison finds is that choice's doing."""
        return len(self.fields) == 1

    @property
    def label(self) -> str:
        """As reports print it: `ablation: search.rerank true -> false`, `3 fields: ...`, `the same choices`."""
        if not self.fields:
            return "the same choices"
        if self.ablation:
            (one,) = self.fields
            return f"ablation: {one.field} {one.before} -> {one.after}"
        return f"{len(self.fields)} fields: {listed([one.field for one in self.fields], most=_NAMED)}"


def difference(a: Variant, b: Variant) -> Difference:
    """What B chooses otherwise than A."""
    return between(*({key: written(value) for key, value in choices(one).items()} for one in (a, b)))


def between(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """What two lists of choices, each as TOML writes it, make differently; "" stands for a choice that one of them does not know."""
    differing = sorted(key for key in {**before, **after} if before.get(key, "") != after.get(key, ""))
    return Difference(fields=tuple(Differing(field=key, before=before.get(key, ""), after=after.get(key, "")) for key in differing))
