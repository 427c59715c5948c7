"""A reference that defines one name after another: is who asks about one of them shown its own definition?

    python benchmarks/defined_names.py [--pages FOLDER] [--show]

PostgreSQL's documentation, 1,169 pages of HTML, from Debian's package (fetched with `apt-get download`, never installed; with `--pages`
it is looked for in FOLDER). Every parameter of the server's configuration whose definition tells a default is asked for that ("What is
the default value of work_mem?"), and every one for what it does. Right: the first quote stands in its own definition. The rules were
written with the fourteen names in sight that `SEEN` has; of the others nothing but totals was looked at (`--show` prints those of `SEEN`).
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from _measure import record
from other_docs import unpacked
from untuned.project import Project
from untuned.types.documents import Version
from untuned.types.principal import OWNER

PACKAGE = "postgresql-doc-15"
_SEEN = """
max_connections work_mem shared_buffers maintenance_work_mem log_min_duration_statement autovacuum_naptime wal_level max_wal_size
statement_timeout hot_standby effective_cache_size synchronous_commit superuser_reserved_connections hash_mem_multiplier
"""
SEEN = frozenset(_SEEN.split())
QUESTIONS = {"default": "What is the default value of {}?", "does": "What does {} do?"}
_TERM = re.compile(r"(\w+_\w+) \(")
_DEFAULT = re.compile(r"\bdefault")


class Defined(NamedTuple):
    """A name with its definition, [start, end) of a version."""

    name: str
    version: int
    start: int
    end: int
    has_default: bool


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=Path, help="folder that has the pages already")
    options.add_argument("--show", action="store_true", help="print what is not right of the names that were seen")
    given = options.parse_args()
    counts: dict[tuple[str, bool], Counter[str]] = {(asked, seen): Counter() for asked in QUESTIONS for seen in (True, False)}
    with tempfile.TemporaryDirectory() as held:
        pages = given.pages or unpacked(PACKAGE, Path(held) / "packed") / "usr" / "share" / "doc" / PACKAGE / "html"
        shutil.copytree(pages, Path(held) / "project" / "docs", ignore=shutil.ignore_patterns("*.svg", "*.css", "*.png"))
        Project.init(Path(held) / "project")
        with Project.open(Path(held) / "project") as project:
            project.sync()
            ids = [document.id for document in project.documents.listing(principal=OWNER) if "/runtime-config" in document.path]
            names = [one for version, text in project.texts.current(ids, principal=OWNER) for one in _definitions(version, text)]
            for one in names:
                for asked, question in QUESTIONS.items():
                    if asked == "default" and not one.has_default:
                        continue
                    answer = project.ask_sync(question.format(one.name))
                    inside = [quote.version == one.version and one.start <= quote.start < one.end for quote in answer.citations]
                    verdict = "refused" if not inside else "right" if inside[0] else "further" if any(inside) else "other"
                    counts[asked, one.name in SEEN][verdict] += 1
                    if given.show and one.name in SEEN and verdict != "right":
                        print(f"{verdict}: {question.format(one.name)} {answer.citations[0].quote[:150] if inside else ''!r}")
    rows = [
        {"asked": QUESTIONS[asked].format("…"), "names": "seen" if seen else "not looked at", "questions": sum(found.values())}
        | {verdict: found[verdict] for verdict in ("right", "further", "other", "refused")}
        for (asked, seen), found in counts.items()
    ]
    record("defined_names", rows, criteria=[])
    return 0


def _definitions(version: Version, text: str) -> Iterator[Defined]:
    """The names that a page defines: each with all up to the next item as deep as its own."""
    terms = [block for block in version.blocks if block.kind == "item" and block.level == 1] + [None]
    for term, following in pairwise(terms):
        assert term is not None
        found = _TERM.match(text, term.start)
        headings = (block.start for block in version.blocks if block.kind == "heading" and block.start > term.start)
        end = min(len(text) if following is None else following.start, next(headings, len(text)))
        if found is not None:
            yield Defined(found[1], version.id, term.start, end, _DEFAULT.search(text, term.end, end) is not None)


if __name__ == "__main__":
    sys.exit(main())
