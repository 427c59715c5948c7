"""A table in a PDF answers by its row, with its columns named beside it, as the same table in Markdown does."""

import pytest

from paper import pdf, text_at
from untuned.project import Project

ROWS = (
    ("Feature", "Free", "Team", "Business"),
    ("Price", "0 EUR", "7 EUR", "15 EUR"),
    ("Members", "up to 5", "up to 50", "unlimited"),
    ("Storage", "2 GB", "100 GB", "1 TB"),
    ("Audit log", "no", "30 days", "1 year"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("printed")
    drawn = [text_at(72, 740, "Plans and prices", size=18), text_at(72, 715, "All prices are per user and month.")]
    for nth, row in enumerate(ROWS):
        drawn += [text_at(72 + 100 * at, 690 - 18 * nth, cell) for at, cell in enumerate(row)]
    drawn += [text_at(72, 580, "Schools and charities get half off the Team plan. Students use the Team plan free of charge.")]
    (root / "plans.pdf").write_bytes(pdf(["\n".join(drawn)]))
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much storage does the Team plan have?", "Storage | 2 GB | 100 GB | 1 TB"),
        ("How long is the audit log kept on the Team plan?", "Audit log | no | 30 days | 1 year"),
        ("How many members can the Free plan have?", "Members | up to 5 | up to 50 | unlimited"),
    ],
)
def test_a_row_answers_with_its_columns(project, question, row):
    (citation,) = project.ask_sync(question).citations
    assert (citation.quote, citation.page) == (row, 1)
    (told,) = citation.rows
    assert dict(told) == dict(zip(ROWS[0], row.split(" | "), strict=True))
