"""Which switches of a variant are worth having: `untuned compare` of the default against itself with one switch turned, on real questions.

    python benchmarks/switches.py [--data FOLDER] [--embedder FOLDER] [--only SET ...] [--most N] [--keep FOLDER]

Every set is a project in a folder of its own, made as a user makes one: files, `untuned sync`, `untuned questions import`, then
`untuned compare default no_filters ...`. Nothing here computes a verdict: difference, interval, p after Holm's correction and verdict
are those of `compare --out`. A set is asked twice: the switches against `default`, and `semantic` fused by ranks against `semantic`.

| set | documents | questions |
|---|---|---|
| `squad2` | its 215 paragraphs among 2,000 of its distractors | as they are, half of them without an answer |
| `squad2 two typos` | the same | those with an answer, two edits each (`robust_questions.py`) |
| `squad2 low overlap` | the same | those of which at most half of the content words stand in the right paragraph |
| `xquad` | its paragraphs in English and in Russian, in one project | both languages |
| `xquad two typos` | the same | two edits each |
| `policyqa` | its sites; `[metadata.site]` reads a site from its title | the site's name stands behind each |
| `policyqa follow-ups` | the same | "And SITE?" after the question of another site; a third stand alone instead |
| `follow-ups` | squad2's and xquad's paragraphs | half lean on the one before ("it") and name nothing; half stand alone |
| `docs_fastapi` | the English pages, with their links | 160 of `questions/` |
| `cuad` | 20 contracts; `[metadata.contract]` reads one from its path | the contract's name is in each; a third have no answer |
| `ramdocs` | every passage of its 246 cases, most of which contradict another | as they are |

The rule, fixed before the first run: a switch is *accepted* where `compare` says, on one set at least, that the default without it is worse
(for what the default leaves out: that it is better with it) by `correct`, `confidently_wrong` or `evidence_recall`, and on none says the
contrary by `correct`. What other metrics say against it is told beside. It has *no measurable effect* where no set says better or worse.
Three metrics of eleven sets are looked at, so one verdict or two may be chance alone; Holm's correction is over the switches of one set.

Tuned on these sets: the reader and abstention on halves of squad2 and xquad, conflicts on the first half of ramdocs, the rules of typos on
none. So verdicts about those are of development. The order of two engines' equal scores may differ; all else about them should not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import _measure as measure
from robust_questions import LEAST_SHARED, mistyped
from untuned.text.words import stop_words, terms

Record = dict[str, Any]

SWITCHES = ("no_filters", "no_references", "no_conflicts", "no_spelling", "no_rewrite", "no_rerank", "lance", "semantic")
METRICS = ("correct", "confidently_wrong", "evidence_recall")
MOST = 300
MORE = {"squad2 two typos": 600, "xquad two typos": 600}
"""Sets of which more are asked: what a typo costs is small beside what is not answered anyway."""
DISTRACTORS = 2_000
CONTRACTS = 20
SEED = 11

_LEANS = {
    "en": re.compile(r"\b(it|its|he|his|him|she|her|they|their|them|this|these|that|those)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(он|она|оно|они|его|её|ее|их|ему|ей|им|нём|нем|ней|них|эт(?:от|а|о|и|ого|ой|их|ом|ому))\b", re.IGNORECASE),
}
_NAMED = re.compile(r"[A-ZА-ЯЁ0-9]")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A set: its files by path, its questions as rows of a file that `untuned questions import` reads, and its settings."""

    files: Mapping[str, str]
    rows: Sequence[Record]
    settings: str = ""


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=measure.DATA)
    parser.add_argument("--embedder", type=Path, default=measure.ROOT / ".models" / "minilm")
    parser.add_argument("--only", choices=SETS, nargs="+", default=tuple(SETS))
    parser.add_argument("--most", type=int, default=None, help="questions of a set, where the record has 300 or 600")
    parser.add_argument("--keep", type=Path, default=None, help="where the rows of finished sets are kept, and taken from")
    options = parser.parse_args()
    data = measure.existing(options.data)
    rows: list[Record] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only:
            most = options.most or MORE.get(name, MOST)
            kept = None if options.keep is None else options.keep / f"{name.replace(' ', '_')}.{most}.json"
            if kept is not None and kept.is_file():
                rows += json.loads(kept.read_text(encoding="utf-8"))
                continue
            started = time.monotonic()
            made = SETS[name](data, random.Random(f"{SEED} {name}"), most)
            found = list(measured(name, made, Path(folder) / name.replace(" ", "_"), embedder=options.embedder.resolve()))
            print(f"{name}: {time.monotonic() - started:.0f} s", *map(verdict, found), sep="\n  ", file=sys.stderr, flush=True)
            if kept is not None:
                kept.write_text(json.dumps(found), encoding="utf-8")
            rows += found
            shutil.rmtree(Path(folder) / name.replace(" ", "_"))
    if set(options.only) == set(SETS) and options.most is None:
        measure.record("switches", rows, criteria=criteria(rows))
    else:
        measure.show(rows)
        measure.show(criteria(rows))


def measured(name: str, made: Made, folder: Path, *, embedder: Path) -> Iterator[Record]:
    """What `untuned compare` says of each switch on one set."""
    for path, text in made.files.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "untuned.toml").write_text(made.settings + variants(embedder), encoding="utf-8")
    asked = folder / "questions.jsonl"
    asked.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made.rows), encoding="utf-8")
    untuned(folder, "sync", "docs", may_end=(0, 1))  # a passage of ramdocs that is no text is told, and left out
    untuned(folder, "questions", "import", str(asked))
    for variants_ in (("default", *SWITCHES), ("semantic", "semantic_ranks")):
        for metric in METRICS:  # the second time nothing is asked: the answers are there
            out = folder / "compared.json"
            untuned(folder, "compare", *variants_, "--metric", metric, "--out", str(out))
            report = json.loads(out.read_text(encoding="utf-8"))["report"]
            figures = {column["name"]: {one["metric"]: one for one in column["figures"]} for column in report["columns"]}
            for contrast in report["contrasts"]:
                if contrast["metric"] == metric and contrast["a"] == variants_[0]:
                    yield row_of(name, contrast, figures)


def row_of(name: str, contrast: Record, figures: Mapping[str, Mapping[str, Record]]) -> Record:
    """A contrast as `compare` tells it: `b` against `a`."""
    found, metric = contrast["comparison"], contrast["metric"]
    ends = found["interval"] or {"low": None, "high": None}
    return {
        "set": name,
        "switch": contrast["b"],
        "against": contrast["a"],
        "metric": metric,
        "value": rounded(figures[contrast["b"]][metric]["value"]),
        "value against": rounded(figures[contrast["a"]][metric]["value"]),
        "difference": rounded(found["difference"]),
        "low": rounded(ends["low"]),
        "high": rounded(ends["high"]),
        "p": rounded(contrast["adjusted_p"]),
        "verdict": found["verdict"],
        "n": found["n"],
        "changes": contrast["label"].replace(f"{measure.ROOT}/", ""),
    }


def rounded(value: float | None) -> float | None:
    """Four digits."""
    return None if value is None else round(value, 4)


def variants(embedder: Path) -> str:
    """The switches that are not shipped as variants."""
    return f"""
[variants.lance]
index.engine = "lance"

[variants.semantic]
meaning.embedder = {json.dumps(str(embedder))}

[variants.semantic_ranks]
extends = "semantic"
search.fusion = "rrf"
"""


def untuned(folder: Path, *command: str, may_end: Sequence[int] = (0,)) -> None:
    """Runs the program in the folder; ends this one where it fails."""
    done = subprocess.run([sys.executable, "-m", "untuned", *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in may_end:
        sys.exit(f"untuned {' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")


def criteria(rows: Sequence[Record]) -> list[Record]:
    """What came of each switch by the rule above; fusing by ranks is a way that was not taken, so that nothing is asked of it."""
    return [outcome(switch, rows) for switch in SWITCHES]


def outcome(switch: str, rows: Sequence[Record]) -> Record:
    """Where a switch helps and where it harms, and what that makes of it."""
    of = [row for row in rows if row["switch"] == switch]
    good, bad = ("worse", "better") if switch.startswith("no_") else ("better", "worse")
    helps = [told(row) for row in of if row["verdict"] == good]
    harms = [told(row) for row in of if row["verdict"] == bad]
    gravely = any(row["verdict"] == bad and row["metric"] == "correct" for row in of)
    made = "accepted" if helps and not gravely else "mixed" if helps else "harms" if harms else "no measurable effect"
    return {
        "what": f"{switch.removeprefix('no_')}: {made}",
        "wanted": "accepted" if switch.startswith("no_") or switch == "semantic" else "no harm",
        "measured": f"helps: {'; '.join(helps) or 'nowhere'}. harms: {'; '.join(harms) or 'nowhere'}",
        "met": made == "accepted" if switch.startswith("no_") or switch == "semantic" else not harms,
    }


def verdict(row: Record) -> str:
    """A row while the rest is still under way."""
    return f"{row['switch']} {row['metric']} {row['difference']} [{row['low']}, {row['high']}] {row['verdict']} n {row['n']}"


def told(row: Record) -> str:
    """A verdict in a few words."""
    return f"{row['set']}, {row['metric']} {row['difference']:+.3f}"


# The sets


def squad2(data: Path, rng: random.Random, most: int) -> Made:
    """Questions as people asked them, with those that have no answer."""
    return wiki(data, rng, measure.sample_of(measure.json_lines(data / "squad2" / "questions.jsonl"), most, rng=rng))


def squad2_typos(data: Path, rng: random.Random, most: int) -> Made:
    """Answerable ones, two edits each."""
    chosen = measure.sample_of(answerable(data / "squad2" / "questions.jsonl"), most, rng=rng)
    return wiki(data, rng, [slipped(one, "en", rng) for one in chosen])


def squad2_low(data: Path, rng: random.Random, most: int) -> Made:
    """Answerable ones in other words than their paragraph's."""
    corpus = measure.json_lines(data / "squad2" / "corpus.jsonl")
    paragraphs = {one["id"]: set(terms(f"{one['title']}\n{one['text']}", language="en")) for one in corpus}
    chosen: list[Record] = []
    for one in answerable(data / "squad2" / "questions.jsonl"):
        own = set(terms(one["question"], language="en"))
        if own and len(own & paragraphs[one["doc_ids"][0]]) / len(own) <= LEAST_SHARED:
            chosen.append(one)
    return wiki(data, rng, drawn(chosen, most, rng))


def wiki(data: Path, rng: random.Random, asked: Sequence[Record]) -> Made:
    """squad2's articles among others."""
    others = measure.json_lines(data / "squad2" / "distractors.jsonl")
    articles = sorted({one["doc"] for one in others})
    rng.shuffle(articles)
    kept: list[Record] = []
    for article in articles:
        if len(kept) < DISTRACTORS:
            kept += [one for one in others if one["doc"] == article]
    files, paths = articles_of([*measure.json_lines(data / "squad2" / "corpus.jsonl"), *kept])
    return Made(files=files, rows=[row(one, paths, language="en") for one in asked])


def xquad(data: Path, rng: random.Random, most: int) -> Made:
    """The same questions in two languages."""
    files: dict[str, str] = {}
    rows: list[Record] = []
    ids = [one["id"] for one in measure.json_lines(data / "xquad" / "questions.en.jsonl")]
    drawn_ids = measure.sample_of(ids, most // 2, rng=rng)
    for language in ("en", "ru"):
        made, paths = articles_of(measure.json_lines(data / "xquad" / f"corpus.{language}.jsonl"), folder=language)
        files |= made
        every = {one["id"]: one for one in measure.json_lines(data / "xquad" / f"questions.{language}.jsonl")}
        rows += [row(every[id], paths, language=language) for id in drawn_ids]
    return Made(files=files, rows=rows)


def xquad_typos(data: Path, rng: random.Random, most: int) -> Made:
    """The same, two edits each."""
    made = xquad(data, rng, most)
    return Made(files=made.files, rows=[slipped(one, one["language"], rng) for one in made.rows])


def policyqa(data: Path, rng: random.Random, most: int) -> Made:
    """Questions inside a site, whose name stands behind them."""
    files, paths, chosen = sites(data)
    asked = [{**one, "question": f"{one['question'].rstrip('?. ')} ({one['doc']})?"} for one in drawn(chosen, most, rng)]
    return Made(files=files, rows=[row(one, paths, language="en") for one in asked], settings=SITE)


def policyqa_follow_ups(data: Path, rng: random.Random, most: int) -> Made:
    """The question before, of another site, and "And SITE?"; a third ask something else instead."""
    files, paths, chosen = sites(data)
    alike: dict[str, list[Record]] = {}
    for one in chosen:
        alike.setdefault(one["question"], []).append(one)
    rows: list[Record] = []
    for one in drawn([one for one in chosen if len({other["doc"] for other in alike[one["question"]]}) > 1], most, rng):
        other = rng.choice([other for other in alike[one["question"]] if other["doc"] != one["doc"]])
        before = {"question": f"{other['question'].rstrip('?. ')} ({other['doc']})?", "answer": other["answers"][0]}
        stands = rng.random() < 1 / 3
        if stands:
            before = {"question": f"Who is the contact person of {other['doc']}?", "answer": ""}
        wording = rng.choice(("And {}?", "What about {}?", "And on {}?", "How about {}?"))
        asked = f"{one['question'].rstrip('?. ')} ({one['doc']})?" if stands else wording.format(one["doc"])
        rows.append({**row({**one, "question": asked}, paths, language="en"), "history": [before]})
    return Made(files=files, rows=rows, settings=SITE)


SITE = '[metadata.site]\npattern = "[a-z0-9-]+[.](?:com|net|org|edu)"\nlook = ["title"]\n'


def sites(data: Path) -> tuple[dict[str, str], dict[str, str], list[Record]]:
    """The files of the sites, where their paragraphs are, and their questions."""
    corpus = measure.json_lines(data / "policyqa" / "corpus.jsonl")
    files, paths = articles_of(corpus)
    return files, paths, answerable(data / "policyqa" / "questions.jsonl")


def follow_ups(data: Path, rng: random.Random, most: int) -> Made:
    """Questions that lean on the one before them, and as many that stand alone after one about something else."""
    files: dict[str, str] = {}
    leaning: list[Record] = []
    alone: list[Record] = []
    for corpus, asked, language in (
        ("squad2/corpus.jsonl", "squad2/questions.jsonl", "en"),
        ("xquad/corpus.en.jsonl", "xquad/questions.en.jsonl", "en"),
        ("xquad/corpus.ru.jsonl", "xquad/questions.ru.jsonl", "ru"),
    ):
        name = corpus.partition("/")[0]
        made, paths = articles_of(measure.json_lines(data / corpus), folder=f"{name}_{language}")
        files |= made
        every = by_paragraph(answerable(data / asked))
        for before, one in pairwise(every):
            body = one["question"].partition(" ")[2]
            if before["doc_ids"] == one["doc_ids"] and _LEANS[language].search(body) and not _NAMED.search(body):
                leaning.append(said(one, before, paths, language, name))
            elif _NAMED.search(body) and not _LEANS[language].search(body):
                other = rng.choice([other for other in every if other["doc"] != one["doc"]])
                alone.append(said(one, other, paths, language, name))
    leaning = drawn(leaning, most // 2, rng)
    return Made(files=files, rows=[*leaning, *drawn(alone, len(leaning), rng)])


def by_paragraph(asked: Sequence[Record]) -> list[Record]:
    """The questions, those of a paragraph side by side, each where the first of it stands."""
    held: dict[str, list[Record]] = {}
    for one in asked:
        held.setdefault(one["doc_ids"][0], []).append(one)
    return [one for own in held.values() for one in own]


def said(one: Record, before: Record, paths: Mapping[str, str], language: str, name: str) -> Record:
    """A question after another one."""
    asked = row(one, paths, language=language)
    turn = {"question": before["question"], "answer": before["answers"][0]}
    return {**asked, "id": f"{name}-{language}-{one['id']}", "history": [turn]}


def docs_fastapi(data: Path, _rng: random.Random, most: int) -> Made:
    """The English pages; the questions of this repository about them."""
    folder = data / "docs_fastapi" / "files"
    files = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in measure.markdown_below(folder / "docs" / "en")
    }
    rows: list[Record] = []
    for name in ("docs_fastapi.jsonl", "docs_fastapi_dev.jsonl"):
        for one in measure.json_lines(measure.ROOT / "benchmarks" / "questions" / name):
            if all(page in files for page in one.get("pages") or []):
                named = {"doc_ids": [f"docs/{page}" for page in one.get("pages") or []]}
                refused = one["kind"] == "unanswerable"
                rows.append(
                    {
                        "id": one["id"],
                        "question": one["question"],
                        "answers": [] if refused else one["answers"],
                        "unanswerable": refused,
                        "language": one["language"],
                        **named,
                    }
                )
    return Made(files=files, rows=rows[:most])


def cuad(data: Path, rng: random.Random, most: int) -> Made:
    """Questions inside a contract, whose name stands behind them."""
    contracts = measure.json_lines(data / "cuad" / "corpus.jsonl")
    chosen = {one["id"]: one for one in drawn([one for one in contracts if len(one["text"]) < 80_000], CONTRACTS, rng)}
    short: dict[str, str] = {}
    for id in chosen:  # a company may have several contracts
        name = re.sub(r"[^A-Za-z]", "", id.partition("_")[0]) or f"contract{len(short)}"
        short[id] = name if name not in short.values() else f"{name}{len(short)}"
    files = {f"{short[id]}.md": f"# {short[id]}\n\n{one['text']}\n" for id, one in chosen.items()}
    every = [one for one in measure.json_lines(data / "cuad" / "questions.jsonl") if one["doc_ids"][0] in chosen]
    asked = [one for one in every if not one["unanswerable"]]
    asked = drawn(asked, most * 2 // 3, rng) + drawn([one for one in every if one["unanswerable"]], most // 3, rng)
    rows: list[Record] = []
    for one in asked:
        id = one["doc_ids"][0]
        detail = one["question"].partition("Details: ")[2].strip()
        rows.append(
            {
                "id": f"q{len(rows)}",
                "question": f"{one['category']} of the {short[id]} contract: {detail}",
                "answers": one["answers"],
                "doc_ids": [f"docs/{short[id]}.md"],
                "unanswerable": bool(one["unanswerable"]),
                "cluster": id[:60],
                "language": "en",
            }
        )
    return Made(files=files, rows=rows, settings='[metadata.contract]\npath = "docs/{contract}.md"\n')


def ramdocs(data: Path, rng: random.Random, most: int) -> Made:
    """Passages that contradict each other, are wrong, or about something else."""
    cases = drawn(measure.json_lines(data / "ramdocs" / "cases.jsonl"), most, rng)
    files = {f"{case['id']}/{nth}.md": f"{one['text']}\n" for case in cases for nth, one in enumerate(case["documents"])}
    rows = [{"id": case["id"], "question": case["question"], "answers": case["gold_answers"], "language": "en"} for case in cases]
    return Made(files=files, rows=rows)


def articles_of(paragraphs: Sequence[Record], *, folder: str = "wiki") -> tuple[dict[str, str], dict[str, str]]:
    """A file for each article, and the path of each paragraph."""
    articles: dict[str, list[Record]] = {}
    for one in paragraphs:
        articles.setdefault(one.get("doc") or one["id"].partition("#")[0], []).append(one)
    files: dict[str, str] = {}
    paths: dict[str, str] = {}
    for nth, parts in enumerate(articles.values()):
        path = f"{folder}/{nth:04}.md"
        files[path] = f"# {parts[0]['title']}\n\n" + "\n\n".join(one["text"].strip() for one in parts) + "\n"
        paths |= {one["id"]: f"docs/{path}" for one in parts}
    return files, paths


def row(one: Record, paths: Mapping[str, str], *, language: str) -> Record:
    """A question as `untuned questions import` reads it; its passage is looked for in the document by its answers."""
    refused = bool(one["unanswerable"])
    return {
        "id": f"{language}-{one['id']}",
        "question": one["question"],
        "answers": [] if refused else one["answers"],
        "doc_ids": [paths[one["doc_ids"][0]]],
        "unanswerable": refused,
        "cluster": one["doc_ids"][0],
        "language": language,
    }


def slipped(one: Record, language: str, rng: random.Random) -> Record:
    """The question with two slips of the finger."""
    return {**one, "question": mistyped(one["question"], stop_words(language), rng=rng)}


def drawn(every: Sequence[Any], most: int, rng: random.Random) -> list[Any]:
    """At most so many of them."""
    return list(every) if len(every) <= most else rng.sample(list(every), most)


def answerable(file: Path) -> list[Record]:
    """The questions that have an answer."""
    return [one for one in measure.json_lines(file) if not one["unanswerable"]]


SETS: Mapping[str, Callable[[Path, random.Random, int], Made]] = {
    "squad2": squad2,
    "squad2 two typos": squad2_typos,
    "squad2 low overlap": squad2_low,
    "xquad": xquad,
    "xquad two typos": xquad_typos,
    "policyqa": policyqa,
    "policyqa follow-ups": policyqa_follow_ups,
    "follow-ups": follow_ups,
    "docs_fastapi": docs_fastapi,
    "cuad": cuad,
    "ramdocs": ramdocs,
}

if __name__ == "__main__":
    main()
