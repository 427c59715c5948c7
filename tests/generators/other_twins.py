"""Near-twin questions of a second hand: other wordings, names and places for a name than `twins` has, by the same draw.

Written after the verifier's rules and never used to mend them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generators.twins import LANGUAGES, Piece, Twin

CARRIERS = ("sentence", "deep heading", "lead", "wide row", "file name", "field")


@dataclass(frozen=True)
class Told:
    """A question and a statement about a name, each with slots for the name's forms; `{v}` is the value."""

    ask: str
    says: str
    bare: str
    column: str


@dataclass(frozen=True)
class Called:
    """A name: forms for a question and a sentence (nominative and oblique), its bare form, its file and its field."""

    name: str
    oblique: str
    bare: str
    file: str
    field: tuple[str, str]


def told(block: str) -> tuple[Told, ...]:
    return tuple(Told(*(part.strip() for part in line.split(" / "))) for line in block.strip().splitlines())


TOLD = {
    ("plan", "en"): told("""
Tell me the seat count for {n}, please. / Customers on {n} get {v} seats. / It comes with {v} seats. / Seats
i'm on {n} - how many exports can I make per day? / {n} permits {v} exports per day. / Exports are capped at {v} per day. / Exports a day
If we move to {n}, what will we pay each year? / A year of {n} is billed at €{v}. / The yearly bill is €{v}. / Yearly bill
{n}: how long are backups retained? / Backups are retained for {v} days under {n}. / Backups are retained for {v} days. / Backups
Is there a cap on webhooks for {n}, and what is it? / {n} is capped at {v} webhooks. / There is a cap of {v} webhooks. / Webhooks
"""),
    ("plan", "ru"): told("""
Подскажите, сколько рабочих мест на {o}? / На {o} доступно {v} рабочих мест. / Доступно {v} рабочих мест. / Рабочие места
Мы перешли на {n}: сколько выгрузок в день нам доступно? / Для {o} предел — {v} выгрузок в день. / Предел — {v} выгрузок в день. / Выгрузки
Во сколько обойдётся год на {o}? / Год на {o} обойдётся в {v} евро. / Год обойдётся в {v} евро. / Год
{n}: как долго лежат резервные копии? / На {o} резервные копии лежат {v} дней. / Резервные копии лежат {v} дней. / Копии
"""),
    ("version", "en"): told("""
After upgrading to {n}, what is the time-out? / Since {n} came, the time-out is {v} seconds. / The time-out is {v} seconds. / Time-out
{n} log rotation: after how many megabytes? / {n} rotates logs after {v} megabytes. / Logs are rotated after {v} megabytes. / Rotation
I run {n}. How many plug-ins can be active? / In {n}, {v} plug-ins can be active. / {v} plug-ins can be active. / Plug-ins
Please give the thread limit in {n} / The thread limit in {n} stands at {v}. / The thread limit stands at {v}. / Threads
"""),
    ("version", "ru"): told("""
Каков предел потоков в {o}? / В {o} предел потоков равен {v}. / Предел потоков равен {v}. / Потоки
После обновления до {o} какой тайм-аут? / В {o} тайм-аут составляет {v} секунд. / Тайм-аут составляет {v} секунд. / Тайм-аут
Сколько расширений одновременно поддерживает {n}? / {n} поддерживает {v} расширений. / Поддерживается {v} расширений. / Расширения
"""),
    ("code", "en"): told("""
My panel shows {n}; how many seconds must I hold reset? / Where it shows {n}, hold reset for {v} seconds. / Hold it for {v} seconds. / Hold
what's the unit price for {n}? / {n} is sold at {v} euros a unit. / It is sold at {v} euros a unit. / Unit price
Bin number of {n}, please / Look for {n} in bin {v}. / Look for it in bin {v}. / Bin
Until which day must {n} be settled? / {n} must be settled within {v} days. / It must be settled within {v} days. / Due
"""),
    ("code", "ru"): told("""
На экране {n}, сколько секунд держать кнопку сброса? / При {n} держите кнопку {v} секунд. / Держите кнопку сброса {v} секунд. / Сброс
В какой ячейке искать {n}? / Ищите {n} в ячейке {v}. / Ищите в ячейке {v}. / Ячейка
За сколько дней оплатить {n}? / Оплатите {n} за {v} дней. / Срок оплаты — {v} дней. / Срок
"""),
    ("date", "en"): told("""
Attendance {n}? / Attendance {n} was {v}. / Attendance was {v}. / Attendance
How many calls did the hotline take {n}? / The hotline took {v} calls {n}. / The hotline took {v} calls. / Calls
Do we know how many parcels arrived {n}? / {v} parcels arrived {n}. / {v} parcels arrived. / Parcels
"""),
    ("date", "ru"): told("""
Сколько звонков приняла линия {n}? / Линия приняла {n} {v} звонков. / Линия приняла {v} звонков. / Звонки
Известно ли, сколько посылок пришло {n}? / Посылок {n} пришло {v}. / Посылок пришло {v}. / Посылки
Какой была посещаемость {n}? / Посещаемость {n} была {v} человек. / Посещаемость была {v} человек. / Посещаемость
"""),
    ("person", "en"): told("""
I need {n}'s desk number. / {n} sits at desk {v}. / The desk number is {v}. / Desk
Any idea when {n} joined, i.e. the employee number? / The employee number of {n} is {v}. / The employee number is {v}. / Number
How much may be signed off by {n}? / Amounts up to {v} euros are signed off by {n}. / Amounts up to {v} euros can be signed off. / Sign-off
How many patients has {n} seen? / {n} has seen {v} patients. / {v} patients were seen. / Patients
"""),
    ("person", "ru"): told("""
Мне нужен номер стола, за которым сидит {n}. / {n} сидит за столом {v}. / Стол номер {v}. / Стол
Какой табельный номер у сотрудника по имени {n}? / Табельный номер — {v}, сотрудник — {n}. / Табельный номер — {v}. / Табельный номер
Сколько пациентов принимает {n}? / {n} принимает {v} пациентов. / Принято {v} пациентов. / Пациенты
"""),
}


def plan(rng: random.Random, language: str) -> tuple[Called, Called]:
    known = ["Starter", "Growth", "Scale", "Gold", "Silver", "Pro", "Premium", "Individual", "Advanced", "Solo", "Nonprofit", "Max"]
    families = [
        ("Nimbus Gold", "Nimbus Silver"),
        ("Cloud One", "Cloud Two"),
        ("Orbit", "Orbit Pro"),
        ("Premium", "Premium Family"),
        ("Pro S", "Pro XL"),
    ]
    one, two = rng.choice(families) if rng.random() < 0.35 else rng.sample(known, 2)
    one, two = (one, two) if rng.random() < 0.5 else (two, one)
    if language == "en":
        form = rng.choice(("the {} plan", "{} tier", "our {} subscription", "the {} edition", 'the "{}" plan', "plan {}"))
        return tuple(Called(form.format(x), form.format(x), x, x.lower().replace(" ", "-"), ("tier", x)) for x in (one, two))
    if rng.random() < 0.4:
        one, two = rng.sample(["Максимальный", "Лёгкий", "Домашний", "Студенческий", "Золотой", "Деловой", "Народный"], 2)
    quoted = rng.random() < 0.5
    names = [f"«{x}»" if quoted or not x.isascii() else x for x in (one, two)]
    noun, oblique = rng.choice((("тариф", "тарифе"), ("пакет", "пакете"), ("тарифный план", "тарифном плане")))
    return tuple(Called(f"{noun} {x}", f"{oblique} {x}", f"Тариф {x}", "tarif", ("tarif", x)) for x in names)


def version(rng: random.Random, language: str) -> tuple[Called, Called]:
    numbers = rng.choice(
        (
            ("1.2.0", "1.2.1"),
            ("2024.1", "2024.2"),
            ("3.8", "3.9"),
            ("10", "11"),
            ("4.1", "4.10"),
            ("0.95", "0.96"),
            ("6", "7"),
            ("5.0", "5.5"),
        )
    )
    one, two = numbers if rng.random() < 0.5 else numbers[::-1]
    product = rng.choice(("Harbor", "Tessella", "Quillon", "Bramble", "Norvik"))
    if language == "en":
        form = rng.choice((product + " {}", "release {}", "v{}", "version {} of " + product))
        return tuple(
            Called(form.format(x), form.format(x), rng.choice((f"Release {x}", f"{product} {x}", x)), f"release-{x}", ("release", x))
            for x in (one, two)
        )
    if rng.random() < 0.5:
        return tuple(Called(f"{product} {x}", f"{product} {x}", f"{product} {x}", f"v{x}", ("версия", x)) for x in (one, two))
    return tuple(Called(f"версия {x}", f"версии {x}", f"Версия {x}", f"v{x}", ("версия", x)) for x in (one, two))


def code(rng: random.Random, language: str) -> tuple[Called, Called]:
    n = rng.randint(100, 899)
    one, two = rng.choice(
        (
            (f"PO-2024-{n}", f"PO-2024-{n + 1}"),
            (f"PO-2024-{n}", f"PO-2023-{n}"),
            (f"SKU-{n}-A", f"SKU-{n}-B"),
            (f"{n}-1042", f"{n}-1024"),
            (f"HX{n}", f"HX{n + 10}"),
            (f"E{n}", f"E{n}1"),
            (f"0x8{n}", f"0x9{n}"),
            (f"#{n}45", f"#{n}54"),
            (f"ERR_{n}", f"WRN_{n}"),
        )
    )
    one, two = (one, two) if rng.random() < 0.5 else (two, one)
    noun = rng.choice({"en": ("", "code ", "item ", "order "), "ru": ("код ", "артикул ", "заказ ")}[language])
    return tuple(Called(noun + x, noun + x, x, x.strip("#").lower(), ("code", x)) for x in (one, two))


def date(rng: random.Random, language: str) -> tuple[Called, Called]:
    year, day = rng.randint(2016, 2026), rng.randint(3, 25)
    if language == "en":
        pairs = (
            ("on Monday", "on Thursday", "Monday", "Thursday"),
            (f"in Q2 {year}", f"in Q3 {year}", f"Q2 {year}", f"Q3 {year}"),
            (f"in the first quarter of {year}", f"in the fourth quarter of {year}", f"First quarter {year}", f"Fourth quarter {year}"),
            (f"on June {day}, {year}", f"on July {day}, {year}", f"June {day}, {year}", f"July {day}, {year}"),
            (f"on {year}-03-{day:02}", f"on {year}-03-{day + 1:02}", f"{year}-03-{day:02}", f"{year}-03-{day + 1:02}"),
            (f"in {year}", f"in {year + 1}", f"{year}", f"{year + 1}"),
            (f"during May {year}", f"during March {year}", f"May {year}", f"March {year}"),
            ("in September", "in December", "September", "December"),
        )
    else:
        pairs = (
            ("в понедельник", "в пятницу", "Понедельник", "Пятница"),
            (f"во втором квартале {year} года", f"в третьем квартале {year} года", f"Второй квартал {year}", f"Третий квартал {year}"),
            (f"{day} июня {year} года", f"{day} июля {year} года", f"{day} июня {year}", f"{day} июля {year}"),
            (f"{day:02}.03.{year}", f"{day + 1:02}.03.{year}", f"{day:02}.03.{year}", f"{day + 1:02}.03.{year}"),
            (f"в {year} году", f"в {year + 1} году", f"{year} год", f"{year + 1} год"),
            (f"в мае {year} года", f"в марте {year} года", f"Май {year}", f"Март {year}"),
            ("в сентябре", "в декабре", "Сентябрь", "Декабрь"),
        )
    first, second, bare, its = rng.choice(pairs)
    both = [
        Called(first, first, bare, bare.lower().replace(" ", "-"), ("when", bare)),
        Called(second, second, its, its.lower().replace(" ", "-"), ("when", its)),
    ]
    rng.shuffle(both)
    return both[0], both[1]


def person(rng: random.Random, language: str) -> tuple[Called, Called]:
    if language == "en":
        pairs = (
            ("Priya Nair", "Priya Menon"), ("Dr Okafor", "Dr Olsen"), ("J. Whitfield", "K. Whitfield"), ("Mr Lindqvist", "Mr Lindgren"),
            ("Oluwaseun Adeyemi", "Chinedu Adeyemi"), ("Tomáš Dvořák", "Tomáš Novotný"), ("Hannah Weiss", "Johanna Weiss"),
            ("Samuel Osei-Bonsu", "Samuel Mensah"), ("Ms Farrow", "Ms Barrow"), ("Noor Haddad", "Leila Haddad"),
            ("Eun-ji Park", "Min-jun Park"),
            ("Kasia Zielinska", "Kasia Wrona"),
        )  # fmt: skip
        one, two = rng.choice(pairs)
        one, two = (one, two) if rng.random() < 0.5 else (two, one)
        return tuple(Called(x, x, x, x.lower().replace(" ", "-").replace(".", ""), ("name", x)) for x in (one, two))
    pairs = (
        ("Анна Сергеевна", "Анна Павловна"), ("Смирнов И. П.", "Смирнов А. П."), ("Иван Смирнов", "Иван Кузнецов"),
        ("Гульнара Ахметова", "Гульнара Сафина"),
        ("доктор Белов", "доктор Беляев"), ("Ольга Ким", "Ольга Цой"), ("Пётр Ильич Громов", "Пётр Ильич Грачёв"),
        ("Мария Орлова", "Марина Орлова"),
        ("Тагир Валеев", "Дамир Валеев"),
    )  # fmt: skip
    one, two = rng.choice(pairs)
    one, two = (one, two) if rng.random() < 0.5 else (two, one)
    return tuple(Called(x, x, x[0].upper() + x[1:], "staff", ("фио", x)) for x in (one, two))


KINDS: dict[str, Callable[[random.Random, str], tuple[Called, Called]]] = {
    "plan": plan,
    "version": version,
    "code": code,
    "date": date,
    "person": person,
}
TITLES = {"en": "Handbook", "ru": "Справочник"}


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    rng = random.Random(seed)
    turns = [(kind, language, carrier) for carrier in CARRIERS for language in LANGUAGES for kind in KINDS]
    for at in range(count):
        kind, language, carrier = turns[at % len(turns)]
        asked, twin = KINDS[kind](rng, language)
        fact = rng.choice(TOLD[kind, language])
        mine, its = rng.sample(range(21, 980), 2)
        question = fact.ask.format(n=asked.name, o=asked.oblique)
        right, wrong = (piece(fact, called, str(value), carrier, language) for called, value in ((asked, mine), (twin, its)))
        yield Twin(kind, language, carrier, question[0].upper() + question[1:], asked.bare, right, wrong)


def piece(fact: Told, called: Called, value: str, carrier: str, language: str) -> Piece:
    title = TITLES[language]
    if carrier == "sentence" or (carrier == "file name" and language == "ru"):
        says = fact.says.format(n=called.name, o=called.oblique, v=value)
        return Piece(says[0].upper() + says[1:], title, (), (), value)
    bare = fact.bare.format(v=value)
    if carrier == "deep heading":
        return Piece(bare, title, ("Details", called.bare), (), value)
    if carrier == "lead":
        return Piece(f"**{called.bare}**: {bare}", title, (), (), value)
    if carrier == "wide row":
        return Piece(f"| {called.bare} | yes | {value} | - |", title, (f"| | Listed | {fact.column} | Notes |",), (), value)
    if carrier == "file name":
        return Piece(bare, title, (f"notes/{called.file}.md",), (), value)
    return Piece(bare, title, (), (called.field,), value)
