"""Near-twin questions: what is asked for, and something so like it that a true quote about it would be a wrong answer.

`twins(seed, count)` draws them; each holds the right evidence and the twin's, as a verifier sees them and as pages of a folder.
Nothing here is shared with the verifier: no code, no list, no pattern.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from generators.twin_facts import KEYS, TITLES, Fact, facts
from generators.twin_names import LANGUAGES, Name, Pair, code_pair, date_pair, person_pair, plan_pair, version_pair

KINDS = {"plan": plan_pair, "version": version_pair, "code": code_pair, "date": date_pair, "person": person_pair}
FACTS = facts("twin_facts.txt")
CARRIERS = ("sentence", "heading", "title", "row", "metadata")
"""What tells whom the evidence is about: its own words, the heading above it, its page's title, its row, or front matter."""


@dataclass(frozen=True)
class Piece:
    """One statement as evidence: the quote, and what a verifier is given beside it."""

    quote: str
    title: str
    headings: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...]
    value: str
    """What only this piece says."""

    @property
    def path(self) -> str:
        """The page's path, where it is told by the headings; "" otherwise."""
        return next((heading for heading in self.headings if heading.endswith(".md")), "")

    @property
    def context(self) -> tuple[str, ...]:
        """Title, headings, path and metadata values."""
        return (self.title, *self.headings, "notes/page.md", *(value for _, value in self.metadata))


@dataclass(frozen=True)
class Twin:
    """A question with the evidence that answers it and the evidence of its twin."""

    kind: str
    language: str
    carrier: str
    question: str
    asked: str
    right: Piece
    wrong: Piece

    def pages(self, *, right: bool) -> dict[str, str]:
        """Markdown pages by path, of the twin alone or of both; on one page where nothing but the pages' own words tells them apart."""
        pieces = (self.right, self.wrong) if right else (self.wrong,)
        if (self.right.title, self.right.metadata, self.right.path) == (self.wrong.title, self.wrong.metadata, self.wrong.path):
            return {f"{self.language}-page.md": page(pieces)}
        return {piece.path or f"{self.language}-{'right' if piece is self.right else 'other'}.md": page((piece,)) for piece in pieces}


def twins(seed: int, count: int) -> Iterator[Twin]:
    """`count` near-twin questions, all kinds, languages and carriers in turn."""
    rng = random.Random(seed)
    turns = [(kind, language, carrier) for carrier in CARRIERS for language in LANGUAGES for kind in KINDS]
    for at in range(count):
        yield one(*turns[at % len(turns)], rng)


def one(kind: str, language: str, carrier: str, rng: random.Random) -> Twin:
    """A near-twin question of this kind."""
    pair: Pair = KINDS[kind](rng, language)
    fact = rng.choice(FACTS[pair.topic, language])
    mine, its = rng.sample(range(21, 980), 2)
    ask = rng.choice(fact.ask)
    full = rng.randrange(len(fact.full))
    right, wrong = (
        piece(fact, name, value, carrier=carrier, full=full, title=TITLES[pair.topic][language], key=KEYS[language])
        for name, value in ((pair.asked, str(mine)), (pair.twin, str(its)))
    )
    question = ask.format(**pair.asked.slots(asked=True))
    return Twin(kind, language, carrier, question, pair.asked.bare, right, wrong)


def piece(fact: Fact, name: Name, value: str, *, carrier: str, full: int, title: str, key: str) -> Piece:
    """A statement about the name, which only the carrier tells."""
    if carrier == "sentence":
        return Piece(fact.full[full].format(v=value, **name.slots(asked=False)), title, (), (), value)
    if carrier == "row":
        return Piece(f"| {name.bare} | {value} {fact.unit} |", title, (f"| {key} | {fact.label} |",), (), value)
    quote = fact.bare.format(v=value)
    if carrier == "heading":
        return Piece(quote, title, (name.bare,), (), value)
    if carrier == "title":
        return Piece(quote, name.bare, (), (), value)
    return Piece(quote, title, (), (name.metadata,), value)


def page(pieces: tuple[Piece, ...]) -> str:
    """A Markdown page of pieces of one carrier."""
    first = pieces[0]
    lines = ["---", *(f'{key}: "{value}"' for key, value in first.metadata), "---", ""] if first.metadata else []
    lines += [f"# {first.title}", ""]
    rows = first.quote.startswith("|")
    if rows:
        lines += [*first.headings, "|---" * (first.headings[0].count("|") - 1) + "|"]
    for each in pieces:
        lines += [] if rows else [f"## {heading}\n" for heading in each.headings if heading != each.path]
        lines += [each.quote] if rows else [each.quote, ""]
    return "\n".join(lines) + "\n"
