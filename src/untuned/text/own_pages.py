"""Pages that untuned itself wrote, told by a mark in their head: a hash of all the rest, which no other page has."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Literal

from untuned.text.regex import regex

_WORD = "untuned "
"""A page without it has no mark, and is looked at no further."""
_ASIDE = regex(r"<!--.*?(?:-->|\Z)|<(title|style|script)\b.*?(?:</\1\b|\Z)", re.DOTALL | re.IGNORECASE)
"""A comment, or what holds text."""
_UNMARKED = '<meta name="generator" content="untuned {release}">'
_MARKED = '<meta name="generator" content="untuned {release} sha256-{digest}">'
_MARK = regex(r'<meta name="generator" content="untuned (?P<release>[\w.+-]{1,60})(?: sha256-(?P<digest>[0-9a-f]{64}))?">')
_LIKE = regex(r"<meta\s[^<>]{0,200}?untuned [\w.+-]{1,60} sha256-[0-9a-f]{64}\b[^<>]{0,200}>", re.IGNORECASE)
"""The mark as a formatter or a browser may write it anew, wherever in the head it puts it, behind however much else."""
_BODY = regex(r"<(?:body|/head)\b", re.IGNORECASE)
_POLICY = "default-src 'none'; style-src 'sha256-"
"""With it, also a page that was written before pages were marked is known."""

Origin = Literal["own", "changed"]
"""`changed`: written by untuned, and not any more what it was."""


def marked(page: str) -> str:
    """The page with the mark in place of its bare `<meta name="generator">`. Raises `ValueError` for one that has none."""
    found = _MARK.search(_head(page))
    if found is None or found["digest"] is not None:
        raise ValueError("the page has no bare mark of untuned in its head")
    mark = _MARKED.format(release=found["release"], digest=_digest(page))
    return page[: found.start()] + mark + page[found.end() :]


def origin_of(page: str) -> Origin | None:
    """Where a page comes from; None for one that is not untuned's, also where it speaks of such pages or looks like one.

    Line ends and a byte order mark count for nothing: some systems write others.
    """
    page = page.removeprefix("\ufeff")
    head = _head(page)
    found = _MARK.search(head)
    if found is None:
        return None if _LIKE.search(head) is None else "changed"
    if found["digest"] is None:
        return "changed" if _POLICY in page[: found.start()] else None
    bare = page[: found.start()] + _UNMARKED.format(release=found["release"]) + page[found.end() :]
    return "own" if _digest(bare) == found["digest"] else "changed"


def _head(page: str) -> str:
    """What stands before the page's body, blanks in place of comments and of all that holds text; "" where no mark can be."""
    if _WORD not in page:
        return ""
    pieces, at = list[str](), 0
    for aside in _ASIDE.finditer(page):
        body = _BODY.search(page, at, aside.start())
        if body is not None:
            return "".join((*pieces, page[at : body.start()]))
        pieces += [page[at : aside.start()], " " * len(aside[0])]
        at = aside.end()
    body = _BODY.search(page, at)
    return "".join((*pieces, page[at : len(page) if body is None else body.start()]))


def _digest(page: str) -> str:
    return sha256(page.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()
