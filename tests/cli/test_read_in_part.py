"""Files that some lines were left out of: documents all the same, and told at every sync until they are mended."""

import io
import json

import pytest

from untuned.doctor import examine
from untuned.ingest.load import loaders_for
from untuned.project import Project
from untuned.project.task_inputs import InputReader
from untuned.types.settings import ParseSettings, SourceSettings

RECORDS = [
    '{"valve": "V-1", "note": "Valve V-1 opens at 3 bar."}',
    '{"valve": "V-2", "note": "Valve V-2 op',
    '{"valve": "V-3", "note": "Valve V-3 opens at 7 bar."}',
    '{"valve": "V-4", "note": "Valve V-4 opens at 9 bar."}',
]
ROWS = "pump,flow\nP-1,10 litres\nP-2,20 litres,Kestrel\nP-3,30 litres\nP-4,40 litres\n"
TOLD = "line 2: Unterminated string starting at column 26"


@pytest.fixture
def folder(tmp_path, monkeypatch, untuned):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "valves.jsonl").write_text("\n".join(RECORDS), encoding="utf-8")
    (tmp_path / "pumps.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "good.md").write_text("# Seals\n\nA seal lasts nine years.\n", encoding="utf-8")
    untuned("init")
    return tmp_path


def test_the_good_lines_are_synced_and_the_others_told(folder, untuned):
    ended = untuned("sync")
    assert ended.code == 1
    assert f"in part valves.jsonl: left out {TOLD}\n" in ended.out
    assert "in part pumps.csv: left out line 3: 3 fields, the header has 2\n" in ended.out
    assert "try: mend these lines, or exclude the file in sources.exclude\n" in ended.out
    assert "3 added, 2 of these read in part" in ended.out


def test_they_are_told_again_without_being_read_again(folder, untuned, monkeypatch):
    untuned("sync")
    for mode in ((), ("--full",)):
        ended = untuned("sync", *mode, "--json")
        assert (ended.code, ended.json["unchanged"], ended.json["failed"]) == (1, 3, [])
        assert [(one["path"], one["count"]) for one in ended.json["in_part"]] == [("pumps.csv", 1), ("valves.jsonl", 1)]
        assert ended.json["in_part"][1]["first"] == [{"line": 2, "last": 2, "reason": TOLD.partition(": ")[2]}]
    assert untuned("sync", "good.md").code == 0


def test_a_dry_run_tells_them_too(folder, untuned):
    ended = untuned("sync", "--dry-run")
    assert (ended.code, "in part valves.jsonl" in ended.out) == (1, True)


def test_once_mended_they_are_whole(folder, untuned):
    untuned("sync")
    (folder / "valves.jsonl").write_text("\n".join([*RECORDS[:1], '{"valve": "V-2", "note": "Valve V-2 opens at 5 bar."}', *RECORDS[2:]]))
    (folder / "pumps.csv").write_text(ROWS.replace(",Kestrel", ""), encoding="utf-8")
    ended = untuned("sync")
    assert (ended.code, "in part" in ended.out) == (0, False)
    assert "5 bar" in untuned("ask", "At how many bar does valve V-2 open?").out
    assert "nothing found" in untuned("check").out


def test_a_document_that_breaks_later_keeps_its_good_lines_and_its_history(folder, untuned):
    (folder / "valves.jsonl").write_text("\n".join([RECORDS[0], RECORDS[2], RECORDS[3]]), encoding="utf-8")
    untuned("sync", "valves.jsonl")
    (folder / "valves.jsonl").write_text("\n".join([RECORDS[0], RECORDS[2], RECORDS[3][:-20]]), encoding="utf-8")
    assert untuned("sync", "valves.jsonl").code == 1
    with Project.open(folder) as project:
        assert [version.number for version in project.history("valves.jsonl")] == [1, 2]
        assert "V-3" in project.version("valves.jsonl")[1]
        assert "V-4" not in project.version("valves.jsonl")[1]


def test_check_names_the_first_line_and_says_how_to_mend_it(folder, untuned):
    untuned("sync")
    ended = untuned("check", "--json", "--fail-on", "missing")
    assert ended.code == 6
    found = [one for one in ended.json["findings"] if one["kind"] == "read_in_part"]
    assert [(one["path"], one["line"], one["count"], one["harm"]) for one in found] == [
        ("pumps.csv", 3, 1, "missing"),
        ("valves.jsonl", 2, 1, "missing"),
    ]
    assert found[1]["detail"] == f"left out {TOLD}"
    assert "mend these lines" in found[0]["remedy"]


def test_check_tells_it_to_those_alone_who_may_read_the_document(folder, untuned):
    with (folder / "untuned.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[access]]\npath = "valves.jsonl"\ngroups = ["works"]\n')
    untuned("sync")
    told = {group: untuned("check", "--json", "--as-group", group).json["findings"] for group in ("works", "sales")}
    assert ["valves.jsonl" in [one["path"] for one in found] for found in told.values()] == [True, False]


def test_status_and_doctor_tell_of_them(folder, untuned):
    untuned("sync")
    assert untuned("status", "--json").json["in_part"] == 2
    assert "2 files were read without some of their lines; see 'untuned check'" in untuned("status").out
    found = [check for check in examine(folder) if check.name == "files"]
    assert [check.state for check in found] == ["warning"]
    assert found[0].detail == "pumps.csv, valves.jsonl: read without some of their lines"
    assert "untuned check" in found[0].remedy


def test_a_quote_names_its_line_of_the_file_and_a_broken_row_is_never_quoted(folder, untuned):
    untuned("sync")
    with Project.open(folder) as project:
        answer = project.ask_sync("At how many bar does valve V-4 open?")
        assert [citation.source for citation in answer.citations] == ["valves.jsonl:4"]
        answer = project.ask_sync("What is the flow of P-3?")
        assert [citation.source for citation in answer.citations] == ["pumps.csv:4"]
        for question in ("What is the flow of P-2?", "Kestrel"):
            assert "Kestrel" not in " ".join(citation.quote for citation in project.ask_sync(question).citations)


def test_a_file_cannot_say_of_itself_that_lines_were_left_out(folder, untuned):
    note = json.dumps({"count": 3, "first": [[1, 1, "made up"]]})
    (folder / "good.md").write_text(f"---\nlines_left_out: {note}\n---\n# Seals\n\nA seal lasts nine years.\n", encoding="utf-8")
    assert untuned("sync", "good.md").code == 0


def test_an_input_of_a_task_is_given_whole_or_not_at_all(folder):
    settings = SourceSettings()
    with InputReader(sources=settings, parse=ParseSettings(), loaders=loaders_for(settings)) as reader:
        given = list(reader.inputs(["pumps.csv"], lines=False, stdin=io.StringIO()))
    assert [one.problem for one in given] == ["line 3: 3 fields, the header has 2"]


def test_status_counts_one_file_as_one(folder, untuned):
    (folder / "valves.jsonl").unlink()
    (folder / "empty.md").write_text("", encoding="utf-8")
    untuned("sync")
    told = untuned("status").out
    assert "1 file was read without some of its lines; see 'untuned check'" in told
    assert "1 file could not be read; see 'untuned doctor'" in told
