"""What is not in force yet is no evidence for the present; where it would say otherwise, the asker is told from when on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from untuned.index.history import held_after
from untuned.index.search import Query, query_of
from untuned.index.standing import begins_on, not_begun
from untuned.rag.evidence import Library
from untuned.rag.ground import Ground, Outcome
from untuned.rag.verify.scope.in_force import asked_time
from untuned.text.contradiction import Statement, difference
from untuned.text.language import language_of
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Citation
from untuned.types.documents import Version
from untuned.types.filters import Filter
from untuned.types.versions import SUCCEEDED, AsOf

OTHERWISE = "{path} says otherwise from {day} on; see '--as-of {day}'."
SUCCEEDS = "{path} takes the place of {former} from {day} on; see '--as-of {day}'."
SPEAKS = "{path} speaks of this, but holds only from {day} on; ask with '--as-of {day}'."
PASSED_OVER = "{path} speaks of this too, but holds only from {day} on; see '--as-of {day}'."
LATER = "{path} speaks of this, but counts only from {day} on; see '{option} {day}'."
NONE_YET = {
    "effective": "No document was in force on {asked}: the first one counts from {first} on.",
    "known": "No document was known on {asked}: the first one was synced on {first}.",
}
FORMER = "What {path} said before that day is found with '--as-of {today}'."
THEN = "What {path} said then is found with '--as-of {day}'."
MOST = 4
"""Notes; who has been told of four looks further."""
_CANDIDATES = 8
_SENTENCES = 200
"""Sentences of what is to come that are held against the quotes."""
_QUOTES = 8
_FORMER = 5
"""Former versions of a document that are looked at."""
_ALIKE = 0.4
"""The share of common words from which two sentences are held against each other."""
_ABOUT = 0.5
"""The share of the question's words that a sentence has which speaks of what was asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """A sentence for the asker, and the version that it tells of; None where it tells of none."""

    text: str
    of: Version | None = None


def coming_notes(ground: Ground, outcome: Outcome, *, library: Library, today: date) -> tuple[Coming, ...]:
    """Sentences on documents that the present passes over because their day has not come, as far as the principal may read them.

    Told are those that take the place of a cited document, that contradict a quote, or, where nothing is answered, that speak of what
    was asked. Where a past day has no answer, it is told what came later, and since when there is anything; and where the question itself
    names a time before the text was in force, the day to ask for.
    """
    if library.as_of is not None and not outcome.decision.claims:
        return _since(ground.asked.meant, ground.asked.where, library=library, asked=library.as_of)
    if library.as_of is not None:
        return ()
    then = tuple(_then(ground, outcome, library=library))
    if then or not library.standing:
        return then
    query = _query(ground.asked.meant, language=ground.found.language, library=library)
    texts = list(_read(query, (*ground.asked.where, not_begun(today)), library=library))
    if not texts:
        return ()
    shown = [citation for claim in outcome.decision.claims for citation in claim.citations][:_QUOTES]
    told = _against(shown, texts, library=library) if shown else _spoken(ground.asked.meant, texts, library=library, today=today)
    return tuple(told)[:MOST]


def _then(ground: Ground, outcome: Outcome, *, library: Library) -> Iterator[Coming]:
    """Where nothing is answered because the nearest quote holds only since later than the time that is asked for: the day to ask for."""
    time, nearest = asked_time(ground.asked.meant), outcome.decision.near_miss
    if time is None or outcome.decision.claims or nearest is None or outcome.decision.reason != "wrong_scope":
        return
    version = next((one.version for one in ground.evidence if one.version.id == nearest.citation.version), None)
    if version is None or version.effective_from is None or version.effective_from <= time.last:
        return
    if any(_held(one, AsOf(day=time.last)) for one in _former(version.document, library=library)):
        yield Coming(text=THEN.format(path=version.path, day=time.last), of=version)


def passed_over(question: str, where: Sequence[Filter], *, library: Library, today: date) -> tuple[str, ...]:
    """A sentence on each document that speaks of a question and that a search left out because its day has not come, or had not then."""
    if library.as_of is not None:
        return tuple(one.text for one in _since(question, where, library=library, asked=library.as_of))
    if not library.standing:
        return ()
    language = language_of(question, languages=library.settings.sources.languages)
    texts = list(_read(_query(question, language=language, library=library), (*where, not_begun(today)), library=library))
    return tuple(PASSED_OVER.format(path=one.path, day=begins_on(one)) for one in _speaking(question, texts))[:MOST]


def _since(question: str, where: Sequence[Filter], *, library: Library, asked: AsOf) -> tuple[Coming, ...]:
    """Since when there is anything, where nothing held on the day; and which documents speak of the question since a later day."""
    first = None if library.begins is None else library.begins()
    told = [Coming(text=NONE_YET[asked.axis].format(asked=asked.day, first=first))] if first is not None and asked.day < first else []
    language = language_of(question, languages=library.settings.sources.languages)
    query = _query(question, language=language, library=library)
    texts = list(_read(query, (*where, *held_after(asked, principal=library.principal)), library=library))
    since: dict[str, tuple[date, Version]] = {}
    speaking = list(_speaking(question, texts))
    held = _holding(speaking, query, library=library, asked=asked) if speaking else ()
    for version in speaking:
        if version.document in held:
            continue
        starts = (version.effective_from if asked.axis == "effective" else None) or version.synced_at.date()
        if version.path not in since or starts < since[version.path][0]:
            since[version.path] = (starts, version)
    option = "--as-of" if asked.axis == "effective" else "--as-known-on"
    later = (Coming(text=LATER.format(path=path, day=day, option=option), of=of) for path, (day, of) in since.items())
    return (*told, *later)[:MOST]


def _holding(versions: Sequence[Version], query: Query, *, library: Library, asked: AsOf) -> frozenset[int]:
    """Those documents of the versions that have another version, found by the question or one of the latest, that held on the day."""
    texts = _read(query, library.standing, library=library)
    found = {version.document for version, _ in texts}
    others = {version.document for version in versions} - found
    return frozenset(found.union(one for one in others if any(_held(former, asked) for former in _former(one, library=library))))


def _former(document: int, *, library: Library) -> list[Version]:
    """The latest of a document's former versions, as far as the principal may read them."""
    ids = library.truth.former([document], principal=library.principal)[:_FORMER]
    return [version for version, _ in library.truth.whole(ids, principal=library.principal).values()]


def _held(former: Version, asked: AsOf) -> bool:
    if asked.axis == "known":
        return former.synced_at.date() <= asked.day
    ends = former.effective_to
    return (former.effective_from or former.synced_at.date()) <= asked.day and (ends is None or asked.day <= ends)


def _read(query: Query, filters: Sequence[Filter], *, library: Library) -> Iterator[tuple[Version, Statement]]:
    """The sentences that the question finds within the filters, best passage first, with where they stand."""
    query = replace(query, filters=tuple(filters))
    hits = library.index.search(query, principal=library.principal, limit=_CANDIDATES)
    texts = library.truth.slices([hit.chunk.span for hit in hits], principal=library.principal)
    left = _SENTENCES
    for hit in hits:
        if hit.chunk.span not in texts:
            continue
        version, text = texts[hit.chunk.span]
        above = tuple(dict.fromkeys(line for line in (version.title, *hit.chunk.headings) if line))
        for start, end in sentences(text)[:left]:
            left -= 1
            yield version, Statement(text[start:end], above)


def _query(question: str, *, language: str, library: Library) -> Query:
    settings = library.settings
    return query_of(question, language=language, gram_weight=settings.search.gram_weight, settings=settings.index)


def _against(shown: Sequence[Citation], texts: Sequence[tuple[Version, Statement]], *, library: Library) -> Iterator[Coming]:
    held = library.truth.slices([citation.span for citation in shown], principal=library.principal)
    quoted = [(held[one.span][0], _statement(held[one.span][0], one)) for one in shown if one.span in held]
    for version, said in _by_version(texts):
        others = [(former, quote) for former, quote in quoted if former.document != version.document]
        followed = [former.path for former, _ in others if _followed_by(former) == version.path]
        if any(_contradict(quote, one) for _, quote in others for one in said):
            yield Coming(text=OTHERWISE.format(path=version.path, day=begins_on(version)), of=version)
        elif followed:
            yield Coming(text=SUCCEEDS.format(path=version.path, former=followed[0], day=begins_on(version)), of=version)


def _by_version(texts: Sequence[tuple[Version, Statement]]) -> list[tuple[Version, list[Statement]]]:
    found: dict[int, tuple[Version, list[Statement]]] = {}
    for version, statement in texts:
        found.setdefault(version.id, (version, []))[1].append(statement)
    return list(found.values())


def _statement(version: Version, citation: Citation) -> Statement:
    return Statement(citation.quote, tuple(dict.fromkeys(line for line in (version.title, *citation.headings) if line)))


def _followed_by(version: Version) -> str:
    mark = version.metadata.get(SUCCEEDED)
    return str(mark.get("by")) if isinstance(mark, dict) else ""


def _contradict(one: Statement, other: Statement) -> bool:
    mine, its = frozenset(terms(one.text)), frozenset(terms(other.text))
    return 2 * len(mine & its) >= _ALIKE * (len(mine) + len(its)) and difference(one, other) is not None


def _spoken(question: str, texts: Sequence[tuple[Version, Statement]], *, library: Library, today: date) -> Iterator[Coming]:
    for version in _speaking(question, texts):
        yield Coming(text=SPEAKS.format(path=version.path, day=begins_on(version)), of=version)
        if _held_before(version, library=library, today=today):
            yield Coming(text=FORMER.format(path=version.path, today=today), of=version)


def _speaking(question: str, texts: Sequence[tuple[Version, Statement]]) -> Iterator[Version]:
    asked = frozenset(terms(question))
    for version, said in _by_version(texts):
        if asked and any(len(asked & _words(one)) >= _ABOUT * len(asked) for one in said):
            yield version


def _held_before(version: Version, *, library: Library, today: date) -> bool:
    """True where a former version of the document, one of the latest, is in force by its own day."""
    return any((former.effective_from or former.synced_at.date()) <= today for former in _former(version.document, library=library))


def _words(statement: Statement) -> frozenset[str]:
    return frozenset(terms(" ".join((*statement.above, statement.text))))
