"""Plain text, as other tools show it: a model's own words, or the best sentences as they stand. Nothing of it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from untuned.assistant.desk import Desk, Replier
from untuned.models.reader.extractive import NAME
from untuned.rag.ask import Progress, checking, follow_up, look
from untuned.rag.ground import Asked, Looked, Rewriting
from untuned.rag.metered import counted_in
from untuned.rag.readings import reading_of
from untuned.text.language import language_of
from untuned.types.answers import AbstentionReason, Passage
from untuned.types.documents import Span
from untuned.types.methods import Brief
from untuned.types.responses import Response

if TYPE_CHECKING:
    from untuned.models.chat.briefing import Task
    from untuned.models.chat.budget import Budget
    from untuned.models.chat.replies import Reply
    from untuned.rag.crosschecked import Checking
    from untuned.rag.stated import Stated

DENIED = "Another model says that the passages do not carry the answer; it is not shown."


async def plain(asked: Asked, *, desk: Desk, progress: Progress, now: datetime) -> Response:
    """A text without a verified answer. It abstains where nothing was found, where a model declines and where a checker denies.

    Raises:
        ModelError: A model failed: plain text has nothing to fall back on.
    """
    if desk.method.context == "none":
        basis = _Basis(language=language_of(asked.question, languages=desk.parts.library.settings.sources.languages))
    else:
        asked, progress = await follow_up(asked, parts=desk.parts, progress=progress)
        basis = await progress.stages.hop(_basis, asked, desk=desk, progress=progress, now=now)
    if basis.text is None and desk.writer is not None:
        response = await _Writing(asked=asked, basis=basis, desk=desk, writer=desk.writer, progress=progress).response()
    else:
        response = basis.response(asked.question, text=basis.text or "", model=basis.author, reason="nothing_found")
    if response.text and desk.parts.checker is not None:
        response = await _checked(response, basis, checking=checking(asked, desk.parts.checker, parts=desk.parts, progress=progress))
    return response if asked.rewriting is None else _with_rewriting(response, asked.rewriting)


def _with_rewriting(response: Response, made: Rewriting) -> Response:
    """The response, with what became of wording the question anew."""
    from untuned.rag.follow_up import notes_of  # noqa: PLC0415 - only in conversations

    prompts = tuple(dict.fromkeys((*made.prompts, *response.prompts)))
    return replace(response, notes=(*response.notes, *notes_of(made)), prompts=prompts, replayed=response.replayed or made.replayed)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Basis:
    """What a text is made from."""

    language: str
    evidence: Sequence[Passage] = ()
    hits: tuple[Span, ...] = ()
    read: tuple[Span, ...] = ()
    facts: tuple[str, ...] = ()
    """The lines that a model is given, or that the text is from."""
    text: str | None = None
    """The answer already: of the facts, or of the best sentences; None where a model is to word it."""
    author: str = NAME
    notes: tuple[str, ...] = ()

    def response(self, question: str, *, text: str, model: str, reason: AbstentionReason) -> Response:
        """The text as it is shown; without any, an abstention for that reason."""
        return Response(
            question=question,
            text=text,
            state="answered" if text else "abstained",
            reason=None if text else reason,
            hits=self.hits,
            read=self.read,
            language=self.language,
            model=model,
            notes=self.notes,
        )


def _basis(asked: Asked, *, desk: Desk, progress: Progress, now: datetime) -> _Basis:
    parts, stages = desk.parts, progress.stages
    looked = look(asked, library=parts.library, method=progress.method, stages=stages)
    basis = _Basis(
        language=looked.found.language,
        evidence=looked.evidence,
        hits=looked.hits,
        read=looked.read,
        notes=(*looked.found.notes, *looked.found.narrowing.notes),
    )
    if parts.facts is not None:
        with stages.timed("facts"):
            basis = _with_facts(basis, asked, parts.facts, writer=desk.writer, now=now)
    if basis.text is not None or desk.writer is not None:
        return basis
    with stages.timed("read"):
        return replace(basis, text=_best_sentences(asked, looked, desk=desk))


def _with_facts(basis: _Basis, asked: Asked, facts: Stated, *, writer: Replier | None, now: datetime) -> _Basis:
    """The basis with what the facts answer; where they do not, with all of them for a model."""
    from untuned.rag.stated import NAME as FACTS  # noqa: PLC0415 - only where there are facts
    from untuned.rag.stated import stated  # noqa: PLC0415

    known = stated(asked.meant, facts, now=now, language=basis.language)
    if known is None and writer is None:
        return basis
    lines = facts.supplied(now=now, language=basis.language).texts
    basis = replace(basis, facts=lines, read=tuple(dict.fromkeys((*basis.read, facts.span))))
    if known is None:
        return basis
    return replace(basis, text="\n".join(claim.text for claim in known.decision.claims), author=FACTS)


def _best_sentences(asked: Asked, looked: Looked, *, desk: Desk) -> str:
    """What the default reader would propose, whatever speaks against it."""
    return "\n".join(draft.text for draft in reading_of(asked, looked, library=desk.parts.library).drafts)


@dataclass(kw_only=True, slots=True)
class _Writing:
    """One question's text at the model."""

    asked: Asked
    basis: _Basis
    desk: Desk
    writer: Replier
    progress: Progress
    replies: list[Reply] = field(default_factory=list["Reply"])
    before: float = 0.0
    """Milliseconds from the question to the last request."""

    async def response(self) -> Response:
        """The model's text, looked over as often as the method says."""
        method, basis = self.desk.method, self.basis
        closed = method.context == "none"
        if not (closed or basis.evidence or basis.facts):
            return basis.response(self.asked.question, text="", model=self.writer.name, reason="nothing_found")
        brief = Brief(history=self.asked.history, facts=basis.facts, shots=self.asked.shots, thinking=method.thinking)
        begun = self.progress.budget
        budget = counted_in(self.writer.budget(), self.progress.meter) if begun is None else begun
        await self._ask("model", _task(closed=closed, instructed=method.instructed), brief, budget)
        for _ in range(method.corrections):
            await self._ask("correct", "review", replace(brief, previous=self.replies[-1].text), budget)
        return self._shown()

    async def _ask(self, stage: str, task: Task, brief: Brief, budget: Budget) -> None:
        stages = self.progress.stages
        self.before = stages.elapsed
        work = self.writer.reply(self.asked.put, self.basis.evidence, task=task, brief=brief, live=self.desk.live, budget=budget)
        self.replies.append(await stages.wait(stage, work))

    def _shown(self) -> Response:
        from untuned.models.chat.declining import declines  # noqa: PLC0415 - its patterns are for a model's text alone

        last = self.replies[-1]
        text = "" if declines(last.text) else last.text.strip()
        first = last.first_token_ms
        return replace(
            self.basis.response(self.asked.question, text=text, model=last.model, reason="model_declined"),
            notes=tuple(dict.fromkeys((*self.basis.notes, *(note for reply in self.replies for note in reply.notes)))),
            prompts=tuple(dict.fromkeys(prompt for reply in self.replies for prompt in reply.prompts)),
            first_token_ms=None if first is None else self.before + first,
            truncated=last.truncated,
            replayed=any(reply.replayed for reply in self.replies),
        )


def _task(*, closed: bool, instructed: bool) -> Task:
    if not closed:
        return "grounded"
    return "closed_book" if instructed else "bare"


async def _checked(response: Response, basis: _Basis, *, checking: Checking) -> Response:
    """The response, or an abstention where the checker says that what it was made from does not carry it."""
    if not (basis.evidence or basis.facts):
        return response
    denied = await checking.denies(Brief(text=response.text, quotes=basis.facts), basis.evidence)
    notes = (*response.notes, *checking.notes, *([DENIED] if denied else []))
    response = replace(
        response,
        notes=tuple(dict.fromkeys(notes)),
        prompts=tuple(dict.fromkeys((*response.prompts, *checking.prompts))),
        replayed=response.replayed or checking.replayed,
    )
    return replace(response, text="", state="abstained", reason="no_verified_claim") if denied else response
