"""`untuned verify` on logs of answers, as people and programs call it."""

import gzip
import io
import json
import os
import sys
import threading
from types import SimpleNamespace

import pytest

CONTEXT = "You may return a hardware product within 60 days of delivery. The price is 12 € a month."
GOOD = {"question": "How long?", "answer": 'The policy says "within 60 days of delivery".', "contexts": [CONTEXT]}
RED = {"question": "How long?", "answer": "You may return it within 45 days.", "contexts": [CONTEXT]}
MISQUOTED = {"response": 'It says "You may return a hardware product within 30 days."', "retrieved_contexts": [CONTEXT]}


@pytest.fixture
def log(tmp_path, monkeypatch):
    """Writes a log of these records, strings as they are, in a folder without a project."""
    monkeypatch.chdir(tmp_path)

    def write(*records) -> str:
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        (tmp_path / "answers.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return "answers.jsonl"

    return write


def test_a_good_log_passes_without_a_project(untuned, log):
    called = untuned("verify", log(GOOD, GOOD))
    assert called.code == 0
    assert called.out.startswith(
        "2 answers checked  answers.jsonl\ntaken: answer from 'answer'; contexts from 'contexts'; question from 'question'\n"
    )
    assert called.out.endswith("Without a red claim and without a quote that fails: 2 of 2 answers\npassed\n")


def test_a_red_claim_and_a_false_quote_fail_it_with_examples(untuned, log):
    called = untuned("verify", log(GOOD, RED, MISQUOTED))
    assert called.code == 4
    assert "line 2: " in called.out
    assert "'45" in called.out
    assert "line 3: 'You may return a hardware product within 30 days.' is not in the sources; source 1 says 'You may return" in called.out
    assert "FAILED  " in called.out
    assert "\npassed" not in called.out


def test_limits_let_it_pass(untuned, log):
    assert untuned("verify", log(GOOD, RED, MISQUOTED), "--max-red", "0.7", "--max-bad-quotes", "0.5").code == 0
    assert untuned("verify", log(GOOD, RED), "--max-red", "0.2").code == 4
    assert untuned("verify", log(RED), "--max-red", "1").code == 0
    assert untuned("verify", log(RED), "--max-red", "1", "--require-quotes").code == 4
    assert untuned("verify", log(RED), "--max-red", "7").code == 2


def test_a_bad_line_is_reported_by_its_number_and_the_rest_is_checked(untuned, log):
    called = untuned("verify", log(GOOD, "{oops", "", '{"answer": "x"}', GOOD))
    assert called.code == 1
    assert "not read  answers.jsonl:2: no JSON" in called.out
    assert "not read  answers.jsonl:4: no contexts among its fields (answer)" in called.out
    assert "2 answers checked" in called.out


def test_bytes_that_are_no_utf_8_spoil_only_their_line(untuned, log, tmp_path):
    name = log(GOOD)
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (tmp_path / name).read_bytes() + b'{"answer": "\xff"}\n')
    called = untuned("verify", name)
    assert called.code == 1
    assert "answers.jsonl:2: no UTF-8 at byte 13 of the line" in called.out
    assert "1 answer checked" in called.out


def test_the_report_is_json_on_request(untuned, log):
    called = untuned("verify", log(GOOD, RED, "nope"), "--json")
    assert called.code == 4
    assert (called.json["answers"], called.json["passed"], called.json["unread"]["count"]) == (2, 1, 1)
    assert called.json["hard"][0]["examples"][0].startswith("line 2: ")
    assert called.json["failures"]


def test_every_line_has_its_verdict_in_the_file_that_is_asked_for(untuned, log, tmp_path):
    assert untuned("verify", log(GOOD, "nope", RED), "--out", "verdicts.jsonl").code == 4
    verdicts = [json.loads(line) for line in (tmp_path / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(verdict["line"], verdict["ok"]) for verdict in verdicts] == [(1, True), (2, False), (3, False)]
    assert verdicts[0]["checked"]["quotes"][0]["verdict"]["kind"] == "exact"
    assert verdicts[1]["checked"] is None
    assert verdicts[1]["error"].startswith("answers.jsonl:2: no JSON")
    assert verdicts[2]["checked"]["claims"][0]["support"]["band"] == "red"


def test_the_log_itself_is_never_overwritten(untuned, log, tmp_path):
    name = log(GOOD)
    before = (tmp_path / name).read_bytes()
    assert untuned("verify", name, "--out", name).code == 2
    assert (tmp_path / name).read_bytes() == before


def test_a_log_may_come_through_a_pipe(untuned, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(GOOD).encode())))
    called = untuned("verify", "-")
    assert called.code == 0
    assert "1 answer checked" in called.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_read_once_and_whole(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = (json.dumps(GOOD) + "\n") * 300  # more than a buffer holds
    os.mkfifo(tmp_path / "pipe.jsonl")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe.jsonl").write_text(lines, encoding="utf-8"))
    writer.start()
    called = untuned("verify", "pipe.jsonl")
    writer.join()
    assert called.out.startswith("300 answers checked  pipe.jsonl\n"), called.err


def test_a_log_without_answers_is_no_success(untuned, log):
    called = untuned("verify", log(""))
    assert called.code == 1
    assert "holds no answer that could be read" in called.err


def test_a_log_that_is_not_there_is_told_by_name(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    called = untuned("verify", "none.jsonl")
    assert called.code == 1
    assert "none.jsonl" in called.err


def test_what_a_log_holds_cannot_steer_the_terminal(untuned, log):
    evil = {"answer": 'It says "\x1b[2J one two three four" of 99 days \x1b[31m.', "contexts": [CONTEXT]}
    assert "\x1b" not in untuned("verify", log(evil)).out
    assert "\x1b" not in untuned("verify", log(evil), "--json").out


def test_a_packed_log_and_one_array_are_read_as_lines_are(untuned, log, tmp_path):
    expected = untuned("verify", log(GOOD, RED), "--json")
    (tmp_path / "array.json").write_text(json.dumps([GOOD, RED], indent=2), encoding="utf-8-sig")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress((tmp_path / "answers.jsonl").read_bytes()))
    for name in ("array.json", "packed.jsonl.gz"):
        called = untuned("verify", name, "--json")
        assert called.code == expected.code == 4
        assert called.out.replace(name, "answers.jsonl") == expected.out


def test_a_list_on_the_first_line_is_one_bad_line(untuned, log):
    called = untuned("verify", log("[1, 2]", GOOD))
    assert called.code == 1
    assert "not read  answers.jsonl:1: a list, not an object" in called.out
    assert "1 answer checked" in called.out


def test_a_packed_log_that_is_cut_off_is_told(untuned, log, tmp_path):
    log(*[{**GOOD, "question": f"How long is {number}?"} for number in range(200)])
    (tmp_path / "cut.gz").write_bytes(gzip.compress((tmp_path / "answers.jsonl").read_bytes())[:-60])
    called = untuned("verify", "cut.gz")
    assert called.code == 1
    assert "cut.gz: the gzip archive is cut off or damaged" in called.err


def test_in_a_project_the_log_and_its_verdicts_are_no_documents(untuned, project):
    (project / "answers.jsonl").write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    called = untuned("verify", "answers.jsonl", "--out", "verdicts.jsonl", "--json")
    assert (called.code, called.json["answers"]) == (0, 1)
    assert "answers.jsonl is no document from now on" in called.err
    assert untuned("sync").out.splitlines()[-1].startswith("3 unchanged")
    assert "answers.jsonl" not in untuned("status", "--list").out


def test_a_log_that_is_a_document_stays_one_and_that_is_told(untuned, project):
    (project / "faq.jsonl").write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    untuned("sync")
    called = untuned("verify", "faq.jsonl")
    assert called.code == 0
    assert "faq.jsonl is a document, and answers come from it" in called.err
    assert "faq.jsonl" in untuned("status", "--list").out


def test_where_the_project_cannot_be_opened_a_log_is_checked_all_the_same(untuned, log, tmp_path):
    (tmp_path / "untuned.toml").write_text("[oops\n", encoding="utf-8")
    assert untuned("verify", log(GOOD)).code == 0


def test_a_file_that_is_not_there_is_looked_for_by_its_spelling(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "try: check its spelling: a path counts from the folder that you are in" in untuned("verify", "nosuch.jsonl").err
    assert "try: name a file: this is a folder" in untuned("verify", ".").err
