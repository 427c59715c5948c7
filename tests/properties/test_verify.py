from __future__ import annotations

import re
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from generators.texts import ENGLISH, MARKDOWN, RUSSIAN
from untuned.rag.verify.quotes.gaps import ARTEFACTS
from untuned.rag.verify.quotes.normalise import skeleton
from untuned.rag.verify.quotes.quote import prepare, verify_quote
from untuned.text.sentences import sentences

SOURCES = {text: prepare(text, markup=markup) for text, markup in ((ENGLISH, "plain"), (RUSSIAN, "plain"), (MARKDOWN, "markdown"))}
PLAIN = st.sampled_from([ENGLISH, RUSSIAN])
SENTENCES = {text: sentences(text) for text in (ENGLISH, RUSSIAN)}
ANY = st.text(alphabet=st.sampled_from("abcXYZ абвЁё019.,-−–—*_`[]()|<>/&\"'“”\n\t\u00a0\u00ad\u200b½²ﬁＡé\u0301🙂#~$%"), max_size=80)


@st.composite
def whole_sentences(draw):
    text = draw(PLAIN)
    first = draw(st.integers(0, len(SENTENCES[text]) - 1))
    last = min(first + draw(st.integers(0, 2)), len(SENTENCES[text]) - 1)
    return text, SENTENCES[text][first][0], SENTENCES[text][last][1]


@given(whole_sentences())
def test_a_slice_at_sentence_boundaries_is_exact_and_slices_back(place):
    text, start, end = place
    verdict = verify_quote(text[start:end], SOURCES[text])
    assert verdict.kind == "exact"
    assert verdict.artefacts == ()
    assert [text[one:other] for one, other in verdict.spans] == [text[start:end]]


@given(whole_sentences(), st.randoms(use_true_random=False))
def test_a_changed_digit_is_refused(place, rng):
    text, start, end = place
    quote = text[start:end]
    digits = [at for at, char in enumerate(quote) if char.isascii() and char.isdigit()]
    assume(digits)
    at = rng.choice(digits)
    changed = quote[:at] + str((int(quote[at]) + rng.randint(1, 9)) % 10) + quote[at + 1 :]
    assert not verify_quote(changed, SOURCES[text]).accepted


@given(whole_sentences(), st.randoms(use_true_random=False))
def test_an_inserted_not_is_refused(place, rng):
    text, start, end = place
    words = text[start:end].split(" ")
    at = rng.randint(1, len(words) - 1)
    changed = " ".join([*words[:at], "not" if text is ENGLISH else "не", *words[at:]])
    assert not verify_quote(changed, SOURCES[text]).accepted


def holding(pattern):
    """Sentences of the texts that hold the pattern."""
    return st.sampled_from(
        [(text, text[start:end]) for text in SENTENCES for start, end in SENTENCES[text] if re.search(pattern, text[start:end])]
    )


@given(holding(r" -\d"))
def test_a_removed_minus_is_refused(place):
    text, sentence = place
    assert not verify_quote(re.sub(r"(?<= )-(?=\d)", "", sentence), SOURCES[text]).accepted


@given(holding("[²½]"))
def test_compatibility_forms_are_not_taken_for_numbers(place):
    text, sentence = place
    assert not verify_quote(unicodedata.normalize("NFKC", sentence), SOURCES[text]).accepted


@given(ANY, ANY, st.sampled_from(["plain", "markdown"]))
def test_any_text_and_quote_give_spans_inside_the_text_and_known_artefacts(text, quote, markup):
    verdict = verify_quote(quote, prepare(text, markup=markup))
    places = [*verdict.spans, *([verdict.sentence] if verdict.sentence else [])]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert set(verdict.artefacts) <= set(ARTEFACTS)
    assert bool(verdict.spans) == verdict.accepted
    assert bool(verdict.reason) != verdict.accepted


@given(ANY)
def test_a_skeleton_leads_back_to_its_text(text):
    bones = skeleton(text)
    offsets = bones.offsets.tolist()
    assert len(bones.shown) == len(text)
    assert len(bones.lower) == len(bones.cased) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(whole_sentences())
def test_white_space_changes_neither_verdict_nor_spans(place):
    text, start, end = place
    verdict = verify_quote(text[start:end].replace(" ", "\u00a0 "), SOURCES[text])
    assert verdict.accepted
    assert verdict.spans == ((start, end),)
