"""Notes on releases: where it is asked what one of them brought, or when it came, the notes on the others do not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from untuned.models.reader.headwords import Found
from untuned.models.reader.question import Question
from untuned.models.reader.units import Unit
from untuned.text.releases import release_of
from untuned.text.words import terms
from untuned.types.answers import Passage


def of_other_releases(
    found: Sequence[Found], question: Question, passages: Sequence[Passage], *, cut: Callable[[Passage], Sequence[Unit]]
) -> frozenset[int]:
    """The ordinals of the windows in the notes on another release than the one asked about, or on that of another product.

    Where it is asked when that came, its heading tells: the parts of its notes that are read without it do not. `3` is `3.0` and `3.1` too.
    """
    asked = question.wants.releases
    if not asked:
        return frozenset()
    told: dict[int, str] = {}
    inside: dict[int, str] = {}
    for nth, one in enumerate(found):
        passage = passages[one.passage]
        inside[nth] = _inside(cut(passage)[one.first], passage)
        told[nth] = inside[nth] or _named(passage.hit.chunk.headings)
    meant = asked & set(told.values()) or {release for release in told.values() if any(release.startswith(f"{one}_") for one in asked)}
    headed = {nth for nth, release in inside.items() if release in meant} if question.since_when else set[int]()
    others = {nth for nth, release in told.items() if release and (nth not in headed if headed else release not in meant)}
    of_asked = {nth: passages[found[nth].passage] for nth in told if told[nth] in meant and nth not in others}
    return frozenset(others | _of_other_products(of_asked, question))


def is_of_release(unit: Unit, passage: Passage, question: Question) -> bool:
    """True for what stands in the notes on a release that the question asks about."""
    return (_inside(unit, passage) or _named(passage.hit.chunk.headings)) in question.wants.releases


def _inside(unit: Unit, passage: Passage) -> str:
    return _named(passage.text[start:end] for start, end in unit.headings)


def _of_other_products(read: Mapping[int, Passage], question: Question) -> set[int]:
    """The ordinals of those windows whose titles, paths and headings have less of what the question names than others' have."""
    named: dict[int, frozenset[str]] = {}
    for nth, passage in read.items():
        told = "\n".join((passage.version.title, passage.version.path, *passage.hit.chunk.headings))
        words = (word for word in terms(told, language=question.language) if word in question.weights and word.isalpha())
        named[nth] = frozenset(words) - question.asking
    return {nth for nth, words in named.items() if any(words < others for others in named.values())}


def _named(headings: Iterable[str]) -> str:
    """The key of the release that the nearest of some headings names; ""."""
    named = [release for heading in headings if (release := release_of(heading))]
    return named[-1] if named else ""
