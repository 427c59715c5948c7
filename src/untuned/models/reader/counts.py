"""What "how many" counts, and whether a text has a number of it: `214 steps` answers "How many steps?", `step 3` in another line does not.

English and Russian. A number belongs to a noun that stands close behind it, or before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_AUXILIARY = (
    "do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must|of|in|on|at|to|from|for|by|with|per|a|an|the"
    "|that|which|who|i|you|he|she|it|we|they|there|в|на|у|из|с|со|от|до|по|за|для|при|о|об|есть|было|был|была|были|будет|я|ты|вы|мы|он|она|оно|они"
    "|можно|нужно|надо|должно|должен|должна"
)
_COUNTED = re.compile(rf"\b(?:how many|сколько|скольких)((?: (?!(?:{_AUXILIARY})\b)[\w'’-]+){{1,3}})", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w.,'’-]*\w)?")
_ALSO = frozenset(
    {"no", "none", "nobody", "zero", "one", "single", "both", "нет", "никто", "ни", "ноль", "один", "одна", "одно", "оба", "обе"}
)
"""Words that say how many, and are no numbers where anything else is asked for."""
_BEFORE, _BEHIND = 3, 4
"""Words from a number to the noun that it counts, and from the noun to a number behind it."""
_CLAUSE = re.compile(r"[,;:.!?()](?:\s|$)")
_SENTENCE = re.compile(r"[;.!?](?:\s|$)")


def counted(question: str) -> str:
    """The words that name what is to be counted, or ""."""
    found = _COUNTED.search(question)
    return found[1].strip() if found else ""


def counts(text: str, *, named: Callable[[str], bool], number: re.Pattern[str]) -> bool | None:
    """Whether a word that is `named` has a number beside it, or a word such as `no` and `one`; None where the text has no such word."""
    words = list(_WORD.finditer(text))
    nouns = [at for at, word in enumerate(words) if named(word[0])]
    if not nouns:
        return None
    numbers = [at for at, word in enumerate(words) if number.match(word[0]) or word[0].lower() in _ALSO]
    return any(_belong(text, words, number=at, noun=noun) for noun in nouns for at in numbers)


def _belong(text: str, words: Sequence[re.Match[str]], *, number: int, noun: int) -> bool:
    """True for `3 quiet rooms` and `rooms: 3`; not across the end of a clause, or of a sentence."""
    if number < noun:
        return noun - number <= _BEFORE and _CLAUSE.search(text, words[number].end(), words[noun].start()) is None
    return 0 < number - noun <= _BEHIND and _SENTENCE.search(text, words[noun].end(), words[number].start()) is None
