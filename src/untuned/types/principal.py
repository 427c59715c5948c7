"""Who is asking: the access argument of every read."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import cast

EVERYONE = "everyone"
"""The group of a source that names none; every principal belongs to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Principal:
    """Somebody with groups; an owner may read everything.

    `groups` always holds `everyone` for a principal made by `member`.
    """

    groups: frozenset[str]
    owner: bool = False

    def __post_init__(self) -> None:
        """Refuse what only looks like groups, or like an owner: `"false"` of a request would read everything.

        Raises:
            TypeError: The groups are not a set of names, or `owner` is neither True nor False.
        """
        if not isinstance(self.groups, Set) or not all(isinstance(one, str) for one in self.groups):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
            raise TypeError(f"groups are a frozenset of names, not {self.groups!r}: untuned.member('hr') makes a principal of them")
        object.__setattr__(self, "groups", frozenset(self.groups))
        if not isinstance(self.owner, bool):  # pyright: ignore[reportUnnecessaryIsInstance] - the same
            raise TypeError(f"owner is True or False, not {self.owner!r}")

    def may_read(self, groups: frozenset[str]) -> bool:
        """True when this principal shares a group with a text, or is the owner."""
        return self.owner or not self.groups.isdisjoint(groups)


OWNER = Principal(groups=frozenset({EVERYONE}), owner=True)
"""The one who runs the command line: reads everything."""


def member(groups: str | Iterable[str] = ()) -> Principal:
    """A principal with the given groups, or the one that is given by its name, and `everyone`, and no more.

    Raises `TypeError` for what is no name.
    """
    given = cast("object", groups)
    if not isinstance(given, Iterable) or isinstance(given, bytes):
        raise TypeError(f"groups are names, or one name, not {given!r}: untuned.member('hr')")
    return Principal(groups=frozenset((groups,) if isinstance(groups, str) else groups) | {EVERYONE})
