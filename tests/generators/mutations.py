"""Quotes that say something else than their source: each must be refused.

Nothing here is shared with the verifier: no code, no list, no pattern.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from generators.material import Material, flatten
from generators.renderings import CHANGES, STACKABLE

NOT = re.compile(r"\b(?:not|no|never|without|cannot|не|нет|ни|без|никогда)\b ?|n['’]t\b", re.IGNORECASE)
CLIP = re.compile(r"\b(?:not|no|never|without|unless|except|cannot|не|нет|ни|без|кроме)\s+(?=\w)", re.IGNORECASE)
CONDITION = re.compile(
    r",?\s*\b(?:if|unless|except|provided that|only if|subject to|если|кроме|при условии|только)\b[^,;.]{8,200}", re.IGNORECASE
)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
DECIMAL = re.compile(r"\d[.,]\d")
SIGNED = re.compile(r"(?:(?<=\s)|(?<=\()|^)[-−+<>±](?=\d)")
UNITS_TEXT = """
days hours minutes seconds months years weeks km kg m cm miles feet percent метров метра километров лет года годов дней часов
минут тонн процентов градусов million billion thousand миллионов миллиона миллиардов тысяч acres yards users bytes MB GB
"""
UNITS = UNITS_TEXT.split()
UNIT = re.compile(r"(?<=\d )(?:" + "|".join(UNITS) + r")\b")
CURRENCY = re.compile(r"[$€£¥₽](?=\s?\d)|(?<=\d )(?:dollars|euros|рублей|долларов|евро|USD|EUR)\b|(?<=\d)\s?[$€£₽%]")
MONTHS_TEXT = """
January February March April May June July August September October November December января февраля марта апреля мая июня июля
августа сентября октября ноября декабря
"""
MONTHS = MONTHS_TEXT.split()
MONTH = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\b")
COMPARISONS_TEXT = """
more > less
less > more
at least > at most
before > after
after > before
greater > smaller
higher > lower
lower > higher
larger > smaller
first > last
above > below
below > above
maximum > minimum
minimum > maximum
more than > fewer than
prior to > following
exceed > reach
until > after
better > worse
only > also
больше > меньше
меньше > больше
более > менее
менее > более
до > после
после > до
выше > ниже
ниже > выше
первый > последний
первой > последней
раньше > позже
крупнейший > мельчайший
самый > не самый
лучше > хуже
"""
COMPARISONS = dict(line.split(" > ") for line in COMPARISONS_TEXT.strip().splitlines()) | {"<": ">", ">": "<"}
COMPARISON = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in COMPARISONS), re.IGNORECASE)
MODALS_TEXT = """
shall > may
may > shall
must > may
can > must
should > must
will > may
would > must
could > will
might > will
может > должен
могут > должны
должен > может
должны > могут
можно > нельзя
нужно > можно
следует > нельзя
нельзя > можно
обязан > вправе
вправе > обязан
должна > может
мог > должен
могли > должны
"""
MODALS = dict(line.split(" > ") for line in MODALS_TEXT.strip().splitlines())
MODAL = re.compile(r"\b(?:" + "|".join(MODALS) + r")\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][a-zа-яё]{2,}\b")
PRODUCT = re.compile(r"\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\d*|[A-Za-zА-Яа-я]+-?\d+)\b")
NAMES = ("Wexford", "Tamsin", "Aldgate", "Quimby", "Ростислав", "Ижевск", "Заречье", "Тимофей", "Bramley", "Orlov")
PRODUCTS = ("Zenkit", "QX7", "TRB-91", "Larkspur2", "NOVA", "HubLite")
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{4,}")
EXPONENT = re.compile(r"[²³¹⁰⁴-⁹]|(?<=\d)\^(?=\d)|(?<=\de)-(?=\d)|½|¼|¾")
IDENTIFIER = re.compile(r"[A-Za-zА-Яа-я0-9]+(?:[-_./@][A-Za-zА-Яа-я0-9]+)+|[A-Za-zА-Яа-я]{8,}")
CUTTABLE = re.compile(r"\d+(?:[.,]\d+)+|\d+\s?[%€$₽£°]|[$€£₽]\s?\d+|\d{3,}")

Mutation = Callable[[Material, random.Random], str | None]
MUTATIONS: dict[str, Mutation] = {}


def mutation(make: Mutation) -> Mutation:
    MUTATIONS[make.__name__] = make
    return make


def mutated(kind: str, source: Material, rng: random.Random) -> str | None:
    """A quote of this class, or None where the document has nothing to make it of."""
    quote = MUTATIONS[kind](source, rng)
    if quote is None or len(quote.split()) < 4:
        return None
    return None if kind not in CUTS and source.holds(quote) else quote


def swap(sentence: str, start: int, end: int, new: str) -> str:
    return sentence[:start] + new + sentence[end:]


def replaced(source: Material, rng: random.Random, pattern: re.Pattern[str], new: Callable[[str], str]) -> str | None:
    hit = source.find(rng, pattern)
    if hit is None:
        return None
    sentence, match = hit
    return swap(sentence, *match.span(), new(match[0]))


@mutation
def digit(source, rng):
    def other(number: str) -> str:
        at = rng.choice([index for index, char in enumerate(number) if char.isdigit()])
        return swap(number, at, at + 1, rng.choice([char for char in "0123456789" if char != number[at]]))

    return replaced(source, rng, NUMBER, other)


@mutation
def decimal_point(source, rng):
    return replaced(source, rng, DECIMAL, lambda found: found[0] + rng.choice(["", "," if found[1] == "." else ".", " "]) + found[2])


@mutation
def sign(source, rng):
    if rng.random() < 0.5:
        return replaced(source, rng, SIGNED, lambda found: {"-": "", "−": "", "+": "-", "<": ">", ">": "<", "±": "+"}[found])
    return replaced(source, rng, re.compile(r"(?<=[a-zа-я] )(?=\d)"), lambda _: rng.choice("-−+±"))


@mutation
def exponent(source, rng):
    plain = {"²": "2", "³": "3", "¹": "1", "½": "1⁄2", "¼": "1⁄4", "¾": "3⁄4", "^": "", "-": ""}
    if rng.random() < 0.5:
        return replaced(source, rng, EXPONENT, lambda found: plain.get(found, ""))
    return replaced(source, rng, re.compile(r"(?<=\d)(?=[ ,;])"), lambda _: rng.choice(["²", "³", "e3", "⁰"]))


@mutation
def unit(source, rng):
    return replaced(source, rng, UNIT, lambda found: rng.choice([name for name in UNITS if name != found]))


@mutation
def currency(source, rng):
    return replaced(
        source,
        rng,
        CURRENCY,
        lambda found: rng.choice([sign for sign in "$€£¥₽" if sign != found.strip()]) if found.strip() != "%" else "‰",
    )


@mutation
def negation_in(source, rng):
    sentence = source.pick(rng)
    gaps = [found.start() for found in re.finditer(r"(?<=\w) (?=\w)", sentence)]
    if not gaps:
        return None
    at = rng.choice(gaps)
    word = rng.choice(["не", "без"] if re.search("[а-я]", sentence) else ["not", "never", "no"])
    return swap(sentence, at, at, " " + word)


@mutation
def negation_out(source, rng):
    return replaced(source, rng, NOT, lambda _: "")


@mutation
def name(source, rng):
    return replaced(source, rng, NAME, lambda _: rng.choice(NAMES))


@mutation
def product(source, rng):
    return replaced(source, rng, PRODUCT, lambda _: rng.choice(PRODUCTS))


@mutation
def month(source, rng):
    return replaced(
        source, rng, MONTH, lambda found: rng.choice([name for name in MONTHS if name != found and name.isascii() == found.isascii()])
    )


@mutation
def comparison(source, rng):
    return replaced(source, rng, COMPARISON, lambda found: COMPARISONS[found.lower()])


@mutation
def modal(source, rng):
    return replaced(source, rng, MODAL, lambda found: MODALS[found.lower()])


@mutation
def condition_dropped(source, rng):
    hit = source.find(rng, CONDITION)
    if hit is None:
        return None
    sentence, match = hit
    if not re.search(r"\w\W+\w", sentence[: match.start()]) and sentence[match.end() : match.end() + 1] != ",":
        return None
    rest = re.sub(r"[.,;\s]+$", "", swap(sentence, *match.span(), "").strip(" ,;")) + "."
    if not re.search(r"\w.$", rest):
        return None
    return rest if not rest or rng.random() < 0.5 else rest[0].upper() + rest[1:]


@mutation
def middle_dropped(source, rng):
    words = source.pick(rng).split(" ")
    if len(words) < 8 or any("..." in word or "…" in word for word in words):
        return None
    count = rng.randint(1, 3)
    at = rng.randint(2, len(words) - count - 2)
    if any(not any(char.isalnum() for char in "".join(some)) for some in (words[:at], words[at : at + count], words[at + count :])):
        return None
    return " ".join(words[:at] + words[at + count :])


@mutation
def sentences_glued(source, rng):
    one, other = rng.sample(range(len(source.sentences)), 2) if len(source.sentences) > 4 else (0, 0)
    if other in (one, one + 1):
        return None
    (start, end), (its_start, its_end) = source.sentences[one], source.sentences[other]
    glued = source.text[start:end] + " " + source.text[its_start:its_end]
    # a listing may stand twice, and be glued to what follows it the other time
    return None if _unmarked(flatten(glued)).strip() in _unmarked(source.flat) else glued


@mutation
def noun_order(source, rng):
    sentence = source.pick(rng)
    words = list(WORD.finditer(sentence))
    if len(words) < 3:
        return None
    one, other = sorted(rng.sample(words, 2), key=lambda word: word.start())
    if one[0].lower() == other[0].lower():
        return None
    return sentence[: one.start()] + other[0] + sentence[one.end() : other.start()] + one[0] + sentence[other.end() :]


@mutation
def other_document(source, rng):
    return rng.choice(source.foreign) if source.foreign else None


@mutation
def clipped_negation(source, rng):
    hit = source.find(rng, CLIP)
    if hit is None:
        return None
    sentence, match = hit
    return alone(source, sentence[match.end() :])


@mutation
def cut_number(source, rng):
    hit = source.find(rng, CUTTABLE)
    if hit is None:
        return None
    sentence, match = hit
    at = match.start() + rng.randint(1, len(match[0]) - 1)
    rest = sentence[at:] if rng.random() < 0.5 else sentence[:at]
    rest = rest.strip(" .,") if rest[-1:] != sentence[-1:] else rest.lstrip(" .,")
    return alone(source, rest)


@mutation
def cut_sign(source, rng):
    hit = source.find(rng, re.compile(r"(?:(?<=\s)|(?<=\())[-−+<>±$€£≥≤]\s?(?=\d)"))
    return None if hit is None else alone(source, hit[0][hit[1].end() :])


@mutation
def cut_identifier(source, rng):
    hit = source.find(rng, IDENTIFIER)
    if hit is None:
        return None
    sentence, match = hit
    at = match.start() + rng.randint(1, len(match[0]) - 1)
    if sentence[at] in "-_./@" or sentence[at - 1] in "-_./@":
        at += 1 if sentence[at] in "-_./@" else 0
        return alone(source, sentence[at:])
    return alone(source, sentence[at:] if rng.random() < 0.5 else sentence[:at])


@mutation
def inner_case(source, rng):
    sentence = source.pick(rng)
    places = [
        found.start()
        for found in re.finditer(r"(?<=\w)[A-Za-zА-Яа-я]|(?<=\s)[A-Za-zА-Яа-я]", sentence)
        if re.search(r"\w", sentence[: found.start()])
    ]
    if not places:
        return None
    at = rng.choice(places)
    changed = swap(sentence, at, at + 1, sentence[at].swapcase())
    return None if changed in source.text else changed


def _unmarked(text):
    return re.sub("[*_`\"'“”«»]", "", text)


@mutation
def reversed_ellipsis(source, rng):
    words = source.pick(rng).split()
    if len(words) < 9:
        return None
    at = rng.randint(4, len(words) - 4)
    bare = _unmarked(source.flat)  # marks may be left out of a quote: `**a** b` stands where `a b` stands too
    if any(bare.count(_unmarked(" ".join(part).lower()).strip(" .,;:()")) > 1 for part in (words[:at], words[at:])):
        return None
    return " ".join(words[at:]).rstrip(".") + rng.choice([" ... ", " … ", " [...] "]) + " ".join(words[:at])


@mutation
def far_ellipsis(source, rng):
    one, other = sorted(rng.sample(range(len(source.sentences)), 2)) if len(source.sentences) > 9 else (0, 0)
    (start, end), (its_start, its_end) = source.sentences[one], source.sentences[other]
    first, second = source.text[start:end], source.text[its_start:its_end]
    if its_start - end < 720 or source.text.count(first) > 1 or source.text.count(second) > 1:
        return None
    return first + " … " + second


@mutation
def ellipsis_over_negation(source, rng):
    hit = source.find(rng, re.compile(r"(?<=\s)(?:not|no|never|without|unless|except|не|нет|без|кроме|если)(?=\s)"))
    if hit is None:
        return None
    sentence, match = hit
    before, after = sentence[: match.start()].split(), sentence[match.end() :].split()
    if len(before) < 4 or len(after) < 6:
        return None
    drop = rng.randint(0, len(after) - 6)
    if sum(word.strip(".,").isalpha() for word in after[drop:]) < 4:
        return None
    return " ".join(before) + " ... " + " ".join(after[drop:])


@mutation
def under_artefacts(source, rng):
    """A mutation of another class, with three artefacts of copying stacked upon it."""
    kind = rng.choice([kind for kind in MUTATIONS if kind != "under_artefacts"])
    quote = mutated(kind, source, rng)
    if quote is None:
        return None
    for name in rng.sample(STACKABLE, 3):
        quote = CHANGES[name](quote, rng)
    return quote


CUTS = frozenset({"clipped_negation", "cut_number", "cut_sign", "cut_identifier", "inner_case"})


def alone(source: Material, rest: str) -> str | None:
    """`rest` when the document holds it only there, so that every place of it is a cut one."""
    bare = bared(" ".join(rest.split()).lower())
    return rest if len(bare) >= 25 and bared(source.flat).count(bare) == 1 else None


def bared(text: str) -> str:
    """`text` without what Markdown might hold between words."""
    return re.sub(r"[*_`\[\]\s–—-]+", " ", text).strip(" .,;:!?)")
