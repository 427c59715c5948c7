"""The scorers on real answers: whether `correct` can be fooled, what a run costs to score, whether a voice and a slip are heard.

    python benchmarks/scoring.py [--data ../shared/data]

The default reader is asked questions of squad2 and xquad (English and Russian) about their own paragraphs. Each answer is scored as it
is, and once more against the reference answers of a question about another article (`swapped`), which hardly ever can be right. Wrong
answers in a model's words come from halueval; some of them are right all the same, so that their share has no floor at 0. That set was read
while `correct` was made (its rule for `A or B?` and for negations), and its limit was set after seeing about what it measures; the
sets of questions were read too, in other samples.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from _measure import data_folder, json_lines, record, sample_of
from _paragraphs import Asked, Paragraph, paragraphs, questions
from untuned.evaluation.metrics import correct
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading.broken import broken, written
from untuned.evaluation.metrics.reading.declining import declines
from untuned.evaluation.metrics.reading.voices import LEAST_AUROC, voice_of
from untuned.evaluation.metrics.registry import METRICS
from untuned.project import Project
from untuned.text.words import terms
from untuned.types.answers import Answer
from untuned.types.measures import Cited, Evidence, Question, Run

SAMPLE = 150
NOW = datetime(2026, 5, 1, tzinfo=UTC)
SLIPS = ("doubled", "inserted", "swapped", "dropped", "replaced")


def main() -> None:
    data = data_folder(sys.argv)
    rows, milliseconds, swapped = [], [], []
    for name, texts, asked in sets(data):
        cases = answered(texts, asked)
        cost = cpu_ms(cases)
        wrong = swapped_right(cases)
        milliseconds.append(cost)
        swapped.append(wrong)
        right = [correct.METRIC.of(case).value for case in cases if not case.question.must_abstain and not case.refused]
        rows.append(row(name, "cpu_ms_a_run", cost, len(cases)))
        rows.append(row(name, "right_of_answered", float(np.mean(right)), len(right)))
        rows.append(row(name, "swapped_taken_for_right", wrong, len(right)))
    gold, fooled, count = halueval(data / "halueval_qa_seed" / "qa.jsonl")
    rows += [row("halueval", "reference_right", gold, count), row("halueval", "wrong_taken_for_right", fooled, count)]
    rows += list(refusals(data / "ragtruth" / "responses.jsonl"))
    slips, false, total = misspelt(data)
    rows += [row("ragtruth", f"slip_found_{kind}", float(np.mean(found)), len(found)) for kind, found in slips.items()]
    rows.append(row("ragtruth", "misspelt_words_falsely", false, total))
    voices = dict(heard(data))
    rows += [row(name, "auroc_at_100_words", auroc, pieces) for name, (auroc, pieces) in voices.items()]
    seconds = max(milliseconds) * 10
    record(
        "scoring",
        rows,
        criteria=[
            {"what": "CPU-s to score 10,000 runs, slowest set", "wanted": 20, "measured": round(seconds, 1), "met": seconds <= 20},
            at_most("answers of another question taken for right, worst set", 0.03, max(swapped)),
            at_most("halueval's wrong answers taken for right", 0.1, fooled),
            {"what": "halueval's reference answers right", "wanted": 1.0, "measured": gold, "met": gold == 1.0},
            at_most("words of sound answers held for misspelt", 0.01, false),
            at_most("AUROC between halves of one encyclopaedia", LEAST_AUROC, voices["squad2, halves"][0]),
        ],
    )


def row(name: str, what: str, value: float, n: int) -> dict[str, object]:
    return {"set": name, "what": what, "value": round(value, 4), "n": n}


def at_most(what: str, wanted: float, measured: float) -> dict[str, object]:
    return {"what": what, "wanted": wanted, "measured": round(measured, 4), "met": measured <= wanted}


def sets(data: Path) -> Iterator[tuple[str, list[Paragraph], list[Asked]]]:
    squad = paragraphs(data / "squad2" / "corpus.jsonl", language="en")
    yield "squad2", squad, sample_of(questions(data / "squad2" / "questions.jsonl", language="en"), SAMPLE, rng=random.Random(1))
    for language in ("en", "ru"):
        texts = paragraphs(data / "xquad" / f"corpus.{language}.jsonl", language=language)
        asked = questions(data / "xquad" / f"questions.{language}.jsonl", language=language)
        yield f"xquad {language}", texts, sample_of(asked, SAMPLE, rng=random.Random(1))


def answered(texts: Sequence[Paragraph], asked: Sequence[Asked]) -> list[Case]:
    """The project's own answers, as cases."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {text.id: f"{number:05}.txt" for number, text in enumerate(texts)}
        for text in texts:
            (folder / files[text.id]).write_text(text.text, encoding="utf-8")
        Project.init(folder)
        with Project.open(folder) as project:
            project.sync()
            return [case(project, one, files[one.paragraphs[0]]) for one in asked]


def case(project: Project, asked: Asked, path: str) -> Case:
    version, text = project.version(path)
    found = [text.find(answer) for answer in asked.answers]
    evidence = tuple(
        Evidence(path=path, quote=answer, version=version.id, start=at, end=at + len(answer))
        for answer, at in zip(asked.answers, found, strict=True)
        if at >= 0
    )
    question = Question(
        id=asked.id,
        text=asked.question,
        answers=() if asked.unanswerable else asked.answers,
        evidence=() if asked.unanswerable else evidence,
        must_abstain=asked.unanswerable,
        cluster=asked.article,
        language=asked.language,
    )
    answer = project.ask_sync(asked.question)
    read = tuple(project.version(span.version)[1][span.start : span.end] for span in answer.retrieved)
    return Case(run=run(answer, asked.id), question=question, read=read, known=str.isalpha)


def run(answer: Answer, question: str) -> Run:
    return Run(
        variant="default",
        question=question,
        status="abstained" if answer.state == "abstained" else "ok",
        state=answer.state,
        reason=answer.reason or "",
        text=answer.text,
        verified=True,
        claims=tuple(claim.text for claim in answer.claims),
        cited=tuple(Cited(span=citation.span, verdict=citation.verdict.kind) for citation in answer.citations),
        dropped=tuple(dropped.reason for dropped in answer.dropped),
        hits=answer.retrieved,
        read=answer.retrieved,
        language=answer.language,
        at=answer.asked_at,
    )


def cpu_ms(cases: Sequence[Case]) -> float:
    began = time.process_time()
    for one in cases:
        for metric in METRICS:
            metric.of(one)
    return (time.process_time() - began) / len(cases) * 1000


def swapped_right(cases: Sequence[Case]) -> float:
    """The share of shown answers that `correct` holds for right against the reference answers of a question about another article."""
    shown = [one for one in cases if not one.question.must_abstain and not one.refused]
    rng, found = random.Random(2), []
    for one in shown:
        others = [each.question for each in shown if each.question.cluster != one.question.cluster]
        if not others:
            raise SystemExit("all questions that are answered are about one article: name data with several")
        other = rng.choice(others)
        found.append(correct.METRIC.of(replace(one, question=replace(one.question, answers=other.answers, evidence=()))).value)
    return float(np.mean(found))


def halueval(file: Path) -> tuple[float, float, int]:
    """The shares of reference answers and of wrong ones that are held for right, and how many wrong ones there are."""
    gold, fooled = [], []
    for given in json_lines(file):
        question = Question(id=given["id"], text=given["question"], answers=(given["right_answer"],))
        gold.append(said(question, given["right_answer"]))
        fooled += [said(question, wrong) for wrong in sorted(set(given["hallucinated"].values()))]
    return float(np.mean(gold)), float(np.mean(fooled)), len(fooled)


def said(question: Question, text: str) -> float:
    plain = Run(variant="model", question=question.id, status="ok", text=text, at=NOW)
    return correct.METRIC.of(Case(run=plain, question=question)).value or 0.0


def refusals(file: Path) -> Iterator[dict[str, object]]:
    answers = [given["response"] for given in json_lines(file)]
    found = [answer for answer in answers if declines(answer)]
    yield row("ragtruth", "refusals", len(found) / len(answers), len(answers))


def misspelt(data: Path) -> tuple[dict[str, list[bool]], float, int]:
    """Which planted slips are found, by kind; the share of sound words that are held for slips, and their count."""
    known_words = {
        word for text in paragraphs(data / "squad2" / "corpus.jsonl", language="en") for word in terms(text.text, stop_words=False)
    }
    rng, hits, wrong, total = random.Random(3), defaultdict[str, list[bool]](list), 0, 0

    def known(word: str) -> bool:
        return all(term in known_words for term in terms(word, stop_words=False))

    for given in json_lines(data / "ragtruth" / "responses.jsonl"):
        text, familiar = given["response"], (given["question"], given["context"])
        total += len(written(text))
        wrong += sum(why == "misspelt" for why in broken(text, language="en", familiar=familiar, known=known).values())
        long = [word for word in sorted(set(written(text))) if word.islower() and len(word) > 5 and known(word)]
        for kind in SLIPS if long else ():
            slip = slipped(rng.choice(long), kind, rng)
            if not known(slip):
                hits[kind].append("misspelt" in broken(slip, language="en", familiar=(), known=known).values())
    return dict(hits), wrong / total, total


def slipped(word: str, kind: str, rng: random.Random) -> str:
    at, letter = rng.randrange(1, len(word) - 1), rng.choice("abcdefghijklmnopqrstuvwxyz")
    rest = {"doubled": word[at] + word[at:], "inserted": letter + word[at:], "dropped": word[at + 1 :], "replaced": letter + word[at + 1 :]}
    return word[:at] + rest.get(kind, word[at + 1] + word[at] + word[at + 2 :])


def heard(data: Path) -> Iterator[tuple[str, tuple[float, int]]]:
    """How well 100 words tell an author from another: policies from an encyclopaedia, and the encyclopaedia's halves from each other."""
    squad, policy = (articles(data / name / "corpus.jsonl") for name in ("squad2", "policyqa"))
    squad += articles(data / "xquad" / "corpus.en.jsonl")
    for name, own, others in (("policyqa against squad2", policy[:10], squad), ("squad2, halves", squad[::2], squad[1::2])):
        found = next(each for each in voice_of(own, others).calibrations if each.words == 100)
        yield name, (found.auroc, found.own + found.others)


def articles(file: Path) -> list[str]:
    found = defaultdict[str, list[str]](list)
    for text in paragraphs(file, language="en"):
        found[text.article].append(text.text)
    return [" ".join(found[name]) for name in sorted(found)]


if __name__ == "__main__":
    main()
