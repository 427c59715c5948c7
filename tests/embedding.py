"""Sentence embedders and cross-encoders for the tests: tiny ONNX models that are built on the spot, by rule, and the real MiniLM."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from classifying import PROMISED, SPECIAL, WORDS, save_tokenizer

ROOT = Path(__file__).parents[1]
MINILM = ROOT / ".models" / "minilm"
DIMENSIONS = 8


def needs_minilm() -> pytest.MarkDecorator:
    """Skips where the model was not made, and fails there when it was promised (`UNTUNED_TEST_EXTRAS=1`)."""
    lacking = not (MINILM / "model.onnx").is_file()
    return pytest.mark.skipif(lacking and not os.environ.get(PROMISED), reason="no .models/minilm; see make models")


def table(dimensions: int = DIMENSIONS) -> np.ndarray:
    """One vector for each token."""
    return np.random.default_rng(3).standard_normal((len(SPECIAL) + len(WORDS), dimensions)).astype(np.float32)


def tiny_embedder(
    folder: Path, *, file: str = "model.onnx", output: str = "last_hidden_state", pooling: str | None = "mean", **record: object
):
    """A model whose hidden states are its tokens' own vectors, with the files that say how it is read."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    folder.mkdir(parents=True, exist_ok=True)
    weights = numpy_helper.from_array(table(), name="table")
    shape = ["texts", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    gathered = helper.make_node("Gather", ["table", "input_ids"], [output if output == "last_hidden_state" else "hidden"])
    nodes, outputs = [gathered], [helper.make_tensor_value_info(output, TensorProto.FLOAT, [*shape, DIMENSIONS])]
    if output == "sentence_embedding":
        nodes.append(helper.make_node("ReduceMax", ["hidden"], [output], axes=[1], keepdims=0))
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["texts", DIMENSIONS])]
    save(helper.make_graph(nodes, "tiny", inputs, outputs, [weights]), folder / file, onnx=onnx)
    config = {"model_type": "bert", "max_position_embeddings": 16, "pad_token_id": 0, "hidden_size": DIMENSIONS}
    write(folder / "config.json", config)
    if pooling is not None:
        modes = {
            "mean": "pooling_mode_mean_tokens",
            "cls": "pooling_mode_cls_token",
            "last": "pooling_mode_lasttoken",
            "max": "pooling_mode_max_tokens",
        }
        write(folder / "1_Pooling" / "config.json", {name: mode == pooling for mode, name in modes.items()})
    if record:
        write(folder / "untuned-embedder.json", record)
    save_tokenizer(folder)


def tiny_ranker(folder: Path, *, labels: int = 1) -> None:
    """A cross-encoder by rule: its logit is the number of the pair's tokens, less 10; with two labels, that of the second."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    folder.mkdir(parents=True, exist_ok=True)
    shape = ["texts", "tokens"]
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in names]
    constants = [
        numpy_helper.from_array(np.array([1], dtype=np.int64), name="axis"),
        numpy_helper.from_array(np.array([10.0], dtype=np.float32), name="ten"),
        numpy_helper.from_array(np.array([[0.0, 1.0]][:1] if labels == 2 else [[1.0]], dtype=np.float32), name="spread"),
    ]
    nodes = [
        helper.make_node("ReduceSum", ["attention_mask", "axis"], ["count"], keepdims=1),
        helper.make_node("Cast", ["count"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["number", "ten"], ["odds"]),
        helper.make_node("MatMul", ["odds", "spread"], ["logits"]),
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", labels])]
    save(helper.make_graph(nodes, "ranker", inputs, outputs, constants), folder / "model.onnx", onnx=onnx)
    named = {str(at): f"LABEL_{at}" for at in range(labels)}
    config = {"model_type": "bert", "architectures": ["BertForSequenceClassification"], "max_position_embeddings": 24, "id2label": named}
    write(folder / "config.json", config)
    save_tokenizer(folder)


def save(graph, file: Path, *, onnx) -> None:
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    model.ir_version = 8
    file.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(file))


def write(file: Path, read: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(read), encoding="utf-8")
