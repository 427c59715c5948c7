"""The language of every block, at the price of a few lookups per document.

A block's script is told from its characters; what language a script stands for is decided once per
document, from a sample of all blocks in that script, because one line is too little to tell by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from untuned.text.regex import regex
from untuned.types.documents import Block, as_block

Script = Literal["", "latin", "cyrillic", "cjk", "other"]

_SAMPLE = 1_200  # characters: more does not change what is told
_NO_PROSE = frozenset({"code", "markup", "matter"})
_LETTER = regex(r"[^\W\d_]")
_WIDE = regex(
    "(?P<cyrillic>[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f])"
    "|(?P<cjk>[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff])"
    "|(?P<other>[\u0370-\u03ff\u0530-\u10ff\u1200-\u1dff\u2c00-\u2c5f\u2d00-\u2ddf\ua000-\ua4ff\ua500-\ua63f\ua6a0-\ua71f\ua800-\ua95f\ua980-\uabff\ufb13-\ufdff\ufe70-\ufefe])"
)
_SCRIPTS: dict[str | None, Script] = {"cyrillic": "cyrillic", "cjk": "cjk", "other": "other"}


def block_script(text: str) -> Script:
    """The script that carries the text: not Latin as soon as about a fifth of it is in another one, "" without letters."""
    if not text.isascii():
        # UTF-8 takes one more byte for a Cyrillic letter and two more for a Han one: a count without looking at characters
        wide = len(text.encode("utf-8", "surrogatepass")) - len(text)
        if 5 * wide >= len(text) and (found := _WIDE.search(text)) is not None:
            return _SCRIPTS[found.lastgroup]
    return "latin" if _LETTER.search(text) is not None else ""


def with_languages(text: str, blocks: Sequence[Block], *, tell: Callable[[str], str]) -> tuple[tuple[Block, ...], str]:
    """The blocks with their languages, and the language of most of the document.

    `tell` gives the language of a sample, "" when it cannot; it is called once per script. A block that has
    a language already keeps it. Code has the language of the prose around it: its words are searched with it.
    """
    ascii_only = text.isascii()
    scripts = ["latin" if ascii_only else block_script(text[block.start : block.end]) for block in blocks]
    samples, sizes = _samples(text, blocks, scripts)
    main = max(sizes, key=lambda script: sizes[script], default="")
    languages = {script: tell(sample) for script, sample in samples.items()}
    fallback = languages.get(main, "")
    tagged = [
        as_block((kind, start, end, level, language or languages.get(script, fallback)))
        for (kind, start, end, level, language), script in zip(blocks, scripts, strict=True)
    ]
    return tuple(tagged), fallback


def _samples(text: str, blocks: Sequence[Block], scripts: Sequence[str]) -> tuple[dict[str, str], dict[str, int]]:
    """For each script: up to a sample's length of its prose, and how many characters of prose it has."""
    pieces: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for block, script in zip(blocks, scripts, strict=True):
        if not script or block.kind in _NO_PROSE:
            continue
        size = sizes.get(script, 0)
        if size < _SAMPLE:
            pieces.setdefault(script, []).append(text[block.start : min(block.end, block.start + _SAMPLE)])
        sizes[script] = size + block.end - block.start
    return {script: "\n".join(parts)[:_SAMPLE] for script, parts in pieces.items()}, sizes
