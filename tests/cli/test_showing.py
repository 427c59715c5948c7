"""Showing the work: how an answer came about, and a citation in its context."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sample_records import NOON, RETURNS, answer, citation

from paper import pdf, prose
from untuned.cli.context_lines import CitationContext, Since, context_json, context_lines
from untuned.cli.trace_lines import Trace, TracedDrop, trace_lines, trace_of
from untuned.project import Project
from untuned.types.answers import Usage, Verdict
from untuned.types.documents import TextBox

BUTTON = "How long do I hold the button of the hub?"
DAYS = "Within how many days of delivery may I return a hardware product?"
DROPPED = TracedDrop(
    claim="You have 14 days.",
    quotes=("within 60 days",),
    reason="not_carried",
    sentence="a claim that says more than its quotes",
    detail="the source has no '14'",
)


VALVE = "How often is a valve oiled?"


@pytest.fixture
def narrow(project, untuned):
    """A project in which two pages are about one thing and only one of them fits into what is read."""
    (project / "untuned.toml").write_text("[search]\nbudget_tokens = 50\n", encoding="utf-8")
    for nth in (1, 2):
        filler = "It is done by hand, in the morning, by whoever comes first. " * 3
        (project / f"docs/valve{nth}.md").write_text(
            f"# Valve {nth}\n\nA valve of kind {nth} is oiled {nth} times. {filler}\n", encoding="utf-8"
        )
    assert untuned("sync").code == 0
    return project


def left_out(untuned, id, *options) -> dict:
    """A passage of an answer's trace that was found and not read."""
    trace = untuned("show", id, "--trace", "--json", *options).json
    return next(one for one in trace["passages"] if not one["read"] and one["source"].startswith("docs/valve"))


def of_version(untuned, id, version, *options) -> dict:
    trace = untuned("show", id, "--trace", "--json", *options).json
    return next(one for one in trace["passages"] if one["version"] == version)


def shown(lines) -> str:
    return "\n".join("".join(part.text for part in parts) for parts in lines)


def asked(untuned, question) -> dict:
    return untuned("ask", question, "--json").json


def rewritten(project, untuned, path, text) -> None:
    (project / path).write_text(text, encoding="utf-8")
    assert untuned("sync").code == 0


def empty_trace(**changes) -> Trace:
    values = {"answer": "a1", "question": "How long?", "state": "answered", "confidence": 0.9, "model": "extractive/1", "asked_at": NOON}
    values |= {"conversation": None, "gone": "", "stages": (), "filters": (), "passages": (), "dropped": (), "prompts": (), "notes": ()}
    values |= {"usage": None}
    return Trace(**(values | changes))


def test_a_trace_shows_each_stage_with_its_time_and_each_passage_with_its_rank(project, untuned):
    id = asked(untuned, BUTTON)["id"]
    called = untuned("show", id, "--trace")
    assert called.code == 0
    assert all(f"  {stage}\n" in called.out for stage in ("search", "read", "verify", "leaning", "together"))
    assert "docs/pairing.md:1  search 1  score " in called.out
    assert "read\n      # Pairing ## Hub Hold the round button" in called.out
    assert "Verification dropped nothing." in called.out
    assert "no chat model was asked" in called.out


def test_a_trace_as_json_has_stable_names(project, untuned):
    trace = untuned("show", asked(untuned, BUTTON)["id"], "--trace", "--json").json
    assert list(trace) == [
        *("answer", "question", "state", "confidence", "model", "asked_at", "conversation", "gone"),
        *("stages", "filters", "passages", "dropped", "prompts", "notes", "usage"),
    ]
    assert {stage["name"] for stage in trace["stages"]} >= {"search", "read", "verify"}
    first = trace["passages"][0]
    assert list(first) == ["source", "version", "start", "end", "rank", "score", "read", "text", "referred", "withheld"]
    assert (first["source"], first["rank"], first["read"]) == ("docs/pairing.md:1", 1, True)
    assert first["text"].startswith("# Pairing")


def test_what_the_budget_left_out_is_said(narrow, untuned):
    trace = untuned("show", asked(untuned, VALVE)["id"], "--trace", "--json").json
    assert [one["read"] for one in trace["passages"] if one["source"].startswith("docs/valve")] == [True, False]
    assert f"1 read, {len(trace['passages']) - 1} left out by the budget\n" in untuned("show", trace["answer"], "--trace").out


def test_what_was_dropped_is_shown_with_its_reason_and_what_exactly_failed():
    text = shown(trace_lines(empty_trace(dropped=(DROPPED,))))
    assert (
        "Dropped by verification  1\n  You have 14 days.\n    “within 60 days”\n"
        "    a claim that says more than its quotes: the source has no '14'  (not_carried)\n"
    ) in text


def test_what_a_model_cost_is_shown_with_its_failed_requests():
    usage = Usage(requests=3, failed=1, input_tokens=1_500, output_tokens=20, cost=Decimal("0.002"))
    text = shown(trace_lines(empty_trace(model="openai:gpt", usage=usage, prompts=("answer@v1 0123",), notes=("It fell back.",))))
    assert text.endswith(
        "Model  openai:gpt\n  3 requests  ·  1,500 tokens in, 20 out  ·  $0.0020  ·  1 of 3 requests failed\n"
        "  prompt answer@v1 0123\n  note: It fell back."
    )
    assert "cost unknown" in shown(trace_lines(empty_trace(usage=replace(usage, cost=None))))


def test_a_purged_version_s_words_are_not_in_a_trace_and_it_says_so(narrow, untuned):
    id = asked(untuned, VALVE)["id"]
    hit = left_out(untuned, id)
    path = hit["source"].partition(":")[0]
    (narrow / path).unlink()
    untuned("sync")
    assert of_version(untuned, id, hit["version"])["text"] == hit["text"]
    assert untuned("purge", path, "--yes").code == 0
    gone = of_version(untuned, id, hit["version"])
    assert (gone["source"], gone["text"], gone["withheld"]) == (None, None, "purged")
    assert "(purged)  search" in untuned("show", id, "--trace").out


def test_a_group_sees_of_its_own_trace_only_what_it_may_read_now(narrow, untuned):
    support = ("--as-group", "support")
    id = untuned("ask", VALVE, "--json", *support).json["id"]
    hit = left_out(untuned, id, *support)
    path = hit["source"].partition(":")[0]
    rewritten(narrow, untuned, path, "---\ngroups: [board]\n---\n" + (narrow / path).read_text(encoding="utf-8"))
    mine = of_version(untuned, id, hit["version"], *support)
    assert (mine["source"], mine["text"], mine["withheld"]) == (None, None, "purged, or not open to you")
    assert of_version(untuned, id, hit["version"])["text"] == hit["text"]


def test_a_group_sees_neither_trace_nor_context_of_what_the_owner_asked(project, untuned):
    given = asked(untuned, BUTTON)
    number = str(given["claims"][0]["citations"][0]["id"])
    for reference, option in ((given["id"], "--trace"), (number, "--json")):
        called = untuned("show", reference, option, "--json", "--as-group", "support")
        assert (called.code, called.out) == (1, "")
        assert json.loads(called.err)["error"]["kind"] in ("UnknownAnswer", "UnknownCitation")


def test_a_forgotten_trace_says_so(project, untuned):
    id = asked(untuned, BUTTON)["id"]
    (project / "untuned.toml").write_text("[retention]\ntraces_days = 0\n", encoding="utf-8")
    untuned("sync")
    called = untuned("show", id, "--trace")
    assert "No trace: it was forgotten: retention.traces_days keeps traces for 0 days." in called.out
    assert untuned("show", id, "--trace", "--json").json["passages"] == []


def test_a_trace_that_went_before_its_time_went_with_a_purge(project, untuned):
    given = asked(untuned, DAYS)
    (project / "docs/returns.md").unlink()
    untuned("sync")
    untuned("purge", "docs/returns.md", "--yes")
    with Project.open(project) as opened:
        asked_at = opened.answer(given["id"]).asked_at
        assert trace_of(opened, given["id"], now=asked_at).gone == "it went when a version that it touched was purged"
        assert trace_of(opened, given["id"], now=asked_at + timedelta(days=91)).gone.startswith("it was forgotten")


@pytest.mark.parametrize("reference", ["7", "docs/returns.md", "docs/returns.md@1"])
def test_only_an_answer_has_a_trace(project, untuned, reference):
    called = untuned("show", reference, "--trace")
    assert called.code == 2
    assert "is no answer" in called.err


def test_a_citation_is_shown_between_the_paragraphs_around_it(project, untuned):
    number = asked(untuned, BUTTON)["claims"][0]["citations"][0]["id"]
    called = untuned("show", str(number))
    assert called.out.startswith(
        "# Pairing\n\n## Hub\n\n⟦Hold the round button for 7 seconds until the blue light blinks. Then open the app.⟧\n\n"
    )
    assert "\ndocs/pairing.md:5  Pairing › Hub\n" in called.out
    assert ": current\nquote exact" in called.out


def test_a_long_paragraph_around_a_quote_is_cut_between_words(project, untuned):
    rest = "Keep it dry and clean. " * 60
    rewritten(project, untuned, "docs/boiler.md", f"# Boiler\n\n{rest}The boiler takes 9 litres of glycol. {rest}\n")
    found = untuned("show", str(asked(untuned, "How much glycol does the boiler take?")["claims"][0]["citations"][0]["id"]), "--json").json
    assert "9 litres" in found["quote"]
    assert found["before"].startswith("…")
    assert found["after"].endswith("…")
    assert 700 < len(found["before"]) <= 801
    assert {found["before"].split()[0].lstrip("…"), found["after"].split()[-1].rstrip("…")} <= set(rest.split())


def test_a_citation_says_what_changed_since(project, untuned):
    number = str(asked(untuned, DAYS)["claims"][0]["citations"][0]["id"])
    rewritten(project, untuned, "docs/returns.md", RETURNS.replace("60 days", "30 days"))
    called = untuned("show", number)
    assert "# Returns\n\n⟦You may return a hardware product within 60 days of delivery. The box must be complete.⟧\n" in called.out
    assert ", the latest is version 2\n  -You may return a hardware product within 60 days" in called.out
    assert "\n  +You may return a hardware product within 30 days" in called.out
    assert "  untuned history docs/returns.md 1..2\n" in called.out


def test_a_citation_whose_quote_moved_says_where_the_latest_version_has_it(project, untuned):
    number = str(asked(untuned, DAYS)["claims"][0]["citations"][0]["id"])
    rewritten(project, untuned, "docs/returns.md", RETURNS.replace("# Returns\n", "# Returns\n\nThis page is new.\n"))
    assert "  it still says this: docs/returns.md:5\n" in untuned("show", number).out
    rewritten(project, untuned, "docs/returns.md", "# Returns\n\nNothing is taken back.\n")
    since = untuned("show", number, "--json").json["since"]
    assert (since["number"], since["removed"], since["still"]) == (3, False, None)


def test_a_citation_of_a_removed_document_says_so(project, untuned):
    number = str(asked(untuned, DAYS)["claims"][0]["citations"][0]["id"])
    (project / "docs/returns.md").unlink()
    untuned("sync")
    assert "the document was removed on " in untuned("show", number).out
    rewritten(project, untuned, "docs/returns.md", RETURNS)
    assert "latest is version 2" in untuned("show", number).out


def test_a_citation_of_a_renamed_document_names_its_new_path(project, untuned):
    number = str(asked(untuned, DAYS)["claims"][0]["citations"][0]["id"])
    (project / "docs/returns.md").rename(project / "docs/back.md")
    untuned("sync")
    called = untuned("show", number)
    assert "\nrenamed: the document is now docs/back.md\n" in called.out
    assert untuned("show", number, "--json").json["document"] == "docs/back.md"


def context(**changes) -> CitationContext:
    values = {"citation": citation(), "path": "policies/returns.md", "before": "", "after": "", "synced_at": NOON}
    return CitationContext(**(values | {"current": True, "since": None} | changes))


def test_a_page_and_the_place_on_it_stand_for_the_line_where_there_are_pages():
    boxes = tuple(TextBox(start=10, end=25, page=3, left=72, bottom=500 - 12 * nth, right=300 + nth, top=512 - 12 * nth) for nth in (0, 1))
    text = shown(context_lines(context(citation=citation(path="a.pdf", page=3, boxes=boxes))))
    assert "\na.pdf, page 3  Returns › Hardware\n" in text
    assert "\n  on page 3: 72.0, 488.0 to 301.0, 512.0, in points from the lower left corner\n" in text


def test_a_citation_of_a_pdf_is_shown_with_its_page_and_its_place_on_it(project, untuned):
    (project / "docs/mast.pdf").write_bytes(
        pdf([prose(["About this station."]), prose(["The mast must stand at least 9 m from any wall."])])
    )
    assert untuned("sync").code == 0
    claims = asked(untuned, "How far from a wall must the mast stand?")["claims"]
    number = next(str(cited["id"]) for claim in claims for cited in claim["citations"] if "9 m" in cited["quote"])
    text = untuned("show", number).out
    assert "⟦The mast must stand at least 9 m from any wall.⟧" in text
    assert "\ndocs/mast.pdf, page 2" in text
    assert "\n  on page 2: 72.0, " in text
    found = untuned("show", number, "--json").json
    assert (found["page"], found["boxes"][0]["page"], found["source"]) == (2, 2, "docs/mast.pdf, page 2")
    assert "docs/mast.pdf, page " in untuned("show", "a1", "--trace").out


def test_what_was_looked_through_is_named():
    artefacts = Verdict(kind="normalised", artefacts=("quote_marks",))
    assert shown(context_lines(context(citation=citation(verdict=artefacts)))).endswith("quote normalised: quote marks")


def test_a_long_difference_is_cut():
    since = Since(at=NOON, removed=True, number=3, still=None, changed=tuple(f"-{nth}" for nth in range(60)))
    text = shown(context_lines(context(current=False, since=since)))
    assert "the latest is version 3; the document was removed since\n" in text
    assert "  … 20 more lines\n" in text


def test_the_json_of_a_citation_keeps_its_own_fields():
    own = context_json(context())
    assert {"quote", "source", "verdict", "page", "boxes", "id", "document", "before", "after", "current", "since"} <= set(own)
    assert own["source"] == answer().citations[0].source


def changed_since(untuned, id, *options) -> list:
    return untuned("show", id, "--json", *options).json["changed_since"]


def test_an_answer_says_that_its_source_changed_since_and_which_version_holds_now(project, untuned):
    id = asked(untuned, DAYS)["id"]
    assert changed_since(untuned, id) == []
    assert "since" not in untuned("show", id).out
    file = project / "docs" / "returns.md"
    file.write_text(RETURNS.replace("60 days", "30 days"), encoding="utf-8")
    untuned("sync")
    (told,) = changed_since(untuned, id)
    assert (told["path"], told["cause"], told["number"]) == ("docs/returns.md", "changed", 2)
    assert "changed since: docs/returns.md, now version 2" in untuned("show", id).out
    assert changed_since(untuned, asked(untuned, DAYS)["id"]) == []


def test_of_an_answer_whose_question_was_asked_again_the_newer_one_is_named(project, untuned):
    first = untuned("ask", DAYS, "--json").json["id"]
    (project / "docs/returns.md").write_text(RETURNS.replace("60 days", "30 days"), encoding="utf-8")
    untuned("sync")
    assert "side by side: untuned stale" in untuned("show", first).out
    again = untuned("ask", DAYS, "--json").json["id"]
    shown = untuned("show", first).out
    assert f"asked again since: untuned show {again}" in shown
    assert "untuned stale" not in shown


def test_an_answer_whose_source_says_the_same_elsewhere_is_told_nothing(project, untuned):
    id = asked(untuned, DAYS)["id"]
    file = project / "docs" / "returns.md"
    file.write_text("# A new page above\n\nSome new words.\n\n" + RETURNS, encoding="utf-8")
    untuned("sync")
    assert changed_since(untuned, id) == []


def test_an_answer_says_that_its_source_was_removed_since(project, untuned):
    id = asked(untuned, DAYS)["id"]
    (project / "docs" / "returns.md").unlink()
    untuned("sync")
    assert "removed since: docs/returns.md" in untuned("show", id).out
    assert changed_since(untuned, id)[0]["number"] is None


def test_an_answer_that_a_person_settled_is_told_nothing(project, untuned):
    id = asked(untuned, DAYS)["id"]
    (project / "docs" / "returns.md").write_text(RETURNS.replace("60 days", "30 days"), encoding="utf-8")
    untuned("sync")
    untuned("lean", "settle", f"answer:{id}")
    assert changed_since(untuned, id) == []


@pytest.mark.parametrize(
    ("id", "shows"), [("c1", "untuned chat --resume"), ("m3", "untuned report"), ("q-1a2b3c", "untuned questions show"), ("a99", "history")]
)
def test_what_is_no_answer_is_shown_by_the_command_for_its_kind(project, untuned, id, shows):
    called = untuned("show", id)
    assert called.code == 1
    assert f"answer '{id}' is unknown" in called.err
    assert shows in called.err
