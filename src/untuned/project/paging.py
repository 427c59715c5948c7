"""Pages for people about what was measured, climbed and advised: figures from what is stored, and the answers that tell most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import UnknownMeasurement
from untuned.project.advising import AdvicePart
from untuned.project.given import a_text, one_of
from untuned.project.wiring import FOLDER
from untuned.types.documents import Span, Version
from untuned.types.pages import Excerpt, GridRow, Page, PageLanguage, Shown, SideAnswer, Yardstick
from untuned.types.tasks import left_over

if TYPE_CHECKING:
    from untuned.evaluation.metrics.metric import Metric
    from untuned.types.ladder import Climb, Step
    from untuned.types.measures import Question, Run, Score

_ANSWERS = 160
"""Answers that a page shows in full, and at least so many questions of them."""
_QUESTIONS = (8, 40)
_AROUND = 240
"""Characters of a passage on each side of a quote."""
_QUOTES = 4
"""Of one answer."""
_LONGEST = 3_000
"""Characters of an answer, and of a quote, that are shown."""

Values = Mapping[str, float | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Beside:
    """A variant whose answers are shown beside others."""

    name: str
    hash: str
    measurement: str
    """Where its answers are."""
    values: Values
    """Its headline score of each question."""


class PagePart(AdvicePart):
    """One page a comparison, climb or advice; for the owner alone, since answers quote documents of every group."""

    def page_html(self, id: str = "", *, language: PageLanguage = "en", headline: str = "correct") -> str:
        """A page as one self-contained HTML file.

        Args:
            id: Of a measurement (`m12`), a climb (`c3`) or advice (`a2`); "" for what was measured last.
            language: Of the page: of all that it says but questions, answers, documents and names.
            headline: The metric that a measurement's page is about.

        Raises:
            UnknownMeasurement: There is nothing of this id.
            MissingExtra: The packages of measuring are not installed.
        """
        self.check_measuring("make a page")
        from untuned.evaluation.page.render import render

        one_of(language, PageLanguage, name="language")
        return render(self.page(id, headline=headline), language=language)

    def latest_report(self) -> str:
        """The id of what was measured last: a climb, where the last measurement is one of its own. Raises `UnknownMeasurement`."""
        last = self.latest_measurement()
        return next((one.id for one in self.climbs.listing(limit=1) if last in one.measurements), last)

    def place_for_pages(self) -> Path:
        """The folder that pages go to where no file is named; it is made. Raises `NotAllowed` for all but the owner."""
        self.check_owner("make a page")
        place = self.root / FOLDER / "pages"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def drop_pages(self) -> None:
        """Remove the pages that lie in the project's own folder: they may hold words that were purged.

        Raises:
            NotAllowed: For all but the owner.
        """
        self.check_owner("remove pages")
        for page in (self.root / FOLDER / "pages").glob("*.html"):
            page.unlink(missing_ok=True)

    def page(self, id: str = "", *, headline: str = "correct") -> Page:
        """What a page shows. Raises as `page_html`."""
        from untuned import __version__

        id = a_text(id, name="the id of a report") or self.latest_report()
        page = Page(project=self.settings.name or self.root.name, made_at=datetime.now(UTC), release=__version__)
        if id.startswith("c"):
            return self._of_climb(replace(page, climb=self.climbs.get(id)))
        if id.startswith("a"):
            advice = self.advices.get(id)
            page = replace(page, advice=advice, climb=self.climbs.get(advice.climb) if advice.climb else None)
            return self._of_climb(page)
        if not id.startswith("m"):
            raise UnknownMeasurement(id)
        return self._of_report(replace(page, report=self.report(id, headline=headline)))

    def _of_report(self, page: Page) -> Page:
        report = page.report
        assert report is not None
        tables, _ = self._tables(report.measurement)
        sides = [
            _Beside(name=column.name, hash=column.hash, measurement=report.measurement, values=tables[column.name].values(report.headline))
            for column in report.columns
        ]
        shown = {figure.metric for column in report.columns for figure in column.figures}
        told = tuple((one.name, one.definition) for one in self.metrics() if one.name in shown)
        return self._beside(replace(page, definitions=told), sides)

    def _of_climb(self, page: Page) -> Page:
        """What it was climbed from, every variant that was climbed to, and the one that stands, each with the answers that it gave then."""
        climb = page.climb
        steps = [] if climb is None else [one for one in climb.steps if one.measurement and _is_rung(one, climb)]
        sides: list[_Beside] = []
        for step in {one.variant: one for one in steps}.values():
            tables, _ = self._tables(step.measurement)
            held = dict(self.runs.get(step.measurement).variants)
            values = tables[step.variant].values(page.headline)
            sides.append(_Beside(name=step.variant, hash=held[step.variant], measurement=step.measurement, values=values))
        return self._beside(page, sides) if sides else page

    def _beside(self, page: Page, sides: Sequence[_Beside]) -> Page:
        """The page with every question, the parts of them, and the answers that tell most; the questions are those of the last side."""
        from untuned.evaluation.page.slices import slices

        known = self.bench().questions
        questions = [known[one] for one in self.runs.get(sides[-1].measurement).questions if one in known]
        columns = [side.values for side in sides]
        metric = next((one for one in self.metrics() if one.name == page.headline), None)
        yardstick = _yardstick(metric, columns)
        grid = sorted((_row(question, columns, yardstick) for question in questions), key=_tells)
        most = min(_QUESTIONS[1], max(_QUESTIONS[0], _ANSWERS // len(sides)))
        bounds = (0.0, 1.0) if metric is None else metric.range
        return replace(
            page,
            sides=tuple(side.name for side in sides),
            grid=tuple(grid),
            yardstick=yardstick,
            locked=sum(one.split == "locked" for one in known.values()),
            slices=slices(questions, columns, bounds=bounds, seed=self.settings.evaluation.seed),
            shown=tuple(self._side_by_side([known[row.id] for row in grid[:most]], sides)),
        )

    def _side_by_side(self, questions: Sequence[Question], sides: Sequence[_Beside]) -> Iterator[Shown]:
        wanted = {question.id for question in questions}
        first: dict[tuple[str, str, str], Run] = {}
        for id in {side.measurement for side in sides}:
            first |= {(id, one.variant, one.question): one for one in reversed(self.runs.of(id, questions=wanted))}
        scores = self.runs.scores_of(sorted({one.id for one in first.values() if one.id is not None}))
        excerpts = self._excerpts(first.values())
        for question in questions:
            said = [
                _side(side.name, run, side.values.get(question.id), scores.get(run.id or 0, {}), excerpts)
                for side in sides
                if (run := first.get((side.measurement, side.hash, question.id))) is not None
            ]
            yield Shown(
                id=question.id,
                text=question.text,
                kind=question.kind,
                answers=question.answers or ((question.label,) if question.label else ()),
                must_abstain=question.must_abstain,
                said=tuple(said),
            )

    def _excerpts(self, runs: Iterable[Run]) -> dict[Span, Excerpt]:
        """Every quote that is cited, inside its passage, where the document is still there."""
        cited = {one.span: one.verdict for run in runs for one in run.cited[:_QUOTES]}
        around = {span: Span(version=span.version, start=max(0, span.start - _AROUND), end=span.end + _AROUND) for span in cited}
        found = self.documents.slices(list(around.values()), principal=self.principal)
        lines = self._lines(cited)
        shown = {
            span: _excerpt(found[wide], span, wide, line=lines.get(span), exact=cited[span] == "exact")
            for span, wide in around.items()
            if wide in found
        }
        gone = self._gone([span for span in shown if not found[around[span]][0].current])
        return {span: replace(one, stands=span not in gone) for span, one in shown.items()}

    def _gone(self, former: Sequence[Span]) -> set[Span]:
        """Of quotes of former versions, those that their documents no longer say."""
        if not former:
            return set()
        from untuned.evaluation.questions.evidence import standing
        from untuned.types.measures import Evidence

        archive, gone = self._searching(), set[Span]()
        for span in former:
            held = archive.held(span.version)
            if held is not None:
                quote = Evidence(
                    path=held.version.path, quote=held.text[span.start : span.end], version=span.version, start=span.start, end=span.end
                )
                gone |= {span} if standing(quote, archive=archive).status == "changed" else set()
        return gone

    def _lines(self, spans: Iterable[Span]) -> dict[Span, int]:
        """The line that each span begins at, one document at a time."""
        from untuned.text.lines import line_of

        by_version: dict[int, list[Span]] = {}
        for span in spans:
            by_version.setdefault(span.version, []).append(span)
        lines: dict[Span, int] = {}
        for id, asked in by_version.items():
            for version, text in self.documents.whole({id}, principal=self.principal).values():
                if not version.pages:
                    lines |= {span: line_of(text, span.start, version.lines) for span in asked}
        return lines


def _is_rung(step: Step, climb: Climb) -> bool:
    """A step that stood at some time, or that a look at the locked questions is about."""
    return step.side is None and (step.outcome in ("start", "climbed") or (bool(climb.confirms) and step.variant == climb.standing))


def _yardstick(metric: Metric | None, columns: Sequence[Values]) -> Yardstick:
    """How the values of a metric are read; one without bounds is a share where every value lies between 0 and 1."""
    if metric is None:
        return Yardstick()
    low, high = metric.range
    if math.isinf(low) and math.isinf(high):
        share = all(value is None or 0 <= value <= 1 for values in columns for value in values.values())
    else:
        share = low >= 0 and high <= 1
    return Yardstick(higher_is_better=metric.higher_is_better, share=share)


def _tells(row: GridRow) -> tuple[float, float]:
    """The rows that tell most first: those on which variants lie farthest apart, and of the others those with the worst scores."""
    return -row.apart, sum(row.merits)


def _row(question: Question, columns: Sequence[Values], yardstick: Yardstick) -> GridRow:
    values = tuple(values.get(question.id) for values in columns)
    return GridRow(id=question.id, text=question.text, kind=question.kind, language=question.language, values=values, yardstick=yardstick)


def _side(variant: str, run: Run, value: float | None, scores: Mapping[str, Score], excerpts: Mapping[Span, Excerpt]) -> SideAnswer:
    from untuned.evaluation.report.material import CAUSE

    cause = scores.get(CAUSE)
    return SideAnswer(
        variant=variant,
        text=_shown(run.text),
        reason=run.error or left_over(run.notes) or run.reason,
        value=value,
        cause=cause.detail if cause is not None else "",
        verified=run.verified,
        excerpts=tuple(excerpts[one.span] for one in run.cited[:_QUOTES] if one.span in excerpts),
        more=max(0, len(run.cited) - _QUOTES),
        purged=run.purged,
    )


def _shown(text: str) -> str:
    """As much of a text as a page has room for; one that goes on says so."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def _excerpt(found: tuple[Version, str], span: Span, wide: Span, *, line: int | None, exact: bool) -> Excerpt:
    """A quote with what stands around it, cut at white space."""
    version, text = found
    start, end = span.start - wide.start, span.end - wide.start
    before = text[:start] if wide.start == 0 else "… " + text[:start].partition(" ")[2]
    after = text[end:]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " …"
    place = version.path if line is None else f"{version.path}:{line}"
    quote = _shown(text[start:end])
    return Excerpt(source=place, before=before, quote=quote, after=after if quote == text[start:end] else "", exact=exact)
