"""How many claims that say something else in their quote's own words are green, and how many honest rewordings of it.

    python benchmarks/turned_claims.py [--list]

The pairs are in `questions/turned_claims.jsonl`: roles, order, limits, ranges, quantifiers, modality, attribution, comparison and mixtures
of two statements, in English and Russian. Those of the part `seen` were looked at while the rules were made, those of `blind` once, when
they were done; those of `fresh` were written then. `--list` shows what is green and ought not to be, and what has a flag and ought not to.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from _measure import ROOT, Row, json_lines, show
from untuned.rag.verify.agreement.denial import denies_otherwise
from untuned.rag.verify.support.support import support_of
from untuned.types.answers import Support

PAIRS = ROOT / "benchmarks" / "questions" / "turned_claims.jsonl"
PARTS = ("seen", "blind", "fresh")

Judged = tuple[dict[str, Any], Support]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="show the pairs that are told wrongly")
    options = parser.parse_args()
    judged = [(pair, support_of(pair["claim"], [pair["quote"]])) for pair in json_lines(PAIRS)]
    show(list(rows(judged)))
    for pair, found in judged if options.list else ():
        if green(pair, found) != pair["carried"] and (not pair["carried"] or found.flags):
            flags = "; ".join(flag.sentence for flag in found.flags)
            print(f"{pair['part']:6}{pair['kind']:12}{found.band:10} {pair['quote']} => {pair['claim']}  {flags}")


def rows(judged: Sequence[Judged]) -> Iterator[Row]:
    """One row for each part and kind, and one for each part as a whole: how many turned claims are green, and how many honest ones."""
    kinds = list(dict.fromkeys(pair["kind"] for pair, _ in judged))
    for part in PARTS:
        for kind in (*kinds, ""):
            held = [each for each in judged if each[0]["part"] == part and (not kind or each[0]["kind"] == kind)]
            if held:
                told = {carried: [green(*each) for each in held if each[0]["carried"] == carried] for carried in (False, True)}
                shares = {name: f"{sum(told[carried])} of {len(told[carried])}" for carried, name in ((False, "turned"), (True, "honest"))}
                yield {"part": part, "kind": kind or "all", **{f"green, {name}": share for name, share in shares.items()}}


def green(pair: dict[str, Any], found: Support) -> bool:
    """True where the claim is shown in its own words, and as green."""
    return found.band == "green" and not denies_otherwise(pair["claim"], [pair["quote"]])


if __name__ == "__main__":
    main()
