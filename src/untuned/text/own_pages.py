"""Pages that untuned itself wrote, told by a mark in their head: a hash of all the rest, which no other page has."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Literal

_HEAD = 8_192
"""Characters in which the mark stands."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BEHIND_THE_MARK = re.compile(r"<(?:title|style|script|body|/head)\b", re.IGNORECASE)
_UNMARKED = '<meta name="generator" content="untuned {release}">'
_MARKED = '<meta name="generator" content="untuned {release} sha256-{digest}">'
_MARK = re.compile(r'<meta name="generator" content="untuned (?P<release>[\w.+-]{1,60})(?: sha256-(?P<digest>[0-9a-f]{64}))?">')
_WORDS = re.compile(r"<(title|style|script)\b.*?(?:</\1\b|\Z)", re.DOTALL | re.IGNORECASE)
_LIKE = re.compile(r"<meta\s[^<>]{0,200}?untuned [\w.+-]{1,60} sha256-[0-9a-f]{64}\b[^<>]{0,200}>", re.IGNORECASE)
"""The mark as a formatter or a browser may write it anew, wherever in the head it puts it."""
_BODY = re.compile(r"<(?:body|/head)\b", re.IGNORECASE)
_POLICY = "default-src 'none'; style-src 'sha256-"
"""With it, also a page that was written before pages were marked is known."""

Origin = Literal["own", "changed"]
"""`changed`: written by untuned, and not any more what it was."""


def marked(page: str) -> str:
    """The page with the mark in place of its bare `<meta name="generator">`. Raises `ValueError` for one that has none."""
    found = _mark_of(page)
    if found is None or found["digest"] is not None:
        raise ValueError("the page has no bare mark of untuned in its head")
    mark = _MARKED.format(release=found["release"], digest=_digest(page))
    return page[: found.start()] + mark + page[found.end() :]


def origin_of(page: str) -> Origin | None:
    """Where a page comes from; None for one that is not untuned's, also where it speaks of such pages or looks like one.

    Line ends and a byte order mark count for nothing: some systems write others.
    """
    page = page.removeprefix("\ufeff")
    found = _mark_of(page)
    if found is None:
        head = _WORDS.sub(" ", _without_comments(page))
        return None if _LIKE.search(head, 0, _end(head, _BODY)) is None else "changed"
    if found["digest"] is None:
        return "changed" if _POLICY in page[: found.start()] else None
    bare = page[: found.start()] + _UNMARKED.format(release=found["release"]) + page[found.end() :]
    return "own" if _digest(bare) == found["digest"] else "changed"


def _mark_of(page: str) -> re.Match[str] | None:
    """The first mark in the head, outside of comments and of all that holds text."""
    head = _without_comments(page)
    return _MARK.search(head, 0, _end(head, _BEHIND_THE_MARK))


def _without_comments(page: str) -> str:
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), page[:_HEAD])


def _end(head: str, behind: re.Pattern[str]) -> int:
    found = behind.search(head)
    return len(head) if found is None else found.start()


def _digest(page: str) -> str:
    return sha256(page.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()
