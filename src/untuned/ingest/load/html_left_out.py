"""What of a page is no text of it: what is never shown as such, the page's furniture, and what is hidden or struck through."""

from __future__ import annotations

from typing import Literal

from untuned.ingest.load.html_element import Element
from untuned.ingest.load.html_hidden import STRUCK, is_hidden, is_unseen

Strictness = Literal["content", "everything"]
"""Whether the page's furniture is left out."""

_UNSEEN = (
    STRUCK
    | frozenset(("script", "style", "template", "noscript", "head", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "map"))
    | {*("select", "datalist", "button", "textarea", "rt", "rp", "math")}
)
_FURNITURE = frozenset(("nav", "footer", "aside", "form", "menu"))
_FURNITURE_ROLES = frozenset(("navigation", "contentinfo", "search", "complementary", "menu", "menubar"))
_CALLOUTS = frozenset(
    ("note", "tip", "hint", "info", "important", "caution", "warning", "danger", "attention", "callout", "admonition", "alert", "key-point")
)
"""Classes of an aside that belongs to the text around it."""
_LEADING_ON = frozenset(("navheader", "navfooter", "nav-panel", "breadcrumb", "breadcrumbs"))
"""Classes of what leads to the pages before, behind and above."""
_CONTENTS_NAMES = """
toc toc-list localtoc page-toc minitoc table-of-contents tableofcontents toctree-wrapper doc-toc
list-of-figures list-of-tables list-of-examples
"""
_CONTENTS = frozenset(_CONTENTS_NAMES.split())
"""Classes, ids and roles of what lists the sections of a page, or of a book."""
_LINKED = 0.8
"""The share of its letters that are links where that is so."""
_INDEX = frozenset(("genindextable", "indexdiv", *(f"index-{kind}" for kind in ("cp", "fn", "ky", "pg", "tp", "vr"))))
"""Classes of the index of a book, as Sphinx, DocBook and Texinfo write them: names, and the pages that speak of them."""
_IN_INDEX = 0.3
"""The share of its letters that are links: the names themselves need be none."""
_LONGEST_SIGN = 3
"""Characters of the sign that links to its own place: `¶`, `#`, `🔗`."""
_NOTE_SIGNS = "*†‡"
"""A link that is such a sign leads to a note, and tells that there is one."""
_TITLED = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"))


def left_out(element: Element, strictness: Strictness) -> bool:
    """True for an element that is passed over with all that it holds."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return tag != "button" or not _is_label(element)
    if not element.attrib:
        return strictness == "content" and tag in _FURNITURE and not _holds_content(element, tag)
    if element.get("aria-hidden") == "true" or is_unseen(element):
        return True
    if strictness == "everything":
        return False
    if tag in _FURNITURE:
        return not _holds_content(element, tag)
    return element.get("role") in _FURNITURE_ROLES or (_is_permalink(element) if tag == "a" else _leads_elsewhere(element))


def titles_callout(heading: Element) -> bool:
    """True for the title of a note, as `Tip` is: what stands behind the note is not below it."""
    around = heading.getparent()
    return (
        around is not None and around.tag in ("div", "aside") and not _CALLOUTS.isdisjoint((around.get("class") or "").casefold().split())
    )


def _is_permalink(link: Element) -> bool:
    """True for a sign behind a heading or a term that links to that place, and for one that leads back from a note: `¶`, `#`, `↩`."""
    address = link.get("href") or ""
    if not address.startswith("#") or len(address) == 1:
        return False
    said = "".join(link.itertext()).strip()
    return (
        len(said) <= _LONGEST_SIGN and not any(letter.isalnum() or letter in _NOTE_SIGNS for letter in said) and link.find(".//img") is None
    )


def _leads_elsewhere(element: Element) -> bool:
    """True for what leads to other pages, for a table of contents, named as one and nearly all links, and for an index with links."""
    names = {name for given in ("class", "id", "role") for name in (element.get(given) or "").casefold().split()}
    if not names.isdisjoint(_LEADING_ON):
        return True
    least = _LINKED if not names.isdisjoint(_CONTENTS) else _IN_INDEX if not names.isdisjoint(_INDEX) else None
    return least is not None and sum(_letters(link) for link in element.iter("a")) >= least * _letters(element)


def _letters(element: Element) -> int:
    return sum(map(str.isalpha, "".join(element.itertext())))


def _is_label(button: Element) -> bool:
    """True for a button that is all of a heading, a term or a summary, which opens what stands below, or the name of a tab."""
    if is_hidden(button) or button.get("aria-hidden") == "true":
        return False
    if button.get("role") == "tab":
        return True
    around = next((one for one in button.iterancestors() if one.tag in _TITLED), None)
    if around is None or around.find(".//button") is not button:
        return False
    return "".join(around.itertext()).split() == "".join(button.itertext()).split()


def _holds_content(element: Element, tag: str) -> bool:
    """True for an aside that is a note, and for a form around a whole page, as some servers write it."""
    if tag == "aside":
        told = {name for word in (element.get("class") or "").casefold().split() for name in (word, word.rpartition("--")[2])}
        return element.get("role") == "note" or not told.isdisjoint(_CALLOUTS)
    if tag != "form" or any(one.tag == "form" for one in element.iterancestors()):
        return False
    return any(element.find(f".//{name}") is not None for name in ("h1", "main", "article"))
