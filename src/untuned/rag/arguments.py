"""What a caller gives to be checked, as texts; an argument of another type is named with what to give instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from untuned.types.checks import GivenQuote, SourceText

Sources = Sequence[str | SourceText] | Mapping[str, str]


def source_texts(sources: Sources) -> list[SourceText]:
    """The sources in their order.

    Raises:
        TypeError: They are one text, or something else than strings and `SourceText`.
    """
    given = cast("object", sources)
    if isinstance(given, (str, bytes, SourceText)):
        kind = "string" if isinstance(given, str) else type(given).__name__
        raise TypeError(f"sources is one {kind}; give a list of strings, or a mapping of names to strings")
    if isinstance(given, Mapping):
        return [_named(name, text) for name, text in cast("Mapping[object, object]", given).items()]
    return [_source(one, f"sources[{at}]") for at, one in enumerate(_items(given, "sources", "strings ([] where nothing was found)"))]


def given_quotes(quotes: Sequence[GivenQuote]) -> list[GivenQuote]:
    """The quotes in their order.

    Raises:
        TypeError: Something of them is no `GivenQuote` with a string.
    """
    found: list[GivenQuote] = []
    for at, one in enumerate(_items(quotes, "quotes", "GivenQuote(text=..., source=...), or leave it out")):
        if not isinstance(one, GivenQuote):
            raise TypeError(f"quotes[{at}] is {_kind(one)}; give untuned.types.checks.GivenQuote(text=..., source=...)")
        string(one.text, f"quotes[{at}].text")
        found.append(one)
    return found


def check_scorer(scorer: object) -> None:
    """Raises `TypeError` for a scorer that cannot score, such as the path of one."""
    if scorer is not None and not callable(getattr(scorer, "score", None)):
        raise TypeError(f"scorer is {_kind(scorer)}; make one with untuned.models.support.local_support(path), or leave it out")


def string(value: object, name: str) -> str:
    """The value, which is a string. Raises `TypeError` where it is none."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is {_kind(value)}; give {_instead(value)}")
    return value


def _items(given: object, name: str, what: str) -> Iterable[object]:
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise TypeError(f"{name} is {_kind(cast('object', given))}; give a list of {what}")
    return cast("Iterable[object]", given)


def _named(name: object, text: object) -> SourceText:
    named = string(name, f"the name {name!r} of a source")
    return SourceText(name=named, text=string(text, f"sources[{named!r}]"))


def _source(one: object, place: str) -> SourceText:
    if isinstance(one, SourceText):
        string(one.text, f"{place}.text")
        string(one.name, f"{place}.name")
        return one
    if isinstance(one, str):
        return SourceText(text=one)
    raise TypeError(f"{place} is {_kind(one)}; give {_instead(one, of_source=True)}")


def _kind(value: object) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"


def _instead(value: object, *, of_source: bool = False) -> str:
    """What to give in the place of a value that the libraries of retrieval hand over."""
    if isinstance(value, bytes):
        return "a string, such as its .decode('utf-8')"
    for name, text in (("page_content", "page_content"), ("get_content", "get_content()"), ("response", "response"), ("text", "text")):
        if hasattr(value, name):
            return f"SourceText(text=one.{text}, name=...) for each" if of_source else f"a string, such as its .{text}"
    return "a string, or a SourceText of untuned.types.checks" if of_source else "a string"
