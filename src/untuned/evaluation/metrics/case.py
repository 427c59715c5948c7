"""What a metric is shown: one run, its question, and what it takes to judge them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from untuned.evaluation.metrics.reading.declining import declines
from untuned.evaluation.metrics.reading.voices import Voice
from untuned.types.answers import Answer, Citation
from untuned.types.documents import Span
from untuned.types.measures import Cited, Evidence, Question, Run
from untuned.types.tasks import UNFIT


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A run with its question, and what both rest on. Only `run` and `question` must be given: a metric says what it lacks."""

    run: Run
    question: Question
    read: tuple[str, ...] = field(default=(), repr=False)
    """The texts of `run.read` in their order; of answers made elsewhere, their contexts."""
    evidence: tuple[Evidence, ...] = ()
    """The question's evidence as it stands now; what the question itself says where this is empty."""
    paths: tuple[str, ...] = ()
    """The documents of `run.cited`, in their order; "" for one that is not readable any more."""
    known: Callable[[str], bool] | None = field(default=None, repr=False)
    """True for a word, in small letters, that a word list or the documents have; None where there is neither."""
    labels: frozenset[str] = frozenset()
    """Every label that a question of the set may have; empty where labels are not asked for."""
    voice: Voice | None = field(default=None, repr=False)
    """The author whose words the answer should sound like."""
    cite: Callable[[Cited], Citation | None] | None = field(default=None, repr=False)
    """The citation of one of `run.cited` with its quote, as an asker's answer has it; None where its text is not there any more."""
    answer: Answer | None = field(default=None, repr=False)
    """The whole answer, where it is at hand: what a scorer of another package is shown."""

    @property
    def gold(self) -> tuple[Evidence, ...]:
        """The evidence as it stands, or as it was labelled."""
        return self.evidence or self.question.evidence

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the evidence stands, and where it stood when it was labelled: a run may be older than the last sync."""
        places = (*self.gold, *self.question.evidence)
        lost = ("missing", "purged")
        return tuple(dict.fromkeys(each.span for each in places if each.span is not None and each.status not in lost))

    @property
    def contexts(self) -> tuple[str, ...]:
        """The texts that the answer was made from."""
        return self.read or self.run.contexts

    @property
    def formless(self) -> bool:
        """True where no output of the model had the form that was asked for, so that there is nothing to show."""
        return any(note.startswith(UNFIT) for note in self.run.notes)

    @property
    def language(self) -> str:
        """The language that the answer should be in; "" where nothing tells."""
        return self.question.language or self.run.language

    @property
    def refused(self) -> bool:
        """True where the run shows no answer: it abstained, or its plain text says nothing but that it cannot answer."""
        run = self.run
        if run.status == "abstained" or run.state in ("abstained", "needs_human"):
            return True
        return run.status != "error" and not run.verified and (not run.text.strip() or declines(run.text))
