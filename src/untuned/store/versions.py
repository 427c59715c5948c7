"""Versions as rows and as nouns."""

from __future__ import annotations

from sqlalchemy import Column, bindparam, select

from untuned.store.access import DOCUMENT_GROUPS, VERSION_GROUPS, AnyRow, AnySelect, may_read
from untuned.store.encoding import to_blocks, to_day, to_groups, to_instant, to_lines, to_metadata, to_pages
from untuned.store.schema import document, version
from untuned.types.documents import Block, Version
from untuned.types.principal import Principal

COLUMNS = (
    version.c.id,
    version.c.document,
    version.c.number,
    document.c.path,
    version.c.title,
    version.c.language,
    version.c.format,
    version.c.markup,
    version.c.parser,
    version.c.text_sha256,
    version.c.raw_sha256,
    version.c.characters,
    version.c.synced_at,
    version.c.superseded_at,
    version.c.effective_from,
    version.c.effective_to,
    version.c.metadata,
    version.c.revision_of,
    VERSION_GROUPS,
    DOCUMENT_GROUPS,
)
"""What a version without its structure is read from, in the order in which `to_version` takes it."""

STRUCTURE = (version.c.blocks, version.c.lines, version.c.pages)


def versions_with(*more: Column[str]) -> AnySelect:
    """The unpurged versions, with further columns; narrow it with `where`."""
    return select(*COLUMNS, *more).join(document, document.c.id == version.c.document).where(version.c.purged_at.is_(None))


BY_ID = versions_with().where(version.c.id.in_(bindparam("ids", expanding=True)))
"""The versions of these `ids`, without structure. Made once: to make a statement takes longer than to run it."""


def readable(row: AnyRow, principal: Principal) -> bool:
    """True when the principal may read the row's version."""
    return may_read(principal, version_groups=to_groups(row.version_groups), document_groups=to_groups(row.document_groups))


def to_version(row: AnyRow, *, structured: bool = False, blocks: tuple[Block, ...] = ()) -> Version:
    """The version of a row that begins with `COLUMNS`; with blocks, lines and pages if `STRUCTURE` was selected and is asked for.

    Otherwise it has the given blocks alone.
    """
    # by their places: looked up one by one by their names, the values would take as long as the statement
    id, document, number, path, title, language, form, markup, parser, text, raw, characters, synced, superseded, *more = row
    begins, ends, metadata, revision_of, groups = more[:5]
    return Version(
        id=id,
        document=document,
        number=number,
        path=path,
        title=title,
        language=language,
        format=form,
        markup=markup,
        parser=parser,
        text_sha256=text,
        raw_sha256=raw,
        characters=characters,
        synced_at=to_instant(synced),
        superseded_at=None if superseded is None else to_instant(superseded),
        effective_from=to_day(begins),
        effective_to=to_day(ends),
        groups=to_groups(groups),
        metadata=to_metadata(metadata),
        blocks=to_blocks(row.blocks) if structured else blocks,
        lines=to_lines(row.lines) if structured else (),
        pages=to_pages(row.pages) if structured else (),
        revision_of=revision_of,
    )
