"""What the core says, in Russian: right forms, figures and days, whatever it is that was measured."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advising import COSTS, NOON, PLATEAU, TRIED, climb, dossier
from advising import step as made_step
from climbing import CORRECT, Planted, budget, climbed
from untuned.evaluation.advice.advise import advise
from untuned.evaluation.advice.dossier import Attempts, Freshness, Retirement, RowsReport, Usage
from untuned.evaluation.clustered import clustered, drafted
from untuned.evaluation.ladder.telling import notes
from untuned.evaluation.ladder.tried import NO_TOLL, Terms
from untuned.evaluation.page.russian.patterns import KINDS, day, figures, form, pattern
from untuned.evaluation.page.russian.say import PATTERNS, russian
from untuned.evaluation.page.words import Words
from untuned.evaluation.stats.compare import compare_scores
from untuned.types.advising import AdviceSettings
from untuned.types.ladder import Budget, Climb, Plateau, Toll
from untuned.types.measures import Interval, Question

SPECIMENS = {
    "any": "naive",
    "text": "naive. And more",
    "quote": "14 days. And more",
    "count": "1,200",
    "number": "-0.25",
    "amount": "12 %",
    "share": "9.17 %",
    "points": "+2.3 points",
    "months": "3.2 months",
    "day": "2027-01-20",
    "p": "exact p = .06; mid-p = .05",
    "s": "s",
    "said": "figures are missing",
    "list": "figures are missing and question 2",
    "rungs": "few-shot, terse",
}
"""What can stand in each kind of place."""


ENGLISH = frozenset(re.findall(r"\w+", "the of is are and to not that with than it in on for or by no one be was were has have from at"))


def left_of(text):
    """The words that are English still, of a text in Russian."""
    return set(re.findall(r"[\w+:.]+", text.lower())) & ENGLISH


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one.english[:60])
def test_a_sentence_with_anything_in_its_places_is_said_in_russian(one):
    english = re.sub(r"\{(\w+)(?::(\w+))?\}", lambda place: SPECIMENS[place[2] or "any"], one.english)
    said = russian(english)
    assert said is not None
    assert "{" not in said
    assert re.search("[а-я]", said)


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one.english[:60])
def test_a_russian_sentence_says_every_figure_of_the_english_one(one):
    there = {name for name, kind in one.kinds.items() if kind != "s"}
    assert set(re.findall(r"\{(\w+)", one.russian)) == there
    assert all(len(forms.split("|")) == 4 and all(forms.split("|")) for forms in re.findall(r"\{(\w+\|[^}]*)\}", one.russian))


def test_every_kind_of_place_has_a_specimen():
    assert SPECIMENS.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *(("1", "вопрос"), ("21", "вопрос"), ("1,001", "вопрос")),
        *(("2", "вопроса"), ("22", "вопроса"), ("-3", "вопроса"), ("1.5", "вопроса")),
        *((number, "вопросов") for number in ("0", "5", "11", "12", "111", "1,014")),
    ],
)
def test_a_noun_has_the_form_that_goes_with_its_number(number, said):
    assert form(number, "вопрос", "вопроса", "вопросов") == said


def test_figures_and_days_are_written_as_russian_writes_them():
    assert figures("-1,234.5 and .05 and +7") == "−1\u202f234,5 and 0,05 and +7"
    assert day(date(2027, 1, 20)) == "20 января 2027 года"
    assert russian("openai:base is switched off on 2027-01-20") == "openai:base отключают 20 января 2027 года"
    assert russian("Add about 1 questions.") == "Добавьте примерно 1 вопрос."
    assert russian("Add about 22 questions.") == "Добавьте примерно 22 вопроса."
    assert russian("Add about 1,205 questions.") == "Добавьте примерно 1\u202f205 вопросов."
    assert Words("ru").number(-0.04, 1) == "0,0"
    assert Words("en").number(-0.4, 1) == "−0.4"


def test_a_sentence_ends_with_one_full_stop():
    assert russian("It may be smaller than the minimum effect of 3.0 points.").endswith("эффекта, 3,0\u202fп.\u202fп.")


def test_what_no_table_has_stays_as_it_is_and_is_told():
    words = Words("ru")
    assert russian("Nobody has said this before.") is None
    assert words.core("Nobody has said this before.") == "Nobody has said this before."
    assert words.left == {"Nobody has said this before."}
    assert Words("en").core("Nobody has said this before.") == "Nobody has said this before."


def test_a_sentence_is_not_said_halfway():
    assert russian("Keep naive. Nobody has said this before.") is None
    assert russian("Not yet: nobody knows why.") is None


@pytest.mark.parametrize("text", ["Keep a. " * 400, "a, b and " * 400, "5 of 9 answers of '" * 180, "(" * 3_999, "x" * 100_000])
def test_text_of_no_end_is_left_alone(text):
    assert russian(text) is None


def test_names_are_no_patterns():
    assert russian("Keep a.*{b}\\1.") == "Оставьте a.*{b}\\1."
    assert pattern("{a} is {n:count}.", "{a}: {n}").said("(x is 3.", {}) == "(x: 3"


# -- whatever is measured --------------------------------------------------------------------------


def scores(rng, n, *, kind, missing):
    values = [float(rng.random() < 0.6) if kind == "yes" else rng.random() * (1 if kind == "share" else 900) for _ in range(n)]
    return [None if rng.random() < missing else value for value in values]


@pytest.mark.parametrize("kind", ["yes", "share", "own"])
@pytest.mark.parametrize("n", [0, 1, 12, 40, 300])
@pytest.mark.parametrize("groups", [0, 4, 15])
def test_every_comparison_has_russian_reasons(kind, n, groups):
    rng = random.Random(f"{kind} {n} {groups}")
    for shift, missing, more in itertools.product((0.0, 0.02, 0.4), (0.0, 0.2), (True, False)):
        a = scores(rng, n, kind=kind, missing=missing)
        b = (
            [value if value is None or rng.random() > shift else 1.0 for value in a]
            if rng.random() < 0.7
            else scores(rng, n, kind=kind, missing=0)
        )
        clusters = [f"c{at % groups}" for at in range(n)] if groups else None
        found = compare_scores(a, b, clusters=clusters, minimum_effect=0.03, seed=0, higher_is_better=more, names=("naive", "a_b"))
        assert not left_of(russian(found.why) or found.why), found.why
        assert russian(found.method), found.method


CLIMBS = {
    "gains": Planted(seed=1, n=300, gains={"naive": 0.3, "chunked": 0.4, "tuned": 0.6}),
    "none": Planted(seed=2, n=300),
    "few": Planted(seed=3, n=20, gains={"naive": 0.5}),
    "thirty": Planted(seed=4, n=34, gains={"naive": 0.5}),
    "large": Planted(seed=5, n=3000, churn=0.01),
    "missing": Planted(seed=6, n=200, gains={"naive": 0.15}, missing={"naive": 0.4, "chunked": 0.3}),
    "problems": Planted(seed=7, n=100, problems={"closed_book": 'context = "none" needs a chat model, and none is named'}),
    "slow": Planted(seed=8, n=300, gains={"naive": 0.4}, tolls={"naive": Toll(latency_ms=5000.0, cost=Decimal(9))}),
    "unknown": Planted(seed=9, n=300, gains={"naive": 0.4}, tolls={"naive": Toll()}),
    "stopped": Planted(seed=10, n=100, stops_at="naive"),
    "same": Planted(seed=11, n=100, hashes={"zero_shot": "0" * 16, "closed_book": "0" * 16, "chunked": "1" * 16, "naive": "1" * 16}),
    "clusters": Planted(seed=12, n=120, per_cluster=20, gains={"naive": 0.4}),
}


@pytest.mark.parametrize("name", CLIMBS)
@pytest.mark.parametrize("limits", [{}, {"quality": 0.5}, {"latency_ms": 1000.0}, {"cost": 5.0}])
def test_every_climb_has_russian_reasons(name, limits):
    ascent = climbed(CLIMBS[name], budget=budget(**limits))
    for step in ascent.steps:
        assert russian(step.why), step.why
        assert not left_of(russian(step.why)), step.why
    for why in {ascent.plateau(terms_of(CLIMBS[name])).why}:
        assert russian(why), why


def terms_of(planted):
    return Terms(metric=CORRECT, questions=planted.questions)


@pytest.mark.parametrize("changes", [{}, {"simulated": True}, {"questions": 12}, {"finished": False}])
@pytest.mark.parametrize("limits", [Budget(), Budget(quality=0.9, latency_ms=1.0, cost=Decimal("0.01"))])
@pytest.mark.parametrize("toll", [None, NO_TOLL, Toll(latency_ms=800.0, cost=Decimal(5))])
def test_every_note_of_a_climb_has_a_russian_one(changes, limits, toll):
    made: Climb = replace(climb(), id="c7", **changes)
    for note in notes(made, budget=limits, toll=toll):
        assert russian(note), note


def test_notes_on_the_questions_have_russian_ones():
    asked = [Question(id=f"q{at}", text="?", origin="synthetic_reviewed" if at % 2 else "human") for at in range(12)]
    told = (*clustered([replace(one, cluster="") for one in asked])[1], *drafted(asked))
    assert told
    assert all(russian(note) for note in told)


FRESH = Freshness(
    share=0.04,
    interval=Interval(low=0.01, high=0.2),
    cycle_days=90,
    window_days=40,
    windows=1,
    passages=31,
    documents=1,
    changed=1,
    shorter=2,
)
BAD = RowsReport(rows=120, reviewed=60, duplicates=20, contradictory=10, empty=5, unreadable=3, leaked=2, noisy=40, declaring=100, stale=21)
AXES = {
    "climb": (
        None,
        climb(),
        climb(22),
        climb(failing={"not retrieved": 90}),
        climb(failing={"in context but answer wrong": 60}),
        climb(failing={"said not found with the evidence in context": 60}),
        climb(failing={"format": 1}),
        climb(failing={"format": 12, "not retrieved": 12, "in context but answer wrong": 12}),
        climb(failing={"format": 3}, steps=(made_step("few-shot", "shots", 397, 400, gain=0.2),)),
        climb(failing={"format": 3}, steps=(made_step("chain of thought", "thinking", 397, 400, gain=0.2),)),
        climb(plateau=replace(PLATEAU, state="undetermined", more_questions=300, why="Nothing was tried yet.")),
        climb(plateau=Plateau(state="not reached", why="Nothing was tried against the variant that stands.")),
        climb(simulated=True, finished=False),
        climb(failing={"evidence not in corpus": 90, "not retrieved": 4}, oracle={}),
        climb(failing={"not retrieved": 90}, oracle={}),
        climb(failing={"not retrieved": 90}, oracle={"in context but answer wrong": 80}),
        climb(failing={"not retrieved": 90}, standing="other", oracle={}),
    ),
    "attempts": (TRIED, Attempts(), Attempts(prompts=3, shot_sets=0, constrained=True), Attempts(prompts=1, shot_sets=1)),
    "freshness": (None, FRESH, replace(FRESH, share=0.5, interval=Interval(low=0.4, high=0.6), window_days=90, windows=4)),
    "rows": (None, BAD, RowsReport(rows=260, reviewed=260)),
    "settings": (COSTS, AdviceSettings(), replace(COSTS, calls_a_month=(300, 300)), replace(COSTS, tuned="ft", failure_cost=None)),
    "retirement": (
        Retirement(),
        Retirement(retires=date(2027, 1, 20), source="advice.retires"),
        Retirement(retires=date(2026, 1, 1), training_ends=date(2026, 11, 30), source="https://example.org/x"),
    ),
    "questions": (22, 400, 900),
    "standing_reads": (True, False, None),
    "complete": (False, True),
    "model": ("", "openai:other"),
    "usage": (Usage(), Usage(input_tokens=(600, 620), output_tokens=(20, 22), input_price=0.25, output_price=2.0, tuned_price=(1.5, 2.0))),
}


def sentences(advice):
    """Everything that advice says."""
    yield from (advice.headline, advice.step.text, advice.flips, advice.scope, *advice.notes)
    yield advice.break_even.flips if advice.break_even is not None else ""
    for reading in advice.readings:
        yield from (reading.because, *reading.missing, *(ground.text for ground in reading.grounds))
        yield from (ground.source for ground in reading.grounds if " " in ground.source and "advice." not in ground.source)
    for one in advice.scenarios:
        yield from (one.name, one.calls_for, one.because)


def test_every_advice_is_said_in_russian():
    rng = random.Random(0)
    drawn = [{name: rng.choice(values) for name, values in AXES.items()} for _ in range(400)]
    alone = [{name: value} for name, values in AXES.items() for value in values]
    said = {text for changes in (*drawn, *alone) for text in sentences(advise(dossier(**changes), now=NOON)) if text}
    assert len(said) > 250
    assert sorted(text for text in said if russian(text) is None) == []
    assert {text: words for text in said if (words := left_of(russian(text)))} == {}


@pytest.mark.parametrize("when", ["2026-13-45", "2026-02-30", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_no_sentence_of_the_core(when):
    assert russian("nobody can train it after 2027-01-01") is not None
    assert russian(f"nobody can train it after {when}") is None
