"""`untuned climb` and `untuned ledger`: what is printed, what is kept, and the exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from untuned.cli.app import run
from untuned.text.own_pages import origin_of

SETTINGS = """\
[sources]
paths = ["docs"]
"""


@pytest.fixture(scope="module")
def climbed(tmp_path_factory):
    """A project with forty questions, a dozen of them locked, climbed once."""
    folder = tmp_path_factory.mktemp("climbed") / "handbook"
    (folder / "docs").mkdir(parents=True)
    (folder / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    asked = []
    for nth in range(36):
        text = f"# Room R{nth}\n\nRoom R{nth} is on floor {1 + nth % 5}. It has {4 + nth * 7 % 23} seats and a screen.\n"
        (folder / "docs" / f"R{nth}.md").write_text(text, encoding="utf-8")
        split = "locked" if nth % 6 == 0 else "dev"
        asked.append({"question": f"How many seats does room R{nth} have?", "answers": [f"{4 + nth * 7 % 23} seats"], "split": split})
        if nth % 2 == 0:
            asked.append({"question": f"Who painted the walls of room R{nth}?", "must_abstain": True, "split": split})
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    for arguments in (["sync"], ["questions", "import", str(folder / "questions.jsonl")], ["climb", "-q"]):
        assert run([*arguments, "--project", str(folder)]) == 0
    return folder


@pytest.fixture
def call(climbed, untuned, tmp_path, monkeypatch):
    """Runs a command in a copy of it."""
    shutil.copytree(climbed, tmp_path / "handbook")
    monkeypatch.chdir(tmp_path / "handbook")
    return untuned


def test_a_climb_shows_its_rungs_what_stands_and_the_plateau(call):
    shown = call("climb", "--show", "last")
    assert shown.code == 0
    for told in (
        "climb c1",
        "start        naive retrieval",
        "not tried    few-shot",
        "beside       oracle context",
        "default stands",
        "plateau: ",
    ):
        assert told in shown.out
    assert "alone is right on" not in shown.out


@pytest.mark.parametrize("command", [("climb", "--show", "last"), ("advise",)])
def test_a_climb_and_advice_are_written_as_a_page_too(call, command):
    shown = call(*command, "--html", "page.html", "--language", "en")
    assert (shown.code, "page.html" in shown.out) == (0, True)
    assert origin_of(Path("page.html").read_text(encoding="utf-8")) == "own"
    Path("own.html").write_text("ours", encoding="utf-8")
    assert call(*command, "--html", "own.html").code == 2
    assert Path("own.html").read_text(encoding="utf-8") == "ours"


def test_a_climb_says_that_its_questions_were_drafted_and_which_were_not_asked(call, climbed):
    rows = [json.loads(row) for row in (climbed / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    drafted = [{**row, "origin": "synthetic_reviewed"} for row in rows if "answers" in row]
    unread = {"question": "Who built the house?", "answers": ["Ann"], "origin": "draft"}
    written = "".join(json.dumps(row) + "\n" for row in (*drafted, unread, {"question": "What is a room?"}))
    Path("drafted.jsonl").write_text(written, encoding="utf-8")
    assert call("questions", "import", "drafted.jsonl").code == 0
    shown = call("climb").out
    assert "30 of the 42 questions were drafted from the documents" in shown
    assert "1 question has nothing that says what is right" in shown
    assert "1 question has been drafted and not confirmed" in shown


def test_with_all_each_rung_says_why(call):
    assert "alone is right on" in call("climb", "--show", "c1", "--all").out


def test_the_same_climb_again_is_another_one_that_took_nothing(call):
    again = call("climb", "--json")
    assert again.code == 0
    assert again.json["id"] == "c2"
    assert again.json["spent"] == "0"
    assert [one["id"] for one in call("climb", "--list", "--json").json] == ["c2", "c1"]


def test_before_it_climbs_it_says_what_it_would_take(call):
    dry = call("climb", "--dry-run")
    assert dry.code == 0
    assert "at most, if every rung is tried" in dry.out
    assert "few-shot: cannot be tried" in dry.out
    assert "climb c" not in dry.out
    assert [one["id"] for one in call("climb", "--list", "--json").json] == ["c1"]


def test_a_quality_in_per_cent_is_told_before_anything_is_asked(call):
    shown = call("climb", "--quality", "85", "--quiet")
    assert (shown.code, "cannot be held to 85" in shown.err, "0.85" in shown.err) == (2, True, True)


def test_a_quality_that_is_not_reached_fails_a_build(call):
    assert call("climb", "--quality", "0.999", "--quiet").code == 5
    reached = call("climb", "--quality", "0.1")
    assert reached.code == 0
    assert "reaches the quality that is wanted" in reached.out


def test_what_takes_too_long_is_not_climbed_to(call):
    shown = call("climb", "--latency-ms", "0.0001")
    assert shown.code == 0
    assert "over budget" in shown.out
    assert "naive stands" in shown.out
    assert "though it is over the budget" in shown.out


def test_the_locked_questions_confirm_what_stands_once(call):
    look = call("climb", "--split", "locked", "--json")
    assert look.code == 0
    assert (look.json["split"], look.json["confirms"], look.json["standing"]) == ("locked", "c1", "default")
    assert call("climb", "--split", "locked", "--json").json["id"] == look.json["id"]


def test_what_is_not_confirmed_is_called_so_wherever_it_is_told(call):
    look = call("climb", "--split", "locked")
    assert "climbed from naive retrieval" in look.out
    assert "unconfirmed  verified quotes" in look.out
    assert "default is not confirmed: the locked questions do not show it to be better than naive" in look.out
    assert "stands" not in look.out.split("figures with")[1]
    listed = call("climb", "--list").out.splitlines()
    assert [one.split("correct  ")[1] for one in listed] == ["default is not confirmed", "default stands"]


def test_questions_that_a_climb_chose_by_confirm_nothing(call):
    drawn = call("questions", "split", "--share", "0.8")
    assert "were measured before: they confirm nothing that was chosen by that" in drawn.out
    refused = call("climb", "--split", "locked")
    assert refused.code == 1
    assert "were measured by climb 'c1' before they were locked, and 'default' was chosen by them" in refused.err
    assert "climb again on the development questions that are left" in refused.err
    assert [one["split"] for one in call("climb", "--list", "--json").json] == ["dev"]
    assert "measured before" not in call("questions", "split", "--share", "0.8").out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--show", "c9"), 1, "climb 'c9' is unknown"),
        (("--resume", "c1"), 1, "is finished"),
        (("--resume", "c9"), 1, "climb 'c9' is unknown"),
        (("--metric", "beauty"), 2, "beauty"),
    ],
)
def test_what_cannot_be_says_so_and_what_to_do(call, arguments, code, told):
    failed = call("climb", *arguments)
    assert failed.code == code
    assert told in failed.err
    assert "try: " in failed.err


def test_the_ledger_adds_up_by_what_it_was_for(call):
    assert "empty" in call("ledger", "list").out
    assert call("ledger", "add", "prompts", "--hours", "1.5", "--note", "two wordings").code == 0
    assert call("ledger", "add", "data", "--cost", "12.5").code == 0
    assert call("ledger", "add", "prompts", "--hours", "2").code == 0
    shown = call("ledger", "list").out
    assert "two wordings" in shown
    assert any(row.split() == ["prompts", "3.50", "h", "0.0000", "USD"] for row in shown.splitlines())
    assert shown.splitlines()[-1].split() == ["in", "all", "3.50", "h", "12.5000", "USD"]
    assert [one["effort"] for one in call("ledger", "list", "--json").json] == ["prompts", "data", "prompts"]


@pytest.mark.parametrize("arguments", [("prompts",), ("beauty", "--hours", "1"), ("prompts", "--hours", "-1")])
def test_what_is_no_entry_is_refused(call, arguments):
    assert call("ledger", "add", *arguments).code == 2
    assert call("ledger", "list", "--json").json == []


def test_a_member_of_a_group_neither_climbs_nor_sees_a_climb(call):
    for arguments in (
        ("climb",),
        ("climb", "--show", "c1"),
        ("climb", "--list"),
        ("ledger", "list"),
        ("ledger", "add", "data", "--hours", "1"),
    ):
        assert call(*arguments, "--as-group", "staff").code == 1


def test_each_gain_says_with_which_confidence_its_interval_is(call):
    shown = call("climb", "--show", "last").out.splitlines()
    stayed = next(one for one in shown if one.startswith("stayed"))
    beside = next(one for one in shown if one.startswith("beside       no-op"))
    assert " at 98.33 % over " in stayed
    assert " at 95 % over " in beside


@pytest.mark.parametrize("option", ["--fail-under correct=0.1", "--no-worse-than m1", "--junit gates.xml", "--out all.json", "--again"])
def test_a_gate_or_a_file_of_a_climb_is_refused_rather_than_passed_over(call, option):
    refused = call("report", "c1", *option.split())
    assert (refused.code, "'c1' is a climb; name a measurement" in refused.err) == (2, True)
    assert call("report", "c1", "--all").out == call("climb", "--show", "c1", "--all").out


def test_where_nothing_is_climbed_what_stands_is_told_to_be_the_cheapest(call):
    (Path.cwd() / "untuned.toml").write_text(SETTINGS + "[evaluation]\nminimum_effect = 0.49\n", encoding="utf-8")
    assert "naive stands, the cheapest: nothing dearer is shown to gain" in call("climb").out


def test_a_look_at_the_locked_questions_tells_no_plateau_of_the_development_questions(call):
    confirmed = call("climb", "--split", "locked")
    assert (confirmed.code, "locked questions" in confirmed.out, "plateau" in confirmed.out) == (0, True, False)


def test_where_nothing_is_climbed_the_start_stands(call):
    for one in Path("docs").iterdir():
        one.write_text("# Nothing\n\nNobody says anything of it here.\n", encoding="utf-8")
    call("sync")
    shown = call("climb").out
    assert "stands       naive retrieval" in shown
    assert "naive stands" in shown


def test_what_a_climb_could_show_is_told_for_the_comparisons_that_share_alpha(call):
    climb = call("climb", "--show", "c1", "--json").json
    assert call("climb", "--dry-run", "--json").json["foreseen"]["comparisons"] == climb["family"] == 3


def test_a_look_that_was_taken_is_not_foreseen_once_more(call):
    look = call("climb", "--split", "locked", "--json").json["id"]
    again = call("climb", "--split", "locked", "--dry-run")
    assert again.out == f"this was looked at before, as {look}: nothing is asked, and no further look is taken\n"


def test_a_look_at_fewer_than_thirty_questions_says_that_they_confirm_nothing(call):
    told = "Under 30 locked questions nothing is confirmed, and the look is counted all the same: lock 18 more before the next one."
    assert told in call("climb", "--split", "locked").out


def test_where_nothing_was_climbed_there_is_nothing_to_confirm(call):
    call("climb", "--latency-ms", "0.0001")
    assert "naive stands: nothing was climbed, so that there is nothing to confirm" in call("climb", "--split", "locked").out
