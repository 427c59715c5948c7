"""Parts that a text numbers under a name of its own, `Item 3. Fees`, `Условие 2`, `Q4.`, and where it names them again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from untuned.text.references.mentions import further
from untuned.text.references.nouns import END, NOUN, path_of
from untuned.text.regex import regex
from untuned.text.words import terms

_NUMBER = r"(?:\d{1,3}|[IVX]{1,5})"
_LABEL = regex(
    r"\n[ \t#>*_|•–-]{0,12}+(?P<noun>[A-ZА-ЯЁ][^\W\d_]{0,20}+)(?P<gap>[ \xa0]?)(?:№[ \xa0]?)?"
    rf"(?P<number>{_NUMBER})(?=[*_]{{0,2}}(?:[.:)](?:[\s*_]|$)|[ \xa0][–—-][ \xa0]|[ \t]*(?:\n|\Z)))"
)
_KNOWN = regex(NOUN, re.IGNORECASE)
_NO_PARTS = frozenset(("page", "стр", "страниц", "лист"))
"""What stands before a number on a page's edge."""
_FEWEST = 2
_MOST_NAMES = 100
"""Names of series that a text has; with more it is a list of something else."""
_SHORT = 3
_SAID = {"q": "question", "question": "q"}
"""What one name is said for another: `Q4`, `Question 4`."""
_COUNTED = regex(
    r"[ \xa0](?!(?:above|after|and|applies|apply|are|as|at|before|below|by|can|does|for|from|has|have|if|in|into|is|may"
    r"|must|of|on|or|says|shall|should|that|the|then|through|to|until|was|were|when|where|which|will|with|without"
    r"|в|во|выше|для|до|если|за|и|из|или|к|как|когда|на|ниже|не|о|об|от|по|при|с|со|то|у|что)\b)[a-zа-яё]"
)
"""What stands behind a number that counts something: `please note 2 keys`, `room 2 m high`."""
_YEAR = r"(?![ \xa0](?:of[ ])?(?:19|20)\d\d)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A part that is named with a number at [start, end) of a text; `name` is the stem of its name."""

    name: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """An expression at [start, end) that names such parts."""

    name: str
    numbers: tuple[int, ...]
    start: int
    end: int


def members(text: str) -> list[Member]:
    """The parts that lines begin with, where those of one name count on from 1 and each number comes once."""
    found: dict[str, list[Member]] = defaultdict(list)
    for match in _LABEL.finditer(f"\n{text}"):
        noun = match["noun"]
        if _KNOWN.fullmatch(noun) or (not match["gap"] and len(noun) > 1):
            continue
        one = Member(name=stem(noun), number=int(path_of(match["number"])[0]), start=match.start("noun") - 1, end=match.end() - 1)
        found[one.name].append(one)
    counting = [held for name, held in found.items() if name not in _NO_PARTS and _counts_on(held)]
    return sorted((one for held in counting[:_MOST_NAMES] for one in held), key=lambda one: one.start)


def _counts_on(held: Sequence[Member]) -> bool:
    return len(held) >= _FEWEST and [one.number for one in held] == list(range(1, len(held) + 1))


def uses(names: Collection[str], text: str) -> Iterator[Use]:
    """Where parts of these names are named in a text, in any form of their names: `items 2 and 4`, «вопросу 2»."""
    said = {other: name for name in names for other in (name, _SAID.get(name)) if other}
    for match in _pattern(said).finditer(text) if said else ():
        noun = match["noun"]
        name = said.get(stem(noun))
        if name is None or (len(noun) > 1 and not match["gap"]) or (len(noun) == 1 and not noun.isupper()):
            continue
        if noun.islower() and _COUNTED.match(text, match.end()):
            continue
        more, end = further(text, path_of(match["number"]), match.end(), shown=noun)
        numbers = [path_of(match["number"]), *more]
        if all(len(path) == 1 and path[0].isdigit() for path in numbers):
            yield Use(name=name, numbers=tuple(int(path[0]) for path in numbers), start=match.start(), end=end)


def _pattern(said: Mapping[str, str]) -> re.Pattern[str]:
    """Words that begin as one of the names does; of the names of a text, so that it is made anew for each."""
    begin = "|".join(sorted((re.escape(one[: max(_SHORT, len(one) - 2)]) for one in said), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<noun>(?:{begin})\w{{0,6}}?)(?P<gap>[ \xa0\n]?)(?:№[ \xa0]?|No\.[ ]?)?(?P<number>(?-i:{_NUMBER})){_YEAR}{END}",
        re.IGNORECASE,
    )


def stem(noun: str) -> str:
    """A name without what a case or a number adds to it."""
    return "".join(terms(noun.lower(), stop_words=False)[-1:]) or noun.lower()
