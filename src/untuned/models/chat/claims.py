"""The shape that a model's output must have, and the drafts that come of it."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, Field, ValidationError, ValidationInfo, field_validator, model_validator

from untuned.models.chat.prompt import unescaped
from untuned.text.regex import regex
from untuned.types.answers import Draft, Passage

NAME = "answer"
DESCRIPTION = "The answer to the question, as claims with quotes."
_SHOWN = 6
"""Problems that a model is told of at once."""
_LONGEST_CLAIM = 4_000
"""Characters: holding a claim against its quotes takes as long as its square."""
_THINKS, _THOUGHT = "<think>", "</think>"
"""Around what models of some makers write before their answer, where the endpoint leaves it in."""
_UNSEEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Control characters, marks that turn the direction of what follows, and tags: nobody sees them, and `12` behind one is read as 21."""
_HALF = regex("[\ud800-\udfff]")
"""Halves of characters: no file, terminal or request can hold them."""
_REASONING = {"type": "string", "title": "Reasoning", "description": "Which passages are about the question, and what follows from them."}


class Unusable(Exception):
    """Output that is not what was asked for; its text tells the model why, its `remedy` tells people what to do where it goes on so."""

    def __init__(self, problem: str, *, remedy: str = "") -> None:
        super().__init__(problem)
        self.remedy = remedy


class QuoteOutput(BaseModel):
    """A quote as a model gives it."""

    passage: int = Field(description="The number of the passage that is quoted.")
    text: str = Field(description="The quote, copied word for word from that passage.")

    @field_validator("passage")
    @classmethod
    def _one_of_them(cls, value: int, info: ValidationInfo) -> int:
        count = cast("dict[str, int]", info.context)["passages"]
        if not 1 <= value <= count:
            raise ValueError(f"there is no passage {value}: they are numbered 1 to {count}")
        return value

    @field_validator("text")
    @classmethod
    def _not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("a quote cannot be empty")
        return _HALF.sub("\ufffd", value)


class ClaimOutput(BaseModel):
    """A claim as a model gives it."""

    text: str = Field(description="One or two sentences that say only what the quotes say, in the language of the question.")
    quotes: list[QuoteOutput] = Field(description="At least one quote that proves the claim.")

    @field_validator("text")
    @classmethod
    def _as_it_is_read(cls, value: str) -> str:
        """What is verified is what people will read."""
        seen = _HALF.sub("\ufffd", _UNSEEN.sub("", value)).strip()
        if not seen:
            raise ValueError("a claim cannot be empty")
        if len(seen) > _LONGEST_CLAIM:
            raise ValueError(f"a claim is one or two sentences, not {len(seen)} characters")
        return seen

    @field_validator("quotes")
    @classmethod
    def _at_least_one(cls, value: list[QuoteOutput]) -> list[QuoteOutput]:
        if not value:
            raise ValueError("a claim needs at least one quote")
        return value


class AnswerOutput(BaseModel):
    """All that a model says."""

    claims: list[ClaimOutput] = Field(description="The claims of the answer; none when it is declined.")
    declined: bool = Field(default=False, description="True when the passages do not answer the question.")

    @model_validator(mode="after")
    def _says_something(self) -> AnswerOutput:
        if not self.claims and not self.declined:
            raise ValueError("give at least one claim, or set declined to true")
        return self


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What a model said, read."""

    drafts: tuple[Draft, ...]
    declined: bool


def schema(*, passages: int, thinking: bool = False) -> dict[str, Any]:
    """The JSON schema of the output about so many passages; where an endpoint enforces it, no other passage can be named.

    With `thinking`, a string `reasoning` comes before the claims; what it says is not read.
    """
    return json.loads(schema_text(passages=passages, thinking=thinking))


@functools.lru_cache(maxsize=128)
def schema_text(*, passages: int, thinking: bool = False) -> str:
    """The schema as JSON text. Kept, since working it out takes longer than sending a request."""
    found = AnswerOutput.model_json_schema()
    if thinking:
        found["properties"] = {"reasoning": _REASONING, **found["properties"]}
    found["required"] = list(found["properties"])  # an endpoint that is strict wants every field written
    parts = found["$defs"]
    del found["properties"]["declined"]["default"]
    # A list of numbers, since grammars made from a schema pass over its bounds.
    parts["QuoteOutput"]["properties"]["passage"]["enum"] = list(range(1, passages + 1))
    parts["ClaimOutput"]["properties"]["quotes"]["minItems"] = 1
    return json.dumps(found)


def parse(text: str, *, passages: Sequence[Passage]) -> Output:
    """The drafts of a model's JSON text, which may have a fence or words around it.

    Raises:
        Unusable: It is no JSON, or not of the shape; the problems by their places.
    """
    try:
        output = AnswerOutput.model_validate(_whole(_object(text)), context={"passages": len(passages)})
    except ValidationError as error:
        raise Unusable(_problems(error)) from None
    return Output(drafts=tuple(_draft(claim, passages) for claim in output.claims), declined=output.declined and not output.claims)


def parse_claim(text: str, *, passages: Sequence[Passage]) -> Draft | None:
    """The draft of one claim's JSON text; None when it is not of the shape, which the whole output will tell."""
    try:
        return _draft(ClaimOutput.model_validate(_read(text), context={"passages": len(passages)}), passages)
    except (ValidationError, ValueError):
        return None


def written(drafts: Sequence[Draft], *, passages: Sequence[Passage]) -> str:
    """The JSON text that says these drafts: what `parse` reads."""
    numbers = {passage.version.id: number for number, passage in reversed(list(enumerate(passages, start=1)))}
    claims = [
        {"text": draft.text, "quotes": [{"passage": numbers[version], "text": quote} for version, quote in draft.quotes]}
        for draft in drafts
    ]
    return json.dumps({"claims": claims, "declined": not claims}, ensure_ascii=False)


def _whole(said: object) -> object:
    """What was said as a whole output, where a model gave its claims, or its only one, without what stands around them."""
    if isinstance(said, list):
        return {"claims": cast("list[object]", said)}
    if not isinstance(said, dict):
        return said
    fields = cast("dict[str, object]", said)
    return {"claims": [fields]} if {"text", "quotes"} <= fields.keys() else fields


def _object(text: str) -> object:
    try:
        return _read(text)
    except ValueError as error:
        try:
            return _read(_braced(text))
        except ValueError:
            raise Unusable(f"it is not JSON: {error}") from None


def _braced(text: str) -> str:
    """The text from its first brace to its last, without what was thought before; "" without braces."""
    said = text.partition(_THOUGHT)[2] if text.lstrip().startswith(_THINKS) else text
    return said[max(said.find("{"), 0) : said.rfind("}") + 1]


def _read(text: str) -> object:
    """What a JSON text says, also one that is wrapped in a string; a line break inside a string is taken as it is. Raises `ValueError`."""
    try:
        said = json.loads(text, strict=False)
        return json.loads(said, strict=False) if isinstance(said, str) else said
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _draft(claim: ClaimOutput, passages: Sequence[Passage]) -> Draft:
    return Draft(
        text=unescaped(claim.text),
        quotes=tuple((passages[quote.passage - 1].version.id, unescaped(quote.text.strip())) for quote in claim.quotes),
    )


def _problems(error: ValidationError) -> str:
    found = [
        f"{'.'.join(str(part) for part in item['loc']) or 'output'}: {item['msg'].removeprefix('Value error, ')}"
        for item in error.errors(include_url=False)
    ]
    more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return "\n".join([*found[:_SHOWN], *more])
