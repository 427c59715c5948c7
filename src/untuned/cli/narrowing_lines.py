"""What a search was narrowed by, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part

_HOW: Mapping[str, str] = MappingProxyType(
    {
        "given": "narrowed to",
        "inferred": "narrowed to",
        "relaxed": "not narrowed to",
        "latest": "newest first",
    }
)
_WHY: Mapping[str, str] = MappingProxyType({"given": "as asked for", "relaxed": "too little was found within it"})


def narrowing_lines(told: Sequence[tuple[str, str, str]]) -> Iterator[Line]:
    """Each filter with the words of the question that made it; nothing where there was none."""
    for how, typed, words in told:
        why = [part for part in (f"by “{' '.join(words.split())}”" if words else "", _WHY.get(how, "")) if part]
        parts = (Part(_HOW.get(how, how), "faint"), Part(f" {typed}" if typed else "", "source"))
        yield (*parts, Part(f"  {'; '.join(why)}" if why else "", "faint"))
    if told:
        yield EMPTY
