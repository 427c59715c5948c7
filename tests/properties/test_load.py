"""What holds for every text, and the Markdown scanner beside markdown-it-py."""

import csv
import io
import json

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ingesting import assert_sound, loaded_from
from untuned.errors import UnreadableDocument
from untuned.ingest.load.csv import records
from untuned.ingest.load.decode import decode, looks_binary
from untuned.ingest.load.markdown_blocks import markdown_blocks
from untuned.text.globs import matches
from untuned.text.lines import line_of
from untuned.types.documents import Loaded, left_out_of

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)

# Lines that mean something in Markdown, and some that only look so.
LINES = st.sampled_from(
    """word;# head;## head ##;#tag;- item;* item;+ item;1. one;2. two;10) ten;> quote;> - q;> ```;> # h;```;~~~;```py;    code;  two
   three;      six;***;- - -;_ _ _;===;---;<div>;</div>;<!-- c -->;<!--;-->;<b>x</b>;<script>;</script>;<pre>;</pre>;[a]: /url;-;*;1.
  - nested;    - deep;  1. n;- # h;- > q;- ```;-     code;  > q;  ```;;;; ;|a|b|;|-|-|;a | b;--- | ---;| - |;\ttab;- \ttab""".replace(
        "\n", ";"
    ).split(";")
)
SOURCES = st.lists(LINES, min_size=1, max_size=8).map("\n".join)

REFERENCE = MarkdownIt("commonmark").enable("table")
LEAVES = {
    "heading_open": "heading",
    "fence": "code",
    "code_block": "code",
    "hr": "markup",
    "html_block": "html",
    "tr_open": "row",
    "paragraph_open": "prose",
}
OURS = {"item": "prose", "paragraph": "prose", "header": "row"}


UNHURRIED = settings(deadline=None)  # the first text that needs the language model waits for it


def outcome(source: str | bytes, path: str) -> Loaded | UnreadableDocument:
    try:
        return loaded_from(source, path)
    except UnreadableDocument as failure:
        return failure


def expected_lines(source: str) -> list[str]:
    """What markdown-it-py says of every line: the kind of its block, "" outside of any."""
    kinds = [""] * (source.count("\n") + 1)
    quotes = []
    for token in REFERENCE.parse(source):
        if token.map is None:
            continue
        if token.type == "blockquote_open":
            quotes.append(token.map)
        elif token.type == "table_open":
            kinds[token.map[0] + 1] = "markup"
        kind = LEAVES.get(token.type)
        if kind is not None:
            kinds[slice(*token.map)] = [kind] * (token.map[1] - token.map[0])
    for begin, end in quotes:
        kinds[begin:end] = ["quote"] * (end - begin)
    return kinds[: source.count("\n") + 1]


def scanned_lines(source: str) -> list[str]:
    kinds = [""] * (source.count("\n") + 1)
    for block in markdown_blocks(source):
        first, last = source.count("\n", 0, block.start), source.count("\n", 0, block.end)
        kinds[first : last + 1] = [OURS.get(block.kind, block.kind)] * (last - first + 1)
    return kinds


def agree(expected: str, scanned: str, line: str) -> bool:
    """True when both say the same; HTML is markup, prose or code here, and a reference is markup."""
    bare = line.strip(" \t")
    if expected == scanned or not bare:
        return True
    if expected == "html" or (expected == "prose" and bare.startswith("<")):
        return scanned in ("markup", "prose", "code")
    if bare in ("-", "*", "1."):  # an item's marker alone: whose line it is makes no difference to its text
        return "" in (expected, scanned)
    return expected == "" and scanned == "markup"


@given(SOURCES)
@example("- a | b\n  --|--\n  1 | 2")
@example("> a\n>     b\nlazy")
@example("1. a\n\n   b\n\n      c\nd")
def test_blocks_are_those_of_markdown_it(source):
    lines = source.split("\n")
    both = list(zip(expected_lines(source), scanned_lines(source), lines, strict=True))
    assert [(number, *three) for number, three in enumerate(both) if not agree(*three)] == []


@UNHURRIED
@given(SOURCES | TEXTS)
@example("---\n---")
def test_markdown_blocks_are_slices_in_order_that_leave_no_word_out(source):
    loaded = outcome(source, "page.md")
    if isinstance(loaded, UnreadableDocument):
        return
    assert_sound(loaded)
    covered = {place for block in loaded.blocks for place in range(block.start, block.end)}
    assert [character for place, character in enumerate(loaded.text) if place not in covered and character.isalpha()] == []


@given(TEXTS)
def test_the_text_of_a_file_is_its_own(source):
    assume(not looks_binary(source))
    plain = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert decode(source.encode(), "a.md") == plain


@UNHURRIED
@given(TEXTS | st.binary(max_size=300), st.sampled_from(["page.md", "page.txt", "page.html", "page.csv", "page.jsonl", "page.eml"]))
def test_any_bytes_give_sound_blocks_or_a_reason(source, path):
    loaded = outcome(source, path)
    if isinstance(loaded, UnreadableDocument):
        assert loaded.path == path
        assert loaded.reason
    else:
        assert_sound(loaded)
        assert loaded.title


CSV_TEXTS = st.text(st.sampled_from(list('ab",;\n ')), max_size=40)


@given(CSV_TEXTS, st.sampled_from([",", ";"]))
def test_records_are_those_of_the_csv_module(source, delimiter):
    expected = [row for row in csv.reader(io.StringIO(source, newline=""), delimiter=delimiter) if row]
    found = records(source, delimiter)
    assert [record.fields for record in found] == [len(row) for row in expected]
    again = [next(csv.reader(io.StringIO(source[record.start : record.end], newline=""), delimiter=delimiter)) for record in found]
    assert again == expected


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@UNHURRIED
@given(st.lists(JSON_VALUES, min_size=1, max_size=4))
def test_a_jsonl_records_line_is_the_one_it_stands_on(values):
    source = "\n".join(json.dumps(value) for value in values)
    loaded = outcome(source, "t.jsonl")
    if isinstance(loaded, UnreadableDocument):
        assert "no text" in loaded.reason
        return
    assert_sound(loaded)
    for block in loaded.blocks:
        line = line_of(loaded.text, block.start, loaded.lines)
        assert loaded_from(source.split("\n")[line - 1], "t.jsonl").text == loaded.text[block.start : block.end]


TAGS = "<p>|</p>|<b>|<li>|<ul>|</ul>|<table>|<tr>|<td>|</table>|<pre>|</pre>|<br>|x| y |\n|&amp;"


@UNHURRIED
@given(st.lists(st.sampled_from(TAGS.split("|")), max_size=20))
def test_no_word_of_a_page_is_lost(parts):
    words = [part.strip() for part in parts if part.strip() in ("x", "y", "&amp;")]
    loaded = outcome("".join(parts), "page.html")
    if isinstance(loaded, UnreadableDocument):
        assert words == []
        return
    assert_sound(loaded)
    assert sorted(character for character in loaded.text if character in "xy&") == sorted(word[0] for word in words)


@given(st.lists(st.sampled_from(["a", "b", "a b", "x.md"]), min_size=1, max_size=4).map("/".join))
def test_a_path_matches_itself_and_the_folders_above_it(path):
    parts = path.split("/")
    assert all(matches(path, "/" + "/".join(parts[: count + 1])) for count in range(len(parts)))
    assert matches(path, "**")
    assert not matches(path, f"{path}/more")


@pytest.mark.parametrize("size", [10, 100])
def test_every_line_of_a_text_has_its_number(size):
    text = "\n".join(map(str, range(size)))
    assert [line_of(text, text.index(f"{number}")) for number in range(10)] == list(range(1, 11))


@UNHURRIED
@given(st.lists(st.dictionaries(st.sampled_from(["a", "б"]), TEXTS, min_size=1), min_size=4, max_size=8), st.data())
def test_a_cut_at_any_byte_costs_json_lines_one_record_at_most(rows, data):
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    whole = b"\n".join(lines)
    cut = data.draw(st.integers(len(b"\n".join(lines[:3])), len(whole)))
    loaded, kept = loaded_from(whole[:cut], "t.jsonl"), whole[:cut].split(b"\n")
    sound = [number for number, line in enumerate(kept, start=1) if line == lines[number - 1]]
    assert [anchor.line for anchor in loaded.lines] == sound
    broken = [number for number, line in enumerate(kept, start=1) if line and number not in sound]
    assert [one.line for one in left_out_of(loaded.metadata)[0]] == broken
    assert_sound(loaded)
