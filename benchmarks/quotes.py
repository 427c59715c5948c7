"""How the quote verifier does on real text: mutated quotes must be refused, renderings of true ones accepted.

    python benchmarks/quotes.py [--data ../shared/data] [--count 10000] [--rendered 200] [--seed N]

Prints accepted mutations and refused renderings per class, CPU time per quote and the rate of preparation. The rendered ones are
copied from a PDF, a DOCX and a page in a real browser (chromium, where it is installed) of the same text, and the other way round.
"""

from __future__ import annotations

import argparse
import random
import secrets
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from _measure import DATA, existing, json_lines, markdown_below, record
from generators.material import Material, material
from generators.mutations import MUTATIONS, mutated
from generators.rendered import BROWSERS, copied, markdown_page, paragraphs, shown, through_docx, through_html, through_pdf
from generators.renderings import RENDERINGS
from untuned.rag.verify.quotes.quote import Prepared, prepare, verify_quote
from untuned.types.documents import Markup

MARKDOWN_ONLY = ("markdown_shown", "list_shown")
LANGUAGES = ("en", "ru", "de", "es")
FORMATS = ("pdf", "docx", "html", "html of markdown")
PARAGRAPHS = 6
"""Of a document that are rendered together."""


def documents(data: Path) -> list[tuple[str, Markup]]:
    """Contracts, pages of Markdown and Russian paragraphs."""
    found: list[tuple[str, Markup]] = []
    found += [(row["text"], "plain") for row in json_lines(data / "cuad" / "corpus.jsonl")]
    russian = [row["text"] for row in json_lines(data / "xquad" / "corpus.ru.jsonl")]
    found += [("\n\n".join(russian[at : at + 10]), "plain") for at in range(0, len(russian), 10)]
    for language in LANGUAGES:
        pages = markdown_below(data / "docs_fastapi" / "files" / "docs" / language)
        found += [(page.read_text(encoding="utf-8"), "markdown") for page in pages]
    return found


def prepared(texts: list[tuple[str, Markup]], *, rng: random.Random) -> tuple[list[tuple[Material, Prepared]], dict[str, float]]:
    """Materials with their prepared sources, and millions of characters prepared per CPU-second."""
    spent, characters = Counter[str](), Counter[str]()
    sources: list[tuple[Material, Prepared]] = []
    for text, markup in texts:
        begin = time.process_time()
        source = prepare(text, markup=markup)
        spent[markup] += time.process_time() - begin
        characters[markup] += len(text)
        piece = material(text)
        if len(piece.sentences) >= 12:
            sources.append((piece, source))
    rng.shuffle(sources)
    for at, (piece, source) in enumerate(sources):
        other = sources[(at + 1) % len(sources)][0]
        foreign = tuple(other.text[start:end] for start, end in other.sentences[:50])
        sources[at] = (Material(piece.text, piece.sentences, piece.flat, foreign), source)
    return sources, {markup: characters[markup] / spent[markup] / 1e6 for markup in spent}


@dataclass
class Result:
    """What was measured; `tables` hold (wrong, tried) by side and class."""

    tables: dict[str, dict[str, tuple[int, int]]]
    rates: dict[str, float]
    documents: int
    mean_ms: float
    large_ms: float

    def total(self, side: str) -> tuple[int, int]:
        """(wrong, tried) over all classes of a side."""
        wrong, tried = zip(*self.tables[side].values(), strict=True)
        return sum(wrong), sum(tried)


def measure(data: Path, *, count: int, seed: int, show: int) -> Result:
    """The table's figures; with `show`, wrong verdicts are printed."""
    rng = random.Random(seed)
    sources, rates = prepared(documents(data), rng=rng)
    verify_quote("a first quote", sources[0][1])
    tables: dict[str, dict[str, tuple[int, int]]] = {}
    spent: list[tuple[int, float]] = []
    for side, kinds in (("mutated", tuple(MUTATIONS)), ("benign", tuple(RENDERINGS))):
        tried, wrong = Counter[str](), Counter[str]()
        for turn in range(50 * count):
            kind = kinds[turn % len(kinds)]
            piece, source = rng.choice(sources)
            if kind in MARKDOWN_ONLY and source.markup == "plain":
                continue
            quote = mutated(kind, piece, rng) if side == "mutated" else RENDERINGS[kind](piece, rng)
            if quote is None:
                continue
            started = time.process_time()
            verdict = verify_quote(quote, source)
            spent.append((len(source.text), (time.process_time() - started) * 1_000))
            tried[kind] += 1
            if verdict.accepted is (side == "mutated"):
                wrong[kind] += 1
                if wrong[kind] <= show:
                    print(f"{side} {kind}: {verdict.kind} {verdict.reason} {verdict.artefacts} {quote!r}")
            if tried.total() == count:
                break
        tables[side] = {kind: (wrong[kind], tried[kind]) for kind in kinds}
    large = [ms for size, ms in spent if 80_000 <= size <= 120_000] or [0.0]
    return Result(tables, rates, len(sources), sum(ms for _, ms in spent) / len(spent), sum(large) / len(large))


def measure_rendered(data: Path, *, count: int, seed: int, show: int) -> dict[str, tuple[int, int]]:
    """(refused, tried) by format and direction: quotes copied from a rendering, and quotes of the source looked for in it."""
    rng = random.Random(seed)
    texts = documents(data)
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    tried, wrong = Counter[str](), Counter[str]()
    print(f"pages are shown by {browser or 'lxml'}")
    for turn in range(20 * count):
        if tried.total() >= count:
            break
        kind = FORMATS[turn % len(FORMATS)]
        text, markup = rng.choice([pair for pair in texts if (pair[1] == "markdown") is (kind == "html of markdown")])
        pieces = paragraphs(text)
        at = rng.randrange(max(1, len(pieces) - PARAGRAPHS))
        for direction, quote, source, its_markup in rendered(kind, pieces[at : at + PARAGRAPHS], markup, browser, rng):
            tried[f"{kind}, {direction}"] += 1
            verdict = verify_quote(quote, prepare(source, markup=its_markup))
            if not verdict.accepted:
                wrong[f"{kind}, {direction}"] += 1
                if wrong.total() <= show:
                    print(f"{kind}, {direction}: {verdict.kind} {verdict.reason} {quote!r}")
    return {kind: (wrong[kind], number) for kind, number in tried.items()}


def rendered(
    kind: str, pieces: list[str], markup: Markup, browser: str | None, rng: random.Random
) -> Iterator[tuple[str, str, str, Markup]]:
    """(direction, quote, source, its markup) of at most two sentences of a rendered stretch; a copy that is lost is an empty quote."""
    source = "\n\n".join(pieces)
    if kind == "html of markdown":
        copy = shown(markdown_page(source), browser=browser)
        sentences = material(copy).sentences
        yield from (("copied", copy[start:end], source, markup) for start, end in rng.sample(sentences, min(2, len(sentences))))
        return
    if kind == "html":
        copy = through_html(pieces, rng, browser=browser)
    else:
        copy = through_pdf(pieces, rng) if kind == "pdf" else through_docx(pieces, rng)
    sentences = material(source).sentences
    for start, end in rng.sample(sentences, min(2, len(sentences))):
        yield "copied", copied(source[start:end], copy) or "", source, markup
        yield "looked for", source[start:end], copy, "plain"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rendered", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show", type=int, default=0, help="wrong verdicts printed per class")
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    data = existing(options.data)
    pages = measure_rendered(data, count=options.rendered, seed=seed, show=options.show)
    result = measure(data, count=options.count, seed=seed, show=options.show)
    result.tables["rendered"] = pages
    rows = [
        {"side": side, "class": kind, "tried": tried, "wrong": wrong, "wrong_percent": 100 * wrong / max(1, tried)}
        for side, table in result.tables.items()
        for kind, (wrong, tried) in table.items()
    ]
    wrong, tried = result.total("benign")
    worst = max(row["wrong_percent"] for row in rows if row["side"] == "benign")
    lost, copies = result.total("rendered")
    limits = [
        ("mutated quotes accepted", 0, result.total("mutated")[0], result.total("mutated")[0] == 0),
        ("benign refused, %", 1.0, 100 * wrong / tried, wrong <= 0.01 * tried),
        ("benign refused in the worst class, %", 5.0, worst, worst <= 5),
        (f"rendered refused, % of {copies}", 3.0, 100 * lost / copies, lost <= 0.03 * copies),
        ("CPU-ms a quote, mean over documents", 0.3, result.mean_ms, result.mean_ms <= 0.3),
        ("CPU-ms a quote, 100 kB document", 0.3, result.large_ms, result.large_ms <= 0.3),
        ("preparation, plain, Mchar per CPU-s", 10.0, result.rates["plain"], result.rates["plain"] >= 10),
        ("preparation, Markdown, Mchar per CPU-s", 2.0, result.rates["markdown"], result.rates["markdown"] >= 2),
    ]
    criteria = [{"what": what, "wanted": wanted, "measured": measured, "met": met} for what, wanted, measured, met in limits]
    print(f"seed {seed}, {result.documents} documents")
    record("quotes", rows, criteria=criteria)


if __name__ == "__main__":
    main()
