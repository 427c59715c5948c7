"""What kind a question is, which variant answers it, and how well that was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.types.measures import Interval
from untuned.types.routing import RouteKind

LEAST_KNOWLEDGE = 400
"""Groups of examples of knowledge from which on a share of 1 % can be told from none at all: with fewer, nothing leaves retrieval."""

Why = Literal["knowledge", "sure", "unsure", "strange", "same", "unproven", "follow_up"]
"""`sure`: another kind, and surely so; `strange`: like nothing that is known; `same`: its kind's variant is that of knowledge;
`unproven`: the examples cannot show the bound; `follow_up`: it leans on what was said before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteExample:
    """A question of a known kind."""

    text: str
    kind: RouteKind
    intent: str = ""
    """What it is about more closely, such as `book_flight`: kinds that hold many different questions are learnt better so."""
    cluster: str = ""
    """What it shares with its paraphrases: examples of one cluster count once in the bounds. "": found by how texts are worded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """What becomes of one question, and why."""

    kind: RouteKind
    """The likeliest in scope; `out_of_scope` where it is refused."""
    probability: float
    """Of the kind, in [0, 1], calibrated on examples that were held out."""
    kinds: tuple[tuple[RouteKind, float], ...]
    """Every kind with its probability, the likeliest first."""
    variant: str | None
    """What answers it; None where nothing does."""
    why: Why
    threshold: float | None = None
    """What the probability of another variant has to reach; None where the examples of its language show none that would do."""
    refusal: float | None = None
    """What the probability of being out of scope has to reach to be refused; None where nothing is refused in its language."""

    @property
    def outside(self) -> float | None:
        """The probability of being out of scope, of a question that is answered although nothing else is likelier; None for any other."""
        first, chance = self.kinds[0] if self.kinds else (self.kind, self.probability)
        return chance if first == "out_of_scope" and self.variant is not None and self.why not in ("sure", "follow_up") else None

    @property
    def unrefused(self) -> str:
        """Why what is perhaps out of scope is answered."""
        if self.refusal is None:
            return "nothing is refused here"
        return f"only {self.refusal:.1%} and more is refused"

    @property
    def note(self) -> str:
        """A sentence for the asker and for the trace."""
        kind, share = self.kind.replace("_", " "), f"{self.probability:.1%}"
        if self.variant is None:
            return f"Routed: {kind} ({share}), which is not answered here."
        if self.outside is not None:
            return f"Routed: perhaps out of scope ({self.outside:.1%}), and {self.unrefused}; answered by '{self.variant}'."
        reason = {
            "unsure": ", not sure enough for another variant",
            "unproven": ", and too few examples show that anything else would be safe",
            "follow_up": ", and follow-ups are looked up",
        }.get(self.why, "")
        return f"Routed: {kind} ({share}){reason}; answered by '{self.variant}'."


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutedKind:
    """What became of the examples of one kind, each told by a model that had not seen it."""

    kind: RouteKind
    variant: str
    """`abstain` for none."""
    examples: int
    told: int
    """As the kind that they are."""
    reached: int
    """Their own variant answers them."""
    retrieved: int
    """Knowledge's variant answers them."""
    refused: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteBound:
    """What the examples of knowledge in one language show of how often they leave knowledge's variant, or are refused."""

    language: str
    examples: int
    groups: int
    """Of like examples: one group counts once."""
    errors: int = 0
    """What passes the threshold although it should not: groups with such an example where it leaves knowledge's variant, else examples."""
    upper: float | None = None
    """The upper end of the exact 95 % interval of their share of the groups, or of the examples as if there were no more than groups.

    None without a threshold.
    """
    threshold: float | None = None
    """None where none is shown to be safe: nothing passes."""
    missing: int = 0
    """Groups that have to be added before any threshold could be shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteCheck:
    """How well a router does on its own examples, each held out once."""

    kinds: tuple[RoutedKind, ...]
    accuracy: Interval | None
    """Of the kind told, over all examples; None where nothing could be held out."""
    right: int
    examples: int
    knowledge: int
    """Examples of knowledge that were held out."""
    misrouted: int
    """Of those, how many another variant answers."""
    limit: float
    """What the upper end of each of `misrouting` has to keep to."""
    refused: int
    """Of the examples of knowledge."""
    refused_limit: float
    labels: int
    misrouting: tuple[RouteBound, ...] = ()
    """By language. Like those of `refusing`, the bounds are about questions like the examples."""
    refusing: tuple[RouteBound, ...] = ()
    embedder: str = ""
    notes: tuple[str, ...] = ()
    """What could not be shown, and what would show it."""

    @property
    def coverage(self) -> float | None:
        """The share of what is not knowledge's that reaches the variant it is for; None where every kind has the same."""
        own = next((one.variant for one in self.kinds if one.kind == "knowledge"), "")
        other = [one for one in self.kinds if one.kind != "out_of_scope" and one.variant != own]
        total = sum(one.examples for one in other)
        return sum(one.reached for one in other) / total if total else None
