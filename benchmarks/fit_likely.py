"""Fit the weights by which what is likest to a question by meaning is shown, and measure them by leaving out one set after another.

    python benchmarks/fit_likely.py --semantic FOLDER [--data ../shared/data] [--docs FOLDER] [--write]

Every English question that words alone do not answer, over the ordinary folders that were looked at (`other_words.py`), the FastAPI docs
(development set and newcomers) and two other documentations (`other_docs.py`: Docker and Borg): what stands out by meaning, how far, and
whether it is right. Each set is judged by weights that were fitted on all others; the shipped ones (`--write`) are fitted on all, every set
as it is. At `THRESHOLD` about four of five that are shown are right in that.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from _measure import DATA, ROOT, Row, existing, json_lines, record
from main_job import QUESTIONS, squeezed
from other_docs import DOCS, fetched
from other_words import FOLDERS, SEEN, answers, settings_for
from untuned.models.embed.embedder import reads
from untuned.models.reader.extractive import read
from untuned.models.reader.likeness import Standing, likest, reading_of, spots
from untuned.project import Project
from untuned.rag.answer.abstain import shipped, weigh
from untuned.rag.answer.likely import is_barred
from untuned.rag.evidence import Library, gather, search

TARGET = ROOT / "src" / "untuned" / "rag" / "answer" / "likely.json"
THRESHOLD = 0.6
"""Chosen with these sets in sight: higher ones show much less and hardly fewer wrong ones."""
INVERSE_PENALTY = 1.0


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question that words do not answer, and what stands out by meaning."""

    set: str
    standing: Standing
    right: bool


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--semantic", type=Path, required=True, help="folder of the embedder")
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--docs", type=Path, help="folder that has the other documentations already")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    cases = list(collected(given.semantic.resolve(), existing(given.data), given.docs))
    judged = [(case, score) for name in sets_of(cases) for case, score in left_out(name, cases)]
    rows = [row for name in (*sets_of(cases), "all") for row in shown(name, judged)]
    scores = [score for _, score in judged]
    rows.append({"set": "all", "what": "AUROC", "value": round(float(roc_auc_score([case.right for case, _ in judged], scores)), 4)})
    rows.append({"set": "all", "what": "threshold", "value": THRESHOLD})
    if given.write:
        write(cases)
    record("likely", rows, criteria=[])


def collected(embedder: Path, data: Path, docs: Path | None) -> Iterator[Case]:
    """The cases of every set."""
    with tempfile.TemporaryDirectory() as held:
        scratch = Path(held)
        for name in SEEN:
            asked = json_lines(FOLDERS / f"{name}.questions.jsonl")
            yield from of_folder(name, FOLDERS / name, asked, scratch / name, embedder, shows=answers)
        fastapi = data / "docs_fastapi" / "files"
        for name in ("docs_fastapi_dev", "docs_fastapi_newcomers"):
            yield from of_folder(name, fastapi, json_lines(QUESTIONS / f"{name}.jsonl"), scratch / "fastapi", embedder, shows=accepts)
        others = docs or fetched(scratch / "docs")
        for name in (name for name, documentation in DOCS.items() if documentation.read):
            asked = json_lines(QUESTIONS / f"docs_{name}.jsonl")
            yield from of_folder(name, others / name, asked, scratch / f"of {name}", embedder, shows=accepts)


def accepts(question: dict, shown: str) -> bool:
    """True for a text with one of a question's accepted answers."""
    return any(squeezed(accepted) in squeezed(shown) for accepted in question["answers"])


def of_folder(
    name: str, docs: Path, asked: Sequence[dict], folder: Path, embedder: Path, *, shows: Callable[[dict, str], bool]
) -> Iterator[Case]:
    """The cases of one folder's questions in English."""
    shutil.copytree(docs, folder, dirs_exist_ok=True)
    (folder / "untuned.toml").write_text(settings_for(embedder), encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        library = project.library()
        for question in (question for question in asked if question.get("language", "en") == "en"):
            case = case_of(name, question, library, shows=shows)
            if case is not None:
                yield case


def case_of(name: str, question: dict, library: Library, *, shows: Callable[[dict, str], bool]) -> Case | None:
    """What stands out for a question; None where words answer it, or nothing stands out that may."""
    assert library.meaning is not None
    found = search(question["question"], library=library)
    passages = gather(found, library=library)
    reading = read(question["question"], passages, idf=found.idf, language=found.language)
    spotted = spots(passages, reads=partial(reads, library.meaning.embedder))
    if weigh(reading, passages) >= shipped().threshold or not spotted:
        return None
    stands_out = likest(question["question"], spotted, passages, embedder=library.meaning.embedder)
    if stands_out is None:
        return None
    best, standing = stands_out
    meant = reading_of(best, reading, passages)
    if is_barred(meant, reading, passages):
        return None
    quoted = " \n ".join(quote for draft in meant.drafts for _, quote in draft.quotes)
    return Case(set=name, standing=standing, right=shows(question, quoted))


def sets_of(cases: Sequence[Case]) -> list[str]:
    """The names of the sets, in order."""
    return list(dict.fromkeys(case.set for case in cases))


def left_out(name: str, cases: Sequence[Case]) -> list[tuple[Case, float]]:
    """The cases of a set, each with its probability by weights that were fitted on all others."""
    mine = [case for case in cases if case.set == name]
    mean, scale, model = fitted([case for case in cases if case.set != name])
    chances = model.predict_proba((np.array([case.standing for case in mine]) - mean) / scale)[:, 1]
    return list(zip(mine, map(float, chances), strict=True))


def fitted(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray, LogisticRegression]:
    """Mean and scale of the features, and the regression over the scaled ones."""
    rows = np.array([case.standing for case in cases])
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    return mean, scale, LogisticRegression(C=INVERSE_PENALTY).fit((rows - mean) / scale, [case.right for case in cases])


def shown(name: str, judged: Sequence[tuple[Case, float]]) -> Iterator[Row]:
    """What of a set would be shown, and how much of that is right."""
    mine = [(case, score) for case, score in judged if name in ("all", case.set)]
    taken = [case.right for case, score in mine if score >= THRESHOLD]
    yield {"set": name, "what": "not answered by words", "value": len(mine)}
    yield {"set": name, "what": "right at the first place", "value": sum(case.right for case, _ in mine)}
    yield {"set": name, "what": "shown, right", "value": sum(taken)}
    yield {"set": name, "what": "shown, wrong", "value": len(taken) - sum(taken)}


def write(cases: Sequence[Case]) -> None:
    """The weights that are shipped."""
    mean, scale, model = fitted(cases)
    counts = ", ".join(f"{name} {sum(case.set == name for case in cases)}" for name in sets_of(cases))
    held = {
        "name": "likely/1",
        "features": list(Standing._fields),
        "mean": [round(float(value), 5) for value in mean],
        "scale": [round(float(value), 5) for value in scale],
        "weights": [round(float(value), 5) for value in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 5),
        "threshold": THRESHOLD,
        "fitted_on": f"English questions that words do not answer: {counts}",
        "date": datetime.now(UTC).date().isoformat(),
    }
    TARGET.write_text(json.dumps(held, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
