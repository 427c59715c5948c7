"""Pages for people about what was measured, climbed and advised: figures from what is stored, and the answers that tell most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import UnknownMeasurement
from untuned.project.advising import AdvicePart
from untuned.project.wiring import FOLDER
from untuned.types.documents import Span, Version
from untuned.types.pages import Excerpt, GridRow, Page, PageLanguage, Shown, SideAnswer

if TYPE_CHECKING:
    from untuned.types.measures import Measurement, Question, Run, Score
    from untuned.types.reports import Report

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


class PagePart(AdvicePart):
    """One page a comparison, climb or advice; for the owner alone, since answers quote documents of every group."""

    def page_html(self, id: str = "", *, language: PageLanguage = "en", headline: str = "correct") -> str:
        """A page as one self-contained HTML file.

        Args:
            id: Of a measurement (`m12`), a climb (`c3`) or advice (`a2`); "" for what was measured last.
            language: Of the page's own words.
            headline: The metric that a measurement's page is about.

        Raises:
            UnknownMeasurement: There is nothing of this id.
            MissingExtra: The packages of measuring are not installed.
        """
        self.check_measuring("make a page")
        from untuned.evaluation.page.render import render

        return render(self.page(id, headline=headline), language=language)

    def latest_report(self) -> str:
        """The id of what was measured last: a climb, where the last measurement is one of its own. Raises `UnknownMeasurement`."""
        last = self.latest_measurement()
        return next((one.id for one in self.climbs.listing(limit=1) if last in one.measurements), last)

    def place_for_pages(self) -> Path:
        """The folder that pages go to where no file is named; it is made."""
        place = self.root / FOLDER / "pages"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def drop_pages(self) -> None:
        """Remove the pages that lie in the project's own folder: they may hold words that were purged."""
        for page in (self.root / FOLDER / "pages").glob("*.html"):
            page.unlink(missing_ok=True)

    def page(self, id: str = "", *, headline: str = "correct") -> Page:
        """What a page shows. Raises as `page_html`."""
        from untuned import __version__

        id = id or self.latest_report()
        page = Page(project=self.settings.name or self.root.name, made_at=datetime.now(UTC), release=__version__)
        if id.startswith("c"):
            return replace(page, climb=self.climbs.get(id))
        if id.startswith("a"):
            advice = self.advices.get(id)
            return replace(page, advice=advice, climb=self.climbs.get(advice.climb) if advice.climb else None)
        if not id.startswith("m"):
            raise UnknownMeasurement(id)
        report = self.report(id, headline=headline)
        return self._of_measurement(replace(page, report=report), self.runs.get(id), report)

    def _of_measurement(self, page: Page, measurement: Measurement, report: Report) -> Page:
        from untuned.evaluation.page.slices import slices

        tables, known = self._tables(measurement.id)
        questions = [known[one] for one in measurement.questions if one in known]
        columns = [tables[column.name].values(report.headline) for column in report.columns]
        grid = [_row(question, columns) for question in questions]
        grid.sort(key=lambda row: (-row.apart, sum(value is not None and value >= 1 for value in row.values)))
        most = min(_QUESTIONS[1], max(_QUESTIONS[0], _ANSWERS // max(len(columns), 1)))
        chosen = [known[row.id] for row in grid[:most]]
        bounds = next((one.range for one in self.metrics() if one.name == report.headline), (0.0, 1.0))
        return replace(
            page,
            grid=tuple(grid),
            slices=slices(questions, columns, bounds=bounds, seed=self.settings.evaluation.seed),
            shown=tuple(self._side_by_side(measurement, report, chosen, columns)),
        )

    def _side_by_side(
        self, measurement: Measurement, report: Report, questions: Sequence[Question], columns: Sequence[Values]
    ) -> Iterator[Shown]:
        wanted = {question.id for question in questions}
        runs = self.runs.of(measurement.id, questions=wanted)
        first = {(one.variant, one.question): one for one in reversed(runs)}
        scores = self.runs.scores_of([one.id for one in first.values() if one.id is not None])
        excerpts = self._excerpts(first.values())
        for question in questions:
            said = [
                _side(column.name, run, values.get(question.id), scores.get(run.id or 0, {}), excerpts)
                for column, values in zip(report.columns, columns, strict=True)
                if (run := first.get((column.hash, question.id))) is not None
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
        return {
            span: _excerpt(found[wide], span, wide, line=lines.get(span), exact=cited[span] == "exact")
            for span, wide in around.items()
            if wide in found
        }

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


def _row(question: Question, columns: Sequence[Values]) -> GridRow:
    values = tuple(values.get(question.id) for values in columns)
    return GridRow(id=question.id, text=question.text, kind=question.kind, language=question.language, values=values)


def _side(variant: str, run: Run, value: float | None, scores: Mapping[str, Score], excerpts: Mapping[Span, Excerpt]) -> SideAnswer:
    from untuned.evaluation.report.material import CAUSE

    cause = scores.get(CAUSE)
    return SideAnswer(
        variant=variant,
        text=run.text[:_LONGEST],
        reason=run.error or run.reason,
        value=value,
        cause=cause.detail if cause is not None else "",
        verified=run.verified,
        excerpts=tuple(excerpts[one.span] for one in run.cited[:_QUOTES] if one.span in excerpts),
    )


def _excerpt(found: tuple[Version, str], span: Span, wide: Span, *, line: int | None, exact: bool) -> Excerpt:
    """A quote with what stands around it, cut at white space."""
    version, text = found
    start, end = span.start - wide.start, span.end - wide.start
    before = text[:start] if wide.start == 0 else "… " + text[:start].partition(" ")[2]
    after = text[end:]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " …"
    place = version.path if line is None else f"{version.path}:{line}"
    return Excerpt(source=place, before=before, quote=text[start:end][:_LONGEST], after=after, exact=exact)
