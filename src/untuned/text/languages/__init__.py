"""The statistical model of languages: py3langid's, most often the part of it that untuned brings along."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

BROUGHT = Path(__file__).with_name("model.npz")
"""The columns of `KNOWN` of py3langid's table, and its automaton: made by `benchmarks/cut_languages.py`; under the licence beside it."""

_CODES = (
    "ar be bg ca cs da de el en es et fa fi fr hi hr hu id it ja kk ko ky lt lv mk mn mr ne nl no pl pt ro ru sk sl sr sv tr uk ur vi zh"
)
KNOWN = frozenset(_CODES.split())
"""Languages that the part tells apart: loading it takes a sixth of the time that the whole takes, and half of its memory."""


class Identifier(Protocol):
    """What is used of py3langid, which has no types of its own."""

    @property
    def labels(self) -> list[str]:
        """The codes of its languages."""
        ...

    def set_languages(self, langs: list[str]) -> None:
        """Cut it down to these, which it all knows."""
        ...

    def classify(self, text: str, /) -> tuple[str, float]:
        """The likeliest language and its probability."""
        ...


@lru_cache(maxsize=16)
def classifier(candidates: tuple[str, ...]) -> Callable[[str], tuple[str, float]] | None:
    """The model cut down to the candidates that it knows: the likeliest of them and its probability; None where it knows none."""
    identifier = copy(part() if KNOWN.issuperset(candidates) else whole())
    usable = [code for code in candidates if code in identifier.labels]
    if not usable:
        return None
    # Cutting down makes new matrices and leaves those of the model, which all copies share, as they are.
    identifier.set_languages(usable)
    return identifier.classify


def holds_model() -> bool:
    """True while a model is in memory (60 MB, the whole 105): it is loaded where it is first needed."""
    return part.cache_info().currsize + whole.cache_info().currsize > 0


def let_model_go() -> None:
    """Free its memory; where it is needed once more, it is loaded once more."""
    for cached in (classifier, part, whole):
        cached.cache_clear()


@lru_cache(maxsize=1)
def part() -> Identifier:
    """The model for `KNOWN`. Its answers are those of the whole, cut down to the same languages."""
    import numpy as np  # noqa: PLC0415 - a short run may never need it
    from py3langid import langid  # noqa: PLC0415 - as above

    with np.load(BROUGHT, allow_pickle=False) as data:
        identifier = langid.LanguageIdentifier(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            data["ptc"],
            data["pc"],
            data["classes"].tolist(),
            memoryview(data["nextmove"]),
            data["output"].tolist(),
            norm_probs=True,
            tk_row=data["row"].tolist(),
        )
    return cast("Identifier", identifier)


@lru_cache(maxsize=1)
def whole() -> Identifier:
    """The model as py3langid brings it, for whatever else somebody configures; loading takes half a second of processor time."""
    from py3langid import langid  # noqa: PLC0415 - as above

    return cast("Identifier", langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True))  # pyright: ignore[reportUnknownMemberType]
