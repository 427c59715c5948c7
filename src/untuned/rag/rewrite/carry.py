"""The embedded rule: a question that leans on the ones before it, with the topic that it leaves out. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from untuned.rag.rewrite.leaning import LONGEST, Leaning, content, defines, leaning, tells
from untuned.rag.rewrite.named import items, names_of, only_names, swapped

_MOST_WORDS = 5
"""Words of the topic that are carried."""
_MOST_EARLIER = 6
"""Earlier questions that are looked at."""
_RUN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PREPOSITION = re.compile(
    r"(?:for|on|in|with|by|from|at|under|during|after|before|without|against|between|to|"
    r"для|на|в|во|с|со|по|при|под|без|после|до|из|от|у|за|про|через|о|об)\s",
    re.IGNORECASE,
)
_END = " \t?!.…,;:"

Share = Callable[[str], float]


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
    if lean is None or before is None:
        return None
    if lean.kind == "fragment":
        return Carried(question=_continued(lean.rest, before)[:LONGEST], sure=lean.opened or only_names(lean.rest))
    topic = _left_out(before.topic or _titles(shown, share=share), lean.rest)
    if not topic:
        return None
    if lean.kind == "ellipsis" and not content(lean.rest):
        return Carried(question=f"{lean.rest.rstrip(_END)}: {before.question}"[:LONGEST])
    named = [phrase for phrase in topic if items(phrase, alone=True)]
    briefly = _put(lean, named)[:LONGEST] if 0 < len(named) < len(topic) else ""
    return Carried(question=_put(lean, topic)[:LONGEST], briefly=briefly, sure=lean.kind != "maybe")


def _after(question: str, found: Carried | None, before: _Standing | None, *, share: Share) -> _Standing:
    """What the conversation is about after a question. A topic stays as long as questions lean on it."""
    whole = question if found is None or not found.sure else found.briefly or found.question
    own = phrases(question, share=share)
    lean = leaning(question) if before is not None else None
    if before is None or not before.topic:
        return _Standing(question=whole, topic=own)
    if found is None or not found.sure:
        # What names nothing is likely about what was named before.
        kept = () if items(question[:LONGEST]) or defines(question) or (found is None and len(own) > 1) else before.topic[:1]
        return _Standing(question=whole, topic=tuple(dict.fromkeys((*kept, *own))) or before.topic)
    if lean is not None and lean.kind == "fragment":
        return _Standing(question=whole, topic=phrases(whole, share=share) or before.topic)
    return _Standing(question=whole, topic=before.topic or own)


def _continued(rest: str, before: _Standing) -> str:
    """The last question, about what the fragment names in place of its own."""
    fragment = rest.strip(_END)
    last = before.question.rstrip(_END)
    own = names_of(fragment)
    if own:
        replaced, whole = swapped(last, fragment, own)
        return f"{replaced}?" if whole and only_names(fragment) else f"{replaced}, {fragment}?"
    preposition = _PREPOSITION.match(fragment)
    if preposition is not None:
        return f"{_without_tail(last, preposition[0])} {fragment}?"
    named = [phrase for phrase in before.topic if items(phrase, alone=True)]
    if named:
        return f"{fragment}, {', '.join(_left_out(named, fragment))}?"
    return f"{last}, {fragment}?"


def _without_tail(last: str, preposition: str) -> str:
    """The last question without the phrase at its end that begins with the same preposition."""
    at = last.lower().rfind(f" {preposition.lower()}")
    return last[:at] if at > 0 and len(last[at:].split()) <= _MOST_WORDS else last


def _put(lean: Leaning, topic: Sequence[str]) -> str:
    """The question with the topic behind it."""
    return f"{lean.rest.rstrip(_END)}, {', '.join(topic)}?"


def _left_out(topic: Sequence[str], question: str) -> list[str]:
    """The phrases of the topic that the question does not have."""
    own = set(content(question))
    return [phrase for phrase in topic if not own.issuperset(content(phrase))]


def _titles(shown: Sequence[str], *, share: Share) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for title in shown for phrase in phrases(title[:LONGEST], share=share)))[:1]


def phrases(text: str, *, share: Share) -> tuple[str, ...]:
    """What a question is about: what it names, and the rarest of the rest, as phrases in its order; at most five words."""
    runs = _runs(text[:LONGEST])
    first: list[tuple[int, int]] = []
    for item in items(text[:LONGEST]):
        met = [run for run in (*runs, *first) if run[0] < item.end and item.start < run[1]]
        whole = (min([item.start, *(run[0] for run in met)]), max([item.end, *(run[1] for run in met)]))
        runs, first = [run for run in runs if run not in met], [*(run for run in first if run not in met), whole]
    rest = sorted(runs, key=lambda run: _weight(text[slice(*run)], share), reverse=True)
    kept: list[tuple[int, int]] = []
    for run in (*first, *rest[: 1 if first else 2]):
        if sum(len(text[slice(*one)].split()) for one in (*kept, run)) <= _MOST_WORDS:
            kept.append(run)
    return tuple(text[slice(*run)] for run in sorted(kept))


def _weight(run: str, share: Share) -> float:
    """How much a run of words tells: words that no document has tell the least."""
    shares = [share(word) for word in run.split()]
    return sum(1.0 - one if one > 0 else 0.1 for one in shares)


def _runs(text: str) -> list[tuple[int, int]]:
    """Neighbouring words that say something, with nothing but a space between them."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _RUN.finditer(text):
        if runs[-1] and text[runs[-1][-1].end() : word.start()] != " ":
            runs.append([])
        if tells(word[0]):
            runs[-1].append(word)
        else:
            runs.append([])
    return [(run[0].start(), run[-1].end()) for run in runs if run]


def _folded(text: str) -> str:
    return " ".join(content(text))
