"""What a Markdown heading says, without the signs that make it one."""

from __future__ import annotations

import re

_OPENING = re.compile(r"[ \t]*#{1,6}(?=[ \t]|$)[ \t]*")
_UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*\Z")
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*\Z")
_ATTRIBUTES = re.compile(r"[ \t]*\{[ \t]*[#.:][^{}\n]*\}[ \t]*\Z")
_IMAGE_OR_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_CODE = re.compile(r"(`+)(.+?)\1")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)")
_INLINE_SIGNS = frozenset("[<`*_")


def heading_text(source: str) -> str:
    """The words of a Markdown heading block: `## Path *params* { #path }` gives `Path params`.

    Number signs on both sides, a setext underline, an attribute list at the end, and the signs of
    links, code and emphasis are left out; the words themselves stay as written.
    """
    text = _UNDERLINE.sub("", source)
    if opening := _OPENING.match(text):
        text = _CLOSING.sub("", text[opening.end() :])
    text = _CLOSING.sub("", _ATTRIBUTES.sub("", text)) if opening else _ATTRIBUTES.sub("", text)
    if not _INLINE_SIGNS.isdisjoint(text):
        text = _IMAGE_OR_LINK.sub(r"\1", text)
        text = _TAG.sub("", text)
        text = _CODE.sub(r"\2", text)
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return " ".join(text.split())
