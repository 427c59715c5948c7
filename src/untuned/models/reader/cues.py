"""What kind of answer a question asks for, and whether a text has something of that kind; English and Russian."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

from untuned.models.reader import contacts
from untuned.models.reader.counts import CODE_ASKED
from untuned.models.reader.measures import ADJECTIVES
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.measures import measure_after
from untuned.text.regex import regex

CueKind = Literal["phone", "email", "version", "price", "number", "date", "value", "name", "who", "where", "why", "how", "meaning"]

_ONE = r"(?: (?!(?:do|does|did|is|are|was|were|can|could|will|would|should|has|have|had)\b)\w+)?"
"""At most one word between "what" and what is asked for, which is no verb: "what does error 7 mean" asks for no error."""

_NOT_PAID = (
    r"(?!.*\b(?:costs?|charge|pay|price|fee)\b).*\b(?:hold|contain|pump|carry|lift|bear|support|eat|drink|rain|snow|sleep|rise|grow|fall|drop|shrink"
    r"|increase|decrease|consume|produce|deliver|generate|yield|draw|lose|gain|expand)\b"
)
"""Verbs of amounts that are no money: "how much does the tank hold?"."""

_SOMEBODY = r"(?:(?!(?:which|that|is|are|was|were|be|been|being|must|should|can|will|when|where|how|to|by|get|gets|date|day)\b)[\w'’&-]+ )"
"""A word of who is paid: no "date by which invoices are paid"."""
_BEFORE_PAID = (
    r"(?:(?:я|мы|вы|ты|он|она|они|мне|нам|вам|ему|ей|им|нужно|надо|можно|прид[её]тся|будет|обычно|сейчас|у вас|у нас|за [\w-]+|с [\w-]+) )"
)
"""What stands between "сколько" and the verb where it asks how much money, and counts nothing."""

# The first that matches wins, so the narrow ones come first.
_ASKED: dict[CueKind, re.Pattern[str]] = {
    "phone": regex(contacts.PHONE_ASKED),
    "email": regex(contacts.EMAIL_ASKED),
    "version": regex(
        r"\b(?:what|which)(?:'s| is| was)?(?: the)?(?: \w+){0,2} (?:version|release)\b(?! v?\d)"
        r"|\bкак(?:ой|ая|ую|ие) (?:\w+ )?(?:верси|релиз)"
    ),
    "date": regex(
        r"\bwhen (?:did|was|were|is|are|do|does|will|has|have|had|should|can|could|would|must)\b|\bsince when\b|^when\W*$"
        r"|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|(?<!, )\bкогда\b"
        r"|\bво сколько\b(?! (?:[\w-]+ ){0,2}об(?:ойд|ош|ход))|\bс каких пор\b"
        r"|\bкак(?:ом|ой|ого|ому|им|их|ие|ая|ую) (?:год|дат|век|месяц|день|дня|дню|дне|дням|дни\b|десятилет|час(?:а|у|ам|ы|ов)?\b)"
        r"|\bкак(?:ого|ому|им) числ|\bна какое числ|\bкак(?:ое|ого|ому) врем"
    ),
    "price": regex(
        rf"\bhow much (?:(?:do|does|did|will|would)\b(?!{_NOT_PAID})|(?:is|are|was|were)\b)"
        r"(?!.*\b(?:of|time|memory|weigh|(?:disk|free|storage|used) space)\b)"
        r"|\bwhat (?:do|does|did|will|would)\b.{1,60}\bcost\b"
        r"|\b(?:what|which)(?:'s| is| was| are)? (?:the )?(?:\w+ )?(?:price|fee|cost)s?\b"
        r"|\bwhat(?:'s| is| was| are| were) (?:(?:the|my|our|your) (?:[\w'’-]+ )?|[\w-]+['’]s? |(?=\w+ (?:for|of|on|in|at|to)\b))"
        r"(?:rent|salary|wage|deposit|surcharge|fine)s?"
        r"(?= (?:for|of|on|in|at|to)\b|\W*$)(?! for\W*$)"
        rf"|\bwhat (?:is|are|was|were) {_SOMEBODY}{{1,6}}paid\b(?! (?:by|with|in|into|to|on|from|out of|late|early|for\W*$))"
        r"|\bсколько (?:\w+ )?сто(?:[ия]т|ил[аои]?\b)|\bсколько (?:это )?будет стоить\b"
        rf"|\bсколько {_BEFORE_PAID}{{0,3}}(?:(?:за|до|у|о)?плат(?:ят|ит[ье]?|им|ил[аи]?)\b|зарабатыв"
        r"|бер(?:у|[её]те?|ут)\b(?= (?:за|с (?!соб))|\W*$))"
        r"|\bкак(?:ова|ая|ую|ой) (?:цен|стоимост|плат[ауы]\b)|\bпо какой цене\b"
        r"|\bпоч[её]м\b|\bво сколько (?:[\w-]+ ){0,2}об(?:ойд|ош|ход)"
    ),
    "number": regex(
        rf"\bhow (?:many|much|long|old|often|soon|late|{ADJECTIVES})\b"
        rf"|\b(?!what (?:is|are) [\w-]+\W*$)(?:what|which)(?: (?:is|was|are))?(?: the)?{_ONE} "
        r"(?:number|percent\w*|amount|size|price|limit|rate|maximum|minimum|port|total|temperature|weight|speed)\b"
        r"|\b(?:what|which) (?:\w+ )?status code\b|\bкак(?:ой|им|ого) (?:\w+[ -])?код\b"
        rf"|{CODE_ASKED}"
        r"|\bсколь(?:ко|ких|ким|кими|ки|ку)\b|\bкак (?:долго|часто|далеко|быстро|давно|велик)"
        r"|\bкак(?:ой|ова|ую|ов|ая|ое|ие) (?:процент|размер|лимит|максимальн|минимальн|числ|количеств|цен|стоимост|дол|порт|срок)"
        r"|\bкак(?:ой|ого|ова|ую|ов|ая) (?:сумм|размер|возраст|вес\b|веса\b|масс|длин|высот|ширин|глубин|толщин|площад|об[ъь][её]м"
        r"|температур|мощност|скорост|скидк|расстояни)"
    ),
    "value": regex(r"\b(?:what|which)(?:'s| is| was| are)? (?:the |its |my |their )?default\b|\bпо умолчанию\b"),
    "who": regex(r"\bwho(?:m|se)?\b|\bкто\b|\bкого\b|\bкому\b|\bкем\b|\bчь[яеиёю]\b|\bчей\b"),
    "where": regex(
        r"\bwhere\b|\b(?:what|which) (?:city|country|place|state|location|town|region)\b|\bгде\b|\bкуда\b|\bоткуда\b"
        r"|\bв как(?:ом|ой) (?:город|стран|мест|штат|регион)"
    ),
    "why": regex(
        r"\bwhy\b|\bwhat (?:is |was |are )?(?:the )?(?:reason|cause)|\bfor what reason"
        r"|\bпочему\b|\bзачем\b|\bпо какой причине\b|\bотчего\b|\bиз-за чего\b"
    ),
    "name": regex(
        rf"\b(?:what|which){_ONE} (?:parameter|argument|method|function|class|option|header|exception|error|command|library|package"
        r"|module|tool|decorator|attribute|field|setting|flag|variable|file|keyword|property|event|algorithm|symbol|program|project)(?:e?s)?\b"
        r"|\bкак(?:ой|ая|ое|ие|им|ую|ого|ими) (?:[\w-]+ )?(?:параметр|аргумент|метод|функци|класс|опци|заголов|исключени|ошибк|команд"
        r"|библиотек|пакет|модул|инструмент|утилит|декоратор|атрибут|пол[еяю]\b|настройк|флаг|переменн|файл|свойств|событи|алгоритм|символ)"
    ),
    "meaning": regex(
        r"^what (?:is|are) (?:an? |(?!(?:the|my|our|your|its|their)\b))[\w.\-`]+(?: [\w.\-`]+)?\?*$"
        r"|\bwhat does .{1,60} (?:mean|stand for)\b|^(?:please |can you |could you )?define (?!the )\S|\b(?:meaning|definition) of\b"
        r"|\bчто такое\b|\bчто (?:озна|знач)|\bчто (?:понима|подразумева)[ею]тся под\b"
        r"|^(?:дай(?:те)? )?определени[ея]\b|^(?:как )?расшифров"
    ),
    "how": regex(
        r"\bhow (?:do|can|to|should|would|could|does|might)\b|\bhow is it possible\b|\bwhat is the (?:best )?way to\b"
        r"|^как\b|\bкак (?:мне|можно|нужно|надо)\b"
    ),
}

_NUMBERS = (
    r"(?<![^\W\d])\d[\d.,:]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
    r"|\b(?:hundreds?|thousands?|millions?|billions?|half|third|quarter|dozens?|once|twice)\b"
    r"|\b(?:два|две|двух|три|трёх|трех|четыр\w+|пят\w+|шест\w+|сем\w+|восем\w+|девят\w+|десят\w+|\w+надцат\w+)\b"
    r"|\b(?:двадцат\w+|тридцат\w+|сорок|\w+десят|девяност\w+|сто|сотн\w+|тысяч\w*|миллион\w*|миллиард\w*|половин\w+|трет\w+|четверт\w+)\b"
)
_WEEKDAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS = "|".join(ENGLISH_MONTHS)
_DATES = (
    rf"\b(?:1\d{{3}}|20\d{{2}})s?\b|\b\d{{1,2}}[:.]\d{{2}}\b|\b(?:{_WEEKDAYS})day"
    rf"|\b(?:{_MONTHS})\b"
    r"|\b(?:century|centuries|decade|ago|annually|every|during|after|before|until|within|no later than|not later than)\b"
    r"|\b\d{1,2} ?(?:[ap]\.?m\b|o[’']clock\b|(?:утра|дня|вечера|ночи)\b)|\b(?:noon|midnight|полдень|полночь)\b"
    r"|\bat (?:[01]?\d|2[0-4]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?= (?:and|to|till|until|on|in the|every|sharp|o[’']clock)\b|[.,;)]\B|\s*\Z)"
    r"|\b(?:in the|every|each) (?:mornings?|afternoons?|evenings?)\b|\baround the clock\b"
    r"|\b(?:утром|вечером|ночью|круглосуточно)\b"
    r"|(?<![\d.,–-])(?:[01]?\d|2[0-4]) ?[–-] ?(?:[01]?\d|2[0-4])(?= *(?:\||\Z))"
    r"|\b\d{1,2}(?:st|nd|rd|th) of\b|\d ?(?:BC|BCE|AD|CE|BP|[Bb]\.[Cc]\.)\b|\bназад\b|\bдо н\. ?э\."
    r"|(?i:\b(?:январ|феврал|март|апрел|ма[йея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр))"
    r"|(?i:\b(?:понедельник|вторник|среду\b|средам\b|четверг|пятниц|суббот|воскресень))"
    r"|\bв \d{1,2} час|\bс \d{1,2} до\b"
    r"|\b(?:век[аеу]?\b|год[ауе]?\b|столети|ежегодно|кажд|после|до\b|во время|в течение|не позднее|не позже)|\b\d{1,2}(?:-го)? числа\b"
)
_NAMES = (
    rf"(?<=[\w,;:)»”\"'(«“] )[«“\"(]?(?!(?:{_WEEKDAYS})days?\b|(?:{_MONTHS})\b|(?:EUR|USD|GBP|CHF|RUB|VAT)\b)"
    r"([A-ZА-ЯЁ][\w’'\-]+)"
)
_PLACES = (
    r"\b(?:in|at|on|near|from|to|into|inside|under|of|в|во|на|у|из|под|около|возле)\s+(?:the\s+)?[«“\"`(]*"
    r"((?:[A-ZА-ЯЁ`/~$%]|\.(?=\w))[\w’'\-./\\:{}]+)"
)
_REASONS = (
    r"\b(?:because|since|so|due to|in order to|as a result|reason|cause[ds]?|therefore|allows?|lead|led|otherwise|but|instead|however)\b"
    r"|\b(?:ensur|prevent)(?:es?|s|ed|ing)?\b|\bthat[’']s why\b"
    r"|\bto (?:avoid|ensure|prevent|make|keep|allow|let|help|be able)\b|\b(?:this|that) (?:way|means)\b|\bfor \w+ing\b"
    r"|\b(?:потому|поскольку|так как|из-за|чтобы|благодаря|поэтому|вследствие|причин\w+|вызва\w+|иначе|однако|вместо|для того)\b"
    r"|\bвот почему\b|, но\b"
)
_STEPS = (
    r"\byou(?: (?:can|could|should|need|must|have to|will (?:need|have to)|just)|[’']ll (?:need|have to))\b|\b(?:by|using|with) \w+ing\b"
    r"|(?:^|[.:*`] )(?:To |Then |First |Now )?(?:use|add|set|run|create|import|open|choose|select|click|press|install|declare|define)\b"
    r"|(?:^|[.:*`] )(?:To |Then |First |Now )?(?:pass|call|enable|turn|go to|make|write|put|return|hold|sign|enter|configure|include)\b"
    r"|\b(?:can|may|must|should|is|are|will)(?: only)?(?: be)? (?:paid|booked|reserved|ordered|cancell?ed|bought|returned|collected|reached"
    r"|reported|requested|renewed|claimed|submitted|made|sent) (?:by|via|through|online|in person|with)\b"
    r"|\b(?:вы можете|можно|нужно|необходимо|следует|надо|используйте|добавьте|создайте|импортируйте|откройте|выберите|нажмите)\b"
    r"|\b(?:установите|объявите|передайте|вызовите|включите|запустите|укажите|настройте|путём|с помощью|используя)\b"
)
_MEANINGS = r"\b(?:is|are|means?|refers? to|stands? for|called|known as|defined as|это|называ\w+|означает|является|представляет)\b|—"
_VERSIONS = r"\bv?\d+\.\d+(?:\.\d+)*\b|\b(?:версии|version|release) \d+"
_VALUES = _NUMBERS + r"|`[^`\n]+`|\b(?:true|false|none|null|empty|enabled|disabled|on|off)\b|[\"«“]\w+[\"»”]|\b(?:включ|отключ|пуст)\w+"
_IDENTIFIERS = r"`([^`\n]+)`|(?<=[\w,;:)»”\"'(«“\[*] )[«“\"(\[*]*([A-Z][\w’'\-]+)|(?<=[а-яё] )([A-Za-z][\w\-]+)"
_PRICES = (
    r"[$€£¥₽]\s?(\d[\d.,]*)"
    r"|(?<!\d)(?<!\d[.,])(\d[\d.,]*+)\s?(?:(?:тыс|млн|млрд)\b\.?\s?)?"
    r"(?:[$€£¥₽]|(?:USD|EUR|GBP|CHF|RUB|JPY|CNY|dollars?|euros?|pounds?|cents?|rubles?|евро)\b|руб|доллар|цент|коп|р\.)"
    r"|(?<=[:–—-] )(free|бесплатно)\b(?= ?(?:[.,;(]|of charge|admission|entry|$))"
)
_NO_AMOUNT = regex(
    r"\b(?:free of charge|for free|(?:is|are|be|stays?|remains?) free\b(?! (?:to|from|of)\b)|costs? nothing|complimentary|gratis)\b"
    r"|\bat no (?:extra |additional )?cost\b|\b(?:no|without) (?:(?:an? )?(?:extra|additional) )?(?:charge|cost|fee)s?\b"
    r"|\b(?:included|includes) in the (?:price|rent|fee|fare)\b|\bбесплатн\w*|\bдаром\b|\bничего не сто[ия]т"
    r"|\b(?:\d+|one|two|three|four|five|six) (?:months?|weeks?)[’'] (?:rent|salary|pay|wages)\b"
    r"|(?<![\w.,])\d[\d.,]*+ ?(?:%|per ?cent) of\b",
    re.IGNORECASE,
)
"""What tells a price without an amount of money."""
_FOUND: dict[CueKind, re.Pattern[str]] = {
    "phone": regex(contacts.PHONE, re.IGNORECASE),
    "email": regex(contacts.EMAIL),
    "price": regex(_PRICES, re.IGNORECASE),
    "version": regex(_VERSIONS, re.IGNORECASE),
    "value": regex(_VALUES, re.IGNORECASE),
    "name": regex(_IDENTIFIERS),
    "number": regex(_NUMBERS, re.IGNORECASE),
    "date": regex(_DATES),
    "who": regex(_NAMES),
    "where": regex(_PLACES),
    "why": regex(_REASONS, re.IGNORECASE),
    "how": regex(_STEPS, re.IGNORECASE),
    "meaning": regex(_MEANINGS, re.IGNORECASE),
}
NUMBER = _FOUND["number"]
"""A number at its beginning, in digits or in words."""
_OF_PRICES = regex(
    r"\b(?:pric\w+|costs?|fees?|charge[sd]?|tariffs?|rates?|quotes?|pay\w*|paid|free|цен\w+|стоимост\w+|стоит|стоят|тариф\w*|плат\w+|оплат\w+)\b",
    re.IGNORECASE,
)
_COLUMNS: dict[CueKind, str] = {
    "phone": "phone telephone tel mobile телефон тел",
    "who": "person name contact responsible owner manager lead head chief director author"
    " начальник сотрудник имя контакт ответственный руководитель автор",
    "where": "place location address city town country region building room место адрес город страна регион здание комната",
    "date": "date day time deadline due дата день время срок",
}
_FILLED: dict[CueKind, re.Pattern[str]] = {"phone": regex(contacts.PHONE_CELL, re.MULTILINE), "email": regex(contacts.EMAIL)}
"""What a cell of such a column is, where it is not empty."""
_DAY_OR_TIME = regex(r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d\d[./]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?)(?!\d)")
_ADDRESS = regex(r"\]\([^)\s]*\)|https?://\S+|\{\s*#[^}]*\}")  # the digits and names in it are nobody's answer
CONTACTS: frozenset[CueKind | None] = frozenset({"phone", "email"})
"""Kinds by which somebody is reached."""
_OWN = frozenset({"phone", "email", "version", "price", "number", "date", "value", "name", "who", "where"})
"""Kinds whose evidence must be new: the question's own numbers and names answer nothing."""


def asked(question: str) -> CueKind | None:
    """The kind of answer that the question's words ask for, or None where they do not tell."""
    low = question.strip().lower()
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(low)), None)


def columns_for(question: str, *, kind: CueKind) -> str:
    """Names that a column with what is asked for may have: the words of asking ("which city"), and what such columns are called."""
    found = _ASKED[kind].search(question.strip().lower())
    return f"{'' if found is None else found[0]} {_COLUMNS.get(kind, '')}"


def may_fill(text: str, *, kind: CueKind) -> bool:
    """True for a row in which a column of the kind need not be empty: one of telephones or addresses has to have one."""
    return kind not in _FILLED or _FILLED[kind].search(text) is not None


def speaks_of_prices(text: str) -> bool:
    """True where a price is spoken of, as in "the price depends on the weight"."""
    return _OF_PRICES.search(text) is not None


def has_amount(text: str) -> bool:
    """True for an amount of money."""
    return _FOUND["price"].search(text) is not None


def offers(text: str, *, kind: CueKind, known: Set[str], row: bool = False) -> bool:
    """True when the text has something of the kind that is not among the `known` lower-cased words.

    In a `row` of a table any number that is of no unit may be a price: its currency may stand in the header.
    """
    if kind == "price" and (_NO_AMOUNT.search(text) or (row and _has_sum(text, known=known))):
        return True
    if kind not in _OWN:
        return _FOUND[kind].search(text) is not None
    if "/" in text or "#" in text:
        text = _ADDRESS.sub("]", text)
    return any(match[match.lastindex or 0].lower().strip("`'\".,:()") not in known for match in _FOUND[kind].finditer(text))


def _has_sum(text: str, *, known: Set[str]) -> bool:
    """True for a text with a number that is neither known nor a day or time, and may be an amount of money."""
    numbers = NUMBER.finditer(_DAY_OR_TIME.sub(" ", text))
    return any(_counts_money(one) for one in numbers if one[0].strip(".,:") not in known)


def _counts_money(number: re.Match[str]) -> bool:
    """True for a number that is not followed by the unit of anything else, as in `250 g`."""
    measure = measure_after(number.string, number.end())
    return measure is None or measure[0].kind == "currency"
