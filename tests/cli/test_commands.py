"""Each command on a small project, as people and programs call it."""

import json

import pytest
from sample_records import RETURNS

from untuned.cli.reading import compared, split_version


def changed_returns(project, untuned) -> None:
    (project / "docs/returns.md").write_text(RETURNS.replace("60 days", "30 days"), encoding="utf-8")
    assert untuned("sync").code == 0


def test_init_says_what_it_found_and_refuses_a_second_time(untuned, documents):
    first = untuned("init")
    assert first.code == 0
    assert "Found 3 documents" in first.out
    assert (documents / "untuned.toml").is_file()
    second = untuned("init")
    assert second.code == 2
    assert "--force" in second.err
    assert untuned("init", "--force", "--json").json["findings"]


def test_a_first_sync_counts_and_a_second_finds_nothing_new(untuned, documents):
    untuned("init")
    assert untuned("sync").out.startswith("3 added")
    assert untuned("sync", "--json").json["unchanged"] == 3


def test_a_dry_run_changes_nothing(untuned, documents):
    untuned("init")
    assert untuned("sync", "--dry-run").out.startswith("Would be: 3 added")
    assert untuned("sync").out.startswith("3 added")


def test_one_bad_file_is_reported_and_the_rest_is_synced(untuned, documents):
    untuned("init")
    (documents / "docs" / "bad.md").write_bytes(b"\xff\xfe\xfd")
    called = untuned("sync")
    assert called.code == 1
    assert "failed  docs/bad.md: " in called.out
    assert "3 added" in called.out
    assert untuned("sync", "--json").json["failed"][0]["path"] == "docs/bad.md"
    assert untuned("sync", "--json").code == 1


def test_paths_count_from_the_folder_they_are_typed_in(untuned, documents, monkeypatch):
    untuned("init")
    monkeypatch.chdir(documents / "docs")
    assert untuned("sync", "returns.md").out.startswith("1 added")
    assert untuned("sync", "docs").out.startswith("1 added")
    assert "error" not in untuned("history", "returns.md").err


def test_watching_a_dry_run_is_wrong_usage(untuned, project):
    assert untuned("sync", "--watch", "--dry-run").code == 2


def test_status_counts_what_is_kept(untuned, project):
    status = untuned("status", "--json").json
    assert (status["documents"], status["versions"], status["index"]) == (3, 3, "fresh")
    assert "documents  3\n" in untuned("status").out


def test_an_answer_is_a_quote_with_its_line(untuned, project):
    called = untuned("ask", "How long do I hold the button of the hub?")
    assert called.code == 0
    assert "7 seconds" in called.out
    assert "docs/pairing.md:5" in called.out


def test_an_answer_as_json_can_be_shown_again(untuned, project):
    answer = untuned("ask", "How long do I hold the button of the hub?", "--json").json
    assert answer["state"] == "answered"
    citation = answer["claims"][0]["citations"][0]
    assert citation["source"] == "docs/pairing.md:5"
    assert untuned("show", answer["id"], "--json").json["claims"] == answer["claims"]
    assert untuned("show", str(citation["id"]), "--json").json["quote"] == citation["quote"]
    assert "7 seconds" in untuned("show", answer["id"]).out
    assert untuned("history", "--json").json[0]["id"] == answer["id"]
    assert answer["id"] in untuned("history").out


def test_an_abstention_ends_with_three_and_shows_no_source(untuned, project):
    called = untuned("ask", "Which planet has the most moons?")
    assert called.code == 3
    assert called.out.startswith("No answer: ")


def test_a_group_reads_only_what_is_its_own(untuned, project):
    question = "What is the yearly salary of the director?"
    assert "120,000" in untuned("ask", question).out
    assert "120,000" not in untuned("ask", question, "--as-group", "support").out
    assert "120,000" in untuned("ask", question, "--as-group", "board").out
    assert untuned("show", "board/salaries.md", "--as-group", "support").code == 1


def test_search_lists_passages_with_their_lines(untuned, project):
    assert untuned("search", "button").out.startswith("1. docs/pairing.md:")
    found = untuned("search", "button", "--json", "--limit", "1").json["passages"]
    assert found[0]["source"].startswith("docs/pairing.md:")
    assert "button" in found[0]["passage"]["text"]
    assert untuned("search", "").code == 0


@pytest.mark.parametrize("question", ["", '"', "a:b (c", "E-1234", "😀", "[red]x[/red]", "x" * 10_000])
def test_any_question_is_safe(untuned, project, question):
    assert untuned("search", "--", question).code == 0
    assert untuned("ask", "--", question).code in ((0, 3) if question else (2,))


def test_versions_are_listed_shown_and_compared(untuned, project):
    changed_returns(project, untuned)
    listed = untuned("history", "docs/returns.md")
    assert [row.split()[0] for row in listed.out.splitlines()] == ["docs/returns.md@1", "docs/returns.md@2"]
    assert "60 days" in untuned("show", "docs/returns.md@1").out
    assert untuned("show", "docs/returns.md@2", "--quiet").out == RETURNS.replace("60 days", "30 days")
    assert untuned("show", "docs/returns.md", "--json").json["version"]["number"] == 2
    difference = untuned("history", "docs/returns.md", "--diff").out
    assert difference == untuned("history", "docs/returns.md", "--diff", "1..2").out
    assert "\n-You may return a hardware product within 60 days" in difference
    assert "\n+You may return a hardware product within 30 days" in difference
    assert untuned("history", "docs/returns.md", "2..2").out == "No difference.\n"
    assert untuned("history", "docs/returns.md", "newest").code == 2


def test_a_version_can_be_shown_after_its_file_went(untuned, project):
    (project / "docs/returns.md").unlink()
    assert untuned("sync").out.startswith("1 removed")
    assert "60 days" in untuned("show", "docs/returns.md@1").out
    assert "60 days" not in untuned("search", "return hardware days").out


@pytest.mark.parametrize(
    ("reference", "kind"),
    [("nothing", "UnknownAnswer"), ("99", "UnknownCitation"), ("a.md", "UnknownDocument"), ("docs/returns.md@9", "UnknownVersion")],
)
def test_what_is_unknown_is_told_by_its_kind(untuned, project, reference, kind):
    called = untuned("show", reference, "--json")
    assert called.code == 1
    assert json.loads(called.err)["error"]["kind"] == kind


@pytest.mark.parametrize("typed", ["docs/returs.md", "returns.md", "handbook/returns.md"])
def test_a_document_that_is_almost_named_is_proposed(untuned, project, typed):
    for command in ("show", "history"):
        called = untuned(command, typed)
        assert called.code == 1
        assert "did you mean docs/returns.md? see 'untuned status --list'" in called.err
    assert "salaries" not in untuned("history", "salaries.md", "--as-group", "support").err.partition("try:")[2]


def test_a_project_folder_that_is_not_there_is_told(untuned, tmp_path):
    called = untuned("status", "--project", str(tmp_path / "nope"))
    assert called.code == 2
    assert f"the folder {tmp_path / 'nope'} does not exist" in called.err


def test_a_file_of_questions_that_is_not_there_is_named_with_its_folder(untuned, project, tmp_path):
    for arguments in (("questions", "import"), ("runs", "import")):
        assert f"{tmp_path / 'nope.jsonl'}: No such file" in untuned(*arguments, str(tmp_path / "nope.jsonl")).err


def test_purge_needs_a_yes_and_takes_the_text_away(untuned, project):
    refused = untuned("purge", "docs/returns.md")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert untuned("purge", "docs/returns.md", "--yes").code == 0
    assert untuned("show", "docs/returns.md@1").code == 1
    assert "60 days" not in untuned("search", "return hardware days").out


def test_purge_of_what_is_purged_says_that_nothing_was_left(untuned, project):
    assert untuned("purge", "docs/returns.md", "--yes").out.startswith("Purged docs/returns.md.")
    again = untuned("purge", "docs/returns.md", "--yes")
    assert (again.code, again.out) == (0, "Nothing was left to purge of docs/returns.md: it was purged before (untuned audit).\n")


def test_purge_says_that_backups_hold_the_text_still(untuned, project):
    told = untuned("purge", "docs/returns.md", "--yes")
    assert "Backups that were made before still hold the text" in told.out + told.err


def test_a_quiet_answer_has_no_status_line(untuned, project):
    question = "Within how many days of delivery may I return a hardware product?"
    assert "confidence" in untuned("ask", question).out
    quiet = untuned("ask", question, "--quiet").out
    assert "60 days" in quiet
    assert "confidence" not in quiet
    assert "untuned show" not in quiet


def test_the_index_can_be_built_anew(untuned, project):
    assert untuned("reindex").code == 0
    assert untuned("status", "--json").json["index"] == "fresh"


def test_a_restore_of_no_file_says_so_before_it_asks(untuned, project):
    called = untuned("restore", "nofile")
    assert (called.code, called.err) == (1, "error: nofile is no file\n  try: name a file that 'untuned backup' wrote\n")


def test_a_backup_brings_back_what_was_there(untuned, project, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    assert untuned("backup", str(copy)).code == 0
    assert copy.is_file()
    changed_returns(project, untuned)
    assert untuned("restore", str(copy)).code == 2
    assert untuned("restore", str(copy), "--yes").code == 0
    assert len(untuned("history", "docs/returns.md", "--json").json) == 1


def test_document_text_cannot_steer_the_terminal(untuned, project):
    (project / "docs" / "evil.md").write_text("# Evil\n\nThe zebra says \x1b[2J[bold]hello[/bold] to all of us today.\n", encoding="utf-8")
    untuned("sync")
    for arguments in (
        ("search", "zebra"),
        ("ask", "What does the zebra say?"),
        ("show", "docs/evil.md"),
        ("ask", "What does the zebra say?", "--json"),
    ):
        assert "\x1b" not in untuned(*arguments).out
    assert "[bold]hello[/bold]" in untuned("show", "docs/evil.md").out


@pytest.mark.parametrize(
    ("reference", "split"), [("a.md", ("a.md", None)), ("a@b/c.md@12", ("a@b/c.md", 12)), ("me@home.md", ("me@home.md", None))]
)
def test_a_version_is_named_by_its_last_number(reference, split):
    assert split_version(reference) == split


def test_versions_to_compare_default_to_the_last_change():
    assert compared("2..5", []) == (2, 5)
    assert compared("4", []) == (3, 4)
    assert compared("1", []) == (1, 1)


@pytest.mark.parametrize(
    "command", [("diff", "docs/returns.md"), ("diff", "docs/returns.md", "1"), ("history", "docs/returns.md", "--diff")]
)
def test_a_purged_document_has_no_difference_to_show(project, untuned, command):
    changed_returns(project, untuned)
    untuned("purge", "docs/returns.md", "--yes")
    called = untuned(*command)
    assert (called.code, "Traceback" in called.err) == (1, False)
    assert "version 'docs/returns.md' is unknown" in called.err
    assert "No version can be read" in untuned("history", "docs/returns.md").out


def test_the_last_change_passes_over_versions_that_were_purged(project, untuned):
    page = project / "docs" / "returns.md"
    for last in ("One.", "Two.", "Three."):
        page.write_text(f"# Returns\n\n{last}\n", encoding="utf-8")
        untuned("sync")
    untuned("purge", "docs/returns.md@3", "--yes")
    assert "-One.\n+Three." in untuned("history", "docs/returns.md", "--diff").out
    assert "-One.\n+Three." in untuned("history", "docs/returns.md", "4").out


def test_the_documents_are_listed_with_their_versions(project, untuned):
    listed = untuned("status", "--list")
    assert listed.code == 0
    assert "docs/pairing.md@1" in listed.out


def test_the_history_of_a_document_tells_whether_it_was_changed_or_removed(project, untuned):
    page = project / "docs" / "returns.md"
    untuned("sync")
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    untuned("sync")
    page.unlink()
    untuned("sync")
    first, last = untuned("history", "docs/returns.md").out.splitlines()
    assert ("superseded" in first, "removed" in first) == (True, False)
    assert ("superseded" in last, "removed" in last) == (False, True)
    assert "removed" in untuned("show", "docs/returns.md").err + untuned("show", "docs/returns.md").out
    untuned("purge", "docs/returns.md@2", "--yes")
    (left,) = untuned("history", "docs/returns.md").out.splitlines()
    assert ("superseded" in left, "removed" in left) == (True, False)


def test_a_restore_names_what_was_purged_since_and_is_back(project, untuned, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copies") / "copy.untuned"
    changed_returns(project, untuned)
    untuned("backup", str(copy))
    untuned("purge", "docs/returns.md@1", "--yes")
    untuned("purge", "docs/pairing.md", "--yes")
    untuned("sync")  # its file is still there, and so what was purged is there again, on purpose
    called = untuned("restore", str(copy), "--yes")
    assert "Next: untuned sync" in called.out
    assert "untuned purge docs/returns.md@1" in called.err
    assert "pairing" not in called.err
    untuned("purge", "docs/returns.md@1", "--yes")
    assert untuned("restore", str(copy), "--yes", "--json").json["back"] == ["docs/returns.md@1"]
    (project / ".untuned" / "truth.sqlite3").write_bytes(b"\xff" * 8192)
    assert untuned("restore", str(copy), "--yes", "--json").json["back"] == []


def test_the_audit_outlives_a_restore_and_holds_no_text(project, untuned, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copies") / "copy.untuned"
    assert "Nothing was purged or restored yet." in untuned("audit").out
    changed_returns(project, untuned)
    untuned("purge", "docs/returns.md@1", "--yes")
    untuned("backup", str(copy))
    untuned("purge", "docs/pairing.md", "--yes")
    untuned("restore", str(copy), "--yes")
    entries = untuned("audit", "--json").json
    assert [(entry["action"], entry["subject"]) for entry in entries] == [
        ("restore", str(copy)),
        ("purge", "docs/pairing.md"),
        ("purge", "docs/returns.md@1"),
    ]
    assert entries[0]["detail"] == {"back": ["docs/pairing.md@1"]}
    shown = untuned("audit").out.splitlines()
    assert "restore" in shown[0]
    assert "purged texts that came back: 1" in shown[0]
    assert "versions: 1" in shown[1]
    assert len(untuned("audit", "--limit", "2", "--json").json) == 2
    assert "only the owner may read the audit" in untuned("audit", "--as-group", "staff").err


def test_a_second_restore_carries_nothing_twice(untuned, project, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copies") / "copy.untuned"
    untuned("backup", str(copy))
    untuned("purge", "docs/pairing.md", "--yes")
    untuned("restore", str(copy), "--yes")
    untuned("restore", str(copy), "--yes")
    assert [entry["action"] for entry in untuned("audit", "--json").json] == ["restore", "restore", "purge"]


def test_purge_says_how_much_went_and_from_what(untuned, project):
    untuned("ask", "Within how many days may I return hardware?")
    told = untuned("purge", "docs/returns.md", "--yes").out
    assert told.startswith("Purged docs/returns.md. 1 version is gone, and its words are taken out of 1 answer.\n")


def test_what_asks_first_says_that_nothing_was_done_where_nobody_sees_it(untuned, project):
    for arguments in (("purge", "docs/returns.md"), ("questions", "remove", "q1")):
        refused = untuned(*arguments)
        assert refused.code == 2
        assert "asks first, and nobody sees the question here: nothing was done" in refused.err
        assert "add --yes to have it done without being asked" in refused.err


def test_a_document_with_one_version_has_nothing_to_be_compared_with(untuned, project):
    for arguments in (("diff", "docs/returns.md"), ("diff", "docs/returns.md", "--words"), ("history", "docs/returns.md", "--diff")):
        assert untuned(*arguments).out.startswith("There is one version of docs/returns.md, synced ")


def test_a_word_in_place_of_a_leans_number_says_where_numbers_stand(untuned, project):
    for verb in ("confirm", "reject", "remove"):
        refused = untuned("lean", verb, "abc")
        assert (refused.code, "'abc' is no number of the list, such as 3" in refused.err) == (2, True)
        assert "each line begins with its number" in refused.err


def test_init_anew_counts_none_of_the_files_that_untuned_wrote(untuned, project):
    before = untuned("init", "--force", "--json").json["findings"]
    assert untuned("questions", "draft", "--out", "drafted.jsonl").code == 0
    assert untuned("gaps", "--markdown", "todo.md").code == 0
    after = untuned("init", "--force", "--json").json["findings"]
    assert after == before
    (project / "untuned.toml").write_text("[sources\n", encoding="utf-8")
    assert untuned("init", "--force").code == 0
