"""Runs untuned and its peers, each in its own environment and process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _parts import digest, of_files, of_own, of_peer

from _process import compile_own

HERE = Path(__file__).resolve().parent
DEFAULT = "untuned"
SEMANTIC = "untuned semantic"
HYBRID = " hybrid"
PEERS = {
    "bm25s": "bm25s_.py",
    "llamaindex": "llamaindex.py",
    "langchain": "langchain_.py",
    "haystack": "haystack_.py",
    "txtai": "txtai_.py",
}
WORDS_ONLY = ("bm25s",)
STATED = {
    "bm25s": ("bm25s", "PyStemmer"),
    "llamaindex": ("llama-index-core", "llama-index-retrievers-bm25", "llama-index-vector-stores-chroma"),
    "langchain": ("langchain-core", "langchain-classic", "langchain-community", "langchain-chroma", "rank-bm25"),
    "haystack": ("haystack-ai",),
    "txtai": ("txtai",),
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command of a runner came to."""

    status: int | None
    """Its exit code; None when it ran out of time."""
    result: dict[str, Any] | None
    told: str
    """What it wrote, both streams."""
    cpu_s: float
    peak_mb: float


@dataclass(kw_only=True)
class Bench:
    """Where the runs of one benchmark happen."""

    folder: Path
    envs: Path
    model: Path | None
    cut: dict[str, list[Any]] = field(default_factory=dict)
    """By group: where untuned cuts, for the peer without a splitter."""

    def systems(self) -> list[str]:
        """Names of what is compared, untuned first."""
        words = [DEFAULT, *PEERS]
        hybrid = [] if self.model is None else [SEMANTIC, *(f"{name}{HYBRID}" for name in PEERS if name not in WORDS_ONLY)]
        return words + hybrid

    def made_of(self, system: str) -> str:
        """A hash of the system: its code or its environment, and its model."""
        own = system in (DEFAULT, SEMANTIC)
        name = system.removesuffix(HYBRID)
        code = of_own() if own else of_peer(name, PEERS[name])
        return digest(code, "" if (model := self.model_of(system)) is None else of_files(*sorted(model.glob("*.*"))))

    def model_of(self, system: str) -> Path | None:
        """The embedder, for the systems that use it."""
        return self.model if system == SEMANTIC or system.endswith(HYBRID) else None

    def rank(self, system: str, groups: Sequence[dict[str, Any]], *, limit: int, timed: bool) -> Iterator[dict[str, Any]]:
        """Rows of the runner: an index, its questions, the memory, group by group."""
        job, given, out = (self.folder / name for name in ("job.json", "groups.jsonl", "out.jsonl"))
        with given.open("w", encoding="utf-8") as opened:
            for group in groups:
                asked = [{"id": one["id"], "question": one["question"]} for one in group["questions"]]
                more = {"chunks": self.cut[group["group"]]} if system in WORDS_ONLY else {}
                opened.write(json.dumps({**group, "questions": asked, **more}, ensure_ascii=False) + "\n")
        cache = self.envs / ("vectors-untuned.sqlite3" if system == SEMANTIC else "vectors.sqlite")
        peer = system.endswith(HYBRID)
        told = {"groups": str(given), "out": str(out), "limit": limit, "timed": timed, "cache": str(cache.resolve())}
        job.write_text(json.dumps({**told, "model": str(self.model) if peer else None}), encoding="utf-8")
        done = self.command(system, ["rank", str(job)], model=self.model_of(system))
        if done.status != 0:
            sys.exit(f"{system} ended with {done.status}:\n{done.told[-3000:]}")
        with out.open(encoding="utf-8") as rows:
            for line in rows:
                row = json.loads(line)
                if system == DEFAULT and row["kind"] == "index":
                    self.cut[row["group"]] = row["cut"]
                yield row

    def command(self, system: str, arguments: Sequence[str], *, model: Path | None, seconds: float | None = None) -> Outcome:
        """Run one command of a runner to its end, or for so many seconds of CPU time; one that gets none, for ten times as long."""
        process = self.start(system, arguments, model=model)
        ended = time.monotonic() + 10 * (seconds or 1e9)
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > ended or (seconds is not None and cpu_s(process.pid) > seconds):
                process.kill()
                _, status, used = os.wait4(process.pid, 0)
                status = None
                break
            time.sleep(0.02)
        process.returncode = 0
        told = (self.folder / "told.txt").read_text(encoding="utf-8", errors="replace")
        result = next((json.loads(line[7:]) for line in told.split("\n") if line.startswith("RESULT ")), None)
        return Outcome(
            status=None if status is None else os.waitstatus_to_exitcode(status),
            result=result,
            told=told,
            cpu_s=used.ru_utime + used.ru_stime,
            peak_mb=used.ru_maxrss / 1000 if result is None else result["peak_mb"],
        )

    def start(self, system: str, arguments: Sequence[str], *, model: Path | None) -> subprocess.Popen[bytes]:
        """Start one command; what it writes goes to `told.txt`. untuned is compiled first, as the peers are in their environments."""
        compile_own()
        name = system.removesuffix(HYBRID)
        python, script = (sys.executable, "product.py") if name.startswith(DEFAULT) else (str(self.python(name)), PEERS[name])
        more = {"PEERS_MODEL": str(model)} if model is not None else {}
        offline = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "TOKENIZERS_PARALLELISM": "false"}
        left = ("PEERS_MODEL",) if name.startswith(DEFAULT) else ("PEERS_MODEL", "PYTHONPATH")
        kept = {key: value for key, value in os.environ.items() if key not in left}
        with (self.folder / "told.txt").open("wb") as told:
            return subprocess.Popen(
                [python, "-W", "ignore", str(HERE / script), *arguments],
                stdout=told,
                stderr=subprocess.STDOUT,
                env={**kept, **offline, **more},
                cwd=self.folder,
                start_new_session=True,
            )

    def python(self, peer: str) -> Path:
        """The interpreter of a peer's environment, which is made when there is none, or anew when what it should hold has changed."""
        root, wanted = self.envs / peer, HERE / f"{peer}.txt"
        stamp = root / "installed.txt"
        if not stamp.exists() or stamp.read_bytes() != wanted.read_bytes():
            print(f"making the environment of {peer} in {root}", file=sys.stderr, flush=True)
            venv.create(root, with_pip=True, clear=True)
            subprocess.run([root / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "-r", wanted], check=True)
            stamp.write_bytes(wanted.read_bytes())
        return root / "bin" / "python"

    def versions(self) -> list[tuple[str, str, str]]:
        """(peer, package, version) of what its environment pins."""
        found = []
        for peer, packages in STATED.items():
            pins = dict(line.split("==") for line in (HERE / f"{peer}.txt").read_text(encoding="utf-8").split() if "==" in line)
            found += [(peer, package, pins[package]) for package in packages]
        return found


def cpu_s(pid: int) -> float:
    """CPU time of a running process so far, all threads; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
