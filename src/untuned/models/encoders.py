"""Classifiers from local files, by PyTorch or ONNX: token ids in, logits out. Nothing is ever downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from untuned.errors import UnknownModel
from untuned.models.files import Ids, Session, Values, existing, folder_of, library, longest, optional_json, read_json, tokenizer_of, whole

Logits = Values
Task = Literal["tokens", "sequence"]

_WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")


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


def classifier(path: Path, *, threads: int = 0) -> Classifier:
    """The classifier of a Hugging Face folder, or of an `.onnx` file with `tokenizer.json` and `config.json` beside it or one folder above.

    A folder without PyTorch weights that holds one `.onnx` file is read as that file. `threads` are those of one run of such a file;
    0: as many as there are cores.

    Raises:
        UnknownModel: There is no such model, or it is none of these kinds.
        MissingExtra: `transformers` and `torch` (extra `local`) or `onnxruntime` and `tokenizers` (extra `semantic`) are not installed.
    """
    file = path if existing(path).is_file() else _onnx_in(path)
    folder = path if path.is_dir() and (path / "config.json").is_file() else folder_of(file or path)
    config = read_json(folder / "config.json", path)
    encoder = _torch_encoder(folder, _task(config, path)) if file is None else Session(file, threads=threads)
    return Classifier(
        name=path.stem if path.is_file() else path.name,
        encoder=encoder,
        tokenizer=tokenizer_of(folder, path, extra="local" if file is None else "semantic"),
        labels=_labels(config),
        task=_task(config, path),
        longest=longest(config, optional_json(folder / "tokenizer_config.json")),
        padding=whole(config.get("pad_token_id"), 0),
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


def _task(config: Mapping[str, object], path: Path) -> Task:
    named = " ".join(str(name) for name in cast("list[object]", config.get("architectures") or []))
    if "ForTokenClassification" in named:
        return "tokens"
    if "ForSequenceClassification" in named:
        return "sequence"
    reason = f"its architecture ({named or 'not named'}) classifies neither tokens nor sequences"
    raise UnknownModel(str(path), reason=reason, remedy="name a token classifier, an entailment model or a cross-encoder")


def _labels(config: Mapping[str, object]) -> tuple[str, ...]:
    """The labels by their index; `label_0` and so on where the model names none."""
    named = config.get("id2label")
    if isinstance(named, dict) and named:
        by_index = {int(key): str(value).lower() for key, value in cast("Mapping[str, object]", named).items()}
        return tuple(by_index.get(at, f"label_{at}") for at in range(max(by_index) + 1))
    return tuple(f"label_{at}" for at in range(whole(config.get("num_labels"), 2)))


def _torch_encoder(folder: Path, task: Task) -> Encoder:
    torch, transformers = library("torch", extra="local"), library("transformers", extra="local")
    model = _loaded(
        folder, transformers.AutoModelForTokenClassification if task == "tokens" else transformers.AutoModelForSequenceClassification
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.eval().to(device)
    typed = whole(getattr(model.config, "type_vocab_size", 0), 0) > 1

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
