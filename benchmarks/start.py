"""What does it cost to begin: `untuned --help`, and a cold `untuned ask` on the sample?

python benchmarks/start.py
"""

from __future__ import annotations

import json
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from _measure import record
from _process import best_of, run

TIMES = 5


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    questions = json.loads((files("untuned") / "sample" / "questions.json").read_text(encoding="utf-8"))["questions"]
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        run(["-m", "untuned", "demo", str(root / "demo"), "--quiet"], folder=root)
        shown = best_of(TIMES, ["-m", "untuned", "--help"], folder=root)
        asked = [best_of(TIMES, ["-m", "untuned", "--json", "ask", each["question"]], folder=root / "demo") for each in questions]
    worst = max(cost.cpu_s for cost in asked)
    rows = [{"command": "untuned --help", "cpu_s": shown.cpu_s, "peak_mb": shown.peak_mb}]
    rows += [
        {"command": f"untuned ask ({each['kind']})", "cpu_s": cost.cpu_s, "peak_mb": cost.peak_mb}
        for each, cost in zip(questions, asked, strict=True)
    ]
    criteria = [
        {"what": "untuned --help", "wanted": "<= .25 CPU-s", "measured": shown.cpu_s, "met": shown.cpu_s <= 0.25},
        {"what": "cold untuned ask, the dearest question", "wanted": "<= 1.0 CPU-s", "measured": worst, "met": worst <= 1.0},
    ]
    record("start", rows, criteria=criteria)
    return 0 if all(criterion["met"] for criterion in criteria) else 1


if __name__ == "__main__":
    sys.exit(main())
