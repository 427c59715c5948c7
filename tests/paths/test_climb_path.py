"""The path of a climb: rungs measured through the door of everybody's questions, decided on, kept, gone on with and confirmed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

import untuned
from servers.prompt_server import Manner, PromptServer, fact_of
from untuned.errors import NotAllowed, NothingSynced, Refused, UnknownClimb, UnknownVariant
from untuned.evaluation.report.build import SIMULATED
from untuned.evaluation.runs.runner import Halt
from untuned.project.climbing import ClimbOrder
from untuned.project.comparing import Order
from untuned.types.measures import Evidence, Question

COUNT = 38
SMALL = 10
LOCKED = 8
SETTINGS = """\
[sources]
paths = ["docs"]

[model]
name = "openai:gpt-4o-mini"
base_url = "{url}"
http_retries = 0

[climb]
tuned = ["tuned"]

[variants.terse]
model.prompts = "prompts"

[variants.tuned]
model.name = "openai:gpt-4o"
"""
MANNER = Manner(knows=0.05, reads=0.9, declines=0.5, shared=1.0)
ORDER = ClimbOrder(simulated=True)


@pytest.fixture(scope="module")
def server():
    with PromptServer(MANNER) as one:
        yield one


@pytest.fixture(scope="module")
def built(server, tmp_path_factory):
    return folder_of(tmp_path_factory.mktemp("built"), server, COUNT)


def folder_of(parent, server, count):
    """A synced project at an address whose prices are known, with a question for each of its documents; every fifth one is locked."""
    root = parent / "project"
    (root / "docs").mkdir(parents=True)
    (root / "prompts").mkdir()
    (root / "prompts" / "answer.v1.md").write_text("Answer from the passages, as claims with quotes, briefly.\n", encoding="utf-8")
    for nth in range(count):
        fact = fact_of(nth)
        (root / "docs" / f"{nth:02}.md").write_text(f"# {fact.question.split()[7]}\n\n{fact.sentence}\n", encoding="utf-8")
    known = server.url.replace("http://", "http://sample.openai.azure.com@")
    (root / "untuned.toml").write_text(SETTINGS.format(url=known), encoding="utf-8")
    with untuned.open(root) as opened:
        opened.sync()
        opened.questions.add([question(opened, nth) for nth in range(count)], now=datetime.now(UTC))
    return root


def question(project, nth):
    fact = fact_of(nth)
    version, text = project.version(f"docs/{nth:02}.md")
    at = text.index(fact.sentence)
    shown = Evidence(path=version.path, quote=fact.sentence, version=version.id, start=at, end=at + len(fact.sentence))
    split = "locked" if nth % 5 == 0 else "dev"
    return Question(id=f"q{nth}", text=fact.question, answers=(fact.answer,), evidence=(shown,), split=split)


@pytest.fixture(scope="module")
def climbed(built, server):
    """The same project after one climb, with what the climb said and how many requests it took."""
    with untuned.open(built) as project:
        server.forget()
        made = project.climb(ORDER)
        return made, server.counts.requests


@pytest.fixture
def project(climbed, built, server, tmp_path):
    """A copy of it, to do with as one likes."""
    shutil.copytree(built, tmp_path / "project")
    server.behave()
    server.forget()
    with untuned.open(tmp_path / "project") as opened:
        yield opened


def outcomes(climb):
    return {step.rung: step.outcome for step in climb.steps}


def test_documents_are_climbed_to_and_what_adds_nothing_is_not(climbed):
    made, _ = climbed
    assert [rung for rung, outcome in outcomes(made).items() if outcome == "climbed"] == ["naive retrieval"]
    assert made.standing == "naive"
    assert made.finished
    assert made.step("naive retrieval").comparison.interval.low > 0


def test_every_rung_is_told_of_with_its_figure_or_why_it_was_not_tried(climbed):
    made, _ = climbed
    for step in made.steps:
        assert step.why
        assert step.outcome == "not tried" or step.figure is not None


def test_a_prompt_of_the_project_is_tried_as_one_and_a_tuned_model_comes_last(climbed):
    made, _ = climbed
    ladder = [step for step in made.steps if step.side is None]
    assert made.step("terse").kind == "prompt"
    assert (ladder[-1].rung, ladder[-1].kind) == ("tuned", "tuned")


def test_beside_the_ladder_the_evidence_is_at_hand_and_the_same_is_asked_once_more(climbed):
    made, _ = climbed
    sides = [step for step in made.steps if step.side is not None]
    assert [step.side for step in sides] == ["oracle", "oracle", "noop"]
    assert sides[2].comparison.difference == 0
    assert sum(count for _, count in made.oracle_causes) <= made.questions


def test_the_curve_goes_from_no_example_to_eight(climbed):
    made, _ = climbed
    assert [point.shots for point in made.curve] == [0, 1, 2, 4, 8]


def test_only_development_questions_are_asked_and_none_of_them_is_its_own_example(climbed):
    made, _ = climbed
    assert (made.questions, made.split) == (COUNT - LOCKED, "dev")


def test_a_simulated_model_is_told_of(climbed):
    made, _ = climbed
    assert made.simulated
    assert SIMULATED in made.notes


def test_what_models_took_is_in_the_ledger(climbed, project):
    made, _ = climbed
    assert made.spent > 0
    assert [(one.effort, one.cost, one.climb) for one in project.climbs.ledger()][-1][2] == "c1"
    assert sum(one.cost for one in project.climbs.ledger()) == made.spent


def test_the_same_climb_again_asks_nothing_costs_nothing_and_says_the_same(climbed, project, server):
    made, _ = climbed
    again = project.climb(ORDER)
    assert server.counts.requests == 0
    assert again.spent == 0
    assert outcomes(again) == outcomes(made)
    assert (again.family, again.id) == (made.family, "c2")
    assert len(project.climbs.ledger()) == 1


def test_a_prompt_that_is_edited_between_climbs_is_one_comparison_more(climbed, project):
    made, _ = climbed
    (project.root / "prompts" / "answer.v1.md").write_text("Answer from the passages, as claims with quotes.\n", encoding="utf-8")
    again = project.climb(ORDER)
    assert again.family == made.family + 1


def test_it_says_beforehand_what_it_would_take_and_asks_nothing(project, server):
    foreseen = project.foresee_climb(ORDER)
    assert {"closed_book", "few_shot_8", "default+shots_8", "default+oracle", "tuned"} <= set(foreseen.rungs)
    assert foreseen.foreseen.questions == COUNT - LOCKED
    assert server.counts.requests == 0


@pytest.fixture
def fresh(server, tmp_path):
    """A project of ten questions that nothing was asked yet."""
    server.behave()
    server.forget()
    with untuned.open(folder_of(tmp_path, server, SMALL)) as opened:
        yield opened


def test_a_limit_that_the_first_rung_would_pass_refuses_before_anything_is_asked(fresh, server):
    with pytest.raises(Refused, match="limit"):
        fresh.climb(replace(ORDER, max_cost=0.000001))
    assert (server.counts.requests, fresh.climbs.listing()) == (0, [])


def test_a_limit_of_cost_ends_it_before_it_is_passed_and_it_goes_on_from_there(fresh, server):
    part = fresh.climb(replace(ORDER, max_cost=0.004, limit=9))
    assert not part.finished
    assert Decimal(0) < part.spent <= Decimal("0.004")
    assert part.steps[-1].outcome == "not tried"
    whole = fresh.climb(replace(ORDER, resume=part.id))
    assert (whole.id, whole.finished, whole.limit, whole.questions) == (part.id, True, 9, 8)
    assert whole.measurements[: len(part.measurements)] == part.measurements
    assert [(one.climb, one.cost) for one in fresh.climbs.ledger()] == [(whole.id, whole.spent)]
    runs = {run.id: run.cost for id in whole.measurements for run in fresh.runs.of(id, texts=False)}
    assert whole.spent == sum(runs.values()) > part.spent


def test_a_climb_that_is_stopped_keeps_what_it_has_and_goes_on(fresh, server):
    halt = Halt()

    def watch(progress):
        if progress.done >= 3 and progress.stage == "asking":
            halt.request()

    part = fresh.climb(ORDER, progress=watch, halt=halt)
    assert not part.finished
    asked = server.counts.requests
    assert 0 < asked <= SMALL
    whole = fresh.climb(replace(ORDER, resume=part.id))
    assert (whole.id, whole.finished) == (part.id, True)
    assert whole.measurements[0] == part.measurements[0]
    assert whole.spent == sum(run.cost for run in {run.id: run for id in whole.measurements for run in fresh.runs.of(id)}.values())


def test_a_finished_climb_is_not_gone_on_with(project):
    with pytest.raises(Refused, match="finished"):
        project.climb(replace(ORDER, resume="c1"))
    with pytest.raises(UnknownClimb):
        project.climb(replace(ORDER, resume="c99"))


def test_the_locked_questions_are_looked_at_once_and_confirm_what_stands(project, server):
    look = project.climb(replace(ORDER, split="locked"))
    assert (look.split, look.standing, look.questions, look.confirms) == ("locked", "naive", LOCKED, "c1")
    assert [step.variant for step in look.steps] == ["closed_book", "naive"]
    assert len(project.runs.looks()) == 1
    server.forget()
    again = project.climb(replace(ORDER, split="locked"))
    assert (again.id, server.counts.requests, len(project.runs.looks())) == (look.id, 0, 1)
    assert "confirmed before" in again.notes[0]


def test_a_look_that_is_stopped_goes_on_as_the_same_look(project):
    halt = Halt()

    def watch(progress):
        if progress.done >= 1 and progress.stage == "asking":
            halt.request()

    order = replace(ORDER, split="locked", concurrency=1)
    part = project.climb(order, progress=watch, halt=halt)
    assert (part.finished, part.split) == (False, "locked")
    whole = project.climb(replace(ORDER, resume=part.id))
    assert (whole.id, whole.finished, whole.split, whole.standing) == (part.id, True, "locked", "naive")
    assert len(project.runs.looks()) == 1


def test_a_look_is_no_climb_that_later_ones_confirm_or_pay_for(climbed, project):
    made, _ = climbed
    project.climb(replace(ORDER, split="locked"))
    assert project.climb(ORDER).family == made.family


def test_nothing_is_confirmed_before_it_was_climbed(tmp_path):
    with untuned.open(plain(tmp_path)) as project, pytest.raises(Refused, match="nothing was climbed"):
        project.climb(ClimbOrder(split="locked"))


def test_without_a_model_the_rungs_are_those_of_retrieval(tmp_path):
    with untuned.open(plain(tmp_path)) as project:
        made = project.climb()
    found = outcomes(made)
    assert found["naive retrieval"] == "start"
    assert "chat model" in made.step("few-shot").why
    assert {found[name] for name in ("closed book", "zero-shot", "few-shot", "chain of thought")} == {"not tried"}
    assert found["verified quotes"] in ("stayed", "climbed")
    assert made.spent == 0


def test_what_cannot_be_a_climb_is_refused_before_anything_is_asked(tmp_path):
    root = plain(tmp_path)
    with untuned.open(root) as project, pytest.raises(Refused, match="metric"):
        project.climb(ClimbOrder(headline="beauty"))
    (root / "untuned.toml").write_text('[climb]\nrungs = ["nobody"]\n', encoding="utf-8")
    with untuned.open(root) as project, pytest.raises(UnknownVariant):
        project.climb()
    assert not climbs_of(root)


def test_without_documents_and_for_all_but_the_owner_there_is_no_climb(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(tmp_path) as project, pytest.raises(NothingSynced):
        project.climb()
    with untuned.open(plain(tmp_path / "other"), principal=untuned.member(["staff"])) as project:
        for forbidden in (project.climb, lambda: project.climbs, lambda: project.spend("data", hours=1)):
            with pytest.raises(NotAllowed):
                forbidden()


def climbs_of(root):
    with untuned.open(root) as project:
        return project.climbs.listing()


def plain(root):
    """A synced project without a model, with 32 questions."""
    (root / "docs").mkdir(parents=True)
    (root / "untuned.toml").write_text("", encoding="utf-8")
    for nth in range(32):
        (root / "docs" / f"{nth}.md").write_text(f"# {fact_of(nth).question.split()[7]}\n\n{fact_of(nth).sentence}\n", encoding="utf-8")
    with untuned.open(root) as project:
        project.sync()
        asked = [Question(id=f"q{nth}", text=fact_of(nth).question, answers=(fact_of(nth).answer,)) for nth in range(32)]
        project.questions.add(asked, now=datetime.now(UTC))
    return root


# -- its page --------------------------------------------------------------------------------------


def test_the_page_of_a_climb_shows_what_it_went_from_beside_what_it_came_to(climbed, project):
    made, _ = climbed
    page = project.page(made.id)
    assert page.sides == ("closed_book", "naive")
    assert len(page.grid) == made.questions
    assert page.grid[0].values == (0.0, 1.0)
    assert {one.said[0].variant for one in page.shown} == {"closed_book"}
    assert all(len(one.said) == 2 for one in page.shown)
    assert all(one.said[1].value == row.values[1] for one, row in zip(page.shown, page.grid, strict=False))
    assert page.locked == LOCKED


def test_quotes_of_a_climb_are_shown_inside_their_passages(climbed, project):
    made, _ = climbed
    verified = next(step for step in made.steps if step.variant == "default")
    told = replace(made, id="", steps=(*made.steps[:1], replace(verified, outcome="climbed")), standing="default")
    page = project.page(project.climbs.keep(told).id)
    assert page.sides == ("closed_book", "default")
    quotes = [quote for one in page.shown for quote in one.said[1].excerpts]
    assert quotes
    assert all(quote.quote in fact_of(int(quote.source[5:7])).sentence for quote in quotes)


def test_a_look_at_the_locked_questions_has_both_sides(climbed, project):
    looked = project.climb(replace(ORDER, split="locked"))
    page = project.page(looked.id)
    assert page.sides == ("closed_book", "naive")
    assert len(page.grid) == LOCKED


def test_a_russian_page_of_a_climb_leaves_no_sentence_in_english(climbed, project):
    made, _ = climbed
    asked = project.advise()
    looked = project.climb(replace(ORDER, split="locked"))
    for id in (made.id, asked.id, looked.id, made.measurements[0]):
        assert "осталось по-английски" not in project.page_html(id, language="ru"), id


def test_without_locked_questions_the_step_that_makes_some_is_named(tmp_path):
    with untuned.open(plain(tmp_path)) as project:
        project.questions.put({one.id: "dev" for one in project.questions.listing()})
        with pytest.raises(Refused, match="no question to ask") as refused:
            project.measure(Order(variants=("default",), split="locked"))
        assert "untuned questions split" in refused.value.remedy
