"""Which sentences stand for a document: seats go to sections by weight, and in a section to what is central and new."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from untuned.rag.summary.outline import Outline, Section, Sentence
from untuned.text.regex import regex
from untuned.text.words import terms

# Weights of a sentence's score, set by hand; benchmarks/summaries.py says what they come to.
_OF_SECTION = 0.6  # likeness to its section against likeness to the whole document
_REPEATS = 0.7  # likeness to what is chosen already
_FIRST = 0.1  # what opens a section says what it is about
_DANGLING = 0.15  # begins with a word that points back
_INTRODUCES = 0.3  # ends in a colon, or asks
_SHORT = 0.3
_TOPIC = 2.0
_FEWEST_WORDS = 4
_MOST_WORDS = 40
_LONG = 0.2

_POINTS_BACK = regex(
    r"\W*(?:this|that|these|those|it|they|he|she|such|however|therefore|also|then|otherwise|instead|moreover|furthermore"
    r"|это|этот|эта|эти|он|она|оно|они|такой|такая|такие|поэтому|однако|также|тогда|иначе|кроме того|при этом)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scale:
    """What the sentences of a section are held against."""

    section: Mapping[str, float]
    document: Mapping[str, float]
    topic: frozenset[str]


def choose(document: Outline, text: str, *, count: int, topic: str = "", barred: Collection[Sentence] = ()) -> list[Sentence]:
    """At most `count` sentences in the document's order, none of the barred ones; fewer where the document says no more.

    Sections get their seats one by one in proportion to the weight of their words (Sainte-Laguë), a seat goes to the sentence
    that is most like its section and the whole and least like those chosen before. With a topic, only what has its words counts.
    """
    wanted = frozenset(terms(topic))
    centre = _centre(document, document.sections)
    open_: list[list[_Candidate]] = []
    for section in document.sections:
        scale = _Scale(section=_centre(document, [section]), document=centre, topic=wanted)
        open_.append([_Candidate(one, _worth(one, document, text, scale)) for one in _candidates(section, barred, wanted)])
    masses = [_mass(section, document, wanted) for section in document.sections]
    chosen: list[Sentence] = []
    seats = [0] * len(masses)
    while len(chosen) < count:
        left = [at for at, mass in enumerate(masses) if open_[at] and mass > 0.0]
        if not left:
            break
        nth = max(left, key=lambda at: (masses[at] / (2 * seats[at] + 1), -at))
        best = max(open_[nth], key=lambda candidate: (candidate.score(chosen, document), -candidate.sentence.place))
        open_[nth].remove(best)
        seats[nth] += 1
        chosen.append(best.sentence)
    return sorted(chosen, key=lambda sentence: sentence.start)


@dataclass(slots=True, eq=False)
class _Candidate:
    """A sentence that may be chosen; it is held against each of the chosen ones once."""

    sentence: Sentence
    worth: float
    repeats: float = 0.0
    compared: int = 0

    def score(self, chosen: Sequence[Sentence], document: Outline) -> float:
        for other in chosen[self.compared :]:
            self.repeats = max(self.repeats, _alike(self.sentence, other, document))
        self.compared = len(chosen)
        return self.worth - _REPEATS * self.repeats


def _candidates(section: Section, barred: Collection[Sentence], topic: frozenset[str]) -> list[Sentence]:
    about = _about(section, topic)
    return [
        sentence
        for sentence in section.sentences
        if sentence.terms and sentence not in barred and (not topic or about or sentence.terms & topic)
    ]


def _about(section: Section, topic: frozenset[str]) -> bool:
    """True when the section's own heading has most of the topic."""
    heading = frozenset(terms(section.headings[-1])) if section.headings else frozenset[str]()
    return bool(topic) and len(heading & topic) * 2 > len(topic)


def _mass(section: Section, document: Outline, topic: frozenset[str]) -> float:
    """How much a section says: the root of its words' weight, so that a long one does not take all; with a topic, of what is on it."""
    counted = [sentence for sentence in section.sentences if not topic or sentence.terms & topic]
    if topic and not counted and _about(section, topic):
        counted = list(section.sentences)
    return math.sqrt(sum(document.weight(sentence.terms) for sentence in counted))


def _worth(sentence: Sentence, document: Outline, text: str, scale: _Scale) -> float:
    """What speaks for a sentence whatever else is chosen."""
    words = text[sentence.start : sentence.end]
    score = _OF_SECTION * _likeness(sentence, scale.section, document) + (1 - _OF_SECTION) * _likeness(sentence, scale.document, document)
    score += _FIRST * (sentence.place == 0) - _DANGLING * (_POINTS_BACK.match(words) is not None)
    score -= _INTRODUCES * words.rstrip().endswith((":", "?", "：", "？")) + _SHORT * (sentence.count < _FEWEST_WORDS)
    score -= _LONG * (sentence.count > _MOST_WORDS)
    if scale.topic:
        score += _TOPIC * document.weight(sentence.terms & scale.topic) / (document.weight(scale.topic) or 1.0)
    return score


def _centre(document: Outline, sections: Sequence[Section]) -> Mapping[str, float]:
    """The mean direction of sentences: every word's frequency times its inverse document frequency, of length 1."""
    counts = Counter[str]()
    for section in sections:
        for sentence in section.sentences:
            counts.update(sentence.terms)
    weights = {word: count * document.idf[word] for word, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _likeness(sentence: Sentence, centre: Mapping[str, float], document: Outline) -> float:
    """Cosine of a sentence and a centre."""
    return sum(document.idf[word] * centre.get(word, 0.0) for word in sentence.terms) / _length(sentence, document)


def _alike(one: Sentence, other: Sentence, document: Outline) -> float:
    """Cosine of two sentences."""
    shared = sum(document.idf[word] ** 2 for word in one.terms & other.terms)
    return shared / (_length(one, document) * _length(other, document))


def _length(sentence: Sentence, document: Outline) -> float:
    return math.sqrt(sum(document.idf[word] ** 2 for word in sentence.terms)) or 1.0
