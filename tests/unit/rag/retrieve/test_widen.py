"""The best hits are read with what stands around them in their section."""

from dataclasses import replace

import pytest

from indexing import version
from ingesting import loaded_from, version_of
from untuned.rag.retrieve.widen import wide, within_section
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk


def widened(text, core, *, kind="markdown"):
    """What a hit of `core` in a text is read with."""
    start = text.index(core)
    hit = Hit(chunk=Chunk(document=1, version=1, ordinal=0, start=start, end=start + len(core)), score=1.0)
    around = wide(hit)
    of = replace(version(text, number=1, document=1), format=kind)
    whole = within_section(Passage(hit=around, version=of, text=text[around.chunk.start : around.chunk.end]), hit.chunk)
    return text[whole.chunk.start : whole.chunk.end]


def test_the_paragraphs_beside_a_hit_are_read_with_it():
    assert widened("One.\n\nTwo.\n\nThree.\n", "Two.") == "One.\n\nTwo.\n\nThree."


def test_no_other_section_is_read():
    text = "# A\n\nOne.\n\n# B\n\nTwo.\n\nThree.\n\n# C\n\nFour."
    assert widened(text, "Two.") == "Two.\n\nThree."
    assert widened(text, "# B\n\nTwo.") == "# B\n\nTwo.\n\nThree."


def test_only_whole_paragraphs_are_added():
    text = f"{'a ' * 200}\n\nBefore.\n\nCore.\n\nAfter.\n\n{'b ' * 300}"
    assert widened(text, "Core.") == "Before.\n\nCore.\n\nAfter."


def test_a_listing_that_is_cut_is_left_out():
    listing = "```\n" + "run it\n\n" * 60 + "```"
    assert widened(f"{listing}\n\nCore.\n\nAfter.\n\n{listing}", "Core.") == "Core.\n\nAfter."


def test_a_long_paragraph_beside_a_hit_is_left_out():
    text = f"{'a ' * 400}\n\nCore.\n\n{'b ' * 400}"
    assert widened(text, "Core.") == "Core."


@pytest.mark.parametrize("kind", ["text", "csv", "jsonl"])
def test_a_format_without_marked_headings_is_read_as_it_was_found(kind):
    assert widened("One.\n\nTwo.\n\nThree.\n", "Two.", kind=kind) == "Two."


def beside(body, core):
    """What a hit of `core` in a page is read with."""
    loaded = loaded_from(f"<body>{body}</body>", "a.html")
    start = loaded.text.index(core)
    hit = Hit(chunk=Chunk(document=1, version=1, ordinal=0, start=start, end=start + len(core)), score=1.0)
    around = wide(hit)
    whole = Passage(hit=around, version=version_of(loaded, "a.html"), text=loaded.text[around.chunk.start : around.chunk.end])
    found = within_section(whole, hit.chunk)
    return loaded.text[found.chunk.start : found.chunk.end]


def test_of_a_page_the_whole_blocks_of_its_section_are_read():
    assert beside("<h2>A</h2><p>One.</p><h2>B</h2><p>Two.</p><p>Three.</p><h2>C</h2><p>Four.</p>", "Three.") == "Two.\n\nThree."
    assert beside(f"<p>{'a ' * 200}</p><p>Before.</p><p>Core.</p><pre>{'run it<br>' * 90}</pre>", "Core.") == "Before.\n\nCore."


def test_the_rows_of_a_page_are_read_as_they_were_found():
    table = "<table><tr><th>Plan</th></tr><tr><td>Pro</td></tr><tr><td>Basic</td></tr></table>"
    assert beside(f"<p>Plans.</p>{table}", "Pro") == "Pro"
    assert beside(f"{table}<p>They cost.</p><p>Each.</p>", "They cost.") == "They cost.\n\nEach."
