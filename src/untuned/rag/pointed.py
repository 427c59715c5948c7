"""The parts that a question names by their numbers, as "What does Section 4.2(b) say?" does, or "Что сказано в пункте 4.1 договора?".

They are found by the documents' own structure, as references are, and not by words: other parts name a number too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from untuned.rag.retrieve.budget import CHARACTERS_PER_TOKEN
from untuned.rag.retrieve.passages import passage_of
from untuned.rag.retrieve.refer import making_room
from untuned.rag.verify.claims import NamedParts
from untuned.text.references.mentions import Mention, mentions
from untuned.text.references.nouns import ReferenceKind
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Passage
from untuned.types.documents import Span, Version
from untuned.types.references import Place

if TYPE_CHECKING:
    from untuned.rag.evidence import Found, Library

Placing = Callable[[Mention, Version, str], Sequence[Place]]
"""Where the parts that a mention names stand in a document, whole and in their order."""

_DOCUMENTS = 8
"""The best documents that are looked through for a part."""
_LONGEST, _SENTENCE = 1_200, 4_000
"""Characters of a part that are read, up to the end of a sentence, and of a sentence that begins within them."""
_SHOWN = 2
"""Documents whose part is read where several have it."""
_NAMED = 0.5
"""The share of a document's name, as it is asked for, that its title and path must have."""
_OF_ANY_DOCUMENT = frozenset(
    terms(
        "agreement contract document terms conditions policy rules regulations handbook manual guide text page file"
        " договор контракт соглашение документ условия политика правила положение инструкция руководство порядок регламент текст файл"
    )
)
"""What documents are called beside what they are about."""
_NO_WORD = regex(r"[\W_]+")
SURE_OF_PART = 0.95
"""Confidence that the part with the number that is asked for is the one that is meant: what `benchmarks/references.py` counts as right of
references in contracts."""
_EN = {
    "none": "None of the documents that were found for this has {part}.",
    "goes on": "{part} of {path} is longer than what is shown.",
    "others": "{part} stands in further documents, too: {paths}. Name the one that is meant.",
}
_RU = {
    "none": "Ни в одном из найденных документов нет такой части: {part}.",
    "goes on": "{part} в {path} длиннее показанного.",
    "others": "{part}: есть и в других документах ({paths}). Назовите нужный.",
}
_HERE = "¤"
_NAME = r"(?:,?\s+(?:of|in|from|to|из|в|к)?\s*(?:the\s+|our\s+|my\s+|this\s+|нашего\s+|этого\s+)?(?P<{}>[^?¤]{{1,80}}?))?"
_BEHIND = r"(?:,?\s+(?:of|in|under)\s+(?:the\s+|our\s+|my\s+|this\s+)?(?P<behind>[^?¤]{1,80}?))?"
_SAYS = (
    r"(?:says?|states?|provides?|contains?|covers?|means?|reads?|tells?(?:\s+us)?|requires?|regulates?|stipulates?|sets?\s+out|include[sd]?|specif(?:y|ies)"
    r"|about|deals?\s+with|govern(?:s)?|describes?)"
)
_TEXT_EN = (
    rf"(?:and\s+)?what\s+(?:exactly\s+)?(?:do|does|did)\s+(?:the\s+)?{_HERE}{_NAME.format('n1')}\s+{_SAYS}(?:\s+(?:exactly|about|again))?{_BEHIND}",
    r"(?:(?:please|can\s+you|could\s+you)\s+)*(?:show|quote|read|give|tell|cite|print|open|display|explain)\s+(?:me\s+)?(?:what\s+)?"
    rf"(?:(?:the\s+)?(?:full\s+|exact\s+)?(?:text|wording|words|contents?)\s+of\s+)?(?:the\s+)?{_HERE}{_NAME.format('n3')}(?:\s+{_SAYS})?",
)
_BARE_EN = (
    rf"(?:and\s+)?what(?:'s|’s|\s+is|\s+are|\s+stands)\s+(?:(?:written|said|stated|set\s+out|laid\s+down|regulated)\s+)?(?:(?:in|under|by)\s+)?(?:the\s+)?"
    rf"{_HERE}{_NAME.format('n2')}(?:\s+about)?",
    rf"(?:(?:and|what\s+about|how\s+about|the)\s+)*(?:(?:text|wording|contents?)\s+of\s+)?(?:the\s+)?{_HERE}{_NAME.format('n4')}",
)
_SAYS_RU = (
    r"(?:говор\w+|глас\w+|сказан\w*|написан\w*|указан\w*|предусм\w+|содерж\w+|знач\w+|означа\w+|регулир\w+|устан\w+|требу\w+|определ\w+"
    r"|прописан\w*|описан\w*|идёт\s+речь|идет\s+речь)"
)
_TEXT_RU = (
    rf"(?:а\s+|и\s+)?(?:что|о\s+ч[её]м)\s+(?:именно\s+)?{_SAYS_RU}\s+(?:(?:в|во|по|о|об)\s+)?{_HERE}{_NAME.format('n5')}",
    rf"(?:а\s+|и\s+)?(?:что|о\s+ч[её]м)\s+(?:именно\s+)?(?:(?:в|во|по|о|об)\s+)?{_HERE}{_NAME.format('n8')}\s+{_SAYS_RU}",
    r"(?:пожалуйста,?\s+)?(?:покажи|процитируй|приведи|прочти|прочитай|открой|дай|объясни)(?:те)?\s+(?:мне\s+)?(?:(?:полный\s+)?(?:текст|содержание)\s+)?"
    rf"{_HERE}{_NAME.format('n6')}",
)
_BARE_RU = (
    rf"(?:а\s+|и\s+)?что\s+(?:(?:в|во|по)\s+)?{_HERE}{_NAME.format('n9')}",
    rf"(?:(?:а|и|текст|содержание|что\s+насч[её]т)\s+)*{_HERE}{_NAME.format('n7')}",
)


def _frames(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\s*{one}\s*[?.!]*\s*", re.IGNORECASE) for one in patterns)


_TEXT = _frames((*_TEXT_EN, *_TEXT_RU))
_BARE = _frames((*_BARE_EN, *_BARE_RU))
_WORDING = regex(
    r"\b(?:say|state|read|tell|text|wording|words|contents?|contain|quote|cite|print|show|give|display|stipulate"
    r"|говор|глас|сказан|написан|указан|текст|содерж|процитир|привед|прочт|прочит|прописан|покажи|открой|дай)",
    re.IGNORECASE,
)
"""What asks for the words of a part; "What does Section 8 provide?" may be about what is called so."""
_OF_DOCUMENT = regex(r"\s+(?:of|in|from)\s+(?:the|our|my|this)\s+(?P<name>[^?]{1,80}?)\s*[?.!]*\s*", re.IGNORECASE)
_AGAIN = regex(r",\s+(?:(?:in|under|of|by|the|в|во|по|о|об)\s+)*\Z", re.IGNORECASE)
_OWN_TEXT: tuple[ReferenceKind, ...] = ("clause", "appendix", "schedule", "exhibit", "attachment", "chapter")
"""Kinds of parts whose text nothing else can tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointed:
    """A question's own reference to parts of a document."""

    mention: Mention
    alone: bool
    """It asks for these parts and for nothing else."""
    text: bool
    """It asks what they say, which no other text can tell: "What is Section 8?" may ask for what is called so."""
    words: str
    """The parts as the question names them."""
    document: str = ""
    """How the document is called whose parts they are; "" where none is named."""

    @property
    def name(self) -> str:
        """The first of the parts as people read it: `Section 4.2(b)`."""
        return self.mention.parts[0].name


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Parts that a question names, as they were found."""

    pointed: Pointed
    passages: tuple[Passage, ...] = ()
    """Their text, of the best documents that have them; empty where none has."""
    longer: frozenset[Span] = frozenset()
    """The addresses of those passages that are only the beginning of their part."""
    elsewhere: tuple[Version, ...] = ()
    """Further documents that have such parts, and are not read for it."""
    places: tuple[Span, ...] = ()
    """Where the parts stand, whole, in every document that was looked through."""

    @property
    def told(self) -> tuple[Span, ...]:
        """What a note on further documents names."""
        return tuple(Span(version=one.id, start=0, end=one.characters) for one in self.elsewhere)

    @property
    def alone(self) -> bool:
        """The question asks for these parts and for nothing else, and there they are."""
        return self.pointed.alone and bool(self.passages)

    @property
    def absent(self) -> bool:
        """The question asks for these parts and for nothing else, and no document that was found has them."""
        return self.pointed.alone and not self.passages

    @property
    def parts(self) -> NamedParts | None:
        """What quotes are known by that stand in the parts."""
        return NamedParts(words=self.pointed.words, places=self.places) if self.places else None


def pointed(question: str) -> Pointed | None:
    """What a question names by number: one expression, and no part of a law; else None."""
    question, found = _once(question, list(mentions(question)))
    if len(found) != 1 or found[0].owner.owner == "law":
        return None
    (mention,) = found
    asked = f"{question[: mention.start]}{_HERE}{question[mention.end :]}"
    frame = next((match for pattern in (*_TEXT, *_BARE) if (match := pattern.fullmatch(asked)) is not None), None)
    called = "" if frame is None else next((name for name in frame.groupdict().values() if name), "")
    text = frame is not None and frame.re in _TEXT and mention.parts[0].kind in _OWN_TEXT
    text = text and (len(mention.parts[0].path) > 1 or _WORDING.search(asked) is not None)
    words = question[mention.start : mention.end]
    behind = None if frame is not None else _OF_DOCUMENT.fullmatch(question, mention.end)
    called = called or mention.owner.name or ("" if behind is None else behind["name"])
    return Pointed(mention=mention, alone=frame is not None, text=text, words=words, document=called)


def _once(question: str, found: Sequence[Mention]) -> tuple[str, Sequence[Mention]]:
    """The question up to where it names the same parts again, as a follow-up does that was put together with what came before it."""
    if len(found) < 2 or any(one.parts != found[0].parts for one in found) or question[found[-1].end :].strip(" ?.!"):
        return question, found
    return _AGAIN.sub("", question[: found[1].start]), found[:1]


def named_parts(questions: Sequence[str], found: Found, *, library: Library) -> Named | None:
    """The parts that the first of some wordings of a question names which names any, in the documents that search found; else None.

    Where a document is named, only one that is called so, else those in the question's language before others; where the question asks
    more than what the parts say, only the best one that has them.
    """
    placing = library.placing
    asked = next((one for question in questions if (one := pointed(question)) is not None), None) if placing is not None else None
    if placing is None or asked is None:
        return None
    ids = list(dict.fromkeys(hit.chunk.version for hit in found.hits))[:_DOCUMENTS]
    held = library.truth.whole(ids, principal=library.principal)
    documents = _called(asked.document, [held[id] for id in ids if id in held])
    if not documents:
        return None  # where a name was looked for, it may be no document's, but what else is asked
    places: list[tuple[tuple[Version, str], Sequence[Place]]] = []
    for document in sorted(documents, key=lambda one: one[0].language != found.language):
        places.append((document, placing(asked.mention, *document)))
        if not asked.alone and any(place.status == "resolved" for place in places[-1][1]):
            break  # only the best one is read, and a long text takes long
    having = [(document, there) for document, named in places if (there := [one for one in named if one.status == "resolved"])]
    having = [one for one in having if one[0][0].language == found.language] or having
    unclear = any(place.status == "ambiguous" for _, named in places for place in named)
    if not having and (unclear or not asked.text):
        return None
    read = [(document, place) for document, there in having[: _SHOWN if asked.alone else 1] for place in there]
    score = max((hit.score for hit in found.hits), default=1.0)
    passages = [passage_of(_beginning(place, *document), *document, score=score) for document, place in read]
    return Named(
        pointed=asked,
        passages=tuple(passages),
        longer=frozenset(one.hit.chunk.span for one, (_, place) in zip(passages, read, strict=True) if one.hit.chunk.end < place.end),
        elsewhere=tuple(version for (version, _), _ in having[_SHOWN:]) if asked.alone else (),
        places=tuple(Span(version=version.id, start=one.start, end=one.end) for (version, _), there in having for one in there),
    )


def parts_in(question: str, documents: Sequence[tuple[Version, str]], *, library: Library) -> NamedParts | None:
    """What quotes are known by that stand in the parts that a question names, of documents that are read; None where they have none."""
    asked = pointed(question) if library.placing is not None and documents else None
    if library.placing is None or asked is None:
        return None
    held = [(version, one) for version, text in documents for one in library.placing(asked.mention, version, text)]
    places = tuple(Span(version=version.id, start=one.start, end=one.end) for version, one in held if one.status == "resolved")
    return NamedParts(words=asked.words, places=places) if places else None


def _beginning(place: Place, version: Version, text: str) -> Span:
    """A part, or as many of its first sentences as are read."""
    near, far = place.start + _LONGEST, min(place.end, place.start + _LONGEST + _SENTENCE)
    end = place.end
    if end > near:
        end = max((last for first, last in sentences(text, place.start, far) if first < near), default=far)
        end = text.rfind(" ", near, end) if place.end > end == far else end
    return Span(version=version.id, start=place.start, end=end if end > 0 else far)


def with_named(evidence: Sequence[Passage], named: Named | None, *, library: Library) -> Sequence[Passage]:
    """The passages behind those of the parts that are named, within the budget."""
    if named is None or not named.passages:
        return evidence
    fresh = [one for one in named.passages if not any(_holds(other, one) for other in evidence)]
    chosen = library.settings.search
    return making_room([*fresh, *evidence], [], characters=chosen.budget_tokens * CHARACTERS_PER_TOKEN, most=chosen.passages)


def notes_on(named: Named, cut_off: Sequence[str], *, language: str) -> tuple[str, ...]:
    """Sentences for the asker: that no document has the part, that more have it, or that it goes on; `cut_off` are paths where it does."""
    said = _RU if language == "ru" else _EN
    part = named.pointed.name
    if not named.passages:
        return (said["none"].format(part=part),)
    goes_on = [said["goes on"].format(part=part, path=path) for path in dict.fromkeys(cut_off)]
    others = [said["others"].format(part=part, paths=", ".join(one.path for one in named.elsewhere))] if named.elsewhere else []
    return (*goes_on, *others)


def _called(name: str, documents: Sequence[tuple[Version, str]]) -> list[tuple[Version, str]]:
    """The documents whose titles and paths have most of a name; all of them where no name is asked for.

    None that is called otherwise: of a loan agreement, a lease agreement tells nothing.
    """
    words = set(terms(name))
    if not words:
        return list(documents)
    shares = [_share_of_name(words, version) for version, _ in documents]
    best = max([_NAMED, *shares])
    return [document for document, share in zip(documents, shares, strict=True) if share == best]


def _share_of_name(words: Set[str], version: Version) -> float:
    title = set(terms(version.title, language=version.language))
    own = title | set(terms(_NO_WORD.sub(" ", version.path), language=version.language))
    called_otherwise = words - own - _OF_ANY_DOCUMENT and title - words - _OF_ANY_DOCUMENT
    return 0.0 if called_otherwise else len(words & own) / len(words)


def _holds(passage: Passage, part: Passage) -> bool:
    within = passage.start <= part.start and part.start + len(part.text) <= passage.start + len(passage.text)
    return within and passage.version.id == part.version.id
