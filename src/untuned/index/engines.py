"""Which engine holds an index: the embedded ones, or LanceDB where untuned.toml names it."""

from __future__ import annotations

from pathlib import Path

from untuned.index.lexical import LexicalIndex
from untuned.index.search import Origin, VectorView, View, WordView
from untuned.index.vectors.commits import COMMIT
from untuned.types.settings import IndexSettings

_LANCE = "place.json"


def created_words(folder: Path, *, origin: Origin, settings: IndexSettings) -> WordView:
    """An empty index of words in a new folder. Raises `MissingExtra`, `IndexUnwritable`."""
    if settings.engine == "lance":
        from untuned.index.lance.words import LanceIndex  # noqa: PLC0415 - only where it is named

        return LanceIndex.create(folder, origin=origin, url=settings.url)
    return LexicalIndex.create(folder, origin=origin)


def opened_words(folder: Path, *, origin: Origin) -> WordView | None:
    """The index of words in a folder; None when it is damaged, of another origin, or not one. Raises `MissingExtra`."""
    if (folder / _LANCE).is_file():
        from untuned.index.lance.words import LanceIndex  # noqa: PLC0415 - only where it is named

        return LanceIndex.open(folder, origin=origin)
    return LexicalIndex.open(folder, origin=origin)


def created_vectors(folder: Path, *, origin: Origin, settings: IndexSettings, dimensions: int, exact_up_to: int) -> VectorView:
    """An empty index of vectors in a new folder. Raises `MissingExtra`, `IndexUnwritable`."""
    if settings.engine == "lance":
        from untuned.index.lance.vectors import LanceVectors  # noqa: PLC0415 - only where it is named

        return LanceVectors.create(folder, origin=origin, dimensions=dimensions, url=settings.url)
    from untuned.index.vectors.mapped import MappedVectors  # noqa: PLC0415 - only where there are vectors

    return MappedVectors.create(folder, origin=origin, exact_up_to=exact_up_to)


def opened_vectors(folder: Path, *, origin: Origin, exact_up_to: int) -> VectorView | None:
    """The index of vectors in a folder; None when it is damaged, of another origin, or not one. Raises `MissingExtra`."""
    if (folder / _LANCE).is_file():
        from untuned.index.lance.vectors import LanceVectors  # noqa: PLC0415 - only where it is named

        return LanceVectors.open(folder, origin=origin)
    from untuned.index.vectors.mapped import MappedVectors  # noqa: PLC0415 - only where there are vectors

    return MappedVectors.open(folder, origin=origin, exact_up_to=exact_up_to)


def opened(folder: Path, *, origin: Origin) -> View | None:
    """The index in a folder, of whatever kind, for who does not know its settings; None when it is damaged, of another origin, or none."""
    if (folder / COMMIT).exists():
        from untuned.index.vectors.mapped import EXACT_UP_TO  # noqa: PLC0415 - only where there are vectors

        return opened_vectors(folder, origin=origin, exact_up_to=EXACT_UP_TO)
    return opened_words(folder, origin=origin)


def let_go(folder: Path) -> bool:
    """True when an index keeps nothing outside its folder now; False where object storage cannot be reached. Before the folder goes."""
    if not (folder / _LANCE).is_file():
        return True
    from untuned.index.lance.table import drop  # noqa: PLC0415 - only where it is named

    return drop(folder)
