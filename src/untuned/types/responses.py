"""What an assistant says to one question, by whatever method: what the asker would see, and what it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from untuned.types.answers import NO_STAGES, AbstentionReason, Answer, AnswerState, Usage
from untuned.types.documents import Span
from untuned.types.tasks import Filled


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """One question's outcome. Only where `answer` is given was anything verified, and then `text` is its claims unless it was rewritten."""

    question: str
    text: str
    """As the asker would see it; "" where it abstains."""
    state: AnswerState
    reason: AbstentionReason | None = None
    answer: Answer | None = None
    """The verified answer; None for plain text."""
    original: str = ""
    """The text before another model rewrote it; "" where none did."""
    filled: Filled | None = None
    """The claims in the form of a task, with the proof of each value; None where no form was asked for."""
    guess: tuple[str, float] | None = None
    """The likeliest label of a task with its calibrated probability, also where it is left to a person; None where nothing tells."""
    hits: tuple[Span, ...] = ()
    """Every candidate of the search, best first."""
    read: tuple[Span, ...] = ()
    """The passages that were read, best first; then what else a model was given: earlier quotes, facts."""
    language: str = ""
    model: str
    usage: Usage | None = None
    notes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    """The templates that models were asked with, as `answer@v1 0123456789ab`."""
    stages: Mapping[str, float] = field(default_factory=lambda: NO_STAGES)
    """Milliseconds of wall time by stage, in order."""
    milliseconds: float = 0.0
    """From the question to the whole response."""
    first_token_ms: float | None = None
    """To the first token of a model; None where none was asked, or its whole answer came at once."""
    first_claim_ms: float | None = None
    """To the first verified claim; None where there is none."""
    truncated: bool = False
    """The model's output was cut at its limit."""
    replayed: bool = False
    """What a model says comes from a journal: the times say nothing about it."""

    @property
    def verified(self) -> bool:
        """True when everything that is shown was verified: claims as they are, or in a form whose every value was proven."""
        return self.answer is not None and (not self.original or (self.filled is not None and self.filled.output == self.text))
