"""SQuAD 1.1 and 2.0: the JSON file of articles and paragraphs, or a row for each question with its context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import BadRow, Values, items, mappings, number, text, texts, truth
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Fault, Row


def fits(values: Values) -> bool:
    """True for a whole file of this shape, or for a row of it with its context."""
    if isinstance(values.get("data"), list):
        return True
    return "context" in values and "question" in values and isinstance(values.get("answers"), dict | list)


def read(row: Row) -> Iterator[Parsed | Fault]:
    """The questions of a row, which may be the whole file; one bad question is a fault."""
    if not isinstance(row.values.get("data"), list):
        yield _question(row, title=text(row.values.get("title"), "title"), context=text(row.values.get("context"), "context"))
        return
    for nth, article in enumerate(items(row.values["data"], "data")):
        yield from _article(article, f"{row.place}:data[{nth}]")


def _article(article: object, place: str) -> Iterator[Parsed | Fault]:
    if not isinstance(article, dict):
        yield Fault(place=place, reason="is not an article with paragraphs")
        return
    held = cast("Values", article)
    try:
        title = text(held.get("title"), "title")
        paragraphs = mappings(held.get("paragraphs"), "paragraphs")
    except BadRow as error:
        yield Fault(place=place, reason=error.reason)
        return
    for nth, paragraph in enumerate(paragraphs):
        yield from _paragraph(paragraph, f"{place}.paragraphs[{nth}]", title)


def _paragraph(paragraph: Values, place: str, title: str) -> Iterator[Parsed | Fault]:
    try:
        context = text(paragraph.get("context"), "context")
        asked = mappings(paragraph.get("qas"), "qas")
    except BadRow as error:
        yield Fault(place=place, reason=error.reason)
        return
    for nth, values in enumerate(asked):
        at = f"{place}.qas[{nth}]"
        try:
            yield _question(Row(place=at, values=values), title=title, context=context)
        except BadRow as error:
            yield Fault(place=at, reason=error.reason)


def _question(row: Row, *, title: str, context: str) -> Parsed:
    found, start = _answers(row.values.get("answers"))
    abstains = truth(row.values.get("is_impossible"), "is_impossible")
    path = text(row.values.get("path"), "path") or title
    asked = Asked(
        text=text(row.values.get("question"), "question"),
        answers=found,
        # In SQuAD 2.0 as a table the impossible ones are those without an answer.
        must_abstain=abstains if abstains is not None else not found and isinstance(row.values.get("answers"), dict),
        cluster=title,
        documents=(path,) if path else (),
        wanted=(Wanted(texts=found, kind="answer", around=context, at=start),) if found else (),
    )
    return built(row, asked)


def _answers(value: object) -> tuple[tuple[str, ...], int | None]:
    """The distinct answers with where the first begins: objects with `text` and `answer_start`, or one of two lists."""
    if isinstance(value, dict):
        held = cast("Values", value)
        starts = items(held.get("answer_start"), "answer_start")
        return tuple(dict.fromkeys(texts(held.get("text"), "answers.text"))), number(starts[0], "answer_start") if starts else None
    listed = mappings(value, "answers")
    found = tuple(dict.fromkeys(answer for one in listed if (answer := text(one.get("text"), "answers.text")).strip()))
    return found, number(listed[0].get("answer_start"), "answer_start") if listed else None
