"""`untuned eval`, `compare`, `report` and `runs`: what is printed, what is written, and how the exit code tells a build to go on."""

import csv
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import partial

import pytest
from lxml import html as lxml_html

from untuned import Project, compare_scores, detectable_effect
from untuned.cli.app import run
from untuned.cli.failed_lines import failed_lines
from untuned.project.comparing import Order
from untuned.types.measures import Score

PLACES = [
    f"{first}{last}"
    for first in ("Alder", "Birch", "Cedar", "Dove", "Elm", "Fern")
    for last in ("brook", "ford", "mere", "wick", "holm", "ton")
]
SETTINGS = """\
[sources]
paths = ["docs"]

[variants.same]
extends = "default"
search.candidates = 49

[variants.deaf]
description = "it believes nothing"
answer.threshold = 1.0

[variants.down]
model.name = "openai:none"
model.base_url = "http://127.0.0.1:9/v1"
model.http_retries = 0
model.deadline_ms = 1_000
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a question for each document, of which the default was asked (m1) and a baseline written."""
    folder = tmp_path_factory.mktemp("made") / "places"
    (folder / "docs").mkdir(parents=True)
    asked = []
    for nth, place in enumerate(PLACES):
        text = f"The library of {place} opened in {1890 + nth} and lends {120 + 7 * nth} maps to its readers."
        (folder / "docs" / f"{place}.md").write_text(f"# {place}\n\n{text} The river runs past it.\n", encoding="utf-8")
        asked.append({"id": f"q{nth}", "question": f"How many maps does the library of {place} lend?", "answers": [str(120 + 7 * nth)]})
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    (folder / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    call = partial(called_in, folder)
    assert call("sync") == 0
    assert call("questions", "import", str(folder / "questions.jsonl")) == 0
    assert call("eval", "default", "--out", str(folder / "baseline.json")) == 0
    return folder


def called_in(folder, *arguments):
    return run([*arguments, "--project", str(folder), "--quiet"])


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    """A copy of that folder, which is also the current one."""
    folder = tmp_path / "places"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def test_what_questions_show_is_told_with_the_clusters_they_come_in(project, untuned, tmp_path):
    asked = [{"question": f"What is the number of gate {nth * 7919}?", "answer": "7", "cluster": f"c{nth % 12}"} for nth in range(36)]
    file = tmp_path / "clustered.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    with Project.open(project) as opened:
        opened.remove_questions([one.id for one in opened.questions.listing()])
    untuned("questions", "import", str(file))
    shown = untuned("compare", "default", "naive", "--dry-run")
    assert "they come in 12 clusters" in shown.out
    assert f"they show one of {100 * detectable_effect(12):.1f} points or more" in shown.out


def test_questions_that_stand_alone_come_in_no_clusters(project, untuned, tmp_path):
    file = tmp_path / "of_three.jsonl"
    asked = [
        {"question": f"What of {place} is number {nth * 7919}?", "answer": "maps", "doc_ids": [PLACES[nth % 3]]}
        for nth, place in enumerate(PLACES)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    with Project.open(project) as opened:
        opened.remove_questions([one.id for one in opened.questions.listing()])
    untuned("questions", "import", str(file))
    assert "clusters" not in untuned("eval", "default", "--dry-run").out
    assert "The questions come from 3 documents." in " ".join(untuned("eval", "default").out.split())


def test_what_is_left_out_for_want_of_an_answer_is_told_before_and_after(project, untuned, tmp_path):
    file = tmp_path / "more.csv"
    file.write_text("question,expected_answer\nWhat is the name of the river?,\nWho wrote the guide?,\n", encoding="utf-8")
    imported = untuned("questions", "import", str(file))
    assert imported.code == 0
    assert "2 without an answer, not asked until given one" in imported.out
    for arguments in (("eval", "default", "--dry-run"), ("eval", "default")):
        assert "2 questions have nothing that says what is right" in untuned(*arguments).out
    with Project.open(project) as opened:
        opened.remove_questions([one.id for one in opened.questions.listing() if one.answers])
    refused = untuned("eval", "default")
    assert refused.code != 0
    assert "no question to ask: 2 questions have nothing that says what is right" in refused.err


def test_eval_says_what_it_takes_and_reports_figures_with_intervals_and_how_many_questions_show_what(project, untuned):
    shown = untuned("eval", "default")
    assert shown.code == 0
    assert f"36 questions show a difference of {100 * detectable_effect(36):.1f} points or more four times in five" in shown.out
    assert "every answer is there already; nothing is asked" in shown.out
    assert "measurement m2" in shown.out
    assert re.search(r"^correct +1\.000 \[0\.903, 1\.000\]$", shown.out, re.MULTILINE)
    assert "means with 95 % intervals" in shown.out
    assert all(line == line.rstrip() for line in shown.out.splitlines())


def test_compare_names_the_variants_in_its_reasons_and_what_they_differ_in(project, untuned):
    shown = untuned("compare", "default", "deaf")
    assert shown.code == 0
    assert "correct: deaf against default: worse\n" in shown.out
    assert "ablation: answer.threshold" in shown.out
    assert "deaf alone is right on 0 and default alone on 36 of 36 questions" in shown.out
    assert "Keep default." in shown.out
    assert "deaf: wrong refusal 36" in shown.out


def test_as_json_the_report_has_its_columns_contrasts_and_gates(project, untuned):
    found = untuned("compare", "default", "deaf", "--json", "--fail-under", "correct=0.5")
    assert found.code == 5
    report = found.json["report"]
    assert [column["name"] for column in report["columns"]] == ["default", "deaf"]
    (contrast,) = [one for one in report["contrasts"] if one["metric"] == "correct"]
    assert contrast["comparison"]["verdict"] == "worse"
    assert [(gate["variant"], gate["passed"]) for gate in found.json["gates"]] == [("default", True), ("deaf", False)]


def test_nothing_is_asked_in_a_dry_run(project, untuned):
    shown = untuned("eval", "deaf", "--dry-run")
    assert shown.code == 0
    assert "deaf: 36 answers, 0 requests, no cost" in shown.out
    assert [one["id"] for one in untuned("runs", "list", "--json").json] == ["m1"]
    assert untuned("eval", "deaf", "--dry-run", "--json").json["questions"] == 36


def test_too_few_questions_show_nothing_and_it_is_said(project, untuned):
    assert "3 questions are too few to show any difference" in untuned("eval", "default", "--limit", "3", "--dry-run").out
    found = untuned("eval", "default", "--limit", "3", "--json")
    assert found.json["report"]["detectable"] is None
    assert "3 questions are an anecdote" in found.json["report"]["notes"][0]


def test_what_locked_questions_could_show_is_told_at_what_their_next_look_is_decided_at(project, untuned):
    assert untuned("questions", "split", "--share", "1").code == 0
    for look, alpha in ((1, 0.025), (2, 0.0125)):
        before = untuned("eval", "default", "--split", "locked", "--dry-run", "--json").json
        assert (before["look"], before["alpha"]) == (look, alpha)
        said = untuned("eval", "default", "--split", "locked").out
        assert f"36 questions, look {look} at the locked ones, decided at {alpha}, show a difference of" in said
        assert untuned("report", "--json").json["report"]["detectable"] == before["detectable"]
    assert untuned("eval", "default", "--split", "locked", "--dry-run", "--json").json["look"] == 3


@pytest.mark.parametrize("baseline", ["m1", "baseline.json"])
def test_what_is_worse_than_a_measurement_or_a_file_fails_the_build_and_what_is_equal_passes(project, untuned, baseline):
    worse = untuned("eval", "deaf", "--no-worse-than", baseline)
    assert worse.code == 5
    assert f"failed  deaf: correct no worse than {baseline} (default)  difference -1.000" in worse.out
    equal = untuned("eval", "same", "--no-worse-than", baseline)
    assert equal.code == 0
    assert f"held    same: correct no worse than {baseline} (default)  difference +0.000" in equal.out


def test_a_gate_shows_the_difference_that_the_report_beside_it_shows(project, untuned, tmp_path):
    rows = [json.loads(row) for row in (project / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    file = tmp_path / "clustered.jsonl"
    file.write_text("".join(json.dumps({**row, "cluster": f"c{nth % 9}"}) + "\n" for nth, row in enumerate(rows)), encoding="utf-8")
    untuned("questions", "import", str(file))
    untuned("eval", "default", "--out", "clustered.json")
    shown = untuned("eval", "same", "--no-worse-than", "clustered.json").out
    told = re.search(r"those of ([\d.]+) points or more are seen four times in five \(of ([\d.]+) points where answers of a cluster", shown)
    gate = re.search(r"a fall of about \.?([\d.]+) or more four times in five \(of ([\d.]+) where answers of a cluster fare alike\)", shown)
    assert [float(each) / 100 for each in told.groups()] == pytest.approx([float(f"0.{each[-2:]}") for each in gate.groups()], abs=0.006)


def edited(file, change):
    held = json.loads(file.read_text(encoding="utf-8"))
    change(held)
    file.write_text(json.dumps(held), encoding="utf-8")


def test_a_baseline_says_which_questions_and_which_versions_of_metrics_it_is_of(project, untuned):
    held = json.loads((project / "baseline.json").read_text(encoding="utf-8"))
    assert held["versions"]["default"]["correct"]
    assert set(held["questions"]) == {f"q{nth}" for nth in range(36)}
    asked = {"id": "q3", "question": "How many maps does the library of Alderwick lend today?", "answers": ["141"]}
    (project / "changed.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    assert untuned("questions", "import", "changed.jsonl").code == 0
    assert "over 35 questions" in (found := untuned("eval", "same", "--no-worse-than", "baseline.json")).out
    assert "; 1 more have changed since and are left out" in found.out


def test_scores_of_another_version_of_the_metric_are_no_baseline(project, untuned):
    edited(project / "baseline.json", lambda held: held["versions"]["default"].update(correct="0"))
    found = untuned("eval", "same", "--no-worse-than", "baseline.json")
    assert (found.code, "the baseline's scores are of version '0' of 'correct'" in found.out) == (5, True)


def test_a_gate_takes_questions_of_one_document_together_as_the_report_does(project, untuned):
    paths = [f"docs/{PLACES[nth % 12]}.md" for nth in range(36)]
    rows = [json.loads(line) for line in (project / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [
        {
            "id": row["id"],
            "text": row["question"],
            "answers": row["answers"],
            "evidence": [{"path": path, "quote": "The river runs past it."}],
        }
        for row, path in zip(rows, paths, strict=True)
    ]
    (project / "placed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert untuned("questions", "import", "placed.jsonl").code == 0
    before = {f"q{nth}": float(nth % 12 > 2) for nth in range(36)}
    edited(project / "baseline.json", lambda held: held["scores"]["default"].update(correct=before))
    (gate,) = untuned("eval", "same", "--no-worse-than", "baseline.json", "--json").json["gates"]
    assert untuned("report", "--out", "now.json").code == 0
    after = json.loads((project / "now.json").read_text(encoding="utf-8"))["scores"]["same"]["correct"]
    sides = [list(before.values()), [after[id] for id in before]]
    together, alone = compare_scores(*sides, clusters=paths).interval, compare_scores(*sides).interval
    assert f"{together.low:+.3f} to {together.high:+.3f}" in gate["sentence"]
    assert f"{alone.low:+.3f} to {alone.high:+.3f}" not in gate["sentence"]


def test_a_metric_that_says_nothing_of_some_answers_decides_no_gate(project, untuned):
    shown = untuned("eval", "same", "--fail-under", "quote_validity=0.5")
    assert (shown.code, "by answering less" in shown.err) == (1, True)


def test_a_metric_with_a_unit_is_not_told_in_points(project, untuned):
    shown = untuned("compare", "default", "deaf", "--metric", "tokens").out
    assert "differences under 3 % of default's tokens do not matter\n" in shown
    assert "alone" not in shown.partition("tokens: deaf against default")[2].partition("correct")[0]


def test_metrics_beside_the_headline_are_called_exploratory(project, untuned):
    shown = untuned("compare", "default", "deaf")
    assert "wrong_refusal (exploratory): deaf against default: worse\n" in shown.out
    assert "correct: deaf against default: worse\n" in shown.out


def test_with_a_margin_the_fall_must_be_ruled_out(project, untuned):
    assert untuned("eval", "same", "--no-worse-than", "m1", "--margin", "0.5").code == 0
    assert untuned("eval", "same", "--no-worse-than", "m1", "--margin", "0.01").code == 5


@pytest.mark.parametrize(
    "gate", [("--fail-under", "confidently_wrong=5"), ("--fail-under", "correct=85"), ("--no-worse-than", "m1", "--margin", "5")]
)
def test_a_gate_in_per_cent_is_told_before_anything_is_asked_rather_than_held(project, untuned, gate):
    before = len(untuned("runs", "list", "--json").json)
    shown = untuned("eval", "same", *gate)
    assert (shown.code, "lies between 0 and 1" in shown.err) == (2, True)
    assert len(untuned("runs", "list", "--json").json) == before


def test_a_threshold_that_does_not_hold_fails_the_build(project, untuned):
    assert untuned("report", "--fail-under", "correct=0.99", "--fail-under", "wrong_refusal=0.01").code == 0
    assert untuned("eval", "deaf", "--fail-under", "correct=0.9").code == 5


def test_under_thirty_questions_every_gate_is_closed(project, untuned):
    shown = untuned("eval", "default", "--limit", "29", "--fail-under", "correct=0.1", "--no-worse-than", "m1")
    assert shown.code == 5
    assert shown.out.count("so it is closed") == 2


def test_a_report_is_shown_again_from_what_is_stored(project, untuned):
    latest, named = untuned("report"), untuned("report", "m1")
    assert latest == named
    assert "measurement m1" in named.out
    assert "candidate_recall" not in named.out
    whole = untuned("report", "m1", "--all").out
    assert "candidate_recall" in whole
    names = [line.partition("  ")[0] for line in whole.split("\n\n")[1].splitlines()[1:]]
    assert len(names) == len(set(names))
    assert {"answered", "answered (share)", "cost", "cost (USD an answer)"} <= set(names)


def test_a_report_follows_a_corrected_reference_and_again_scores_every_answer_anew(project, untuned):
    asked = [json.loads(row) for row in (project / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = "".join(json.dumps({**row, "answers": ["none at all"]}) + "\n" for row in asked)
    (project / "wrong.jsonl").write_text(wrong, encoding="utf-8")

    def correct(*options):
        (column,) = untuned("report", "m1", *options, "--json").json["report"]["columns"]
        return next(each["value"] for each in column["figures"] if each["metric"] == "correct")

    assert correct() > 0.9
    untuned("questions", "import", "wrong.jsonl")
    assert correct() == 0.0
    untuned("questions", "import", "questions.jsonl")
    assert correct("--again") > 0.9


def test_figures_contrasts_and_gates_are_written_to_files(project, untuned):
    assert untuned("compare", "default", "deaf", "--csv", "out.csv", "--junit", "out.xml", "--fail-under", "correct=0.5").code == 5
    rows = list(csv.DictReader((project / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["kind"], row["variant"]) for row in rows} == {("figure", "default"), ("figure", "deaf"), ("contrast", "deaf")}
    (contrast,) = [row for row in rows if row["kind"] == "contrast" and row["metric"] == "correct"]
    assert (contrast["against"], contrast["value"], contrast["verdict"]) == ("default", "-1", "worse")
    suite = ET.parse(project / "out.xml").getroot()
    assert [(case.get("classname"), case.find("failure") is not None) for case in suite] == [("default", False), ("deaf", True)]


def test_a_baseline_holds_the_scores_of_every_question(project):
    scores = json.loads((project / "baseline.json").read_text(encoding="utf-8"))["scores"]
    assert scores["default"]["correct"] == {f"q{nth}": 1.0 for nth in range(36)}


@pytest.mark.parametrize(
    ("arguments", "code", "told_in"),
    [
        (["eval", "defualt"], 2, "did you mean 'default'?"),
        (["eval", "few_shot"], 2, "needs a chat model"),
        (["compare", "default"], 2, "name two variants or more"),
        (["eval", "deaf", "--metric", "corect"], 2, "did you mean 'correct'?"),
        (["eval", "deaf", "--fail-under", "corect=0.5"], 2, "did you mean 'correct'?"),
        (["eval", "deaf", "--fail-under", "correct"], 2, "write metric=value"),
        (["eval", "deaf", "--margin", "0.05"], 2, "a margin goes with --no-worse-than"),
        (["eval", "deaf", "--no-worse-than", "m7"], 1, "measurement 'm7' is unknown"),
        (["eval", "deaf", "--no-worse-than", "questions.jsonl"], 1, "it is no report"),
        (["eval", "deaf", "--out", "nowhere/out.json"], 2, "is no place for a file"),
        (["eval", "deaf", "--resume", "m1"], 1, "asks default with 1 repeats"),
        (["report", "m7"], 1, "measurement 'm7' is unknown"),
        (["runs", "show", "m7"], 1, "measurement 'm7' is unknown"),
        (["runs", "show", "m1", "--variant", "deaf"], 2, "it has default"),
    ],
)
def test_a_slip_is_told_before_anything_is_asked(project, untuned, arguments, code, told_in):
    shown = untuned(*arguments)
    assert (shown.code, told_in in shown.err) == (code, True), shown.err
    assert [one["id"] for one in untuned("runs", "list", "--json").json] == ["m1"]


def test_runs_are_listed_newest_first(project, untuned):
    untuned("compare", "default", "same", "--limit", "5")
    first, second = untuned("runs", "list").out.splitlines()
    assert first.startswith("m2")
    assert "5 questions (dev)" in first
    assert first.endswith("default, same")
    assert second.startswith("m1")


def test_answers_are_shown_with_what_was_right_and_why_they_were_not(project, untuned):
    untuned("eval", "deaf")
    shown = untuned("runs", "show", "m2", "--cause", "wrong refusal", "--limit", "1")
    assert shown.code == 0
    assert re.search(r"^  right: \d+$", shown.out, re.MULTILINE)
    assert re.search(r"^  in: docs/\w+\.md$", shown.out, re.MULTILINE)
    assert "  deaf said: (abstained: " in shown.out
    assert "  why: wrong refusal" in shown.out
    assert "1 of 36 shown; more with --limit" in shown.out


def test_an_answer_is_found_by_its_question_and_as_json_it_has_its_scores(project, untuned):
    (found,) = untuned("runs", "show", "m1", "--question", "q3", "--json").json
    assert (found["variant"], found["run"]["question"]) == ("default", "q3")
    assert {"correct": 1.0, "cause": None}.items() <= {one["metric"]: one["value"] for one in found["scores"]}.items()


def test_right_answers_are_not_listed_among_those_that_are_not_right(project, untuned):
    with Project.open(project) as opened:
        (first, *_) = opened.runs.of("m1")
        opened.runs.score({first.id: [Score(metric="cause", version="x", value=None, detail="right but bad quote")]})
    assert "none of 36 answers fits" in untuned("runs", "show", "m1", "--cause", "any").out
    assert "why: right but bad quote" in untuned("runs", "show", "m1", "--cause", "right but bad quote").out


def test_where_no_answer_fits_it_is_said_what_could_be_asked_for(project, untuned):
    assert "none of 36 answers fits; all of its answers are right" in untuned("runs", "show", "m1", "--cause", "not retrieved").out
    untuned("eval", "deaf")
    assert "causes that it has: wrong refusal" in untuned("runs", "show", "m2", "--cause", "not retreived").out


INTERRUPTING = """\
import os
import signal

class Interrupting:
    asked = 0

    def rerank(self, question, passages):
        Interrupting.asked += 1
        if Interrupting.asked == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return [passage.hit.score for passage in passages]
"""


@pytest.mark.skipif(os.name == "nt", reason="a process there cannot send itself what Ctrl-C sends")
def test_ctrl_c_keeps_what_was_asked_and_says_how_to_go_on(project, untuned, monkeypatch):
    (project / "interrupting.py").write_text(INTERRUPTING, encoding="utf-8")
    monkeypatch.syspath_prepend(project)
    with (project / "untuned.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[extensions]\nreranker = "interrupting:Interrupting"\n')
    stopped = untuned("eval", "default", "--repeats", "2")
    assert stopped.code == 1
    assert "stopping: what was asked is still recorded" in stopped.err
    assert "answers are missing: it was stopped\n  go on with: untuned eval default --repeats 2 --resume m2\n" in stopped.err
    assert "not finished" in untuned("runs", "list").out.splitlines()[0]
    assert "'untuned eval default --repeats 2 --resume m2' goes on" in " ".join(untuned("report", "m2").out.split())
    closed = untuned("report", "m2", "--fail-under", "correct=0", "--no-worse-than", "m1")
    assert (closed.code, closed.out.count("the measurement is not finished, so it is closed")) == (5, 2)
    asked = len(untuned("runs", "show", "m2", "--limit", "100", "--json").json)
    assert 0 < asked < 72
    assert untuned("eval", "default", "--repeats", "2", "--resume", "m2").code == 0
    assert "not finished" not in untuned("runs", "list").out
    assert len(untuned("runs", "show", "m2", "--limit", "100", "--json").json) == 72


def test_a_page_holds_the_report_the_answers_and_their_quotes(project, untuned):
    assert untuned("compare", "default", "deaf", "--html", "page.html").code == 0
    made = lxml_html.document_fromstring((project / "page.html").read_text(encoding="utf-8"))
    assert [head.text_content() for head in made.xpath("//section[@id='verdicts']/article//strong")] == ["deaf"]
    assert len(made.xpath("//table[@class='grid']/tbody/tr")) == len(PLACES)
    (quote, *_) = made.xpath("//details[@class='question']//blockquote")
    assert re.fullmatch(r"docs/\w+\.md:\d+", quote.xpath("string(./cite)"))
    assert "maps to its readers" in quote.xpath("string(.//mark)")
    said = made.xpath("(//details[@class='question'])[1]//article")
    assert [side.xpath("string(./h3)").split()[0] for side in said] == ["default", "deaf"]
    assert "no answer" in said[1].text_content()


def test_a_page_is_written_into_the_project_and_shown_by_the_browser(project, untuned, monkeypatch):
    asked = []
    monkeypatch.setattr("webbrowser.open", lambda address: asked.append(address) or True)
    shown = untuned("report", "m1", "--open", "--language", "ru")
    place = project / ".untuned" / "pages" / "m1.ru.html"
    assert asked == [place.as_uri()]
    assert str(place) in shown.out
    assert untuned("report", "m1", "--open", "--json").json["report"]["measurement"] == "m1"
    assert '<html lang="ru">' in place.read_text(encoding="utf-8")


def test_where_no_browser_can_be_asked_the_page_is_named(project, untuned, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _address: False)
    shown = untuned("report", "m1", "--open")
    assert shown.code == 0
    assert "open that file in one" in shown.err


@pytest.mark.parametrize("place", ["no-such-folder/page.html", "docs"])
def test_a_page_that_cannot_be_written_is_told_before_anything_is_asked(project, untuned, place):
    shown = untuned("compare", "default", "same", "--html", place)
    assert shown.code == 2
    assert "is no place for a file" in shown.err


@pytest.mark.parametrize("command", [("eval", "default"), ("compare", "default", "same"), ("report", "m1"), ("report",)])
def test_a_page_takes_the_place_of_no_file_that_untuned_did_not_write(project, untuned, command):
    page = project / "page.html"
    page.write_text("<html><body>Our own page.</body></html>", encoding="utf-8")
    shown = untuned(*command, "--html", "page.html")
    assert shown.code == 2
    assert "no page that untuned wrote" in shown.err
    assert page.read_text(encoding="utf-8") == "<html><body>Our own page.</body></html>"


def test_a_page_takes_the_place_of_an_older_one_and_of_none_that_was_changed(project, untuned):
    assert [untuned("report", "m1", "--html", "page.html").code for _ in range(2)] == [0, 0]
    page = project / "page.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " of ours</h1>"), encoding="utf-8")
    assert untuned("report", "m1", "--html", "page.html").code == 2
    assert " of ours</h1>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["x9", "m99", "c99", "a99"])
def test_a_page_of_what_there_is_not_is_an_error_with_a_remedy(project, untuned, name):
    shown = untuned("report", name, "--html", "page.html")
    assert shown.code == 1
    assert name in shown.err
    assert not (project / "page.html").exists()


def test_a_purge_takes_the_pages_that_lie_in_the_project(project, untuned, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    assert untuned("report", "m1", "--open").code == 0
    page = project / ".untuned" / "pages" / "m1.en.html"
    assert "docs/Alderbrook.md:" in page.read_text(encoding="utf-8")
    assert untuned("purge", "docs/Alderbrook.md", "--yes").code == 0
    assert not page.exists()
    assert untuned("report", "m1", "--open").code == 0
    assert "docs/Alderbrook.md:" not in page.read_text(encoding="utf-8")


def test_a_page_among_the_documents_is_not_taken_for_one(project, untuned):
    assert untuned("report", "m1", "--html", "docs/page.html").code == 0
    synced = untuned("sync")
    assert (synced.code, synced.err) == (0, "")
    assert "own page passed over: docs/page.html" in synced.out
    assert "page.html" not in untuned("status", "--list").out
    page = project / "docs" / "page.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " of ours</h1>"), encoding="utf-8")
    synced = untuned("sync")
    assert synced.code == 1
    assert "it is a page that untuned made of answers, and it was changed since" in synced.out + synced.err
    assert "page.html" not in untuned("status", "--list").out


def test_where_every_answer_fails_the_error_is_told_and_the_exit_code_says_so(project, untuned):
    done = untuned("eval", "down", "--limit", "3")
    assert done.code == 1
    assert "down: all 3 answers failed: model 'openai:none': http://127.0.0.1:9/v1 failed" in done.err
    both = untuned("compare", "default", "down", "--limit", "3", "--json")
    assert both.code == 1
    assert "down: all 3 answers failed" in both.err
    assert "default" not in both.err
    assert [column["failed"] for column in json.loads(both.out)["report"]["columns"]] == [0, 3]


def test_where_some_answers_fail_the_error_is_told_and_the_rest_counts(project, untuned):
    with Project.open(project) as opened:
        order = Order(variants=("default",), limit=3)
        opened.measure(order)
        measured = opened.runs.recent(limit=1)[0].id
        (one, *_) = opened.runs.of(measured)
    failing = replace(one, id=None, key="fails", question=one.question, repeat=1, status="error", error="it rained", state=None)
    with Project.open(project) as opened:
        opened.runs.record(measured, [failing])
        lines = ["".join(part.text for part in parts) for parts in failed_lines(opened, opened.report(measured))]
    assert lines == ["warning default: 1 of 4 answers failed: it rained"]


def test_an_anecdote_is_not_said_to_show_a_difference_that_no_verdict_would(project, untuned):
    shown = untuned("compare", "default", "naive", "--limit", "29")
    assert "29 questions are too few to show any difference" in shown.out
    assert "four times in five" not in shown.out.partition("why answers")[0]


def test_a_question_that_a_log_has_once_more_takes_nothing_from_the_others(project, untuned):
    asked = [one["text"] for one in untuned("questions", "list", "--json").json["questions"]]
    rows = [{"question": text, "answer": "4 seats", "system": name} for text in asked for name in ("one", "other")]
    log = project.parent / "log.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in (*rows, rows[0])), encoding="utf-8")
    taken = untuned("runs", "import", str(log))
    assert taken.code == 0
    assert "repeats" not in taken.out
    assert re.search(r"^correct +[0-9.]+ \[[0-9., ]+\] +[0-9.]+ \[[0-9., ]+\]$", taken.out, re.MULTILINE)
    assert f"{len(rows) + 1} of them came without contexts" in taken.out
