"""One value of untuned.toml or the environment made into what its setting holds; what does not fit says what would."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

from untuned.config.fields import Kind, SettingField
from untuned.config.forms import FORMS, Misfit
from untuned.config.meanings import MEANINGS
from untuned.config.toml_text import Place, toml_value
from untuned.errors import WrongSetting
from untuned.text.regex import regex
from untuned.types.settings import Secret

NONE = "none"
"""How the file says that a setting which may be absent is absent: TOML has no word for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What references are looked up in: the settings file's folder and the environment."""

    root: Path
    environ: Mapping[str, str]


def convert(field: SettingField, value: object, *, surroundings: Surroundings) -> object:
    """The value as its field holds it. Raises `Misfit` where type, bounds or form do not fit."""
    if field.optional and value == NONE:
        return None
    if field.kind == "secret text":
        return _SECRETS[field.key](value, surroundings)
    converted = _CONVERTERS[field.kind](value)
    _check_bounds(field.key, converted)
    _check_choices(field, converted)
    if field.key in FORMS:
        FORMS[field.key](converted)
    return converted


def from_variable(field: SettingField, text: str) -> object:
    """The text of an environment variable as the value that TOML would give. Raises `Misfit`."""
    if field.kind in ("text", "secret text") or (field.optional and text == NONE):
        return text
    if field.kind == "list of texts" and not text.lstrip().startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


_TELLING = regex(r"((?:password|[?&][^=&\s]*(?:passw|secret|token|key|credential|sig)[^=&\s]*)=)[^&\s]*", re.IGNORECASE)
"""An option of a url whose value is nobody's business."""


def wrong_value(above: str, key: str, value: object, remedy: str, place: Place) -> WrongSetting:
    """The error of a key of the table `above` whose value cannot be, where it stands."""
    return WrongSetting(f"{above}.{key}", value=shown(key, value), file=place.near(f"{above}.{key}"), remedy=remedy)


def shown(key: str, value: object) -> object:
    """The value as an error may print it: passwords in urls and values of telling names are masked."""
    if re.search(r"passw|secret|token(?!s$)|(?:api|_)_?key|credential", key, re.IGNORECASE):
        return "***"
    if isinstance(value, str):
        return _TELLING.sub(r"\1***", re.sub(r"(://[^/@\s:]*:)[^@\s]*@", r"\1***@", value))
    if isinstance(value, dict):
        return {name: shown(name, item) for name, item in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [shown("", item) for item in cast("list[object]", value)]
    return value


def referenced_variable(value: object) -> str | None:
    """The environment variable that a secret reference names."""
    name = cast("dict[str, object]", value).get("env") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Misfit("give a text in quotes")
    return value


def _whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Misfit("give a whole number")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise Misfit("give a number")
    return float(value)


def _range(value: object) -> tuple[float, float]:
    """One number, or the least and the greatest."""
    ends: list[object] = cast("list[object]", value) if isinstance(value, list) else [value, value]
    try:
        low, high = (_number(end) for end in ends)
    except (Misfit, ValueError) as error:
        raise Misfit("give a number, or a range such as [1_000, 3_000]") from error
    if low > high:
        raise Misfit("give the lower number of the range first")
    return low, high


def _day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise Misfit("give a day, such as 2027-01-15") from error
    if not isinstance(found, date) or isinstance(found, datetime):
        raise Misfit("give a day, such as 2027-01-15")
    return found


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit("give true or false")
    return value


def _texts(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(item, str) and item for item in items):
        raise Misfit('give a list of texts, such as ["one", "two"]')
    return tuple(str(item) for item in items)


def _table(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in cast("dict[str, object]", value).values()):
        raise Misfit('give a table of texts, such as { name = "module:object" }')
    return tuple(cast("dict[str, str]", value).items())


def _lists(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    try:
        held = cast("dict[str, object]", value) if isinstance(value, dict) else {"": None}
        return tuple((name, _texts(item) if item != [] else ()) for name, item in held.items())
    except Misfit as misfit:
        raise Misfit('give a table of lists, such as { "Gateway Pro" = ["GP"], "Gateway" = [] }') from misfit


_CONVERTERS: Mapping[Kind, Callable[[object], object]] = {
    "text": _text,
    "whole number": _whole_number,
    "number": _number,
    "number or range": _range,
    "day": _day,
    "true or false": _switch,
    "list of texts": _texts,
    "table of texts": _table,
    "table of lists": _lists,
}


def _check_bounds(key: str, value: object) -> None:
    meaning = MEANINGS[key]
    given = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
    numbers = [one for one in given if isinstance(one, int | float) and not isinstance(one, bool)]
    if any((meaning.least is not None and one < meaning.least) or (meaning.most is not None and one > meaning.most) for one in numbers):
        raise Misfit(f"give a number {bounds(key)}")


def _check_choices(field: SettingField, value: object) -> None:
    given = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
    if field.choices and not set(given) <= set(field.choices):
        *most, last = field.choices
        raise Misfit(f"give {', '.join(most)} or {last}" if field.kind == "text" else f"give any of {', '.join(most)} and {last}")


def bounds(key: str) -> str:
    """A setting's bounds in words; "" where it has none."""
    meaning = MEANINGS[key]
    if meaning.least is None and meaning.most is None:
        return ""
    return f"of at least {meaning.least:,}" if meaning.most is None else f"from {meaning.least:,} to {meaning.most:,}"


def _url(value: object, surroundings: Surroundings) -> str | Secret:
    if isinstance(value, dict):
        secret = _secret(cast("dict[str, object]", value), surroundings)
        return Secret(database_url(secret.reveal(), root=surroundings.root), reference=secret.reference)
    if not isinstance(value, str):
        raise Misfit('give a url in quotes, or { env = "NAME" } or { file = "PATH" }')
    if has_password(value):
        raise Misfit('keep the whole url out of the file: url = { env = "NAME" } or { file = "PATH" }')
    return database_url(value, root=surroundings.root)


def _key(value: object, surroundings: Surroundings) -> str | Secret:
    # Only asking a model needs the key: without it everything else goes on, and the model says which variable is not set.
    name = referenced_variable(value)
    if name is not None and not surroundings.environ.get(name):
        return Secret("", reference=f"{{ env = {toml_value(name)} }}")
    if isinstance(value, dict):
        return _secret(cast("dict[str, object]", value), surroundings)
    if value != "":
        raise Misfit('keep the key out of the file: { env = "NAME" } or { file = "PATH" }')
    return ""


_SECRETS: Mapping[str, Callable[[object, Surroundings], str | Secret]] = {
    "store.url": _url,
    "model.api_key": _key,
    "meaning.reranker_key": _key,
}


def _secret(reference: dict[str, object], surroundings: Surroundings) -> Secret:
    match list(reference.items()):
        case [("env", str(name))]:
            if not surroundings.environ.get(name):
                raise Misfit(f"set the environment variable {name}")
            return Secret(surroundings.environ[name].strip(), reference=f"{{ env = {toml_value(name)} }}")
        case [("file", str(path))]:
            try:
                text = (surroundings.root / path).read_text(encoding="utf-8-sig").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise Misfit(f"write the value to the file '{path}' beside untuned.toml and make it readable") from error
            return Secret(text, reference=f"{{ file = {toml_value(path)} }}")
        case _:
            raise Misfit('name one place: { env = "NAME" } or { file = "PATH" }')


def has_password(url: str) -> bool:
    """True when a url holds a password, before its host or among its options."""
    try:
        parts = urlsplit(url)
        return parts.password is not None or "password" in parse_qs(parts.query)
    except ValueError:
        return True


def database_url(url: str, *, root: Path) -> str:
    """The url as the store opens it: a SQLite file's path made absolute, PostgreSQL's driver named. Raises `Misfit`."""
    scheme, _, rest = url.partition("://")
    if not url:
        return ""
    if scheme in ("postgresql", "postgres", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    path = rest.removeprefix("/")
    if scheme == "sqlite" and rest.startswith("/") and path and path != ":memory:":
        return f"sqlite:///{(root / path).as_posix()}"
    raise Misfit("give sqlite:///FILE or postgresql://HOST/NAME")
