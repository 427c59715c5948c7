"""What the commands tell of a sync that did not come to its end, could not look everywhere, or never was."""

import json
from contextlib import ExitStack

import pytest

from untuned.cli.reading import unfinished_line
from untuned.doctor import examine
from untuned.index.locks import locked
from untuned.ingest import sync as spine
from untuned.project import Project
from untuned.types.syncs import LastSync


@pytest.fixture
def stopped(documents, untuned, monkeypatch):
    """A project whose first sync was stopped by Ctrl-C after two of three files; how that ended."""
    untuned("init")
    real, read = spine.read, []

    def reading(request, **named):
        if len(read) == 2:
            raise KeyboardInterrupt
        read.append(request.path)
        return real(request, **named)

    with monkeypatch.context() as patched:
        patched.setattr(spine, "read", reading)
        return untuned("sync")


@pytest.fixture
def closed(documents, untuned, monkeypatch):
    """A project with a folder that cannot be read; what its sync said."""
    untuned("init")
    real = spine.scan.__globals__["os"].scandir

    def scandir(place):
        if str(place).endswith("board"):
            raise PermissionError(13, "Permission denied", str(place))
        return real(place)

    monkeypatch.setattr("untuned.ingest.scan.os.scandir", scandir)
    return untuned("sync")


def checks_of(folder):
    return {check.name: check for check in reversed(examine(folder))}


def test_ctrl_c_says_how_far_the_sync_came_and_ends_with_130(stopped):
    assert (stopped.code, stopped.err) == (130, "stopped: 2 of 3 files read; run 'untuned sync' again\n")


def test_doctor_tells_a_sync_that_was_stopped(stopped, documents):
    checks = checks_of(documents)
    assert (checks["sync"].state, checks["sync"].remedy) == ("warning", "run 'untuned sync' again")
    assert checks["sync"].detail == "the last one was stopped, with 2 of 3 files read"
    assert "files" not in checks
    assert checks["index"].detail != "it holds every change"


def test_status_check_and_ask_tell_a_sync_that_was_stopped(stopped, untuned):
    told = "the last sync was stopped, with 2 of 3 files read: run 'untuned sync' again"
    assert told in untuned("status").out
    record = untuned("status", "--json").json["sync"]
    assert (record["state"], record["read"], record["to_read"]) == ("stopped", 2, 3)
    assert untuned("check", "--json").code == 1


def test_a_later_sync_makes_up_for_one_that_was_stopped(stopped, untuned, documents):
    assert untuned("sync", "docs").code == 0
    called = untuned("check")
    assert "the last sync was stopped" in called.err
    assert "the last sync was stopped" in untuned("ask", "How long may goods be returned?").err
    assert untuned("sync").code == 0
    assert "stopped" not in untuned("status").out + untuned("check").err
    assert {check.state for check in examine(documents)} == {"ok"}


def test_the_same_paths_make_up_for_a_sync_of_some(project, untuned, monkeypatch):
    (project / "docs" / "more.md").write_text("# More\n\nAnd more.\n", encoding="utf-8")

    def interrupted(*_one, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(spine, "read", interrupted)
        assert untuned("sync", "docs").err == "stopped: before a file was read; run 'untuned sync' again\n"
    assert "the last sync was stopped" in untuned("status").out
    untuned("sync", "docs")
    assert "stopped" not in untuned("status").out


def test_a_folder_that_cannot_be_read_is_told_with_its_remedy(closed):
    assert closed.code == 1
    assert "failed  board: the folder cannot be read: Permission denied" in closed.out
    assert "try: allow reading it, or name it in 'exclude' below [sources]" in closed.out


@pytest.mark.parametrize("named", ["nosuch", "docs/nosuch.md", "docs/*.nosuch", "docs/returns.md/nosuch", "../outside.md", "/"])
def test_of_a_path_that_was_mistyped_nothing_stays(project, untuned, named):
    (project.parent / "outside.md").write_text("# Outside\n\nOf no project.\n", encoding="utf-8")
    called = untuned("sync", named)
    assert (called.code, "failed  " in called.out) == (1, True)
    assert untuned("status", "--json").json["sync"]["unread"] == []
    assert "failed_file" not in {one["kind"] for one in untuned("check", "--json").json["findings"]}
    assert {check.state for check in examine(project)} == {"ok"}


def test_a_named_place_outside_is_told_as_it_is(project, untuned):
    place = (project.parent / "outside.md").resolve()
    place.write_text("# Outside\n\nOf no project.\n", encoding="utf-8")
    for named in ("../outside.md", str(place)):
        assert f"failed  {place.as_posix()}: it is outside the project's folder\n" in untuned("sync", named).out


def test_a_named_link_that_leads_out_stays_told(project, untuned):
    (project.parent / "outside.md").write_text("# Outside\n\nOf no project.\n", encoding="utf-8")
    (project / "docs" / "out.md").symlink_to(project.parent / "outside.md")
    assert "failed  docs/out.md: its real place is " in untuned("sync", "docs/out.md").out
    assert [one["path"] for one in untuned("status", "--json").json["sync"]["unread"]] == ["docs/out.md"]


def test_a_folder_that_could_not_be_read_stays_told(closed, untuned, documents):
    assert "unread     board: the folder cannot be read: Permission denied; allow reading it" in untuned("status").out
    assert untuned("status", "--json").json["sync"]["unread"][0]["path"] == "board"
    found = checks_of(documents)["files"]
    assert (found.state, found.detail) == ("warning", "board: the folder cannot be read: Permission denied")
    assert found.remedy.endswith("then run 'untuned sync'")
    assert ("failed_file", "board") in [(one["kind"], one["path"]) for one in untuned("check", "--json").json["findings"]]


def test_a_folder_that_can_be_read_again_is_told_no_more(closed, untuned, documents, monkeypatch):
    untuned("sync", "docs")
    assert "unread     board" in untuned("status").out
    monkeypatch.undo()
    monkeypatch.chdir(documents)
    assert untuned("sync").code == 0
    assert "unread" not in untuned("status").out


def test_a_member_is_not_told_the_names_of_folders(closed, untuned):
    assert untuned("status", "--as-group", "everyone", "--json").json["sync"]["unread"] == []


def test_a_sync_of_what_holds_it_makes_up_for_one_that_was_stopped(documents, untuned, monkeypatch):
    untuned("init")
    untuned("sync")
    with monkeypatch.context() as patched:
        patched.setattr(Project, "_read_sources", _stop)
        untuned("sync", "docs/returns.md")
    assert "the last sync was stopped" in untuned("status").out
    untuned("sync", "docs")
    assert "stopped" not in untuned("status").out


def test_the_numbers_of_another_sync_are_not_told_of_one_that_was_stopped(stopped, untuned):
    untuned("sync", "board")
    assert "the last sync was stopped: run 'untuned sync' again" in untuned("status").out


def test_groups_are_not_told_how_many_files_there_are(project, untuned):
    sync = untuned("--as-group", "staff", "status", "--json").json["sync"]
    assert (sync["state"], sync["read"], sync["to_read"]) == ("done", 0, 0)
    assert untuned("status", "--json").json["sync"]["to_read"] == 3


def _stop(*_):
    raise KeyboardInterrupt


def test_before_the_first_sync_nothing_is_said_to_be_well(documents, untuned):
    untuned("init")
    assert "Nothing is synced yet" in untuned("status").out  # which makes the database
    checks = checks_of(documents)
    assert (checks["sync"].state, checks["sync"].detail, checks["sync"].remedy) == (
        "warning",
        "nothing is synced yet",
        "run 'untuned sync'",
    )
    assert not {"files", "index"} & checks.keys()
    called = untuned("check")
    assert (called.code, called.out, called.err) == (1, "", "error: nothing is synced yet\n  try: run 'untuned sync'\n")


def test_a_folder_without_documents_says_what_is_read_and_from_where(tmp_path, untuned, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "picture.png").write_bytes(b"\x89PNG")
    said = untuned("sync").out
    assert "the last sync found nothing to read in docs" in said
    assert ".md" in said
    asked = untuned("ask", "How long is the warranty?")
    assert asked.code == 1
    assert "error: the last sync found nothing to read in docs\n  try: put documents there (" in asked.err
    assert "name other places as 'paths' below [sources]; then run 'untuned sync'" in asked.err
    assert "docs" in json.loads(untuned("check", "--json").err)["error"]["places"]
    assert untuned("questions", "draft").err == untuned("check").err == asked.err


def test_where_only_a_mistyped_path_was_looked_for_nothing_is_synced_yet(documents, untuned):
    untuned("init")
    untuned("sync", "nosuch")
    assert untuned("ask", "How long is the warranty?").err == "error: nothing is synced yet\n  try: run 'untuned sync'\n"


def test_where_every_file_failed_a_question_is_not_told_to_sync(tmp_path, untuned, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "old.txt").write_bytes("Возврат товара".encode("cp1251"))
    untuned("sync")
    assert "the last sync could read no document: 1 file failed\n  try: see 'untuned doctor'" in untuned("ask", "What?").err


def test_a_file_that_fails_now_is_noted_where_its_former_version_answers(project, untuned):
    (project / "docs" / "pairing.md").write_bytes(b"broken caf\xe9")
    assert untuned("sync").code == 1
    since = Project.open().unread_since(["docs/pairing.md"])["docs/pairing.md"]
    note = f"note: docs/pairing.md could not be read since {since:%Y-%m-%d %H:%M} UTC: this is what it held before; see 'untuned doctor'\n"
    asked = untuned("ask", "How long do I hold the button of the hub?")
    assert "docs/pairing.md" in asked.out
    assert asked.err == note
    assert note in untuned("show", "docs/pairing.md").out
    assert "docs/pairing.md" in untuned("show", "docs/pairing.md", "--json").json["unread_since"]
    answer = untuned("ask", "How long do I hold the button of the hub?", "--json").json["id"]
    assert note in untuned("show", answer).out
    untuned("sync", "--full")
    assert Project.open().unread_since(["docs/pairing.md"]) == {"docs/pairing.md": since}


def test_a_sync_that_waits_for_another_one_says_so_at_once(project, untuned, monkeypatch):
    with ExitStack() as other:
        other.enter_context(locked(project / ".untuned" / "sync.lock"))
        monkeypatch.setattr("untuned.index.follow.time.sleep", lambda _seconds: other.close())
        called = untuned("sync")
    assert (called.code, called.err) == (0, "another sync of this folder is running: this one waits for its end\n")


def test_a_sync_that_runs_is_told_as_such(stopped, untuned, documents):
    with Project.open() as project, ExitStack() as other:
        running = other.enter_context(project._noted((), None))
        assert running.report is None
        assert untuned("status", "--json").json["sync"]["state"] == "running"
        assert checks_of(documents)["sync"].detail == "one is running"


@pytest.mark.parametrize(("state", "mended"), [("running", "the sync that is running comes to them"), ("stopped", "run 'untuned sync'")])
def test_nobody_is_sent_to_sync_while_a_sync_is_running(state, mended):
    told = "".join(part.text for part in unfinished_line(("conflicts",), LastSync(state=state)))
    assert told.endswith(f"conflicts of what changed last are not known yet: {mended}")
