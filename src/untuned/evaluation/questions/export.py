"""Questions given back out: in the project's own shape, which holds all of them, and in those of other tools."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, Protocol

from untuned.types.documents import Span, Version
from untuned.types.measures import Evidence, Question
from untuned.types.principal import Principal

ExportShape = Literal["jsonl", "csv", "squad", "promptfoo", "ragas", "openai"]

JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None

NAMES = tuple(field.name for field in fields(Question))
_AROUND = 600
"""Characters of a document on either side of an answer that SQuAD's and Ragas's contexts show."""


class Slices(Protocol):
    """Pieces of versions' texts that a principal may read."""

    def slices(self, spans: Sequence[Span], *, principal: Principal) -> Mapping[Span, tuple[Version, str]]:
        """Each readable span with its version and text."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A file's text, and what is not in it."""

    text: str
    questions: int
    left_out: tuple[str, ...] = ()
    """Ids of questions whose evidence the principal may not read."""


def export_questions(questions: Sequence[Question], *, shape: ExportShape = "jsonl", truth: Slices, principal: Principal) -> Export:
    """The questions as a file of a shape. `jsonl` and `csv` hold all that a question is; the others what they have a place for.

    A question of which any passage may not be read by the principal is left out whole: its wording and its answers tell of it.
    """
    spans = [span for question in questions for one in question.evidence if (span := one.span) is not None]
    wide = {span: Span(version=span.version, start=max(0, span.start - _AROUND), end=span.end + _AROUND) for span in spans}
    held = truth.slices([*dict.fromkeys([*spans, *wide.values()])], principal=principal)
    # What a question leans on may be closed to those who may read what it quotes.
    kept = list(questions) if principal.owner else [replace(question, leans_on=()) for question in questions if _readable(question, held)]
    contexts = {span: _whole_words(span, wide[span].start, held[wide[span]][1]) for span in spans if wide[span] in held}
    write = _WRITERS[shape]
    out = {question.id for question in questions} - {question.id for question in kept}
    return Export(text=write(kept, contexts), questions=len(kept), left_out=tuple(one.id for one in questions if one.id in out))


def _whole_words(span: Span, start: int, text: str) -> tuple[int, str]:
    """The text around a passage without the words that its ends cut; where it begins in the version."""
    before = text[: span.start - start]
    cut = re.match(r"\S*\s+", before) if start > 0 else None
    first = cut.end() if cut is not None else 0
    last = text.rfind(" ", span.end - start) if len(text) == span.end + _AROUND - start else -1
    return start + first, text[first : last if last > 0 else len(text)]


def _readable(question: Question, held: Mapping[Span, tuple[Version, str]]) -> bool:
    """True when every passage is there for the principal; a question without any tells of documents that nobody can name."""
    return bool(question.evidence) and all(one.span is not None and one.span in held for one in question.evidence)


Contexts = Mapping[Span, tuple[int, str]]
"""Where the text around a passage begins in its version, and the text."""


def question_json(question: Question) -> dict[str, JSON]:
    """A question by its fields' names; what reads `untuned` rows makes the same question of it."""
    return {name: _plain(getattr(question, name)) for name in NAMES}


def _plain(value: Any) -> JSON:  # noqa: ANN401 - whatever a field of the nouns holds
    if isinstance(value, tuple):
        return [_plain(one) for one in value]  # pyright: ignore[reportUnknownVariableType] - fields of the nouns
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _line(value: JSON) -> str:
    # U+2028 and U+2029 are line ends to some readers; escaped they mean the same.
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


def jsonl(questions: Sequence[Question]) -> str:
    """The questions in the project's own shape, one a line."""
    return "".join(_line(question_json(question)) for question in questions)


def _jsonl(questions: Sequence[Question], _contexts: Contexts) -> str:
    return jsonl(questions)


def _csv(questions: Sequence[Question], _contexts: Contexts) -> str:
    """A row for each question; lists stand in their cells as JSON."""
    written = io.StringIO(newline="")
    table = csv.writer(written)  # its line ends are those of RFC 4180: a cell that holds either sign is quoted
    table.writerow(NAMES)
    for question in questions:
        table.writerow(_cell(value) for value in question_json(question).values())
    return written.getvalue()


def _cell(value: JSON) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def _found(question: Question, contexts: Contexts) -> Iterator[tuple[Evidence, int, str]]:
    """Each passage with where the text around it begins, and that text."""
    for one in question.evidence:
        span = one.span
        if span is not None and span in contexts:
            start, text = contexts[span]
            yield one, start, text


def _squad(questions: Sequence[Question], contexts: Contexts) -> str:
    """SQuAD 2.0: a paragraph for each question, the text around its evidence; an answer is the passage's own words where it has none."""
    articles: dict[str, list[JSON]] = {}
    for question in questions:
        found = next(_found(question, contexts), None)
        context = found[2] if found else ""
        answers = [_squad_answer(words, found) for words in question.answers or ((found[0].quote,) if found else ())]
        asked: JSON = {
            "id": question.id,
            "question": question.text,
            "answers": [one for one in answers if one is not None],
            "is_impossible": question.must_abstain,
        }
        title = found[0].path if found else question.cluster
        articles.setdefault(title, []).append({"context": context, "qas": [asked]})
    data: list[JSON] = [{"title": title, "paragraphs": paragraphs} for title, paragraphs in articles.items()]
    return json.dumps({"version": "v2.0", "data": data}, ensure_ascii=False, indent=1) + "\n"


def _squad_answer(words: str, found: tuple[Evidence, int, str] | None) -> JSON:
    if found is None:
        return {"text": words, "answer_start": 0}
    evidence, start, context = found
    at = context.find(words, max(0, evidence.start - start)) if words in context else -1
    at = context.find(words) if at < 0 else at
    return {"text": words, "answer_start": at} if at >= 0 else {"text": evidence.quote, "answer_start": evidence.start - start}


def _promptfoo(questions: Sequence[Question], _contexts: Contexts) -> str:
    """Tests of promptfoo: `contains-any` of the answers, `is-refusal` where there is none; `metadata` keeps the rest."""
    tests: list[JSON] = []
    for question in questions:
        asserted: list[JSON] = [{"type": "is-refusal"}] if question.must_abstain else []
        if question.answers:
            several = len(question.answers) > 1
            value: JSON = list(question.answers) if several else question.answers[0]
            asserted.append({"type": "icontains-any" if several else "icontains", "value": value})
        rest = {name: value for name, value in question_json(question).items() if name not in ("text", "answers", "evidence") and value}
        paths: list[JSON] = [*dict.fromkeys(one.path for one in question.evidence)]
        tests.append({"vars": {"question": question.text}, "assert": asserted, "metadata": {**rest, "documents": paths}})
    yaml: Any = import_module("yaml")
    return yaml.safe_dump({"tests": tests}, allow_unicode=True, sort_keys=False, width=1_000)


def _ragas(questions: Sequence[Question], contexts: Contexts) -> str:
    return "".join(
        _line(
            {
                "id": question.id,
                "user_input": question.text,
                "reference": question.answers[0] if question.answers else "",
                "reference_contexts": [one.quote for one, _, _ in _found(question, contexts)],
                "must_abstain": question.must_abstain,
            }
        )
        for question in questions
    )


def _openai(questions: Sequence[Question], _contexts: Contexts) -> str:
    """Conversations with the reference as the assistant's last words; metadata keep the id."""
    return "".join(_line({"messages": list(_messages(question)), "metadata": _about(question)}) for question in questions)


def _messages(question: Question) -> Iterator[JSON]:
    for turn in question.history:
        yield {"role": "user", "content": turn.question}
        yield {"role": "assistant", "content": turn.answer}
    yield {"role": "user", "content": question.text}
    if question.answers:
        yield {"role": "assistant", "content": question.answers[0]}


def _about(question: Question) -> JSON:
    return {"id": question.id, "kind": question.kind, "must_abstain": question.must_abstain, "language": question.language}


_WRITERS: Mapping[ExportShape, Callable[[Sequence[Question], Contexts], str]] = MappingProxyType(
    {"jsonl": _jsonl, "csv": _csv, "squad": _squad, "promptfoo": _promptfoo, "ragas": _ragas, "openai": _openai}
)
