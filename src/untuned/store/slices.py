"""Pieces of versions' texts, cut by the database so that whole texts are not carried about; asked with every question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, TextClause
from sqlalchemy import text as sql

from untuned.store.access import is_id
from untuned.store.encoding import to_blocks
from untuned.store.versions import readable, to_version
from untuned.types.documents import FORMATS_BY_LINE, SILENT_FORMATS, Block, Span, Version
from untuned.types.principal import Principal

_SPANS = {
    "sqlite": """SELECT key AS nth, json_extract(value, '$[0]') AS version, json_extract(value, '$[1]') AS start,
        json_extract(value, '$[2]') AS length FROM json_each(:spans)""",
    "postgresql": """SELECT ordinality - 1 AS nth, (value ->> 0)::bigint AS version, (value ->> 1)::int AS start,
        (value ->> 2)::int AS length FROM json_array_elements(CAST(:spans AS json)) WITH ORDINALITY""",
}

_FAR = 2**30
"""Behind the end of every text."""

_NAMES = {"sqlite": "json_group_array(name)", "postgresql": "coalesce(json_agg(name)::text, '[]')"}

_COLUMNS = """v.id, v.document, v.number, d.path, v.title, v.language, v.format, v.markup, v.parser, v.text_sha256, v.raw_sha256,
    v.characters, v.synced_at, v.superseded_at, v.effective_from, v.effective_to, v.metadata, v.revision_of"""
"""As `versions.COLUMNS`, but for the groups."""

_WITH_BLOCKS = ", ".join(f"'{name}'" for name in sorted(SILENT_FORMATS | FORMATS_BY_LINE))


def _statement(dialect: str) -> TextClause:
    names = _NAMES[dialect]
    # Only the constants above are put in; the spans are a parameter.
    return sql(
        f"""SELECT {_COLUMNS},
            (SELECT {names} FROM version_group WHERE version = v.id) AS version_groups,
            (SELECT {names} FROM document_group WHERE document = d.id) AS document_groups,
            wanted.nth, substr(body.body, wanted.start + 1, wanted.length) AS piece,
            CASE WHEN v.format IN ({_WITH_BLOCKS}) THEN v.blocks ELSE '' END AS blocks
        FROM ({_SPANS[dialect]}) AS wanted
        JOIN version AS v ON v.id = wanted.version
        JOIN document AS d ON d.id = v.document
        JOIN text AS body ON body.sha256 = v.text_sha256"""  # noqa: S608 -- see above
    )


_STATEMENTS = {dialect: _statement(dialect) for dialect in _SPANS}


def read(connection: Connection, spans: Sequence[Span], *, principal: Principal) -> dict[Span, tuple[Version, str]]:
    """The spans that the principal may read, in their order, each with its version and its text.

    A version has its blocks where its text does not show all of them, and never its lines and pages.
    """
    wanted = json.dumps([_address(span) for span in spans])
    rows = connection.execute(_STATEMENTS[connection.dialect.name], {"spans": wanted}).all()
    versions: dict[int, Version] = {}
    found: dict[int, tuple[Version, str]] = {}
    for row in rows:
        if row.id not in versions:
            if not readable(row, principal):
                continue
            versions[row.id] = to_version(row, blocks=_blocks(row.blocks) if row.blocks else ())
        found[row.nth] = (versions[row.id], row.piece)
    return {spans[nth]: found[nth] for nth in sorted(found)}


@lru_cache(maxsize=64)
def _blocks(written: str) -> tuple[Block, ...]:
    """The blocks of a version, which is asked for with many questions."""
    return to_blocks(written)


def _address(span: Span) -> tuple[int, int, int]:
    """Version, start and length, within what an engine's integers hold; version 0 is none."""
    return (span.version if is_id(span.version) else 0, min(span.start, _FAR), min(max(span.end - span.start, 0), _FAR))
