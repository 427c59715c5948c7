"""The questions of an open project: taken in, proposed, split, looked over, given out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import NothingSynced, UnknownQuestion
from untuned.project.given import Names, a_count, a_real, each_name, one_file, one_of
from untuned.project.measures import Measures
from untuned.project.syncing import nothing_to_ask
from untuned.types.measures import Split

if TYPE_CHECKING:
    from untuned.evaluation.questions.archive import Archive
    from untuned.evaluation.questions.draft import Drafted
    from untuned.evaluation.questions.export import Export, ExportShape
    from untuned.evaluation.questions.importing import ImportOptions, ImportReport
    from untuned.evaluation.questions.lint import Crowded, LintReport
    from untuned.evaluation.questions.split import SplitReport
    from untuned.rag.evidence import Library
    from untuned.types.answers import Passage
    from untuned.types.documents import Span
    from untuned.types.measures import Question

_MOST_QUESTIONS = 100_000
"""More are not asked for."""
_UNSYNCED = "nothing is synced yet, so that no passage was found: run 'untuned sync', then import the file again"
_PASSAGES = 10
"""Passages in which an answer is looked for whose document no row names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """What became of drafts that somebody looked at."""

    ids: tuple[str, ...]
    """Confirmed just now."""
    before: tuple[str, ...] = ()
    """They were no drafts."""


class Questioning(Measures):
    """What people do with questions. They are the owner's alone."""

    def import_questions(self, file: Path | str, *, options: ImportOptions | None = None, dry_run: bool = False) -> ImportReport:
        """The questions of a file, tied to the passages that answer them; a bad row is told and the others are kept.

        A dry run keeps nothing. Otherwise a file of questions among the documents is none of them from then on, and a note says so.

        Raises:
            UnreadableQuestions: The file cannot be read as a whole, or `options.strict` is set and a row is bad.
        """
        from untuned.evaluation.questions.importing import ImportOptions, Note, import_questions

        place = one_file(file)
        known = {question.id: question for question in self.questions.listing()}
        chosen = replace(options or ImportOptions(), languages=self.settings.sources.languages)
        report = import_questions(place, archive=self._searching(without=self.synced_as(place)), known=known, options=chosen)
        if report.evidence.get("missing") and self.index().position == 0:
            report = replace(report, notes=(Note(id="", place=place.name, text=_UNSYNCED), *report.notes))
        if dry_run or not report.questions:
            return report
        self.questions.add(report.questions, now=datetime.now(UTC))
        kept = self.keep_own(place)
        return report if kept is None else replace(report, notes=(Note(id="", place=kept.path, text=kept.fate), *report.notes))

    def questions_now(self, ids: Names | None = None) -> list[Question]:
        """The questions with their evidence as it stands now; nothing is changed. Raises `UnknownQuestion`."""
        from untuned.evaluation.questions.evidence import standing

        archive = self._searching()
        found = self._known(ids)
        return [replace(one, evidence=tuple(standing(passage, archive=archive) for passage in one.evidence)) for one in found]

    def split_questions(self, *, share: float = 0.5, seed: int | None = None, unlock: bool = False, dry_run: bool = False) -> SplitReport:
        """Each cluster of questions on one side, dev or locked; what is locked stays so unless `unlock` says otherwise.

        Without a seed, that of the settings is taken. A dry run moves nothing.
        """
        from untuned.evaluation.questions.split import split_questions

        if not 0 <= a_real(share, name="share") <= 1:
            raise ValueError(f"share is {share}; give the share of questions to lock, from 0 to 1")
        report = split_questions(self.questions.listing(), share=share, seed=self._seed(seed), unlock=unlock, measured=self.runs.asked())
        if not dry_run:
            self.questions.put(report.moved)
        return report

    def lint_questions(self, *, effect: float | None = None, shots: Names = ()) -> LintReport:
        """What is wrong with the questions. Passages that moved keep their new place.

        `effect` is the smallest difference that should be told from none, of the settings without one; `shots` are the
        questions of the examples that prompts show.
        """
        from untuned.evaluation.questions.lint import LintOptions, lint_questions

        found = self.questions_now()
        report = lint_questions(
            found,
            options=LintOptions(
                effect=self.settings.evaluation.minimum_effect if effect is None else effect,
                detectable=self._detectable(),
                needed=_needed,
                crowded=self._crowded,
                shots=each_name(shots),
            ),
        )
        moved = [question for question in found if any(one.status == "moved" for one in question.evidence)]
        if moved:
            self.questions.add([_settled(question) for question in moved], now=datetime.now(UTC))
        return report

    def draft_questions(self, count: int = 20, *, seed: int | None = None, keep: bool = True) -> Drafted:
        """Questions that the documents themselves answer, and some that they do not, for a person to confirm; and which pages gave none.

        With `keep` they are stored as drafts, which nothing is measured with.

        Raises:
            NothingSynced: There is no document to propose from.
        """
        from untuned.evaluation.questions.draft import LANGUAGES, DraftOptions, draft_questions, drawn

        chance = self._seed(seed)
        known = tuple(self.questions.listing())
        live = {one.path: one for one in self.documents.listing(principal=self.principal)}
        if not live:
            raise nothing_to_ask(self)
        spoken = [path for path, one in live.items() if one.language in (*LANGUAGES, "") and path != self.settings.facts.file]
        other = sum(one.language not in (*LANGUAGES, "") for one in live.values())
        versions = [live[path].version for path in drawn(spoken, seed=chance)]
        held = self.documents.whole(versions, principal=self.principal)
        made = draft_questions(
            [held[version] for version in versions if version in held],
            search=_passages(self.library()),
            options=DraftOptions(count=a_count(count, name="count"), seed=chance, known=known, disputed=self._disputed()),
        )
        if keep:
            self.questions.add(made.questions, now=datetime.now(UTC))
        return made.beside(other=other, left=len(spoken) - len(versions))

    def _disputed(self) -> tuple[Span, ...]:
        """The statements of documents that contradict each other."""
        from untuned.store.conflicts import Conflicts

        found = Conflicts(self.database).listing(principal=self.principal)
        return tuple(span for one in found for span in (one.one, one.other))

    def confirm_questions(self, ids: Names | None = None) -> Confirmed:
        """The drafts of these ids, or all of them, count from now on: somebody read them. Raises `UnknownQuestion`."""
        found = self._known(ids)
        drafts = [replace(one, origin="synthetic_reviewed") for one in found if not one.confirmed]
        self.questions.add(drafts, now=datetime.now(UTC))
        before = tuple(one.id for one in found if one.confirmed) if ids is not None else ()
        return Confirmed(ids=tuple(one.id for one in drafts), before=before)

    def remove_questions(self, ids: Names) -> int:
        """How many questions went. Raises `UnknownQuestion` before any goes."""
        return self.questions.remove([one.id for one in self._known(ids)])

    def export_questions(
        self, *, shape: ExportShape = "jsonl", ids: Names | None = None, split: Split | None = None, groups: Names = ()
    ) -> Export:
        """The questions as a file of a shape; with `groups`, only those whose passages a member of them may read.

        Raises:
            UnknownQuestion: There is no question of one of the ids.
        """
        from untuned.evaluation.questions.export import ExportShape, export_questions
        from untuned.types.principal import member

        one_of(shape, ExportShape, name="shape")
        if split is not None:
            one_of(split, Split, name="split")
        found = [one for one in self._known(ids) if split is None or one.split == split]
        reader = member(groups) if groups else self.principal
        return export_questions(found, shape=shape, truth=self.documents, principal=reader)

    def _known(self, ids: Names | None) -> list[Question]:
        """The questions of the ids in their order, or all. Raises `UnknownQuestion` for the first that there is not."""
        if ids is None:
            return self.questions.listing()
        ids = each_name(ids)
        found = {one.id: one for one in self.questions.listing(ids=ids)}
        missing = next((id for id in ids if id not in found), None)
        if missing is not None:
            raise UnknownQuestion(missing)
        return [found[id] for id in dict.fromkeys(ids)]

    def _searching(self, *, without: str = "") -> Archive:
        """The documents as they stand now, searched by the project's own index; only by name where nothing is synced.

        Nothing is found in the document at the path `without`: a file of questions, which was synced before it was known for one.
        """
        from untuned.evaluation.questions.archive import Archive
        from untuned.rag.evidence import share_of

        try:
            library = self.library()
        except NothingSynced:
            return Archive(self.documents, principal=self.principal)
        return Archive(
            self.documents,
            principal=self.principal,
            search=_passages(library, without=without),
            weigh=library.index.idf,
            frequency=partial(share_of, index=library.index),
        )

    def _seed(self, given: int | None) -> int:
        return self.settings.evaluation.seed if given is None else given

    def _detectable(self) -> Callable[[int], float] | None:
        """What so many questions can show; None where the packages of measuring are not installed."""
        if find_spec("scipy") is None:
            return None
        from untuned.evaluation.stats.power import detectable_effect

        return detectable_effect

    def _crowded(self, asked: Sequence[Question]) -> Crowded | None:
        """What clusters make of it, by what the forecast of a comparison takes for clusters."""
        from untuned.evaluation.clustered import clustered
        from untuned.evaluation.questions.lint import Crowded
        from untuned.evaluation.report.build import smallest_alike
        from untuned.evaluation.report.table import clusters_of

        every, _ = clustered(self.questions.listing())
        groups = clusters_of([one.id for one in asked], {one.id: one for one in every}) or []
        if len(set(groups)) in (0, len(asked)):
            return None
        alike = smallest_alike(groups)
        return Crowded(clusters=len(set(groups)), alike=inf if alike is None else alike)


def _needed(effect: float) -> int | None:
    """About how many questions show an effect; None where that are more than are ever asked, or it is none that can be shown."""
    from untuned.evaluation.stats.power import questions_needed

    try:
        needed = questions_needed(effect)
    except ValueError:
        return None
    return needed if needed <= _MOST_QUESTIONS else None


def _passages(library: Library, *, without: str = "") -> Callable[[str], list[Passage]]:
    """A search for the best passages of all documents but one."""
    from untuned.rag.evidence import find

    return lambda words: [one for one in find(words, library=library, limit=_PASSAGES) if one.version.path != without]


def _settled(question: Question) -> Question:
    """The question with its passages at their new places."""
    passages = (replace(one, status="found") if one.status == "moved" else one for one in question.evidence)
    return replace(question, evidence=tuple(passages))
