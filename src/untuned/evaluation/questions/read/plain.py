"""Rows with a question and its answers under one of the usual names, with the documents that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from untuned.evaluation.questions.read.build import ABSTAIN, ANSWERABLE, KINDS, Asked, built
from untuned.evaluation.questions.read.fields import Values, first, items, members, number, text, texts
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row

QUESTION = ("question", "query", "prompt", "input", "user_input", "q", "text", "instruction", "вопрос")
ANSWERS = (
    "answers", "answer", "reference", "references", "reference_answer", "ground_truth", "ground_truths", "expected", "expects",
    "expected_output", "expected_answer", "target", "ideal", "correct_answer", "best_answer", "gold", "gold_answer", "label_answer",
    "ответ",
)  # fmt: skip
DOCUMENTS = (
    "doc_ids",
    "documents",
    "pages",
    "paths",
    "doc_id",
    "document",
    "page",
    "path",
    "source",
    "sources",
    "file",
    "file_name",
    "filename",
    "source_file",
    "документ",
    "источник",
)
QUOTES = ("quotes", "quote", "evidence", "passages", "passage", "supporting_facts")
CLUSTER = ("cluster", "doc", "group", "topic")


def fits(values: Values) -> bool:
    """True when the row names its question as people usually do."""
    return first(values, *QUESTION) is not None


def read(row: Row) -> Iterator[Parsed]:
    """The row's question; its evidence is looked for by the quotes, the spans or the answers that it gives."""
    values = row.values
    answers = texts(first(values, *_answer_names(values)), "answers")
    said = text(values.get("kind"), "kind") if not isinstance(values.get("kind"), list | dict) else ""
    quotes = [one for one in items(first(values, *QUOTES), "quotes") if isinstance(one, str) and one.strip()]
    parts = tuple(Wanted(texts=(quote,), kind="quote") for quote in quotes)
    asked = Asked(
        text=text(first(values, *QUESTION), "question"),
        answers=answers,
        must_abstain=_abstains(values, said, answers),
        kind=said if said in KINDS else None,
        cluster=text(first(values, *CLUSTER), "cluster"),
        documents=_documents(first(values, *DOCUMENTS)),
        wanted=parts or passages_of(answers, values.get("spans")),
    )
    # What other sets call a split (train, test, dev) says nothing of this project's; `split` is taken where it is one of ours.
    yield built(row, asked, {**values, "kind": None, "cluster": None})


def _answer_names(values: Values) -> tuple[str, ...]:
    """The names of answers, `a` among them only beside `q` and without `b`: elsewhere it is the first of several choices."""
    return (*ANSWERS, "a") if "q" in values and "b" not in values else ANSWERS


def _abstains(values: Values, said: str, answers: Sequence[str]) -> bool | None:
    """True for a row that says so, also by its kind, or by an answer that is given as null under a name that expects one."""
    if said == "unanswerable" or ("expects" in values and values["expects"] is None):
        return True
    if any(name in values for name in (*ABSTAIN, *ANSWERABLE)):
        return None
    return said == "refusal" and not answers


def passages_of(answers: Sequence[str], spans: object) -> tuple[Wanted, ...]:
    """What is looked for where answers stand in documents, with their places where `spans` tells them.

    One span for each answer: the answers are worded otherwise, and one is enough. A list of spans for each: all are parts.
    """
    if not answers:
        return ()
    places = cast("list[object]", spans) if isinstance(spans, list) else []
    if len(places) != len(answers):
        return (Wanted(texts=tuple(answers), kind="answer"),)
    nested = [_first_offset(place) for place in places]
    if all(_is_list_of_spans(place) for place in places):
        return tuple(Wanted(texts=(answer,), kind="answer", at=at) for answer, at in zip(answers, nested, strict=True))
    return (Wanted(texts=tuple(answers), kind="answer", at=nested[0]),)


def _documents(value: object) -> tuple[str, ...]:
    """Names of documents: as they are, or what objects have for a name."""
    found = (first(members(one), "path", "id", "title", "name") or one for one in items(value, "documents"))
    return tuple(dict.fromkeys(text(one, "documents") for one in found if isinstance(one, str | int) and str(one).strip()))


def _is_list_of_spans(place: object) -> bool:
    parts = cast("list[object]", place) if isinstance(place, list) else []
    return bool(parts) and isinstance(parts[0], list)


def _first_offset(place: object) -> int | None:
    while isinstance(place, list) and place:
        place = cast("list[object]", place)[0]
    return number(place, "spans") if isinstance(place, int) and place >= 0 else None
