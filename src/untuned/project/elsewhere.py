"""Answers that were made elsewhere, taken in and scored like one's own; and one model by two ways, held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.project.comparing import Comparing, Order
from untuned.project.given import one_file

if TYPE_CHECKING:
    from untuned.evaluation.parity import Parity
    from untuned.evaluation.runs.imported import Imported
    from untuned.types.reports import Report


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """Answers of a file as a measurement."""

    imported: Imported
    report: Report


class Elsewhere(Comparing):
    """What measuring does with answers and endpoints that are not the project's own."""

    def import_answers(self, file: Path | str, *, system: str = "") -> TakenIn:
        """The answers of a log as a measurement with its report; its contexts are kept, questions that are new are added.

        `system` answered where a row does not say. Without contexts an answer is scored by what is known of its question. Answers to
        locked questions are a look at them, one for each file.

        Raises:
            UnreadableQuestions: The file cannot be read, or holds no answer. A bad row is a fault of the import, and the rest goes on.
        """
        self.check_measuring()
        from untuned.evaluation.brought import brought
        from untuned.evaluation.runs.imported import Origin, read_answers

        now = datetime.now(UTC)
        languages = self.settings.sources.languages
        origin = Origin(now=now, position=self.database.position(), languages=languages, system=system)
        found = read_answers(one_file(file), known=self.questions.listing(), origin=origin)
        self.questions.add(found.added, now=now)
        id = brought(found, bench=self.bench(), now=now)
        return TakenIn(imported=found, report=self.report(id, headline=self._telling(id)))

    def _telling(self, id: str) -> str:
        """The metric that tells most: whether answers are right, where questions have a reference; else what their contexts lack."""
        scores = self.runs.scores(id).values()
        right = any("correct" in found and found["correct"].value is not None for found in scores)
        return "correct" if right else "unsupported"

    def parity(self, a: str, b: str, *, limit: int = 5, samples: int = 3) -> Parity:
        """Whether two variants send the same to their models and say the same: one model by two endpoints, or by two interfaces.

        They are asked questions of development: a locked one that they were asked would be a look at it that nobody counts.

        Raises:
            UnknownVariant: There is none of a name.
            BadVariant: A variant that asks no model, or cannot answer here.
            Refused: There is no question to ask.
        """
        return self.loop.run(self._paired(Order(variants=(a, b), limit=limit), samples=samples))

    async def _paired(self, order: Order, *, samples: int) -> Parity:
        from untuned.evaluation.parity import parity
        from untuned.models.chat.capture import Capture

        wanted, shots = self._wanted(order)
        one, other = (*wanted.variants, *wanted.variants)[:2]
        async with Capture(limit=self._concurrency(order)) as endpoints:
            desks = {each.hash: self._desk(each, endpoints, shots, live=False) for each in wanted.variants}
            ask = partial(self._answer, desks)
            return await parity(one, other, wanted.questions, ask=ask, samples=samples, seed=self.settings.evaluation.seed)
