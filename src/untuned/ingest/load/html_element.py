"""What is used of an element of lxml, which has no types of its own."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Protocol


class Element(Protocol):
    """An element of a page, with what it holds and what holds it."""

    tag: object
    text: str | None
    tail: str | None
    sourceline: int | None
    attrib: MutableMapping[str, str]

    def get(self, name: str) -> str | None:
        """An attribute, or None."""
        ...

    def find(self, path: str) -> Element | None:
        """The first element below it that a path names."""
        ...

    def findall(self, path: str) -> list[Element]:
        """The elements below it that a path names."""
        ...

    def iterfind(self, path: str) -> Iterator[Element]:
        """The elements below it that a path names, one by one."""
        ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """It, and the elements below it, of some tags."""
        ...

    def itertext(self) -> Iterator[str]:
        """The texts in it."""
        ...

    def getparent(self) -> Element | None:
        """The element that it is in."""
        ...

    def iterancestors(self) -> Iterator[Element]:
        """The elements around it, innermost first."""
        ...

    def remove(self, element: Element) -> None:
        """Takes an element away from those that it holds."""
        ...

    def __iter__(self) -> Iterator[Element]: ...
