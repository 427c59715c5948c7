"""Answers, passages and citations as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from shlex import quote
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.cli.reasons import BANDS, REASONS, dropped_sentence
from untuned.text.language import is_russian
from untuned.text.regex import regex
from untuned.types.answers import SEARCHED_ONLY, Answer, Band, Cells, Citation, Claim, Computed, Passage, Support, Usage

_STATES: Mapping[str, str] = MappingProxyType(
    {
        "conflict": "The sources disagree; both are shown.",
        "needs_human": "This needs a person.",
    }
)
_LEFT_OUT = "Only in part: what could not be verified was left out."
_WITHIN = "nothing that was searched says anything like it"
_IN_PART = "Only in part; why is said below."

_OPTION = regex(r"'(--as-(?:of|known-on) \d{4}-\d{2}-\d{2})'")
"""An option that a note proposes, with its day."""

Say = Callable[[str], str]
"""What is said around an answer, in the language that it is said in."""

_BAND_STYLES: Mapping[Band, Style] = MappingProxyType({"green": "good", "undecided": "faint", "red": "bad"})


def speech(question: str) -> Say:
    """How everything around the answer to a question is said: in Russian to who asks in Russian, else in English."""
    if not is_russian(question):
        return str
    from untuned.cli.russian import russian

    return russian


def answer_lines(answer: Answer, *, nearest: Sequence[Line] = (), footer: bool = True) -> Iterator[Line]:
    """An answer with its quotes and sources, or the reason why there is none, the nearest miss and `nearest`; then its state, if wanted."""
    say = speech(answer.question)
    if answer.purged:
        yield line(say("What this answer quoted was purged."), "warning")
        yield EMPTY
    if answer.state == "abstained":
        yield from _abstention(answer, say)
        yield from nearest
    elif _state(answer):
        yield line(say(_state(answer)), "warning")
        yield EMPTY
    for claim in answer.claims:
        yield from claim_lines(claim, say)
        yield EMPTY
    yield from _closing(answer, say, footer=footer)


def rest_lines(answer: Answer, *, nearest: Sequence[Line] = (), footer: bool = True) -> Iterator[Line]:
    """What is left to say of an answer whose claims were shown as they came; as `answer_lines`."""
    say = speech(answer.question)
    if answer.state == "abstained":
        yield from _abstention(answer, say)
        yield from nearest
    elif _state(answer):
        yield line(say(_state(answer)), "warning")
    yield from _closing(answer, say, footer=footer)


def _state(answer: Answer) -> str:
    if answer.state == "partial":
        return _LEFT_OUT if answer.dropped else _IN_PART
    return _STATES.get(answer.state, "")


def _closing(answer: Answer, say: Say, *, footer: bool) -> Iterator[Line]:
    """What goes on where it was taken from, what was left out, the notes, and the footer."""
    for one in answer.unshown:
        yield line(say(one.sentence), "warning")
        yield line(f"  {say('all of it')}: untuned show {quote(one.path)}", "faint")
    for dropped in answer.dropped if answer.state == "partial" or answer.reason == "no_verified_claim" else ():
        yield line(f"{say('left out')}: {dropped_sentence(dropped, say)}", "faint")
    for note in answer.notes:
        yield (Part(f"{say('note')}: ", "faint"), Part(say(note), "warning"))
        yield from _typed(note, answer)
    if footer:
        yield from _footer(answer, say)


def _typed(note: str, answer: Answer) -> Iterator[Line]:
    """The whole command of which a note names an option; in a conversation the question may lean on others, so that it has none."""
    found = _OPTION.search(note)
    if found is not None and answer.conversation is None:
        plain = not set(answer.question) & set('"$`\\!\n')
        asked = f'"{answer.question}"' if plain else quote(answer.question)
        yield line(f"  untuned ask {asked} {found[1]}", "faint")


def _abstention(answer: Answer, say: Say) -> Iterator[Line]:
    yield (Part(f"{say('No answer')}: ", "warning"), Part(f"{say(_why(answer))}."))
    if answer.near_miss is not None:
        yield EMPTY
        yield (Part(f"{say('Nearest, but')} "), Part(say(answer.near_miss.reason.rstrip("."))), Part(":"))
        yield from citation_lines(answer.near_miss.citation, say=say)
    yield EMPTY


def _why(answer: Answer) -> str:
    """Why there is none; what was found within filters says nothing of the documents beyond them."""
    if answer.reason == "nothing_found" and any(note.startswith(SEARCHED_ONLY) for note in answer.notes):
        return _WITHIN
    return REASONS[answer.reason] if answer.reason is not None else "it is not known"


def claim_lines(claim: Claim, say: Say = str) -> Iterator[Line]:
    """The claim above its quotes; the quotes alone where they are all that the claim says."""
    quotes = [citation.quote for citation in claim.citations]
    alone = claim.computed is None and flat(claim.text) == flat(" ".join(quotes))
    if not alone:
        yield from (line(part, "strong") for part in claim.text.split("\n"))
    if claim.computed is not None and not _tells(claim.text, claim.computed):
        yield from _computed(claim.computed, say)
    if claim.support is not None and not alone:
        yield from _support(claim.support, say)
    for citation in claim.citations:
        yield from citation_lines(citation, strong=alone, say=say)


def _tells(text: str, computed: Computed) -> bool:
    """True when the claim itself says what its value was worked out from, and for which day."""
    day = () if computed.as_of is None else (computed.as_of.isoformat(),)
    return all(part in text for _, value in computed.inputs for part in (value, *day))


def _computed(computed: Computed, say: Say) -> Iterator[Line]:
    """What a value was worked out from, and the day it holds for."""
    inputs = ", ".join(f"{name} = {value}" for name, value in computed.inputs)
    day = f", as of {computed.as_of.isoformat()}" if computed.as_of is not None else ""
    told = f"computed: {computed.name.replace('_', ' ')} = {computed.value}{day}"
    yield line(f"  {say(told)}", "good")
    if inputs:
        yield line(f"  {say(f'from {inputs}')}", "faint")


def _support(support: Support, say: Say) -> Iterator[Line]:
    """How far the quotes carry a claim, in words, and what they do not have."""
    parts = [Part(f"  {say(BANDS[support.band])}", _BAND_STYLES[support.band])]
    if support.probability is not None:
        parts.append(Part(f"  ·  {say(f'probability {support.probability:.2f} by {support.scorer}')}", "faint"))
    yield tuple(parts)
    for flag in support.flags:
        yield line(f"  {say(flag.sentence)}", "warning")


def citation_lines(citation: Citation, *, strong: bool = False, say: Say = str) -> Iterator[Line]:
    """A quote as the source has it, and below it where it stands."""
    indent = "" if strong else "  "
    rows = citation.quote.strip("\n").split("\n")
    for number, row in enumerate(rows):
        opening = "“" if number == 0 else " "
        closing = "”" if number == len(rows) - 1 else ""
        yield line(f"{indent}{opening}{row}{closing}", "strong" if strong else "quote")
    for cells in citation.rows:
        yield (Part(f"{indent}  {say('by the header')}  ", "faint"), Part(cells_of(cells)))
    yield source_line(citation, indent=indent, say=say)


def source_line(citation: Citation, *, indent: str = "", say: Say = str) -> Line:
    """Where a quote stands: `path:line`, title and headings, and which version it is of where there are several."""
    where = place_of(citation.title, citation.headings[:-1] if citation.rows else citation.headings)
    parts = [Part(f"{indent}  "), Part(citation.source, "source")]
    if where:
        parts.append(Part(f"  {where}", "faint"))
    if citation.number > 1:
        parts.append(Part(f"  {say(f'version {citation.number}')}", "faint"))
    return tuple(parts)


def cells_of(cells: Cells) -> str:
    """A row's cells with the names of their columns: `id: 4417 · site: Harbour`."""
    return " · ".join(f"{name}: {cell}" if name else cell for name, cell in cells)


def _footer(answer: Answer, say: Say) -> Iterator[Line]:
    of = " that the documents answer this" if answer.state == "abstained" else ""
    facts = [say(answer.state)]
    if answer.reason == "wrong_scope":  # so sure was the reader of words that were refused for what they are about
        facts.append(say("what was found has the words of the question, and is about something else"))
    elif answer.reason != "nothing_asked":
        facts.append(say(f"confidence {answer.confidence:.2f}{of}"))
    if answer.stages:
        facts.append(say(f"{milliseconds(sum(answer.stages.values()))} ms"))
    if answer.usage is not None:
        facts += [answer.model, *map(say, usage_facts(answer.usage))]
    if answer.id:
        facts.append(f"untuned show {answer.id}")
    yield line("  ·  ".join(facts), "faint")


def usage_facts(usage: Usage) -> Iterator[str]:
    """What a chat model cost: tokens, money or that its price is not known, and requests that brought nothing."""
    yield f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out"
    yield "cost unknown" if usage.cost is None else f"${usage.cost:,.4f}"
    if usage.failed:
        yield f"{usage.failed:,} of {usage.requests:,} requests failed"


def milliseconds(value: float) -> str:
    """Milliseconds as they are read: a decimal only below ten."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def passage_lines(passages: Sequence[Passage], lines: Sequence[int]) -> Iterator[Line]:
    """Found passages, best first: `path:line`, score, headings, and the passage's text."""
    for rank, (passage, number) in enumerate(zip(passages, lines, strict=True), start=1):
        headings = place_of(passage.version.title, passage.hit.chunk.headings)
        parts = [Part(f"{rank}. "), Part(f"{passage.version.path}:{number}", "source"), Part(f"  {passage.hit.score:.3f}", "faint")]
        yield (*parts, Part(f"  {headings}", "faint")) if headings else tuple(parts)
        for row in _excerpt(passage.text):
            yield line(f"   {row}", "quote")
        yield EMPTY
    if not passages:
        yield line("Nothing found.", "warning")


def _excerpt(text: str, *, rows: int = 6) -> list[str]:
    """The first rows of a text that are not empty, and a mark where more follow."""
    shown = [row for row in text.split("\n") if row.strip()]
    return shown if len(shown) <= rows else [*shown[:rows], "…"]


def place_of(title: str, headings: Sequence[str]) -> str:
    """Title and headings as a path; a title that is the first heading stands once."""
    parts = [flat(part) for part in (title, *headings) if part]
    return " › ".join(parts[1:] if parts[:1] == parts[1:2] else parts)


def flat(text: str) -> str:
    """The text on one line, one space for any white space."""
    return " ".join(text.split())
