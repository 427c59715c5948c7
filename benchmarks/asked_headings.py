"""Pages of questions and answers: is who asks one of the questions, word for word, shown what stands below it?

    python benchmarks/asked_headings.py [--pages FOLDER] [--show]

Debian's list of frequently asked questions in seven languages, as pages of HTML and as PDF, from Debian's packages (fetched with
`apt-get download`, never installed; with `--pages` they are looked for in FOLDER). Each language and each form is a project of its own.
Every heading that asks, and has words below it, is asked as it stands there, without its number. Right: the first quote stands below
it. The pages are books with a table of contents on each, an index, references from one question to another, and running heads.

The rules were written with English, Russian and Dutch in sight (`--show` prints what is not right there); of the others only totals were
looked at.
"""

from __future__ import annotations

import argparse
import gzip
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
from untuned.text.headings import heading_text, unnumbered
from untuned.types.answers import Answer
from untuned.types.documents import Version
from untuned.types.principal import OWNER

READ = ("en", "ru", "nl")
LANGUAGES = (*READ, "de", "fr", "it", "pt")
_LEAST = 40
"""Characters below a heading that can answer."""


class Asked(NamedTuple):
    """A question that stands in a document, the section below it, and what answered."""

    question: str
    below: str
    verdict: str
    answer: Answer


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=Path, help="folder that has the pages already")
    options.add_argument("--show", action="store_true", help="print what is not right in the languages that were looked at")
    given = options.parse_args()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as held:
        pages = given.pages or fetched(Path(held))
        for language in LANGUAGES:
            for form in ("html", "pdf"):
                found = list(asked(pages / language / form, Path(held) / f"{language}-{form}"))
                rows.append(row_of(language, form, found))
                if given.show and language in READ:
                    print("\n".join(told(one) for one in found if one.verdict != "right"))
    record("asked_headings", rows, criteria=[])
    return 0


def fetched(held: Path) -> Path:
    """The folder with the pages of each language and form."""
    pages = held / "pages"
    for language in LANGUAGES:
        inside = unpacked("debian-faq" if language == "en" else f"debian-faq-{language}", held / "packed" / language)
        for file in sorted(inside.rglob(f"*.{language}.html")):
            _copy(file, pages / language / "html")
        for file in sorted(inside.rglob(f"debian-faq.{language}.pdf.gz")):
            _copy(file, pages / language / "pdf")
    return pages


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as page, (folder / file.name.removesuffix(".gz")).open("wb") as copy:
        shutil.copyfileobj(page, copy)


def asked(pages: Path, root: Path) -> Iterator[Asked]:
    """Every question that stands in the pages, asked."""
    if not pages.is_dir():  # one language has no PDF
        return
    shutil.copytree(pages, root / "docs")
    Project.init(root)
    with Project.open(root) as project:
        project.sync()
        ids = [document.id for document in project.documents.listing(principal=OWNER)]
        sections = [section for version, text in project.texts.current(ids, principal=OWNER) for section in _sections(version, text)]
        for question, version, start, end, below in sections:
            answer = project.ask_sync(question)
            yield Asked(question, below, _verdict(answer, version, start, end), answer)


def _sections(version: Version, text: str) -> Iterator[tuple[str, int, int, int, str]]:
    """(question, version, start, end, text) of every section whose heading asks; a question that stands twice is asked twice."""
    headings = [block for block in version.blocks if block.kind == "heading"]
    for heading, following in pairwise((*headings, None)):
        assert heading is not None
        end = len(text) if following is None else following.start
        question = unnumbered(heading_text(text[heading.start : heading.end])).strip()
        if question.endswith("?") and len(text[heading.end : end].strip()) >= _LEAST:
            yield question, version.id, heading.end, end, text[heading.end : end].strip()


def _verdict(answer: Answer, version: int, start: int, end: int) -> str:
    """`right` where the first quote stands in the section, `further` where another one does."""
    inside = [quote.version == version and start <= quote.start < end for quote in answer.citations]
    return "refused" if not inside else "right" if inside[0] else "further" if any(inside) else "other"


def row_of(language: str, form: str, found: list[Asked]) -> dict[str, object]:
    """The totals of one language in one form."""
    counts = Counter(one.verdict for one in found)
    looked = "looked at" if language in READ else "not looked at"
    return {"language": language, "form": form, "rules": looked, "questions": len(found)} | {
        verdict: counts[verdict] for verdict in ("right", "further", "other", "refused")
    }


def told(one: Asked) -> str:
    """A question with what is below it and what was shown."""
    shown = "\n".join(f"    shown: {quote.path} {quote.quote[:150]!r}" for quote in one.answer.citations[:2])
    return f"{one.verdict}: {one.question}\n    below: {one.below[:150]!r}\n{shown}"


if __name__ == "__main__":
    sys.exit(main())
