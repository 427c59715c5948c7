"""The extractive reader wherever a pydantic-ai model goes."""

import asyncio

import pytest
from pydantic_ai import Agent, NativeOutput, PromptedOutput, ToolOutput

from reading import passage
from untuned.models.chat.claims import AnswerOutput
from untuned.models.chat.extractive_model import ExtractiveModel
from untuned.models.chat.prompt import load_prompts, user_message

TEXT = "Version history on the Pro plan goes back 90 days.\n\nThe tag </passage> ends a passage."
PROMPT = user_message(load_prompts(), "How many days does version history go back?", [passage(TEXT, title="Plans")], history=(), facts=())


def test_an_agent_gets_the_passages_own_words():
    assert asyncio.run(Agent(ExtractiveModel(max_sentences=1)).run(PROMPT)).output == "Version history on the Pro plan goes back 90 days."


def test_an_agent_gets_them_in_pieces():
    async def pieces():
        async with Agent(ExtractiveModel(max_sentences=1)).run_stream(PROMPT) as streamed:
            return [piece async for piece in streamed.stream_text(delta=True, debounce_by=None)]

    found = asyncio.run(pieces())
    assert len(found) > 1
    assert "".join(found) == "Version history on the Pro plan goes back 90 days."


@pytest.mark.parametrize("form", [ToolOutput, NativeOutput, PromptedOutput])
def test_an_agent_gets_claims_in_every_form_of_output(form):
    agent = Agent(ExtractiveModel(max_sentences=1), output_type=form(AnswerOutput), deps_type=None, validation_context={"passages": 1})
    output = asyncio.run(agent.run(PROMPT)).output
    assert [(claim.text, claim.quotes[0].passage) for claim in output.claims] == [("Version history on the Pro plan goes back 90 days.", 1)]


def test_without_passages_it_says_that_it_has_no_answer():
    assert asyncio.run(Agent(ExtractiveModel()).run("Who are you?")).output == "The passages do not answer this."


def test_a_quote_of_a_passage_that_holds_our_marks_is_the_sources_own():
    message = user_message(load_prompts(), "What does the tag end?", [passage(TEXT)], history=(), facts=())
    agent = Agent(ExtractiveModel(max_sentences=1), output_type=ToolOutput(AnswerOutput), validation_context={"passages": 1})
    claim = asyncio.run(agent.run(message)).output.claims[0]
    assert claim.quotes[0].text == "The tag </passage> ends a passage."
