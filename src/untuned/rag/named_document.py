"""Which document a question names: "the sponsorship agreement of Logan's Roadhouse", and what is then left to ask of it.

The first sentence of a contract has its title and its parties, so it fits a question that names them better than any clause that
answers. Those words say where to look, and are met by every sentence there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from untuned.models.reader.asking import light_terms
from untuned.models.reader.clauses import clause_asked
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_OPENING = 2_000
"""Characters at a document's beginning in which it says what it is and whose."""
_KINDS = (
    "agreement contract lease policy licence license charter bylaws deed indenture addendum amendment memorandum"
    " договор соглашение контракт полис устав протокол положение лицензия регламент"
)
_KIND_TERMS = frozenset(terms(_KINDS))
_OF_ITSELF = frozenset(
    terms(
        "make made sign signed signing date dated conclude concluded enter entered execute executed effect effective take party parties"
        " заключен заключён заключили подписан подписали подписание дата датирован вступил силу стороны сторона",
        stop_words=False,
    )
)
"""What is asked of a document as a whole, and told where it names itself: when it was made, and by whom."""
_SAID_BY_IT = frozenset(
    terms("say says said state states mention mentions according говорит говорится сказано написано указано упоминает согласно")
)
"""What a document does: "What does the return policy say about opened items?" asks about these."""
_WORD = regex(r"[^\W_](?:[\w'’&-]|\.(?=\w))*")
_LINK = frozenset(("and", "of", "for", "the", "to", "&", "и", "о", "об", "на", "по"))
"""Small words inside a title."""
_LONGEST_TITLE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedDocument:
    """The versions that a question names, and what is left to ask of them."""

    versions: frozenset[int]
    question: str
    """All of the question: its wording tells what it wants."""
    rest: str
    """The question without their names; all of it where nothing is left, or when or by whom they were made, which is told with those."""


def named_document(question: str, evidence: Sequence[Passage], *, names: Callable[[], frozenset[str]]) -> NamedDocument | None:
    """The documents whose kind a question names together with a part of their title or a party; None where it names none.

    `names` gives the terms of the question's names: asked for where a kind is named, which is seldom. Only beginnings that are among
    the evidence are looked at: one that has such words nearly always is. What names two documents, such as the title of one and a party
    of another, names none.
    """
    asked = frozenset(terms(question))
    kinds = asked & _KIND_TERMS
    if not kinds:
        return None
    called, held = names(), dict[int, frozenset[str]]()
    for one in evidence:
        if one.start < _OPENING:
            known = held.get(one.version.id, frozenset[str]())
            held[one.version.id] = known | _identity(one.text[: _OPENING - one.start], asked, called) | _titled(one.version.title, asked)
    found = {id: own for id, own in held.items() if own & kinds and own - _KIND_TERMS}
    own = max(found.values(), key=len, default=frozenset[str]())
    others = frozenset[str]().union(*held.values()) - own
    if not own or others & called or any(len(one) == len(own) and one != own for one in found.values()):
        return None
    rest = _without(question, own | _SAID_BY_IT)
    versions = frozenset(id for id, one in found.items() if one == own)
    asks_nothing = _OF_ITSELF if clause_asked(question) is not None else _OF_ITSELF | light_terms()
    return NamedDocument(versions=versions, question=question, rest=question if asks_nothing.issuperset(terms(rest)) else rest)


def _identity(opening: str, asked: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    """Those of the asked words that are names and stand in a beginning, or belong to a title there: capitals up to the kind's name."""
    found = list(_WORD.finditer(opening))
    own = {term for word in found for term in terms(word[0]) if term in names}
    for at, word in enumerate(found):
        if word[0][0].isupper() and _KIND_TERMS.intersection(terms(word[0])):
            own.update(terms(word[0]))
            for before in reversed(found[max(at - _LONGEST_TITLE, 0) : at]):
                if not before[0][0].isupper() and before[0].lower() not in _LINK:
                    break
                own.update(terms(before[0]))
    return frozenset(own & asked)


def _titled(title: str, asked: frozenset[str]) -> frozenset[str]:
    """Those of the asked words that a short title with a kind's name has, however it is written: `Return policy`."""
    found = frozenset(terms(title))
    return found & asked if found & _KIND_TERMS and len(title.split()) <= _LONGEST_TITLE else frozenset()


def _without(question: str, own: frozenset[str]) -> str:
    """The question without the words that are nothing but these."""
    return " ".join(word for word in question.split() if not (held := terms(word)) or not own.issuperset(held))
