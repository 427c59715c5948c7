"""`untuned route`: a decision explained, and what was measured."""

import pytest

from routing import examples, written

ROUTER = '\n[router]\naction = "brief"\n\n[variants.brief]\nanswer.max_sentences = 1\n'


@pytest.fixture
def routed(project):
    """The documents, with examples of kinds of questions."""
    file = project / "untuned.toml"
    text = file.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("[router]")]
    file.write_text("\n".join(kept) + ROUTER, encoding="utf-8")
    written(project / "routes.jsonl", examples(450, 60, 30))
    return project


def test_a_decision_is_shown_with_every_kind_and_the_reason(routed, untuned):
    shown = untuned("route", "order me a new parcel ticket")
    assert shown.code == 0
    assert shown.out.startswith("action, ")
    assert "answered by 'brief', since its kind is sure enough" in shown.out
    assert "the least probability for that is" in shown.out
    for kind in ("knowledge", "structural", "reasoning", "action", "out of scope"):
        assert f"\n  {kind} " in shown.out
    told = untuned("route", "who won the marathon of Oslo and Riga")
    assert "not answered, since it is like nothing that is known" in told.out


def test_as_json_a_decision_is_a_record(routed, untuned):
    found = untuned("route", "what does the gateway ticket cost", "--json").json
    assert (found["kind"], found["variant"], found["why"]) == ("knowledge", "default", "knowledge")
    assert len(found["kinds"]) == 5


def test_what_was_measured_is_shown_with_its_bounds(routed, untuned):
    shown = untuned("route", "--check")
    assert shown.code == 0
    assert "told by a router that had not seen it" in shown.out
    assert (
        "Knowledge sent elsewhere (en): in 0 of 450 groups of like questions, at most 0.82% of questions like the examples (limit 1.0%)"
        in (shown.out)
    )
    assert "of 450 in 450 groups of like questions, at most " in shown.out
    assert "Kind told right: " in shown.out
    assert "Coverage: " in shown.out
    found = untuned("route", "--train", "--json").json
    assert (found["knowledge"], found["misrouted"]) == (450, 0)


def test_too_few_examples_are_said(routed, untuned):
    written(routed / "routes.jsonl", examples(40, 20, 10))
    told = "400 groups of like questions of knowledge are needed in 'en' to show that at most 1.0% are misrouted, and there are 40"
    shown = untuned("route", "--check").out
    assert told in shown
    assert "Add questions about 360 other matters." in shown
    assert "That takes 72 groups of like questions, and there are 40." in shown


def test_what_is_perhaps_out_of_scope_is_not_headed_by_an_unlikely_kind(routed, untuned):
    written(routed / "routes.jsonl", examples(40, 20, 10))
    shown = untuned("route", "who won the marathon of Oslo and Riga").out
    assert shown.startswith("perhaps out of scope, 9")
    assert ": answered by 'default', since nothing is refused here\n  if it is in scope, it is likeliest knowledge\n" in shown


def test_what_is_missing_is_an_error_with_its_remedy(project, untuned):
    called = untuned("route", "anything")
    assert called.code == 1
    assert "there is no example of a kind of question" in called.err
    assert "untuned guide router" in called.err


def test_a_question_and_a_check_do_not_go_together(routed, untuned):
    assert untuned("route").code == 2
    assert untuned("route", "anything", "--check").code == 2
