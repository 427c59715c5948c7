"""Letters that were read in the wrong encoding, here or before: no question finds such words."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.text.regex import regex
from untuned.types.findings import Finding

_DAMAGE = regex(
    "\ufffd+"
    # UTF-8 read as Windows-1252: a lead byte of two or three, and what is hardly ever written behind it.
    "|[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ\u009d“”¢¦˜š]"
    # Russian in UTF-8 read as Windows-1252, and as Windows-1251.
    "|(?:[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2,}|(?:[РС][\u0080-\u00bf‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґёєјЅѕї°±µ¶·»]){3,}"
    # Windows-1251 read as Windows-1252: whole words of capitals with accents and their kin.
    "|(?<![A-Za-z])[À-ÿ]{5,}(?![A-Za-z])"
    # KOI8-R read as Windows-1251: capitals and small letters the wrong way round.
    "|(?<!\\w)[а-яё][А-ЯЁ]{4,}(?!\\w)"
)
_SHOWN = 24


def damaged(source: Checked) -> Iterator[Finding]:
    """One finding for a document with damaged letters, at the first of them."""
    found = [match for block in source.prose for match in _DAMAGE.finditer(source.text, block.start, block.end)]
    if found:
        start = max(found[0].start() - _SHOWN // 2, 0)
        around = " ".join(source.text[start : found[0].end() + _SHOWN // 2].split())
        yield source.finding("encoding", f"such as '{around}'", at=found[0].start(), count=len(found))
