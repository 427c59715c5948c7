"""Make the table of which classes of words follow which: what `coherence` knows of word order.

    python benchmarks/fit_word_order.py [--data ../shared/data] [--write]

English is counted on squad2's, covidqa's and policyqa's documents; Russian on the Russian pages of docs_fastapi and on xquad's Russian
paragraphs. `benchmarks/voice_and_coherence.py` measures English on texts that have no part in it, and Russian by a table of half of the
documents.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from _measure import ROOT, data_folder, json_lines, markdown_below
from untuned.evaluation.metrics.reading.order import counted

TARGET = ROOT / "src" / "untuned" / "evaluation" / "metrics" / "reading" / "order.json"
LEAST = {"en": 3, "ru": 2}
_LISTINGS = re.compile(r"```.*?```|^(?:#|///|\||\s*<)[^\n]*$", re.DOTALL | re.MULTILINE)
_LINKS = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)(?:\{[^}\n]*\})?")
_MARKS = re.compile(r"\*\*|<[^>\n]*>|\{[^}\n]*\}|^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)


def main() -> None:
    data = data_folder(sys.argv)
    tables = {language: counted(texts(data, language), least=least) for language, least in LEAST.items()}
    for language, table in tables.items():
        print(f"{language}: {sum(map(len, table.values())):,} pairs, {sum(sum(after.values()) for after in table.values()):,} seen")
    if "--write" in sys.argv:
        TARGET.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
        print(f"wrote {TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


def texts(data: Path, language: str) -> list[str]:
    """The documents that a language's table is made from."""
    if language == "en":
        return [text for name in ("squad2", "covidqa", "policyqa") for text in corpus(data / name / "corpus.jsonl")]
    return [*pages(data, "ru"), *corpus(data / "xquad" / "corpus.ru.jsonl")]


def corpus(file: Path) -> list[str]:
    """The texts of a corpus file, joined by what they were cut from."""
    found: dict[str, list[str]] = {}
    for row in json_lines(file):
        found.setdefault(row.get("doc", row["id"]), []).append(row["text"])
    return [" ".join(found[name]) for name in sorted(found)]


def pages(data: Path, language: str) -> list[str]:
    """The prose of the FastAPI pages in a language: without listings, headings and marks."""
    folder = data / "docs_fastapi" / "files" / "docs" / language
    read = (file.read_text(encoding="utf-8") for file in markdown_below(folder))
    return [_MARKS.sub(" ", _LINKS.sub(r"\1", _LISTINGS.sub("", text))) for text in read]


if __name__ == "__main__":
    main()
