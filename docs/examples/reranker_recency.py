"""A reranker that prefers newer passages: a passage loses a tenth of its score for each year of age."""

from collections.abc import Sequence
from datetime import date

from untuned.types.answers import Passage


class RecencyReranker:
    def rerank(self, question: str, passages: Sequence[Passage]) -> list[float]:
        days = [self._day(passage) for passage in passages]
        newest = max(days, default=date.min)
        ages = [(newest - day).days / 365.25 for day in days]
        return [passage.hit.score * max(0.0, 1 - 0.1 * age) for passage, age in zip(passages, ages, strict=True)]

    def _day(self, passage: Passage) -> date:
        return passage.version.effective_from or passage.version.synced_at.date()
