"""What of a page is written so that no reader sees it, as far as its own elements say; style sheets are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0+(?:\.\d+)?|1(?:\.0+)?(?=px|pt))(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:text-indent|left|top|right|margin-left)\s*:\s*-\d{3,}"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*;[^\"]*overflow\s*:\s*hidden)",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:white|transparent|#f[ef]f[ef]f[ef](?:ff)?|#fff(?![0-9a-f])|rgba?\(\s*25[45]\s*,\s*25[45]\s*,\s*25[45]|rgba\([^)]*,\s*0?\.?0+\s*\))",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*(?!\s*(?:white|transparent|none|inherit|#fff(?:fff)?)\s*(?:;|!|$))", re.IGNORECASE
)


class Element(Protocol):
    """What is used of an element of lxml."""

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


def is_hidden(element: Element) -> bool:
    """True for an element that its own attributes hide: not shown, without size, beside the page, or white on a page's own white."""
    if not element.attrib:
        return False
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style is None:
        return False
    return _UNSEEN.search(style) is not None or (_WHITE.search(style) is not None and not _on_a_ground(element, style))


def _on_a_ground(element: Element, style: str) -> bool:
    """True when it, or an element around it, has a ground of its own."""
    if _GROUND.search(style):
        return True
    return any(one.get("bgcolor") is not None or _GROUND.search(one.get("style") or "") is not None for one in element.iterancestors())
