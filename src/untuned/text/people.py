"""Groups of people that a text names, in English and Russian: for whom a price is, and whom a question asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from untuned.text.regex import regex
from untuned.text.words import terms

# One line a group: the words that say the same of people, in both languages.
_GROUPS_TEXT = """
student students undergraduate undergraduates студент студенты студентов студентка учащийся учащихся
pupil pupils schoolchild schoolchildren школьник школьники школьников
child children kid kids toddler toddlers infant infants baby babies minor minors junior juniors \
юниор юниоры юниоров ребенок ребёнок дети детей детям малыш малышей
teenager teenagers teen teens подросток подростки подростков молодежь молодежи
senior seniors pensioner pensioners retiree retirees retired elderly пенсионер пенсионеры пенсионеров пожилой пожилых
adult adults взрослый взрослые взрослых
family families семья семьи семей
member members membership член члены членов
employee employees staff personnel сотрудник сотрудники сотрудников работник работники работников персонал персонала
contractor contractors freelancer freelancers подрядчик подрядчики подрядчиков
intern interns trainee trainees apprentice apprentices стажер стажёр стажеры стажеров стажёров
teacher teachers educator educators учитель учителя учителей преподаватель преподаватели преподавателей педагог педагогов
veteran veterans ветеран ветераны ветеранов
resident residents житель жители жителей
foreigner foreigners иностранец иностранцы иностранцев нерезидент нерезидентов
tourist tourists турист туристы туристов
company companies business businesses corporate компания компании компаний организация организаций юрлицо юрлиц
nonprofit nonprofits charity charities ngo нко благотворительный
disabled disability disabilities wheelchair инвалид инвалиды инвалидов инвалидность
guest guests visitor visitors outsider outsiders гость гостя гости гостей посетитель посетители посетителей
beginner beginners newcomer newcomers novice novices новичок новички новичков начинающий начинающих
intermediate intermediates
advanced experts expert продвинутый продвинутых
woman women female женщина женщины женщин
man men male мужчина мужчины мужчин
"""
_OF_THINGS = frozenset(
    ("man", "woman", "minor", "junior", "business", "company", "senior", "intermediate", "expert", "организация", "организации")
)
"""Words that mean things or deeds more often than people: "man pages", "a minor release", «для организации встречи»."""
_PEOPLE = frozenset(("people", "person", "persons", "citizen", "citizens", "users", "людей", "лиц", "граждан", "посетителей"))
"""Before these they mean people again: "senior citizens"."""
_EXCLUSIVE_TEXT = """
child adult; child senior; teenager adult; teenager senior; adult senior; member guest; employee contractor; employee guest
resident foreigner; resident tourist; woman man; teacher student; teacher pupil; beginner intermediate; beginner advanced
intermediate advanced
"""
"""Groups of which nobody is in both: what is said for the one is nothing for the other. Students may well be members."""
_LEVELS = frozenset(("beginner", "novice", "intermediate", "advanced"))
"""Before any plural they mean people: "advanced potters"."""
LONGEST = 600
"""Characters of a question in which groups are looked for."""
_FOR = regex(
    r"\b(?:for[ ](?:an?[ ]|the[ ]|my[ ]|our[ ]|all[ ])?|для[ ](?:всех[ ]|моего[ ]|моей[ ]|наших[ ])?)"
    r"(?=(?P<who>[^\W\d_]{2,40}(?:[ -][^\W\d_]{2,40}){0,2}))",
    re.IGNORECASE,
)
_SUBJECT = regex(
    r"\b(?:do|does|did|can|could|may|must|should|will|are|have)[ ](?:the[ ]|our[ ])?"
    r"(?=(?P<who>(?:non-?[ ]?)?(?:[^\W\d_]{2,40}s|children|people|women|men)\b)[ ])",
    re.IGNORECASE,
)
"""Before a group that a question asks about as its subject: in the plural, for `Can student cards be used?` asks about cards."""
_CELL_END = regex(r"[,;\t](?!\s)")
_FEWEST_CELLS = 2
_ONLY_FOR = regex(
    r"(?<!\bnot )\b(?:only|exclusively|reserved)[ ](?:(?:open[ ]|available[ ])?(?:for|to|by)[ ])?(?:the[ ]|our[ ]|club[ ])?"
    r"(?P<who>[^\W\d_]{3,40})"
    r"|(?<!\w)(?P<alone>[^\W\d_]{3,40})[ -]only(?=\s*(?:\Z|[.,;:!?()]|\||(?:and|or|but|on|in|at|from|until|between)\b))"
    r"|(?<!\bне )(?<!\w)(?:только|исключительно)[ ](?:для[ ])?(?P<russian>[^\W\d_]{3,40})",
    re.IGNORECASE,
)
_NOT = regex(r"\b(?:non[- ]?|не[- ]?)\Z", re.IGNORECASE)
_WORD = regex(r"[^\W\d_]+")
_ENDS = regex(
    r"\s*(?:\Z|[?!.,;:…()\[\]\"»”–—/]|(?:and|or|but|nor|if|when|while|who|whose|that|which|of|in|on|at|to|from|by|with|without|under|over"
    r"|above|below|aged|as|than|up|during|after|before|until|between|within|outside|per|only|too|also|today|now|here|there|is|are|was|were"
    r"|be|do|does|did|has|have|can|may|must|will|should|cost|costs|pay|pays|get|gets|need|needs|apply|applies"
    r"|и|или|но|а|если|когда|ли|в|во|на|с|со|из|до|от|по|при|без|у|к|ко|за|под|над|не|о|об|старше|младше|после|перед|как|чем|кто|котор\w+"
    r"|есть|стоит|стоят|нужен|нужна|нужно|нужны|действует|действуют|будет|будут|можно|предусмотрен\w*)\b)",
    re.IGNORECASE,
)
"""What stands behind a phrase: before any other word, a group's is part of a name of something else, as in "child processes"."""


class Group(NamedTuple):
    """A group of people as a text names it."""

    word: str
    names: frozenset[str]
    """Analysed words that say the same, in both languages."""
    outside: bool = False
    """All who are not in it: `non-members`."""

    def excludes(self, other: Group) -> bool:
        """True where nobody is in both."""
        if self.outside != other.outside:
            return self.names == other.names
        return not self.outside and (self.names, other.names) in _exclusive()

    def is_named_in(self, text: str) -> bool:
        """True where a text has a word for it, or for whom it is one with: guests are `non-members`."""
        if not self.outside and not self.names.isdisjoint(terms(text, stop_words=False)):
            return True
        return any(self._is(one) for one in _all(text))

    def _is(self, other: Group) -> bool:
        return self.names == other.names if self.outside == other.outside else (self.names, other.names) in _exclusive()


def groups_for(text: str) -> Iterator[Group]:
    """The groups for whom something is: `for members`, «для студентов»."""
    return filter(None, (_group_in(text, *found.span("who")) for found in _FOR.finditer(text)))


def groups_asked(question: str) -> Iterator[Group]:
    """The groups for whom a question asks: `for guests`, and the subject of `Can guests use it?`."""
    yield from groups_for(question)
    for found in _SUBJECT.finditer(question):
        word = next(reversed(list(_WORD.finditer(question, *found.span("who")))))
        group = _named_at(question, word)
        if group is not None and word[0].casefold() not in _OF_THINGS:
            yield group


def groups_only(text: str) -> Iterator[Group]:
    """The groups for whom alone something is: `for members only`, `only members`, «только для членов»."""
    for found in _ONLY_FOR.finditer(text):
        word = _WORD.match(text, found.start(found.lastgroup or 0))
        group = None if word is None else _named_at(text, word)
        if group is not None:
            yield group


def groups_in_cells(text: str) -> Iterator[Group]:
    """The groups that stand alone in a cell of a row: for them is what the row tells."""
    for row in text.splitlines():
        cells = row.split("|") if "|" in row else _CELL_END.split(row)
        if len(cells) > _FEWEST_CELLS:
            words = (word for cell in cells if (word := _WORD.fullmatch(cell.strip(' "'))) is not None)
            yield from filter(None, (_named_at(word.string, word) for word in words))


def _all(text: str) -> Iterator[Group]:
    return filter(None, (_named_at(text, word) for word in _WORD.finditer(text)))


def _group_in(text: str, start: int, end: int) -> Group | None:
    """The group that a word in [start, end) names which ends its phrase; None where none does."""
    for found in _WORD.finditer(text, start, end):
        word, group = found[0], _named_at(text, found)
        following = _WORD.match(text, found.end() + 1)
        behind = following[0].casefold() if following is not None and text[found.end()] == " " else ""
        of_level = word.casefold() in _LEVELS and behind.endswith("s")
        if group is None or (word.casefold() in _OF_THINGS and behind not in _PEOPLE and not of_level):
            continue
        joined = of_level or behind in _PEOPLE or (behind not in _OF_THINGS and _names_of(behind) is not None)
        last = following if joined and following is not None else found
        if _ENDS.match(text, last.end()) is not None:
            return group
    return None


def _named_at(text: str, word: re.Match[str]) -> Group | None:
    """The group that a word names; `non-members` are whoever is outside."""
    low, names = word[0].casefold(), _names_of(word[0])
    if names is None and low[:3] == "non" and low[3:] and (inner := _names_of(low[3:])) is not None:
        return Group(word[0], inner, outside=True)
    if names is None:
        return None
    denied = _NOT.search(text, max(0, word.start() - 4), word.start())
    return Group(word[0] if denied is None else text[denied.start() : word.end()], names, outside=denied is not None)


def _names_of(word: str) -> frozenset[str] | None:
    return next((group for stem in terms(word, stop_words=False)[:1] for group in _groups() if stem in group), None)


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(terms(line, stop_words=False)) for line in _GROUPS_TEXT.strip().split("\n"))


@cache
def _exclusive() -> frozenset[tuple[frozenset[str] | None, frozenset[str] | None]]:
    pairs = [tuple(map(_names_of, pair.split())) for pair in _EXCLUSIVE_TEXT.replace("\n", ";").split(";") if pair.strip()]
    return frozenset(both for one, other in pairs for both in ((one, other), (other, one)))
