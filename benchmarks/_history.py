"""A labelled-synthetic history: months of scripted edits over real pages, committed to git, with a ledger of what each edit did.

Nothing here uses the project: what changed is known because it was done here. A piece of evidence is one whole line of prose that
stands once in all pages. An edit alters it (`meaning`, `reworded`, `typo`, `deleted`, `page deleted`, `copied, then deleted`) or
leaves its words as they are (`moved`, `section moved`, `renamed`, `added around`).
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from _measure import markdown_below

ALTERING = ("meaning", "reworded", "typo", "deleted", "page deleted", "copied, then deleted")
HARMLESS = ("moved", "section moved", "renamed", "added around")
_LINE = re.compile(r"[A-Z][^`\[\]<>{}|*_#:]{58,260}\.")
_MEANING = (
    (r"\bcan\b", "cannot"),
    (r"\bwill\b", "will not"),
    (r"\bis\b", "is not"),
    (r"\bare\b", "are not"),
    (r"\bhave to\b", "need not"),
    (r"\ball\b", "none of"),
    (r"\b(\d+)\b", "17"),
)
_SYNONYMS = {
    "use": "employ",
    "using": "employing",
    "create": "make",
    "also": "as well",
    "example": "sample",
    "same": "identical",
    "need": "require",
    "want": "wish",
    "just": "merely",
    "but": "yet",
    "different": "distinct",
    "way": "manner",
    "because": "since",
    "several": "a number of",
    "that": "which",
    "the": "every",
    "this": "such",
    "with": "by means of",
}


@dataclass(kw_only=True)
class Evidence:
    """A line of prose, as it stood in month 0, and what became of it."""

    id: str
    path: str
    text: str
    now: str
    altered: int | None = None
    """The month in which its words changed or went; None while they stand."""
    how: str = ""


@dataclass(kw_only=True)
class Edit:
    """One scripted edit."""

    month: int
    kind: str
    evidence: list[str]
    before: str = ""
    after: str = ""


@dataclass(kw_only=True)
class History:
    """Pages as lines, the evidence in them, and every edit so far."""

    pages: dict[str, list[str]]
    evidence: dict[str, Evidence]
    chance: random.Random
    edits: list[Edit] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    """(month, evidence) whose line was copied and is still to be deleted where it stood."""
    made: int = 0

    def where(self, text: str) -> list[tuple[str, int]]:
        """Every place of a line."""
        return [(path, nth) for path, lines in self.pages.items() for nth, line in enumerate(lines) if line == text]

    def standing(self) -> list[Evidence]:
        """The evidence whose words have not changed and that no copy waits for."""
        held = {id for _, id in self.waiting}
        return [one for one in self.evidence.values() if one.altered is None and one.id not in held]


def begin(source: Path, *, count: int, typos: int, seed: int) -> History:
    """Month 0: the pages as they are, but for typing mistakes that later months mend; and the evidence in them."""
    chance = random.Random(seed)
    pages = {
        path.relative_to(source).as_posix(): path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
        for path in markdown_below(source)
    }
    seen: dict[str, list[tuple[str, int]]] = {}
    for path, lines in pages.items():
        fenced = False
        for nth, line in enumerate(lines):
            fenced ^= line.lstrip().startswith(("```", "~~~"))
            around = (lines[nth - 1] if nth else "", lines[nth + 1] if nth + 1 < len(lines) else "")
            if not fenced and _LINE.fullmatch(line) and not any(around):
                seen.setdefault(line, []).append((path, nth))
    unique = [(line, places[0]) for line, places in seen.items() if len(places) == 1]
    chance.shuffle(unique)
    evidence: dict[str, Evidence] = {}
    for number, (line, (path, nth)) in enumerate(unique[:count]):
        text = _mistyped(line, chance) if number < typos else line
        pages[path][nth] = text
        evidence[f"e{number:03}"] = Evidence(id=f"e{number:03}", path=path, text=text, now=text, how=line if number < typos else "")
    return History(pages=pages, evidence=evidence, chance=chance)


def month_of_edits(history: History, month: int, plan: list[str]) -> None:
    """One month: the edits of the plan, and the deletions that earlier copies wait for."""
    for due, id in list(history.waiting):
        if due == month:
            history.waiting.remove((due, id))
            _delete(history, month, history.evidence[id], kind="copied, then deleted", first=True)
    for kind in plan:
        _EDITS[kind](history, month)


def plans(months: int, *, altering: int, harmless: int, seed: int) -> list[list[str]]:
    """What each month does: so many edits of each sort, spread by chance."""
    chance = random.Random(seed)
    shares = {"meaning": 0.3, "reworded": 0.2, "typo": 0.2, "deleted": 0.17, "page deleted": 0.05, "copied, then deleted": 0.08}
    wanted = [kind for kind, share in shares.items() for _ in range(round(share * altering))]
    wanted += [HARMLESS[nth % len(HARMLESS)] for nth in range(harmless)]
    found: list[list[str]] = [[] for _ in range(months)]
    for kind in wanted:
        last = months - 3 if kind.startswith("copied") else months  # the deletion comes two months later
        found[chance.randrange(last)].append(kind)
    return found


def write(history: History, root: Path, month: int, *, git: bool) -> None:
    """The pages as files; as a commit of the month's first day where git is to know it."""
    wanted = {f"{path}" for path in history.pages}
    for path in root.rglob("*.md"):
        if path.relative_to(root).as_posix() not in wanted:
            path.unlink()
    for path, lines in history.pages.items():
        file, text = root / path, "\n".join(lines)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    if git:
        day = f"{2023 + month // 12}-{month % 12 + 1:02}-01T12:00:00+00:00"
        run(root, "add", "-A", day=day)
        run(root, "commit", "-q", "--allow-empty", "-m", f"month {month}", day=day)


def run(root: Path, *arguments: str, day: str = "") -> None:
    """Git in a folder, by nobody in particular, on a day."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "x"), ("EMAIL", "x@example.org"))}
    when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env={**os.environ, **who, **when})


def _mistyped(line: str, chance: random.Random) -> str:
    words = list(re.finditer(r"[a-z]{6,}", line))
    if not words:
        return line
    at = chance.choice(words).start() + 2
    return line[:at] + line[at + 1] + line[at] + line[at + 2 :] if line[at] != line[at + 1] else line[:at] + line[at + 1 :]


def _pick(history: History, fits: Callable[[Evidence], bool] | None = None) -> Evidence | None:
    found = [one for one in history.standing() if fits is None or fits(one)]
    return history.chance.choice(found) if found else None


def _alter(history: History, month: int, one: Evidence, text: str, kind: str) -> None:
    ((path, nth), *_rest) = history.where(one.now)
    history.pages[path][nth] = text
    history.edits.append(Edit(month=month, kind=kind, evidence=[one.id], before=one.now, after=text))
    one.altered, one.how, one.now = month, kind, text


def _meaning(history: History, month: int) -> None:
    one = _pick(history, lambda one: not one.how and any(re.search(sign, one.now) for sign, _ in _MEANING))
    if one is not None:
        sign, other = next(pair for pair in _MEANING if re.search(pair[0], one.now))
        _alter(history, month, one, re.sub(sign, other, one.now, count=1), "meaning")


def _reworded(history: History, month: int) -> None:
    one = _pick(history, lambda one: not one.how and _other_words(one.now) != one.now)
    if one is not None:
        _alter(history, month, one, _other_words(one.now), "reworded")


def _other_words(line: str) -> str:
    return re.sub(r"\b[a-z]+\b", lambda found: _SYNONYMS.get(found[0], found[0]), line)


def _typo(history: History, month: int) -> None:
    one = _pick(history, lambda one: bool(one.how))
    if one is not None:
        _alter(history, month, one, one.how, "typo")


def _deleted(history: History, month: int) -> None:
    one = _pick(history)
    if one is not None:
        _delete(history, month, one, kind="deleted")


def _delete(history: History, month: int, one: Evidence, *, kind: str, first: bool = False) -> None:
    places = history.where(one.now)
    path, nth = next((place for place in places if place[0] == one.path), places[0]) if first else places[0]
    del history.pages[path][nth : nth + 2]
    history.edits.append(Edit(month=month, kind=kind, evidence=[one.id], before=one.now))
    one.altered, one.how = month, kind


def _page_deleted(history: History, month: int) -> None:
    one = _pick(history)
    if one is None:
        return
    ((path, _nth), *_rest) = history.where(one.now)
    gone = [other for other in history.evidence.values() if other.altered is None and other.now in history.pages[path]]
    if len(gone) > 6 or any(other.id in {id for _, id in history.waiting} for other in gone):
        return
    del history.pages[path]
    history.edits.append(Edit(month=month, kind="page deleted", evidence=[other.id for other in gone]))
    for other in gone:
        other.altered, other.how = month, "page deleted"


def _copied(history: History, month: int) -> None:
    one = _pick(history, lambda one: not one.how)
    if one is None:
        return
    ((path, _nth), *_rest) = history.where(one.now)
    one.path = path
    other = history.chance.choice([name for name in history.pages if name != path])
    history.pages[other] += ["", one.now, ""]
    history.waiting.append((month + 2, one.id))


def _moved(history: History, month: int) -> None:
    one = _pick(history)
    if one is None:
        return
    ((path, nth), *_rest) = history.where(one.now)
    del history.pages[path][nth : nth + 2]
    history.pages[path] += ["", one.now, ""]
    history.edits.append(Edit(month=month, kind="moved", evidence=[one.id]))


def _section_moved(history: History, month: int) -> None:
    one = _pick(history)
    if one is None:
        return
    ((path, nth), *_rest) = history.where(one.now)
    lines = history.pages[path]
    first = next((at for at in range(nth, -1, -1) if lines[at].startswith("## ")), None)
    if first is None:
        _moved(history, month)
        return
    last = next((at for at in range(nth, len(lines)) if lines[at].startswith("## ")), len(lines))
    part = lines[first:last]
    taken = [other for other in history.evidence.values() if other.altered is None and other.now in part]
    if any(other.id in {id for _, id in history.waiting} for other in taken):
        return
    other = history.chance.choice([name for name in history.pages if name != path])
    del lines[first:last]
    history.pages[other] += ["", *part]
    history.edits.append(Edit(month=month, kind="section moved", evidence=[one.id for one in taken]))


def _renamed(history: History, month: int) -> None:
    one = _pick(history)
    if one is None:
        return
    ((path, _nth), *_rest) = history.where(one.now)
    if any(history.evidence[id].path == path for _, id in history.waiting):
        return
    history.made += 1
    history.pages[path.removesuffix(".md") + f"-{history.made}.md"] = history.pages.pop(path)
    history.edits.append(Edit(month=month, kind="renamed", evidence=[one.id]))


def _added(history: History, month: int) -> None:
    one = _pick(history)
    if one is None:
        return
    ((path, nth), *_rest) = history.where(one.now)
    history.made += 1
    note = f"This page was looked over again, and note {history.made} was added to it by a script."
    history.pages[path][nth:nth] = [note, ""]
    history.edits.append(Edit(month=month, kind="added around", evidence=[one.id]))


_EDITS = {
    "meaning": _meaning,
    "reworded": _reworded,
    "typo": _typo,
    "deleted": _deleted,
    "page deleted": _page_deleted,
    "copied, then deleted": _copied,
    "moved": _moved,
    "section moved": _section_moved,
    "renamed": _renamed,
    "added around": _added,
}
