"""A text's headings and numbered parts, and the passage that each names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from operator import attrgetter, itemgetter

from untuned.ingest.references.captions import end_of_figure, end_of_table
from untuned.ingest.references.divisions import divisions
from untuned.ingest.references.listed import FARTHEST, LINE_START, Listed
from untuned.ingest.references.runs import SHOWN, Heading, Placed, as_letters, in_series, is_inside, main_run, marks, without_contents
from untuned.text.headings import heading_text, plain
from untuned.text.references.labels import Label, each_label
from untuned.text.references.marks import anchors, slug
from untuned.text.references.mentions import Mention, Part, mentions
from untuned.text.references.nouns import ATTACHED, SMALL, split
from untuned.text.references.stems import lowered
from untuned.text.regex import regex
from untuned.types.documents import Block
from untuned.types.references import Place

LONGEST = 1_200
"""Characters of a passage that a reference leads to; what is longer is cut."""
_MOST_LABELS = 20_000
_TITLE = 200
_BEFORE = 200
"""Labels that are looked through for the one that an offset stands in."""
_NOWHERE = Place(status="unresolved")
_AMBIGUOUS = Place(status="ambiguous")
_POINTING = regex(r"\b(?:см|ср|напр|cf|e\.g|i\.e|see)[.:][ \xa0]+\Z", re.IGNORECASE)
_NEXT_MARK = regex(r"\n[ \t>]*[-*+•][ \t]*\Z")
"""The bullet of the item behind a part."""
_start = attrgetter("start")


class Outline:
    """The parts of one text. Made once for a version; every look-up costs little."""

    def __init__(self, text: str, blocks: Sequence[Block], *, longest: int = LONGEST) -> None:
        self.text = text
        self._longest = longest
        self._blocks = blocks
        self._parts: dict[tuple[Part, int | None, int | None, Part | None], Place] = {}
        self._ends: dict[int, int] = {}

    @cached_property
    def lower(self) -> str | None:
        """The text as `lowered` gives it."""
        return lowered(self.text)

    @cached_property
    def title(self) -> str:
        """The first heading's words; "" where there is none."""
        first = next((block for block in self._blocks if block.kind == "heading"), None)
        return "" if first is None else heading_text(self.text[first.start : first.end][:_TITLE])

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, in order."""
        marks = (block for block in self._blocks if block.kind == "heading")
        found = ((mark, heading_text(self.text[mark.start : mark.end][:_TITLE])) for mark in marks)
        return [Heading(start=mark.start, end=mark.end, level=max(mark.level, 1), title=title) for mark, title in found]

    # -- by words ------------------------------------------------------------------------------------

    def anchored(self, anchor: str) -> Place:
        """The section that a link's anchor names; without one, the beginning of the text."""
        if not anchor:
            return self.opening()
        at = self._anchors.get(anchor, self._anchors.get(anchor.lower()))
        return _NOWHERE if at is None else self.section(at)

    def titled(self, title: str) -> Place:
        """The section whose heading says just this."""
        at = self._titles.get(plain(title), ())
        return _NOWHERE if not at else _AMBIGUOUS if len(at) > 1 else self.section(at[0])

    def opening(self) -> Place:
        """The beginning of the text, below its front matter."""
        start = next((block.start for block in self._blocks if block.kind not in ("matter", "markup")), 0)
        return self.passage(start, len(self.text))

    @cached_property
    def _anchors(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for mark in anchors(self.text) if self.headings else ():
            found.setdefault(mark.value, self._heading_at(mark.start))
        seen: Counter[str] = Counter()
        for heading in self.headings:
            name = slug(heading.title)
            found.setdefault(f"{name}-{seen[name]}" if seen[name] else name, heading.start)
            seen[name] += 1
        return found

    def _heading_at(self, offset: int) -> int:
        """The heading that an anchor stands in or right before, or where the anchor stands."""
        at = bisect_right(self.headings, offset, key=_start) - 1
        if at >= 0 and offset < self.headings[at].end:
            return self.headings[at].start
        if at + 1 < len(self.headings) and self.headings[at + 1].start - offset < 80:
            return self.headings[at + 1].start
        return offset

    @cached_property
    def _titles(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for heading in self.headings:
            found[plain(heading.title)].append(heading.start)
            bare = plain(_NUMBERED.sub("", heading.title))
            if bare and bare != plain(heading.title):
                found[bare].append(heading.start)
        for label in self.labels if not self.headings else ():
            line = self.text[label.end : label.end + _TITLE].split("\n", 1)[0]
            if label.line_start and len(line) < 80:
                found[plain(line)].append(label.start)
        found.pop("", None)
        return found

    def section(self, start: int) -> Place:
        """From a heading to the next one of its level or above."""
        at = bisect_left(self.headings, start, key=_start)
        if at == len(self.headings) or self.headings[at].start != start:
            nth = bisect_left(self._label_starts, start)
            labelled = self._label_starts[nth : nth + 1] == [start]
            return self.passage(start, self._end_of(self.labels[nth]) if labelled else start + LONGEST)
        level = self.headings[at].level
        end = next((one.start for one in self.headings[at + 1 : at + LONGEST] if one.level <= level), len(self.text))
        return self.passage(start, end)

    # -- by numbers ----------------------------------------------------------------------------------

    def part(self, part: Part, *, at: int | None = None, within: Part | None = None) -> Place:
        """The passage that a part's number names, as a mention at an offset means it (None: one in another document)."""
        region = self._region_of(at) if at is not None else None
        own = self._own(at) if at is not None and (within or part).noun in SMALL else None
        key = (part, region, None if own is None else own.start, within)
        known = self._parts.get(key)
        if known is None:
            known = self._parts[key] = self._part(part, region, own, at=at, within=within)
        return known

    def _part(self, part: Part, region: int | None, own: Placed | None, *, at: int | None, within: Part | None) -> Place:
        if within is not None:
            held = self.part(within, at=at)
            if held.status != "resolved":
                return held
            return self._inside(part, self._label_at(held.start))
        number, steps = split(part.path)
        if own is not None and len(number) == 1:
            found = self._inside(replace(part, kind="clause"), own, exact=True)
            if found.status == "resolved":
                return found
        found = self._best(part, number, region)
        if isinstance(found, Place) and number[-1].isalpha() and len(number) > 1:  # `Part III.B`, where B stands in III
            found, steps = self._best(part, number[:1], region), (f"({number[-1]})", *steps)
        if isinstance(found, Place):
            return found
        end = self._end_of(found)
        rest = steps[len(found.items) :] if steps[: len(found.items)] == found.items else steps
        return self._item(found.start + (found.end - found.start), end, rest) if rest else self.passage(found.start, end)

    def _own(self, at: int) -> Placed | None:
        """The section or article that an offset stands in; None where it stands in none."""
        behind = bisect_right(self._label_starts, at)
        for one in reversed(self.labels[max(0, behind - _BEFORE) : behind]):
            if (one.noun and one.noun not in SMALL) or one.level:
                if one.start not in self._ends:
                    self._ends[one.start] = self._end_of(one)
                return one if self._ends[one.start] > at else None
        return None

    def is_label(self, start: int, end: int) -> bool:
        """True where a part's own label overlaps [start, end): there it is named, not referred to."""
        at = bisect_right(self._all_starts, start) - 1
        return any(one.noun and start < one.end <= end + 1 for one in self._all[max(at, 0) : at + 1])

    @cached_property
    def _all(self) -> list[Placed]:
        """Every label that the text seems to have, also those of its table of contents."""
        found: list[Placed] = []
        plain = False
        starts = [heading.start for heading in self.headings]
        for label in each_label(self.text):
            start = label.start + len(self.text[label.start : label.end]) - len(self.text[label.start : label.end].lstrip())
            at = bisect_right(starts, start) - 1
            heading = self.headings[at] if at >= 0 and start < self.headings[at].end else None
            line_start = LINE_START.search(self.text, max(0, label.start - 20), start + marks(self.text, start)) is not None
            if not self._may_begin(label, start, line_start=line_start or heading is not None):
                continue
            plain = plain or (line_start and not label.closed)
            found.append(
                Placed(
                    kind=label.kind,
                    noun=label.noun,
                    number=label.number,
                    items=label.items,
                    start=heading.start if heading is not None else start,
                    end=label.end,
                    level=heading.level if heading is not None else 0,
                    line_start=line_start or heading is not None,
                    bracketed="(" in self.text[label.start : start + 1] or (plain and label.closed),
                    roman=label.roman,
                )
            )
            if len(found) == _MOST_LABELS:
                break
        return found

    def _may_begin(self, label: Label, start: int, *, line_start: bool) -> bool:
        """False for a letter without a dot, for a number that a reference ends with ("subject to п. 2.7. Работа"), and behind `см.`."""
        if label.noun and not line_start and _POINTING.search(self.text, max(0, start - 10), start):
            return False
        if not label.noun and self.text[label.end - 1].isalpha() and self.text[label.end : label.end + 1] not in (".", ")"):
            return False
        if line_start:
            return True  # mentions, the dearest part of an outline, are not looked for
        at = bisect_right(self._mentioned, start, key=_start) - 1
        return at < 0 or start >= self._mentioned[at].end or self._mentioned[at].start == start

    @cached_property
    def _mentioned(self) -> list[Mention]:
        return list(islice(mentions(self.text, lower=self.lower), _MOST_LABELS))

    @cached_property
    def mentions(self) -> list[Mention]:
        """The expressions that name numbered parts, but for the labels of those."""
        return [one for one in self._mentioned if not self.is_label(one.start, one.end)]

    @cached_property
    def _all_starts(self) -> list[int]:
        return [one.start for one in self._all]

    @cached_property
    def labels(self) -> list[Placed]:
        """The labels of its parts, in order."""
        return in_series(without_contents(as_letters(self._all), self.text))

    @cached_property
    def _by_number(self) -> dict[tuple[str, ...], list[Placed]]:
        found: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
        for label in self.labels:
            found[label.number].append(label)
        return found

    @cached_property
    def _regions(self) -> list[Placed]:
        """The labels of attachments, each of which begins a part that numbers anew."""
        return [one for one in self.labels if one.kind in ATTACHED and one.line_start]

    @cached_property
    def _region_starts(self) -> list[int]:
        return [one.start for one in self._regions]

    def _region_of(self, offset: int) -> int:
        """0 for the body, else the number of the attachment."""
        return bisect_right(self._region_starts, offset)

    @cached_property
    def _main(self) -> frozenset[int]:
        """Where the top numbers of each region's main counting stand."""
        regions: dict[int, list[Placed]] = defaultdict(list)
        for label in self.labels:
            if label.kind in (None, "clause") and len(label.number) == 1:
                regions[self._region_of(label.start)].append(label)
        return frozenset(start for labels in regions.values() for start in main_run(labels))

    def _best(self, part: Part, number: tuple[str, ...], region: int | None) -> Placed | Place:
        """The one label that is meant, or why none can be told."""
        pool = [one for one in self._by_number.get(number, ()) if one.counts_as(part.kind) and not self._is_list_item(one, part)]
        if part.kind == "clause":
            pool = self._of_region(pool, region)
        if part.kind == "part" and not part.roman:
            pool = [one for one in pool if one.noun]
        if not pool:
            return _NOWHERE
        ranked = sorted(pool, key=lambda one: self._rank(one, part), reverse=True)
        if len(ranked) > 1 and self._rank(ranked[0], part) == self._rank(ranked[1], part):
            return _AMBIGUOUS
        return ranked[0]

    def _is_list_item(self, label: Placed, part: Part) -> bool:
        """True for the number of a list's item, where a section, an article or a chapter is meant."""
        if label.bracketed and part.noun not in SMALL:
            return True
        if label.noun or label.level or len(label.number) > 1 or part.noun in ("Clause", *SMALL):
            return False
        if part.kind == "clause" and (*label.number, "1") in self._by_number and label.start in self._main:
            return False  # a contract's sections are written as a list's items too, and then they have parts of their own
        at = bisect_right(self._blocks, label.end, key=_start) - 1
        return part.kind == "chapter" or (at >= 0 and self._blocks[at].kind == "item")

    def _of_region(self, pool: list[Placed], region: int | None) -> list[Placed]:
        """Those of the mention's own region; else those of the body; else all."""
        for wanted in dict.fromkeys((region or 0, 0)):
            held = [one for one in pool if self._region_of(one.start) == wanted]
            if held:
                return held
        return pool

    def _rank(self, label: Placed, part: Part) -> tuple[bool, ...]:
        return (
            label.line_start,
            label.noun == part.noun or (not label.noun and part.kind == "clause" and part.noun not in _ARTICLES),
            label.roman is part.roman,
            label.start in self._main if len(label.number) == 1 else self._follows_its_parent(label),
            label.level > 0,
        )

    def _follows_its_parent(self, label: Placed) -> bool:
        """True for 4.2 that stands between the main 4 and the main 5, or where the text has no such numbers."""
        parents = [one for one in self._by_number.get(label.number[:1], ()) if one.start in self._main]
        if not parents:
            return True
        at = bisect_right(self._tops, label.start, key=itemgetter(0)) - 1
        return at >= 0 and self._tops[at][1] == label.number[:1]

    @property
    def main(self) -> list[Placed]:
        """The labels of the main counting, in order."""
        return [one for one in self.labels if one.start in self._main]

    @cached_property
    def _tops(self) -> list[tuple[int, tuple[str, ...]]]:
        """(offset, number) of the main counting, in order."""
        return [(one.start, one.number) for one in self.main]

    @cached_property
    def _label_starts(self) -> list[int]:
        return [one.start for one in self.labels]

    def whole(self, label: Placed) -> Place:
        """The part that a label begins."""
        return self.passage(label.start, self._end_of(label))

    def numbered(self, path: tuple[str, ...]) -> Sequence[Placed]:
        """The labels of just this number."""
        return self._by_number.get(path, ())

    def _label_at(self, start: int) -> Placed:
        return self.labels[bisect_left(self._label_starts, start)]

    def _inside(self, part: Part, held: Placed, *, exact: bool = False) -> Place:
        """A part of a part: "paragraph 2 of Schedule 1", "пункт 2 статьи 5" (which may be numbered 5.2, where not `exact`)."""
        end = self._end_of(held)
        if part.kind == "part" and held.kind in ATTACHED:
            places = divisions(self.text, part.path, behind=held.end, whole=(held.start, end))
            return self.passage(*places[0]) if len(places) == 1 else _AMBIGUOUS if places else _NOWHERE
        number, steps = split(part.path)
        part = replace(part, kind="clause") if part.kind == "part" else part
        inside = [
            one
            for one in self.labels[bisect_right(self._label_starts, held.start) : bisect_left(self._label_starts, end)]
            if (one.number == number or (not exact and one.number == (*held.number, *number)))
            and (one.counts_as(part.kind) or (part.kind == "step" and not one.noun))
        ]
        inside = [one for one in inside if one.line_start] or inside
        if not inside:
            return self._item(held.end, end, tuple(f"({step})" for step in number)) if len(number) == 1 else _NOWHERE
        if len(inside) > 1:
            return _AMBIGUOUS
        limit = min(self._end_of(inside[0]), end)
        return self._item(inside[0].end, limit, steps) if steps else self.passage(inside[0].start, limit)

    def _end_of(self, label: Placed) -> int:
        """Where the part of a label ends: at the next label of its level or above."""
        if label.kind in SHOWN:
            return end_of_figure(self.text, label.end) if label.kind == "figure" else end_of_table(self.text, label.end)
        farthest = min(label.start + FARTHEST, len(self.text))
        for nth in range(bisect_right(self._label_starts, label.start), len(self.labels)):
            one = self.labels[nth]
            if one.start >= farthest or not is_inside(one, label):
                return min(one.start, farthest)
        return farthest

    def _item(self, start: int, end: int, steps: Sequence[str]) -> Place:
        """The item of a clause that the steps lead to, one inside the other."""
        found = self._listed.item(start, end, steps)
        return self.passage(*found) if found is not None else _NOWHERE

    @cached_property
    def _listed(self) -> Listed:
        return Listed(self.text, self._all, self._mentioned)

    def passage(self, start: int, end: int) -> Place:
        """[start, end) as a reference leads to it: bounded, and without the blanks at its end."""
        end = min(end, start + self._longest, len(self.text))
        kept = _NEXT_MARK.sub("", self.text[start:end]).rstrip()
        return Place(status="resolved", start=start, end=start + len(kept)) if kept else _NOWHERE


_ARTICLES = ("Article", "статья")
_NUMBERED = regex(r"\A(?:[\w§№]+[ ])?[\dIVX]+(?:\.\d+)*[.):]?[ ]+")
