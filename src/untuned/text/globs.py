"""Which paths a pattern names. Paths are below the project's root, with `/`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from untuned.text.regex import regex

_SPECIAL = frozenset("*?[")
_UNSAFE_IN_SET = regex(r"[\\^\[\]&~|]")


def is_glob(pattern: str) -> bool:
    """True when the pattern can name more than one path."""
    return not _SPECIAL.isdisjoint(pattern)


def exactly(path: str) -> str:
    """The pattern of this path alone, from the root on."""
    return "/" + re.sub(r"[*?[]", r"[\g<0>]", path)


def matches(path: str, pattern: str) -> bool:
    """True when `pattern` names `path` or a folder above it.

    `*` and `?` stay within one folder, `**` crosses folders, `[ab]` is one of these characters and
    `[!ab]` none of them. A pattern without `/` (other than at its end) names a file or folder at
    any depth, as in a .gitignore. Upper and lower case differ; how an accented letter is composed does not.
    """
    return _compiled(pattern).match(composed(path)) is not None


def named_part(pattern: str, name: str) -> re.Pattern[str]:
    """What tells the part `{name}` of a path that a pattern names: the group of that name is one folder or file, or a piece of it."""
    before, _, after = composed(pattern).removeprefix("./").strip("/").partition(f"{{{name}}}")
    return re.compile(f"{''.join(_pieces(before))}(?P<{name}>[^/]+?){''.join(_pieces(after))}(?:/.*)?\\Z", re.DOTALL)


def composed(name: str) -> str:
    """The name in Unicode's form C: some systems keep `й` as one character, some as two."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def fixed_part(pattern: str) -> str:
    """The folders before the first part of the pattern that is a glob: `docs/en` of `docs/en/**/*.md`."""
    parts = pattern.split("/")
    fixed: list[str] = []
    for part in parts:
        if is_glob(part):
            break
        fixed.append(part)
    return "/".join(fixed)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = composed(pattern).removeprefix("./").strip("/")
    anywhere = "(?:.*/)?" if "/" not in pattern.removeprefix("./").rstrip("/") else ""
    return re.compile(anywhere + "".join(_pieces(whole)) + r"(?:/.*)?\Z", re.DOTALL)


def _pieces(pattern: str) -> list[str]:
    pieces: list[str] = []
    place = 0
    while place < len(pattern):
        rest = pattern[place:]
        if rest.startswith("**/"):
            pieces.append("(?:.*/)?")
            place += 3
        elif rest.startswith("**"):
            pieces.append(".*")
            place += 2
        elif (choice := re.match(r"\[(!?)(\]?[^\]/]*)\]", rest)) is not None:
            members = _UNSAFE_IN_SET.sub(r"\\\g<0>", choice[2])
            pieces.append(f"(?!/)[^{members}]" if choice[1] else f"(?!/)[{members}]")
            place += choice.end()
        else:
            pieces.append({"*": "[^/]*", "?": "[^/]"}.get(rest[0], re.escape(rest[0])))
            place += 1
    return pieces
