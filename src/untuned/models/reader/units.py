"""The units that a passage is read by: sentences, list items, table rows, code, each with its analysed words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.weekdays import terms_unnamed
from untuned.text.words import terms
from untuned.text.yeardays import terms_unnamed as months_unnamed

UnitKind = Literal["sentence", "item", "row", "code", "term"]
"""A `term` is what a definition is of, a question, or the head of an inner list: it says nothing without what stands below it."""
BlockKind = Literal["sentence", "item", "row", "code", "term", "heading", "header"]


class Laid(NamedTuple):
    """A block with its offsets [start, end), and its level: of a heading 1 for the outermost, of what stands in a list its depth."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


Layout = Literal["markdown", "csv", "csv with header", "jsonl", "facts"]
"""How a format's canonical text is laid out; `markdown` fits plain text too."""

_LONGEST_RECORD = 500
"""Characters of a JSON Lines record that is read as one; of a longer one, every line is read by itself."""

_COMMA = regex(r'"[^"]*"|,')  # between fields: without a space after it, `T-1,2025` would be one word
_LEADS = regex(r"\*\*[^*\n]{1,60}(?::\*\*|\*\*(?::| [–—-])) *\S|__[^_\n]{1,60}(?::__|__(?::| [–—-])) *\S")
"""A paragraph that begins with what it is about, as in a glossary: `**Seat**: a person who may edit.`"""
_ASKED = regex(
    r"(?:\*\*|__)?(?:Q|Question|Frage|В|Вопрос)[ .]?\d{0,3}[:.)](?:\*\*|__)?[ \t]+(?P<marked>\S[^\n]*?\?)(?:\*\*|__)?[ \t]*$"
    r"|(?:\*\*|__)(?P<bold>[^*_\n]+\?)(?:\*\*|__)[ \t]*$"
)
"""A line that is a question, marked as one or bold: what stands below it answers."""
_ALONE = regex(r"(?P<sign>\*\*|__)[^*_\n.!?]{1,60}(?P=sign):?[ \t]*$")
"""A line in bold that is a paragraph: what stands below it is about that."""
_ASKS = regex(r"[^\W_][^.!?\n]{2,200}\?[ \t]*$")
"""The first line of a paragraph that is one question and nothing else."""
_ANSWERED = regex(r"(?:\*\*|__)?(?:A|Answer|Antwort|О|Ответ)[ .]?\d{0,3}[:.)](?:\*\*|__)?[ \t]+(?=\S)")
_TELLS = regex(r": {1,3}(?=\S)")
"""What a line begins with that says what the line above it means."""
_LINE_OF_TEXT = regex(r"[^\n]+")
_RECORD = regex(r'(?:[^"\n]++|"[^"]*+"|")++')
_MARKS = frozenset("#`~<{/:![|-*+•–=>0123456789")
_LINE = regex(
    r"[ \t>]*(?:"
    r"(?P<blank>$)"
    r"|(?P<fence>```+|~~~+)"
    r"|\#{1,6}[ \t]+(?P<heading>.*?)[ \t\#]*(?:\{[ \t]*\#[^}]*\})?[ \t]*$"
    r"|(?P<rule>\|?[ \t]*:?-{2,}[ \t:|-]*$|={2,}[ \t]*$|\*[ \t]*\*[ \t*]*$)"
    r"|(?P<row>\|)"
    r"|(?P<markup>(?:<[^>]*>[ \t]*)+$|\{\*.*\*\}[ \t]*$|\{%.*|/{3}.*|:{3}.*|!!!.*|\[[^\]]+\]:[ \t]*\S.*$|!\[[^\]]*\]\([^)]*\)[ \t]*$)"
    r"|(?:[-*+•–]|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.(?=[ \t]+[«“\"]?[A-ZА-ЯЁ]))[ \t]+(?:\[[ xX]\][ \t]+)?(?P<item>(?=\S))"
    r"|(?P<clause>(?=\d{1,2}(?:\.\d{1,2}){1,3}[ \t]+[«“\"]?[A-ZА-ЯЁ]))"
    r"|(?P<text>(?=\S)))",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a passage that can answer by itself: [start, end) of the passage's text."""

    start: int
    end: int
    kind: UnitKind
    block: int
    """Ordinal of the paragraph, item, row or code block it is in."""
    terms: tuple[str, ...]
    """Its words, and the days of the week that it speaks of without their names, as `Tuesday to Friday` does of Wednesday."""
    above: tuple[str, ...]
    """Words of the nearest heading or question above inside the passage; for a row, of its table's header too."""
    columns: tuple[str, ...] = ()
    """Of a row, the words of its table's header."""
    level: int = 0
    """Of the nearest heading above inside the passage; 0 where there is none."""
    outermost: int = 0
    """The least level of the headings between the passage's first unit and this one; 0 where there is none."""
    headed: str = ""
    """The nearest heading above inside the passage, or the question that it stands below."""
    depth: int = 0
    """Of what stands in a list, where the format tells: a definition is one deeper than its term."""
    headings: tuple[tuple[int, int], ...] = ()
    """[start, end) of the headings that it stands under, as far as they are in the passage, the outermost first."""

    @property
    def asks(self) -> bool:
        """True for a question that stands above what answers it."""
        return self.kind == "term" and self.headed.endswith("?")


@lru_cache(maxsize=1024)
def units(text: str, *, language: str = "", layout: Layout | tuple[Laid, ...] = "markdown") -> tuple[Unit, ...]:
    """The units of a passage's text, in order; headings, rules, markup and signs alone are none, but a heading's words stay as `above`.

    `layout` says how the text shows its blocks, or names them where the text does not show them.
    """
    table = layout in ("csv", "csv with header")

    def words(start: int, end: int) -> tuple[str, ...]:
        source = text[start:end]
        found = terms(_COMMA.sub(_set_apart, source) if table else source, language=language)
        return (*found, *terms_unnamed(source, found, language=language), *months_unnamed(source, found, language=language))

    found: list[Unit] = []
    section: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    at, outermost, headed = 0, 0, ""
    path: tuple[Laid, ...] = ()
    for block, (kind, start, end, level) in enumerate(_laid_out(text, layout) if isinstance(layout, str) else layout):
        if kind == "heading":
            section = heading = words(start, end)
            header = ()
            at, outermost, headed = level, min(outermost or level, level) if found else 0, text[start:end]
            path = (*(outer for outer in path if outer.level < level), Laid(kind, start, end, level))
        elif kind == "header":
            header = words(start, end)
        else:
            if kind == "term" and text[start:end].endswith("?"):  # a heading of what stands below it, and of itself
                heading, header, headed = section + words(start, end), (), text[start:end]
            columns = header if kind == "row" else ()
            parts = sentences(text, start, end) if kind in ("sentence", "item") else [_trimmed(text, start, end)]
            under = tuple((outer.start, outer.end) for outer in path)
            for begin, stop in parts:
                found.append(
                    Unit(begin, stop, kind, block, words(begin, stop), heading + columns, columns, at, outermost, headed, level, under)
                )
    # below a question "No." says something, though its words are none of any subject
    telling = (unit for unit in found if unit.terms or unit.headed.endswith("?"))
    return tuple(unit for unit in telling if any(map(str.isalnum, text[unit.start : unit.end])))


def _laid_out(text: str, layout: Layout) -> Iterator[Laid]:
    """Kind and offsets of the blocks of a text, in order."""
    match layout:
        case "markdown":
            yield from blocks_of(text)
        case "csv" | "csv with header":
            for number, record in enumerate(_RECORD.finditer(text)):
                yield Laid("header" if number == 0 and layout == "csv with header" else "row", *record.span())
        case "jsonl":
            for record in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
                start, end = record.span()
                if end - start <= _LONGEST_RECORD:
                    yield Laid("row", start, end)
                else:
                    for line in _LINE_OF_TEXT.finditer(text, start, end):
                        yield Laid("row", line.start(), line.end())
        case "facts":
            yield from _fact_lines(text)


def _fact_lines(text: str) -> Iterator[Laid]:
    """Every line of facts.toml as a row, its sections' names as headings; a comment on its own line is never shown."""
    for line in _LINE_OF_TEXT.finditer(text):
        first = line[0].lstrip()[:1]
        if first and first != "#":
            yield Laid("heading", *line.span(), 1) if first == "[" else Laid("row", *line.span())


def _set_apart(found: re.Match[str]) -> str:
    return ", " if found[0] == "," else found[0]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without the white space after it and the blank lines before it."""
    piece = text[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip("\n")), start + len(piece)


def blocks_of(text: str) -> Iterator[Laid]:
    """The blocks of Markdown, as far as reading for answers needs it."""
    lines = _labelled(text)
    opened: Laid | None = None
    asked = False
    for index, (label, start, end) in enumerate(lines):
        if label == "text":
            done, opened = _read_on(opened, text, start, end, asked=asked)
            asked = bool(done) and opened is None
            yield from done
            continue
        asked = asked and label == "blank"
        if opened is not None:
            underlined = label == "rule" and opened.kind == "sentence"
            yield opened._replace(kind="heading", level=1 if text[start] == "=" else 2) if underlined else opened
        opened = Laid("item", start, end) if label == "item" else None
        if label == "row":
            header = index + 1 < len(lines) and lines[index + 1][0] == "rule"
            yield Laid("header" if header else "row", start, end)
        elif label == "heading":
            yield Laid(label, start, end, text.count("#", text.rfind("\n", 0, start) + 1, start))
        elif label == "code":
            yield Laid(label, start, end)
    if opened is not None:
        yield opened


def _read_on(opened: Laid | None, text: str, start: int, end: int, *, asked: bool) -> tuple[list[Laid], Laid | None]:
    """The blocks that a line of text ends, and the one that is open behind it; `asked` is a line right below a question."""
    done = [opened] if opened is not None else []
    if found := _ASKED.match(text, start, end) or (opened is None and _ASKS.match(text, start, end)):
        return [*done, Laid("term", *found.span(found.lastgroup or 0))], None
    if opened is None and _ALONE.match(text, start, end):
        return [], Laid("term", start, end)
    if asked and (told := _ANSWERED.match(text, start, end)):
        return done, Laid("sentence", told.end(), end)
    if opened is None:
        return [], Laid("item" if _LEADS.match(text, start, end) else "sentence", start, end)
    if opened.kind == "sentence" and (told := _TELLS.match(text, start, end)):
        return [opened._replace(kind="term")], Laid("sentence", told.end(), end)
    return [], opened._replace(kind="sentence" if opened.kind == "term" else opened.kind, end=end)


_Label = Literal["blank", "text", "heading", "rule", "row", "markup", "item", "code"]


def _labelled(text: str) -> list[tuple[_Label, int, int]]:
    """The lines of a text with what they are and where their words stand; fenced code is one entry."""
    found: list[tuple[_Label, int, int]] = []
    fence, code, at, hidden = "", 0, 0, 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.rstrip()
        if start < hidden:
            found.append(("markup", start, start + len(bare)))
            continue
        if fence:
            if bare.lstrip(" \t>").startswith(fence):
                found.append(("code", code, start))
                fence = ""
            continue
        if bare.startswith("<!--") and (hidden := text.find("-->", start)) >= 0:
            found.append(("markup", start, start + len(bare)))
            continue
        label, left, right = _label(bare)
        if label == "fence":
            fence, code = bare.lstrip(" \t>")[:3], at
        else:
            found.append((label, start + left, start + right))
    if fence:
        found.append(("code", code, at))
    return found


def _label(line: str) -> tuple[_Label | Literal["fence"], int, int]:
    """What a line without its end is, and where its words begin and end."""
    if line and line[0] not in _MARKS and not line[0].isspace():
        return "text", 0, len(line)
    match = _LINE.match(line)
    if match is None:
        return "text", 0, len(line)
    match match.lastgroup:
        case "heading" as name:
            return name, *match.span(name)
        case "clause":  # read by itself, as an item is; a number without a dot behind it is part of its sentence
            return "item", match.start("clause"), len(line)
        case "item" | "text" | "row" | "rule" | "markup" | "fence" | "blank" as name:
            return name, match.start(name), len(line)
        case _:
            return "text", 0, len(line)
