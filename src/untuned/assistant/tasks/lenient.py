"""JSON as models write it, read without guessing: marks around it and slips of notation are looked through, values never made up.

What is cut off, doubled with another value or cannot be told is refused. One pass, in time linear in the text, and bounded in depth.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import cast

from untuned.text.regex import regex

LONGEST = 200_000
"""Characters of an output that are read."""
_DEEPEST = 60
_STARTS = 20
"""Places at which an output's JSON may begin that are tried."""
_MOST_DIGITS = 40

_SPACE = regex(r"[\s\ufeff]*+")
_NUMBER = regex(r"-?+(?:0|[1-9]\d*+)(?:\.\d++)?+(?:[eE][+-]?\d++)?+(?![\w.,]*\d)")
_NAME = regex(r"[^\W\d][\w-]*+")
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_CLOSING = {'"': '"', "'": "'", "“": "”", "„": "“”", "«": "»", "‘": "’"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"', "'": "'"}
_HEX = regex(r"[0-9a-fA-F]{4}")
_AFTER = regex(r"\s*+(?:[,:}\]/]|\Z)")
_COMMENT = regex(r"//[^\n]*+|/\*.*?\*/", re.DOTALL)
_FENCE = regex(r"```[\w-]*+[ \t]*+\n?")


class Unreadable(Exception):
    """There is no JSON that can be read without guessing; the text says why, for the model that wrote it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A value, and what was looked through to read it, such as `code fence`."""

    value: object
    steps: tuple[str, ...] = ()


def strict(text: str) -> object:
    """The value of a text that is JSON and nothing else. Raises `Unreadable`."""
    if len(text) > LONGEST:
        raise Unreadable(f"the output has more than {LONGEST} characters")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole, parse_float=_fraction)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the output is not JSON: {error}"[:300]) from error


def lenient(text: str, *, opening: str = "{") -> Read:
    """The first JSON value in a text that begins with one of the `opening` brackets. Raises `Unreadable`."""
    if len(text) > LONGEST:
        raise Unreadable(f"the output has more than {LONGEST} characters")
    why = "the output has no JSON in it"
    starts = [at for at, char in enumerate(text) if char in opening][:_STARTS]
    tried = 0
    for start in starts:
        if start < tried:
            continue
        reading = _Reading(text, start)
        try:
            value = reading.value(0)
        except Unreadable as problem:
            why = why if tried else str(problem)
            # what begins inside a value that was refused is a part of it, not the output
            tried = max(tried, reading.at)
            if "cut off" in str(problem):
                break
            continue
        return Read(value=value, steps=tuple(dict.fromkeys((*_around(text, start, reading.at), *reading.steps))))
    raise Unreadable(why)


def unfenced(text: str) -> str:
    """The text without a code fence that is around all of it."""
    bare = text.strip().lstrip("\ufeff").strip()
    opened = _FENCE.match(bare)
    if opened is None or not bare.endswith("```") or len(bare) < opened.end() + 3:
        return bare
    return bare[opened.end() : -3].strip()


def _around(text: str, start: int, end: int) -> list[str]:
    """What stands around the value."""
    before, after = text[:start].strip(), text[end:].strip()
    if not before and not after:
        return []
    if _FENCE.fullmatch(before + "\n") is not None and after == "```":
        return ["code fence"]
    return ["words around it"]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        _put(found, key, value)
    return found


def _put(found: dict[str, object], key: str, value: object) -> None:
    if key in found and not same(found[key], value):
        raise Unreadable(f"the key {json.dumps(key[:60], ensure_ascii=False)} stands twice with different values")
    found[key] = value


def same(one: object, other: object) -> bool:
    """True for the same JSON value: `true` is no 1, and 1.0 is 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        left, right = cast("dict[str, object]", one), cast("dict[str, object]", other)
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(one, list) and isinstance(other, list):
        here, there = cast("list[object]", one), cast("list[object]", other)
        return len(here) == len(there) and all(map(same, here, there))
    return one == other


def _no_number(word: str) -> object:
    raise Unreadable(f"{word} is no JSON")


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise Unreadable(f"a number has more than {_MOST_DIGITS} digits")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Unreadable("a number is too large")
    return number


@dataclass(slots=True)
class _Reading:
    """A place in a text that moves on."""

    text: str
    at: int
    steps: list[str] = field(default_factory=list[str])
    comma: bool = False
    """The last value had one after it."""

    def value(self, depth: int) -> object:
        """The value that begins here. Raises `Unreadable`."""
        if depth > _DEEPEST:
            raise Unreadable(f"values stand inside each other more than {_DEEPEST} deep")
        self._skip()
        char = self._char()
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._list(depth)
        if char in _CLOSING:
            return self._string()
        return self._plain()

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self.at += 1
        while not self._closes("}", empty=not found):
            key = self._key()
            self._skip()
            if self._char() != ":":
                raise Unreadable(f"a ':' is missing after the key {json.dumps(key[:60], ensure_ascii=False)}")
            self.at += 1
            _put(found, key, self.value(depth + 1))
            self._separated("}")
        return found

    def _list(self, depth: int) -> list[object]:
        found: list[object] = []
        self.at += 1
        while not self._closes("]", empty=not found):
            found.append(self.value(depth + 1))
            self._separated("]")
        return found

    def _closes(self, bracket: str, *, empty: bool) -> bool:
        """Past the closing bracket, where it stands here."""
        self._skip()
        if self._char() != bracket:
            return False
        if self.comma and not empty:
            self.steps.append("trailing comma")
        self.at += 1
        return True

    def _separated(self, bracket: str) -> None:
        """Past the comma after a value, where the bracket does not close what it stands in."""
        self._skip()
        char = self._char()
        self.comma = char == ","
        if self.comma:
            self.at += 1
        elif char != bracket:
            raise Unreadable(f"a ',' or '{bracket}' is missing before {self.text[self.at : self.at + 20]!r}")

    def _key(self) -> str:
        self._skip()
        if self._char() in _CLOSING:
            return self._string()
        found = _NAME.match(self.text, self.at)
        if found is None:
            raise Unreadable(f"a key is missing before {self.text[self.at : self.at + 20]!r}")
        self.steps.append("keys without quotes")
        self.at = found.end()
        return found[0]

    def _string(self) -> str:
        opened = self.text[self.at]
        closing, strictly = _CLOSING[opened], opened == '"'
        if not strictly:
            self.steps.append("other quotation marks")
        self.at += 1
        parts: list[str] = []
        while True:
            char = self._char()
            self.at += 1
            if char == "\\":
                parts.append(self._escape())
            elif char in closing and (strictly or _AFTER.match(self.text, self.at) is not None):
                return "".join(parts)
            else:
                if char in "\n\r\t":
                    self.steps.append("line breaks in a text")
                parts.append(char)

    def _escape(self) -> str:
        char = self._char()
        self.at += 1
        if char == "u":
            return self._unicode()
        if char not in _ESCAPES:
            raise Unreadable(f"'\\{char}' is no escape of JSON")
        return _ESCAPES[char]

    def _unicode(self) -> str:
        first = self._code()
        if 0xD800 <= first < 0xDC00 and self.text.startswith("\\u", self.at):
            self.at += 2
            second = self._code()
            if 0xDC00 <= second < 0xE000:
                return chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            raise Unreadable("half a character is written as '\\u'")
        if 0xD800 <= first < 0xE000:
            raise Unreadable("half a character is written as '\\u'")
        return chr(first)

    def _code(self) -> int:
        found = _HEX.match(self.text, self.at)
        if found is None:
            raise Unreadable("four digits are missing after '\\u'")
        self.at = found.end()
        return int(found[0], 16)

    def _plain(self) -> object:
        """A number, or one of the three words; any other word is no value."""
        found = _NUMBER.match(self.text, self.at)
        if found is not None and _AFTER.match(self.text, found.end()) is not None:
            self.at = found.end()
            return _fraction(found[0]) if any(char in found[0] for char in ".eE") else _whole(found[0])
        word = _NAME.match(self.text, self.at)
        if word is None or word[0] not in _WORDS:
            raise Unreadable(f"{self.text[self.at : self.at + 20]!r} is no JSON value")
        if word[0][0].isupper():
            self.steps.append("Python's words")
        self.at = word.end()
        return _WORDS[word[0]]

    def _skip(self) -> None:
        """Past white space and comments."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = self.at if space is None else space.end()
            comment = _COMMENT.match(self.text, self.at)
            if comment is None:
                return
            self.steps.append("comments")
            self.at = comment.end()

    def _char(self) -> str:
        if self.at >= len(self.text):
            raise Unreadable("the output is cut off before its JSON ends")
        return self.text[self.at]
