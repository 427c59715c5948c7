"""A generated support site: 2,000 pages over products with near-twin names, error codes, releases and two languages, with noisy metadata.

Everything is drawn by one seed. Product names are made of syllables, so that no list of the library can know them. A page's front matter
is what people keep: one in ten values is missing, one in twenty is wrong, and some are misspelt. Questions are worded as users word them:
by a product's abbreviation or former name, misspelt, by an error code, a release, "latest", a day, or in the other language than the
page's, which then is about an error code: of anything else no word would be the same.

The text of a page names its product in three of four pages; the rest say "the device", as help pages do. A page's answer is one sentence
with a figure that no other page has, so that an answer is right only when it comes from the right page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

PAGES = 2_000
QUESTIONS = 480
MISSING, WRONG, MISSPELT = 0.10, 0.05, 0.04
NAMED = 0.75
"""The share of pages whose text names the product."""
RUSSIAN = 0.3

Kind = Literal["plain", "synonym", "misspelt", "code", "version", "latest", "since", "language", "both"]
KINDS: tuple[Kind, ...] = ("plain", "synonym", "misspelt", "code", "version", "latest", "since", "language", "both")


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product, with what people call it beside its name."""

    name: str
    family: str
    synonyms: tuple[str, ...]
    russian: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it stands in the folder."""

    path: str
    language: str
    product: Product
    subject: str
    """The topic's name, or the error code."""
    release: str
    day: date
    fact: str
    body: str
    matter: dict[str, str] = field(default_factory=dict[str, str])
    leans_on: str = ""
    """The path of the page that it sends the reader to."""

    @property
    def text(self) -> str:
        """The file."""
        head = "".join(f"{key}: {value}\n" for key, value in self.matter.items())
        return f"---\n{head}---\n{self.body}" if head else self.body


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question with the pages that answer it: each path with the sentence."""

    id: str
    text: str
    kind: Kind
    language: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Support:
    """The site and what is asked of it."""

    products: tuple[Product, ...]
    categories: tuple[tuple[str, str], ...]
    """(prefix of a code, what it is about)."""
    pages: tuple[Page, ...]
    questions: tuple[Ask, ...]


# (name, English title, fact, question; Russian title, fact, question). A question shares some words with its page, not all.
TOPICS = (
    (
        "reset",
        "Restoring factory settings",
        "Hold the recessed key for {n} seconds until the lamp turns amber.",
        "How long do I hold the key to restore factory settings on {p}?",
        "Сброс к заводским настройкам",
        "Удерживайте утопленную клавишу {n} секунд, пока индикатор не станет жёлтым.",
        "Сколько держать клавишу, чтобы вернуть заводские настройки на {p}?",
    ),
    (
        "pairing",
        "Pairing with the mobile app",
        "The pairing window stays open for {n} seconds after the chime.",
        "How much time do I have to pair {p} with my phone app?",
        "Сопряжение с мобильным приложением",
        "Окно сопряжения открыто {n} секунд после звукового сигнала.",
        "Сколько времени есть на сопряжение {p} с приложением на телефоне?",
    ),
    (
        "battery",
        "Battery care and storage",
        "Store the battery at {n} percent charge if it is not used for a month.",
        "At which charge should the battery of {p} be stored?",
        "Уход за аккумулятором и хранение",
        "Храните аккумулятор с зарядом {n} процентов, если он не нужен месяц.",
        "С каким зарядом хранить аккумулятор {p}?",
    ),
    (
        "firmware",
        "Updating the firmware",
        "An update takes {n} minutes and must not be interrupted.",
        "How many minutes does a firmware update of {p} take?",
        "Обновление прошивки",
        "Обновление занимает {n} минут, прерывать его нельзя.",
        "Сколько минут обновляется прошивка {p}?",
    ),
    (
        "warranty",
        "Warranty and repairs",
        "The warranty covers {n} months from the day of delivery.",
        "How many months of warranty does {p} come with?",
        "Гарантия и ремонт",
        "Гарантия действует {n} месяцев со дня доставки.",
        "Сколько месяцев гарантии у {p}?",
    ),
    (
        "limits",
        "Limits of an account",
        "One account holds up to {n} devices.",
        "What is the most devices one account of {p} can have?",
        "Ограничения учётной записи",
        "К одной учётной записи подключается до {n} устройств.",
        "Сколько устройств можно подключить к учётной записи {p}?",
    ),
    (
        "export",
        "Exporting your data",
        "The archive can be downloaded for {n} hours.",
        "How long can I download the archive with exported data from {p}?",
        "Выгрузка данных",
        "Архив доступен для скачивания {n} часов.",
        "Сколько часов доступен архив с выгрузкой данных {p}?",
    ),
    (
        "alerts",
        "Setting up alerts",
        "An alert is repeated every {n} minutes until it is read.",
        "How often does {p} repeat an alert that nobody reads?",
        "Настройка оповещений",
        "Оповещение повторяется каждые {n} минут, пока его не прочтут.",
        "Как часто {p} повторяет непрочитанное оповещение?",
    ),
    (
        "invite",
        "Inviting members of a team",
        "An invitation expires after {n} days.",
        "After how many days does a team invitation of {p} expire?",
        "Приглашение участников команды",
        "Приглашение действует {n} дней.",
        "Через сколько дней истекает приглашение в команду {p}?",
    ),
    (
        "cleaning",
        "Cleaning the filter",
        "Rinse the filter every {n} days with cold water.",
        "How often must I rinse the filter of {p}?",
        "Чистка фильтра",
        "Промывайте фильтр холодной водой каждые {n} дней.",
        "Как часто промывать фильтр {p}?",
    ),
    (
        "mounting",
        "Mounting on a wall",
        "Leave {n} millimetres of free space above the bracket.",
        "How much free space does the wall bracket of {p} need above it?",
        "Крепление на стену",
        "Оставьте {n} миллиметров свободного места над кронштейном.",
        "Сколько места оставить над кронштейном {p} на стене?",
    ),
    (
        "returns",
        "Returning an order",
        "A refund arrives within {n} working days.",
        "When does the refund for a returned {p} arrive?",
        "Возврат заказа",
        "Деньги возвращаются за {n} рабочих дней.",
        "За сколько дней вернут деньги за возврат {p}?",
    ),
)

# (prefix, what it is about, English remedy, Russian remedy)
CATEGORIES = (
    ("NET", "network", "wait {n} seconds and join the network again", "подождите {n} секунд и подключитесь к сети снова"),
    ("PWR", "power", "disconnect the adapter for {n} seconds", "отключите адаптер на {n} секунд"),
    ("STO", "storage", "free {n} megabytes and start the job again", "освободите {n} мегабайт и запустите задание снова"),
    ("AUT", "sign-in", "sign in again after {n} minutes", "войдите снова через {n} минут"),
    ("SEN", "sensor", "calibrate the sensor at {n} degrees", "откалибруйте датчик при {n} градусах"),
)

_FILLER = {
    "en": (
        "Keep the cover closed while the lamp blinks.",
        "You need an account with the right to change settings.",
        "The steps are the same on a tablet and on a phone.",
        "If the app was closed meanwhile, open it again and wait for the list to load.",
        "Changes are saved at once and shown to everyone who shares the device.",
        "A restart does not delete what was recorded.",
        "Write down the serial number on the label before you begin.",
        "The indicator shows three short blinks when the step is done.",
        "Use the adapter that came in the box; others may not deliver enough current.",
        "Ask the owner of the account if a menu entry is missing.",
        "The app asks for your permission once and remembers the answer.",
        "Do not use solvents, and keep water away from the connectors.",
        "Network, storage and alerts are described on pages of their own.",
        "A slow connection makes this take longer, and nothing is lost when it breaks.",
    ),
    "ru": (
        "Не открывайте крышку, пока мигает индикатор.",
        "Понадобится учётная запись с правом менять настройки.",
        "На планшете и на телефоне шаги одинаковы.",
        "Если приложение закрылось, откройте его снова и дождитесь загрузки списка.",
        "Изменения сохраняются сразу и видны всем, кто пользуется устройством.",
        "Перезапуск не удаляет сделанные записи.",
        "Перед началом запишите серийный номер с наклейки.",
        "По окончании шага индикатор коротко мигает три раза.",
        "Используйте адаптер из коробки: другие могут не дать нужного тока.",
        "Если пункта меню нет, обратитесь к владельцу учётной записи.",
        "Приложение спрашивает разрешение один раз и запоминает ответ.",
        "Не применяйте растворители и берегите разъёмы от воды.",
        "Сеть, память и оповещения описаны на отдельных страницах.",
        "При медленном соединении шаг длится дольше, но ничего не теряется.",
    ),
}
_HEADS = {"en": ("Before you start", "Steps", "Good to know"), "ru": ("Прежде чем начать", "Шаги", "Полезно знать")}
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "а",
            "б",
            "к",
            "д",
            "е",
            "ф",
            "г",
            "х",
            "и",
            "дж",
            "к",
            "л",
            "м",
            "н",
            "о",
            "п",
            "к",
            "р",
            "с",
            "т",
            "у",
            "в",
            "в",
            "кс",
            "й",
            "з",
        ),
        strict=True,
    )
)
_SUFFIXES = {"": "", " Mini": " Мини", " Pro": " Про", " Pro 2": " Про 2", " Max": " Макс", " Air": " Эйр"}
"""With their Russian spelling."""
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_MONTHS_RU = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]


def support(seed: int = 0, *, pages: int = PAGES, questions: int = QUESTIONS) -> Support:
    """The site that a seed makes."""
    rng = random.Random(seed)
    products = _products(rng)
    made = _pages(rng, products, pages)
    asked = list(_questions(rng, products, made))
    rng.shuffle(asked)
    return Support(
        products=products,
        categories=tuple((prefix, about) for prefix, about, *_ in CATEGORIES),
        pages=tuple(made),
        questions=tuple(_spread(asked, questions)),
    )


def misspelt(rng: random.Random, word: str) -> str:
    """The word with one slip: two letters change places, one is missing, or one is typed twice."""
    at = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(3)
    if slip == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if slip == 1 else word[:at] + word[at] + word[at:]


def _products(rng: random.Random) -> tuple[Product, ...]:
    """Five families of six; the last two have names that one letter tells apart."""
    names: list[str] = []
    while len(names) < 4:
        name = "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeio") for _ in range(2)) + rng.choice("lnrx") + rng.choice("ao") + "n"
        if name.title() not in names:
            names.append(name.title())
    twin = names[-1][:3] + ("k" if names[-1][2] != "k" else "t") + names[-1][4:]
    names.append(twin.title())
    found: list[Product] = []
    for family in names:
        former = "".join(rng.choice("bcdfghlmnprst") + rng.choice("aeiou") for _ in range(3)).title()
        for suffix, russian in _SUFFIXES.items():
            name = family + suffix
            short = family[:2].upper() + "".join(part[:2].upper() for part in suffix.split()) + "X"
            said = "".join(_LETTERS[letter] for letter in family.lower()).title()
            old = f"{former}{suffix}"
            found.append(Product(name=name, family=family.lower(), synonyms=(short, old), russian=said + russian))
    return tuple(found)


def _pages(rng: random.Random, products: Sequence[Product], wanted: int) -> list[Page]:
    plans = [plan for product in products for plan in _plans(rng, product)]
    # Releases of one subject stay together: a question about one of them needs the others as rivals.
    rng.shuffle(plans)
    made: list[Page] = []
    numbers = iter(rng.sample(range(10_000, 99_999), 20_000))
    for product, subject, releases, languages in plans:
        for release, day in releases:
            for language in languages:
                if len(made) < wanted:
                    made.append(_page(rng, (product, subject, release, day, language), next(numbers), len(made), products))
    return _leaning(rng, made)


def _plans(rng: random.Random, product: Product) -> Iterator[tuple[Product, str, list[tuple[str, date]], tuple[str, ...]]]:
    codes = [f"{prefix}-{number}" for prefix, *_ in CATEGORIES for number in rng.sample(range(1000, 1060), 5)]
    for subject in [*(topic[0] for topic in TOPICS), *codes]:
        count = rng.choice((1, 2, 3, 3)) if "-" not in subject else 1
        first = date(2022, 1, 1) + timedelta(days=rng.randrange(400))
        days = [first + timedelta(days=nth * 330 + rng.randrange(120)) for nth in range(count)]
        releases = [(f"{nth + 1}.{rng.randrange(10)}", day) for nth, day in enumerate(days)]
        languages = rng.choices((("en",), ("en", "ru"), ("ru",)), weights=(1 - 2 * RUSSIAN + 0.15, RUSSIAN, RUSSIAN - 0.15))[0]
        yield product, subject, releases, languages


def _page(rng: random.Random, plan: tuple[Product, str, str, date, str], number: int, at: int, products: Sequence[Product]) -> Page:
    product, subject, release, day, language = plan
    n = number / 10 if number % 3 == 0 else number // 7
    figure = f"{n:g}"
    title, fact = _told(subject, figure, language)
    named = rng.random() < NAMED
    what = (
        (product.name if language == "en" else rng.choice((product.name, product.russian)))
        if named
        else ("the device" if language == "en" else "устройство")
    )
    heading = f"{title}: {what}" if named and rng.random() < 0.6 else title
    lead = f"This page is about {what}, release {release}." if language == "en" else f"Эта страница про {what}, выпуск {release}."
    if rng.random() < 0.4:
        lead = f"This page is about {what}." if language == "en" else f"Эта страница про {what}."
    sections = [rng.sample(_FILLER[language], rng.randrange(3, 8)) for _ in _HEADS[language]]
    sections[rng.randrange(len(sections))].insert(rng.randrange(3), fact)
    parts = [f"# {heading}", lead]
    for head, sentences in zip(_HEADS[language], sections, strict=True):
        parts += [f"## {head}", " ".join(sentences)]
    return Page(
        path=f"{language}/{product.family}/{at:04}.md",
        language=language,
        product=product,
        subject=subject,
        release=release,
        day=day,
        fact=fact,
        body="\n\n".join(parts) + "\n",
        matter=_matter(rng, product, subject, release, day, products),
    )


def _told(subject: str, figure: str, language: str) -> tuple[str, str]:
    """Title and the sentence that answers."""
    prefix = subject.partition("-")[0]
    for topic in TOPICS:
        if topic[0] == subject:
            return (topic[1], topic[2].format(n=figure)) if language == "en" else (topic[4], topic[5].format(n=figure))
    *_, english, russian = next(one for one in CATEGORIES if one[0] == prefix)
    if language == "en":
        return f"Error {subject}", f"When {subject} is shown, {english.format(n=figure)}."
    return f"Ошибка {subject}", f"Если показано {subject}, {russian.format(n=figure)}."


def _matter(rng: random.Random, product: Product, subject: str, release: str, day: date, products: Sequence[Product]) -> dict[str, str]:
    """The front matter, with what people leave out, get wrong and misspell."""
    prefix = subject.partition("-")[0]
    about = next((name for code, name, *_ in CATEGORIES if code == prefix), "how-to")
    held = {"product": product.name, "category": about, "updated": day.isoformat(), "version": release}
    others = {"product": [one.name for one in products], "category": [one[1] for one in CATEGORIES]}
    for key in list(held):
        chance = rng.random()
        if chance < MISSING:
            del held[key]
        elif chance < MISSING + WRONG:
            held[key] = _wrong(rng, key, held[key], others)
        elif chance < MISSING + WRONG + MISSPELT and key == "product":
            first, _, rest = held[key].partition(" ")
            held[key] = f"{misspelt(rng, first)} {rest}".strip()
        elif chance > 0.93 and key == "product":
            held[key] = rng.choice((held[key].upper(), held[key].lower(), rng.choice(product.synonyms)))
    return held


def _wrong(rng: random.Random, key: str, value: str, others: dict[str, list[str]]) -> str:
    if key in others:
        return rng.choice([one for one in others[key] if one != value])
    if key == "updated":
        return (date.fromisoformat(value) + timedelta(days=rng.randrange(-700, 700))).isoformat()
    return f"{rng.randrange(1, 5)}.{rng.randrange(10)}"


def _leaning(rng: random.Random, pages: list[Page]) -> list[Page]:
    """The pages; one in six of the error pages sends its reader to the product's page about a reset."""
    resets = {(one.product.name, one.language): one for one in pages if one.subject == "reset"}
    found: list[Page] = []
    for page in pages:
        target = resets.get((page.product.name, page.language))
        if "-" not in page.subject or target is None or rng.random() > 1 / 6:
            found.append(page)
            continue
        title = _told("reset", "0", page.language)[0]
        link = f"[{title}](../../{target.path})"
        told = (
            f"\nIf it is shown again, continue as described in {link}.\n"
            if page.language == "en"
            else f"\nЕсли ошибка осталась, продолжите, как описано на странице {link}.\n"
        )
        found.append(
            Page(
                **{name: getattr(page, name) for name in page.__dataclass_fields__ if name not in ("body", "leans_on")},
                body=page.body + told,
                leans_on=target.path,
            )
        )
    return found


def _questions(rng: random.Random, products: Sequence[Product], pages: Sequence[Page]) -> Iterator[Ask]:
    groups: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        groups.setdefault((page.product.name, page.subject), []).append(page)
    names = {name for product in products for name in (product.name, *product.synonyms)}
    by_path = {page.path: page for page in pages}
    for (_, subject), group in groups.items():
        for language in sorted({page.language for page in group}):
            mine = sorted((page for page in group if page.language == language), key=lambda page: page.day)
            if "-" in subject:
                yield from _code_questions(rng, mine[0], by_path, both=len({page.language for page in group}) > 1)
            else:
                yield from _topic_questions(rng, mine, names)


def _topic_questions(rng: random.Random, mine: Sequence[Page], names: set[str]) -> Iterator[Ask]:
    page = mine[0]
    topic = next(topic for topic in TOPICS if topic[0] == page.subject)
    english = page.language == "en"
    wording = topic[3] if english else topic[6]
    name = page.product.name if english or rng.random() < 0.5 else page.product.russian
    if len(mine) == 1:
        yield _ask("plain", wording.format(p=name), page)
        yield _ask("synonym", wording.format(p=rng.choice(page.product.synonyms)), page)
        first, _, rest = page.product.name.partition(" ")
        slipped = f"{misspelt(rng, first)} {rest}".strip()
        if slipped not in names:
            yield _ask("misspelt", wording.format(p=slipped), page)
        return
    chosen = rng.choice(mine)
    told = f"in v{chosen.release}" if english else f"в версии {chosen.release}"
    yield _ask("version", f"{wording.format(p=name).rstrip('?')} {told}?", chosen)
    last = mine[-1]
    said = rng.choice(("in the latest release", "in the newest version", "according to the most recent page"))
    if not english:
        said = rng.choice(("в последней версии", "в самой новой версии", "по самым свежим сведениям"))
    yield _ask("latest", f"{wording.format(p=name).rstrip('?')} {said}?", last)
    since = (mine[-2].day + (last.day - mine[-2].day) / 2).replace(day=1)
    if mine[-2].day < since < last.day:
        months = (_MONTHS if english else _MONTHS_RU)[since.month - 1]
        told = f"since {months} {since.year}" if english else f"после 1 {months} {since.year} года"
        yield _ask("since", f"{wording.format(p=name).rstrip('?')} {told}?", last)


def _code_questions(rng: random.Random, page: Page, by_path: dict[str, Page], *, both: bool) -> Iterator[Ask]:
    english = page.language == "en"
    name = page.product.name if english or rng.random() < 0.5 else page.product.russian
    code = rng.choice((page.subject, page.subject, page.subject.lower(), page.subject.replace("-", " ")))
    asked = f"What do I do about {code} on {name}?" if english else f"Что делать при ошибке {code} на {name}?"
    yield _ask("code", asked, page)
    if both:
        told = (
            f"Что делать при {code} на {page.product.name}? Ответьте по английской версии."
            if english
            else f"What do I do about {code} on {page.product.name}? I need the Russian version."
        )
        yield _ask("language", told, page)
    if page.leans_on:
        target = by_path[page.leans_on]
        told = (
            f"{code} keeps coming back on {name}: what do I do, and which key do I hold if it is shown again?"
            if english
            else f"{code} на {name} не уходит: что делать и какую клавишу удерживать, если ошибка осталась?"
        )
        yield _ask("both", told, page, target)


def _ask(kind: Kind, text: str, *pages: Page) -> Ask:
    return Ask(id="", text=text, kind=kind, language=pages[0].language, evidence=tuple((page.path, page.fact) for page in pages))


def _spread(asked: Sequence[Ask], wanted: int) -> Iterator[Ask]:
    """As many of each kind as there are, in equal shares."""
    held = {kind: [one for one in asked if one.kind == kind] for kind in KINDS}
    share = -(-wanted // len(KINDS))
    number = 0
    for kind in KINDS:
        for one in held[kind][:share]:
            number += 1
            if number > wanted:
                return
            yield Ask(id=f"{kind}-{number:04}", text=one.text, kind=kind, language=one.language, evidence=one.evidence)
