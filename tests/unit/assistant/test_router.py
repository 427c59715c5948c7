"""The router: what it sends where, within which bounds, and what it says where the examples show too little."""

import random
from dataclasses import replace

import numpy as np
import pytest

from routing import examples, russian
from untuned.assistant.router import Router, Routing, Strangeness, digest_of, key_of
from untuned.errors import Refused
from untuned.evaluation.route_groups import groups_of
from untuned.evaluation.routing import bounded, learn, least_groups
from untuned.evaluation.stats.proportion import exact_interval
from untuned.rag.ground import Asked
from untuned.types.answers import Turn
from untuned.types.routes import RouteExample
from untuned.types.routing import KINDS, RouterSettings

TUNED = RouterSettings(structural="tuned", reasoning="tuned", action="tuned")
LANGUAGES = ("en", "ru")


def routers(found, settings=TUNED, **more):
    return learn(found, settings=settings, languages=LANGUAGES, **more)


@pytest.fixture(scope="module")
def router():
    return routers(examples())


@pytest.fixture(scope="module")
def fresh():
    return examples(450, 150, 40, seed=11)


def test_each_kind_reaches_its_variant_and_what_is_strange_reaches_none(router, fresh):
    routes = [(one.kind, router.route(one.text)) for one in fresh]
    assert np.mean([route.kind == kind for kind, route in routes]) > 0.9
    assert np.mean([route.variant == "tuned" for kind, route in routes if kind == "action"]) > 0.5
    assert np.mean([route.variant is None for kind, route in routes if kind == "out_of_scope"]) > 0.8


def test_knowledge_leaves_retrieval_less_often_than_the_limit_says(router, fresh):
    knowledge = [router.route(one.text) for one in fresh if one.kind == "knowledge"]
    assert len(knowledge) == 450
    wrong = sum(route.variant == "tuned" for route in knowledge)
    assert exact_interval(wrong, len(knowledge)).high <= 0.01
    (bound,) = router.check.misrouting
    assert (bound.language, bound.groups, bound.errors) == ("en", 450, 0)
    assert bound.upper <= 0.01
    assert (router.check.knowledge, router.check.misrouted, router.check.notes) == (450, 0, ())


def test_with_too_few_examples_of_knowledge_everything_is_looked_up_and_it_says_so():
    router = routers(examples(399, 150, 40))
    assert router.thresholds == {}
    assert {router.route(one.text).variant for one in examples(60, 60, 0, seed=3)} <= {"default", None}
    assert router.check.notes == (
        "400 groups of like questions of knowledge are needed in 'en' to show that at most 1.0% are misrouted, and there are 399 "
        "(399 examples): everything in it goes to 'default'. Add questions about 1 other matters.",
    )
    assert router.route("order me a new parcel ticket").why == "unproven"


def test_kinds_that_cannot_be_told_apart_are_looked_up(fresh):
    rng = random.Random(0)
    router = routers([replace(one, kind=rng.choice(("knowledge", "action"))) for one in examples(600, 150, 0)])
    assert router.check.misrouted <= 2
    assert np.mean([router.route(one.text).variant == "default" for one in fresh]) > 0.97


def test_where_every_kind_has_the_same_variant_nothing_is_sent_elsewhere(fresh):
    router = routers(examples(), RouterSettings())
    assert {router.route(one.text).variant for one in fresh} == {"default", None}
    assert router.check.coverage is None
    assert router.check.notes[0] == "Every kind that is answered goes to 'default': name other variants below [router]."


def test_out_of_scope_may_have_a_variant_of_its_own_within_the_same_bound(fresh):
    router = routers(examples(foreign=150), replace(TUNED, out_of_scope="small_talk"))
    routes = [(one.kind, router.route(one.text)) for one in fresh]
    assert all(route.variant is not None for _, route in routes)
    assert sum(route.variant != "default" for kind, route in routes if kind == "knowledge") <= 1
    sent = [route for kind, route in routes if kind == "out_of_scope" and route.variant == "small_talk"]
    assert sent
    assert {route.kind for route in sent} == {"out_of_scope"}


def test_without_examples_out_of_scope_nothing_is_refused(fresh):
    router = routers(examples(foreign=0))
    assert all(router.route(one.text).variant is not None for one in fresh)
    assert "No example is out of scope: nothing is refused." in router.check.notes


def test_a_question_in_a_language_without_examples_is_looked_up_and_never_refused(router):
    route = router.route("Кто выиграл марафон в Лиссабоне вчера вечером?")
    assert (route.variant, route.why) == ("default", "unproven")


def test_a_question_without_a_known_word_never_leaves_retrieval_for_another_variant(router):
    for question in ("zorblax quintuple", "zorblax", "???", ""):
        assert router.route(question).variant != "tuned"


def test_russian_examples_are_told_apart():
    router = routers([*russian(900), *examples(450, 150, 40)])
    assert set(router.thresholds) == {"en", "ru"}
    told = [router.route(one.text) for one in russian(60, seed=5)]
    assert np.mean([route.kind == one.kind for route, one in zip(told, russian(60, seed=5), strict=True)]) > 0.9


def test_probabilities_of_kinds_sum_to_one_and_stand_in_order(router, fresh):
    for one in [*fresh[::60], RouteExample(text="", kind="knowledge"), RouteExample(text="🙂 \ud800", kind="knowledge")]:
        route = router.route(one.text)
        shares = [share for _, share in route.kinds]
        assert sum(shares) == pytest.approx(1, abs=1e-4)
        assert shares == sorted(shares, reverse=True)
        assert {kind for kind, _ in route.kinds} == set(KINDS)


def test_an_example_is_told_as_by_a_router_that_did_not_see_it_where_measuring_asks(router):
    found = examples()
    known = [router.route(one.text) for one in found]
    unseen = [router.route(one.text, fresh=True) for one in found]
    right = [sum(route.kind == one.kind for route, one in zip(told, found, strict=True)) for told in (known, unseen)]
    assert right[1] == router.check.right <= right[0]
    assert router.route("nothing like it", fresh=True) == router.route("nothing like it")


def test_bytes_give_the_same_router_back(router, fresh):
    again = Router.from_bytes(router.to_bytes())
    assert again.check == router.check
    assert all(again.route(one.text, fresh=True) == router.route(one.text, fresh=True) for one in [*fresh[:50], *examples()[:50]])
    for spoiled in (b"", b"{}\n", router.to_bytes()[:-2], router.to_bytes().replace(b"router/", b"router-", 1)):
        with pytest.raises(ValueError, match="learn it again"):
            Router.from_bytes(spoiled)


def test_follow_ups_are_looked_up_whatever_they_look_like(router):
    routing = Routing(find=lambda: router, desks={})
    before = (Turn(question="What does the gateway cost?", answer="Ten euros."),)
    for question in ("order me a new parcel ticket", "who won the marathon of Lisbon and Oslo"):
        assert routing.choose(Asked(question=question)).variant != "default"
        route = routing.choose(Asked(question=question, history=before))
        assert (route.variant, route.why) == ("default", "follow_up")
        assert "follow-ups are looked up" in route.note


def test_without_a_router_nothing_is_decided_and_the_reason_is_told():
    assert Routing(find=lambda: "Not routed.", desks={}).choose(Asked(question="order it")) == "Not routed."


def apart(knowledge=480):
    """Kinds that share no word, so that held-out examples are told without a doubt; a strange question is unlike all of them."""
    made = [RouteExample(text=f"what is the rule about topic{nth}", kind="knowledge", cluster=f"k{nth}") for nth in range(knowledge)]
    made += [RouteExample(text=f"please order me number{nth} now", kind="action", cluster=f"a{nth}") for nth in range(120)]
    return [*made, *[RouteExample(text=f"sing star{nth} lullabies", kind="out_of_scope", cluster=f"o{nth}") for nth in range(60)]]


def test_where_examples_stand_far_apart_thresholds_are_one_half_or_more():
    router = routers(apart())
    assert router.thresholds["en"] >= 0.5
    assert router.refusals["en"] >= 0.5


@pytest.mark.parametrize("question", ["what about the holiday allowance of interns", "is the rule valid in Lisbon", "which is the fee"])
def test_a_strange_question_that_is_likelier_knowledge_than_anything_else_stays_with_knowledge(question):
    route = routers(apart()).route(question)
    assert route.kinds[0][0] == "knowledge"
    assert route.variant == "default"


def test_whatever_the_thresholds_say_nothing_leaves_knowledge_that_is_likeliest_knowledge(router, fresh):
    loose = replace(router, thresholds={"en": 1e-6}, refusals={"en": 1e-6})
    routes = [loose.route(one.text) for one in fresh]
    assert all(route.variant == "default" for route in routes if route.kinds[0][0] == "knowledge")
    assert any(route.kinds[0][0] == "knowledge" for route in routes)


def paraphrased(matters=60):
    """Each matter in the same ten forms of words; and things to be done."""
    rng = random.Random(1)
    forms = (
        "what does the {} cost", "how long does a {} last", "where is the {} described", "why is my {} so slow", "who may use the {}",
        "how do I clean a {}", "can the {} be returned", "what colour is the {}", "how heavy is a {}", "is there a manual for the {}",
    )  # fmt: skip
    named = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(4)) for _ in range(matters)]
    found = [RouteExample(text=form.format(name), kind="knowledge") for name in named for form in forms]
    return [*found, *[one for one in examples(0, 150, 0) if one.kind == "action"]]


def test_paraphrases_of_a_matter_count_as_one_where_a_share_is_bounded():
    router = routers(paraphrased())
    (bound,) = router.check.misrouting
    assert bound.examples == 600
    assert bound.groups <= 70
    assert bound.threshold is None
    assert router.route("order me a new parcel ticket").variant == "default"


def test_a_named_cluster_counts_once_whatever_its_words_are():
    found = [replace(one, cluster=f"c{nth % 100}") if one.kind == "knowledge" else one for nth, one in enumerate(examples())]
    (bound,) = routers(found).check.misrouting
    assert (bound.groups, bound.threshold) == (100, None)


def test_texts_of_a_named_intent_are_held_out_one_by_one_and_those_of_a_named_cluster_together():
    found = examples(intents=True)
    held = {}
    for clusters in (True, False):
        made = [replace(one, cluster=f"{one.intent} {nth % 3}" if clusters else "") for nth, one in enumerate(found)]
        held[clusters] = routers(made).check
    assert held[True].right <= held[False].right
    assert held[False].misrouting[0].groups > held[True].misrouting[0].groups
    assert all(one.misrouting[0].groups < 450 for one in held.values())


def test_groups_hold_what_is_worded_alike_in_any_language_and_nothing_else():
    texts = ["Сколько стоит новый датчик давления?", "сколько стоят новые датчики давления", "how long is the notice period",
             "how long is my notice period", "会议室怎么预订", "请问会议室怎么预订", "sing me a song", "???", "???"]  # fmt: skip
    groups = groups_of([RouteExample(text=text, kind="knowledge") for text in texts])
    assert groups[0] == groups[1]
    assert groups[2] == groups[3]
    assert groups[4] == groups[5]
    assert len(set(groups[:7])) == 4
    assert (
        groups_of([RouteExample(text="a", kind="action", cluster="x"), RouteExample(text="b", kind="action", cluster="x")])
        == ["given x"] * 2
    )


def test_a_language_without_enough_examples_of_its_own_stays_with_knowledge():
    router = routers([*examples(), *russian(120)])
    assert set(router.thresholds) == {"en"}
    assert {router.route(one.text).variant for one in russian(60, seed=5)} == {"default"}
    assert any("needed in 'ru' to show" in note for note in router.check.notes)
    assert [(one.language, one.missing > 0) for one in router.check.misrouting] == [("en", False), ("ru", True)]


def test_what_is_perhaps_out_of_scope_and_answered_says_so_and_why():
    router = routers(examples(40, 20, 10))
    route = router.route("who won the marathon of Oslo and Riga")
    assert (route.kind, route.variant, route.refusal) == ("knowledge", "default", None)
    assert route.outside == dict(route.kinds)["out_of_scope"] > 0.9
    assert route.note == f"Routed: perhaps out of scope ({route.outside:.1%}), and nothing is refused here; answered by 'default'."
    sure = replace(router, refusals={"en": 0.9999999}).route("who won the marathon of Oslo and Riga")
    assert "only 100.0% and more is refused" in sure.note
    assert replace(router, refusals={"en": 0.5}).route("who won the marathon of Oslo and Riga").outside is None


@pytest.mark.parametrize("limit", [0.001, 0.01, 0.05, 0.5])
def test_the_fewest_groups_that_can_show_a_limit_do_and_one_less_does_not(limit):
    groups = least_groups(limit)
    assert exact_interval(0, groups).high <= limit < exact_interval(0, groups - 1).high


def test_a_language_refuses_only_what_its_own_examples_bound():
    router = routers([*examples(), *russian(40)])
    assert set(router.refusals) == {"en"}
    assert router.route("Спой мне колыбельную про Осло и Кито").variant == "default"


def test_examples_without_a_word_are_refused_with_a_remedy():
    with pytest.raises(Refused, match="letter or a digit") as caught:
        routers([RouteExample(text=mark * 3, kind=kind) for mark, kind in (("!", "knowledge"), ("?", "action"), (".", "action"))])
    assert "have words" in caught.value.remedy


@pytest.mark.parametrize("found", [[], [RouteExample(text="a", kind="knowledge")] * 5])
def test_examples_of_one_kind_are_refused(found):
    with pytest.raises(Refused, match="cannot be told apart"):
        routers(found)


def test_the_same_text_and_kind_counts_once():
    found = examples(410, 60, 20)
    assert routers([*found, *found, *[replace(one, text=one.text.upper() + "!") for one in found]]).check == routers(found).check


def test_intents_are_learnt_and_told_as_their_kind():
    router = routers(examples(intents=True))
    assert router.check.labels > 10
    assert router.route("cancel the parcel ticket please").kind == "action"


def test_a_bound_is_the_loosest_that_every_stricter_one_holds_too():
    clean = np.full(500, 0.1)
    assert bounded(clean, limits=(0.01,)).errors == 0
    assert bounded(clean, limits=(0.01,)).threshold == 0.5
    assert bounded(np.full(500, 0.9), limits=(0.01,)).threshold > 0.9
    assert bounded(np.ones(500), limits=(0.01,)) is None
    assert bounded(np.zeros(100), limits=(0.01,)) is None
    assert bounded(np.zeros(0), limits=(0.5,)) is None
    few = np.concatenate([np.full(996, 0.1), np.full(4, 0.99)])
    assert bounded(few, limits=(0.005, 0.01)).threshold > 0.99
    assert bounded(few, limits=(0.02,)).errors == 4
    assert bounded(np.full(500, 0.1), limits=(0.01,), independent=50) is None
    assert bounded(few, limits=(0.05,), independent=250).upper == exact_interval(1, 250).high


def test_the_bound_errs_no_more_often_than_it_says():
    rng = np.random.default_rng(0)
    over = 0
    for _ in range(400):
        chosen = bounded(rng.beta(1, 3, size=450), limits=(0.01,))
        true = (1 - chosen.threshold) ** 3  # of a beta distribution with these parameters
        over += true > 0.01
    assert over <= 400 * 0.05


def test_strangeness_stays_a_probability_for_any_numbers():
    told = Strangeness(offset=0.0, known=-3.0, foreign=4.0, unknown=1.0)
    assert 0 <= told.of(1e9, -1e9, 0) < told.of(0, 0, 3) < told.of(-1e9, 1e9, 1e9) <= 1


def test_the_digest_is_over_every_part():
    assert len({digest_of([["a"], "b"]), digest_of([["a"], "c"]), digest_of([["b"], "b"])}) == 3
    assert digest_of([{"a": 1, "b": 2}]) == digest_of([{"b": 2, "a": 1}])
    assert key_of("Cancel IT!") == key_of("cancel it")


def test_notes_say_kind_probability_and_variant(router):
    assert router.route("what does the invoice parcel cost").note.startswith("Routed: knowledge (")
    assert router.route("what does the invoice parcel cost").note.endswith("answered by 'default'.")
    assert "which is not answered here" in router.route("sing me a lullaby about Oslo and Quito").note
