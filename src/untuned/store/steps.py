"""The named write steps, where a test can end the process as a power cut would."""

from __future__ import annotations

import os
import signal
from collections import Counter

STEPS = (
    "store.create.before",
    "store.migrate.backed_up",
    "store.migrate.before",
    "store.commit.begin",
    "store.commit.documents",
    "store.commit.texts",
    "store.commit.versions",
    "store.commit.files",
    "store.commit.changes",
    "store.commit.before",
    "store.commit.after",
    "store.remove",
    "store.remove.before",
    "store.references",
    "store.references.before",
    "store.conflicts",
    "store.conflicts.before",
    "store.answer",
    "store.answer.before",
    "store.runs",
    "store.runs.before",
    "store.purge",
    "store.purge.before",
    "store.purge.after",
    "store.purge.scrubbed",
    "store.backup.copied",
    "store.backup.before",
    "store.restore.copied",
    "store.restore.locked",
    "store.restore.before",
    "store.restore.half",
    "store.restore.after",
)
"""`*.before` stands just ahead of what makes the step lasting (a commit, a rename), `*.after` just behind it."""

_passed: Counter[str] = Counter()


def step(name: str) -> None:
    """Nothing, unless the environment says UNTUNED_FAULT=`name` or `name:n`: then the n-th passage kills this process at once."""
    fault = os.environ.get("UNTUNED_FAULT")
    if not fault:
        return
    wanted, _, passage = fault.partition(":")
    if wanted != name:
        return
    _passed[name] += 1
    if _passed[name] == int(passage or 1):
        _die()


def _die() -> None:
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)
