"""A cause that a claim tells where its quotes only tell what came after what, or with what: `rose after`, told as `rose because`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.regex import regex
from untuned.types.answers import Flag

_CAUSE = regex(
    r"\b(?:because|due\s+to|owing\s+to|thanks\s+to|as\s+a\s+result\s+of|caus(?:es?|ed)|led\s+to|leads?\s+to|result(?:s|ed)?\s+in"
    r"|потому\s+что|так\s+как|из-за|благодаря|вследствие|в\s+результате|вызва(?:л[аои]?|н[аоы]?)|вызыва(?:ет|ют)|прив(?:ел[аои]?|одит|одят)\s+к"
    r"|weil|aufgrund|wegen|parce\s+que|à\s+cause\s+de|porque|debido\s+a)\b",
    re.IGNORECASE,
)
"""What tells a cause."""
_MEASURE = (
    r"\s+(?:(?:about|around|almost|nearly|over|roughly|some|up\s+to|more\s+than|less\s+than|at\s+least)\s+)?"
    r"(?:[$€£]?\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)(?:[\s-]+\w+)?[\s-]+(?:thirds?|half|halves|quarters?|fifths?|tenths?"
    r"|points?|times|percent|per\s+cent|years?|months?|weeks?|days?|hours?|minutes?)\b|half\b|(?:two|three)\s+thirds\b)"
)
"""How much, from where or how long: `fell by a third`, `rose from 5 to 8`, `grew for two years`."""
_REASON = regex(
    r"\b(?:because|due|owing|thanks|result\w*|caus\w+|led|lead(?:s|ing)?|as|so"
    rf"|(?:since|for|by|from|through)(?!{_MEASURE})"
    r"|reason\w*|why|therefore|hence|thus|thereby|effect\w*|affect\w*"
    r"|mak(?:es?|ing)|made|bring\w*|brought|trigger\w*|contribut\w+|responsible|create[sd]?|produce[sd]?|driv\w+|prompt\w*|follow\w*|if|when"
    r"|потому|так\s+как|из-за|благодаря|вследствие|результат\w*|вызв\w+|вызыв\w+|прив[её]л\w*|привод\w+|поскольку|ибо|поэтому|причин\w+|от(?!\s+\d)|если|(?<!\d\s)раз)\b",
    re.IGNORECASE,
)
"""What may tell one, also by another word."""
_BESIDE = regex(
    r"\b(?:after|associat\w+|correlat\w+|linked|coincid\w+|meanwhile|during|while|после|связан\w*|совпал\w*|одновременно|во\s+время|nach|après|después)\b",
    re.IGNORECASE,
)
"""What tells only that two things came together, or one after the other."""


def added_causes(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag on what tells a cause in the claim, where the quotes tell none and have a word of time or of coming together."""
    found = _CAUSE.search(claim)
    if found is None or any(_REASON.search(sentence.text) for sentence in known.told):
        return
    beside = next((match for sentence in known.told if (match := _BESIDE.search(sentence.text))), None)
    if beside is not None:
        yield Flag(kind="other_word", hard=False, start=found.start(), end=found.end(), says=found[0], source=beside[0])
