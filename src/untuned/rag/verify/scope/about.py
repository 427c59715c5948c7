"""What a quote is known by: its own words, the headings and title above it, its metadata; and what of a question it leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from untuned.rag.verify.scope.named import WORD, Thing, plain
from untuned.text.regex import regex

_PATH = regex(r"[\w@.,+-]*(?:/[\w@.,+ -]+)*\.[A-Za-z]\w{0,7}|(?=[^/]*[A-Za-z])[\w@.+-]+(?:/[\w@.+ -]+)+")
_RECORD_KEY = regex(
    r"(?i)(?:.*[_\s-])?(?:updated?|modified|changed|created|published|reviewed?|synced|checked|edited|fetched|retrieved|expires?|effective|valid|"
    r"copyright|author|authors|editor|owner|maintainer|reviewer|contact|lang|language|layout|weight|order|draft|tags?|id|slug|url|"
    r"автор|редактор|владелец|обновлен\w*|обновлён\w*|создан\w*|изменен\w*|изменён\w*|опубликован\w*|проверен\w*)(?:[_\s-](?:at|on|by|date|time|from|to))?"
)
_LEAD = regex(
    r"[\s>*+#•\-–—]*+(?:\*\*|__|`)?(?P<label>(?:[^\n|:—–.?!]|(?<=\d)\.(?=\d)|(?<=\b[A-ZА-Я])\.){1,60}?)(?:\*\*|__|`)?\s*(?::|\s[—–-]\s)"
)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with its heading path, title and metadata."""

    quote: str
    lines: tuple[str, ...]
    """Titles, headings, paths and metadata values, one each."""
    labels: tuple[str, ...]
    """What names the quote's subject: titles, headings, file names, metadata values, the first cell of a row, what a colon follows."""
    leaves: tuple[str, ...]
    """Of the labels those of the quote itself: first cells, and what a colon follows."""
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A named thing that is not carried; `hard` when the quote cannot stand without it."""

    thing: Thing
    hard: bool
    instead: str = ""


def evidence_of(quote: str, context: Sequence[str], metadata: Sequence[tuple[str, str]] = ()) -> Evidence:
    """The evidence; `metadata` are (key, value) pairs: those that keep a record (`updated`, `author`) say nothing of the subject."""
    values = [value for key, value in metadata if value and _RECORD_KEY.fullmatch(key.strip()) is None]
    lines = tuple(line for line in (*context, *values) if line)
    paths = [line for line in lines if _PATH.fullmatch(line)]
    labels = [line for line in lines if line not in paths and not line.lstrip().startswith("|")]
    leaves = tuple(label for line in quote.split("\n") if (label := _label(line)))
    labels += [*leaves, *map(_file_name, paths)]
    text = "\n".join((*lines, *map(spaced, paths), quote))
    return Evidence(quote, lines, tuple(labels), leaves, text, stems(text))


def _label(line: str) -> str:
    """The first cell of a table's row, or what a line has before its colon or dash; "" where there is neither."""
    if line.lstrip().startswith("|"):
        cells = [cell.strip(" *_`\t") for cell in line.strip().strip("|").split("|")]
        return next((cell for cell in cells if cell), "")
    lead = _LEAD.match(line)
    return lead["label"].strip() if lead and len(lead["label"].split()) <= _MOST_WORDS else ""


_JOINT = regex("[-‑]")


def stems(text: str) -> frozenset[str]:
    """Stems of a text's words and of the parts of its compounds."""
    words = WORD.findall(text)
    parts = [part for word in words if "-" in word or "‑" in word for part in _JOINT.split(word)]
    return frozenset(plain(part) for part in (*words, *parts))


def spaced(text: str) -> str:
    """Joints of paths and file names as spaces, so that `plan-pro.md` names the plan."""
    return re.sub(r"(?<=[^\W\d])[-_/.]+(?=\w)|(?<=\w)[-_/.]+(?=[^\W\d])|[_/]", " ", text)


def _file_name(path: str) -> str:
    """The name of a page's file as a title would have it: `july-8.md` as `July 8`."""
    name = re.sub(r"\.[A-Za-z]\w{0,7}\Z", "", path.rsplit("/", 1)[-1])
    words = re.sub(r"(?<![\w’'])[^\W\d_]", lambda letter: letter[0].upper(), spaced(name))
    return re.sub(r"(?<!\w)([A-ZА-Я]) (?=[A-ZА-Я][a-zа-я])", r"\1. ", words)
