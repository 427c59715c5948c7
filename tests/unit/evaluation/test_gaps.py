"""Questions that were not answered well, as documents to write."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storing import NOON
from untuned.evaluation.gaps.cluster import MOST_LINKED, clusters
from untuned.evaluation.gaps.find import Lens, find_gaps
from untuned.evaluation.gaps.misses import sifted
from untuned.evaluation.gaps.poor import poorly_rated
from untuned.evaluation.gaps.weigh import unit, weights
from untuned.ingest.check.personal import masked
from untuned.types.gaps import Near, Outcome
from untuned.types.measures import Rating

SSO = ("How do I enable SSO with Okta?", "Does SSO support Azure?", "Who may enable SSO?")
FEES = ("What are the shipping fees to Norway?", "How high are shipping fees for Norway and Sweden?")
RUSSIAN = ("Как вернуть товар без чека?", "Можно ли вернуть товар, если чека нет?")


def even(words):
    return dict.fromkeys(words, 5.0)


LENS = Lens(idf=even)


def outcome(question, nth=0, *, miss="nothing_found", days=0, **more):
    more.setdefault("language", "ru" if question[0] >= "А" else "en")
    return Outcome(id=f"a{nth}", question=question, miss=miss, at=NOON + timedelta(days=days, seconds=nth), **more)


def found(outcomes, *, lens=LENS, limit=10, now=NOON + timedelta(days=1)):
    return find_gaps(outcomes, lens=lens, now=now, limit=limit)


def every(questions, **more):
    return [outcome(question, nth, **more) for nth, question in enumerate(questions)]


def test_questions_of_one_matter_are_one_gap_in_both_languages():
    report = found(every((*SSO, *FEES, *RUSSIAN)))
    assert [one.questions for one in report.gaps] == [3, 2, 2]
    assert {example.text for example in report.gaps[0].examples} == set(SSO)
    titles = [one.title for one in report.gaps]
    assert "SSO" in titles[0]
    assert any("shipping fees" in one.lower() and "Norway" in one for one in titles)
    assert any("вернуть товар" in one.lower() for one in titles)
    assert sum(one.share for one in report.gaps) == pytest.approx(1.0)


def test_the_order_of_asking_does_not_change_the_groups():
    questions = (*SSO, *FEES, *RUSSIAN)

    def groups(order):
        return {frozenset(example.text for example in one.examples) for one in found(every(order)).gaps}

    assert groups(questions) == groups(questions[::-1])


def test_the_same_question_in_other_letters_and_marks_counts_again():
    report = found(every(("What is a fjord?", "what is  a fjord", "WHAT IS A FJORD?!")))
    assert [(one.count, one.questions) for one in report.gaps] == [(3, 1)]


def test_what_was_answered_since_is_no_gap():
    asked = [outcome(SSO[0], 0), outcome(SSO[0], 1, miss=None), outcome(FEES[0], 2, miss=None), outcome(FEES[0], 3)]
    report = found(asked)
    assert [one.examples[0].text for one in report.gaps] == [FEES[0]]
    assert (report.settled, report.missed, report.asked) == (1, 1, 4)


def test_an_answer_to_those_who_may_read_more_settles_nothing_and_is_said():
    report = found([outcome(SSO[0], 0, audience='["staff"]'), outcome(SSO[0], 1, miss=None, audience="")])
    assert (report.gaps[0].count, report.gaps[0].closed, report.settled) == (1, 1, 0)


def test_an_answer_that_was_rated_poorly_is_a_gap_until_one_is_rated_well():
    asked = [outcome(SSO[0], 0, miss=None), outcome(SSO[0], 1, miss=None)]
    poor = Lens(idf=even, rated={"a0": True})
    assert found(asked, lens=poor).gaps[0].kinds == (("poorly_rated", 1),)
    assert found(asked, lens=Lens(idf=even, rated={"a0": True, "a1": False})).gaps == ()


def test_a_follow_up_is_about_what_its_conversation_was_about():
    asked = [
        outcome("How do I enable SSO with Okta?", 0, conversation="c1", miss=None),
        outcome("And what about Azure?", 1, conversation="c1"),
        outcome("And what about Azure?", 2, conversation="c2"),
    ]
    missed = {one.matter for one in sifted(asked, rated={}).missed}
    assert missed == {"How do I enable SSO with Okta? And what about Azure?", "And what about Azure?"}


def test_personal_data_is_masked_in_examples_and_stands_in_no_title():
    report = found([outcome("SSO of ada.byron@maths.org, +49 170 3456789, fails")])
    shown = f"{report.gaps[0].title} {report.gaps[0].examples[0].text}"
    assert "byron" not in shown
    assert "3456789" not in shown
    assert report.gaps[0].examples[0].text == "SSO of •••••, •••••, fails"
    assert masked("write to support@shop.org") == "write to support@shop.org"


def test_what_the_router_refused_stands_apart_and_has_no_share():
    joke = "Tell me a joke about penguins"
    report = found([*every(SSO), outcome(joke, 9, miss="out_of_scope")])
    assert [one.examples[0].text for one in report.out_of_scope] == [joke]
    assert (report.missed, report.refused) == (3, 1)
    late = found([*every(SSO), outcome(joke, 9)], lens=Lens(idf=even, refuses=lambda question: "joke" in question))
    assert [one.examples[0].text for one in late.out_of_scope] == [joke]
    assert (late.missed, late.refused, late.gaps[0].share) == (3, 1, 1.0)


@pytest.mark.parametrize(
    ("kind", "path", "action"),
    [("near_miss", "plans.md", "extend"), ("cited", "plans.md", "extend"), ("holds", "plans.md", "mend"), ("read", "plans.md", "write")],
)
def test_the_page_to_extend_is_the_one_that_was_nearly_right(kind, path, action):
    report = found(every(SSO, near=Near(path=path, kind=kind, title="Plans")))
    assert (report.gaps[0].action, report.gaps[0].near.path, report.gaps[0].near_count) == (action, path, 3)


def test_a_page_that_was_merely_read_is_extended_where_it_names_the_matter():
    assert found(every(SSO, near=Near(path="sso.md", kind="read", title="SSO for teams"))).gaps[0].action == "extend"
    one_of_three = [outcome(SSO[0], 0, near=Near(path="sso.md", kind="near_miss")), *every(SSO[1:])]
    assert found(one_of_three).gaps[0].action == "write"


def test_the_recent_ones_are_counted_and_the_most_asked_come_first():
    report = found([*every(SSO), outcome(FEES[0], 8, days=100)], now=NOON + timedelta(days=101))
    assert [(one.count, one.recent) for one in report.gaps] == [(3, 0), (1, 1)]
    assert found(every((*SSO, *FEES)), limit=1).left == 1


def test_without_a_question_there_is_no_gap():
    report = found([])
    assert (report.gaps, report.asked, report.missed, report.left) == ((), 0, 0, 0)
    assert found([outcome("What is a fjord?", miss=None)]).gaps == ()


def test_questions_without_a_telling_word_stay_apart_under_their_own_words():
    report = found(every(("Which is it?", "What is it?")))
    assert [one.title for one in report.gaps] == ["What is it?", "Which is it?"]


def test_words_that_answered_questions_have_tell_no_matter_apart():
    answered = [(f"Please clarify item{nth}", "en") for nth in range(30)]
    weighted = weights([("Please clarify fjords", "en")], answered=answered, idf=even)[0]
    assert weighted["fjord"] > 5 * weighted["clarifi"]


def test_meaning_joins_what_shares_no_word():
    import numpy as np

    questions = ("How do I sign in once for all tools?", "SSO with Okta", "Fees to Norway")
    rows = {questions[0]: [1.0, 0.1, 0.0], questions[1]: [1.0, 0.0, 0.1], questions[2]: [0.0, 1.0, 1.0]}
    lens = Lens(idf=even, vectors=lambda texts: np.array([rows[text] for text in texts], dtype=np.float32))
    assert [one.questions for one in found(every(questions), lens=lens).gaps] == [2, 1]
    assert [one.questions for one in found(every(questions)).gaps] == [1, 1, 1]


def test_beyond_what_is_linked_each_text_joins_its_nearest_group_and_the_cost_is_bounded():
    looked = 0

    class Counted(dict):
        def get(self, key, default=None):
            nonlocal looked
            looked += 1
            return super().get(key, default)

    count = 3 * MOST_LINKED
    texts = [(f"sso{nth % 40} okta{nth % 40} odd{nth}", "en") for nth in range(count)]
    bags = [Counted(unit(one)) for one in weights(texts, answered=(), idf=even)]
    groups = clusters(bags, joined=0.12)
    assert sorted(place for group in groups for place in group) == list(range(count))
    assert len(groups) == 40
    assert looked < 2_000 * count


@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 9.0), max_size=4), max_size=30), st.floats(0.01, 1.0))
@settings(max_examples=60, deadline=None)
def test_every_text_is_in_one_group(weighted, joined):
    bags = [unit(one) for one in weighted]
    groups = clusters(bags, joined=joined)
    assert sorted(place for group in groups for place in group) == list(range(len(bags)))
    assert groups == clusters(bags, joined=joined)


@pytest.mark.parametrize(
    ("values", "poor"),
    [
        ({"a1": 0, "a2": 1}, {"a1": True, "a2": False}),
        ({"a1": 2, "a2": 4}, {"a1": True, "a2": False}),
        ({"a1": -1, "a2": 1}, {"a1": True, "a2": False}),
        ({"a1": 5, "a2": 3}, {"a1": False, "a2": False}),
        ({"a1": 30, "a2": 80}, {"a1": True, "a2": False}),
    ],
)
def test_poor_is_below_the_middle_of_the_scale(values, poor):
    assert poorly_rated([Rating(item=item, rater="r", value=value) for item, value in values.items()]) == poor


def test_of_a_metric_that_should_be_low_the_upper_half_is_poor():
    said = [Rating(item="a1", rater="r", aspect="unsupported", value=1), Rating(item="a2", rater="r", aspect="unsupported", value=0)]
    assert poorly_rated(said, lower_is_better=("unsupported",)) == {"a1": True, "a2": False}


def test_labels_of_praise_and_blame_count_and_others_say_nothing():
    said = [Rating(item=f"a{nth}", rater="r", label=label) for nth, label in enumerate(("Bad", "хорошо", "long"))]
    assert poorly_rated(said) == {"a0": True, "a1": False}


def test_what_asks_nothing_is_no_gap():
    report = found(every(("hi", "?", "what?", "Спасибо!", *SSO)))
    assert [one.questions for one in report.gaps] == [len(SSO)]
    assert (report.asked, report.missed) == (len(SSO), len(SSO))


def test_a_title_is_words_as_they_stand_in_one_question_and_words_of_asking_join_nothing():
    report = found(every(("Скольких дней достаточно для отпуска?", "Скольких людей примет зал?", "Отпуск скольких дней можно взять?")))
    titles = [one.title for one in report.gaps]
    assert any(one.lower() in "дней достаточно для отпуска, отпуск скольких дней" for one in titles)
    assert not any("дней" in one and "зал" in one for one in titles)
    assert sorted(one.questions for one in report.gaps) == [1, 2]


def test_what_was_not_found_within_the_askers_filters_is_no_gap_and_is_counted_apart():
    report = found([outcome(SSO[0], 0, narrowed=True), outcome(FEES[0], 1), outcome(SSO[1], 2, narrowed=True, miss="poorly_rated")])
    assert (report.asked, report.missed, report.narrowed) == (2, 2, 1)
    assert {one.examples[0].text for one in report.gaps} == {FEES[0], SSO[1]}


def test_a_page_that_holds_now_is_not_extended_by_what_held_in_the_past():
    near = Near(path="pro.md", kind="near_miss", title="Pro plan", heading="Price")
    (past,) = found([outcome("What did the Pro plan cost in 2023?", near=near)]).gaps
    (now,) = found([outcome("What does the Pro plan cost with tax?", near=near)]).gaps
    (coming,) = found([outcome("What will the Pro plan cost in 2999?", near=near)]).gaps
    assert [(one.action, one.past) for one in (past, now, coming)] == [("write", 1), ("extend", 0), ("extend", 0)]


def test_a_title_has_no_word_that_only_asks():
    assert found([outcome("Which sync protocol does Cairn Hub use?")]).gaps[0].title == "Sync protocol Cairn Hub"
