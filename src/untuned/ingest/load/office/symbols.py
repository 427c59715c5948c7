"""Signs of the fonts whose letters are other signs, as far as they have a character of their own.

Symbol by Adobe's encoding of it (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), Wingdings its marks, boxes and arrows.
"""

from __future__ import annotations

from collections.abc import Mapping

UNKNOWN = "\ufffd"
"""For a sign that has no meaning outside its font."""

_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\uf8e5αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\uf8e6\uf8e7↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {
    **{0x20 + nth: sign for nth, sign in enumerate(_SYMBOL_LOW)},
    **{0xA0 + nth: sign for nth, sign in enumerate(_SYMBOL_HIGH)},
    0xF1: "〉",
    0xF2: "∫",
}
_WINGDINGS = {
    0x20: " ", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "☐"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": {place: sign for place, sign in _SYMBOL.items() if not "\ue000" <= sign <= "\uf8ff"},
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": {},
}


def is_of_symbols(font: str) -> bool:
    """True for a font whose letters are other signs."""
    return font.casefold() in _FONTS


def sign(point: int, font: str) -> str:
    """The character of a font's sign; of a font that is none of symbols the one at this place."""
    known = _FONTS.get(font.casefold())
    place = point - 0xF000 if 0xF020 <= point <= 0xF0FF else point
    if known is not None and place < 0x100:
        return known.get(place, UNKNOWN)
    return chr(point) if 0x20 <= point < 0xD800 or 0x10000 <= point <= 0x10FFFF else UNKNOWN


def signs(text: str, font: str) -> str:
    """What letters in a font of symbols show."""
    return "".join(sign(ord(char), font) if ord(char) < 0x100 or 0xF020 <= ord(char) <= 0xF0FF else char for char in text)
