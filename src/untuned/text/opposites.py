"""Adjectives that rule each other out: what a text says of the new tariff is nothing of the old one. English and Russian."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from untuned.text.words import terms

_OPPOSED_TEXT = """
old new; former current; previous next; upper lower; left right; internal external; indoor outdoor; inner outer; minimum maximum
spring summer autumn winter; fall winter spring summer; single double triple quadruple; small large; small big
beginner intermediate advanced; domestic international; incoming outgoing; male female; junior senior; hot cold; front rear
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
        any((other, noun) in pairs for other in _opposites().get(adjective, ()))
        and not any(word in told or word in around for word in _alike(adjective))
        for adjective, noun in pairwise(asked)
    )


def _alike(adjective: str) -> Iterator[str]:
    """It and those that rule out the same, and so say the same: `fall` and `autumn`, `big` and `large`."""
    return (word for word, opposed in _opposites().items() if opposed == _opposites()[adjective])


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _OPPOSED_TEXT.replace("\n", ";").split(";"):
        opposed = frozenset(terms(line, stop_words=False))
        for one in opposed:
            found[one] = found.get(one, frozenset()) | (opposed - {one})
    return found
