"""A local model's files: where they are, what they say, and the tokenizer and session made of them. Nothing is ever downloaded."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from untuned.errors import MissingExtra, UnknownModel

Ids = NDArray[np.int64]
Values = NDArray[np.float32]

_MOST = 2_048
"""Tokens of one text at most, also for models that could read more: attention costs their square."""
_UNLIMITED = 1_000_000
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_PROVIDERS = ("CUDAExecutionProvider", "CPUExecutionProvider")
"""What runs a model, the first that there is; others are services, or build something of each model for minutes."""
_DYNAMIC = b"DynamicQuantizeLinear"
_AGAIN = "copy the model's files again"


class Session:
    """An ONNX model that reads token ids, loaded once and warm; it may be asked from several threads."""

    def __init__(self, file: Path, *, threads: int = 0, wanted: Sequence[str] = ()) -> None:
        """Reads the file.

        Args:
            file: The `.onnx` file; its weights may lie beside it.
            threads: For one run; 0: as many as there are cores.
            wanted: Names of outputs; the first of them that there is is given, else the model's first.

        Raises:
            UnknownModel: It is no model, or asks for more than token ids.
            MissingExtra: `onnxruntime` is not installed.
        """
        runtime = library("onnxruntime", extra="semantic")
        state = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
        named = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoSuchFile", "NotImplemented", "RuntimeException")
        self._failures = tuple(cast("type[Exception]", getattr(state, name)) for name in named)
        self.file = file
        self.dynamic = _holds(file, _DYNAMIC)
        """Its 8-bit scales are taken from all that it reads at once, so a text's output depends on its company."""
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait take no time of others
        options.log_severity_level = 3  # errors alone; they are raised too
        providers = [name for name in _PROVIDERS if name in runtime.get_available_providers()]
        try:
            self._session = runtime.InferenceSession(str(file), sess_options=options, providers=providers)
        except self._failures as error:
            raise UnknownModel(str(file), reason=f"it does not load: {_line(error)}", remedy="export it again") from error
        self._inputs = {each.name for each in self._session.get_inputs()}
        foreign = sorted(self._inputs - set(_INPUTS))
        if foreign:
            reason = f"it asks for '{foreign[0]}' beside token ids"
            raise UnknownModel(str(file), reason=reason, remedy=f"export it with {', '.join(_INPUTS)} as its inputs")
        outputs = [str(each.name) for each in self._session.get_outputs()]
        self.output = next((name for name in wanted if name in outputs), outputs[0])
        """The name of the output that is given."""

    def __call__(self, ids: Ids, mask: Ids, types: Ids) -> Values:
        """The output for a batch; all three arguments have the shape (texts, tokens). Raises `UnknownModel` where it does not run."""
        given = dict(zip(_INPUTS, (ids, mask, types), strict=True))
        try:
            found = self._session.run([self.output], {name: value for name, value in given.items() if name in self._inputs})
        except (*self._failures, ValueError) as error:
            remedy = "export it with dynamic axes"
            raise UnknownModel(str(self.file), reason=f"it does not run: {_line(error)}", remedy=remedy) from error
        return np.asarray(found[0], dtype=np.float32)


def _holds(file: Path, name: bytes) -> bool:
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return held.find(name) >= 0
    except (OSError, ValueError):  # an empty file, among others: reading it as a model says what is wrong
        return False


def _line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def place_of(name: str, *, root: Path, folders: Sequence[str]) -> Path:
    """Where the model that a setting names is: a path relative to `root`, or a name in one of the folders. Raises `UnknownModel`."""
    places = [root / name, *(root / folder / name for folder in folders)]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        looked = ", ".join(f"'{folder}'" for folder in ("", *folders) if folder)
        reason = f"there is neither such a path nor such a folder in {looked}" if looked else "there is nothing at this path"
        raise UnknownModel(name, reason=reason, remedy="put the model's folder there, or name its path; nothing is downloaded")
    return found


def existing(path: Path) -> Path:
    """The path. Raises `UnknownModel` where there is nothing."""
    if not path.exists():
        remedy = "name a folder or an .onnx file; nothing is downloaded"
        raise UnknownModel(str(path), reason="there is nothing at this path", remedy=remedy)
    return path


def folder_of(path: Path) -> Path:
    """Where a model's `config.json` is: the folder itself; for a file, beside it or one folder above. Raises `UnknownModel`."""
    folders = (path,) if path.is_dir() else (path.parent, path.parent.parent)
    found = next((folder for folder in folders if (folder / "config.json").is_file()), None)
    if found is None:
        place = "in it" if path.is_dir() else "beside it"
        raise UnknownModel(str(path), reason=f"no config.json {place}", remedy=f"put the model's config.json and tokenizer.json {place}")
    return found


def onnx_file(path: Path) -> Path:
    """The `.onnx` file that a path names: itself, or the folder's own, where several lie there `model.onnx`. Raises `UnknownModel`."""
    if path.is_file():
        return path
    found = sorted(path.glob("*.onnx")) or sorted(path.glob("onnx/*.onnx"))
    chosen = found[0] if len(found) == 1 else next((file for file in found if file.name == "model.onnx"), None)
    if chosen is None:
        reason = "several .onnx files" if found else "no .onnx file"
        remedy = "name one of them" if found else "export the model as ONNX, such as with optimum-cli; see 'untuned guide meaning'"
        raise UnknownModel(str(path), reason=f"the folder holds {reason}", remedy=remedy)
    return chosen


def read_json(file: Path, path: Path) -> Mapping[str, object]:
    """The object in a file of the model at `path`. Raises `UnknownModel`."""
    read = _parsed(file, path)
    if not isinstance(read, dict):
        raise UnknownModel(str(path), reason=f"{file.name} is no object", remedy=_AGAIN)
    return cast("Mapping[str, object]", read)


def optional_json(file: Path) -> Mapping[str, object]:
    """The object in a file, empty where there is no such file. Raises `UnknownModel`."""
    return read_json(file, file) if file.is_file() else {}


def optional_list(file: Path) -> list[object]:
    """The list in a file, empty where there is no such file. Raises `UnknownModel`."""
    if not file.is_file():
        return []
    read = _parsed(file, file)
    if not isinstance(read, list):
        raise UnknownModel(str(file), reason=f"{file.name} is no list", remedy=_AGAIN)
    return cast("list[object]", read)


def _parsed(file: Path, path: Path) -> object:
    try:
        return cast("object", json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise UnknownModel(str(path), reason=f"{file.name} cannot be read: {error}", remedy=_AGAIN) from error


def longest(config: Mapping[str, object], tokenizer: Mapping[str, object]) -> int:
    """Tokens that one text may have, special ones included: the least of what a model's files say."""
    positions = whole(config.get("max_position_embeddings"), 512)
    if "roberta" in str(config.get("model_type", "")):
        positions -= whole(config.get("pad_token_id"), 1) + 1  # its positions begin after that of the padding
    stated = whole(tokenizer.get("model_max_length"), _UNLIMITED)
    return min(positions, stated if stated > 0 else _UNLIMITED, _MOST)


def whole(value: object, otherwise: int) -> int:
    """A number as a whole one."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise


def tokenizer_of(folder: Path, path: Path, *, extra: str) -> Any:  # noqa: ANN401 - the library has no types here
    """The `tokenizers.Tokenizer` of a folder, as it was saved. Raises `UnknownModel`, `MissingExtra`."""
    file = folder / "tokenizer.json"
    if not file.is_file():
        raise UnknownModel(
            str(path), reason="no tokenizer.json", remedy="save its tokenizer as a fast one: AutoTokenizer(...).save_pretrained"
        )
    tokenizers = library("tokenizers", extra=extra)
    try:
        return tokenizers.Tokenizer.from_file(str(file))
    except BaseException as error:
        if type(error) is not Exception:  # the library raises nothing more exact
            raise
        raise UnknownModel(str(path), reason=f"tokenizer.json cannot be read: {error}", remedy=_AGAIN) from error


def bare(tokenizer: Any) -> Any:  # noqa: ANN401 - the library has no types here
    """The tokenizer by itself, without the truncation and padding it was saved with."""
    own = tokenizer.__class__.from_str(tokenizer.to_str())
    own.no_truncation()
    own.no_padding()
    return own


def library(name: str, *, extra: str) -> ModuleType:
    """A package that a local model needs. Raises `MissingExtra`."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"'{name}', which reads local models,", extra=extra) from error
