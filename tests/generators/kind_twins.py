"""Near-twins by kind of thing: rooms, bus lines, breeds, taxes. Each kind has its own names, facts and page, in English and in Russian.

A kind stands in a text file as `== kind | language | what its names are | page title`, then its names, then its facts. Names are split by
`|`, and by `^` where they are not rivals: as the question has it; as the sentence has it (otherwise the same); as a label has it (otherwise
with a capital). A fact: questions // sentences // the same without the name // column; several wordings are split by `~`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generators.twins import Piece, Twin

CARRIERS = ("sentence", "heading", "title", "row", "list", "lead", "metadata", "page")
"""Its own words, the heading above it, its page's title, its row, a list item, what a colon follows, front matter, the title of a page in
parts."""


@dataclass(frozen=True)
class Thing:
    """One name: as the question, the sentence and a label have it."""

    asked: str
    said: str
    label: str


@dataclass(frozen=True)
class Told:
    """What may be asked of a thing, and how it is told."""

    asks: tuple[str, ...]
    full: tuple[str, ...]
    bare: str
    column: str


@dataclass(frozen=True)
class Kind:
    """Things of one kind, in groups of rivals, with what is told of each."""

    name: str
    language: str
    noun: str
    title: str
    rivals: tuple[tuple[Thing, ...], ...]
    told: tuple[Told, ...]


def kinds(file: str) -> tuple[Kind, ...]:
    """The kinds that a text file beside this one lists."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return tuple(_kind(block.strip().splitlines()) for block in text.split("== ") if block.strip())


def drawn(of: tuple[Kind, ...], seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds and carriers in turn."""
    rng = random.Random(seed)
    turns = [(kind, carrier) for carrier in CARRIERS for kind in of]
    rng.shuffle(turns)
    for at in range(count):
        kind, carrier = turns[at % len(turns)]
        mine, its = rng.sample(rng.choice(kind.rivals), 2)
        told = rng.choice(kind.told)
        values = [str(value) for value in rng.sample(range(101, 980), 2)]
        sentence = rng.choice(told.full)
        question = rng.choice(told.asks).format(q=mine.asked)
        right, wrong = (piece(kind, thing, told, value, sentence, carrier) for thing, value in zip((mine, its), values, strict=True))
        yield Twin(kind.name, kind.language, carrier, question[0].upper() + question[1:], mine.asked, right, wrong)


def piece(kind: Kind, thing: Thing, told: Told, value: str, sentence: str, carrier: str) -> Piece:
    """A statement about the thing, which only the carrier tells."""
    bare = told.bare.format(v=value)
    under = (told.column,) if carrier == "page" else ()
    title = thing.label if carrier in ("title", "page") else kind.title
    fields = ((kind.noun.lower(), thing.label),) if carrier == "metadata" else ()
    pieces = {
        "sentence": (sentence.format(s=thing.said, S=_capital(thing.said), v=value), ()),
        "row": (f"| {thing.label} | {value} |", (f"| {kind.noun} | {told.column} |",)),
        "list": (f"- {thing.label}: {value}", (told.column,)),
        "lead": (f"{thing.label}: {bare[0].lower()}{bare[1:]}", ()),
        "heading": (bare, (thing.label,)),
    }
    quote, headings = pieces.get(carrier, (bare, under))
    return Piece(quote, title, headings, fields, value)


def _kind(lines: list[str]) -> Kind:
    name, language, noun, title = (part.strip() for part in lines[0].split("|"))
    rivals = tuple(tuple(_thing(text) for text in group.split(" | ")) for group in lines[1].split(" ^ "))
    return Kind(name, language, noun, title, rivals, tuple(_told(line) for line in lines[2:]))


def _thing(text: str) -> Thing:
    asked, said, label = ([part.strip() for part in text.split(";")] + ["", ""])[:3]
    return Thing(asked, said or asked, label or _capital(asked))


def _told(line: str) -> Told:
    asks, full, bare, column = (part.strip() for part in line.split(" // "))
    return Told(tuple(asks.split(" ~ ")), tuple(full.split(" ~ ")), bare, column)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
