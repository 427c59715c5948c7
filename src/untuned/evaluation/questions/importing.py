"""Sets of questions taken in: a file's rows become questions with their evidence; a bad row is told and the others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.questions.evidence import locate
from untuned.evaluation.questions.read.build import content_id
from untuned.evaluation.questions.read.parsed import Parsed
from untuned.evaluation.questions.read.rows import Fault, rows_of
from untuned.evaluation.questions.read.shapes import parsed, shape_named
from untuned.text.language import language_of
from untuned.types.measures import EvidenceStatus, Question

AGAIN = "not taken: says what {place} says"
UNTOLD = (
    "says nothing of what is right, so that it is kept and not asked: give it an 'answer', or \"unanswerable\": true where the documents "
    "do not answer it"
)
BOTH = "gives an answer and says that the documents do not answer it: to refuse is what counts as right; take one of the two out"


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """How a file is taken in."""

    shape: str = "auto"
    """A shape's name; `auto` tells each row's own."""
    strict: bool = False
    """One bad row refuses the whole file."""
    confirm: bool = False
    """Drafts of the file count as confirmed: whoever imports it has looked at them."""
    languages: tuple[str, ...] = ("en", "ru")
    """Of which the one of a question is told, where its row does not say."""
    name: str = ""
    """What places call the file; its own name without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something of one question that people should know."""

    id: str
    """The question's; "" for what is about the whole file."""
    place: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportReport:
    """What came of a file."""

    questions: tuple[Question, ...]
    shapes: tuple[str, ...]
    """That its rows were read in."""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    repeated: int = 0
    """Rows that say what an earlier row of the file says; a note tells of each where it stands."""
    replaced: int = 0
    """Questions that take the place of one of the same id."""

    @property
    def evidence(self) -> Mapping[EvidenceStatus, int]:
        """How many passages stand how."""
        return Counter(one.status for question in self.questions for one in question.evidence)

    @property
    def without_evidence(self) -> int:
        """Questions that should be answered and have no passage that was found."""
        return sum(not question.must_abstain and all(one.span is None for one in question.evidence) for question in self.questions)

    @property
    def without_answer(self) -> int:
        """Questions of which nothing says what is right: they are kept, and not asked until something does. A note tells of each."""
        return sum(not question.scorable for question in self.questions)


def import_questions(
    file: Path, *, archive: Archive | None = None, known: Mapping[str, Question] | None = None, options: ImportOptions | None = None
) -> ImportReport:
    """The questions of a file, each with its evidence where an archive is given to look in.

    A question that is known and locked stays locked, whatever the file says. An id that a file uses twice for different
    questions is a fault; two questions without an id that ask the same get ids of their own.

    Raises:
        UnreadableQuestions: The file cannot be read as a whole, or `strict` is set and a row is bad.
    """
    chosen = options or ImportOptions()
    place = chosen.name or file.name
    rows = rows_of(file, name=place)
    taken, shapes, faults = _Taken(), dict[str, None](), list[Fault]()
    for shape, one in parsed(rows, shape=shape_named(chosen.shape)):
        shapes.setdefault(shape, None)
        fault = one if isinstance(one, Fault) else taken.take(one)
        if fault is not None and chosen.strict:
            raise UnreadableQuestions(fault.place, reason=fault.reason, remedy="mend the row, or import without '--strict'")
        faults += [fault] if fault is not None else []
    if not taken.rows and not faults:
        raise UnreadableQuestions(place, reason="has no questions", remedy="'untuned guide questions' shows the shapes that are read")
    notes = list(taken.again)
    questions = [_finished(one, archive, known or {}, chosen, notes) for one in taken.rows.values()]
    return ImportReport(
        questions=tuple(questions),
        shapes=tuple(filter(None, shapes)),
        faults=tuple(faults),
        notes=tuple(notes),
        repeated=len(taken.again),
        replaced=sum(question.id in (known or {}) for question in questions),
    )


def _of_right(question: Question) -> tuple[str, ...]:
    """What is odd in what a row says is right; nothing where it says one thing."""
    if question.must_abstain and question.answers:
        return (BOTH,)
    return () if question.scorable else (UNTOLD,)


class _Taken:
    """The rows of one file by their questions' ids."""

    def __init__(self) -> None:
        self.rows: dict[str, Parsed] = {}
        self.again: list[Note] = []

    def take(self, one: Parsed) -> Fault | None:
        """Keeps the row, unless an earlier one says the same; the fault where it says another thing under the same id."""
        before = self.rows.get(one.question.id)
        if before is not None and not one.identified and before.question.answers != one.question.answers:
            asked = one.question
            id = content_id(asked.text, history=asked.history, documents=one.documents, answers=asked.answers)
            one = replace(one, question=replace(asked, id=id))
            before = self.rows.get(id)
        if before is None:
            self.rows[one.question.id] = one
        elif before.question == one.question:
            self.again.append(Note(id=before.question.id, place=one.place, text=AGAIN.format(place=before.place)))
        else:
            return Fault(place=one.place, reason=f"has the id '{one.question.id}' of another question, at {before.place}")
        return None


def _finished(
    one: Parsed, archive: Archive | None, known: Mapping[str, Question], options: ImportOptions, notes: list[Note]
) -> Question:  # fmt: skip
    question = one.question
    said: Sequence[str] = one.notes
    if archive is not None:
        located = locate(one, archive=archive)
        question = replace(question, evidence=located.evidence)
        said = (*said, *located.notes)
    said = (*said, *_of_right(question))
    if not question.language:
        question = replace(question, language=language_of(question.text, languages=options.languages))
    if options.confirm and not question.confirmed:
        question = replace(question, origin="synthetic_reviewed")
    before = known.get(question.id)
    if before is not None and before.split == "locked" and question.split != "locked":
        question = replace(question, split="locked")
        if one.split is not None:
            said = (*said, "stays locked: a file does not unlock a question; 'untuned questions split --unlock' does")
    notes += [Note(id=question.id, place=one.place, text=text) for text in said]
    return question
