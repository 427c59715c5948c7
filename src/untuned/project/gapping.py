"""What an open project should have documents about: questions that were not answered well, by matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from untuned.errors import BadExtension, MissingExtra, ModelError, Refused, UnreadableQuestions, ViewError
from untuned.project.given import a_count
from untuned.project.routing import RoutePart
from untuned.types.gaps import MissKind

if TYPE_CHECKING:
    from untuned.evaluation.gaps.find import Lens
    from untuned.models.linear import Table
    from untuned.types.gaps import GapReport, Near, Outcome
    from untuned.types.measures import Question, Run

_MOST_ANSWERS = 100_000
_ONLY_LATEST = f"Only the latest {_MOST_ANSWERS:,} answers were looked at; name a day with --since to look at fewer."
_BY_WORDS = "Questions were held together by their words alone: {reason}."
_NO_ROUTER = "The router could not say what is out of scope: {reason}."
_KINDS: Mapping[str, MissKind] = {one: one for one in get_args(MissKind)}
_NO_MEANING = (ModelError, BadExtension, MissingExtra)
_CANNOT_ROUTE = (Refused, MissingExtra, UnreadableQuestions, ModelError, ViewError)


class GapPart(RoutePart):
    """Documents that somebody should write; for the owner alone, since the questions are other people's."""

    def gaps(self, *, since: datetime | None = None, run: str = "", limit: int = 10) -> GapReport:
        """What was asked and not answered well, grouped by matter, the most asked for first.

        Args:
            since: Look at answers from that moment on; all without it.
            run: A measurement whose runs are looked at in place of recorded answers.
            limit: The most gaps that are listed.

        Raises:
            NotAllowed: For all but the owner.
            UnknownMeasurement: There is no such measurement.
        """
        from untuned.evaluation.gaps.find import find_gaps

        self.check_owner("look for gaps")
        limit = a_count(limit, name="limit")
        if since is not None and not isinstance(since, datetime):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
            raise TypeError(f"since is a datetime, not {type(since).__name__}")
        rated = self._rated()
        outcomes = self._of_what_is_there(self._run_outcomes(run, rated) if run else self._answer_outcomes(since))
        notes: list[str] = []
        lens = self._lens(notes, rated={} if run else rated)
        report = find_gaps(outcomes, lens=lens, now=datetime.now(UTC), limit=limit, since=None if run else since)
        if len(outcomes) >= _MOST_ANSWERS:
            notes.append(_ONLY_LATEST)
        return replace(report, notes=tuple(dict.fromkeys(notes)))

    def _answer_outcomes(self, since: datetime | None) -> list[Outcome]:
        from untuned.store.outcomes import Outcomes

        return Outcomes(self.database).listing(since=since, limit=_MOST_ANSWERS)

    def _of_what_is_there(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes, without those documents as the nearest that are there no more: nobody can extend them."""
        near = {one.near.path for one in outcomes if one.near is not None}
        there = {one.path for one in self.documents.listing(principal=self.principal)} if near else set[str]()
        return [one if one.near is None or one.near.path in there else replace(one, near=None) for one in outcomes]

    def _rated(self) -> Mapping[str, bool]:
        """What people put below the middle of their scale, and what not; by the id of a run or an answer."""
        from untuned.evaluation.gaps.poor import poorly_rated
        from untuned.evaluation.metrics.registry import METRICS
        from untuned.evaluation.metrics.unsupported import METRIC as UNSUPPORTED

        lower = [one.name for one in (*METRICS, UNSUPPORTED) if not one.higher_is_better]
        return poorly_rated(self.ratings.ratings(), lower_is_better=lower)

    # -- measured runs -----------------------------------------------------------------------------

    def _run_outcomes(self, id: str, rated: Mapping[str, bool]) -> list[Outcome]:
        """A question of a measurement is missed where no variant answers it; one that is to be refused is none."""
        self.runs.get(id)
        asked = {one.id: one for one in self.questions.listing() if not one.must_abstain}
        by_question: dict[str, list[Run]] = defaultdict(list)
        for one in self.runs.of(id):
            if one.question in asked and one.status != "error":
                by_question[one.question].append(one)
        return [self._run_outcome(asked[name], runs, rated) for name, runs in by_question.items()]

    def _run_outcome(self, question: Question, runs: Sequence[Run], rated: Mapping[str, bool]) -> Outcome:
        from untuned.types.gaps import Outcome

        misses: list[MissKind | None] = [_miss(one, rated) for one in runs]
        missed = None not in misses
        return Outcome(
            id=question.id,
            question=question.text,
            miss=misses[-1] if missed else None,
            at=runs[-1].at,
            language=question.language or runs[-1].language,
            near=self._near(question, runs[-1]) if missed else None,
        )

    def _near(self, question: Question, run: Run) -> Near | None:
        """Where a person says that the answer stands, else what was read first."""
        from untuned.types.gaps import Near

        holds = next((one for one in question.evidence if one.version is not None), None)
        if holds is not None:
            return Near(path=holds.path, kind="holds")
        found = self.documents.slices(run.read[:1], principal=self.principal)
        return next((Near(path=version.path, kind="read", title=version.title) for version, _ in found.values()), None)

    # -- what questions are looked at through ------------------------------------------------------

    def _lens(self, notes: list[str], *, rated: Mapping[str, bool]) -> Lens:
        """What could not be had is noted."""
        from untuned.evaluation.gaps.find import Lens

        return Lens(idf=self.index().idf, vectors=self._meant(notes), refuses=self._refuses(notes), rated=rated)

    def _meant(self, notes: list[str]) -> Callable[[Sequence[str]], Table] | None:
        """What texts mean; zeros where the embedder cannot say."""
        try:
            if self.embedder is None:
                return None
        except _NO_MEANING as error:
            notes.append(_BY_WORDS.format(reason=error.message))
            return None

        def vectors(texts: Sequence[str]) -> Table:
            import numpy as np

            try:
                return self._route_vectors(texts)
            except _NO_MEANING as error:
                notes.append(_BY_WORDS.format(reason=error.message))
                return np.zeros((len(texts), 1), dtype=np.float32)

        return vectors

    def _refuses(self, notes: list[str]) -> Callable[[str], bool]:
        """Whether the router, as it is now, refuses a question as out of scope; it refuses none where there is no router."""
        from untuned.evaluation.gaps.find import refuses_nothing
        from untuned.rag.ground import Asked

        if not self.settings.router.enabled:
            return refuses_nothing
        try:
            routing = self.routing()
        except _CANNOT_ROUTE as error:
            notes.append(_NO_ROUTER.format(reason=error.message))
            return refuses_nothing

        def refuses(question: str) -> bool:
            found = routing.choose(Asked(question=question))
            return not isinstance(found, str) and found.kind == "out_of_scope" and found.variant is None

        return refuses


def _miss(run: Run, rated: Mapping[str, bool]) -> MissKind | None:
    """Why a run's answer counts as missing; None for an answer that nobody rated poorly."""
    if run.state == "abstained" or run.status == "abstained":
        return _KINDS.get(run.reason, "nothing_found")
    if run.state == "partial":
        return "wrong_scope" if "wrong_scope" in run.dropped else "partial"
    return "poorly_rated" if rated.get(str(run.id), False) else None
