"""Who is asking: the access argument of every read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EVERYONE = "everyone"
"""The group of a source that names none; every principal belongs to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Principal:
    """Somebody with groups; an owner may read everything.

    `groups` always holds `everyone` for a principal made by `member`.
    """

    groups: frozenset[str]
    owner: bool = False

    def may_read(self, groups: frozenset[str]) -> bool:
        """True when this principal shares a group with a text, or is the owner."""
        return self.owner or not self.groups.isdisjoint(groups)


OWNER = Principal(groups=frozenset({EVERYONE}), owner=True)
"""The one who runs the command line: reads everything."""


def member(groups: str | Iterable[str] = ()) -> Principal:
    """A principal with the given groups, or the one that is given by its name, and `everyone`, and no more."""
    return Principal(groups=frozenset((groups,) if isinstance(groups, str) else groups) | {EVERYONE})
