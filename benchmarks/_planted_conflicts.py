"""500 planted conflicts among 5,000 harmless near-duplicates, English and Russian; made by a seed, from templates and from real text.

Every case has two sides, each a short page of its own. A planted one differs in a number, a date, a unit, a negation or a name, and
speaks of the same thing in both pages; 40 % are sentences of public sets with one thing changed. A harmless one looks as much alike and
disagrees in nothing: reworded, reordered, formatted or written otherwise, about another product, plan, city, year or country, an example,
a placeholder, a changelog, a row of a table about another item, a translation. Nothing here is shared with what finds conflicts.

In real text a name is changed after the third word only: at the front it is mostly the subject, and another subject is another matter.
What stands before a real sentence in its paragraph may be another case's sentence, so pairs are told apart by their texts.
"""

# ruff: noqa: E501, ARG002, RUF059 - tables of sentences, each on its line; what makes cases has one signature

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from _measure import json_lines, markdown_below

KINDS = ("number", "date", "unit", "negation", "name")
PLANTED, HARMLESS = 500, 5_000
HARMLESS_SHARES = {
    "reworded": 500, "reordered": 400, "formatting": 500, "notation": 600, "scope": 1000, "example": 300,
    "changelog": 300, "table": 400, "translation": 300, "real_copy": 500, "real_scope": 200,
}  # fmt: skip


DRAWS = 20


class NoSentenceLeft(RuntimeError):
    """Every real sentence that can be changed in one way is used."""

    def __init__(self, kind: str, language: str) -> None:
        super().__init__(f"no real sentence is left for {kind} in {language}")


@dataclass(frozen=True, kw_only=True)
class Side:
    """A page: where it lies, what it is called, and its Markdown; `statement` is what counts in it."""

    path: str
    title: str
    heading: str
    statement: str
    before: str = ""
    after: str = ""

    @property
    def markdown(self) -> str:
        """The whole page."""
        body = "\n\n".join(part for part in (self.before, self.statement, self.after) if part)
        return f"# {self.title}\n\n" + (f"## {self.heading}\n\n" if self.heading else "") + body + "\n"


@dataclass(frozen=True, kw_only=True)
class Case:
    """Two pages: `kind` of conflict or of harmless likeness; `versions`: they are two states of one document."""

    id: str
    conflict: bool
    kind: str
    language: str
    real: bool
    versions: bool
    one: Side
    other: Side


def planted(data: Path, *, seed: int, conflicts: int = PLANTED, harmless: int = HARMLESS) -> list[Case]:
    """The cases in random order.

    Few real sentences can be changed in some ways (Russian ones with a unit), and some draws use them up on other changes: then all is
    drawn again, from the seed and the number of the draw. Where no draw of `DRAWS` has enough, made-up conflicts stand in for the real
    ones that lack: `Case.real` tells how many are.
    """
    for draw in range(DRAWS):
        try:
            return _drawn(data, random.Random(f"{seed} {draw}" if draw else seed), conflicts=conflicts, harmless=harmless)
        except NoSentenceLeft:
            continue
    return _drawn(data, random.Random(f"{seed} {DRAWS}"), conflicts=conflicts, harmless=harmless, stand_in=True)


def _drawn(data: Path, rng: random.Random, *, conflicts: int, harmless: int, stand_in: bool = False) -> list[Case]:
    world = World(rng, data)
    cases: list[Case] = []
    for at in range(conflicts):
        kind, language = KINDS[at % 5], ("en", "ru")[at // 5 % 2]
        real = at // 10 % 5 < 2
        try:
            made = world.real_conflict(kind, language) if real else world.made_conflict(kind, language)
        except NoSentenceLeft:
            if not stand_in:
                raise
            real, made = False, world.made_conflict(kind, language)
        cases.append(world.case(made, conflict=True, kind=kind, language=language, real=real, versions=rng.random() < 0.25))
    total = sum(HARMLESS_SHARES.values())
    for kind, share in HARMLESS_SHARES.items():
        for at in range(round(harmless * share / total)):
            language = ("en", "ru")[at % 2]
            made = world.harmless(kind, language)
            versions = kind in ("reworded", "reordered", "formatting", "notation") and rng.random() < 0.2
            real = kind in ("real_copy", "real_scope", "translation")
            cases.append(world.case(made, conflict=False, kind=kind, language=language, real=real, versions=versions))
    rng.shuffle(cases)
    return cases


# -- a small made-up world -------------------------------------------------------------------------

Pair = tuple[Side, Side]
Fill = dict[str, str]

_STARTS = [
    "Ka",
    "Ve",
    "Lo",
    "Mi",
    "Ta",
    "Ro",
    "Su",
    "Ne",
    "Bo",
    "Di",
    "Fa",
    "Gu",
    "Ze",
    "Pa",
    "Xe",
    "Ju",
    "Ha",
    "Ori",
    "Alt",
    "Bre",
    "Cly",
    "Dra",
    "Fro",
    "Gly",
    "Kri",
]
_MIDS = ["lo", "ra", "vi", "ne", "ta", "mo", "ri", "sa", "du", "be", "ko", "ly", "ma", "zi", "po", "ter", "van", "sol", "quin", "dor"]
_ENDS = ["ra", "tix", "nor", "via", "lex", "don", "mar", "tis", "quo", "fin", "sen", "dex", "lum", "bix", "gon", "rel"]
_CYR = str.maketrans({"a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "x": "кс", "y": "и",
    "z": "з"})  # fmt: skip
_NOUNS = {
    "en": ["gateway", "sensor", "router", "scanner", "app", "service", "portal", "tracker", "printer", "terminal"],
    "ru": ["шлюз", "датчик", "роутер", "сканер", "сервис", "портал", "трекер", "принтер", "терминал", "модуль"],
}
_PLANS = {
    "en": ["Basic", "Plus", "Pro", "Team", "Business", "Enterprise", "Starter"],
    "ru": ["Базовый", "Плюс", "Про", "Команда", "Бизнес", "Корпоративный", "Старт"],
}
_CITIES = {
    "en": ["Berlin", "Lisbon", "Oslo", "Madrid", "Vienna", "Dublin", "Toronto", "Prague", "Warsaw", "Helsinki", "Leeds", "Porto"],
    "ru": ["Москва", "Казань", "Самара", "Пермь", "Томск", "Омск", "Уфа", "Тула", "Минск", "Псков", "Рязань", "Калуга"],
}
_PERSONS = {
    "en": ["Anna Keller", "Mark Olsen", "Julia Brandt", "Peter Novak", "Laura Quinn", "David Rossi", "Nina Larsen", "Tom Becker"],
    "ru": ["Анна Орлова", "Игорь Седов", "Мария Крылова", "Пётр Лапин", "Ольга Зимина", "Денис Фомин", "Вера Глебова", "Олег Носов"],
}
_FIRMS = {
    "en": ["Norwick", "Halden", "Brightway", "Corvane", "Ostrum", "Tellmark", "Fenbrook", "Larkfield"],
    "ru": ["Норвик", "Халден", "Северсталь", "Корвейн", "Острум", "Телмарк", "Фенбрук", "Ларкфилд"],
}
_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
}
_WORDS = {
    "en": dict(enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)),
    "ru": dict(enumerate(["два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать"], 2)),
}
# unit: forms (en: one, many; ru: one, two, five), and another unit that no number turns into the same with
_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"day": ("day", "days"), "hour": ("hour", "hours"), "minute": ("minute", "minutes"), "week": ("week", "weeks"),
        "month": ("month", "months"), "GB": ("GB", "GB"), "TB": ("TB", "TB"), "MB": ("MB", "MB"), "EUR": ("euros", "euros"),
        "USD": ("dollars", "dollars"), "kg": ("kg", "kg"), "g": ("g", "g"), "m": ("metres", "metres"), "km": ("km", "km"),
        "user": ("user", "users"), "device": ("device", "devices"), "second": ("second", "seconds")},
    "ru": {"day": ("день", "дня", "дней"), "hour": ("час", "часа", "часов"), "minute": ("минута", "минуты", "минут"),
        "week": ("неделя", "недели", "недель"), "month": ("месяц", "месяца", "месяцев"), "GB": ("ГБ",) * 3, "TB": ("ТБ",) * 3,
        "MB": ("МБ",) * 3, "EUR": ("евро",) * 3, "USD": ("доллар", "доллара", "долларов"), "kg": ("кг",) * 3, "g": ("г",) * 3,
        "m": ("метр", "метра", "метров"), "km": ("км",) * 3, "user": ("пользователь", "пользователя", "пользователей"),
        "device": ("устройство", "устройства", "устройств"), "second": ("секунда", "секунды", "секунд")},
}  # fmt: skip
_SWAPS = {"day": "hour", "hour": "day", "minute": "hour", "week": "day", "month": "week", "GB": "TB", "TB": "GB", "MB": "GB", "EUR": "USD",
    "USD": "EUR", "kg": "g", "g": "kg", "m": "km", "km": "m", "second": "minute", "user": "device", "device": "user"}  # fmt: skip
_EQUAL = [("90 {minute}", "1.5 {hour}"), ("2 {week}", "14 {day}"), ("48 {hour}", "2 {day}"), ("1500 {g}", "1.5 {kg}"), ("3000 {m}", "3 {km}"),
    ("120 {second}", "2 {minute}"), ("2000 {MB}", "2 {GB}"), ("3 {day}", "72 {hour}"), ("36 {hour}", "1.5 {day}")]  # fmt: skip

# facts of a quantity: unit names, range, then ways to say it; {s} subject, {q} quantity
_QUANTITIES: dict[str, list[tuple[str, tuple[int, int], tuple[str, ...]]]] = {
    "en": [
        ("day", (5, 60), ("Customers can return the {s} within {q} of delivery.", "The {s} may be returned within {q} after delivery.",
            "Returns of the {s} are accepted for {q} after it was delivered.")),
        ("GB", (8, 900), ("The {s} comes with {q} of storage.", "Storage of the {s} is {q}.", "With the {s} you get {q} of storage.")),
        ("EUR", (15, 9000), ("The yearly licence of the {s} costs {q}.", "The {s} has a yearly licence fee of {q}.",
            "For a yearly licence of the {s}, {q} are charged.")),
        ("hour", (2, 60), ("Support answers requests about the {s} within {q}.", "Requests about the {s} are answered within {q} by support.",
            "The response time of support for the {s} is {q}.")),
        ("kg", (2, 80), ("The {s} weighs {q} without packaging.", "Without packaging, the weight of the {s} is {q}.",
            "The {s} has a weight of {q} without packaging.")),
        ("minute", (2, 45), ("The session of the {s} ends after {q} of inactivity.", "After {q} of inactivity the {s} ends the session.",
            "When nobody has used it for {q}, the {s} closes the session.")),
        ("month", (6, 48), ("The warranty of the {s} lasts {q} from purchase.", "From purchase, the {s} is under warranty for {q}.",
            "The {s} has a warranty of {q} from the day of purchase.")),
        ("user", (3, 500), ("Up to {q} can share one {s}.", "One {s} can be shared by up to {q}.", "The {s} supports at most {q} at a time.")),
        ("m", (5, 300), ("The range of the {s} is {q} in the open.", "In the open, the {s} has a range of {q}.", "The {s} reaches {q} in the open.")),
    ],
    "ru": [
        ("day", (5, 60), ("{s} можно вернуть в течение {g} после доставки.", "Вернуть {s} можно в течение {g} после доставки.",
            "Возврат {s} принимается в течение {g} с момента доставки.")),
        ("GB", (8, 900), ("{s} имеет {q} памяти.", "Объём памяти {s} составляет {q}.", "В {s} доступно {q} памяти.")),
        ("EUR", (15, 9000), ("Годовая лицензия на {s} стоит {q}.", "Стоимость годовой лицензии на {s} составляет {q}.",
            "За годовую лицензию на {s} взимается {q}.")),
        ("hour", (2, 60), ("Поддержка отвечает на запросы о {s} за {q}.", "Ответ поддержки на запрос о {s} занимает {q}.",
            "На запросы о {s} поддержка отвечает за {q}.")),
        ("kg", (2, 80), ("{s} весит {q} без упаковки.", "Без упаковки вес {s} равен {q}.", "Вес {s} без упаковки составляет {q}.")),
        ("minute", (2, 45), ("Сеанс {s} завершается через {q} бездействия.", "Через {q} бездействия {s} завершает сеанс.",
            "Если пользователь бездействует, {s} закрывает сеанс через {q}.")),
        ("month", (6, 48), ("Гарантия на {s} действует {q} со дня покупки.", "Со дня покупки гарантия на {s} действует {q}.",
            "Срок гарантии на {s} составляет {q} со дня покупки.")),
        ("device", (3, 500), ("К {s} можно подключить {q}.", "{s} поддерживает {q} одновременно.", "Одновременно к {s} подключается {q}.")),
        ("m", (5, 300), ("Дальность {s} на открытой местности составляет {q}.", "На открытой местности {s} работает на {q}.",
            "{s} действует на открытой местности на расстоянии {q}.")),
    ],
}  # fmt: skip
_DATES: dict[str, list[tuple[str, ...]]] = {
    "en": [
        ("The {s} was released on {d}.", "On {d} the {s} was released.", "The release of the {s} took place on {d}."),
        ("Support for the {s} ends on {d}.", "On {d}, support for the {s} comes to an end.", "The {s} will be supported until {d}."),
        ("Applications for the {s} programme must arrive by {d}.", "The deadline for applications to the {s} programme is {d}."),
        ("The contract for the {s} was signed on {d}.", "The parties signed the contract for the {s} on {d}."),
    ],
    "ru": [
        ("{s} вышел {d}.", "Выпуск {s} состоялся {d}.", "Датой выпуска {s} является {d}."),
        ("Поддержка {s} прекращается {d}.", "{d} прекращается поддержка {s}.", "Последний день поддержки {s}: {d}."),
        ("Заявки на программу {s} принимаются до {d}.", "Приём заявок на программу {s} идёт до {d}."),
        ("Договор на {s} подписан {d}.", "Стороны подписали договор на {s} {d}."),
    ],
}
# what is so, and the same denied: each with as many ways
_STANCES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "en": [
        (("Guests can download reports from the {s}.", "Reports of the {s} can be downloaded by guests."),
            ("Guests cannot download reports from the {s}.", "Reports of the {s} can not be downloaded by guests.")),
        (("Battery damage is covered by the warranty of the {s}.", "The warranty of the {s} covers battery damage."),
            ("Battery damage is not covered by the warranty of the {s}.", "The warranty of the {s} does not cover battery damage.")),
        (("Automatic updates of the {s} are enabled by default.", "By default, automatic updates of the {s} are enabled."),
            ("Automatic updates of the {s} are disabled by default.", "By default, automatic updates of the {s} are disabled.")),
        (("A second signature is required to activate the {s}.", "To activate the {s}, a second signature is required."),
            ("No second signature is required to activate the {s}.", "To activate the {s}, a second signature is not required.")),
        (("Sharing the {s} with partners is allowed.", "It is allowed to share the {s} with partners."),
            ("Sharing the {s} with partners is prohibited.", "It is prohibited to share the {s} with partners.")),
        (("The {s} stores customer addresses after cancellation.", "After cancellation the {s} stores customer addresses."),
            ("The {s} never stores customer addresses after cancellation.", "After cancellation the {s} does not store customer addresses.")),
    ],
    "ru": [
        (("Гости могут скачивать отчёты {s}.", "Отчёты {s} могут скачивать гости."),
            ("Гости не могут скачивать отчёты {s}.", "Отчёты {s} не могут скачивать гости.")),
        (("Гарантия {s} распространяется на аккумулятор.", "На аккумулятор гарантия {s} распространяется."),
            ("Гарантия {s} не распространяется на аккумулятор.", "На аккумулятор гарантия {s} не распространяется.")),
        (("Автоматические обновления {s} по умолчанию включены.", "По умолчанию автоматические обновления {s} включены."),
            ("Автоматические обновления {s} по умолчанию выключены.", "По умолчанию автоматические обновления {s} отключены.")),
        (("Для активации {s} требуется вторая подпись.", "Вторая подпись требуется для активации {s}."),
            ("Для активации {s} не требуется вторая подпись.", "Вторая подпись для активации {s} не требуется.")),
        (("Передавать {s} партнёрам разрешено.", "Разрешено передавать {s} партнёрам."),
            ("Передавать {s} партнёрам запрещено.", "Запрещено передавать {s} партнёрам.")),
        (("{s} хранит адреса клиентов после отмены.", "После отмены {s} хранит адреса клиентов."),
            ("{s} не хранит адреса клиентов после отмены.", "После отмены {s} никогда не хранит адреса клиентов.")),
    ],
}  # fmt: skip
# what has a name in it: the pool, and ways to say it
_NAMED: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "en": [
        ("city", ("Data of the {s} is hosted in {n}.", "The {s} keeps its data in {n}.", "The data of the {s} is stored in {n}.")),
        ("person", ("Purchases of the {s} are approved by {n}.", "{n} approves purchases of the {s}.", "Whoever buys the {s} needs approval by {n}.")),
        ("firm", ("The {s} is manufactured by {n}.", "{n} manufactures the {s}.", "The manufacturer of the {s} is {n}.")),
        ("firm", ("Repairs of the {s} are carried out by {n}.", "{n} carries out repairs of the {s}.")),
    ],
    "ru": [
        ("city", ("Место хранения данных {s}: {n}.", "Данные {s} хранит центр обработки {n}.")),
        ("person", ("Покупку {s} согласует {n}.", "{n} согласует покупку {s}.", "Решение о покупке {s} принимает {n}.")),
        ("firm", ("{s} производит компания {n}.", "Компания {n} производит {s}.", "Производитель {s} — компания {n}.")),
        ("firm", ("Ремонт {s} выполняет компания {n}.", "Компания {n} выполняет ремонт {s}.")),
    ],
}  # fmt: skip
_PAGES = {
    "en": ["Handbook", "FAQ", "Customer guide", "Product sheet", "Release information", "Terms", "Support notes", "Internal wiki"],
    "ru": ["Справочник", "Вопросы и ответы", "Руководство", "Карточка изделия", "Сведения о выпуске", "Условия", "Заметки поддержки"],
}
_SYNONYMS = {
    "en": [("however", "nevertheless"), ("also", "additionally"), ("because", "since"), ("began", "started"), ("often", "frequently"),
        ("large", "big"), ("such as", "like"), ("many", "numerous"), ("in order to", "to"), ("must", "has to"), ("use", "utilize"),
        ("about", "approximately"), ("important", "significant"), ("while", "whereas"), ("provide", "supply"), ("collect", "gather"),
        ("show", "demonstrate"), ("near", "close to"), ("usually", "generally")],
    "ru": [("однако", "тем не менее"), ("также", "кроме того"), ("потому что", "так как"), ("часто", "нередко"), ("большой", "крупный"),
        ("около", "примерно"), ("начал", "стал"), ("чтобы", "для того чтобы"), ("обычно", "как правило"), ("например", "к примеру"),
        ("является", "представляет собой"), ("использовать", "применять"), ("очень", "весьма"), ("важный", "значимый"),
        ("если", "в случае если"), ("этот", "данный"), ("можно", "возможно"), ("будет", "станет")],
}  # fmt: skip


class World:
    """Draws cases; every product and every real sentence is used by one case alone, so that no two cases contradict each other."""

    def __init__(self, rng: random.Random, data: Path) -> None:
        self.rng, self.number, self.taken = rng, 0, set[str]()
        self.real = {language: sentences_of(data, language) for language in ("en", "ru")}
        for found in self.real.values():
            rng.shuffle(found)
        self.aligned = aligned(data)
        rng.shuffle(self.aligned)

    def case(self, made: Pair, *, conflict: bool, kind: str, language: str, real: bool, versions: bool) -> Case:
        """The case under its own number, the sides in random order; two versions lie at one path below one title."""
        self.number += 1
        one, other = made if self.rng.random() < 0.5 else made[::-1]
        id = f"{self.number:05}"
        if versions:
            other = replace(other, title=one.title, heading=one.heading)
        one, other = replace(one, path=f"a/{id}.md"), replace(other, path=f"{'a' if versions else 'b'}/{id}.md")
        return Case(id=id, conflict=conflict, kind=kind, language=language, real=real, versions=versions, one=one, other=other)

    # -- planted -----------------------------------------------------------------------------------

    def made_conflict(self, kind: str, language: str) -> Pair:
        """Two pages of a made-up product that contradict each other, worded alike or not."""
        rng, s = self.rng, self.subject(language)
        if kind in ("number", "unit"):
            unit, (low, high), forms = rng.choice(_QUANTITIES[language])
            n = rng.randint(low, high)
            m, swapped = (self.other_number(n, low, high), unit) if kind == "number" else (n, _SWAPS[unit])
            a, b = ({"q": quantity(x, u, language), "g": quantity(x, u, language, genitive=True)} for x, u in ((n, unit), (m, swapped)))
        elif kind == "date":
            forms = rng.choice(_DATES[language])
            day = self.day()
            other = self.other_day(day)
            a, b = {"d": self.written(day, language)}, {"d": self.written(other, language)}
        elif kind == "negation":
            yes, no = rng.choice(_STANCES[language])
            at = rng.randrange(len(yes))
            return self.pages(filled(yes[at], s), filled(no[at if rng.random() < 0.6 else rng.randrange(len(no))], s), s, language)
        else:
            pool, forms = rng.choice(_NAMED[language])
            names = {"city": _CITIES, "person": _PERSONS, "firm": _FIRMS}[pool][language]
            n1, n2 = rng.sample(names, 2)
            a, b = {"n": n1}, {"n": n2}
        first = rng.choice(forms)
        second = first if rng.random() < 0.6 else rng.choice(forms)
        return self.pages(filled(first, s, **a), filled(second, s, **b), s, language)

    def real_conflict(self, kind: str, language: str) -> Pair:
        """A sentence of a public set and the same with one thing changed, half of them reworded lightly as well."""
        change = {"number": self.changed_number, "date": self.changed_date, "unit": self.changed_unit, "negation": self.denied,
            "name": self.renamed}[kind]  # fmt: skip
        for title, before, sentence in self.fresh(language):
            changed = change(sentence, language)
            if changed is None or changed == sentence:
                continue
            self.taken.add(sentence)
            if self.rng.random() < 0.5:
                changed = self.reworded(changed, language) or changed
            return self.real_pages(title, before, sentence, changed, language)
        raise NoSentenceLeft(kind, language)

    def changed_number(self, text: str, language: str) -> str | None:
        """Another count, never a year, a date, a code or half a range."""
        found = [m for m in re.finditer(r"(?<![\w.,:/$#«\"'\-–—(\[])\d{1,3}(?:[ ,]\d{3})*(?:\.\d+)?(?= ?(?:%|[a-zа-яё]{3,}))", text)
            if not re.match(r"(?:st|nd|rd|th|-)|\s(?:" + "|".join(_MONTHS["en"] + _MONTHS["ru"]) + ")", text[m.end():])]  # fmt: skip
        if not found:
            return None
        m = self.rng.choice(found)
        value = float(re.sub("[ ,]", "", m[0]))
        new = value * self.rng.choice((2, 3, 0.5)) + self.rng.choice((1, 2, 3))
        shown = f"{new:.1f}" if "." in m[0] else f"{int(new):,}".replace(",", "," if "," in m[0] else " " if " " in m[0] else "")
        return text[: m.start()] + shown + text[m.end() :]

    def changed_date(self, text: str, language: str) -> str | None:
        """Another year, or another day of a written date; not the year that a sentence opens with."""
        found = [m for m in re.finditer(r"(?<![\w.,/$-])(?:1[5-9]|20)\d\d(?![\w,/%-]|\.\d)", text) if m.start() > 12]
        if not found:
            return None
        m = self.rng.choice(found)
        return text[: m.start()] + str(int(m[0]) + self.rng.choice((-12, -7, -3, 4, 9))) + text[m.end() :]

    def changed_unit(self, text: str, language: str) -> str | None:
        """The same number of something else."""
        swaps = {
            "en": [("days", "hours"), ("hours", "days"), ("minutes", "hours"), ("months", "weeks"), ("weeks", "months"), ("years", "months"),
                ("meters", "kilometers"), ("miles", "yards"), ("km", "m"), ("feet", "miles"), ("kilometers", "meters"), ("percent", "million"),
                ("seconds", "minutes"), ("tons", "pounds"), ("yards", "miles"), ("decades", "years"), ("mg", "g"), ("mm", "cm"), ("inches", "feet")],
            "ru": [("дней", "часов"), ("часов", "дней"), ("минут", "часов"), ("лет", "месяцев"), ("км", "м"),
                ("миль", "метров"), ("метров", "километров"), ("секунд", "минут"), ("ярдов", "километров"), ("тонн", "фунтов"),
                ("недель", "месяцев"), ("процентов", "тысяч"), ("очков", "мячей"), ("ярда", "метра"), ("месяцев", "лет"), ("долларов", "евро"),
                ("градусов", "метров"), ("миллионов", "тысяч"), ("миллиона", "тысячи"), ("миллиардов", "миллионов"), ("человек", "семей")],
        }[language]  # fmt: skip
        self.rng.shuffle(swaps)
        for old, new in swaps:
            m = re.search(rf"(?<=\d ){old}(?!\w)", text)
            if m:
                return text[: m.start()] + new + text[m.end() :]
        return None

    def denied(self, text: str, language: str) -> str | None:
        """The sentence with its only verb of a common kind denied, or without its only `not`."""
        if language == "en":
            if re.search(r"\b(?:not|no|never|none|nor|without|neither)\b|n't", text):
                one = re.findall(r"\b(?:is|are|was|were|can|will|may|does|do|did|should|must) not\b", text)
                return re.sub(r"\b(is|are|was|were|can|will|may|should|must) not\b", r"\1", text) if len(one) == 1 else None
            found = list(re.finditer(r"\b(?:is|are|was|were|can|will|should|has been|have been)\b(?! (?:it|there|they|that|this)\b)", text))
            if len(found) != 1:
                return None
            m = found[0]
            words = m[0].split()
            return text[: m.start()] + " ".join([words[0], "not", *words[1:]]) + text[m.end() :]
        if re.search(r"\b(?:не|ни|нет|без|никогда|нельзя)\b", text, re.IGNORECASE):
            return re.sub(r"\bне ", "", text) if len(re.findall(r"\bн[еи]\b", text)) == 1 and " не " in text else None
        verb = r"\b(?:был[аио]?|может|могут|будет|будут|является|являются|имеет|имеют|можно|должн[ыао]|использует|стал[аио]?|нужно)\b"
        found = list(re.finditer(verb, text))
        return text[: found[0].start()] + "не " + text[found[0].start() :] if len(found) == 1 else None

    def renamed(self, text: str, language: str) -> str | None:
        """Another name in the place of one that stands after the third word."""
        pool = {"en": ["Baxter", "Lindgren", "Marlow", "Castellane", "Winslow", "Harrow", "Pemberton"],
            "ru": ["Барков", "Линдгрен", "Марлоу", "Кастелла", "Уинслоу", "Хэрроу", "Пембертон"]}[language]  # fmt: skip
        capital = r"[A-Z][a-z]{3,}" if language == "en" else r"[А-ЯЁ][а-яё]{3,}"
        found = [m for m in re.finditer(rf"(?<=[a-zа-яё,] ){capital}(?: {capital})?(?=[ ,.])", text) if len(text[: m.start()].split()) > 3]
        dated = {*_MONTHS["en"], "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
        found = [m for m in found if not dated & set(m[0].split()) and text.count(m[0]) == 1]
        if not found:
            return None
        m = self.rng.choice(found)
        return text[: m.start()] + self.rng.choice(pool) + text[m.end() :]

    # -- harmless ----------------------------------------------------------------------------------

    def harmless(self, kind: str, language: str) -> Pair:
        """Two pages that look alike and disagree in nothing."""
        make: Callable[[str], Pair] = getattr(self, kind)
        return make(language)

    def any_fact(self, language: str) -> tuple[tuple[str, ...], Fill]:
        """A fact of any kind: ways to say it, and what is filled in."""
        rng, kind = self.rng, self.rng.choice(("quantity", "quantity", "date", "name", "stance"))
        if kind == "quantity":
            unit, (low, high), forms = rng.choice(_QUANTITIES[language])
            n = rng.randint(low, high)
            return forms, {"q": quantity(n, unit, language), "g": quantity(n, unit, language, genitive=True)}
        if kind == "date":
            return rng.choice(_DATES[language]), {"d": self.written(self.day(), language)}
        if kind == "name":
            pool, forms = rng.choice(_NAMED[language])
            return forms, {"n": rng.choice({"city": _CITIES, "person": _PERSONS, "firm": _FIRMS}[pool][language])}
        return rng.choice(rng.choice(_STANCES[language])), {}

    def reworded(self, language: str, other: str = "") -> Pair | str | None:
        """Of a language: one fact in two wordings. Of a sentence and its language: the sentence with a word or two exchanged, if any fits."""
        if other:
            text, done = language, 0
            for old, new in self.rng.sample(_SYNONYMS[other], len(_SYNONYMS[other])):
                if done < 2 and re.search(rf"\b{old}\b", text):
                    text, done = re.sub(rf"\b{old}\b", new, text, count=1), done + 1
            return text if done else None
        s = self.subject(language)
        forms, fill = self.any_fact(language)
        first, second = self.rng.sample(forms, 2)
        return self.pages(filled(first, s, **fill), filled(second, s, **fill), s, language)

    def reordered(self, language: str) -> Pair:
        """Two clauses in the other order."""
        s = self.subject(language)
        (f1, a), (f2, b) = self.any_fact(language), self.any_fact(language)
        if f1 == f2:
            return self.reordered(language)
        one, two = filled(f1[0], s, **a), filled(f2[0], s, **b)
        low, low2 = (x if x.split()[0][1:].lower() != x.split()[0][1:] else x[0].lower() + x[1:] for x in (one, two))
        join = {"en": "; ", "ru": "; "}[language] if self.rng.random() < 0.5 else " "
        if join == " ":
            return self.pages(f"{one} {two}", f"{two} {one}", s, language)
        return self.pages(f"{one[:-1]}{join}{low2}", f"{two[:-1]}{join}{low}", s, language)

    def formatting(self, language: str) -> Pair:
        """The same words as prose, in bold, in a list, in capitals of a title, with other quotation marks."""
        s = self.subject(language)
        forms, fill = self.any_fact(language)
        text = filled(self.rng.choice(forms), s, **fill)
        dressed = self.rng.choice([
            lambda t: f"**{t}**", lambda t: f"- {t}", lambda t: f"> {t}", lambda t: f"1. {t}", lambda t: t.rstrip("."),
            lambda t: f"*{t.rstrip('.')}*!", lambda t: t.replace("«", '"').replace("»", '"').replace(" the ", "  the "),
            lambda t: re.sub(r"\d+", r"**\g<0>**", t) if re.search(r"\d", t) else f"_{t}_", lambda t: f"* [ ] {t}",
        ])(text)  # fmt: skip
        return self.pages(text, dressed, s, language)

    def notation(self, language: str) -> Pair:
        """One value written in two ways."""
        rng, s = self.rng, self.subject(language)
        what = rng.choice(("word", "grouped", "date", "equal"))
        if what == "date":
            forms, day = rng.choice(_DATES[language]), self.day()
            fill = rng.sample([{"d": w} for w in ways(day, language)], 2)
        else:
            unit, (low, high), forms = rng.choice(_QUANTITIES[language])
            if what == "word":
                n = rng.randint(2, 12)
                texts = [f"{n} {plural(n, unit, language)}", f"{_WORDS[language][n]} {plural(n, unit, language)}"]
            elif what == "grouped":
                n = rng.randint(11, 99) * 100 + rng.choice((0, 50))
                texts = [f"{w} {plural(n, unit, language)}" for w in rng.sample([str(n), f"{n:,}".replace(",", " "), f"{n:,}".replace(",", "\u00a0"),
                    *([f"{n:,}"] if language == "en" else [])], 2)]  # fmt: skip
            else:
                texts = [self.units_in(t, language) for t in rng.choice(_EQUAL)]
            fill = [{"q": t, "g": t} for t in texts]
        first = rng.choice(forms)
        second = first if rng.random() < 0.7 else rng.choice(forms)
        return self.pages(filled(first, s, **fill[0]), filled(second, s, **fill[1]), s, language)

    def units_in(self, text: str, language: str) -> str:
        """`90 {minute}` in words of a language."""
        number, unit = text.split()
        name = unit.strip("{}")
        shown = number.replace(".", ",") if language == "ru" else number
        forms = _UNITS[language][name]
        return f"{shown} {forms[1] if '.' in number else plural(int(number), name, language)}"

    def scope(self, language: str) -> Pair:
        """The same sentence of another product, plan, city, year, country, version: mostly with another value."""
        rng, name = self.rng, self.name(language)
        forms, a = self.any_fact(language)
        for _ in range(200):
            other_forms, b = self.any_fact(language)
            if other_forms == forms and b != a:
                break
        else:
            b = a
        way = rng.choice(("product", "plan", "plan_heading", "year", "city", "version", "title"))
        form = rng.choice(forms)
        quoted = self.quoted(name, language)
        if way in ("product", "title"):
            s, t = quoted, self.quoted(self.name(language), language)
            if way == "title":  # named by the page alone
                it = {"en": "product", "ru": "Изделие"}[language]
                return self.page(filled(form, it, **a), name, "", language), self.page(filled(form, it, **b), t, "", language)
        elif way in ("plan", "plan_heading"):
            p, q = rng.sample(_PLANS[language], 2)
            if way == "plan_heading":
                return self.page(filled(form, quoted, **a), name, p, language), self.page(filled(form, quoted, **b), name, q, language)
            s, t = ((f"{name} {x} plan" if language == "en" else f"тариф «{name} {x}»") for x in (p, q))
        elif way == "version":
            x = rng.randint(1, 8)
            s, t = f"{quoted} {x}.{rng.randint(0, 4)}", f"{quoted} {x + 1}.{rng.randint(0, 4)}"
        else:
            x, y = rng.sample(range(2015, 2026) if way == "year" else _CITIES[language], 2)
            lead = {"year": {"en": "In {x}: ", "ru": "В {x} году: "}, "city": {"en": "For {x}: ", "ru": "Филиал {x}: "}}[way][language]
            return self.pages(lead.format(x=x) + filled(form, quoted, **a), lead.format(x=y) + filled(form, quoted, **b), name, language)
        return self.pages(filled(form, s, **a), filled(form, t, **b), name, language)

    def example(self, language: str) -> Pair:
        """An example or a placeholder beside another one."""
        rng, s = self.rng, self.subject(language)
        x, y = rng.sample(range(2, 900), 2)
        told = {
            "en": ["For example, if your {s} holds {n} files, the list shows {n} rows.", "Enter the serial number of the {s}, e.g. {n}-{n}-A.",
                "Example: `{s} --limit {n} --retry {n}`", "Suppose that the {s} measures {n} units in one hour.", "Replace <{n}> by the id of your {s}.",
                "A sample invoice for the {s} could show {n} dollars."],
            "ru": ["Например, если {s} хранит {n} файлов, список покажет {n} строк.", "Введите серийный номер {s}, например {n}-{n}-А.",
                "Пример: `{s} --limit {n} --retry {n}`", "Допустим, что {s} измеряет {n} единиц за один час.", "Замените <{n}> на номер своего {s}.",
                "В образце счёта за {s} может стоять {n} рублей."],
        }[language]  # fmt: skip
        form = rng.choice(told)
        return self.pages(filled(form, s, n=str(x)), filled(form, s, n=str(y)), s, language)

    def changelog(self, language: str) -> Pair:
        """Two entries of a history: each says how it was then."""
        rng, name = self.rng, self.name(language)
        major, x, y = rng.randint(1, 9), *sorted(rng.sample(range(2, 90), 2))
        told = {
            "en": ["Raised the upload limit of {s} to {n} MB.", "{s}: the default timeout is now {n} seconds.", "{s} now supports {n} languages.",
                "Fixed a crash of {s} when more than {n} tabs are open.", "Since this release {s} keeps logs for {n} days."],
            "ru": ["Лимит загрузки {s} увеличен до {n} МБ.", "{s}: тайм-аут по умолчанию теперь {n} секунд.", "{s} теперь поддерживает {n} языков.",
                "Исправлено падение {s}, когда открыто больше {n} вкладок.", "Начиная с этого выпуска {s} хранит журналы {n} дней."],
        }[language]  # fmt: skip
        form, title = rng.choice(told), {"en": "Changelog", "ru": "История изменений"}[language]
        sides = [
            Side(path="", title=f"{title} {name}" if rng.random() < 0.5 else name, statement=filled(form, name, n=str(n)),
                heading=rng.choice((f"{major}.{minor}.0", f"{major}.{minor}.0 (2024-0{minor}-1{minor})", f"v{major}.{minor}")))
            for n, minor in ((x, 3), (y, 4))
        ]  # fmt: skip
        return sides[0], replace(sides[1], title=sides[0].title)

    def table(self, language: str) -> Pair:
        """Two rows of a price list: other items, other values, under the same header."""
        rng = self.rng
        items = [self.name(language) for _ in range(6)]
        head = {"en": "| Item | Weight | Price | Warranty |", "ru": "| Изделие | Вес | Цена | Гарантия |"}[language]
        kilo, money = {"en": ("kg", "EUR"), "ru": ("кг", "руб.")}[language]
        rows = [f"| {item} | {rng.randint(1, 40)} {kilo} | {rng.randint(10, 999)} {money} | {rng.randint(1, 5)} |" for item in items]
        made = ["\n".join([head, "|---|---|---|---|", *rows[at : at + 3]]) for at in (0, 3)]
        page = {"en": "Price list", "ru": "Прейскурант"}[language]
        return Side(path="", title=page, heading=items[0], statement=made[0]), Side(
            path="", title=page, heading=items[3], statement=made[1]
        )

    def translation(self, language: str) -> Pair:
        """A sentence and its translation."""
        if self.aligned and self.rng.random() < 0.7:
            title, english, russian = self.aligned[self.rng.randrange(len(self.aligned))]
            return (Side(path="", title=title, heading="", statement=english), Side(path="", title=title, heading="", statement=russian))
        name, at, n = self.name("en"), self.rng.randrange(9), self.rng.randint(3, 50)
        sides = []
        for tongue in ("en", "ru"):
            unit, _, forms = _QUANTITIES[tongue][at]
            shown = {"q": quantity(n, unit, tongue), "g": quantity(n, unit, tongue, genitive=True)}
            sides.append(self.page(filled(forms[0], self.quoted(name, tongue), **shown), name, "", tongue))
        return sides[0], sides[1]

    def real_copy(self, language: str) -> Pair:
        """A real sentence and the same, copied, reworded lightly, or formatted."""
        title, before, sentence = next(self.fresh(language))
        self.taken.add(sentence)
        plain = [sentence, f"**{sentence}**", f"- {sentence}", re.sub(r", ", " – ", sentence, count=1)]
        changed = self.reworded(sentence, language) or self.rng.choice(plain)
        assert isinstance(changed, str)
        return self.real_pages(title, before, sentence, changed, language)

    def real_scope(self, language: str) -> Pair:
        """A real sentence that opens with its subject or year, and the same about another one with another figure."""
        for title, before, sentence in self.fresh(language):
            m = re.match(r"(?:In|During|By) (\d{4})\b(?!s)" if language == "en" else r"В(?: течение)? (\d{4})\b", sentence)
            other = self.name(language)
            if m:
                changed = f"{sentence[: m.start(1)]}{int(m[1]) + self.rng.randint(1, 6)}{sentence[m.end(1) :]}"
            else:
                m = re.match(r"(?:The )?[A-Z][a-z]{3,}(?= (?:is|was|has|had|are|were) )" if language == "en" else
                    r"[А-ЯЁ][а-яё]{3,}(?= (?:был|имеет|является|стал|состоит))", sentence)  # fmt: skip
                if not m or re.match(r"This|That|These|There|They|Some|Many|Most|Each|Этот|Эта|Кажд|Одн", sentence.removeprefix("The ")):
                    continue
                changed = f"{other}{sentence[m.end() :]}"
            figured = self.changed_number(changed, language)
            if figured is None and sentence[m.start() : m.end()][-1].isdigit():
                continue  # one event in two years is a contradiction; two figures of two years are none
            changed = figured or changed
            self.taken.add(sentence)
            pages = self.real_pages(title, before, sentence, changed, language)
            return pages[0], replace(pages[1], title=other, before="")
        return self.scope(language)

    # -- words and pages ---------------------------------------------------------------------------

    def name(self, language: str) -> str:
        """A product's name that no other case has."""
        while True:
            made = self.rng.choice(_STARTS) + self.rng.choice(_MIDS) + self.rng.choice(_MIDS) + self.rng.choice(_ENDS)
            if made not in self.taken:
                self.taken.add(made)
                return made if language == "en" else made.lower().translate(_CYR).capitalize()

    def quoted(self, name: str, language: str) -> str:
        """The name as it stands in a sentence."""
        return f"{name} {self.rng.choice(_NOUNS['en'])}" if language == "en" else f"«{name}»"

    def subject(self, language: str) -> str:
        """What a sentence is about."""
        return self.quoted(self.name(language), language)

    def page(self, statement: str, title: str, heading: str, language: str) -> Side:
        """A page with one statement."""
        return Side(path="", title=title, heading=heading, statement=statement)

    def pages(self, one: str, other: str, subject: str, language: str) -> Pair:
        """Two pages of one subject; what they are called is their business or the subject's."""
        sides: list[Side] = []
        for text in (one, other):
            title = self.rng.choice(_PAGES[language]) if self.rng.random() < 0.6 else subject.strip("«»")
            sides.append(Side(path="", title=title, heading=subject if self.rng.random() < 0.3 else "", statement=text))
        return sides[0], sides[1]

    def real_pages(self, title: str, before: str, one: str, other: str, language: str) -> Pair:
        """The sentence below its title after what stands before it, and the other one alone or after the same."""
        twice = self.rng.random() < 0.4
        second = title if self.rng.random() < 0.6 else self.rng.choice(_PAGES[language])
        return (
            Side(path="", title=title, heading="", before=before, statement=one),
            Side(path="", title=second, heading="", before=before if twice else "", statement=other),
        )

    def fresh(self, language: str) -> Iterator[tuple[str, str, str]]:
        """(title, what stands before, sentence) of what no case has yet, each looked at once a round."""
        found = self.real[language]
        start = self.rng.randrange(len(found))
        yield from (one for at in range(len(found)) if (one := found[(start + at) % len(found)])[2] not in self.taken)

    def other_number(self, n: int, low: int, high: int) -> int:
        """A number of the same range that is not `n`."""
        return self.rng.choice([m for m in {n + 1, n - 1, n * 2, n + 10, self.rng.randint(low, high)} if m > 1 and m != n])

    def day(self) -> tuple[int, int, int]:
        """A year, month and day."""
        return self.rng.randint(2015, 2027), self.rng.randint(1, 12), self.rng.randint(1, 28)

    def other_day(self, day: tuple[int, int, int]) -> tuple[int, int, int]:
        """Another one: mostly only the day, the month or the year differs."""
        year, month, dom = day
        return self.rng.choice([(year + 1, month, dom), (year, month % 12 + 1, dom), (year, month, dom % 28 + 1), self.other_year(day)])

    def other_year(self, day: tuple[int, int, int]) -> tuple[int, int, int]:
        """A day of an earlier year."""
        return day[0] - self.rng.randint(1, 3), self.rng.randint(1, 12), day[2]

    def written(self, day: tuple[int, int, int], language: str) -> str:
        """One of the ways to write a day."""
        return self.rng.choice(ways(day, language))


def ways(day: tuple[int, int, int], language: str) -> list[str]:
    """A day as it is written in a language, never so that day and month can be exchanged."""
    year, month, dom = day
    name = _MONTHS[language][month - 1]
    if language == "en":
        return [f"{year}-{month:02}-{dom:02}", f"{dom} {name} {year}", f"{name} {dom}, {year}"]
    return [f"{year}-{month:02}-{dom:02}", f"{dom} {name} {year} года", f"{dom:02}.{month:02}.{year}", f"{dom} {name} {year} г."]


def plural(n: int, unit: str, language: str, *, genitive: bool = False) -> str:
    """The unit's form for a number."""
    forms = _UNITS[language][unit]
    if language == "en":
        return forms[n != 1]
    one, few = n % 10 == 1 and n % 100 != 11, n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    if genitive:
        return forms[1] if one else forms[2]
    return forms[0] if one else forms[1] if few else forms[2]


def quantity(n: int, unit: str, language: str, *, genitive: bool = False) -> str:
    """A number with its unit."""
    return f"{n} {plural(n, unit, language, genitive=genitive)}"


def filled(form: str, subject: str, **fill: str) -> str:
    """The sentence, with a capital."""
    text = form.format(s=subject, **fill)
    return text[0].upper() + text[1:]


# -- real text -------------------------------------------------------------------------------------

_END = re.compile(r"(?<=[a-zа-яё0-9)»\"][.!?])\s+(?=[A-ZА-ЯЁ«\"])")


def sentences_of(data: Path, language: str) -> list[tuple[str, str, str]]:
    """(title, what stands before, sentence): sentences of 8 to 45 words that stand once in what is read."""
    found: dict[str, tuple[str, str, str]] = {}
    for title, text in paragraphs(data, language):
        before = ""
        for sentence in (part.strip() for part in _END.split(text)):
            if (
                8 <= len(sentence.split()) <= 45
                and sentence[0].isupper()
                and sentence[-1] == "."
                and not re.search(r"[|`<>{}\[\]*#]", sentence)
            ):
                found.setdefault(sentence, (title, before, sentence))
            before = sentence if not re.search(r"[|`<>{}\[\]*#]", sentence) else ""
    return sorted(found.values())


def paragraphs(data: Path, language: str) -> Iterator[tuple[str, str]]:
    """(title, text) of the public sets that have prose in a language."""
    names: Sequence[str] = (
        ["squad2/corpus.jsonl", "squad2/extra_corpus.jsonl", "policyqa/corpus.jsonl"] if language == "en" else ["xquad/corpus.ru.jsonl"]
    )
    for name in names:
        for row in json_lines(data / name):
            yield row["title"], row["text"].lstrip("\ufeff")
    if language == "en":
        for row in json_lines(data / "covidqa/corpus.jsonl"):
            yield from ((row["title"], part) for part in row["text"].split("\n\n")[2:14] if len(part) > 200)
    for path in markdown_below(data / "docs_fastapi/files/docs" / language):
        yield from ((path.stem, part) for part in path.read_text(encoding="utf-8").split("\n\n") if len(part) > 60 and part[:1].isupper())


def aligned(data: Path) -> list[tuple[str, str, str]]:
    """(title, English, Russian): opening sentences of paragraphs that are translations of each other."""
    sides = [{row["id"]: row for row in json_lines(data / f"xquad/corpus.{language}.jsonl")} for language in ("en", "ru")]
    pairs = ((row["title"], row["text"], sides[1][id]["text"].lstrip("\ufeff")) for id, row in sides[0].items() if id in sides[1])
    return [(title, _END.split(one)[0], _END.split(other)[0]) for title, one, other in pairs]
