"""Pages whose sections are about things of one kind: each question names one of them, and only another one's section may say it.

Written after the rule for sections; the words, places and shapes are none of those that it was made on. `silent` is a page on which the
section that is asked for says something else, `told` the same page where it says it; `general` is one that says it for all, under a
heading of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_KINDS_EN = (
    ("Our libraries", ("Ashby", "Thornton", "Millbrook", "Eastcote", "Wexley"), "{} library"),
    ("Hotels of the group", ("Hotel Belvoir", "Hotel Marlow", "Hotel Ostend", "Hotel Carlisle"), "{}"),
    ("Pumps", ("Kestrel", "Osprey", "Harrier", "Merlin"), "{}"),
    ("Branches", ("Leeds", "Derby", "Exeter", "Truro", "Luton"), "{}"),
    ("Trail guide", ("Blackfell Ridge", "Cowan Valley", "Hallin Moor", "Raven Tarn"), "{}"),
    ("Instructors", ("Maren Dahl", "Piotr Zak", "Lucia Ferro", "Tobias Kern"), "{}"),
)
_FACTS_EN = (
    ("How many lockers does {} have?", "There are {} lockers.", "{} lockers stand at the entrance."),
    ("What is the deposit at {}?", "The deposit is {} euros.", "A deposit of {} euros is taken."),
    ("How long is the waiting list of {}?", "The waiting list is {} weeks long.", "Waiting takes about {} weeks."),
    ("which gate number do deliveries use at {}", "Deliveries use gate number {}.", "Gate number {} is for deliveries."),
    ("How many visitors does {} count on a day?", "It counts {} visitors on a day.", "On a day {} visitors are counted."),
)
_ELSE_EN = (
    "The staff speak three languages.",
    "A brochure is handed out at the door.",
    "It was painted last spring.",
    "Dogs wait outside.",
)
_KINDS_RU = (
    ("Наши библиотеки", ("Ольховка", "Каменка", "Берёзово", "Сосновка"), "{}"),
    ("Филиалы", ("Калуга", "Тверь", "Самара", "Пенза"), "{}"),
    ("Насосы", ("Беркут", "Сокол", "Кречет", "Ястреб"), "{}"),
    ("Инструкторы", ("Марина Лебедева", "Павел Громов", "Ирина Чайкина"), "{}"),
)
_FACTS_RU = (
    ("Сколько шкафчиков есть там, где {}?", "Всего там {} шкафчиков.", "У входа стоят {} шкафчиков."),
    ("{}: какой залог берут?", "Залог составляет {} рублей.", "Берут залог {} рублей."),
    ("Какой номер ворот для доставки, {}?", "Доставка идёт через ворота номер {}.", "Ворота номер {} служат для доставки."),
)
_ELSE_RU = ("Сотрудники говорят на трёх языках.", "У двери раздают буклет.", "Здание покрасили весной.", "Собаки ждут снаружи.")
_GENERAL = {"en": ("Common to all", "For everyone"), "ru": ("Общее для всех", "Для каждого")}


@dataclass(frozen=True, kw_only=True)
class SectionTwin:
    """A question, the pages it is asked of, and the values that stand there."""

    question: str
    language: str
    silent: str
    told: str
    general: str
    right: str
    wrong: tuple[str, ...]


def section_twins(seed: int, count: int) -> Iterator[SectionTwin]:
    """As many as are wanted; the same ones for the same seed."""
    rng = random.Random(seed)
    for number in range(count):
        yield _twin(rng, language="ru" if number % 3 == 2 else "en")


def _twin(rng: random.Random, *, language: str) -> SectionTwin:
    russian = language == "ru"
    title, names, shape = rng.choice(_KINDS_RU if russian else _KINDS_EN)
    question, *facts = rng.choice(_FACTS_RU if russian else _FACTS_EN)
    fact = rng.choice(facts)
    chosen = rng.sample(names, min(len(names), rng.choice((3, 4))))
    asked, deep = rng.choice(chosen), rng.choice((False, False, True))
    values = dict(zip(chosen, map(str, rng.sample(range(12, 980), len(chosen))), strict=True))
    other = dict.fromkeys(chosen, "")
    for name in chosen:
        other[name] = " ".join(rng.sample(_ELSE_RU if russian else _ELSE_EN, 2))
    head = "###" if deep else "##"

    def page(*, tells: Sequence[str], common: str = "") -> str:
        lines = [f"# {title}", *(["", "## 2025"] if deep else [])]
        for name in chosen:
            said = f"{fact.format(values[name])} {other[name]}" if name in tells else other[name]
            lines += ["", f"{head} {shape.format(name)}", "", said]
        if common:
            lines += ["", f"{head} {rng.choice(_GENERAL[language])}", "", common]
        return "\n".join(lines) + "\n"

    rest = [name for name in chosen if name != asked]
    return SectionTwin(
        question=question.format(asked if russian or shape == "{}" else f"the {shape.format(asked)}"),
        language=language,
        silent=page(tells=rest),
        told=page(tells=chosen),
        general=page(tells=(), common=fact.format(values[asked])),
        right=values[asked],
        wrong=tuple(values[name] for name in rest),
    )
