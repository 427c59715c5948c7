"""What `untuned doctor` says of embedders and rerankers."""

import pytest

from classifying import needs
from embedding import tiny_embedder, tiny_ranker
from servers.rerank_api import RerankServer
from untuned.doctor import examine

ONNX = needs("onnxruntime", "tokenizers", "onnx")


def said(root, name, toml):
    (root / "untuned.toml").write_text(f'{toml}\n[sources]\nlanguages = ["en", "ru"]\n', encoding="utf-8")
    return [(check.state, check.detail, check.remedy) for check in examine(root) if check.name == name]


def test_nothing_is_said_where_none_is_named(tmp_path):
    assert said(tmp_path, "embedder", "") == said(tmp_path, "reranker", "") == []


@ONNX
def test_an_embedder_is_shown_with_its_languages(tmp_path):
    tiny_embedder(tmp_path / "models" / "tiny", languages=["en", "de"])
    chosen = '[meaning]\nembedder = "tiny"\n'
    [(state, detail, _)] = said(tmp_path, "embedder", chosen)
    assert state == "ok"
    assert "8 numbers a vector, for texts in en; texts in others are found by their words alone" in detail
    [(state, detail, _)] = said(tmp_path, "embedder", f'{chosen}languages = ["en", "ru"]')
    assert detail.endswith("for texts in en, ru")
    [(state, detail, remedy)] = said(tmp_path, "embedder", f'{chosen}languages = ["fr"]')
    assert (state, "it finds nothing" in detail, "'languages' below [meaning]" in remedy) == ("warning", True, True)


def test_an_embedder_that_is_not_there_is_an_error(tmp_path):
    [(state, detail, _)] = said(tmp_path, "embedder", '[meaning]\nembedder = "nowhere"')
    assert state == "error"
    assert "'models', '.models'" in detail


@ONNX
def test_a_local_reranker_is_tried(tmp_path):
    tiny_ranker(tmp_path / "models" / "ranker")
    assert said(tmp_path, "reranker", '[meaning]\nreranker = "ranker"') == [("ok", "model", "")]
    assert said(tmp_path, "reranker", '[meaning]\nreranker = "other"')[0][0] == "error"


@pytest.mark.parametrize(("fault", "state"), [("", "ok"), ("404", "error"), ("broken", "error")])
def test_an_endpoint_is_asked_about_two_sentences(tmp_path, fault, state):
    with RerankServer() as server:
        server.faults = [fault]
        found = said(tmp_path, "reranker", f'[meaning]\nreranker = "cohere:m"\nreranker_url = "{server.url}"\nreranker_timeout_s = 3')
        assert [one[0] for one in found] == [state]
        assert len(server.seen[0]["documents"]) == 2
