"""Hand-written cases; tests/properties/test_load.py compares the scanner with markdown-it-py."""

import pytest

from ingesting import assert_sound, kinds, loaded_from, shape


def test_headings_have_levels_and_keep_their_signs_in_the_text():
    loaded = loaded_from("# One #\n## Two {#two}\n####### seven\n#tag\n\nThree\n===\nFour\n---\n")
    assert [(block.kind, block.level) for block in loaded.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 1),
        ("heading", 2),
    ]
    assert shape(loaded)[1] == ("heading", "## Two {#two}")
    assert shape(loaded)[3] == ("heading", "Three\n===")


def test_a_paragraph_goes_on_until_a_blank_line_or_another_block():
    assert shape(loaded_from("one\ntwo\n    three\n2. four\n- five\n\nsix")) == [
        ("paragraph", "one\ntwo\n    three\n2. four"),
        ("item", "- five"),
        ("paragraph", "six"),
    ]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_a_fence_is_code_with_everything_inside(fence):
    source = f"before\n{fence}python\n# no heading\n\n- no item\n{fence}\nafter"
    assert shape(loaded_from(source)) == [
        ("paragraph", "before"),
        ("code", f"{fence}python\n# no heading\n\n- no item\n{fence}"),
        ("paragraph", "after"),
    ]


def test_a_longer_fence_holds_a_shorter_one():
    assert kinds(loaded_from("````md\n```py\nx\n```\n````\nend")) == ["code", "paragraph"]


def test_a_fence_without_an_end_goes_to_the_end():
    assert kinds(loaded_from("```\nx\n\ny\n")) == ["code"]


def test_backticks_with_a_backtick_behind_them_are_no_fence():
    assert kinds(loaded_from("```a`b\nc")) == ["paragraph"]


def test_indented_code_needs_a_blank_line_before_it():
    assert shape(loaded_from("a\n    b\n\n    c\n\n\td\n\ne")) == [("paragraph", "a\n    b"), ("code", "    c\n\n\td"), ("paragraph", "e")]


def test_an_item_is_one_block_with_its_continuation():
    loaded = loaded_from("- one\n  more\nlazy\n\n  second paragraph\n- two\n")
    assert shape(loaded) == [("item", "- one\n  more\nlazy\n\n  second paragraph"), ("item", "- two")]


def test_nested_items_are_blocks_of_their_own_with_their_depth():
    loaded = loaded_from("1. a\n   - b\n     * c\n   - d\n2. e\n")
    assert [(block.level, loaded.text[block.start : block.end]) for block in loaded.blocks] == [
        (1, "1. a"),
        (2, "- b"),
        (3, "* c"),
        (2, "- d"),
        (1, "2. e"),
    ]


def test_code_inside_an_item_is_code_and_ends_with_the_item():
    assert shape(loaded_from("- a\n\n  ```sh\n  ls\n  ```\n\n  then\n\n- ```\n  open\nout")) == [
        ("item", "- a"),
        ("code", "```sh\n  ls\n  ```"),
        ("paragraph", "then"),
        ("code", "```\n  open"),
        ("paragraph", "out"),
    ]


def test_a_heading_inside_an_item_is_a_heading():
    assert kinds(loaded_from("- # a\n- b\n")) == ["heading", "item"]


def test_an_empty_item_has_no_block_and_text_below_it_belongs_to_it_only_without_a_blank_line():
    assert shape(loaded_from("-\n  a\n-\n\n  b\n")) == [("item", "-\n  a"), ("paragraph", "b")]


def test_a_number_other_than_one_does_not_interrupt_a_paragraph():
    assert kinds(loaded_from("It was the year\n1984. That year\n")) == ["paragraph"]
    assert kinds(loaded_from("Steps:\n1. first\n")) == ["paragraph", "item"]


def test_a_quote_is_one_block_with_its_lazy_lines():
    assert shape(loaded_from("> a\n> - b\nlazy\n\n> # c\nout\n")) == [
        ("quote", "> a\n> - b\nlazy"),
        ("quote", "> # c"),
        ("paragraph", "out"),
    ]


def test_a_table_is_a_header_a_delimiter_row_and_rows():
    source = "intro\n\n| a | b |\n| - | :-: |\n| 1 | 2 |\n| `x\\|y` | z |\n\nend"
    assert shape(loaded_from(source)) == [
        ("paragraph", "intro"),
        ("header", "| a | b |"),
        ("markup", "| - | :-: |"),
        ("row", "| 1 | 2 |"),
        ("row", "| `x\\|y` | z |"),
        ("paragraph", "end"),
    ]


def test_a_table_interrupts_a_paragraph_and_ends_at_another_block():
    assert kinds(loaded_from("text\na | b\n- | -\n-- | --\n# end")) == ["paragraph", "item", "heading"]
    assert kinds(loaded_from("text\na | b\n-- | --\n1 | 2\n# end")) == ["paragraph", "header", "markup", "row", "heading"]


def test_other_numbers_of_columns_make_no_table():
    assert kinds(loaded_from("a | b | c\n-- | --\n")) == ["paragraph"]


def test_a_table_stands_in_an_item():
    assert kinds(loaded_from("- a\n\n  x | y\n  --|--\n  1 | 2\n\nend")) == ["item", "header", "markup", "row", "paragraph"]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- a comment\n\nover lines -->",
        "<script>\nlet words = 1;\n\n</script>",
        "<style>\n.words { }\n</style>",
        '<div class="termy">',
        "<?php echo 1 ?>",
        '<a href="x"><img src="y" alt="words"></a>',
        "***",
        "_ _ _",
        "[label]: https://example.org 'title'",
        "{* ../../docs_src/app.py hl[1] *}",
        "{: .class }",
        "/// note | Title",
        "///",
    ],
)
def test_what_is_no_text_is_markup(source):
    loaded = loaded_from(f"before\n\n{source}\n\nafter")
    assert shape(loaded) == [("paragraph", "before"), ("markup", source), ("paragraph", "after")]


def test_words_inside_html_stay_searchable():
    assert shape(loaded_from("<div>\nSome words\n</div>\n\n<!-- x --> behind")) == [
        ("paragraph", "<div>\nSome words\n</div>"),
        ("paragraph", "<!-- x --> behind"),
    ]


def test_pre_is_code():
    assert kinds(loaded_from("<pre>\n\nx = 1\n</pre>\n\ny")) == ["code", "paragraph"]


def test_a_footnote_is_text():
    assert kinds(loaded_from("[^1]: The small print.")) == ["paragraph"]


def test_the_lines_around_a_directive_are_markup_and_its_content_is_not():
    assert shape(loaded_from("/// warning\n\nDo not.\n\n- a\n\n///\n")) == [
        ("markup", "/// warning"),
        ("paragraph", "Do not."),
        ("item", "- a"),
        ("markup", "///"),
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        (":::note Title", ":::"),
        ("::: {.tip}", ":::"),
        (":::{admonition} Title", ":::"),
        ("```{note}", "```  "),
        ("~~~~{warning} Title", "~~~~"),
    ],
)
def test_what_a_fence_of_text_holds_is_text(opening, closing):
    told = [
        ("markup", opening),
        ("paragraph", "Do not."),
        ("item", "- a"),
        ("code", "~~~\nx\n~~~"),
        ("markup", closing),
        ("paragraph", "b"),
    ]
    assert shape(loaded_from(f"{opening}\nDo not.\n\n- a\n\n~~~\nx\n~~~\n{closing}\nb\n")) == told


def test_a_fence_of_text_may_stand_in_an_item_and_without_an_end_is_code():
    assert kinds(loaded_from("- a\n\n  ```{note}\n  b\n  ```\n\n  c\n")) == ["item", "markup", "paragraph", "markup", "paragraph"]
    assert kinds(loaded_from("```{note}\nb\n")) == kinds(loaded_from("```{code-block}\nb\n```\n")) == ["code"]


@pytest.mark.parametrize("opening", ['!!! note "Title"', "??? tip", '=== "Python 3.12"'])
def test_the_content_of_an_admonition_is_read_as_if_it_were_not_indented(opening):
    assert shape(loaded_from(f"{opening}\n\n    Text.\n\n        code\n\n    - item\n\n      more\n\nout")) == [
        ("markup", opening),
        ("paragraph", "Text."),
        ("code", "        code"),
        ("item", "- item\n\n      more"),
        ("paragraph", "out"),
    ]


def test_a_directive_named_in_an_item_is_text():
    assert kinds(loaded_from("- /// note\n- b")) == ["item", "item"]


def test_tabs_count_to_the_next_multiple_of_four():
    assert shape(loaded_from("- a\n\n\tb\n-\tc\n\n    d\n")) == [("item", "- a\n\n\tb"), ("item", "-\tc\n\n    d")]


@pytest.mark.parametrize(
    "source",
    [
        "- " * 5_000 + "x",
        "> " * 5_000 + "x",
        "* " * 5_000,
        "[" * 5_000,
        "`" * 5_001,
        "<!--" * 5_000,
        "<div>\n" + "<!--" * 5_000,
        "- <!--\n" * 2_000,
        "- ```\n" * 2_000,
        "a|b\n-|-\n" * 2_000,
        "#" * 5_000 + "\n" + "=" * 5_000,
        "\t" * 5_000 + "x\n" + " " * 5_000 + "y",
    ],
)
def test_hostile_repetition_gives_sound_blocks(source):
    loaded = loaded_from(source)
    assert_sound(loaded)
    assert loaded.text == source
