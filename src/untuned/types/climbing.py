"""What `untuned.toml` says of climbing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ClimbSettings:
    """The budget of an answer, and what a project adds to the ladder."""

    quality: float | None = None
    """Of the headline metric: once it is reached, climbing ends; None climbs as far as there is gain."""
    latency_ms: float | None = None
    """For the slower 5 % of answers."""
    cost: float | None = None
    """US dollars for 1,000 answers."""
    rungs: tuple[str, ...] = ()
    """Variants of the project that are rungs too; those with prompts of their own are anyway."""
    tuned: tuple[str, ...] = ()
    """Variants of the project that ask a tuned model: the last rungs."""
