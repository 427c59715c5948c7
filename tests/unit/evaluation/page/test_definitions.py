"""What each figure of a page says, in the reader's language."""

import lxml.html
import pytest

from paging import NOON, report
from untuned.evaluation.judged import JUDGED
from untuned.evaluation.metrics.registry import METRICS
from untuned.evaluation.metrics.unsupported import METRIC as UNSUPPORTED
from untuned.evaluation.page.figures import MACRO_F1
from untuned.evaluation.page.render import render
from untuned.evaluation.page.russian.say import russian
from untuned.types.pages import Page

EVERY = (*METRICS, UNSUPPORTED, *JUDGED)
GUESSED = "The share of a plain text's sentences that a local model of support gives less than an even chance."


@pytest.mark.parametrize("definition", [*(one.definition for one in EVERY), MACRO_F1, GUESSED])
def test_every_metric_is_explained_in_russian_too(definition):
    told = russian(definition)
    assert told is not None
    assert told.endswith(".")
    assert not {"the", "of", "whether"} & set(told.lower().split())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_figures_are_explained_beside_their_names(language):
    definitions = tuple((one.name, one.definition) for one in EVERY if one.name in ("correct", "latency"))
    page = Page(project="p", made_at=NOON, release="1", report=report(), definitions=definitions)
    tree = lxml.html.fromstring(render(page, language=language))
    told = {row.xpath("string(text())"): row.xpath("string(small)") for row in tree.xpath("//section[@id='table']//tbody//th")}
    for name, definition in definitions:
        assert told[name] == (definition if language == "en" else russian(definition))
