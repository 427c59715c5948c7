"""What rests on texts that are not any more what they were: answers, questions, documents, and whatever leans on a section.

A passage is looked for again before it counts as changed: moved within its document, renamed with it, or taken into another document
word for word, it still says what it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.questions.evidence import standing
from untuned.evaluation.questions.likeness import nearest, section
from untuned.evaluation.questions.places import Held, Place, whole_places
from untuned.index.standing import succeeded_on
from untuned.text.changes import rows
from untuned.text.lines import line_of
from untuned.types.documents import Metadata, Version
from untuned.types.lineage import Lean, Moved, Side, Stale, StaleReport, Subject
from untuned.types.measures import Evidence
from untuned.types.versions import DATES_TOLD, SUCCEEDED

LEANS_ON = "leans_on"
"""The name in front matter below which a document says what it leans on: paths, each with `#` and a heading where a section is meant."""

_FIRM = ("declared", "confirmed")
_LEAST_TELLING = 40
"""Characters of a passage that is known again in another document."""
_MOST_DECLARED = 100
_LONGEST_TARGET = 1_000
_MOST_SHOWN = 1_500
"""Characters of a section's difference that are shown."""
_MOST_VERSIONS = 50
"""Of another document, among which the first that has a passage is looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resting:
    """A subject with what it quotes and leans on."""

    subject: Subject
    text: str
    """What people know it by."""
    quotes: tuple[Evidence, ...] = ()
    leans: tuple[Lean, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One look at everything; what was told of a passage is not told again."""

    archive: Archive
    today: date
    told: dict[tuple[int | None, str, int, int], tuple[Moved | None, bool]] = field(
        default_factory=dict[tuple[int | None, str, int, int], tuple[Moved | None, bool]]
    )


def stale(resting: Iterable[Resting], *, archive: Archive, today: date) -> StaleReport:
    """The subjects that quote or lean on what changed, was removed, has ended or was superseded, each with the old passage and the new.

    Rejected and proposed leans count for nothing. A settlement counts as long as the passage that was seen with it stands.

    Args:
        resting: The subjects; those of one document next to each other cost least.
        archive: The documents as somebody may read them; its search finds passages that another document took in.
        today: The day against which ends and successions are held.
    """
    look = _Look(archive, today)
    found: list[Stale] = []
    checked = reanchored = 0
    for one in resting:
        checked += bool(one.quotes or one.leans)
        settled = {lean.path: lean.version for lean in one.leans if lean.status == "settled"}
        moved: list[Moved] = []
        for quote in one.quotes:
            told, again = _of_quote(look, quote)
            reanchored += again
            if told is not None and not _is_settled(look, told, settled):
                moved.append(told)
        leaning = (_of_lean(look, lean) for lean in one.leans if lean.status in (*_FIRM, "purged"))
        moved += [told for told in leaning if told is not None and not _is_settled(look, told, settled)]
        if moved:
            found.append(Stale(subject=one.subject, text=one.text, moved=tuple(dict.fromkeys(moved))))
    return StaleReport(stale=tuple(found), checked=checked, reanchored=reanchored)


def declared(version: Version, archive: Archive) -> list[Lean]:
    """What a document's front matter says that it leans on, each with the version of the other that was there when it said so.

    Of one whose versions were all purged, that alone is told; a path that no document ever had is passed over.
    """
    subject = Subject(kind="document", id=version.path)
    found: list[Lean] = []
    for target in targets(version.metadata):
        path, _, heading = target.partition("#")
        known = archive.known(path)
        if known is None:
            continue
        others = [other for other in known if _order(other) <= _order(version)] or known[:1]
        if others:
            found.append(Lean(subject=subject, path=path, heading=heading, version=others[-1].id, status="declared"))
        else:
            found.append(Lean(subject=subject, path=path, status="purged"))
    return found


def targets(metadata: Metadata) -> list[str]:
    """What metadata name below `leans_on`: one path, several between commas, or a list."""
    value = metadata.get(LEANS_ON)
    named = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [part.strip()[:_LONGEST_TARGET] for part in named if isinstance(part, str) and part.strip()][:_MOST_DECLARED]


def has_heading(held: Held, heading: str) -> bool:
    """True when a document has such a section."""
    return section(held, heading) is not None


# -- quotes --------------------------------------------------------------------------------------------


def _of_quote(look: _Look, quote: Evidence) -> tuple[Moved | None, bool]:
    """What became of a quoted passage, None where it says what it said; and whether it stands elsewhere now."""
    key = (quote.version, quote.path, quote.start, quote.end)
    if key not in look.told:
        look.told[key] = _told_of_quote(look, quote)
    return look.told[key]


def _told_of_quote(look: _Look, quote: Evidence) -> tuple[Moved | None, bool]:
    before = None if quote.version is None else look.archive.held(quote.version)
    if before is None:  # never found, purged, or not for this reader: nothing can be held against it
        return None, False
    now = standing(quote, archive=look.archive)
    if now.status in ("found", "moved") and now.version is not None:
        held = look.archive.held(now.version)
        return (None if held is None else _of_time(look, held, _side(before, (quote.start, quote.end)))), now.status == "moved"
    place = _unit(before, quote)
    if _taken_in(look, before, place):
        return None, True
    current = look.archive.current(before.version.path)
    return _changed(look, before, place, current), False


def _unit(held: Held, quote: Evidence) -> Place:
    """The whole sentences around a quote."""
    first, last = held.unit(quote.start, quote.end)
    return min(first, quote.start), max(last, quote.end)


def _changed(look: _Look, before: Held, place: Place, current: Held | None) -> Moved:
    old = _side(before, place)
    if current is None:
        return Moved(cause="removed", path=before.version.path, old=old, day=_day(before.version))
    found = nearest(current, before.text[place[0] : place[1]])
    new = None if found is None else _side(current, found)
    return Moved(
        cause="changed",
        path=current.version.path,
        old=old,
        new=new,
        day=_begins(current.version),
        changed_on=_changed_on(look, before, before.text[place[0] : place[1]]),
    )


def _of_time(look: _Look, held: Held, old: Side) -> Moved | None:
    """What became of a document whose words are as they were: it ended, or another one took its place."""
    version = held.version
    if version.effective_to is not None and version.effective_to < look.today:
        return Moved(cause="ended", path=version.path, old=old, day=version.effective_to)
    day = succeeded_on(version)
    if day is None or day > look.today:
        return None
    mark = version.metadata.get(SUCCEEDED)
    by = str(mark.get("by")) if isinstance(mark, dict) else ""
    newer = look.archive.current(by)
    if newer is not None and whole_places(newer, old.text):
        return None  # the newer document says the same
    found = None if newer is None else nearest(newer, old.text)
    new = None if newer is None or found is None else _side(newer, found)
    return Moved(cause="succeeded", path=version.path, old=old, new=new, day=day, by=by)


def _taken_in(look: _Look, before: Held, place: Place) -> bool:
    """True when the passage came into another document no sooner than it left its own; one that stood there before is another text's."""
    passage = before.text[place[0] : place[1]]
    if len(passage) < _LEAST_TELLING:
        return False
    left = _left(look, before, passage)
    seen = {before.version.document}
    for hit in look.archive.search(passage):
        if hit.version.document in seen:
            continue
        seen.add(hit.version.document)
        held = look.archive.held(hit.version.id)
        if held is not None and whole_places(held, passage) and _arrived(look, held, passage) >= left:
            return True
    return False


def _left(look: _Look, before: Held, passage: str) -> tuple[str, date]:
    """When a passage left its document: with the first later version without it, or with the document."""
    without = _first_without(look, before, passage)
    if without is not None:
        return _order(without)
    last = max([before.version, *look.archive.versions(before.version.path)], key=lambda version: version.number)
    return _instant(last.superseded_at), _begins(last)


def _first_without(look: _Look, before: Held, passage: str) -> Version | None:
    """The first later version of a document that has not the passage."""
    for version in look.archive.versions(before.version.path):
        held = look.archive.held(version.id) if version.number > before.version.number else None
        if held is not None and not whole_places(held, passage):
            return version
    return None


def _changed_on(look: _Look, before: Held, passage: str) -> date | None:
    """The day on which the text changed, which a day of its own need not be: that of the sync, or of the commit that git tells."""
    version = _first_without(look, before, passage)
    if version is None:
        return None
    told = version.metadata.get(DATES_TOLD)
    return _begins(version) if isinstance(told, dict) and told.get("from") == "git" else version.synced_at.date()


def _arrived(look: _Look, held: Held, passage: str) -> tuple[str, date]:
    """When a passage came into a document."""
    for version in look.archive.versions(held.version.path)[-_MOST_VERSIONS:]:
        earlier = look.archive.held(version.id)
        if earlier is not None and whole_places(earlier, passage):
            return _order(version)
    return _order(held.version)


def _order(version: Version) -> tuple[str, date]:
    """Versions of all documents in time: by when they were synced; of one sync, by their day."""
    return _instant(version.synced_at), _begins(version)


def _instant(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="microseconds")


# -- leans ---------------------------------------------------------------------------------------------


def _of_lean(look: _Look, lean: Lean) -> Moved | None:
    before = None if lean.version is None else look.archive.held(lean.version)
    if before is None:
        return Moved(cause="purged", path=lean.path, lean=lean) if lean.status == "purged" else None
    place = section(before, lean.heading)
    if place is None:
        return None
    old = before.text[place[0] : place[1]]
    current = before if before.version.current else look.archive.current(before.version.path)
    if current is None:
        return Moved(cause="removed", path=lean.path, old=_cut(_side(before, place)), day=_day(before.version), lean=lean)
    there = section(current, lean.heading)
    if there is not None and _same(old, current.text[there[0] : there[1]]):
        told = _of_time(look, current, _cut(_side(before, place)))
        return None if told is None else replace(told, lean=lean)
    if there is None and len(old.strip()) >= _LEAST_TELLING and _same_somewhere(current, old):
        return None  # its heading changed, or it moved below another one
    told = _section_changed(before, place, current, there)
    return replace(told, changed_on=_changed_on(look, before, old), lean=lean)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _same_somewhere(held: Held, passage: str) -> bool:
    return " ".join(passage.split()) in " ".join(held.text.split())


def _section_changed(before: Held, place: Place, current: Held, there: Place | None) -> Moved:
    old, new = _side(before, place), None if there is None else _side(current, there)
    if new is not None:
        changed = [row for group in rows(old.text, new.text, context=0) for row in group]
        gone, came = [row for row in changed if row.old is not None], [row for row in changed if row.new is not None]
        old = _part(old, [(row.old_line or 1, row.old or "") for row in gone])
        new = _part(new, [(row.new_line or 1, row.new or "") for row in came])
    side = None if new is None or not new.text else _cut(new)
    return Moved(cause="changed", path=current.version.path, old=_cut(old), new=side, day=_begins(current.version))


def _part(side: Side, lines: Sequence[tuple[int, str]]) -> Side:
    """The lines of a side that differ, beginning with the first of them."""
    text = "\n".join(text for _, text in lines).strip("\n")
    first = next((number for number, text in lines if text.strip()), 1)
    return replace(side, line=side.line + first - 1, text=text)


# -- what people settled -------------------------------------------------------------------------------


def _is_settled(look: _Look, told: Moved, settled: Mapping[str, int | None]) -> bool:
    """True when a person saw this change, and what they saw still stands."""
    path = told.lean.path if told.lean is not None else told.path
    if path not in settled and told.old is not None:
        path = told.old.path
    seen = settled.get(path)
    held = None if seen is None else look.archive.held(seen)
    if held is None:
        return False
    if held.version.current or told.new is None:
        return held.version.current or told.cause != "changed"
    return told.old is not None and bool(whole_places(held, told.new.text))


def _side(held: Held, place: Place) -> Side:
    start, end = place
    while start < end and held.text[start].isspace():
        start += 1
    line = line_of(held.text, start, held.version.lines)
    return Side(path=held.version.path, number=held.version.number, line=line, text=held.text[start:end].rstrip())


def _cut(side: Side) -> Side:
    return side if len(side.text) <= _MOST_SHOWN else replace(side, text=f"{side.text[:_MOST_SHOWN].rstrip()} …")


def _begins(version: Version) -> date:
    return version.effective_from or version.synced_at.date()


def _day(version: Version) -> date | None:
    return None if version.superseded_at is None else version.superseded_at.date()
