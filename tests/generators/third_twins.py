"""Near-twin questions of a third hand: whole small texts in which both stand side by side, told line by line.

Written after the verifier's rules were mended on `other_twins`, and never used to mend them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from generators.twins import LANGUAGES, Piece, Twin

CARRIERS = ("bullet", "prose", "subheading", "sheet", "page title")

# A pair a line: what is asked | as its page writes it | the twin as its page writes it.
PAIRS = {
    ("plan", "en"): """
the Scholar plan | Scholar plan | Scholar Plus plan
the Basic Monthly package | Basic Monthly | Basic Annual
Growth | Growth | Scale
a Team subscription | Team | Team XL
the "Evergreen" tier | Evergreen tier | Everblue tier
the Essentials edition | Essentials edition | Advanced edition
our Enterprise plan | Enterprise | Business
the free tier | Free tier | Paid tier
the premium membership | Premium membership | Standard membership
Polaris Pro | Polaris Pro | Polaris Lite
""",
    ("plan", "ru"): """
тарифе «Простор» | Тариф «Простор» | Тариф «Простор Плюс»
премиальной подписке | Премиальная подписка | Стандартная подписка
тарифе Growth | Тариф Growth | Тариф Scale
годовом тарифе | Годовой тариф | Месячный тариф
пакете «Для дома» | Пакет «Для дома» | Пакет «Для офиса»
тарифе Pro | Pro | Enterprise
личном тарифе | Личный тариф | Семейный тариф
редакции Community | Редакция Community | Редакция Enterprise
""",
    ("version", "en"): """
Windows 11 | Windows 11 | Windows 10
Kestrel 3.2 | Kestrel 3.2 | Kestrel 3.20
version 4 | Version 4 | Version 4.1
build 4512 | Build 4512 | Build 4521
v1.0.3 | v1.0.3 | v1.0.13
Osprey v2 | Osprey v2 | Osprey v3
release 22.04 | Release 22.04 | Release 24.04
Corvid 9.1 | Corvid 9.1 | Corvid 8.1
""",
    ("version", "ru"): """
версии 7.1 | Версия 7.1 | Версия 7.10
Kestrel 5 | Kestrel 5 | Kestrel 6
сборке 4512 | Сборка 4512 | Сборка 4521
релизе 22.04 | Релиз 22.04 | Релиз 24.04
версии 3 | Версия 3 | Версия 3.1
Corvid 2.4.1 | Corvid 2.4.1 | Corvid 2.4.2
""",
    ("code", "en"): """
alarm A-217 | A-217 | A-271
error 503-B | 503-B | 503-C
part number 66-20481 | 66-20481 | 66-20418
ticket INC0045210 | INC0045210 | INC0045201
form W-88 | Form W-88 | Form W-89
model XJ-900 | Model XJ-900 | Model XJ-900S
invoice 2024/118 | Invoice 2024/118 | Invoice 2024/181
room B214 | Room B214 | Room B241
flight KX 431 | Flight KX 431 | Flight KX 413
code 3071 | Code 3071 | Code 3701
""",
    ("code", "ru"): """
ошибке П-217 | Ошибка П-217 | Ошибка П-271
заказе № 10452 | Заказ № 10452 | Заказ № 10425
артикуле 66-20481 | Артикул 66-20481 | Артикул 66-20418
модели XJ-900 | Модель XJ-900 | Модель XJ-900S
кабинете 312 | Кабинет 312 | Кабинет 321
приказе № 118-К | Приказ № 118-К | Приказ № 181-К
рейсе СУ-431 | Рейс СУ-431 | Рейс СУ-413
""",
    ("date", "en"): """
March 3rd | March 3 | March 13
the 21st of October | 21 October | 22 October
Tuesday | Tuesday | Thursday
Q4 2022 | Q4 2022 | Q4 2021
1987 | 1987 | 1978
late August | August | October
06/14/2023 | 06/14/2023 | 06/15/2023
week 23 | Week 23 | Week 32
2021-11 | 2021-11 | 2021-12
FY2023 | FY2023 | FY2024
""",
    ("date", "ru"): """
3 марта | 3 марта | 13 марта
21 октября 2022 года | 21.10.2022 | 22.10.2022
вторник | Вторник | Четверг
четвёртый квартал 2022 года | 4 квартал 2022 года | 3 квартал 2022 года
1987 год | 1987 | 1978
август | Август | Апрель
июль 2021 года | 2021-07 | 2021-06
23-ю неделю | Неделя 23 | Неделя 32
""",
    ("person", "en"): """
Ms Van der Berg | Ms Van der Berg | Ms Van Houten
Wei Chen | Wei Chen | Wei Zhang
M. Costa | M. Costa | N. Costa
Ahmed al-Sayed | Ahmed al-Sayed | Ahmed al-Amin
CEO Maria Holt | Maria Holt | Marta Holt
Fiona O'Neill | Fiona O'Neill | Fiona O'Connor
Professor Lundgren | Professor Lundgren | Professor Lindgren
Tobias | Tobias | Matthias
Yara Silva-Prado | Yara Silva-Prado | Iara Souza
Captain Brandt | Captain Brandt | Captain Bauer
""",
    ("person", "ru"): """
Ивана Петровича | Иван Петрович | Иван Павлович
Веры Холмогоровой | Вера Холмогорова | Вера Холмова
Ли Вэя | Ли Вэй | Ли Мин
профессора Зотова | Профессор Зотов | Профессор Котов
Айгуль Нуриевой | Айгуль Нуриева | Айгуль Сабирова
Степана Римского-Корсакова | Степан Римский-Корсаков | Степан Римский
Кузнецова А. В. | Кузнецов А. В. | Кузнецов В. А.
Томаса | Томас | Матвей
""",
}
# A fact a line: question with {n} | what is told, without a name | column.
FACTS = {
    "en": """
What figure is given for {n}? | The figure given is {v}. | Figure
Regarding {n}, which number should I note down? | The number to note down is {v}. | Number
{n} - what's the total? | The total is {v}. | Total
Could you look up the score recorded for {n}? | The score recorded is {v}. | Score
how many units are listed for {n} | {v} units are listed. | Units
""",
    "ru": """
Какое число указано для {n}? | Указано число {v}. | Число
Что с суммой по {n}, сколько там? | Сумма — {v}. | Сумма
Посмотрите, пожалуйста, сколько единиц записано для {n} | Записано {v} единиц. | Единицы
Итог по {n} какой? | Итог — {v}. | Итог
""",
}


def split(block: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split(" | ")) for line in block.strip().splitlines()]


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    rng = random.Random(seed)
    turns = list(product(CARRIERS, LANGUAGES, ("plan", "version", "code", "date", "person")))
    for at in range(count):
        carrier, language, kind = turns[at % len(turns)]
        name, mine, its = rng.choice(split(PAIRS[kind, language]))
        ask, told, column = rng.choice(split(FACTS[language]))
        one, two = (str(value) for value in rng.sample(range(5000, 9000), 2))
        question = ask.format(n=name)
        right, wrong = (piece(label, told.format(v=value), value, column, carrier) for label, value in ((mine, one), (its, two)))
        yield Twin(kind, language, carrier, question[0].upper() + question[1:], mine, right, wrong)


def piece(label: str, told: str, value: str, column: str, carrier: str) -> Piece:
    if carrier == "bullet":
        return Piece(f"- {label}: {told[0].lower()}{told[1:]}", "Notes", (), (), value)
    if carrier == "prose":
        return Piece(f"{label}: {value}.", "Notes", ("Overview",), (), value)
    if carrier == "subheading":
        return Piece(told, "Notes", ("Overview", label), (), value)
    if carrier == "sheet":
        return Piece(f"| {label} | {value} |", "Notes", (f"| | {column} |",), (), value)
    return Piece(told, label, ("Overview",), (), value)
