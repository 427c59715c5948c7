"""How far a climb is."""

from __future__ import annotations

from dataclasses import dataclass

from untuned.evaluation.ladder.plateau import Attempt, plateau
from untuned.evaluation.ladder.tried import Terms, Tried
from untuned.evaluation.report.pairs import is_share
from untuned.types.ladder import Plateau, ShotPoint, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Ascent:
    """How far a climb is."""

    steps: tuple[Step, ...] = ()
    standing: Tried | None = None
    """None before the first rung that can answer."""
    reads: bool = False
    """The variant that stands reads documents."""
    climbed: int = 0
    attempts: tuple[Attempt, ...] = ()
    curve: tuple[ShotPoint, ...] = ()
    compared: tuple[tuple[str, str], ...] = ()
    """(name, hash) of every variant that was held against another."""
    family: int = 0
    """The most comparisons that shared alpha."""
    stopped: bool = False

    def plateau(self, terms: Terms) -> Plateau:
        """Whether more of the same would still gain, by the attempts against the variant that stands."""
        return plateau(self.against_standing(), in_points=is_share(terms.metric))

    def against_standing(self) -> tuple[Attempt, ...]:
        """The attempts that were held against the variant that stands now."""
        return tuple(one for one in self.attempts if self.standing is not None and one.against == self.standing.hash)
