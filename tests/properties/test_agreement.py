"""What holds of agreement and support for any claim and any quotes, and for thousands of generated edits."""

from __future__ import annotations

import random
import secrets
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.edits import CUTS, EDITS, SAME, edit
from generators.material import material
from generators.texts import ENGLISH, RUSSIAN
from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import judge, support_of

MATERIALS = (material(ENGLISH), material(RUSSIAN))
SENTENCES = [source.text[start:end] for source in MATERIALS for start, end in source.sentences]

BITS = "5 5, 1,250 2.5 30 days weeks not if unless $ % May 2024 E-1042 двадцать пять км не все, (a) [3] 1/2 ½ .\n"
pieces = st.one_of(
    st.sampled_from(SENTENCES),
    st.text(max_size=80),
    st.lists(st.sampled_from(tuple(BITS.split(" "))), max_size=14).map(" ".join),
)


@settings(deadline=None)
@given(claim=pieces, quotes=st.lists(pieces, max_size=4), supplies=st.lists(pieces, max_size=2))
def test_flags_slice_back_and_come_in_order(claim, quotes, supplies):
    flags = agree(claim, quotes, supplies=supplies)
    assert all(claim[flag.start : flag.end] == flag.says for flag in flags)
    assert [flag.start for flag in flags] == sorted(flag.start for flag in flags)


@settings(deadline=None)
@given(claim=pieces, before=st.lists(pieces, max_size=2), after=st.lists(pieces, max_size=2))
def test_a_claim_that_equals_a_quote_has_no_flag_but_for_conditions_of_other_quotes(claim, before, after):
    assert agree(claim, [*before, claim, *after], conditions=False) == ()
    assert agree(claim, [claim]) == ()


@settings(deadline=None)
@given(claim=pieces, quotes=st.lists(pieces, max_size=3), more=pieces)
def test_another_quote_or_fact_never_adds_a_missing_figure_name_or_code(claim, quotes, more):
    def missing(quotes, supplies):
        flags = agree(claim, quotes, supplies=supplies)
        counted = [flag for flag in flags if flag.kind not in ("changed_word", "condition") and not flag.source]
        return {(flag.start, flag.end) for flag in counted}, {flag.start for flag in counted if flag.hard and flag.kind != "date"}

    alone = missing(quotes, [])
    for found in (missing([*quotes, more], []), missing(quotes, [more])):
        assert found[0] <= alone[0]
        assert found[1] <= alone[1]


@settings(deadline=None)
@given(claim=pieces, quotes=st.lists(pieces, max_size=3))
def test_a_hard_flag_makes_red_and_any_flag_takes_green_away(claim, quotes):
    support = support_of(claim, quotes)
    assert (support.band == "red") is any(flag.hard for flag in support.flags)
    assert support.band != "green" or not support.flags


@settings(deadline=None)
@given(answer=st.lists(pieces, max_size=5).map("\n".join), sources=st.lists(pieces, max_size=3), question=pieces)
def test_judged_sentences_and_marks_are_slices_of_the_answer_in_order(answer, sources, question):
    judged = judge(answer, sources, question=question)
    spans = [(each.start, each.end) for each in judged.sentences]
    for found in (spans, list(judged.marked)):
        assert all(0 <= start < end <= len(answer) for start, end in found)
        assert all(left[1] <= right[0] for left, right in pairwise(found))
    for each in judged.sentences:
        text = answer[each.start : each.end]
        assert text == text.strip()
        assert all(text[flag.start : flag.end] == flag.says for flag in each.support.flags)
        assert (each.support.probability is None) is (judged.unsupported is None)


@pytest.mark.parametrize("kind", [*EDITS, *CUTS])
def test_a_near_copy_with_one_word_changed_is_refused(kind):
    seed = secrets.randbelow(10**9)
    rng = random.Random(seed)
    made = [edit(kind, rng.choice(MATERIALS), rng) for _ in range(120)]
    pairs = [pair for pair in made if pair is not None]
    passed = [pair for pair in pairs if not any(flag.hard for flag in agree(pair[0], [pair[1]]))]
    share = 0.7 if kind in CUTS else 0.9 if kind == "unit" else 0.95
    assert len(pairs) >= 10, f"seed {seed}"
    assert len(passed) <= (1 - share) * len(pairs), f"seed {seed}: {passed[:5]}"


@pytest.mark.parametrize("kind", [*SAME])
def test_a_near_copy_that_says_the_same_is_not_refused(kind):
    seed = secrets.randbelow(10**9)
    rng = random.Random(seed)
    made = [edit(kind, rng.choice(MATERIALS), rng) for _ in range(120)]
    refused = [pair for pair in made if pair is not None and any(flag.hard for flag in agree(pair[0], [pair[1]]))]
    assert len(refused) <= 0.05 * len(made), f"seed {seed}: {refused[:5]}"
