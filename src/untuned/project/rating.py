"""What people say of answers: taken in, and held against each other and against metrics."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import Refused
from untuned.project.given import one_file
from untuned.project.measures import Measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from untuned.evaluation.estimated import Estimated
    from untuned.evaluation.metrics.metric import Metric
    from untuned.evaluation.ratings.agree import Agreed
    from untuned.evaluation.ratings.calibrate import Calibrated
    from untuned.evaluation.ratings.wins import Wins
    from untuned.types.measures import Rating, Run


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """What a file of ratings held."""

    ratings: int
    preferences: int
    unrated: int
    """Rows of a sheet that have no value yet: they were left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToRate:
    """An answer that a person is to label."""

    item: str
    """The run's id: what ratings name it by."""
    variant: str
    aspect: str
    """What is rated: the metric's name, so that labels of two metrics are never mixed."""
    asked: str
    """What the person is asked, 1 being yes and 0 no."""
    question: str
    right: tuple[str, ...]
    """Reference answers, where the person needs them."""
    contexts: tuple[str, ...]
    text: str


ABSTAIN = "(to say that the documents do not answer it)"
ABSTAINED = "(it says that the documents do not answer it)"


class RatingPart(Measures):
    """Human ratings as data."""

    def import_ratings(self, file: Path | str, *, rater: str = "") -> TakenIn:
        """What was taken in of a file of ratings and preferences; `rater` said those that name nobody.

        Raises:
            UnreadableQuestions: The file or one of its rows cannot be used; nothing was taken in.
        """
        from untuned.evaluation.rated import read_ratings
        from untuned.types.measures import Rating

        self.check_measuring("rate answers")
        found = read_ratings(one_file(file), name=str(file), rater=rater)
        self.ratings.add(found.said, now=datetime.now(UTC))
        ratings = sum(isinstance(one, Rating) for one in found.said)
        return TakenIn(ratings=ratings, preferences=len(found.said) - ratings, unrated=found.unrated)

    def rater_agreement(self) -> list[Agreed]:
        """How far raters agree with each other, aspect by aspect; a judge that compared answers is one of them."""
        self.check_measuring("rate answers")
        from untuned.evaluation.ratings.agree import agreement

        ratings = self.ratings.ratings()
        groups = self._answered([one.item for one in ratings])
        return agreement([*ratings, *self.ratings.preferences()], groups=groups, seed=self.settings.evaluation.seed)

    def win_rates(self) -> list[Wins]:
        """How often one answer was preferred to another, aspect by aspect: by people, then by each judge apart."""
        self.check_measuring("rate answers")
        from untuned.evaluation.ratings.wins import win_rates

        said = self.ratings.preferences()
        found = win_rates([one for one in said if not one.shown], seed=self.settings.evaluation.seed)
        for judge in sorted({one.rater for one in said if one.shown}):
            own = [one for one in said if one.shown and one.rater == judge]
            found += [replace(one, judge=judge) for one in win_rates(own, seed=self.settings.evaluation.seed)]
        return found

    def calibrate(self, run: str | None, metric: str, *, aspect: str = "") -> Calibrated:
        """How far a metric agrees with what people said of the same answers (items are the runs' ids).

        Args:
            run: A measurement; None for the answers of all.
            metric: Its values must lie between 0 and 1.
            aspect: What people rated; "" is the one that has the metric's name.

        Raises:
            UnknownMeasurement: There is no such measurement.
            Refused: There is no such metric, or no answer was rated in this aspect by 0 to 1.
            MissingExtra: The packages of measuring are not installed.
        """
        self.check_measuring("rate answers")
        from untuned.evaluation.judged import is_run
        from untuned.evaluation.ratings.calibrate import calibrate

        self._metric(metric)
        if run is not None:
            self.runs.get(run)
        said = self._said(aspect or metric, run=run)
        rated = [int(one.item) for one in said if is_run(one.item)]
        scores = self.runs.scores_of(rated) if run is None else self.runs.scores(run)
        values = {
            str(id): found[metric].value or 0.0 for id, found in scores.items() if metric in found and found[metric].value is not None
        }
        return calibrate(values, said, groups=self._answered(list(values)), seed=self.settings.evaluation.seed)

    def _answered(self, items: Sequence[str]) -> dict[str, str]:
        """The question that each rated run answers: answers of several variants to one are not independent."""
        from untuned.evaluation.judged import is_run

        return {str(run): question for run, question in self.runs.questions_of({int(item) for item in items if is_run(item)}).items()}

    def to_rate(self, run: str, metric: str, *, count: int) -> list[ToRate]:
        """Which answers people should label, so many for each variant: more of those that the metric is unsure of, and some of all.

        They come in an order that tells nothing of the variant. Answers whose words a purge took are left out: nobody can rate them.

        Raises as `calibrate`, and `Refused` where no answer is left.
        """
        self.check_measuring("rate answers")
        from untuned.evaluation.estimated import chosen
        from untuned.evaluation.rated import NEED_ANSWERS, question_for

        known = self._metric(metric)
        scores = self.runs.scores(run)
        questions = {one.id: one for one in self.questions.listing()}
        readable = {name: [one for one in runs if not one.purged] for name, runs in self._by_variant(run).items()}
        named = {
            one.id: (name, one)
            for name, runs in readable.items()
            for one in (chosen(runs, scores, metric=metric, count=count, seed=self.settings.evaluation.seed) if runs else ())
        }
        if not named:
            raise Refused(f"the words of every answer of '{run}' were purged", remedy="measure again: there is nothing to rate")
        texts = self._texts(list(dict.fromkeys(span for _, one in named.values() for span in one.read)))
        order = random.Random(self.settings.evaluation.seed).sample(list(named), len(named))  # noqa: S311 -- an order, no secret
        shown: list[ToRate] = []
        for id in order:
            name, one = named[id]
            question = questions.get(one.question)
            shown.append(
                ToRate(
                    item=str(id),
                    variant=name,
                    aspect=metric,
                    asked=question_for(metric, known.definition),
                    question="" if question is None else question.text,
                    right=()
                    if question is None or metric not in NEED_ANSWERS
                    else (ABSTAIN,)
                    if question.must_abstain
                    else question.answers,
                    contexts=one.contexts or tuple(texts[span][1] for span in one.read if span in texts),
                    text=one.text or ABSTAINED,
                )
            )
        return shown

    def estimate_rates(self, run: str, metric: str, *, aspect: str = "") -> list[Estimated]:
        """Each variant's rate as people would label it, from the metric's values and their labels of some answers (PPI++).

        `aspect` is what people rated; "" is the one that has the metric's name. Raises as `calibrate`.
        """
        self.check_measuring("rate answers")
        from untuned.evaluation.estimated import rates

        self._metric(metric)
        by_variant, scores = self._by_variant(run), self.runs.scores(run)
        return rates(by_variant, scores, self._said(aspect or metric, run=run), metric=metric)

    def _said(self, aspect: str, *, run: str | None) -> list[Rating]:
        """What people said in an aspect, by numbers from 0 to 1. Raises `Refused`."""
        every = self.ratings.ratings()
        said = [one for one in every if one.aspect == aspect]
        if not said:
            others = sorted({one.aspect for one in every})
            draw = f"'untuned ratings draw {run or 'RUN'} --metric {aspect} --out FILE' writes answers to label"
            told = f"there are ratings of {', '.join(others)}: name one with '--aspect' if it asks the same, or label more: {draw}"
            raise Refused(f"nobody has rated answers for '{aspect}'", remedy=told if others else draw)
        off = next((one for one in said if one.value is None or not 0 <= one.value <= 1), None)
        if off is not None:
            given = off.label if off.value is None else f"{off.value:g}"
            remedy = "import it again with a number from 0 (no) to 1 (yes), which takes its place; 'ratings agreement' takes any scale"
            raise Refused(f"'{off.rater}' rates item '{off.item}' as '{given}', which is no number from 0 to 1", remedy=remedy)
        return said

    def _metric(self, name: str) -> Metric:
        """The metric, whose values can be held against a yes or no. Raises `Refused`."""
        self.check_measuring("rate answers")
        from untuned.evaluation.report.gate import known_metric

        metrics = {one.name: one for one in self.metrics()}
        known_metric(name, metrics)
        low, high = metrics[name].range
        if low < 0 or high > 1:
            raise Refused(
                f"'{name}' is measured in {metrics[name].unit}, which no label can be held against", remedy="name a metric from 0 to 1"
            )
        return metrics[name]

    def _by_variant(self, run: str) -> dict[str, list[Run]]:
        """The answers of a measurement, by the variant's name; what failed is none. Raises `Refused` where there are too few."""
        names = {hashed: name for name, hashed in self.runs.get(run).variants}
        found: dict[str, list[Run]] = {name: [] for name in names.values()}
        for one in self.runs.of(run):
            if one.status != "error":
                found[names[one.variant]].append(one)
        kept = {name: runs for name, runs in found.items() if len(runs) > 1}
        if not kept:
            raise Refused(f"measurement '{run}' has no two answers of one variant", remedy="measure with more questions")
        return kept
