"""Front matter: where it ends, and its YAML as metadata with JSON values only, or a reported failure.

It can close a document to most people, so whatever looks as if it should and cannot be read is a failure, never prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from textwrap import dedent
from typing import Any, cast

from untuned.errors import UnreadableDocument
from untuned.text.regex import regex
from untuned.types.documents import NO_METADATA, Metadata, MetadataValue

_LONGEST = 100_000  # characters
_MOST_VALUES = 10_000  # aliases can make a small text stand for billions of values
_DEEPEST = 20
_LARGEST = 10_000  # bits of a number: Python writes none of more than 4,300 digits

_FIRST_LINES = 50  # in which a flow mapping, or an opening line that is not quite one, is looked into for groups

_NUMBERS = {
    "tag:yaml.org,2002:int": regex(r"[-+]?(?:0|[1-9][0-9_]*)\Z"),
    "tag:yaml.org,2002:float": regex(
        r"(?:[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
    ),
}
"""What YAML's numbers look like here."""

_ENDS = r"\n\x0b\f\x1c-\x1e\x85\u2028\u2029"  # what some editor shows as the end of a line
_UNSEEN = r"\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_BLANKS = rf"(?:[^\S{_ENDS}]|[{_UNSEEN}])*+"
_OPENING = regex(rf"[\s{_UNSEEN}]*+(?:-{{3,}}+|\+{{3,}}+){_BLANKS}(?:#[^{_ENDS}]*+)?(?=[{_ENDS}]|\Z)")
_PLAIN_OPENING = regex(r"[\s\ufeff]*+(?:---|\+\+\+)[ \t]*+(?=\n|\Z)")
_MATTER = regex(r"(?:[ \t]*+\n)*+---[ \t]*+\n(?:(?P<yaml>[^\0]*?)\n)??(?:---|\.\.\.)[ \t]*+(?=\n|\Z)")
_KEY = regex(r":(?=\s|\Z)|[\"']:")
# What somebody who restricts a text may have typed, whether or not YAML takes it so.
_NAMED = rf"[\"']?groups[\"']?{_BLANKS}[:=]"
_GROUPS = regex(rf"(?:^|[{{,{_ENDS}]){_BLANKS}[-{{?]?{_BLANKS}{_NAMED}", re.IGNORECASE | re.MULTILINE)
_GROUPS_LINE = regex(rf"^{_BLANKS}[-{{?]?{_BLANKS}{_NAMED}", re.IGNORECASE | re.MULTILINE)
_GROUPS_AT_MARGIN = regex(rf"^(?:[^\S \t{_ENDS}]|[{_UNSEEN}])*+{_NAMED}", re.IGNORECASE | re.MULTILINE)


def matter_of(text: str, path: str, *, only_groups: bool = False) -> tuple[Metadata, int]:
    """What the front matter at the start of a text says, and where its closing line ends: 0 for a text without any.

    Lines between two `---` that hold no `key:` at all are prose between two rules. With `only_groups`, front matter that
    names no groups is left in the text, too.

    Raises:
        UnreadableDocument: The front matter cannot be read, or groups are named in a way that would restrict nothing.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return NO_METADATA, 0
    found = _MATTER.match(text)
    if found is None:
        return _refuse_groups(text, opening.end(), path)
    source = found["yaml"] or ""
    if _GROUPS.search(source) is None:
        return _without_written_groups(source, path, found.end(), only_groups=only_groups)
    metadata = front_matter(source, path)
    _refuse_hidden_groups(source, metadata, path)
    if only_groups and not _names_groups(metadata):
        return NO_METADATA, 0
    return metadata, found.end()


def _without_written_groups(source: str, path: str, end: int, *, only_groups: bool) -> tuple[Metadata, int]:
    """Front matter in which no key reads `groups`, though YAML can still spell it otherwise."""
    if not only_groups:
        prose = source.strip() and _KEY.search(source) is None
        return (NO_METADATA, 0) if prose else (front_matter(source, path), end)
    try:
        metadata = front_matter(source, path)
    except UnreadableDocument:  # text between two rules
        return NO_METADATA, 0
    return (metadata, end) if _names_groups(metadata) else (NO_METADATA, 0)


def _names_groups(metadata: Metadata) -> bool:
    return any(key.strip().casefold() == "groups" for key in metadata)


def _refuse_groups(text: str, start: int, path: str) -> tuple[Metadata, int]:
    """No front matter, unless a line of the text names groups: then its opening or closing line is not as it should be."""
    beginning = "\n".join(text[start:].split("\n", _FIRST_LINES)[:_FIRST_LINES])
    line = _GROUPS.search(text, start, start + len(beginning))
    if line is None and _PLAIN_OPENING.match(text):
        line = _GROUPS_LINE.search(text, start)
    if line is None:
        return NO_METADATA, 0
    number = text.count("\n", 0, line.end()) + 1
    raise UnreadableDocument(
        path,
        reason=f"line {number} names groups, but no '---' closes the front matter that it seems to stand in, or more than '---' opens it",
        remedy="put '---' and nothing else on the lines before and after the front matter, or begin the text with something else",
    )


def _refuse_hidden_groups(source: str, metadata: Metadata, path: str) -> None:
    """Nothing for front matter whose lines of groups are the one key `groups`: YAML would pass over a second one, or over `groups:[x]`."""
    keys = _written_keys(source)
    at_margin = len(_GROUPS_AT_MARGIN.findall(dedent(source)))
    written = max(at_margin, sum(key == "groups" or _GROUPS_LINE.match(key) is not None for key in keys))
    if written > sum(key.strip().casefold() == "groups" for key in metadata):
        what = "more than once" if written > 1 else "in a line that is no YAML mapping"
        raise _unreadable(
            path, f"the front matter names groups {what}", remedy="write them once between the two '---', as in groups: [support, sales]"
        )


def _written_keys(source: str) -> list[str]:
    """The keys of the outermost mapping as they are written, those that YAML passes over for a later one, too."""
    yaml: Any = import_module("yaml")  # most files have no front matter
    node = yaml.compose(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    pairs = cast("list[tuple[Any, Any]]", node.value if isinstance(node, yaml.MappingNode) else [])
    return [key.value.strip().casefold() for key, _ in pairs if isinstance(key, yaml.ScalarNode) and isinstance(key.value, str)]


def front_matter(source: str, path: str) -> Metadata:
    """The mapping that the YAML between the `---` lines holds; dates as ISO 8601 strings.

    Raises:
        UnreadableDocument: It is not valid YAML, not a mapping, or too large or deep to be front matter.
    """
    if len(source) > _LONGEST:
        raise _unreadable(path, f"the front matter has {len(source)} characters, more than {_LONGEST}")
    if _depth(source) > _DEEPEST:
        raise _unreadable(path, f"the front matter is nested deeper than {_DEEPEST}")
    value = _parsed(source, path)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _unreadable(path, f"line 1: the front matter is a {type(value).__name__}, not a mapping of names to values")
    counter = iter(range(_MOST_VALUES))
    mapping = cast("dict[Any, Any]", value)
    return {_name(key, path): _plain(item, path, counter=counter, depth=0) for key, item in mapping.items()}


def _name(key: object, path: str) -> str:
    try:
        return str(key)
    except ValueError as error:  # a number of too many digits, perhaps in a tuple
        raise _unreadable(path, "the front matter holds a number of too many digits") from error


def _parsed(source: str, path: str) -> object:
    import yaml  # noqa: PLC0415 - most files have no front matter

    try:
        return yaml.load(source, Loader=_loader())  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 2  # the mark counts from 0, below the opening line
        raise _unreadable(path, f"line {line}: the front matter is not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, ArithmeticError, AttributeError, LookupError, TypeError, RecursionError) as error:
        raise _unreadable(path, f"line 1: the front matter is not valid YAML: {error}") from error


@cache
def _loader() -> Any:  # noqa: ANN401 - PyYAML has no types
    """YAML's safe loader, for which `10:30` and `007` are text as they are written: YAML 1.1 has them as numbers of base 60 and 8."""
    yaml: Any = import_module("yaml")
    loader: Any = type("FrontMatterLoader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
    loader.yaml_implicit_resolvers = {
        sign: [(tag, form) for tag, form in forms if tag not in _NUMBERS] for sign, forms in loader.yaml_implicit_resolvers.items()
    }
    for tag, form in _NUMBERS.items():
        loader.add_implicit_resolver(tag, form, list("-+.0123456789"))
    return loader


def _plain(value: object, path: str, *, counter: Iterator[int], depth: int) -> MetadataValue:
    if next(counter, None) is None or depth > _DEEPEST:
        raise _unreadable(path, f"the front matter holds more than {_MOST_VALUES} values, or nests deeper than {_DEEPEST}")
    if isinstance(value, dict):
        mapping = cast("dict[Any, Any]", value)
        return {_name(key, path): _plain(item, path, counter=counter, depth=depth + 1) for key, item in mapping.items()}
    if isinstance(value, list | tuple | set):
        items = list(cast("list[Any]", value))
        return [_plain(item, path, counter=counter, depth=depth + 1) for item in items]
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > _LARGEST:
        raise _unreadable(path, "the front matter holds a number of too many digits")
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):  # noqa: PLR0124 - NaN
        return str(value)
    return value if isinstance(value, str | int | float) or value is None else str(value)


def _depth(source: str) -> int:
    """At most how deep flow brackets and indentation can nest: the parser itself must not meet more."""
    deepest = depth = 0
    for sign in source:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth = max(0, depth - 1)
    dashes = max((len(line) - len(line.lstrip(" -?")) for line in source.split("\n")), default=0) // 2
    return max(deepest, dashes)


def _unreadable(path: str, reason: str, *, remedy: str = "correct the lines between the two '---'") -> UnreadableDocument:
    return UnreadableDocument(path, reason=reason, remedy=remedy)
