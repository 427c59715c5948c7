"""Near-twin questions of a fourth hand: sentences of office life, with the name anywhere in them.

Written when the rules were done; measured as they stand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from generators.third_twins import split
from generators.twins import LANGUAGES, Piece, Twin

CARRIERS = ("start", "middle", "end", "heading", "cell")

# A pair a line: in the question | in a sentence | as a label | the twin in a sentence | the twin as a label.
PAIRS = {
    ("plan", "en"): """
the Student plan | the Student plan | Student | the Family plan | Family
Business Premium | Business Premium | Business Premium | Business Standard | Business Standard
the Silver tier | the Silver tier | Silver tier | the Bronze tier | Bronze tier
the Meridian plan | the Meridian plan | Meridian plan | the Equinox plan | Equinox plan
the Pro+ plan | the Pro+ plan | Pro+ plan | the Pro plan | Pro plan
the yearly subscription | the yearly subscription | Yearly subscription | the weekly subscription | Weekly subscription
Tier 2 | Tier 2 | Tier 2 | Tier 3 | Tier 3
""",
    ("plan", "ru"): """
тарифу «Меридиан» | тарифу «Меридиан» | Меридиан | тарифу «Экватор» | Экватор
студенческому тарифу | студенческому тарифу | Студенческий тариф | семейному тарифу | Семейный тариф
пакету Premium | пакету Premium | Premium | пакету Standard | Standard
подписке «Максимум» | подписке «Максимум» | Подписка «Максимум» | подписке «Минимум» | Подписка «Минимум»
недельной подписке | недельной подписке | Недельная подписка | годовой подписке | Годовая подписка
""",
    ("version", "en"): """
Aurora 14 | Aurora 14 | Aurora 14 | Aurora 15 | Aurora 15
version 0.9 | version 0.9 | 0.9 | version 0.99 | 0.99
the 3.6 release | the 3.6 release | 3.6 | the 3.5 release | 3.5
Petrel 2.0.0 | Petrel 2.0.0 | Petrel 2.0.0 | Petrel 2.0.1 | Petrel 2.0.1
firmware v7 | firmware v7 | Firmware v7 | firmware v17 | Firmware v17
""",
    ("version", "ru"): """
версии 0.9 | версии 0.9 | 0.9 | версии 0.99 | 0.99
прошивке v7 | прошивке v7 | Прошивка v7 | прошивке v17 | Прошивка v17
выпуску 3.6 | выпуску 3.6 | Выпуск 3.6 | выпуску 3.5 | Выпуск 3.5
Aurora 14 | Aurora 14 | Aurora 14 | Aurora 15 | Aurora 15
""",
    ("code", "en"): """
warning W-301 | warning W-301 | W-301 | warning W-310 | W-310
contract LX-77/4 | contract LX-77/4 | LX-77/4 | contract LX-77/5 | LX-77/5
case number 20418 | case number 20418 | 20418 | case number 20481 | 20481
part QR12Z | part QR12Z | QR12Z | part QR12X | QR12X
exit code 137 | exit code 137 | 137 | exit code 139 | 139
""",
    ("code", "ru"): """
договору ЛХ-77/4 | договору ЛХ-77/4 | ЛХ-77/4 | договору ЛХ-77/5 | ЛХ-77/5
заявке 20418 | заявке 20418 | Заявка 20418 | заявке 20481 | Заявка 20481
коду Е-301 | коду Е-301 | Е-301 | коду Е-310 | Е-310
детали QR12Z | детали QR12Z | QR12Z | детали QR12X | QR12X
""",
    ("date", "en"): """
2 April 2021 | 2 April 2021 | 2 April 2021 | 2 June 2021 | 2 June 2021
the third quarter of 2020 | the third quarter of 2020 | Q3 2020 | the second quarter of 2020 | Q2 2020
Friday | Friday | Friday | Saturday | Saturday
November 2018 | November 2018 | 2018-11 | December 2018 | 2018-12
the year 2009 | the year 2009 | 2009 | the year 2010 | 2010
Aug 9 | Aug 9 | Aug 9 | Aug 19 | Aug 19
""",
    ("date", "ru"): """
2 апреля 2021 года | 2 апреля 2021 года | 02.04.2021 | 2 июня 2021 года | 02.06.2021
третьему кварталу 2020 года | третьему кварталу 2020 года | III квартал 2020 | второму кварталу 2020 года | II квартал 2020
ноябрю 2018 года | ноябрю 2018 года | Ноябрь 2018 | декабрю 2018 года | Декабрь 2018
2009 году | 2009 году | 2009 | 2010 году | 2010
пятнице | пятнице | Пятница | субботе | Суббота
""",
    ("person", "en"): """
Emma Castellano | Emma Castellano | Emma Castellano | Emma Castillo | Emma Castillo
Mr Abbott | Mr Abbott | Mr Abbott | Mrs Abernathy | Mrs Abernathy
Lars Eriksen | Lars Eriksen | Eriksen, Lars | Lars Henriksen | Henriksen, Lars
Dr. Amara Nwosu | Dr. Amara Nwosu | Amara Nwosu | Dr. Amara Obi | Amara Obi
Sofia | Sofia | Sofia | Clara | Clara
Xiulan Tran | Xiulan Tran | Xiulan Tran | Thuy Tran | Thuy Tran
""",
    ("person", "ru"): """
Екатерине Лавровой | Екатерине Лавровой | Лаврова Екатерина | Екатерине Ларионовой | Ларионова Екатерина
Антону Павловичу | Антону Павловичу | Антон Павлович | Антону Петровичу | Антон Петрович
Зухре Галеевой | Зухре Галеевой | Зухра Галеева | Эльмире Галеевой | Эльмира Галеева
Николаю | Николаю | Николай | Глебу | Глеб
инженеру Шубину | инженеру Шубину | Инженер Шубин | инженеру Шульгину | Инженер Шульгин
""",
}
# A fact a line: question | name first | name within | name last | without it | column.
FACTS = {
    "en": """
How many hours were booked for {n}? | {N} had {v} hours. | Booked for {n} were {v} hours. | {v} hours were for {n}. | {v} hours. | Hours
What amount is reserved for {n} | {N} has {v} euros. | Reserved for {n} are {v} euros. | {v} euros are for {n}. | {v} euros. | Reserved
please check the count for {n} | {N} has a count of {v}. | The count for {n} is {v}. | A count of {v} for {n}. | The count is {v}. | Count
""",
    "ru": """
Сколько часов отнесено к {n}? | К {n} отнесено {v}. | Всего к {n} отнесено {v} часов. | {v} часов — к {n}. | Отнесено {v} часов. | Часы
какая сумма относится к {n} | К {n} относится {v}. | То, что относится к {n}, равно {v}. | Сумма {v} — к {n}. | Сумма равна {v}. | Сумма
""",
}


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    rng = random.Random(seed)
    turns = list(product(CARRIERS, LANGUAGES, ("plan", "version", "code", "date", "person")))
    for at in range(count):
        carrier, language, kind = turns[at % len(turns)]
        name, mine, label, its, other = rng.choice(split(PAIRS[kind, language]))
        fact = rng.choice(split(FACTS[language]))
        one, two = (str(value) for value in rng.sample(range(5000, 9000), 2))
        question = fact[0].format(n=name)
        right, wrong = (piece(said, head, value, fact, carrier) for said, head, value in ((mine, label, one), (its, other, two)))
        yield Twin(kind, language, carrier, question, label, right, wrong)


def piece(said: str, label: str, value: str, fact: tuple[str, ...], carrier: str) -> Piece:
    if carrier in CARRIERS[:3]:
        text = fact[1 + CARRIERS.index(carrier)].format(n=said, N=said[0].upper() + said[1:], v=value)
        return Piece(text, "Ledger", (), (), value)
    if carrier == "heading":
        return Piece(fact[4].format(v=value), "Ledger", (label,), (), value)
    return Piece(f"| {label} | {value} |", "Ledger", (f"| Entry | {fact[5]} |",), (), value)
