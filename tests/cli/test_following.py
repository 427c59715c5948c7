import io
import json

import pytest

from untuned.cli.command import Call
from untuned.cli.following import progress_bar, report_lines
from untuned.ingest.report import Failure, Notice, Progress, SyncReport
from untuned.project import Project


def shown(report) -> list[str]:
    return ["".join(part.text for part in parts) for parts in report_lines(report)]


def test_a_report_names_what_happened_and_leaves_out_what_did_not():
    report = SyncReport(added=1_200, renamed=1, unchanged=3, skipped=("a.png", "b.png"), characters=3_000_000, seconds=1.5)
    assert shown(report) == [
        "1,200 added, 1 renamed, 3 unchanged, 2 of other formats passed over (.png) in 1.50 s (2.0 million characters a second)"
    ]


def test_files_of_other_formats_are_told_by_their_endings_the_most_frequent_first():
    report = SyncReport(added=1, skipped=("mail/all.mbox", "b.ZIP", "a.zip", "Makefile", "x.jpg", "y.py", "z.db"), seconds=1.0)
    assert shown(report) == ["1 added, 7 of other formats passed over (.zip, .db, .jpg, .mbox, .py and 1 more) in 1.00 s"]


def test_a_failure_stands_before_the_sum_with_its_reason_and_remedy():
    report = SyncReport(
        unchanged=3, failed=(Failure(path="a.md", reason="it is empty", remedy="fill it"), Failure(path="b.md", reason="gone"))
    )
    assert shown(report) == [
        "failed  a.md: it is empty",
        "          try: fill it",
        "failed  b.md: gone",
        "3 unchanged, 2 failed in 0.00 s",
    ]


def test_a_dry_run_speaks_of_what_would_be():
    assert shown(SyncReport(added=2, dry_run=True)) == ["Would be: 2 added in 0.00 s"]


def test_a_sync_of_nothing_says_so():
    assert shown(SyncReport()) == ["Nothing to read in 0.00 s"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_sync_on_a_terminal_draws_a_bar_and_takes_it_away(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress_bar(Call()) as progress:
        assert progress is not None
        progress(Progress(files=1, files_total=2, bytes=500, bytes_total=1_000, path="a.md"))
    assert "reading" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[1A\x1b[2K")


@pytest.mark.parametrize("call", [Call(json=True), Call(quiet=True), Call()])
def test_there_is_no_bar_where_nobody_looks_on(monkeypatch, call):
    screen = Terminal() if call.json or call.quiet else io.StringIO()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setattr("sys.stderr", screen)
    with progress_bar(call) as progress:
        assert progress is None
    assert screen.getvalue() == ""


def test_watching_with_json_prints_a_line_for_each_report(monkeypatch, project, untuned):
    def reports(_project, _paths):
        yield SyncReport(changed=1, failed=(Failure(path="a\nb.md", reason="x"),))
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "watch", reports)
    called = untuned("sync", "--watch", "--json")
    assert [json.loads(text)["changed"] for text in called.out.splitlines()] == [0, 1]
    assert called.err == ""


def test_what_a_sync_could_not_do_as_the_settings_want_stands_before_the_sum_with_its_remedy():
    report = SyncReport(added=1, notices=(Notice(text="nothing is embedded", remedy="name the languages"),))
    assert shown(report) == ["warning nothing is embedded", "          try: name the languages", "1 added in 0.00 s"]


def test_a_quiet_sync_and_a_quiet_init_tell_only_what_went_wrong(documents, untuned):
    assert untuned("init", "-q") == (0, "", "")
    assert untuned("sync", "-q") == (0, "", "")
    assert untuned("sync", "-q", "--json").json["unchanged"] == 3
    (documents / "docs" / "empty.md").write_bytes(b"")
    called = untuned("sync", "-q")
    assert called.code == 1
    assert called.out == (
        "failed  docs/empty.md: the file is empty: no text\n          try: fill it, delete it, or exclude it in sources.exclude\n"
    )
