"""What every runner does with a job: index each group of documents, put its questions, write what was found and what it cost.

A runner is `python NAME.py rank JOB`, `python NAME.py sync FOLDER STATE MODEL` or `python NAME.py ask FOLDER STATE MODEL QUESTION`;
MODEL is a folder with `model.onnx` and `tokenizer.json`, or `none` (`_embedder.py`). Everything is written as JSON to the standard output,
`rank` to the file that its job names.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _embedder import Embedder

LONGEST = 3_000_000
"""Characters of a hit that are written."""
WARM = 5
"""Questions put once before any is timed."""

Place = tuple[str, int, int]
"""(document, start, end)"""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Documents that are searched together."""

    documents: Sequence[dict[str, Any]]
    language: str
    chunks: Sequence[Place]
    """Where untuned cuts; for a peer that has no splitter of its own."""
    embedder: Embedder | None
    limit: int
    """How many hits are asked for."""
    cache: Path
    """Where vectors of texts may be kept for other runs."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """A group, indexed."""

    search: Callable[[str], Sequence[Place]]
    """Hits of a question, best first."""
    chunks: int
    read: Callable[[str], Sequence[Place]] | None = None
    """What a model would be given, where that is more than the first hits."""
    cut: Sequence[Place] = ()


def peak_mb() -> float:
    """The most memory that this process has had since it began as this program."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # this counts what the starting process had, too
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM"))


def rank(job: dict[str, Any], index: Callable[[Group], Index]) -> None:
    """Do the job; see `peers.py` for what is in it."""
    embedder = None if job["model"] is None else Embedder(job["model"], cache=job["cache"])
    with Path(job["out"]).open("w", encoding="utf-8") as out:
        for line in Path(job["groups"]).read_text(encoding="utf-8").split("\n")[:-1]:
            given = json.loads(line)
            group = Group(
                documents=given["documents"],
                language=given["language"],
                chunks=[tuple(one) for one in given.get("chunks", ())],
                embedder=embedder,
                limit=job["limit"],
                cache=Path(job["cache"]),
            )
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(given, group, index, timed=job["timed"]))


def _rows(given: dict[str, Any], group: Group, index: Callable[[Group], Index], *, timed: bool) -> Iterator[dict[str, Any]]:
    if group.embedder is not None:
        group.embedder.cached = True
    began = time.process_time()
    made = index(group)
    spent = time.process_time() - began
    yield {"kind": "index", "set": given["set"], "group": given["group"], "chunks": made.chunks, "cpu_s": spent, "cut": list(made.cut)}
    if timed:
        if group.embedder is not None:
            group.embedder.cached = False  # a query's vector is part of what it costs
        for question in given["questions"][:WARM]:
            _timed(made, question["question"])
    for question in given["questions"]:
        found = _timed(made, question["question"]) if timed else _found(made, question["question"])
        yield {"kind": "question", "set": given["set"], "id": question["id"], **found}
    yield {"kind": "memory", "set": given["set"], "peak_mb": peak_mb()}


def _found(made: Index, question: str) -> dict[str, Any]:
    hits = made.search(question)
    return {"hits": hits} if made.read is None else {"hits": hits, "read": made.read(question)}


def _timed(made: Index, question: str) -> dict[str, float]:
    began = time.process_time()
    made.search(question)
    found = time.process_time()
    if made.read is None:
        return {"cpu_ms": 1000 * (found - began)}
    made.read(question)
    return {"cpu_ms": 1000 * (found - began), "read_cpu_ms": 1000 * (time.process_time() - found)}


class Text:
    """A document's text, in which what a splitter made of it is found again though it dropped or changed white space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [at for at, sign in enumerate(text) if not sign.isspace()]
        self._dense = "".join(text[at] for at in self._at)

    def place(self, part: str, *, after: int = 0) -> tuple[int, int]:
        """Start and end of a part that begins at `after` or later; (0, 0) when it is not there."""
        found = self.text.find(part, after)
        if part and found >= 0:
            return found, found + len(part)
        dense = "".join(part.split())
        low = bisect_right(self._at, after - 1)
        found = self._dense.find(dense, low) if dense else -1
        if found < 0:
            found = self._dense.find(dense) if dense else -1
        return (0, 0) if found < 0 else (self._at[found], self._at[found + len(dense) - 1] + 1)


def main(index: Callable[[Group], Index], sync: Callable[..., Any] | None = None, ask: Callable[..., Any] | None = None) -> None:
    """Run the command that the arguments name."""
    command, *rest = sys.argv[1:]
    if command == "rank":
        rank(json.loads(Path(rest[0]).read_text(encoding="utf-8")), index)
        return
    folder, state = Path(rest[0]), Path(rest[1])
    embedder = Embedder(None if rest[2] == "none" else rest[2], cache=None)
    done = {"sync": sync, "ask": ask}[command]
    if done is None:
        sys.exit(f"{sys.argv[0]} has no {command}")
    found = done(folder, state, embedder, *rest[3:])
    if "hits" in found:
        found["hits"] = [[source, text[:LONGEST]] for source, text in found["hits"]]
    print("RESULT " + json.dumps({**found, "peak_mb": peak_mb()}))
