"""What an asker has to know of time: the day an answer holds for, what changed since, what holds no more or not yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from untuned.types.documents import Version
from untuned.types.versions import SUCCEEDED, AsOf

_LEAST_TOLD = "Texts that name no day count from the day on which they were first synced."


def time_notes(cited: Sequence[Version], asked: AsOf | None, *, today: date) -> tuple[str, ...]:
    """Sentences on the versions that an answer cites, each once."""
    return tuple(dict.fromkeys(_of_past(cited, asked) if asked is not None else _of_present(cited, today)))


def _of_past(cited: Sequence[Version], asked: AsOf) -> Iterator[str]:
    if not cited and asked.axis == "effective":
        yield f"Asked {asked.sentence}. {_LEAST_TOLD}"
    elif not cited:
        yield f"Asked {asked.sentence}."
    else:
        yield f"This holds {asked.sentence}."
    for version in cited:
        if version.superseded_at is not None:
            yield (
                f"{version.path} has changed since: this is its version {version.number}, "
                f"superseded {version.superseded_at:%Y-%m-%d}; see 'untuned diff {version.path} {version.number}'."
            )
        mark = version.metadata.get(SUCCEEDED)
        if isinstance(mark, dict) and version.superseded_at is None:
            by, since = mark.get("by"), mark.get("from") or mark.get("known")
            yield f"{by} has taken the place of {version.path} since {since}."


def _of_present(cited: Sequence[Version], today: date) -> Iterator[str]:
    for version in cited:
        if version.effective_to is not None and version.effective_to < today:
            yield f"{version.path} says that it held until {version.effective_to}."
        elif version.effective_from is not None and version.effective_from > today:
            yield f"{version.path} says that it holds from {version.effective_from} on."
