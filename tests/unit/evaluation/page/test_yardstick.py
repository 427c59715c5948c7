"""How a page reads values of which less is better, and values that are no shares."""

from dataclasses import replace

import pytest
from lxml import html

from paging import figure, page
from untuned.evaluation.page.figures import headlines
from untuned.evaluation.page.render import render
from untuned.types.pages import Yardstick

SIGN = {"full": "✓", "none": "✗"}


def read_by(yardstick, values, *, metric="correct"):
    """A page of one question for each tuple of values, read by a yardstick."""
    made = page(len(values[0]), len(values))
    grid = tuple(replace(row, values=found, yardstick=yardstick) for row, found in zip(made.grid, values, strict=True))
    shown = tuple(
        replace(one, said=tuple(replace(said, value=value) for said, value in zip(one.said, found, strict=True)))
        for one, found in zip(made.shown, values, strict=True)
    )
    return replace(made, yardstick=yardstick, grid=grid, shown=shown, report=replace(made.report, headline=metric))


def rows_of(made, *, language="en"):
    """What the list of questions shows in each row, and the marks by which it is narrowed."""
    tree = html.document_fromstring(render(made, language=language))
    rows = tree.xpath("//table[contains(@class, 'grid')]/tbody/tr")
    marks = [sorted(name.removeprefix("data-") for name in row.attrib) for row in rows]
    return tree, [row.xpath("td/text()") for row in rows], marks


@pytest.mark.parametrize("more", [True, False])
def test_right_is_shown_as_right_whichever_way_a_metric_counts(more):
    good, bad = (1.0, 0.0) if more else (0.0, 1.0)
    made = read_by(Yardstick(higher_is_better=more), [(good, bad), (bad, good), (good, good)])
    tree, signs, marks = rows_of(made)
    assert signs == [["✓", "✗"], ["✗", "✓"], ["✓", "✓"]]
    assert marks == [["apart", "lost", "wrong"], ["apart", "gained", "wrong"], []]
    cards = tree.xpath("//div[@class='beside']/article")
    assert [one.xpath("string(.//span[@class='score'])") for one in cards] == [SIGN[one.get("class")] for one in cards]
    assert "is better on 1 question, worse on 1, and the same on 1" in tree.xpath("string(//section[@id='grid'])")


def test_milliseconds_are_shown_as_such_and_are_neither_right_nor_wrong():
    made = read_by(Yardstick(higher_is_better=False, share=False), [(120.44, 80.0), (0.0, 4.26)], metric="latency")
    tree, shown, marks = rows_of(made)
    assert shown == [["120.4", "80"], ["0", "4.3"]]
    assert marks == [["apart", "gained"], ["apart", "lost"]]
    assert "wrong" not in tree.xpath("//select[@id='which']/option/@value")
    assert {one.get("class") for one in tree.xpath("//div[@class='beside']/article")} == {""}


@pytest.mark.parametrize(
    ("yardstick", "english", "russian"),
    [
        (Yardstick(), "✓ right", "✓ верно"),
        (Yardstick(higher_is_better=False), "less is better: ✓ 0   ✗ 1", "чем меньше, тем лучше: ✓ 0   ✗ 1"),
        (Yardstick(higher_is_better=False, share=False), "less is better   · no score", "чем меньше, тем лучше   · нет оценки"),
        (Yardstick(share=False), "more is better   · no score", "чем больше, тем лучше   · нет оценки"),
    ],
)
def test_the_list_says_what_its_signs_mean(yardstick, english, russian):
    made = read_by(yardstick, [(1.0, 0.0)])
    for language, told in (("en", english), ("ru", russian)):
        tree, _, _ = rows_of(made, language=language)
        assert told in tree.xpath("string(//span[@class='legend-line'])")


def test_the_best_variant_comes_first_whichever_way_a_metric_counts():
    report = page(3).report
    columns = tuple(replace(one, figures=(figure(value),)) for one, value in zip(report.columns, (0.5, 0.1, 0.9), strict=True))
    for more, order in ((True, [0.9, 0.5, 0.1]), (False, [0.1, 0.5, 0.9])):
        ranked = headlines(replace(report, columns=columns), Yardstick(higher_is_better=more))
        assert [found.value for _, found in ranked] == order
