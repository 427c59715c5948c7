"""Do tables come back out of PDFs row by row and cell by cell, and does prose around them stay prose?

    python benchmarks/printed_tables.py [--data ../shared/data] [--tables 200] [--seed N]

Tables of made cells (words of real texts, numbers, prices, days) are set by reportlab in five looks between two real paragraphs each. A
row is exact when its cells are all of them, in order, and nothing else; a cell that was wrapped may have a space where its line ended. A
header is right when the row with the names is marked as one, and no row of data is. `prose` counts paragraphs that came back as rows.
"""

from __future__ import annotations

import argparse
import html
import io
import random
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _measure import DATA, existing, record
from _rendered import Piece, font_of, pieces
from untuned.ingest.load.pdf.load import load_pdf
from untuned.types.documents import Loaded

BOLD = {"Times-Roman": "Times-Bold"}


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a table is set."""

    name: str
    ruled: bool = False
    wrapped: bool = False
    """Cells are paragraphs that end at their column's edge."""
    bold: bool = False
    """The names of the columns are in bold print."""
    padding: float = 6.0
    """Points on both sides of a cell."""


LOOKS = (
    Look(name="ruled, bold names", ruled=True, bold=True),
    Look(name="open, plain names"),
    Look(name="wrapped, ruled, bold names", ruled=True, wrapped=True, bold=True),
    Look(name="wrapped, open", wrapped=True),
    Look(name="tight, open", padding=3.0),
)


@dataclass
class Count:
    """What became of the tables of one look."""

    tables: int = 0
    rows: int = 0
    exact: int = 0
    headers: int = 0
    prose: int = 0


def cells_of(words: Sequence[str], kind: str, *, rng: random.Random, wrapped: bool) -> str:
    """What stands in one cell."""
    if kind == "words":
        return " ".join(rng.sample(words, rng.randint(1, 6 if wrapped else 3)))
    if kind == "price":
        return f"{rng.randint(1, 2_000)}.{rng.randint(0, 99):02d} EUR"
    if kind == "day":
        return f"{rng.randint(1, 28)} {rng.choice(('March', 'June', 'October'))} {rng.randint(2019, 2026)}"
    return str(rng.randint(0, 9_999))


def table_of(words: Sequence[str], *, rng: random.Random, wrapped: bool) -> list[list[str]]:
    """Names of columns and rows below them; one column has words and one has numbers at least."""
    kinds = ["words", "number", *(rng.choice(("words", "number", "price", "day")) for _ in range(rng.randint(0, 3)))]
    names = rng.sample([word for word in words if word.isalpha() and len(word) > 3], len(kinds))
    rows = [[cells_of(words, kind, rng=rng, wrapped=wrapped) for kind in kinds] for _ in range(rng.randint(3, 14))]
    return [[name.capitalize() for name in names], *rows]


def as_pdf(table: Sequence[Sequence[str]], around: Sequence[str], piece: Piece, look: Look) -> bytes:
    """A paragraph, the table, a paragraph."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    font = font_of(piece)
    body = ParagraphStyle("body", fontName=font, fontSize=10.5, leading=13.5)
    names = ParagraphStyle("names", parent=body, fontName=BOLD.get(font, font) if look.bold else font)
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), font, 10.5),
        ("FONT", (0, 0), (-1, 0), names.fontName, 10.5),
        ("LEFTPADDING", (0, 0), (-1, -1), look.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.padding),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    style += [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))] if look.ruled else []
    style += [("ALIGN", (1, 0), (1, -1), "RIGHT")] if not look.wrapped else []
    cells = [
        [Paragraph(html.escape(cell), names if nth == 0 else body) if look.wrapped else cell for cell in row]
        for nth, row in enumerate(table)
    ]
    widths = [(A4[0] - 140) / len(table[0])] * len(table[0]) if look.wrapped else None
    above, below = (Paragraph(html.escape(text, quote=False), body) for text in around)
    out = io.BytesIO()
    made = Table(cells, colWidths=widths, style=style, repeatRows=0)
    SimpleDocTemplate(out, pagesize=A4, title="").build([above, Spacer(1, 12), made, Spacer(1, 12), below])
    return out.getvalue()


def take(count: Count, table: Sequence[Sequence[str]], loaded: Loaded, *, show: bool) -> None:
    """Counts what came back."""
    found = [(block.kind, loaded.text[block.start : block.end]) for block in loaded.blocks]
    rows = {text: kind for kind, text in found if kind in ("header", "row")}
    wanted = [" | ".join(row) for row in table]
    exact = [row for row in wanted if row in rows]
    count.tables += 1
    count.rows += len(wanted)
    count.exact += len(exact)
    headers = [text for text, kind in rows.items() if kind == "header"]
    count.headers += headers == wanted[:1]
    count.prose += sum(len(text) > 200 and text not in wanted for text in rows)
    if show and len(exact) < len(wanted):
        print(*(f"  wanted {row!r}" for row in wanted if row not in rows), *(f"  found {one}" for one in found), sep="\n", end="\n\n")


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show", action="store_true", help="print what differs; nothing is recorded")
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    rng = random.Random(seed)
    sources = pieces(existing(options.data), rng=rng)
    counts = {look.name: Count() for look in LOOKS}
    for nth in range(options.tables):
        look, piece = LOOKS[nth % len(LOOKS)], rng.choice(sources)
        words = sorted({word for word in " ".join(piece.paragraphs).split() if word.isalpha() and len(word) < 14})
        table = table_of(words, rng=rng, wrapped=look.wrapped)
        loaded = load_pdf(as_pdf(table, rng.sample(piece.paragraphs, 2), piece, look), "table.pdf")
        take(counts[look.name], table, loaded, show=options.show)
    print(f"seed {seed}\n")
    return report(counts, seed=seed, keep=not options.show)


def report(counts: dict[str, Count], *, seed: int, keep: bool) -> int:
    """Prints and records."""
    rows = [
        {
            "look": name,
            "tables": count.tables,
            "rows": count.rows,
            "exact_rows": count.exact / count.rows,
            "headers_told": count.headers / count.tables,
            "prose_as_rows": count.prose,
            "seed": seed,
        }
        for name, count in counts.items()
    ]
    exact = sum(count.exact for count in counts.values()) / sum(count.rows for count in counts.values())
    prose = sum(count.prose for count in counts.values())
    criteria = [
        {"what": "rows exact", "wanted": ">= .9", "measured": exact, "met": exact >= 0.9},
        {"what": "paragraphs read as rows", "wanted": 0, "measured": prose, "met": prose == 0},
    ]
    if keep:
        record("printed_tables", rows, criteria=criteria)
    else:
        print(*rows, *criteria, sep="\n")
    return 0 if all(criterion["met"] for criterion in criteria) else 1


if __name__ == "__main__":
    sys.exit(main())
