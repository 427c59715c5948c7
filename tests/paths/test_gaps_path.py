"""The path of gaps: what people asked, what they rated, what was measured; by matter, for the owner alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from routing import examples, written
from untuned.errors import NotAllowed, UnknownMeasurement
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Question, Rating
from untuned.types.principal import member
from untuned.types.settings import ExtensionSettings

RETURNS = "# Returns\n\nYou may return a hardware product within 60 days of delivery. The box must be complete.\n"
PLANS = "# Plans\n\n## Pro plan\n\nThe Pro plan includes 5 seats and priority support. It costs 10 euros a month.\n"
SALARIES = "---\ngroups: [board]\n---\n# Salaries\n\nThe yearly salary of the director is 120,000 euros before tax.\n"
KNOWN = "Within how many days may I return a hardware product?"
SSO = ("How do I enable SSO with Okta?", "Does SSO support Azure?")
SEATS = "How many seats does the Enterprise plan include?"
SALARY = "What is the yearly salary of the director?"
FROM_THE_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path):
    for name, text in {"returns.md": RETURNS, "plans.md": PLANS, "salaries.md": SALARIES}.items():
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
    return tmp_path


@pytest.fixture
def project(root):
    with Project.open(root) as opened:
        yield opened


def test_what_was_not_answered_is_listed_by_matter_and_what_was_is_not(project):
    for question in (KNOWN, *SSO, SEATS):
        project.ask_sync(question)
    report = project.gaps()
    assert [{one.text for one in gap.examples} for gap in report.gaps] == [set(SSO), {SEATS}]
    assert (report.asked, report.missed) == (4, 3)
    seats = report.gaps[1]
    assert (seats.action, seats.near.path, seats.near.heading) == ("extend", "docs/plans.md", "Pro plan")


def test_a_document_that_was_written_since_settles_its_question_once_it_is_asked_again(project, root):
    project.ask_sync(SSO[0])
    (root / "docs" / "sso.md").write_text("# SSO\n\nTo enable SSO with Okta, open the settings and choose Okta.\n", encoding="utf-8")
    project.sync()
    assert project.gaps().missed == 1
    assert project.ask_sync(SSO[0]).state == "answered"
    report = project.gaps()
    assert (report.gaps, report.settled) == ((), 1)


def test_poor_ratings_of_answers_count_with_the_page_that_they_quote(project):
    answer = project.ask_sync(KNOWN)
    project.ratings.add([Rating(item=answer.id, rater="ada", value=2), Rating(item="other", rater="ada", value=5)], now=datetime.now(UTC))
    gap = project.gaps().gaps[0]
    assert gap.kinds == (("poorly_rated", 1),)
    assert (gap.action, gap.near.path, gap.near.kind) == ("extend", "docs/returns.md", "cited")
    assert gap.examples[0].id == answer.id


def test_only_the_owner_sees_what_others_asked(root):
    with Project.open(root, principal=member(["board"])) as project, pytest.raises(NotAllowed):
        project.gaps()


def test_what_others_may_not_read_is_told_apart(project, root):
    with Project.open(root, principal=member(["everyone"])) as outside:
        outside.ask_sync(SALARY)
    assert project.gaps().gaps[0].closed == 0
    assert project.ask_sync(SALARY).state == "answered"
    assert project.gaps().gaps[0].closed == 1


def test_questions_of_conversations_count_with_what_they_lean_on(project):
    id = project.start_conversation()
    for question in (SSO[0], "And what about Azure?"):
        project.ask_sync(question, conversation=id)
    gap = project.gaps().gaps[0]
    assert (gap.questions, gap.count) == (2, 2)
    assert "Okta" in gap.title


def test_only_what_was_asked_since_a_moment_is_looked_at_and_what_was_asked_for_another_day_is_not(project):
    project.ask_sync(SSO[0])
    assert project.gaps(since=FROM_THE_FIRST).missed == 1
    assert project.gaps(since=datetime.now(UTC) + timedelta(days=1)).asked == 0
    project.ask_sync(SSO[1], as_of=date(2020, 1, 1))
    assert project.gaps().missed == 1


def test_a_purged_document_leaves_nothing_of_itself_in_a_gap(project):
    project.ask_sync(SEATS)
    project.purge("docs/plans.md")
    assert project.gaps().gaps[0].near is None


def test_a_measurement_tells_what_no_variant_answers_and_where_the_answer_stands(project):
    questions = [
        Question(id="known", text=KNOWN, answers=("60 days",)),
        Question(id="sso", text=SSO[0], answers=("in the settings",)),
        Question(id="joke", text="Which penguin tells jokes?", must_abstain=True),
    ]
    project.questions.add(questions, now=datetime.now(UTC))
    report = project.measure(Order(variants=("default",)))
    found = project.gaps(run=report.measurement.id)
    assert [one.examples[0].id for one in found.gaps] == ["sso"]
    assert (found.asked, found.missed) == (2, 1)
    with pytest.raises(UnknownMeasurement):
        project.gaps(run="m99")


@pytest.mark.parametrize(("embedder", "noted"), [("meaning:Own", False), ("meaning:Failing", True), ("meaning:Nothing", True)])
def test_meaning_helps_where_it_can_be_had_and_words_do_where_not(project, root, embedder, noted):
    for question in (*SSO, SEATS):
        project.ask_sync(question)
    with Project(root, settings=replace(project.settings, extensions=ExtensionSettings(embedder=embedder))) as other:
        report = other.gaps()
    assert (report.missed, report.gaps[0].questions) == (3, 2)
    assert any("words alone" in note for note in report.notes) is noted


def test_a_router_tells_apart_what_nobody_should_write_about_also_of_what_was_asked_before_it(root):
    strange, known = "who won the marathon of Lisbon and Oslo", "what does the gateway ticket cost"
    with Project.open(root) as project:
        project.ask_sync(strange)
        project.ask_sync(known)
        assert project.gaps().missed == 2
    (root / "untuned.toml").write_text("[router]\nenabled = true\n", encoding="utf-8")
    with Project.open(root) as project:
        report = project.gaps()
        assert report.missed == 2
        assert any("router could not say" in note for note in report.notes)
    written(root / "routes.jsonl", examples())
    with Project.open(root) as project:
        report = project.gaps()
        assert project.ask_sync(strange).reason == "out_of_scope"
        assert [one.examples[0].text for one in report.out_of_scope] == [strange]
        assert [one.examples[0].text for one in report.gaps] == [known]
        assert project.gaps().refused == 2


def test_a_page_that_is_gone_is_not_to_be_extended(project, root):
    project.ask_sync(SEATS)
    assert project.gaps().gaps[0].near.path == "docs/plans.md"
    (root / "docs" / "plans.md").unlink()
    project.sync()
    gap = project.gaps().gaps[0]
    assert (gap.action, gap.near) == ("write", None)
