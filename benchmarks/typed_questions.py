"""Questions as people type them in a chat: is a question with courtesies around it, or misspelt, answered as it is without them?

    python benchmarks/typed_questions.py [--data ../shared/data] [--show]

Questions of xquad, English and Russian, over its paragraphs, each a page of its own. Of `QUESTIONS` of each language, drawn by chance,
each is asked bare and typed in one of the ways of its language, drawn by chance too. Right: an accepted answer stands in what is shown.
Counted are the questions that are right when they are bare: typed they should be right as well. Of those that are refused when they are
bare, none should be answered wrongly because of how it is typed.

`WAYS` says which ways the rules know; of the others, nothing was mended by what came out here.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from _measure import Row, data_folder, json_lines, record, sample_of
from main_job import squeezed
from untuned.project import Project
from untuned.types.answers import Answer

QUESTIONS = 300
_SLIPS = {
    "what": "waht",
    "which": "wich",
    "when": "wehn",
    "how": "hwo",
    "where": "wher",
    "who": "woh",
    "сколько": "скоко",
    "когда": "кагда",
}


def _small(question: str) -> str:
    return question[:1].lower() + question[1:]


def _misspelt(question: str) -> str:
    """The question with its word of asking misspelt; as it is where it begins with another word."""
    return re.sub(r"^\w+", lambda word: _SLIPS.get(word[0].lower(), word[0]), question)


Way = Callable[[str], str]
WAYS: dict[str, tuple[tuple[str, bool, Way], ...]] = {
    "en": (
        ("hi, …", True, lambda q: f"hi, {_small(q)}"),
        ("Hello! … Thanks in advance.", True, lambda q: f"Hello! {q} Thanks in advance."),
        ("… please", True, lambda q: f"{_small(q.rstrip('?'))} please"),
        ("Quick question: …", True, lambda q: f"Quick question: {_small(q)}"),
        ("Dear support, … Best regards, Anna", True, lambda q: f"Dear support,\n\n{q}\n\nBest regards,\nAnna"),
        ("does anybody know …", True, lambda q: f"does anybody know {_small(q)}"),
        ("misspelt", True, _misspelt),
        ("ok so …", False, lambda q: f"ok so {_small(q)}"),
        ("um … (asking for a friend)", False, lambda q: f"um {_small(q)} (asking for a friend)"),
        ("Yo! … Need it for my report.", False, lambda q: f"Yo! {q} Need it for my report."),
    ),
    "ru": (
        ("привет, …", True, lambda q: f"привет, {_small(q)}"),
        ("Здравствуйте! … Спасибо.", True, lambda q: f"Здравствуйте! {q} Спасибо."),
        ("подскажите пожалуйста, …", True, lambda q: f"подскажите пожалуйста, {_small(q)}"),
        ("… Заранее благодарю!", True, lambda q: f"{q} Заранее благодарю!"),
        ("такой вопрос: …", True, lambda q: f"такой вопрос: {_small(q)}"),
        ("misspelt", True, _misspelt),
        ("слушай, …", False, lambda q: f"слушай, {_small(q)}"),
        ("Кто-нибудь знает, …", False, lambda q: f"Кто-нибудь знает, {_small(q)}"),
        ("… Очень нужно для доклада.", False, lambda q: f"{q} Очень нужно для доклада."),
    ),
}
"""Of each language: what a way is called, whether the rules know it, and the question typed so."""


def main() -> int:
    """Sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, help="folder of the public data")
    options.add_argument(
        "--show", action="store_true", help="print what is right bare and not as it is typed, of the ways that the rules know"
    )
    given = options.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as held:
        for language in WAYS:
            rows += _measured(language, data_folder(sys.argv) / "xquad", Path(held) / language, shows=given.show)
    known = [row for row in rows if row["known"]]
    share = sum(int(row["right typed"]) for row in known) / sum(int(row["right bare"]) for row in known)
    wrong = sum(int(row["refused bare, wrong typed"]) for row in rows)
    criteria: list[Row] = [
        {
            "what": "right as they are typed, of those right bare, in ways known",
            "wanted": ">= .95",
            "measured": share,
            "met": share >= 0.95,
        },
        {"what": "refused bare, and wrong as they are typed", "wanted": "0", "measured": wrong, "met": wrong == 0},
    ]
    record("typed_questions", rows, criteria=criteria)
    return 0 if all(criterion["met"] for criterion in criteria) else 1


def _measured(language: str, data: Path, place: Path, *, shows: bool) -> Iterator[Row]:
    """One row for each way of a language."""
    (place / "docs").mkdir(parents=True)
    for number, row in enumerate(json_lines(data / f"corpus.{language}.jsonl")):
        (place / "docs" / f"{number}.md").write_text(f"# {row['title']}\n\n{row['text']}\n", encoding="utf-8")
    rng = random.Random(0)
    asked = sample_of([row for row in json_lines(data / f"questions.{language}.jsonl") if not row["unanswerable"]], QUESTIONS, rng=rng)
    counts: dict[str, Counter[str]] = {}
    Project.init(place)
    with Project.open(place) as project:
        project.sync()
        for row in asked:
            name, known, typed = rng.choice(WAYS[language])
            bare = _verdict(project.ask_sync(row["question"]), row["answers"])
            said = typed(row["question"])
            found = _verdict(project.ask_sync(said), row["answers"])
            counted = counts.setdefault(name, Counter())
            counted["questions"] += 1
            counted[f"{bare} bare"] += 1
            counted["right typed"] += bare == found == "right"
            counted["refused typed"] += bare == "right" and found == "refused"
            counted["refused bare, wrong typed"] += bare == "refused" and found == "wrong"
            if shows and known and bare == "right" != found:
                print(f"{name} {found}: {said!r}")
    for name, known, _ in WAYS[language]:
        told = ("questions", "right bare", "right typed", "refused typed", "refused bare", "refused bare, wrong typed")
        yield {"language": language, "way": name, "known": known, **{one: counts[name][one] for one in told}}


def _verdict(answer: Answer, accepted: list[str]) -> str:
    quotes = squeezed(" \n ".join(citation.quote for citation in answer.citations))
    if not quotes.strip():
        return "refused"
    return "right" if any(squeezed(one) in quotes for one in accepted) else "wrong"


if __name__ == "__main__":
    sys.exit(main())
