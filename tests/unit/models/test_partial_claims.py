"""Claims of a JSON text that is still being written."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from untuned.models.chat.partial import CompleteClaims

TEXTS = st.text(st.sampled_from('ab"\\{}[],: \nя'), max_size=12)
CLAIMS = st.lists(
    st.fixed_dictionaries({"text": TEXTS, "quotes": st.lists(st.fixed_dictionaries({"passage": st.integers(1, 9), "text": TEXTS}))})
)


@given(CLAIMS, st.booleans(), st.integers(0, 10_000), st.sampled_from([None, 2]))
def test_every_claim_comes_once_in_order_however_the_text_is_cut(claims, declined_first, seed, indent):
    data = {"declined": False, "claims": claims} if declined_first else {"claims": claims, "declined": False}
    text, rng, found = json.dumps(data, ensure_ascii=False, indent=indent), random.Random(seed), []
    partial = CompleteClaims()
    while text:
        cut = rng.randint(1, 9)
        found += partial.feed(text[:cut])
        text = text[cut:]
    assert [json.loads(claim) for claim in found] == claims


def test_a_claim_is_not_complete_before_its_last_brace():
    partial = CompleteClaims()
    assert partial.feed('{"claims": [{"text": "a}", "quotes": [{"passage": 1, "text": "b"}]') == []
    assert partial.feed("}") == ['{"text": "a}", "quotes": [{"passage": 1, "text": "b"}]}']


def test_objects_outside_the_array_are_no_claims():
    assert CompleteClaims().feed('{"notes": [{"text": "a"}], "inner": {"claims": [{"text": "b"}]}}') == []


def test_words_and_a_fence_before_the_object_are_passed_over():
    assert CompleteClaims().feed('Here "it" is:\n```json\n{"claims": [{"text": "a"}]}\n```') == ['{"text": "a"}']
