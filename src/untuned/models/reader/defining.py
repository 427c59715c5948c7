"""What of a passage is the definition of what a question asks the meaning of."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from untuned.models.reader.question import Question
from untuned.models.reader.units import Unit
from untuned.text.definitions import cell_of, field_of, is_exact, keys_of, lead_of
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_LEAD = regex(r"[`*_\"'“«]{0,3}([^\W_][^:–—`*\n]{0,40})[`*_\"'”»]{0,3}(?::[`*_]{0,3}\s| [–—-] )\S")
"""An item that says what something is: "`held`: waits at customs"."""
_GLOSSARY = regex(
    r"\b(?:glossar\w*|glosari\w*|lexi[ck]on|terminolog\w*|vocabular\w*|definitions?|defined terms|abbreviations|acronyms"
    r"|key (?:terms|concepts)|глоссари\w*|терминологи\w*|термин\w*|определени\w*|словар\w*|сокращени\w*|понятия)\b",
    re.IGNORECASE,
)


def in_glossary(question: Question, passage: Passage) -> bool:
    """True where a meaning is asked for, and the page or one of the headings above a passage says that it tells meanings."""
    if not question.defines:
        return False
    named = (passage.version.title, PurePosixPath(passage.version.path).stem, *passage.hit.chunk.headings)
    return any(_GLOSSARY.search(name.replace("_", " ")) for name in named)


def defines(question: Question, text: str, unit: Unit) -> bool:
    """True for what names what it is asked about and nothing else, and says what that is: a term, or an item or row that begins with it."""
    if question.defines and _by_key(question, text, unit):
        return True
    if question.cue != "meaning" or unit.kind not in ("item", "term"):
        return False
    named = text if unit.kind == "term" else found[1] if (found := _LEAD.match(text)) else ""
    held = frozenset(terms(named, language=question.language))
    return bool(held) and held <= question.weights.keys() and held >= question.weights.keys() - question.asking


def is_definition(unit: Unit, passage: Passage, question: Question) -> bool:
    """True for what begins with the term that is asked about and tells in the same paragraph what it is."""
    return unit.kind != "term" and defines(question, passage.text[unit.start : unit.end], unit)


def is_term_of(question: Question, term: str) -> bool:
    """True for the term of the definition that is asked for."""
    return fit_of(question, term) > 0


def fit_of(question: Question, term: str) -> int:
    """How well a term is the one whose definition is asked for: 2 as it is written there, 1 in another form, 0 not at all."""
    shared = question.defines & keys_of(term) if question.defines else frozenset[str]()
    return 0 if not shared else 2 if any(map(is_exact, shared)) else 1


def _by_key(question: Question, text: str, unit: Unit) -> bool:
    match unit.kind:
        case "term":
            named = text
        case "item" | "sentence":
            named = lead_of(text, 0, len(text))
        case "row":
            named = cell_of(text, 0, len(text)) or field_of(text, 0, len(text))
        case _:
            return False
    return bool(named) and is_term_of(question, named)
