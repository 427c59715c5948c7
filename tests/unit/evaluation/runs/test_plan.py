"""What is asked, in which order, and what need not be asked again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from running import COURSE, NOON, elsewhere, questions, variant
from untuned.evaluation.runs.plan import BLOCK, Course, key_of, plan, settled
from untuned.types.answers import Turn
from untuned.types.measures import Evidence, Run
from untuned.types.methods import Shot

A, B, C = variant("a"), variant("b"), variant("c")


def run_under(key, *, status="ok", text="", question="q1", repeat=0):
    return Run(variant="hash-a", question=question, repeat=repeat, status=status, text=text, at=NOON, key=key)


def test_every_variant_is_asked_every_question_once():
    planned = plan([A, B], questions(50), course=COURSE)
    assert Counter((cell.variant.name, cell.question.id) for cell in planned.cells) == Counter(
        (name, f"q{nth}") for name in "ab" for nth in range(50)
    )


def test_all_variants_are_asked_a_question_before_the_next_one():
    cells = plan([A, B, C], questions(40), course=COURSE).cells
    for at in range(0, len(cells), 3):
        assert len({cell.question.id for cell in cells[at : at + 3]}) == 1


def test_each_variant_takes_each_place_equally_often():
    cells = plan([A, B, C], questions(60), course=COURSE).cells
    places = Counter((cell.variant.name, nth % 3) for nth, cell in enumerate(cells))
    assert set(places.values()) == {20}


def test_the_first_part_of_a_plan_is_a_random_part_of_the_questions():
    first = [cell.question.id for cell in plan([A], questions(200), course=COURSE).cells[:100]]
    early = sum(int(name[1:]) < 100 for name in first)
    assert 30 < early < 70


def test_the_order_is_the_seeds():
    orders = [[cell.key for cell in plan([A, B], questions(40), course=replace(COURSE, seed=seed)).cells] for seed in (1, 1, 2)]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_repeats_of_a_block_are_asked_before_the_next_block():
    cells = plan([A], questions(BLOCK * 2), course=replace(COURSE, repeats=3, salt="m1")).cells
    assert len({cell.question.id for cell in cells[: BLOCK * 3]}) == BLOCK
    assert len({cell.key for cell in cells}) == BLOCK * 2 * 3


def test_what_is_known_is_reused_and_not_asked():
    known = {key_of(A, question, 0, course=COURSE): run_under("k", question=question.id) for question in questions(3)}
    planned = plan([A, B], questions(5), course=COURSE, known=lambda keys: {key: known[key] for key in keys if key in known})
    assert sorted(run.question for run in planned.reused) == ["q0", "q1", "q2"]
    assert sorted(cell.question.id for cell in planned.cells if cell.variant is A) == ["q3", "q4"]
    assert planned.total == 10


def test_a_run_that_failed_is_asked_again():
    known = {key_of(A, question, 0, course=COURSE): run_under("k", status="error") for question in questions(3)}
    assert len(plan([A], questions(3), course=COURSE, known=lambda keys: known).cells) == 3


def test_two_variants_of_one_hash_are_asked_once():
    twin = replace(A, name="twin")
    assert len(plan([A, twin], questions(4), course=COURSE).cells) == 4


def shown(text):
    return lambda _variant, _question: [Shot(question="Q", answer=text)]


QUESTION = replace(questions(1)[0], evidence=(Evidence(path="a.md", quote="x", version=1, start=0, end=1),))
MOVED = replace(QUESTION, evidence=(Evidence(path="a.md", quote="x", version=2, start=4, end=5),))


@pytest.mark.parametrize(
    ("one", "other", "course"),
    [
        pytest.param(QUESTION, replace(QUESTION, text="Else?"), COURSE, id="text"),
        pytest.param(QUESTION, replace(QUESTION, id="q9"), COURSE, id="id"),
        pytest.param(QUESTION, replace(QUESTION, history=(Turn(question="a", answer="b"),)), COURSE, id="history"),
        pytest.param(QUESTION, QUESTION, elsewhere(position=8), id="position"),
        pytest.param(QUESTION, QUESTION, elsewhere(epoch=1), id="epoch"),
        pytest.param(QUESTION, QUESTION, elsewhere(database="d2"), id="database"),
        pytest.param(QUESTION, QUESTION, replace(COURSE, salt="m2"), id="salt"),
        pytest.param(QUESTION, QUESTION, replace(COURSE, shots=shown("A")), id="shots"),
    ],
)
def test_a_key_changes_with_all_that_can_change_the_answer(one, other, course: Course):
    assert key_of(A, one, 0, course=COURSE) != key_of(A, other, 0, course=course)


def test_a_key_does_not_change_with_what_the_answer_never_sees():
    for same in (replace(QUESTION, answers=("42",)), replace(QUESTION, split="locked"), MOVED):
        assert key_of(A, QUESTION, 0, course=COURSE) == key_of(A, same, 0, course=COURSE)


def test_the_evidence_belongs_to_the_key_where_it_is_read_in_place_of_what_search_finds():
    oracle = variant("a", context="oracle")
    assert key_of(oracle, QUESTION, 0, course=COURSE) != key_of(oracle, MOVED, 0, course=COURSE)


def test_documents_do_not_belong_to_the_key_of_a_variant_that_reads_none():
    closed = variant("a", context="none", wording="text")
    for course in (elsewhere(position=8), elsewhere(epoch=1)):
        assert key_of(closed, QUESTION, 0, course=COURSE) == key_of(closed, QUESTION, 0, course=course)


def test_of_a_failure_and_a_later_answer_the_answer_counts():
    failed, later = run_under("f", status="error"), run_under("k", text="Yes.")
    other = run_under("o", question="q2", status="error")
    for runs in ([failed, other, later], [later, other, failed]):
        assert {(one.question, one.status) for one in settled(runs)} == {("q1", "ok"), ("q2", "error")}
