"""Where a text does not show its structure, the reader goes by the blocks that its document names."""

from ingesting import loaded_from, version_of
from untuned.models.reader.extractive import read
from untuned.models.reader.structure import laid_out
from untuned.models.reader.windows import cut
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk

FLAT: dict[str, float] = {}
OPTIONS = """<h1>branch</h1><h2>Options</h2>
<dl>
<dt>-d</dt><dt>--delete</dt><dd><p>Delete a branch.</p><p>It must be merged.</p></dd>
<dt>-m</dt><dt>--move</dt><dd><p>Rename a branch, together with its settings.</p></dd>
<dt>--copy</dt><dd>Copy it.</dd>
</dl>
<p>See below.</p>"""


def passage_of(body: str, path: str = "a.html", *, start: int = 0, end: int | None = None) -> Passage:
    """The passage [start, end) of what is read of a page."""
    loaded = loaded_from(f"<body>{body}</body>" if path.endswith(".html") else body, path)
    end = len(loaded.text) if end is None else end
    chunk = Chunk(document=1, version=1, ordinal=0, start=start, end=end, language="en")
    return Passage(hit=Hit(chunk=chunk, score=1.0), version=version_of(loaded, path, language="en"), text=loaded.text[start:end])


def units_of(passage: Passage) -> list[tuple[str, str]]:
    """Kind and text of what the reader reads."""
    return [(unit.kind, passage.text[unit.start : unit.end]) for unit in cut(passage)]


def test_a_listing_of_a_page_is_read_as_one_and_its_headings_are_none_of_its_sentences():
    passage = passage_of("<h2>Start it</h2><p>Run this. Then wait.</p><pre>cd app\nrun --all</pre>")
    assert units_of(passage) == [("sentence", "Run this."), ("sentence", "Then wait."), ("code", "cd app\nrun --all")]
    assert {unit.above for unit in cut(passage)} == {("start",)}


def test_a_line_of_a_page_ends_where_its_author_ended_it():
    assert units_of(passage_of("<p>Mill Lane 4<br>Northgate</p>")) == [("sentence", "Mill Lane 4"), ("sentence", "Northgate")]


def test_terms_stand_above_their_definition():
    assert units_of(passage_of(OPTIONS)) == [
        ("term", "-d\n--delete"),
        ("item", "Delete a branch."),
        ("sentence", "It must be merged."),
        ("term", "-m\n--move"),
        ("item", "Rename a branch, together with its settings."),
        ("term", "--copy"),
        ("item", "Copy it."),
        ("sentence", "See below."),
    ]


def test_a_definition_is_shown_below_its_term_and_without_those_beside_it():
    passage = passage_of(OPTIONS)
    best = read("How do I rename a branch?", [passage], idf=FLAT).drafts[0]
    assert [quote for _, quote in best.quotes] == ["-m\n--move", "Rename a branch, together with its settings."]


def test_the_head_of_an_inner_list_is_its_term():
    assert [kind for kind, _ in units_of(passage_of("<ul><li>Tools<ul><li>a saw</li><li>a file</li></ul></li><li>Wood</li></ul>"))] == [
        "term",
        "item",
        "item",
        "item",
    ]


def test_blocks_are_cut_at_the_ends_of_the_passage():
    whole = passage_of("<p>One is here.</p><p>Two is here.</p><p>Three is here.</p>")
    part = passage_of("<p>One is here.</p><p>Two is here.</p><p>Three is here.</p>", start=4, end=whole.text.index("Three") + 5)
    assert [part.text[start:end] for _, start, end, _ in laid_out(part)] == ["is here.", "Two is here.", "Three"]


def test_a_text_that_shows_its_structure_is_read_by_what_it_shows():
    assert laid_out(passage_of("# Head\n\n- item\n", "a.md")) == ()
