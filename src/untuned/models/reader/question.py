"""A question as readers see it: its terms with what each weighs, its names, what it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from untuned.models.reader.counts import asks_for_numeral, counted, counts, has_numeral, without_labels
from untuned.models.reader.cues import NUMBER, CueKind, asked, columns_for, offers
from untuned.models.reader.forms import other_forms, other_stems
from untuned.models.reader.logs import asks_since_when, in_passing, is_entry
from untuned.models.reader.measures import ADJECTIVES, measured, told_by
from untuned.models.reader.units import Unit
from untuned.text.function_words import function_words
from untuned.text.identifiers import is_shared
from untuned.text.words import script, terms, words

PREFIX = 5
"""First letters of a word that an inflection leaves in place."""

_LIGHT_WORDS = """
many much long often way want need get somebody someone something anybody anyone anything kind mean happen please tell explain know exactly
let through keep look go own some each other already since too given yet up out any because use now show try run work make made start still
again instead even really right wrong actually probably possible thing case place time anymore longer ever never seem give gave put set call
take took end expected allowed wondering bug fix cost price number name located situated
можно нужно надо хочу кто-нибудь что-нибудь кто-то что-то сделать делать значит означает много долго часто скажи скажите объясни
объясните пожалуйста узнать именно зачем каким какими какую каких мочь уже только просто теперь сделал взять брать дать использовать
другой каждый вместо самый очень снова затем потом какой-то вообще стоит стоить цена номер имя
находится находятся находился расположен расположена расположены
сколько скольких скольким сколькими насколько какому которого которой которых которым которыми котором
"""
_LIGHT = 0.3
"""What a word of asking weighs, against a word of the subject: rare as it may be in documents, its absence tells little."""

_OF_GRAMMAR = 0.05
"""What a word of grammar weighs in a language whose stop words are not left out."""

_OF_CODES_TEXT = """
error code fault message alarm warning appear occur mean get come indicate display show cause reason
ошибка код неисправность сообщение сигнал предупреждение авария сбой причина появляться появиться возникать возникнуть случаться
случилось происходить произошло выдавать выдаёт показывать показать выводить выскакивать вылезать вылезти гореть загореться писать
обозначать значить означать значение такое
"""
_OF_CODES = 0.1
"""What a word of asking, or of what a code is, weighs beside a code: the code alone says what is asked about."""
_CODE = re.compile(r"(?i)[a-zа-яё]{1,8}[-_–‑]?\d{2,8}[a-zа-яё]?")

_KIND = re.compile(
    r"\bhow (many|much|long|often)\b|\b(versions?|releases?)\b"
    r"|\b(сколь(?:ко|ких|ким|кими))\b|\bкак (долго|часто)\b|\b(верси\w+|релиз\w*)\b",
    re.IGNORECASE,
)
"""Words that say what kind of thing is asked for, and nothing of its subject."""
_MEASURED = re.compile(rf"\bhow ({ADJECTIVES})\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:here|туда|сюда|оттуда|отсюда|здесь|тут)\b", re.IGNORECASE)

_NEWS = re.compile(
    r"\bwhat(?:[’']s| is| was| has| have)? (?:been )?(new|changed)\b|\b(?:what|which) (changes)\b"
    r"|\bчто (нового|изменилось|поменялось)\b|\bкакие (изменения)\b"
    r"|\b(versions?|releases?|верси[яиюей]|релиз[ае]?)\b(?= v?\d)|(?<=\d )(released|out|вышл[аио]|выпустили|выпущена)\b",
    re.IGNORECASE,
)
"""Words that ask what a release brought or when it came, or say of its number that it is one."""

_WITH_FORMS = frozenset({"", "en", "ru"})
"""Languages whose words have other forms here; "" is one that could not be told."""
_FEW = 2
"""Words that may all be names in capitals, such as `CORS` and `JWT TOKEN`; capitals throughout a longer question show nothing."""

_DEFINED = re.compile(r"[`*_\"'“«]{0,3}([^\W_][^:–—`*\n]{0,40})[`*_\"'”»]{0,3}(?::[`*_]{0,3}\s| [–—-] )\S")
"""An item that says what something is: "`held`: waits at customs"."""

_TOKEN = re.compile(r"\w[\w.\-’']*")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as readers see it."""

    terms: tuple[str, ...]
    """Analysed terms in order: stop words only where there is nothing else."""
    weights: Mapping[str, float]
    """Each distinct term's share of the question's whole inverse document frequency; they add up to 1."""
    stems: Mapping[str, str]
    """First letters of a long term -> the term."""
    forms: Mapping[str, str]
    """What may stand for a term -> the term: other forms of its word, and what tells the same as "how heavy"."""
    names: frozenset[str]
    """Those terms that name something: capitals inside the sentence, identifiers, numbers, Latin words in a Russian question."""
    words: frozenset[str]
    cue: CueKind | None
    asking: frozenset[str]
    """Those terms that ask, such as `mean` of "what does it mean", and say nothing of the subject; none where there is nothing else."""
    kind_terms: frozenset[str]
    """Those terms that say what kind of thing is asked for, such as `long` of "how long": what is of that kind need not repeat them."""
    counted: frozenset[str]
    """Those terms that name what is to be counted where it is asked how many there are."""
    measures: Mapping[str, str]
    """Those terms that ask for a number of a measure -> the adjective, such as `heavi` -> `heavy`; such a number need not repeat it."""
    columns: frozenset[str]
    """Terms of the names that a column with what is asked for may have."""
    numeral: bool
    """A number is asked for by which something is known, as a telephone's: no amount tells it."""
    since_when: bool
    """It is asked when something was, or which version it came with: what stands in a log answers with its heading."""
    language: str

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Terms that are neighbours in the question."""
        return frozenset(pairwise(self.terms))

    def offered(self, text: str, unit: Unit) -> bool:
        """True when a unit, with its text, has something of the kind that is asked for; False where no kind is.

        Where it is asked how many there are of what the text names, that is a number beside it. A row of a table has it too where a
        column is named so, and an item that begins with a name and a colon says what that means.
        """
        if self.cue is None:
            return False
        if self.cue == "meaning" and unit.kind == "item" and self._defined_by(text):
            return True
        if unit.kind == "row":
            return not self.columns.isdisjoint(unit.columns) or offers(text, kind=self.cue, known=self.words, row=True)
        if self.numeral and not has_numeral(text):
            return False
        if not self.counted:
            return offers(text, kind=self.cue, known=self.words)
        told = counts(text, named=self._is_counted, number=NUMBER)
        return offers(without_labels(text), kind=self.cue, known=self.words) if told is None else told

    def entry(self, unit: Unit, text: str) -> tuple[int, int] | None:
        """[start, end) in `text` of the heading that tells when what a unit says was, or with which version it came; None unless asked."""
        if not self.since_when or self.cue is None or self._told_in_passing(text[unit.start : unit.end]):
            return None
        told = (span for span in reversed(unit.headings) if is_entry(text[slice(*span)], cue=self.cue, known=self.words))
        return next(told, None)

    def _told_in_passing(self, sentence: str) -> bool:
        """True where the word for what was, which ends a question or begins a Russian one, is in such a clause alone."""
        passing, rest = (set(terms(part, language=self.language)) for part in in_passing(sentence))
        asked_for = {self.terms[-1], *(self.terms[:1] if self.language == "ru" else ())}
        return not asked_for.isdisjoint(passing - rest) and self.words.isdisjoint(("who", "whose", "that"))

    def _defined_by(self, text: str) -> bool:
        """True for an item that begins with a name which the question has, and says what that is."""
        named = _DEFINED.match(text)
        return named is not None and not self.weights.keys().isdisjoint(terms(named[1], language=self.language))

    def is_defined_by(self, text: str, unit: Unit) -> bool:
        """True where it is asked what something is, for an item or a term of a definition that names that and nothing else."""
        if self.cue != "meaning" or unit.kind not in ("item", "term"):
            return False
        named = text if unit.kind == "term" else found[1] if (found := _DEFINED.match(text)) else ""
        held = frozenset(terms(named, language=self.language))
        return bool(held) and held <= self.weights.keys() and held >= self.weights.keys() - self.asking

    def _is_counted(self, word: str) -> bool:
        found = terms(word, language=self.language)
        return not self.counted.isdisjoint(found) or not self.counted.isdisjoint(self.loose(tuple(found)))

    def added(self, heading: Iterable[str]) -> float:
        """The share, in [0, 1], of a heading's terms that are neither the question's nor words of asking: how far it is about more."""
        named = {term for term in heading if term not in _light_terms()}
        others = sum(term not in self.weights and not self.loose((term,)) for term in named)
        return others / len(named) if named else 0.0

    def kind_told(self, texts: Iterable[str]) -> frozenset[str]:
        """Those terms that need not be repeated, because texts with what is asked for tell them by what it is."""
        said = "\n".join(texts)
        return self.kind_terms | {term for term, adjective in self.measures.items() if measured(said, adjective=adjective)}

    def loose(self, found: frozenset[str] | tuple[str, ...]) -> set[str]:
        """The question's terms whose first letters begin one of the found terms, or for which one of them may stand."""
        return {self.stems[start] for term in found if (start := term[:PREFIX]) in self.stems} | {
            self.forms[term] for term in found if term in self.forms
        }


def prepare(question: str, *, idf: Mapping[str, float], language: str = "") -> Question:
    """The question with its terms weighed: `terms(question, language=language)`, or with stop words where that is nothing.

    A term that `idf` lacks counts as much as its greatest; a word of asking never more than its share of what the subject's rarest does.
    """
    found = tuple(terms(question, language=language) or terms(question, language=language, stop_words=False))
    tokens = _TOKEN.findall(question)
    news = _terms_at(_NEWS, question)
    grammar = function_words(language) | _terms_at(_POINTING, question) | news
    weights = _weights(found, tokens, idf=idf, grammar=grammar, language=language)
    known, cue, measures = weights.keys(), asked(question), _measures(question, weights)
    return Question(
        terms=found,
        weights=weights,
        stems={term[:PREFIX]: term for term in weights if len(term) >= PREFIX and term.isalpha()},
        forms={other: term for other, term in _told_otherwise(tokens, measures, language=language) if term in known},
        names=frozenset(term for name in _names(question) for term in terms(name, language=language) if term in known),
        words=frozenset(words(question)),
        cue=cue,
        asking=frozenset(known & (_light_terms() | news)) if known - _light_terms() - news else frozenset(),
        kind_terms=_terms_at(_KIND, question) & known if cue in ("number", "version") else frozenset[str](),
        counted=frozenset(terms(counted(question), language=language)) & known - _light_terms() if cue == "number" else frozenset[str](),
        measures=measures,
        columns=frozenset(terms(columns_for(question, kind=cue), language=language)) if cue else frozenset(),
        numeral=cue == "number" and asks_for_numeral(question),
        since_when=asks_since_when(question, cue=cue),
        language=language,
    )


def _weights(
    found: Sequence[str], tokens: Sequence[str], *, idf: Mapping[str, float], grammar: frozenset[str], language: str
) -> dict[str, float]:
    """Each distinct term's share of the whole; they add up to 1.

    `grammar` are words that say nothing of the subject. An identifier counts as one word, however many terms it has.
    """
    rarest = max(idf.values(), default=1.0) or 1.0
    coded = any(_CODE.fullmatch(token) and not is_shared(token) for token in tokens)
    shares = {term: _share(term, grammar=grammar, coded=coded) for term in found}
    said = {term: max(idf.get(term, rarest), 1e-6) for term in found}
    most = max((said[term] for term, share in shares.items() if share == 1.0), default=rarest)
    raw = {term: min(said[term], most) * share for term, share in shares.items()}
    for token in dict.fromkeys(tokens):  # said again it is no lighter
        if _marked(token) or "." in token:
            _share_weight(raw, set(terms(token, language=language)) & raw.keys())
    total = sum(raw.values())
    return {term: weight / total for term, weight in raw.items()}


def _share(term: str, *, grammar: frozenset[str], coded: bool) -> float:
    """What a term weighs against a word of the subject; `coded` is a question about a code."""
    if term in grammar:
        return _OF_GRAMMAR
    if coded and term in _terms_of_codes():
        return _OF_CODES
    return _LIGHT if term in _light_terms() else 1.0


def _share_weight(raw: dict[str, float], parts: set[str]) -> None:
    """An identifier's parts and its whole weigh together as much as the rarest of them: it is one word of the question."""
    whole = sum(raw[part] for part in parts)
    if len(parts) > 1 and whole > 0:
        share = max(raw[part] for part in parts) / whole
        for part in parts:
            raw[part] *= share


def _measures(question: str, asked: Collection[str]) -> dict[str, str]:
    """Those of the question's terms that are measures asked for -> the adjective as it is written: `heavi` -> `heavy`."""
    adjectives = (found[1].lower() for found in _MEASURED.finditer(question))
    return {term: adjective for adjective in adjectives for term in terms(adjective) if term in asked}


def _told_otherwise(tokens: Sequence[str], measures: Mapping[str, str], *, language: str) -> Iterator[tuple[str, str]]:
    """Terms that may stand for terms of the question, each with that term: other forms of its words, and what tells its measures."""
    for token in tokens if language in _WITH_FORMS else ():
        for term in terms(token, language=language):
            for form in other_forms(token.lower().replace("ё", "е")):
                yield from ((other, term) for other in terms(form, language=language))
            yield from ((other, term) for other in other_stems(term))
    for term, adjective in measures.items():
        yield from ((word, term) for word in terms(told_by(adjective)))


def _terms_at(pattern: re.Pattern[str], question: str) -> frozenset[str]:
    """The terms of what a pattern finds in the question: of its group, where it has one."""
    found = (match[match.lastindex or 0] for match in pattern.finditer(question))
    return frozenset(term for words in found for term in terms(words, stop_words=False))


@cache
def _light_terms() -> frozenset[str]:
    return frozenset(terms(_LIGHT_WORDS, stop_words=False)) | frozenset(_LIGHT_WORDS.split())


@cache
def _terms_of_codes() -> frozenset[str]:
    return frozenset(terms(_OF_CODES_TEXT, stop_words=False)) | frozenset(_OF_CODES_TEXT.split())


def _names(question: str) -> list[str]:
    """The words that look like names; a capital at the very beginning shows nothing."""
    foreign = script(question) == "cyrillic"
    tokens = _TOKEN.findall(question)
    if question.isupper() and len(tokens) > _FEW:
        tokens = [token.lower() for token in tokens]
    return [token for at, token in enumerate(tokens) if (at and token[0].isupper()) or _marked(token) or (foreign and _LATIN.match(token))]


def _marked(token: str) -> bool:
    """True for an identifier: digits, an underscore, or capitals after the first letter."""
    return "_" in token or any(character.isdigit() for character in token) or token[1:] != token[1:].lower()
