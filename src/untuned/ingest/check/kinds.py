"""Every kind of finding: how it hurts answers, what it is called, what mends it. In the order of the harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from untuned.types.findings import HARMS, Finding, FindingKind, Harm


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What people are told of a kind of finding."""

    harm: Harm
    title: str
    remedy: str


KINDS: Mapping[FindingKind, Kind] = MappingProxyType(
    {
        "conflict": Kind(
            harm="wrong",
            title="documents that contradict each other",
            remedy="correct one of them, or say which one supersedes the other",
        ),
        "own_words": Kind(
            harm="wrong",
            title="text that the assistant itself once wrote",
            remedy="replace it by what its author knows first-hand; it is never evidence without another source",
        ),
        "instructions": Kind(
            harm="wrong",
            title="text that reads like instructions to an assistant",
            remedy="remove it, also where readers do not see it; it is never quoted",
        ),
        "expired": Kind(
            harm="wrong",
            title="documents that say they hold no more",
            remedy="remove or replace them, or correct their 'effective_to'",
        ),
        "older_edition": Kind(
            harm="wrong",
            title="older editions that are searched still",
            remedy="add the pattern to versions.supersede, name it in the newer one's front matter (`supersedes:`), or remove the older",
        ),
        "ahead": Kind(
            harm="missing",
            title="documents that were changed ahead of their day",
            remedy="put back the text that holds now, and keep the one to come in a file of its own, with its 'effective_from' and "
            "`supersedes:` and this path",
        ),
        "failed_file": Kind(harm="missing", title="files that could not be read", remedy="mend the file, or exclude it in sources.exclude"),
        "read_in_part": Kind(
            harm="missing",
            title="files that were read in part",
            remedy="mend these lines, or exclude the file in sources.exclude",
        ),
        "encoding": Kind(
            harm="missing",
            title="damaged letters",
            remedy="save the file as UTF-8 from its original; set sources.encoding for files of one other encoding",
        ),
        "broken_reference": Kind(
            harm="missing", title="references to what is not there", remedy="correct the number or name, or add the part that is missing"
        ),
        "ambiguous_reference": Kind(
            harm="missing",
            title="references that fit several places",
            remedy="number or name the places so that each is told from the others",
        ),
        "broken_link": Kind(harm="missing", title="links to nothing", remedy="correct the link, or add the page or the heading"),
        "thin": Kind(harm="missing", title="pages with hardly any text", remedy="write them, merge them into another, or exclude them"),
        "personal_data": Kind(
            harm="exposed",
            title="personal data",
            remedy="remove it, or give the document to the groups that may see it ([[access]]); 'untuned purge' takes out earlier versions",
        ),
        "near_duplicate": Kind(
            harm="weak", title="documents that are nearly the same", remedy="keep one; copies push other passages out of what is read"
        ),
        "missing_metadata": Kind(
            harm="weak", title="front matter that its neighbours have", remedy="add the field, so that filters find the document"
        ),
        "mixed_languages": Kind(
            harm="weak", title="two languages in one document", remedy="finish the translation, or give each language a document of its own"
        ),
        "stale": Kind(harm="weak", title="documents that nobody has touched for long", remedy="have them read by somebody who knows"),
    }
)

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def harm_of(finding: Finding) -> Harm:
    """How a finding hurts answers."""
    return KINDS[finding.kind].harm


def by_harm(finding: Finding) -> tuple[int, int, int, str, int]:
    """The worst first; of one kind, documents with more places first, then by path and line."""
    return HARMS.index(harm_of(finding)), _ORDER[finding.kind], -finding.count, finding.path, finding.line or 0
