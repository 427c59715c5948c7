"""Paths that tell by a folder, or by a part of a file's name, which language a text is for: `docs/zh/a.md` and `docs/zh-hant/a.md`."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa
ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr
ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur
uz ve vi vo wa wo xh yi yo za zh zu
"""
_LOCALE = regex(rf"(?:{'|'.join(_CODES.split())})(?:[-_](?:[a-z]{{4}}|[a-z]{{2}}|\d{{3}})){{0,2}}", re.IGNORECASE)
"""A code of ISO 639-1, alone or with a script and a country."""
_PARTS = regex(r"[/.]")


def locale_siblings(one: str, other: str) -> bool:
    """True for two paths that differ in one part alone, which is a locale in both."""
    mine, theirs = _PARTS.split(one), _PARTS.split(other)
    if len(mine) != len(theirs):
        return False
    apart = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and all(_LOCALE.fullmatch(part) is not None for part in apart[0])
