"""The passages around a question's own evidence."""

from types import MappingProxyType

import pytest

from indexing import version
from untuned.rag.evidence import Library
from untuned.rag.given import around, given
from untuned.rag.ground import Asked
from untuned.types.documents import Span
from untuned.types.principal import OWNER
from untuned.types.settings import ChunkSettings, Settings

TEXT = """# Plans

Prices are per month.

## Pro

The Pro plan costs 12 euros. It keeps 30 days of history.

Support answers within a day.

## Enterprise

The Enterprise plan costs 90 euros.

| Plan | Seats |
|---|---|
| Pro | 5 |
| Enterprise | 500 |
"""


class Index:
    """Knows nothing but that every word says as much as another."""

    def idf(self, terms):
        return dict.fromkeys(terms, 1.0)


class Truth:
    """Versions by id; those that nobody may read are not in it."""

    def __init__(self, *texts):
        self.held = {number: (version(text, number=number, document=number), text) for number, text in enumerate(texts, start=1)}

    def whole(self, ids, *, principal):
        assert principal is OWNER
        return MappingProxyType({id: self.held[id] for id in ids if id in self.held})


def spanned(quote, text=TEXT, number=1):
    return Span(version=number, start=text.index(quote), end=text.index(quote) + len(quote))


def read(*spans, texts=(TEXT,), question="What does Pro cost?", tokens=300):
    settings = Settings(chunks=ChunkSettings(max_tokens=tokens))
    library = Library(index=Index(), truth=Truth(*texts), settings=settings, principal=OWNER)
    return given(Asked(question=question, given=spans), library=library)


def test_a_passage_is_the_section_around_the_evidence_with_its_heading():
    (passage,) = read(spanned("30 days")).evidence
    assert passage.text == TEXT[TEXT.index("## Pro") : TEXT.index("## Enterprise")].strip()
    assert (passage.hit.chunk.headings, passage.hit.chunk.language) == (("Plans", "Pro"), "en")


def test_a_passage_is_no_longer_than_a_chunk_may_be():
    (passage,) = read(spanned("30 days"), tokens=15).evidence
    assert passage.text == "The Pro plan costs 12 euros. It keeps 30 days of history."


def test_of_a_longer_paragraph_whole_sentences_around_the_evidence_are_read():
    text = " ".join(f"Sentence number {nth} says something of its own." for nth in range(40))
    (passage,) = read(spanned("number 20 ", text), texts=(text,), tokens=40).evidence
    assert "Sentence number 20 says something of its own." in passage.text
    assert passage.text.startswith("Sentence")
    assert passage.text.endswith("own.")
    assert 100 < len(passage.text) <= 160


def test_a_row_is_read_below_the_header_of_its_table():
    (passage,) = read(spanned("| Enterprise | 500 |"), tokens=5).evidence
    assert passage.text == "| Enterprise | 500 |"
    assert passage.hit.chunk.headings[-1] == "Plan | Seats"


def test_passages_stand_in_the_order_of_their_evidence_and_those_that_overlap_are_one():
    other = "# Other\n\nSomething else."
    looked = read(spanned("else", other, 2), spanned("30 days"), spanned("12 euros"), texts=(TEXT, other))
    assert [passage.version.id for passage in looked.evidence] == [2, 1]
    assert [span.version for span in looked.read] == [2, 1]
    assert all(TEXT[span.start : span.end] == passage.text for span, passage in zip(looked.read[1:], looked.evidence[1:], strict=True))


def test_nothing_was_searched():
    looked = read(spanned("30 days"))
    assert (looked.found.hits, looked.found.searched, looked.hits) == ([], [], ())
    assert (looked.found.language, set(looked.found.idf.values())) == ("en", {1.0})


@pytest.mark.parametrize("span", [Span(version=9, start=0, end=5), Span(version=1, start=5000, end=5010), Span(version=1, start=7, end=7)])
def test_evidence_that_is_not_there_or_may_not_be_read_is_left_out(span):
    assert [passage.version.id for passage in read(span, spanned("30 days")).evidence] == [1]


def test_evidence_in_what_is_never_shown_is_read_alone():
    text = "Before it.\n\n<!-- a comment -->\n\nAfter it."
    span = spanned("a comment", text)
    assert around(span, version(text), text, limit=1200) == span
