"""A Python program run apart, with what it cost: CPU seconds and peak memory of the whole process."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import untuned


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one process took."""

    cpu_s: float
    """User and system time, all threads, start-up included."""
    peak_mb: float
    output: str


@cache
def compile_own() -> None:
    """Compile untuned's modules, as pip does with what it installs, where a checkout's own are not or are older than their source."""
    compileall.compile_dir(Path(untuned.__file__).parent, quiet=2)


def run(arguments: Sequence[str], *, folder: Path) -> Cost:
    """The cost of `python ARGUMENTS...` in a folder, untuned being compiled; ends this program when it fails."""
    compile_own()
    with subprocess.Popen([sys.executable, *arguments], cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"python {' '.join(arguments)} ended with {process.returncode}")
    return Cost(cpu_s=used.ru_utime + used.ru_stime, peak_mb=used.ru_maxrss / 1000, output=output)


def best_of(times: int, arguments: Sequence[str], *, folder: Path) -> Cost:
    """The cheapest of several runs: what else the machine does only ever adds."""
    return min((run(arguments, folder=folder) for _ in range(times)), key=lambda cost: cost.cpu_s)
