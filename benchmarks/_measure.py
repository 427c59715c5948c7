"""What every benchmark here needs: the data folder, the machine, and a record of what was measured.

`record` writes `benchmarks/results/NAME.json` and prints the same as a table. A record says when, on which machine, with
which commit and which libraries, so that two records can be compared.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
LIBRARIES = (
    "tantivy",
    "sqlalchemy",
    "numpy",
    "lxml",
    "py3langid",
    "rapidfuzz",
    "pypdfium2",
    "pydantic-ai-slim",
    "openai",
    "httpx2",
    "genai-prices",
    "scipy",
    "reportlab",
    "python-docx",
    "bm25s",
    "PyStemmer",
    "scikit-learn",
)

DATA = ROOT.parent / "shared" / "data"
"""Where the public sets lie when no folder is named."""

Value = str | int | float | bool | None
Row = Mapping[str, Value]
Item = TypeVar("Item")


def data_folder(argv: Sequence[str]) -> Path:
    """The folder given by `--data FOLDER` or `--data=FOLDER` (default: `DATA`); ends the program if it is not there."""
    given = [part for word in argv for part in (word.split("=", 1) if word.startswith("--data=") else [word])]
    if given[-1:] == ["--data"]:
        sys.exit("--data names no folder: --data FOLDER")
    return existing(Path(given[given.index("--data") + 1]) if "--data" in given else DATA)


def existing(folder: Path) -> Path:
    """The folder of the data, absolute; ends the program if it is not there."""
    if not folder.is_dir():
        sys.exit(f"no data in {folder}: name the folder with --data FOLDER")
    return folder.resolve()


def json_lines(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines, compressed (`.gz`) or not, however it is named; ends the program if there is neither.

    A row ends at a line feed alone: other characters that break lines, such as U+2028, may stand in a text.
    """
    plain = file.with_name(file.name.removesuffix(".gz"))
    packed = plain.with_name(f"{plain.name}.gz")
    if plain.is_file():
        read = plain.read_bytes()
    elif packed.is_file():
        read = gzip.decompress(packed.read_bytes())
    else:
        sys.exit(f"{plain} is not there, compressed (.gz) neither: name the folder that has '{plain.parent.name}' with --data FOLDER")
    return [json.loads(line) for line in read.decode("utf-8-sig").split("\n") if line.strip()]


def markdown_below(folder: Path) -> list[Path]:
    """The Markdown files anywhere below a folder, sorted; ends the program if there is none."""
    found = sorted(folder.rglob("*.md"))
    if not found:
        sys.exit(f"no Markdown file below {folder}: name the folder that has 'docs_fastapi' with --data FOLDER")
    return found


def sample_of(items: Sequence[Item], most: int, *, rng: random.Random) -> list[Item]:
    """So many of the items, drawn by chance; where there are fewer, all of them in their order."""
    return rng.sample(items, most) if len(items) >= most else list(items)


def machine() -> dict[str, Value]:
    """The processor, its cores, the memory, the system and the interpreter."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_mb": _memory_mb(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit that is checked out, with `+` when files differ from it; "" outside a repository."""
    try:
        name = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
        changed = subprocess.run(["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return name.stdout.strip() + ("+" if changed.stdout.strip() else "")


def libraries() -> dict[str, str]:
    """The versions of the libraries that the results depend on."""
    found: dict[str, str] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def record(name: str, rows: Sequence[Row], *, criteria: Sequence[Row] = (), notes: Sequence[str] = ()) -> Path:
    """Write and print the rows and what they were held against.

    Args:
        name: The benchmark's name; the record is `results/NAME.json`.
        rows: The table, each row with the same keys.
        criteria: One row for each criterion: what, wanted, measured, and `met` (true or false).
        notes: What whoever reads the record must know.

    Returns:
        The record's path.
    """
    show(rows)
    if criteria:
        print()
        show(criteria)
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / f"{name}.json"
    taken = {
        "benchmark": name,
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": commit(),
        "machine": machine(),
        "libraries": libraries(),
        **({"notes": list(notes)} if notes else {}),
        "criteria": [dict(row) for row in criteria],
        "rows": [dict(row) for row in rows],
    }
    target.write_text(json.dumps(taken, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nwritten: {target.relative_to(ROOT).as_posix()}")
    return target


def show(rows: Sequence[Row]) -> None:
    """Print rows as a table."""
    if not rows:
        return
    names = list(rows[0])
    cells = [names, *([_shown(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def resident_mb() -> float:
    """Memory of this process now, in MB; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS"))


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def _memory_mb() -> int | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6)
    except (AttributeError, ValueError, OSError):
        return None
