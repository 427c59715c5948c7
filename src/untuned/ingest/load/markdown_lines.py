"""What a line of Markdown can be: the patterns of the block scanner, and its measures of columns."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.regex import regex

GAP = regex(r"(?:[ \t]*+\n)*+([ \t]*+)")
INDENT = regex(r"[ \t]*+")
LINE = regex(r"[^\n]*+")
# Lines that begin with a letter at the margin can only go on with a paragraph.
PROSE_LINES = regex(r"[^\n]*+(?:\n[A-Za-zÀ-\U0010ffff][^\n]*+)*+")
ATX = regex(r"(#{1,6})(?=[ \t\n]|\Z)[^\n]*+")
FENCE = regex(r"(`{3,}+)[^`\n]*+(?=\n|\Z)|(~{3,}+)[^\n]*+")
RULE = regex(r"([-*_])[ \t]*+(?:\1[ \t]*+){2,}+(?=\n|\Z)")
UNDERLINE = regex(r"(?:=++|-++)[ \t]*+(?=\n|\Z)")
MARKER = regex(r"(?:[-+*]|([0-9]{1,9})[.)])(?:([ \t]++)(?=[^\n])|[ \t]*+(?=\n|\Z))")
QUOTED = regex(r"(?:[ \t]*>[ ]?)+([^\n]*)")
DELIMITERS = regex(r"\n([ \t]*+)(?!-(?:[ \t\n]|\Z))\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+(?=\n|\Z)")
BAR = regex(r"(?<!\\)\|")
REFERENCE = regex(
    r"\[(?!\^)(?:[^\[\]\n\\]|\\.)++\]:[ \t]*+(?:<[^<>\n]*>|[^\s<]\S*+)(?:[ \t]++(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*+(?=\n|\Z)"
)
INCLUDE = regex(r"\{(?:([*!%])[^\n]*\1|:[^{}\n]*)\}[ \t]*+(?=\n|\Z)")
DIRECTIVE = regex(r"/{3,}+(?:[ \t][^\n]*+)?(?=\n|\Z)|:{3,}+[ \t]*+(?:[A-Za-z{.][^\n]*+)?(?=\n|\Z)")
# A fence of MyST whose content is text.
FENCED_TEXT = regex(
    r"(?:`{3,}+|~{3,}+)[ \t]*+\{(?:note|tip|hint|important|warning|caution|danger|attention|error|seealso|admonition|topic|sidebar"
    r"|margin|dropdown|version(?:added|changed|removed)|deprecated|epigraph|pull-quote|tab-item|tab-set|card|grid|grid-item|grid-item-card)\}"
)
ADMONITION = regex(r"(?:!!!|\?\?\?\+?)[ \t]?[A-Za-z][\w-]*+[^\n]*+|===[!+]?[ \t]++\"[^\"\n]*\"[ \t]*+(?=\n|\Z)")

HTML_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol "
    "optgroup option p param search section source summary table tbody td tfoot th thead title tr track ul"
)
HTML_RAW = regex(r"<(?:(script|style|textarea)|(pre))(?=[\s>]|\Z)", re.IGNORECASE)
HTML_RAW_END = regex(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
HTML_BLOCK = regex(rf"</?(?:{HTML_NAMES.replace(' ', '|')})(?=[\s>]|/>|\Z)", re.IGNORECASE)
ATTRIBUTE = r"[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s\"'=<>`]+|'[^'\n]*'|\"[^\"\n]*\"))?"
HTML_ALONE = regex(rf"<(?:[A-Za-z][A-Za-z0-9-]*(?:{ATTRIBUTE})*[ \t]*/?|/[A-Za-z][A-Za-z0-9-]*[ \t]*)>[ \t]*+(?=\n|\Z)")
HTML_CLOSED_BY = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
HTML_DECLARATION = regex(r"<![A-Za-z]")
TO_BLANK = regex(r"\n[ \t]*+(?=\n|\Z)")
TAGS = regex(r"<!--(?:.*?-->|.*)|<[^<>]*>|&\w+;", re.DOTALL)
WORD = regex(r"\w")

# What ends a lazy line of a quote, or a table.
STARTS_BLOCK = regex(
    rf"#{{1,6}}(?=[ \t\n]|\Z)|>|`{{3,}}[^`\n]*(?=\n|\Z)|~{{3}}|(?:[-+*]|[0-9]{{1,9}}[.)])(?=[ \t\n]|\Z)|{RULE.pattern}"
    rf"|<(?:!--|\?|![A-Za-z\[]|(?:script|pre|style|textarea)(?=[\s>]|\Z))|{HTML_BLOCK.pattern}|/{{3,}}(?=[ \t\n]|\Z)|:{{3,}}"
    r"|!!![ \t]?[A-Za-z]",
    re.IGNORECASE,
)


def goes_on(inner: str, *, lazy: bool) -> bool:
    """True when a quote's line is prose, so that the next line may go on with it without its sign."""
    return bool(inner.strip()) and (lazy or not inner.startswith("    ")) and not ATX.match(inner)


def tables(text: str, start: int) -> dict[int, tuple[int, int, int]]:
    """The delimiter rows that could make a table: start of the line above -> (start, end, column)."""
    return {
        text.rfind("\n", 0, found.start()) + 1: (found.end(1), found.end(), width(found[1]))
        for found in DELIMITERS.finditer(text, max(start - 1, 0))
        if text.find("|", text.rfind("\n", 0, found.start()) + 1, found.start()) >= 0
    }


def columns(row: str) -> int:
    """How many cells a table's row has."""
    cells = row.strip().removeprefix("|")
    bars = len(BAR.findall(cells))
    return bars if BAR.search(cells[-2:]) and cells.endswith("|") else bars + 1


def width(indent: str, column: int = 0) -> int:
    """Columns of white space that begins at a column; a tab reaches the next multiple of four."""
    return len((" " * column + indent).expandtabs(4)) - column if "\t" in indent else len(indent)


def line_end(text: str, place: int) -> int:
    """Where the line that holds a place ends."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


@lru_cache(maxsize=256)
def indented(base: int) -> re.Pattern[str]:
    """The rest of a line and the lines after it that are indented code below a margin."""
    return re.compile(rf"[^\n]*+(?:(?:\n[ \t]*+(?=\n))*+\n(?: {{{base + 4}}}|(?: *+\t){{{(base + 7) // 4}}})[ \t]*+[^ \t\n][^\n]*+)*+")


@lru_cache(maxsize=256)
def outdent(margin: int) -> re.Pattern[str]:
    """The line end before a line that stands left of a margin."""
    return re.compile(rf"\n(?= {{0,{margin - 1}}}[^ \t\n])")


@lru_cache(maxsize=256)
def closing(sign: str, length: int, base: int) -> re.Pattern[str]:
    """The line that closes a fence."""
    return re.compile(rf"\n {{0,{base + 3}}}{sign}{{{length},}}[ \t]*+(?=\n|\Z)")


@lru_cache(maxsize=16)
def literal(words: str) -> re.Pattern[str]:
    """Just these characters."""
    return re.compile(re.escape(words))
