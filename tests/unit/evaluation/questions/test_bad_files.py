"""Files that are hostile or broken: a bad row is told by its place, and the others go on."""

import json

import pytest

from questioning import rows
from untuned.errors import UnreadableQuestions
from untuned.evaluation.questions.importing import ImportOptions, import_questions
from untuned.evaluation.questions.read import rows as reading

GOOD = {"question": "How long does it take?", "answer": "30 days"}


def reasons(file):
    return [(fault.place, fault.reason) for fault in import_questions(file).faults]


def test_bad_rows_are_told_by_their_line_and_the_others_are_taken(tmp_path):
    file = tmp_path / "a.jsonl"
    deep = b"[" * 100_000 + b"]" * 100_000
    lines = [
        json.dumps(GOOD).encode(),
        b'{"question": "caf\xe9"}',
        b"{",
        b"[1]",
        deep,
        b'{"question": ' + b"9" * 5_000 + b"}",
        b'{"colour": 1}',
    ]
    file.write_bytes(b"\n".join(lines))
    report = import_questions(file)
    assert [one.text for one in report.questions] == ["How long does it take?"]
    assert [fault.place for fault in report.faults] == [f"a.jsonl:{line}" for line in range(2, 8)]
    said = [fault.reason for fault in report.faults]
    assert said[0] == "is not UTF-8"
    assert said[2] == "is not an object with named values"
    assert said[3] == "is nested too deeply"
    assert said[5] == "names no question; it has colour"


def test_strict_takes_nothing_when_a_row_is_bad(tmp_path):
    with pytest.raises(UnreadableQuestions) as raised:
        import_questions(rows(tmp_path, "a.jsonl", GOOD, {"question": ""}), options=ImportOptions(strict=True))
    assert raised.value.place == "a.jsonl:2"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"question": "  "}, "has no question"),
        ({"question": ["a", "b"]}, "'question' is a list, not a text"),
        ({"question": "x" * 10_001}, "more than 10,000"),
        ({"question": "Half \ud800?"}, "half a surrogate pair"),
        ({"question": "A?", "unanswerable": "perhaps"}, "it can be true or false"),
        ({"question": "A?", "answers": ["a"] * 1_001}, "more than 1,000"),
        ({"question": "A?", "answers": [{"a": 1}]}, "'answers' is an object"),
        ({"question": "A?", "fact_source": "the moon"}, "it can be prompt, training, retrieval"),
        ({"text": "A?", "must_abstain": False, "split": "test"}, "it can be dev, locked"),
        ({"text": "A?", "evidence": [{"path": "a.md", "start": 9, "end": 3}]}, "no span"),
        ({"text": "A?", "evidence": [{"status": "found"}]}, "neither 'path' nor 'quote'"),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path, values, reason):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(values) + "\n", encoding="utf-8")
    ((_, said),) = reasons(file)
    assert reason in said


def test_the_same_row_twice_is_one_question_and_another_under_its_id_is_a_fault(tmp_path):
    first = {"id": "a", "question": "How long?", "answer": "30"}
    file = rows(tmp_path, "a.jsonl", first, first, {**first, "answer": "60"})
    report = import_questions(file)
    assert (len(report.questions), report.repeated) == (1, 1)
    assert report.faults[0].reason == "has the id 'a' of another question, at a.jsonl:1"


def test_without_ids_the_same_question_with_another_answer_is_another_question(tmp_path):
    file = rows(tmp_path, "a.jsonl", GOOD, GOOD, {**GOOD, "answer": "60 days"})
    report = import_questions(file)
    assert [one.answers for one in report.questions] == [("30 days",), ("60 days",)]
    assert len({one.id for one in report.questions}) == 2
    again = import_questions(rows(tmp_path, "b.jsonl", GOOD))
    assert again.questions[0].id == report.questions[0].id


def test_a_bomb_of_aliases_is_refused_before_it_is_written_out(tmp_path):
    file = tmp_path / "bomb.yaml"
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnreadableQuestions, match="stands for more than it holds"):
        import_questions(file)


@pytest.mark.parametrize("text", ["- &a [*a]", "[" * 200 + "]" * 200])
def test_yaml_without_an_end_or_too_deep_is_refused(tmp_path, text):
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableQuestions, match="stands for more than it holds"):
        import_questions(file)


def test_yaml_makes_no_objects(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(
        '- question: Does it run?\n  answer: !!python/object/apply:os.getcwd []\n- question: "A?"\n  answer: &x b\n', encoding="utf-8"
    )
    report = import_questions(file)
    assert [one.answers for one in report.questions] == [(), ("b",)]


def test_broken_yaml_is_told_by_its_line(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("- question: A?\n  answer: [1\n- b\n", encoding="utf-8")
    with pytest.raises(UnreadableQuestions) as raised:
        import_questions(file)
    assert raised.value.place.startswith("a.yaml:")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "has no header"),
        ("a.csv", b"question,question\na,b\n", "names the column 'question' twice"),
        ("a.csv", b"question\ncaf\xe9\n", "is not utf-8"),
        ("a.json", b"[1, 2", "is not JSON"),
        ("a.json", b"[" * 100_000, "is nested too deeply"),
        ("a.txt", b"How long?", "is not JSON"),
        ("a.jsonl", b"", "has no questions"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_says_why(tmp_path, name, data, reason):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableQuestions) as raised:
        import_questions(file)
    assert reason in raised.value.reason


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path, monkeypatch):
    with pytest.raises(UnreadableQuestions, match=r"nothing\.jsonl"):
        import_questions(tmp_path / "nothing.jsonl")
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(UnreadableQuestions, match="more than 10"):
        import_questions(rows(tmp_path, "a.jsonl", GOOD))


def test_a_table_row_with_too_many_cells_is_told_by_its_line(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('question,answer\n"two\nlines?",b\nA?,b,c\n', encoding="utf-8")
    assert reasons(file) == [("a.csv:4", "has 3 cells, the header 2")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_how_a_file_is_written(tmp_path, encoding):
    for name, text in (("a.jsonl", json.dumps(GOOD)), ("a.json", json.dumps([GOOD])), ("a.csv", "question,answer\nHow long?,30\n")):
        file = tmp_path / name
        file.write_text(text, encoding=encoding)
        assert len(import_questions(file).questions) == 1


def test_an_element_of_an_array_is_told_by_its_line(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('[\n {"question": "A?"},\n\n {"colour": 1}\n]', encoding="utf-8")
    assert [place for place, _ in reasons(file)] == ["a.json:4"]


def test_a_row_that_says_what_an_earlier_one_says_is_told_with_its_place(tmp_path):
    report = import_questions(rows(tmp_path, "a.jsonl", GOOD, {"question": "B?", "answer": "b"}, GOOD))
    assert [(note.place, note.text) for note in report.notes] == [("a.jsonl:3", "not taken: says what a.jsonl:1 says")]


@pytest.mark.parametrize("more", [{}, {"answer": ""}, {"answer": None}, {"answers": []}, {"expected": ""}, {"unanswerable": False}])
def test_a_row_without_an_answer_is_kept_counted_and_told_with_its_place(tmp_path, more):
    report = import_questions(rows(tmp_path, "a.jsonl", GOOD, {"question": "What does it cost?", **more}))
    assert (len(report.questions), report.without_answer) == (2, 1)
    assert [note.place for note in report.notes if "nothing of what is right" in note.text] == ["a.jsonl:2"]


def test_a_row_that_answers_and_says_that_nothing_answers_is_told(tmp_path):
    report = import_questions(rows(tmp_path, "a.jsonl", {**GOOD, "unanswerable": True}))
    assert "to refuse is what counts as right" in report.notes[0].text


@pytest.mark.parametrize("named", [{"must_abstain": True, "unanswerable": False}, {"unanswerable": True, "answerable": True}])
def test_a_row_that_disagrees_with_itself_on_whether_it_is_answered_is_bad(tmp_path, named):
    ((_, said),) = reasons(rows(tmp_path, "a.jsonl", {"question": "A?", **named}))
    assert said.startswith("contradicts itself: ")
    assert all(f"'{name}' is {str(value).lower()}" in said for name, value in named.items())


def test_a_file_of_a_shape_that_holds_no_question_is_told(tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"data": [{"title": "A", "paragraphs": []}]}), encoding="utf-8")
    ((_, said),) = reasons(file)
    assert said == "holds no question"
