"""How a sentence embedder reads texts, as its files say: pooling, prefixes, length, languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from untuned.errors import UnknownModel
from untuned.models.card import card_languages, language_codes
from untuned.models.files import longest, optional_json, optional_list, read_json, whole

RECORD = "untuned-embedder.json"
"""Beside a model: what its other files do not say, or say wrong. Any of `languages`, `weight`, `pooling`, `query`, `passage`, `longest`."""

Pooling = Literal["mean", "cls", "last"]

_MODES: Mapping[str, Pooling] = {"mean": "mean", "cls": "cls", "lasttoken": "last"}
_OLD_MODES = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls", "pooling_mode_lasttoken": "lasttoken"}
_PASSAGE = ("passage", "document", "corpus")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How texts become vectors, beside the weights."""

    pooling: Pooling | None
    """How the tokens' vectors become one; None where no file says."""
    query: str
    """Put before a question; "" for nothing."""
    passage: str
    """The same before a text that is to be found."""
    longest: int
    """Tokens of a text, special ones and prefix included; what is after them is not read."""
    padding: int
    languages: tuple[str, ...]
    weight: float | None
    beyond: str
    """What else the model does to its vectors, such as `Dense`, that an export has to do itself; "" for nothing."""


def reading_of(folder: Path) -> Reading:
    """What the files of a folder say, in the forms of sentence-transformers, of a model card and of `untuned-embedder.json`.

    Raises:
        UnknownModel: A file cannot be read, or says what cannot be.
    """
    own = _checked(optional_json(folder / RECORD), folder)
    config = read_json(folder / "config.json", folder)
    prompts = optional_json(folder / "config_sentence_transformers.json").get("prompts")
    said = cast("Mapping[str, object]", prompts if isinstance(prompts, dict) else {})
    most = longest(config, optional_json(folder / "tokenizer_config.json"))
    stated = whole(optional_json(folder / "sentence_bert_config.json").get("max_seq_length"), most)
    kinds = _modules(folder)
    weight = own.get("weight")
    return Reading(
        pooling=_pooling(own, folder),
        query=str(own.get("query", said.get("query", ""))),
        passage=str(own.get("passage", next((said[name] for name in _PASSAGE if said.get(name)), ""))),
        longest=max(min(most, stated, whole(own.get("longest"), most)), 8),
        padding=whole(config.get("pad_token_id"), 0),
        languages=language_codes(own["languages"]) if "languages" in own else card_languages(folder),
        weight=float(cast("float", weight)) if weight is not None else None,
        beyond=next((kind for kind in kinds if kind not in ("Transformer", "Pooling", "Normalize")), ""),
    )


def _checked(own: Mapping[str, object], folder: Path) -> Mapping[str, object]:
    """The record, if every part of it is of its kind."""
    kinds: Mapping[str, tuple[type, ...]] = {
        "languages": (list,),
        "weight": (int, float),
        "pooling": (str,),
        "query": (str,),
        "passage": (str,),
        "longest": (int,),
    }
    for name, value in own.items():
        if name not in kinds:
            raise _wrong(folder, f"it says '{name}', which nothing reads")
        if not isinstance(value, kinds[name]) or isinstance(value, bool):
            raise _wrong(folder, f"'{name}' cannot be {value!r}")
    return own


def _wrong(folder: Path, reason: str) -> UnknownModel:
    return UnknownModel(str(folder), reason=f"{RECORD}: {reason}", remedy="'untuned guide meaning' says what may stand there")


def _modules(folder: Path) -> list[str]:
    """The kinds of a sentence-transformers model's parts, in order."""
    parts = optional_list(folder / "modules.json")
    return [str(cast("Mapping[str, object]", part).get("type", "")).rpartition(".")[2] for part in parts if isinstance(part, dict)]


def _pooling(own: Mapping[str, object], folder: Path) -> Pooling | None:
    said = own.get("pooling")
    if said is not None:
        if said not in ("mean", "cls", "last"):
            raise _wrong(folder, f"'pooling' cannot be {said!r}: give mean, cls or last")
        return said
    file = folder / "1_Pooling" / "config.json"
    if not file.is_file():
        return None
    config = read_json(file, folder)
    if config.get("include_prompt") is False:
        raise UnknownModel(str(folder), reason="it leaves its prefix out of its vectors", remedy="export it with its pooling inside")
    mode = config.get("pooling_mode")
    modes = [mode] if isinstance(mode, str) else [name for key, name in _OLD_MODES.items() if config.get(key) is True]
    if len(modes) != 1 or modes[0] not in _MODES:
        raise UnknownModel(
            str(folder), reason="its pooling is none of mean, cls and last token", remedy="export it with its pooling inside"
        )
    return _MODES[modes[0]]
