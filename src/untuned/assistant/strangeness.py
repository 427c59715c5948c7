"""How likely a text is like nothing that is known: by how sure a classifier is of it, and how many of its words no example has."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from untuned.errors import MissingExtra
from untuned.models.linear import Table

MOST_UNKNOWN = 10.0
"""Unknown words that count: a long text is not the stranger for being long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Strangeness:
    """How likely a text is out of scope, by how much it is like what is known, and like what is known to be out of scope."""

    offset: float
    known: float
    """What the highest score of a label in scope is multiplied by."""
    foreign: float
    """The same for the labels out of scope."""
    unknown: float
    """The same for the words that no example has: their number, or their share, as it was learnt."""

    def of(self, known: float, foreign: float, unknown: float) -> float:
        """The probability, in [0, 1], by the logistic function."""
        told = self.offset + self.known * known + self.foreign * foreign + self.unknown * min(unknown, MOST_UNKNOWN)
        return 1 / (1 + math.exp(-max(min(told, 50.0), -50.0)))


def strangeness_of(known: Table, strange: Table, *, seed: int = 0) -> Strangeness:
    """What tells strange texts from known ones: logistic regression; both sides weigh the same, however many examples there are of each.

    Args:
        known: The highest score of a label in scope, that of one out of scope, and the unknown words of each known text: shape (texts, 3).
        strange: The same of texts that are out of scope.
        seed: Of what is drawn by chance.

    Source: Platt (1999), Probabilistic outputs for support vector machines.

    Raises:
        MissingExtra: scikit-learn is not installed.
    """
    try:
        machines: Any = import_module("sklearn.linear_model")
    except ImportError as error:
        raise MissingExtra("scikit-learn, which learns from examples,", extra="measure") from error
    table = np.concatenate([known, strange]).astype(np.float64)
    table[:, 2] = np.minimum(table[:, 2], MOST_UNKNOWN)
    machine = machines.LogisticRegression(random_state=seed, class_weight="balanced")
    machine.fit(table, np.arange(len(table)) >= len(known))
    inside, outside, unknown = (float(value) for value in machine.coef_[0])
    return Strangeness(offset=float(machine.intercept_[0]), known=inside, foreign=outside, unknown=unknown)
