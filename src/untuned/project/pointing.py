"""Findings of what the last sync worked out: contradictions, and references and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from untuned.ingest.check.source import place_of
from untuned.store.references import References
from untuned.text.regex import regex
from untuned.types.checks import shortened
from untuned.types.documents import place_told
from untuned.types.findings import Finding, FindingKind

if TYPE_CHECKING:
    from pathlib import Path

    from untuned.store.documents import Documents
    from untuned.store.references import Problem
    from untuned.types.conflicts import Conflict
    from untuned.types.documents import Span, Version
    from untuned.types.principal import Principal

_MOST = 10_000
"""References that are told of."""
_HELD = 50
"""Versions whose texts are held at once."""
_SHOWN = 110
"""Characters of a statement."""
_NAMING = ("part", "heading", "link", "named", "book")
"""What a writer points at on purpose. A code, a defined term or a title is used in many places, and none of them promises a passage."""
_PREPOSITION = regex(r"(?<!\w)[ВКСОУИАЯ]\Z")
_GOES_ON = regex(r"\s+[а-яё]")


class Pages:
    """Versions with their texts, a few at a time, as a principal may read them."""

    def __init__(self, documents: Documents, *, principal: Principal) -> None:
        self._documents = documents
        self._principal = principal
        self._held: dict[int, tuple[Version, str]] = {}

    def of(self, id: int) -> tuple[Version, str] | None:
        """A version with its text; None where it may not be read."""
        if id not in self._held:
            while len(self._held) >= _HELD:
                self._held.pop(next(iter(self._held)))
            self._held.update(self._documents.whole([id], principal=self._principal))
        return self._held.get(id)


def contradictions(conflicts: Iterable[Conflict], *, pages: Pages) -> Iterator[Finding]:
    """One finding for each pair of statements that contradict each other, at the first, with both told."""
    for conflict in sorted(conflicts, key=lambda one: (one.one.version, one.one.start)):
        one, other = pages.of(conflict.one.version), pages.of(conflict.other.version)
        if one is None or other is None:
            continue
        detail = f"“{_said(one[1], conflict.one)}” against “{_said(other[1], conflict.other)}”"
        line, page = place_of(other[0], other[1], conflict.other.start)
        elsewhere = place_told(other[0].path, line=line, page=page)
        yield _finding("conflict", one, conflict.one.start, detail=detail, other=elsewhere)


def lost_references(references: References, *, pages: Pages, root: Path, principal: Principal) -> Iterator[Finding]:
    """One finding for each reference or link that leads nowhere, or to several places.

    A link to a file that is there but is no document, such as a picture, is whole; that is for the owner alone to see. Where the numbers
    of headings are counted by a program, as in DOCX, and are no part of the text, none can be said to be missing.
    """
    for problem in islice(references.problems(principal=principal, limit=_MOST), _MOST):
        source = pages.of(problem.reference.version)
        if (
            source is None
            or not _promises(problem, source[1])
            or (principal.owner and _is_there(problem, root))
            or _is_counted(problem, source[0])
        ):
            continue
        reference = problem.reference
        words = " ".join(source[1][reference.start : reference.end].split())
        yield _finding(_kind(problem), source, reference.start, detail=f"'{shortened(words, longest=80)}'")


def _kind(problem: Problem) -> FindingKind:
    if problem.reference.status == "ambiguous":
        return "ambiguous_reference"
    return "broken_link" if problem.reference.kind == "link" else "broken_reference"


def _promises(problem: Problem, text: str) -> bool:
    """True when the words say that there is a passage: "приложения В настройках" is an app, and a preposition."""
    reference = problem.reference
    begins = _PREPOSITION.search(text, reference.start, reference.end) and _GOES_ON.match(text, reference.end)
    return reference.kind in _NAMING and not begins


def _is_counted(problem: Problem, version: Version) -> bool:
    """True for a numbered part of a text whose own numbers cannot be read."""
    return problem.reference.kind == "part" and problem.reference.status == "unresolved" and bool(version.metadata.get("counted_headings"))


def _is_there(problem: Problem, root: Path) -> bool:
    """True for a link to a file of the project that no loader reads."""
    reference = problem.reference
    path = reference.key.partition("#")[0]
    return reference.kind == "link" and bool(path) and (root / path).is_file()


def _finding(kind: FindingKind, source: tuple[Version, str], at: int, *, detail: str, other: str = "") -> Finding:
    version, text = source
    line, page = place_of(version, text, at)
    return Finding(kind=kind, path=version.path, line=line, page=page, detail=detail, other=other)


def _said(text: str, span: Span) -> str:
    return shortened(" ".join(text[span.start : span.end].split()), longest=_SHOWN)
