"""The embedded rule: a question that leans on the ones before it, with the topic that it leaves out. English and Russian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat

from untuned.rag.rewrite.leaning import LONGEST, Leaning, asks_for_another, content, defines, has_pronoun, leaning
from untuned.rag.rewrite.named import items, names_of, only_names, swapped
from untuned.rag.rewrite.place import (
    PREPOSITION,
    determined,
    lasts,
    of_matter,
    of_same_preposition,
    of_same_role,
    of_subject,
    without_stretch,
)
from untuned.rag.rewrite.same_noun import same_noun
from untuned.rag.rewrite.subject import (
    THE_ONE,
    Came,
    Gender,
    another_of_its_kind,
    asked_for,
    gender,
    may_name_a_person,
    names_column,
    person_told,
    persons,
)
from untuned.rag.rewrite.topic import Share, phrases

_MOST_EARLIER = 6
"""Earlier questions that are looked at."""
_END = " \t?!.…,;:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """A question that stands alone, made of one that may not."""

    question: str
    """"" where it is not told whom it means."""
    briefly: str = ""
    """The same with no more of the topic than what it names; "" where that is nothing less."""
    sure: bool = True
    """The question as it was asked means this; otherwise it may also be meant alone."""
    placed: bool = False
    """It is the last question with something in the place of its like."""
    about: str = ""
    """What an answer must be about, as its words alone do not tell: the subject of a row, or of a question that had no answer."""
    unclear: str = ""
    """Its words that are not told whom they mean: `her` of whom it was `his` before."""


_UNKNOWN = Came()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """What a conversation is about: its last question as it stands alone, and its topic."""

    question: str
    topic: tuple[str, ...]
    came: Came = _UNKNOWN
    subject: str = ""
    """What the row that answered was about, or what was asked about in its place."""
    person: str = ""
    """Whom an answer was about last."""
    called: tuple[tuple[str, Gender], ...] = ()
    """Who was called `he` and who `she`, the last one first."""
    strayed: str = ""
    """What was asked last of something else, and had no answer."""
    past: tuple[str, ...] = ()
    """The questions that fragments may go on from, as they stand alone, oldest first."""


def carried(question: str, *, earlier: Sequence[str], shown: Sequence[str] = (), share: Share, came: Sequence[Came] = ()) -> Carried | None:
    """The question with what it leaves out; None where it stands alone, or nothing before it says what it is about.

    Args:
        question: As it was asked.
        earlier: The questions before it, oldest first; each is understood by those before it in turn.
        shown: Titles and headings of what was quoted last: the topic where the questions name none.
        share: The share of the documents, in [0, 1], that hold a word: the rarest ones are the topic.
        came: What came of the questions before it, in their order; of those that are not told, nothing is known.
    """
    standing: _Standing | None = None
    known = list(islice(chain(came, repeat(_UNKNOWN)), len(earlier)))
    for one, became in list(zip(earlier, known, strict=True))[-_MOST_EARLIER:]:
        found = _alone(one, standing, shown=(), share=share)
        if standing is None or (became.answered and (found is None or not found.unclear)) or _asks_anew(one, found):
            standing = _told(_after(one, found, standing, share=share), became, standing, said=one)
        elif (lean := leaning(one)) is not None and lean.kind == "fragment":
            standing = replace(standing, strayed=one)
    found = _alone(question, standing, shown=shown, share=share)
    return found if found is not None and (found.unclear or _folded(found.question) != _folded(question)) else None


def _asks_anew(question: str, found: Carried | None) -> bool:
    """False for what only leans on the question before it: where that has no answer, what follows goes on from before."""
    lean = leaning(question)
    return lean is None or (lean.kind == "maybe" and not lean.opened) or (found is not None and found.placed)


def _alone(question: str, before: _Standing | None, *, shown: Sequence[str], share: Share) -> Carried | None:
    """The question as it stands by what was spoken of before it; None where it leans on nothing, or on nothing that is told."""
    lean = leaning(question) if before is not None else None
    if lean is None or before is None or asks_for_another(lean.rest):
        return None
    person = _person(lean, before)
    if person is None:
        return Carried(question="", unclear=min(persons(lean.rest)))
    if lean.kind == "fragment" and not person:
        return _continued(lean, before)
    another = another_of_its_kind(lean.rest, before.past)
    if another:
        return Carried(question=another[:LONGEST], placed=True)
    return _with_topic(lean, person, before, shown=shown, share=share)


def _with_topic(lean: Leaning, person: str, before: _Standing, *, shown: Sequence[str], share: Share) -> Carried | None:
    """The question with whom or what it leaves out behind it; None where nothing tells that."""
    topic = _left_out((person,) if person else _things(lean, before) or _titles(shown, share=share), lean.rest)
    if not topic:
        return None
    if _of_the_last(lean):
        return Carried(question=f"{lean.rest.rstrip(_END)}: {before.question}"[:LONGEST])
    named = _named(topic)
    briefly = _put(lean, named)[:LONGEST] if 0 < len(named) < len(topic) else ""
    untold = not before.came.answered or before.topic == (before.subject,)
    about = before.subject if untold and lean.kind == "pronoun" and not person else ""
    return Carried(question=_put(lean, topic)[:LONGEST], briefly=briefly, sure=lean.kind != "maybe", about=about)


def _person(lean: Leaning, before: _Standing) -> str | None:
    """Whom the question means by `he` or `her`: "" for nobody, None where that is not told.

    In Russian a thing is called so too, where it was spoken of later.
    """
    last, said = before.person, persons(lean.rest)
    if not last or not said or not (last in before.came.text or any(map(str.isascii, said))):
        return ""
    by, of_last = gender(lean.rest), dict(before.called).get(last, "")
    others = [person for person, each in before.called if each == by and person != last]
    if of_last in ("", by):
        doubtful = others or before.strayed if not of_last else before.strayed and may_name_a_person(before.strayed)
        return None if doubtful else last
    return next(iter(others), None)


def _things(lean: Leaning, before: _Standing) -> tuple[str, ...]:
    """The topic, for `it` without whom an answer was about where there is anything else."""
    things = tuple(phrase for phrase in before.topic if phrase != before.person)
    return things if things and lean.kind == "pronoun" else before.topic


def _told(standing: _Standing, came: Came, before: _Standing | None, *, said: str) -> _Standing:
    """What the conversation is about with what was shown: a row's subject, or a person, where the question asked for that."""
    before = standing if before is None else before
    standing = replace(standing, came=came, person=before.person, called=before.called, past=(*before.past, standing.question))
    if not came.answered:
        kept = set(content(before.subject)) <= set(content(standing.question))
        subject = before.subject if kept else "".join(standing.topic[-1:])
        return replace(standing, came=replace(before.came, answered=False), subject=subject, strayed=said)
    told = came.about(standing.question)
    subject, person = asked_for(standing.question, told), person_told(standing.question, told) or before.person
    by = gender(said) if person and person in standing.question else ""
    called = ((person, by), *before.called) if by else before.called
    topic = (subject,) if subject else standing.topic
    return replace(standing, topic=topic, came=told, subject=told.subject, person=person, called=called)


def _after(question: str, found: Carried | None, before: _Standing | None, *, share: Share) -> _Standing:
    """What the conversation is about after a question. A topic stays as long as questions lean on it."""
    meant = found if found is not None and (found.sure or found.placed) else None
    whole = question if meant is None else meant.briefly or meant.question
    own = phrases(without_stretch(question), share=share)
    lean = leaning(question) if before is not None else None
    if before is not None and lean is not None and (_of_the_last(lean) or asks_for_another(lean.rest)):
        return before
    if before is None or not before.topic:
        return _Standing(question=whole, topic=own)
    if meant is None:
        # What names nothing is likely about what was named before.
        alone = items(question[:LONGEST]) or defines(question) or (found is None and len(own) > 1)
        kept = () if alone else (_named(before.topic) or before.topic)[:1]
        return _Standing(question=whole, topic=tuple(dict.fromkeys((*kept, *own))) or before.topic)
    if lean is not None and lean.kind == "fragment":
        # A thing that is named and stands in no other's place is what is spoken of now.
        thing = not meant.placed and any(item.kind not in ("day", "year") for item in names_of(lean.rest))
        return _Standing(question=whole, topic=phrases(without_stretch(lean.rest if thing else whole), share=share) or before.topic)
    return _Standing(question=whole, topic=before.topic or own)


def _continued(lean: Leaning, before: _Standing) -> Carried:
    """The last question, about what the fragment names: in place of its own where that is told, and behind it otherwise."""
    fragment = lean.rest.strip(_END)
    placed = _placed(fragment, before) if len(before.question) <= LONGEST else ""
    leans = lean.opened or has_pronoun(lean.rest) or PREPOSITION.match(fragment) is not None
    sure = leans or only_names(lean.rest) or (bool(placed) and determined(fragment))
    of_column = bool(before.subject) and not placed and names_column(fragment, before.came.columns)
    whole = placed or (f"{fragment}, {before.subject}?" if of_column else _behind(fragment, before))
    about = before.subject if set(content(before.subject)) <= set(content(whole)) else ""
    return Carried(question=whole[:LONGEST], sure=sure or of_column, placed=bool(placed), about=about)


def _placed(fragment: str, before: _Standing) -> str:
    """The last question with the fragment in the place of its like; "" where it has none."""
    last = before.question.rstrip(_END)
    own = names_of(fragment)
    replaced, whole = swapped(last, fragment, own)
    if own and whole and only_names(fragment):
        return f"{replaced}?"
    one = THE_ONE.match(fragment)
    if one is not None and only_names(fragment[one.end() :]):
        return _asked_before(fragment[one.end() :], before.past)
    placed = of_same_preposition(last, fragment)
    alike = (placed if not own or lasts(fragment) else "") or same_noun(last, fragment)
    if alike:
        return f"{alike}?"
    if names_column(fragment, before.came.columns):
        return ""
    alike = of_subject(last, fragment, before.subject) or of_same_role(last, fragment) or placed or of_matter(last, fragment)
    if alike or not (before.subject and before.came.answered):
        return f"{alike}?" if alike else ""
    return _asked_before(fragment, before.past)  # the row that answers tells what was asked since as well


def _asked_before(fragment: str, past: Sequence[str]) -> str:
    """The latest question that has something in whose place the fragment fits, with that in its place; "" where none has."""
    own = names_of(fragment)
    for question in (one.rstrip(_END) for one in reversed(past) if len(one) <= LONGEST):
        replaced, whole = swapped(question, fragment, own)
        fits = replaced if own and whole and only_names(fragment) else of_same_preposition(question, fragment)
        if fits:
            return f"{fits}?"
    return ""


def _behind(fragment: str, before: _Standing) -> str:
    """The last question, or what it names, with the fragment beside it."""
    last, own = before.question.rstrip(_END), names_of(fragment)
    if PREPOSITION.match(fragment) is not None and all(item.kind == "day" for item in own):
        return f"{last} {fragment}?"
    if own:
        return f"{swapped(last, fragment, own)[0]}, {fragment}?"
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
