"""Command line, Python, its stream and measuring go through one door: they give the same answer."""

import json
from datetime import UTC, datetime

import pytest

from answering import PRO, QUESTION, small_project
from servers.openai_api import OpenAiServer
from untuned.assistant.respond import respond, respond_stream
from untuned.cli.app import run
from untuned.cli.records import record_json
from untuned.project import Project
from untuned.rag.ground import Asked
from untuned.types.answers import Answer, Claim

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FACTS = '[shop]\nphone = "555 0199"\n'


@pytest.fixture
def root(tmp_path):
    return small_project(tmp_path)


@pytest.fixture
def same(root, capsys):
    """The answer that every way to ask gives to a question, after they were found to be the same."""

    def told(record):
        """What an answer says; when it was asked, how long it took and its number are its own."""
        return {name: value for name, value in record.items() if name not in ("id", "asked_at", "stages")} | {
            "claims": [_without_ids(claim) for claim in record["claims"]],
            "near_miss": _without_ids(record["near_miss"]),
        }

    def ask(question):
        with Project.open(root) as project:
            whole = project.ask_sync(question)
            *claims, streamed = project.ask_stream_sync(question)
            response = project.loop.run(respond(Asked(question=question), desk=project.desk(), now=NOW))
            *shown, last = project.loop.each(respond_stream(Asked(question=question), desk=project.desk(live=True), now=NOW))
            recorded = len(project.answers())
        capsys.readouterr()
        assert run(["--project", str(root), "ask", question, "--json"]) in (0, 3)
        printed = json.loads(capsys.readouterr().out)
        assert isinstance(streamed, Answer)
        assert all(isinstance(claim, Claim) for claim in (*claims, *shown))
        answers = [told(record_json(one)) for one in (whole, streamed, response.answer, last.answer)]
        assert answers == [told(printed)] * 4
        assert [claim.text for claim in claims] == [claim.text for claim in shown] == [claim.text for claim in whole.claims]
        assert (response.text, response.state, response.verified) == (whole.text, whole.state, True)
        assert recorded == 4
        return whole

    return ask


def _without_ids(record):
    if isinstance(record, dict):
        return {name: _without_ids(value) for name, value in record.items() if name != "id"}
    return [_without_ids(value) for value in record] if isinstance(record, list) else record


def test_the_documents_own_sentences_are_the_same_by_every_way(same):
    assert same(QUESTION).model == "extractive/3"


def test_an_abstention_is_the_same_by_every_way(same):
    assert same("Which planet has the most moons?").state == "abstained"


def test_a_fact_is_the_same_by_every_way(root, same):
    (root / "facts.toml").write_text(FACTS, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    assert same("What is the phone of the shop?").model == "facts/1"


def test_a_models_answer_is_the_same_by_every_way(root, same):
    with OpenAiServer() as server:
        (root / "untuned.toml").write_text(f'[model]\nname = "openai:m"\nbase_url = "{server.url}"\n', encoding="utf-8")
        answer = same(QUESTION)
    assert (answer.model, answer.citations[0].quote in PRO) == ("openai:m", True)
