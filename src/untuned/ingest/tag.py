"""Who may read a document and from when to when it holds, told from its path and its metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from untuned.errors import UnreadableDocument
from untuned.ingest.dates import told_in_text
from untuned.text.globs import matches
from untuned.types.documents import NO_METADATA, Loaded, Metadata, MetadataValue
from untuned.types.principal import EVERYONE
from untuned.types.settings import AccessRule
from untuned.types.versions import DATES_TOLD, STATED_FROM, STATED_TO

_FROM = (*STATED_FROM, "date")


def groups_of(path: str, metadata: Metadata, rules: Sequence[AccessRule]) -> frozenset[str]:
    """The groups that may read a document; never empty.

    The last rule whose glob matches the path decides, else everyone may read it. `groups` in the front matter can
    name the groups of a document that no rule matches, and can only narrow those of a rule: where both
    exist, it is their intersection, or the rule's groups when they share none. So a document cannot give
    itself to more people than the project's owner allowed.

    Raises:
        UnreadableDocument: `groups` is there but names nobody: a guess could show the document to the wrong people.
    """
    ruled = next((rule.groups for rule in reversed(rules) if matches(path, rule.path)), None)
    declared = declared_groups(path, metadata)
    if ruled is None:
        return declared or frozenset({EVERYONE})
    narrowed = ruled & declared if EVERYONE not in ruled else declared
    return narrowed or ruled


def kept_groups(path: str, metadata: Metadata, rules: Sequence[AccessRule], *, before: frozenset[str]) -> frozenset[str]:
    """What `groups_of` gives for a text that is held already; where its metadata name nobody, no more than it had `before`."""
    try:
        return groups_of(path, metadata, rules)
    except UnreadableDocument:
        ruled = groups_of(path, NO_METADATA, rules)
        return before if EVERYONE in ruled else (ruled & before) or ruled


def declared_groups(path: str, metadata: Metadata) -> frozenset[str]:
    """The groups that the front matter names, as one string, a list, or names between commas; empty without `groups`, in any case.

    Raises:
        UnreadableDocument: `groups` is there, but is none of these or names nobody.
    """
    keys = [key for key in metadata if key.strip().casefold() == "groups"]
    if not keys:
        return frozenset()
    if len(keys) > 1:
        raise UnreadableDocument(
            path, reason=f"the front matter names groups more than once ({', '.join(keys)})", remedy="keep one of them"
        )
    value = metadata[keys[0]]
    names: list[MetadataValue] = value if isinstance(value, list) else list(value.split(",")) if isinstance(value, str) else []
    groups = frozenset(name.strip() for name in names if isinstance(name, str) and name.strip())
    if not groups or not all(isinstance(name, str) and name.isprintable() for name in names):
        raise UnreadableDocument(
            path, reason=f"the front matter's groups ({value!r}) name nobody", remedy="write them as in groups: [support, sales]"
        )
    return groups


def effective_dates(metadata: Metadata) -> tuple[date | None, date | None]:
    """From when and until when the document holds: `effective_from`, else `effective`, else `date`; and `effective_to`."""
    return _first_date(metadata, _FROM), _first_date(metadata, STATED_TO)


def names_its_day(metadata: Metadata) -> bool:
    """True when the document itself says from when it holds, in its metadata or its text."""
    told = metadata.get(DATES_TOLD)
    return effective_dates(metadata)[0] is not None or (isinstance(told, dict) and told.get("from") == "text")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """A file with the days on which it holds; where its own metadata do not name them, they say how else they were told."""

    loaded: Loaded
    start: date | None
    end: date | None


def dated(loaded: Loaded, *, git: Callable[[], date | None], in_text: bool, gone: date | None = None) -> Dated:
    """The days by the metadata; else by the text itself, where that is looked at; the first, at last, by git.

    A text whose file was `gone` from a day on, as git knows, did not hold any more on that day, whatever it says of itself.
    """
    start, end = effective_dates(loaded.metadata)
    told: dict[str, MetadataValue] = {}
    if in_text and (start is None or end is None):
        said = told_in_text(loaded)
        if start is None and said.start is not None and (end is None or said.start <= end):
            start, told["from"] = said.start, "text"
        if end is None and said.end is not None and (start is None or start <= said.end):
            end, told["to"] = said.end, "text"
    if start is None and (start := git()) is not None:
        told["from"] = "git"
    if gone is not None and gone > date.min and (end is None or end >= gone):
        end, told["to"] = max(gone - timedelta(days=1), start or date.min), "git"  # one that came and went on a day held on that day
    metadata = {name: value for name, value in loaded.metadata.items() if name != DATES_TOLD}
    return Dated(loaded=replace(loaded, metadata=metadata | ({DATES_TOLD: told} if told else {})), start=start, end=end)


def _first_date(metadata: Metadata, names: Sequence[str]) -> date | None:
    return next((day for name in names if (day := _date(metadata.get(name))) is not None), None)


def _date(value: MetadataValue) -> date | None:
    """The day that an ISO 8601 date or time names; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None
