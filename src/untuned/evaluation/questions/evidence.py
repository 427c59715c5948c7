"""Evidence: the passages that answer a question, as spans of versions, and how they stand after the documents changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.questions.fitting import about_else
from untuned.evaluation.questions.places import Held, Place, pieces, places, whole_places
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.surroundings import is_bare, of_another_row, surroundings, tells, told_by, weight
from untuned.rag.rewrite.leaning import tells as tells_matter
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.documents import overlaps
from untuned.types.measures import Evidence

_CLOSE = 0.9
"""Another place whose words say this share of the best one's says as much."""
_LEAST_ALONE = 40
"""Characters of a quote that is told by itself; a shorter one only with the sentence that it stands in."""
_JUDGED = 20
"""Places of an answer that are held against what the question names."""
_FROM_SEARCH = 5
"""Documents that are read whole where no passage that search found has the words."""
_LONGEST_QUERY = 600
_NOWHERE = "\0"
"""A word that no document has."""
_SIGNS = " \t.,;:!?()[]{}\"'«»“”„…"
_OMITTED = regex(r"\s*(?:<omitted>|\[(?:…|\.\.\.)\])\s*")
"""How a passage says that a piece of it is left out; each part of it is looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Located:
    """The passages of one question, and what people should know of how they were found."""

    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    """A place that may be meant; `score` is how much the question's words near it say."""

    held: Held
    start: int
    end: int
    score: float = 0.0


def locate(parsed: Parsed, *, archive: Archive) -> Located:
    """Where the documents say what the row tells of: addresses that still hold are kept, the other passages are looked for.

    Within the documents that the row names; where it names none that is synced, in those that search finds.
    """
    question = parsed.question
    if question.must_abstain:
        return Located(evidence=question.evidence)
    notes: list[str] = []
    named = _named(parsed, archive, notes)
    given = [_given(one, archive) for one in question.evidence]
    found: list[Evidence] = []
    for wanted in parsed.wanted:
        spans = _looked_for(wanted, question.text, named, archive, notes)
        if not spans and not wanted.optional:
            path = parsed.documents[0] if parsed.documents else ""
            spans = [Evidence(path=path, quote=wanted.texts[0], status="missing")]
        found += spans
    new = [one for one in _apart(found) if not any(overlaps(one, other) for other in given)]
    return Located(evidence=(*given, *new), notes=tuple(dict.fromkeys(notes)))


def standing(evidence: Evidence, *, archive: Archive) -> Evidence:
    """The passage as it stands now.

    `found`: its version is current. `moved`: the current version has the same sentence, or the same long quote, at this new
    address. `changed`: it has not, or the document was removed. `missing`: it was never found. `purged`: its version is gone.
    """
    if evidence.status == "purged":
        return evidence
    if evidence.version is None:
        return _found_again(evidence, archive)
    held = archive.held(evidence.version)
    if held is None:
        moved = _found_again(evidence, archive)
        return replace(moved, status="moved") if moved.version is not None and evidence.quote else replace(evidence, status="purged")
    if held.version.current:
        return replace(evidence, status="found", path=held.version.path)
    current = archive.current(held.version.path)
    again = None if current is None else _carried(evidence, held, current)
    return replace(evidence, status="changed") if again is None else again


def _found_again(evidence: Evidence, archive: Archive) -> Evidence:
    """A passage without a place, looked for by its quote in its document."""
    if not evidence.quote:
        return replace(evidence, version=None, start=0, end=0, status="missing")
    held = [one for version in archive.named(evidence.path) if (one := archive.held(version)) is not None] if evidence.path else []
    candidates = [_Candidate(held=one, start=start, end=end) for one in held for start, end in places(one, evidence.quote)]
    if len(candidates) == 1 or (candidates and len(evidence.quote) >= _LEAST_ALONE):
        return _evidence(candidates[0])
    return replace(evidence, version=None, start=0, end=0, status="missing")


def _given(evidence: Evidence, archive: Archive) -> Evidence:
    """Evidence with an address, where that is this project's own: else its quote is looked for in its document."""
    if evidence.status == "purged":
        return evidence
    held = None if evidence.version is None else archive.held(evidence.version)
    if held is not None and held.text[evidence.start : evidence.end] == evidence.quote and held.version.path == evidence.path:
        return standing(evidence, archive=archive)
    return _found_again(replace(evidence, version=None), archive)


def _carried(evidence: Evidence, before: Held, now: Held) -> Evidence | None:
    """The same passage in a later version: by the sentence around it, else by itself where it is long enough."""
    first, last = before.unit(evidence.start, evidence.end)
    first, last = min(first, evidence.start), max(last, evidence.end)
    inside = before.text[first : evidence.start].count(evidence.quote) if evidence.quote else 0
    for start, end in _nearest(whole_places(now, before.text[first:last]), evidence.start):
        within = [place for place in whole_places(now, evidence.quote) if start <= place[0] and place[1] <= end]
        if within:
            at = within[min(inside, len(within) - 1)]
            return replace(_evidence(_Candidate(held=now, start=at[0], end=at[1])), status="moved")
    if len(evidence.quote) < _LEAST_ALONE:
        return None
    for start, end in _nearest(whole_places(now, evidence.quote), evidence.start):
        return replace(_evidence(_Candidate(held=now, start=start, end=end)), status="moved")
    return None


def _nearest(found: Sequence[Place], start: int) -> list[Place]:
    return sorted(found, key=lambda place: abs(place[0] - start))


def _named(parsed: Parsed, archive: Archive, notes: list[str]) -> list[Held]:
    """The documents that the row names, as far as they are synced."""
    found: dict[int, Held] = {}
    for name in parsed.documents:
        versions = archive.named(name)
        if not versions:
            notes.append(f"document '{name[:100]}' is not synced")
        for version in versions:
            held = archive.held(version)
            if held is not None:
                found[version] = held
    return list(found.values())


def _looked_for(wanted: Wanted, question: str, named: Sequence[Held], archive: Archive, notes: list[str]) -> list[Evidence]:
    """The passages of the first wording that is found; of one with pieces left out, each of its parts."""
    for words in wanted.texts:
        parts = [part.strip() for part in _OMITTED.split(words) if len(part.split()) > 1 or part.strip() == words.strip()]
        spans: list[Evidence] = []
        for nth, part in enumerate(parts):
            if wanted.kind == "quote":
                spans += _quoted(part, named or _searched(part, archive), notes, many=not named)
            else:
                spans += _answered(wanted if nth == 0 else replace(wanted, at=None), part, question, named, archive, notes)
        if spans:
            return spans
    return []


def _searched(words: str, archive: Archive) -> list[Held]:
    """The documents of the best passages for the words, the best first."""
    versions = dict.fromkeys(passage.version.id for passage in archive.search(words[:_LONGEST_QUERY]))
    return [held for version in versions if (held := archive.held(version)) is not None]


def _quoted(words: str, among: Sequence[Held], notes: list[str], *, many: bool) -> list[Evidence]:
    """Where a passage stands by itself; where it stands nowhere as a whole, where most of its sentences do."""
    candidates = [_Candidate(held=held, start=start, end=end) for held in among for start, end in places(held, words)]
    if candidates:
        _tell(candidates, words, notes)
        return [_evidence(candidates[0])]
    for held in among[:_FROM_SEARCH] if many else among:
        found = pieces(held, words)
        if found:
            return [_evidence(_Candidate(held=held, start=start, end=end)) for start, end in found]
    return []


def _answered(
    wanted: Wanted, words: str, question: str, named: Sequence[Held], archive: Archive, notes: list[str]
) -> list[Evidence]:  # fmt: skip
    """Where an answer stands: inside the passage that is given with it, at its offset, or where the question's words are."""
    if wanted.around:
        inside = _inside(wanted, words, named or _searched(wanted.around, archive))
        if inside is not None:
            return [inside]
    candidates = _candidates(words, question, named, archive)
    if wanted.at is not None and named and candidates:
        return [_evidence(min(candidates, key=lambda one: abs(one.start - (wanted.at or 0))))]
    ranked = _ranked(candidates, question, words, archive)
    if not named:
        ranked = _beside(_fitting(ranked, question, words, archive, notes), question, words, archive, notes)
    _tell([one for one in ranked if one.score >= _CLOSE * ranked[0].score], words, notes)
    return [_evidence(ranked[0])] if ranked else []


def _fitting(ranked: Sequence[_Candidate], question: str, words: str, archive: Archive, notes: list[str]) -> list[_Candidate]:
    """The candidates without those whose place is about something else than the question names; says so where none is left."""
    told = [about_else(question, one.held, one.start, one.end, frequency=archive.frequency) for one in ranked[:_JUDGED]]
    kept = [one for one, why in zip(ranked, told, strict=False) if not why]
    if told and not kept:
        notes.append(
            f"'{words[:60]}' stands in {ranked[0].held.version.path}, but {told[0]}: name the document in 'doc_ids' if it is meant"
        )
    return kept


def _inside(wanted: Wanted, words: str, among: Sequence[Held]) -> Evidence | None:
    """An answer within the passage that it was taken from: the same one in order as it is there."""
    before = wanted.around[: wanted.at].count(words) if wanted.at is not None else 0
    for held in among:
        for first, last in places(held, wanted.around)[:1] or pieces(held, wanted.around):
            found = [place for place in places(held, words) if first <= place[0] and place[1] <= last]
            if found:
                start, end = found[min(before, len(found) - 1)]
                return _evidence(_Candidate(held=held, start=start, end=end))
    return None


def _candidates(words: str, question: str, named: Sequence[Held], archive: Archive) -> list[_Candidate]:
    """Every place of the words in the named documents; else in the passages that search finds, else in their documents."""
    if named:
        return [_Candidate(held=held, start=start, end=end) for held in named for start, end in places(held, words)]
    found: list[_Candidate] = []
    passages = archive.search(f"{question} {words}"[:_LONGEST_QUERY])
    for passage in passages:
        held = archive.held(passage.version.id)
        inside = [] if held is None else [place for place in places(held, words) if _within(place, passage.start, len(passage.text))]
        found += [_Candidate(held=held, start=start, end=end) for start, end in inside if held is not None]
    if found:
        return found
    versions = list(dict.fromkeys(passage.version.id for passage in passages))[:_FROM_SEARCH]
    read = [held for version in versions if (held := archive.held(version)) is not None]
    return [_Candidate(held=held, start=start, end=end) for held in read for start, end in places(held, words)]


def _within(place: Place, start: int, length: int) -> bool:
    return start <= place[0] and place[1] <= start + length


def _ranked(candidates: Sequence[_Candidate], question: str, words: str, archive: Archive) -> list[_Candidate]:
    """The candidates, those first near which the question's words say most; among equals the first."""
    if len(candidates) < 2:
        return list(candidates)
    wanted = set(terms(question)) - set(terms(words))
    weights = archive.weigh(sorted(wanted))
    scored = [replace(one, score=_nearby(one, wanted, weights)) for one in candidates]
    return sorted(scored, key=lambda one: -one.score)


def _nearby(one: _Candidate, wanted: set[str], weights: Mapping[str, float]) -> float:
    return weight(surroundings(one.held, one.start, one.end), wanted, weights, language=one.held.version.language)


def _beside(ranked: Sequence[_Candidate], question: str, words: str, archive: Archive, notes: list[str]) -> list[_Candidate]:
    """The candidates of a bare number beside which the question's words stand, of any other answer all; says so where none is left."""
    if not is_bare(words):
        return list(ranked)
    wanted = {term for piece in question.split() if tells_matter(piece.strip(_SIGNS)) for term in terms(piece)} - set(terms(words))
    placed = [(one, surroundings(one.held, one.start, one.end), one.held.version.language) for one in ranked]
    said = {word for _, around, language in placed for word in told_by(around, language=language)}
    weighed = archive.weigh([*sorted(wanted), _NOWHERE])
    asked = {word for word in wanted if word in said or weighed[word] < weighed[_NOWHERE]}  # words that no document has ask for nothing
    names = {piece.strip(_SIGNS).casefold() for piece in question.split() if tells_matter(piece.strip(_SIGNS))}
    words_alone = {name for name in names if name.isalpha()}
    kept = [
        one
        for one, around, language in placed
        if tells(around, asked, weighed, language=language) and not of_another_row(around, words_alone, held=one.held)
    ]
    if ranked and not kept:
        notes.append(
            f"'{words}' stands in {ranked[0].held.version.path}, but nowhere beside what the question asks for: name the document in "
            "'doc_ids', or give a quote, if it is meant"
        )
    return kept


def _tell(candidates: Sequence[_Candidate], words: str, notes: list[str]) -> None:
    """Says so where several places are as likely."""
    apart = {(one.held.version.id, one.start) for one in candidates}
    if len(apart) > 1:
        notes.append(f"ambiguous: '{words[:60]}' stands at {len(apart)} places that say as much; the first was taken")


def _evidence(one: _Candidate) -> Evidence:
    return Evidence(
        path=one.held.version.path, quote=one.held.text[one.start : one.end], version=one.held.version.id, start=one.start, end=one.end
    )


def _apart(found: Sequence[Evidence]) -> list[Evidence]:
    """Passages that overlap as one: the one that reaches farther."""
    kept: list[Evidence] = []
    for one in found:
        meets = [other for other in kept if overlaps(one, other)]
        if not meets:
            kept.append(one)
        elif all(one.end - one.start > other.end - other.start for other in meets):
            kept = [other for other in kept if other not in meets] + [one]
    return kept
