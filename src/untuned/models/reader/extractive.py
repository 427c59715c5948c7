"""The default reader: picks the passage of text that answers, word for word. No model, no network, the same answer every time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from untuned.models.reader.defining import is_definition
from untuned.models.reader.growing import begins_anew, grown, have_answer, introduces
from untuned.models.reader.question import Question, prepare
from untuned.models.reader.released import is_of_release
from untuned.models.reader.same_language import own_language_first
from untuned.models.reader.see_also import told_elsewhere
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.models.reader.wants import denies
from untuned.models.reader.windows import LONGEST, Window, cut, windows
from untuned.text.plain import plain
from untuned.text.words import terms
from untuned.types.answers import Draft, Passage

NAME = "extractive/3"
"""What an answer of this reader records as its model."""

_TOTAL = 900
"""Characters of all that is shown."""
_PLACES = 3
_LONGEST_FURTHER = 450
_FURTHER = 0.6
"""How far below the best score a further place of the same document may be."""
_MOST_UNITS = 6
"""Sentences that are chosen; what stands beside them comes on top."""
_BESIDE = 300
"""Characters of what is shown beside a place."""
_ELSEWHERE = 0.2
"""The same for a place in another document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A window as it is shown: with the rest of its paragraph, its list, what follows where it is short, and what stands beside all that.

    The decisive word often stands one sentence away from those that a question's words lead to.
    """

    window: Window
    units: tuple[Unit, ...]
    """What is shown for its own sake, in order."""
    before: Unit | None = None
    """What stands right before it, shown so that it can be understood."""
    after: Unit | None = None
    heading: Unit | None = None
    """The heading above it, where that tells when it was."""

    @property
    def shown(self) -> tuple[Unit, ...]:
        """All that is shown: what answers first, below its heading where that is shown, then what stands beside it."""
        heading = () if self.heading is None else (self.heading,)
        return (*heading, *self.units, *(unit for unit in (self.after, self.before) if unit is not None))

    @property
    def start(self) -> int:
        """Offset in the passage of what is shown for its own sake."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Offset in the passage of its end."""
        return self.units[-1].end

    @property
    def length(self) -> int:
        """In characters."""
        return self.end - self.start

    @property
    def span(self) -> tuple[int, int]:
        """[start, end) in the passage of all that is shown."""
        return min(unit.start for unit in self.shown), max(unit.end for unit in self.shown)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the reader proposes, best first, and how well every window that it saw fits, best first."""

    question: Question
    shares: Shares = field(compare=False, repr=False)
    drafts: tuple[Draft, ...] = ()
    places: tuple[Place, ...] = ()
    """Where the drafts are from, in their order."""
    windows: tuple[Window, ...] = ()


def read(
    question: str, passages: Sequence[Passage], *, idf: Mapping[str, float], language: str = "", put: str = "", max_sentences: int = 12
) -> Reading:
    """The best window of consecutive sentences, list items or table rows as a draft, and at most two further ones; word for word.

    At most six sentences and 900 characters are chosen, and each draft brings the sentence before and after it where they are of its
    section; at most `max_sentences` sentences are quoted together. `idf` gives the inverse document frequency of the question's
    terms (`prepare` says which); a term that it lacks counts as much as its greatest. A sentence that introduces a list or a
    listing brings what it introduces. `language` is the question's; passages in it win over equally good ones in others. `put` is the
    question with what is left out of it here, where something is. No passage has any of the question's terms: no drafts.
    """
    prepared = prepare(question, idf=idf, language=language, put=put)
    shares = Shares(prepared)
    found = [window for window in windows(prepared, passages, shares=shares) if window.last - window.first < max_sentences]
    if prepared.wants.ban:
        found = [window for window in found if _denies(window, passages)] or found
    if prepared.wants.newest:
        found = [window for window in found if not window.elsewhere] or found
    found = own_language_first(found, passages, language=language, shares=shares)
    return proposed(Reading(question=prepared, shares=shares, windows=tuple(found)), passages, most=max_sentences)


def _denies(window: Window, passages: Sequence[Passage]) -> bool:
    """True for a window whose every sentence says what is not, or that stands below a heading which does."""
    passage = passages[window.passage]
    seen = cut(passage)[window.first : window.last + 1]
    return _below_a_ban(seen[0], passage) or all(denies(passage.text[unit.start : unit.end]) for unit in seen)


def _below_a_ban(unit: Unit, passage: Passage) -> bool:
    return any(map(denies, (unit.headed, *passage.hit.chunk.headings[-1:])))


def _of_bans(place: Place, passage: Passage) -> Place:
    """The place with those of its sentences alone that say what is not; all of them below a heading that does."""
    if _below_a_ban(place.units[0], passage) or place.units[0].kind != "sentence":
        return place
    return replace(place, units=tuple(unit for unit in place.units if denies(passage.text[unit.start : unit.end])) or place.units)


def without(reading: Reading, passages: Sequence[Passage], *, places: Sequence[Place], max_sentences: int = 12) -> Reading:
    """The reading as it would be if none of these places were there: the next best drafts of the same windows."""
    gone = [place.window for place in places]
    found = [window for window in reading.windows if not any(_overlap(window, other) for other in gone)]
    return proposed(replace(reading, windows=tuple(found)), passages, most=max_sentences)


def of_passages(reading: Reading, passages: Sequence[Passage], *, places: Collection[int], max_sentences: int = 12) -> Reading:
    """The reading as it would be of some of the passages alone, by their places."""
    found = (window for window in reading.windows if window.passage in places)
    return proposed(replace(reading, windows=tuple(found)), passages, most=max_sentences)


def proposed(reading: Reading, passages: Sequence[Passage], *, most: int) -> Reading:
    """The reading with the drafts that its windows make."""
    best = _places(reading.windows, passages, reading.shares, reading.question, most=min(most, _MOST_UNITS))
    chosen = _with_meant(best, passages, reading.question, reading.shares)
    if reading.question.wants.of_release:
        chosen = _in_order(_of_each_product(chosen, reading, passages))
    if reading.question.wants.ban:
        places = [_of_bans(place, passages[place.window.passage]) for place in chosen]
    else:
        places = _surrounded(_dated(chosen, passages, reading.question), passages, reading.question, reading.shares, most=most)
    drafts = tuple(_draft(place.shown, passages[place.window.passage]) for place in places)
    return replace(reading, drafts=drafts, places=tuple(places))


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """What is shown of a passage from its first sentence on."""

    draft: Draft | None
    """None where it has no sentence, item or row: a heading alone says nothing."""
    apart: tuple[Draft, ...]
    """The same, each sentence, item and row by itself."""
    whole: bool
    """That is all of the passage."""


def beginning(passage: Passage, *, max_sentences: int = 12) -> Beginning:
    """A passage's own sentences from its first on, as many as are shown."""
    units = cut(passage)
    fitting = (unit for unit in units[:max_sentences] if unit.end - units[0].start <= _TOTAL)
    shown = list(fitting) or list(units[:1])
    return Beginning(
        draft=_draft(shown, passage) if shown else None,
        apart=tuple(_draft([unit], passage) for unit in shown),
        whole=len(shown) == len(units),
    )


def rows_left(reading: Reading, passages: Sequence[Passage]) -> tuple[Draft, ...]:
    """The rows of the best row's document, in order, that have all of the question's words that it has and are not shown.

    Only what was read is known. None where the best place is no row, or lacks a word that another row has: then it may fit no better.
    """
    if not reading.places:
        return ()
    best = reading.places[0]
    version = passages[best.window.passage].version.id
    if best.units[0].kind != "row":
        return ()
    shown = {
        passages[place.window.passage].start + unit.start
        for place in reading.places
        for unit in place.units
        if passages[place.window.passage].version.id == version
    }
    rows = [(window, unit) for window in reading.windows for unit in _row_at(window, passages, version=version)]
    elsewhere = 0
    for window, _ in rows:
        elsewhere |= window.own
    if elsewhere & ~best.window.held & ~reading.shares.asking:
        return ()
    alike = ((passages[window.passage], unit) for window, unit in rows if _says_as_much(window, best.window))
    found = {passage.start + unit.start: _draft([unit], passage) for passage, unit in alike}
    return tuple(found[start] for start in sorted(found.keys() - shown))


def _row_at(window: Window, passages: Sequence[Passage], *, version: int) -> tuple[Unit, ...]:
    """The row that a window of a version is; none where it is something else."""
    passage = passages[window.passage]
    unit = cut(passage)[window.first]
    return (unit,) if passage.version.id == version and unit.kind == "row" else ()


def _overlap(one: Window, other: Window) -> bool:
    return one.passage == other.passage and one.first <= other.last and other.first <= one.last


def _places(found: Sequence[Window], passages: Sequence[Passage], shares: Shares, question: Question, *, most: int) -> list[Place]:
    """The best window, and the next best that go with it, where there is room."""
    if not found:
        return []
    best = found[0]
    places = [Place(window=best, units=grown(best, passages[best.passage], shares, question, longest=LONGEST, most=most))]
    settled = best.own != 0 and shares.whole(best.held) and have_answer(places[0].units, passages[best.passage], question)
    for window in found:
        left, rest = _TOTAL - sum(place.length for place in places), most - sum(len(place.units) for place in places)
        if rest <= 0 or len(places) == _PLACES or window.score < best.score - _FURTHER:
            break
        has_more = bool(window.own | window.loose) or not settled  # where the answer is there, headings alone add nothing to it
        goes_along = has_more and not window.elsewhere and window.last - window.first < rest and _goes_with(best, window, passages, shares)
        if not goes_along or _repeats(places, window, passages):
            continue
        further = grown(window, passages[window.passage], shares, question, longest=min(left, _LONGEST_FURTHER), most=rest)
        units = _apart(places, Place(window=window, units=further), at=cut(passages[window.passage])[window.first].start)
        if units and units[-1].end - units[0].start <= left:
            places.append(Place(window=window, units=units))
    return places


def _with_meant(places: list[Place], passages: Sequence[Passage], question: Question, shares: Shares) -> list[Place]:
    """The places; of a definition that only says where the definition stands, that one right behind it."""
    meant = told_elsewhere(places[0].units, places[0].window, passages) if places and question.defines else None
    if meant is None or any(_overlap(meant, place.window) for place in places):
        return places
    units = grown(meant, passages[meant.passage], shares, question, longest=_LONGEST_FURTHER, most=_MOST_UNITS)
    return [places[0], Place(window=meant, units=units), *places[1 : _PLACES - 1]]


def _of_each_product(places: list[Place], reading: Reading, passages: Sequence[Passage]) -> list[Place]:
    """The places, and right behind the first what the notes of other products say of their release of that number."""
    shown = {passages[place.window.passage].version.document for place in places}
    others: list[Place] = []
    for window in reading.windows:
        passage = passages[window.passage]
        if (
            passage.version.document in shown
            or window.elsewhere
            or not is_of_release(cut(passage)[window.first], passage, reading.question)
        ):
            continue
        shown.add(passage.version.document)
        units = grown(window, passage, reading.shares, reading.question, longest=_LONGEST_FURTHER, most=_MOST_UNITS)
        others.append(Place(window=window, units=units))
    return [*places[:1], *others, *places[1:]][: max(_PLACES, len(places))] if places else places


def _in_order(places: list[Place]) -> list[Place]:
    """The places in the order in which they stand, where all are of one passage and by no words of their own: as the notes tell them."""
    one = len({place.window.passage for place in places}) == 1 and not any(place.window.own for place in places)
    return sorted(places, key=lambda place: place.start) if one else places


def _goes_with(best: Window, other: Window, passages: Sequence[Passage], shares: Shares) -> bool:
    """True for the best window's own document, and for another in its language that is nearly as good.

    The other's, and any row, must carry the names that the best one carries, or have more to say by its own words; of the best row's own
    document, a row with all of the question's words that the best one has is as good.
    """
    mine, its = passages[best.passage], passages[other.passage]
    row, its_row = cut(mine)[best.first].kind == "row", cut(its)[other.first].kind == "row"
    if row and not its_row and not other.held & ~best.held:
        return False  # the row says by itself what it is about
    if other.passage != best.passage and best.own | best.loose | best.heading and not other.own | other.loose | other.heading:
        return False  # another section, which only the title joins to what is asked
    as_near = best.held & shares.names & ~other.held == 0 or other.evidence >= best.evidence
    if its_row and other.evidence < best.evidence and not (row and _says_as_much(other, best)):
        return False  # the row of something else
    if best.own & shares.codes & ~other.own and other.evidence < best.evidence:
        return False  # about another code, or none
    if mine.version.id == its.version.id:
        return True
    return as_near and other.score >= best.score - _ELSEWHERE and mine.hit.chunk.language == its.hit.chunk.language


def _says_as_much(other: Window, best: Window) -> bool:
    """True for a window that has all of the question's words that the best one has; where only its heading has any, of the same table."""
    if not best.own:
        return best.heading != 0 and (other.passage, other.heading, other.own) == (best.passage, best.heading, 0)
    return best.own & ~other.own == 0


def _repeats(places: Sequence[Place], window: Window, passages: Sequence[Passage]) -> bool:
    """True when a window is in what is shown already, or says nothing that it does not."""
    parts = cut(passages[window.passage])[window.first : window.last + 1]
    start, end = parts[0].start, parts[-1].end
    if any(place.window.passage == window.passage and start < place.end and end > place.start for place in places):
        return True
    said = {term for place in places for unit in place.units for term in unit.terms}
    return all(said.issuperset(unit.terms) for unit in parts)


def _apart(places: Sequence[Place], further: Place, *, at: int) -> tuple[Unit, ...]:
    """What a further place shows besides the others: its units on that side of each that its window, which begins `at`, is on."""
    kept = further.units
    for place in places:
        if place.window.passage == further.window.passage:
            after = at > place.start
            kept = tuple(unit for unit in kept if (unit.start >= place.end if after else unit.end <= place.start))
    return kept


def _surrounded(places: Sequence[Place], passages: Sequence[Passage], question: Question, shares: Shares, *, most: int) -> list[Place]:
    """The places, each with what stands right before and after it, while there is room.

    Nothing where a code is asked for, or where the place has the kind of answer that is asked for or is the definition.
    """
    made = list(places)
    if shares.codes:
        return made
    room = most - sum(len(place.units) for place in places)
    for at, place in enumerate(places):
        passage = passages[place.window.passage]
        told = have_answer(place.units, passage, question) or is_definition(place.units[0], passage, question)
        if place.heading is not None or told:
            continue
        parts = cut(passage)
        first, last = parts.index(place.units[0]), parts.index(place.units[-1])
        others = [unit for other in made if other.window.passage == place.window.passage for unit in other.shown]
        leads = first > 0 and not begins_anew(place.units[0], passage.text)
        if room > 0 and leads and _goes_beside(parts[first - 1], place.units[0], others):
            made[at], room = replace(made[at], before=parts[first - 1]), room - 1
        after = parts[last + 1] if last + 1 < len(parts) else None
        if after is None or introduces(after, passage.text) or begins_anew(after, passage.text):
            continue
        if room > 0 and _goes_beside(after, place.units[-1], others):
            made[at], room = replace(made[at], after=after), room - 1
    return made


def _dated(places: Sequence[Place], passages: Sequence[Passage], question: Question) -> list[Place]:
    """The places, each with the heading of its log above it where that tells when it was and is not shown yet."""
    shown: set[tuple[int, int, int]] = set()

    def dated(place: Place) -> Place:
        passage = passages[place.window.passage]
        told = not question.wants.of_release and have_answer(place.units, passage, question)
        span = None if told else question.entry(place.units[0], passage.text)
        if span is None or (place.window.passage, *span) in shown:
            return place
        shown.add((place.window.passage, *span))
        return replace(place, heading=_heading(span, passage, question))

    return [dated(place) for place in places]


def _heading(span: tuple[int, int], passage: Passage, question: Question) -> Unit:
    text = passage.text[slice(*span)]
    found = (*terms(text, language=passage.hit.chunk.language or passage.version.language), *question.wants.told_below(text))
    return Unit(*span, kind="sentence", block=-1, terms=found, above=())


def _goes_beside(unit: Unit, edge: Unit, others: Sequence[Unit]) -> bool:
    """True for a unit of the same section that is not shown yet; rows, list items and definitions stand each for itself."""
    apart = "row" in (unit.kind, edge.kind) or "term" in (unit.kind, edge.kind) or unit.kind == edge.kind == "item"
    return not apart and unit.end - unit.start <= _BESIDE and unit.above == edge.above and unit not in others


def _draft(units: Sequence[Unit], passage: Passage) -> Draft:
    """What is shown as one claim, with one quote for each paragraph, item, row or listing."""
    spans: list[tuple[int, int, Unit]] = []
    for unit in units:
        if spans and spans[-1][2].block == unit.block and spans[-1][1] <= unit.start:
            spans[-1] = (spans[-1][0], unit.end, unit)
        else:
            spans.append((unit.start, unit.end, unit))
    parts = [passage.text[start:end] for start, end, _ in spans]
    shown = [part if unit.kind == "code" else plain(part) for part, (_, _, unit) in zip(parts, spans, strict=True)]
    quotes = tuple((passage.version.id, part) for part in parts)
    return Draft(text="\n".join(shown), quotes=quotes, places=tuple(passage.start + start for start, _, _ in spans))
