"""A log of answers, one JSON object a line, in the shapes that people have: each line becomes an answer with its sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from untuned.errors import SourceError
from untuned.text.regex import regex
from untuned.types.checks import GivenQuote, LoggedAnswer, SourceText

ANSWER = ("answer", "response", "actual_output", "output", "result", "prediction", "completion")
CONTEXTS = (
    "contexts", "retrieved_contexts", "retrieval_context", "source_documents", "source_nodes", "context", "documents", "sources",
    "passages", "chunks",
)  # fmt: skip
QUESTION = ("question", "user_input", "query", "input", "prompt")
QUOTES = ("quotes",)
"""Names under which each part is looked for, likeliest first."""

_NESTED = ("outputs", "inputs")
_TEXTS = ("text", "page_content", "content", "quote", "answer", "response", "output", "result", "body")
_INNER = ("node", "document", "text_resource", "kwargs")
"""Where the object itself stands; `kwargs` in what LangChain's `dumps` writes."""
_TEXT_BLOCKS = ("text", "output_text")
_NAMES = ("name", "source", "file_name", "path", "title", "url")
_IDS = ("id", "id_", "doc_id")
_GIVEN_FOR = ("source", "context", "document", "name", "index")
_DEEPEST = 8
_SURROGATES = regex("[\ud800-\udfff]")
_MOST_NAMED = 12
_REMEDY = "name it as 'untuned guide verify-alone' lists"

Record = Mapping[str, object]


def logged(line: str, *, place: str) -> LoggedAnswer:
    """The answer of one line, with the sources it was made from, and the fields that they were taken from.

    `place` names the line in messages, such as `answers.jsonl:12`.

    Raises:
        SourceError: The line is no JSON object, or has no answer or no contexts.
    """
    record = _record(line, place)
    answer_field, answer = _first(record, ANSWER)
    contexts_field, contexts = _first(record, CONTEXTS)
    question_field, question = _first(record, QUESTION)
    quotes_field, quotes = _first(record, QUOTES)
    text, sources = _text(answer), _sources(contexts)
    if text is None:
        raise _unread(place, "answer", answer_field, record)
    if sources is None:
        raise _unread(place, "contexts", contexts_field, record)
    asked, given = _text(question), _quotes(quotes)
    taken = [("answer", answer_field), ("contexts", contexts_field)]
    taken += [("question", question_field)] if asked is not None else []
    taken += [("quotes", quotes_field)] if given else []
    return LoggedAnswer(answer=text, sources=sources, question=asked, quotes=given, fields=tuple(taken))


def _record(line: str, place: str) -> Record:
    try:
        record = cast("object", json.loads(line))
    except json.JSONDecodeError as error:
        raise SourceError(place, reason=f"no JSON: {error.msg} at column {error.colno}", remedy="write one JSON object a line") from error
    except (RecursionError, ValueError) as error:
        raise SourceError(place, reason="nested too deeply, or a number too long to read", remedy="leave that part out") from error
    if not isinstance(record, dict):
        raise SourceError(place, reason=f"a {_kind(record)}, not an object", remedy="write one JSON object a line")
    return cast("Record", record)


def _kind(value: object) -> str:
    named = {"list": "list", "str": "string", "int": "number", "float": "number", "bool": "truth value"}
    return named.get(type(value).__name__, "null")


def _first(record: Record, names: Iterable[str]) -> tuple[str, object]:
    """The first of these fields that is there and not null, with its name; those of `outputs` and `inputs` after the line's own."""
    wanted = list(names)
    for name in wanted:
        if record.get(name) is not None:
            return name, record[name]
    for outer in _NESTED:
        inner = record.get(outer)
        for name in wanted if isinstance(inner, dict) else ():
            value = cast("Record", inner).get(name)
            if value is not None:
                return f"{outer}.{name}", value
    return "", None


def _unread(place: str, part: str, field: str, record: Record) -> SourceError:
    if field:
        return SourceError(place, reason=f"field '{field}' holds no text to take as {part}", remedy=_REMEDY)
    has = ", ".join(list(record)[:_MOST_NAMED]) + (", …" if len(record) > _MOST_NAMED else "")
    return SourceError(place, reason=f"no {part} among its fields ({has or 'it has none'})", remedy=_REMEDY)


def _text(value: object, *, depth: int = 0) -> str | None:
    """The text of a string, or of an object that holds one, as LangChain's and LlamaIndex's do."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return _blocks(cast("list[object]", value))
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    held = cast("Record", value)
    own = next((held[name] for name in _TEXTS if isinstance(held.get(name), str)), None)
    if own is not None:
        return _text(own)
    return next((found for name in (*_INNER, *_TEXTS) for found in [_text(held.get(name), depth=depth + 1)] if found is not None), None)


def _blocks(items: Sequence[object]) -> str | None:
    """The text of a message's content blocks, `[{"type": "text", "text": ...}]`; None for another list."""
    blocks = [cast("Record", item) for item in items if isinstance(item, dict) and "type" in item]
    texts = [str(block["text"]) for block in blocks if block["type"] in _TEXT_BLOCKS and isinstance(block.get("text"), str)]
    return _text("".join(texts)) if texts and len(blocks) == len(items) else None


def _sources(value: object) -> tuple[SourceText, ...] | None:
    """The sources of a list, of one text, or of an object with a text by name; None where there is nothing to read."""
    if isinstance(value, list):
        return _listed(cast("list[object]", value))
    one = _source(value)
    if one is not None:
        return (one,)
    if isinstance(value, dict):
        named = [(name, _text(text)) for name, text in cast("Record", value).items()]
        return tuple(SourceText(name=name, text=text) for name, text in named if text is not None) or None
    return None


def _listed(items: Sequence[object]) -> tuple[SourceText, ...] | None:
    """The sources of a list, each at its own place, since `[3]` counts by it: null is a source without a text.

    Pairs of a document and its score, and lists of one query each, are looked into. None where an item has no text, or all are null.
    """
    alone = _unscored(items[0]) if len(items) == 1 else None
    if isinstance(alone, list) and alone is items[0]:
        return _listed(cast("list[object]", alone))
    found = [SourceText(text="") if item is None else _source(_unscored(item)) for item in items]
    read = [source for source in found if source is not None]
    return None if len(read) < len(found) or (found and all(item is None for item in items)) else tuple(read)


def _unscored(item: object) -> object:
    """The document of `[document, score]`, or of a list that holds one alone."""
    if not isinstance(item, list):
        return item
    held = cast("list[object]", item)
    scored = len(held) == 2 and isinstance(held[1], int | float)
    return held[0] if scored or len(held) == 1 else held


def _source(value: object) -> SourceText | None:
    text = _text(value)
    return None if text is None else SourceText(text=text, name=_name(value))


def _name(value: object, *, depth: int = 0) -> str:
    """What an object's text is called: by itself, by its metadata, or by the object inside it."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return ""
    held = cast("Record", value)
    own = (str(held[name]) for name in _NAMES if isinstance(held.get(name), str | int))
    inside = (_name(held.get(inner), depth=depth + 1) for inner in ("metadata", *_INNER))
    ids = (str(held[name]) for name in _IDS if isinstance(held.get(name), str | int))
    return next((name for names in (own, inside, ids) for name in names if name), "")


def _quotes(value: object) -> tuple[GivenQuote, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(_given(items))


def _given(items: Sequence[object]) -> Iterator[GivenQuote]:
    for item in items:
        text = _text(item)
        if text is not None:
            yield GivenQuote(text=text, source=_given_for(cast("Record", item)) if isinstance(item, dict) else None)


def _given_for(held: Record) -> str | int | None:
    named = (held.get(name) for name in _GIVEN_FOR)
    return next((value for value in named if isinstance(value, str | int)), None)
