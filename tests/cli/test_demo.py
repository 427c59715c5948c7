import json
from pathlib import Path

import pytest


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_demo_asks_seven_questions_and_says_what_to_type_next(untuned, elsewhere):
    called = untuned("demo")
    assert called.code == 0, called.err
    assert [f"\n{number}. " in called.out for number in range(1, 9)] == [True] * 7 + [False]
    assert "No answer: " in called.out
    assert "support/en/pairing.md:" in called.out
    assert "What to type next:" in called.out
    again = untuned("--project", "demo", "history", "policies/returns.md", "--json")
    assert [version["number"] for version in again.json] == [1, 2]


def test_the_answers_of_the_demo_are_those_of_its_questions(untuned, elsewhere):
    answers = untuned("demo", "sample", "--json").json
    from importlib.resources import files

    questions = json.loads((files("untuned") / "sample" / "questions.json").read_text(encoding="utf-8"))["questions"]
    assert len(answers) == len(questions) == 7
    for answer, question in zip(answers, questions, strict=True):
        assert answer["question"] == question["question"]
        if question["expects"] is None:
            assert answer["state"] == "abstained", question
        else:
            assert question["expects"] in answer["text"], question
            assert question["source"] in [citation["path"] for claim in answer["claims"] for citation in claim["citations"]]


def test_a_second_demo_replaces_the_first_and_no_folder_of_yours(untuned, elsewhere):
    assert untuned("demo", "sample").code == 0
    (elsewhere / "sample" / "note.md").write_text("Mine", encoding="utf-8")
    assert untuned("demo", "sample").code == 0
    assert (elsewhere / "sample" / "note.md").read_text(encoding="utf-8") == "Mine"
    assert len(untuned("--project", "sample", "history", "policies/returns.md", "--json").json) == 2
    (elsewhere / "mine").mkdir()
    (elsewhere / "mine" / "letter.md").write_text("Dear", encoding="utf-8")
    refused = untuned("demo", "mine")
    assert refused.code == 2
    assert (elsewhere / "mine" / "letter.md").read_text(encoding="utf-8") == "Dear"


def test_questions_that_were_added_to_a_demo_are_kept_by_the_next(untuned, elsewhere):
    assert untuned("demo", "sample").code == 0
    (elsewhere / "q.jsonl").write_text('{"question": "What does Pro cost?", "answers": ["14"]}\n', encoding="utf-8")
    assert untuned("--project", "sample", "questions", "import", "q.jsonl").code == 0
    again = untuned("demo", "sample")
    assert f"its database is in {Path('sample') / '.untuned-1'} now" in " ".join(again.out.split())
    (elsewhere / "sample" / ".untuned").rename(elsewhere / "second")
    (elsewhere / "sample" / ".untuned-1").rename(elsewhere / "sample" / ".untuned")
    listed = untuned("--project", "sample", "questions", "list", "--json")
    assert "What does Pro cost?" in listed.out
    assert untuned("demo", "fresh").code == 0
    assert untuned("demo", "fresh").code == 0
    assert not (elsewhere / "fresh" / ".untuned-1").exists()
