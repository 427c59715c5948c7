"""What cutting costs, on texts that hold almost nothing but headings."""

import time
from datetime import UTC, datetime

import pytest

from untuned.index.chunk import chunk
from untuned.ingest.load.markdown import load_markdown
from untuned.types.documents import Version
from untuned.types.settings import ChunkSettings


def version_of(text):
    read = load_markdown(text.encode(), "a.md")
    return Version(
        id=1,
        document=1,
        number=1,
        path="a.md",
        title=read.title,
        language="",
        format=read.format,
        markup=read.markup,
        parser=read.parser,
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=datetime(2026, 1, 1, tzinfo=UTC),
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset(),
        blocks=read.blocks,
    )


@pytest.mark.parametrize("text", ["# 1\n" * 40_000, "# 1\n" * 40_000 + "A word.\n", "A word.\n\n" + "#### 1\n" * 40_000 + "A word.\n"])
def test_a_text_of_headings_costs_as_much_as_it_is_long(text):
    version = version_of(text)
    began = time.process_time()
    cut = chunk(version, text, settings=ChunkSettings())
    assert time.process_time() - began < 2
    assert (cut[0].start, cut[-1].end) == (0, len(text.rstrip()))
