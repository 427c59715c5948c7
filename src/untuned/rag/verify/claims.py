"""Drafts become claims, or are dropped with a reason: quotes are in their versions, about what was asked, and carry the claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from untuned.rag.verify.desk import Desk, Source, Whereabouts
from untuned.rag.verify.governing import governors, lines_above
from untuned.rag.verify.quotes.elsewhere import Shelf, elsewhere
from untuned.rag.verify.scope.in_force import asked_time, holds_at, says_otherwise
from untuned.rag.verify.scope.parallel import outdone, said_of
from untuned.rag.verify.scope.scope import Quoted, Scope, in_scope, in_section, strays
from untuned.rag.verify.scope.settled import Wanted, settled_otherwise, wanted
from untuned.rag.verify.scope.siblings import asked_names, sections_at
from untuned.rag.verify.scope.whens import names_another_day, of_the_rest
from untuned.rag.verify.slices import Slices
from untuned.rag.verify.term_above import term_above
from untuned.text.instructions import instructions
from untuned.text.language import is_russian
from untuned.text.settled import settles
from untuned.types.answers import Checked, Citation, Claim, Draft, Dropped, NearMiss, Support, Verdict, telling
from untuned.types.documents import Span, contains, overlaps
from untuned.types.methods import ALL_STEPS, Step

if TYPE_CHECKING:
    from untuned.rag.verify.support.support import SupportScorer

Wording = Literal["source", "own"]
"""Whose words a claim is told in: its source's, to the letter, or those of whoever wrote the draft."""

_INSTRUCTION = "instruction"
_OWN_WORDS = "own_words"
_NOT_CARRIED = "not_carried"
_NOT_JUDGED = Support(band="undecided", scorer="none")
"""Of a claim in own words that nothing was held against: never that of the source's own words."""
_BEFORE = 1_000
"""Characters before a quote in which the days stand of which it tells the rest."""
_LEAST_CARRIED = 0.5
"""Of a claim's terms: where fewer stand in its quotes, as in another language, nothing tells that they carry it; they are shown alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedParts:
    """The parts that the question names by number, as documents have them: a part need not say its own number."""

    words: str
    """As the question names them."""
    places: tuple[Span, ...]
    """Where they stand, whole."""

    def above(self, citation: Citation) -> tuple[str, ...]:
        """The name of the part that a quote stands in, as a heading would tell it; none for a quote of another part."""
        return (self.words,) if any(overlaps(citation, place) for place in self.places) else ()


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What the drafts of one question are verified against."""

    question: str
    """As it is meant: a follow-up, as it stands alone."""
    asked: str = ""
    """As it was asked, where that is another: what either names, quotes carry."""
    whole: str = ""
    """All of the question, where `question` leaves out what names the document that alone is read: it supplies names to a claim."""
    sources: Mapping[int, Source]
    """The versions that may be quoted, by id: a quote from any other version is dropped."""
    frequency: Callable[[str], float]
    """The share of the corpus, in [0, 1], that holds a word."""
    wording: Wording = "source"
    supplies: tuple[str, ...] = ()
    """What may supply names and numbers to a claim besides its quotes: canonical facts, computed values."""
    scorer: SupportScorer | None = None
    """A local model beside the rules."""
    shows_support: bool = True
    """Claims in own words carry how far their quotes carry them; the rules hold either way."""
    parts: NamedParts | None = None
    """Those that the question names by number; None where it names none, or no document has them."""
    former: Callable[[], Sequence[Shelf]] = tuple
    """Superseded versions of what was read, where a quote that stands nowhere else is looked for."""
    steps: tuple[Step, ...] = ALL_STEPS
    """Those that are taken beside the verification of quotes, which always is."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The question as it is meant, and as it was asked."""
        return tuple(dict.fromkeys(one for one in (self.question, self.asked) if one))

    @cached_property
    def desks(self) -> dict[int, Desk]:
        """The sources' desks, by version: each is prepared once for all drafts."""
        return {id: Desk(source) for id, source in self.sources.items()}

    @cached_property
    def old(self) -> tuple[Shelf, ...]:
        """Superseded versions, read when a quote first needs them."""
        return tuple(self.former())


@dataclass(frozen=True, kw_only=True, slots=True)
class Governed:
    """A citation with what stands above it and turns it, such as the introduction of its list."""

    citation: Citation
    above: tuple[Citation, ...] = ()
    """Outermost first."""
    denied: bool = False
    """What it says is untrue, undone or left out, by what stands above it."""


def check(drafts: Sequence[Draft], *, bench: Bench) -> Checked:
    """The claims whose every quote is in its source, in the question's scope, and which say no more than their quotes."""
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    near_miss: NearMiss | None = None
    for outcome in _side_by_side(drafts, [verified(draft, bench=bench) for draft in drafts], bench=bench):
        if isinstance(outcome, Claim):
            claims.append(outcome)
            continue
        dropped.append(outcome.dropped)
        near_miss = near_miss or outcome.near_miss
    return Checked(claims=tuple(claims), dropped=tuple(dropped), near_miss=near_miss)


def _side_by_side(drafts: Sequence[Draft], outcomes: Sequence[Claim | Refused], *, bench: Bench) -> list[Claim | Refused]:
    """The outcomes of the drafts, where a claim goes that tells of something else what another tells of what is asked."""
    places = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, Claim)] if "scope" in bench.steps else []
    cited = [outcome.citations for outcome in outcomes if isinstance(outcome, Claim)]
    told = [said_of(its, [bench.sources[one.version].version.metadata for one in its]) for its in cited[: len(places)]]
    gone = {places[at] for at in outdone(bench.question, told)}
    off = [Refused(dropped=Dropped(draft=draft, reason="wrong_scope")) for draft in drafts]
    return [off[place] if place in gone else outcome for place, outcome in enumerate(outcomes)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A draft that is no claim, and what it is about where it is true but about something else."""

    dropped: Dropped
    near_miss: NearMiss | None = None


def verified(draft: Draft, *, bench: Bench) -> Claim | Refused:
    """The draft as a claim, or why it is none: first its quotes, then their scope, then what it says beyond them."""
    found = _all_cited(draft, bench=bench)
    failed = next((verdict for verdict in found if isinstance(verdict, Verdict)), None)
    citations = _outermost([citation for citation in found if isinstance(citation, Citation)])
    if failed is not None or not citations:
        reason = "no_quote" if failed is None else failed.reason or failed.kind
        return Refused(dropped=Dropped(draft=draft, reason=reason, detail="" if failed is None else _pointer(failed, bench)))
    told = tuple(one for one in citations if not bench.desks[one.version].addressed(one.start, one.end))
    if not told or (bench.wording == "own" and (len(told) < len(citations) or instructions(draft.text))):
        return Refused(dropped=Dropped(draft=draft, reason=_INSTRUCTION))
    silent = _silent(draft, told, bench=bench) if bench.wording == "own" else ""
    if silent:
        return Refused(dropped=Dropped(draft=draft, reason=silent))
    told = tuple(one for one in told if not bench.desks[one.version].own(one.start, one.end))
    if not told:
        return Refused(dropped=Dropped(draft=draft, reason=_OWN_WORDS))
    scoped = _scoped(draft, told, bench=bench) if "scope" in bench.steps else told  # what a reader put together is claims of their own
    return scoped if isinstance(scoped, Refused) else _worded(draft, governed(scoped, bench=bench), bench=bench)


def _outermost(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations, each once, without those that are a part of another: a quote is shown with the rest of its sentence."""
    once = {citation.span: citation for citation in citations}
    return tuple(one for span, one in once.items() if not any(other != span and contains(other, span) for other in once))


def _scoped(draft: Draft, citations: tuple[Citation, ...], *, bench: Bench) -> tuple[Citation, ...] | Refused:
    """The citations that are about what is asked, or why the draft is about something else."""
    others = [_settled_otherwise(one, draft, bench=bench) for one in citations]
    if all(others):
        return _off_scope(draft, citations, f"this answers '{others[0]}'")
    citations = tuple(one for one, other in zip(citations, others, strict=True) if not other)
    for question in bench.questions:
        asked, otherwise = _timely(question, citations, bench=bench)
        if otherwise:
            return _off_scope(draft, citations, otherwise)
        citations = without_strays(asked, citations, bench=bench)
        scope = scope_of(asked, citations, bench=bench)
        if not scope.ok:
            return _off_scope(draft, citations, scope.sentence)
    return citations


def _timely(question: str, citations: Sequence[Citation], *, bench: Bench) -> tuple[str, str]:
    """The question without the time that it is asked for where all that is quoted holds then; and why one does not, "" where all may."""
    if citations and all(_of_the_rest(question, one, bench=bench) for one in citations):
        return question, "это о других месяцах" if is_russian(question) else "this is about the rest of the year"
    time = asked_time(question)
    if time is None:
        return question, ""
    held: list[bool | None] = []
    for one in citations:
        source = bench.sources[one.version]
        said = "\n".join((one.quote, one.title, *one.headings))
        held.append(holds_at(time, source.version, said=said, text=source.text))
        if held[-1] is False:
            return question, says_otherwise(source.version, russian=is_russian(question))
    return time.rest if held and all(held) else question, ""


def _of_the_rest(question: str, citation: Citation, *, bench: Bench) -> bool:
    """True for what is quoted of the rest of the year where the text has just spoken of the time that is asked for."""
    before = bench.sources[citation.version].text[max(0, citation.start - _BEFORE) : citation.start]
    return of_the_rest(question, "\n".join((*citation.headings, citation.quote)), before=before)


def _off_scope(draft: Draft, citations: tuple[Citation, ...], reason: str) -> Refused:
    near_miss = NearMiss(citation=telling(citations), reason=reason)
    return Refused(dropped=Dropped(draft=draft, reason="wrong_scope", detail=reason), near_miss=near_miss)


def _settled_otherwise(citation: Citation, draft: Draft, *, bench: Bench) -> str:
    """The question of the source that a quoted 'yes' or 'no' settles, where that is not the one that is asked; else ""."""
    if not settles(citation.quote):
        return ""
    source = bench.sources[citation.version]
    return settled_otherwise(
        source.text,
        citation.start,
        wanted=_wanted(draft, citation.version, bench=bench),
        language=source.version.language,
        others=bench.desks[citation.version].asks,
    )


def _wanted(draft: Draft, version: int, *, bench: Bench) -> Wanted:
    """What a 'yes' or 'no' of a source would be quoted for."""
    return wanted(bench.questions, draft.text, own_words=bench.wording == "own", language=bench.sources[version].version.language)


def _silent(draft: Draft, citations: Sequence[Citation], *, bench: Bench) -> str:
    """Why the draft says nothing, as a reason; "" for one that says something."""
    # Its patterns are compiled for a model's claims alone.
    from untuned.rag.verify.saying import says_nothing  # noqa: PLC0415

    headings = [
        bench.sources[version].text[block.start : block.end]
        for version in dict.fromkeys(one.version for one in citations)
        for block in bench.desks[version].headings
    ]
    quotes = [one.quote for one in citations]
    found = (says_nothing(draft.text, question, headings=headings, quotes=quotes) for question in bench.questions or ("",))
    return next(filter(None, found), "")


def _worded(draft: Draft, quoted: Sequence[Governed], *, bench: Bench) -> Claim | Refused:
    citations = with_what_governs(quoted)
    if bench.wording == "source":
        return in_the_sources_words(citations)
    if "agreement" in bench.steps:
        return _in_own_words(draft, quoted, citations, bench=bench)
    return Claim(text=draft.text, citations=citations, support=_NOT_JUDGED)


def _in_own_words(draft: Draft, quoted: Sequence[Governed], citations: tuple[Citation, ...], *, bench: Bench) -> Claim | Refused:
    """The claim as it is worded where its quotes may well carry it; in its source's words where nothing tells so.

    `citations` are those of `quoted` with what governs them.
    """
    # Its patterns are compiled for a model's claims alone.
    from untuned.rag.verify.agreement.denial import denies_otherwise  # noqa: PLC0415

    support = carried(draft.text, citations, bench=bench)
    hard = next((flag for flag in support.flags if flag.hard), None)
    if hard is not None:
        return Refused(dropped=Dropped(draft=draft, reason=_NOT_CARRIED, detail=hard.sentence))
    otherwise = denies_otherwise(draft.text, [one.citation.quote for one in quoted], denied=[one.denied for one in quoted])
    if (support.probability or support.carried or 0.0) < _LEAST_CARRIED or otherwise:
        return in_the_sources_words(citations)
    return Claim(text=draft.text, citations=citations, support=support if bench.shows_support else None)


def in_the_sources_words(citations: tuple[Citation, ...]) -> Claim:
    """What is claimed is what the source says, to the letter: a clean-up could change it."""
    return Claim(text="\n".join(citation.quote for citation in citations), citations=citations)


def carried(text: str, citations: Sequence[Citation], *, bench: Bench) -> Support:
    """How far the quoted sentences carry a claim; the question, titles, headings and cells may supply names and numbers."""
    # Its patterns take a tenth of a cold start, which only a model's claims need.
    from untuned.rag.verify.support.support import support_of  # noqa: PLC0415

    told = (line for citation in citations for line in (citation.title, *citation.headings, *_cells(citation, bench)))
    around = [line for line in told if line and not instructions(line)]
    supplies = (*bench.questions, bench.whole, *around, *bench.supplies)
    return support_of(text, [citation.quote for citation in citations], supplies=supplies, scorer=bench.scorer)


def _cells(citation: Citation, bench: Bench) -> tuple[str, ...]:
    """The cells of quoted rows of CSV, each for itself: with only a comma between them, `38,95` reads as one number."""
    if bench.sources[citation.version].version.format != "csv":
        return ()
    return tuple(cell for cells in citation.rows for _, cell in cells)


def governed(citations: Sequence[Citation], *, bench: Bench) -> list[Governed]:
    """The citations with what stands above them and turns them."""
    found: list[Governed] = []
    for one in citations:
        source = bench.sources[one.version]
        above = governors(source.version, source.text, one.start)
        lines = lines_above(above, Slices(source.version, source.text)) if above else ()
        found.append(Governed(citation=one, above=lines, denied=any(each.denies for each in above)))
    return found


def with_what_governs(quoted: Sequence[Governed]) -> tuple[Citation, ...]:
    """The citations, each behind what governs it; each once."""
    own = [each.citation for each in quoted]
    found: list[Citation] = []
    for each in quoted:
        found += [line for line in each.above if not any(contains(one, line) for one in own)]
        found.append(each.citation)
    return tuple({one.span: one for one in found}.values())


def _all_cited(draft: Draft, *, bench: Bench) -> list[Citation | Verdict]:
    """What became of each quote; one that stands in several places is cited from its own, or else beside the one before it.

    A 'yes' or 'no' of which nobody knows the place is cited from below the question that is nearest to what is asked and claimed.
    """
    found: list[Citation | Verdict] = []
    last: dict[int, int] = {}
    places: Sequence[int | None] = draft.places or [None] * len(draft.quotes)
    for (version, quote), place in zip(draft.quotes, places, strict=True):
        at = place
        if at is None and settles(quote) and version in bench.desks:
            at = bench.desks[version].asked_at(_wanted(draft, version, bench=bench))
        cited = _cited(version, quote, Whereabouts(at=at, near=last.get(version)), bench=bench)
        if isinstance(cited, Citation):
            last[version] = cited.start
        found.append(cited)
    return found


def _cited(version: int, quote: str, where: Whereabouts, *, bench: Bench) -> Citation | Verdict:
    desk = bench.desks.get(version)
    if desk is None:
        return Verdict(kind="not_found", reason="unknown_source")
    found = desk.cite(quote, where)
    if isinstance(found, Citation) or found.kind != "not_found":
        return found
    others = [shelf for id, other in bench.desks.items() if id != version for shelf in other.shelves()]
    return elsewhere(found, quote, shelves=[*others, *bench.old])


def _pointer(verdict: Verdict, bench: Bench) -> str:
    """For whoever wrote the draft: where the words do stand."""
    if verdict.elsewhere is None:
        return ""
    held = bench.sources.get(verdict.elsewhere.version)
    return "only an earlier version says this" if held is None else f"this stands in {held.version.path}"


def without_strays(question: str, citations: tuple[Citation, ...], *, bench: Bench) -> tuple[Citation, ...]:
    """The citations without those that are about something else, where another is about what was asked."""
    if len(citations) < 2:
        return citations
    gone = strays(question, [_quoted(citation, question, bench=bench) for citation in citations], frequency=bench.frequency)
    return tuple(citation for place, citation in enumerate(citations) if place not in gone)


def scope_of(question: str, citations: Sequence[Citation], *, bench: Bench) -> Scope:
    """Whether the quotes, with their headings, titles and metadata, are about what the question names."""
    quoted = [_quoted(citation, question, bench=bench) for citation in citations]
    return in_section(question, quoted) or in_scope(
        question,
        quote="\n".join(one.quote for one in quoted),
        context=[line for one in quoted for line in one.context],
        metadata=[field for one in quoted for field in one.metadata],
        frequency=bench.frequency,
    )


def _above(citation: Citation) -> tuple[str, ...]:
    """The headings above a quote; the header of its table as one in print, which is no name of what the row is about."""
    return (*citation.headings[:-1], f"| {citation.headings[-1]}") if citation.rows and citation.headings else citation.headings


def _quoted(citation: Citation, question: str, *, bench: Bench) -> Quoted:
    source = bench.sources[citation.version]
    fields = tuple((key, str(value)) for key, value in source.version.metadata.items() if isinstance(value, str | int | float))
    headings = bench.desks[citation.version].headings if asked_names(question) else ()
    days = dict.fromkeys(one.of_day for one in source.passages if one.of_day and not names_another_day(citation.quote, one.of_day))
    above = (*_above(citation), *filter(None, (term_above(source.version, source.text, citation.start),)))
    return Quoted(
        quote=citation.quote,
        context=(citation.title, *days, *above, citation.path, *(bench.parts.above(citation) if bench.parts is not None else ())),
        metadata=fields,
        sections=sections_at(headings, source.text, citation.start, question=question),
        document=source.text,
    )
