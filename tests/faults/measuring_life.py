"""A process of its own that measures and may be killed at it: `python measuring_life.py ROOT RESUME KILL_AT`.

With KILL_AT it ends itself by SIGKILL as soon as so many runs are recorded; 0 lets it live.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from untuned.project import Project
from untuned.project.comparing import Order


def main(root: Path, resume: str, kill_at: int) -> None:
    def watch(progress):
        if kill_at and progress.done >= kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Project.open(root) as project:
        outcome = project.measure(Order(variants=("zero_shot",), resume=resume, simulated=True), progress=watch)
        print(outcome.measurement.id, outcome.ended.end, outcome.ended.progress.done, outcome.ended.progress.reused)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
