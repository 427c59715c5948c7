"""The embedded rule: a question that leans on the ones before it, with the topic that it leaves out. English and Russian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat

from untuned.rag.rewrite.leaning import LONGEST, Leaning, asks_for_another, content, defines, leaning
from untuned.rag.rewrite.named import items, names_of, only_names, swapped
from untuned.rag.rewrite.place import PREPOSITION, lasts, of_same_preposition, of_same_role, of_subject
from untuned.rag.rewrite.same_noun import same_noun
from untuned.rag.rewrite.subject import Came, asked_for, names_column, of_person, of_the_one, person_asked_for
from untuned.rag.rewrite.topic import Share, phrases

_MOST_EARLIER = 6
"""Earlier questions that are looked at."""
_END = " \t?!.…,;:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """A question that stands alone, made of one that may not."""

    question: str
    briefly: str = ""
    """The same with no more of the topic than what it names; "" where that is nothing less."""
    sure: bool = True
    """The question as it was asked means this; otherwise it may also be meant alone."""


_UNKNOWN = Came()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """What a conversation is about: its last question as it stands alone, and its topic."""

    question: str
    topic: tuple[str, ...]
    came: Came = _UNKNOWN
    """Of the last question that was answered."""
    person: str = ""
    """Whom its answer named where it asked who."""
    past: tuple[str, ...] = ()
    """The questions that fragments may go on from, as they stand alone, oldest first."""


def carried(
    question: str, *, earlier: Sequence[str], shown: Sequence[str] = (), share: Share, came: Sequence[Came] = ()
) -> Carried | None:
    """The question with what it leaves out; None where it stands alone, or nothing before it says what it is about.

    Args:
        question: As it was asked.
        earlier: The questions before it, oldest first; each is understood by those before it in turn.
        shown: Titles and headings of what was quoted last: the topic where the questions name none.
        share: The share of the documents, in [0, 1], that hold a word: the rarest ones are the topic.
        came: What came of the questions before it, in their order; of those that are not told, nothing is known.
    """
    standing: _Standing | None = None
    base: _Standing | None = None
    known = list(islice(chain(came, repeat(_UNKNOWN)), len(earlier)))
    for one, became in list(zip(earlier, known, strict=True))[-_MOST_EARLIER:]:
        found = _alone(one, standing, base, shown=(), share=share)
        standing = _told(_after(one, found, standing, share=share), became, base)
        if base is None or became.answered or _of_its_own(one):
            base = standing = replace(standing, past=(*(() if base is None else base.past), standing.question))
    found = _alone(question, standing, base, shown=shown, share=share)
    return found if found is not None and _folded(found.question) != _folded(question) else None


def _alone(question: str, before: _Standing | None, base: _Standing | None, *, shown: Sequence[str], share: Share) -> Carried | None:
    """The question by what was spoken of last; a fragment goes on from the last question that was answered."""
    lean = leaning(question) if before is not None else None
    if lean is None or before is None or base is None or asks_for_another(lean.rest):
        return None
    if lean.kind == "fragment":
        return Carried(question=_continued(lean.rest, base)[:LONGEST], sure=lean.opened or only_names(lean.rest))
    spoken = (before.person,) if before.person and lean.kind == "pronoun" and of_person(lean.rest) else before.topic
    topic = _left_out(spoken or _titles(shown, share=share), lean.rest)
    if not topic:
        return None
    if _of_the_last(lean):
        return Carried(question=f"{lean.rest.rstrip(_END)}: {before.question}"[:LONGEST])
    named = _named(topic)
    briefly = _put(lean, named)[:LONGEST] if 0 < len(named) < len(topic) else ""
    return Carried(question=_put(lean, topic)[:LONGEST], briefly=briefly, sure=lean.kind != "maybe")


def _told(standing: _Standing, came: Came, base: _Standing | None) -> _Standing:
    """What the conversation is about with what was shown: a row's subject, or a person, where the question asked for that."""
    if not came.answered:
        return standing if base is None else replace(standing, came=base.came, person=base.person)
    if came == _UNKNOWN:
        return standing
    subject, person = asked_for(standing.question, came), person_asked_for(standing.question, came)
    kept = person or ("" if base is None else base.person)
    return replace(standing, topic=(subject,) if subject else standing.topic, came=came, person=kept)


def _of_its_own(question: str) -> bool:
    lean = leaning(question)
    return lean is None or lean.kind == "maybe"


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
    the_one = of_the_one(fragment, before.past)
    if the_one:
        return the_one
    placed = of_same_preposition(last, fragment)
    alike = (placed if not own or lasts(fragment) else "") or same_noun(last, fragment)
    if alike:
        return f"{alike}?"
    if names_column(fragment, before.came.columns):
        return f"{fragment}, {before.came.subject}?"
    alike = of_subject(last, fragment, before.came.subject) or of_same_role(last, fragment)
    if alike:
        return f"{alike}?"
    if placed or (PREPOSITION.match(fragment) is not None and all(item.kind == "day" for item in own)):
        return f"{placed or f'{last} {fragment}'}?"
    if own:
        return f"{replaced}, {fragment}?"
    named = _named(before.topic)
    if named:
        return f"{fragment}, {', '.join(_left_out(named, fragment))}?"
    return f"{last}, {fragment}?"


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
