"""A variant as a flat list of choices: what its hash is over, and what two variants differ in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from untuned.types.methods import Method, Variant
from untuned.types.settings import Settings

SECTIONS = ("chunks", "index", "search", "meaning", "answer", "verify", "model")
SINGLE = ("facts.file", "facts.timezone", "sources.languages", "extensions.embedder", "extensions.reranker")
NEVER_AN_ANSWER = frozenset(
    {
        "model.api_key",
        "model.timeout_s",
        "model.http_retries",
        "meaning.reranker_key",
        "meaning.reranker_timeout_s",
        "meaning.batch",
        "meaning.threads",
    }
)
"""Who pays, how long one request may take and how often it is sent again, how a local model is run: they decide whether an endpoint's
trouble is got over and how fast, not what is said. `model.deadline_ms`, `model.max_tokens` and `model.max_cost` do count: past them
another answer is shown."""


_WHERE_NAMED = ("task", "format")
"""Choices that are none where they are empty."""


def choices(variant: Variant) -> dict[str, object]:
    """Every choice that can change an answer, by its key: `search.rerank`, `thinking`, `groups`."""
    return {**_of_settings(variant.settings), **_of_method(variant.method), "groups": variant.groups}


def changes(variant: Variant, *, over: Variant) -> tuple[tuple[str, str], ...]:
    """(key, value as TOML) of each choice that another variant makes otherwise, sorted by key."""
    before = choices(over)
    return tuple(sorted((key, written(value)) for key, value in choices(variant).items() if value != before.get(key, "")))


def written(value: object) -> str:
    """A choice as TOML writes it; None, which TOML lacks, as "none"."""
    return json.dumps("none" if value is None else value, ensure_ascii=False)


def replaced(settings: Settings, overrides: Mapping[str, object]) -> Settings:
    """The settings with other values, by keys such as `search.rerank`."""
    sections: dict[str, dict[str, object]] = {}
    for key, value in overrides.items():
        section, _, name = key.partition(".")
        sections.setdefault(section, {})[name] = value
    changed = {section: _with(getattr(settings, section), values) for section, values in sections.items()}
    return cast("Settings", _with(settings, changed))


def _with(record: Any, values: Mapping[str, object]) -> object:  # noqa: ANN401 - any record of settings
    return type(record)(**{field.name: values.get(field.name, getattr(record, field.name)) for field in fields(record)})


def _of_method(method: Method) -> dict[str, object]:
    named = {field.name: getattr(method, field.name) for field in fields(method)}
    return {name: value for name, value in named.items() if value != "" or name not in _WHERE_NAMED}


def _of_settings(settings: Settings) -> dict[str, object]:
    found: dict[str, object] = {}
    for section in SECTIONS:
        record = getattr(settings, section)
        found.update({f"{section}.{field.name}": getattr(record, field.name) for field in fields(record)})
    for key in SINGLE:
        section, _, name = key.partition(".")
        found[key] = getattr(getattr(settings, section), name)
    found["metadata"] = [asdict(each) for each in settings.metadata]
    found["model.base_url"] = _without_secrets(settings.model.base_url)
    found["meaning.reranker_url"] = _without_secrets(settings.meaning.reranker_url)
    return {key: value for key, value in found.items() if key not in NEVER_AN_ANSWER}


def _without_secrets(url: str) -> str:
    """The address without a name or password before its host, which choose no other endpoint, and with a hash in place of its query.

    A query may hold a key, and it may choose a deployment: what is shown tells whether two are the same, and no more.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return f"#{_short_hash(url)}"
    query = f"#{_short_hash(parts.query)}" if parts.query else ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="")) + query


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
