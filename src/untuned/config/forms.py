"""What a setting's value must look like beyond its type: one small check for each form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

_MOST_STARS = 2
_LONGEST_PATTERN = 300


class Misfit(Exception):
    """A value does not fit its setting; its text is the remedy."""


def _encoding(value: str) -> None:
    try:
        "".encode(value or "utf-8")
    except LookupError as error:
        raise Misfit("name an encoding of text that Python knows, such as cp1251 or latin-1") from error


def _languages(value: tuple[str, ...]) -> None:
    if not value or not all(re.fullmatch(r"[a-z]{2}", code) for code in value):
        raise Misfit('give two-letter codes, such as ["en", "ru"]')


def _groups(value: tuple[str, ...]) -> None:
    if not value:
        raise Misfit("name at least one group; 'everyone' opens a path to all")


def _target(value: str) -> None:
    if value and not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*", value):
        raise Misfit("give 'module:object' of an installed package")


def _targets(value: tuple[tuple[str, str], ...]) -> None:
    for name, target in value:
        _target(target)
        if not target or not name:
            raise Misfit("give each a name and 'module:object' of an installed package")


def _loaders(value: tuple[tuple[str, str], ...]) -> None:
    _targets(value)
    if not all(re.fullmatch(r"\.[^./\\\sA-Z]+", ending) for ending, _ in value):
        raise Misfit('name each loader by a file ending in small letters with its dot, such as ".rst"')


def _series(value: tuple[str, ...]) -> None:
    for pattern in value:
        marks = pattern.count("{date}") + pattern.count("{version}")
        if marks != 1 and not (marks == 0 and pattern.startswith("title:")):
            raise Misfit("give each path one {date} or {version}, such as policy-{date}.md; a title after 'title:' may have none")
        if pattern.count("*") > _MOST_STARS or len(pattern) > _LONGEST_PATTERN:
            raise Misfit(f"give patterns of at most {_MOST_STARS} stars and {_LONGEST_PATTERN} characters")


def _addresses(value: tuple[str, ...]) -> None:
    for address in value:
        try:
            parts = urlsplit(address)
        except ValueError:
            raise Misfit("give addresses, such as https://host/path") from None  # without the value: it may hold a password
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Misfit("give addresses that begin with https:// or http://")
        if parts.username or parts.password:
            raise Misfit("keep names and passwords out of addresses")


def _timezone(value: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - only where one is set

    try:
        ZoneInfo(value or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Misfit("give an IANA name, such as Europe/Berlin; where the system has none, install 'tzdata'") from error


def _model(value: str) -> None:
    if value and not re.fullmatch(r"[a-z][\w-]*:\S+", value):
        raise Misfit("give provider:model, such as openai:gpt-5-mini or ollama:qwen3")


def _models(value: tuple[str, ...]) -> None:
    for name in value:
        _model(name)


def _declared(value: tuple[str, ...]) -> None:
    if value:
        _languages(value)


def _api_address(value: str) -> None:
    """An address that paths are put behind."""
    if "?" in value or "#" in value:
        raise Misfit("leave away what begins with ? or #; a key goes into the setting for it")
    if value:
        _addresses((value,))


def _endpoint(value: str) -> None:
    """An address, where a name may stand in front of the host: gateways tell projects apart by it. A password may not."""
    try:
        parts = urlsplit(value)
    except ValueError:
        raise Misfit("give an address, such as https://host/v1") from None  # without the value: it may hold a password
    if parts.password:
        raise Misfit("keep passwords out of addresses: give 'model.api_key' by the environment or a file")
    _api_address(value.replace(f"{parts.username}@", "", 1) if parts.username else value)


def _output(value: str) -> None:
    if value not in ("auto", "tool", "native", "prompted"):
        raise Misfit("give auto, tool, native or prompted")


FORMS: Mapping[str, Callable[[Any], None]] = {
    "sources.encoding": _encoding,
    "sources.languages": _languages,
    "access.groups": _groups,
    "versions.supersede": _series,
    "extensions.embedder": _target,
    "extensions.reranker": _target,
    "extensions.scorers": _targets,
    "extensions.tools": _targets,
    "extensions.loaders": _loaders,
    "web.urls": _addresses,
    "web.sitemaps": _addresses,
    "facts.timezone": _timezone,
    "model.name": _model,
    "model.base_url": _endpoint,
    "model.fallbacks": _models,
    "model.output": _output,
    "meaning.languages": _declared,
    "meaning.reranker_url": _api_address,
    "variants.rewriter": _model,
    "variants.checker": _model,
}
"""What the values of a setting must look like, by its key."""
