"""Small versions and entries to build tests from."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from untuned.index.entries import Entry
from untuned.index.recipe import Recipe
from untuned.types.documents import Block, Change, Version

NOW = datetime(2024, 1, 1, tzinfo=UTC)
EVERYONE = frozenset({"everyone"})

_KINDS = (
    (r"#{1,6} ", "heading"),
    (r"```", "code"),
    (r"\|", "row"),
    (r"<!--", "markup"),
    (r"---\n", "matter"),
    (r"[-*] ", "item"),
    (r"> ", "quote"),
)


def version(text, *, number=1, document=1, title="", language="en", groups=EVERYONE, blocks=None, superseded_at=None):
    """A version whose blocks are told by simple signs, one for each stretch without blank lines."""
    return Version(
        id=number,
        document=document,
        number=1,
        path=f"{document}.md",
        title=title,
        language=language,
        format="markdown",
        markup="markdown",
        parser="test/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=NOW,
        superseded_at=superseded_at,
        effective_from=None,
        effective_to=None,
        groups=groups,
        blocks=tuple(blocks_of(text, language)) if blocks is None else blocks,
    )


def blocks_of(text, language="en"):
    """Blocks of a text that is written like Markdown; a table is one header and rows."""
    found = []
    for stretch in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text):
        kind = next((kind for sign, kind in _KINDS if re.match(sign, stretch[0])), "paragraph")
        if kind != "row":
            level = len(re.match(r"#*", stretch[0])[0])
            found.append(Block(kind=kind, start=stretch.start(), end=stretch.end(), level=level, language=language))
            continue
        at = stretch.start()
        for nth, line in enumerate(stretch[0].splitlines(keepends=True)):
            found.append(Block(kind="row" if nth else "header", start=at, end=at + len(line.rstrip("\n")), language=language))
            at += len(line)
    return found


def entries_of(texts, *, groups=EVERYONE, recipe=None) -> list[Entry]:
    """Entries of short texts, document 1 the first."""
    recipe = recipe or Recipe()
    return [
        entry
        for number, text in enumerate(texts, start=1)
        for entry in recipe.entries(version(text, number=number, document=number, groups=groups), text)
    ]


class Truth:
    """A store in memory: the feed, the versions, their texts."""

    def __init__(self, *, begun=NOW):
        self.begun = begun
        self.feed = []
        self.held = {}
        self.purged = set()

    def put(self, document, text, *, kind="added", groups=frozenset({"everyone"})):
        self._supersede(document)
        number = len(self.held) + 1
        self.held[number] = (version(text, number=number, document=document, groups=groups), text)
        self.tell(kind, document, number)

    def leave(self, document, kind="removed"):
        numbers = self._supersede(document)
        if kind == "purged":
            self.purged.update(numbers)
        self.tell(kind, document, numbers[-1])

    def tell(self, kind, document, number):
        position = len(self.feed) + 1
        self.feed.append(
            Change(position=position, kind=kind, document=document, version=number, at=self.begun + timedelta(minutes=position))
        )

    def since(self, position, *, limit):
        return [change for change in self.feed if change.position > position][:limit]

    def last_purge(self, *, since):
        return max((change.position for change in self.feed if change.kind == "purged" and change.position > since), default=0)

    def current(self, documents, *, principal):
        for number, (found, body) in sorted(self.held.items()):
            if found.document in documents and found.current and number not in self.purged and principal.may_read(found.groups):
                yield found, body

    def _supersede(self, document):
        numbers = [number for number, (old, _) in self.held.items() if old.document == document]
        for number in numbers:
            old, body = self.held[number]
            self.held[number] = (replace(old, superseded_at=NOW), body)
        return numbers
