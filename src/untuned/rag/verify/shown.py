"""The words of a text that its reader is shown: a link's target, a tag's attributes and the pieces of a code are none of a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.rag.verify.quotes.marks import marks
from untuned.rag.verify.quotes.normalise import JOINED, LINK, TAG, ZERO_WIDTH
from untuned.text.closed_words import Word, tokens
from untuned.text.quotations import blank
from untuned.text.regex import regex
from untuned.text.words import terms

_MARKED = regex(r"\]\(|\]\[|\]:|\[\^|<[A-Za-z/!]|\{ ?[.#:]")
_ADDRESS = regex(r"(?:\b[a-z][a-z0-9+.-]{1,9}://|\bmailto:|\bwww\.)[^\s<>()\[\]\"'`]*[^\s<>()\[\]\"'`.,;:!?*_]", re.IGNORECASE)
_DEFINITION = regex(r"\s{0,3}\[[^\]^][^\]]*\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*")
_NUMBERED = regex(r"\]?\[\^?\d{0,4}\]:?")
_BLANKED = regex("\0+")
_INNER_EMPHASIS = regex(r"(?<![*\w])(\*{1,3})[^\W\d_]+(\1)(?=[^\W\d_])|(?<=[^\W\d_])(\*{1,3})[^\W\d_]+(\3)(?!\*)")
_INVISIBLE = regex(f"[\u00ad{ZERO_WIDTH}]+")
_PERHAPS_INVISIBLE = regex(f"[\u00ad{ZERO_WIDTH}*]")
_APART = regex(rf"(?<![^\W\d_])(?<!{JOINED}){JOINED}++|{JOINED}++(?![^\W\d_])")
_TICKED = regex(r"`[^`\n]{1,400}`")
_PARTED = regex(r"[^\s`]*[^\W_][._/\\:=#@-]+[^\W_][^\s`]*")
_SIGNS = frozenset("._/\\:@")
_OUTSIDE = frozenset(" \t\r\n\u00a0()[]{}<>\"'`,;|*«»“”„…")
"""What ends a code on either side."""
_CODED = regex(
    r"[^\W_]_{1,3}[^\W_]|\w::\w|\w@\w|(?<![^\s(`\"'])(?:\.{0,2}|~)[/\\][^\W\d]|[^\W\d_]{2}[/\\][^/\\\s]{1,80}[/\\][^\W\d_]|[^\W\d_]{2}\.[a-z]\w{0,40}\.[a-z]"
    r"|(?i:\w\.(?:mdx?|rst|txt|html?|pdf|docx?|xlsx?|[ct]sv|json|ya?ml|toml|ini|cfg|conf|xml|svg|png|jpe?g|gif|webp|py|js|ts|css|sh|sql|log|zip|gz)(?![\w.]*\w))"
)
"""What tells a path, a file, an address or a name of a program from words."""


@lru_cache(maxsize=256)
def shown(text: str) -> str:
    """The text, as long as it was, with spaces for what a reader of its page is not shown, and for addresses.

    These are targets and titles of links, images with their alt texts, tags with their attributes, comments, labels of footnotes and of
    references, definitions of labels. Where such a mark stands inside a word (`**Pro**fessional`), its place is taken by signs that
    `shown_words` and `shown_text` read over.
    """
    masked = list(text)
    if _MARKED.search(text) is not None:
        for start, end, mark in marks(text).hard:
            if mark in (LINK, TAG) and _hides(text, start, end):
                masked[start:end] = _filler(text, start, end)
    for match in _ADDRESS.finditer(text):
        masked[match.start() : match.end()] = " " * (match.end() - match.start())
    if _PERHAPS_INVISIBLE.search(text) is not None:
        for match in _INNER_EMPHASIS.finditer(text):
            for group in (1, 2) if match[1] else (3, 4):
                masked[match.start(group) : match.end(group)] = JOINED * len(match[group])
        for match in _INVISIBLE.finditer(text):
            masked[match.start() : match.end()] = JOINED * len(match[0])
    found = "".join(masked)
    return _APART.sub(lambda match: " " * len(match[0]), found) if JOINED in found else found


def shown_text(text: str) -> str:
    """What `shown` leaves of the text, the pieces of its words together: no longer as long as the text was."""
    return together(shown(text))


@lru_cache(maxsize=64)
def shown_terms(text: str) -> tuple[str, ...]:
    """The analysed words of `shown_text`; the last texts are remembered."""
    return tuple(terms(shown_text(text)))


def shown_words(left: str) -> list[Word]:
    """The words of a text as `shown` leaves it, in order; what stands for one thing (`plan_pro`, `docs/plan-pro.md`) is one word."""
    found = tokens(left)
    if JOINED in left:
        found = _joined(left, found)
    coded = _coded(left)
    return _whole(left, found, coded) if coded else found


def spoken(left: str) -> str:
    """A text as `shown` leaves it without its codes: what else of it has the words of a sentence."""
    spans = _coded(left)
    for match in _TICKED.finditer(left):
        spans += [run.span() for run in _PARTED.finditer(left, *match.span())]
    pieces = list(left)
    for start, end in spans:
        pieces[start:end] = " " * (end - start)
    return together("".join(pieces) if spans else left)


def together(left: str) -> str:
    """A piece of a text as `shown` leaves it, without the signs that stand inside words."""
    return left.replace(JOINED, "")


def is_code(word: Word) -> bool:
    """True for a word that stands for one thing, such as a path, and is none of a language."""
    return not _SIGNS.isdisjoint(word.text)


def hidden(text: str) -> list[tuple[int, int]]:
    """[start, end) of what the text spells out and `shown` blanks: addresses, targets, tags with their attributes."""
    left = shown(text)
    if left == text:
        return []
    apart = "".join("\0" if mine != its else "x" for mine, its in zip(text, left, strict=True))
    return [match.span() for match in _BLANKED.finditer(apart)]


def _hides(text: str, start: int, end: int) -> bool:
    """False for what only looks like a label (a bracket beside another, a line that begins with one and goes on in words), and for `[1]`.

    A bracket is in nobody's way unless it stands inside a word.
    """
    line = text[start:end]
    if line in ("[", "<", ">"):
        return line == "[" and text[max(start - 1, 0)].isalpha() and text[end : end + 1].isalpha()
    if line.startswith("] ") or _NUMBERED.fullmatch(line) is not None:
        return False
    return not ("]:" in line and line.lstrip().startswith("[")) or _DEFINITION.fullmatch(line) is not None


def _filler(text: str, start: int, end: int) -> str:
    """Spaces, or signs that join where the mark may stand inside a word; line ends stay."""
    joins = text[start] in "[]<" and not text.startswith("[^", start)
    return blank(text[start:end], filler=JOINED if joins else " ")


def _joined(left: str, found: list[Word]) -> list[Word]:
    """The words, those that only a mark parts as one."""
    joined: list[Word] = []
    for word in found:
        between = left[joined[-1].end : word.start] if joined else ""
        if between and not between.strip(JOINED):
            joined[-1] = Word(joined[-1].text + word.text, joined[-1].start, word.end)
        else:
            joined.append(word)
    return joined


def _coded(left: str) -> list[tuple[int, int]]:
    """[start, end) of the codes, without the stops after them."""
    found: list[tuple[int, int]] = []
    for match in _CODED.finditer(left):
        start, end = match.span()
        if found and start < found[-1][1]:
            continue
        while start and left[start - 1] not in _OUTSIDE:
            start -= 1
        while end < len(left) and left[end] not in _OUTSIDE:
            end += 1
        found.append((start, start + len(left[start:end].rstrip(".:!?"))))
    return found


def _whole(left: str, found: list[Word], coded: list[tuple[int, int]]) -> list[Word]:
    """The words, those of one code as one."""
    whole: list[Word] = []
    place = 0
    for word in found:
        while place < len(coded) and coded[place][1] <= word.start:
            place += 1
        span = coded[place] if place < len(coded) else (word.end, word.end)
        if word.start < span[0]:
            whole.append(word)
        elif not whole or whole[-1].start != span[0]:
            whole.append(Word(left[span[0] : span[1]].replace(JOINED, "").lower().replace("ё", "е"), *span))
    return whole
