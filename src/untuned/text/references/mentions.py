"""Expressions that name numbered parts: `Sections 4 to 6`, `пп. 4.1, 4.3 и 5`, `paragraph (b) of Section 4.2`, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from untuned.text.references.foreign import OWN, Owned, owned
from untuned.text.references.nouns import (
    ATTACHED,
    END,
    NOUN,
    NUMBER,
    PART,
    SMALL,
    ReferenceKind,
    is_plural,
    is_roman,
    kind_of,
    normal,
    path_of,
)
from untuned.text.references.stems import in_russian, lowered, places_of
from untuned.text.regex import regex


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A numbered part as it is named: its kind, its number's steps, and how people read it."""

    kind: ReferenceKind
    path: tuple[str, ...]
    name: str
    noun: str
    roman: bool = False
    """True where the number is written in Roman numerals."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """An expression at [start, end) of a text that names parts of a document."""

    start: int
    end: int
    parts: tuple[Part, ...]
    within: Part | None = None
    """The part that they are parts of, as in "paragraph 2 of Schedule 1"."""
    listed: bool = False
    """Whether `within` only stands before them: "Article IV, Section 2" may be one part, or two of a list."""
    owner: Owned = OWN
    here: str = ""
    """Of "Section 4 of this Article", how the own part is called that they are parts of."""
    paragraph: int = 0
    """Of "the second paragraph of Section 4", «абзац второй пункта 4», which paragraph of the part is meant; 0 for all of it."""


_BLANKS = r"[ \xa0\n]{0,40}"
_SPACED = r"[ \xa0\n]{1,40}"
_SPACES = r"[ \xa0]{0,40}"
"""Blanks inside an expression: bounded, and never two runs with nothing certain between them, so that no page of blanks takes long."""
_LONGEST = 400
"""Characters behind a place in which an expression goes on."""
_LETTER = r"(?:[(«\"“][ ]?(?:[a-zа-я]|[ivx]{1,4}|\d{1,2})[ ]?[)»\"”]|(?<=[ \xa0])[a-zа-я]\))"
_ITEM_NOUN = (
    r"(?:(?:sub-?)?(?:paragraph|clause|section)s?|items?|points?|paras?\.?|letters?"
    r"|(?:под)?пункт(?:ами|ах|ам|ов|ом|а|е|у|ы)?|подп\.|пп?\.|лит(?:ер\w{1,3}|\.))"
)
_AND_ITEM = r"(?:,[ \xa0\n]{1,4}(?:(?:and|or|и|или)[ \xa0\n]{1,4})?|[ \xa0\n]{1,4}(?:and|or|и|или)[ \xa0\n]{1,4})"
_FIRST_ITEM = regex(
    rf"(?<![\w.]){_ITEM_NOUN}{_SPACES}(?P<item>{_LETTER})(?P<more>(?:{_AND_ITEM}{_LETTER}){{0,6}}){_BLANKS}"
    rf"(?:(?:of|in|to|из|в){_SPACED}(?:the[ ]{{1,40}})?)?\Z",
    re.IGNORECASE,
)
_ONE_ITEM = regex(_LETTER, re.IGNORECASE)
_LAST_ITEM = regex(rf",?{_BLANKS}{_ITEM_NOUN}{_SPACES}(?P<item>{_LETTER})", re.IGNORECASE)
_LOOSE_ITEM = regex(r"[ \xa0]?[(«\"“](?P<item>[a-zа-я]|[ivx]{1,4})[)»\"”]", re.IGNORECASE)
_NUMBER_HERE = regex(
    rf"(?<![\w.])(?P<noun>{NOUN}){_BLANKS}(?:(?<=[ \xa0\n])(?:с|со|from){_SPACED})?(?P<number>{NUMBER}){END}", re.IGNORECASE
)
_WORD_BEHIND = regex(r"[ \xa0][a-z]{2}")
_TWO = regex(r"(?:№[ \xa0]?)?(\d{1,2})[-‑](\d{1,2})")
_TO_ITEM = regex(rf"{_BLANKS}(?:[-–—]|through|to|по){_BLANKS}(?P<item>\([a-zа-я]\))", re.IGNORECASE)
_MORE_ITEMS = regex(rf"(?:,?{_BLANKS}(?:and|or|и|или)|,){_BLANKS}(?P<item>\([a-zа-я]{{1,4}}\))", re.IGNORECASE)
_RANGE = regex(
    rf"{_BLANKS}(?:through|thru|to|[-–—]|по){_BLANKS}(?:(?P<noun>{NOUN}){_SPACES})?(?P<number>{NUMBER})(?!\w|[.,]\d|[ \xa0]?%)",
    re.IGNORECASE,
)
_MORE = regex(
    rf"{_BLANKS}(?:,{_BLANKS}(?:(?:and|or|и|или){_BLANKS})?|(?:and/or|and|or|&|и|или|а[ ]также){_BLANKS})"
    rf"(?:(?P<noun>{NOUN}){_SPACES})?(?P<number>{NUMBER}){END}",
    re.IGNORECASE,
)
_OF = rf"(?:(?:of|in|to|к|из){_SPACED}(?:the[ ]{{1,40}})?|(?=[а-я]))"
_CONTAINER = regex(
    rf"{_SPACED}{_OF}(?:(?:{PART}){_SPACED}{NUMBER}{END}{_SPACED}{_OF})?(?P<noun>{NOUN}){_SPACES}(?P<number>{NUMBER}){END}",
    re.IGNORECASE,
)
_PART_BEFORE = regex(rf"(?<!\w)(?P<noun>{PART}){_SPACED}(?P<number>{NUMBER}){END}", re.IGNORECASE)
_PART_BEHIND = regex(rf"(?:,?{_SPACED}|[ \xa0]?\()(?P<noun>{PART}){_SPACED}(?P<number>{NUMBER}){END}", re.IGNORECASE)
_OF_WHICH = regex(rf"{_SPACED}{_OF}", re.IGNORECASE)
_HERE = regex(rf"{_SPACED}of{_SPACED}this{_SPACED}(?P<noun>article|chapter|part)\b", re.IGNORECASE)
_NTH_TEXT = "перв втор трет четв пят шест седьм восьм девят десят"
_NTH_RU, _NTH_EN = tuple(_NTH_TEXT.split()), ("first", "second", "third", "fourth", "fifth", "sixth")
_NTH_PARAGRAPH = regex(
    rf"(?<!\w)(?:абзац(?:ем|а|е|у)?[ \xa0](?P<behind>{'|'.join(_NTH_RU)})\w{{1,5}}{_SPACED}"
    rf"|(?P<before>{'|'.join(_NTH_RU)})\w{{1,5}}[ \xa0]абзац(?:ем|а|е|у)?{_SPACED}"
    rf"|(?P<english>{'|'.join(_NTH_EN)})[ \xa0](?:sub-?)?paragraph{_SPACED}(?:of|in){_SPACED}(?:the[ ])?)\Z",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters before an attachment in which its parts are named."""
_PAGE_LINE = regex(r"\b(?:page|стр(?:аница|\.))[ ]?\d{1,4}\b", re.IGNORECASE)
_NEXT_THING = regex(rf"{_BLANKS},{_BLANKS}(?!and\b|or\b|и\b|или\b)", re.IGNORECASE)
_LATIN = (
    *("§", "section", "sec.", "secs.", "art", "clause", "cl.", "paragraph", "para.", "paras", "para ", "appendi", "app.", "annex"),
    *("sched", "exh", "attachment", "chap", "tab", "fig", "step", "rule", "regulation"),
)
_STEMS = (*_LATIN, "разд", "параграф", "стат", "ст.", "пункт", "п.", "прил", "глав", "гл.", "табл", "рис", "шаг", "правил", "част", "ч.")
"""Each name in `NOUN` has one of them. They are as long, and as few, as can be: a text is looked through once for each."""
_SHORT = 3
_LONGEST_STEM = 12
_COMMA = regex(rf",{_SPACED}")
_DIVIDED = {"Article": ("Section", "§"), "Chapter": ("Section", "§", "Article"), "Part": ("Section", "§", "Article")}
"""What may number its parts anew, and how these are called."""
_MOST_OF_A_RANGE = 30
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", normal("абвгдежзиклмнопрстуфхцчшщэюя"))
"""In the writing in which steps are compared: English, Russian."""
_LONGEST_LIST = 30


def mentions(text: str, *, lower: str | None = None) -> Iterator[Mention]:
    """The expressions that name numbered parts, in order; what stands in a running header is none.

    `lower` is what `lowered` makes of the text, where that is known.
    """
    before, last = 0, None
    for start in _nouns(text, lower or lowered(text)):
        match = _NUMBER_HERE.match(text, start, start + _LONGEST) if start >= before else None
        if match is None or _is_no_name(text, match):
            continue
        found = _whole(text, match, before)
        before = max(found.end, match.end())
        if _in_page_line(text, match.start()):
            continue
        if last is not None and _goes_on(text, last, found):
            found = replace(found, within=last.parts[0], listed=found.parts[0].noun in _DIVIDED.get(last.parts[0].noun, ()))
        yield found
        last = found


def _is_no_name(text: str, match: re.Match[str]) -> bool:
    """True for `table1`, a name of code, for `TABLES`, a word that goes on, and for `§ A list`, a sign before an article."""
    noun, number = match["noun"], match["number"]
    if match.end("noun") == match.start("number") and noun.isascii() and noun.isalpha():
        return noun.islower() or number.isalpha()
    return noun[0] == "§" and number == "A" and _WORD_BEHIND.match(text, match.end()) is not None


def _nouns(text: str, lower: str | None) -> list[int]:
    """Where words begin that may be the name of a part."""
    stems = _STEMS if in_russian(lower or text) else _LATIN
    if lower is None:  # then the letter that a stem begins with may be a capital
        stems = [stem[1:] if len(stem) > _SHORT or stem.isalpha() else stem for stem in stems]
    found: set[int] = set()
    for at in places_of(stems, text if lower is None else lower):
        start = at
        while start > 0 and at - start < _LONGEST_STEM and (text[start - 1].isalpha() or text[start - 1] == "-"):
            start -= 1
        found.add(start)
    return sorted(found)


def _whole(text: str, match: re.Match[str], before: int) -> Mention:
    """The mention that begins with a noun and a number, with the items before it and all the numbers after it."""
    noun, start, end = match["noun"], match.start(), match.end()
    kind, shown = kind_of(noun)
    paths = [path_of(match["number"])]
    if is_plural(noun) and (two := _TWO.fullmatch(match["number"])) is not None:
        paths = _between((two[1],), (two[2],)) or paths
    item = _FIRST_ITEM.search(text, max(before, start - _NEAR), start)
    if item is not None:
        steps = [item["item"], *_ONE_ITEM.findall(item["more"])]
        paths, start = [(*paths[0], _step(step)) for step in steps], item.start()
    elif (behind := _LAST_ITEM.match(text, end, end + _LONGEST) or _LOOSE_ITEM.match(text, end)) is not None:
        paths, end = [(*paths[0], _step(behind["item"]))], behind.end()
    more, end = further(text, paths[-1], end, shown=shown)
    roman = is_roman(match["number"])
    parts = tuple(Part(kind=kind, path=path, name=name_of(shown, path), noun=shown, roman=roman) for path in (*paths, *more))
    if kind in ATTACHED and len(parts) == 1 and (divided := _divided(text, before, start, end)) is not None:
        start, end, steps, noun = divided
        named = tuple(Part(kind="part", path=path, name=name_of(noun, path), noun=noun) for path in steps)
        return Mention(start=start, end=end, parts=named, within=parts[0], owner=owned(text, start, end))
    behind_it = None if kind in ATTACHED else _CONTAINER.match(text, end, end + _LONGEST)
    within, end = (None, end) if behind_it is None else (_part(behind_it), behind_it.end())
    if within is not None and len(parts) == 1 and behind_it is not None and _is_smaller(behind_it["noun"], noun):
        parts, within = (within,), parts[0]
    here = _HERE.match(text, end, end + _LONGEST)
    own = "" if here is None else here["noun"].capitalize()
    nth = _NTH_PARAGRAPH.search(text, max(before, start - _NEAR), start) if len(parts) == 1 and _has_nth(text, start) else None
    begin, paragraph = (start, 0) if nth is None else (nth.start(), _nth(nth))
    owner = owned(text, start, end)
    return Mention(start=begin, end=end, parts=parts, within=within, owner=owner, here=own, paragraph=paragraph)


def _has_nth(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start].lower()
    return "абзац" in before or "paragraph" in before


def _nth(match: re.Match[str]) -> int:
    said = (match["behind"] or match["before"] or match["english"]).lower()
    return (_NTH_EN if match["english"] else _NTH_RU).index(said) + 1


def _divided(text: str, before: int, start: int, end: int) -> tuple[int, int, list[tuple[str, ...]], str] | None:
    """Where the parts of an attachment at [start, end) are named with it, from "Part" on; with their paths and how they are called."""
    for match in _PART_BEFORE.finditer(text, max(before, start - _NEAR), start):
        noun = "Part" if match["noun"].isascii() else "часть"
        first = path_of(match["number"])
        more, last = further(text, first, match.end(), shown="")
        joined = _OF_WHICH.match(text, last)
        if joined is not None and joined.end() == start:
            return match.start(), end, [first, *more], noun
    behind = _PART_BEHIND.match(text, end, end + _LONGEST)
    if behind is None:
        return None
    return start, behind.end(), [path_of(behind["number"])], "Part" if behind["noun"].isascii() else "часть"


def name_of(shown: str, path: Sequence[str]) -> str:
    """A part as people read it: `Section 4.2(b)`."""
    number = ".".join(step.upper() if len(step) == 1 else step for step in path if step[0] != "(")
    return f"{shown} {number[:1].upper()}{number[1:]}{''.join(step for step in path if step[0] == '(')}".replace("§ ", "§")


def further(text: str, last: tuple[str, ...], end: int, *, shown: str) -> tuple[list[tuple[str, ...]], int]:
    """The paths of a list or a range behind a first number that ends at `end`, and where the last of them ends.

    `shown` is how the parts are called.
    """
    found: list[tuple[str, ...]] = []
    while len(found) < _LONGEST_LIST:
        limit = end + _LONGEST
        if (
            last[-1][0] == "("
            and (to := _TO_ITEM.match(text, end, limit)) is not None
            and (letters := _letters(last[-1], _step(to["item"])))
        ):
            last, end = (*last[:-1], letters[-1]), to.end()
            found += [(*last[:-1], letter) for letter in letters]
        elif (item := _MORE_ITEMS.match(text, end, limit)) is not None and last[-1][0] == "(":
            last, end = (*last[:-1], _step(item["item"])), item.end()
            found.append(last)
        elif (
            (to := _RANGE.match(text, end, limit)) is not None
            and _same(to, shown)
            and (between := _between(last, path_of(to["number"]), russian=not shown.isascii()))
        ):
            found += between[1:]
            last, end = between[-1], to.end()
        elif (more := _MORE.match(text, end, limit)) is not None and _same(more, shown, text[end : more.start("number")]):
            last, end = path_of(more["number"]), more.end()
            found.append(last)
        else:
            break
    return found, end


def _letters(first: str, last: str) -> list[str]:
    """The items after one and up to another: (b), (c) and (d) after (a)."""
    if len(first) != 3 or len(last) != 3 or not (first[1].isascii() and last[1].isascii() and first[1].isalpha()):
        return []
    return [f"({chr(code)})" for code in range(ord(first[1]) + 1, ord(last[1]) + 1)]


def _same(match: re.Match[str], shown: str, between: str = "") -> bool:
    """True where a further number has no noun of its own, or the same one and is not merely the next thing that is named."""
    return match["noun"] is None or (kind_of(match["noun"])[1] == shown and not _NEXT_THING.match(between))


def _between(first: tuple[str, ...], last: tuple[str, ...], *, russian: bool = False) -> list[tuple[str, ...]]:
    """The paths from one to another that differ in their last number alone; none where they do not."""
    if len(first) != len(last) or first[:-1] != last[:-1]:
        return []
    if len(first) == 1 and len(first[0]) == len(last[0]) == 1 and first[0].isalpha() and last[0].isalpha():
        alphabet = _ALPHABETS[russian]
        low, high = alphabet.find(first[0]), alphabet.find(last[0])
        return [(letter,) for letter in alphabet[low : high + 1]] if 0 <= low < high else []
    if not (first[-1].isdigit() and last[-1].isdigit()):
        return []
    low, high = int(first[-1]), int(last[-1])
    return [(*first[:-1], str(number)) for number in range(low, high + 1)] if low < high <= low + _MOST_OF_A_RANGE else []


def _part(match: re.Match[str]) -> Part:
    kind, shown = kind_of(match["noun"])
    path = path_of(match["number"])
    return Part(kind=kind, path=path, name=name_of(shown, path), noun=shown, roman=is_roman(match["number"]))


def _is_smaller(noun: str, before: str) -> bool:
    """True for the second noun of `ст. 14 ч. 2`: an abbreviation, which has no case to say what is whose part."""
    return noun.endswith(".") and kind_of(noun)[1] in SMALL and kind_of(before)[1] not in SMALL


def _goes_on(text: str, last: Mention, found: Mention) -> bool:
    """True for "Schedule 1, paragraph 2", and for "Section C, paragraph 2"."""
    holds, held = last.parts[-1], found.parts[0]
    one = len(last.parts) == 1 and last.owner.owner == "own"
    return (
        (
            holds.kind in ATTACHED
            or (one and ((held.noun in SMALL and holds.noun not in SMALL) or held.noun in _DIVIDED.get(holds.noun, ())))
        )
        and held.kind == "clause"
        and found.within is None
        and not _is_elsewhere(held.path, holds)
        and _COMMA.fullmatch(text, last.end, found.start) is not None
    )


def _is_elsewhere(path: Sequence[str], holds: Part) -> bool:
    """True for 2.1 behind "Section 4,": a number of several steps that begins otherwise is of another one."""
    return holds.noun in ("Section", "раздел") and len(path) > 1 and path[1][0] != "(" and path[0] != holds.path[0]


def _in_page_line(text: str, at: int) -> bool:
    """True in a short line that counts pages: a running header or footer."""
    start, end = text.rfind("\n", max(0, at - 150), at) + 1, text.find("\n", at, at + 150)
    if (start == 0 and at > 150) or end < 0:
        return False
    return _PAGE_LINE.search(text, start, end) is not None and not text[start:end].rstrip().endswith(";")


def _step(item: str) -> str:
    return f"({normal(item.strip(' ()«»“”' + chr(34)))})"
