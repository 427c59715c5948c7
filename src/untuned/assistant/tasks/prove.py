"""The proof of a filled form: every value of it still is one that a verified claim has, or it is left out.

A text stands in a quote or a claim word for word, and is not denied there; a number and a day are equal by value to one that stands there,
in the unit that the field names. What the schema alone allows (`const`) needs no claim. Anything else, a boolean above all, has no proof.
A text that is a number is held to both. That a value stands in the right field is not proven, but where the field's own words stand nearer
to another value of its kind it is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from untuned.assistant.tasks.denials import denied
from untuned.assistant.tasks.fields import Field, child_fields, field_of
from untuned.assistant.tasks.sources import Source, Stated, extent
from untuned.rag.verify.quotes.quote import verify_quote
from untuned.text.days import period_in
from untuned.text.figures import Figure, figures
from untuned.text.measures import Measure, same
from untuned.text.regex import regex
from untuned.types.answers import Verdict
from untuned.types.tasks import Proof, Refusal

_ISO = regex(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 2_000
"""Characters of a text that a proof is looked for."""
_MOST_VALUES = 500
_NEARER = 2.0
"""How much nearer its field's words have to stand to a value of another text for a value to be refused; in the same text, at all."""
_FEW_WORDS = 4
"""A value of so few words may stand under a condition, which the proof's source shows; a longer one would hide it."""
_WORD = regex(r"\w+")
_UNCOUNTED = "no claim has this number"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """What is left of a value, and why."""

    value: object
    proofs: tuple[Proof, ...]
    refused: tuple[Refusal, ...]


def proven(value: object, *, schema: Mapping[str, Any], sources: Sequence[Source]) -> Proven:
    """The value without what no claim has. An object or a list that loses all that it had goes too; null and "" say nothing and stay."""
    proving = _Proving(sources=sources, root=schema)
    kept = proving.kept(value, field_of(schema, root=schema))
    return Proven(value=None if kept is _GONE else kept, proofs=tuple(proving.proofs), refused=tuple(proving.refused))


class _Gone:
    """In place of a value that was left out."""


_GONE = _Gone()


@dataclass(slots=True)
class _Proving:
    sources: Sequence[Source]
    root: Mapping[str, Any]
    proofs: list[Proof] = field(default_factory=list[Proof])
    refused: list[Refusal] = field(default_factory=list[Refusal])

    def kept(self, value: object, at: Field) -> object:
        """The value, or what is left of it."""
        if isinstance(value, dict):
            return self._object(cast("dict[str, object]", value), at)
        if isinstance(value, list):
            return self._list(cast("list[object]", value), at)
        if value is None or value == "":
            return value
        return self._leaf(value, at)

    def _object(self, value: dict[str, object], at: Field) -> object:
        known, found = child_fields(at, root=self.root), dict[str, object]()
        for key, item in value.items():
            below = known.get(key)
            if below is None and self._key(key, at) is None:
                continue
            left = self.kept(item, below or at.below(key))
            if left is not _GONE:
                found[key] = left
        return found if found or not value else _GONE

    def _key(self, key: str, at: Field) -> Proof | None:
        """The proof of a key that the schema does not name: then it says something itself."""
        return self._leaf_proof(key, at.below(key))

    def _list(self, value: list[object], at: Field) -> object:
        items = [self.kept(item, at.item(place, root=self.root)) for place, item in enumerate(value)]
        left = [item for item in items if item is not _GONE]
        return left if left or not value else _GONE

    def _leaf(self, value: object, at: Field) -> object:
        return value if self._leaf_proof(value, at) is not None else _GONE

    def _leaf_proof(self, value: object, at: Field) -> Proof | None:
        found = self._found(value, at) if len(self.proofs) + len(self.refused) < _MOST_VALUES else "there are too many values"
        shown = json.dumps(value, ensure_ascii=False)[:_LONGEST]
        if isinstance(found, str):
            self.refused.append(Refusal(path=at.path, value=shown, reason=found))
            return None
        by, stated = found
        claim, words = (None, "") if stated is None else (stated.claim, stated.words)
        proof = Proof(path=at.path, value=shown, by=by, claim=claim, source=words)
        self.proofs.append(proof)
        return proof

    def _found(self, value: object, at: Field) -> tuple[Literal["words", "number", "date", "schema"], Stated | None] | str:
        """How a value is proven and where; or why it is not."""
        if at.only is not None and at.only == (value,) and type(at.only[0]) is type(value):
            return "schema", None
        if isinstance(value, bool):
            return "no words of a claim are a yes or a no"
        if isinstance(value, int | float):
            return self._number(float(value), at)
        text = str(value)
        if len(text) > _LONGEST:
            return f"it has more than {_LONGEST} characters"
        if at.is_date or _ISO.fullmatch(text.strip()):
            dated = self._date(text, at)
            if not isinstance(dated, str) or at.is_date:
                return dated
        found = self._words(text, at)
        return found if isinstance(found, str) else self._counted(text, at) or found

    def _counted(self, text: str, at: Field) -> str:
        """Why a text that stands in a claim cannot be the number that it is, or has, in this field; "" where it can."""
        there = _figures(text, at)
        if at.measure is not None and there and not any(_fits(one.measure, at.measure) for one in there):
            return "it is in another unit than the field"
        found = [self._number(one.values[0], at, own=one.measure) for one in there]
        if any(not isinstance(one, str) for one in found) or (
            at.measure is None and _UNCOUNTED in found
        ):  # part of a code, a step's number
            return ""
        return next((one for one in found if isinstance(one, str)), "")

    def _number(self, value: float, at: Field, *, own: Measure | None = None) -> tuple[Literal["number"], Stated] | str:
        """`own`: the unit that stands with the value itself."""
        there = [stated for source in self.sources for stated in source.numbers if stated.value == value]
        if not there:
            return _UNCOUNTED
        fitting = [stated for stated in there if _fits(stated.measure, at.measure) and _fits(stated.measure, own)]
        if not fitting:
            return "the claims have this number in another unit"
        return self._nearest([source.numbers for source in self.sources], fitting, at) or ("number", _best(fitting, at))

    def _date(self, text: str, at: Field) -> tuple[Literal["date"], Stated] | str:
        period = period_in(text.strip()[:10] if _ISO.match(text.strip()) else text, years="any")
        if period is None:
            return "it is no day"
        if len(text.strip()) > 10 and _ISO.match(text.strip()):
            return "no claim has this time of day"
        meant = (period.first.toordinal(), period.last.toordinal())
        there = [stated for source in self.sources for stated in source.days if stated.period == meant]
        if not there:
            return "no claim has this day"
        return self._nearest([source.days for source in self.sources], there, at) or ("date", _best(there, at))

    @staticmethod
    def _nearest(stated: Sequence[Sequence[Stated]], chosen: Sequence[Stated], at: Field) -> str:
        """Why another value has to be this field's; "" where nothing says so, as where no claim with the value has the field's letters.

        `stated` are all values of each text; a value stands where it stands best, and has to be the nearest there.
        """
        beside = {stem[0].isascii() for one in chosen for stem in one.near if stem.isalpha()}
        if beside.isdisjoint(word[0].isascii() for word in at.words if word.isalpha()):
            return ""
        best = _best(chosen, at)
        mine = at.likeness(best.near)
        for text in stated:
            others = (one for one in text if _is_other(one, best) and _fits(one.measure, best.measure))
            theirs = max((at.likeness(one.near) for one in others), default=0.0)
            if theirs > mine and (best in text or theirs >= _NEARER * mine):
                return "the words of the field stand nearer to another value"
        return ""

    def _words(self, text: str, at: Field) -> tuple[Literal["words"], Stated] | str:
        why = "no claim has these words"
        for source in self.sources:
            for quote in _spellings(text, source, chosen=at.chosen):
                verdict = verify_quote(quote, source.prepared)
                conditional = verdict.reason == "condition_clipped" and len(_WORD.findall(text)) <= _FEW_WORDS
                start, end = verdict.sentence or (0, len(source.text))
                if conditional or (verdict.accepted and not _recased(quote, verdict)):
                    fault = _turned(source.text, verdict.spans or _place(quote, source.text), (start, end))
                    if fault:
                        why = f"a claim has these words, and {fault}"
                        continue
                    return "words", Stated(claim=source.claim, words=source.text[start:end], near={})
                if verdict.kind == "refused":
                    why = f"a claim has these words, and they are not whole there ({verdict.reason.replace('_', ' ')})"
        return why


def _turned(text: str, spans: Sequence[tuple[int, int]], sentence: tuple[int, int]) -> str:
    """Why a short value is not its own there, though as a quote it would be shown in its sentence; "" where it is."""
    for start, end in spans:
        if (start and text[start - 1 : start + 1].strip() == text[start - 1 : start + 1] and text[start - 1].isalnum()) or (
            text[end - 1 : end].strip() and text[end : end + 1].isalnum()
        ):
            return "they are cut there"
    if not spans:
        return "they are not found as they are"
    return "the sentence denies them" if denied(text, spans[0][0], spans[-1][1], since=sentence[0]) else ""


def _place(quote: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a quote that is refused stand."""
    start = text.lower().find(quote.lower())
    return () if start < 0 else ((start, start + len(quote)),)


def _recased(quote: str, verdict: Verdict) -> bool:
    """True for a code whose first letter is another one: `n2` is no `N2`, though a word may begin a sentence."""
    first = _WORD.search(quote)
    return "first_letter_case" in verdict.artefacts and first is not None and not first[0].isalpha()


def _figures(text: str, at: Field) -> list[Figure]:
    """The one number that a text is, with its unit or without; of a field with a unit also those among other words."""
    there = [one for one in figures(text) if len(one.values) == 1]
    if at.measure is not None or not there:
        return there
    start, end = extent(there[0])
    rest = text[:start] + text[end:]
    return there if len(there) == 1 and _WORD.search(rest) is None else []


def _is_other(one: Stated, other: Stated) -> bool:
    return (one.value, one.period) != (other.value, other.period)


def _fits(one: Measure | None, other: Measure | None) -> bool:
    return one is None or other is None or same(one, other)


def _best(stated: Sequence[Stated], at: Field) -> Stated:
    return max(stated, key=lambda one: at.likeness(one.near))


def _spellings(text: str, source: Source, *, chosen: bool) -> Iterator[str]:
    """The text; where the schema gave it to choose, also as the source spells it."""
    yield text
    if not chosen:
        return
    bare = " ".join(text.replace("_", " ").split())
    pattern = r"[\s_-]+".join(re.escape(word) for word in bare.split())
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", source.text, re.IGNORECASE) if pattern else ():
        if found[0] != text:
            yield found[0]
