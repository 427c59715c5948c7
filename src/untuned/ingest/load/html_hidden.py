"""What of a page is written so that no reader sees it, as far as its own elements say; style sheets are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from untuned.ingest.load.html_element import Element
from untuned.text.regex import regex
from untuned.types.documents import Aside

_UNSEEN = regex(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)"
    r"|(?:text-indent|left|top|right|margin-left)\s*:\s*-\d{3,}"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
# Two patterns, each linear: one that looks for the second behind each of the first takes a page's length squared.
_FLAT = regex(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*;", re.IGNORECASE)
_CUT = regex(r"(?:^|;)\s*overflow\s*:\s*hidden", re.IGNORECASE)
_WHITE = regex(
    r"(?:^|;)\s*color\s*:\s*(?:white|transparent|#f[ef]f[ef]f[ef](?:ff)?|#fff(?![0-9a-f])|rgba?\(\s*25[45]\s*,\s*25[45]\s*,\s*25[45]|rgba\([^);]{0,60},\s{0,9}0?\.?0+\s*\))",
    re.IGNORECASE,
)
_GROUND = regex(
    r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*(?!\s*(?:white|transparent|none|inherit|#fff(?:fff)?)\s*(?:;|!|$))", re.IGNORECASE
)
_SIZE = regex(r"(?:^|;)\s*font(-size)?\s*:([^;!]*)", re.IGNORECASE)
_TINY = regex(r"\s*(?:0+(?:\.\d+)?|1(?:\.0+)?(?=px|pt))(?:px|pt|em|rem|%)?\s*", re.IGNORECASE)
_TINY_ANYWHERE = regex(rf"font-size\s*:{_TINY.pattern}(?:[;!\"'&]|$)", re.IGNORECASE)
_LENGTH = regex(r"\d(?:px|pt|rem|pc|in|mm|cm|q|vw|vh)\b|\b(?:xx?x?-)?(?:small|large)\b|\bmedium\b", re.IGNORECASE)
"""A size of letters that does not depend on that of the element around."""
STRUCK = frozenset(("del", "s", "strike"))
"""Elements whose words are struck through."""
_THROUGH = regex(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)

_TOLD = ("alt", "title", "aria-label", "aria-description", "placeholder", "content", "value")
_NEVER_SHOWN = frozenset(("template", "noscript", "textarea", "iframe", "object"))


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
    """True for an element that its own attributes hide: not shown, without size, beside the page, or white on a page's own white.

    Of letters without size `without_tiny` tells, of panels that tabs open `open_panels`.
    """
    return bool(element.attrib) and (_is_told(element) or _is_styled(element, element.get("style")))


def is_unseen(element: Element) -> bool:
    """True for an element that its own attributes hide or strike through."""
    if _is_told(element):
        return True
    style = element.get("style")
    return style is not None and (_is_styled(element, style) or _is_struck(style))


def _is_told(element: Element) -> bool:
    told = element.get("hidden")
    return told is not None and told.casefold() != "until-found"


def _is_styled(element: Element, style: str | None) -> bool:
    if style is None:
        return False
    if _FLAT.search(f"{style};") is not None and _CUT.search(style) is not None:
        return True
    return _UNSEEN.search(style) is not None or (_WHITE.search(style) is not None and not _on_a_ground(element, style))


def _is_struck(style: str) -> bool:
    return "line-through" in style.casefold() and _THROUGH.search(style) is not None


def strikes(root: Element, source: str) -> bool:
    """True when words of a page are struck through."""
    styled = root.iterfind(".//*[@style]") if "line-through" in source.casefold() else ()
    found = (*root.iter(*STRUCK), *(one for one in styled if _is_struck(one.get("style") or "")))
    return any("".join(one.itertext()).strip() for one in found)


def without_tiny(root: Element, source: str) -> list[Aside]:
    """Empties the texts of a page that are in letters of no size, and gives them.

    An element in them with a size of its own is shown: builders of newsletters set each column in letters of no size, to close the gaps.
    """
    if _TINY_ANYWHERE.search(source) is None:
        return []
    found: list[Aside] = []
    waiting = [(root, False)]
    while waiting:
        element, tiny = waiting.pop()
        tiny = _is_tiny(element, tiny) if element.attrib else tiny
        if tiny and element.text and isinstance(element.tag, str):
            found.append(Aside(where="hidden", text=element.text, line=element.sourceline))
            element.text = _line_ends(element.text)
        for child in element:
            if tiny and child.tail:
                found.append(Aside(where="hidden", text=child.tail, line=child.sourceline))
                child.tail = _line_ends(child.tail)
            waiting.append((child, tiny))
    return [one for one in found if one.text.strip()]


def open_panels(root: Element, source: str) -> None:
    """Shows the panels that stand beside a row of as many tabs: a reader opens each by its tab."""
    if "tabpanel" not in source:
        return
    for around in {row.getparent() for row in root.iterfind(".//*[@role='tablist']")}:
        rows = [] if around is None else [row for row in around if row.get("role") == "tablist"]
        tabs = [tab for row in rows for tab in _near(row, "tab")]
        panels = [] if around is None else _near(around, "tabpanel")
        if len(tabs) == len(panels):
            for panel in panels:
                panel.attrib.pop("hidden", None)


def _near(around: Element, role: str) -> list[Element]:
    """The children and their children that have a role."""
    return [one for child in around for one in (child, *child) if one.get("role") == role]


def _is_tiny(element: Element, around: bool) -> bool:
    """True where an element's own letters have no size."""
    if element.tag == "font" and element.get("size") is not None:
        around = False
    sizes = _SIZE.findall(element.get("style") or "")
    if not sizes:
        return around
    long, told = sizes[-1]
    if long and _TINY.fullmatch(told):
        return True
    return around and _LENGTH.search(told) is None


def _line_ends(text: str) -> str:
    return "\n" * text.count("\n")


def _on_a_ground(element: Element, style: str) -> bool:
    """True when it, or an element around it, has a ground of its own."""
    if _GROUND.search(style):
        return True
    return any(one.get("bgcolor") is not None or _GROUND.search(one.get("style") or "") is not None for one in element.iterancestors())
