"""What a model's card, the README.md beside its files, says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import yaml

from untuned.text.regex import regex

_FRONT_MATTER = regex(r"\A\ufeff?---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_CHARACTERS = 65_536


def card_languages(folder: Path) -> tuple[str, ...]:
    """The two-letter codes of the languages that a card names in its front matter; () where it names none, or cannot be read."""
    try:
        with (folder / "README.md").open(encoding="utf-8") as file:
            found = _FRONT_MATTER.match(file.read(_CHARACTERS))
        read = cast("object", yaml.safe_load(found[1])) if found else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return ()
    return language_codes(cast("Mapping[str, object]", read).get("language")) if isinstance(read, dict) else ()


def language_codes(value: object) -> tuple[str, ...]:
    """The codes among one name or a list of names; what is none, such as `multilingual`, says nothing.

    YAML reads Norwegian's bare `no` as false.
    """
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    codes = ["no" if code is False else str(code).lower().partition("-")[0] for code in listed]
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch(r"[a-z]{2}", code)))
