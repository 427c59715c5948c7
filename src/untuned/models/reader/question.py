"""A question as readers see it: its terms with what each weighs, its names, what it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from untuned.models.reader.cues import CueKind, asked, columns_for, offers
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
take took end expected allowed wondering bug fix cost price number name
можно нужно надо хочу кто-нибудь что-нибудь кто-то что-то сделать делать значит означает много долго часто скажи скажите объясни
объясните пожалуйста узнать именно зачем каким какими какую каких мочь уже только просто теперь сделал взять брать дать использовать
другой каждый вместо самый очень снова затем потом какой-то вообще стоит стоить цена номер имя
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
_POINTING = re.compile(r"\b(?:here|туда|сюда|оттуда|отсюда|здесь|тут)\b", re.IGNORECASE)

_FEW = 2
"""Words that may all be names in capitals, such as `CORS` and `JWT TOKEN`; capitals throughout a longer question show nothing."""

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
    names: frozenset[str]
    """Those terms that name something: capitals inside the sentence, identifiers, numbers, Latin words in a Russian question."""
    words: frozenset[str]
    cue: CueKind | None
    kind_terms: frozenset[str]
    """Those terms that say what kind of thing is asked for, such as `long` of "how long": what is of that kind need not repeat them."""
    columns: frozenset[str]
    """Terms of the names that a column with what is asked for may have."""
    language: str

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Terms that are neighbours in the question."""
        return frozenset(pairwise(self.terms))

    def offered(self, text: str, unit: Unit) -> bool:
        """True when a unit, with its text, has something of the kind that is asked for; False where no kind is.

        A row of a table has it too where a column is named so.
        """
        if self.cue is None:
            return False
        row = unit.kind == "row"
        return (row and not self.columns.isdisjoint(unit.columns)) or offers(text, kind=self.cue, known=self.words, row=row)

    def loose(self, found: frozenset[str] | tuple[str, ...]) -> set[str]:
        """The question's terms whose first letters begin one of the found terms."""
        return {self.stems[start] for term in found if (start := term[:PREFIX]) in self.stems}

    def weight(self, held: set[str] | frozenset[str]) -> float:
        """The share of the question that some of its terms make up."""
        return sum(map(self.weights.__getitem__, held))


def prepare(question: str, *, idf: Mapping[str, float], language: str = "") -> Question:
    """The question with its terms weighed: `terms(question, language=language)`, or with stop words where that is nothing.

    A term that `idf` lacks counts as much as its greatest; a word of asking never more than its share of what the subject's rarest does.
    """
    found = tuple(terms(question, language=language) or terms(question, language=language, stop_words=False))
    rarest = max(idf.values(), default=1.0) or 1.0
    tokens = _TOKEN.findall(question)
    coded = any(_CODE.fullmatch(token) and not is_shared(token) for token in tokens)
    cue = asked(question)
    light, lightest = _light_terms(), _terms_of_codes() if coded else frozenset[str]()
    grammar = function_words(language) | _terms_at(_POINTING, question)
    shares = {
        term: _OF_GRAMMAR if term in grammar else _OF_CODES if term in lightest else _LIGHT if term in light else 1.0 for term in found
    }
    said = {term: max(idf.get(term, rarest), 1e-6) for term in found}
    most = max((said[term] for term, share in shares.items() if share == 1.0), default=rarest)
    raw = {term: min(said[term], most) * share for term, share in shares.items()}
    for token in dict.fromkeys(tokens):  # said again it is no lighter
        if _marked(token) or "." in token:
            _share_weight(raw, set(terms(token, language=language)) & raw.keys())
    total = sum(raw.values())
    return Question(
        terms=found,
        weights={term: weight / total for term, weight in raw.items()},
        stems={term[:PREFIX]: term for term in raw if len(term) >= PREFIX and term.isalpha()},
        names=frozenset(term for name in _names(question) for term in terms(name, language=language) if term in raw),
        words=frozenset(words(question)),
        cue=cue,
        kind_terms=_terms_at(_KIND, question) & raw.keys() if cue in ("number", "version") else frozenset[str](),
        columns=frozenset(terms(columns_for(question, kind=cue), language=language)) if cue else frozenset(),
        language=language,
    )


def _share_weight(raw: dict[str, float], parts: set[str]) -> None:
    """An identifier's parts and its whole weigh together as much as the rarest of them: it is one word of the question."""
    whole = sum(raw[part] for part in parts)
    if len(parts) > 1 and whole > 0:
        share = max(raw[part] for part in parts) / whole
        for part in parts:
            raw[part] *= share


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
