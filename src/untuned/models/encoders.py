"""Classifiers from local files, by PyTorch or ONNX: token ids in, logits out. Nothing is ever downloaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from untuned.errors import MissingExtra, UnknownModel

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]
Task = Literal["tokens", "sequence"]

_WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
_MOST = 2_048
"""Tokens of one window at most, also for models that could read more: attention costs their square."""
_UNLIMITED = 1_000_000


class Encoder(Protocol):
    """A classifier: logits of shape (texts, labels), or (texts, tokens, labels) for one that labels tokens."""

    def __call__(self, ids: Ids, mask: Ids, types: Ids) -> Logits:
        """The logits of a batch; all three arguments have the shape (texts, tokens)."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Classifier:
    """A classifier with what its files say of it."""

    name: str
    encoder: Encoder
    tokenizer: Any
    """A `tokenizers.Tokenizer`."""
    labels: tuple[str, ...]
    task: Task
    longest: int
    """Tokens that one text may have, special ones included."""
    padding: int


def classifier(path: Path) -> Classifier:
    """The classifier of a Hugging Face folder, or of an `.onnx` file with `tokenizer.json` and `config.json` beside it or one folder above.

    A folder without PyTorch weights that holds one `.onnx` file is read as that file.

    Raises:
        UnknownModel: There is no such model, or it is none of these kinds.
        MissingExtra: `transformers` and `torch` (extra `local`) or `onnxruntime` and `tokenizers` (extra `semantic`) are not installed.
    """
    if not path.exists():
        raise UnknownModel(
            str(path), reason="there is nothing at this path", remedy="name a folder or an .onnx file; nothing is downloaded"
        )
    file = path if path.is_file() else _onnx_in(path)
    folder = path if path.is_dir() and (path / "config.json").is_file() else _folder_of(file or path)
    config = _json(folder / "config.json", path)
    encoder = _torch_encoder(folder, _task(config, path)) if file is None else _onnx_encoder(file)
    return Classifier(
        name=path.stem if path.is_file() else path.name,
        encoder=encoder,
        tokenizer=_tokenizer(folder, path, extra="local" if file is None else "semantic"),
        labels=_labels(config),
        task=_task(config, path),
        longest=_longest(config, _optional_json(folder / "tokenizer_config.json")),
        padding=_whole(config.get("pad_token_id"), 0),
    )


def _onnx_in(folder: Path) -> Path | None:
    """The folder's own `.onnx` file, where there are no PyTorch weights."""
    if any((folder / name).is_file() for name in _WEIGHTS):
        return None
    found = sorted(folder.glob("*.onnx")) or sorted(folder.glob("onnx/*.onnx"))
    if len(found) != 1:
        reason = "several .onnx files" if found else "neither PyTorch weights nor an .onnx file"
        raise UnknownModel(str(folder), reason=f"the folder holds {reason}", remedy="name the folder of a model, or one .onnx file")
    return found[0]


def _folder_of(file: Path) -> Path:
    """Where the model's `config.json` is."""
    found = next((folder for folder in (file.parent, file.parent.parent) if (folder / "config.json").is_file()), None)
    if found is None:
        raise UnknownModel(str(file), reason="no config.json beside it", remedy="put the model's config.json and tokenizer.json beside it")
    return found


def _optional_json(file: Path) -> Mapping[str, object]:
    return _json(file, file) if file.is_file() else {}


def _json(file: Path, path: Path) -> Mapping[str, object]:
    try:
        read = cast("object", json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise UnknownModel(str(path), reason=f"{file.name} cannot be read: {error}", remedy="copy the model's files again") from error
    if not isinstance(read, dict):
        raise UnknownModel(str(path), reason=f"{file.name} is no object", remedy="copy the model's files again")
    return cast("Mapping[str, object]", read)


def _task(config: Mapping[str, object], path: Path) -> Task:
    named = " ".join(str(name) for name in cast("list[object]", config.get("architectures") or []))
    if "ForTokenClassification" in named:
        return "tokens"
    if "ForSequenceClassification" in named:
        return "sequence"
    reason = f"its architecture ({named or 'not named'}) classifies neither tokens nor sequences"
    raise UnknownModel(str(path), reason=reason, remedy="name a token classifier or an entailment model")


def _labels(config: Mapping[str, object]) -> tuple[str, ...]:
    """The labels by their index; `label_0` and so on where the model names none."""
    named = config.get("id2label")
    if isinstance(named, dict) and named:
        by_index = {int(key): str(value).lower() for key, value in cast("Mapping[str, object]", named).items()}
        return tuple(by_index.get(at, f"label_{at}") for at in range(max(by_index) + 1))
    return tuple(f"label_{at}" for at in range(_whole(config.get("num_labels"), 2)))


def _longest(config: Mapping[str, object], tokenizer: Mapping[str, object]) -> int:
    positions = _whole(config.get("max_position_embeddings"), 512)
    if "roberta" in str(config.get("model_type", "")):
        positions -= _whole(config.get("pad_token_id"), 1) + 1  # its positions begin after that of the padding
    stated = _whole(tokenizer.get("model_max_length"), _UNLIMITED)
    return min(positions, stated if stated > 0 else _UNLIMITED, _MOST)


def _whole(value: object, otherwise: int) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise


def _tokenizer(folder: Path, path: Path, *, extra: str) -> Any:  # noqa: ANN401 - the library has no types here
    file = folder / "tokenizer.json"
    if not file.is_file():
        raise UnknownModel(
            str(path), reason="no tokenizer.json", remedy="save its tokenizer as a fast one: AutoTokenizer(...).save_pretrained"
        )
    library = _library("tokenizers", extra=extra)
    try:
        return library.Tokenizer.from_file(str(file))
    except BaseException as error:
        if type(error) is not Exception:  # the library raises nothing more exact
            raise
        raise UnknownModel(str(path), reason=f"tokenizer.json cannot be read: {error}", remedy="copy the model's files again") from error


def _torch_encoder(folder: Path, task: Task) -> Encoder:
    torch, transformers = _library("torch", extra="local"), _library("transformers", extra="local")
    model = _loaded(
        folder, transformers.AutoModelForTokenClassification if task == "tokens" else transformers.AutoModelForSequenceClassification
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.eval().to(device)
    typed = _whole(getattr(model.config, "type_vocab_size", 0), 0) > 1

    def encode(ids: Ids, mask: Ids, types: Ids) -> Logits:
        given = {"input_ids": ids, "attention_mask": mask, **({"token_type_ids": types} if typed else {})}
        with torch.inference_mode():
            logits = model(**{name: torch.from_numpy(value).to(device) for name, value in given.items()}).logits
        return cast("Logits", logits.float().cpu().numpy())

    return encode


def _loaded(folder: Path, kind: Any) -> Any:  # noqa: ANN401 - the library has no types here
    """The model of a folder, from its own files and with all its weights."""
    logging, broken = import_module("transformers.utils.logging"), import_module("safetensors").SafetensorError
    shows_bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        model, info = kind.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False, output_loading_info=True)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, broken) as error:
        reason = str(error).split("\n", 1)[0]
        raise UnknownModel(str(folder), reason=f"it does not load: {reason}", remedy="copy the model's files again") from error
    finally:
        if shows_bars:
            logging.enable_progress_bar()
    lacking = sorted(map(str, info["missing_keys"]))
    if lacking:
        reason = f"its weights lack {', '.join(lacking[:3])}: it was never trained for this"
        raise UnknownModel(str(folder), reason=reason, remedy="name a model that was trained to tell what is supported")
    return model


def _onnx_encoder(file: Path) -> Encoder:
    runtime = _library("onnxruntime", extra="semantic")
    state = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    failures = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NoSuchFile, state.NotImplemented)
    try:
        session = runtime.InferenceSession(str(file), providers=runtime.get_available_providers())
    except (*failures, state.RuntimeException) as error:
        reason = str(error).split("\n", 1)[0]
        raise UnknownModel(str(file), reason=f"it does not load: {reason}", remedy="export it again") from error
    inputs = {each.name for each in session.get_inputs()}
    output = session.get_outputs()[0].name

    def encode(ids: Ids, mask: Ids, types: Ids) -> Logits:
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        try:
            found = session.run([output], {name: value for name, value in given.items() if name in inputs})
        except (*failures, state.RuntimeException, ValueError) as error:
            reason = str(error).split("\n", 1)[0]
            raise UnknownModel(str(file), reason=f"it does not run: {reason}", remedy="export it with dynamic axes") from error
        return np.asarray(found[0], dtype=np.float32)

    return encode


def _library(name: str, *, extra: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"'{name}', which reads local models,", extra=extra) from error
