"""A reranker behind an endpoint, asked over real HTTP: what is sent, what comes back, and what goes wrong in time."""

import asyncio
import random

import pytest

from reranking import passage
from servers.rerank_api import RerankServer
from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable, UnknownModel
from untuned.models.chat.budget import Timing
from untuned.models.rerank.endpoint import Endpoint, EndpointReranker
from untuned.models.rerank.named import reranker_of
from untuned.types.settings import MeaningSettings, Secret

QUESTION = "What is the return period?"
PASSAGES = [
    passage(1, "Plans cost 12 euros."),
    passage(2, "It is 60 days.", title="Returns", headings=("Returns", "The return period")),
    passage(3, "The return desk is closed."),
]


@pytest.fixture
def server():
    with RerankServer() as running:
        yield running


def reranker(server, *, key: str = "", timeout_s: float = 5.0) -> EndpointReranker:
    endpoint = Endpoint(model="rank-1", base_url=server.url, key=Secret(key), timeout_s=timeout_s)
    return EndpointReranker(endpoint, timing=Timing(rng=random.Random(1)))


def test_each_passage_has_the_score_that_came_for_it_in_order(server):
    scores = reranker(server).rerank(QUESTION, PASSAGES)
    assert scores[1] > scores[2] > scores[0]
    assert reranker(server).rerank(QUESTION, PASSAGES[::-1]) == scores[::-1]


def test_the_question_and_the_passages_below_their_headings_are_sent_and_nothing_else(server):
    reranker(server).rerank(QUESTION, PASSAGES)
    assert server.seen == [
        {
            "model": "rank-1",
            "query": QUESTION,
            "documents": ["Plans cost 12 euros.", "Returns > The return period\nIt is 60 days.", "The return desk is closed."],
        }
    ]


def test_without_a_passage_nothing_is_sent(server):
    assert reranker(server).rerank(QUESTION, []) == []
    assert server.seen == []


def test_what_no_text_can_hold_is_sent_as_a_question_mark(server):
    assert len(reranker(server).rerank("what \ud800?", [passage(1, "\udfff and more")])) == 1
    assert server.seen[0]["query"] == "what ??"


@pytest.mark.parametrize("fault", ["busy", "broken", "cut"])
def test_a_request_that_fails_is_sent_again(server, fault):
    server.faults = [fault, ""]
    assert len(reranker(server).rerank(QUESTION, PASSAGES)) == 3
    assert len(server.seen) == 2


@pytest.mark.parametrize("fault", ["busy", "broken", "garbage", "no_json", "too_few", "twice", "beyond", "no_number", "cut", "moved"])
def test_an_endpoint_that_gives_no_score_for_each_passage_is_an_error(server, fault):
    server.faults = [fault]
    with pytest.raises(ModelUnavailable) as failed:
        reranker(server, key="very-secret").rerank(QUESTION, PASSAGES)
    assert "very-secret" not in str(failed.value)
    assert len(server.seen) <= 3


@pytest.mark.parametrize("fault", ["stalls", "drips"])
def test_an_endpoint_that_takes_too_long_is_left_in_time(server, fault):
    server.faults = [fault]
    with pytest.raises(ModelTooSlow, match=r"0\.3 s"):
        reranker(server, timeout_s=0.3).rerank(QUESTION, PASSAGES)


def test_a_model_that_the_endpoint_does_not_know_is_a_wrong_setting(server):
    server.faults = ["404"]
    with pytest.raises(UnknownModel, match="404"):
        reranker(server).rerank(QUESTION, PASSAGES)


def test_a_key_is_sent_and_never_shown():
    with RerankServer(key="very-secret") as server:
        assert len(reranker(server, key="very-secret").rerank(QUESTION, PASSAGES)) == 3
        with pytest.raises(ModelUnavailable, match="refuses the key") as refused:
            reranker(server, key="another-secret").rerank(QUESTION, PASSAGES)
        assert "another-secret" not in str(refused.value)
        assert "secret" not in repr(Endpoint(model="m", key=Secret("very-secret")))


def test_where_nobody_listens_the_address_is_named(server):
    url = server.url.replace("127.0.0.1", "127.0.0.2")
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.2"):
        EndpointReranker(Endpoint(model="m", base_url=url, timeout_s=3)).rerank(QUESTION, PASSAGES)
    with pytest.raises(ModelError):
        EndpointReranker(Endpoint(model="m", base_url="http://", timeout_s=3)).rerank(QUESTION, PASSAGES)


def test_it_can_be_asked_inside_a_running_loop(server):
    async def ask():
        return reranker(server).rerank(QUESTION, PASSAGES)

    assert len(asyncio.run(ask())) == 3


def test_the_settings_name_it_and_a_key_of_the_environment_goes_to_its_own_address_alone(server, tmp_path):
    def named(environ=None, **given):
        return reranker_of(MeaningSettings(**given), root=tmp_path, environ=environ or {})

    assert named() is None
    with pytest.raises(ModelUnavailable, match="COHERE_API_KEY"):
        named(reranker="cohere:rerank-v3.5")
    own = named({"COHERE_API_KEY": "from-outside"}, reranker="cohere:rerank-v3.5")
    assert own._endpoint == Endpoint(model="rerank-v3.5", key=Secret("from-outside"))
    other = named({"COHERE_API_KEY": "from-outside"}, reranker="cohere:m", reranker_url=server.url)
    assert other._endpoint.key.reveal() == ""
    assert other.rerank(QUESTION, PASSAGES) == reranker(server).rerank(QUESTION, PASSAGES)
    keyed = named(reranker="cohere:m", reranker_url=server.url, reranker_key=Secret("mine"))
    assert keyed._endpoint.key.reveal() == "mine"
    with pytest.raises(ModelUnavailable, match="the key in COHERE_API_KEY has a character that no key has"):
        named({"COHERE_API_KEY": "from-\u200boutside"}, reranker="cohere:m")
    with pytest.raises(UnknownModel, match="neither such a path"):
        named(reranker="cross-encoder")
