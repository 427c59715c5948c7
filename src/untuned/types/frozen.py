"""A mapping that nobody changes, and that goes wherever a dict goes: into JSON, a copy, or another process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict as it was made: what would change it raises `TypeError`; `dict(it)` is a copy that can be changed."""

    def _refuse(self, *_given: Any, **_named: Any) -> NoReturn:  # noqa: ANN401 - whatever a dict's methods take
        raise TypeError("this mapping belongs to a record and is not changed; dict(it) is a copy that can be")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = cast("Any", _refuse)

    def __hash__(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride] - a dict has none, since it changes
        """Of the keys: values may be lists."""
        return hash(frozenset(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Made again whole, as a dict is filled item by item."""
        return type(self), (dict(self),)

    def __repr__(self) -> str:
        return repr(dict(self))


def freeze(record: object, field: str) -> None:
    """Nothing changes a record's mapping from now on, nor with it whoever gave it. For `__post_init__` of a frozen dataclass."""
    held = cast("Mapping[Any, Any]", getattr(record, field))
    if not isinstance(held, FrozenDict):
        object.__setattr__(record, field, FrozenDict(held))
