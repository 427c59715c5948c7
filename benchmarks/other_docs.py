"""The main job on four other documentations: Docker's (Markdown), Borg's, Flask's and git's (HTML), 44 questions over each.

    python benchmarks/other_docs.py [--docs FOLDER] [--show]

The documentations are those of Debian's packages, fetched with `apt-get download` and unpacked with `dpkg-deb`, never installed; with
`--docs` they are looked for in FOLDER/docker, borg, flask and git. Judged as `main_job.py` judges. The questions were written by two
writers who knew neither the reader nor any other set. Docker's and Borg's were read one by one when the reader learned to go by a
page's own structure; of Flask's and git's nothing but totals was looked at (`--show` prints the first two alone).
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from _measure import json_lines, record
from main_job import QUESTIONS, Judged, criteria_of, run, told


class Documentation(NamedTuple):
    """Where a documentation stands in a package of Debian's, and whether its questions were read."""

    package: str
    inside: str
    endings: tuple[str, ...]
    read: bool


DOCS: Mapping[str, Documentation] = {
    "docker": Documentation("docker-doc", "usr/share/doc/docker-doc", (".md", ".yaml"), read=True),
    "borg": Documentation("borgbackup-doc", "usr/share/doc/borgbackup/html", (".html",), read=True),
    "flask": Documentation("python-flask-doc", "usr/share/doc/python-flask-doc/html", (".html",), read=False),
    "git": Documentation("git-doc", "usr/share/doc/git/html", (".html",), read=False),
}


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--docs", type=Path, help="folder that has the documentations already")
    options.add_argument("--show", action="store_true", help="print the answers of Docker and Borg")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as held:
        folder = given.docs or fetched(Path(held) / "docs")
        judged = {name: asked(name, folder / name, Path(held) / name) for name in DOCS}
    if given.show:
        print("\n".join(told(row) for name, rows in judged.items() if DOCS[name].read for row in rows))
    everything = [row for rows in judged.values() for row in rows]
    criteria = criteria_of(everything, unanswerable=sum(row.unanswerable for row in everything), of="four other documentations: ")
    record("other_docs", [totals(name, rows) for name, rows in judged.items()], criteria=criteria)
    return 0


def fetched(folder: Path) -> Path:
    """The folder with a folder for each documentation, as Debian packs it."""
    for name, documentation in DOCS.items():
        packed = unpacked(documentation.package, folder / "packed" / name)
        taken(packed / documentation.inside, folder / name, endings=documentation.endings)
    return folder


def unpacked(package: str, folder: Path) -> Path:
    """The folder, new, with the files of one of Debian's packages."""
    folder.mkdir(parents=True)
    subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
    (file,) = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", file, folder], check=True)
    return folder


def taken(source: Path, target: Path, *, endings: tuple[str, ...]) -> None:
    """The pages of a package, unpacked where they are compressed."""
    for file in sorted(source.rglob("*")):
        name = file.name.removesuffix(".gz")
        if not file.is_file() or not name.endswith(endings):
            continue
        place = target / file.relative_to(source).with_name(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as page, place.open("wb") as copy:
            shutil.copyfileobj(page, copy)


def asked(name: str, docs: Path, folder: Path) -> list[Judged]:
    """The judged questions over one documentation."""
    return run(docs, folder, questions=json_lines(QUESTIONS / f"docs_{name}.jsonl"), key=str)


def totals(name: str, rows: list[Judged]) -> dict[str, object]:
    """How many of a documentation's questions went how."""
    count = Counter((row.outcome, row.unanswerable) for row in rows)
    unanswerable = sum(row.unanswerable for row in rows)
    return {
        "docs": name,
        "questions": "read one by one" if DOCS[name].read else "not looked at",
        "answerable": len(rows) - unanswerable,
        "right": count["right", False],
        "wrong": count["confidently_wrong", False],
        "missed": count["missed", False],
        "unanswerable": unanswerable,
        "refused": count["abstained", True],
    }


if __name__ == "__main__":
    sys.exit(main())
