"""Notes on releases: where it is asked what one of them brought, or when it came, the notes on the others do not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from untuned.models.reader.headwords import Found
from untuned.models.reader.question import Question
from untuned.models.reader.units import Unit
from untuned.text.regex import regex
from untuned.text.release_changes import kinds_of_change
from untuned.text.releases import newness, release_of
from untuned.text.words import terms
from untuned.types.answers import Passage

_LETTER = regex(r"[^\W\d_]")
_NUMBERS = regex(r"(?<!\S)[^\s\d]*+\d\S*+")
_LONGEST = 200
"""Characters of what notes are called that count."""


def of_other_releases(
    found: Sequence[Found], question: Question, passages: Sequence[Passage], *, cut: Callable[[Passage], Sequence[Unit]]
) -> frozenset[int]:
    """The ordinals of the windows in the notes on another release than the one asked about, or on that of another product.

    Where it is asked when that came, its heading tells: the parts of its notes that are read without it do not. `3` is `3.0` and `3.1` too.
    """
    if not question.wants.of_release:
        return frozenset()
    units = {nth: cut(passages[one.passage])[one.first] for nth, one in enumerate(found)}
    told = {nth: _Told.of(units[nth], passages[one.passage]) for nth, one in enumerate(found)}
    notes = {nth: one for nth, one in told.items() if one.release}
    if question.wants.newest:
        read = {nth: passages[found[nth].passage] for nth in notes}
        if not _speak_of_it(read, question):
            return frozenset()
        strangers = _of_other_products(read, question)
        meant = _newest(one for nth, one in notes.items() if nth not in strangers)
    else:
        meant = _meant(notes.values(), question)
    headed = {nth for nth, one in notes.items() if one.inside and one in meant} if question.since_when else set[int]()
    others = {nth for nth, one in notes.items() if (nth not in headed if headed else one not in meant)}
    of_asked = {nth: passages[found[nth].passage] for nth in notes if nth not in others}
    beside = told.keys() - notes.keys() if question.wants.newest and of_asked else set[int]()
    of_kinds = {nth: _kinds(units[nth], passage) for nth, passage in of_asked.items()}
    return frozenset(others | _of_other_products(of_asked, question) | beside | _of_other_kinds(of_kinds, question))


def _kinds(unit: Unit, passage: Passage) -> frozenset[str]:
    """The kinds of change that the nearest heading names; none for that of the release itself."""
    heading = unit.headed or "".join(passage.hit.chunk.headings[-1:])
    return frozenset() if release_of(heading) else kinds_of_change(heading)


def _of_other_kinds(kinds: Mapping[int, frozenset[str]], question: Question) -> set[int]:
    """The ordinals of those windows below a heading for another kind of change; below none too, where one names the kind asked for."""
    asked = question.wants.changes
    if not asked:
        return set()
    told = any(asked & its for its in kinds.values())
    return {nth for nth, its in kinds.items() if (its or told) and not asked & its}


@dataclass(frozen=True, slots=True)
class _Told:
    """Of which release a window tells, and in the notes on what."""

    release: str
    inside: bool
    """The heading that says so stands in what is read."""
    notes: str
    """Their folder and title, without numbers: notes on several releases of one thing that are called the same are of that thing."""

    @classmethod
    def of(cls, unit: Unit, passage: Passage) -> _Told:
        inside = _inside(unit, passage)
        notes = _NUMBERS.sub(" ", f"{passage.version.path.rpartition('/')[0]}\n{passage.version.title}"[-_LONGEST:])
        return cls(inside or _named(passage.hit.chunk.headings), bool(inside), " ".join(notes.casefold().split()))


def _meant(notes: Iterable[_Told], question: Question) -> frozenset[_Told]:
    """Those of the releases that are asked about; where it has no notes of its own, those whose numbers begin with the one asked about."""
    asked, told = question.wants.releases, frozenset(notes)
    exactly = frozenset(one for one in told if one.release in asked)
    return exactly or frozenset(one for one in told if any(one.release.startswith(f"{release}_") for release in asked))


def _newest(notes: Iterable[_Told]) -> frozenset[_Told]:
    """Those of the newest release of each thing."""
    told = frozenset(notes)
    newest: dict[str, str] = {}
    for one in told:
        newest[one.notes] = max(one.release, newest.get(one.notes, one.release), key=newness)
    return frozenset(one for one in told if one.release == newest[one.notes])


def is_of_release(unit: Unit, passage: Passage, question: Question) -> bool:
    """True for what stands in the notes on a release that the question asks about."""
    return (_inside(unit, passage) or _named(passage.hit.chunk.headings)) in question.wants.releases


def _inside(unit: Unit, passage: Passage) -> str:
    return _named(passage.text[start:end] for start, end in unit.headings)


def _speak_of_it(read: Mapping[int, Passage], question: Question) -> bool:
    """True where some notes have something of what the question names in their titles, paths and headings, or it names nothing."""
    subject = question.weights.keys() - question.asking
    return not subject or any(_named_words(passage, question) for passage in read.values())


def _named_words(passage: Passage, question: Question) -> frozenset[str]:
    """The words of what the question names that the notes' title, path and headings have."""
    told = "\n".join((passage.version.title, passage.version.path, *passage.hit.chunk.headings))
    words = (word for word in terms(told, language=question.language) if word in question.weights and _LETTER.search(word))
    return frozenset(words) - question.asking


def _of_other_products(read: Mapping[int, Passage], question: Question) -> set[int]:
    """The ordinals of those windows whose titles, paths and headings have less of what the question names than others' have."""
    named = {nth: _named_words(passage, question) for nth, passage in read.items()}
    return {nth for nth, words in named.items() if any(words < others for others in named.values())}


def _named(headings: Iterable[str]) -> str:
    """The key of the release that the nearest of some headings names; ""."""
    named = [release for heading in headings if (release := release_of(heading))]
    return named[-1] if named else ""
