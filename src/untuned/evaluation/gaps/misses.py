"""Outcomes as different questions that nobody has answered since."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from untuned.ingest.check.personal import masked
from untuned.rag.rewrite.leaning import leaning
from untuned.types.gaps import Outcome

LONGEST = 1_000
"""Characters of a question that count."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """A question that was not answered well, each time that it was asked since it was answered last."""

    text: str
    """As it may be shown."""
    matter: str
    """What it is about: of a follow-up, also the question that it leans on."""
    outcomes: tuple[Outcome, ...]
    """Oldest first."""
    closed: bool = False
    """It was answered to others, who may read more."""

    @property
    def count(self) -> int:
        """How often it was asked without success."""
        return len(self.outcomes)

    @property
    def refused(self) -> bool:
        """True where the router said, when it was asked last, that it is out of scope."""
        return self.outcomes[-1].miss == "out_of_scope"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sifted:
    """What was asked, sifted."""

    missed: tuple[Missed, ...]
    asked: int
    settled: int
    """Different questions that were not answered once, and were when they were asked again."""


def sifted(outcomes: Sequence[Outcome], *, rated: Mapping[str, bool]) -> Sifted:
    """The different questions that nobody has answered since, by how often they were asked; outcomes come oldest first.

    Questions are the same when nothing but case, spaces and closing marks differs. An answer settles what was not answered before it, for
    those who may read as much; what was rated poorly (`rated`, by id) is settled by an answer that was rated well alone.
    """
    matters = _matters(outcomes)
    asked: dict[str, dict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    told: dict[str, tuple[str, str]] = {}
    for one, (text, matter) in zip(outcomes, matters, strict=True):
        key = _key(matter)
        told[key] = (text, matter)
        asked[key][one.audience].append(_judged(one, rated))
    missed: list[Missed] = []
    settled = 0
    for key, audiences in asked.items():
        open_ones = {audience: _open(said, rated) for audience, said in audiences.items()}
        standing = sorted((one for left in open_ones.values() for one in left), key=lambda one: one.at)
        settled += not standing and any(one.miss for said in audiences.values() for one in said)
        if standing:
            text, matter = told[key]
            closed = any(not left for left in open_ones.values())
            missed.append(Missed(text=text, matter=matter, outcomes=tuple(standing), closed=closed))
    missed.sort(key=lambda one: (-one.count, one.matter))
    return Sifted(missed=tuple(missed), asked=len(outcomes), settled=settled)


def _matters(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Each question as it may be shown, and with what it leans on in its conversation."""
    topics: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for one in outcomes:
        text = masked(" ".join(one.question[:LONGEST].split()))
        topic = topics.get(one.conversation, "") if one.conversation is not None else ""
        if topic and _leans(text):
            found.append((f"{topic} … {text}", f"{topic} {text}"))
            continue
        found.append((text, text))
        if one.conversation is not None:
            topics[one.conversation] = text
    return found


def _leans(text: str) -> bool:
    found = leaning(text)
    return found is not None and (found.opened or found.kind in ("pronoun", "ellipsis"))


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").rstrip(" ?!.…")


def _judged(one: Outcome, rated: Mapping[str, bool]) -> Outcome:
    return replace(one, miss="poorly_rated") if one.miss is None and rated.get(one.id, False) else one


def _open(said: Sequence[Outcome], rated: Mapping[str, bool]) -> list[Outcome]:
    """What stands of the misses of one audience after its answers, in the order in which they came."""
    left: list[Outcome] = []
    for one in said:
        if one.miss is not None:
            left.append(one)
        elif one.id in rated:
            left = []  # it was rated, and not poorly
        else:
            left = [other for other in left if other.miss == "poorly_rated"]
    return left
