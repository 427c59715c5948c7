"""What is asked of a thing that a table may have a column for: its weight, its price per hour. English and Russian."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from untuned.text.regex import regex
from untuned.text.words import terms

_OF = r"(?:of|for)"
_WHAT = r"(?:what|which)(?:['’]s| is| are| was| were) (?:(?:the|its|their|our|your) )?"
_WORDS = r"[\w-]+(?: [\w-]+)?"
_PROPERTIES = (
    "weight|mass|colou?r|size|height|width|length|depth|volume|warranty|guarantee|age|salary|address|material|brand|manufacturer|capacity"
    "|speed|power|voltage|temperature|duration|distance|rating|resolution|thickness|diameter|density|shape|origin"
)
_RUSSIAN_PROPERTIES = (
    r"вес|масс\w|цвет|размер|высот\w|ширин\w|длин\w|глубин\w|объ[её]м|гаранти\w|возраст|зарплат\w|адрес|материал|бренд|марк\w|производител\w"
    r"|вместимост\w|скорост\w|мощност\w|напряжени\w|температур\w|длительност\w|рейтинг|диаметр|толщин\w"
)
_ASKED = regex(
    rf"^{_WHAT}(?P<of>{_WORDS}) {_OF} |\bhow much (?P<much>{_WORDS}) (?:is|are|does|do|has|have|was|were)\b"
    rf"|^(?:what|which) (?P<property>{_PROPERTIES}) (?:is|are|was|does|do|has|have)\b"
    rf"|^(?:какова?|каков[оы]|как(?:ой|ая|ое|ие)) (?P<russian>[\w-]+) (?:у|имеет|имеют)(?!\w)"
    rf"|^как(?:ой|ого|ая|ое|ие|ова?|ова) (?P<own>(?:{_RUSSIAN_PROPERTIES})(?:а|у|и|ы|ей|ью)?)(?!\w)",
)
_GENERIC = """
code name number id value type kind sort amount status abbreviation symbol meaning purpose use answer result total sum money time space date
day room word title description reason difference deadline rate list part way default effect
код имя название номер значение тип вид сумма статус сокращение смысл время дата день описание разница срок
"""
"""What a column need not be called that tells it."""
_PRICES = """
price cost fee rate charge tariff amount budget total salary wage rent toll fare premium value payment paid discount money
eur euro usd dollar gbp pound chf franc rub ruble cent
цена стоимость тариф плата сумма бюджет оклад зарплата аренда взнос итого руб рубль евро доллар
"""
_PER = regex(
    r"\b(?:per|an?|each|every) (?P<period>hour|day|night|week|month|quarter|year)\b"
    r"|(?<!\w)(?:в|за) (?P<russian>час|день|сутки|неделю|месяц|квартал|год)(?!\w)"
)
_PERIODS: Mapping[str, str] = {
    "hour": "hour hourly час часа часов почасовая",
    "day": "day daily день дня сутки сутках ежедневно посуточно",
    "night": "night nightly ночь",
    "week": "week weekly неделя неделю еженедельно",
    "month": "month monthly месяц месяца ежемесячно",
    "quarter": "quarter quarterly квартал ежеквартально",
    "year": "year yearly annual annually год года лет ежегодно",
}
_RUSSIAN_PERIODS = {"час": "hour", "день": "day", "сутки": "day", "неделю": "week", "месяц": "month", "квартал": "quarter", "год": "year"}
_COST = regex(r"\b(?:costs?|price|fee|rate|charge|how much|paid|pay)\b|(?<!\w)(?:сто[ия]т|цена|сколько|плата)(?!\w)")


def attribute_asked(question: str, *, language: str) -> str:
    """The analysed noun for what is asked of something, such as `warranti` of "what is the warranty of the drill?"; "" for none."""
    asked = _ASKED.search(_said(question))
    named = terms(asked[asked.lastgroup or 0], language=language) if asked is not None else []
    return next((term for term in reversed(named) if term not in _analysed(_GENERIC)), "")


def period_asked(question: str) -> str:
    """The time for which a price is asked, such as `hour` of "what does it cost per hour?"; "" for none."""
    said = _said(question)
    asked = _PER.search(said)
    if asked is None or _COST.search(said) is None:
        return ""
    return asked["period"] or _RUSSIAN_PERIODS[asked["russian"]]


def is_per_another_time(period: str, found: Collection[str]) -> bool:
    """True where analysed words tell other periods than the one that is asked for."""
    told = {name for name, listed in _PERIODS.items() if not _analysed(listed).isdisjoint(found)} if period else set[str]()
    return bool(told) and period not in told


def tells_prices(found: Collection[str]) -> bool:
    """True where analysed words name prices or a currency."""
    return not _analysed(_PRICES).isdisjoint(found)


def _said(question: str) -> str:
    return " ".join(question.lower().split())


@cache
def _analysed(listed: str) -> frozenset[str]:
    return frozenset(_each(listed))


def _each(listed: str) -> Iterator[str]:
    for language in ("en", "ru"):
        yield from terms(listed, language=language, stop_words=False)
