"""kill -9 at every named write step and at random moments: nothing committed is lost, nothing is doubled, nothing is left over."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

import untuned
from faults import life
from untuned.index.steps import INDEX_STEPS
from untuned.project import Project
from untuned.store import schema
from untuned.store.steps import STEPS

ACT_OF = {
    "store.create": "sync",
    "store.commit": "sync",
    "store.remove": "change",
    "store.references": "sync",
    "store.conflicts": "sync",
    "store.answer": "ask",
    "store.runs": "measure",
    "store.purge": "purge",
    "store.backup": "backup",
    "store.restore": "restore",
    "index.apply": "sync",
    "index.commit": "sync",
    "index.swap": "reindex",
}
ELSEWHERE = {"store.migrate.backed_up", "store.migrate.before"}
"""Reached only from an older schema: tests/conformance/test_store_kills.py."""


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose first sync, one answer and one backup are done."""
    root = made(tmp_path_factory.mktemp("synced"))
    with Project.open(root) as project:
        for name in ("sync", "ask", "backup"):
            life.act(project, name)
        for _ in range(2):  # a purge must reach runs too, and what is measured again
            life.act(project, "measure")
    return root


def made(root: Path) -> Path:
    """A new project over the first edition of the pages."""
    life.write_first(root / "docs")
    (root / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    return root


def begun(root: Path, *acts: str, fault: str = "") -> subprocess.Popen[bytes]:
    """A process that lives the acts, to be ended at the fault."""
    environment = os.environ | {"UNTUNED_FAULT": fault, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, str(Path(life.__file__)), str(root), *acts], env=environment, stdout=subprocess.PIPE)


def passages_of(step: str) -> Iterator[str]:
    """The step itself and, where it is passed more than once, its second passage."""
    yield step
    if step.startswith("store.commit"):
        yield f"{step}:2"


def check_whole(root: Path, *, expected: dict[str, str]) -> None:
    """Truth holds just the expected current texts, the index follows it, and nothing is doubled or left over."""
    with Project.open(root) as project:
        listing = project.documents.listing(principal=project.principal)
        assert {document.path: project.version(document.version)[1] for document in listing} == expected
        for document in listing:
            numbers = [version.number for version in project.history(document.path)]
            assert numbers == list(range(1, len(numbers) + 1))
        check_index(project, expected)
        check_orphans(project)


def check_index(project: Project, expected: dict[str, str]) -> None:
    """Every page is found by its own word, once; no page is found that is not there."""
    index = project.index()
    assert index.size == len(expected)
    assert index.position == project.database.position()
    for path in list(expected)[::9]:
        number = int(Path(path).stem)
        hits = [passage.version.path for passage in project.search(f"mark{number}x", limit=90) if f"mark{number}x" in passage.text]
        assert hits == [path]


def check_orphans(project: Project) -> None:
    """No text without a version, no version without a document, no claim, citation or trace without an answer."""
    pairs = (
        (schema.version.c.document, schema.document.c.id),
        (schema.text.c.sha256, schema.version.c.text_sha256),
        (schema.claim.c.answer, schema.answer.c.id),
        (schema.citation.c.answer, schema.answer.c.id),
        (schema.trace.c.answer, schema.answer.c.id),
        (schema.change.c.document, schema.document.c.id),
    )
    with project.database.read() as connection:
        for child, parent in pairs:
            known = select(parent).where(parent.is_not(None))
            assert connection.execute(select(func.count()).where(child.not_in(known))).scalar_one() == 0, str(child)


def pages(*, second: bool = False, purged: bool = False) -> dict[str, str]:
    """The texts that should be current."""
    numbers = [number for number in range(life.PAGES) if not (second and number in life.REMOVED) and not (purged and number == life.SECRET)]
    return {f"docs/{number:03}.md": life.page(number, edition=2 if second and number in life.CHANGED else 1) for number in numbers}


def act_of(step: str) -> str:
    """The act that passes a step."""
    return next(act for prefix, act in ACT_OF.items() if step.startswith(prefix))


def test_every_step_of_the_code_is_named() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(untuned.__file__).parent.rglob("*.py"))
    assert set(re.findall(r'(?:step|reach)\("([a-z_.]+)"\)', source)) == {*STEPS, *INDEX_STEPS}


@pytest.mark.parametrize("fault", [fault for step in (*STEPS, *INDEX_STEPS) if step not in ELSEWHERE for fault in passages_of(step)])
def test_a_kill_at_a_write_step_loses_nothing(fault: str, synced: Path, tmp_path: Path) -> None:
    act = act_of(fault)
    root = made(tmp_path / "p") if act == "sync" else Path(shutil.copytree(synced, tmp_path / "p"))
    process = begun(root, act, fault=fault)
    process.communicate(timeout=60)
    assert process.returncode in (-9, 137), f"{fault} was never reached"
    again = begun(root, act)
    again.communicate(timeout=60)
    assert again.returncode == 0
    if act == "measure":
        with Project.open(root) as project:
            measured = project.runs.recent()
            assert [len(project.runs.of(one.id)) for one in measured if one.finished] == [6] * (len(measured) - 1)
            assert len({run.key for one in measured for run in project.runs.of(one.id)}) == 6
    if act == "ask":
        with Project.open(root) as project:
            assert len(project.answers()) in (2, 3)
    check_whole(root, expected=pages(second=act == "change", purged=act == "purge"))
    assert (life.holding(root) == []) == (act == "purge")


PURGE_FAULTS = [
    *(step for step in STEPS if step.startswith(("store.purge", "store.remove"))),
    # The purge's own sync follows first; then the view is built anew: made empty, filled, swapped in.
    *(f"{step}:{nth}" for step in INDEX_STEPS if not step.startswith("index.swap") for nth in (1, 2, 3)),
    *(step for step in INDEX_STEPS if step.startswith("index.swap")),
]


@pytest.mark.parametrize("fault", PURGE_FAULTS)
def test_a_kill_while_purging_leaves_no_word_behind(fault: str, synced: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(synced, tmp_path / "p"))
    with Project.open(root) as project, life.under_other_settings(project) as other:
        assert other.index().size == life.PAGES
    assert {name.partition("/")[0] for name in life.holding(root)} == {"truth.sqlite3", "index"}
    assert len({name.split("/")[1] for name in life.holding(root) if "/" in name}) == 2
    process = begun(root, "purge", fault=fault)
    process.communicate(timeout=60)
    assert process.returncode in (-9, 137), f"{fault} was never reached"
    again = begun(root, "purge")
    again.communicate(timeout=60)
    assert again.returncode == 0
    assert life.holding(root) == []
    check_whole(root, expected=pages(purged=True))


@pytest.mark.parametrize("fault", ["store.purge.after", "store.purge.scrubbed", "index.swap.before", "index.swap.after"])
def test_a_question_finishes_a_purge_that_was_cut_off(fault: str, synced: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(synced, tmp_path / "p"))
    with Project.open(root) as project, life.under_other_settings(project) as other:
        other.index()
    process = begun(root, "purge", fault=fault)
    process.communicate(timeout=60)
    assert process.returncode in (-9, 137)
    begun(root, "ask").communicate(timeout=60)
    assert life.holding(root) == []


def test_a_purge_while_others_follow_leaves_no_word_behind(synced: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(synced, tmp_path / "p"))
    life.write_second(root / "docs")
    following = [begun(root, *acts) for acts in (("change", "ask"), ("ask", "reindex", "ask"))]
    purging = begun(root, "purge")
    for process in (*following, purging):
        process.communicate(timeout=60)
    assert [process.returncode for process in (*following, purging)] == [0, 0, 0]
    assert life.holding(root) == []
    check_whole(root, expected=pages(second=True, purged=True))


def test_many_processes_build_the_index_anew(synced: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(synced, tmp_path / "p"))
    running = [begun(root, *["reindex"] * 4) for _ in range(3)]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0, 0]
    check_whole(root, expected=pages())


def test_kills_at_random_moments_of_a_sync_lose_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    whole = lived(made(tmp_path / "whole"))
    for attempt in range(20):
        root = made(tmp_path / f"p{attempt}")
        process = begun(root, "sync")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * whole)
        process.kill()
        process.communicate(timeout=60)
        committed = versions_in(root)
        with Project.open(root) as project:
            project.sync(["docs"])
        assert committed <= versions_in(root), f"seed {seed}: a committed version is gone"
        check_whole(root, expected=pages())


def lived(root: Path) -> float:
    """Seconds of wall time that the first sync takes, from the opened project on."""
    process = begun(root, "sync")
    assert process.stdout is not None
    process.stdout.readline()
    began = time.perf_counter()
    process.communicate(timeout=60)
    return time.perf_counter() - began


def versions_in(root: Path) -> set[tuple[int, str]]:
    """Every version that truth holds."""
    if not (root / ".untuned" / "truth.sqlite3").exists():
        return set()
    with Project.open(root) as project, project.database.read() as connection:
        return {(row.id, row.text_sha256) for row in connection.execute(select(schema.version.c.id, schema.version.c.text_sha256))}
