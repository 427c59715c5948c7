"""SUMMARISE: a document becomes its own most telling sentences, each verified.

outline -> choose (or a model proposes) -> verify -> definitions and pointers -> coverage
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from untuned.errors import ModelError
from untuned.rag.summary.choose import choose
from untuned.rag.summary.coverage import held, share
from untuned.rag.summary.definitions import Defined, defined_terms, leans_on
from untuned.rag.summary.outline import Outline, Section, Sentence, outline
from untuned.rag.summary.pointers import Places, Pointer
from untuned.rag.verify.claims import Bench, check, in_the_sources_words
from untuned.rag.verify.desk import Source
from untuned.rag.verify.governing import governors, lines_above
from untuned.rag.verify.slices import Slices
from untuned.text.instructions import NOTED
from untuned.text.lines import line_of
from untuned.text.sentences import sentences as sentences_of
from untuned.types.answers import Checked, Citation, Claim, Draft, Hit, Passage
from untuned.types.documents import Chunk, Version, page_of
from untuned.types.summaries import Definition, FellBack, Reference, SectionCoverage, Summary, SummaryClaim

NAME = "extractive-summary/1"
"""What a summary in the document's own sentences records as its model."""
SENTENCES = 12
MOST_DEFINITIONS = 12
_ADDRESSED = "The document holds text that reads like instructions to an assistant."
_FAILED = "The model gave no usable summary ({reason})"
_SILENT = "The model proposed nothing"
_UNVERIFIED = "Nothing that the model proposed could be verified ({count} left out)"
_OWN, _NEITHER = "these are the document's own sentences", "the document's own sentences say nothing of it either"


class Proposer(Protocol):
    """A model that proposes claims with quotes."""

    @property
    def name(self) -> str:
        """What the summary records as its model."""
        ...

    def __call__(self, passages: Sequence[Passage], *, topic: str, sentences: int) -> Sequence[Draft]:
        """About so many drafts, each quoting the passages, which are the document's sections, to the letter. May raise `ModelError`."""
        ...


def summarise(version: Version, text: str, *, topic: str = "", sentences: int = SENTENCES, proposer: Proposer | None = None) -> Summary:
    """A document in at most `sentences` quoted claims, with what they lean on, how much of each section they say, and what is left out.

    `text` is the version's whole text. With a topic, only what has its words counts. A proposer's claims stand where every
    quote is verified and carries its claim; where none does, the document's own sentences are chosen, and `fell_back` says why: they are
    what the document says whoever chose them. A question is another matter, which may have no answer: there `ask` abstains.
    """
    desk = _Desk(version, text)
    proposed = _Proposed() if proposer is None else _proposed(proposer, desk, topic=topic, sentences=sentences)
    claims = proposed.checked.claims or desk.chosen(sentences, topic=topic)
    definitions = desk.definitions(claims)
    return Summary(
        version=version.id,
        number=version.number,
        path=version.path,
        title=version.title,
        topic=topic,
        model=proposer.name if proposer is not None and proposed.checked.claims else NAME,
        fell_back=proposed.fell_back,
        claims=desk.told(claims, definitions),
        definitions=definitions,
        sections=desk.coverage([*claims, *(definition.claim for definition in definitions)]),
        dropped=proposed.checked.dropped,
        notes=(
            *((f"{proposed.why}; {_OWN if claims else _NEITHER}.",) if proposed.why else ()),
            *(() if claims else (_nothing(topic),)),
            *((_ADDRESSED,) if version.metadata.get(NOTED) else ()),
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Proposed:
    """What is verified of a model's proposals; why that is nothing, as a code and in words."""

    checked: Checked = field(default_factory=Checked)
    fell_back: FellBack | None = None
    why: str = ""


def _proposed(proposer: Proposer, desk: _Desk, *, topic: str, sentences: int) -> _Proposed:
    try:
        drafts = proposer(desk.passages, topic=topic, sentences=sentences)
    except ModelError as error:
        return _Proposed(fell_back="model_failed", why=_FAILED.format(reason=error.reason))
    found = desk.checked(drafts)
    if found.claims:
        return _Proposed(checked=replace(found, claims=spread(found.claims, sentences)))
    if not drafts:
        return _Proposed(checked=found, fell_back="nothing_proposed", why=_SILENT)
    return _Proposed(checked=found, fell_back="no_verified_claim", why=_UNVERIFIED.format(count=len(found.dropped)))


def spread(claims: Sequence[Claim], most: int) -> tuple[Claim, ...]:
    """At most so many claims, from the beginning of the document to its end: a long one is proposed part by part."""
    return tuple(claims) if len(claims) <= most else tuple(claims[nth * len(claims) // most] for nth in range(most))


def _nothing(topic: str) -> str:
    return f"Nothing in the document is about '{topic}'." if topic else "The document has no sentence that may be quoted."


class _Desk:
    """Where the sentences of one version are chosen, cited and counted."""

    def __init__(self, version: Version, text: str) -> None:
        self._version = version
        self._text = text
        self._slices = Slices(version, text)
        self._outline: Outline = outline(version, text)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The document's sections."""
        return tuple(self._passage(section.start, section.sentences[-1].end, section.headings) for section in self._outline.sections)

    def chosen(self, count: int, *, topic: str) -> tuple[Claim, ...]:
        """The most telling sentences as claims; one that may not be quoted makes room for the next."""
        barred: set[Sentence] = set()
        while True:
            picked = choose(self._outline, self._text, count=count, topic=topic, barred=barred)
            cited = [(sentence, self._slices.cite(sentence.start, sentence.end)) for sentence in picked]
            refused = {sentence for sentence, found in cited if not isinstance(found, Citation)}
            if not refused:
                return tuple(self._governed(found) for _, found in cited if isinstance(found, Citation))
            barred |= refused

    def _governed(self, quote: Citation) -> Claim:
        """The quote as a claim, with what turns it from above, such as the introduction of its list."""
        return in_the_sources_words((*lines_above(governors(self._version, self._text, quote.start), self._slices), quote))

    def checked(self, drafts: Sequence[Draft]) -> Checked:
        """A model's drafts as far as they are verified, in the order of what they quote."""
        id = self._version.id
        source = Source(version=self._version, text=self._text, passages=(self._passage(0, len(self._text), ()),))
        bench = Bench(question="", sources={id: source}, frequency=lambda _word: 0.0, wording="own", supplies=(self._version.title,))
        found = check(drafts, bench=bench)
        once = {claim.text: claim for claim in reversed(found.claims)}
        return Checked(claims=tuple(sorted(once.values(), key=lambda claim: claim.citations[0].start)), dropped=found.dropped)

    def definitions(self, claims: Sequence[Claim]) -> tuple[Definition, ...]:
        """What the terms mean that claims lean on, and what stands where they say it is set out; not what they quote already."""
        quoted = self._quoted(claims)
        wanted: dict[tuple[int, int], str] = {}
        for sentence in quoted:
            for one in leans_on(sentence, self._text, self._known):
                if one.sentence not in quoted:
                    wanted.setdefault((one.sentence.start, one.sentence.end), one.term)
        for pointer in (pointer for claim in claims for pointer in self._pointers(claim)):
            if pointer.defining and pointer.target is not None:
                sentence = self._places.says(pointer.target)
                if sentence is not None and sentence not in quoted:
                    wanted.setdefault((sentence.start, sentence.end), self._text[pointer.start : pointer.end])
        found = ((term, self._slices.cite(*span)) for span, term in sorted(wanted.items())[:MOST_DEFINITIONS])
        return tuple(
            Definition(term=term, claim=in_the_sources_words((citation,))) for term, citation in found if isinstance(citation, Citation)
        )

    def told(self, claims: Sequence[Claim], definitions: Sequence[Definition]) -> tuple[SummaryClaim, ...]:
        """The claims with what they lean on, as far as it is said, and where they point."""
        said = {*self._quoted(claims), *self._quoted([definition.claim for definition in definitions])}
        return tuple(self._told(claim, said) for claim in claims)

    def coverage(self, claims: Sequence[Claim]) -> tuple[SectionCoverage, ...]:
        """How much the claims say of every section."""
        quoted = self._quoted(claims)
        return tuple(self._coverage(section, quoted) for section in self._outline.sections)

    def _told(self, claim: Claim, said: set[Sentence]) -> SummaryClaim:
        leaning = (one for sentence in self._quoted([claim]) for one in leans_on(sentence, self._text, self._known))
        terms = tuple(dict.fromkeys(one.term for one in leaning if one.sentence in said))
        at = claim.citations[-1].start  # what stands above a quote may be of no section
        section = bisect_right(self._outline.sections, at, key=lambda section: section.start) - 1
        return SummaryClaim(
            claim=claim, section=max(section, 0), leans_on=terms, references=tuple(map(self._reference, self._pointers(claim)))
        )

    def _coverage(self, section: Section, quoted: Sequence[Sentence]) -> SectionCoverage:
        return SectionCoverage(
            headings=section.headings,
            line=line_of(self._text, section.start, self._version.lines),
            page=page_of(section.start, self._version.pages),
            sentences=len(section.sentences),
            chosen=sum(sentence in quoted for sentence in section.sentences),
            carried=share(section, self._outline, quoted),
        )

    def _quoted(self, claims: Sequence[Claim]) -> list[Sentence]:
        return held(self._outline, [(citation.start, citation.end) for claim in claims for citation in claim.citations])

    def _pointers(self, claim: Claim) -> list[Pointer]:
        return [pointer for citation in claim.citations for pointer in self._places.pointers(citation.start, citation.end)]

    def _reference(self, pointer: Pointer) -> Reference:
        target = None if pointer.target is None else self._slices.cite(*_first_line(self._text, pointer.target.start, pointer.target.end))
        return Reference(text=self._text[pointer.start : pointer.end], target=target if isinstance(target, Citation) else None)

    def _passage(self, start: int, end: int, headings: tuple[str, ...]) -> Passage:
        version = self._version
        chunk = Chunk(document=version.document, version=version.id, ordinal=0, start=start, end=end, headings=headings)
        return Passage(hit=Hit(chunk=chunk, score=0.0), version=version, text=self._text[start:end])

    @cached_property
    def _known(self) -> list[Defined]:
        return defined_terms(self._outline, self._text)

    @cached_property
    def _places(self) -> Places:
        return Places(self._outline, self._version, self._text)


def _first_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The first sentence of a place: a heading whole."""
    return next(iter(sentences_of(text, start, end)), (start, end))
