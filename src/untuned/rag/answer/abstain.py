"""Whether the evidence holds an answer: a logistic regression on how much of the question is carried by what would be shown.

All features are counts and shares of words. They tell well whether a subject is missing from the corpus, and whether what is
asked for is of a kind that stands there; hardly whether a sentence that has all of a question's words also answers it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypedDict, cast

from untuned.models.reader.counts import amount_in_words
from untuned.models.reader.cues import CONTACTS, offers, speaks_of_prices
from untuned.models.reader.extractive import Place, Reading
from untuned.models.reader.growing import is_step
from untuned.models.reader.headings import Headings, is_question
from untuned.models.reader.logs import names_year
from untuned.models.reader.same_language import codes_of
from untuned.models.reader.windows import OF_TERMS, Window, cut
from untuned.rag.answer.of_another import of_another
from untuned.rag.answer.untold import of_its_like, untold
from untuned.text.yeardays import is_month, month_named, speaks_of, stretch_of
from untuned.types.answers import Passage

_INDIRECT = 0.8  # a term in another inflection, or in the headings only
_TIED = 0.2  # the share of the question in a sentence that makes its number, name or reason one about what is asked
_BEFORE = 0.5  # a term in the sentence before it only
_OF_CODES = ("meaning", "why")
_OF_HEADINGS = ("meaning", "how")
_OF_A_CODE = ("meaning", "why", "how")
"""What is asked of a code that whatever is said of it tells: what it means, why it is shown, how to be rid of it."""
_BESIDE_A_CODE = 0.25  # the share of a question's other words up to which it is about its code alone
_ALONE = 0.6  # the gap where no other document has anything: no less than the reader looks at

FEATURES = ("carried", "lacks_kind", "gap", "missing_names", "evidence", "found", "altogether")
"""Names of the features, in the order of `features`. All but the last are about the first place that the reader shows.

- `carried`: the share of the question that its text, its headings, its title and the line that introduces it have; terms that only
  headings or title have, or of which only the first letters are found, count for four fifths, and "how long" where it has a number;
- `lacks_kind`: where the question asks for a kind of thing (a number, a version, a name, a reason), how far the sentences that have
  one fall short of carrying a fifth of the question, what only the sentence before has counted half: from 0 to 1 for none;
- `gap`: how much better the reader's best window is than the best one of any other document in its language;
- `missing_names`: the share of the question that is made of names that are not even in its headings by their first letters;
- `evidence`: the score of the best window by its own words and those around it, whatever its passage's rank;
- `found`: logarithm of 1 + how many of its terms are carried: of a long question, less is carried by any answer;
- `altogether`: the share of the question that all places together have.
"""

_LACKS_KIND = FEATURES.index("lacks_kind")


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A fitted regression: what it was fitted on and when, and the least confidence for an answer."""

    name: str
    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float
    fitted_on: str
    date: str


class _File(TypedDict):
    """The weights' JSON."""

    name: str
    features: list[str]
    mean: list[float]
    scale: list[float]
    weights: list[float]
    intercept: float
    threshold: float
    fitted_on: str
    date: str


def weigh(reading: Reading, passages: Sequence[Passage]) -> float:
    """The estimated probability in [0, 1] that the passages hold the answer, by the shipped weights.

    0 where it is asked who somebody is, how many there are of something, what it costs, or for a number of its own or of a measure, and
    no sentence of what would be shown first tells that; and where that only asks, is about another thing, the 'yes' or 'no' to another
    question, says only what comes before or after that whose time is asked for, is the row of a day in a page about something else, or
    has of a date nothing but its day of the week; and where it leaves untold what the wording wants, as `untold` has it.
    """
    if not reading.drafts or answers_another(reading, passages):
        return 0.0
    values = features(reading, passages)
    if values[_LACKS_KIND] >= 1.0 and _demands(reading, passages):
        return 0.0
    return confidence(values, shipped())


def answers_another(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where the first place only asks, settles another question, is about another thing or day, or leaves untold what is wanted."""
    place = reading.places[0]
    if place.window.elsewhere or all(unit.asks for unit in place.units):
        return True
    of_day = _only_the_day(reading, passages) or _passes_over_the_date(reading, passages)
    return of_day or of_another(reading, passages) or _comes_beside(reading, passages) or untold(reading, passages)


def features(reading: Reading, passages: Sequence[Passage]) -> tuple[float, ...]:
    """The values of `FEATURES` for what a reader found in these passages; shares are in [0, 1]."""
    shares = reading.shares
    if not reading.places:
        return (0.0, 1.0, 0.0, shares.weight(shares.names), 0.0, 0.0, 0.0)
    place = reading.places[0]
    window, passage = place.window, passages[place.window.passage]
    own = loose = 0
    for unit in place.units:
        own |= shares.of(unit.terms)
        loose |= shares.loose(unit.terms)
    own |= 0 if place.heading is None else shares.of(reading.question.wants.newest.intersection(place.heading.terms))
    lacks_kind = _lacks_kind(reading, place, passage)
    if lacks_kind < 1.0:
        own |= shares.of(reading.question.kind_told(passage.text[unit.start : unit.end] for unit in place.units))
    altogether = own | loose | window.held
    for other in reading.places[1:]:
        for unit in other.units:
            altogether |= shares.held(unit.terms)
    loose &= ~own
    around = window.held & ~own & ~loose
    return (
        shares.weight(own) + _INDIRECT * shares.weight(loose | around),
        lacks_kind,
        _gap(reading, passages),
        shares.weight(shares.names & ~(own | loose | around)),
        window.evidence,
        math.log1p((own | loose | window.held).bit_count()),
        shares.weight(altogether),
    )


def confidence(values: Sequence[float], weights: Weights) -> float:
    """The estimated probability in [0, 1] that the evidence holds the answer, from the values of `features`."""
    terms_of_sum = zip(values, weights.mean, weights.scale, weights.weights, strict=True)
    total = weights.intercept + sum(weight * (value - mean) / scale for value, mean, scale, weight in terms_of_sum)
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def shipped() -> Weights:
    """The weights that come with untuned."""
    return loaded(files("untuned.rag.answer").joinpath("abstain.json").read_text(encoding="utf-8"))


def loaded(source: str, *, features: tuple[str, ...] = FEATURES) -> Weights:
    """Weights from their JSON.

    Raises:
        ValueError: They are for other features than these.
    """
    data = cast("_File", json.loads(source))
    if tuple(data["features"]) != features:
        raise ValueError(f"weights '{data['name']}' are for the features {data['features']}, not {features}")
    return Weights(
        name=data["name"],
        features=tuple(data["features"]),
        mean=tuple(data["mean"]),
        scale=tuple(data["scale"]),
        weights=tuple(data["weights"]),
        intercept=data["intercept"],
        threshold=data["threshold"],
        fitted_on=data["fitted_on"],
        date=data["date"],
    )


def _only_the_day(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True for a row that has nothing of the question but a day of the week, in a document without a word of it that another one has."""
    shares, place = reading.shares, reading.places[0]
    beside = shares.days | shares.asking
    if not shares.days or place.units[0].kind != "row" or place.window.own & ~beside:
        return False
    document = passages[place.window.passage].version.id
    here = elsewhere = 0
    for window in reading.windows:
        if passages[window.passage].version.id == document:
            here |= window.held
        else:
            elsewhere |= window.held
    return bool(elsewhere & ~here & ~beside)


def _passes_over_the_date(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True for `Friday 25 December` where what would be shown has the Friday alone, and its document speaks of that day elsewhere.

    Of another day of December it may speak.
    """
    shares, place = reading.shares, reading.places[0]
    pairs = [(month, int(day)) for pair in pairwise(reading.question.terms) for month, day in (pair, pair[::-1]) if _is_date(month, day)]
    if not shares.days or not pairs:
        return False
    asked, document = shares.of(month for month, _ in pairs), passages[place.window.passage].version.id
    if any(asked & shares.held(unit.terms) for unit in place.units):
        return False
    spoken = (_said(window, passages) for window in reading.windows if _is_of(window, document, passages) and window.held & asked)
    return any(speaks_of(text, stretch_of(month_named(month), day)) for text in spoken for month, day in pairs)


def _is_date(month: str, day: str) -> bool:
    return is_month(month) and day.isdecimal()


def _is_of(window: Window, document: int, passages: Sequence[Passage]) -> bool:
    return passages[window.passage].version.id == document


def _said(window: Window, passages: Sequence[Passage]) -> str:
    """A window's text, with the headings above it."""
    passage = passages[window.passage]
    seen = cut(passage)[window.first : window.last + 1]
    return "\n".join((*passage.hit.chunk.headings, seen[0].headed, passage.text[seen[0].start : seen[-1].end]))


def _comes_beside(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where it is asked when something is, and what would be shown first says only what comes before it, or after."""
    place = reading.places[0]
    text = passages[place.window.passage].text
    named = [text[unit.start : unit.end] for unit in place.units if not reading.question.dated.isdisjoint(unit.terms)]
    return bool(named) and all(map(reading.question.comes_beside, named))


def _demands(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where what is asked for cannot be told in other words: a name, a number by which something is known or of a measure.

    A price is one where nothing that would be shown speaks of prices, and a count where nothing tells an amount in words; what a row's
    cells are, its header may tell in other words. So is how to be rid of a code, where what only mentions it would be shown.
    """
    if reading.question.cue == "how" and _asks_of_a_code_alone(reading):
        return True
    if reading.question.cue in CONTACTS or reading.question.numeral or reading.question.exact or reading.question.who_it_is:
        return True
    place, shares, question = reading.places[0], reading.shares, reading.question
    text = passages[place.window.passage].text
    above = place.window.heading | (0 if passages[place.window.passage].hit.chunk.headings[1:] else place.window.title)
    counted = shares.of(question.counted)
    told = (
        (unit.kind == "row" and (shares.held((*unit.terms, *unit.columns)) | above) & counted)
        or amount_in_words(text[unit.start : unit.end])
        for unit in place.units
    )
    if question.cue == "price":
        return not any(speaks_of_prices(text[unit.start : unit.end]) for unit in place.units)
    about = [text[unit.start : unit.end] for unit in place.units if shares.held(unit.terms)]
    if about and not any(map(question.tells_outright, about)):
        return True
    if question.past:
        return not any(offers(sentence, kind="date", known=question.words) or names_year(sentence) for sentence in about)
    return bool(question.counted) and not any(told)


def _asks_of_a_code_alone(reading: Reading) -> bool:
    """True for a question that has little but a code, as "how to fix E-1042" has; `OAuth2` is part of a question about something else."""
    weights, shares = reading.question.weights, reading.shares
    codes = [term for term in weights if shares.of((term,)) & shares.codes]
    return bool(codes) and sum(weight for term, weight in weights.items() if not any(term in code for code in codes)) < _BESIDE_A_CODE


def _lacks_kind(reading: Reading, place: Place, passage: Passage) -> float:
    """How far, in [0, 1], a place is from having the kind of thing that is asked for in a sentence about what is asked."""
    question, shares = reading.question, reading.shares
    if question.cue is None or _tells_the_newest(reading, place, passage):
        return 0.0
    tied, before, introduced = 0.0, 0, 0
    contact, asked_for = question.cue in CONTACTS, _subject(reading)
    block = place.units[0].block
    of_code_alone = question.cue in _OF_A_CODE and _asks_of_a_code_alone(reading)
    above, told_above = _above(reading, place, passage)
    if place.heading is not None:
        above, told_above = above | shares.held(place.heading.terms), True
    told_above = told_above or _asked_above(reading, place, passage)
    defined = question.cue in OF_TERMS and any(unit.kind == "term" and not unit.asks for unit in place.units)
    for unit in place.units:
        if contact and unit.block != block:  # the line above tells of somebody else, unless it introduces what follows
            block, before = unit.block, introduced
        text = passage.text[unit.start : unit.end]
        held = shares.held(unit.terms) | shares.of(question.wants.told(text, language=question.language, above=unit.headed)) | above
        first_cell = unit.kind == "row" and question.cue == "meaning"  # a row says what its first cell means
        step = question.cue == "how" and is_step(unit, passage.text)
        offered = question.offered(text, unit) and not of_its_like(unit, question, passage)
        codes = codes_of(unit, shares) if of_code_alone else 0
        of_code = codes != 0 and not shares.codes & ~codes
        if told_above or defined or first_cell or step or offered or of_code:
            held |= codes if of_code else 0
            tied = max(tied, shares.weight(held & asked_for) + _BEFORE * shares.weight(before & ~held & asked_for))
        before = held
        if passage.text[: unit.end].endswith(":"):
            introduced = held
    return 1.0 - min(tied / _TIED, 1.0)


def _tells_the_newest(reading: Reading, place: Place, passage: Passage) -> bool:
    """True for notes on the newest release, where that is asked for, below the heading that tells which it is, or when it came."""
    question, heading = reading.question, place.heading
    if heading is None or not question.wants.newest or question.cue is None:
        return False
    return question.cue == "version" or offers(passage.text[heading.start : heading.end], kind=question.cue, known=question.words)


def _subject(reading: Reading) -> int:
    """The terms that a sentence has to be about; not "e-mail", which stands above the addresses of all, where another one says whose."""
    question, shares = reading.question, reading.shares
    whose = shares.of(question.weights.keys() - question.kind_terms) if question.cue in CONTACTS else 0
    return whose or shares.of(question.weights)


def _asked_above(reading: Reading, place: Place, passage: Passage) -> bool:
    """True where the question stands in the place, as in a page of questions and answers, before what answers it."""
    language = passage.hit.chunk.language or passage.version.language
    for unit, following in pairwise(place.units):
        text = passage.text[unit.start : unit.end]
        if text.endswith("?") and not following.asks and is_question(text, reading.question, reading.shares, language=language):
            return True
    return False


def _above(reading: Reading, place: Place, passage: Passage) -> tuple[int, bool]:
    """The terms of the heading where it is about what is asked and nothing else, and whether all that stands under it answers.

    What stands under a code says what it means, and why it is shown; under a heading that is all that is asked for, what that is and how.
    """
    question, shares = reading.question, reading.shares
    heading = place.window.heading
    if question.cue in _OF_CODES and shares.codes and not shares.codes & ~heading:
        return heading, True
    headings, first = Headings(passage, cut(passage), question=question, shares=shares), place.units[0]
    if headings.is_question(first) and not all(unit.asks for unit in place.units):
        return headings.above(first), True
    if headings.is_subject(first):
        return headings.above(first), question.cue in _OF_HEADINGS
    return 0, False


def _gap(reading: Reading, passages: Sequence[Passage]) -> float:
    """How far the best window is above the best one of another document in the same language."""
    best = reading.windows[0]
    mine = passages[best.passage]
    for window in reading.windows:
        its = passages[window.passage]
        if its.version.id != mine.version.id and its.hit.chunk.language == mine.hit.chunk.language:
            return best.score - window.score
    return _ALONE
