"""What of a list is left when some of its items are quoted."""

from dataclasses import replace

import pytest

from indexing import version
from untuned.ingest.load.html import load_html
from untuned.ingest.load.markdown import load_markdown
from untuned.rag.answer.unshown import unshown
from untuned.types.answers import Citation, Claim, Verdict


def left(text, *quotes, language="en", load=load_markdown):
    """What is told of a page of which these words are quoted."""
    made = load(text.encode(), "page.md")
    known = replace(version(made.text, blocks=made.blocks), format=made.format)
    claims = []
    for quote in quotes:
        start = made.text.index(quote)
        cited = Citation(
            version=1, number=1, path="1.md", start=start, end=start + len(quote), quote=quote, line=1, verdict=Verdict(kind="exact")
        )
        claims.append(Claim(text=quote, citations=(cited,)))
    return [one.sentence for one in unshown(claims, {1: (known, made.text)}, language=language)]


LIST = "Bring:\n\n- one\n- two\n- three\n- four\n\nThen go.\n"


def test_items_behind_the_last_quoted_one_are_counted():
    assert left(LIST, "- one", "- two") == ["… and 2 more items in 1.md:5"]


def test_items_before_the_first_quoted_one_are_counted_too():
    assert left(LIST, "- three", "- four") == ["… and 2 more items in 1.md:3"]


def test_quotes_of_several_claims_are_counted_together():
    assert left(LIST, "- one", "- three") == ["… and 2 more items in 1.md:6"]
    assert left(LIST, "- one", "- two", "- three", "- four") == []


def test_one_item_alone_answers_by_itself():
    assert left(LIST, "- three") == []


def test_one_item_with_the_line_that_introduces_the_list_is_the_list_in_part():
    assert left(LIST, "Bring:", "- one") == ["… and 3 more items in 1.md:4"]


def test_what_is_nested_below_an_item_is_none_of_the_list():
    text = "Bring:\n\n- one\n  - a\n  - b\n- two\n\n  still of two\n\n- three\n"
    assert left(text, "- one", "- two") == ["… and 1 more item in 1.md:10"]
    assert left(text, "- a", "- b") == []


def test_another_list_is_not_counted():
    text = "Bring:\n\n1. one\n2. two\n3. three\n\nLeave at home:\n\n- four\n- five\n"
    assert left(text, "1. one", "2. two") == ["… and 1 more item in 1.md:5"]


@pytest.mark.parametrize(("count", "words"), [(1, "1 пункт"), (3, "3 пункта"), (5, "5 пунктов"), (21, "21 пункт")])
def test_russian_items_are_counted_in_russian(count, words):
    text = "Нужны:\n\n- первое\n- второе\n" + "- ещё\n" * count
    assert left(text, "- первое", "- второе", language="ru") == [f"… и ещё {words} в 1.md:5"]


def test_a_list_without_any_quote_is_not_told():
    assert left(LIST, "Then go.") == []


def test_definitions_are_no_list_of_which_the_rest_is_wanted():
    options = "<dl><dt>-a</dt><dd>All.</dd><dt>-b</dt><dd>Both.</dd><dt>-c</dt><dd>Copy.</dd></dl>"
    assert left(options, "-a", "All.", "-b", "Both.", load=load_html) == []
    assert left("<ul><li>one</li><li>two</li><li>three</li></ul>", "one", "two", load=load_html) == ["… and 1 more item in 1.md:3"]


def test_a_list_right_behind_another_is_another_list():
    assert left("- one\n- two\n\n1. three\n2. four\n3. five\n", "1. three", "2. four") == ["… and 1 more item in 1.md:6"]
    two = "<ul><li>one</li><li>two</li></ul><ul><li>three</li><li>four</li></ul>"
    assert left(two, "one", "two", load=load_html) == []
