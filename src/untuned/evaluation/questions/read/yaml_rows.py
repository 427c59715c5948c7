"""YAML as values, with the line of each element: only plain values, and no more of them than the file may stand for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

from untuned.errors import UnreadableQuestions

_MOST_ALIASES = 1_000
_MOST_VALUES = 5_000_000
"""With every alias written out: a small text could stand for billions."""
_DEEPEST = 60


def yaml_tree(text: str, place: str) -> list[tuple[str, object]]:
    """(place, value) of each element of the list that the file is; of one element where it is anything else.

    Raises:
        UnreadableQuestions: It is not YAML, or one that stands for far more than it holds.
    """
    yaml: Any = import_module("yaml")  # needed for this kind of file alone
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _weigh(yaml, text, loader, place)
        node = yaml.compose(text, Loader=loader)
        if not isinstance(node, yaml.SequenceNode):
            return [(place, _value(yaml, node))]
        return [(f"{place}:{item.start_mark.line + 1}", _value(yaml, item)) for item in node.value]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"{place}:{mark.line + 1}" if mark is not None else place
        reason = getattr(error, "problem", None) or "is not YAML"
        raise UnreadableQuestions(at, reason=f"is not YAML: {reason}", remedy="mend it, or write JSON") from error


def _value(yaml: Any, node: Any) -> object:  # noqa: ANN401 - PyYAML has no types
    """A node as text, truth value, None, list or mapping: numbers, days and `no` stay as they are written, since answers do."""
    if isinstance(node, yaml.SequenceNode):
        return [_value(yaml, item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(yaml, node)
    if node is None:
        return None
    if node.style is None and node.value in ("", "~", "null", "Null", "NULL"):
        return None
    if node.style is None and node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    return cast("str", node.value)


def _mapping(yaml: Any, node: Any) -> dict[str, object]:  # noqa: ANN401 - PyYAML has no types
    merged: dict[str, object] = {}
    own: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        read = _value(yaml, value)
        if key.value == "<<" and key.style is None:
            for one in cast("list[object]", read) if isinstance(read, list) else [read]:
                merged.update(cast("dict[str, object]", one) if isinstance(one, dict) else {})
        else:
            own[key.value] = read
    return {**merged, **own}


def _weigh(yaml: Any, text: str, loader: Any, place: str) -> None:  # noqa: ANN401 - PyYAML has no types
    """Refuses what is too deep, or too much once its aliases are written out; nothing is built meanwhile."""
    aliases, sizes, open_ones = 0, dict[str, int](), list[list[Any]]()
    for event in _events(yaml, text, loader):
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
            _count(open_ones, sizes.get(event.anchor, _MOST_VALUES + 1))
        elif isinstance(event, yaml.CollectionStartEvent):
            open_ones.append([event.anchor, 1])
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_ones.pop()
            sizes[anchor] = size
            _count(open_ones, size)
        elif isinstance(event, yaml.ScalarEvent):
            sizes[event.anchor] = 1
            _count(open_ones, 1)
        if aliases > _MOST_ALIASES or len(open_ones) > _DEEPEST or any(size > _MOST_VALUES for _, size in open_ones):
            raise UnreadableQuestions(
                f"{place}:{event.start_mark.line + 1}",
                reason=f"stands for more than it holds: over {_MOST_ALIASES:,} aliases, {_MOST_VALUES:,} values or {_DEEPEST} levels",
                remedy="write the values out, or cut the file",
            )


def _events(yaml: Any, text: str, loader: Any) -> Iterator[Any]:  # noqa: ANN401 - PyYAML has no types
    yield from yaml.parse(text, Loader=loader)


def _count(open_ones: list[list[Any]], size: int) -> None:
    if open_ones:
        open_ones[-1][1] += size
