"""What a rendered page does not show, or shows struck through: elements told by their tags, nested ones of the same name counted."""

from __future__ import annotations

import re
from collections.abc import Collection

from untuned.text.regex import regex

Range = tuple[int, int]

_TAG = regex(r"<(/?)([A-Za-z][A-Za-z0-9]{0,19})((?:\s[^<>]*)?)>")
_ATTRIBUTE = regex(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?""")
_HIDING_STYLE = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER_SHOWN = frozenset(("script", "style", "template", "noscript", "title", "head"))
STRUCK = frozenset(("del", "s", "strike"))
"""Elements whose text is struck through."""
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_ELEMENTS = frozenset(
    name
    for names in (
        "a abbr address article aside b bdi bdo big blockquote body button canvas caption center cite code dd del details dfn dialog div",
        "dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup html i iframe ins kbd label legend li",
        "main map mark menu nav noscript object ol optgroup option p pre q rp rt ruby s samp script search section select slot small span",
        "strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video audio",
    )
    for name in names.split(" ")
)
_PERHAPS = regex(r"<(?:(?:script|style|template|noscript|title|head|del|s|strike)\b|[^<>]*(?:hidden|display\s*:\s*none))", re.IGNORECASE)


def may_hide(text: str) -> bool:
    """False for a text in which nothing can be hidden or struck through by a tag: most texts, told in one cheap look."""
    return _PERHAPS.search(text) is not None


def unseen(text: str) -> list[Range]:
    """[start, end) of every element that is not shown; one that is never closed hides the rest."""
    return _elements(text, names=_NEVER_SHOWN, hidden=True) if may_hide(text) else []


def struck(text: str) -> list[Range]:
    """[start, end) of every element that is struck through."""
    return _elements(text, names=STRUCK, hidden=False) if may_hide(text) else []


def _elements(text: str, *, names: Collection[str], hidden: bool) -> list[Range]:
    found: list[Range] = []
    start, inside, depth = 0, "", 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if inside:
            if name == inside:
                depth += -1 if tag[1] else 1
            if depth == 0:
                found.append((start, tag.end()))
                inside = ""
        elif not tag[1] and name in _ELEMENTS and name not in _VOID and (name in names or (hidden and _hides(tag[3]))):
            start, inside, depth = tag.start(), name, 1
    if inside:
        found.append((start, len(text)))
    return found


def _hides(attributes: str) -> bool:
    """True for the attributes of an element that is not shown."""
    for found in _ATTRIBUTE.finditer(attributes):
        name, value = found[1].lower(), (found[2] or "").strip("\"'").lower()
        if name == "hidden" or (name == "aria-hidden" and value == "true") or (name == "style" and _HIDING_STYLE.search(value)):
            return True
    return False
