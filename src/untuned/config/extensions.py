"""Objects of other packages, named in untuned.toml as `module:object`, loaded and checked before they are used."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, get_type_hints

from untuned.errors import BadExtension
from untuned.errors.foreign import FOREIGN
from untuned.types.answers import Answer, Passage
from untuned.types.settings import ExtensionSettings

if TYPE_CHECKING:
    from untuned.ingest.load import Loader

ExtensionKind = Literal["loader", "embedder", "reranker", "scorer", "tool"]


class Embedder(Protocol):
    """Makes vectors of texts, all of one length. `languages` are two-letter codes; texts in others are not embedded."""

    name: str
    languages: Collection[str]

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector for each text, in order."""
        ...


class Reranker(Protocol):
    """Orders what a search found."""

    def rerank(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """One score for each passage, in order; higher is better."""
        ...


class Scorer(Protocol):
    """Judges an answer by rule."""

    def score(self, question: str, answer: Answer) -> float | None:
        """A number in the scorer's own unit; None where it does not apply."""
        ...


def load_extension(kind: ExtensionKind, target: str) -> object:
    """The object that `module:object` names, fit for its kind; a class is made without arguments.

    Raises `BadExtension` with the reason: the module or the attribute is missing, or a method is or takes the wrong arguments.
    """
    found = _resolve(kind, target)
    if inspect.isclass(found):
        found = _made(kind, target, found)
    reason = _tool_fault(found) if kind == "tool" else _method_fault(found, *_METHODS[kind])
    if not reason and kind == "embedder":
        reason = next((f"it has no '{name}'" for name in ("name", "languages") if not hasattr(found, name)), "")
    if reason:
        raise BadExtension(kind, target=target, reason=reason)
    return found


def load_loaders(settings: ExtensionSettings) -> dict[str, Loader]:
    """The project's own loaders by file ending."""
    return {ending: cast("Loader", load_extension("loader", target)) for ending, target in settings.loaders}


def load_embedder(settings: ExtensionSettings) -> Embedder | None:
    """The project's embedder; None when it names none."""
    return cast("Embedder", load_extension("embedder", settings.embedder)) if settings.embedder else None


def load_reranker(settings: ExtensionSettings) -> Reranker | None:
    """The project's reranker; None when it names none."""
    return cast("Reranker", load_extension("reranker", settings.reranker)) if settings.reranker else None


def load_scorers(settings: ExtensionSettings) -> dict[str, Scorer]:
    """The project's scorers by name."""
    return {name: cast("Scorer", load_extension("scorer", target)) for name, target in settings.scorers}


def named_extensions(settings: ExtensionSettings) -> list[tuple[ExtensionKind, str]]:
    """Everything the settings name, as (kind, target)."""
    kinds: list[tuple[ExtensionKind, Sequence[tuple[str, str]]]] = [
        ("loader", settings.loaders),
        ("embedder", [("", settings.embedder)]),
        ("reranker", [("", settings.reranker)]),
        ("scorer", settings.scorers),
        ("tool", settings.tools),
    ]
    return [(kind, target) for kind, pairs in kinds for _, target in pairs if target]


_METHODS: Mapping[ExtensionKind, tuple[str, tuple[str, ...]]] = {
    "loader": ("__call__", ("data", "path")),
    "embedder": ("embed", ("texts",)),
    "reranker": ("rerank", ("question", "passages")),
    "scorer": ("score", ("question", "answer")),
}

# Whatever another package's module or class may reasonably raise while it is imported or made.


def _resolve(kind: ExtensionKind, target: str) -> object:
    module_name, _, path = target.partition(":")
    if not module_name or not path:
        raise BadExtension(kind, target=target, reason="it is not of the form 'module:object'")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise BadExtension(kind, target=target, reason=f"module '{error.name}' is not installed") from error
    except FOREIGN as error:
        raise BadExtension(kind, target=target, reason=f"module '{module_name}' fails while it is imported: {error}") from error
    try:
        return cast("object", reduce(getattr, path.split("."), cast("Any", module)))
    except AttributeError as error:
        raise BadExtension(kind, target=target, reason=f"module '{module_name}' has no '{path}'") from error


def _made(kind: ExtensionKind, target: str, class_: type[object]) -> object:
    try:
        return class_()
    except FOREIGN as error:
        raise BadExtension(kind, target=target, reason=f"the class cannot be made without arguments: {error}") from error


def _method_fault(found: object, name: str, arguments: tuple[str, ...]) -> str:
    """Why an object's method does not do; "" when it does."""
    method = found if name == "__call__" else getattr(found, name, None)
    what = "it" if name == "__call__" else f"its method '{name}'"
    if not callable(method):
        return "it cannot be called" if name == "__call__" else f"it lacks the method '{name}'"
    try:
        inspect.signature(method).bind(*arguments)
    except TypeError:
        return f"{what} does not take ({', '.join(arguments)})"
    except ValueError:  # a builtin without a signature: only a call can tell
        return ""
    return ""


def _tool_fault(found: object) -> str:
    """Why a function is no tool; "" when it is one."""
    if not callable(found):
        return "it cannot be called"
    if not (inspect.getdoc(found) if inspect.isroutine(found) else type(found).__doc__):
        return "it has no docstring that says what it does"
    function = found if inspect.isroutine(found) else type(found).__call__
    try:
        hints = get_type_hints(function)
        parameters = inspect.signature(found).parameters
    except (NameError, TypeError, ValueError) as error:
        return f"its types cannot be read: {error}"
    untyped = next((name for name in parameters if name not in hints), None)
    if untyped is not None:
        return f"its parameter '{untyped}' has no type"
    return "" if "return" in hints else "its result has no type"
