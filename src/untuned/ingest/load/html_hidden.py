"""What of a page is written so that no reader sees it, as far as its own elements say; style sheets are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol

from untuned.types.documents import Aside

_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0+(?:\.\d+)?|1(?:\.0+)?(?=px|pt))(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:text-indent|left|top|right|margin-left)\s*:\s*-\d{3,}"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
# Two patterns, each linear: one that looks for the second behind each of the first takes a page's length squared.
_FLAT = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*;", re.IGNORECASE)
_CUT = re.compile(r"(?:^|;)\s*overflow\s*:\s*hidden", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:white|transparent|#f[ef]f[ef]f[ef](?:ff)?|#fff(?![0-9a-f])|rgba?\(\s*25[45]\s*,\s*25[45]\s*,\s*25[45]|rgba\([^);]{0,60},\s{0,9}0?\.?0+\s*\))",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*(?!\s*(?:white|transparent|none|inherit|#fff(?:fff)?)\s*(?:;|!|$))", re.IGNORECASE
)


_TOLD = ("alt", "title", "aria-label", "aria-description", "placeholder", "content", "value")
_NEVER_SHOWN = frozenset(("template", "noscript", "textarea", "iframe", "object"))


class Element(Protocol):
    """What is used of an element of lxml."""

    tag: object
    text: str | None
    sourceline: int | None

    @property
    def attrib(self) -> Mapping[str, str]:
        """Its attributes."""
        ...

    def get(self, name: str) -> str | None:
        """An attribute, or None."""
        ...

    def itertext(self) -> Iterator[str]:
        """The texts in it."""
        ...

    def iterfind(self, path: str) -> Iterator[Element]:
        """The elements below it that a path names."""
        ...

    def iterancestors(self) -> Iterator[Element]:
        """The elements around it, innermost first."""
        ...


def hides(root: Element) -> bool:
    """True when words of a page are in an element that its own attributes hide."""
    return any(
        is_hidden(element) and "".join(element.itertext()).strip()
        for path in (".//*[@style]", ".//*[@hidden]")
        for element in root.iterfind(path)
    )


def asides(root: Element) -> Iterator[Aside]:
    """What a page holds and does not show: hidden elements, comments, attributes, and what `<meta>` tells."""
    walker = import_module("lxml.etree").iterwalk(root, events=("start", "comment"))
    for event, element in walker:
        if event == "comment":
            yield Aside(where="hidden", text=element.text or "", line=element.sourceline)
        elif element.tag in _NEVER_SHOWN or element.get("aria-hidden") == "true" or is_hidden(element):
            walker.skip_subtree()
            yield Aside(where="hidden", text=" ".join(element.itertext()), line=element.sourceline)
        elif element.attrib:
            where = "metadata" if element.tag == "meta" else "hidden"
            yield from (Aside(where=where, text=element.attrib[name], line=element.sourceline) for name in _TOLD if name in element.attrib)


def is_hidden(element: Element) -> bool:
    """True for an element that its own attributes hide: not shown, without size, beside the page, or white on a page's own white."""
    if not element.attrib:
        return False
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style is None:
        return False
    if _FLAT.search(f"{style};") is not None and _CUT.search(style) is not None:
        return True
    return _UNSEEN.search(style) is not None or (_WHITE.search(style) is not None and not _on_a_ground(element, style))


def _on_a_ground(element: Element, style: str) -> bool:
    """True when it, or an element around it, has a ground of its own."""
    if _GROUND.search(style):
        return True
    return any(one.get("bgcolor") is not None or _GROUND.search(one.get("style") or "") is not None for one in element.iterancestors())
