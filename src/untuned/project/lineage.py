"""What rests on the documents of an open project, and which of it should be looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from untuned.errors import UnknownAnswer, UnknownDocument, UnknownLean, UnknownSection, UnknownSubject
from untuned.project.given import Names, OnePath, a_count, a_record, a_text, each_name, one_of, one_path
from untuned.project.opening import opened_once
from untuned.project.questioning import Questioning
from untuned.text.regex import regex
from untuned.types.answers import Answer
from untuned.types.lineage import Lean, LeanStatus, Moved, Since, StaleReport, Subject, SubjectKind
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.evaluation.questions.archive import Archive
    from untuned.evaluation.questions.importing import ImportOptions, ImportReport
    from untuned.lineage import Resting
    from untuned.store.leans import Leans
    from untuned.types.answers import Passage
    from untuned.types.documents import Version
    from untuned.types.measures import Evidence, Question

_MOST_ANSWERS = 100_000
_MOST_PROPOSED = 3
"""Documents that are proposed for one subject."""
_NEARLY_AS_GOOD = 0.6
"""Of the best passage's score: what is worse is not proposed."""
_PURGED = "it was purged: take it out of what leans on it, or see 'untuned lean list' and 'untuned lean remove'"
_ANSWER_ID = regex(r"a\d{1,18}")


class LineagePart(Questioning):
    """What people do about texts that changed. Leans and questions are the owner's; a member sees the answers they may read."""

    @opened_once
    def leans(self) -> Leans:
        """What is said to lean on what."""
        from untuned.store.leans import Leans

        self.check_owner("say what leans on what")
        return Leans(self.database)

    def _let_go(self) -> None:
        """As it is said there."""
        super()._let_go()
        self.__dict__.pop("leans", None)

    def import_questions(self, file: Path | str, *, options: ImportOptions | None = None, dry_run: bool = False) -> ImportReport:
        """As it is said there; what the rows name below `leans_on` is declared. A document that is not synced is passed over."""
        report = super().import_questions(file, options=options, dry_run=dry_run)
        if not dry_run:
            found = [lean for one in report.questions for lean in self._declared(one)]
            self.leans.add(found, now=datetime.now(UTC))
        return report

    def remove_questions(self, ids: Names) -> int:
        """How many questions went, with what they lean on. Raises `UnknownQuestion` before any goes."""
        ids = each_name(ids)
        gone = super().remove_questions(ids)
        self.leans.forget("question", ids)
        return gone

    def stale(self, kinds: SubjectKind | Collection[SubjectKind] | None = None, *, today: date | None = None) -> StaleReport:
        """Everything that quotes or leans on what changed, was removed, has ended or was superseded; nothing is changed.

        Args:
            kinds: Only these kinds of subjects; all that the principal may know of without any.
            today: The day against which ends and successions are held; that of now in UTC without one.
        """
        from untuned.lineage import stale

        day = datetime.now(UTC).date() if today is None else AsOf(day=today).day
        asked = each_name(kinds or get_args(SubjectKind))
        for kind in asked:
            one_of(kind, SubjectKind, name="a kind of subject")
        archive = self._searching()
        resting = sorted(self._resting(asked, archive, day), key=_by_document)
        return stale(resting, archive=archive, today=day)

    def changed_since(self, answer: Answer, *, today: date | None = None) -> tuple[Since, ...]:
        """What became of an answer's sources after it was given, as `stale` tells it; nothing where they still say what it quotes.

        An answer that was asked for a day of its own quotes old texts on purpose: nothing is told of it, nor of one that was purged.
        `today` as in `stale`.
        """
        from untuned.lineage import Resting, stale

        _check_answer(answer)
        if answer.as_of is not None or answer.purged or not answer.citations:
            return ()
        subject = Subject(kind="answer", id=answer.id or "")
        leans = tuple(self.leans.listing(subjects=[subject])) if self.principal.owner else ()
        resting = Resting(subject=subject, text=answer.question, quotes=_quotes(answer), leans=leans)
        archive = self._searching()
        found = stale([resting], archive=archive, today=today or datetime.now(UTC).date())
        first: dict[str, Moved] = {}
        for one in (moved for told in found.stale for moved in told.moved):
            first.setdefault(one.path, one)
        return tuple(
            Since(path=path, cause=one.cause, number=None if now is None else now.version.number, day=one.day, by=one.by)
            for path, one in first.items()
            for now in [archive.current(path)]
        )

    def asked_again(self, answer: Answer) -> str:
        """The id of the newest answer to the same question, which `stale` lists in the place of this one; "" where this is the newest."""
        from untuned.store.leans import Leans

        _check_answer(answer)
        newest = Leans(self.database).newest(answer.id or "", principal=self.principal)
        return "" if newest == answer.id else newest

    def lean(self, subject: str, target: OnePath) -> Lean:
        """What is declared from now on: that a subject leans on a document (`path`) or a section of it (`path#heading`), as they are now.

        Raises:
            UnknownSubject: There is no such answer, question or document.
            UnknownDocument: There is no such document.
            UnknownSection: It has no such heading.
        """
        found = self._lean(self.subject(subject), one_path(target, root=self.root))
        return self.leans.add([found], now=datetime.now(UTC))[0]

    def subject(self, name: str) -> Subject:
        """What a name means: `question:ID`, `answer:ID`, `document:PATH`, `row:ID`, `dataset:ID`; or an id or a path alone.

        Raises:
            UnknownSubject: There is none.
        """
        kind, _, id = a_text(name, name="a subject").partition(":")
        if kind in ("row", "dataset") and id:
            return Subject(kind=kind, id=id)
        tried: Sequence[SubjectKind] = ("question", "answer", "document")
        for one in tried:
            given = id if one == kind else name
            if (kind not in tried or one == kind) and self._is_there(one, given):
                return Subject(kind=one, id=given)
        raise UnknownSubject(name)

    def propose_leans(self, subjects: Names = (), *, limit: int = 50) -> list[Lean]:
        """What subjects may lean on without quoting it, by search, for a person to confirm; without subjects, those of all questions.

        `limit` is the most that are proposed. What was rejected is not proposed again.
        """
        from untuned.rag.evidence import find

        limit = a_count(limit, name="limit")
        library = self.library()
        found: list[Lean] = []
        for subject, text, quoted in self._proposing(each_name(subjects)):
            if len(found) >= limit:
                break
            hits = find(text, library=library, limit=10)
            made = [lean for lean in _proposed(subject, hits) if lean.path not in quoted]
            found += self.leans.add(made[: limit - len(found)], now=datetime.now(UTC))
        return found

    def judge_leans(self, ids: Collection[int], status: LeanStatus) -> int:
        """How many of these have the status now: `confirmed` ones are right for the documents as they are now.

        Raises:
            UnknownLean: There is none of a number; then none is changed.
        """
        one_of(status, LeanStatus, name="status")
        self._check_leans(ids)
        versions = self._current_of(ids) if status == "confirmed" else {}
        return self.leans.judge(ids, status, versions=versions, now=datetime.now(UTC))

    def remove_leans(self, ids: Collection[int]) -> int:
        """How many leans went. Raises `UnknownLean` before any goes."""
        self._check_leans(ids)
        return self.leans.remove(ids)

    def _check_leans(self, ids: Collection[int]) -> None:
        known = {one.id for one in self.leans.listing()}
        unknown = sorted(set(ids) - known)
        if unknown:
            raise UnknownLean(unknown)

    def settle(self, subjects: Names) -> int:
        """A person read what changed and says that these still hold; how many changes that settles. They are listed with the next one.

        Raises:
            UnknownSubject: There is no such subject.
            UnknownDocument: What it leans on was purged, so that nobody can say that it still holds.
        """
        wanted = {self.subject(name) for name in each_name(subjects)}
        settled: list[Lean] = []
        for one in self.stale().stale:
            if one.subject in wanted:
                paths = dict.fromkeys(moved.lean.path if moved.lean is not None else moved.path for moved in one.moved)
                settled += [Lean(subject=one.subject, path=path, version=self._latest(path).id, status="settled") for path in paths]
        return len(self.leans.add(settled, now=datetime.now(UTC)))

    # -- what they read ----------------------------------------------------------------------------

    def _resting(self, kinds: Collection[str], archive: Archive, day: date) -> Iterator[Resting]:
        from untuned.lineage import Resting

        held: dict[Subject, list[Lean]] = defaultdict(list)
        for lean in self.leans.listing() if self.principal.owner else ():
            held[lean.subject].append(lean)
        named = {"question": self._resting_questions, "answer": self._resting_answers, "document": self._resting_documents}
        for kind, resting in named.items():
            if kind in kinds:
                for one in resting(archive, day, held):
                    held.pop(one.subject, None)
                    yield one
        for subject, leans in held.items():
            if subject.kind in kinds and subject.kind in ("row", "dataset", "answer"):
                yield Resting(subject=subject, text=subject.id, leans=tuple(leans))

    def _resting_questions(self, _archive: Archive, _day: date, held: dict[Subject, list[Lean]]) -> Iterator[Resting]:
        from untuned.lineage import Resting

        for one in self.questions.listing() if self.principal.owner else ():
            subject = Subject(kind="question", id=one.id)
            yield Resting(subject=subject, text=one.text, quotes=one.evidence, leans=tuple(held.get(subject, ())))

    def _resting_answers(self, _archive: Archive, day: date, held: dict[Subject, list[Lean]]) -> Iterator[Resting]:
        from untuned.lineage import Resting
        from untuned.store.leans import Leans

        for one in Leans(self.database).resting(principal=self.principal, today=day, limit=_MOST_ANSWERS):
            subject = Subject(kind="answer", id=one.id)
            yield Resting(subject=subject, text=one.question, quotes=_quotes(one), leans=tuple(held.get(subject, ())))

    def _resting_documents(self, archive: Archive, _day: date, held: dict[Subject, list[Lean]]) -> Iterator[Resting]:
        from untuned.lineage import Resting, declared
        from untuned.store.leans import Leans

        paths: set[str] = set()
        for version in Leans(self.database).declaring(principal=self.principal):
            subject = Subject(kind="document", id=version.path)
            paths.add(version.path)
            leans = (*declared(version, archive), *held.get(subject, ()))
            yield Resting(subject=subject, text=version.title or version.path, leans=leans)
        for subject, leans in list(held.items()):
            if subject.kind == "document" and subject.id not in paths:
                yield Resting(subject=subject, text=subject.id, leans=tuple(leans))

    def _is_there(self, kind: SubjectKind, id: str) -> bool:
        from untuned.store.encoding import is_storable

        if not is_storable(id):
            return False
        if kind == "question":
            return bool(self.questions.listing(ids=[id]))
        if kind == "document":
            return any(one.path == id for one in self.documents.listing(principal=self.principal))
        try:
            return _ANSWER_ID.fullmatch(id) is not None and self.saved_answers.get(id, principal=self.principal).id == id
        except UnknownAnswer:
            return False

    def _lean(self, subject: Subject, target: str) -> Lean:
        from untuned.evaluation.questions.places import Held
        from untuned.lineage import has_heading

        path, _, heading = target.partition("#")
        latest = self._latest(path).id
        version, text = self.documents.whole([latest], principal=self.principal)[latest]
        if heading and not has_heading(Held(version, text), heading):
            raise UnknownSection(path, heading)
        return Lean(subject=subject, path=version.path, heading=heading, version=version.id, status="declared")

    def _declared(self, question: Question) -> Iterator[Lean]:
        live = {one.path: one.version for one in self.documents.listing(principal=self.principal)} if question.leans_on else {}
        for target in question.leans_on:
            path, _, heading = target.partition("#")
            if path in live:
                subject = Subject(kind="question", id=question.id)
                yield Lean(subject=subject, path=path, heading=heading, version=live[path], status="declared")

    def _proposing(self, subjects: Sequence[str]) -> Iterator[tuple[Subject, str, frozenset[str]]]:
        """Each subject with the text that is searched for, and the documents that it quotes already."""
        chosen = [self.subject(name) for name in subjects]
        ids = [one.id for one in chosen if one.kind == "question"] if subjects else None
        for one in self.questions.listing(ids=ids):
            if not one.must_abstain:
                words = " ".join((one.text, *one.answers[:1]))
                yield Subject(kind="question", id=one.id), words, frozenset(passage.path for passage in one.evidence)
        for subject in chosen:
            if subject.kind == "answer":
                said = self.saved_answers.get(subject.id, principal=self.principal)
                yield subject, f"{said.question} {said.text}", frozenset(cited.path for cited in said.citations)
            elif subject.kind == "document":
                yield subject, self._latest(subject.id).title, frozenset({subject.id})

    def _current_of(self, ids: Collection[int]) -> dict[int, int]:
        live = {one.path: one.version for one in self.documents.listing(principal=self.principal)}
        return {lean.id: live[lean.path] for lean in self.leans.listing() if lean.id in ids and lean.path in live}

    def _latest(self, path: str) -> Version:
        """The latest version of a document that may be read. Raises `UnknownDocument`."""
        found = self.documents.versions(path, principal=self.principal)
        if not found:
            raise UnknownDocument(path, remedy=_PURGED)
        return found[-1]


def _by_document(one: Resting) -> str:
    return one.quotes[0].path if one.quotes else one.leans[0].path if one.leans else ""


def _check_answer(given: object) -> None:
    if isinstance(given, str):
        raise TypeError(f"an answer is asked for, not its id: project.answer({given!r}) reads it")
    a_record(given, Answer, remedy="project.answer('a1') reads one by its id")


def _quotes(answer: Answer) -> tuple[Evidence, ...]:
    from untuned.types.measures import Evidence

    return tuple(
        Evidence(path=cited.path, quote=cited.quote, version=cited.version, start=cited.start, end=cited.end) for cited in answer.citations
    )


def _proposed(subject: Subject, hits: Sequence[Passage]) -> list[Lean]:
    """The best sections of the best documents, one each."""
    found: dict[str, Lean] = {}
    for hit in hits:
        if hit.hit.score >= _NEARLY_AS_GOOD * hits[0].hit.score and len(found) < _MOST_PROPOSED:
            heading = hit.hit.chunk.headings[-1] if hit.hit.chunk.headings else ""
            lean = Lean(subject=subject, path=hit.version.path, heading=heading, version=hit.version.id, status="proposed")
            found.setdefault(hit.version.path, lean)
    return list(found.values())
