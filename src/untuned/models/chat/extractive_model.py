"""The extractive reader as a pydantic-ai model, so that it works wherever a chat model does: whole and streamed, in any output mode.

It reads the passages and the question from the message, between the marks that `untuned.models.chat.prompt` writes.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponsePart,
    ModelResponseStreamEvent,
    TextPart,
    ToolCallPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.settings import ModelSettings as RequestSettings
from pydantic_ai.tools import RunContext
from pydantic_ai.usage import RequestUsage

from untuned.models.chat.claims import written
from untuned.models.chat.prompt import unescaped
from untuned.models.reader.extractive import NAME, read
from untuned.text.regex import regex
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Block, Chunk, Version

_PASSAGE = regex(r'<passage number="(\d+)" source="([^"]*)"(?: title="([^"]*)")?(?: under="([^"]*)")?>\n(.*?)\n</passage>', re.DOTALL)
_QUESTION = regex(r"<question>\n(.*?)\n</question>", re.DOTALL)
_PARAGRAPH = regex(r"\S(?:[^\n]|\n(?!\s*\n))*")
_PIECE = 40
"""Characters of one piece of a stream."""
_NOTHING = "The passages do not answer this."
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class ExtractiveModel(Model[None]):
    """Answers with the passages' own sentences; the same every time, with no network and at no price.

    Asked for structured output it gives claims with quotes, as the output of untuned's own prompts; asked for text, the sentences.
    """

    def __init__(self, *, max_sentences: int = 6) -> None:
        super().__init__(profile=ModelProfile(supports_json_schema_output=True, supports_json_object_output=True))
        self._max_sentences = max_sentences

    @property
    def model_name(self) -> str:
        """The reader's name and revision."""
        return NAME

    @property
    def system(self) -> str:
        """Whose model it is."""
        return "untuned"

    @property
    def provider(self) -> None:
        """Nobody's: it runs here."""
        return

    async def request(
        self, messages: list[ModelMessage], model_settings: RequestSettings | None, model_request_parameters: ModelRequestParameters
    ) -> ModelResponse:
        """The reader's answer to the last question in the messages."""
        _, parameters = self.prepare_request(model_settings, model_request_parameters)
        return ModelResponse(
            parts=[_part(_asked(messages), parameters, most=self._max_sentences)],
            usage=RequestUsage(),
            model_name=NAME,
            provider_name=self.system,
            finish_reason="stop",
        )

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: RequestSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[object] | None = None,  # noqa: ARG002 - the interface has it
    ) -> AsyncGenerator[StreamedResponse]:
        """The same answer in pieces."""
        _, parameters = self.prepare_request(model_settings, model_request_parameters)
        part = _part(_asked(messages), parameters, most=self._max_sentences)
        yield _Pieces(model_request_parameters=parameters, part=part)


@dataclass
class _Pieces(StreamedResponse):
    """One part, piece by piece."""

    part: ModelResponsePart = field(kw_only=True)

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        if isinstance(self.part, ToolCallPart):
            arguments = str(self.part.args)
            for at in range(0, len(arguments), _PIECE):
                for event in self._parts_manager.handle_tool_call_delta_events(
                    vendor_part_id=0,
                    tool_name=self.part.tool_name if at == 0 else None,
                    args=arguments[at : at + _PIECE],
                    tool_call_id=self.part.tool_call_id,
                ):
                    yield event
        elif isinstance(self.part, TextPart):
            for at in range(0, len(self.part.content), _PIECE):
                for event in self._parts_manager.handle_text_delta(vendor_part_id=0, content=self.part.content[at : at + _PIECE]):
                    yield event
        self.finish_reason = "stop"

    async def close_stream(self) -> None:
        """Nothing is open."""

    @property
    def model_name(self) -> str:
        return NAME

    @property
    def provider_name(self) -> str:
        return "untuned"

    @property
    def provider_url(self) -> None:
        return None

    @property
    def timestamp(self) -> datetime:
        return _LONG_AGO


def _part(text: str, parameters: ModelRequestParameters, *, most: int) -> ModelResponsePart:
    """The answer in the form that is asked for."""
    passages, question = _passages(text), _question(text)
    drafts = read(question, passages, idf={}, max_sentences=most).drafts
    if parameters.output_tools:
        return ToolCallPart(parameters.output_tools[0].name, written(drafts, passages=passages), tool_call_id="extractive")
    if parameters.output_mode in ("native", "prompted"):
        return TextPart(written(drafts, passages=passages))
    return TextPart("\n".join(draft.text for draft in drafts) or _NOTHING)


def _asked(messages: Sequence[ModelMessage]) -> str:
    """The last message of the user's side."""
    said = [
        part.content
        for message in messages
        if isinstance(message, ModelRequest)
        for part in message.parts
        if isinstance(part, UserPromptPart) and isinstance(part.content, str)
    ]
    return said[-1] if said else ""


def _question(text: str) -> str:
    found = _QUESTION.search(text)
    return unescaped(found[1]) if found is not None else text


def _passages(text: str) -> list[Passage]:
    """The passages of a message, each a version of its own whose id is the passage's number."""
    return [_passage(int(found[1]), found) for found in _PASSAGE.finditer(text)]


def _passage(number: int, found: re.Match[str]) -> Passage:
    text = unescaped(found[5])
    headings = tuple(found[4].split(" > ")) if found[4] else ()
    blocks = tuple(Block(kind="paragraph", start=part.start(), end=part.end()) for part in _PARAGRAPH.finditer(text))
    version = Version(
        id=number,
        document=number,
        number=1,
        path=found[2],
        title=found[3] or "",
        language="",
        format="text",
        markup="plain",
        parser="prompt/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=_LONG_AGO,
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset(),
        blocks=blocks,
    )
    chunk = Chunk(document=number, version=number, ordinal=0, start=0, end=len(text), headings=headings)
    return Passage(hit=Hit(chunk=chunk, score=1.0 / number), version=version, text=text)
