"""What cutting costs, on texts that hold almost nothing but headings."""

import pytest

from ingesting import version_of
from timing import assert_grows_with_length
from untuned.index.chunk import chunk
from untuned.ingest.load.markdown import load_markdown
from untuned.types.settings import ChunkSettings


@pytest.mark.parametrize(
    ("first", "heading", "last"), [("", "# 1\n", ""), ("", "# 1\n", "A word.\n"), ("A word.\n\n", "#### 1\n", "A word.\n")]
)
def test_a_text_of_headings_costs_as_much_as_it_is_long(first, heading, last):
    def cut(version, text):
        return chunk(version, text, settings=ChunkSettings())

    some, more = (f"{first}{heading * times}{last}" for times in (10_000, 40_000))
    loaded = {text: version_of(load_markdown(text.encode(), "a.md")) for text in (some, more)}
    assert_grows_with_length(lambda text: cut(loaded[text], text), some, more)
    whole = cut(loaded[more], more)
    assert (whole[0].start, whole[-1].end) == (0, len(more.rstrip()))
