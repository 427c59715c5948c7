"""Answers that were made elsewhere, as runs: logs of any assistant, held against the project's questions and documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from untuned.errors import UnreadableQuestions
from untuned.evaluation.runs.logged import Fault, Logged, logged_rows
from untuned.models.chat.declining import declines
from untuned.text.language import language_of
from untuned.types.answers import Turn
from untuned.types.measures import Question, Run, RunStatus

_MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where and when answers are taken in."""

    now: datetime
    position: int
    """Of the change feed: how far the documents stand that they are scored against."""
    languages: tuple[str, ...] = ("en", "ru")
    """Of which the one of a new question is told."""
    system: str = ""
    """Who answered, where a row does not say; the file's name without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What a file of answers holds."""

    runs: tuple[Run, ...]
    questions: tuple[Question, ...]
    """All that were answered, in the order of the file."""
    added: tuple[Question, ...]
    """Those of them that the project did not have: of production, without a reference answer."""
    variants: tuple[tuple[str, str], ...]
    """(name, hash) of everyone who answered, in the order of the file."""
    faults: tuple[Fault, ...] = ()
    repeated: int = 0
    """Rows that say what an earlier row says."""


def read_answers(file: Path, *, known: Iterable[Question], origin: Origin) -> Imported:
    """The answers of a JSONL file, each as the run of a variant that is called what its system is called.

    A question is known by its id, or else by its text with what was said before; one that is not known is new. A second answer of one
    system to one question is a repeat. A bad row is a fault, and the others go on. A text that says it has no answer is an abstention.

    Raises:
        UnreadableQuestions: The file cannot be read, or holds no answer.
    """
    data = _bytes(file)
    content = hashlib.sha256(data).hexdigest()
    taken = _Taken(origin=origin, content=content, system=origin.system or file.stem, index=_Index(known))
    for row in logged_rows(data, name=file.name):
        if isinstance(row, Fault):
            taken.faults.append(row)
        else:
            taken.take(row)
    if not taken.runs:
        why = f"has no answer; {taken.faults[0].place}: {taken.faults[0].reason}" if taken.faults else "is empty"
        raise UnreadableQuestions(file.name, reason=why, remedy="write one JSON object a line, with 'question' and 'answer'")
    return Imported(
        runs=tuple(taken.runs.values()),
        questions=tuple(taken.questions.values()),
        added=tuple(taken.added.values()),
        variants=tuple(taken.variants.items()),
        faults=tuple(taken.faults),
        repeated=taken.repeated,
    )


def imported_hash(name: str, *, content: str) -> str:
    """Sixteen hexadecimal digits for everyone who answered in a file: over the name, and the SHA-256 of the file."""
    return hashlib.sha256(f"imported\n{name}\n{content}".encode()).hexdigest()[:16]


class _Index:
    """The known questions, to be found by id and by text."""

    def __init__(self, known: Iterable[Question]) -> None:
        self._by_id = {question.id: question for question in known}
        self._by_text: dict[str, list[Question]] = {}
        for question in self._by_id.values():
            self._by_text.setdefault(_asked(question.text, question.history), []).append(question)

    def by_id(self, id: str) -> Question | None:
        return self._by_id.get(id)

    def by_text(self, row: Logged) -> list[Question]:
        return self._by_text.get(_asked(row.question, row.history), [])


@dataclass(kw_only=True, slots=True)
class _Taken:
    """What was taken of a file so far."""

    origin: Origin
    content: str
    system: str
    index: _Index
    runs: dict[str, Run] = field(default_factory=dict[str, Run])
    questions: dict[str, Question] = field(default_factory=dict[str, Question])
    added: dict[str, Question] = field(default_factory=dict[str, Question])
    variants: dict[str, str] = field(default_factory=dict[str, str])
    faults: list[Fault] = field(default_factory=list[Fault])
    repeated: int = 0
    _repeats: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    _seen: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    def take(self, row: Logged) -> None:
        """Keeps the row as a run."""
        question = self._question(row)
        if question is None:
            return
        name = row.system or self.system
        said = (name, question.id, row.own_id, row.text, *row.contexts)
        if row.own_id and said in self._seen:
            self.repeated += 1
            return
        self._seen.add(said)
        self.questions.setdefault(question.id, question)
        hashed = self.variants.setdefault(name, imported_hash(name, content=self.content))
        repeat = self._repeats[hashed, question.id]
        self._repeats[hashed, question.id] += 1
        run = _run(row, question, hashed, repeat=repeat, name=name, origin=self.origin)
        self.runs[run.key] = run

    def _question(self, row: Logged) -> Question | None:
        """The question that was answered; a new one where none is known, and None, with a fault, where it cannot be told."""
        named = self.index.by_id(row.question_id)
        if named is not None and row.question and _asked(row.question, ()) != _asked(named.text, ()):
            return self._fault(row, f"asks another question than '{named.id}' of the project")
        known = named or self.index.by_id(row.own_id)
        if known is not None and (not row.question or _asked(row.question, ()) == _asked(known.text, ())):
            return known
        if not row.question:
            id = row.question_id or row.own_id
            return self._fault(row, f"names question '{id}', which the project does not have, and says no question")
        same = self.index.by_text(row)
        if len(same) > 1:
            return self._fault(row, f"asks what {len(same)} questions of the project ask: give its 'question_id'")
        return same[0] if same else self._new(row)

    def _fault(self, row: Logged, reason: str) -> None:
        self.faults.append(Fault(place=row.place, reason=reason))

    def _new(self, row: Logged) -> Question:
        basis = f"{row.question_id}\n{_asked(row.question, row.history)}"
        id = f"p{hashlib.sha256(basis.encode()).hexdigest()[:12]}"
        if id not in self.added:
            language = language_of(row.question, languages=self.origin.languages)
            self.added[id] = Question(id=id, text=row.question, history=row.history, origin="production", language=language)
        return self.added[id]


def _run(row: Logged, question: Question, variant: str, *, repeat: int, name: str, origin: Origin) -> Run:
    status: RunStatus = "error" if row.error else "abstained" if not row.text.strip() or declines(row.text) else "ok"
    return Run(
        variant=variant,
        question=question.id,
        repeat=repeat,
        status=status,
        state=None if status == "error" else "abstained" if status == "abstained" else "answered",
        reason="model_declined" if status == "abstained" else "",
        text="" if status == "error" else row.text.strip(),
        contexts=row.contexts,
        error=row.error,
        model=name,
        language=question.language,
        requests=1,
        failed_requests=int(status == "error"),
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        cost=row.cost,
        milliseconds=row.milliseconds,
        at=origin.now,
        position=origin.position,
        key=hashlib.sha256(f"{variant}\n{question.id}\n{repeat}".encode()).hexdigest(),
    )


def _asked(text: str, history: Sequence[Turn]) -> str:
    """A question as it is compared: whatever its case, its spaces and the sign at its end."""
    said = " ".join(text.casefold().split()).rstrip(" ?!.")
    return "\n".join((*(turn.question for turn in history), said))


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > _MOST_BYTES:
            raise UnreadableQuestions(
                file.name, reason=f"has {size:,} bytes, more than {_MOST_BYTES:,}", remedy="cut it into several files"
            )
        return file.read_bytes()
    except OSError as error:
        raise UnreadableQuestions(str(file), reason=error.strerror or "cannot be read", remedy="check its name and its rights") from error
