"""What holds of every answer that is checked."""

import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from untuned import check_answer
from untuned.errors import SourceError
from untuned.rag.logged import logged
from untuned.text.prose import prose
from untuned.text.quotations import quotations, without_code

MARKED = st.lists(
    st.sampled_from(
        ["the term is 60 days", "The price is 12 €.", '"', "“", "”", "«", "»", "`", "```\n", "> ", "\n", "\n\n", "[1]", "[9]", "source 2",
         "a.md", "- ", "1. ", "## ", "| a | b |", "---", "**", "(", ")", " ", "?", "не", "\u2029", "🙂", "x"]
    ),
    max_size=25,
).map("".join)  # fmt: skip
SENTENCES = ("The term of the return is 60 days for all.", "The price of the plan is 12 € a month.", "Срок возврата составляет 14 дней.")


@given(MARKED | st.text())
def test_prose_is_as_long_as_its_text_and_changes_only_what_it_blanks(text):
    readable = prose(text)
    assert len(readable) == len(text)
    assert all(one == other or one in " \u2029" for one, other in zip(readable, text, strict=True))
    assert len(without_code(text)) == len(text)


@given(MARKED | st.text())
def test_quotations_are_slices_in_order_that_never_overlap(text):
    found = quotations(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.block or one.words in text for one in found)


@given(MARKED, st.lists(MARKED, max_size=3), st.none() | MARKED)
def test_any_answer_can_be_checked_and_its_claims_are_slices_in_order(answer, sources, question):
    checked = check_answer(answer, {f"{chr(97 + at)}.md": text for at, text in enumerate(sources)}, question=question)
    assert all(answer[claim.start : claim.end] == claim.text for claim in checked.claims)
    assert all(one.end <= other.start for one, other in pairwise(checked.claims))
    assert checked.ok == (not checked.problems)
    for quote in checked.quotes:
        assert quote.verdict.accepted == (quote.verdict.kind in ("exact", "normalised"))
        assert all(0 <= start < end <= len(sources[quote.source]) for start, end in quote.verdict.spans)


@given(st.sampled_from(SENTENCES), st.integers(0, 2), st.integers(1, 9))
def test_a_quote_of_its_source_is_accepted_and_one_with_another_number_never(sentence, place, by):
    sources = [*SENTENCES[:place], f"Before it. {sentence} After it.", *SENTENCES[place:]]
    assert check_answer(f'It says "{sentence}"', sources).ok
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + by) % 10), sentence, count=1)
    refused = check_answer(f'It says "{changed}"', sources)
    assert not refused.ok
    assert not refused.quotes[0].verdict.accepted


FIELDS = st.sampled_from(["answer", "contexts", "text", "node", "metadata", "quotes", "question", "source", "outputs"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner), max_leaves=12
)


@given(VALUES)
def test_any_line_is_read_or_refused_with_its_place(value):
    try:
        found = logged(json.dumps(value), place="log:7")
    except SourceError as refused:
        place, texts = refused.path, []
    else:
        place, texts = "log:7", [found.answer, *(source.text for source in found.sources)]
    assert place == "log:7"
    assert all(isinstance(text, str) for text in texts)
