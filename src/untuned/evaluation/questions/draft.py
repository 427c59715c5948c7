"""Questions proposed from the user's own documents, for a person to confirm: what they answer, and a few that they do not."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from untuned.evaluation.questions.near import Key, key_of, likeness
from untuned.evaluation.questions.propose import english, russian
from untuned.evaluation.questions.propose.proposal import Proposal, Rule, is_torn, reads_well, spelled_small
from untuned.evaluation.questions.propose.sites import LONGEST_READ, Sentence, Sites, sites_of
from untuned.evaluation.questions.propose.structure import from_item, from_row, from_section
from untuned.evaluation.questions.propose.twins import twins
from untuned.evaluation.questions.read.build import content_id
from untuned.text.quotations import without_code
from untuned.text.regex import regex
from untuned.types.answers import Passage
from untuned.types.documents import Span, Version
from untuned.types.measures import Evidence, Question, QuestionKind

LANGUAGES = ("en", "ru")
"""Of documents that questions are proposed from: those that there are rules for."""
MOST_DOCUMENTS = 500
"""Documents that are read: more are drawn from by chance."""
Silence = Literal["like other pages", "asked already", "no rule fits", "nothing to read", "other language", "not needed"]
"""Why a page gave no question: its own would be worded nearly as those of another page, of which one is proposed; the project has such a
question; none of its sentences, lists and tables is of a form that the rules ask about; it has none (headings, links, listings);
there are no rules for its language; there are enough without it."""

_MOST_PER_DOCUMENT = 40
_REFUSALS = 0.15
"""The share of questions that the documents do not answer."""
_TOO_ALIKE = 0.6
_TABLE = 3
"""Rows of one table that are asked of."""

_MOST_TWINNED = 400
_INSIDE = regex(r"(?<=[^\W\d_] )[^\W\d_]+|(?<=[^\W\d_], )[^\W\d_]+")
"""A word that no sentence begins with."""
_KINDS: dict[Rule, QuestionKind] = {"row": "structural", "twin": "refusal"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftOptions:
    """How many questions are proposed, and by which chance."""

    count: int = 20
    seed: int = 0
    known: tuple[Question, ...] = ()
    """Questions that there are: none of them is proposed again."""
    disputed: tuple[Span, ...] = ()
    """Statements that another document contradicts: neither side is proposed as what is right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """What was proposed, and why it is no more."""

    questions: tuple[Question, ...]
    asked_for: int
    pages: int
    """That were looked at, also those in a language that there are no rules for."""
    silent: Mapping[Silence, int]
    """How many of them gave no question, by why."""
    left: int = 0
    """Pages that were not looked at: there are more than that, and chance drew."""

    def beside(self, *, other: int, left: int) -> Drafted:
        """The same, told with pages that nobody read: of another language, and more than are looked at."""
        silent = Counter(self.silent) + Counter[Silence]({"other language": other})
        return replace(self, pages=self.pages + other, silent=_in_order(silent), left=left)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """A document with all that it offers."""

    version: Version
    told: bool
    """It has sentences or rows to ask of."""
    offers: tuple[_Offer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Offer:
    """A proposal with the document that it is of."""

    proposal: Proposal
    version: Version
    text: str
    draw: str
    """What decides among equals: a hash of the seed and the question."""


def draft_questions(
    documents: Iterable[tuple[Version, str]],
    *,
    search: Callable[[str], Sequence[Passage]] | None = None,
    options: DraftOptions | None = None,
) -> Drafted:
    """Up to `count` questions of origin `draft`, spread over documents, languages and kinds, each with its answer and its passage.

    About every seventh is one that the documents do not answer, as far as `search` finds nothing of it. Documents that are
    in neither English nor Russian give none, and so does what is addressed to a language model. It is told which pages gave none.
    """
    chosen = options or DraftOptions()
    read = list(documents)
    known = _small(text for _, text in read)
    technical = 3 * sum(any(block.kind == "code" for block in version.blocks) for version, _ in read) > len(read)
    looked = [(version, text, sites_of(version, text)) for version, text in read]
    proposed = [_undisputed(_proposals(sites, known), version, chosen.disputed) for version, _, sites in looked]
    clashing = _clashing(proposal for page in proposed for proposal in page)
    pages = [
        _page(version, text, sites, [one for one in page if one.text.casefold() not in clashing], seed=chosen.seed)
        for (version, text, sites), page in zip(looked, proposed, strict=True)
    ]
    offers = [offer for page in pages for offer in page.offers]
    mentions = _mentioning(offers, search)
    refusals = round(_REFUSALS * chosen.count) if chosen.count > 2 else 0
    keys = [key_of(question.text) for question in chosen.known]
    answered = _spread(offers, chosen.count - refusals, keys)
    # A near-twin is as like its own question as can be, so it is held against the other twins alone.
    near = list(_twins([*answered, *offers], mentions, chosen.seed, technical=technical))
    refused = _spread(near, refusals, keys)
    if len(refused) < refusals:
        answered = _spread(offers, chosen.count - len(refused), keys)
    return Drafted(
        questions=tuple(_question(offer) for offer in (*answered, *refused)),
        asked_for=chosen.count,
        pages=len(pages),
        silent=_silent(pages, [*answered, *refused], keys, count=chosen.count),
    )


def _undisputed(proposals: Iterable[Proposal], version: Version, disputed: Sequence[Span]) -> list[Proposal]:
    """Those whose passage no other document contradicts."""
    barred = [one for one in disputed if one.version == version.id]
    return [one for one in proposals if not any(one.start < span.end and span.start < one.end for span in barred)]


def _silent(pages: Sequence[_Page], taken: Sequence[_Offer], known: Sequence[Key], *, count: int) -> Mapping[Silence, int]:
    """Why each page gave no question of those that were taken."""
    speaking = {offer.version.id for offer in taken}
    found = Counter[Silence](_silence(page, known, enough=len(taken) >= count) for page in pages if page.version.id not in speaking)
    return _in_order(found)


def _in_order(found: Mapping[Silence, int]) -> Mapping[Silence, int]:
    reasons: tuple[Silence, ...] = get_args(Silence)
    return {why: found[why] for why in reasons if found.get(why)}


def _silence(page: _Page, known: Sequence[Key], *, enough: bool) -> Silence:
    if not page.told:
        spoken = {page.version.language, *(block.language for block in page.version.blocks)} - {""}
        return "other language" if spoken and spoken.isdisjoint(LANGUAGES) else "nothing to read"
    if not page.offers:
        return "no rule fits"
    if enough:
        return "not needed"
    asked = (key_of(offer.proposal.text) for offer in page.offers)
    return "asked already" if any(likeness(key, other) >= _TOO_ALIKE for key in asked for other in known) else "like other pages"


def drawn(paths: Iterable[str], *, seed: int = 0, most: int = MOST_DOCUMENTS) -> list[str]:
    """At most so many of the documents, by a hash of the seed and their paths; in that order."""
    return sorted(paths, key=lambda path: _hash(seed, path))[:most]


def _hash(seed: int, text: str) -> str:
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()


def _clashing(proposals: Iterable[Proposal]) -> frozenset[str]:
    """Questions of rows that rows of several tables answer, each in its own way: none of them has one right answer."""
    answers: dict[str, set[str]] = {}
    for one in proposals:
        if one.rule == "row":
            answers.setdefault(one.text.casefold(), set()).add(" ".join(one.answer.casefold().split()))
    return frozenset(text for text, held in answers.items() if len(held) > 1)


def _page(version: Version, text: str, sites: Sites, proposals: Sequence[Proposal], *, seed: int) -> _Page:
    """What one document offers, the best first; never two that ask nearly the same."""
    kept: list[_Offer] = []
    keys: list[Key] = []
    made = [_Offer(proposal=one, version=version, text=text, draw=_hash(seed, one.text)) for one in proposals]
    rows = 0
    for offer in sorted(made, key=lambda offer: (-offer.proposal.score, offer.draw)):
        key = key_of(offer.proposal.text)
        if any(likeness(key, other) >= _TOO_ALIKE for other in keys) or (offer.proposal.rule == "row" and rows >= _TABLE):
            continue
        rows += offer.proposal.rule == "row"
        kept.append(offer)
        keys.append(key)
        if len(kept) >= _MOST_PER_DOCUMENT:
            break
    spoken = any(one.language in LANGUAGES for one in (*sites.sentences, *sites.sections, *sites.rows))
    return _Page(version=version, told=spoken, offers=tuple(kept))


def _small(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write with a small letter inside sentences, at least as often as with a capital."""
    counts = Counter[str]()
    for text in texts:
        counts.update(_INSIDE.findall(without_code(text[:LONGEST_READ])))
    return spelled_small(word for word, count in counts.items() if word.islower() and count >= counts[word.capitalize()])


def _proposals(sites: Sites, known: frozenset[str]) -> Iterator[Proposal]:
    whole = (section for section in sites.sections if not is_torn(section.heading, known))
    found = [proposal for section in whole for proposal in from_section(section)]
    found += [proposal for row in sites.rows for proposal in from_row(row)]
    for sentence in sites.sentences:
        if is_torn(sentence.text, known):
            continue
        found += from_item(sentence)
        found += _asked(sentence, known)
    return (proposal for proposal in found if proposal.language in LANGUAGES and reads_well(proposal.text, proposal.language))


def _asked(sentence: Sentence, known: frozenset[str]) -> list[Proposal]:
    """The best question that a sentence answers."""
    rules = {"en": english.questions_in, "ru": russian.questions_in}.get(sentence.language)
    if rules is None:
        return []
    found = [
        Proposal(
            text=one.text,
            answer=one.answer,
            rule=one.rule,
            score=one.score,
            start=sentence.start,
            end=sentence.end,
            language=sentence.language,
            about=one.about,
        )
        for one in rules(sentence.text, known)
    ]
    good = [one for one in found if reads_well(one.text, one.language)]
    return [max(good, key=lambda one: one.score)] if good else []


def _spread(offers: Sequence[_Offer], count: int, keys: Sequence[Key]) -> list[_Offer]:
    """So many of the offers: each time the best one, where a document, a rule and a language that were taken before count less."""
    languages = Counter(offer.proposal.language for offer in offers)
    left = sorted(offers, key=lambda offer: (-offer.proposal.score, offer.draw))
    taken: list[_Offer] = []
    seen = list(keys)
    by_document, by_rule, by_language = Counter[int](), Counter[str](), Counter[str]()

    def worth(offer: _Offer) -> float:
        expected = max(1.0, count * languages[offer.proposal.language] / len(offers))
        return (
            offer.proposal.score
            - 2.0 * by_document[offer.version.document]
            - 3.0 * by_rule[_manner(offer)] / max(count, 8)
            - 1.5 * by_language[offer.proposal.language] / expected
        )

    while left and len(taken) < count:
        best = max(left, key=worth)
        left.remove(best)
        key = key_of(best.proposal.text)
        if any(likeness(key, other) >= _TOO_ALIKE for other in seen):
            continue
        seen.append(key)
        taken.append(best)
        by_document[best.version.document] += 1
        by_rule[_manner(best)] += 1
        by_language[best.proposal.language] += 1
    return taken


def _manner(offer: _Offer) -> str:
    """What several questions should not all have in common: their rule, and of near-twins how they were made."""
    return offer.proposal.rule if offer.proposal.rule != "twin" else f"twin {offer.proposal.about}"


def _twins(offers: Sequence[_Offer], mentions: Callable[[str], bool], seed: int, *, technical: bool) -> Iterator[_Offer]:
    """Near-twins of the offers; of each thing the first."""
    seen: set[str] = set()
    for offer in offers[:_MOST_TWINNED]:
        about = offer.proposal.about or offer.proposal.text
        if about in seen:
            continue
        seen.add(about)
        made = [replace(offer, proposal=twin, draw=_hash(seed, twin.text)) for twin in twins(offer.proposal, mentions, technical=technical)]
        yield from sorted(made, key=lambda one: one.draw)[:1]


def _mentioning(offers: Sequence[_Offer], search: Callable[[str], Sequence[Passage]] | None) -> Callable[[str], bool]:
    """Whether any document has some words: of those that were read, and of those that search finds."""
    texts = list({offer.version.id: offer.text.casefold() for offer in offers}.values())
    known: dict[str, bool] = {}

    def mentions(words: str) -> bool:
        if words not in known:
            found = search(words) if search is not None else ()
            whole = re.compile(rf"(?<!\w){re.escape(words)}")
            known[words] = any(whole.search(text) for text in texts) or any(whole.search(passage.text.casefold()) for passage in found)
        return known[words]

    return mentions


def _question(offer: _Offer) -> Question:
    one, version = offer.proposal, offer.version
    refused = one.rule == "twin"
    quote = offer.text[one.start : one.end]
    evidence = Evidence(path=version.path, quote=quote, version=version.id, start=one.start, end=one.end)
    return Question(
        id=content_id(one.text, documents=(version.path,)),
        text=one.text,
        kind=_KINDS.get(one.rule, "knowledge"),
        answers=() if refused else (one.answer,),
        evidence=() if refused else (evidence,),
        must_abstain=refused,
        cluster=version.path,
        origin="draft",
        language=one.language,
    )
