"""What every scorer of support does: the protocol `SupportScorer` of untuned.rag.verify.support.support."""

from collections.abc import Callable
from pathlib import Path

import pytest

from classifying import by_rule, export, needs, tiny_model
from untuned.models.support import LocalSupport, local_support
from untuned.rag.verify.support.support import Pair, SupportScorer, judge

LONG = " ".join(["the price is 12 euros a month for all plans"] * 60)
PAIRS = [
    Pair(claim="the term of return is 60 days", quotes=("the term of return is 60 days for all hardware",)),
    Pair(claim="the term is 30 days", quotes=("the term of return is 60 days", LONG)),
    Pair(claim="😀 \ud7ff", quotes=("",)),
    Pair(claim="", quotes=("the term",)),
    Pair(claim=LONG, quotes=("the term", LONG)),
]


def rules(folder: Path) -> SupportScorer:
    return LocalSupport(by_rule())


def torch_folder(folder: Path) -> SupportScorer:
    tiny_model(folder)
    return local_support(folder)


def onnx_file(folder: Path) -> SupportScorer:
    export(tiny_model(folder), folder / "model.onnx")
    return local_support(folder / "model.onnx")


@pytest.fixture(
    params=[
        rules,
        pytest.param(torch_folder, marks=needs("torch", "transformers", "tokenizers")),
        pytest.param(onnx_file, marks=needs("torch", "transformers", "tokenizers", "onnxruntime", "onnx")),
    ],
    ids=lambda make: make.__name__,
)
def scorer(request, tmp_path) -> SupportScorer:
    make: Callable[[Path], SupportScorer] = request.param
    return make(tmp_path)


def test_every_pair_has_one_probability_in_order_each_time_the_same(scorer):
    scores = scorer.score(PAIRS)
    assert len(scores) == len(PAIRS)
    assert all(isinstance(score, float) and 0 <= score <= 1 for score in scores)
    assert scorer.score(PAIRS) == scores
    assert [scorer.score([pair])[0] for pair in PAIRS] == pytest.approx(scores, abs=1e-4)
    assert scorer.score([]) == []


def test_its_name_is_shown_beside_its_figures(scorer):
    found = judge("The term of return is 60 days.", ["The term of return is 60 days."], scorer=scorer)
    assert scorer.name
    assert (found.scorer, found.sentences[0].support.scorer) == (scorer.name, scorer.name)
