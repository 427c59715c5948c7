"""Are real texts exact when they come back out of PDF, DOCX and HTML, how fast are PDF pages read, and with how much memory?

    python benchmarks/documents.py [--data ../shared/data] [--pages 200] [--seed N]

Contracts (cuad), prose of a manual (docs_fastapi) and Russian paragraphs (xquad) are set by other programs (see `_rendered.py`) and read
by one reused worker, as a sync does. A page is exact when its paragraphs come back character for character but for white space between
words, hyphens at line ends, soft hyphens and characters without width, artefacts that the quote verifier looks through. Every fifth
sentence that it accepts from the text itself is also given to it. CPU time is that of the worker and of this process together, in
reading alone. Left out beforehand: paragraphs with words that no font or line here can hold (see `_settable`, `BROKEN_IN_PRINT`).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _measure import DATA, existing, record
from _rendered import HEAD, LAYOUTS, PAGE_CHARACTERS, Piece, as_docx, as_html, as_pdf, pieces
from untuned.ingest.load import load, loaders_for
from untuned.ingest.worker import Worker, apart
from untuned.rag.verify.quotes.quote import prepare, verify_quote
from untuned.text.language import language_of
from untuned.types.documents import Loaded
from untuned.types.settings import ParseSettings, SourceSettings

UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
TOKEN = re.compile(r"-\n(?=\S)|\s+|\S")
TICKS = os.sysconf("SC_CLK_TCK")


def difference(paragraphs: Sequence[str], text: str) -> str:
    """Where the text is not these paragraphs, one after the other; "" when it is.

    White space is one space; a hyphen at a line end may be the text's own or one that the program set; soft hyphens and characters
    without width, which a program prints or not, are nothing. Nothing else may differ.
    """
    wanted, text = " ".join(UNSEEN.sub("", " ".join(paragraphs)).split()), UNSEEN.sub("", text).rstrip()
    reached = {0}  # places in `wanted`: a hyphen at a line end leaves two
    for token in TOKEN.finditer(text):
        if token[0] == "-\n":
            own = {at + 1 for at in reached if wanted[at : at + 1] == "-"}
            after = reached | own | {at + 1 for at in own if wanted[at : at + 1] == " "}
        else:
            sign = " " if token[0].isspace() else token[0]
            after = {at + 1 for at in reached if wanted[at : at + 1] == sign}
        if not after:
            return _around(wanted, max(reached), text, token.start())
        reached = after
    return "" if len(wanted) in reached else _around(wanted, max(reached), text, len(text))


def _around(wanted: str, at: int, text: str, place: int) -> str:
    return f"{wanted[max(0, at - 30) : at + 30]!r} came back as {text[max(0, place - 30) : place + 30]!r}"


@dataclass
class Count:
    """What became of the documents of one kind."""

    documents: int = 0
    pages: int = 0
    exact_pages: int = 0
    quotes: int = 0
    refused: int = 0
    cpu_s: float = 0.0
    worker_s: float = 0.0
    artefacts: Counter[str] = field(default_factory=Counter)


def cpu_of(pid: int | None) -> float:
    """User and system time of another process, in seconds."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_of(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 / 1e6 for line in status.splitlines() if line.startswith("VmHWM"))


def made(sources: Sequence[Piece], *, pages: int, rng: random.Random) -> Iterator[tuple[str, str, Piece, bytes]]:
    """(kind, path, piece, bytes) of documents, `pages` pages of each format."""
    import pypdfium2

    left = {"pdf": pages, "docx": pages, "html": pages}
    for nth, piece in enumerate(sources):
        layout = LAYOUTS[nth % len(LAYOUTS)]
        if left["pdf"] > 0:
            data = as_pdf(piece, layout)
            document = pypdfium2.PdfDocument(data)
            left["pdf"] -= len(document)
            document.close()
            yield f"pdf, {layout.name}", f"{piece.name}.pdf", piece, data
        for form, render in (("docx", as_docx), ("html", as_html)):
            if left[form] > 0:
                left[form] -= round(sum(map(len, piece.paragraphs)) / PAGE_CHARACTERS)
                yield form, f"{piece.name}.{form}", piece, render(piece, rng=rng)
        if max(left.values()) <= 0:
            return


def body_of(loaded: Loaded) -> str:
    """The text without the head that every document begins with."""
    start = next((len(HEAD.format(nth)) for nth in (1, 2, 3) if loaded.text.startswith(HEAD.format(nth))), 0)
    return loaded.text[start:].lstrip()


def take(count: Count, piece: Piece, loaded: Loaded, *, rng: random.Random, show: int) -> None:
    """Counts what came back of a piece."""
    pages = len(loaded.pages) or round(sum(map(len, piece.paragraphs)) / PAGE_CHARACTERS)
    wrong = difference(piece.paragraphs, body_of(loaded))
    count.documents += 1
    count.pages += pages
    count.exact_pages += 0 if wrong else pages
    if wrong and show:
        print(f"{piece.name}: {wrong}")
    source, own = prepare(loaded.text, markup=loaded.markup), prepare("\n\n".join(piece.paragraphs), markup="plain")
    sentences = [one for paragraph in piece.paragraphs for one in re.findall(r"[A-ZА-ЯЁ][^.!?]{30,300}[.!?](?=\s|$)", paragraph)]
    for sentence in rng.sample(sentences, len(sentences) // 5):
        if not verify_quote(sentence, own).accepted:
            continue  # what its own text refuses, as half of a sentence, says nothing of the rendering
        verdict = verify_quote(sentence, source, blocks=loaded.blocks)
        count.quotes += 1
        count.refused += not verdict.accepted
        count.artefacts.update(verdict.artefacts)
        if not verdict.accepted and show:
            print(f"{piece.name}: {verdict.kind} {verdict.reason} {sentence!r}")


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pages", type=int, default=200, help="of each format")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show", action="store_true", help="print what differs")
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    rng = random.Random(seed)
    settings = SourceSettings()
    counts: dict[str, Count] = {}
    documents = list(made(pieces(existing(options.data), rng=rng), pages=options.pages, rng=rng))
    with Worker(ParseSettings(), settings) as worker:
        loaders = apart(loaders_for(settings), worker)
        first = next(data for kind, _, _, data in documents if kind.startswith("pdf"))
        load("first.pdf", first, settings=settings, loaders=loaders)  # the process starts
        language_of("kilo mega giga tera peta", languages=settings.languages)  # the model of languages is read
        for kind, path, piece, data in documents:
            count = counts.setdefault(kind, Count())
            begun, there = time.process_time(), cpu_of(worker.pid)
            loaded = load(path, data, settings=settings, loaders=loaders)
            count.worker_s += cpu_of(worker.pid) - there
            count.cpu_s += time.process_time() - begun + cpu_of(worker.pid) - there
            take(count, piece, loaded, rng=rng, show=options.show)
        peak = peak_of(worker.pid or 0)
    print(f"seed {seed}\n")
    return report(counts, peak=peak, seed=seed)


def report(counts: dict[str, Count], *, peak: float, seed: int) -> int:
    """Prints and records."""
    rows = [
        {
            "kind": kind,
            "documents": count.documents,
            "pages": count.pages,
            "exact_pages": count.exact_pages,
            "quotes": count.quotes,
            "refused": count.refused,
            "pages_per_cpu_s": count.pages / count.cpu_s,
            "pages_per_worker_cpu_s": count.pages / count.worker_s if count.worker_s else None,
            "artefacts": ", ".join(sorted(count.artefacts)),
        }
        for kind, count in counts.items()
    ]
    printed = [count for kind, count in counts.items() if kind.startswith("pdf")]
    pages = sum(count.pages for count in counts.values())
    exact = sum(count.exact_pages for count in counts.values())
    speed = sum(count.pages for count in printed) / sum(count.cpu_s for count in printed)
    refused = sum(count.refused for count in counts.values()) / max(sum(count.quotes for count in counts.values()), 1)
    forms = {form: sum(count.pages for kind, count in counts.items() if kind.startswith(form)) for form in ("pdf", "docx", "html")}
    told = ", ".join(f"{number} {form}" for form, number in forms.items())
    criteria = [
        {"what": f"exact pages ({told})", "wanted": pages, "measured": exact, "met": exact == pages},
        {"what": "true sentences refused on them, %", "wanted": 3.0, "measured": 100 * refused, "met": refused <= 0.03},
        {"what": "PDF pages per CPU-s, reused worker", "wanted": ">= 150", "measured": speed, "met": speed >= 150},
        {"what": "peak memory of the worker, MB", "wanted": "< 1000", "measured": peak, "met": peak < 1_000},
    ]
    record("documents", [{**row, "seed": seed} for row in rows], criteria=criteria)
    return 0 if all(criterion["met"] for criterion in criteria) else 1


if __name__ == "__main__":
    sys.exit(main())
