"""Figures of CSV in a model's words: a number between commas is one of its own, and one that no cell has is refused."""

import pytest

from answering import Way
from untuned.models.chat.fake import Reply, Said
from untuned.project import Project

TABLE = """part,name,price_eur,weight_g
GX-200,"Gateway, 2 ports",310,420
GX-400,"Gateway, 4 ports",465,510
AN-17,LTE antenna,38,95
"""
ROWS = {"GX-400": 'GX-400,"Gateway, 4 ports",465,510', "AN-17": "AN-17,LTE antenna,38,95"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("parts")
    (root / "parts.csv").write_text(TABLE, encoding="utf-8")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(root) as opened:
        opened.sync()
        yield opened


def said_of(project, question, claim, part):
    """What is shown of a claim that quotes the row of a part."""
    way = Way(model=[Reply(claims=(Said(text=claim, quotes=((1, ROWS[part]),)),))])
    return way.respond(project, question).answer


@pytest.mark.parametrize(
    ("question", "claim", "part"),
    [
        ("What does the GX-400 cost?", "The GX-400 costs 465 EUR.", "GX-400"),
        ("How much does the GX-400 weigh?", "The GX-400 weighs 510 g.", "GX-400"),
        ("How much does the AN-17 weigh?", "The AN-17 weighs 95 g.", "AN-17"),
        ("What does the AN-17 cost?", "The AN-17 costs 38 EUR.", "AN-17"),
    ],
)
def test_a_claim_with_the_number_of_a_cell_is_shown_with_its_row(project, question, claim, part):
    answer = said_of(project, question, claim, part)
    assert (answer.state, answer.text) == ("answered", claim)
    assert [citation.quote for citation in answer.citations] == [ROWS[part]]


@pytest.mark.parametrize(
    ("question", "claim", "part"),
    [
        ("What does the GX-400 cost?", "The GX-400 costs 466 EUR.", "GX-400"),
        ("What does the GX-400 cost?", "The GX-400 costs 465,510 EUR.", "GX-400"),
        ("What does the AN-17 cost?", "The AN-17 costs 38.95 EUR.", "AN-17"),
        ("What does the AN-17 cost?", "The AN-17 costs 465 EUR.", "AN-17"),
    ],
)
def test_a_claim_with_a_number_that_no_cell_of_its_row_has_is_refused(project, question, claim, part):
    answer = said_of(project, question, claim, part)
    assert claim not in answer.text
    assert [dropped.reason for dropped in answer.dropped] == ["not_carried"]
