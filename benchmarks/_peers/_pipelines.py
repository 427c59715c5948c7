"""What each pipeline costs, and what it survives: second syncs, deletions, kill -9, bad inputs."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _bad import GOOD, GOOD_WORD, Bad, bad_inputs
from _parts import HERE, Parts, digest, of_files
from _runs import DEFAULT, HYBRID, PEERS, SEMANTIC, WORDS_ONLY, Bench, Outcome, cpu_s

Row = dict[str, Any]
Wanted = Callable[[str, str, Callable[[], Any]], Callable[[], Any] | None]
"""How a part of a kind and a system is made; None where it is not to be."""

PIPELINES = (DEFAULT, *(f"{name}{HYBRID}" for name in PEERS if name not in WORDS_ONLY))
FRACTIONS = (0.3, 0.6, 0.9)
SECONDS = 180
"""Of CPU time: a sync of one bad file that takes longer hangs."""
QUESTION = "How are dependencies with yield closed?"


@dataclass
class Site:
    """A folder of documents and the state that a pipeline keeps of it."""

    bench: Bench
    system: str
    root: Path
    model: Path | None = None
    """None: peers are given vectors drawn by hash, which cost nothing."""

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    def filled(self, source: Path | None = None) -> Site:
        """The site with nothing but the documents."""
        shutil.rmtree(self.root, ignore_errors=True)
        (self.root / "state").mkdir(parents=True)
        if source is None:
            self.docs.mkdir()
        else:
            shutil.copytree(source, self.docs)
        return self

    def arguments(self, command: str, *more: str) -> list[str]:
        own = self.system in (DEFAULT, SEMANTIC)
        return [command, str(self.docs), str(self.root / "state"), "none" if own or self.model is None else str(self.model), *more]

    def sync(self, seconds: float | None = None) -> Outcome:
        return self.bench.command(self.system, self.arguments("sync"), model=self.model, seconds=seconds)

    def ask(self, question: str, *, count: bool = False) -> Outcome:
        arguments = self.arguments("ask", question, *(["count"] if count else []))
        return self.bench.command(self.system, arguments, model=self.model, seconds=SECONDS)

    def killed_sync(self, after: float) -> bool:
        """Start a sync and kill it after so many seconds of CPU time, which no other program shifts; False when it had ended before."""
        process = self.bench.start(self.system, self.arguments("sync"), model=self.model)
        while process.poll() is None and cpu_s(process.pid) < after:
            time.sleep(0.005)
        alive = process.poll() is None
        if alive:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return alive


Step = Callable[[Site], Iterable[Row]]


def pipelines(bench: Bench, parts: Parts, data: Path, *, wanted: Wanted) -> tuple[list[Row], list[Row]]:
    """Rows and criteria."""
    whole = data / "docs_fastapi" / "files" / "docs"
    source = whole / "en"
    survival: tuple[tuple[str, Step], ...] = (
        ("deletion", lambda site: _deletion(site, source)),
        ("kills", lambda site: _kills(site, source)),
        ("bad inputs", _bad),
    )
    held = [("survival", system, None, *step) for system in PIPELINES for step in survival]
    held += [("costs", system, None, "without vectors to pay for", lambda site: _costs(site, whole)) for system in PIPELINES]
    if bench.model is not None:
        with_model = [SEMANTIC, *PIPELINES[1:]]
        held += [("survival", SEMANTIC, bench.model, *step) for step in survival]
        held += [("costs", system, bench.model, "with the embedder", lambda site: _costs(site, source)) for system in with_model]
    made_of = digest(of_files(HERE / "_pipelines.py", HERE / "_bad.py"), of_files(whole))
    rows: list[Row] = []
    for kind, system, model, name, step in held:
        site = Site(bench, system, bench.folder / "site", model)
        made = parts.part(
            f"{kind}/{system}/{name}",
            made_of=digest(made_of, bench.made_of(system)),
            make=wanted(kind, system, lambda site=site, step=step, name=name: _taken(site, step, name)),
        )
        rows += made or []
    return rows, _criteria(rows)


def _taken(site: Site, step: Step, name: str) -> list[Row]:
    rows = list(step(site))
    print(f"pipeline: {site.system}, {name}", file=sys.stderr, flush=True)
    return rows


def _row(site: Site, metric: str, value: Any) -> Row:
    vectors = "words alone" if site.system == DEFAULT else "no vectors to pay for" if site.model is None else "with the embedder"
    return {"kind": "pipeline", "set": vectors, "system": site.system.removesuffix(HYBRID), "metric": metric, "value": value}


def _costs(site: Site, source: Path) -> Iterator[Row]:
    size = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) / 1e6
    first = site.filled(source).sync()
    _expect(first, site)
    second, cold = site.sync(), site.ask(QUESTION)
    yield _row(site, "cpu_s_per_mb", first.cpu_s / size)
    yield _row(site, "sync_peak_mb", first.peak_mb)
    yield _row(site, "second_sync_cpu_s", second.cpu_s)
    yield _row(site, "cold_start_cpu_s", cold.cpu_s)
    yield _row(site, "cold_start_peak_mb", cold.peak_mb)


def _expect(done: Outcome, site: Site) -> None:
    if done.status != 0:
        sys.exit(f"{site.system} ended with {done.status}:\n{done.told[-3000:]}")


def _deletion(site: Site, source: Path) -> Iterator[Row]:
    site.filled(source)
    secret = site.docs / "secret.md"
    secret.write_text("# Keys\n\nThe vault of Tarquenio opens with the word zibellina.\n", encoding="utf-8")
    _expect(site.sync(), site)
    before = _finds(site, "Which word opens the vault of Tarquenio?", "zibellina")
    secret.unlink()
    _expect(site.sync(), site)
    after = _finds(site, "Which word opens the vault of Tarquenio?", "zibellina")
    yield _row(site, "removed document still found", "never found" if not before else "yes" if after else "no")


def _finds(site: Site, question: str, word: str) -> bool:
    done = site.ask(question)
    return done.result is not None and any(word in text.lower() for _, text in done.result["hits"])


def _kills(site: Site, source: Path) -> Iterator[Row]:
    """Killed three times in a first sync and three times in one that brings changes; then asked, synced and asked again."""
    usable = whole = tries = 0
    troubles: list[str] = []
    for kind in ("first", "changed"):
        clean, spent = _clean(site, source, kind)
        for fraction in FRACTIONS:
            _prepared(site, source, kind)
            if not site.killed_sync(spent * fraction):
                continue
            tries += 1
            asked = site.ask(QUESTION, count=True)
            answers = asked.status == 0 and (kind == "first" or bool(asked.result and asked.result["hits"]))
            usable += answers
            again = site.sync()
            after = site.ask(QUESTION, count=True)
            right = again.status == 0 and after.result is not None and _standing(after) == clean
            whole += right
            if not (answers and right):
                state = None if after.result is None else _standing(after)
                troubles.append(f"{kind} at {fraction:.0%}: asked {asked.status}, synced {again.status}, {state} for {clean}")
    yield _row(site, "kill -9: tries", tries)
    yield _row(site, "kill -9: asked right after", f"{usable} of {tries}")
    yield _row(site, "kill -9: whole after the next sync", f"{whole} of {tries}")
    yield _row(site, "kill -9: troubles", "; ".join(troubles))


def _standing(done: Outcome) -> tuple[int, int, int]:
    assert done.result is not None
    return done.result["chunks"], done.result["distinct"], done.result["sources"]


def _clean(site: Site, source: Path, kind: str) -> tuple[tuple[int, int, int], float]:
    """What an undisturbed sync leaves (chunks, distinct ones, sources), and the CPU time that it took."""
    _prepared(site, source, kind)
    done = site.sync()
    _expect(done, site)
    return _standing(site.ask(QUESTION, count=True)), done.cpu_s


def _prepared(site: Site, source: Path, kind: str) -> None:
    site.filled(source)
    if kind == "changed":
        _expect(site.sync(), site)
        for path in sorted(site.docs.rglob("*.md"))[::2]:
            path.write_text(path.read_text(encoding="utf-8") + "\n\nA paragraph was added later, about the ferrets.\n", encoding="utf-8")


def _bad(site: Site) -> Iterator[Row]:
    handled = 0
    alone = _only_good(site)
    for bad in bad_inputs():
        site.filled()
        (site.docs / "good.md").write_text(GOOD, encoding="utf-8")
        bad.write(site.docs / bad.name)
        done = site.sync(SECONDS)
        told, right = _verdict(site, bad, done, alone)
        handled += right
        yield _row(site, f"bad input: {bad.name}", f"{told}; {done.cpu_s:.0f} CPU-s, {done.peak_mb:.0f} MB")
    yield _row(site, "bad inputs handled", handled)


def _only_good(site: Site) -> int:
    site.filled()
    (site.docs / "good.md").write_text(GOOD, encoding="utf-8")
    done = site.sync()
    _expect(done, site)
    assert done.result is not None
    return int(done.result["chunks"])


def _verdict(site: Site, bad: Bad, done: Outcome, alone: int) -> tuple[str, bool]:
    """What happened, and whether that is right: all of it read, or its loss told by name, and the good file synced."""
    if done.status is None:
        return f"hangs (more than {SECONDS} CPU-s)", False
    good = _finds(site, "Who keeps the quagmire lighthouse?", GOOD_WORD)
    named = bad.name in done.told
    if done.status != 0:
        kept = "the good file is synced" if good else "the good file is not synced"
        return f"the sync fails ({_last(done)}), {'names' if named else 'does not name'} the file, {kept}", False
    read = _finds(site, f"Where is the {bad.word}?", bad.word)
    if not good:
        return "the good file is not found", False
    if read:
        return ("read" if bad.whole else "read, what is lost is told" if named else "read, what is lost is not told"), bad.whole or named
    if named:
        return "reported by name", True
    assert done.result is not None
    return ("indexed without a word" if done.result["chunks"] > alone else "left out without a word"), False


def _last(done: Outcome) -> str:
    lines = [line for line in done.told.splitlines() if line.strip()]
    return lines[-1].partition(":")[0].strip()[:60] if lines else f"status {done.status}"


def _criteria(rows: list[Row]) -> list[Row]:
    """Whether untuned is ahead of every pipeline, by kind of vectors."""
    found: list[Row] = []
    for ours, kind in ((DEFAULT, "no vectors to pay for"), (SEMANTIC, "with the embedder")):
        for metric in ("cpu_s_per_mb", "sync_peak_mb", "second_sync_cpu_s", "cold_start_cpu_s", "cold_start_peak_mb"):
            own = [row["value"] for row in rows if row["system"] == ours and row["metric"] == metric]
            theirs = {
                row["system"]: row["value"] for row in rows if row["metric"] == metric and row["set"] == kind and row["system"] != ours
            }
            if own and theirs:
                best = min(theirs, key=lambda system: theirs[system])
                told = f"{ours}: {metric}, beside the best pipeline ({best})"
                found.append({"what": told, "wanted": f"< {theirs[best]:.2f}", "measured": own[0], "met": own[0] < theirs[best]})
    return found + _survival(rows)


def _survival(rows: list[Row]) -> list[Row]:
    held: dict[str, dict[str, Any]] = {}
    for row in rows:
        held.setdefault(row["system"], {})[row["metric"]] = row["value"]
    most = max((own.get("bad inputs handled", 0) for system, own in held.items() if system not in (DEFAULT, SEMANTIC)), default=0)
    found: list[Row] = []
    for ours in (DEFAULT, SEMANTIC):
        own = held.get(ours, {})
        tries = own.get("kill -9: tries")
        wanted = {
            "removed document still found": "no",
            "kill -9: asked right after": f"{tries} of {tries}",
            "kill -9: whole after the next sync": f"{tries} of {tries}",
        }
        found += [
            {"what": f"{ours}: {metric}", "wanted": value, "measured": own[metric], "met": own[metric] == value}
            for metric, value in wanted.items()
            if metric in own
        ]
        if (handled := own.get("bad inputs handled")) is not None:
            told = f"{ours}: bad inputs handled, of 8 (best other pipeline: {most})"
            found.append({"what": told, "wanted": f"8 and > {most}", "measured": handled, "met": handled == 8 > most})
    return found
