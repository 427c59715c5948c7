"""CHECK: each document is looked through once; what concerns several is told at the end; the worst comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from untuned.ingest.check.age import aged
from untuned.ingest.check.damage import damaged
from untuned.ingest.check.duplicates import Duplicates
from untuned.ingest.check.fields import Fields
from untuned.ingest.check.in_part import in_part
from untuned.ingest.check.instructed import instructed
from untuned.ingest.check.kinds import by_harm, harm_of
from untuned.ingest.check.languages import mixed
from untuned.ingest.check.own import own
from untuned.ingest.check.personal import personal
from untuned.ingest.check.source import Checked
from untuned.ingest.check.thin import thin
from untuned.text.globs import matches
from untuned.types.documents import Version
from untuned.types.findings import HARMS, Finding, FindingKind, Harm
from untuned.types.settings import CheckSettings

Rule = Callable[[Checked], Iterator[Finding]]

RULES: tuple[Rule, ...] = (own, instructed, aged, in_part, damaged, thin, personal, mixed)
"""What is told from one document alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckReport:
    """What is wrong with the documents, the worst first."""

    findings: tuple[Finding, ...]
    documents: int

    @property
    def kinds(self) -> Mapping[FindingKind, int]:
        """How many findings there are of each kind, in the order of their harm."""
        return Counter(finding.kind for finding in self.findings)

    def at_least(self, harm: Harm) -> tuple[Finding, ...]:
        """The findings that hurt as much, or more."""
        return tuple(one for one in self.findings if HARMS.index(harm_of(one)) <= HARMS.index(harm))


def look(
    sources: Iterable[tuple[Version, str]],
    *,
    settings: CheckSettings,
    today: date,
    known: Iterable[Finding] = (),
    told: Callable[[], None] | None = None,
) -> CheckReport:
    """What is wrong with the documents. `known` was found elsewhere: files that failed, references, links, conflicts; it is read last.

    One document's text is held at a time. `told` is called after each.
    """
    duplicates, fields = Duplicates(), Fields()
    found: list[Finding] = []
    count = 0
    for version, text in sources:
        source = Checked(version=version, text=text, settings=settings, today=today)
        for rule in RULES:
            found += rule(source)
        found += duplicates.take(source)
        fields.take(source)
        count += 1
        if told is not None:
            told()
    kept = [one for one in (*known, *found, *fields.missing()) if _counts(one, settings)]
    return CheckReport(findings=tuple(sorted(kept, key=by_harm)), documents=count)


def _counts(finding: Finding, settings: CheckSettings) -> bool:
    """True for what the settings do not leave out."""
    return finding.kind not in settings.ignore and not any(matches(finding.path, glob) for glob in settings.exclude)
