"""Words of a question that ask, and say nothing of its subject: what is missing of them tells little. English and Russian."""

from __future__ import annotations

import re
from functools import cache

from untuned.models.reader.contacts import KINDS
from untuned.models.reader.cues import CueKind
from untuned.models.reader.measures import ADJECTIVES
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.function_words import function_words
from untuned.text.hours import whose_hours
from untuned.text.regex import regex
from untuned.text.releases import newest_in
from untuned.text.words import terms

_LIGHT_WORDS = """
many much long often way want need get somebody someone something anybody anyone anything kind mean happen please tell explain know exactly
let through keep look go own some each other already since too given yet up out any because use now show try run work make made start still
again instead even really right wrong actually probably possible thing case place time anymore longer ever never seem give gave put set call
take took end expected allowed wondering bug fix cost price number name located situated per
можно нужно надо хочу кто-нибудь что-нибудь кто-то что-то сделать делать значит означает много долго часто скажи скажите объясни
объясните пожалуйста узнать именно зачем каким какими какую каких мочь уже только просто теперь сделал взять брать дать использовать
другой каждый вместо самый очень снова затем потом какой-то вообще стоит стоить цена номер имя
находится находятся находился расположен расположена расположены
сколько скольких скольким сколькими насколько какому которого которой которых которым которыми котором
нужен нужна нужны понадобится понадобятся должен должна должно должны стоят стоил стоила стоило стоимость почем
проходит пройдет пройдут прошло состоится состоятся состоялось состоялась проводится проводятся
"""
_LIGHT = 0.3
"""What a word of asking weighs, against a word of the subject: rare as it may be in documents, its absence tells little."""

_RUSSIAN_GRAMMAR = """
такое такая такие таких буду будет будут будем будете быть бывает бывают могу может можем можете могут мог могла могли
наш наша наше наши нашего нашей нашем нашу наших нашим нашими ваш ваша ваше ваши вашего вашей вашем вашу ваших вашим вашими
"""
"""Russian words whose English counterparts are stop words: `такое` of «что такое», `будет` of «когда будет», `ваш`."""
_OF_GRAMMAR = 0.05
"""What a word of grammar weighs that is no stop word."""

_OF_CODES_TEXT = """
error code fault message alarm warning appear occur mean get come indicate display show cause reason
ошибка код неисправность сообщение сигнал предупреждение авария сбой причина появляться появиться возникать возникнуть случаться
случилось происходить произошло выдавать выдаёт показывать показать выводить выскакивать вылезать вылезти гореть загореться писать
обозначать значить означать значение такое
got keep keeps kept see saw seen say says throw throws popping pops screen app program always constantly still again time now today suddenly
help fix solve resolve repair handle happening happened do all every
экран приложение программа постоянно всегда опять снова время теперь сегодня помогите исправить устранить убрать решить починить делать
сделать
"""
_OF_CODES = 0.1
"""What a word of asking, or of what a code is, weighs beside a code: the code alone says what is asked about."""

_KIND = regex(
    r"\bhow (many|much|long|often)\b|\b(versions?|releases?)\b"
    r"|\b(сколь(?:ко|ких|ким|кими|ки))\b|\bкак (долго|часто)\b|\b(верси\w+|релиз\w*)\b",
    re.IGNORECASE,
)
_KIND_OF_TIME = regex(
    r"\b(?:what|which) (year|date|day|month|time)\b"
    r"|\bкак(?:ом|ой|ого|ому|им|их|ие|ая|ую|ое) (год\w{0,2}|дат\w{1,3}|месяц\w{0,2}|числ\w{1,2}|день|дн(?:я|ю|ем|е|и|ей|ям)"
    r"|час(?:а|у|ам|ы|ов)?|врем\w+)\b",
    re.IGNORECASE,
)
_KIND_OF_CONTACT = regex(KINDS, re.IGNORECASE)
_MEASURED = regex(rf"\bhow ({ADJECTIVES})\b", re.IGNORECASE)
_UNTIL = regex(
    r"\b(until|till|since|from|by) when\b|(?<!\w)(во сколько|до скольки|со? скольки)(?!\w)(?! (?:[\w-]+ ){0,2}об(?:ойд|ош|ход))"
    r"|\b(?:до|с|по|от) (?:какого|каких|какое|которого) (?:времени|пор|время|часа)\b",
    re.IGNORECASE,
)
_MODAL = regex(r"\b(?:how|what|which|when|where|who|why)\b.{0,60}?[^\W\d_] (may|might|must)\b(?! \d)")
"""A verb behind what asks, which says nothing of the subject; at the beginning it asks whether something is allowed, or has to be."""
BROUGHT = regex(
    r"^(?:(?:can|may|could|might|must|should) (?:i|we|you|one|people|guests|members|visitors|children)"
    r"|(?:am i|are (?:we|you|guests|members|visitors)) allowed to|is it (?:allowed|permitted|ok|okay) to|do you allow (?:us|me) to)"
    r" (?:also |ever )?(bring)\b(?! (?:back|up|about)\b)"
    r"|^(?:можно(?: ли)?|разрешено ли) (?:[^\W\d_]+ )?(привести|приводить|взять|брать)(?!\w)",
    re.IGNORECASE,
)
"""What is brought may come in: a text that says who or what may enter need not say who brings it."""
_KINDS_VERB = regex(
    r"^(?:what|which) (?:[\w'’-]+ ){1,5}?(?:do (?:you|we) (offer|sell|stock|provide)|are (available|on offer))\W*$"
    r"|^какие (?:[\w-]+ ){1,2}(?:у вас )?(?:вы )?(имеются|бывают|предлагаете|продаёте|продаете)\W*$",
    re.IGNORECASE,
)
"""A verb behind what there is to choose from: a list of that need not say that it is sold."""
_WHERE_VERB = regex(
    r"^where (?:do|does|can|could|should|would|will|might|may) (?:i|we|you|one|people|somebody|someone) (find|get|see|look|view)\b"
    r"|^где (?:(?:я|мы|мне|нам|можно|могу|можем) ){0,2}(найти|посмотреть|увидеть|взять|искать)\b",
    re.IGNORECASE,
)
"""A verb behind `where` that says nothing of what is looked for."""
_DATE_OF_DAY = regex(
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?(\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(ENGLISH_MONTHS)})"
    rf"|(?:{'|'.join(ENGLISH_MONTHS)}) \d{{1,2}}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
"""A date behind the day of the week, by which hours are told."""
_MONTH_BEFORE = regex(r"\b(?:in|of|by|from|since|until|till|to|for|this|next|last|and|or|on|every|each|during|before|after) may\b")
_ASKING_WHO = """
responsible charge ask contact turn talk speak handle handles deal deals care look looks person
ответственный отвечать отвечает обращаться обратиться занимается занимаетесь ведает спросить
"""
_POINTING = regex(r"\b(?:here|туда|сюда|оттуда|отсюда|здесь|тут)\b", re.IGNORECASE)

_OF_MEANING = regex(
    r"^\W*(?:please |can you |could you )*(define|definition|meaning)\b|\b(stand) for\W*$|\b(definition|meaning) of\b"
    r"|\b(term|acronym|abbreviation) (?=\S+\W*$)"
    r"|\b(определени[ея]|расшифров\w+|термин\w{0,2}|понима[ею]тся|подразумева[ею]тся|означа[ею]т|аббревиатур\w)\b"
    r"|^\W*(?:was|que|qu[ée]|(?:che )?cosa|che|o que|wat|vad|hvad?|co|що) "
    r"(bedeute[tn]|signifie(?:nt)?|significan?o?|significam?|betekent|betekenen|betyde?r|innebär|oznacza(?:ją)?|znaczy|znamenají?|znamená"
    r"|означа(?:є|ють)|значить)\b",
    re.IGNORECASE,
)
"""Words that ask for the meaning of what stands behind them."""
_CAME_TEXT = r"released|out|(?:come|came|go|went) (?:out|live)|shipped|ship|вышл[аио]|вышел|выпустили|выпущена"
_NEWS = regex(
    r"\bwhat(?:[’']s| is| was| has| have)? (?:been )?(new|changed)\b|\b(?:what|which) (changes)\b"
    r"|\bwhat (?:was|were|has been|have been|got|did [^\W\d]\S* \S+) (added|add|introduced?|brought?|bring)\b(?=.*\d)"
    r"|\bчто (нового|изменилось|поменялось)\b|\bкакие (изменения)\b"
    r"|\b(versions?|releases?|верси[яиюей]|релиз[ае]?)\b(?= v?\d)"
    rf"|(?:(?<=\d )|(?<=\d[a-z] ))({_CAME_TEXT})\b"
    r"|\b(вышл[аио]|вышел|выпустили|выпущена?)\b(?= (?:верси|релиз|выпуск)\w{0,2} v?\d)",
    re.IGNORECASE,
)
"""Words that ask what a release brought or when it came, or say of its number that it is one."""

_CAME = regex(rf"\b({_CAME_TEXT}|published|выпущен)\b", re.IGNORECASE)
"""Words for that by themselves, where the newest release is asked for."""


def light_terms() -> frozenset[str]:
    """The analysed words of asking."""
    return _analysed(_LIGHT_WORDS)


def asking_terms(question: str, *, who: bool) -> frozenset[str]:
    """Words of asking; with `who` those too that only ask where somebody is asked for: "Who is in charge of parking?"."""
    low = question.lower()
    modal = frozenset[str]() if _MONTH_BEFORE.search(low) else terms_at(_MODAL, low)
    modal |= terms_at(_OF_MEANING, low) | terms_at(BROUGHT, low.strip()) | terms_at(_KINDS_VERB, low.strip())
    modal |= terms_at(_DATE_OF_DAY, low) if whose_hours(low.strip()) else frozenset[str]()
    return light_terms() | modal | (_analysed(_ASKING_WHO) if who else frozenset[str]())


def share_of(term: str, *, light: frozenset[str], grammar: frozenset[str], coded: bool) -> float:
    """What a term weighs against a word of the subject, in (0, 1]; `coded` is a question about a code."""
    if term in grammar:
        return _OF_GRAMMAR
    if coded and term in _analysed(_OF_CODES_TEXT):
        return _OF_CODES
    return _LIGHT if term in light else 1.0


def grammar_of(question: str, *, language: str) -> frozenset[str]:
    """The question's terms that are grammar, or only point at where the asker is."""
    of_language = _analysed(_RUSSIAN_GRAMMAR) if language == "ru" else function_words(language)
    return of_language.union(*(terms_at(pattern, question.strip()) for pattern in (_POINTING, _UNTIL, _WHERE_VERB)))


def news_in(question: str) -> frozenset[str]:
    """The terms that ask what a release brought, when it came, or which is the newest."""
    newest = newest_in(question)
    told = terms_at(_NEWS, question)
    return told if newest is None else told | frozenset(terms(question[slice(*newest)])) | terms_at(_CAME, question)


def kind_terms(question: str, *, cue: CueKind | None) -> frozenset[str]:
    """The terms that say what kind of thing is asked for, where one of that kind may stand for them: `phone` of "the phone number"."""
    match cue:
        case "number" | "version":
            return terms_at(_KIND, question)
        case "date":
            return kind_of_time_in(question)
        case "phone" | "email":
            return terms_at(_KIND_OF_CONTACT, question)
        case _:
            return frozenset()


def kind_of_time_in(question: str) -> frozenset[str]:
    """The terms that say what kind of time is asked for: `year` of "which year"."""
    return terms_at(_KIND_OF_TIME, question)


def adjectives_in(question: str) -> list[str]:
    """The adjectives of measures that are asked for, as they are written in small letters: `heavy` of "how heavy"."""
    return [found[1].lower() for found in _MEASURED.finditer(question)]


def terms_at(pattern: re.Pattern[str], question: str) -> frozenset[str]:
    """The terms of what a pattern finds in the question: of its group, where it has one."""
    found = (match[match.lastindex or 0] for match in pattern.finditer(question))
    return frozenset(term for words in found for term in terms(words, stop_words=False))


@cache
def _analysed(listed: str) -> frozenset[str]:
    """The words of a list, as they are and analysed."""
    return frozenset(terms(listed, stop_words=False)) | frozenset(listed.split())
