"""Near-copies in Chinese, Japanese and Korean: whether a sign or ending that denies was put in or left out."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.types.answers import Flag

_SCRIPT = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SYLLABLES = regex(r"[\u3040-\u30ff\uac00-\ud7af]")
_DENIAL = regex(r"(?!不仅|不僅|不过|不過|不断|不斷|无论|無論|非常|未来|未來)[不没沒無无未非勿]|ない|なく|なかっ|ません|않|없|못|아니|아닙")
_LEAST = 8
"""Letters of a sentence that may be a near-copy."""
_ENDING = 2
"""Letters by which a denied verb may be longer than the claim's: `ません`, `ます`."""
_LOOSEST = 1.25
"""How many times as long as the claim the copied part may be."""
_ALIKE = 0.85
"""The share of a claim's letters that stand in order in one sentence of a source, for it to be a near-copy."""


def turned_letters(claim: str, known: Evidence) -> Iterator[Flag]:
    """A hard flag on each sentence that nearly copies a quoted one and denies where that does not, or the other way round."""
    if _SCRIPT.search(claim) is None:
        return
    for start, end in sentences(claim):
        own = _letters(claim[start:end])
        if len(own) < _LEAST or _SCRIPT.search(own) is None:
            continue
        near = [(one, copied) for one in known.written if (copied := _copied(own, _letters(one)))]
        if near and all((_denials(copied) - _denials(own)) % 2 for _, copied in near):
            yield Flag(kind="changed_word", hard=True, start=start, end=end, says=claim[start:end], source=near[0][0])


def _copied(own: str, theirs: str) -> str:
    """The letters of a source's sentence that a claim's nearly copy, from the first to the last; "" where they do not."""
    blocks = [op for op in LCSseq.opcodes(own, theirs) if op.tag == "equal"]
    if sum(op.src_end - op.src_start for op in blocks) < _ALIKE * len(own):
        return ""
    first = max(blocks[0].dest_start - blocks[0].src_start, 0)
    last = blocks[-1].dest_end + len(own) - blocks[-1].src_end + _ENDING * bool(_SYLLABLES.match(own[-1]))
    return theirs[first:last] if last - first <= _LOOSEST * len(own) + _LEAST else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _denials(text: str) -> int:
    return len(_DENIAL.findall(text))
