"""Whether what is likest to a question by meaning answers it: a logistic regression on how far it stands out.

Both features are in standard deviations of the question's own cosines, so that the weights do not depend on what a high cosine of a
model is. How they were fitted, and how often they are right, is measured by `benchmarks/other_words.py`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from untuned.models.reader.likeness import Standing
from untuned.rag.answer.abstain import Weights, confidence, loaded


def likely(standing: Standing) -> float:
    """The estimated probability in [0, 1] that what stands out so far answers, by the shipped weights."""
    return confidence(standing, shipped())


@cache
def shipped() -> Weights:
    """The weights that come with untuned."""
    source = files("untuned.rag.answer").joinpath("likely.json").read_text(encoding="utf-8")
    return loaded(source, features=Standing._fields)
