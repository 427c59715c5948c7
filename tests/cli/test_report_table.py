"""The report on a measurement at the terminal: variants side by side."""

from dataclasses import replace

from paging import report
from untuned.cli.report_lines import report_lines


def test_what_is_wrong_with_right_answers_is_told_apart_from_why_others_are_not_right():
    made = report(2)
    causes = (("wrong refusal", 5), ("right but bad quote", 3))
    said = ["".join(part.text for part in one) for one in report_lines(replace(made, columns=(replace(made.columns[0], causes=causes),)))]
    assert any(one.endswith(": wrong refusal 5; of the right ones: right but bad quote 3") for one in said)


def test_variants_that_differ_at_the_end_of_a_long_name_stay_apart():
    made = report(2)
    names = [f"support_prompt_with_examples_and_dates_{end}" for end in "ab"]
    columns = tuple(replace(column, name=name) for column, name in zip(made.columns, names, strict=True))
    lines = ["".join(part.text for part in one) for one in report_lines(replace(made, columns=columns, contrasts=()))]
    heads = next(one.split() for one in lines if one.lstrip().startswith("support_prompt"))
    assert len(set(heads)) == 2
    assert [head[-1] for head in heads] == ["a", "b"]


def test_a_broken_question_counts_for_no_wrong_answer():
    made = report(2)
    causes = (("wrong refusal", 5), ("question broken", 2), ("right but bad quote", 3))
    said = ["".join(part.text for part in one) for one in report_lines(replace(made, columns=(replace(made.columns[0], causes=causes),)))]
    told = ": wrong refusal 5; of the right ones: right but bad quote 3; question broken, whatever the answer: 2"
    assert any(one.endswith(told) for one in said)


def test_a_figure_that_not_every_question_asks_for_names_how_many_do():
    made = report(2)
    column = made.columns[0]
    whole = column.figures[0]
    part = replace(whole, metric="wrong_refusal", n=16, total=16, asked=16)
    figures = (replace(whole, n=20, total=20, asked=20), part)
    lines = ["".join(p.text for p in one) for one in report_lines(replace(made, columns=(replace(column, questions=20, figures=figures),)))]
    assert next(one for one in lines if one.startswith("wrong_refusal")).endswith(" of 16")
    assert " of 20" not in next(one for one in lines if one.startswith(whole.metric))
