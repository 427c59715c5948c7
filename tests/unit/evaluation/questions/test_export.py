"""What is exported can be imported, and holds no text that its reader may not read."""

import pytest

from questioning import PAIRING, RETURNS, Library
from untuned.evaluation.questions.export import export_questions
from untuned.evaluation.questions.importing import import_questions
from untuned.types.answers import Turn
from untuned.types.measures import Evidence, Question
from untuned.types.principal import OWNER, member

ENDINGS = {"jsonl": "jsonl", "csv": "csv", "squad": "json", "promptfoo": "yaml", "ragas": "jsonl", "openai": "jsonl"}


@pytest.fixture
def library(tmp_path):
    held = Library(tmp_path, returns=RETURNS)
    held.put("pairing.md", PAIRING, groups=frozenset({"staff"}))
    yield held
    held.close()


def passage(library, path: str, quote: str) -> Evidence:
    version = library.documents.versions(path, principal=OWNER)[-1].id
    start = library.documents.text(version, principal=OWNER).index(quote)
    return Evidence(path=path, quote=quote, version=version, start=start, end=start + len(quote))


@pytest.fixture
def questions(library):
    return [
        Question(
            id="a",
            text="How long may I return a product?",
            answers=("30 days", "a month"),
            evidence=(passage(library, "returns.md", "30 days"),),
            cluster="returns",
            split="locked",
            language="en",
            history=(Turn(question="Hello?", answer="Yes."),),
            route="kb",
        ),
        Question(
            id="b", text="How long do I hold the button?", answers=("7 seconds",), evidence=(passage(library, "pairing.md", "7 seconds"),)
        ),
        Question(id="c", text="Is there a shop in Rome?", kind="refusal", must_abstain=True),
    ]


def exported(library, questions, shape, principal=OWNER):
    return export_questions(questions, shape=shape, truth=library.documents, principal=principal)


@pytest.mark.parametrize("shape", ["jsonl", "csv"])
def test_the_projects_own_shapes_hold_everything(library, questions, tmp_path, shape):
    file = tmp_path / f"out.{ENDINGS[shape]}"
    file.write_text(exported(library, questions, shape).text, encoding="utf-8", newline="")
    assert [one.text for one in import_questions(file, archive=library.archive()).questions] == [one.text for one in questions]
    taken = import_questions(file, archive=library.archive())
    assert taken.shapes == ("untuned",)
    assert [(one.id, one.answers, one.evidence, one.history, one.split, one.route) for one in taken.questions] == [
        (one.id, one.answers, one.evidence, one.history, one.split, one.route) for one in questions
    ]


@pytest.mark.parametrize("shape", ["squad", "promptfoo", "ragas", "openai"])
def test_other_tools_shapes_come_back_with_question_answer_and_id(library, questions, tmp_path, shape):
    file = tmp_path / f"out.{ENDINGS[shape]}"
    file.write_text(exported(library, questions, shape).text, encoding="utf-8")
    taken = import_questions(file, archive=library.archive())
    assert taken.faults == ()
    assert taken.shapes == (shape,)
    assert [(one.id, one.text, one.answers[:1], one.must_abstain) for one in taken.questions] == [
        (one.id, one.text, one.answers[:1], one.must_abstain) for one in sorted(questions, key=lambda one: one.id)
    ]
    first = next(one for one in taken.questions if one.id == "a")
    assert [(found.path, found.start) for found in first.evidence] == [("returns.md", RETURNS.index("30 days"))]


def test_a_context_of_squad_holds_its_answer_where_it_says(library, questions):
    import json

    data = json.loads(exported(library, questions, "squad").text)["data"]
    for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
        for answer in (answer for asked in paragraph["qas"] for answer in asked["answers"]):
            start = answer["answer_start"]
            assert paragraph["context"][start : start + len(answer["text"])] == answer["text"]


@pytest.mark.parametrize("shape", ENDINGS)
def test_nothing_of_what_a_reader_may_not_read_is_in_an_export(library, questions, shape):
    made = exported(library, questions, shape, member())
    assert made.questions == 1
    assert made.left_out == ("b", "c")
    assert "return a product" in made.text
    assert "button" not in made.text
    assert "7 seconds" not in made.text
    assert "Rome" not in made.text
