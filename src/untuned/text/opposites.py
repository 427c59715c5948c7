"""Adjectives that rule each other out: what a text says of the new tariff is nothing of the old one. English and Russian."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise

from untuned.text.words import terms

_OPPOSED_TEXT = """
old new; former current; previous next; upper lower; left right; internal external; indoor outdoor; inner outer; minimum maximum
spring summer autumn winter; fall winter spring summer; single double triple quadruple; small large
domestic international; incoming outgoing; male female; junior senior; hot cold; front rear
старый новый; прежний нынешний; предыдущий следующий; верхний нижний; левый правый; внутренний внешний; минимальный максимальный
весенний летний осенний зимний; одноместный двухместный трёхместный четырёхместный
малый большой; маленький большой; входящий исходящий; мужской женский; младший старший; горячий холодный
дневной ночной; утренний вечерний; передний задний; взрослый детский
"""


def turned(asked: Sequence[str], told: Sequence[str], *, around: Collection[str] = ()) -> bool:
    """True where a text says the opposite adjective of the very noun that the question has with one, and nowhere what is asked for.

    `asked` and `told` are analysed words in order; `around` are those of the text's headings and title.
    """
    pairs = set(pairwise(told))
    return any(
        adjective not in told and adjective not in around and any((other, noun) in pairs for other in _opposites().get(adjective, ()))
        for adjective, noun in pairwise(asked)
    )


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _OPPOSED_TEXT.replace("\n", ";").split(";"):
        opposed = frozenset(terms(line, stop_words=False))
        for one in opposed:
            found[one] = found.get(one, frozenset()) | (opposed - {one})
    return found
