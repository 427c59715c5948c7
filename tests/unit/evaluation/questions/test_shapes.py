"""Every shape that questions come in gives the same questions."""

import json

import pytest

from questioning import rows
from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.importing import ImportOptions, import_questions
from untuned.evaluation.questions.read.rows import rows_of
from untuned.evaluation.questions.read.shapes import parsed
from untuned.types.answers import Turn
from untuned.types.measures import Question


def only(file, **options) -> Question:
    report = import_questions(file, options=ImportOptions(**options))
    assert report.faults == ()
    (question,) = report.questions
    return question


def wanted_of(file):
    ((_, one),) = parsed(rows_of(file))
    return one


def test_a_plain_row_has_its_answers_its_documents_and_its_cluster(tmp_path):
    file = rows(tmp_path, "a.jsonl", {"id": 7, "question": "How long?", "answers": ["30 days"], "doc_ids": ["returns"], "doc": "policy"})
    question = only(file)
    assert (question.id, question.text, question.answers, question.cluster) == ("7", "How long?", ("30 days",), "policy")
    assert wanted_of(file).documents == ("returns",)


@pytest.mark.parametrize("name", ["unanswerable", "is_impossible", "must_abstain"])
def test_a_question_that_is_not_answered_must_be_abstained_on(tmp_path, name):
    question = only(rows(tmp_path, "a.jsonl", {"question": "Why?", "answers": [], name: True}))
    assert (question.must_abstain, question.kind) == (True, "refusal")


@pytest.mark.parametrize("said", [{"answerable": False}, {"kind": "refusal"}, {"must_abstain": True, "unanswerable": True}])
def test_whatever_says_that_nothing_answers_is_one_thing(tmp_path, said):
    question = only(rows(tmp_path, "a.jsonl", {"question": "Why?", **said}))
    assert (question.must_abstain, question.kind) == (True, "refusal")


@pytest.mark.parametrize(
    "said", [{"answerable": True}, {"kind": "refusal", "answer": "because"}, {"kind": "refusal", "unanswerable": False}]
)
def test_a_question_that_has_an_answer_is_not_abstained_on(tmp_path, said):
    assert not only(rows(tmp_path, "a.jsonl", {"question": "Why?", **said})).must_abstain


def test_the_kind_that_a_row_names_is_kept_and_a_task_is_no_refusal(tmp_path):
    asked = {"question": "Why?", "answers": [], "must_abstain": True}
    assert only(rows(tmp_path, "a.jsonl", asked | {"kind": "time_sensitive"})).kind == "time_sensitive"
    assert only(rows(tmp_path, "b.jsonl", asked | {"route": "triage"})).kind == "knowledge"
    assert only(rows(tmp_path, "c.jsonl", {"question": "Why?", "answers": ["so"]})).kind == "knowledge"


def test_an_expected_answer_of_null_means_that_there_is_none(tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"questions": [{"question": "Is there a discount?", "expects": None}]}), encoding="utf-8")
    assert only(file).must_abstain


def test_answers_with_a_span_each_are_worded_otherwise_and_those_with_lists_are_parts(tmp_path):
    alternatives = rows(tmp_path, "a.jsonl", {"question": "Q?", "answers": ["one", "the one"], "spans": [[3, 6], [0, 6]]})
    parts = rows(tmp_path, "b.jsonl", {"question": "Q?", "answers": ["one", "two"], "spans": [[[3, 6]], [[9, 12]]]})
    assert [(one.texts, one.at) for one in wanted_of(alternatives).wanted] == [(("one", "the one"), 3)]
    assert [(one.texts, one.at) for one in wanted_of(parts).wanted] == [(("one",), 3), (("two",), 9)]


SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Normans",
            "paragraphs": [
                {
                    "context": "In 1066 the Normans landed. In 1066 they won.",
                    "qas": [
                        {
                            "id": "1",
                            "question": "When did they win?",
                            "answers": [{"text": "1066", "answer_start": 31}],
                            "is_impossible": False,
                        },
                        {"id": "2", "question": "Why did they lose?", "answers": [], "is_impossible": True},
                        {"id": "3", "answers": []},
                    ],
                }
            ],
        }
    ],
}


def test_squad_has_a_question_for_each_and_tells_where_a_bad_one_is(tmp_path):
    file = tmp_path / "squad.json"
    file.write_text(json.dumps(SQUAD), encoding="utf-8")
    report = import_questions(file)
    assert [(one.id, one.answers, one.must_abstain, one.cluster) for one in report.questions] == [
        ("1", ("1066",), False, "Normans"),
        ("2", (), True, "Normans"),
    ]
    assert [fault.place for fault in report.faults] == ["squad.json:data[0].paragraphs[0].qas[2]"]
    assert report.shapes == ("squad",)


def test_squad_as_a_table_is_read_too(tmp_path):
    answers = {"text": ["1066"], "answer_start": [3]}
    file = rows(tmp_path, "a.jsonl", {"question": "When?", "context": "In 1066 they landed.", "answers": answers, "title": "Normans"})
    one = wanted_of(file)
    assert (one.question.answers, one.wanted[0].around, one.wanted[0].at) == (("1066",), "In 1066 they landed.", 3)


PROMPTFOO = """
prompts: [p.txt]
defaultTest:
  vars:
    tone: dry
tests:
  - description: one
    vars:
      question: How long is the warranty?
    assert:
      - type: icontains-any
        value: [two years, 24 months]
      - type: latency
        threshold: 100
  - vars:
      query: What does it cost on Mars?
    assert:
      - type: is-refusal
  - vars: file://more.yaml
"""


def test_promptfoo_gives_questions_with_the_texts_that_answers_should_have(tmp_path):
    file = tmp_path / "promptfooconfig.yaml"
    file.write_text(PROMPTFOO, encoding="utf-8")
    report = import_questions(file)
    first, second = report.questions
    assert (first.text, first.answers) == ("How long is the warranty?", ("two years", "24 months"))
    assert (second.must_abstain, second.kind) == (True, "refusal")
    assert [note.text for note in report.notes] == ["not taken: latency"]
    assert "import that file" in report.faults[0].reason


def test_a_table_of_promptfoo_has_expected_columns(tmp_path):
    file = tmp_path / "tests.csv"
    file.write_text(
        'question,__expected1,__expected2\nHow long?,contains: 30 days,"icontains-any: a month, four weeks"\n', encoding="utf-8"
    )
    question = only(file)
    assert question.answers == ("30 days", "a month", "four weeks")


def test_ragas_takes_reference_contexts_as_evidence_and_what_was_retrieved_only_as_a_hint(tmp_path):
    gold = rows(tmp_path, "a.jsonl", {"user_input": "How long?", "reference": "30 days", "reference_contexts": ["Within 30 days."]})
    seen = rows(tmp_path, "b.jsonl", {"question": "How long?", "ground_truth": "30 days", "contexts": ["Within 30 days."], "answer": "60"})
    older = rows(tmp_path, "c.jsonl", {"question": "How long?", "ground_truth": "30 days", "contexts": ["Within 30 days."]})
    assert [(one.kind, one.optional) for file in (gold, seen, older) for one in wanted_of(file).wanted] == [
        ("quote", False),
        ("answer", True),
        ("quote", False),
    ]
    assert {only(file).answers for file in (gold, seen, older)} == {("30 days",)}


def test_ragas_of_many_hops_is_of_that_kind(tmp_path):
    values = {"user_input": "Q one two?", "reference": "a", "synthesizer_name": "multi_hop_specific_query_synthesizer"}
    assert only(rows(tmp_path, "a.jsonl", values)).kind == "multi_hop"


def test_a_conversation_ends_with_the_question_and_begins_with_its_history(tmp_path):
    messages = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Do you ship?"},
        {"role": "assistant", "content": "Yes."},
        {"role": "user", "content": [{"type": "text", "text": "How fast?"}]},
        {"role": "assistant", "content": "In 3 days."},
    ]
    file = rows(tmp_path, "chat.jsonl", {"messages": messages})
    question = only(file)
    assert (question.text, question.answers) == ("How fast?", ("In 3 days.",))
    assert question.history == (Turn(question="Do you ship?", answer="Yes."),)
    assert "system message" in wanted_of(file).notes[0]


def test_a_table_names_its_columns_in_any_dialect(tmp_path):
    for nth, sign in enumerate(",;\t|"):
        file = tmp_path / f"{nth}.csv"
        text = f'question{sign}answer{sign}kind\n"How long, {sign} then?"{sign}"30\ndays"{sign}knowledge\n'
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
        question = only(file)
        assert (question.text, question.answers) == (f"How long, {sign} then?", ("30\ndays",))


def test_yaml_keeps_what_looks_like_a_number_or_a_no_as_it_is_written(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("- question: How much?\n  answer: 1.50\n- question: Is it?\n  answer: no\n", encoding="utf-8")
    assert [one.answers for one in import_questions(file).questions] == [("1.50",), ("no",)]


def test_common_names_are_read_in_every_shape(tmp_path):
    values = {
        "question": "Q one?",
        "answer": "a",
        "fact_source": "training",
        "route": "sql",
        "label": "L",
        "language": "RU",
        "kind": "action",
    }
    question = only(rows(tmp_path, "a.jsonl", values))
    assert (question.fact_source, question.route, question.label, question.language, question.kind) == (
        "training",
        "sql",
        "L",
        "ru",
        "action",
    )


def test_a_language_that_is_not_given_is_told(tmp_path):
    file = rows(tmp_path, "a.jsonl", {"question": "Сколько дней можно вернуть товар?", "answer": "30"})
    assert only(file).language == "ru"


def test_a_shape_can_be_named_and_an_unknown_one_is_refused(tmp_path):
    file = rows(tmp_path, "a.jsonl", {"text": "Is this a question?", "answer": "yes"})
    assert only(file, shape="plain").answers == ("yes",)
    with pytest.raises(UnreadableQuestions, match="shape 'squid'"):
        import_questions(file, options=ImportOptions(shape="squid"))


@pytest.mark.parametrize(
    "values",
    [
        {"Question": "How long?", "Expected answer": "30 days", "Source file": "returns", "Must abstain": False},
        {"question": "How long?", "expectedAnswer": "30 days", "sourceFile": "returns"},
        {"Q": "How long?", "A": "30 days", "File-Name": "returns"},
        {"Вопрос": "How long?", "Ответ": "30 days", "Документ": "returns"},
    ],
)
def test_names_of_columns_are_read_however_they_are_written(tmp_path, values):
    file = rows(tmp_path, "a.jsonl", values)
    question = only(file)
    assert (question.text, question.answers, question.must_abstain) == ("How long?", ("30 days",), False)
    assert wanted_of(file).documents == ("returns",)


@pytest.mark.parametrize(
    "values",
    [
        {"question": "Which city?", "A": "Riga", "B": "Oslo", "C": "Bonn", "D": "Rome", "correct": "C"},
        {"question": "Which city?", "a": "Riga", "b": "Oslo", "solution": "b"},
        {"Q": "Which city?", "A": "Riga", "B": "Oslo", "Key": "B"},
    ],
)
def test_the_first_of_several_choices_is_no_reference(tmp_path, values):
    question = only(rows(tmp_path, "a.jsonl", values))
    assert (question.text, question.answers) == ("Which city?", ())


def test_a_column_q_is_the_question_rather_than_a_text_beside_it(tmp_path):
    question = only(rows(tmp_path, "a.jsonl", {"ID": 1, "Text": "A long passage.", "Q": "How long?", "Reference": "30 days"}))
    assert (question.text, question.answers) == ("How long?", ("30 days",))
