"""Near-copies of real sentences with one word changed that turns them, and near-copies that say the same.

Nothing here is shared with the rules that must tell them apart: no code, no list, no pattern.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from generators.material import Material

Edit = Callable[[str, random.Random], str | None]
EDITS: dict[str, Edit] = {}
CUTS: dict[str, Edit] = {}
SAME: dict[str, Edit] = {}

MODAL_TEXT = """
must > may
shall > may
may > must
can > must
should > must
will > might
might > will
could > must
must not > may
cannot > can
может > должен
могут > должны
должен > может
должны > могут
можно > нельзя
нельзя > можно
"""
COMPARATOR_TEXT = """
more than > less than
less than > more than
at least > at most
at most > at least
greater than > smaller than
higher > lower
lower > higher
larger > smaller
smaller > larger
before > after
after > before
above > below
below > above
earlier > later
later > earlier
fewer > more
maximum > minimum
minimum > maximum
better > worse
up to > at least
не менее > не более
не более > не менее
более > менее
менее > более
больше > меньше
меньше > больше
до > после
после > до
выше > ниже
ниже > выше
раньше > позже
"""
QUANTIFIER_TEXT = """
all > some
every > some
each > some
both > some
some > all
many > few
most > few
several > all
few > many
always > sometimes
usually > always
often > rarely
sometimes > always
generally > always
rarely > often
все > некоторые
всех > некоторых
некоторые > все
многие > все
много > мало
каждый > не каждый
большинство > меньшинство
всегда > иногда
часто > редко
обычно > всегда
несколько > много
"""
EXCEPTION_TEXT = """
unless > if
except > including
excluding > including
other than > including
provided that > unless
if > unless
including > excluding
кроме > включая
за исключением > включая
исключая > включая
если > кроме
включая > исключая
"""
UNIT_TEXT = """
seconds > minutes
minutes > hours
hours > days
hour > day
days > weeks
weeks > months
months > years
years > months
year > month
decades > years
km > miles
kilometers > meters
kilometres > metres
miles > kilometers
metres > feet
meters > feet
feet > yards
inches > feet
cm > mm
kg > grams
pounds > ounces
tonnes > pounds
acres > hectares
percent > dollars
per cent > dollars
% > dollars
million > billion
billion > million
thousand > million
dollars > euros
°C > °F
секунд > минут
минут > часов
часов > дней
дней > недель
месяцев > лет
лет > месяцев
года > месяца
метров > километров
километров > метров
км > м
процентов > тонн
тонн > килограммов
миллионов > миллиардов
миллиона > миллиарда
миллиардов > миллионов
тысяч > миллионов
рублей > долларов
долларов > рублей
"""
MONTHS_TEXT = """
January February March April May June July August September October November December
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
MONTHS = [line.split() for line in MONTHS_TEXT.strip().splitlines()]
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|must|shall|should|does|did|do)\b(?! not|n['’]t)(?=\s+[a-z])"
)
RUSSIAN_VERB = re.compile(r"(?<=[а-яё,] )(?<!не )[а-яё]{3,}(?:ет|ит|ют|ут|ят|ат|ал|ил|ел|ла|ло|ли|лся|лась|лись|ется|ются|ится)(?= [а-яё])")
DENIAL = re.compile(r"(?<=\w) (?:not|never)(?= \w)|n['’]t\b|\bcannot\b|(?<= )не (?=[а-яё]{4,})|\bno (?=[a-z]+\b)")
SMALL_WORDS = "the a an this that these its their his her really very quite simply just этот эта это очень просто свой своего"
SMALL_WORD = re.compile(r"(?<= )(?:" + "|".join(SMALL_WORDS.split()) + r")(?= [a-zа-яё])")
CONDITION = re.compile(
    r",? (?:unless|except (?:for|when|if)|only if|provided that|if|subject to|если|кроме|за исключением|при условии)\b"
    r"[^,;.()]{15,}(?=\.\Z|,|;)"
)
PARENTHESIS = re.compile(r" \([^()]{3,60}\)(?=[ .,;])")


def edit(kind: str, source: Material, rng: random.Random, *, tries: int = 40) -> tuple[str, str] | None:
    """(a claim of this class, the source's own sentence), or None where the document has nothing to make it of.

    Half of the changed claims also leave out a word that means nothing, so that they are copies only nearly.
    """
    made = {**EDITS, **CUTS, **SAME}[kind]
    for _ in range(tries):
        start, end = source.sentences[rng.randrange(len(source.sentences))]
        sentence = source.text[start:end]
        if not 8 <= len(sentence.split()) <= 45 or "\n" in sentence:
            continue
        claim = made(sentence, rng)
        if claim is None or claim == sentence or source.holds(claim):
            continue
        if kind in EDITS and rng.random() < 0.5 and (shorter := little_word(claim, rng)) is not None:
            claim = shorter
        return claim, sentence
    return None


def table(text: str) -> dict[str, str]:
    return dict(line.split(" > ") for line in text.strip().splitlines())


def swapped(words: dict[str, str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> Edit:
    """Puts in place of one of the words its opposite; the longest phrase counts."""
    ordered = sorted(words, key=len, reverse=True)
    pattern = re.compile("(?:" + before + ")(?:" + "|".join(map(re.escape, ordered)) + ")" + after)

    def change(sentence: str, rng: random.Random) -> str | None:
        found = list(pattern.finditer(sentence))
        if not found:
            return None
        match = rng.choice(found)
        return sentence[: match.start()] + words[match[0]] + sentence[match.end() :]

    return change


EDITS["modal"] = swapped(table(MODAL_TEXT))
EDITS["comparator"] = swapped(table(COMPARATOR_TEXT))
EDITS["quantifier"] = swapped(table(QUANTIFIER_TEXT))
EDITS["exception"] = swapped(table(EXCEPTION_TEXT))
EDITS["unit"] = swapped(table(UNIT_TEXT), before=r"(?<=\d[ \u00a0])|(?<=\d)(?=[°%])")


def month(sentence: str, rng: random.Random) -> str | None:
    found = [match for names in MONTHS for match in re.finditer(r"\b(?:" + "|".join(names) + r")\b", sentence) if match[0] != "May"]
    if not found:
        return None
    match = rng.choice(found)
    names = next(names for names in MONTHS if match[0] in names)
    return (
        sentence[: match.start()] + rng.choice([name for name in names if name not in (match[0], "May", "March")]) + sentence[match.end() :]
    )


def negation_in(sentence: str, rng: random.Random) -> str | None:
    places = [(match.end(), " not") for match in AUXILIARY.finditer(sentence)]
    places += [(match.start(), "не ") for match in RUSSIAN_VERB.finditer(sentence)]
    if not places:
        return None
    at, word = rng.choice(places)
    return sentence[:at] + word + sentence[at:]


def negation_out(sentence: str, rng: random.Random) -> str | None:
    found = list(DENIAL.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + ("can" if match[0] == "cannot" else "") + sentence[match.end() :]


def condition_dropped(sentence: str, rng: random.Random) -> str | None:
    found = [match for match in CONDITION.finditer(sentence) if len(sentence[: match.start()].split()) >= 5]
    found = [match for match in found if not re.search(r"\b(?:even|as|what|даже|как|что)\Z", sentence[: match.start()])]
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + sentence[match.end() :]


def little_word(sentence: str, rng: random.Random) -> str | None:
    found = list(SMALL_WORD.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + sentence[match.end() + 1 :]


def aside(sentence: str, rng: random.Random) -> str | None:
    found = [match for match in PARENTHESIS.finditer(sentence) if not re.search(r"\d|\b(?:not|if|other|except|не|если|кроме)\b", match[0])]
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + sentence[match.end() :]


def long_form(sentence: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should|must)n['’]t\b", sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + match[1] + " not" + sentence[match.end() :]


def led_in(sentence: str, rng: random.Random) -> str | None:
    opening = rng.choice(["Так, ", "Итак, "] if re.search("[а-яё]", sentence) else ["According to it, ", "So, ", "In short, "])
    return opening + sentence


def grouped(sentence: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"(?<![\d.,])\d{1,3},\d{3}(?![\d,.]\d|\d)", sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + match[0].replace(",", "") + sentence[match.end() :]


EDITS |= {"month": month, "negation_in": negation_in, "negation_out": negation_out}
SAME |= {"little_word": little_word, "aside": aside, "long_form": long_form, "led_in": led_in, "grouped": grouped}
CUTS |= {"condition_dropped": condition_dropped}
