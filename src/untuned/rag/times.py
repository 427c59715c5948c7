"""What an asker has to know of time: the day an answer holds for, what changed since, what holds no more or not yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from untuned.index.standing import succeeded_on
from untuned.types.documents import Version
from untuned.types.versions import SUCCEEDED, AsOf

_LEAST_TOLD = "Texts that name no day count from the day on which they were first synced."


def time_notes(cited: Sequence[Version], asked: AsOf | None, *, today: date, removed: Collection[int] = ()) -> tuple[str, ...]:
    """Sentences on the versions that an answer cites, each once; `removed` are the documents of a past answer that are gone by now."""
    return tuple(dict.fromkeys(_of_past(cited, asked, today, removed) if asked is not None else _of_present(cited, today)))


def _of_past(cited: Sequence[Version], asked: AsOf, today: date, removed: Collection[int]) -> Iterator[str]:
    if not cited and asked.axis == "effective":
        yield f"Asked {asked.sentence}. {_LEAST_TOLD}"
    elif not cited:
        yield f"Asked {asked.sentence}."
    else:
        yield f"This holds {asked.sentence}."
    for version in cited:
        if version.document in removed:
            yield f"{version.path} was removed since: this is its version {version.number}; see 'untuned history {version.path}'."
        elif version.superseded_at is not None:
            yield (
                f"{version.path} has changed since: this is its version {version.number}, "
                f"superseded {version.superseded_at:%Y-%m-%d}; see 'untuned diff {version.path} {version.number}'."
            )
        yield from _of_successor(version, today)


def _of_successor(version: Version, today: date) -> Iterator[str]:
    """What takes, or took, the place of a version that is its document's latest."""
    mark, since = version.metadata.get(SUCCEEDED), succeeded_on(version)
    if not isinstance(mark, dict) or since is None or version.superseded_at is not None:
        return
    if since > today:
        yield f"{mark.get('by')} takes the place of {version.path} from {since} on; see '--as-of {since}'."
    else:
        yield f"{mark.get('by')} has taken the place of {version.path} since {since}."


def _of_present(cited: Sequence[Version], today: date) -> Iterator[str]:
    for version in cited:
        if version.effective_to is not None and version.effective_to < today:
            yield f"{version.path} says that it held until {version.effective_to}."
        elif version.effective_from is not None and version.effective_from > today:
            yield f"{version.path} says that it holds from {version.effective_from} on."
