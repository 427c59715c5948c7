"""Names that are easily taken for each other, in the forms in which a question, a sentence, a heading and a table cell write them."""

from __future__ import annotations

import random
from dataclasses import dataclass

LANGUAGES = ("en", "ru")
CASES = ("nom", "gen", "dat", "acc", "ins", "pre")


@dataclass(frozen=True)
class Name:
    """One named thing: its six cases as running text has them (English: six times the same), and its bare form."""

    asked: tuple[str, ...]
    said: tuple[str, ...]
    bare: str
    """As a heading, a title or a cell has it."""
    metadata: tuple[str, str]
    """A key of front matter, and what stands there."""

    def slots(self, *, asked: bool) -> dict[str, str]:
        """What a template may write, by case; `n` is the nominative, `N` the same at the start of a sentence."""
        forms = self.asked if asked else self.said
        return dict(zip(CASES, forms, strict=True)) | {"n": forms[0], "N": forms[0][0].upper() + forms[0][1:]}


@dataclass(frozen=True)
class Pair:
    """What is asked for, and its near-twin; `topic` chooses the facts that are told of both."""

    asked: Name
    twin: Name
    topic: str


def still(text: str) -> tuple[str, ...]:
    """Six equal cases."""
    return (text,) * 6


def syllables(rng: random.Random, count: int = 2) -> str:
    """An invented English word."""
    starts, ends = (
        ("Vel", "Zor", "Kam", "Tir", "Bro", "Lun", "Quo", "Fen", "Mar", "Dax", "Hol", "Pel"),
        ("ora", "ix", "um", "ane", "ik", "este", "ow", "ard"),
    )
    middles = ("va", "li", "mo", "te", "ru")
    return rng.choice(starts) + "".join(rng.choice(middles) for _ in range(count - 2)) + rng.choice(ends)


def russian_syllables(rng: random.Random) -> str:
    """An invented Russian word that is not declined in quotation marks."""
    return rng.choice(("Вел", "Зор", "Кам", "Тир", "Лун", "Фен", "Дак", "Пел", "Ост", "Руб")) + rng.choice(
        ("ора", "икс", "ум", "ента", "ус", "аль", "он")
    )


def other(rng: random.Random, make, than: str) -> str:
    """Another draw than this one."""
    for _ in range(100):
        drawn = make(rng)
        if drawn != than:
            return drawn
    raise AssertionError("nothing else to draw")


def plan_pair(rng: random.Random, language: str) -> Pair:
    ranks = ("Free", "Pro", "Basic", "Business", "Enterprise", "Team", "Starter", "Premium", "Plus", "Standard", "Family", "Student")
    shared = (
        ("Pro", "Pro Plus"),
        ("Business", "Business Plus"),
        ("Home", "Home Office"),
        ("Team", "Team Lite"),
        ("Starter", "Starter Max"),
    )
    how = rng.random()
    if how < 0.35:
        one, two = rng.sample(ranks, 2)
    elif how < 0.6:
        one, two = rng.choice(shared)
    elif how < 0.8:
        one = syllables(rng)
        two = other(rng, syllables, one)
    else:
        product = syllables(rng, 3)
        one, two = (f"{product} {rank}" for rank in rng.sample(("Mini", "Max", "Go", "Pro", "Hub", "Lite"), 2))
    if rng.random() < 0.5:
        one, two = two, one
    if language == "en":
        style = rng.choice(("the {} plan", "the {} tier", "the {} subscription", "the {} package"))
        return Pair(*(english_plan(name, style, rng) for name in (one, two)), topic="plan")
    if how < 0.35 and rng.random() < 0.6:
        one, two = rng.sample(sorted(RUSSIAN_PLANS), 2)
        inner = rng.random() < 0.5
        return Pair(*(russian_adjective_plan(name, quoted=inner) for name in (one, two)), topic="plan")
    if 0.6 <= how < 0.8:
        one = russian_syllables(rng)
        two = other(rng, russian_syllables, one)
    return Pair(*(russian_plan(name) for name in (one, two)), topic="plan")


def english_plan(name: str, style: str, rng: random.Random) -> Name:
    phrase = style.format(name)
    heading = rng.choice((name, f"{name} plan", f"{phrase.removeprefix('the ')}", f"Plan: {name}"))
    return Name(still(phrase), still(rng.choice((phrase, f"the {name} plan"))), heading, ("plan", name))


RUSSIAN_PLANS = {
    "Базовый": "базов", "Стартовый": "стартов", "Семейный": "семейн", "Командный": "командн", "Корпоративный": "корпоративн",
    "Бесплатный": "бесплатн", "Персональный": "персональн", "Расширенный": "расширенн", "Городской": "городск",
}  # fmt: skip


def russian_adjective_plan(name: str, *, quoted: bool) -> Name:
    if quoted:
        return russian_plan(name)
    stem = RUSSIAN_PLANS[name]
    nominative = name.lower()
    ins = stem + ("им" if stem.endswith("к") else "ым")
    adjectives = (nominative, stem + "ого", stem + "ому", nominative, ins, stem + "ом")
    nouns = ("тариф", "тарифа", "тарифу", "тариф", "тарифом", "тарифе")
    forms = tuple(f"{adjective} {noun}" for adjective, noun in zip(adjectives, nouns, strict=True))
    return Name(forms, forms, f"{name} тариф", ("тариф", nominative))


def russian_plan(name: str) -> Name:
    shown = name if name.isascii() else f"«{name}»"
    forms = tuple(f"{noun} {shown}" for noun in ("тариф", "тарифа", "тарифу", "тариф", "тарифом", "тарифе"))
    return Name(forms, forms, f"Тариф {shown}", ("тариф", name))


VERSIONS = (
    ("2.1", "2.10"), ("2.3", "2.4"), ("3.11", "3.12"), ("2.1", "3.1"), ("4.0.1", "4.0.2"), ("10.1", "1.10"), ("7.2", "7.3"), ("2", "3"),
    ("5", "15"), ("1.9", "1.90"), ("6.4", "4.6"), ("2", "2.1"), ("8.2", "8.2.1"), ("12.0", "12.1"), ("3.5.2", "3.5.20"), ("11", "12"),
)  # fmt: skip


def version_pair(rng: random.Random, language: str) -> Pair:
    one, two = rng.choice(VERSIONS)
    if rng.random() < 0.5:
        one, two = two, one
    product = syllables(rng)
    style = rng.choice(("version", "product", "v"))
    if language == "en":
        return Pair(*(english_version(number, product, style, rng) for number in (one, two)), topic="version")
    return Pair(*(russian_version(number, product, style) for number in (one, two)), topic="version")


def english_version(number: str, product: str, style: str, rng: random.Random) -> Name:
    phrase = {"version": f"version {number}", "product": f"{product} {number}", "v": f"v{number}"}[style]
    if style == "version" and rng.random() < 0.4:
        phrase = f"{product} version {number}"
    said = phrase if rng.random() < 0.6 else f"{product} {number}"
    return Name(still(phrase), still(said), rng.choice((f"Version {number}", f"{product} {number}", f"v{number}")), ("version", number))


def russian_version(number: str, product: str, style: str) -> Name:
    if style == "version":
        forms = tuple(f"{noun} {number}" for noun in ("версия", "версии", "версии", "версию", "версией", "версии"))
        return Name(forms, forms, f"Версия {number}", ("версия", number))
    phrase = f"{product} {number}" if style == "product" else f"v{number}"
    return Name(still(phrase), still(phrase), phrase, ("version", number))


def code_pair(rng: random.Random, language: str) -> Pair:
    number = str(rng.randint(11, 989))
    last = other(rng, lambda rng: str(rng.randrange(10)), number[-1])
    letters = rng.choice(("E", "F", "ERR", "TR", "AX", "KB", "NX", "INV"))
    joint = rng.choice(("-", "-", "", "_"))
    near = rng.choice((number + last, number[:-1] + last, number[::-1] if number[::-1] != number else number + "0", number + "0"))
    one, two = f"{letters}{joint}{number}", f"{letters}{joint}{near}"
    how = rng.random()
    if how < 0.2:
        two = other(rng, lambda rng: rng.choice("EFHKX"), letters[0]) + f"{joint or '-'}{number}"
        one = f"{letters}{joint or '-'}{number}"
    elif how < 0.35:
        one, two = f"{letters}{joint}{number}B", f"{letters}{joint}{number}C"
    elif how < 0.45:
        one, two = str(4000 + int(number)), str(4000 + int(number) + rng.choice((1, 10, 100)))
    if rng.random() < 0.5:
        one, two = two, one
    topic = rng.choice(("error", "part"))
    if language == "en":
        nouns = {"error": ("error", "error code", "fault"), "part": ("part", "article", "model")}[topic]
        noun = rng.choice(nouns)
        return Pair(
            *(
                Name(still(f"{noun} {code}"), still(f"{noun} {code}"), rng.choice((code, f"{noun.capitalize()} {code}")), ("code", code))
                for code in (one, two)
            ),
            topic=topic,
        )
    cases = {
        "error": ("ошибка", "ошибки", "ошибке", "ошибку", "ошибкой", "ошибке"),
        "part": ("деталь", "детали", "детали", "деталь", "деталью", "детали"),
    }[topic]
    return Pair(
        *(
            Name(
                tuple(f"{noun} {code}" for noun in cases),
                tuple(f"{noun} {code}" for noun in cases),
                rng.choice((code, f"{cases[0].capitalize()} {code}")),
                ("код", code),
            )
            for code in (one, two)
        ),
        topic=topic,
    )


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
RUSSIAN_MONTHS = (
    ("январь", "января", "январе"), ("февраль", "февраля", "феврале"), ("март", "марта", "марте"), ("апрель", "апреля", "апреле"),
    ("май", "мая", "мае"), ("июнь", "июня", "июне"), ("июль", "июля", "июле"), ("август", "августа", "августе"),
    ("сентябрь", "сентября", "сентябре"), ("октябрь", "октября", "октябре"), ("ноябрь", "ноября", "ноябре"),
    ("декабрь", "декабря", "декабре"),
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A day, a month or a year; 0 where it is not said."""

    year: int
    month: int
    day: int


def date_pair(rng: random.Random, language: str) -> Pair:
    year, month, day = rng.randint(2015, 2027), rng.randint(1, 12), rng.randint(2, 26)
    later = Day(year, month, day + 1)
    shifted = Day(year, other(rng, lambda rng: rng.randint(1, 12), month), day)
    topic, one, two = rng.choice(
        (
            ("day", Day(year, month, day), later),
            ("day", Day(0, month, day), Day(0, month, day + 1)),
            ("day", Day(0, month, day), Day(0, shifted.month, day)),
            ("month", Day(0, month, 0), Day(0, shifted.month, 0)),
            ("month", Day(0, 3, 0), Day(0, 5, 0)),
            ("month", Day(year, month, 0), Day(year, shifted.month, 0)),
            ("month", Day(year, month, 0), Day(year + 1, month, 0)),
            ("year", Day(year, 0, 0), Day(year + rng.choice((1, -1, 10)), 0, 0)),
        )
    )
    make = english_date if language == "en" else russian_date
    style = rng.randrange(3)
    return Pair(make(one, style), make(two, style), topic=topic)


def iso(day: Day) -> str:
    parts = [f"{day.year}" if day.year else "", f"{day.month:02}" if day.month else "", f"{day.day:02}" if day.day else ""]
    return "-".join(part for part in parts if part)


def english_date(day: Day, style: int) -> Name:
    month = MONTHS[day.month - 1] if day.month else ""
    year = f" {day.year}" if day.year else ""
    if day.day:
        long = (f"{day.day} {month}{year}", f"{month} {day.day}{',' + year if year else ''}", f"the {day.day}th of {month}{year}")
        said = long[style if style < 2 else 0]
        return Name(
            still(long[style]), still(said), iso(day) if day.year and style == 1 else said, ("date", iso(day) if day.year else said)
        )
    plain = f"{month}{year}".strip()
    return Name(still(plain), still(plain), plain, ("period", plain))


def russian_date(day: Day, style: int) -> Name:
    year = f" {day.year} года" if day.year else ""
    if day.day:
        genitive = RUSSIAN_MONTHS[day.month - 1][1]
        long = f"{day.day} {genitive}{year}"
        dotted = f"{day.day:02}.{day.month:02}.{day.year}" if day.year else long
        return Name(still(long), still(long), dotted if style == 1 else long, ("дата", dotted if style == 2 else long))
    if day.month:
        nominative, genitive, where = RUSSIAN_MONTHS[day.month - 1]
        forms = tuple(
            form + year
            for form in (
                nominative,
                genitive,
                genitive[:-1] + "ю" if genitive[-1] == "я" else genitive[:-1] + "у",
                nominative,
                nominative,
                where,
            )
        )
        return Name(
            forms,
            forms,
            f"{nominative.capitalize()}{f' {day.year}' if day.year else ''}",
            ("период", nominative + (f" {day.year}" if day.year else "")),
        )
    forms = tuple(f"{day.year} {noun}" for noun in ("год", "года", "году", "год", "годом", "году"))
    return Name(forms, forms, f"{day.year} год" if style else str(day.year), ("год", str(day.year)))


FIRST = ("Anna", "Maria", "Boris", "Ingrid", "Thomas", "Leila", "Peter", "Olga", "Victor", "Nina", "Samuel", "Ruth")
WOMEN = {"Анна": "Анн", "Мария": "Мари", "Ольга": "Ольг", "Нина": "Нин", "Вера": "Вер", "Елена": "Елен", "Дарья": "Дарь"}
MEN = {"Иван": "Иван", "Борис": "Борис", "Пётр": "Петр", "Виктор": "Виктор", "Олег": "Олег", "Степан": "Степан", "Роман": "Роман"}


def person_pair(rng: random.Random, language: str) -> Pair:
    how = rng.random()
    if language == "en":
        first, second = rng.sample(FIRST, 2)
        surname = syllables(rng, rng.choice((2, 3))) if rng.random() < 0.7 else rng.choice(("Petrova", "Holm", "Reyes", "Novak"))
        its = (
            other(rng, syllables, surname)
            if rng.random() < 0.7
            else other(rng, lambda rng: rng.choice(("Ivanova", "Holt", "Ramos", "Nowak")), surname)
        )
        if how < 0.4:
            one, two = f"{first} {surname}", f"{first} {its}"
        elif how < 0.6:
            one, two = f"{first} {surname}", f"{second} {surname}"
        elif how < 0.8:
            one, two = f"{first} {surname}", f"{second} {its}"
        elif how < 0.9:
            one, two = f"Dr. {surname}", f"Dr. {its}"
        else:
            one, two = first, second
        return Pair(*(Name(still(name), still(name), name, ("person", name)) for name in (one, two)), topic="person")
    woman = rng.random() < 0.5
    stems = WOMEN if woman else MEN
    first, second = rng.sample(sorted(stems), 2)
    surname = russian_surname(rng)
    its = other(rng, russian_surname, surname)
    one, two = (
        ((first, surname), (first, its))
        if how < 0.45
        else ((first, surname), (second, surname))
        if how < 0.65
        else ((first, surname), (second, its))
    )
    if how > 0.9:
        one, two = (first, ""), (second, "")
    return Pair(*(russian_person(*name, woman=woman) for name in (one, two)), topic="person")


def russian_surname(rng: random.Random) -> str:
    return (
        rng.choice(("Вел", "Тар", "Кул", "Мор", "Зел", "Ряб", "Лоп", "Чек", "Дор", "Сав", "Пет", "Сид"))
        + rng.choice(("ак", "ен", "иш", "ух", "ор", "ат"))
        + "ов"
    )


def russian_person(first: str, surname: str, *, woman: bool) -> Name:
    if woman:
        stem = WOMEN[first]
        soft = stem[-1] in "иь"
        ends = ("ии", "ии") if stem.endswith("и") else ("ьи", "ье") if soft else ("и" if stem[-1] == "г" else "ы", "е")
        base = stem[:-1] if soft else stem
        given = (first, base + ends[0], base + ends[1], stem + ("ю" if soft else "у"), stem + ("ей" if soft else "ой"), base + ends[1])
        family = tuple(surname + end for end in ("а", "ой", "ой", "у", "ой", "ой"))
    else:
        given = (first, *(MEN[first] + end for end in ("а", "у", "а", "ом", "е")))
        family = tuple(surname + end for end in ("", "а", "у", "а", "ым", "е"))
    forms = tuple(f"{one} {two}" for one, two in zip(given, family, strict=True)) if surname else given
    return Name(forms, forms, forms[0], ("сотрудник", forms[0]))
