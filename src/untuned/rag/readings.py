"""How a question is read: by the default reader, in every way that it may be meant; and whether what it would show answers a follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from untuned.models.reader.cues import CueKind, offers
from untuned.models.reader.cues import asked as kind_asked
from untuned.models.reader.extractive import Place, Reading, of_passages, read
from untuned.rag.evidence import Library, as_texts_have_it
from untuned.rag.ground import Asked, Looked
from untuned.rag.later import asks_of_another_time, now_first
from untuned.rag.rewrite.leaning import Leaning, leaning, own_words, tells
from untuned.rag.rewrite.named import only_names, without_names
from untuned.rag.rewrite.subject import of_person
from untuned.rag.verify.scope.in_force import AskedTime, asked_time, holds_at
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Citation, Passage

_MUST_TELL: frozenset[CueKind] = frozenset({"why", "price"})
"""Kinds that an answer to a follow-up is of which has no word of its own: `Why?`, `How much is it?`."""
_MAY_TELL: frozenset[CueKind] = frozenset({"why", "price", "number", "date"})
"""Kinds of which an answer need not repeat what is asked of the whole last question: `From what amount?`."""
_FREE = regex(r"\b(?:free|charge|included|gratis|бесплатн\w+|включен\w*|входит|входят)\b", re.IGNORECASE)
"""What it costs where it costs nothing."""
_HOW_MUCH = regex(r"\s*(?:(?:and|but|so)\s+)?how\s+much\W*", re.IGNORECASE)
_OF_PRICES = frozenset(terms("price cost fee цена стоит стоят стоимость"))
_OF_NUMBERS = frozenset(terms("number phone telephone номер телефон"))


def reading_of(asked: Asked, looked: Looked, *, library: Library) -> Reading:
    """What the default reader proposes; of a follow-up, the reading whose first place has most of the words that it asks with itself.

    What a filter has met, such as a product's name, need not stand in a text which passes it.
    """
    questions = asked.readings if looked.document is None else (looked.document.rest,)
    readings = [
        _reading(as_texts_have_it(looked.found.narrowing.rest(question), library=library), looked, library=library)
        for question in questions
    ]
    if len(readings) == 1:
        return readings[0]
    own = own_words(asked.question)
    return max(readings, key=lambda reading: len(_carried(reading, own, looked.evidence)))


def _reading(question: str, looked: Looked, *, library: Library) -> Reading:
    """What the reader proposes; where no text names the time that is asked for, of those that say themselves whether they hold then.

    These are read without it. A text that says nothing of time is no answer for a year because another one does.
    """
    most, time = library.settings.answer.max_sentences, asked_time(question)
    put = "" if looked.document is None else looked.document.question
    read_ = partial(read, passages=looked.evidence, idf=looked.found.idf, language=looked.found.language, put=put, max_sentences=most)
    whole = read_(question)
    if time is None:
        return whole if asks_of_another_time(question) else now_first(whole, looked.evidence, day=library.day, max_sentences=most)
    told = {at for at, one in enumerate(looked.evidence) if _tells_whether(time, one, looked.evidence)}
    if not told or _names_year(whole, time, looked.evidence, but=told):
        return whole
    timeless = read_(time.rest)
    if not timeless.places or timeless.places[0].window.passage not in told:
        return whole
    return of_passages(timeless, looked.evidence, places=told, max_sentences=most)


def _tells_whether(time: AskedTime, passage: Passage, evidence: Sequence[Passage]) -> bool:
    """True for a passage of a text that says itself whether it holds then, and names that time nowhere that was found."""
    found = "\n".join(one.text for one in evidence if one.version.id == passage.version.id)
    return holds_at(time, passage.version, said=passage.text, text=found) is not None


def _names_year(reading: Reading, time: AskedTime, evidence: Sequence[Passage], *, but: Collection[int]) -> bool:
    """True where what is proposed first names the year that is asked for, and is of none of those passages."""
    place = next((one for one in reading.places[:1] if one.window.passage not in but), None)
    return place is not None and str(time.first.year) in evidence[place.window.passage].text[place.start : place.end]


def says_less(asked: Asked, reading: Reading, *, than: Reading, evidence: Sequence[Passage]) -> bool:
    """True where the first place that is shown has fewer of the words that the question asks with itself than another reading's."""
    own = own_words(asked.question)
    return len(_carried(reading, own, evidence)) < len(_carried(than, own, evidence))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What would be shown first for a question."""

    reading: Reading
    evidence: Sequence[Passage]
    citations: Sequence[Citation]
    """What verification left of its first draft."""

    @property
    def text(self) -> str:
        """The words of the first place that are left; what stands beside it does not count."""
        place = self.reading.places[0]
        passage = self.evidence[place.window.passage]
        kept = ((one.start - passage.start, one.end - passage.start) for one in self.citations if one.version == passage.version.id)
        return "\n".join(passage.text[max(start, place.start) : min(end, place.end)] for start, end in kept if end > place.start)

    def carried(self, own: frozenset[str]) -> frozenset[str]:
        """Those of the words that it has, the title and headings above it counted, and the columns of a row."""
        place = self.reading.places[0]
        return _held(own, self.text, self.evidence[place.window.passage]) | (own & _columns(place, self.text))


def answers_itself(asked: Asked, shown: Shown, *, share: Callable[[str], float]) -> bool:
    """False for a follow-up whose meaning is unclear, or where what would be shown lacks what it asks for itself.

    What names another thing and no more (`And Enterprise?`) asks the last question of it: something of that must be there too. What
    goes on from it by other words (`And the walnut loaf?`) must be there by those that tell it apart; of any other, some word, and the
    noun that its pronoun stands for. Where it has none, as `Why?`, a reason must. `share` gives the share of the documents, in [0, 1],
    that hold a term.
    """
    if asked.rewriting is None or not asked.rewriting.means or not shown.reading.places:
        return asked.rewriting is None or not asked.rewriting.unclear
    about = asked.rewriting.about
    if not _restricting(about, own_words(about), share=share) <= shown.carried(own_words(about)):
        return False
    lean, own = leaning(asked.question), own_words(asked.question)
    kind = "price" if _HOW_MUCH.fullmatch(asked.question) is not None else kind_asked(asked.question)
    if kind in _MUST_TELL if not own else lean is not None and lean.of_last and kind in _MAY_TELL:
        assert kind is not None
        return _tells(kind, asked.question, shown)
    if lean is not None and lean.kind == "fragment":
        return _goes_on(asked, lean, shown, share=share)
    if lean is not None and lean.kind == "pronoun" and _tells_by_kind(asked, own, shown):
        return True
    subject = _subject(asked) if lean is not None and lean.kind == "pronoun" else frozenset[str]()
    return all(bool(shown.carried(words)) for words in (own, subject) if words)


def _tells(kind: CueKind, question: str, shown: Shown) -> bool:
    """True where what would be shown has something of the kind that is asked for."""
    text, row = shown.text, shown.reading.places[0].units[0].kind == "row"
    return offers(text, kind=kind, known=frozenset(question.lower().split()), row=row) or (kind == "price" and bool(_FREE.search(text)))


def _tells_by_kind(asked: Asked, own: frozenset[str], shown: Shown) -> bool:
    """True where all that is asked for is told under another name, of what the pronoun stands for and by all of its words.

    For `How much does it cost?` an amount in a row below `Price`; for `What is her number?` a telephone's number.
    """
    carried = own_words(asked.meant) - own
    if not own or not carried or shown.carried(carried) != carried:
        return False
    text, place, known = shown.text, shown.reading.places[0], frozenset(asked.meant.lower().split())
    if own <= _OF_NUMBERS:
        return of_person(asked.question) and offers(text, kind="phone", known=known)
    return own <= _OF_PRICES and bool(_OF_PRICES & _columns(place, text)) and offers(text, kind="price", known=known, row=True)


def _goes_on(asked: Asked, lean: Leaning, shown: Shown, *, share: Callable[[str], float]) -> bool:
    """False for a fragment where what would be shown lacks what it is about, or what is asked of that."""
    if only_names(lean.rest):
        return _still_asked(asked, shown.reading)
    own = own_words(asked.question)
    said = frozenset(term for turn in asked.history[-1:] for term in own_words(turn.question))
    wanted = _restricting(lean.rest, own - said, share=share)
    held = shown.carried(own)
    return wanted <= held if wanted else not own or bool(held)


def _subject(asked: Asked) -> frozenset[str]:
    """What a pronoun stands for where the last question named a thing by its noun alone, as `And the gateway?`, and that is carried."""
    last = leaning(asked.history[-1].question) if asked.history else None
    if last is None or last.kind != "fragment" or only_names(last.rest):
        return frozenset()
    return own_words(last.rest) & own_words(asked.meant)


def _restricting(fragment: str, new: frozenset[str], *, share: Callable[[str], float]) -> frozenset[str]:
    """The words that tell what a fragment is about: the rarest that some document has, and those that none has before its noun.

    Of `plum cake` both where no document has `plum`; of `opened items` the first where none has `items`.
    """
    shares = {term: share(term) for term in new}
    rarest = min((one for one in shares.values() if one > 0), default=0.0)
    noun = own_words(" ".join(fragment.split()[-1:])) if rarest else frozenset[str]()
    return frozenset(term for term, one in shares.items() if one == rarest or (one == 0 and term not in noun))


def _still_asked(asked: Asked, reading: Reading) -> bool:
    """False where what would be shown has the thing that is named now and no word of what is asked of it."""
    words = (word for word in without_names(asked.meant).split() if tells(word.strip("?!.,:;«»“”\"'()")))
    wanted = reading.shares.of(own_words(" ".join(words))) & ~reading.shares.asking
    place, held = reading.places[0], reading.places[0].window.held
    for unit in place.units:
        held |= reading.shares.held(unit.terms)
    return not wanted or wanted & held != 0


def _carried(reading: Reading, own: frozenset[str], evidence: Sequence[Passage]) -> frozenset[str]:
    """Those of the words that a reading's first place has, the title and headings above it counted."""
    if not reading.places:
        return frozenset()
    place = reading.places[0]
    passage = evidence[place.window.passage]
    return _held(own, passage.text[place.start : place.end], passage)


def _columns(place: Place, text: str) -> frozenset[str]:
    """The words of the header of the row that is shown, by which its cells are read."""
    return frozenset(term for unit in place.units[:1] if text and unit.kind == "row" for term in unit.columns)


def _held(own: frozenset[str], text: str, passage: Passage) -> frozenset[str]:
    return own.intersection(terms("\n".join((text, passage.version.title, *passage.hit.chunk.headings))))
