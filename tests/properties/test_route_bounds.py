"""What the router promises of matters that no example is about: simulated, with groups of like questions drawn from a known world."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.stats import binom

from untuned.evaluation.routing import bounded, learn, least_groups
from untuned.evaluation.stats.proportion import exact_interval
from untuned.types.routes import LEAST_KNOWLEDGE, RouteExample
from untuned.types.routing import RouterSettings

LIMIT = 0.01
DRAWS = 500
WORLD = 400_000


def world(centre, spread, within, rng):
    """The highest probability of another variant among the questions of each matter: one to four of them, alike in a matter."""
    matter = rng.normal(centre, spread, WORLD)
    asked = rng.integers(1, 5, WORLD)
    told = np.where(np.arange(4) < asked[:, None], matter[:, None] + rng.normal(0, within, (WORLD, 4)), -np.inf)
    return 1 / (1 + np.exp(-told.max(axis=1)))


@pytest.mark.parametrize("groups", [LEAST_KNOWLEDGE, 520, 740, 1_600])
@pytest.mark.parametrize(("centre", "spread", "within"), [(-3.0, 1.5, 0.3), (-6.0, 2.5, 1.5)])
def test_new_matters_pass_the_threshold_no_more_often_than_the_limit_at_the_stated_confidence(groups, centre, spread, within):
    rng = np.random.default_rng([groups, int(-10 * centre)])
    every = np.sort(world(centre, spread, within, rng))
    shown = broken = 0
    for _ in range(DRAWS):
        found = bounded(rng.choice(every, groups), limits=(LIMIT / 2, LIMIT))
        if found is not None:
            shown += 1
            broken += 1 - np.searchsorted(every, found.threshold) / WORLD > LIMIT
    # The upper end of a two-sided interval of 95 %: at most 2.5 % of routers may promise too much.
    assert broken <= binom.ppf(0.999, DRAWS, 0.025)
    assert shown > 0.9 * DRAWS


def test_fewer_groups_than_the_least_show_nothing_whatever_they_say():
    assert bounded(np.zeros(least_groups(LIMIT) - 1), limits=(LIMIT / 2, LIMIT)) is None
    assert bounded(np.zeros(least_groups(LIMIT)), limits=(LIMIT / 2, LIMIT)) is not None


def matters(count, rng):
    """So many words that nobody has heard of."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4))] = None
    return list(found)


KNOWLEDGE = ("what does the {} cost", "how much is a {}", "how long does a {} last", "who may use the {}")
ACTION = ("order me a {}", "cancel my {} please", "send the {} to Anna", "delete that {} now")


@pytest.mark.parametrize("seed", range(3))
def test_a_learnt_router_keeps_its_promise_on_matters_that_it_never_met(seed):
    rng = random.Random(seed)
    words = matters(2_620, rng)
    known, new = words[:620], words[620:]
    examples = [
        RouteExample(text=text.format(word), kind="knowledge", cluster=word) for word in known[:460] for text in rng.sample(KNOWLEDGE, 2)
    ]
    examples += [RouteExample(text=rng.choice(ACTION).format(word), kind="action", cluster=word) for word in known[460:]]
    # A part of what people ask is worded like an action though it is knowledge.
    examples += [
        RouteExample(text=f"send the {word} to Anna or not", kind="knowledge", cluster=word) for word in rng.sample(known[:460], 3)
    ]
    router = learn(examples, settings=RouterSettings(action="tuned"), languages=("en",))
    (bound,) = router.check.misrouting
    assert bound.groups == 460
    assert bound.missing == 0
    assert bound.threshold is not None
    asked = [rng.choice(KNOWLEDGE).format(word) for word in new]
    asked[:: 460 // 3] = [f"send the {word} to Anna or not" for word in new[:: 460 // 3]]
    sent = sum(router.route(text).variant == "tuned" for text in asked)
    assert exact_interval(sent, len(asked)).low <= LIMIT
    reached = sum(router.route(rng.choice(ACTION).format(word)).variant == "tuned" for word in new[:300])
    assert reached > 100
