"""What a simple model says to a structured task: the right output, or one that is spoilt in a way that models spoil theirs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence

INPUT = re.compile(r"<input>\n(.*?)\n</input>", re.DOTALL)

LABEL_WAYS = (
    "quoted",
    "fenced",
    "named",
    "bold",
    "json",
    "other_case",
    "explained",
    "thought",
    "cut",
    "unknown",
    "empty",
    "two",
    "refusal",
    "denied",
    "all",
)
LABEL_UNREADABLE = ("cut", "unknown", "empty", "two", "refusal", "denied", "all")
"""Those that say no label, or more than one: only asking again helps."""

JSON_WAYS = (
    "fenced",
    "prose",
    "single_quotes",
    "typographic",
    "trailing_comma",
    "bare_newline",
    "bare_keys",
    "comments",
    "python_words",
    "wrapped",
    "extra_field",
    "number_as_text",
    "other_case",
    "cut",
    "cut_in_text",
    "bare_quote",
    "missing_field",
    "wrong_type",
    "wrong_choice",
    "doubled",
    "not_a_number",
    "refusal",
    "empty",
)
JSON_UNREADABLE = (
    "cut",
    "cut_in_text",
    "bare_quote",
    "missing_field",
    "wrong_type",
    "wrong_choice",
    "doubled",
    "not_a_number",
    "refusal",
    "empty",
)
"""Those that lack a value, or have a wrong one."""


def input_of(body: Mapping[str, object]) -> str:
    """The input that a request asks for: the last in its prompt, after the examples."""
    text = "\n".join(str(message["content"]) for message in body["messages"] if message["role"] == "user")
    found = INPUT.findall(text)
    return found[-1] if found else ""


def labelled(right: Mapping[str, str], labels: Sequence[str]) -> Callable[[dict, str], str]:
    """A model that knows the label of each input."""

    def say(body: dict, way: str) -> str:
        label = right.get(input_of(body), labels[0])
        return spoilt_label(label, way, labels=labels) if way else label

    return say


def structured(right: Mapping[str, Mapping[str, object]]) -> Callable[[dict, str], str]:
    """A model that knows the JSON of each input."""

    def say(body: dict, way: str) -> str:
        value = dict(right[input_of(body)])
        return spoilt_json(value, way) if way else json.dumps(value, ensure_ascii=False)

    return say


def spoilt_label(label: str, way: str, *, labels: Sequence[str]) -> str:
    other = next(one for one in labels if one != label)
    words = label.replace("_", " ")
    return {
        "quoted": f'"{label}"',
        "fenced": f"```\n{label}\n```",
        "named": f"Label: {label}",
        "bold": f"The label is **{label}**.",
        "json": json.dumps({"label": label}),
        "other_case": words.title() + ".",
        "explained": f"{label}\n\nThe customer asks about this and did nothing else.",
        "thought": f"The customer wants help with an account.\n\n{label}",
        "cut": label[: len(label) // 2],
        "unknown": "something_else_entirely",
        "empty": "",
        "two": f"{label}\n{other}",
        "refusal": "I cannot help with that.",
        "denied": f"This is not **{other}**, so it must be about money.",
        "all": "\n".join(labels[:5]),
    }[way]


def spoilt_json(value: dict[str, object], way: str) -> str:
    """The object spoilt; it has a text, a number and a choice, in this order, as its first keys."""
    text = json.dumps(value, ensure_ascii=False)
    first, number, choice, *_ = list(value)
    simple: dict[str, Callable[[], str]] = {
        "fenced": lambda: f"```json\n{text}\n```",
        "prose": lambda: f"Sure! Here is the JSON:\n\n{text}\n\nLet me know if you need anything else.",
        "single_quotes": lambda: text.replace('"', "'"),
        "typographic": lambda: re.sub(r'"([^"]*)"', "“\\1”", text),
        "trailing_comma": lambda: text[:-1] + ",}",
        "bare_newline": lambda: text.replace(str(value[first]), f"{value[first]}\n", 1),
        "bare_keys": lambda: re.sub(r'"(\w+)":', r"\1:", text),
        "comments": lambda: text.replace('", ', '", // as stated\n', 1),
        "python_words": lambda: repr(value),
        "wrapped": lambda: json.dumps({"result": value}, ensure_ascii=False),
        "extra_field": lambda: json.dumps({**value, "confidence": 0.9}, ensure_ascii=False),
        "number_as_text": lambda: json.dumps({**value, number: str(value[number])}, ensure_ascii=False),
        "other_case": lambda: json.dumps({**value, choice: str(value[choice]).upper()}, ensure_ascii=False),
        "cut": lambda: text[: len(text) * 2 // 3],
        "cut_in_text": lambda: text[: text.index(str(value[first])[:4]) + 2],
        "bare_quote": lambda: text.replace(f'"{first}": "', f'"{first}": ""', 1),
        "missing_field": lambda: json.dumps({key: item for key, item in value.items() if key != number}, ensure_ascii=False),
        "wrong_type": lambda: json.dumps({**value, number: "a lot"}, ensure_ascii=False),
        "wrong_choice": lambda: json.dumps({**value, choice: "none of these"}, ensure_ascii=False),
        "doubled": lambda: text[:-1] + f', "{number}": 987654321}}',
        "not_a_number": lambda: text.replace(f'"{number}": {json.dumps(value[number])}', f'"{number}": NaN'),
        "refusal": lambda: "I'm sorry, but I cannot do that.",
        "empty": lambda: "",
    }
    return simple[way]()


def changed_number(value: float, rng: random.Random) -> float:
    """Another number, near the one that was meant."""
    digits = str(abs(value))
    ways = (value + 1, value - 1, value * 10, value / 10, -value, value + 0.5, float(digits[::-1]) if digits[::-1] != digits else value + 2)
    return rng.choice([way for way in ways if way != value])
