"""What files that are not UTF-8 look like: an encoding for each of them, and the one to propose where it fits them all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import looks_binary, refuse_other_format
from untuned.text.listing import listed
from untuned.text.regex import regex

SAMPLE_BYTES = 65_536
"""Of a file, as much as is looked at."""

_LEAST_SHARE = 0.9
"""Of the characters beyond ASCII, so many are letters and marks that people write where an encoding is the right one."""

_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_MARKS = frozenset("\u00a0«»„“”‘’‚‹›–—…€£§©®™°±·•№½¼¾×ªº¿¡¢")
_NOT_WESTERN = frozenset("ÿþÞðÐ")
"""Letters that bytes of no text become in cp1252 before all others."""
_WORD = regex(r"[^\W\d_]+")
_NAMES_ITS_OWN = re.compile(rb"charset\s*=|encoding\s*=\s*[\"']", re.IGNORECASE)
_HEAD = 2_048


def guess(path: str, data: bytes) -> str | None:
    """The likeliest encoding of a file by its first bytes; "" where none fits, None for UTF-8, a file that names its own, and no text."""
    if path.lower().endswith(".eml") or not _is_old_text(data):
        return None
    if path.lower().endswith((".html", ".htm", ".xhtml")) and _NAMES_ITS_OWN.search(data[:_HEAD]):
        return None
    if _mostly_utf_8(data):
        return ""
    encoding = _likely(data)
    return encoding if _fits(data, encoding) else ""


def is_utf_8(data: bytes) -> bool:
    """True for bytes that are UTF-8, also where a sample ends inside a character."""
    try:
        data[: SAMPLE_BYTES - 4].decode("utf-8")
    except UnicodeDecodeError as error:
        return len(data) >= SAMPLE_BYTES - 4 and error.start > SAMPLE_BYTES - 8  # the sample ends inside a character
    return True


def settled(guesses: Mapping[str, str]) -> str:
    """The encoding that every file looks like; "" where they differ or one looks like none."""
    return next(iter(guesses.values())) if len(set(guesses.values())) == 1 else ""


def told(guesses: Mapping[str, str], *, looked_at: int) -> str:
    """The comment about files that are not UTF-8, with their names: what is set, or why nothing is."""
    are = "is" if len(guesses) == 1 else "are"
    counted = f"{len(guesses):,} of {looked_at:,} sampled file{'' if looked_at == 1 else 's'} {are} not UTF-8"
    if encoding := settled(guesses):
        return (
            f"{counted} and {'looks' if are == 'is' else 'look'} like {encoding}: {listed(list(guesses))}; check what a sync makes of them"
        )
    lines = [f"{counted} and no one encoding fits: none is set, and a sync reports them; save them as UTF-8 to have them read"]
    alike = {name: [path for path, one in guesses.items() if one == name] for name in sorted(set(guesses.values()) - {""})}
    lines += [f'encoding = "{name}" may fit {listed(paths)}' for name, paths in alike.items()]
    if unknown := [path for path, one in guesses.items() if not one]:
        lines.append(f"no encoding fits {listed(unknown)}")
    return "\n".join(lines)


def _is_old_text(data: bytes) -> bool:
    """True for bytes that could be text of an encoding before Unicode."""
    if is_utf_8(data) or looks_binary(data) or b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        refuse_other_format(data, "", kind="text")
    except UnreadableDocument:
        return False
    return True


def _mostly_utf_8(data: bytes) -> bool:
    """True for UTF-8 in which a few bytes are broken: any other encoding would make nonsense of the rest."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(letter > "\x7f" for letter in text) - broken > broken


def _likely(data: bytes) -> str:
    """One of the Cyrillic ones where most letters are beyond ASCII, by which reads as small letters; else cp1252."""
    beyond = sum(byte >= 0x80 for byte in data)
    if beyond < sum(chr(byte).isalpha() for byte in data if byte < 0x80):
        return "cp1252"
    small = {name: len(re.findall("[а-яё]", data.decode(name, errors="ignore"))) for name in _CYRILLIC}
    return max(small, key=lambda name: small[name])


def _fits(data: bytes, encoding: str) -> bool:
    """True where the encoding has every byte, and makes of them what people write."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    beyond = [letter for letter in text if letter > "\x7f"]
    right = sum(letter in _MARKS or _is_letter(letter, encoding) for letter in beyond)
    return right >= _LEAST_SHARE * len(beyond) and (encoding in _CYRILLIC or _stands_in_words(text))


def _is_letter(letter: str, encoding: str) -> bool:
    if encoding in _CYRILLIC:
        return "а" <= letter.lower() <= "я" or letter in "ёЁ"
    return letter.isalpha() and letter not in _NOT_WESTERN


def _stands_in_words(text: str) -> bool:
    """True where at least half of the words with a letter beyond ASCII have one of ASCII too, as those of western languages have."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return 2 * sum(any(letter.isascii() for letter in word) for word in words) >= len(words)
