from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from storing import NOON, incoming, later
from untuned.errors import UnknownMeasurement, UnknownQuestion
from untuned.store import schema
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.store.questions import Questions
from untuned.store.ratings import Ratings
from untuned.store.runs import Runs
from untuned.types.answers import Turn
from untuned.types.documents import Span
from untuned.types.measures import Cited, Evidence, Measurement, Preference, Question, Rating, Run, Score

SECRET = "zirconium-marmalade"
LINE = f"The password of the third server is {SECRET}, as of today."


@pytest.fixture
def documents(database):
    held = Documents(database)
    held.commit([incoming("a.md", LINE), incoming("b.md", "The open page.")], now=NOON)
    return held


def question(id: str = "q1", **more) -> Question:
    found = Evidence(path="a.md", quote=LINE, version=1, start=0, end=len(LINE))
    return Question(id=id, text="What is it?", answers=(SECRET, "a word"), evidence=(found,), **more)


def run(key: str, *, version: int = 1, **more) -> Run:
    span = Span(version=version, start=0, end=8)
    given = {
        "text": f"It is {SECRET}.",
        "claims": (f"It is {SECRET}.",),
        "bands": ("green",),
        "cited": (Cited(span=span, verdict="exact", claim=1), Cited(span=span, verdict="normalised")),
    }
    given |= {"read": (span,), "hits": (span,), "stages": {"search": 1.5}, "cost": Decimal("0.0012"), "milliseconds": 3.5} | more
    return Run(variant="v" * 16, question="q1", status="ok", state="answered", at=NOON, key=key, **given)


def begun(runs: Runs, **more) -> Measurement:
    asked = Measurement(id="", at=NOON, variants=(("default", "v" * 16),), questions=("q1",))
    return runs.begin(asked, bodies={"v" * 16: {"name": "default"}}, **more)


def test_a_question_comes_back_as_it_was_given(database, documents):
    asked = question(
        kind="multi_hop",
        cluster="c",
        origin="production",
        split="locked",
        language="en",
        history=(Turn(question="Before?", answer="Yes."),),
        fact_source="prompt",
        route="structural",
        label="x",
    )
    Questions(database).add([asked], now=NOON)
    assert Questions(database).get("q1") == asked


def test_a_question_of_the_same_id_takes_the_place_of_the_one_before(database, documents):
    questions = Questions(database)
    questions.add([question("q1"), question("q2")], now=NOON)
    questions.add([replace(question("q1"), text="Another?", evidence=())], now=later(1))
    assert [(one.id, one.text, len(one.evidence)) for one in questions.listing()] == [("q1", "Another?", 0), ("q2", "What is it?", 1)]


def test_questions_are_listed_by_split_and_origin_and_removed(database, documents):
    questions = Questions(database)
    questions.add([question("q1"), question("q2", origin="draft"), question("q3")], now=NOON)
    questions.put({"q3": "locked"})
    assert [one.id for one in questions.listing(split="locked")] == ["q3"]
    assert [one.id for one in questions.listing(origins=["draft"])] == ["q2"]
    assert questions.remove(["q1", "q2", "none"]) == 2
    with pytest.raises(UnknownQuestion, match="q1"):
        questions.get("q1")


def test_a_run_comes_back_as_it_was_recorded_and_its_figures_without_its_texts(database, documents):
    runs = Runs(database)
    measured = begun(runs)
    (recorded,) = runs.record(measured.id, [run("k1", contexts=("given",), notes=("a note",), prompts=("answer@v1 0",))])
    assert (
        runs.of(measured.id) == [recorded] == [replace(run("k1", contexts=("given",), notes=("a note",), prompts=("answer@v1 0",)), id=1)]
    )
    (bare,) = runs.of(measured.id, texts=False)
    assert (bare.text, bare.claims, bare.milliseconds, bare.cost, bare.stages) == ("", (), 3.5, Decimal("0.0012"), {"search": 1.5})


def test_a_key_is_written_once_and_serves_every_measurement(database, documents):
    runs = Runs(database)
    first, second = begun(runs), begun(runs)
    (one,) = runs.record(first.id, [run("k1")])
    again = runs.record(second.id, [run("k1", text="another"), run("k2")])
    assert again[0].id == one.id
    assert [each.text for each in runs.of(second.id)] == [one.text, one.text]
    assert runs.record(second.id, [run("k2")])[0].id == again[1].id
    assert set(runs.known(["k1", "k2", "k3"])) == {"k1", "k2"}


def test_the_last_score_of_a_metric_counts_and_a_failed_one_stays_failed(database, documents):
    runs = Runs(database)
    measured = begun(runs)
    (one,) = runs.record(measured.id, [run("k1")])
    runs.score({one.id: [Score(metric="f1", version="1", value=0.5), Score(metric="voice", version="1", value=None, status="failed")]})
    runs.score({one.id: [Score(metric="f1", version="2", value=0.75, detail="why")]})
    found = runs.scores(measured.id)[one.id]
    assert found["f1"] == Score(metric="f1", version="2", value=0.75, detail="why")
    assert (found["voice"].value, found["voice"].status) == (None, "failed")


def test_every_look_at_the_locked_set_is_counted(database, documents):
    runs = Runs(database)
    begun(runs)
    looked = begun(runs, locked=40)
    again = begun(runs, locked=10)
    assert [(look.measurement, look.questions) for look in runs.looks()] == [(looked.id, 40), (again.id, 10)]
    assert [runs.looks_at(id) for id in ("m1", looked.id, again.id)] == [0, 1, 2]


def test_measurements_are_listed_newest_first_and_end(database, documents):
    runs = Runs(database)
    first, second = begun(runs), begun(runs)
    runs.finish(first.id)
    assert [(one.id, one.finished) for one in runs.recent()] == [(second.id, False), (first.id, True)]
    assert runs.variants(["v" * 16]) == {"v" * 16: {"name": "default"}}
    with pytest.raises(UnknownMeasurement, match="m9"):
        runs.get("m9")


def test_what_a_person_said_last_of_an_item_counts(database):
    ratings = Ratings(database)
    ratings.add([Rating(item="r1", rater="anna", value=0.5), Rating(item="r1", rater="anna", value=1.0, label="good")], now=NOON)
    ratings.add([Preference(item="q1", rater="anna", a="x", b="y", preferred="tie")], now=NOON)
    assert ratings.ratings() == [Rating(item="r1", rater="anna", value=1.0, label="good")]
    assert ratings.preferences() == [Preference(item="q1", rater="anna", a="x", b="y", preferred="tie")]


def test_a_pair_of_answers_is_one_pair_in_either_order_and_remembers_what_a_judge_was_shown(database):
    ratings = Ratings(database)
    ratings.add([Preference(item="q1", rater="judge", a="x", b="y", preferred="a", shown="1 2 judge")], now=NOON)
    assert ratings.preferences()[0].shown == "1 2 judge"
    turned = Preference(item="q1", rater="judge", a="y", b="x", preferred="tie", shown="3 4 judge")
    ratings.add([turned], now=later(1))
    assert ratings.preferences() == [turned]


def test_scores_are_found_by_their_runs_whichever_measurement_they_are_of(database, documents):
    runs = Runs(database)
    (one,) = runs.record(begun(runs).id, [run("k1")])
    (other,) = runs.record(begun(runs).id, [run("k2")])
    runs.score({one.id: [Score(metric="f1", version="1", value=0.5)], other.id: [Score(metric="f1", version="1", value=1.0)]})
    runs.score({other.id: [Score(metric="f1", version="2", value=0.25)]})
    assert {id: said["f1"].value for id, said in runs.scores_of([one.id, other.id, 99]).items()} == {one.id: 0.5, other.id: 0.25}
    assert runs.scores_of([]) == {}
    assert runs.questions_of([one.id, other.id, 99]) == {one.id: one.question, other.id: other.question}


def test_a_purge_takes_the_words_out_of_questions_runs_and_scores_and_leaves_the_figures(database, documents):
    questions, runs = Questions(database), Runs(database)
    questions.add([question("q1"), question("q2", origin="draft")], now=NOON)
    measured = begun(runs)
    given = run("k2", version=2, text="Something.", claims=(), contexts=(f"Intro.\n{LINE}\nMore.",))
    one, other, kept = runs.record(measured.id, [run("k1"), given, run("k3", version=2, text="The open page.", claims=())])
    cause = Score(metric="cause", version="1", value=None, detail="not retrieved")
    runs.score({one.id: [Score(metric="f1", version="1", value=0.5, detail=SECRET), cause]})

    purged = purge(database, "a.md", now=later(1), actor="me")

    with database.read() as connection:
        everything = "\n".join(str(row) for table in schema.metadata.sorted_tables for row in connection.execute(select(table)))
    assert SECRET not in everything
    assert (purged.runs, purged.questions) == ((one.id, other.id), ("q1", "q2"))
    (left,) = questions.listing()
    assert (left.id, left.text, left.answers, left.evidence[0].status) == ("q1", "What is it?", ("a word",), "purged")
    held = {each.id: each for each in runs.of(measured.id)}
    bare = held[one.id]
    assert (bare.text, bare.cited, bare.milliseconds, bare.status) == ("", (), 3.5, "ok")
    assert held[kept.id].text == "The open page."
    assert runs.scores(measured.id)[one.id] == {"f1": Score(metric="f1", version="1", value=0.5), "cause": cause}


def test_a_purge_reaches_words_that_came_another_way(database, documents):
    questions, runs = Questions(database), Runs(database)
    never_found = Question(id="q3", text="Which?", answers=(SECRET,), evidence=(Evidence(path="?", quote=LINE, status="missing"),))
    questions.add([question("q1"), never_found], now=NOON)
    measured = begun(runs)
    told = run("k1", version=2, text=f"They say: {LINE} Ask again.", claims=(), read=(), hits=(), cited=())
    repeated = run("k2", version=2, text=f"As in the example: {SECRET}!", claims=(), read=(), hits=(), cited=())
    judged = run("k3", version=2, text="No idea.", claims=())
    ids = [one.id for one in runs.record(measured.id, [told, repeated, judged])]
    runs.score({ids[2]: [Score(metric="correct", version="1", value=0.0, detail=f"against '{SECRET}'")]})

    purged = purge(database, "a.md", now=later(1), actor="me")

    with database.read() as connection:
        everything = "\n".join(str(row) for table in schema.metadata.sorted_tables for row in connection.execute(select(table)))
    assert SECRET not in everything
    assert (set(purged.runs), set(purged.questions)) == ({ids[0], ids[1]}, {"q1", "q3"})
    assert [one.text for one in runs.of(measured.id) if one.id == ids[2]] == ["No idea."]
    assert questions.get("q3").evidence[0].status == "purged"


def test_a_run_that_ends_after_a_purge_brings_no_word_back(database, documents):
    runs = Runs(database)
    measured = begun(runs)
    purge(database, "a.md", now=later(1), actor="me")
    runs.record(measured.id, [run("k1")])
    assert [(late.text, late.cited) for late in runs.of(measured.id)] == [("", ())]
