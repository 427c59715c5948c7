"""Claims that say nothing: they only repeat the question, or are a heading and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from untuned.text.closed_words import Turn, tokens, turnings
from untuned.text.headings import heading_text
from untuned.text.language import is_russian
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.statements import states_something
from untuned.text.words import terms

REPEATS = "repeats_question"
HEADING = "bare_heading"

_ASKS_TEXT = """
who whom whose what which when where why how
кто кого кому кем чей чья чьё чье что чего чему чем когда где куда откуда почему зачем сколько как какой какая какое какие какого какую
каком каких каким каков какова каково каковы
"""
_ASKS = frozenset(_ASKS_TEXT.split())
"""Words of questions that ask for something which the question does not have."""
_YES_OR_NO_TEXT = """
is are was were am do does did can could will would shall should may might must has have had
"""
_YES_OR_NO = frozenset(_YES_OR_NO_TEXT.split())
_NAMES_TEXT = """
which who whom whose where list lists name names called title titles section sections chapter chapters heading headings topics
какой какая какое какие каких какую каком кто кого где куда назови перечисли список раздел разделы глава главы заголовок называется
"""
_NAMES = frozenset(_NAMES_TEXT.split())
"""Words of questions that a name may answer."""
_EITHER = frozenset(("or", "или", "либо", "ли"))
_PERSON = frozenset(["who", "whom", "whose", "кто", "кого", "кому", "кем", "чей", "чья", "чьё", "чье"])
_PERSONS_TEXT = """
i we you me us mine ours yours я мы ты вы мне нам тебе вам меня нас тебя вас мной нами тобой вами
"""
_PERSONS = frozenset(_PERSONS_TEXT.split())
"""Who is spoken of to them: words of little meaning that answer who, as `You pay for shipping.` does."""
_OPENING = 4
"""Words within which a question says what it asks for: `In which of the cities`."""
_MOST = 400
"""Characters of a claim that may say nothing."""
_NAMED = regex(r"[^\W\d_]*[^\W\d_a-zа-яё]|.*\d")


def says_nothing(claim: str, question: str, *, headings: Sequence[str] = (), quotes: Sequence[str] = ()) -> str:
    """`REPEATS` or `HEADING` where a claim says nothing of its own, else "".

    Args:
        claim: As it is worded.
        question: What was asked; "" where nothing was, as for a summary.
        headings: The headings of its sources, as they are written.
        quotes: What is cited for it.
    """
    if len(claim) > _MOST or not claim.strip():
        return ""
    if question and _repeats(claim, question):
        return REPEATS
    return HEADING if _only_a_heading(claim, question, headings=headings, quotes=quotes) else ""


def _repeats(claim: str, question: str) -> bool:
    """True for the question itself, and for a statement of nothing but its words where it asks for something that they are not."""
    own, asked = _words(claim), _words(question)
    if own == asked:
        return True
    known = set(terms(question))
    if not _asks_for_more(question) or not all(term in known or term.removesuffix("e") in known for term in terms(claim)):  # `goes`, `go`
        return False
    if not _PERSON.isdisjoint(asked) and not _PERSONS.isdisjoint(set(own) - set(asked)):
        return False
    return not (_turns(claim) - _turns(question)) and not _brings_a_name(claim, asked)


def _asks_for_more(question: str) -> bool:
    """True where every sentence of it asks who, what or how: a question for yes or no, or for one of two, has its answer's words."""
    spans = sentences(question)
    found = [_words(question[start:end]) for start, end in spans]
    return bool(found) and all(
        words and words[0] not in _YES_OR_NO and not _ASKS.isdisjoint(words[:_OPENING]) and _EITHER.isdisjoint(words) for words in found
    )


def _turns(text: str) -> set[Turn]:
    """Negations, quantities, comparisons: `Nobody`, `always` and `more` answer, though they are words of little meaning."""
    return {turn for turning in turnings(text, tokens(text)) for turn in turning.turns}


def _brings_a_name(claim: str, asked: Sequence[str]) -> bool:
    """True for a word that the question lacks and that is a name or a sign by its form, however short: `Plan A`."""
    found = tokens(claim)
    first = {start for start, _ in sentences(claim)}
    return any(
        word.text not in asked and (not word.text.isalnum() or (word.start not in first and _NAMED.match(claim, word.start, word.end)))
        for word in found
    )


def _only_a_heading(claim: str, question: str, *, headings: Iterable[str], quotes: Sequence[str]) -> bool:
    """True for a heading that states nothing, quoted from no sentence; not where a question may be answered by a name."""
    asked = set(_words(question))
    if asked & _NAMES:
        return False
    known = {tuple(_words(heading_text(heading))) for heading in headings}
    if tuple(_words(heading_text(claim))) not in known or not all(tuple(_words(heading_text(quote))) in known for quote in quotes):
        return False
    return not states_something(claim, language="ru" if is_russian(claim) else "en")


def _words(text: str) -> list[str]:
    return [word.text for word in tokens(text)]
