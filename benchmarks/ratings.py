"""Two people's preferences between answers of eight systems: how far they agree, and which system is preferred.

    python benchmarks/ratings.py [--data ../shared/data]

Each of 151 questions was judged by two people, on a scale from -2 to 2 that is read as a preference. The data does not say who they
are: the first and the second line of a question are taken for two people. Which sign means which answer does not matter here.
"""

from __future__ import annotations

import sys
from collections import Counter

from _measure import Row, data_folder, json_lines, record
from untuned.evaluation.ratings.agree import Agreed, agreement
from untuned.types.measures import Preference, Rating

ASPECTS = ("correctness", "completeness", "overall")


def main() -> None:
    cases = json_lines(data_folder(sys.argv) / "ragchecker_meta" / "pairs.jsonl")
    rows: list[Row] = []
    for scale, said in (("preference", preferences(cases)), ("-2 to 2", ratings(cases))):
        rows += [row(scale, found) for found in agreement(said)]
    record("ratings", rows)


def numbered(cases: list[dict]) -> list[tuple[dict, str]]:
    """Each judgement with the person it is taken for."""
    seen: Counter[int] = Counter()
    found: list[tuple[dict, str]] = []
    for case in cases:
        seen[case["instance_id"]] += 1
        found.append((case, f"person {seen[case['instance_id']]}"))
    return found


def preferences(cases: list[dict]) -> list[Preference]:
    return [
        Preference(
            item=str(case["instance_id"]),
            rater=person,
            a=case["model1"]["model_name"],
            b=case["model2"]["model_name"],
            preferred="tie" if not case[f"{aspect}_label"] else "a" if case[f"{aspect}_label"] < 0 else "b",
            aspect=aspect,
        )
        for case, person in numbered(cases)
        for aspect in ASPECTS
    ]


def ratings(cases: list[dict]) -> list[Rating]:
    return [
        Rating(item=str(case["instance_id"]), rater=person, value=case[f"{aspect}_label"], aspect=aspect)
        for case, person in numbered(cases)
        for aspect in ASPECTS
    ]


def row(scale: str, found: Agreed) -> Row:
    shown: dict[str, str | float | int | None] = {"scale": scale, "aspect": found.aspect, "items": found.items}
    for name, each in (("per cent", found.percent), ("kappa", found.kappa), ("alpha", found.alpha)):
        interval = each.interval if each else None
        shown[name] = round(each.value, 3) if each and each.value is not None else None
        shown[f"{name} 95 %"] = f"{interval.low:.2f} to {interval.high:.2f}" if interval else None
    return shown


if __name__ == "__main__":
    main()
