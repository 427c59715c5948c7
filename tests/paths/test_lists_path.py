"""Lists that are longer than an answer: what of them is not shown is told, in the asker's language."""

import pytest

from untuned.cli.answer_lines import answer_lines
from untuned.cli.records import record_json
from untuned.project import Project

ENGLISH = ["two long brushes", "a bucket of warm water", "a pair of rubber gloves", "the green degreaser", "a roll of paper towels",
           "one flat scraper", "the drain hose", "safety goggles", "a tray for old oil", "a metal sieve"]  # fmt: skip
RUSSIAN = ["две длинные щётки", "ведро тёплой воды", "пара резиновых перчаток", "зелёный обезжириватель", "рулон бумажных полотенец",
           "один плоский скребок", "сливной шланг", "защитные очки", "поддон для старого масла", "металлическое сито"]  # fmt: skip


def asked(root, question, *, lead, items, before=""):
    listed = "\n".join(f"- {item}" for item in items)
    (root / "page.md").write_text(f"# Fryer\n\n{before}{lead}\n\n{listed}\n\n## Later\n\nFill in new oil.\n", encoding="utf-8")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync(question)
        assert project.answer(answer.id).unshown == answer.unshown
    return answer


@pytest.mark.parametrize(
    ("question", "lead", "items", "sentence"),
    [
        (
            "What does the kit for cleaning the fryer hold?",
            "The kit for cleaning the fryer holds:",
            ENGLISH,
            "… and {} more items in page.md:{}",
        ),
        ("Что нужно для мойки фритюрницы?", "Для мойки фритюрницы нужны:", RUSSIAN, "… и ещё {} пунктов в page.md:{}"),
    ],
)
def test_a_list_that_goes_on_says_so_in_the_askers_language(tmp_path, question, lead, items, sentence):
    answer = asked(tmp_path, question, lead=lead, items=items)
    shown = sum(citation.quote.startswith("- ") for citation in answer.citations)
    (left,) = answer.unshown
    assert 2 <= shown == len(items) - left.items
    assert left.sentence == sentence.format(left.items, 5 + shown)
    assert left.source == f"page.md:{5 + shown}"
    assert left.sentence in {"".join(part.text for part in line) for line in answer_lines(answer)}
    assert record_json(answer)["unshown"] == [record_json(left)]


def test_a_list_that_is_shown_whole_says_nothing_of_more(tmp_path):
    answer = asked(
        tmp_path, "What does the kit for cleaning the fryer hold?", lead="The kit for cleaning the fryer holds:", items=ENGLISH[:3]
    )
    assert "rubber gloves" in answer.text
    assert answer.unshown == ()


def test_an_answer_beside_a_list_says_nothing_of_it(tmp_path):
    answer = asked(
        tmp_path,
        "At what temperature must the fryer be cleaned?",
        lead="The kit for the floor holds:",
        items=ENGLISH,
        before="The fryer must be cleaned at a temperature of 40 degrees, and never while it is still in use.\n\n## Floor\n\n",
    )
    assert "40 degrees" in answer.text
    assert answer.unshown == ()
