"""The commands about time: `diff`, `stale`, `lean`, and the days that questions are asked for."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

POLICY = (
    "---\neffective_from: 2024-01-01\n---\n# Refunds\n\nA refund is possible within 14 days of the purchase.\n\n## Cards\n\nCards stay.\n"
)
NEWER = POLICY.replace("2024", "2025").replace("14 days", "30 days").replace("Cards stay", "Cards go")
ASKED = "Within how many days is a refund possible?"


@pytest.fixture
def changed(project, untuned):
    """A project with an answer, a question and a document that lean on a page, which then changed."""
    (project / "docs/policy.md").write_text(POLICY, encoding="utf-8")
    (project / "docs/faq.md").write_text("---\nleans_on: docs/policy.md#Cards\n---\n# FAQ\n\nAsk us.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    assert untuned("ask", ASKED).code == 0
    rows = [
        {"id": "q1", "text": ASKED, "evidence": [{"path": "docs/policy.md", "quote": "14 days"}]},
        {
            "id": "q2",
            "text": "What of cards?",
            "answers": ["they stay"],
            "leans_on": ["docs/policy.md#Cards", "docs/none.md"],
            "origin": "human",
        },
    ]
    (project / "q.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert untuned("questions", "import", "q.jsonl").code == 0
    assert untuned("stale", "--fail").code == 0
    (project / "docs/policy.md").write_text(NEWER, encoding="utf-8")
    assert untuned("sync", "docs").code == 0
    return project


def test_what_rests_on_changed_text_is_listed_with_old_and_new(changed, untuned, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    wide = untuned("stale", "--fail")
    assert wide.code == 6
    assert {line.split("  ")[0] for line in wide.out.splitlines() if line.startswith(("answer:", "question:", "document:"))} == {
        "answer:a1",
        "question:q1",
        "question:q2",
        "document:docs/faq.md",
    }
    assert any("14 days" in line and "30 days" in line for line in wide.out.splitlines())
    monkeypatch.setenv("COLUMNS", "60")
    narrow = untuned("stale").out
    assert not any("14 days" in line and "30 days" in line for line in narrow.splitlines())
    assert ("- A refund is possible within 14 days" in narrow, "+ A refund is possible within 30 days" in narrow) == (True, True)
    assert "14 days" not in untuned("stale", "--brief").out


def test_the_list_is_json_too(changed, untuned):
    found = untuned("stale", "--json", "--kind", "answer").json
    (one,) = found["stale"]
    assert (one["subject"], one["moved"][0]["cause"], found["reanchored"]) == ({"kind": "answer", "id": "a1"}, "changed", 0)
    assert (one["moved"][0]["old"]["number"], one["moved"][0]["new"]["number"]) == (1, 2)


def test_asking_again_takes_an_answer_off_the_list(changed, untuned):
    assert untuned("ask", ASKED).code == 0
    assert untuned("stale", "--kind", "answer", "--fail").code == 0


def test_what_a_person_settled_is_not_listed(changed, untuned):
    assert untuned("lean", "settle", "q1", "document:docs/faq.md", "a1", "question:q2").code == 0
    assert untuned("stale", "--fail").code == 0


def test_leans_are_said_listed_and_taken_back(changed, untuned):
    made = untuned("lean", "add", "q1", "docs/policy.md#Cards", "--json").json
    assert (made["subject"]["id"], made["heading"], made["status"]) == ("q1", "Cards", "declared")
    assert "docs/policy.md#Cards" in untuned("lean", "list", "q1").out
    assert untuned("lean", "remove", str(made["id"])).out == "1 removed.\n"
    assert "row:7" in untuned("lean", "add", "row:7", "docs/policy.md").out


@pytest.mark.parametrize(("subject", "target"), [("q1", "docs/policy.md#Nope"), ("nobody", "docs/policy.md"), ("q1", "docs/none.md")])
def test_a_lean_on_or_of_nothing_is_refused(changed, untuned, subject, target):
    refused = untuned("lean", "add", subject, target)
    assert (refused.code, refused.err.startswith("error: ")) == (1, True)


def test_links_are_proposed_and_wait_for_a_person(changed, untuned):
    (changed / "docs/cards.md").write_text("# Cards\n\nWhat of cards? They stay with us for good.\n", encoding="utf-8")
    untuned("sync")
    found = untuned("lean", "propose", "q2", "--json").json["leans"]
    assert {one["path"] for one in found} >= {"docs/cards.md"}
    ids = [str(one["id"]) for one in found]
    assert len(untuned("lean", "list", "--proposed", "--json").json["leans"]) == len(found)
    assert untuned("lean", "reject", *ids).code == 0
    assert untuned("lean", "propose", "q2", "--json").json["leans"] == []
    assert untuned("lean", "confirm", ids[0]).out == "1 confirmed.\n"


def test_a_member_sees_no_leans_and_only_answers_of_their_own(changed, untuned):
    assert untuned("lean", "list", "--as-group", "hr").code == 1
    assert untuned("stale", "--as-group", "hr", "--json").json["stale"] == [
        one for one in untuned("stale", "--json").json["stale"] if one["subject"]["kind"] == "document"
    ]


def test_a_difference_is_shown_in_every_way(changed, untuned, monkeypatch):
    unified = untuned("diff", "docs/policy.md")
    assert "-A refund is possible within 14 days of the purchase." in unified.out.splitlines()
    words = untuned("diff", "docs/policy.md", "1", "2", "--words").out
    assert ("- Cards stay." in words, "+ Cards go." in words, "## Cards" in words) == (True, True, False)
    monkeypatch.setenv("COLUMNS", "140")
    beside = untuned("diff", "docs/policy.md", "1..2", "--side-by-side").out
    assert any("14 days" in line and "30 days" in line for line in beside.splitlines())
    monkeypatch.setenv("COLUMNS", "60")
    assert "- A refund is possible within 14" in untuned("diff", "docs/policy.md", "-y").out
    told = untuned("diff", "docs/policy.md", "1", "--json").json
    assert (told["from"], told["to"], {row["kind"] for row in told["changes"]}) == (1, 2, {"changed"})


def test_a_difference_of_a_removed_document_says_when_it_was_removed_and_what_is_kept(changed, untuned):
    (changed / "docs/shipping.md").write_text("# Shipping\n\nParcels leave each day.\n", encoding="utf-8")
    untuned("sync")
    for name in ("shipping", "policy"):
        (changed / f"docs/{name}.md").unlink()
    untuned("sync")
    for arguments in (("diff",), ("diff", "--words"), ("history", "--diff")):
        said = untuned(arguments[0], "docs/shipping.md", *arguments[1:]).out
        assert re.fullmatch(
            r"docs/shipping.md was removed 20\d\d-\d\d-\d\d \d\d:\d\d UTC; version 1 is kept: untuned show docs/shipping.md@1\n", said
        )
        first, *rest = untuned(arguments[0], "docs/policy.md", *arguments[1:]).out.splitlines()
        assert first.startswith("docs/policy.md was removed 20")
        assert any("14 days" in row for row in rest)
    assert untuned("diff", "docs/shipping.md", "--json").json["removed_at"].startswith("20")
    assert untuned("diff", "docs/shipping.md", "-q").code == 0


@pytest.mark.parametrize(("day", "lines"), [("2024-06-01", True), ("2020-01-01", True), ("2025-06-01", False)])
def test_a_difference_since_a_day_begins_with_what_held_on_it(changed, untuned, day, lines):
    assert ("14 days" in untuned("diff", "docs/policy.md", "--since", day).out) is lines


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "docs/policy.md", "x"),
        ("diff", "docs/policy.md", "--since", "May"),
        ("diff", "docs/policy.md", "1", "--since", "2024-01-01"),
    ],
)
def test_a_difference_of_nothing_is_wrong_usage(changed, untuned, arguments):
    assert untuned(*arguments).code == 2


def test_a_question_is_asked_for_a_day(changed, untuned):
    then = untuned("ask", ASKED, "--as-of", "2024-06-01")
    assert ("14 days" in then.out, "This holds as of 2024-06-01." in then.out) == (True, True)
    assert untuned("ask", ASKED, "--as-of", "2024-06-01", "--json").json["as_of"] == {"day": "2024-06-01", "axis": "effective"}
    assert untuned("ask", ASKED, "--as-known-on", "2024-06-01").code == 3
    found = untuned("search", "refund", "--as-of", "2024-06-01", "--json").json["passages"]
    assert {one["passage"]["version"]["number"] for one in found} == {1}


@pytest.mark.parametrize("options", [("--as-of", "yesterday"), ("--as-of", "2024-01-01", "--as-known-on", "2024-01-01")])
def test_a_day_that_is_none_is_wrong_usage(changed, untuned, options):
    assert untuned("search", "refund", *options).code == 2


def test_a_document_that_was_superseded_says_by_what(project, untuned):
    (project / "docs/new.md").write_text("---\nsupersedes: docs/pairing.md\n---\n# New\n\nAll new.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    assert "superseded by docs/new.md since" in untuned("show", "docs/pairing.md").out


@pytest.mark.parametrize("judged", ["confirm", "reject", "remove"])
def test_a_number_that_nothing_has_is_an_error_and_nothing_is_judged(changed, untuned, judged):
    made = untuned("lean", "add", "q1", "docs/policy.md", "--json").json
    refused = untuned("lean", judged, "977", str(made["id"]), "978")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "error: nothing has the number 977, 978\n  try: see 'untuned lean list' for the numbers that there are\n"
    assert untuned("lean", "list", "q1", "--json").json["leans"][-1]["status"] == "declared"


def test_a_search_names_what_is_not_in_force_yet(project, untuned):
    day = datetime.now(UTC).date() + timedelta(days=40)
    (project / "docs/later.md").write_text(f"---\neffective_from: {day}\n---\n# Lockers\n\nA locker costs 9 euros.\n", encoding="utf-8")
    (project / "docs/now.md").write_text("# Lockers\n\nA locker costs 7 euros.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    note = f"docs/later.md speaks of this too, but holds only from {day} on; see '--as-of {day}'."
    found = untuned("search", "What does a locker cost?")
    assert ("docs/now.md" in found.out, found.out.splitlines()[-1]) == (True, f"note: {note}")
    assert untuned("search", "What does a locker cost?", "--json").json["notes"] == [note]
    assert untuned("search", "refund within days", "--json").json["notes"] == []
    then = untuned("search", "What does a locker cost?", "--as-of", str(day), "--json").json
    assert ("docs/later.md" in {one["passage"]["version"]["path"] for one in then["passages"]}, then["notes"]) == (True, [])


def test_a_search_does_not_name_what_the_asker_may_not_read(project, untuned):
    day = datetime.now(UTC).date() + timedelta(days=40)
    (project / "board/later.md").write_text(f"---\neffective_from: {day}\n---\n# Lockers\n\nA locker costs 9 euros.\n", encoding="utf-8")
    with (project / "untuned.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[access]]\npath = "board/**"\ngroups = ["board"]\n')
    assert untuned("sync").code == 0
    assert untuned("search", "What does a locker cost?", "--as-group", "board", "--json").json["notes"] != []
    assert untuned("search", "What does a locker cost?", "--as-group", "hr", "--json").json["notes"] == []


def test_when_a_text_changed_is_told_apart_from_when_it_is_in_force(changed, untuned):
    today = datetime.now(UTC).date()
    told = untuned("stale", "--brief").out
    assert f"quotes docs/policy.md: changed {today}, in force from 2025-01-01" in told
    assert f"leans on docs/policy.md#Cards: changed {today}, in force from 2025-01-01" in told
    (moved,) = untuned("stale", "--json", "--kind", "answer").json["stale"][0]["moved"]
    assert (moved["changed_on"], moved["day"]) == (str(today), "2025-01-01")


def test_a_version_was_in_force_until_the_next_one_began(changed, untuned):
    listed = untuned("history", "docs/policy.md").out
    assert "in force 2024-01-01 to 2024-12-31  superseded" in listed
    assert "in force 2025-01-01 to …  current" in listed
    assert "in force 2024-01-01 to 2024-12-31" in untuned("show", "docs/policy.md@1").out
    days = [(one["held_from"], one["held_to"]) for one in untuned("history", "docs/policy.md", "--json").json]
    assert days == [("2024-01-01", "2024-12-31"), ("2025-01-01", None)]
    assert untuned("show", "docs/policy.md@1", "--json").json["version"]["held_to"] == "2024-12-31"


def test_a_version_whose_day_a_later_one_took_was_in_force_on_none(changed, untuned):
    (changed / "docs/policy.md").write_text(NEWER.replace("30 days", "20 days"), encoding="utf-8")
    assert untuned("sync").code == 0
    assert "in force on no day: what came after it holds from 2025-01-01 on  superseded" in untuned("history", "docs/policy.md").out


def test_a_version_is_compared_by_the_name_that_history_gives_it(changed, untuned):
    assert untuned("diff", "docs/policy.md@1").out == untuned("diff", "docs/policy.md", "1").out
    assert "version 'docs/policy.md@9' is unknown" in untuned("diff", "docs/policy.md@9").err


def test_a_document_whose_path_looks_like_a_version_is_compared_as_it_is(changed, untuned):
    (changed / "docs/x@1.md").write_text("# X\n\nOne line.\n", encoding="utf-8")
    (changed / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    assert untuned("sync").code == 0
    assert untuned("diff", "docs/x@1.md").out.startswith("There is one version of docs/x@1.md, ")


def test_a_note_that_names_a_day_is_followed_by_the_whole_command(changed, untuned):
    (changed / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    text = "---\neffective_from: {}\n---\n# Lockers\n\nA locker costs {} euros a month.\n"
    (changed / "docs/lockers.md").write_text(text.format("2024-01-01", 5), encoding="utf-8")
    assert untuned("sync").code == 0
    (changed / "docs/lockers.md").write_text(text.format("2999-01-01", 9), encoding="utf-8")
    assert untuned("sync").code == 0
    said = untuned("ask", "What does a locker cost a month?").out.splitlines()
    at = next(nth for nth, one in enumerate(said) if "ask with '--as-of 2999-01-01'" in one)
    assert said[at + 1] == '  untuned ask "What does a locker cost a month?" --as-of 2999-01-01'
    told = said[at + 3].split("--as-of ")[1]
    assert "5 euros" in untuned("ask", "What does a locker cost a month?", "--as-of", told).out
