"""The marks of Markdown in a text, and the views of it without them: what a reader of the rendered page sees.

Marks are told by form, in one pass of each pattern, and only where they are sure: emphasis stands beside white space or
punctuation, so that no two words join; tags are of a closed list (superscripts are not in it: 10<sup>2</sup> is not 102);
nothing inside code is a mark. A view is a string of the text's own length, so offsets stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from untuned.rag.verify.quotes.normalise import BULLET, EMPHASIS, ENTITY, ESCAPE, LINK, NUMBER, TAG, Points, code_points, string
from untuned.rag.verify.quotes.unseen import Range, may_hide, struck, unseen
from untuned.text.regex import regex

_INLINE_TAGS = "a|abbr|b|cite|code|em|font|i|img|ins|kbd|mark|small|span|strong|u|var|samp|q|wbr|del|s|strike|label|nobr"
_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|br|caption|center|col|colgroup|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|"
    "head|header|hr|html|iframe|li|main|nav|ol|p|picture|pre|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video"
)
_ATTRIBUTES = r"""(?:\s[^<>"']{0,200}(?:(?:"[^"<>]{0,500}"|'[^'<>]{0,500}')[^<>"']{0,200})*)?"""
_FENCE = regex(r"^[ \t>]*(`{3,}|~{3,})[^\n`]*(?:\n|\Z)(?s:.*?)(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE)
_BLANK_LINE = regex(r"^[ \t]*\n", re.MULTILINE)
_HTML_BLOCK = regex(rf"^ {{0,3}}</?(?:{_BLOCK_TAGS})(?=[\s/>])", re.MULTILINE | re.IGNORECASE)
_CODE = regex(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,400}|(?<=``)[^\n]{1,400}?)(?<!`)\1(?!`)")
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_INLINE_TAG = regex(rf"</?(?:{_INLINE_TAGS}){_ATTRIBUTES}/?>", re.IGNORECASE)
_BLOCK_TAG = regex(rf"</?(?:{_BLOCK_TAGS}){_ATTRIBUTES}/?>", re.IGNORECASE)
_LIST_ATTRIBUTES = r"(?:[ ]?\{[ ]?[.#:][^{}\n]{0,200}\})?"
_IMAGE = regex(
    r"!\[[^\[\]\n]{0,300}\](?:\([^()\s]{0,800}(?:\([^()\s]{0,200}\)[^()\s]{0,400})?(?:\s+\"[^\"\n]{0,200}\")?\)|\[[^\[\]\n]{0,100}\])"
    + _LIST_ATTRIBUTES
)
_LINK_END = regex(
    r"\](?:\([ ]?(?:<[^<>\n]{0,800}>|[^()\s]{0,800}(?:\([^()\s]{0,200}\)[^()\s]{0,400})?)"
    r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ ]?\)"
    r"|[ ]?\[[^\[\]\n]{0,100}\])" + _LIST_ATTRIBUTES
)
_DEFINITION = regex(r"^ {0,3}\[[^\[\]\n]{1,100}\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_FOOTNOTE = regex(r"\[\^[\w-]{1,40}\]:?")
_AUTOLINK = regex(r"<(?=[a-z][a-z0-9+.-]{1,20}:[^<>\s]{1,500}>|[^<>\s@]{1,80}@[^<>\s@]{1,80}>)|(?<=[\w/])>(?<=>)")
_HEADING_ID = regex(r"[ \t]+\{[ ]?[#.][^{}\n]{1,200}\}[ \t]*$", re.MULTILINE)
_UNDERLINE = regex(r"^[ \t]{0,3}(?:=+|-{2,})[ \t]*$|^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_ADMONITION = regex(r"^[ \t]*(?:/{3,}(?:[ \t]+[a-z]+(?:[ \t]*\|)?)?|(?:!!!|\?\?\?\+?)[ \t]+[a-z]+)[ \t]*", re.MULTILINE)
_QUOTE = regex(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_LIST_MARK = regex(r"^(?:[ \t]{0,3}>)*[ \t]*(?:([-*+])|(\d{1,4}[.)]))(?=[ \t]+\S)", re.MULTILINE)
_HEADING = regex(r"^[ \t]{0,3}#{1,6}(?=[ \t])|(?<=[ \t])#+[ \t]*$", re.MULTILINE)
_CELL = regex(r"\|")
_ROW = regex(r"^[ \t]*\|[^\n]*$|^[^|\n]+\|[^\n]*\n[ \t]*:?-{2,}:?[ \t]*\|[^\n]*(?:\n[^|\n]*\|[^\n]*)*", re.MULTILINE)
_ESCAPE = regex(r"\\(?=[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])|\\$", re.MULTILINE)
_ENTITY = regex(r"(?<!\\)&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_RUN = regex(r"(?<!\\)(\*{1,3}|_{1,3}|~~)(?!\1)")
_STRUCK = regex(r"~~(?=\S)(?:[^~\n]|\n(?![ \t]*\n)){1,20000}(?<=\S)~~")
_FARTHEST = 1_000
"""No emphasis is longer: an opening mark left alone must not reach through the page. Nor is a block of HTML looked for farther back."""


@dataclass(slots=True)
class Marks:
    """Where the marks of a Markdown text stand. `soft` marks are of characters that no skeleton holds."""

    soft: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    hard: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    numbers: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    entities: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    """Each as its character in its first place, and what is left of it."""
    struck: list[Range] = field(default_factory=list[Range])
    unseen: list[Range] = field(default_factory=list[Range])


def marks(text: str) -> Marks:
    """Every mark of a Markdown text."""
    found = Marks()
    code = _code(text, found)
    plain = _blank(text, code)
    found.unseen = [match.span() for match in _COMMENT.finditer(plain)] if "<!--" in plain else []
    if "<" in plain:
        found.unseen = _merged(found.unseen + unseen(plain))
    plain = _blank(plain, found.unseen)
    found.hard += [(*span, TAG) for span in found.unseen]
    if "~~" in plain or "<" in plain:
        found.struck = [*(match.span() for match in _STRUCK.finditer(plain)), *struck(plain)]
    _tags(plain, found)
    _links(plain, found)
    _lines(plain, found)
    found.soft += [(start, end, EMPHASIS) for start, end in _emphasis(plain)]
    if "\\" in plain:
        found.soft += [(*match.span(), ESCAPE) for match in _ESCAPE.finditer(plain)]
    if "&" in plain:
        _entities(plain, found)
    return found


def _entities(plain: str, found: Marks) -> None:
    """References to one character, such as `&nbsp;`."""
    for match in _ENTITY.finditer(plain):
        named = html.unescape(match[0])
        if len(named) == 1:
            start, end = match.span()
            found.entities += ((start, start + 1, named), (start + 1, end, ENTITY))


def _merged(ranges: list[Range]) -> list[Range]:
    """The ranges in order, those that overlap as one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def never_shown(text: str) -> list[Range]:
    """[start, end) of what a rendering of the whole text does not show, or strikes through; nothing inside code counts."""
    if not may_hide(text):
        return []
    plain = _blank(text, _code(text, Marks()))
    return _merged([*unseen(plain), *struck(plain)])


def views(text: str, found: Marks) -> tuple[str, ...]:
    """The text as it may be quoted: with its marks written out, without any, and without any but list numbers.

    Where it has entities, also with the characters that they name. Only views that differ are given; all are as long as `text`.
    """
    points = code_points(text)
    named = [_hide(points, found.entities)] if found.entities else []
    return tuple(view for each in (points, *named) for view in _views(each, found))


def _views(points: Points, found: Marks) -> Iterator[str]:
    soft = _hide(points, found.soft)
    yield string(soft)
    if found.hard:
        yield string(_hide(soft, found.hard))
    if found.numbers:
        yield string(_hide(soft, found.hard + found.numbers))


def _hide(points: Points, ranges: list[tuple[int, int, str]]) -> Points:
    hidden = points.copy()
    for start, end, mark in ranges:
        hidden[start:end] = ord(mark)
    return hidden


def _blank(text: str, ranges: list[Range]) -> str:
    """`text` with letters in place of these ranges, as long as before, so that nothing in them is taken for a mark."""
    if not ranges:
        return text
    pieces: list[str] = []
    last = 0
    for start, end in ranges:
        pieces += (text[last:start], "x" * (end - start))
        last = end
    return "".join((*pieces, text[last:]))


def _code(text: str, found: Marks) -> list[Range]:
    """Ranges of code, in order; the fences and ticks around them become marks."""
    ranges: list[Range] = []
    fences = _fences(text) if "```" in text or "~~~" in text else []
    for start, end in fences:
        opening = text.find("\n", start, end)
        closing = text.rfind("\n", start, end)
        if opening >= 0:
            found.hard.append((start, opening, TAG))
        if 0 <= opening < closing:
            found.hard.append((closing + 1, end, TAG))
        ranges.append((start, end))
    if "`" not in text:
        return ranges
    for match in _CODE.finditer(_blank(text, fences)):
        start, end = match.span()
        ticks = len(match[1])
        if _free(text, start, end):
            found.soft += ((start, start + ticks, EMPHASIS), (end - ticks, end, EMPHASIS))
        ranges.append((start, end))
    return sorted(ranges)


def _fences(text: str) -> list[Range]:
    """Where fenced code stands. Until a blank line, nothing is a fence below a line that begins with a tag of a block (CommonMark 4.6)."""
    found: list[Range] = []
    at = after = 0
    while (match := _FENCE.search(text, at)) is not None:
        start, at = match.span()
        if _in_html(text[max(after, start - _FARTHEST) : start]):
            at = text.find("\n", start) + 1 or len(text)
        else:
            found.append(match.span())
            after = at
    return found


def _in_html(before: str) -> bool:
    """True where the lines after the last blank one have begun a block of HTML."""
    return _HTML_BLOCK.search(_BLANK_LINE.split(before)[-1]) is not None


def _free(text: str, start: int, end: int) -> bool:
    """True when no word touches [start, end) from outside."""
    return not (start > 0 and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _tags(plain: str, found: Marks) -> None:
    if "<" not in plain:
        return
    found.hard += [(*match.span(), TAG) for match in _INLINE_TAG.finditer(plain)]
    for match in _BLOCK_TAG.finditer(plain):
        start, end = match.span()
        found.hard += ((start, start + 1, " "), (start + 1, end, TAG))
    found.hard += [(*match.span(), LINK) for match in _AUTOLINK.finditer(plain)]


def _links(plain: str, found: Marks) -> None:
    if "]" not in plain:
        return
    if "![" in plain:
        found.hard += [(*match.span(), LINK) for match in _IMAGE.finditer(plain)]
    for match in _LINK_END.finditer(plain):
        start = plain.rfind("[", max(0, match.start() - 500), match.start())
        if start >= 0:
            found.hard += ((start, start + 1, LINK), (*match.span(), LINK))
    found.hard += [(*match.span(), LINK) for match in _DEFINITION.finditer(plain)]
    if "[^" in plain:
        found.hard += [(*match.span(), LINK) for match in _FOOTNOTE.finditer(plain)]


def _lines(plain: str, found: Marks) -> None:
    """What marks whole lines: headings, underlines, block quotes, bullets, numbers, tables, notes."""
    found.hard += [(*match.span(), TAG) for match in _HEADING_ID.finditer(plain)] if "{" in plain else []
    found.hard += [(*match.span(), TAG) for match in _UNDERLINE.finditer(plain)]
    found.hard += [(*match.span(), TAG) for match in _ADMONITION.finditer(plain)]
    found.soft += [(*match.span(), BULLET) for match in _HEADING.finditer(plain)]
    if ">" in plain:
        found.hard += [(*match.span(), BULLET) for match in _QUOTE.finditer(plain)]
    for match in _LIST_MARK.finditer(plain):
        if match[1]:
            found.soft.append((*match.span(1), BULLET))
        else:
            found.numbers.append((*match.span(2), NUMBER))
    if "|" in plain:
        for row in _ROW.finditer(plain):
            found.soft += [(*cell.span(), " ") for cell in _CELL.finditer(plain, *row.span())]


def _emphasis(plain: str) -> Iterator[Range]:
    """Ranges of emphasis marks: pairs of the same mark, each with a word on one side and no word on the other."""
    opened: dict[str, int] = {}
    for match in _RUN.finditer(plain):
        mark = match[1]
        start, end = match.span()
        before = plain[start - 1] if start else " "
        after = plain[end] if end < len(plain) else " "
        opens = not after.isspace() and not before.isalnum()
        closes = not before.isspace() and not after.isalnum()
        opener = opened.get(mark)
        if closes and opener is not None and start - opener <= _FARTHEST and "\n\n" not in plain[opener:start]:
            del opened[mark]
            yield opener, opener + len(mark)
            yield start, end
        elif opens:
            opened[mark] = start
