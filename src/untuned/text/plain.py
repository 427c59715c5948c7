"""Markdown source as people read it."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_LINK = regex(r"!?\[([^\[\]\n]*)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])")
_TAG = regex(r"</?[A-Za-z][^<>\n]*>")
_EMPHASIS = regex(r"(?<![\w*\\])(\*{1,3}|~~)(?=[^\s*])([^*\n]*?[^\s*\\])\1(?![\w*])|(?<![\w_\\])(_{1,2})(?=[^\s_])([^\n]*?[^\s\\])\3(?!\w)")
_CODE = regex(r"(`+[^`]*`+)")


def plain(source: str) -> str:
    """One line without emphasis, link targets, HTML tags and a table row's outer bars; code spans stay as they are.

    The words are the source's own: only signs are left out, and each run of white space is one space.
    """
    kept = source.strip()
    if kept.startswith("|"):
        kept = " | ".join(cell.strip() for cell in kept.strip("|").split("|"))
    pieces = _CODE.split(kept)
    pieces[::2] = [_EMPHASIS.sub(_inner, _TAG.sub("", piece)) for piece in pieces[::2]]
    return " ".join(_LINK.sub(r"\1", "".join(pieces)).split())


def _inner(found: re.Match[str]) -> str:
    return found[2] or found[4]
