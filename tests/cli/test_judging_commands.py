"""A judge of the settings: what it says in reports, what it takes, and of two variants' answers which it prefers."""

import json
import shutil

import pytest

from rating import PLACES, make
from servers.judge import JudgeServer


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("made") / "places")


@pytest.fixture
def judge(made, tmp_path, monkeypatch):
    """A copy of the measured folder, which is also the current one, with a judge behind a server of its own."""
    folder = tmp_path / "places"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with JudgeServer() as server:
        settings = f'\n[evaluation]\njudge = "openai:judge"\n\n[model]\nbase_url = "{server.url}"\nhttp_retries = 0\n'
        with (folder / "untuned.toml").open("a", encoding="utf-8") as stream:
            stream.write(settings)
        yield server


def column(report, name):
    (found,) = [one for one in report["columns"] if one["name"] == name]
    return found


def figure(report, variant, metric):
    return next((one["value"] for one in column(report, variant)["figures"] if one["metric"] == metric), None)


def test_answers_are_judged_after_they_are_scored_and_the_report_says_whose_word_it_is(judge, untuned):
    shown = untuned("compare", "default", "deaf")
    assert shown.code == 0
    assert "  judged by openai:judge: 48 answers, about 288 requests, cost not known\n" in shown.out
    assert "note: judged_right is the word of openai:judge and not calibrated: people have labelled 0 of its items" in shown.out
    assert "judged_right (not calibrated)   1.000 [0." in shown.out
    assert "judged_backed (not calibrated)  1.000 [0." in shown.out
    assert "\ncost of judging                 not known" in shown.out
    assert judge.requests >= 24 * 3


def test_what_was_judged_is_not_judged_again(judge, untuned):
    untuned("eval", "default")
    before = judge.requests
    again = untuned("eval", "default")
    assert (again.code, judge.requests) == (0, before)
    assert "judged by" not in again.out
    assert "judged_right (not calibrated)" in untuned("report").out
    assert judge.requests == before


def test_another_variant_that_says_the_same_is_not_judged_anew(judge, untuned):
    untuned("eval", "default")
    before = judge.requests
    found = untuned("compare", "default", "same", "--json").json["report"]
    assert judge.requests == before
    assert figure(found, "same", "judged_right") == 1.0


def test_as_json_the_report_names_what_is_not_calibrated(judge, untuned):
    report = untuned("compare", "default", "deaf", "--json").json["report"]
    assert report["uncalibrated"] == ["judged_right", "judged_backed"]
    assert (figure(report, "default", "judged_right"), figure(report, "deaf", "judged_right")) == (1.0, 0.0)
    assert figure(report, "deaf", "judged_backed") is None
    assert column(report, "default")["judge_cost"] is None


def test_a_judge_of_a_known_price_shows_what_it_cost_apart(judge, untuned, monkeypatch):
    monkeypatch.setattr("untuned.models.chat.limits.price_of", lambda *_, **__: __import__("decimal").Decimal("0.001"))
    report = untuned("eval", "default", "--json").json["report"]
    assert column(report, "default")["judge_cost"] == pytest.approx(0.001 * judge.requests)
    assert column(report, "default")["cost"] == "0"


def test_a_gate_never_rests_on_a_judge(judge, untuned):
    shown = untuned("eval", "default", "--fail-under", "judged_right=0.5")
    assert (shown.code, judge.requests) == (1, 0)
    assert "'judged_right' may not decide a gate alone" in shown.err


def test_a_limit_that_cannot_be_kept_is_refused_before_anything_is_asked(judge, untuned):
    shown = untuned("compare", "default", "same", "--max-cost", "1")
    assert (shown.code, judge.requests) == (1, 0)
    assert "what 'openai:judge' asks has no known price, so no limit can be kept" in shown.err
    shown = untuned("ratings", "judge", "m1", "--max-cost", "1")
    assert (shown.code, "the price of 'openai:judge' is not known" in shown.err) == (1, True)


def test_a_judge_that_is_down_leaves_failed_scores_and_is_asked_again(judge, untuned):
    judge.down = True
    report = untuned("eval", "default", "--json").json["report"]
    (failed,) = [one for one in column(report, "default")["figures"] if one["metric"] == "judged_right"]
    assert (failed["value"], failed["n"], failed["total"]) == (None, 0, 24)
    assert figure(report, "default", "correct") == 1.0
    judge.down = False
    assert figure(untuned("eval", "default", "--json").json["report"], "default", "judged_right") == 1.0


def test_people_bear_a_judge_out_or_not(judge, untuned, tmp_path):
    untuned("compare", "default", "deaf")
    untuned("eval", "same")
    lines = [
        {"item": str(one["run"]["id"]), "rater": "ada", "value": one["variant"] != "deaf", "aspect": "judged_right"}
        for run in ("m2", "m3")
        for one in untuned("runs", "show", run, "--limit", "100", "--json").json
    ]
    file = tmp_path / "labels.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    assert untuned("ratings", "import", str(file)).out == "72 ratings taken in\n"
    report = untuned("report", "m2", "--json").json
    assert report["report"]["uncalibrated"] == ["judged_backed"]
    assert "note: judged_right is the word of openai:judge: it agrees with people beyond chance" in untuned("report", "m2").out
    assert untuned("ratings", "calibrate", "--metric", "judged_right", "--json").json["raw"] is True


def test_which_of_two_answers_the_judge_prefers_is_a_preference_by_its_name(judge, untuned, tmp_path):
    shown = untuned("ratings", "judge", "m1")
    assert (shown.code, shown.out) == (0, "24 pairs judged by openai:judge; 48 requests, cost not known\n")
    assert judge.requests == 48
    again = untuned("ratings", "judge", "m1")
    assert (again.code, again.out) == (0, "0 pairs judged by openai:judge\n24 it had judged before\n")
    assert judge.requests == 48
    assert untuned("ratings", "wins").out.endswith("24 for default, 0 for deaf, 0 ties on 24 items, by the judge openai:judge\n")
    lines = [{"item": f"q{nth}", "rater": "ada", "a": "deaf", "b": "default", "preferred": "default"} for nth in range(24)]
    file = tmp_path / "p.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    untuned("ratings", "import", str(file))
    assert "preferences by ada, openai:judge: 24 items have two or more" in untuned("ratings", "agreement").out
    people, model = untuned("ratings", "wins").out.splitlines()
    assert people.endswith("by one person")
    assert model.endswith("by the judge openai:judge")


def test_a_judge_that_is_down_prefers_nothing_and_the_exit_code_says_so(judge, untuned):
    judge.down = True
    shown = untuned("ratings", "judge", "m1")
    assert shown.code == 1
    assert "24 without a verdict: the same command asks again" in shown.out
    judge.down = False
    assert untuned("ratings", "judge", "m1", "--json").json["judged"] == 24


def test_of_several_variants_two_are_named(judge, untuned):
    untuned("compare", "default", "deaf", "same")
    before = judge.requests
    shown = untuned("ratings", "judge", "m2")
    assert (shown.code, "these are 3: default, deaf, same\n  try: name two of them with '--between A --between B'" in shown.err) == (
        1,
        True,
    )
    unknown = untuned("ratings", "judge", "m2", "--between", "default", "--between", "bref")
    assert (unknown.code, "measurement 'm2' has no variant 'bref'" in unknown.err) == (1, True)
    alone = untuned("eval", "default")
    assert alone.code == 0
    one = untuned("ratings", "judge", "m3")
    assert (one.code, "judge each answer for itself with '--of answers'" in one.err) == (1, True)
    assert judge.requests == before
    assert untuned("ratings", "judge", "m2", "--between", "deaf", "--between", "same", "--json").json["judged"] == 24


def test_what_was_measured_before_is_judged_answer_by_answer(judge, untuned):
    assert "judged_right" not in untuned("report", "m1", "--all").out
    shown = untuned("ratings", "judge", "m1", "--of", "answers")
    assert (shown.code, shown.out.split(";")[0]) == (0, "48 answers judged by openai:judge")
    assert "judged_right (not calibrated)" in untuned("report", "m1").out
    again = untuned("ratings", "judge", "m1", "--of", "answers")
    assert again.out == "0 answers judged by openai:judge\n48 it had judged before\n"
    assert untuned("ratings", "judge", "m1", "--of", "answers", "--between", "default").code == 2
    assert untuned("ratings", "judge", "m9", "--of", "answers").code == 1


def test_answers_that_were_made_elsewhere_are_judged_by_their_own_contexts(judge, untuned, tmp_path):
    rows = [
        {
            "question_id": f"q{nth}",
            "question": f"How many maps does the library of {PLACES[nth]} lend?",
            "answer": said,
            "contexts": [f"It lends {120 + 7 * nth} maps."],
            "system": "bot",
        }
        for nth, said in enumerate(("It lends 120 maps.", "It lends 127 maps.", "It lends 999 maps."))
    ]
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert untuned("runs", "import", str(file)).code == 0
    assert untuned("ratings", "judge", "m2", "--of", "answers", "--json").json["judged"] == 3
    (column,) = untuned("report", "m2", "--json").json["report"]["columns"]
    (backed,) = [one for one in column["figures"] if one["metric"] == "judged_backed"]
    assert (backed["value"], backed["n"]) == (pytest.approx(2 / 3), 3)


def test_a_judge_that_nobody_knows_is_told_before_anything_is_asked(judge, untuned, monkeypatch):
    monkeypatch.setenv("UNTUNED_EVALUATION__JUDGE", "judge")
    shown = untuned("eval", "same")
    assert (shown.code, judge.requests) == (1, 0)
    assert "model 'judge'" in shown.err
    assert [one["id"] for one in untuned("runs", "list", "--json").json] == ["m1"]
    assert untuned("report", "m1").code == 0
