"""Facts of one wording that another lacks."""

from __future__ import annotations

from untuned.evaluation.metrics.metric import Finding
from untuned.rag.verify.agreement import agree


def facts_lacking(said: str, other: str) -> Finding:
    """How many numbers, dates, units, codes, names and negations of what is said the other wording lacks."""
    flags = agree(said, (other,), conditions=False)
    facts = [flag for flag in flags if flag.kind != "other_word"]  # to say it in other words is what a rewrite is for
    return Finding(value=float(len(facts)), detail=", ".join(f"'{flag.says}'" for flag in facts))
