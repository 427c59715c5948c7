"""Numbers written as words, English and Russian: two to ninety, hundreds, thousands, millions. `one` says too little to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from untuned.text.regex import regex

_ENGLISH = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RUSSIAN = """
2 два две двух двум двумя двое
3 три трех трем тремя трое
4 четыре четырех четырем четырьмя
5 пять пяти пятью
6 шесть шести шестью
7 семь семи семью
8 восемь восьми восемью
9 девять девяти девятью
10 десять десяти десятью
11 одиннадцать одиннадцати
12 двенадцать двенадцати
13 тринадцать тринадцати
14 четырнадцать четырнадцати
15 пятнадцать пятнадцати
16 шестнадцать шестнадцати
17 семнадцать семнадцати
18 восемнадцать восемнадцати
19 девятнадцать девятнадцати
20 двадцать двадцати
30 тридцать тридцати
40 сорок сорока
50 пятьдесят пятидесяти
60 шестьдесят шестидесяти
70 семьдесят семидесяти
80 восемьдесят восьмидесяти
90 девяносто девяноста
100 сто ста
200 двести двухсот
300 триста трехсот
400 четыреста четырехсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
800 восемьсот восьмисот
900 девятьсот девятисот
"""
_SCALE_FORMS = """
100 hundred hundreds
1000 thousand thousands k тысяча тысячи тысяч тысячу тыс
1000000 million millions mn mln m миллион миллиона миллионов млн
1000000000 billion billions bn b миллиард миллиарда миллиардов млрд
1000000000000 trillion trillions trn tn триллион триллиона триллионов трлн
"""
_IMPLYING_TEXT = """
2 both twice double doubled couple pair twins dual second оба обе вдвое дважды пара
3 thrice triple third трижды втрое
4 fourth
5 fifth
6 sixth
7 seventh
8 eighth
9 ninth
10 tenth
11 eleventh
12 twelfth
25 quarter
50 half половина
"""


def _lines(text: str) -> dict[str, int]:
    """The number of every word of a table whose lines begin with theirs."""
    return {word: int(line.split()[0]) for line in text.strip().splitlines() for word in line.split()[1:]}


VALUES: dict[str, int] = {
    **{word: at for at, word in enumerate(_ENGLISH.split(), 2)},
    **{word: 10 * at for at, word in enumerate(_TENS.split(), 2)},
    "dozen": 12,
    **_lines(_RUSSIAN),
}
SCALES: dict[str, int] = _lines(_SCALE_FORMS)
_LETTERS = frozenset(("k", "m", "b"))
_IMPLIED = _lines(_IMPLYING_TEXT)

_SPOKEN = frozenset(VALUES) | (frozenset(SCALES) - _LETTERS)
_WORD = regex(r"\w+")
_IMPLYING = regex(r"\b(?:" + "|".join(_IMPLIED) + r")\b", re.IGNORECASE)
_JOINT = regex(r"(?:[\s-]|\s+and\s+)\Z")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words, [start, end) of the text."""

    value: float
    start: int
    end: int


def spoken(text: str) -> Iterator[Spoken]:
    """The numbers that `text` says in words, in order; `thousands of` alone is none."""
    low = text.lower().replace("ё", "е")
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(low):
        if match[0] not in _SPOKEN:
            continue
        if run and _JOINT.fullmatch(low[run[-1].end() : match.start()]) is None:
            yield from _closed(run)
            run = []
        run.append(match)
    yield from _closed(run)


def implied(text: str) -> set[float]:
    """Numbers that words of `text` carry without naming them: `both` carries two, `half` fifty per cent, `third` three."""
    return {float(_IMPLIED[word.lower()]) for word in _IMPLYING.findall(text)}


def _closed(run: list[re.Match[str]]) -> Iterator[Spoken]:
    """The numbers of words that stand side by side: `twenty five` is one, `four five` are two."""
    begin = 0
    for at, (left, right) in enumerate(pairwise(run), 1):
        if not _continues(left[0], right[0]):
            yield from _one(run[begin:at])
            begin = at
    yield from _one(run[begin:])


def _continues(left: str, right: str) -> bool:
    """True when `right` belongs to the number that `left` is part of."""
    if right in SCALES:
        return True
    if left in SCALES:
        return right in VALUES and VALUES[right] < SCALES[left]
    return (VALUES[right] < 10 <= VALUES[left] and VALUES[left] >= 20) or (VALUES[left] >= 100 > VALUES[right])


def _one(run: list[re.Match[str]]) -> Iterator[Spoken]:
    if not run or all(match[0] in SCALES for match in run):
        return
    total = part = 0.0
    for match in run:
        if match[0] == "hundred":
            part = max(part, 1.0) * 100
        elif match[0] in SCALES:
            total += max(part, 1.0) * SCALES[match[0]]
            part = 0.0
        else:
            part += VALUES[match[0]]
    yield Spoken(total + part, run[0].start(), run[-1].end())
