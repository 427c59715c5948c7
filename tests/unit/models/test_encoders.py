"""Classifiers from files: a folder, an ONNX file, and what is wrong with either. Tiny models with random weights are made on the spot."""

import json
import sys

import numpy as np
import pytest

from classifying import export, needs, set_labels, tiny_model
from untuned.errors import MissingExtra, UnknownModel
from untuned.models.encoders import classifier
from untuned.models.support import RECORD, local_support, measured_support
from untuned.rag.verify.support.support import Pair

TORCH = needs("torch", "transformers", "tokenizers")
ONNX = needs("torch", "transformers", "tokenizers", "onnxruntime", "onnx")
LONG = " ".join(["the price is 12 euros a month for all plans"] * 40)
PAIRS = [
    Pair(claim="the term of return is 60 days", quotes=("the term of return is 60 days for all hardware",)),
    Pair(claim="the term is 30 days", quotes=("the term of return is 60 days", LONG)),
    Pair(claim="no term", quotes=(LONG,)),
    Pair(claim="срок возврата 60 дней", quotes=("срок возврата 60 дней",)),
    Pair(claim="nothing is quoted", quotes=()),
]


def in_range(scores) -> bool:
    return len(scores) == len(PAIRS) and all(0 <= value <= 1 for value in scores)


@TORCH
@pytest.mark.parametrize(("task", "labels"), [("tokens", None), ("sequence", {0: "contradiction", 1: "neutral", 2: "entailment"})])
def test_a_folder_loads_and_scores_in_batches(tmp_path, task, labels):
    tiny_model(tmp_path, task=task, labels=labels)
    scores = local_support(tmp_path, batch=3).score(PAIRS)
    assert in_range(scores)
    assert len(set(scores)) == len(PAIRS)
    assert local_support(tmp_path, batch=1).score(PAIRS) == pytest.approx(scores, abs=1e-5)


@TORCH
def test_a_token_classifier_gives_the_chance_of_its_second_label(tmp_path):
    import torch

    model = tiny_model(tmp_path)
    ids = torch.tensor([[2, 5, 3, 6, 3]])  # [CLS] term [SEP] of [SEP]
    with torch.inference_mode():
        logits = model(input_ids=ids, token_type_ids=torch.tensor([[0, 0, 0, 1, 1]])).logits[0, 3]
    expected = 1 - float(logits.softmax(-1)[1])
    assert local_support(tmp_path).score([Pair(claim="of", quotes=("term",))]) == pytest.approx([expected], abs=1e-5)


@ONNX
@pytest.mark.parametrize(("task", "labels"), [("tokens", None), ("sequence", {0: "entailment", 1: "not_entailment"})])
def test_an_onnx_file_scores_as_the_folder_it_was_exported_from(tmp_path, task, labels):
    model = tiny_model(tmp_path, task=task, labels=labels)
    expected = local_support(tmp_path).score(PAIRS)
    (tmp_path / "onnx").mkdir()
    export(model, tmp_path / "onnx" / "model.onnx")
    assert local_support(tmp_path / "onnx" / "model.onnx").score(PAIRS) == pytest.approx(expected, abs=1e-4)
    (tmp_path / "model.safetensors").unlink()
    assert local_support(tmp_path, batch=2).score(PAIRS) == pytest.approx(expected, abs=1e-4)


@ONNX
def test_a_file_that_is_no_onnx_model_says_so(tmp_path):
    tiny_model(tmp_path)
    (tmp_path / "bad.onnx").write_bytes(b"no model at all")
    with pytest.raises(UnknownModel, match="does not load"):
        local_support(tmp_path / "bad.onnx")


@TORCH
def test_the_length_that_a_model_reads_is_the_least_of_what_its_files_say(tmp_path):
    tiny_model(tmp_path, positions=48)
    assert classifier(tmp_path).longest == 48
    (tmp_path / "tokenizer_config.json").write_text('{"model_max_length": 32}', encoding="utf-8")
    assert classifier(tmp_path).longest == 32
    assert in_range(local_support(tmp_path).score(PAIRS))


@TORCH
def test_a_saved_truncation_does_not_cut_sources_short(tmp_path):
    tiny_model(tmp_path)
    whole = local_support(tmp_path).score(PAIRS)
    file = tmp_path / "tokenizer.json"
    saved = json.loads(file.read_text(encoding="utf-8"))
    saved["truncation"] = {"direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0}
    file.write_text(json.dumps(saved), encoding="utf-8")
    assert local_support(tmp_path).score(PAIRS) == whole


@TORCH
@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("config.json", "{", "config.json cannot be read"),
        ("config.json", "[]", "config.json is no object"),
        ("config.json", '{"architectures": ["BertModel"]}', "classifies neither"),
        ("config.json", '{"architectures": ["XForTokenClassification"], "model_type": "nonesuch"}', "does not load"),
        ("tokenizer.json", "{}", "tokenizer.json cannot be read"),
        ("tokenizer.json", None, "no tokenizer.json"),
        ("config.json", None, "no config.json"),
        ("model.safetensors", "cut off", "does not load"),
        ("model.safetensors", None, "neither PyTorch weights nor an .onnx file"),
    ],
)
def test_a_broken_folder_says_what_is_wrong_with_it(tmp_path, file, content, reason):
    tiny_model(tmp_path)
    (tmp_path / file).unlink() if content is None else (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(UnknownModel, match=reason) as raised:
        local_support(tmp_path)
    assert raised.value.remedy


@TORCH
def test_labels_that_say_nothing_of_support_are_refused_by_the_models_path(tmp_path):
    tiny_model(tmp_path, task="sequence")
    with pytest.raises(UnknownModel, match="label_0, label_1"):
        local_support(tmp_path)
    set_labels(tmp_path, {0: "REFUTED", 1: "SUPPORTED"})
    assert in_range(local_support(tmp_path).score(PAIRS))


@TORCH
def test_only_a_measured_model_is_used_and_its_scores_are_calibrated(tmp_path):
    tiny_model(tmp_path)
    own = local_support(tmp_path).score(PAIRS)
    record = {"beats": True, "auroc": 0.9, "rules_auroc": 0.8, "gain": [0.01, 0.1], "slope": 0.25, "intercept": 0.0}
    (tmp_path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    scorer = measured_support(tmp_path)
    assert scorer is not None
    calibrated = scorer.score(PAIRS)[:4]
    assert np.argsort(calibrated).tolist() == np.argsort(own[:4]).tolist()
    assert max(calibrated) - min(calibrated) < max(own[:4]) - min(own[:4])


@TORCH
def test_a_model_whose_head_was_never_trained_is_refused(tmp_path):
    from safetensors.torch import load_file, save_file

    tiny_model(tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    save_file({name: value for name, value in weights.items() if "classifier" not in name}, tmp_path / "model.safetensors")
    with pytest.raises(UnknownModel, match=r"its weights lack classifier\.bias"):
        local_support(tmp_path)


@TORCH
def test_loading_prints_nothing(tmp_path, capfd):
    tiny_model(tmp_path)
    capfd.readouterr()
    local_support(tmp_path)
    assert capfd.readouterr() == ("", "")


def test_what_is_not_there_is_never_looked_for_elsewhere(tmp_path):
    with pytest.raises(UnknownModel, match="nothing at this path") as raised:
        classifier(tmp_path / "owner" / "model")
    assert "nothing is downloaded" in raised.value.remedy


@pytest.mark.parametrize(("weights", "extra"), [("model.safetensors", "local"), ("model.onnx", "semantic")])
def test_a_missing_library_is_named_with_the_command_that_installs_it(tmp_path, monkeypatch, weights, extra):
    (tmp_path / "config.json").write_text('{"architectures": ["BertForTokenClassification"]}', encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    (tmp_path / weights).write_bytes(b"")
    for library in ("torch", "transformers", "onnxruntime", "tokenizers"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra) as raised:
        classifier(tmp_path)
    assert raised.value.remedy == f"pip install 'untuned[{extra}]'"
