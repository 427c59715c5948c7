"""An answer that was made elsewhere, held against its sources: its quotes are verified, its sentences judged. No project is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from untuned.rag.arguments import Sources, check_scorer, given_quotes, source_texts, string
from untuned.rag.mentions import Mention, mentions, unnamed
from untuned.rag.verify.quotes.alone import verify_quote
from untuned.rag.verify.support.support import Judged, SupportScorer, judge
from untuned.text.instructions import addressed, without_instructions
from untuned.text.offers import closing_offers
from untuned.text.prose import prose
from untuned.text.quotations import Quotation, blank, quotations, without_emphasis
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Verdict
from untuned.types.checks import CheckedAnswer, CheckedClaim, CheckedQuote, GivenQuote, SourceText
from untuned.types.documents import Markup

_MARKDOWN = regex(
    r"^#{1,6} \S|^(?:```|~~~)|\]\(\S|\*\*\S|(?<!\w)__\S|~~\S|(?<!`)`[^`\s]|^[ ]{0,3}[-*+] \S|^\|.*\|[ \t]*$|<!--|</\w"
    r"|&(?:[a-z]{2,8}|#\d{2,6});",
    re.MULTILINE,
)
_WORD = regex(r"\w+")
_NEARLY_ALL = 0.8


def check_answer(
    answer: str,
    sources: Sources,
    *,
    question: str | None = None,
    quotes: Sequence[GivenQuote] = (),
    scorer: SupportScorer | None = None,
) -> CheckedAnswer:
    """The claims of an answer with bands and flags, its quotes with verdicts, and whether it passes (`.ok`).

    A claim is a sentence, list item or table row of the answer; headings, code, block quotes and an offer of more help that it
    closes with ("Would you like to know more?") are none. A quote is a string of at least three words in double quotation marks,
    or a block quote; a repeat of the question is none. A quote that stands in another source than the one that the answer gives
    it to, by `[2]`, `passage 2` or the source's name, is `misattributed`. What a source says to a language model carries no
    claim, and a quote of it is refused (`instruction`).

    Args:
        answer: The answer, plain or in Markdown.
        sources: The texts it was made from: in their order, or by name. `[1]` is the first (`[0]`, where the answer has one).
        question: What was asked; its names and numbers count as given.
        quotes: Quotes that came beside the answer.
        scorer: A local model of support, from `untuned.models.support`. It changes probabilities, never a verdict, a flag or `.ok`.

    Returns:
        The checked answer. Offsets of claims and quotes are those of `answer`, offsets of verdicts those of their source.

    Raises:
        TypeError: `sources` is one string, or an argument is of another type; the message says what to give.
    """
    string(answer, "answer")
    string(question or "", "question")
    check_scorer(scorer)
    texts, beside = source_texts(sources), given_quotes(quotes)
    named = mentions(answer, [source.name for source in texts])
    found = [quoted for quoted in quotations(answer) if not _repeats(quoted.words, question)]
    silent = [(quoted.start, quoted.end) for quoted in found if quoted.block]
    told = [without_instructions(source.text) for source in texts]
    readable = _stating(prose(unnamed(answer, named), without=silent), [*told, question or ""])
    judged = judge(readable, told, question=question or "", scorer=scorer)
    spoken = [each for each in judged.sentences if _WORD.search(readable, each.start, each.end)]
    desk = _Desk(texts)
    given = _given_to(found, [(each.start, each.end) for each in spoken], named)
    return CheckedAnswer(
        answer=answer,
        claims=tuple(_claims(answer, spoken, named)),
        quotes=(
            *(desk.verified(each.words, (each.start, each.end), places) for each, places in zip(found, given, strict=True)),
            *(desk.given(quote) for quote in beside),
        ),
        sources=tuple(source.name or str(at + 1) for at, source in enumerate(texts)),
        unsupported=judged.unsupported,
        scorer=judged.scorer,
    )


def markup_of(text: str) -> Markup:
    """Markdown where the text has any of its marks."""
    return "markdown" if _MARKDOWN.search(text) else "plain"


def _repeats(words: str, question: str | None) -> bool:
    """True for the question itself, or nearly all of it in one piece: who quotes the asker quotes no source."""
    own, asked = _WORD.findall(words.casefold()), _WORD.findall((question or "").casefold())
    pieces = (asked[at : at + len(own)] for at in range(len(asked) - len(own) + 1))
    return len(own) >= _NEARLY_ALL * len(asked) > 0 and own in pieces


def _stating(readable: str, brought: Sequence[str]) -> str:
    """The answer with spaces in place of the offers of help that it closes with."""
    characters = list(readable)
    for start, end in closing_offers(readable, brought=lambda: {term for text in brought for term in terms(text)}):
        characters[start:end] = blank(readable[start:end])
    return "".join(characters)


def _claims(answer: str, spoken: Sequence[Judged], named: Sequence[Mention]) -> Iterator[CheckedClaim]:
    ends = [*(each.start for each in spoken[1:]), len(answer)]
    for each, end in zip(spoken, ends[: len(spoken)], strict=True):
        here = [mention for mention in named if each.start <= mention.start < end]
        yield CheckedClaim(
            text=answer[each.start : each.end],
            start=each.start,
            end=each.end,
            support=each.support,
            cites=tuple(dict.fromkeys(at for mention in here for at in mention.sources)),
            unknown=tuple(answer[mention.start : mention.end] for mention in here if not mention.sources),
        )


def _given_to(found: Sequence[Quotation], claims: Sequence[tuple[int, int]], named: Sequence[Mention]) -> list[tuple[int, ...]]:
    """For each quote the sources that the answer gives it to."""
    return [
        _block_of(at, found, claims, named) if quoted.block else _inline_of(at, found, claims, named) for at, quoted in enumerate(found)
    ]


def _block_of(at: int, found: Sequence[Quotation], claims: Sequence[tuple[int, int]], named: Sequence[Mention]) -> tuple[int, ...]:
    """What is named in the block quote or right after it, else in the sentence that leads to it."""
    quoted = found[at]
    following = min((start for start, _ in claims if start >= quoted.end), default=None)
    inside = _within(named, quoted.start, quoted.end if following is None else following)
    before = [start for start, end in claims if end <= quoted.start]
    return inside or (_within(named, before[-1], quoted.start) if before else ())


def _inline_of(at: int, found: Sequence[Quotation], claims: Sequence[tuple[int, int]], named: Sequence[Mention]) -> tuple[int, ...]:
    """What is named for a quote in its sentence: a mark after it, else words before it, else words after the last quote."""
    quoted = found[at]
    first = max((start for start, _ in claims if start <= quoted.start), default=0)
    last = min((start for start, _ in claims if start >= quoted.end), default=quoted.end + 200)
    earlier = [other for other in found[:at] if other.start >= first]
    later = [other for other in found[at + 1 :] if other.start < last]
    after = [mention for mention in named if quoted.end <= mention.start < (later[0].start if later else last)]
    before = [mention for mention in named if (earlier[-1].end if earlier else first) <= mention.start < quoted.start]
    apart = [mention for mention in after if mention.apart]
    if apart:
        return apart[0].sources
    spoken = [mention for mention in before if not (mention.apart and earlier)]
    if spoken:
        return spoken[-1].sources
    return after[0].sources if after and not later else ()


def _within(named: Sequence[Mention], start: int, end: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(at for mention in named if start <= mention.start < end for at in mention.sources))


@dataclass(frozen=True, slots=True)
class _Found:
    """A verdict and the source it is about."""

    verdict: Verdict
    source: int


class _Desk:
    """Where the quotes of one answer are looked for."""

    def __init__(self, sources: Sequence[SourceText]) -> None:
        self._sources = sources
        self._markups: list[Markup] = [source.markup or markup_of(source.text) for source in sources]

    def given(self, quote: GivenQuote) -> CheckedQuote:
        """A quote that came beside the answer."""
        if quote.source is None:
            return self.verified(quote.text, None, ())
        names = [source.name or str(at + 1) for at, source in enumerate(self._sources)]
        places = tuple(at for at, name in enumerate(names) if quote.source in (at, name))
        if not places:
            return CheckedQuote(text=quote.text, span=None, verdict=Verdict(kind="not_found", reason="unknown_source"))
        return self.verified(quote.text, None, places)

    def verified(self, words: str, span: tuple[int, int] | None, named: tuple[int, ...]) -> CheckedQuote:
        """The verdict on a quote: looked for where the answer says that it stands, then in the other sources."""
        nearer = [self._look(words, at) for at in named or range(len(self._sources))]
        accepted = next((found for found in nearer if found.verdict.accepted), None)
        if accepted is None and named:
            others = (self._look(words, at) for at in range(len(self._sources)) if at not in named)
            elsewhere = next((found for found in others if found.verdict.accepted), None)
            if elsewhere is not None:
                verdict = replace(elsewhere.verdict, kind="misattributed", reason="misattributed")
                return self._checked(words, span, named, _Found(verdict, elsewhere.source))
        best = accepted or next((found for found in nearer if found.verdict.kind == "refused"), None) or self._nearest(words, nearer)
        if best is None:
            return CheckedQuote(text=words, span=span, verdict=Verdict(kind="not_found", reason="not_found"), named=named)
        return self._checked(words, span, named, best)

    def _look(self, words: str, at: int) -> _Found:
        """The verdict of one source; the answer's own emphasis and code marks are looked through."""
        text, markup = self._sources[at].text, self._markups[at]
        verdict, bare = verify_quote(words, text, markup=markup), without_emphasis(words)
        if not verdict.accepted and bare != words:
            other = verify_quote(bare, text, markup=markup)
            verdict = other if other.accepted or verdict.kind == "not_found" else verdict
        if verdict.accepted and any(addressed(text, start, end) for start, end in verdict.spans):
            verdict = replace(verdict, kind="refused", reason="instruction")
        return _Found(verdict, at)

    def _nearest(self, words: str, found: Sequence[_Found]) -> _Found | None:
        """The one whose nearest place is most like the quote."""
        from rapidfuzz import fuzz  # noqa: PLC0415  # only a failed quote needs it

        pointing = [each for each in found if each.verdict.nearest is not None]
        return max(pointing, key=lambda each: fuzz.ratio(words, self._shown(each)), default=None)

    def _shown(self, found: _Found) -> str:
        verdict = found.verdict
        place = verdict.sentence or verdict.nearest or next(iter(verdict.spans), (0, 0))
        return self._sources[found.source].text[slice(*place)]

    def _checked(self, words: str, span: tuple[int, int] | None, named: tuple[int, ...], found: _Found) -> CheckedQuote:
        return CheckedQuote(text=words, span=span, verdict=found.verdict, source=found.source, named=named, shown=self._shown(found))
