"""Inputs that are unlike every example of a task: told by the task's own examples, so that a person looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from untuned.assistant.strangeness import Strangeness, strangeness_of
from untuned.models.linear import Fitted, Table, strangers
from untuned.models.ngrams import words

NEVER = 1.0
"""A limit that no probability is above."""
_SUPPOSED = Strangeness(offset=0.0, known=-2.3, foreign=0.0, unknown=2.9)
"""Where there are no labels enough to leave some out: about what banking77's and clinc150's examples gave. It orders inputs, no more: the
limit is always by a task's own examples."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unlike:
    """How strange an input is, and from where on that is too strange."""

    strangeness: Strangeness
    limit: float
    """What is above it is strange."""

    def strange(self, best: float, unknown: float) -> bool:
        """Whether an input is unlike the examples, by its highest score and the share of its words that none of them has."""
        return self.strangeness.of(best, 0.0, unknown) > self.limit


def unlike_of(
    fitted: Fitted, texts: Sequence[str], labels: Sequence[str], *, share: float, seed: int = 0, vectors: Table | None = None
) -> Unlike:
    """What leaves no more than a share of inputs like the examples to a person, and as many of others as it can.

    How strange an example is, a model tells that had not seen it; what strange looks like, models tell that had seen none of its label.
    The limit is such that of n + 1 inputs like the examples at most that share are above it, and where there are too few examples for any,
    the strangest of them is not (conformal prediction). Inputs that are less like the examples than those are like each other, as they are
    in time, are left to a person more often.

    Source: Vovk, Gammerman and Shafer (2005), Algorithmic learning in a random world, chapter 2; by folds as Vovk (2015),
    Cross-conformal predictors, Annals of Mathematics and Artificial Intelligence 74, 9-28.
    """
    counted = vectors is None  # words that are known by what they mean are not counted as unknown
    known = _told(fitted.held_out, fitted.unknown.tolist(), texts, counted=counted)
    known = known[~np.isnan(known).any(axis=1)]
    if share <= 0 or not len(known):
        return Unlike(strangeness=_SUPPOSED, limit=NEVER)
    strangeness = _learnt(known, strangers(texts, labels, seed=seed, vectors=vectors), texts, counted=counted, seed=seed)
    held = sorted((strangeness.of(*(float(value) for value in row)) for row in known), reverse=True)
    return Unlike(strangeness=strangeness, limit=held[max(int(share * (len(held) + 1)), 1) - 1])


def share_unknown(unknown: int, text: str) -> float:
    """The share of a text's words that no example has, in [0, 1]; 1 without any word."""
    count = len(words(text))
    return unknown / count if count else 1.0


def _told(scores: Table, unknown: Sequence[float], texts: Sequence[str], *, counted: bool) -> Table:
    """The highest score of each text, nothing, and the share of its unknown words."""
    best = scores.max(axis=1)
    shares = [share_unknown(int(count), text) if counted else 0.0 for count, text in zip(unknown, texts, strict=True)]
    return np.stack([best, np.zeros(len(texts), dtype=np.float32), np.array(shares, dtype=np.float32)], axis=1)


def _learnt(known: Table, found: Table | None, texts: Sequence[str], *, counted: bool, seed: int) -> Strangeness:
    """What tells examples from those whose label is not known; what is supposed where that says nothing, or the wrong way round."""
    if found is None:
        return _SUPPOSED
    strange = _told(found[:, :-1], found[:, -1].tolist(), texts, counted=counted)
    made = strangeness_of(known, strange, seed=seed)
    return made if made.known < 0 <= made.unknown else _SUPPOSED
