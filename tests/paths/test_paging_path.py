"""The page of a real measurement, where answers and quotes are longer than it has room for."""

import json

import pytest

import untuned
from untuned.project.comparing import Order

PART = "part {:05d} in the course of the yearly inspection of the machine"
PARTS = [PART.format(nth) for nth in range(160)]
PARTS[80] = "the turquoise gasket of the upper lid for 79 EUR"
LONG = f"# Care plan\n\nThe care plan covers {', '.join(PARTS)} and nothing else.\n"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "care.md").write_text(LONG, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    asked = {"id": "gasket", "question": "What does the turquoise gasket of the upper lid cost?", "answers": ["79 EUR"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        opened.sync()
        opened.import_questions(tmp_path / "questions.jsonl")
        yield opened


def test_a_quote_with_no_room_says_that_it_goes_on_and_nothing_else_follows_it(project):
    project.measure(Order(variants=("default",)))
    ((said,),) = (one.said for one in project.page().shown)
    (excerpt,) = said.excerpts
    assert len(said.text) > 3_000
    assert said.text.endswith(" …")
    assert excerpt.quote.endswith(" …")
    assert excerpt.quote.removesuffix(" …") in LONG
    assert excerpt.after == ""


@pytest.mark.parametrize(
    ("headline", "values", "changed", "share"),
    [("correct", (1.0, 0.0), -1.0, True), ("wrong_refusal", (0.0, 1.0), -1.0, True), ("requests", (0.0, 0.0), 0.0, False)],
)
def test_a_page_reads_its_metric_in_the_direction_in_which_it_is_better(project, headline, values, changed, share):
    silent = "\n[variants.silent]\nanswer.threshold = 1.0\n"
    (project.root / "untuned.toml").write_text(f'[sources]\npaths = ["docs"]\n{silent}', encoding="utf-8")
    with untuned.open(project.root) as again:
        again.measure(Order(variants=("default", "silent")))
        made = again.page(headline=headline)
    (row,) = made.grid
    assert (row.values, row.change) == (values, changed)
    assert (made.yardstick.share, row.yardstick) == (share, made.yardstick)


def test_an_answer_that_a_purge_took_is_not_shown_as_none(project):
    project.measure(Order(variants=("default",)))
    project.purge("docs/care.md")
    ((said,),) = (one.said for one in project.page().shown)
    assert (said.text, said.purged, said.value) == ("", True, 1.0)
    assert "The answer was purged with a text that it was made from; its score stays." in project.page_html()
    assert "no answer" not in project.page_html()


def quotes_of(project):
    """The quotes of the answers that the page shows, and whether their documents still say them."""
    return [(quote.quote, quote.stands) for one in project.page().shown for said in one.said for quote in said.excerpts]


def test_a_quote_that_its_document_no_longer_says_is_told_as_such(tmp_path):
    page = tmp_path / "docs" / "gasket.md"
    page.parent.mkdir()
    page.write_text("# Parts\n\nThe turquoise gasket costs 79 EUR.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    asked = {"id": "gasket", "question": "What does the turquoise gasket cost?", "answers": ["79 EUR"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    told = "the document no longer says this"
    with untuned.open(tmp_path) as project:
        project.sync()
        project.import_questions(tmp_path / "questions.jsonl")
        project.measure(Order(variants=("default",)))
        said = "The turquoise gasket costs 79 EUR."
        assert (quotes_of(project), told in project.page_html()) == ([(said, True)], False)
        page.write_text("# Parts\n\nSee the list.\n\nThe turquoise gasket costs 79 EUR.\n", encoding="utf-8")
        project.sync()
        assert (quotes_of(project), told in project.page_html()) == ([(said, True)], False)
        page.write_text("# Parts\n\nThe turquoise gasket costs 89 EUR.\n", encoding="utf-8")
        project.sync()
        assert (quotes_of(project), told in project.page_html()) == ([(said, False)], True)
        page.unlink()
        project.sync()
        assert (quotes_of(project), "в документе этого больше нет" in project.page_html(language="ru")) == ([(said, False)], True)
