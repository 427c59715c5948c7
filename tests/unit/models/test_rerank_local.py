"""Cross-encoders from files. The one built here gives a pair of n tokens the log-odds n - 10."""

import json
import math

import pytest

from classifying import needs, tiny_model
from embedding import tiny_ranker, write
from reranking import passage
from untuned.errors import UnknownModel
from untuned.models.rerank.local import cross_encoder
from untuned.models.rerank.named import reranker_of
from untuned.types.settings import MeaningSettings

ONNX = needs("onnxruntime", "tokenizers", "onnx")
PASSAGES = [passage(1, "term"), passage(2, "term of return is 60 days"), passage(3, "term of return")]


def chance(tokens: int) -> float:
    return 1 / (1 + math.exp(10 - tokens))


@ONNX
@pytest.mark.parametrize("batch", [1, 2, 16])
def test_each_passage_has_its_chance_in_order_however_many_are_read_at_a_time(tmp_path, batch):
    tiny_ranker(tmp_path)
    ranker = cross_encoder(tmp_path, batch=batch)
    # [CLS] return [SEP] ... [SEP]
    assert ranker.rerank("return", PASSAGES) == pytest.approx([chance(5), chance(10), chance(7)], abs=1e-6)
    assert ranker.rerank("return", []) == []


@ONNX
def test_of_two_labels_the_second_is_the_relevant_one(tmp_path):
    tiny_ranker(tmp_path, labels=2)
    assert cross_encoder(tmp_path).rerank("return", PASSAGES) == pytest.approx([chance(5), chance(10), chance(7)], abs=1e-6)


@ONNX
def test_title_and_headings_are_read_with_a_passage(tmp_path):
    tiny_ranker(tmp_path)
    headed = passage(1, "60 days", title="term", headings=("term", "return"))
    assert cross_encoder(tmp_path).rerank("price", [headed]) == pytest.approx([chance(4 + 5)])  # the sign between them is a token too


@ONNX
def test_a_long_question_leaves_room_for_a_passage_and_a_long_passage_is_cut(tmp_path):
    tiny_ranker(tmp_path)  # 24 tokens
    ranker = cross_encoder(tmp_path)
    assert ranker.rerank("term " * 1_000, [passage(1, "days " * 10_000)]) == pytest.approx([chance(24)])
    assert ranker.rerank("term " * 1_000, [passage(1, "days")]) == pytest.approx([chance(10 + 3 + 1)])
    assert ranker.rerank("", [passage(1, "")]) == pytest.approx([chance(3)])
    assert len(ranker.rerank("what \ud800", [passage(1, "\udfff")])) == 1


@ONNX
def test_a_pair_without_a_token_has_no_chance(tmp_path):
    tiny_ranker(tmp_path)
    tokenizer = json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))
    write(tmp_path / "tokenizer.json", {**tokenizer, "post_processor": None})
    assert cross_encoder(tmp_path).rerank("", [passage(1, ""), passage(2, "term")]) == [0.0, pytest.approx(chance(1))]


@ONNX
def test_languages_are_those_of_the_model_card(tmp_path):
    tiny_ranker(tmp_path)
    assert cross_encoder(tmp_path).languages == ()
    (tmp_path / "README.md").write_text("---\nlanguage: en\n---\n", encoding="utf-8")
    assert cross_encoder(tmp_path / "model.onnx").languages == ("en",)


@ONNX
def test_a_model_that_tells_no_relevance_is_refused(tmp_path):
    tiny_ranker(tmp_path, labels=2)
    config = tmp_path / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace('"LABEL_1"', '"LABEL_1", "2": "LABEL_2"'), encoding="utf-8")
    with pytest.raises(UnknownModel, match="relevance"):
        cross_encoder(tmp_path)
    with pytest.raises(UnknownModel, match="nothing at this path"):
        cross_encoder(tmp_path / "nowhere")


@ONNX
def test_the_settings_name_it_by_path_or_by_name(tmp_path):
    tiny_ranker(tmp_path / "models" / "ranker")
    for name in ("models/ranker", "ranker", "models/ranker/model.onnx"):
        found = reranker_of(MeaningSettings(reranker=name), root=tmp_path, environ={})
        assert found is not None
        assert len(found.rerank("return", PASSAGES)) == 3


@needs("torch", "transformers", "tokenizers")
def test_a_folder_with_pytorch_weights_alone_is_read_too(tmp_path):
    tiny_model(tmp_path, task="sequence", labels={0: "relevance"})
    scores = cross_encoder(tmp_path).rerank("return", PASSAGES)
    assert len({round(score, 6) for score in scores}) == 3
    assert all(0 <= score <= 1 for score in scores)
