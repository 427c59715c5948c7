from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reading import passage
from untuned.models.reader.extractive import read
from untuned.models.reader.units import units
from untuned.models.reader.windows import cut
from untuned.rag.answer.abstain import FEATURES, features, weigh

PIECES = [
    "# Storage { #s }",
    "The hub has 2 TB of storage.",
    "Press it for 7 seconds. Then wait: nothing else.",
    "* the hub\n",
    "1. restart it",
    "| Plan | Storage |",
    "| --- | --- |",
    "| Pro | 2 TB |",
    "```",
    "$ hub restart",
    "",
    "/// note",
    "Хаб хранит данные 30 дней.",
    "你好。今天",
    "- [x] done:",
    "> the hub",
    'a,b,"c\nd"',
    "How long is it?",
    "===",
    "~~~",
]
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14).map("\n".join)
ASKED = ["How much storage has the hub?", "Сколько дней хаб хранит данные?", "What is it?", "", "restart hub", "你好"]
QUESTIONS = st.sampled_from(ASKED) | st.text(max_size=20)
FORMATS = st.sampled_from(["markdown", "text", "csv", "jsonl", "html", "eml"])


@given(QUESTIONS, st.lists(st.tuples(LINES, FORMATS), max_size=4), st.integers(1, 4))
def test_every_quote_is_a_slice_of_its_passage_and_never_empty(question: str, texts: list[tuple[str, str]], most: int) -> None:
    passages = [passage(text, number=number, kind=kind) for number, (text, kind) in enumerate(texts, start=1)]
    for draft in read(question, passages, idf={}, max_sentences=most).drafts:
        assert draft.text.strip()
        assert draft.quotes
        for version, quote in draft.quotes:
            assert quote.strip()
            assert quote in passages[version - 1].text


@given(QUESTIONS, st.lists(LINES, max_size=4))
def test_the_same_question_over_the_same_passages_is_read_the_same(question: str, texts: list[str]) -> None:
    passages = [passage(text, number=number) for number, text in enumerate(texts, start=1)]
    first = read(question, passages, idf={})
    units.cache_clear()
    assert read(question, passages, idf={}) == first


@given(QUESTIONS, st.lists(LINES, max_size=4))
def test_shares_and_confidence_stay_in_range(question: str, texts: list[str]) -> None:
    passages = [passage(text, number=number) for number, text in enumerate(texts, start=1)]
    reading = read(question, passages, idf={})
    assert 0.0 <= weigh(reading, passages) <= 1.0
    values = dict(zip(FEATURES, features(reading, passages), strict=True))
    assert all(0.0 <= values[name] <= 1.0 + 1e-9 for name in ("carried", "lacks_kind", "missing_names"))
    assert values["gap"] >= 0.0
    for window in reading.windows:
        assert 0.0 < reading.shares.weight(window.held) <= 1.0 + 1e-9


@given(QUESTIONS, st.lists(LINES, max_size=4), st.integers(1, 6))
def test_what_is_shown_is_in_one_piece_short_and_apart(question: str, texts: list[str], most: int) -> None:
    passages = [passage(text, number=number) for number, text in enumerate(texts, start=1)]
    reading = read(question, passages, idf={}, max_sentences=most)
    assert len(reading.places) == len(reading.drafts) <= 3
    assert sum(len(place.units) for place in reading.places) <= most
    for place in reading.places:
        parts = cut(passages[place.window.passage])
        first = parts.index(place.units[0])
        assert parts[first : first + len(place.units)] == place.units
    if len(reading.places) == 2:
        one, other = reading.places
        assert one.window.passage != other.window.passage or one.end <= other.start or other.end <= one.start


@given(LINES, st.sampled_from(["markdown", "csv", "csv with header", "jsonl", "html"]))
def test_units_are_in_order_apart_and_trimmed(text: str, layout: str) -> None:
    last = 0
    for unit in units(text, layout=layout):
        assert last <= unit.start < unit.end <= len(text)
        assert text[unit.end - 1].strip()
        last = unit.end
