"""`untuned run` and `untuned ask --form`, as a shell calls them."""

import io
import json
import os

import pytest

LABELS = ("invoice", "complaint")
EXAMPLES = {
    "invoice": ["send me the invoice", "where is the bill", "the invoice is wrong", "pay the bill"],
    "complaint": ["it arrived broken", "nobody answers me", "the broken lamp", "this is bad service"],
}
SETTINGS = """
[tasks.mails]
labels = ["invoice", "complaint"]
examples = "mails.jsonl"

[tasks.plan]
schema = { type = "object", properties = { days = { type = "integer" }, refundable = { type = "boolean" } }, required = ["days"] }
"""
PRO = "# Pro plan\n\nVersion history on the Pro plan goes back 30 days.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    lines = [json.dumps({"input": text, "output": label}) for label, texts in EXAMPLES.items() for text in texts]
    (tmp_path / "mails.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(monkeypatch):
    """What stands on the standard input."""

    def stand(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return stand


def lines_of(called):
    return [json.loads(line) for line in called.out.splitlines()]


def test_each_file_is_one_input_and_a_bad_one_does_not_stop_the_rest(folder, untuned):
    (folder / "a.txt").write_text("please send the invoice", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\xff\xfe\x00broken")
    (folder / "c.md").write_text("# Lamp\n\nThe lamp arrived broken.\n", encoding="utf-8")
    called = untuned("run", "mails", "a.txt", "b.txt", "nowhere.txt", "c.md", "--json")
    found = lines_of(called)
    assert [(one["input"], one["status"]) for one in found] == [
        ("a.txt", "ok"),
        ("b.txt", "failed"),
        ("nowhere.txt", "failed"),
        ("c.md", "ok"),
    ]
    assert [found[0]["output"], found[3]["output"]] == ["invoice", "complaint"]
    assert called.code == 1


def test_a_member_s_inputs_are_files_that_they_may_read_and_others_are_not_there(folder, untuned):
    rules = '[[access]]\npath = "hr/**"\ngroups = ["hr"]\n'
    (folder / "untuned.toml").write_text(SETTINGS + rules, encoding="utf-8")
    (folder / "hr").mkdir()
    (folder / "hr" / "pay.txt").write_text("the invoice of the chief's car", encoding="utf-8")
    (folder / "hr" / "rows.jsonl").write_text('{"id": "chief", "text": "the bill"}\n', encoding="utf-8")
    (folder / "closed.md").write_text("---\ngroups: [hr]\n---\nThe invoice of the chief.\n", encoding="utf-8")
    (folder / "open.txt").write_text("where is the bill?", encoding="utf-8")
    assert untuned("sync").code == 0
    named = ("hr/pay.txt", "hr/rows.jsonl", "closed.md", "nowhere.txt")
    found = lines_of(untuned("run", "mails", *named, "--json", "--as-group", "sales"))
    assert [(one["input"], one["status"], one["problem"]) for one in found] == [
        (name, "failed", "it cannot be read: No such file or directory") for name in named
    ]
    assert [one["input"] for one in lines_of(untuned("run", "mails", "hr", "--json", "--as-group", "sales"))] == []
    assert [one["input"] for one in lines_of(untuned("run", "mails", "open.txt", "--json", "--as-group", "sales"))] == ["open.txt"]
    assert [one["input"] for one in lines_of(untuned("run", "mails", "hr", "--json", "--as-group", "hr"))] == ["hr/pay.txt", "chief"]
    assert [one["status"] for one in lines_of(untuned("run", "mails", "closed.md", "--json"))] == ["ok"]


def test_lines_of_the_standard_input_are_inputs(folder, untuned, typed):
    typed("where is the bill?\n\nit is broken\n")
    called = untuned("run", "mails", "--lines", "--json")
    assert [(one["input"], one["output"]) for one in lines_of(called)] == [("-:1", "invoice"), ("-:3", "complaint")]
    assert called.code == 0


def test_json_lines_bring_their_own_names_and_a_broken_line_is_one_bad_input(folder, untuned):
    text = '{"id": "m1", "input": "the bill"}\nnonsense\n"it arrived broken"\n{"id": "m2"}\n'
    (folder / "in.jsonl").write_text(text, encoding="utf-8")
    called = untuned("run", "mails", "in.jsonl", "--json", "--out", "out.jsonl")
    assert [(one["input"], one["status"]) for one in lines_of(called)] == [
        ("m1", "ok"),
        ("in.jsonl:2", "failed"),
        ("in.jsonl:3", "ok"),
        ("m2", "failed"),
    ]
    kept = [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == lines_of(called)


def test_a_file_whose_name_is_no_text_does_not_stop_the_rest(folder, untuned):
    box = folder / "box"
    box.mkdir()
    try:
        (box / os.fsdecode(b"caf\xe9.txt")).write_text("the bill", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names that are text only")
    (box / "z.txt").write_text("it arrived broken", encoding="utf-8")
    called = untuned("run", "mails", "box", "--json", "--out", "out.jsonl")
    assert [(one["input"], one["output"]) for one in lines_of(called)] == [("box/caf\\udce9.txt", "invoice"), ("box/z.txt", "complaint")]
    assert [json.loads(one) for one in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()] == lines_of(called)


def test_an_identifier_with_half_a_character_does_not_stop_the_rest(folder, untuned):
    (folder / "in.jsonl").write_text('{"id": "m\\ud800", "input": "the bill"}\n{"id": "m2", "input": "the bill"}\n', encoding="utf-8")
    assert [one["input"] for one in lines_of(untuned("run", "mails", "in.jsonl", "--json", "--out", "out.jsonl"))] == ["m\\ud800", "m2"]


def test_a_run_that_cannot_be_done_leaves_the_results_of_an_earlier_one(folder, untuned, typed):
    (folder / "out.jsonl").write_text("earlier\n", encoding="utf-8")
    typed("x")
    assert untuned("run", "mail", "--out", "out.jsonl").code == 2
    assert untuned("run", "plan", "--out", "out.jsonl").code == 2
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == "earlier\n"
    assert not (folder / ".out.jsonl.part").exists()


def test_a_run_that_breaks_off_keeps_what_was_done_beside_the_earlier_results(folder, untuned, monkeypatch):
    class Stopped(io.StringIO):
        """Lines until somebody presses a key."""

        def readline(self, size=-1):
            line = super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    monkeypatch.setattr("sys.stdin", Stopped("the bill\n"))
    (folder / "out.jsonl").write_text("earlier\n", encoding="utf-8")
    called = untuned("run", "mails", "--lines", "--out", "out.jsonl")
    assert called.code not in (0, 1, 3)
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == "earlier\n"
    assert json.loads((folder / ".out.jsonl.part").read_text(encoding="utf-8"))["output"] == "invoice"
    assert "the results so far are in " in called.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_results_go_into_a_pipe_line_by_line(folder, untuned, typed):
    typed("the bill")
    os.mkfifo(folder / "pipe")
    reader = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert untuned("run", "mails", "--out", "pipe").code == 0
        assert json.loads(os.read(reader, 10_000))["output"] == "invoice"
    finally:
        os.close(reader)
    assert not (folder / ".pipe.part").exists()


def test_results_among_the_documents_are_none_and_that_is_told(folder, untuned, tmp_path_factory):
    (folder / "a.txt").write_text("the bill", encoding="utf-8")
    assert "out.jsonl is no document from now on" in untuned("run", "mails", "a.txt", "--out", "out.jsonl").err
    assert untuned("run", "mails", "a.txt", "--out", "out.jsonl").err == ""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "out.jsonl"
    assert untuned("run", "mails", "a.txt", "--out", str(elsewhere)).err == ""
    (folder / "untuned.toml").write_text(f'[sources]\nexclude = ["/other.jsonl"]\n{SETTINGS}', encoding="utf-8")
    assert untuned("run", "mails", "a.txt", "--out", "other.jsonl").err == ""


def test_people_read_a_line_for_each_input_and_what_went_wrong_apart(folder, untuned, typed):
    typed("the bill\n日本語\n")
    called = untuned("run", "mails", "-", "--lines")
    assert called.out.startswith("-:1  invoice  0.")
    assert "left to a person" in called.out
    assert "1 done, 1 left to a person" in called.out
    assert called.code == 3


def test_a_folder_is_its_files_and_nothing_hidden(folder, untuned):
    (folder / "box" / ".hidden").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden/c.txt"):
        (folder / "box" / name).write_text("the bill", encoding="utf-8")
    assert [one["input"] for one in lines_of(untuned("run", "mails", "box", "--json"))] == ["box/a.txt", "box/b.txt"]


def test_what_cannot_be_run_says_what_would(folder, untuned, typed):
    typed("x")
    unknown = untuned("run", "mail")
    assert (unknown.code, "did you mean 'mails'" in unknown.err) == (2, True)
    assert (untuned("run", "plan").code, "takes a chat model" in untuned("run", "plan").err) == (2, True)
    (folder / "mails.jsonl").write_text('{"input": "x", "output": "y"}', encoding="utf-8")
    assert "outputs that do not fit" in untuned("run", "mails").err


def test_an_answer_is_put_into_a_form_with_where_each_value_stands(folder, untuned):
    (folder / "pro.md").write_text(PRO, encoding="utf-8")
    assert untuned("sync", "pro.md").code == 0
    question = "How far back does version history go on the Pro plan?"
    called = untuned("ask", question, "--form", "plan")
    assert called.code == 0
    assert json.loads(called.out[: called.out.index("}") + 1]) == {"days": 30}
    assert "claim 1: " in called.out
    told = untuned("ask", question, "--form", "plan", "--json").json
    assert told["proofs"][0]["path"] == "/days"
    assert untuned("ask", question, "--form", "mails").code == 2
    assert untuned("ask", question, "--form", "none").code == 2


def test_where_too_little_is_proven_the_form_is_left_to_a_person(folder, untuned):
    (folder / "untuned.toml").write_text(SETTINGS.replace('required = ["days"]', 'required = ["refundable"]'), encoding="utf-8")
    (folder / "pro.md").write_text(PRO, encoding="utf-8")
    assert untuned("sync", "pro.md").code == 0
    called = untuned("ask", "How far back does version history go on the Pro plan?", "--form", "plan")
    assert called.code == 3
    assert "not filled" in called.out
