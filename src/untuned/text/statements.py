"""Whether a piece of text says something that could be an answer, or only names, points or promises."""

from __future__ import annotations

import re

from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import unspaced

_LONGEST = 4_000
"""Characters of a piece that are looked at."""
_LINK = regex(r"!?\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}\)|<?https?://\S{1,500}|`[^`\n]{0,300}`")
_MARKED = regex(r"^\s*(?::::|!!!|///|\{[%{#])")
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER = regex(r"\d")
_ENDED = regex(r"[.!?…。！？।]\W*\Z")
_PROMISE = regex(
    r"under construction|coming soon|to be (?:written|done|added)|work in progress|placeholder|lorem ipsum|\b(?:todo|tbd|fixme)\b"
    r"|\b(?:page|document|content|section|article|guide|file|this|it) (?:was|is|has been|has) (?:been )?moved"
    r"|\bno content(?: yet| here)?\W*\Z|в разработке|скоро (?:появится|будет)|будет (?:добавлен|написан)|пока пуст",
    re.IGNORECASE,
)
_EN = """
is are was were am be been isn't aren't wasn't has have had hasn't haven't do does did don't doesn't can can't cannot could may might must
shall should will won't would ought i you we they he she who whoever nobody somebody anybody everybody everyone
gets gives goes takes makes needs wants costs lasts begins starts ends opens closes comes keeps holds says tells shows means lets sends
pays works runs lives stays sits stands belongs allows requires contains includes provides supports offers accepts applies becomes happens
gave got went took made said told paid sent kept held ran began became
"""
_RU = """
есть нет был была было были будет будут может могут можно нельзя должен должна должно должны нужно надо следует обязан обязана обязаны
я ты мы вы они он она оно никто кто
является являются имеет имеют
"""
_FINITE = {"en": frozenset(_EN.split()), "ru": frozenset(_RU.split())}
"""Words with which a clause has a verb or its subject: not all that there are, and none that is mostly something else."""
_RU_VERB = regex(r"[а-яё]{2,}(?:[аяуюеё]ет|[аяуюе]ют|[иеуюая]тся|[аиуыея]йте|ите|ован[аоы]?|[иыа]ли)\Z", re.IGNORECASE)
_LEAST_WORDS = 3
_LEAST_UNSPACED = 10
"""Letters of one in a script that writes no spaces."""


def states_something(text: str, *, language: str = "") -> bool:
    """True when some of the text is a statement, as far as its words show.

    English and Russian: a sentence that has a number, or a word that only clauses have. Other languages: a whole sentence with a
    number, or two whole ones. Links, code and directives count for nothing, and what only promises a text ("coming soon") states nothing.
    """
    bare = _LINK.sub(" ", text[:_LONGEST])
    found = [bare[start:end] for start, end in sentences(bare)]
    told = [one for one in found if not _MARKED.match(one) and not _PROMISE.search(one)]
    finite = _FINITE.get(language)
    if finite is not None:
        return any(_is_clause(one, finite, russian=language == "ru") for one in told)
    whole = [one for one in told if _is_whole(one)]
    return len(whole) > 1 or any(_NUMBER.search(one) for one in whole)


def _is_clause(sentence: str, finite: frozenset[str], *, russian: bool) -> bool:
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if len(words) < _LEAST_WORDS:
        return False
    return any(word in finite or word[0].isdigit() or (russian and _RU_VERB.match(word) is not None) for word in words)


def _is_whole(sentence: str) -> bool:
    """True for a sentence that ends as one and has a few words; in a script without spaces, a few letters."""
    least, size = (_LEAST_UNSPACED, sum(map(str.isalnum, sentence))) if unspaced(sentence) else (_LEAST_WORDS, len(_WORD.findall(sentence)))
    return size >= least and _ENDED.search(sentence) is not None
