"""Plans, tiers and editions: `the Pro Plus plan` is not `the Pro plan`, and neither is `базовый тариф`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from untuned.rag.verify.scope.about import Evidence, Finding, stems
from untuned.rag.verify.scope.named import WORD, Thing, in_cases, opens_sentence, plain, stem
from untuned.text.regex import regex

# One line a rank: words by which the plans of a product are told apart, in both languages. Those in upper case count wherever a
# question has them and wherever a page has them with a capital; the rest are everyday words too, and count only as names or beside `plan`.
_PLANS = """
PRO ПРО
ENTERPRISE ЭНТЕРПРАЙЗ
PREMIUM ПРЕМИУМ
PLATINUM платиновый
professional профессиональный профи
basic базовый бейсик
ultimate максимальный
starter стартовый стартер старт
free бесплатный
standard стандарт стандартный
plus плюс
business бизнес
team teams команда командный
personal персональный личный
family семейный
home домашний
lite light лайт
essential essentials
growth
scale
advanced продвинутый расширенный
student студенческий
individual индивидуальный
corporate корпоративный
gold золотой
silver серебряный
bronze бронзовый
community
max макс
mini мини
ultra ультра
""".strip().split("\n")
_RANKS = {word.lower(): rank for rank, line in enumerate(_PLANS) for word in line.split()}
_STRONG = frozenset(word.lower() for line in _PLANS for word in line.split() if word.isupper())
_PLAN_WORD = r"(?:plans?|tiers?|editions?|subscriptions?|packages?|memberships?|тариф\w*|план\w{0,3}|подписк\w*|редакци\w*|пакет\w*)"
_IS_PLAN_WORD = regex(_PLAN_WORD, re.IGNORECASE)
_PLAN_NEXT = regex(rf"[»”\"'`*]*(?:[ \u00a0]+|-){_PLAN_WORD}(?!\w)(?!\s+to\s)", re.IGNORECASE)
_PLAN_BEFORE = regex(rf"(?<!\w){_PLAN_WORD}:?[ \u00a0]+[«“\"'`*]*\Z", re.IGNORECASE)
_GENERIC_TEXT = """
limit price pricing feature detail overview billing support quota cost table page guide faq includes offer our new current
предел лимит цена стоимость условие возможность описание обзор вопрос оплата
"""
_GENERIC = frozenset(plain(word) for word in _GENERIC_TEXT.split())
_NO_MODIFIER_TEXT = """
the a an this that your my our his her their its which what any each every all other same new old current some no one given cheapest
best such price pricing and or of for to in on by with from per data health insurance project этот этого этому этом этим мой мое
моего моем наш нашего нашем ваш вашего вашем свой своего своем какой какого каком каком данный данного данном каждый каждого каждом
любой любого любом другой другого другом новый нового новом такой такого таком тот того том на в о об по для от из и или с к у за
при все всех один одного одном самый самого каких какие какой-то мобильный мобильного мобильном
doc docs document documents page pages content help wiki site file files src guide guides
do does did is are was were means defines значит означает
"""
_NO_MODIFIER = frozenset(_NO_MODIFIER_TEXT.split())
_MODIFIER = regex(r"[a-z][a-z-]{2,}|[а-яё-]{3,}(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|ую|яя|юю)")
_SET_APART = regex(r"[»”\"]?\s*(?::|[—–-])\s")
_NO_NAME_TEXT = """
the a an in on at for of to and or if with by from under per our your this that which what how does do is are can could may
define explain describe
на в для по от из с и или у за при о об что как какой какая какие сколько если
"""
_NO_NAME = frozenset(_NO_NAME_TEXT.split())


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as a text names it. Two are the same when their `words` are, and their products do not differ."""

    text: str
    start: int
    words: frozenset[str]
    """From the first word of rank on: `pro`, `plus`; of a name without any, all of it."""
    product: frozenset[str]
    sure: bool
    """It stands beside `plan`, or with a capital where none is due: no everyday word."""
    beside: bool


def missing_plans(question: str, evidence: Evidence) -> list[Finding]:
    """Plans that the question names and the evidence does not carry.

    A name beside `plan` cannot be done without; an everyday word (`home`, `месячный`) can, as long as no other stands in its place.
    """
    asked = [plan for plan in plans(question, asked=True) if plan.sure or plan.beside]
    if not asked:
        return []
    known = stems(question)
    held = [*plans(evidence.text), *(plan for label in evidence.labels for plan in _of_label(label))]
    carried = {plan for plan in asked if any(_same(plan, other, known) for other in held)}  # a pasted text names a plan thousands of times
    compared = any(plan.sure for plan in carried)  # of two plans that are asked for, one may be told at a time
    folders = {part.lower() for line in evidence.lines if "/" in line for part in line.split("/")[:-1]}
    rivals = [other for other in held if _is_plan(other, folders) and not any(_same(plan, other, known) for plan in asked)]
    instead = rivals[0].text if rivals else ""
    findings: list[Finding] = []
    for plan in asked:
        if plan not in carried:
            proper = plan.beside and any(word[0].isupper() for word in WORD.findall(plan.text))
            hard = not compared and (bool(instead) or (proper and plan.sure))
            findings.append(Finding(Thing("plan", plan.text, tuple(sorted(plan.words)), plan.start), hard=hard, instead=instead))
    return findings


def _is_plan(plan: Plan, folders: Collection[str]) -> bool:
    """False for what only may name one, and for a folder that stands before a page called so: `policies/membership.md`."""
    return plan.sure or (plan.beside and plan.text.lower() not in folders)


def names_plan(text: str) -> bool:
    """True when `text` is the name of a plan by a word of rank."""
    return any(_rank(word.lower()) is not None for word in WORD.findall(text))


@lru_cache(maxsize=256)
def plans(text: str, *, asked: bool = False) -> tuple[Plan, ...]:
    """Whatever `text` may name as a plan, certain or not; where it is `asked`, `pro` and `enterprise` count without a capital too."""
    found: list[Plan] = []
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        if run and text[run[-1].end() : word.start()] not in (" ", "\u00a0", "-"):
            found += _plan(text, run, asked=asked)
            run = []
        if _may_name(text, word):
            run.append(word)
        else:
            found += _plan(text, run, asked=asked)
            run = []
    return (*found, *_plan(text, run, asked=asked))


def _may_name(text: str, word: re.Match[str]) -> bool:
    low = word[0].lower()
    if _IS_PLAN_WORD.fullmatch(low):
        return False
    if word[0][0].isupper() or _rank(low) is not None:
        return low not in _NO_NAME
    beside = _PLAN_NEXT.match(text, word.end()) is not None
    return beside and low not in _NO_MODIFIER and not low.endswith("ing") and _MODIFIER.fullmatch(low) is not None


def _plan(text: str, run: list[re.Match[str]], *, asked: bool) -> list[Plan]:
    """The plan of a run of words; none where the run is empty."""
    if not run:
        return []
    start, end = run[0].start(), run[-1].end() + text.startswith("+", run[-1].end())
    beside = _PLAN_NEXT.match(text, end) is not None or _PLAN_BEFORE.search(text[max(0, start - 30) : start]) is not None
    ranked = [word for word in run if _rank(word[0].lower()) is not None]
    capital = any(word[0][0].isupper() and not opens_sentence(text, word.start()) for word in (ranked or run))
    capital = capital or (asked and start == 0 and _SET_APART.match(text, end) is not None)
    strong = any(word[0].lower() in _STRONG and (asked or word[0][0].isupper()) for word in ranked)
    words = [_key(word[0]) + "+" * text.startswith("+", word.end()) for word in run]
    first = run.index(ranked[0]) if ranked else 0
    acronym = len(run) == 1 and run[0][0].isupper()
    sure = strong or (bool(ranked) and (capital or beside)) or (beside and capital and not acronym)
    return [Plan(text[start:end], start, frozenset(words[first:]), frozenset(words[:first]), sure=sure, beside=beside)]


def _of_label(label: str) -> list[Plan]:
    """The plan that a title, a cell or a field is the name of: all its words are names, ranks or `plan`."""
    words = [word for word in WORD.findall(label) if not _IS_PLAN_WORD.fullmatch(word)]
    ranks = [_rank(word.lower()) is not None for word in words]
    if (
        not words
        or any(word.lower() in _NO_NAME for word in words)
        or not all(rank or word[0].isupper() for word, rank in zip(words, ranks, strict=True))
    ):
        return []
    first = ranks.index(True) if any(ranks) else 0
    keys = [_key(word) + "+" * (f"{word}+" in label) for word in words]
    return [Plan(" ".join(words), 0, frozenset(keys[first:]), frozenset(keys[:first]), sure=any(ranks), beside=False)]


def _same(plan: Plan, other: Plan, known: frozenset[str]) -> bool:
    """True when the two are one plan; words of a heading that the question has too (`Pro limits`) do not tell plans apart."""
    mine, its = plan.words, frozenset(word for word in other.words if word in plan.words or not _tells_nothing(word, known))
    if not (mine == its or (len(mine) == len(its) and all(any(_one_word(word, one) for one in its) for word in mine))):
        return False
    return not plan.product or not other.product or any(_one_word(word, one) for word in plan.product for one in other.product)


def _one_word(one: str, other: str) -> bool:
    return one == other or (not one.isascii() and not other.isascii() and in_cases(one, other))


def _tells_nothing(word: str, known: frozenset[str]) -> bool:
    return word in _GENERIC or (word in known and not word.startswith("#"))


def _key(word: str) -> str:
    rank = _rank(word.lower())
    return plain(word) if rank is None else f"#{rank}"


def _rank(word: str) -> int | None:
    """The row of the plan that this word names, in any Russian case; None when it names none."""
    rank = _RANKS.get(word)
    if rank is None and re.search("[а-я]", word) and len(word) > 5:
        bare = stem(word)
        rank = next((its for name, its in _RANKS.items() if len(name) > 5 and stem(name) == bare), None)
    return rank
