"""Documents that are written in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.types.findings import Finding

_SHARE = 0.2
"""Of a document's letters, from which on a second language is more than quotes and names."""
_LEAST = 400
"""Characters of it: the language of a few short lines is a guess."""


def mixed(source: Checked) -> Iterator[Finding]:
    """One finding for a document of which a good part is in a second language, at the first block in it."""
    told = [block for block in source.prose if block.language and block.kind in ("paragraph", "item", "quote")]
    sizes: Counter[str] = Counter()
    for block in told:
        sizes[block.language] += block.end - block.start
    if len(sizes) < 2:
        return
    (main, _), (second, size) = sizes.most_common(2)
    if size < _LEAST or size < _SHARE * sizes.total():
        return
    first = next(block for block in told if block.language == second)
    share = round(100 * size / sizes.total())
    yield source.finding("mixed_languages", f"mostly '{main}', {share} % of it '{second}', first here", at=first.start)
