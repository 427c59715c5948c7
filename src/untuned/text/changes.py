"""What changed between two texts: line by line, and within a changed line word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.text.regex import regex

_TOKENS = regex(r"\w+|[^\w\s]")
_MOST_TOKENS = 600
"""Of one text in a comparison by words; a longer one has changed as a whole."""
_MOST_PAIRED = 40
"""Lines on one side of a change that are told which belongs to which."""
_ALIKE = 0.5
"""Lines that share a smaller part of their words and signs are two lines rather than one that changed."""
_LONGEST_COMPARED = 500

Part = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line as it was and as it is; None where there was, or is, none. Numbers begin with 1."""

    kind: Literal["same", "gone", "new", "changed"]
    old: str | None = None
    new: str | None = None
    old_line: int | None = None
    new_line: int | None = None
    old_parts: tuple[Part, ...] = ()
    """[start, end) of what went, for a changed line."""
    new_parts: tuple[Part, ...] = ()


def rows(before: str, after: str, *, context: int = 3) -> list[list[Row]]:
    """The places that changed, each as its lines with `context` unchanged ones around it."""
    old, new = before.removesuffix("\n").split("\n"), after.removesuffix("\n").split("\n")
    matcher = difflib.SequenceMatcher(None, old, new)
    return [
        [row for tag, *place in group for row in _rows(tag, old, new, (place[0], place[1], place[2], place[3]))]
        for group in matcher.get_grouped_opcodes(context)
    ]


def changed_parts(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """[start, end) of what went from one short text, and of what came into the other; whole words and signs."""
    old, new = list(_TOKENS.finditer(before)), list(_TOKENS.finditer(after))
    if len(old) > _MOST_TOKENS or len(new) > _MOST_TOKENS:
        return ((0, len(before)),), ((0, len(after)),)
    matcher = difflib.SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return _joined(old, [(step[1], step[2]) for step in steps], before), _joined(new, [(step[3], step[4]) for step in steps], after)


def _joined(tokens: Sequence[re.Match[str]], places: Sequence[Part], text: str) -> tuple[Part, ...]:
    """Stretches of tokens as stretches of the text; what only white space parts is one."""
    found: list[Part] = []
    for first, last in places:
        if first == last:
            continue
        start, end = tokens[first].start(), tokens[last - 1].end()
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _rows(tag: str, old: Sequence[str], new: Sequence[str], place: tuple[int, int, int, int]) -> Iterator[Row]:
    i, i_end, j, j_end = place
    if tag == "equal":
        for k in range(i_end - i):
            yield Row(kind="same", old=old[i + k], new=new[j + k], old_line=i + k + 1, new_line=j + k + 1)
        return
    for one, other in _pairs(old[i:i_end], new[j:j_end]):
        yield _row(old, new, None if one is None else i + one, None if other is None else j + other)


def _row(old: Sequence[str], new: Sequence[str], i: int | None, j: int | None) -> Row:
    if i is None or j is None:
        if j is not None:
            return Row(kind="new", new=new[j], new_line=j + 1)
        assert i is not None
        return Row(kind="gone", old=old[i], old_line=i + 1)
    went, came = changed_parts(old[i], new[j])
    return Row(kind="changed", old=old[i], new=new[j], old_line=i + 1, new_line=j + 1, old_parts=went, new_parts=came)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which line became which, in order: the pairs that are most alike together. Where there are many, none is told."""
    if max(len(old), len(new)) > _MOST_PAIRED:
        yield from ((i, None) for i in range(len(old)))
        yield from ((None, j) for j in range(len(new)))
        return
    best = _likenesses(old, new)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield i, None
            i += 1
        elif j < len(new) and (i == len(old) or best[i][j] == best[i][j + 1]):
            yield None, j
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likenesses(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """The most likeness together of the pairs from each place on."""
    counted_old, counted_new = ([Counter(_TOKENS.findall(line[:_LONGEST_COMPARED])) for line in lines] for lines in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            alike = _alike(counted_old[i], counted_new[j])
            paired = best[i + 1][j + 1] + alike if alike >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words and signs, in [0, 1], that two lines have in common; two empty ones are alike."""
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 1.0
