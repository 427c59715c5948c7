"""What cutting costs, on texts that hold almost nothing but headings."""

import time

import pytest

from ingesting import version_of
from untuned.index.chunk import chunk
from untuned.ingest.load.markdown import load_markdown
from untuned.types.settings import ChunkSettings


@pytest.mark.parametrize("text", ["# 1\n" * 40_000, "# 1\n" * 40_000 + "A word.\n", "A word.\n\n" + "#### 1\n" * 40_000 + "A word.\n"])
def test_a_text_of_headings_costs_as_much_as_it_is_long(text):
    version = version_of(load_markdown(text.encode(), "a.md"))
    began = time.thread_time()
    cut = chunk(version, text, settings=ChunkSettings())
    assert time.thread_time() - began < 2
    assert (cut[0].start, cut[-1].end) == (0, len(text.rstrip()))
