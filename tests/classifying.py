"""Local classifiers for the tests: one of rules that needs no library, and tiny ones with random weights that are saved to a folder."""

from __future__ import annotations

import json
import os
import re
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from untuned.models.encoders import Classifier

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = tuple(
    re.findall(r"\w+", "the term of return is 60 30 days price 12 euros a month for all plans and hardware срок возврата дней not")
)
PROMISED = "UNTUNED_TEST_EXTRAS"


def needs(*packages: str) -> pytest.MarkDecorator:
    """Skips where a package is lacking, and fails there when all of them were promised (`UNTUNED_TEST_EXTRAS=1`)."""
    lacking = [name for name in packages if find_spec(name) is None]
    return pytest.mark.skipif(
        bool(lacking) and not os.environ.get(PROMISED), reason=f"not installed: {', '.join(lacking)}; see make test-extras"
    )


@dataclass
class Encoding:
    ids: list[int]
    type_ids: list[int]
    sequence_ids: list[int | None]
    offsets: list[tuple[int, int]]


class WordTokenizer:
    """A tokenizer of whole words with the part of `tokenizers.Tokenizer` that is used; the same word has the same id."""

    def __init__(self) -> None:
        self.most: int | None = None

    def to_str(self) -> str:
        return "words"

    @classmethod
    def from_str(cls, text: str) -> WordTokenizer:
        assert text == "words"
        return cls()

    def no_truncation(self) -> None:
        self.most = None

    def no_padding(self) -> None:
        pass

    def num_special_tokens_to_add(self, pair: bool) -> int:
        return 3 if pair else 2

    def enable_truncation(self, *, max_length: int, strategy: str) -> None:
        assert strategy == "only_first"
        self.most = max_length

    def encode(self, text: str, pair: str | None = None, *, add_special_tokens: bool = True) -> Encoding:
        places = [found.span() for found in re.finditer(r"\S+", text)]
        ids = [_id(text[start:end]) for start, end in places]
        if not add_special_tokens:
            return Encoding(ids, [0] * len(ids), [0] * len(ids), places)
        other = [_id(word) for word in (pair or "").split()]
        if self.most is not None:
            ids = ids[: self.most - len(other) - 3]
        return Encoding(
            [2, *ids, 3, *other, 3],
            [0] * (len(ids) + 2) + [1] * (len(other) + 1),
            [None, *[0] * len(ids), None, *[1] * len(other), None],
            [],
        )


def _id(word: str) -> int:
    return 10 + sum(ord(letter) * (at + 1) for at, letter in enumerate(word.lower().strip(".,")))


class Overlap:
    """Logits by rule: a token of the claim is unsupported unless the first text has it; counts its calls."""

    def __init__(self, *, task: str = "tokens") -> None:
        self.task = task
        self.batches: list[tuple[int, int]] = []

    def __call__(self, ids, mask, types):
        self.batches.append(ids.shape)
        logits = np.zeros((*ids.shape, 2), dtype=np.float32)
        for row in range(len(ids)):
            known = set(ids[row][(mask[row] == 1) & (types[row] == 0)].tolist())
            lacking = np.array([token not in known for token in ids[row].tolist()])
            logits[row, :, 1] = np.where(lacking & (types[row] == 1) & (mask[row] == 1), 5.0, -5.0)
        if self.task == "tokens":
            return logits
        worst = logits[:, :, 1].max(axis=1)
        return np.stack([-worst, worst], axis=1).astype(np.float32)


def by_rule(*, task: str = "tokens", labels: tuple[str, ...] = ("label_0", "label_1"), longest: int = 40) -> Classifier:
    """A classifier that needs no library."""
    return Classifier(
        name="overlap", encoder=Overlap(task=task), tokenizer=WordTokenizer(), labels=labels, task=task, longest=longest, padding=0
    )


def save_tokenizer(folder: Path) -> None:
    """A fast tokenizer of whole words, with pairs as BERT has them."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate([*SPECIAL, *WORDS])}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))


def tiny_model(folder: Path, *, task: str = "tokens", labels: dict[int, str] | None = None, positions: int = 64):
    """A model of two layers with random weights, saved with its tokenizer; the model itself."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification

    torch.manual_seed(7)
    named = {"id2label": labels, "label2id": {name: at for at, name in labels.items()}} if labels else {}
    config = BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=positions,
        initializer_range=1.0,  # else every logit is about 0
        attn_implementation="eager",
        **named,
    )
    model = (BertForTokenClassification if task == "tokens" else BertForSequenceClassification)(config).eval()
    model.save_pretrained(str(folder))
    save_tokenizer(folder)
    return model


def export(model, file: Path) -> None:
    """The model as ONNX, with any number of texts and tokens."""
    import torch

    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.ones((2, 9), dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in names} | {"logits": {0: "texts", 1: "tokens"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about tracing
        torch.onnx.export(model, (ids, ids, ids), str(file), input_names=names, output_names=["logits"], dynamic_axes=axes, dynamo=False)


def set_labels(folder: Path, labels: dict[int, str]) -> None:
    """Name the labels in a saved model's config.json."""
    file = folder / "config.json"
    config = json.loads(file.read_text(encoding="utf-8"))
    config["id2label"] = {str(at): name for at, name in labels.items()}
    file.write_text(json.dumps(config), encoding="utf-8")
