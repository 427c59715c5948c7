"""Near-twins of answerable questions that the documents do not answer: another number, another circumstance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from untuned.evaluation.questions.propose.proposal import Proposal, Rule, reads_well
from untuned.text.regex import regex

_NUMBERED = regex(r"(?<![\w.,])(?P<head>[A-ZА-ЯЁ]{1,4}-?)(?P<digits>\d{2,6})(?![\w.,]\w)")
_DETERMINER = regex(r"\A(?:the|an?|your|my|each|every|any|all) ", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Twist:
    """How a question of some rules becomes one that is not answered: `{q}` is the question, `{x}` what it is about."""

    language: str
    rules: tuple[Rule, ...]
    wording: str
    signs: tuple[str, ...]
    """What documents that answer it would have, any of them; small letters, the first for all."""
    technical: bool | None = None
    """Only for documents with code, or only for others; None for both."""


_TWISTS = (
    _Twist(language="en", rules=("steps",), wording="{q} in Visual Basic", signs=("visual basic",), technical=True),
    _Twist(language="en", rules=("steps",), wording="{q} by fax", signs=("fax",), technical=False),
    _Twist(language="en", rules=("steps",), wording="{q} by letter", signs=("letter", "by post", "by mail", "postal"), technical=False),
    _Twist(
        language="en", rules=("number",), wording="{q} for students", signs=("student", "school", "universit", "educat"), technical=False
    ),
    _Twist(
        language="en", rules=("definition", "purpose"), wording="Who coined the term “{x}”", signs=("coined", "named after", "the term was")
    ),
    _Twist(
        language="en",
        rules=("definition", "purpose"),
        wording="In which year was the term “{x}” first used",
        signs=("first used", "was first"),
    ),
    _Twist(language="en", rules=("definition", "purpose"), wording="What is the Japanese word for “{x}”", signs=("japanese",)),
    _Twist(language="ru", rules=("steps",), wording="{q} на Visual Basic", signs=("visual basic",), technical=True),
    _Twist(
        language="ru",
        rules=("number",),
        wording="{q} для студентов",
        signs=("студент", "учащ", "школ", "вуз", "образоват"),
        technical=False,
    ),
    _Twist(language="ru", rules=("definition",), wording="Кто придумал термин «{x}»", signs=("придума", "термин введ", "термин ввёл")),
    _Twist(language="ru", rules=("definition",), wording="В каком году впервые появился термин «{x}»", signs=("впервые",)),
)

_BY_PAPER = regex(
    r"\b(?:return|cancel|request|ask|order|close|register|apply|submit|pay|subscribe|unsubscribe|renew|terminate|appeal|complain|report|book|buy)\b"
)
"""What people do by letter as well."""
_COSTS = regex(r"How much |Сколько стоит ")
Mentions = Callable[[str], bool]
"""True when some document has the words; small letters."""


def twins(proposal: Proposal, mentions: Mentions, *, technical: bool) -> Iterator[Proposal]:
    """Questions like this one that no document answers, as far as a look for their telling words can show.

    `technical` says that the documents are about programs. `about` of each says what it was made by.
    """
    found = [(text, "number") for text in _other_number(proposal, mentions)]
    found += [(text, sign) for text, sign in _twisted(proposal, mentions, technical=technical)]
    for text, sign in found:
        if reads_well(text, proposal.language):
            yield replace(proposal, text=text, answer="", rule="twin", about=sign)


def _other_number(proposal: Proposal, mentions: Mentions) -> Iterator[str]:
    found = _NUMBERED.search(proposal.text)
    if found is None:
        return
    for step in (37, 111, 503):
        digits = str((int(found["digits"]) + step) % 10 ** len(found["digits"])).zfill(len(found["digits"]))
        name = f"{found['head']}{digits}"
        if not any(map(mentions, _written(found["head"], digits))):
            yield proposal.text[: found.start()] + name + proposal.text[found.end() :]
            return


def _written(head: str, digits: str) -> Iterator[str]:
    """How documents may write a number, or the group that it is one of: `e-2244`, `e-22xx`."""
    yield f"{head}{digits}".casefold()
    yield from (f"{head}{digits[:kept]}{'x' * (len(digits) - kept)}".casefold() for kept in range(1, len(digits)))


def _twisted(proposal: Proposal, mentions: Mentions, *, technical: bool) -> Iterator[tuple[str, str]]:
    """Each twisted question with the sign that it was twisted by."""
    for twist in _TWISTS:
        fits = twist.language == proposal.language and proposal.rule in twist.rules and twist.technical in (None, technical)
        fits = fits and (proposal.rule != "number" or _COSTS.match(proposal.text) is not None)
        fits = fits and (proposal.rule != "steps" or twist.technical is True or _BY_PAPER.search(proposal.text) is not None)
        if fits and ("{x}" not in twist.wording or _is_term(proposal.about)) and not any(map(mentions, twist.signs)):
            about = _DETERMINER.sub("", proposal.about).strip('"“”«»`')
            yield twist.wording.format(q=proposal.text.removesuffix("?"), x=about) + "?", twist.signs[0]


def _is_term(about: str) -> bool:
    """True for a name short enough to be a term."""
    bare = _DETERMINER.sub("", about)
    return 0 < len(bare.split()) <= 3 and not any(sign.isdigit() or sign in "`._" for sign in bare)
