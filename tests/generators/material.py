"""Text to make quotes of: paragraphs and sentences of a document, found by this file's own plain means."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_PARAGRAPHS = re.compile(r"\n\s*\n")
_STOPS = re.compile(r"(?<=[.!?])\s+(?=[«\"“(]?[A-ZА-ЯЁ])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Material:
    """A document with its sentences as [start, end), and sentences of other documents."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    flat: str
    foreign: tuple[str, ...] = ()

    def pick(self, rng: random.Random) -> str:
        """One sentence, or two that stand side by side."""
        at = rng.randrange(len(self.sentences))
        start, end = self.sentences[at]
        if rng.random() < 0.25 and at + 1 < len(self.sentences):
            following, its_end = self.sentences[at + 1]
            if not self.text[end:following].strip() and "\n" not in self.text[end:following]:
                end = its_end
        return self.text[start:end]

    def find(self, rng: random.Random, pattern: re.Pattern[str]) -> tuple[str, re.Match[str]] | None:
        """A sentence that holds the pattern, and one of the places."""
        for _ in range(60):
            sentence = self.pick(rng)
            found = list(pattern.finditer(sentence))
            if found:
                return sentence, rng.choice(found)
        return None

    def holds(self, quote: str) -> bool:
        """True when the document has these very words somewhere, white space and capitals aside."""
        return flatten(quote) in self.flat


def flatten(text: str) -> str:
    """`text` in small letters with single spaces."""
    return _SPACE.sub(" ", text).strip().lower()


def material(text: str, *, foreign: tuple[str, ...] = ()) -> Material:
    """A document cut into sentences of 40 to 450 characters and at least 7 words."""
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in [*_PARAGRAPHS.finditer(text), None]:
        end = paragraph.start() if paragraph else len(text)
        begin = start
        for stop in [*_STOPS.finditer(text, start, end), None]:
            until = stop.start() if stop else end
            piece = text[begin:until]
            begin += len(piece) - len(piece.lstrip())
            bare = piece.strip()
            if 40 <= len(bare) <= 450 and len(bare.split()) >= 7:
                found.append((begin, begin + len(bare)))
            begin = stop.end() if stop else end
        start = paragraph.end() if paragraph else end
    return Material(text=text, sentences=tuple(found), flat=flatten(text), foreign=foreign)
