"""Rows of answers that were made elsewhere, in the shapes that such logs have, each as one logged answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import cast

from untuned.types.answers import Turn

Values = Mapping[str, object]
_NOTHING: Values = {}

_ANSWER = ("answer", "response", "output", "completion", "prediction")
_QUESTION = ("question", "user_input", "query", "input")
_CONTEXTS = ("retrieved_contexts", "contexts", "context", "documents", "passages")
_SYSTEM = ("system", "model", "model_name", "variant", "name")
_IDS = ("question_id", "source_id")
_OWN_IDS = ("custom_id", "id")
_TEXT = ("text", "content", "page_content", "passage")


class BadRow(Exception):
    """A row that is no logged answer; its text says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A line that gives no answer, and why."""

    place: str
    """`file:line`."""
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """One answer as a log has it."""

    place: str
    question: str
    history: tuple[Turn, ...] = ()
    question_id: str = ""
    """As the row names it for the question; "" where it does not."""
    own_id: str = ""
    """Of the row, which may be the question's; "" where it has none."""
    text: str
    error: str = ""
    contexts: tuple[str, ...] = ()
    system: str = ""
    """Who answered; "" where the row does not say."""
    milliseconds: float | None = None
    cost: Decimal | None = None
    input_tokens: int = 0
    output_tokens: int = 0


def logged_rows(data: bytes, *, name: str) -> Iterator[Logged | Fault]:
    """Every line of a JSONL file that is not empty, as a logged answer or as the fault that it is.

    Read are own rows (`question` or `id`, `answer`), those of Ragas (`user_input`, `response`, `retrieved_contexts`), rows with a
    `context` and a `model` as RAGTruth has them, OpenAI conversations (`messages`), and a request beside its response.
    """
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            yield _logged(_values(line), place)
        except BadRow as bad:
            yield Fault(place=place, reason=str(bad))


def _values(line: bytes) -> Values:
    try:
        read = cast("object", json.loads(line.decode()))
    except UnicodeDecodeError:
        raise BadRow("is not UTF-8") from None
    except RecursionError:
        raise BadRow("is nested too deeply") from None
    except ValueError as error:
        raise BadRow(f"is not JSON: {error}") from None
    if not isinstance(read, dict):
        raise BadRow("is not an object with named values")
    return cast("Values", read)


def _logged(values: Values, place: str) -> Logged:
    asked = _members(values.get("request")) or _members(_members(values.get("body")))
    response = _members(values.get("response"))
    body = _members(response.get("body")) or response
    if "messages" in values or "messages" in asked:
        return _conversation(values, asked, body, place)
    if "choices" in body:  # a batch's output, whose question is known by its id alone
        return _made({**values, "answer": _choice(body)}, body, place)
    return _made(values, values, place)


def _made(values: Values, figures: Values, place: str) -> Logged:
    """A row with names for its parts; `figures` is where tokens and the model stand."""
    asked = _first(values, _QUESTION)
    said, history = _asked(asked)
    if not said and not (_id(values, *_IDS) or _id(values, *_OWN_IDS)):
        raise BadRow("has neither a question nor an id")
    return _finished(values, figures, Logged(place=place, question=said, history=history, text=_answer(values)))


def _conversation(values: Values, asked: Values, body: Values, place: str) -> Logged:
    """The last thing that a user asks, what the assistant says to it, and what tools gave it between the two."""
    messages = [_members(one) for one in _items(asked.get("messages", values.get("messages")), "messages")]
    if not messages or any("role" not in one for one in messages):
        raise BadRow("has messages without a role")
    last = max((nth for nth, one in enumerate(messages) if one["role"] == "user"), default=None)
    if last is None:
        raise BadRow("has no message of a user")
    after = messages[last + 1 :]
    said = [_text(one.get("content")) for one in after if one["role"] == "assistant" and one.get("content")]
    text = _choice(body) if "choices" in body else said[-1] if said else None
    if text is None and not values.get("error"):
        raise BadRow("has no answer of an assistant")
    tools = tuple(_text(one.get("content")) for one in after if one["role"] == "tool")
    found = Logged(
        place=place,
        question=_text(messages[last].get("content")),
        history=_turns(messages[:last]),
        text=text or "",
        contexts=tuple(filter(None, tools)),
    )
    return _finished(values, body or values, found)


def _finished(values: Values, figures: Values, found: Logged) -> Logged:
    """The answer with what the row says beside it."""
    usage = _members(figures.get("usage")) or figures
    contexts = _contexts(_first(values, _CONTEXTS))
    return Logged(
        place=found.place,
        question=found.question,
        history=found.history,
        question_id=_id(values, *_IDS),
        own_id=_id(values, *_OWN_IDS),
        text=found.text,
        error=_text(values.get("error") or ""),
        contexts=contexts or found.contexts,
        system=_text(_first(values, _SYSTEM) or figures.get("model") or "").strip(),
        milliseconds=_milliseconds(values),
        cost=_cost(values.get("cost")),
        input_tokens=_count(usage.get("input_tokens", usage.get("prompt_tokens")), "input_tokens"),
        output_tokens=_count(usage.get("output_tokens", usage.get("completion_tokens")), "output_tokens"),
    )


def _asked(value: object) -> tuple[str, tuple[Turn, ...]]:
    """(the question, what was said before it): a text, or messages of a conversation."""
    if not isinstance(value, list):
        return (_text(value).strip() if value is not None else ""), ()
    messages = [_members(one) for one in cast("list[object]", value)]
    roles = [one.get("role", {"human": "user", "ai": "assistant"}.get(str(one.get("type")))) for one in messages]
    told = [{**one, "role": role} for one, role in zip(messages, roles, strict=True)]
    asked = [nth for nth, one in enumerate(told) if one["role"] == "user"]
    if not asked:
        raise BadRow("has a conversation in which nobody asks")
    return _text(told[asked[-1]].get("content")).strip(), _turns(told[: asked[-1]])


def _turns(messages: Sequence[Values]) -> tuple[Turn, ...]:
    """What was asked before, each with what was said to it."""
    turns: list[Turn] = []
    for one in messages:
        if one["role"] == "user":
            turns.append(Turn(question=_text(one.get("content")), answer=""))
        elif one["role"] == "assistant" and turns and one.get("content"):
            turns[-1] = Turn(question=turns[-1].question, answer=_text(one.get("content")))
    return tuple(turns)


def _answer(values: Values) -> str:
    answer = _first(values, _ANSWER)
    if answer is None:
        if values.get("error"):
            return ""
        raise BadRow(f"has no answer: none of {', '.join(_ANSWER)}")
    return _text(answer)


def _choice(body: Values) -> str:
    choices = _items(body.get("choices"), "choices")
    message = _members(_members(choices[0]).get("message")) if choices else _NOTHING
    if not message:
        raise BadRow("has a response without a message")
    return _text(message.get("content") or "")


def _contexts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    each = cast("list[object]", value) if isinstance(value, list) else [value]
    texts = [_text(_first(_members(one), _TEXT) if _members(one) else one) for one in each]
    return tuple(text for text in texts if text.strip())


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):  # parts of a message
        parts = [_members(one) for one in cast("list[object]", value)]
        return "\n".join(str(part["text"]) for part in parts if isinstance(part.get("text"), str))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    raise BadRow(f"has {json.dumps(value)} where a text is wanted")


def _id(values: Values, *names: str) -> str:
    value = _first(values, names)
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    raise BadRow(f"has the id {json.dumps(value)}, which is none")


def _milliseconds(values: Values) -> float | None:
    """`latency_ms` or `milliseconds`; `latency` is in seconds."""
    exact = _first(values, ("latency_ms", "milliseconds"))
    if exact is not None:
        return _number(exact, "latency_ms")
    seconds = values.get("latency")
    return None if seconds is None else _number(seconds, "latency") * 1000


def _number(value: object, name: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0:
        return float(value)
    raise BadRow(f"has {name} {json.dumps(value)}, which is no amount")


def _count(value: object, name: str) -> int:
    return 0 if value is None else round(_number(value, name))


def _cost(value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        cost = Decimal(str(value))
    except InvalidOperation:
        raise BadRow(f"has cost {json.dumps(value)}, which is no amount") from None
    if not cost.is_finite() or cost < 0:
        raise BadRow(f"has cost {json.dumps(value)}, which is no amount")
    return cost


def _first(values: Values, names: Sequence[str]) -> object:
    return next((values[name] for name in names if values.get(name) is not None), None)


def _members(value: object) -> Values:
    return cast("Values", value) if isinstance(value, dict) else _NOTHING


def _items(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise BadRow(f"has {name} that are no list")
    return cast("list[object]", value)
