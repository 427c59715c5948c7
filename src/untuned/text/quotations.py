"""What a text quotes: strings in double quotation marks, and block quotes of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from untuned.text.regex import regex

_FENCE = regex(r"^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = regex(r"(?<!`)(`{1,2})(?!`)[^`\n]{1,400}\1(?!`)")
_BLOCK = regex(r"^[ ]{0,3}>[^\n]*(?:\n[ ]{0,3}>[^\n]*)*", re.MULTILINE)
_BLOCK_MARK = regex(r"^[ ]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_CALLOUT = regex(r"\s*(?:\[!\w+\]|(?:\*\*|__)?(?:note|tip|warning|important|caution|примечание|внимание|важно|совет)\b)", re.IGNORECASE)
_BYLINE = regex(r"\n[ \t]*(?:—|–|--[ \t])[^\n]*\Z")
_MARKS = regex(
    r'(?<![\w"\\])"(?=[^\s"])(?P<straight>[^"]{1,2000}?)(?<=\S)"(?!\w)'
    r"|“(?P<english>[^“”]{1,2000})”"
    r"|„(?P<german>[^„“”]{1,2000})[“”]"
    r"|«(?P<angled>[^«»]{1,2000})»"
    r"|[「『](?P<corner>[^「」『』]{1,2000})[」』]"
)
_PARAGRAPH = regex(r"\n[ \t]*\n")
_WORD = regex(r"\w+")
_UNSPACED = regex("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CITED = regex(r"(?:\s?(?:\[\^?\d{1,3}\]|【\d{1,3}】))+(?=[.!,;]?\Z)")
_EMPHASIS = regex(r"(?<!\w)(\*{1,3}|_{1,3}|`{1,2})(?=[^\s*_`])([^\n]{1,400}?)(?<=[^\s*_`])\1(?!\w)")
_LEAST_WORDS = 3
_LEAST_UNSPACED = 6
_LONGEST_NAME = 5


class Quotation(NamedTuple):
    """Something quoted: [start, end) of the text with its marks, and the words without them."""

    start: int
    end: int
    words: str
    block: bool


def quotations(text: str) -> list[Quotation]:
    """What `text` quotes, in order: at least three words in double quotation marks, or a block quote.

    Where words are not spaced, six signs are enough. Marks: `"…"`, `“…”`, `„…“`, `«…»`, `「…」`; single ones are apostrophes as
    often and count as none. Shorter strings are names and words of doubt rather than quotes, and so are strings of up to five
    words most of which begin with a capital (`"Factory Data Reset"`); what ends with a question mark asks and says nothing.
    Nothing in code counts, nor a callout (`> **Note:** …`). The line of a block quote that says whose words they are
    (`> — handbook.md`) and citation marks (`[1]`) at the end are no part of the words.
    """
    return sorted(_found(text))


def fences(text: str) -> list[tuple[int, int]]:
    """[start, end) of the fenced code of a text, fences included."""
    return [found.span() for found in _FENCE.finditer(text)]


def without_fences(text: str) -> str:
    """The text with spaces in the place of its fenced code, line ends kept: as long as it was."""
    return _FENCE.sub(lambda found: blank(found[0]), text)


def without_code(text: str, *, filler: str = " ") -> str:
    """The text with the filler in the place of its code, fenced or not, line ends kept: as long as it was."""
    return _CODE.sub(lambda found: blank(found[0], filler=filler), without_fences(text))


def blank(piece: str, *, filler: str = " ") -> str:
    """As many fillers as the piece has characters, with its line ends."""
    return re.sub(r"[^\n]", filler, piece)


def without_emphasis(words: str) -> str:
    """The words without the emphasis and the code marks of Markdown; arithmetic such as `2*3*4` stays, and so do links."""
    return _EMPHASIS.sub(r"\2", words)


def _found(text: str) -> Iterator[Quotation]:
    bare = without_fences(text)
    for match in _BLOCK.finditer(bare):
        lines = _BYLINE.sub("", _BLOCK_MARK.sub("", match[0]).strip())
        words = _CITED.sub("", lines.strip()).strip()
        if not _CALLOUT.match(words) and _is_quote(words):
            yield Quotation(match.start(), match.end(), words, True)
            bare = bare[: match.start()] + blank(match[0]) + bare[match.end() :]
    bare = without_code(bare, filler="·")
    for match in _MARKS.finditer(bare):
        start, end = match.span(match.lastgroup or 0)
        words = _CITED.sub("", text[start:end].strip()).strip()
        if _is_quote(words) and not _is_name(words) and words[-1] not in "?？" and not _PARAGRAPH.search(words):
            yield Quotation(match.start(), match.end(), words, False)


def _is_quote(words: str) -> bool:
    return len(_WORD.findall(words)) >= _LEAST_WORDS or len(_UNSPACED.findall(words)) >= _LEAST_UNSPACED


def _is_name(words: str) -> bool:
    """True for a short string most of whose words begin with a capital: a button, a title."""
    found = _WORD.findall(words)
    return len(found) <= _LONGEST_NAME and 2 * sum(word[0].isupper() or word[0].isdigit() for word in found) > len(found)
