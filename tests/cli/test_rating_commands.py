"""`untuned ratings`: answers go out to be labelled, come back, and metrics are held against them."""

import csv
import json
import shutil

import pytest

from rating import make


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("made") / "places")


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    """A copy of the measured folder, which is also the current one."""
    folder = tmp_path / "places"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def filled(file, *, rater="ada", label=lambda row: "1", some=lambda nth: True):
    """The sheet as a person gives it back."""
    rows = rows_of(file)
    for nth, row in enumerate(rows):
        if some(nth):
            row["rater"], row["value"] = rater, label(row)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def right(row):
    """What an honest person says: an answer that holds the right number is right."""
    return "1" if row["right"] in row["answer"] else "0"


def test_answers_go_out_as_a_sheet_that_names_no_variant_and_shows_what_it_takes_to_judge(project, untuned):
    shown = untuned("ratings", "draw", "m1", "--metric", "correct", "--count", "10", "--out", "sheet.csv")
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "20 answers written to sheet.csv",
        "Fill in your name as 'rater' and, as 'value', 1 for yes or 0 for no: Is the answer right?",
        "Next: untuned ratings import sheet.csv",
    ]
    rows = rows_of(project / "sheet.csv")
    assert len(rows) == len({row["item"] for row in rows}) == 20
    assert "variant" not in rows[0]
    assert {row["aspect"] for row in rows} == {"correct"}
    assert all(row["right"] in row["contexts"] and row["question"].startswith("How many maps") for row in rows)
    answered = [not row["answer"].startswith("(it says") for row in rows]
    assert answered not in (sorted(answered), sorted(answered, reverse=True))


def test_a_sheet_comes_back_and_gives_each_variant_its_rate(project, untuned):
    untuned("ratings", "draw", "m1", "--metric", "correct", "--count", "20", "--out", "sheet.csv")
    filled(project / "sheet.csv", label=right, some=lambda nth: nth % 4)
    taken = untuned("ratings", "import", "sheet.csv")
    assert (taken.code, taken.out) == (0, "30 ratings taken in; rows without a value, left out: 10\n")
    shown = untuned("ratings", "estimate", "m1", "--metric", "correct")
    assert shown.code == 0
    default, deaf, note = shown.out.splitlines()
    assert note.startswith("95 % intervals are of these answers")
    assert default.startswith("default  1.000 [0.")
    assert "labels alone 1.000" in default
    assert "times as wide as that of the labels alone" in default
    assert "correct alone 1.000" in default
    assert deaf.startswith("deaf  0.000 [0.000, 0.")
    found = untuned("ratings", "estimate", "m1", "--metric", "correct", "--json").json
    assert [one["variant"] for one in found] == ["default", "deaf"]
    assert sum(one["rate"]["labelled"] for one in found) == 30
    assert [one["rate"]["total"] for one in found] == [24, 24]


def test_a_sheet_of_a_spreadsheet_in_another_dialect_comes_back_too(project, untuned):
    untuned("ratings", "draw", "m1", "--metric", "correct", "--count", "5", "--out", "sheet.csv")
    filled(project / "sheet.csv", label=right)
    rows = rows_of(project / "sheet.csv")
    with (project / "sheet.csv").open("w", encoding="utf-16", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert untuned("ratings", "import", "sheet.csv", "--json").json == {"ratings": 10, "preferences": 0, "unrated": 0}


def test_what_a_spreadsheet_would_run_stays_text(project, untuned):
    for nth, text in enumerate(("=1+1 maps are lent?", "@SUM(A1) how many maps?", "-2+3 maps are lent?")):
        row = {"id": f"f{nth}", "question": text, "answers": ["=1+1"]}
        (project / "f.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        assert untuned("questions", "import", "f.jsonl").code == 0
    untuned("eval", "deaf")
    untuned("ratings", "draw", "m2", "--metric", "correct", "--count", "27", "--out", "sheet.csv")
    cells = [cell for row in rows_of(project / "sheet.csv") for cell in row.values()]
    assert "'=1+1 maps are lent?" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_without_a_file_the_answers_to_label_are_listed_with_their_variants(project, untuned):
    shown = untuned("ratings", "draw", "m1", "--count", "3")
    first, *rest = shown.out.splitlines()
    assert first == "Does the answer say anything that its contexts do not support?"
    assert len(rest) == 6
    assert all("How many maps" in line for line in rest)
    found = untuned("ratings", "draw", "m1", "--count", "3", "--json").json
    assert {one["variant"] for one in found} == {"default", "deaf"}
    assert {one["aspect"] for one in found} == {"unsupported"}


def test_a_metric_is_held_against_people(project, untuned):
    untuned("ratings", "draw", "m1", "--metric", "correct", "--count", "24", "--out", "sheet.csv")
    filled(project / "sheet.csv", label=right)
    untuned("ratings", "import", "sheet.csv")
    shown = untuned("ratings", "calibrate", "m1", "--metric", "correct")
    assert shown.code == 0
    assert "correct  48 answers that people decided on\n" in shown.out
    assert "Cohen's kappa: 1.000" in shown.out
    assert "may not be reported as it is: people have labelled 48 of its items, 50 are needed: rate 2 more" in shown.out
    untuned("eval", "same")
    untuned("ratings", "draw", "m2", "--metric", "correct", "--count", "2", "--out", "more.csv")
    filled(project / "more.csv", label=right)
    untuned("ratings", "import", "more.csv")
    every = untuned("ratings", "calibrate", "--metric", "correct")
    assert "correct  50 answers" in every.out
    assert "may be reported as it is: it agrees with people beyond chance" in every.out
    assert untuned("ratings", "calibrate", "--metric", "correct", "--json").json["raw"] is True


def test_how_far_people_agree_is_shown_and_who_has_no_second_opinion(project, untuned):
    assert untuned("ratings", "agreement").out == "no ratings yet; take some in with 'untuned ratings import FILE'\n"
    lines = [{"item": f"i{nth}", "rater": rater, "value": nth % 2} for nth in range(10) for rater in ("ada", "bo")]
    lines += [{"item": f"i{nth}", "rater": "ada", "value": nth, "aspect": "tone"} for nth in range(3)]
    (project / "r.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    assert untuned("ratings", "import", "r.jsonl").out == "23 ratings taken in\n"
    shown = untuned("ratings", "agreement").out
    assert "quality  ratings by ada, bo: 10 items have two or more\n" in shown
    assert "Cohen's kappa: 1.000" in shown
    assert "tone  ratings by ada: no item has two raters, so nothing tells how far they agree\n" in shown
    assert [one["aspect"] for one in untuned("ratings", "agreement", "--json").json] == ["quality", "tone"]


def test_who_was_preferred_is_told_of_the_one_that_it_is_said_of(project, untuned):
    assert untuned("ratings", "wins").out == "no preferences yet; take some in with 'untuned ratings import FILE'\n"
    lines = [{"item": f"q{nth}", "rater": "ada", "a": "default", "b": "deaf", "preferred": "default"} for nth in range(9)]
    lines.append({"item": "q9", "rater": "ada", "a": "default", "b": "deaf", "preferred": "deaf"})
    (project / "p.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    assert untuned("ratings", "import", "p.jsonl").out == "10 preferences taken in\n"
    shown = untuned("ratings", "wins").out
    assert shown.startswith("default over deaf (quality)  0.900 [")
    assert shown.endswith("9 for default, 1 for deaf, 0 ties on 10 items, by one person\n")
    (found,) = untuned("ratings", "wins", "--json").json
    assert (found["a"], found["b"], found["rate"]) == ("deaf", "default", 0.9)


def test_one_rating_is_one_rating(project, untuned):
    (project / "r.csv").write_text("item,value\n1,1\n", encoding="utf-8")
    assert untuned("ratings", "import", "r.csv", "--rater", "ada").out == "1 rating taken in\n"


@pytest.mark.parametrize(
    ("text", "told_in"),
    [
        ("item,rater,value\n1,ada,1\n2,,1\n", "r.csv:3: has no rater\n  try: add 'rater', or say who it was with '--rater NAME'"),
        ("item,rater,value\n,ada,1\n", "r.csv:2: has no item"),
        ("item,rater,value\n1,ada,1\n1,ada,0\n", "r.csv:3: 'ada' has said something of '1' (quality) before, at r.csv:2"),
        ("item,rater,value\n1,,\n", "r.csv: has no ratings: none of its 1 rows has a value\n  try: fill in 'value'"),
        ("item,rater,stars\n1,ada,5\n", "none of its 1 rows has a value\n  try: fill in 'value'"),
        ("", "r.csv: has no header"),
    ],
)
def test_a_bad_file_is_told_with_its_line_and_nothing_of_it_is_kept(project, untuned, text, told_in):
    (project / "r.csv").write_text(text, encoding="utf-8")
    shown = untuned("ratings", "import", "r.csv")
    assert (shown.code, shown.out) == (1, "")
    assert told_in in shown.err
    assert untuned("ratings", "agreement").out.startswith("no ratings yet")
    assert untuned("ratings", "import", "r.csv", "--json").err.startswith('{\n  "error"')


@pytest.mark.parametrize(
    ("arguments", "code", "told_in"),
    [
        (["import", "none.csv"], 1, "none.csv: No such file"),
        (["draw", "m9"], 1, "measurement 'm9' is unknown"),
        (["draw", "m1", "--metric", "corect"], 2, "did you mean 'correct'?"),
        (["draw", "m1", "--metric", "latency"], 1, "'latency' is measured in ms, which no label can be held against"),
        (["draw", "m1", "--out", "nowhere/s.csv"], 2, "is no place for a file"),
        (["calibrate", "m9"], 1, "measurement 'm9' is unknown"),
        (
            ["calibrate", "m1"],
            1,
            "nobody has rated answers for 'unsupported'\n  try: 'untuned ratings draw m1 --metric unsupported --out FILE'",
        ),
        (["calibrate", "--metric", "tokens"], 1, "'tokens' is measured in tokens"),
        (["estimate", "m9"], 1, "measurement 'm9' is unknown"),
        (["estimate", "m1"], 1, "nobody has rated answers for 'unsupported'"),
        (["judge", "m1"], 1, "the settings name no judge\n  try: name one as 'judge = \"provider:model\"' below [evaluation]"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(project, untuned, arguments, code, told_in):
    shown = untuned("ratings", *arguments)
    assert (shown.code, told_in in shown.err, shown.out) == (code, True, ""), shown.err


def test_ratings_on_another_scale_or_for_something_else_are_refused_by_what_needs_yes_or_no(project, untuned):
    (project / "r.csv").write_text("item,rater,value,aspect\n1,ada,4,quality\n2,ada,fine,tone\n", encoding="utf-8")
    assert untuned("ratings", "import", "r.csv").code == 0
    for command in ("calibrate", "estimate"):
        other = untuned("ratings", command, "m1", "--metric", "correct")
        assert other.code == 1
        assert "there are ratings of quality, tone: name one with '--aspect' if it asks the same" in other.err
        scale = untuned("ratings", command, "m1", "--metric", "correct", "--aspect", "quality")
        assert (scale.code, "'ada' rates item '1' as '4', which is no number from 0 to 1" in scale.err) == (1, True)
        word = untuned("ratings", command, "m1", "--metric", "correct", "--aspect", "tone")
        assert (word.code, "'ada' rates item '2' as 'fine'" in word.err) == (1, True)


def test_labels_of_other_answers_tell_nothing_of_these(project, untuned):
    (project / "r.csv").write_text("item,rater,value,aspect\nx1,ada,1,correct\n999999,ada,0,correct\n", encoding="utf-8")
    untuned("ratings", "import", "r.csv")
    shown = untuned("ratings", "estimate", "m1", "--metric", "correct")
    assert (shown.code, "default  people labelled 0 of its 24 answers: label more\n" in shown.out) == (0, True)
    assert "0 answers that people decided on" in untuned("ratings", "calibrate", "m1", "--metric", "correct").out


@pytest.mark.parametrize(
    "arguments",
    [["import", "r.csv"], ["draw", "m1"], ["judge", "m1"], ["agreement"], ["calibrate", "m1"], ["estimate", "m1"], ["wins"]],
)
def test_only_the_owner_rates(project, untuned, arguments):
    (project / "r.csv").write_text("item,rater,value\n1,ada,1\n", encoding="utf-8")
    shown = untuned("ratings", *arguments, "--as-group", "sales")
    assert (shown.code, shown.out, "only the owner may" in shown.err) == (1, "", True)


def test_a_sheet_that_somebody_filled_in_is_not_written_over(project, untuned):
    draw = ["ratings", "draw", "m1", "--metric", "correct", "--count", "5", "--out", "sheet.csv"]
    assert [untuned(*draw).code, untuned(*draw).code] == [0, 0]
    filled(project / "sheet.csv", some=lambda nth: nth == 3)
    before = (project / "sheet.csv").read_bytes()
    ended = untuned(*draw)
    assert (ended.code, "import them, and name another file" in ended.err) == (2, True)
    assert (project / "sheet.csv").read_bytes() == before


def test_an_answer_whose_words_were_purged_is_given_to_nobody_to_rate_and_is_called_no_refusal(project, untuned):
    for place in rows_of_questions(project)[:3]:  # every answer read one of them
        assert untuned("purge", f"docs/{place}.md", "--yes").code == 0
    untuned("ratings", "draw", "m1", "--metric", "correct", "--count", "24", "--out", "sheet.csv")
    rows = rows_of(project / "sheet.csv")
    silent = [row["question"] for row in rows if row["answer"].startswith("(it says")]
    assert (len(rows), len(silent), len(set(silent))) == (24, 24, 24)
    told = untuned("runs", "show", "m1", "--question", "q0").out
    assert "default said: (its words were purged)" in told
    assert "deaf said: (abstained: weak_evidence)" in told


def test_where_no_words_are_left_there_is_nothing_to_rate(project, untuned):
    untuned("eval", "default")
    for place in rows_of_questions(project):
        untuned("purge", f"docs/{place}.md", "--yes")
    ended = untuned("ratings", "draw", "m2", "--metric", "correct", "--count", "24")
    assert (ended.code, "the words of every answer of 'm2' were purged" in ended.err) == (1, True)


def rows_of_questions(project):
    """The places that questions are about, in the order of the questions."""
    return [json.loads(row)["question"].split()[7] for row in (project / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
