"""Scope: whether a true quote is about what the question named. A true quote about the wrong thing is the commonest lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from untuned.rag.verify.scope.about import evidence_of, stems
from untuned.rag.verify.scope.groups import missing_groups
from untuned.rag.verify.scope.keyed import missing_keyed
from untuned.rag.verify.scope.kinds import missing_of_kind
from untuned.rag.verify.scope.labelled import missing_marks, missing_parts, missing_quoted
from untuned.rag.verify.scope.means import missing_charge, missing_means
from untuned.rag.verify.scope.modified import missing_lettered, missing_modified, missing_routes
from untuned.rag.verify.scope.numbered import missing_codes, missing_sections, missing_things, missing_versions
from untuned.rag.verify.scope.parallel import outdone
from untuned.rag.verify.scope.persons import missing_people
from untuned.rag.verify.scope.plans import missing_plans
from untuned.rag.verify.scope.rivals import Question, missing_names
from untuned.rag.verify.scope.siblings import Section, missing_section
from untuned.rag.verify.scope.whens import missing_dates
from untuned.rag.verify.scope.worded import worded
from untuned.rag.verify.shown import hidden, shown_text
from untuned.text.language import is_russian


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a quote is about what the question names."""

    ok: bool
    missing: tuple[str, ...] = ()
    """What the question names and the evidence does not carry, as the question writes it; with `ok` only a soft flag."""
    found_instead: tuple[str, ...] = ()
    """Of the same kind, carried in its place."""
    sentence: str = ""
    """For people, such as `this is about the Pro plan`; "" when nothing stands against the quote."""


def in_scope(
    question: str,
    *,
    quote: str,
    context: Sequence[str],
    metadata: Sequence[tuple[str, str]] = (),
    rivals: Sequence[str] = (),
    frequency: Callable[[str], float] | None = None,
) -> Scope:
    """Whether quote, context (titles, heading paths, paths) or metadata (keys with values) carry what the question names.

    A plan (beside the word `plan`), a code, a numbered thing and a means of payment fail where they are not carried; a version, a date,
    a person, a group of people or any other name fails only where another of its kind is carried in its place. `rivals` are names known
    to stand beside each other, such as a project's products; `frequency` gives the share of documents in [0, 1] that hold a word: other
    names above `COMMON_SHARE` restrict nothing.
    """
    evidence = evidence_of(_told(quote, question), context, metadata)
    findings = [
        *missing_plans(question, evidence),
        *missing_codes(question, evidence),
        *missing_things(question, evidence),
        *missing_versions(question, evidence),
        *missing_dates(question, evidence),
        *missing_sections(question, evidence),
        *missing_people(question, evidence),
        *missing_groups(question, evidence),
        *missing_means(question, evidence),
        *missing_charge(question, evidence),
        *missing_marks(question, evidence),
        *missing_parts(question, evidence),
        *missing_quoted(question, evidence),
        *missing_of_kind(question, evidence),
        *missing_modified(question, evidence),
        *missing_lettered(question, evidence),
        *missing_routes(question, evidence),
        *missing_keyed(question, evidence),
        *missing_names(Question(question, frequency, tuple(rivals)), evidence),
    ]
    hard = [finding for finding in findings if finding.hard]
    return Scope(
        ok=not hard,
        missing=tuple(dict.fromkeys(finding.thing.text for finding in (hard or findings))),
        found_instead=tuple(dict.fromkeys(finding.instead for finding in hard if finding.instead)),
        sentence=worded(hard[0], question=question, evidence=evidence.text, russian=is_russian(question)) if hard else "",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A quote with what stands around it: titles, headings and paths, and (key, value) pairs of metadata."""

    quote: str
    context: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    """Those that it stands in, with those beside them; needed only where the question has a name."""
    document: str = ""
    """The text that the sections are of."""


def in_section(question: str, quoted: Sequence[Quoted]) -> Scope | None:
    """Why quotes are about something else, by the sections that they stand in; None where one is not.

    A section's name counts as the subject of a document does: where the question names the section beside it, a quote which does not
    carry that name is not about it.
    """
    if not all(one.sections for one in quoted):
        return None
    evidence = evidence_of(_told("\n".join(one.quote for one in quoted), question), [line for one in quoted for line in one.context])
    found = [missing_section(question, evidence, one.sections, text=one.document) for one in quoted]
    first = next(iter(found), None)
    if first is None or None in found:
        return None
    sentence = worded(first, question=question, evidence=evidence.text, russian=is_russian(question))
    return Scope(ok=False, missing=(first.thing.text,), found_instead=(first.instead,), sentence=sentence)


def strays(
    question: str, quoted: Sequence[Quoted], *, rivals: Sequence[str] = (), frequency: Callable[[str], float] | None = None
) -> tuple[int, ...]:
    """Places of the quotes that are about something else, while another of them is about what was asked: they add nothing.

    None are given where no quote alone is about what was asked: then the quotes stand or fall together, by `in_scope`.
    """
    scopes = [
        in_section(question, [one])
        or in_scope(question, quote=one.quote, context=one.context, metadata=one.metadata, rivals=rivals, frequency=frequency)
        for one in quoted
    ]
    fitting = [one for one, scope in zip(quoted, scopes, strict=True) if scope.ok and not scope.missing]
    if not fitting:
        return ()
    beside = outdone(question, [(one.quote, (*one.context, *(value for _, value in one.metadata))) for one in quoted])
    shared = {line for one in fitting for line in one.context}
    return tuple(
        place
        for place, (one, scope) in enumerate(zip(quoted, scopes, strict=True))
        if place in beside or (not scope.ok and _by_its_own(one, scope.found_instead, shared=shared))
    )


def _by_its_own(quoted: Quoted, names: Sequence[str], *, shared: Set[str]) -> bool:
    """True when one of the names stands in the quote itself, or above it where it does not stand above a fitting one too."""
    told = "\n".join((quoted.quote, *(line for line in quoted.context if line not in shared), *(value for _, value in quoted.metadata)))
    own = stems(told)
    return any(stems(name) & own for name in names)


def _told(quote: str, question: str) -> str:
    """The quote as its reader is shown it: what a link leads to names nothing, unless the question spells such out itself."""
    return quote if hidden(question) else shown_text(quote)
