"""A question of a conversation, made to stand alone: by a chat model or by rules, guarded, and searched for beside the question itself."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol

from untuned.errors import ModelError, UnknownModel
from untuned.rag.asked_for import language_alone
from untuned.rag.evidence import Library, share_of
from untuned.rag.ground import Asked, Outcome, RefusedRewrite, Rewriting
from untuned.rag.rewrite.carry import carried
from untuned.rag.rewrite.leaning import LONGEST, asks_for_another, leaning
from untuned.rag.rewrite.named import items
from untuned.rag.same_document import of_same_document
from untuned.rag.stages import Stages
from untuned.rag.verify.rewrite_guard import guard
from untuned.text.plain_questions import plain_question
from untuned.types.answers import Passage
from untuned.types.methods import Brief

if TYPE_CHECKING:
    from untuned.models.chat.budget import Budget
    from untuned.models.chat.replies import Reply

SEARCHED_TOO = "Searched also for: {}"
BROUGHT_IN = "A rewrite was refused: it brought in {}."
LEFT_OUT = "A rewrite was refused: it left out {}."
BY_RULES = "The model did not word the question anew ({reason}); rules did."
NO_TRANSLATION = "Quotes stay in the language of their documents: for those “{}”, ask the whole question in that language."
WHICH = "Which one “{}” means, its words do not tell: ask again by name."
UNREADABLE = "its output holds no question"

_SHARE_OF_TIME = 0.25
"""Of an answer's time, for its rewrite; the rest is the answer's."""


class Rewriter(Protocol):
    """A chat model, as rewriting uses it."""

    def budget(self) -> Budget:
        """The limits of one answer that begins now."""
        ...

    def reply(
        self, question: str, passages: Sequence[Passage], *, task: Literal["rewrite"], brief: Brief, budget: Budget
    ) -> Coroutine[Any, Any, Reply]:
        """The question so that it stands without the brief's history, as JSON. Raises `ModelError`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What a question is worded anew with."""

    library: Library
    stages: Stages
    rewriter: Rewriter | None = None
    """Without one, rules."""
    budget: Budget | None = None
    """The whole answer's, where there is a rewriter."""
    falls_back: bool = True
    """Where the model fails, rules word the question; False makes that an error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Worded:
    """What a model made of a question."""

    question: str = ""
    prompts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    replayed: bool = False


async def understood(asked: Asked, *, wording: Wording) -> Asked:
    """The question with what became of making it stand alone; as it is where nothing came before it, or the settings leave that out.

    Only what the conversation showed is looked at. A model is asked where the question leans on what came before it, or names nothing.
    Where the model fails, takes too long, or says what nobody has said, rules word the question.

    Raises:
        UnknownModel: The settings name a model that can never be asked.
        ModelError: The model failed, and nothing falls back.
    """
    if not asked.history or wording.library.settings.search.rewrite == "off":
        return asked
    worded, refused = _Worded(), tuple[RefusedRewrite, ...]()
    if wording.rewriter is not None and wording.budget is not None and _may_lean(asked.question):
        worded = await _by_model(asked, wording.rewriter, wording.budget, wording=wording)
        refused = await wording.stages.run("rewrite", _refusals, worded.question, asked)
    made = Rewriting(refused=refused, prompts=worded.prompts, notes=worded.notes, replayed=worded.replayed)
    if worded.question and not refused:
        lean = leaning(asked.question)
        means = lean is not None and lean.kind != "maybe"
        return replace(asked, rewriting=replace(made, question=_another(worded.question, asked), means=means, by="model"))
    return replace(asked, rewriting=await wording.stages.run("rewrite", _by_rules, asked, made, library=wording.library))


async def _by_model(asked: Asked, rewriter: Rewriter, budget: Budget, *, wording: Wording) -> _Worded:
    """What the model wrote, within its share of the answer's time."""
    from untuned.models.chat.rewrites import read_question  # noqa: PLC0415 - only where a model is asked

    left = (1 - _SHARE_OF_TIME) * wording.library.settings.model.deadline_ms / 1000
    limits = replace(budget, deadline=budget.deadline - left)
    work = rewriter.reply(asked.question, (), task="rewrite", brief=Brief(history=asked.history), budget=limits)
    try:
        reply = await wording.stages.wait("rewrite", work)
    except ModelError as error:
        if isinstance(error, UnknownModel) or not wording.falls_back:
            raise
        return _Worded(notes=(BY_RULES.format(reason=error.reason),))
    question = read_question(reply.text)
    notes = reply.notes if question is not None else (*reply.notes, BY_RULES.format(reason=UNREADABLE))
    return _Worded(question=question or "", prompts=reply.prompts, notes=notes, replayed=reply.replayed)


def _by_rules(asked: Asked, made: Rewriting, *, library: Library) -> Rewriting:
    """What the rules make of the question, beside what was refused of a model."""
    of_part = of_same_document(asked.question, asked.titles)
    if of_part and not _refusals(of_part, asked):
        return replace(made, question=of_part, means=True)
    earlier = [plain_question(turn.question) for turn in asked.history]
    lean = leaning(asked.question)
    if lean is not None and asks_for_another(lean.rest):
        return replace(made, notes=(*made.notes, WHICH.format(lean.rest.strip(" ?!.,"))))
    share = partial(share_of, index=library.index)
    found = carried(asked.question, earlier=earlier, shown=asked.shown, share=share, came=asked.came)
    if found is None:
        return made
    if found.unclear:
        return replace(made, unclear=True, notes=(*made.notes, WHICH.format(found.unclear)))
    refused = _refusals(found.question, asked)
    if refused:
        return replace(made, refused=(*made.refused, *refused))
    return replace(made, question=_another(found.question, asked), briefly=found.briefly, means=found.sure, about=found.about)


def _refusals(rewritten: str, asked: Asked) -> tuple[RefusedRewrite, ...]:
    """Why the rewrite may not be searched for: what it brought in, and what it left out of the question."""
    if not rewritten:
        return ()
    said = [asked.question, *(turn.question for turn in asked.history)]
    shown = [*(turn.answer for turn in asked.history), *asked.shown]
    brought = tuple(dict.fromkeys(item.text for item in guard(rewritten, conversation=said, answers=shown, facts=()).refused))
    lost = tuple(dict.fromkeys(item.text for item in guard(asked.question, conversation=[rewritten], answers=(), facts=()).refused))
    return (RefusedRewrite(question=rewritten, brought=brought, lost=lost),) if brought or lost else ()


def _may_lean(question: str) -> bool:
    """True where the question leans on what came before it, or names nothing by which it would stand alone; never for a long one."""
    return len(question) <= LONGEST and (leaning(question) is not None or not items(question))


def _another(rewritten: str, asked: Asked) -> str:
    """The rewrite; "" where it is the question itself."""
    return "" if " ".join(rewritten.lower().split()) == " ".join(asked.question.lower().split()) else rewritten


def told(asked: Asked, outcome: Outcome) -> Outcome:
    """The outcome, with what was searched for beside the question, what was refused, and the quotes that it was made of."""
    made = asked.rewriting
    if made is None:
        return outcome
    language = "" if outcome.decision.claims or made.by == "model" else language_alone(asked.question)
    return replace(
        outcome,
        notes=(*outcome.notes, *notes_of(made), *([NO_TRANSLATION.format(language)] if language else [])),
        prompts=tuple(dict.fromkeys((*made.prompts, *outcome.prompts))),
        replayed=outcome.replayed or made.replayed,
        # A purge of what earlier answers quote takes the notes of this one along: they may hold its words.
        given=tuple(dict.fromkeys((*outcome.given, *asked.quoted))),
    )


def notes_of(made: Rewriting) -> Iterator[str]:
    """Sentences for the asker."""
    yield from made.notes
    for one in made.refused:
        if one.brought:
            yield BROUGHT_IN.format(_listed(one.brought))
        if one.lost:
            yield LEFT_OUT.format(_listed(one.lost))
    if made.question:
        yield SEARCHED_TOO.format(made.question)


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
