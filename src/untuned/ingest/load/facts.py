"""facts.toml: the file's own text, one row for each fact, a heading for each section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from untuned.ingest.load.decode import decode
from untuned.models.facts import read_facts, statements
from untuned.types.documents import Block, BlockKind, Loaded

PARSER = "facts/1"

_KINDS: Mapping[str, BlockKind] = {"header": "heading", "fact": "row", "comment": "markup"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FactsLoader:
    """Loads the one file that `facts.file` names."""

    encoding: str = ""
    parser: str = PARSER

    def __call__(self, data: bytes, path: str) -> Loaded:
        """The file's own text; a comment on a line of its own is kept, never searched and never quoted.

        Raises:
            UnreadableDocument: The bytes are no text.
            BadFact: The text says something that no fact can be; the reason names the line.
        """
        text = decode(data, path, encoding=self.encoding, kind="TOML")
        book = read_facts(text, path=path)
        levels = {section.name: section.name.count(".") + 1 for section in book.sections}
        named = iter([section.name for section in book.sections][1:])
        blocks = [
            Block(
                kind=_KINDS[statement.kind],
                start=statement.start,
                end=statement.end,
                level=levels[next(named)] if statement.kind == "header" else 0,
            )
            for statement in statements(text)
        ]
        return Loaded(text=text, blocks=tuple(blocks), format="facts", title=PurePosixPath(path).stem, metadata={}, parser=self.parser)
