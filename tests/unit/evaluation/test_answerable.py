"""Which questions a variant can answer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from untuned.errors import Refused
from untuned.evaluation.answerable import answerable_of, left_out_told
from untuned.types.measures import Evidence, Question
from untuned.types.methods import Method, Variant
from untuned.types.settings import Settings
from untuned.types.tasks import TaskSettings

SCHEMA = {"type": "object", "required": ["item"], "properties": {"item": {"type": "string"}}, "additionalProperties": False}
TASKS = (
    TaskSettings(name="mails", labels=("Invoice", "late_delivery")),
    TaskSettings(name="letters", labels=("invoice", "greeting")),
    TaskSettings(name="order", schema=json.dumps(SCHEMA)),
)
DEFAULT = Variant(name="default", settings=Settings())
MAILS, LETTERS, ORDER = (
    Variant(name=f"do_{name}", settings=Settings(), method=Method(task=name, context="none", wording="text"))
    for name in ("mails", "letters", "order")
)
FORMED = Variant(name="formed", settings=Settings(), method=Method(format="order"))
ASKED = Question(id="k", text="What does it cost?", answers=("12 EUR",))
MAIL = Question(id="m", text="Where is my parcel?", label="Late delivery")
BILL = Question(id="b", text="The bill, please", label="invoice")
JSON = Question(id="j", text="One lamp, please", answers=('{"item": "lamp"}',))


@pytest.fixture
def known(tmp_path):
    return answerable_of(TASKS, root=tmp_path)


def ids(found):
    return [one.id for one in found[0]]


@pytest.mark.parametrize(
    ("variant", "kept"), [(DEFAULT, ["k"]), (MAILS, ["m", "b"]), (LETTERS, ["b"]), (ORDER, ["j"]), (FORMED, ["k", "j"])]
)
def test_a_variant_is_asked_what_it_can_answer_and_nothing_else(known, variant, kept):
    assert ids(known.split([variant], [ASKED, MAIL, BILL, JSON])) == kept


def test_variants_of_two_tasks_are_asked_what_both_can_answer(known):
    kept, left = known.split([MAILS, LETTERS], [ASKED, MAIL, BILL])
    assert [one.id for one in kept] == ["b"]
    assert left == (("", 1), ("mails", 1))


def test_a_task_and_a_variant_that_answers_questions_are_not_compared(known):
    with pytest.raises(Refused, match="'do_mails' does task 'mails' and 'default' answers questions") as error:
        known.split([DEFAULT, MAILS], [ASKED, MAIL])
    assert "untuned eval do_mails" in error.value.remedy


def test_a_routed_variant_can_answer_what_any_that_it_sends_questions_to_can(known):
    routed = Variant(name="routed", settings=Settings(), method=Method(routed=True), routed_to=(DEFAULT, MAILS))
    assert ids(known.split([DEFAULT, routed], [ASKED, MAIL])) == ["k"]
    assert ids(known.split([routed], [ASKED, MAIL, JSON])) == ["k", "m"]


def test_the_task_that_a_question_names_as_its_route_is_its_only_one(known):
    strange = Question(id="s", text="zzqx", must_abstain=True, route="letters")
    assert known.tasks_of(replace(BILL, route="letters")) == {"letters"}
    assert known.fits(LETTERS, strange)
    assert not known.fits(DEFAULT, strange)
    assert known.tasks_of(replace(BILL, route="somebody")) == {"mails", "letters"}


def test_a_labelled_question_that_a_passage_answers_is_for_documents_too(known):
    both = replace(BILL, evidence=(Evidence(path="a.md", quote="The bill.", version=1, start=0, end=9),))
    assert known.fits(DEFAULT, both)
    assert known.fits(MAILS, both)


def test_without_tasks_every_question_is_for_every_variant(tmp_path):
    nothing = answerable_of((), root=tmp_path)
    assert all(nothing.fits(DEFAULT, one) for one in (ASKED, MAIL, JSON))


def test_a_schema_that_cannot_be_read_keeps_no_question_from_its_task(tmp_path):
    known = answerable_of((TaskSettings(name="order", schema="gone.json"),), root=tmp_path)
    assert known.tasks_of(JSON) == {"order"}


def test_what_is_left_out_is_told_by_what_it_is_for():
    assert left_out_told(()) == ""
    assert left_out_told((("", 1), ("a, b", 2), ("mails", 1200))) == (
        "Left out, since what is measured here cannot answer them: 1 question on what documents or a model know, "
        "2 inputs of tasks 'a' and 'b', 1,200 inputs of task 'mails'."
    )
