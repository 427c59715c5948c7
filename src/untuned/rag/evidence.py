"""What is read for a question: candidates searched and reranked, the best ones widened and cut to a budget, and their sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from untuned.errors import ModelError, UnknownModel
from untuned.index.search import Query, query_of
from untuned.index.spelling import spelled
from untuned.rag.absent import absent
from untuned.rag.defined_elsewhere import with_definition
from untuned.rag.filters import NOT_NARROWED, Narrowing, inferred, narrowed, unreadable
from untuned.rag.meaning import BY_WORDS, FAILURES, Meaning, Sought, by_both
from untuned.rag.referred import Referring, Refers, with_referred
from untuned.rag.retrieve.budget import fill, leading_document
from untuned.rag.retrieve.newest import newest_first
from untuned.rag.retrieve.passages import cut, passages
from untuned.rag.retrieve.prefer import preferred
from untuned.rag.retrieve.reorder import Reranker, is_for, reordered
from untuned.rag.retrieve.rerank import rerank
from untuned.rag.retrieve.widen import BEST, wide, within_section
from untuned.rag.rewrite.merge import interleaved
from untuned.rag.verify.desk import Source
from untuned.rag.verify.quotes.elsewhere import Shelf
from untuned.rag.verify.quotes.quote import prepare
from untuned.text.hyphens import as_written
from untuned.text.language import language_of
from untuned.text.options import without_mistaken
from untuned.text.words import terms
from untuned.types.answers import Citation, Hit, Passage
from untuned.types.conflicts import Conflict
from untuned.types.documents import Span, TextBox, Version, contains
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import Settings
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.rag.pointed import Placing
    from untuned.rag.verify.support.support import SupportScorer

NOT_RERANKED = "Passages are in the order of the search, for they could not be ordered anew: {reason}."
_MOST_FORMER = 20
"""Superseded versions that a quote is looked for in, the latest ones."""
_MOST_FORMER_TEXT = 2_000_000
"""Characters of them: a quote that stands nowhere is looked for in them all, which may not take longer than the model did."""


class Searchable(Protocol):
    """An index as asking uses it."""

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read."""
        ...

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The chunks at these addresses that the principal may read, in no order, each with its score for the query."""
        ...

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first chunk; None if the principal may read none."""
        ...

    def idf(self, terms: Sequence[str]) -> Mapping[str, float]:
        """How much each word says."""
        ...

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts of a field that the principal may read, each with how many chunks have it."""
        ...

    def share(self, term: str) -> float:
        """The share of chunks, in [0, 1], that hold an analysed word."""
        ...

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that chunks have, each with how many do."""
        ...


class Truth(Protocol):
    """Versions and texts that a principal may read."""

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> Mapping[Span, tuple[Version, str]]:
        """Each readable span with its version and text."""
        ...

    def whole(self, ids: Collection[int], *, principal: Principal) -> Mapping[int, tuple[Version, str]]:
        """Each readable version, with its structure and whole text, by id."""
        ...

    def former(self, documents: Collection[int], *, principal: Principal) -> list[int]:
        """Ids of the readable superseded versions of documents, the latest first."""
        ...

    def boxes(self, id: int, *, principal: Principal) -> tuple[TextBox, ...]:
        """Where the runs of a version's text stand on its pages."""
        ...


class Disagreeing(Protocol):
    """Conflicts between statements, as a principal may know them."""

    def touching(self, spans: Sequence[Span], *, principal: Principal) -> Sequence[Conflict]:
        """The conflicts between current documents that have a side in one of the spans, both sides readable."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Where evidence comes from, as one principal may read it."""

    index: Searchable
    truth: Truth
    settings: Settings
    principal: Principal
    reranker: Reranker | None = None
    """What orders the passages anew: a local model, one behind an endpoint, or an extension."""
    falls_back: bool = True
    """Where the reranker fails, the order of the search stands, with a note; False, as in measuring, makes that an error."""
    placing: Placing | None = None
    """Where the parts stand that a question names by number."""
    conflicts: Disagreeing | None = None
    """What was found to contradict each other, as it is stored."""
    references: Referring | None = None
    """What texts refer to, as it is stored."""
    scorer: SupportScorer | None = None
    """A local model of support that was measured to beat the rules."""
    meaning: Meaning | None = None
    """Where texts are found by what they mean too."""
    by_words_note: str = ""
    """Why they are not, though the settings name an embedder."""
    standing: tuple[Filter, ...] = ()
    """What every search goes by: texts that hold now, or that held on the day of `as_of`."""
    as_of: AsOf | None = None
    """The day that is asked for; None for the present."""
    day: date | None = None
    """That day, or today."""
    begins: Callable[[], date | None] | None = None
    """The first day on which anything held that the principal may read; None for the present."""
    removed: Callable[[Collection[int]], Collection[int]] | None = None
    """Those of some documents that are gone by now; None for the present, which reads none of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Candidates, best first, with what ranked them."""

    hits: list[Hit]
    searched: list[Hit]
    """The same in the order of the search, before reranking."""
    idf: Mapping[str, float]
    """How much each of the question's words says."""
    language: str
    """The question's."""
    reranked: bool = False
    """The project's own reranker has ordered the hits."""
    notes: tuple[str, ...] = ()
    """Sentences for the asker: what could not be done as the settings say."""
    narrowing: Narrowing = NOT_NARROWED
    """What the search was narrowed by."""
    defines: tuple[str, ...] = ()
    """The keys of what the question asks the meaning of."""


def search(question: str, *, library: Library, where: tuple[Filter, ...] = ()) -> Found:
    """Candidates for a question: searched within the asker's filters and those that it asks for itself, then reranked."""
    settings = library.settings
    language = language_of(question, languages=settings.sources.languages)

    made: dict[str, Query] = {}

    def asked(narrowing: Narrowing, filters: tuple[Filter, ...]) -> Query:
        rest = as_texts_have_it(narrowing.rest(question), library=library)
        if rest not in made:
            made[rest] = query_of(rest, language=language, gram_weight=settings.search.gram_weight, settings=settings.index)
            if settings.search.spelling:
                made[rest] = spelled(made[rest], rest, vocabulary=library.index, language=language, settings=settings.index)
        return replace(made[rest], filters=(*library.standing, *filters))

    def run(narrowing: Narrowing, filters: tuple[Filter, ...]) -> list[Hit]:
        return library.index.search(asked(narrowing, filters), principal=library.principal, limit=settings.search.candidates)

    narrowing, hits = narrowed(wanted(question, library=library, where=where), run)
    query = asked(narrowing, narrowing.filters)
    hits, note = meant(Sought(question=question, language=language, query=query), hits, library=library)
    idf = library.index.idf((*asked(NOT_NARROWED, ()).words, *query.words))  # also of what the filters have met: it is read for too
    ranked = rerank(query.words, hits, idf=idf, settings=settings.search)
    ranked = newest_first(ranked) if narrowing.latest else ranked
    notes = (note,) if note else ()
    return Found(hits=ranked, searched=hits, idf=idf, language=language, notes=notes, narrowing=narrowing, defines=query.defines)


def as_texts_have_it(question: str, *, library: Library) -> str:
    """A question with its words as the index has them: `e-bike` for `ebike`; with one sign before them options, or none as in "-Input"."""

    def is_known(word: str) -> bool:
        return library.index.share(word) > 0

    return as_written(without_mistaken(question, is_known), is_known)


def meant(sought: Sought, hits: list[Hit], *, library: Library) -> tuple[list[Hit], str]:
    """The hits of the words together with what is found by meaning, and a note where that could not be."""
    if library.meaning is None:
        return hits, library.by_words_note
    limit = library.settings.search.candidates
    try:
        return by_both(sought, hits, words=library.index, meaning=library.meaning, principal=library.principal, limit=limit), ""
    except FAILURES as error:
        if not library.falls_back:
            raise
        return hits, BY_WORDS.format(reason=error.message)


def wanted(question: str, *, library: Library, where: tuple[Filter, ...] = ()) -> Narrowing:
    """What a search is narrowed by: what the asker gave, and of other fields what the question says."""
    unread = unreadable(where, index=library.index, principal=library.principal)
    missing = absent(unread, index=library.index, rules=library.settings.metadata, principal=library.principal)
    if not library.settings.search.filters:
        return Narrowing(given=where, unread=unread, absent=missing)
    found = inferred(question, index=library.index, rules=library.settings.metadata, principal=library.principal)
    given = {one.field for one in where}
    kept = tuple(one for one in found.inferred if one.condition.field not in given)
    return replace(found, given=where, unread=unread, absent=missing, inferred=kept)


def together(found: Sequence[Found]) -> Found:
    """The candidates of several questions as those of the first, the best of each in turn."""
    if len(found) == 1:
        return found[0]
    hits, searched = interleaved([one.hits for one in found]), interleaved([one.searched for one in found])
    notes = [note for one in found for note in one.notes] + [note for one in found[1:] for note in one.narrowing.notes]
    return replace(found[0], hits=hits, searched=searched, notes=tuple(dict.fromkeys(notes)))


def reranked(found: Found, question: str, *, library: Library) -> Found:
    """The candidates in the order of the project's reranker; as they were, with a note, where it fails.

    They stay as they were too where there is no reranker, or where it was made for other languages than the question's.

    Raises:
        UnknownModel: The reranker is none.
        BadExtension: It gives no scores.
        ModelError: It fails, and nothing may stand in for it.
    """
    if library.reranker is None or not is_for(library.reranker, language=found.language):
        return found
    texts = passages(found.hits, texts=library.truth, principal=library.principal)
    try:
        best = reordered(question, texts, reranker=library.reranker, most=library.settings.meaning.rerank_candidates)
    except ModelError as error:
        if isinstance(error, UnknownModel) or not library.falls_back:
            raise
        return replace(found, notes=(*found.notes, NOT_RERANKED.format(reason=error.reason)))
    hits = [passage.hit for passage in best]
    return replace(found, hits=newest_first(hits) if found.narrowing.latest else hits, reranked=True)


def gather(found: Found, *, library: Library) -> list[Passage]:
    """The passages that fit the budget, with their texts."""
    return gather_all([found], library=library)[0]


def gather_all(found: Sequence[Found], *, library: Library) -> tuple[list[Passage], Refers]:
    """The passages that fit the budget, with their texts; of several questions, the best of each in turn. Then what they refer to."""
    hits = interleaved([ordered(one, library=library) for one in found])
    held: list[Passage] = []
    if library.settings.search.widen:
        hits, held = widened(hits, library=library)
    read = cut(within_budget(hits, library=library), held, texts=library.truth, principal=library.principal)
    read = with_definition(read, found[0].defines, filters=found[0].narrowing.filters, library=library)
    return with_referred(read, idf=found[0].idf, library=library)


def ordered(found: Found, *, library: Library) -> list[Hit]:
    """The candidates, those in the question's language first where no reranker ordered them and the settings do not leave that out."""
    prefers = library.settings.search.prefer_language and not found.reranked
    return preferred(found.hits, language=found.language) if prefers else found.hits


def widened(hits: Sequence[Hit], *, library: Library) -> tuple[list[Hit], list[Passage]]:
    """The hits, the best ones with what stands right before and after them in their section; and texts that hold most that is read."""
    wider = [wide(hit) for hit in hits[:BEST]]
    chunks = {one.chunk.span: hit.chunk for one, hit in zip(wider, hits, strict=False)}
    # one look at truth for what is widened and for what most likely is read with it
    chosen = library.settings.search
    likely = fill(hits, tokens=chosen.budget_tokens, most=chosen.passages)
    others = [hit for hit in likely if not any(contains(one.chunk, hit.chunk) for one in wider)]
    held = passages([*wider, *others], texts=library.truth, principal=library.principal)
    best = [within_section(one, chunks[one.hit.chunk.span]) for one in held if any(one.hit is each for each in wider)]
    return [*best, *hits[BEST:]], held


def within_budget(hits: Sequence[Hit], *, library: Library) -> list[Hit]:
    """The hits that are read; where nearly all are of one document, with its opening, which says what it is."""
    chosen = library.settings.search
    leading = leading_document(hits) if chosen.opening else None
    opening = None if leading is None else library.index.opening(leading, principal=library.principal)
    return fill(hits, tokens=chosen.budget_tokens, opening=opening, most=chosen.passages)


def sources_of(versions: Collection[int], evidence: Sequence[Passage], *, library: Library) -> dict[int, Source]:
    """The versions that may be quoted, with their whole texts and the passages of them that were read."""
    held = library.truth.whole(versions, principal=library.principal)
    return {
        id: Source(version=version, text=text, passages=tuple(passage for passage in evidence if passage.version.id == id))
        for id, (version, text) in held.items()
    }


def former_shelves(evidence: Sequence[Passage], *, library: Library) -> list[Shelf]:
    """The latest superseded versions of what was read, each prepared when a quote is first looked for in it."""
    documents = {passage.version.document for passage in evidence}
    ids = library.truth.former(documents, principal=library.principal)[:_MOST_FORMER]
    held = library.truth.whole(ids, principal=library.principal)
    read = [held[id] for id in ids if id in held]
    together = accumulate(len(text) for _, text in read)
    return [_shelf(*one) for one, characters in zip(read, together, strict=True) if characters <= _MOST_FORMER_TEXT]


def _shelf(version: Version, text: str) -> Shelf:
    hidden = [(block.start, block.end) for block in version.blocks if block.kind in ("markup", "matter")]
    return Shelf(version.id, lambda: prepare(text, markup=version.markup, hidden=hidden), blocks=version.blocks, superseded=True)


def boxed(citation: Citation, *, library: Library) -> Citation:
    """The citation with its places on the page, where its format tells."""
    if citation.page is None:
        return citation
    boxes = library.truth.boxes(citation.version, principal=library.principal)
    return replace(citation, boxes=tuple(box for box in boxes if box.start < citation.end and box.end > citation.start))


def share_of(word: str, *, index: Searchable) -> float:
    """The share of the corpus that holds a word, in any of its forms."""
    return max((index.share(term) for term in terms(word, stop_words=False)), default=0.0)


def find(question: str, *, library: Library, limit: int, where: tuple[Filter, ...] = ()) -> list[Passage]:
    """The best passages for a question, without answering it."""
    return looked_up(question, library=library, limit=limit, where=where)[0]


def looked_up(question: str, *, library: Library, limit: int, where: tuple[Filter, ...] = ()) -> tuple[list[Passage], Narrowing]:
    """The best passages for a question, without answering it, and what the search was narrowed by."""
    wider = replace(library.settings, search=replace(library.settings.search, candidates=max(limit, library.settings.search.candidates)))
    found = reranked(search(question, library=replace(library, settings=wider), where=where), question, library=library)
    return passages(found.hits, texts=library.truth, principal=library.principal)[:limit], found.narrowing
