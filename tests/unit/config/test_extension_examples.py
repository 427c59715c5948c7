"""The examples of docs/guides/extensions.md, run."""

import inspect
import math
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from untuned.config.extensions import load_embedder, load_extension, load_loaders, load_reranker, load_scorers
from untuned.errors import UnreadableDocument
from untuned.types.answers import Answer, Claim, Hit, Passage
from untuned.types.documents import Chunk, Version
from untuned.types.settings import ExtensionSettings

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture(autouse=True)
def examples(monkeypatch):
    monkeypatch.syspath_prepend(EXAMPLES)
    yield
    for file in EXAMPLES.glob("*.py"):
        sys.modules.pop(file.stem, None)


def passage(version: int, *, score: float, effective_from: date | None) -> Passage:
    chunk = Chunk(document=version, version=version, ordinal=0, start=0, end=4)
    state = Version(
        id=version,
        document=version,
        number=1,
        path="a.md",
        title="",
        language="en",
        format="markdown",
        markup="markdown",
        parser="markdown/1",
        text_sha256="",
        raw_sha256="",
        characters=4,
        synced_at=datetime(2026, 1, 1, tzinfo=UTC),
        superseded_at=None,
        effective_from=effective_from,
        effective_to=None,
        groups=frozenset({"everyone"}),
    )
    return Passage(hit=Hit(chunk=chunk, score=score), version=state, text="text")


def answer(text: str, state: str = "answered") -> Answer:
    claims = (Claim(text=text, citations=()),) if text else ()
    asked_at = datetime(2026, 1, 1, tzinfo=UTC)
    return Answer(question="?", state=state, claims=claims, confidence=1.0, model="fake", asked_at=asked_at)


def test_the_loader_gives_blocks_that_slice_its_text():
    load = load_loaders(ExtensionSettings(loaders=((".rst", "loader_rst:load_rst"),)))[".rst"]
    loaded = load(b"Returns\r\n=======\r\n\r\nWithin 30 days,\nwith the box.\n\nPickup\n------\nNo.\n", "returns.rst")
    assert loaded.title == "Returns"
    assert [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks] == [
        ("heading", "Returns"),
        ("paragraph", "Within 30 days,\nwith the box."),
        ("paragraph", "Pickup\n------\nNo."),
    ]
    with pytest.raises(UnreadableDocument, match="not UTF-8"):
        load(b"\xff", "returns.rst")


def test_the_embedder_gives_vectors_of_one_length_that_meet_for_equal_words():
    embedder = load_embedder(ExtensionSettings(embedder="embedder_hashing:HashingEmbedder"))
    assert embedder is not None
    same, other, nothing = embedder.embed(["Return policy", "policy return", ""])
    assert same == pytest.approx(other)
    assert math.hypot(*same) == pytest.approx(1.0)
    assert len(nothing) == len(same)


def test_the_reranker_prefers_the_newer_of_two_equal_passages():
    reranker = load_reranker(ExtensionSettings(reranker="reranker_recency:RecencyReranker"))
    assert reranker is not None
    old, new = passage(1, score=1.0, effective_from=date(2020, 1, 1)), passage(2, score=1.0, effective_from=None)
    assert reranker.rerank("?", [old, new]) == [pytest.approx(0.4, abs=0.01), 1.0]
    assert reranker.rerank("?", []) == []


def test_the_scorer_judges_length_and_leaves_abstentions_alone():
    scorer = load_scorers(ExtensionSettings(scorers=(("length", "scorer_length:LengthScorer"),)))["length"]
    assert scorer.score("?", answer("thirty days")) == 1.0
    assert scorer.score("?", answer("word " * 80)) == 0.5
    assert scorer.score("?", answer("", state="abstained")) is None


def test_the_tool_answers_for_known_and_unknown_orders():
    order_status = load_extension("tool", "tool_orders:order_status")
    assert order_status(" a-1002 ") == "delivered"
    assert order_status("B-7") == "unknown"


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.py")), ids=lambda file: file.stem)
def test_an_example_fits_one_screen_and_stands_in_the_guide(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 26
    assert f"examples/{file.name}" in (ROOT / "docs" / "guides" / "extensions.md").read_text(encoding="utf-8")


def test_every_example_is_run_here():
    run = inspect.getsource(sys.modules[__name__])
    assert all(f'"{file.stem}:' in run for file in EXAMPLES.glob("*.py"))
