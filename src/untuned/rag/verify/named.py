"""What a question names: plans, codes, versions, dates, numbered things, people, products. English and Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining, normalize

ThingKind = Literal["plan", "code", "version", "date", "section", "name"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named in a text: as written, and the keys by which another mention of it is known."""

    kind: ThingKind
    text: str
    keys: tuple[str, ...]
    start: int = 0


# One line a rank: words by which the plans of a product are told apart, in both languages. Those in upper case count wherever a
# question has them and wherever a page has them with a capital; the rest are everyday words too, and count only as names or beside `plan`.
_PLANS = """
PRO ПРО
ENTERPRISE ЭНТЕРПРАЙЗ
PREMIUM ПРЕМИУМ
PLATINUM
professional профессиональный профи
basic базовый бейсик
ultimate максимальный
starter стартовый стартер
free бесплатный
standard стандарт стандартный
plus плюс
business бизнес
team teams команда командный
personal персональный личный
family семейный
home домашний
lite лайт
essential essentials
growth scale
advanced продвинутый расширенный
student студенческий
individual индивидуальный
corporate корпоративный
gold золотой
silver серебряный
bronze бронзовый
platinum платиновый
community
""".strip().split("\n")
_RANKS = {word.lower(): rank for rank, line in enumerate(_PLANS) for word in line.split()}
_STRONG = frozenset(word.lower() for line in _PLANS for word in line.split() if word.isupper())
_PLAN_WORD = r"(?:plans?|tiers?|editions?|subscriptions?|packages?|тариф\w*|план\w*|подписк\w*|редакци\w*|пакет\w*)"
_PLAN_BESIDE = re.compile(rf"[»”\"'`*]*\s+{_PLAN_WORD}\b", re.IGNORECASE)
_PLAN_BEFORE = re.compile(rf"\b{_PLAN_WORD}\s+[«“\"'`*]*\Z", re.IGNORECASE)

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")
_CODE = re.compile(
    r"(?<![\w.])(?:[A-ZА-Я]{1,8}[a-z]{0,6}(?:[-_–‑][A-ZА-Я0-9]{1,8}){0,3}[-_–‑]?\d{1,8}[A-Z]?(?:[-_–‑][A-Z0-9]{1,8}){0,3})(?![\w])"
)
_PUBLIC_CODE = re.compile(
    r"(?i)(?:utf|sha|iso|rfc|covid|aes|rsa|mp|ipv|http|oauth|web|base|int|uint|float|python|html|css|es|sql|h|usb|tls|ssl|x|win|mpeg|vp|rs|hs|ps|es|a|b|g|md|co|"
    r"c|bc|d|u|f|t|vitamin|омега|ковид)[-_–‑]?\d{1,4}"
)
_VERSION = re.compile(
    r"(?<![\w.])(?:v\.?\s?(?P<v>\d{1,4}(?:\.\d{1,5}){0,3}(?:[ab]\d+|rc\d+)?)"
    r"|(?:version|release|ver\.|верси[яиюей]{1,2}|релиз[аеу]?)\s+(?P<said>\d{1,4}(?:\.\d{1,5}){0,3})"
    r"|(?P<dots>\d{1,3}\.\d{1,3}\.\d{1,5})"
    r"|(?P<product>[A-ZА-Я][\w+#]+)\s+(?P<after>\d{1,3}\.\d{1,3}))\+?(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_MONTHS = (
    "january jan январ", "february feb феврал", "march mar март", "april apr апрел", "may ма", "june jun июн",
    "july jul июл", "august aug август", "september sept sep сентябр", "october oct октябр", "november nov ноябр", "december dec декабр",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьяюе]|ем|ём)|(?:март|август)(?:а|у|е|ом)?|ма[йяею]|маем)"
)
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_DATES = (
    re.compile(r"(?<![\w.-])(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?![\w-])"),
    re.compile(r"(?<![\w.])(?P<day>\d{1,2})\.(?P<month>\d{2})\.(?P<year>\d{4})(?!\w)"),
    re.compile(rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+{_YEAR})?(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH}\.?,?(?:\s+of)?\s+{_YEAR}(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<![\w.,$€£₽-]){_YEAR}(?=(?:[-–—]\d{{2,4}})?(?:-?(?:го|м|й|х))?(?![\w%]|[.,]\d))"),
)
_SECTION = re.compile(
    r"\b(?P<label>sections?|articles?|clauses?|chapters?|schedules?|exhibits?|appendi(?:x|ces)|annex(?:es)?|paragraphs?|"
    r"раздел\w{0,3}|стат[ьяеий]{1,3}|пункт\w{0,2}|глав\w{1,2}|приложени\w{1,2}|параграф\w{0,2})\s+(?:№\s?)?(?P<number>\d{1,3}(?:\.\d{1,3})*(?:\([a-zа-я0-9]{1,4}\))*|[A-Z]\b|[IVX]{1,5}\b)"
    r"|§\s?(?P<sign>\d{1,3}(?:\.\d{1,3})*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
_CAMEL = re.compile(r"[A-Za-z]+[a-z][A-Z]\w*|\w+_\w+")

_TITLES_TEXT = """
mr mrs ms dr doctor prof professor president king queen sir lord lady saint st general captain pope emperor prince princess father
minister chancellor г гн господин госпожа доктор профессор президент король королева князь святой генерал капитан царь император
принц министр папа
"""
_TITLES = frozenset(_TITLES_TEXT.split())
_NO_NAMES_TEXT = """
i i'm i'd i've api apis http https json url urls html css xml sql csv pdf id ids ui os cpu gpu ram usb faq ok usa us uk eu un tv
pc it ai utc gmt ceo cto hr pr am pm ip tcp dns ssl tls ssh sdk cli sso yaml toml md mb gb tb kb kwh aka vs bc ad dna rna english
russian german french spanish chinese american british european internet web what which who when where why how is are do does did
can could should would will may must the a an in on at for of to and or if my our your please tell explain describe list give name
show monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december usd eur gbp rub сша ссср рф россия английский русский что кто когда где как какой какая какие какое сколько
почему зачем чей я вы в на по
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())


def plans(text: str, *, asked: bool = False) -> list[Thing]:
    """Plans, tiers and editions that `text` names; where it is `asked`, `pro` and `enterprise` count without a capital too."""
    found: list[Thing] = []
    for match in _WORD.finditer(text):
        word = match[0]
        rank = _rank(word.lower())
        if rank is None:
            continue
        capital = word[0].isupper()
        strong = word.lower() in _STRONG and (asked or capital)
        if strong or (capital and not opens_sentence(text, match.start())) or _beside_plan(text, match):
            found.append(Thing("plan", word, (str(rank),), match.start()))
    return found


def _beside_plan(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    return _PLAN_BESIDE.match(text, match.end()) is not None or _PLAN_BEFORE.search(before) is not None


def _rank(word: str) -> int | None:
    """The row of the plan that this word names, in any Russian case; None when it names none."""
    rank = _RANKS.get(word)
    if rank is None and re.search("[а-я]", word) and len(word) > 5:
        bare = stem(word)
        rank = next((its for name, its in _RANKS.items() if len(name) > 5 and stem(name) == bare), None)
    return rank


def codes(text: str) -> list[Thing]:
    """Codes of letters and digits such as `E-1042`; keys: without joints and look-alike letters, and the prefix alone."""
    found: list[Thing] = []
    for match in _CODE.finditer(text):
        bare = re.sub(r"[-_–‑\s]", "", match[0]).translate(_LOOKALIKES).upper()
        prefix = re.match(r"[^\d]+", bare)
        if prefix is not None:
            found.append(Thing("code", match[0], (bare, prefix[0]), match.start()))
    return found


def public(code: Thing) -> bool:
    """True for codes that all the world shares (`UTF-8`, `COVID-19`): a page may well not repeat them."""
    return _PUBLIC_CODE.fullmatch(code.text) is not None or len(re.findall(r"\d", code.text)) < 2


def versions(text: str) -> list[Thing]:
    """Version numbers; keys: the number, and the product written before it, or ""."""
    found: list[Thing] = []
    for match in _VERSION.finditer(text):
        number = match["v"] or match["said"] or match["dots"] or match["after"]
        product = (match["product"] or "").lower()
        if match["after"] and (not match["product"][0].isupper() or product in _NO_NAMES or _SECTION.match(match[0])):
            continue
        if match["dots"] or not any(re.fullmatch(r"\d{4}", part) for part in [number]):
            found.append(Thing("version", match[0].strip(), (number, product), match.start()))
    return found


def dates(text: str) -> list[Thing]:
    """Dates, months with a year, days, years; keys: year, month and day, each "" where it is not said."""
    found: list[Thing] = []
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            parts = match.groupdict()
            month = parts.get("month") or ""
            if month and not month.isdigit():
                month = str(_month(month))
            taken.append(match.span())
            found.append(
                Thing("date", match[0], (parts.get("year") or "", month.lstrip("0"), (parts.get("day") or "").lstrip("0")), match.start())
            )
    return sorted(found, key=lambda thing: thing.start)


def _month(name: str) -> int:
    low = name.lower().rstrip(".")
    return _MONTH_OF.get(low) or next(number for stem_of, number in _MONTH_OF.items() if low.startswith(stem_of) and not stem_of.isascii())


def sections(text: str) -> list[Thing]:
    """Numbered parts of documents; keys: the number, and the label's first letters."""
    found: list[Thing] = []
    for match in _SECTION.finditer(text):
        number = match["number"] or match["sign"]
        found.append(Thing("section", match[0], (number.lower(), (match["label"] or "section").lower()[:4]), match.start()))
    return found


def names(text: str, *, known: frozenset[str] = frozenset()) -> list[Thing]:
    """Capitalised names that do not merely open a sentence; keys: their words without ranks and titles. `known` words count anywhere."""
    words = list(_WORD.finditer(text))
    capitals = sum(word[0][0].isupper() for word in words)
    if len(words) > 6 and capitals > 0.7 * len(words):
        return []
    found: list[Thing] = []
    run: list[re.Match[str]] = []
    for word in words:
        named = _is_name(text, word, known)
        if run and not (named and text[run[-1].end() : word.start()] == " " and not run[-1][0].endswith(("'s", "’s"))):
            _close(run, text, found)
            run = []
        if named:
            run.append(word)
    _close(run, text, found)
    return found


def _is_name(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    word = match[0]
    low = word.lower()
    if low in known:
        return True
    if word.isdigit():
        return len(word) <= 3 and re.search(r"[A-ZА-ЯЁ][\w-]+ \Z", text[: match.start()]) is not None
    if low in _NO_NAMES or not word[0].isupper() or _CAMEL.fullmatch(word) or any(char.isdigit() for char in word):
        return False
    return not opens_sentence(text, match.start()) or _named_first(text, match)


def _named_first(text: str, match: re.Match[str]) -> bool:
    """True when the word that opens a sentence is followed by another capitalised word: `Anna Petrova called`."""
    following = re.match(r" ([A-ZА-ЯЁ][a-zа-яё]+)", text[match.end() : match.end() + 40])
    return following is not None and following[1].lower() not in _NO_NAMES and len(match[0]) > 2


def _close(run: list[re.Match[str]], text: str, found: list[Thing]) -> None:
    """Add the run of capitalised words as one name; of `Chinese-style` only what has a capital."""
    parts = [part.lower() for word in run for part in re.split(r"[-‑]", word[0]) if part and (part[0].isupper() or part.isdigit())]
    keys = tuple(part for part in parts if part not in _TITLES)
    if keys and not all(key.isdigit() for key in keys):
        found.append(Thing("name", text[run[0].start() : run[-1].end()], keys, run[0].start()))


def opens_sentence(text: str, at: int) -> bool:
    """True when what stands at `at` has a capital in any case."""
    before = text[:at].rstrip(" \t\"'«“„(*_`#>-")
    return not before or before[-1] in ".!?:;\n|…"


_ENDINGS = re.compile(
    r"(?:['’]s?|(?<=[а-я]{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ая|яя|ую|юю|ый|ий|ое|ее|ые|ие|ом|ем|ах|ях|ым|им|ых|их|ов|ев|ию|ия|ии|ью|ам|ям|[ыиаяуюеоьй]))\Z"
)


def stem(word: str) -> str:
    """The word without its Russian case ending or English possessive, in small letters, ё as е."""
    return _ENDINGS.sub("", word.lower().replace("ё", "е"))


def plain(word: str) -> str:
    """The stem without accents: `Temür` as `temur`."""
    bare = stem(word)
    return (
        bare if bare.isascii() or not re.search("[à-ž]", bare) else "".join(char for char in normalize("NFD", bare) if not combining(char))
    )


def alike(one: str, other: str) -> bool:
    """True when two stems are taken for one word: a case form, a plural, an abbreviation, or a slip of one letter in a long word."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if any(char.isdigit() for char in one + other) or len(short) < 4:
        return False
    if one.isascii() and len(short) >= 5 and long.startswith(short):
        return True
    shared = _shared(short, long)
    if not one.isascii() and shared >= max(4, len(short) - 1) and len(long) - shared <= 2:
        return True
    return len(short) >= 6 and _one_slip(short, long)


def _shared(one: str, other: str) -> int:
    """How many letters the two begin with alike."""
    return next((at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other)))


def _one_slip(short: str, long: str) -> bool:
    """True when one letter is changed, added, left out, or changes places with its neighbour."""
    if len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    at = _shared(short, long)
    tail, its = short[at:], long[at:]
    return tail[1:] == its[1:] or tail == its[1:] or (len(tail) > 1 and tail[1] + tail[0] + tail[2:] == its)
