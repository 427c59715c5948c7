"""Documents with cross-references whose true targets are known: contracts, manuals and policies, in English and Russian.

    python benchmarks/_reference_corpus.py FOLDER     writes the documents and the lists of references and questions there

Twenty documents hold 300 expressions that point somewhere, or seem to. Each is listed with the passages that it truly names, none
where it names nothing of these documents (a law, another agreement, a label that is missing, "this Section") or where two passages
bear the label. Every such expression of the texts is in the list, so that whatever else is found is wrong. Questions ask for what
takes two passages: the sentence that refers, and the one that it refers to.

It was written before what it measures and shares no code, list or pattern with it.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Target:
    """A passage, [start, end) of a document."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Pointing:
    """An expression that points, or seems to, [start, end) of a document, and what it names."""

    path: str
    start: int
    end: int
    kind: str
    language: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What can be answered from two passages alone."""

    id: str
    text: str
    language: str
    answer: str
    evidence: tuple[Target, Target]
    """The sentence that refers, and the passage that it refers to."""


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """All of it."""

    texts: dict[str, str]
    pointings: tuple[Pointing, ...]
    questions: tuple[Question, ...]


def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines())


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


def _cells_of(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.strip() for cell in line.split(" | ")) for line in _lines_of(text))


# -- what the documents are about ------------------------------------------------------------------------

_PAIRS_EN = _cells_of("""
A customer who leaves before the end of the term pays the compensation set out in {}. | The sum is {n} euros for every month that remains. | What compensation does a customer of {s} pay who leaves before the end of the term? | {n} euros
Damaged goods are replaced within the period stated in {}. | It amounts to {n} working days, counted from the written notice. | Within what period does {s} replace damaged goods? | {n} working days
The yearly increase of the rent follows the rate laid down in {}. | The rate equals {n} percent and is rounded down. | By what rate does the rent of {s} increase each year? | {n} percent
Visitors may park subject to {}. | No vehicle stays longer than {n} hours in a row. | How long may visitors of {s} park? | {n} hours
Confidential records are destroyed as described in {}. | Shredding happens {n} months after the last entry, in the presence of two officers. | When does {s} destroy confidential records? | {n} months
The insurer covers fire damage up to the limit given in {}. | Nothing above {n} thousand francs is paid out per event. | Up to what limit does the insurer of {s} cover fire damage? | {n} thousand francs
Technicians are sent out on the conditions of {}. | A call-out is free of charge {n} times a year. | On what conditions does {s} send out technicians? | {n} times a year
Employees who work at night receive the supplement defined in {}. | Each hour begun adds {n} crowns. | What supplement do night workers of {s} receive? | {n} crowns
Samples are stored according to {}. | Keep them at {n} degrees below zero, away from light. | At what temperature does {s} store samples? | {n} degrees
A bidder is excluded in the cases listed in {}. | Whoever hands in the folder more than {n} minutes late is out. | When does {s} exclude a bidder? | {n} minutes
The licence covers the number of devices specified in {}. | Up to {n} machines may run it side by side. | How many devices does the licence of {s} cover? | {n} machines
Refunds of subscriptions are granted under {}. | Money goes back once {n} days of silence have passed. | When does {s} grant refunds of subscriptions? | {n} days
""")  # noqa: E501 - a row is a line
_PAIRS_RU = _cells_of("""
Арендатор, выехавший досрочно, платит компенсацию, установленную в {loc}. | Сумма составляет {n} евро за каждый оставшийся месяц. | Какую компенсацию платит «{s}» арендатор, выехавший досрочно? | {n} евро
Повреждённый товар заменяют в срок, указанный в {loc}. | Он равен {n} рабочим дням со дня письменного обращения. | В какой срок «{s}» заменяет повреждённый товар? | {n} рабочим дням
Плата повышается ежегодно в соответствии с {ins}. | Ставка равна {n} процентам и округляется вниз. | На сколько «{s}» ежегодно повышает плату? | {n} процентам
Посетители оставляют автомобили согласно {dat}. | Ни одна машина не стоит дольше {n} часов подряд. | Сколько времени посетители «{s}» могут оставлять автомобили? | {n} часов
Секретные документы уничтожают в порядке, описанном в {loc}. | Измельчение проводят через {n} месяцев после последней записи. | Когда «{s}» уничтожает секретные документы? | {n} месяцев
Ущерб от пожара возмещается в пределах, предусмотренных {ins}. | Больше {n} тысяч рублей за один случай не выплачивают. | В каких пределах «{s}» возмещает ущерб от пожара? | {n} тысяч рублей
Мастера выезжают на условиях {gen}. | Бесплатно это делают {n} раза в год. | На каких условиях выезжают мастера «{s}»? | {n} раза в год
Ночным сменам положена надбавка, определённая в {loc}. | Каждый начатый час добавляет {n} рублей. | Какая надбавка положена ночным сменам «{s}»? | {n} рублей
Образцы хранят в соответствии с {ins}. | Держать при {n} градусах ниже нуля, вдали от света. | При какой температуре «{s}» хранит образцы? | {n} градусах
Участника отстраняют в случаях, перечисленных в {loc}. | Опоздавший с папкой больше чем на {n} минут выбывает. | Когда «{s}» отстраняет участника? | {n} минут
Лицензия действует на число устройств, указанное в {loc}. | Одновременно её запускают не более чем на {n} машинах. | На сколько устройств действует лицензия «{s}»? | {n} машинах
Подписку возвращают согласно {dat}. | Деньги уходят обратно, когда пройдёт {n} дней молчания. | Когда «{s}» возвращает деньги за подписку? | {n} дней
""")  # noqa: E501 - a row is a line
_TITLES_EN = _words_of("""
Scope, Fees, Delivery, Liability, Warranty, Termination, Notices, Storage,
Insurance, Records, Safety, Support, Acceptance, Late returns, Working hours, Price changes
""")
_TITLES_RU = _words_of("""
Предмет, Оплата, Доставка, Ответственность, Гарантия, Расторжение, Уведомления, Хранение,
Страхование, Документы, Безопасность, Поддержка, Приёмка, Поздний возврат, Рабочее время, Изменение цен
""")
_FILL_EN = _lines_of("""
The parties meet twice a year and keep minutes of what they agree.
Work starts at eight and the gates close at six in the evening.
A written form is needed for every amendment.
Keys are handed over against a signature and are never copied.
The equipment stays the property of the supplier until it is paid for.
Either side names a contact and tells the other when that changes.
Costs of travel are borne by whoever asked for the visit.
Parts that wear out are exchanged at the yearly inspection.
Silence is never taken as consent.
The building is heated from October until the end of April.
Waste is sorted on site and collected on Tuesdays.
Invoices carry the number of the order and the place of delivery.
Training takes place on the premises and lasts one afternoon.
What was agreed by telephone is confirmed by letter.
The lift is for goods alone and carries nobody.
Complaints are answered by the office that they were sent to.
""")
_FILL_RU = _lines_of("""
Стороны встречаются дважды в год и ведут записи о том, о чём договорились.
Работа начинается в восемь, ворота закрываются в шесть вечера.
Всякое изменение оформляется письменно.
Ключи выдают под подпись и никогда не копируют.
Оборудование остаётся собственностью поставщика до полной оплаты.
Каждая сторона называет своего представителя и сообщает о его замене.
Расходы на дорогу несёт тот, кто попросил о приезде.
Изношенные детали меняют при ежегодном осмотре.
Молчание не считается согласием.
Здание отапливают с октября до конца апреля.
Отходы сортируют на месте и вывозят по вторникам.
В счёте указывают номер заказа и место поставки.
Обучение проходит в помещении заказчика и длится полдня.
То, о чём договорились по телефону, подтверждают письмом.
Лифт предназначен только для грузов.
На жалобы отвечает то отделение, куда они пришли.
""")
_SUBJECTS_EN = _words_of("""
Norvik Storage, Bluefin Ferries, Calder Mills, Ostrava Tools, Pinegate Clinic,
Quarry Lane Bakery, Redhill Leasing, Tarn Valley Water, Umber Print, Westmark Freight
""")
_SUBJECTS_RU = _words_of("""
Северный склад, Балтийские паромы, Речная мельница, Горный инструмент, Клиника Сосновая,
Хлебозавод Полевой, Красный холм, Озёрная вода, Янтарная печать, Западный груз
""")
_MISC_EN = _lines_of("""
Payment is due on the day given in {}.
Unless {} says otherwise, the office decides.
The exceptions of {} remain in force.
Whoever breaks a rule answers as provided in {}.
Deliveries are counted in line with {}.
Fittings are listed in {}.
For the forms to be used, see {}.
The duties under {} survive the end of the contract.
""")
_MISC_RU = _lines_of("""
Оплата производится в день, указанный в {loc}.
Если в {loc} не сказано иное, решает контора.
Исключения остаются в силе согласно {dat}.
Нарушитель отвечает в соответствии с {ins}.
Поставки учитывают согласно {dat}.
Оснащение перечислено в {loc}.
Образцы бланков приведены в {loc}.
Обязанности по условиям {gen} сохраняются и после расторжения.
""")
_FOREIGN_EN = _cells_of("""
The tenant keeps the rights that {} gives. | Section 7 of the Companies Act 2006 | law
Personal data are handled as {} demands. | Article 6 of Regulation (EU) 2016/679 | law
Records are open to the public under {}. | 5 U.S.C. § 552 | law
Tools comply with {}. | Section 4.2 of ISO 9001 | law
Prices were fixed in {}. | Section 2.1 of the Master Framework Agreement | other agreement
The guarantor is bound by {}. | Clause 3 of the Guarantee dated 4 May 2019 | other agreement
Shares were sold under {}. | Article II of the Stock Purchase Agreement | other agreement
Words used in {} have their usual meaning. | this Section | itself
Transfers follow {}. | Article 46 GDPR | law
Taxes are withheld under {}. | Section 3 of the Income Tax Act | law
""")
_FOREIGN_RU = _cells_of("""
Договор расторгают по правилам {}. | ст. 4 ГК РФ | law
Односторонний отказ возможен на основании {}. | п. 2 ст. 310 Гражданского кодекса Российской Федерации | law
Данные обрабатывают в соответствии с {}. | частью 1 статьи 6 Федерального закона № 152-ФЗ | law
Коммунальные услуги оплачивают по {}. | пункту 4 Постановления Правительства № 354 | law
Цены зафиксированы в {}. | пункте 2.1 Рамочного соглашения от 12.03.2018 | other agreement
Поручитель связан {}. | п. 3 Договора поручительства № 17 | other agreement
Слова, употреблённые в {}, имеют обычное значение. | настоящем пункте | itself
Отпуск предоставляют согласно {}. | статье 5 Трудового кодекса | law
Прибор испытан по {}. | разделу 4 ГОСТ 12.1.004 | law
Налог удерживают на основании {}. | пункта 1 статьи 3 НК РФ | law
""")
_NOUNS_RU = {
    "clause": {"loc": "пункте", "ins": "пунктом", "dat": "пункту", "gen": "пункта", "short": "п."},
    "clauses": {"loc": "пунктах", "ins": "пунктами", "dat": "пунктам", "gen": "пунктов", "short": "пп."},
    "section": {"loc": "разделе", "ins": "разделом", "dat": "разделу", "gen": "раздела", "short": "разд."},
    "sections": {"loc": "разделах", "ins": "разделами", "dat": "разделам", "gen": "разделов", "short": "разд."},
    "article": {"loc": "статье", "ins": "статьёй", "dat": "статье", "gen": "статьи", "short": "ст."},
    "item": {"loc": "подпункте", "ins": "подпунктом", "dat": "подпункту", "gen": "подпункта", "short": "подп."},
    "appendix": {"loc": "Приложении", "ins": "Приложением", "dat": "Приложению", "gen": "Приложения", "short": "Прил."},
    "table": {"loc": "таблице", "ins": "таблицей", "dat": "таблице", "gen": "таблицы", "short": "табл."},
}
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_CASES = ("loc", "ins", "dat", "gen")

Key = tuple[object, ...]
"""What a passage is known by while a document is written: ("section", 4), ("clause", 4, 2), ("item", 4, 2, 1), ("appendix", 0), ..."""


@dataclass
class Draft:
    """A document while it is written."""

    path: str
    language: str
    style: str
    subject: str
    rng: random.Random
    title: str = ""
    text: str = ""
    places: dict[Key, tuple[int, int]] = field(default_factory=dict)
    pointed: list[tuple[int, int, str, tuple[tuple[str, Key], ...]]] = field(default_factory=list)
    asked: list[tuple[str, str, int, int, Key]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    clauses: dict[int, int] = field(default_factory=dict)
    items: set[tuple[int, int]] = field(default_factory=set)
    appendices: list[str] = field(default_factory=list)
    table: int = 0
    target_text: dict[Key, str] = field(default_factory=dict)
    said_in: dict[Key, list[Said]] = field(default_factory=dict)

    @property
    def markdown(self) -> bool:
        return self.path.endswith(".md")

    @property
    def russian(self) -> bool:
        return self.language == "ru"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence with an expression that points."""

    before: str
    words: str
    after: str
    kind: str
    targets: tuple[tuple[str, Key], ...] = ()
    """(path, key)"""
    question: tuple[str, str] | None = None


# -- documents -------------------------------------------------------------------------------------------


def corpus(seed: int = 0) -> Corpus:
    """Twenty documents, 300 pointings, and the questions that take two passages."""
    rng = random.Random(seed)
    drafts = [_planned(number, language, rng) for language in ("en", "ru") for number in range(10)]
    by_language = {language: [draft for draft in drafts if draft.language == language] for language in ("en", "ru")}
    for draft in drafts:
        _fill(draft, by_language[draft.language])
        _write(draft)
    held = {draft.path: draft for draft in drafts}
    pointings = [
        Pointing(
            path=draft.path, start=start, end=end, kind=kind, language=draft.language, targets=tuple(_at(held, *one) for one in targets)
        )
        for draft in drafts
        for start, end, kind, targets in draft.pointed
    ]
    questions = [
        Question(
            id=f"{draft.path}#{nth}",
            text=text,
            language=draft.language,
            answer=answer,
            evidence=(Target(path=draft.path, start=start, end=end), _at(held, draft.path, key)),
        )
        for draft in drafts
        for nth, (text, answer, start, end, key) in enumerate(draft.asked)
    ]
    return Corpus(texts={draft.path: draft.text for draft in drafts}, pointings=tuple(pointings), questions=tuple(questions))


def _at(held: dict[str, Draft], path: str, key: Key) -> Target:
    start, end = held[path].places[key]
    return Target(path=path, start=start, end=end)


def _planned(number: int, language: str, rng: random.Random) -> Draft:
    """A document with its parts and labels chosen, not yet written."""
    russian = language == "ru"
    styles = ("plain", "named", "article", "md", "plain", "md", "named", "article", "md", "untitled")
    style = styles[number]
    subject = (_SUBJECTS_RU if russian else _SUBJECTS_EN)[number]
    kinds = (("Договор", "Инструкция", "Положение"), ("Contract", "Manual", "Policy"))[0 if russian else 1]
    kind = kinds[0] if style in ("plain", "named", "article") else kinds[1 + number % 2]
    ending = "md" if style in ("md", "untitled") else "txt"
    title = f"{kind} «{subject}»" if russian else f"{subject} {kind}"
    draft = Draft(
        path=f"{language}/{kind_folder(style)}/{language}-{number:02}.{ending}", language=language, style=style, subject=subject, rng=rng
    )
    draft.title = title
    draft.sections = rng.sample(_TITLES_RU if russian else _TITLES_EN, rng.randint(7, 9))
    draft.clauses = {at: rng.randint(4, 6) for at in range(1, len(draft.sections) + 1)}
    draft.items = {(at, rng.randint(1, draft.clauses[at])) for at in rng.sample(sorted(draft.clauses), 4)}
    draft.appendices = _appendix_names(russian, rng)
    draft.table = rng.randint(1, 6)
    return draft


def kind_folder(style: str) -> str:
    return "contracts" if style in ("plain", "named", "article") else "guides"


def _appendix_names(russian: bool, rng: random.Random) -> list[str]:
    if russian:
        return rng.choice((["Приложение А", "Приложение Б"], ["Приложение № 1", "Приложение № 2"], ["Приложение 1", "Приложение 2"]))
    return rng.choice((["Appendix A", "Appendix B"], ["Schedule 1", "Schedule 2"], ["Exhibit A", "Exhibit B"], ["Annex I", "Annex II"]))


def _fill(draft: Draft, siblings: Sequence[Draft]) -> None:
    """Decides which sentences point where: six with a question, five more that lead somewhere, four that do not."""
    rng, used = draft.rng, set()
    pairs = rng.sample(_PAIRS_RU if draft.russian else _PAIRS_EN, 6)
    for before, told, question, answer in pairs:
        key = _free_target(draft, used)
        used.add(key)
        number = str(rng.randint(11, 98))
        draft.target_text[key] = told.replace("{n}", number)
        case = next((case for case in _CASES if "{" + case + "}" in before), "")
        left, right = before.split("{" + case + "}")
        asked = (question.replace("{s}", draft.subject), answer.replace("{n}", number))
        _put(
            draft,
            used,
            Said(before=left, words=_named(draft, key, case), after=right, kind=str(key[0]), targets=((draft.path, key),), question=asked),
        )
    makers: list[Callable[[Draft, Sequence[Draft]], Said]] = [_a_list, _a_range, _another_document, _a_code, _a_term]
    for make in makers:
        _put(draft, used, make(draft, siblings))
    for said in [*_foreign(draft, 2), _missing(draft), _twice_labelled(draft)]:
        _put(draft, used, said)


def _free_target(draft: Draft, used: set[Key]) -> Key:
    """A passage that nothing leads to yet; in a document without numbers, a headed one."""
    rng = draft.rng
    while True:
        at = rng.randint(2, len(draft.sections) - 1)
        kinds = (
            ["headed"] * 3 + ["appendix", "table"] if draft.style == "untitled" else ["clause"] * 4 + ["item"] * 3 + ["appendix", "table"]
        )
        kind = rng.choice(kinds)
        key: Key = ("clause", at, rng.randint(1, draft.clauses[at]))
        if kind == "item":
            at, nth = rng.choice(sorted(draft.items))
            key = ("item", at, nth, rng.randint(0, 2))
        elif kind == "headed":
            key = ("section", at)
        elif kind == "appendix":
            key = ("appendix", rng.randint(0, 1))
        elif kind == "table":
            key = ("table",)
        if key not in used and ("clause", *key[1:3]) not in used:
            return key


def _put(draft: Draft, used: set[Key], said: Said) -> None:
    """A sentence goes into a clause that nothing else was put into or leads to."""
    free = [
        ("clause", at, nth)
        for at, most in draft.clauses.items()
        for nth in range(1, most + 1)
        if (at, nth) not in draft.items and ("clause", at, nth) not in used and ("clause", at, nth) not in draft.said_in
    ]
    named = {key for _, key in said.targets}
    choices = [
        key
        for key in free
        if draft.path not in {path for path, _ in said.targets} or (("section", key[1]) not in named and key not in named)
    ]
    draft.said_in.setdefault(draft.rng.choice(choices), []).append(said)


# -- how passages are named ------------------------------------------------------------------------------


def _named(draft: Draft, key: Key, case: str = "") -> str:
    """One of the ways in which people name a passage."""
    return draft.rng.choice(_names_ru(draft, key, case or "loc") if draft.russian else _names_en(draft, key))


def _names_en(draft: Draft, key: Key) -> list[str]:  # noqa: PLR0911 - a kind is a return
    if key[0] == "section":
        title = draft.sections[int(str(key[1])) - 1]
        if draft.style == "untitled":
            return [f"the section “{title}”", f'the "{title}" section', f"[{title.lower()}](#{_slug(title)})"]
        if draft.style == "article":
            roman = _ROMAN[int(str(key[1]))]
            return [f"Article {roman}", f"article {roman}", f"ARTICLE {roman}", f"Art. {roman}"]
        return [f"Section {key[1]}", f"section {key[1]}", f"§ {key[1]}", f"Sec. {key[1]}"]
    if key[0] == "clause":
        number = f"{key[1]}.{key[2]}"
        return [
            f"Section {number}",
            f"clause {number}",
            f"§ {number}",
            f"§{number}",
            f"paragraph {number}",
            f"Clause {number} above",
            f"Section {number} hereof",
            f"sub-clause {number}",
            f"**Section {number}**" if draft.markdown else f"Sec. {number}",
        ]
    if key[0] == "item":
        number, letter = f"{key[1]}.{key[2]}", "abc"[int(str(key[3]))]
        return [
            f"Section {number}({letter})",
            f"clause {number} ({letter})",
            f"§ {number}({letter})",
            f"paragraph ({letter}) of Section {number}",
            f"Section {number}, item ({letter})",
        ]
    if key[0] == "appendix":
        name = draft.appendices[int(str(key[1]))]
        return [name, f"{name} hereto", f"the attached {name}", f"{name} to this document"]
    return [f"Table {draft.table}", f"table {draft.table}", f"Table {draft.table} below"]


def _names_ru(draft: Draft, key: Key, case: str) -> list[str]:  # noqa: PLR0911 - a kind is a return
    def noun(what: str) -> str:
        return _NOUNS_RU[what][case]

    if key[0] == "section":
        title = draft.sections[int(str(key[1])) - 1]
        if draft.style == "untitled":
            return [f"{noun('section')} «{title}»", f"{noun('section')} [{title}](#{_slug(title)})"]
        if draft.style == "article":
            return [f"{noun('article')} {_ROMAN[int(str(key[1]))]}", f"ст. {_ROMAN[int(str(key[1]))]}"]
        return [f"{noun('section')} {key[1]}", f"разд. {key[1]}", f"{noun('section')} {key[1]} настоящего документа"]
    if key[0] == "clause":
        number = f"{key[1]}.{key[2]}"
        return [
            f"{noun('clause')} {number}",
            f"п. {number}",
            f"п.{number}",
            f"{noun('clause')} {number} настоящего договора",
            f"п.\u00a0{number}",
            f"{noun('clause')} № {number}",
        ]
    if key[0] == "item":
        number, letter = f"{key[1]}.{key[2]}", "абв"[int(str(key[3]))]
        return [
            f"{noun('item')} «{letter}» пункта {number}",
            f"подп. «{letter}» п. {number}",
            f"п. {number}({letter})",
            f"{noun('item')} {letter}) пункта {number}",
        ]
    if key[0] == "appendix":
        number = draft.appendices[int(str(key[1]))].removeprefix("Приложение ")
        return [
            f"{noun('appendix')} {number}",
            f"{noun('appendix').lower()} {number}",
            f"{noun('appendix')} {number} к настоящему документу",
        ]
    return [f"{noun('table')} {draft.table}", f"табл. {draft.table}"]


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


# -- sentences that lead somewhere, and those that do not --------------------------------------------------


def _sentence(draft: Draft) -> tuple[str, str, str]:
    """What stands before and after an expression, and its case."""
    chosen = draft.rng.choice(_MISC_RU if draft.russian else _MISC_EN)
    case = next((case for case in _CASES if "{" + case + "}" in chosen), "")
    left, right = chosen.split("{" + case + "}")
    return left, right, case


def _a_list(draft: Draft, _siblings: Sequence[Draft]) -> Said:
    """Several passages after one noun."""
    left, right, case = _sentence(draft)
    rng = draft.rng
    if draft.style == "untitled":
        name = _named(draft, ("table",), case)
        return Said(before=left, words=name, after=right, kind="table", targets=((draft.path, ("table",)),))
    at, other = sorted(rng.sample(range(2, len(draft.sections)), 2))
    keys: list[Key] = [("clause", at, 1), ("clause", at, 3), ("clause", other, 2)]
    first, second, third = (f"{key[1]}.{key[2]}" for key in keys)
    if draft.russian:
        words = rng.choice(
            (
                f"пп. {first}, {second} и {third}",
                f"{_NOUNS_RU['clauses'][case]} {first}, {second}, {third}",
                f"{_NOUNS_RU['clauses'][case]} {first}, {second} и {third}",
            )
        )
    else:
        words = rng.choice(
            (
                f"Sections {first}, {second} and {third}",
                f"Sections {first}, {second}, and {third}",
                f"clauses {first}, {second} or {third}",
                f"§§ {first}, {second} and {third}",
            )
        )
    return Said(before=left, words=words, after=right, kind="list", targets=tuple((draft.path, key) for key in keys))


def _a_range(draft: Draft, _siblings: Sequence[Draft]) -> Said:
    """From one passage to another, those between them meant too."""
    left, right, case = _sentence(draft)
    rng = draft.rng
    if draft.style == "untitled":
        key: Key = ("appendix", 1)
        return Said(before=left, words=_named(draft, key, case), after=right, kind="appendix", targets=((draft.path, key),))
    last = rng.randint(4, len(draft.sections) - 1)
    keys: list[Key] = [("section", at) for at in range(last - 2, last + 1)]
    first, final = (_ROMAN[at] if draft.style == "article" else str(at) for at in (last - 2, last))
    if draft.russian:
        noun = (
            {"loc": "статьях", "ins": "статьями", "dat": "статьям", "gen": "статей"}[case]
            if draft.style == "article"
            else _NOUNS_RU["sections"][case]
        )
        words = rng.choice((f"{noun} {first}–{final}", f"{noun} {first}-{final}", f"{noun} с {first} по {final}"))
    else:
        noun = "Articles" if draft.style == "article" else "Sections"
        words = rng.choice((f"{noun} {first} to {final}", f"{noun} {first}–{final}", f"{noun} {first} through {final}"))
    return Said(before=left, words=words, after=right, kind="range", targets=tuple((draft.path, key) for key in keys))


def _another_document(draft: Draft, siblings: Sequence[Draft]) -> Said:
    """A passage of another document, by link or by the document's name."""
    left, right, _ = _sentence(draft)
    rng = draft.rng
    other = rng.choice(
        [one for one in siblings if one is not draft and (one.markdown if draft.markdown else one.style not in ("untitled", "article"))]
    )
    folder = (
        "../" * 1 + other.path.split("/", 1)[1] if other.path.split("/")[1] != draft.path.split("/")[1] else other.path.rsplit("/", 1)[1]
    )
    if draft.markdown:
        at = rng.randint(2, len(other.sections) - 1)
        title = other.sections[at - 1]
        anchor = _slug(title) if other.style == "untitled" else f"{at}-{_slug(title)}"
        words = f"[{title}]({folder}#{anchor})"
        return Said(before=left, words=words, after=right, kind="link", targets=((other.path, ("section", at)),))
    key: Key = ("clause", 3, 2)
    words = f"пункте 3.2 документа {other.title}" if draft.russian else f"Section 3.2 of the {other.title}"
    if draft.russian:
        left, right = "Порядок описан в ", "."
    return Said(before=left, words=words, after=right, kind="named document", targets=((other.path, key),))


def _a_code(draft: Draft, siblings: Sequence[Draft]) -> Said:
    """A code that one document explains and another one uses."""
    other = siblings[(siblings.index(draft) + 1) % len(siblings)]
    code = _code(siblings.index(other) + 10 * draft.russian)
    left, right = ("Если на экране горит ", ", остановите работу.") if draft.russian else ("When the display shows ", ", stop the work.")
    return Said(before=left, words=code, after=right, kind="code", targets=((other.path, ("code",)),))


def _code(number: int) -> str:
    return (f"E-10{number}7", f"ERR_40{number}2", f"KX{number}31", f"W-2{number}9", f"E{number}045")[number % 5]


def _a_term(draft: Draft, _siblings: Sequence[Draft]) -> Said:
    """A word that the document's first section defines."""
    term = _term(draft)
    left, right = ("", " возвращается в последний день.") if draft.russian else ("The ", " is returned on the last day.")
    return Said(before=left, words=term, after=right, kind="term", targets=((draft.path, ("term",)),))


def _term(draft: Draft) -> str:
    number = sum(map(ord, draft.subject))
    terms = (
        ("Обеспечительный взнос", "Залоговая сумма", "Страховой резерв")
        if draft.russian
        else ("Security Deposit", "Retained Amount", "Bond")
    )
    return terms[number % 3]


def _foreign(draft: Draft, count: int) -> list[Said]:
    found: list[Said] = []
    for sentence, words, kind in draft.rng.sample(_FOREIGN_RU if draft.russian else _FOREIGN_EN, count):
        left, right = sentence.split("{}")
        found.append(Said(before=left, words=words, after=right, kind=kind))
    return found


def _missing(draft: Draft) -> Said:
    """A label that no passage bears."""
    left, right, case = _sentence(draft)
    if draft.style == "untitled":
        words = "[бланк](./formy.md#zayavka)" if draft.russian else "[the form](./forms.md#request)"
        return Said(before=left, words=words, after=right, kind="missing")
    words = (
        draft.rng.choice(
            (f"{_NOUNS_RU['clause'][case]} 17.4", f"{_NOUNS_RU['appendix'][case]} 9", f"п. 2.{draft.clauses[2] + 3}")
            if draft.russian
            else ("Section 17.4", "Appendix Q", f"Section 2.{draft.clauses[2] + 3}")
        )
        if case
        else draft.rng.choice(("Section 17.4", "Appendix Q", f"Section 2.{draft.clauses[2] + 3}"))
    )
    return Said(before=left, words=words, after=right, kind="missing")


def _twice_labelled(draft: Draft) -> Said:
    """A label that two passages bear."""
    left, right, case = _sentence(draft)
    number = draft.table + 1
    words = f"{_NOUNS_RU['table'][case]} {number}" if draft.russian else f"Table {number}"
    return Said(before=left, words=words, after=right, kind="ambiguous")


# -- writing ---------------------------------------------------------------------------------------------


def _write(draft: Draft) -> None:
    """The text, with every place and every pointing written down."""
    _line(draft, f"# {draft.title}" if draft.markdown else draft.title.upper() if draft.style == "plain" else draft.title)
    _contents(draft)
    for at, title in enumerate(draft.sections, start=1):
        _section(draft, at, title)
    for nth in range(2):
        _appendix(draft, nth)


def _contents(draft: Draft) -> None:
    """A list of the sections; its lines look like their headings."""
    if draft.rng.random() < 0.4:
        return
    _line(draft, ("## " if draft.markdown else "") + ("Содержание" if draft.russian else "Contents"))
    for at, title in enumerate(draft.sections, start=1):
        label = _ROMAN[at] if draft.style == "article" else str(at)
        if draft.style == "untitled":
            draft.text += f"- {title}\n"
        elif draft.markdown:
            draft.text += f"- {label}. {title}\n"
        else:
            draft.text += f"{label}. {title} {'.' * 30} {at + 1}\n"
    draft.text += "\n"


def _section(draft: Draft, at: int, title: str) -> None:
    start = len(draft.text)
    _line(draft, _section_label(draft, at, title))
    if at == 1:
        _definition(draft)
    if at == 2:
        _table(draft, draft.table, ("table",))
    if at == 3:
        _code_line(draft)
    if at in (4, 5):
        _table(draft, draft.table + 1, ("other table", at))
    for nth in range(1, draft.clauses[at] + 1):
        _clause(draft, at, nth)
    if draft.style == "plain" and at % 3 == 0:
        _line(draft, f"{draft.title} | стр. {at} из 12" if draft.russian else f"{draft.title} | Section {at} | page {at} of 12")
    told = draft.target_text.get(("section", at))
    if told:
        _line(draft, told)
    draft.places["section", at] = (start, len(draft.text.rstrip()))


def _section_label(draft: Draft, at: int, title: str) -> str:
    if draft.style == "untitled":
        return f"## {title}"
    if draft.style == "md":
        return f"## {at}. {title}"
    if draft.style == "plain":
        return f"{at}. {title.upper()}"
    if draft.style == "article":
        return f"СТАТЬЯ {_ROMAN[at]}. {title}" if draft.russian else f"ARTICLE {_ROMAN[at]}\n{title.upper()}"
    return f"Раздел {at}. {title}" if draft.russian else f"Section {at}. {title}"


def _clause(draft: Draft, at: int, nth: int) -> None:
    start = len(draft.text)
    draft.text += _clause_label(draft, at, nth)
    body = [draft.target_text[key]] if (key := ("clause", at, nth)) in draft.target_text else []
    body += draft.rng.sample(_FILL_RU if draft.russian else _FILL_EN, 3)
    draft.text += " ".join(body[:1])
    for said in draft.said_in.get(("clause", at, nth), ()):
        draft.text += " "
        _say(draft, said)
    draft.text += " " + " ".join(body[1:]) + "\n"
    if (at, nth) in draft.items:
        for place in range(3):
            _item(draft, at, nth, place)
    draft.places["clause", at, nth] = (start, len(draft.text.rstrip()))
    draft.text += "\n"


def _clause_label(draft: Draft, at: int, nth: int) -> str:
    if draft.style == "untitled":
        return ""
    if draft.style == "md":
        words = (_TITLES_RU if draft.russian else _TITLES_EN)[(at * 5 + nth * 3) % 16]
        return f"### {at}.{nth} {words}\n\n"
    return f"{at}.{nth}. " if draft.russian or draft.style == "named" else f"{at}.{nth} "


def _item(draft: Draft, at: int, nth: int, place: int) -> None:
    start = len(draft.text)
    letter = "абв"[place] if draft.russian else "abc"[place]
    mark = f"{letter}) " if draft.russian else f"({letter}) "
    told = draft.target_text.get(("item", at, nth, place)) or draft.rng.choice(_FILL_RU if draft.russian else _FILL_EN)
    draft.text += ("- " if draft.markdown else "") + mark + told + "\n"
    draft.places["item", at, nth, place] = (start, len(draft.text.rstrip()))


def _say(draft: Draft, said: Said) -> None:
    begin = len(draft.text)
    draft.text += said.before
    start = len(draft.text)
    draft.text += said.words
    draft.pointed.append((start, len(draft.text), said.kind, said.targets))
    draft.text += said.after
    if said.question is not None:
        draft.asked.append((*said.question, begin, len(draft.text), said.targets[0][1]))


def _definition(draft: Draft) -> None:
    start = len(draft.text)
    term = _term(draft)
    amount = draft.rng.randint(200, 900)
    told = (
        f"«{term}» означает {amount} рублей, внесённых при подписании."
        if draft.russian
        else f'"{term}" means the {amount} euros paid in on signature.'
    )
    _line(draft, told)
    draft.places["term",] = (start, len(draft.text.rstrip()))


def _code_line(draft: Draft) -> None:
    siblings = _SUBJECTS_RU if draft.russian else _SUBJECTS_EN
    code = _code(siblings.index(draft.subject) + 10 * draft.russian)
    start = len(draft.text)
    told = (
        "Лента заблокирована: снимите кожух и подождите минуту."
        if draft.russian
        else "The belt is blocked: take off the cover and wait a minute."
    )
    _line(
        draft,
        f"| {code} | {told} |"
        if draft.markdown and draft.style == "md"
        else f"{code}: {told}"
        if draft.rng.random() < 0.5
        else f"{code} — {told}",
    )
    draft.places["code",] = (start, len(draft.text.rstrip()))


def _table(draft: Draft, number: int, key: Key) -> None:
    start = len(draft.text)
    rows = draft.rng.sample(_TITLES_RU if draft.russian else _TITLES_EN, 3)
    caption = f"Таблица {number} — Ставки" if draft.russian else f"Table {number}. Rates"
    _line(draft, f"**{caption}**" if draft.markdown and draft.rng.random() < 0.5 else caption)
    if draft.markdown:
        draft.text += "| A | B |\n|---|---|\n"
    for row in rows:
        draft.text += f"| {row} | {draft.rng.randint(10, 99)} |\n" if draft.markdown else f"{row}    {draft.rng.randint(10, 99)}\n"
    told = draft.target_text.get(key)
    if told:
        draft.text += f"| * | {told} |\n" if draft.markdown else f"{told}\n"
    draft.places[key] = (start, len(draft.text.rstrip()))
    draft.text += "\n"


def _appendix(draft: Draft, nth: int) -> None:
    start = len(draft.text)
    name = draft.appendices[nth]
    title = ("Тарифы", "Бланки")[nth] if draft.russian else ("Rates", "Forms")[nth]
    label = f"{name}. {title}" if draft.rng.random() < 0.6 else f"{name.upper()}\n{title}"
    _line(draft, f"## {name}: {title}" if draft.markdown else label)
    told = draft.target_text.get(("appendix", nth))
    _line(draft, told or draft.rng.choice(_FILL_RU if draft.russian else _FILL_EN))
    for number in (1, 2):  # it counts anew, as appendices do
        draft.text += f"{number}. {draft.rng.choice(_FILL_RU if draft.russian else _FILL_EN)}\n"
    draft.places["appendix", nth] = (start, len(draft.text.rstrip()))
    draft.text += "\n"


def _line(draft: Draft, text: str) -> None:
    draft.text += f"{text}\n\n"


def written(found: Corpus, folder: Path) -> None:
    """The documents as files, and the two lists beside them."""
    for path, text in found.texts.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    _lines(
        folder / "pointings.jsonl",
        (
            {
                "path": one.path,
                "start": one.start,
                "end": one.end,
                "kind": one.kind,
                "words": found.texts[one.path][one.start : one.end],
                "targets": [[to.path, to.start, to.end] for to in one.targets],
            }
            for one in found.pointings
        ),
    )
    _lines(
        folder / "questions.jsonl",
        (
            {"id": one.id, "question": one.text, "answer": one.answer, "evidence": [[to.path, to.start, to.end] for to in one.evidence]}
            for one in found.questions
        ),
    )


def _lines(path: Path, rows: Iterable[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    written(corpus(), Path(sys.argv[1]))
