"""The rewrite guard on real rewrites: how many that people wrote are allowed, and how much that was brought in is refused.

    python benchmarks/rewrites.py [--data ../shared/data] [--seed N]

Only the questions of a conversation are known here, not its answers: a rewrite that names what an answer said counts as refused.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import time
from collections import Counter
from pathlib import Path

from _measure import record
from untuned.rag.verify.rewrite_guard import guard

BROUGHT_IN = {
    "name": ("Velora", "Boris Orlov", "Tamsin", "Wexford", "Larkspur Hub", "Ижевск"),
    "number": ("417", "3,500", "27.5", "93 %", "eleven"),
    "code": ("E-471", "TRB-91", "keep_days", "HubLite", "v4.17.2"),
    "date": ("15 May 2031", "June 1913", "14.07.2017", "2043"),
}


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    rng = random.Random(seed)
    lines = (options.data / "trec_cast" / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()
    allowed, refused, tried = 0, Counter[str](), Counter[str]()
    begin = time.process_time()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        said = [*row["history"], row["question"]]
        allowed += guard(row["rewrite"], conversation=said, answers=(), facts=()).allowed
        for kind, items in BROUGHT_IN.items():
            words = row["rewrite"].split()
            words.insert(rng.randint(1, len(words)) if len(words) > 1 else 1, rng.choice(items))
            items_found = guard(" ".join(words), conversation=[*said, row["rewrite"]], answers=(), facts=())
            tried[kind] += 1
            refused[kind] += not items_found.allowed
    spent = (time.process_time() - begin) * 1_000 / (len(rows) * (1 + len(BROUGHT_IN)))
    print(f"seed {seed}")
    table = [{"what": "rewrites by people, allowed", "number": allowed, "of": len(rows)}]
    table += [{"what": f"with a {kind} brought in, refused", "number": refused[kind], "of": tried[kind]} for kind in BROUGHT_IN]
    share = 100 * refused.total() / tried.total()
    criteria = [
        {"what": "rewrites by people allowed, %", "wanted": 90.0, "measured": 100 * allowed / len(rows), "met": allowed >= 0.9 * len(rows)},
        {"what": "rewrites with something brought in refused, %", "wanted": 95.0, "measured": share, "met": share >= 95},
        {"what": "CPU-ms a rewrite", "wanted": 2.0, "measured": spent, "met": spent <= 2},
    ]
    record("rewrites", table, criteria=criteria)


if __name__ == "__main__":
    main()
