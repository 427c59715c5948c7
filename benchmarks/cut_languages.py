"""Cut py3langid's table down to the languages that untuned tells apart: what is loaded then takes a fraction of the time.

    python benchmarks/cut_languages.py [--data ../shared/data] [--write]

The part holds the very numbers of the whole, so both must say the same with the same probability: asked here for the beginning of every
Markdown page of docs_fastapi. Needed again when py3langid's model changes, which a test of the suite tells.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from py3langid import langid

from _measure import data_folder, markdown_below
from untuned.text.languages import BROUGHT, KNOWN, Identifier, part, whole

SAMPLE = 600


def main() -> int:
    """Cut, where `--write` stands; compare and print; 1 where a page is told otherwise."""
    if "--write" in sys.argv:
        np.savez_compressed(BROUGHT, **cut(langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)))
        print(f"wrote {BROUGHT.name}: {BROUGHT.stat().st_size:,} bytes")
    loaded, seconds = {}, {}
    for name, load in (("part", part), ("whole", whole)):
        begun = time.process_time()
        loaded[name] = load()
        seconds[name] = time.process_time() - begun
    print(f"loading: part {seconds['part']:.2f}, whole {seconds['whole']:.2f} CPU-s ({seconds['part'] / seconds['whole']:.2f})")
    texts = [page.read_text(encoding="utf-8")[:SAMPLE] for page in markdown_below(data_folder(sys.argv) / "docs_fastapi")]
    other = sum(told(loaded["part"], text) != told(loaded["whole"], text) for text in texts)
    print(f"{len(texts):,} pages, {other} told otherwise")
    return 1 if other else 0


def cut(identifier: langid.LanguageIdentifier) -> dict[str, np.ndarray]:
    """The arrays of the part: the columns of `KNOWN`, and the automaton that finds features, which is the same for all."""
    kept = [place for place, code in enumerate(identifier.nb_classes) if code in KNOWN]
    return {
        "ptc": np.asarray(identifier.nb_ptc)[:, kept],
        "pc": np.asarray(identifier.nb_pc)[kept],
        "classes": np.array([identifier.nb_classes[place] for place in kept]),
        "nextmove": np.asarray(identifier.tk_nextmove),
        "row": np.asarray(identifier.tk_row),
        "output": np.asarray(identifier.tk_output, dtype=np.int32),
    }


def told(identifier: Identifier, text: str) -> tuple[str, float]:
    """The language among those of the part, and its probability."""
    identifier.set_languages(sorted(KNOWN))
    return identifier.classify(text)


if __name__ == "__main__":
    sys.exit(main())
