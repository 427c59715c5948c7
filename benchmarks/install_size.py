"""How large is the core, installed in a fresh environment, bytecode included, pip left out?

python benchmarks/install_size.py
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from _measure import ROOT, record

LEFT_OUT = ("pip", "pip-", "setuptools", "setuptools-", "_distutils_hack", "distutils-precedence.pth")


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "environment"
        venv.create(folder, with_pip=True)
        scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
        install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(ROOT)]
        subprocess.run(install, check=True)
        packages = next(folder.rglob("site-packages"))
        compileall.compile_dir(packages, quiet=2)
        sizes = {path.name: size_of(path) for path in packages.iterdir() if not path.name.startswith(LEFT_OUT)}
    total = sum(sizes.values())
    rows = [{"part": name, "mb": size} for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:15]]
    criteria = [{"what": "core, installed", "wanted": "<= 325 MB", "measured": total, "met": total <= 325}]
    record("install_size", rows, criteria=criteria)
    return 0 if total <= 325 else 1


def size_of(path: Path) -> float:
    """MB of a file, or of everything below a folder, as `du` counts them: in blocks of 4 kB."""
    found = [path] if path.is_file() else [inner for inner in path.rglob("*") if inner.is_file()]
    return sum(-(-file.stat().st_size // 4096) * 4096 for file in found) / 1e6


if __name__ == "__main__":
    sys.exit(main())
