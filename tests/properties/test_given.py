"""What holds of the passage around any evidence in any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.markdown_texts import texts
from indexing import version
from untuned.rag.given import around
from untuned.types.documents import Span


@st.composite
def evidence(draw):
    """(version, text, a span of it, a limit)."""
    text = draw(texts.filter(lambda one: len(one) > 1))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 80)))
    return version(text), text, Span(version=1, start=start, end=end), draw(st.integers(40, 1200))


@given(evidence())
@settings(max_examples=200)
def test_a_passage_holds_its_evidence(drawn):
    made, text, span, limit = drawn
    found = around(span, made, text, limit=limit)
    shown = [at for at in range(span.start, span.end) if not text[at].isspace()]
    assert 0 <= found.start <= found.end <= len(text)
    assert all(found.start <= at < found.end for at in shown)


@given(evidence())
@settings(max_examples=200)
def test_a_passage_is_no_longer_than_the_limit_unless_what_it_must_hold_is(drawn):
    made, text, span, limit = drawn
    found = around(span, made, text, limit=limit)
    if found.end - found.start > limit:
        inside = [block for block in made.blocks if block.start < span.end and block.end > span.start]
        assert inside[-1].end - inside[0].start > limit


@given(evidence())
@settings(max_examples=200)
def test_a_passage_takes_in_no_other_section(drawn):
    made, text, span, limit = drawn
    found = around(span, made, text, limit=limit)
    headings = [block for block in made.blocks if block.kind == "heading"]
    before = [one for one in headings if found.start <= one.start < span.start and one.end <= span.start]
    after = [one for one in headings if span.end <= one.start < found.end]
    assert len(before) <= 1
    assert all(one.start == found.start for one in before)
    assert after == []
