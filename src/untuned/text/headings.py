"""What a heading of Markdown or of plain text says, without the signs that make it one."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.regex import regex

_OPENING = regex(r"[ \t]*#{1,6}(?=[ \t]|$)[ \t]*")
_UNDERLINE = regex(r"\n[ \t]*(?:=+|-+|([~*^#+\"'])\1{2,})[ \t]*\Z")
_CLOSING = regex(r"(?:^|[ \t])#+[ \t]*\Z")
_ATTRIBUTES = regex(r"[ \t]*\{[ \t]*[#.:][^{}\n]*\}[ \t]*\Z")
_IMAGE_OR_LINK = regex(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_TAG = regex(r"</?[A-Za-z][^<>\n]*>")
_CODE = regex(r"(`+)(.+?)\1")
_EMPHASIS = regex(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)")
_NUMBER = regex(
    r"(?:(?:chapter|section|part|appendix|article|глава|раздел|часть|приложение|статья)\s+(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z]|[IVXLC]{1,6})[.:)]?"
    r"|\d{1,3}(?:\.\d{1,3}){1,5}[.:)]?|[A-Z](?:\.\d{1,3}){1,5}[.:)]?|(?:\d{1,3}|[A-Z]|[IVXLC]{1,6})[.:)]|\d{1,3}(?=\s+[A-ZА-ЯЁ]))\s+",
    re.IGNORECASE,
)
"""What stands before a heading's words: `10.4.`, `Chapter 3.`, `A.1`."""
_INLINE_SIGNS = frozenset("[<`*_")
_SHORT = 200
"""Characters of a heading that is remembered: each is asked for several times while its document is read."""
_REMEMBERED = 30_000
"""Headings that are: those of two thousand pages, which the passes of a sync go through one after the other; they take some 6 MB."""


def heading_text(source: str) -> str:
    """The words of a Markdown heading block: `## Path *params* { #path }` gives `Path params`.

    Number signs on both sides, a setext underline, an attribute list at the end, and the signs of
    links, code and emphasis are left out; the words themselves stay as written. Tags are left out where such signs make it a
    heading: in another format `<Files> Directive` is what stands there.
    """
    return _remembered(source) if len(source) <= _SHORT else _told(source)


def plain(title: str) -> str:
    """A heading's words as they are compared: in lower case, without the signs at either end."""
    return " ".join(title.casefold().strip(" .:;,—–-*_#“”«»\"'").split())


def unnumbered(heading: str) -> str:
    """A heading's words without the number of its section."""
    found = _NUMBER.match(heading)
    return heading if found is None else heading[found.end() :]


def _told(source: str) -> str:
    text = _UNDERLINE.sub("", source) if "\n" in source else source
    underlined = text != source
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    if opening and "#" in text:
        text = _CLOSING.sub("", text)
    if "}" in text:
        text = _ATTRIBUTES.sub("", text)
    if opening and "#" in text:
        text = _CLOSING.sub("", text)
    if not _INLINE_SIGNS.isdisjoint(text):
        text = _IMAGE_OR_LINK.sub(r"\1", text)
        text = _TAG.sub("", text) if opening or underlined else text
        text = _CODE.sub(r"\2", text)
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return " ".join(text.split())


@lru_cache(maxsize=_REMEMBERED)
def _remembered(source: str) -> str:
    return _told(source)
