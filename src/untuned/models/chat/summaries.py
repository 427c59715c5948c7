"""A chat model's claims for a summary: the document in portions that fit, each asked for its share of the claims."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from untuned.models.chat.budget import Budget
from untuned.types.answers import Draft, Passage

if TYPE_CHECKING:
    from untuned.models.chat.replies import Proposal

_PORTION = 12_000
"""Characters of one request: half of what a model of 8,192 tokens takes in Russian, at two characters a token."""
_ASKED = "Summarise what the passages say{about}, in at most {count} claims, the most important ones first."


class Writer(Protocol):
    """A chat model, as summaries use it."""

    def budget(self) -> Budget:
        """The limits of one summary that begins now."""
        ...

    def propose(self, question: str, passages: Sequence[Passage], *, budget: Budget) -> Coroutine[Any, Any, Proposal]:
        """Drafts with quotes of the passages. Raises `ModelError`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryWriter:
    """Proposes a summary's claims in a model's words."""

    name: str
    writer: Writer
    run: Callable[[Coroutine[Any, Any, Proposal]], Proposal]
    """Waits for what the model says."""

    def __call__(self, passages: Sequence[Passage], *, topic: str, sentences: int) -> list[Draft]:
        """The drafts, in the document's order. Raises `ModelError`."""
        budget, total = self.writer.budget(), sum(len(passage.text) for passage in passages) or 1
        drafts: list[Draft] = []
        for portion in _portions(passages):
            share = max(1, round(sentences * sum(len(passage.text) for passage in portion) / total))
            asked = _ASKED.format(about=f" about {topic}" if topic else "", count=share)
            # Each portion has the time of an answer; tokens and money are those of the whole summary.
            timed = replace(budget, deadline=self.writer.budget().deadline)
            drafts += self.run(self.writer.propose(asked, portion, budget=timed)).drafts[:share]
        return drafts


def _portions(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    portion: list[Passage] = []
    held = 0
    for passage in passages:
        if portion and held + len(passage.text) > _PORTION:
            yield portion
            portion, held = [], 0
        portion.append(passage)
        held += len(passage.text)
    if portion:
        yield portion
