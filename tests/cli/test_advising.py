"""Advice in the terminal: the headline first, then the evidence, then what flips it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from advising import COSTS, NOON, TODAY, TRIED, climb, dossier
from untuned.cli.advice_lines import advice_lines
from untuned.cli.question_lines import OWN
from untuned.evaluation.advice.advise import advise
from untuned.evaluation.advice.dossier import Retirement


def shown(*, width=100, brief=False, **changes):
    made = replace(advise(dossier(**changes), now=NOON), id="a1")
    return ["".join(part.text for part in each) for each in advice_lines(made, brief=brief, width=width)]


def test_the_headline_is_the_first_line_and_the_step_with_its_price_the_next():
    lines = shown(attempts=replace(TRIED, prompts=1))
    assert lines[0].startswith("Not yet: ")
    assert lines[1].startswith("do        Try 2 more wordings of the prompt")
    assert any(line.startswith("it takes  about 1.0 hours of a person") for line in lines)


def test_each_question_stands_with_its_answer_and_its_evidence():
    lines = shown()
    heads = [line for line in lines if line[:1].isdigit()]
    assert [line.rpartition(" ")[2] for line in heads] == ["no", "yes", "yes"]
    assert "   - failures of form or refusal in answers with the evidence at hand: 12 % [9.17, 15.6] (c1)" in lines


def test_the_matrix_the_break_even_and_what_flips_it_follow():
    text = "\n".join(shown())
    assert "which situation is yours\n" in text
    assert text.index("which situation") < text.index("break-even after") < text.index("flips it  ")
    assert "yes      form fails whatever is tried   -> tuning, in limited scope" in text


def test_what_is_missing_is_said_with_the_question_that_it_would_answer():
    assert any("missing: 2 more wordings of the prompt" in line for line in shown(attempts=replace(TRIED, prompts=1)))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_are_as_wide_as_the_terminal_and_no_wider_than_a_hundred(width):
    lines = shown(width=width, retirement=Retirement(retires=TODAY + timedelta(days=61), source="advice.retires"))
    wrapped = [line for line in lines if not line[:1].isdigit() and "->" not in line and not line.startswith(("break-even", "advice a1"))]
    assert max(len(line) for line in wrapped) <= min(width, 100)
    assert any(line.startswith("flips it  the date") for line in lines)


def test_brief_leaves_the_assumptions_and_the_matrix_out():
    text = "\n".join(shown(brief=True))
    assert "assumed; set" not in text
    assert "which situation" not in text
    assert "assumed; set" in "\n".join(shown())


def test_what_never_pays_says_so():
    text = "\n".join(shown(settings=replace(COSTS, calls_a_month=(300, 300))))
    assert "break-even never, at the middle of the assumptions" in text
    assert "draws: never" in text


def test_the_command_shows_new_advice_lists_it_and_shows_it_again(project, untuned):
    first = untuned("advise")
    assert first.code == 0
    assert first.out.startswith("Not yet: 0 questions are an anecdote. Add 30 more questions.")
    assert "Next: untuned questions draft" in first.out
    assert untuned("advise", "--list").out.startswith("a1 ")
    again = untuned("advise", "a1", "--json")
    assert (again.code, again.json["action"], [one["said"] for one in again.json["readings"]]) == (0, "add questions", ["unknown"] * 3)


def test_an_unknown_advice_or_climb_says_where_to_look(project, untuned):
    assert (untuned("advise", "a9").code, untuned("advise", "--climb", "c9").code) == (1, 1)
    assert "untuned advise --list" in untuned("advise", "a9").err


def test_a_simulated_climb_is_named_as_one():
    assert any("simulated" in line for line in shown(climb=replace(climb(), simulated=True)))


def test_advice_to_add_questions_says_how_to_come_to_them(project, untuned):
    told = untuned("advise").out
    assert "Next: untuned questions draft; untuned questions import FILE" in told
    assert "draft: proposes some, with --count 30 up to that many; short pages give one or two each, or none" in told
    assert all(part in told for part in OWN)
    assert "untuned gaps" in told
    assert untuned("advise", "--json").json["step"]["command"].endswith("import FILE")
