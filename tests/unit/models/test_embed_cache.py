"""Vectors that were computed before: kept, found, forgotten, bounded; by several processes, and where the file fails."""

import multiprocessing
import os
import signal
import sqlite3
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from untuned.errors import StoreBusy, StoreUnwritable
from untuned.models.embed.cache import CachedEmbedder, VectorCache, text_key
from untuned.models.embed.fake import HashingEmbedder

TEXTS = [f"page {number} of the handbook, on returns and plans {number % 7}" for number in range(40)]
KEYS = [text_key(text) for text in TEXTS]


class Counted(HashingEmbedder):
    """Says how many texts it was asked for."""

    def __init__(self, **given) -> None:
        super().__init__(**given)
        self.asked = 0

    def embed(self, texts, *, kind):
        self.asked += len(texts)
        return super().embed(texts, kind=kind)


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "keep" / "vectors.sqlite3"


def kept(file: Path, texts=TEXTS, **given) -> VectorCache:
    cache = VectorCache(file, **given)
    CachedEmbedder(HashingEmbedder(), cache=cache).embed(texts, kind="passage")
    return cache


def test_a_passage_is_computed_once_and_has_the_same_vector_ever_after(file):
    embedder = Counted()
    first = CachedEmbedder(embedder, cache=VectorCache(file)).embed([*TEXTS, *TEXTS], kind="passage")
    assert embedder.asked == len(TEXTS)
    again = CachedEmbedder(embedder, cache=VectorCache(file)).embed([*TEXTS, *TEXTS], kind="passage")
    assert embedder.asked == len(TEXTS)
    assert np.array_equal(first, again)
    assert (first * embedder.embed([*TEXTS, *TEXTS], kind="passage")).sum(axis=1).min() > 0.999


def test_a_question_is_not_kept(file):
    embedder = Counted()
    cached = CachedEmbedder(embedder, cache=VectorCache(file))
    rows = cached.embed(["What does it cost?"], kind="query")
    assert np.array_equal(rows, embedder.embed(["What does it cost?"], kind="query"))
    assert not file.exists()
    assert len(VectorCache(file)) == 0


def test_each_model_has_vectors_of_its_own(file):
    cache = kept(file)
    other = Counted(dimensions=32)
    assert CachedEmbedder(other, cache=cache).embed(TEXTS, kind="passage").shape == (40, 32)
    assert (other.asked, len(cache)) == (40, 80)
    liar = Counted(dimensions=16)  # the name of another model
    liar.name = other.name
    assert CachedEmbedder(liar, cache=cache).embed(TEXTS, kind="passage").shape == (40, 16)


def test_what_is_forgotten_leaves_the_file_with_its_bytes_of_every_model(file):
    cache = kept(file)
    CachedEmbedder(Counted(dimensions=32), cache=cache).embed(TEXTS, kind="passage")
    assert KEYS[3] in file.read_bytes()
    cache.forget(KEYS[:10])
    assert len(cache) == 60
    left = file.read_bytes()
    assert not any(key in left for key in KEYS[:10])
    assert all(key in left for key in KEYS[10:])
    assert [place.name for place in file.parent.iterdir()] == [file.name]
    cache.forget([text_key("never seen")])
    cache.clear()
    assert len(cache) == 0
    assert not any(key in file.read_bytes() for key in KEYS)


def test_nothing_is_forgotten_where_nothing_is_kept(file):
    VectorCache(file).forget(KEYS)
    VectorCache(file).clear()
    assert not file.exists()


def test_past_its_bound_those_not_used_for_longest_leave(file):
    day = datetime(2026, 1, 1, tzinfo=UTC)
    clock = {"now": day}
    cached = CachedEmbedder(HashingEmbedder(), cache=(cache := VectorCache(file, most_bytes=150_000, now=lambda: clock["now"])))
    cached.embed(TEXTS, kind="passage")
    clock["now"] = day + timedelta(days=8)
    cached.embed([f"another text, number {number}" for number in range(150)], kind="passage")
    assert len(cache) == 190
    clock["now"] = day + timedelta(days=16)
    cached.embed(TEXTS[:5], kind="passage")  # used again
    cached.embed([f"one more text, number {number}" for number in range(150)], kind="passage")
    assert len(cache) < 340
    assert set(cache.find(cached.name, KEYS)) == set(KEYS[:5])
    for begin in range(0, 4_000, 400):
        cached.embed([f"a later text, number {number}" for number in range(begin, begin + 400)], kind="passage")
    assert file.stat().st_size < 600_000


def test_a_damaged_file_is_begun_anew(file):
    cache = kept(file)
    whole = file.read_bytes()
    for damaged in (b"no database at all" * 500, whole[:200] + b"\xff" * (len(whole) - 200)):
        file.write_bytes(damaged)
        embedder = Counted()
        assert CachedEmbedder(embedder, cache=cache).embed(TEXTS, kind="passage").shape == (40, 256)
        CachedEmbedder(embedder, cache=cache).embed(TEXTS, kind="passage")
        assert embedder.asked == 40
        file.write_bytes(damaged)
        assert len(cache) == 0
        cache.forget(KEYS)
        cache.clear()
        assert not file.exists()


def test_a_file_of_another_form_is_begun_anew(file):
    cache = kept(file)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    embedder = Counted()
    CachedEmbedder(embedder, cache=cache).embed(TEXTS, kind="passage")
    assert (embedder.asked, len(cache)) == (40, 40)


def test_while_another_process_writes_nothing_is_kept_and_nothing_lost_and_forgetting_says_so(file):
    cache = kept(file, busy_timeout_ms=10)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        embedder = Counted()
        assert CachedEmbedder(embedder, cache=cache).embed([*TEXTS, "a new one"], kind="passage").shape == (41, 256)
        with pytest.raises(StoreBusy):
            cache.forget(KEYS)
        with pytest.raises(StoreBusy):
            cache.clear()
    finally:
        holder.close()
    assert len(cache) == 40


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_in_a_folder_that_may_not_be_written_nothing_is_kept(file):
    cache = kept(file)
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        assert CachedEmbedder(Counted(), cache=cache).embed([*TEXTS, "a new one"], kind="passage").shape == (41, 256)
        with pytest.raises(StoreUnwritable):
            cache.forget(KEYS)
    finally:
        file.parent.chmod(0o755)


def test_where_a_folder_cannot_be_made_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("here is a file", encoding="utf-8")
    embedder = Counted()
    cached = CachedEmbedder(embedder, cache=VectorCache(tmp_path / "file" / "vectors.sqlite3"))
    assert cached.embed(TEXTS, kind="passage").shape == (40, 256)
    assert embedder.asked == 40


def _fill(file: str, begin: int) -> None:
    cached = CachedEmbedder(HashingEmbedder(), cache=VectorCache(Path(file)))
    for at in range(begin, begin + 200, 20):
        cached.embed([f"text number {number}" for number in range(at, at + 20)], kind="passage")


def test_several_processes_fill_one_file(file):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_fill, args=(str(file), begin)) for begin in (0, 100, 200)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(VectorCache(file)) == 400


def test_threads_share_one_embedder(file):
    cached = CachedEmbedder(HashingEmbedder(), cache=VectorCache(file))
    threads = [threading.Thread(target=cached.embed, args=(TEXTS,), kwargs={"kind": "passage"}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(VectorCache(file)) == 40


def _endless(file: str, begun) -> None:
    cached = CachedEmbedder(HashingEmbedder(), cache=VectorCache(Path(file)))
    for number in range(1_000_000):
        cached.embed([f"text number {number}-{part}" for part in range(30)], kind="passage")
        if number == 3:
            begun.set()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by signal here")
@pytest.mark.parametrize("nth", range(3))
def test_a_process_that_is_killed_leaves_the_file_whole(file, nth):
    context = multiprocessing.get_context("spawn")
    begun = context.Event()
    process = context.Process(target=_endless, args=(str(file), begun))
    process.start()
    assert begun.wait(60)
    threading.Event().wait(0.013 * nth)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    cache = VectorCache(file)
    count = len(cache)
    assert count >= 120
    assert count % 30 == 0
    held = cache.find(HashingEmbedder().name, [text_key(f"text number {number}-0") for number in range(count // 30)])
    assert len(held) == count // 30
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    cache.forget(held)
    assert len(cache) == count - len(held)
