"""For whom a question asks, where nothing that is shown says so: a price for all is no answer about students without a word on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Claim

ENGLISH = "Nothing that is shown says “{}”: it may be meant for others."
RUSSIAN = "В показанном нет слов «{}»: возможно, это сказано о других."

# One line a group: the words that say the same of people, in both languages.
_GROUPS_TEXT = """
student students undergraduate undergraduates студент студенты студентов студентка учащийся учащихся
pupil pupils schoolchild schoolchildren школьник школьники школьников
child children kid kids toddler toddlers infant infants baby babies minor minors ребенок ребёнок дети детей детям малыш малышей
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
beginner beginners newcomer newcomers новичок новички новичков начинающий начинающих
woman women female женщина женщины женщин
man men male мужчина мужчины мужчин
"""
_OF_THINGS = frozenset(("man", "woman", "minor", "business", "company", "senior", "организация", "организации"))
"""Words that mean things or deeds more often than people: "man pages", "a minor release", «для организации встречи»."""
_PEOPLE = frozenset(("people", "person", "persons", "citizen", "citizens", "users", "людей", "лиц", "граждан", "посетителей"))
"""Before these they mean people again: "senior citizens"."""
_LONGEST = 600
"""Characters of a question that are looked at."""
_FOR = regex(
    r"\b(?:for[ ](?:an?[ ]|the[ ]|my[ ]|our[ ]|all[ ])?|для[ ](?:всех[ ]|моего[ ]|моей[ ]|наших[ ])?)"
    r"(?=(?P<who>[^\W\d_]{2,40}(?:[ -][^\W\d_]{2,40}){0,2}))",
    re.IGNORECASE,
)
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


def unsaid(question: str, claims: Sequence[Claim], *, language: str = "") -> str:
    """A note that names for whom a question asks, where no quote, heading or title of the claims names them; "" otherwise."""
    if not claims:
        return ""
    question = question[:_LONGEST]
    asked = [told for found in _FOR.finditer(question) if (told := _group_in(question, *found.span("who"))) is not None]
    if not asked:
        return ""
    told = {line for claim in claims for one in claim.citations for line in (one.quote, one.title, one.path, *one.headings)}
    known = frozenset(terms("\n".join(sorted(told)), stop_words=False))
    missing = next((who for who, group in asked if known.isdisjoint(group)), "")
    return (RUSSIAN if language == "ru" else ENGLISH).format(missing) if missing else ""


def _group_in(question: str, start: int, end: int) -> tuple[str, frozenset[str]] | None:
    """The word in [start, end) that names a group of people and ends its phrase, and all that say the same; None where none does."""
    for found in _WORD.finditer(question, start, end):
        word, group = found[0], _group_of(found[0])
        following = _WORD.match(question, found.end() + 1)
        behind = following[0].casefold() if following is not None and question[found.end()] == " " else ""
        if group is None or (word.casefold() in _OF_THINGS and behind not in _PEOPLE):
            continue
        joined = behind in _PEOPLE or (behind not in _OF_THINGS and _group_of(behind) is not None)
        last = following if joined and following is not None else found
        if _ENDS.match(question, last.end()) is not None:
            return word, group
    return None


def _group_of(word: str) -> frozenset[str] | None:
    return next((group for stem in terms(word, stop_words=False)[:1] for group in _groups() if stem in group), None)


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(terms(line, stop_words=False)) for line in _GROUPS_TEXT.strip().split("\n"))
