"""The kinds of questions, and what untuned.toml says of which variant answers which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RouteKind = Literal["knowledge", "structural", "reasoning", "action", "out_of_scope"]
"""Looked up in documents; of a set form; worked out; something to be done; nothing that this assistant is for."""

KINDS: tuple[RouteKind, ...] = get_args(RouteKind)

ABSTAIN = "abstain"
"""In a variant's place: the question is not answered, and the reason is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RouterSettings:
    """How questions are told apart, and which variant answers which."""

    enabled: bool = False
    """Also what people ask is routed; otherwise the variant `routed` alone does it."""
    examples: str = "routes.jsonl"
    """A file of lines `{"text", "kind"}`, relative to the root."""
    questions: bool = False
    """Confirmed development questions are examples too."""
    knowledge: str = "default"
    structural: str = "default"
    reasoning: str = "default"
    action: str = "default"
    out_of_scope: str = ABSTAIN
    max_misrouting: float = 0.01
    """The most of the knowledge questions, by the upper end of a 95 % interval, that another variant than knowledge's may answer."""
    max_refused: float = 0.05
    """The same for those that are refused as out of scope."""
    semantic: bool = False
    """Questions are also told apart by what they mean, as the project's embedder has it."""

    def variant(self, kind: RouteKind) -> str:
        """What answers questions of a kind."""
        return str(getattr(self, kind))
