"""The embedded rule: a question that leans on the ones before it, with the topic that it leaves out. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from untuned.rag.rewrite.leaning import LONGEST, Leaning, asks_for_another, content, defines, leaning
from untuned.rag.rewrite.named import items, names_of, only_names, swapped
from untuned.rag.rewrite.same_noun import same_noun
from untuned.rag.rewrite.topic import MOST_WORDS, Share, phrases
from untuned.text.regex import regex

_MOST_EARLIER = 6
"""Earlier questions that are looked at."""
_PREPOSITION = regex(
    r"(?:for|on|in|with|by|from|at|under|during|after|before|without|against|between|to|"
    r"для|на|в|во|с|со|по|при|под|без|после|до|из|от|у|за|про|через|о|об)\s",
    re.IGNORECASE,
)
_END = " \t?!.…,;:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """A question that stands alone, made of one that may not."""

    question: str
    briefly: str = ""
    """The same with no more of the topic than what it names; "" where that is nothing less."""
    sure: bool = True
    """The question as it was asked means this; otherwise it may also be meant alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """What a conversation is about: its last question as it stands alone, and its topic."""

    question: str
    topic: tuple[str, ...]


def carried(question: str, *, earlier: Sequence[str], shown: Sequence[str] = (), share: Share) -> Carried | None:
    """The question with what it leaves out; None where it stands alone, or nothing before it says what it is about.

    Args:
        question: As it was asked.
        earlier: The questions before it, oldest first; each is understood by those before it in turn.
        shown: Titles and headings of what was quoted last: the topic where the questions name none.
        share: The share of the documents, in [0, 1], that hold a word: the rarest ones are the topic.
    """
    standing: _Standing | None = None
    for one in earlier[-_MOST_EARLIER:]:
        found = _alone(one, standing, shown=(), share=share)
        standing = _after(one, found, standing, share=share)
    found = _alone(question, standing, shown=shown, share=share)
    return found if found is not None and _folded(found.question) != _folded(question) else None


def _alone(question: str, before: _Standing | None, *, shown: Sequence[str], share: Share) -> Carried | None:
    lean = leaning(question) if before is not None else None
    if lean is None or before is None or asks_for_another(lean.rest):
        return None
    if lean.kind == "fragment":
        return Carried(question=_continued(lean.rest, before)[:LONGEST], sure=lean.opened or only_names(lean.rest))
    topic = _left_out(before.topic or _titles(shown, share=share), lean.rest)
    if not topic:
        return None
    if _of_the_last(lean):
        return Carried(question=f"{lean.rest.rstrip(_END)}: {before.question}"[:LONGEST])
    named = _named(topic)
    briefly = _put(lean, named)[:LONGEST] if 0 < len(named) < len(topic) else ""
    return Carried(question=_put(lean, topic)[:LONGEST], briefly=briefly, sure=lean.kind != "maybe")


def _after(question: str, found: Carried | None, before: _Standing | None, *, share: Share) -> _Standing:
    """What the conversation is about after a question. A topic stays as long as questions lean on it."""
    whole = question if found is None or not found.sure else found.briefly or found.question
    own = phrases(question, share=share)
    lean = leaning(question) if before is not None else None
    if before is not None and lean is not None and (_of_the_last(lean) or asks_for_another(lean.rest)):
        return before
    if before is None or not before.topic:
        return _Standing(question=whole, topic=own)
    if found is None or not found.sure:
        # What names nothing is likely about what was named before.
        alone = items(question[:LONGEST]) or defines(question) or (found is None and len(own) > 1)
        kept = () if alone else (_named(before.topic) or before.topic)[:1]
        return _Standing(question=whole, topic=tuple(dict.fromkeys((*kept, *own))) or before.topic)
    if lean is not None and lean.kind == "fragment":
        return _Standing(question=whole, topic=phrases(whole, share=share) or before.topic)
    return _Standing(question=whole, topic=before.topic or own)


def _continued(rest: str, before: _Standing) -> str:
    """The last question, about what the fragment names in place of its own."""
    fragment = rest.strip(_END)
    last = before.question.rstrip(_END)
    own = names_of(fragment)
    replaced, whole = swapped(last, fragment, own)
    if own and whole and only_names(fragment):
        return f"{replaced}?"
    alike = same_noun(last, fragment)
    if alike:
        return f"{alike}?"
    preposition = _PREPOSITION.match(fragment)
    tail = 0 if preposition is None else _tail(last, preposition[0])
    if preposition is not None and (tail or all(item.kind == "day" for item in own)):
        return f"{last[: tail or len(last)]} {fragment}?"
    if own:
        return f"{replaced}, {fragment}?"
    named = _named(before.topic)
    if named:
        return f"{fragment}, {', '.join(_left_out(named, fragment))}?"
    return f"{last}, {fragment}?"


def _tail(last: str, preposition: str) -> int:
    """Where the phrase at the last question's end begins that opens with the same preposition; 0 where there is none."""
    at = last.lower().rfind(f" {preposition.lower()}")
    return at if at > 0 and len(last[at:].split()) <= MOST_WORDS else 0


def _of_the_last(lean: Leaning) -> bool:
    """True for what is asked of the whole last question: `Why?`, `From what amount?`; what follows is asked of that one too."""
    return lean.of_last or (lean.kind == "ellipsis" and not content(lean.rest))


def _put(lean: Leaning, topic: Sequence[str]) -> str:
    """The question with the topic behind it."""
    return f"{lean.rest.rstrip(_END)}, {', '.join(topic)}?"


def _left_out(topic: Sequence[str], question: str) -> list[str]:
    """The phrases of the topic that the question does not have; no day where it names one itself, and no year."""
    own, times = set(content(question)), _times(question)
    return [phrase for phrase in topic if not own.issuperset(content(phrase)) and not (times & _times(phrase))]


def _times(text: str) -> frozenset[str]:
    return frozenset(item.kind for item in items(text, alone=True) if item.kind in ("day", "year"))


def _named(topic: Sequence[str]) -> tuple[str, ...]:
    """The phrases of the topic that name something."""
    return tuple(phrase for phrase in topic if items(phrase, alone=True))


def _titles(shown: Sequence[str], *, share: Share) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for title in shown for phrase in phrases(title[:LONGEST], share=share)))[:1]


def _folded(text: str) -> str:
    return " ".join(content(text))
