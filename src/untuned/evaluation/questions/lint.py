"""What is wrong with a set of questions before it is measured with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.evaluation.questions.near import groups, key_of, likeness
from untuned.evaluation.questions.split import clusters_of, described
from untuned.evaluation.stats.counted import are, counted, have
from untuned.types.measures import EvidenceStatus, Question, Split

Severity = Literal["error", "warning", "note"]
Problem = Literal[
    "duplicate",
    "near-duplicate",
    "contradiction",
    "abstains with an answer",
    "nothing to score by",
    "evidence missing",
    "evidence changed",
    "evidence purged",
    "evidence moved",
    "leak between splits",
    "few-shot leak",
    "draft",
    "unbalanced kinds",
    "unbalanced languages",
    "share of refusals",
    "too few",
    "one cluster",
    "no questions",
]

_LEAST = 30
"""Questions below which any figure is an anecdote."""
_RARE = 0.05
"""A kind or language of a smaller share than this, and of fewer than 10 questions, is told of by no figure."""
_FEW = 10
_REFUSALS = (0.05, 0.5)
"""Shares of questions to abstain on between which both ways of failing are seen."""
_LARGE = 0.3
_SHOT = 0.8
"""A question that shares so much of its words with an example is that example."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something about a set of questions, with what to do."""

    severity: Severity
    """`error`: figures from the set would be wrong; `warning`: they would say less than they seem to."""
    problem: Problem
    ids: tuple[str, ...]
    sentence: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowded:
    """What questions that come in clusters can show."""

    clusters: int
    alike: float
    """The smallest effect, in [0, 1], that they show where the answers of a cluster all fare alike; infinite where none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LintOptions:
    """What a set of questions is held against."""

    effect: float = 0.03
    """The smallest difference, in [0, 1], that should be told from none."""
    detectable: Callable[[int], float] | None = None
    """The smallest effect that so many questions can show; None leaves the question of numbers to the least of 30."""
    needed: Callable[[float], int | None] = lambda _: None
    """About how many questions show an effect; None where no sensible number does."""
    crowded: Callable[[Sequence[Question]], Crowded | None] = lambda _: None
    """What the clusters of some questions make of it, as a comparison takes them; None where each question stands alone."""
    shots: Sequence[str] = ()
    """Texts of the examples that prompts show."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LintReport:
    """All findings, the worst first."""

    questions: int
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """True when some finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)


def lint_questions(questions: Sequence[Question], *, options: LintOptions | None = None) -> LintReport:
    """What is wrong with the questions, whose evidence says how it stands now; see `evidence.standing`."""
    chosen = options or LintOptions()
    if not questions:
        none = Finding(
            severity="error",
            problem="no questions",
            ids=(),
            sentence="there are no questions",
            remedy="import a file with 'untuned questions import FILE', or see 'untuned questions draft'",
        )
        return LintReport(questions=0, findings=(none,))
    found = [
        *_alike(questions),
        *_inconsistent(questions),
        *_evidence(questions),
        *_leaks(questions, chosen.shots),
        *_balance(questions),
        *_numbers(questions, chosen),
    ]
    order: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}
    return LintReport(questions=len(questions), findings=tuple(sorted(found, key=lambda finding: order[finding.severity])))


def _alike(questions: Sequence[Question]) -> Iterator[Finding]:
    """Questions that ask the same of the same document: with the same answer a duplicate, with another one a contradiction."""
    near: list[tuple[str, ...]] = []
    for places in groups([key_of(question.text) for question in questions]):
        same: dict[tuple[str, str, str], list[Question]] = defaultdict(list)
        for place in places:
            one = questions[place]
            same[_flat(one.text), _about(one), "\n".join(turn.question for turn in one.history)].append(one)
        yield from (_same(held) for held in same.values() if len(held) > 1)
        for refused in (False, True):  # what is answered and its twin that is not are two questions
            firsts = [held[0] for held in same.values() if held[0].must_abstain is refused]
            if 1 < len(firsts) <= _FEW and len({_about(one) for one in firsts}) == 1 and not _of_one_cluster(firsts):
                near.append(tuple(one.id for one in firsts))
    for ids in near:
        yield Finding(
            severity="warning",
            problem="near-duplicate",
            ids=ids,
            sentence=f"{len(ids)} questions are worded nearly alike",
            remedy="remove all but one, or name one 'cluster' for them",
        )


def _of_one_cluster(held: Sequence[Question]) -> bool:
    """Whether somebody named one cluster for them, so that they count as no independent evidence."""
    return bool(held[0].cluster) and len({one.cluster for one in held}) == 1


def _same(held: Sequence[Question]) -> Finding:
    ids = tuple(one.id for one in held)
    answers = [set(map(_flat, one.answers)) for one in held if one.answers]
    agreed = not answers or any(all(answer in others for others in answers) for answer in answers[0])
    disagree = len({one.must_abstain for one in held}) > 1 or not agreed
    labels = {one.label for one in held if one.label}
    if disagree or len(labels) > 1:
        return Finding(
            severity="error",
            problem="contradiction",
            ids=ids,
            sentence=f"'{held[0].text[:80]}' is asked {len(held)} times with different answers",
            remedy="keep the right one; name the documents where each is right of another",
        )
    return Finding(
        severity="error",
        problem="duplicate",
        ids=ids,
        sentence=f"'{held[0].text[:80]}' is asked {len(held)} times",
        remedy=f"untuned questions remove {' '.join(ids[1:4])}",
    )


def _flat(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" ?.!")


def _about(question: Question) -> str:
    """Where it is answered: its evidence's document, or its cluster."""
    return next((one.path for one in question.evidence if one.path), question.cluster)


def _inconsistent(questions: Sequence[Question]) -> Iterator[Finding]:
    both = tuple(one.id for one in questions if one.must_abstain and one.answers)
    if both:
        yield Finding(
            severity="error",
            problem="abstains with an answer",
            ids=both,
            sentence=f"{are(len(both), 'question')} to be abstained on and {'has' if len(both) == 1 else 'have'} an answer",
            remedy="take the answer away, or 'unanswerable' ('must_abstain')",
        )
    bare = tuple(one.id for one in questions if not (one.must_abstain or one.answers or one.evidence or one.label))
    if bare:
        yield Finding(
            severity="warning",
            problem="nothing to score by",
            ids=bare,
            sentence=f"{have(len(bare), 'question')} no answer, no evidence and no label",
            remedy="add an 'answer', or \"unanswerable\": true where the documents do not answer",
        )
    drafts = tuple(one.id for one in questions if not one.confirmed)
    if drafts:
        yield Finding(
            severity="note",
            problem="draft",
            ids=drafts,
            sentence=f"{are(len(drafts), 'question')} not confirmed yet, and not measured with",
            remedy="untuned questions confirm ID..., once somebody has read them",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """What is said of passages of one status."""

    status: EvidenceStatus
    severity: Severity
    problem: Problem
    sentence: str
    remedy: str


_STANDINGS = (
    _Standing(
        status="changed",
        severity="error",
        problem="evidence changed",
        sentence="the passage of {} is no longer in its document",
        remedy="read the document again and mend the answers",
    ),
    _Standing(
        status="purged",
        severity="error",
        problem="evidence purged",
        sentence="the passage of {} was purged",
        remedy="remove the questions, or give another passage",
    ),
    _Standing(
        status="missing",
        severity="warning",
        problem="evidence missing",
        sentence="no passage was found for {}",
        remedy="sync the document, or give the passage's own words as 'quotes'",
    ),
    _Standing(
        status="moved",
        severity="note",
        problem="evidence moved",
        sentence="the passage of {} stands elsewhere in a newer version",
        remedy="nothing to do: its new place is used",
    ),
)


def _evidence(questions: Sequence[Question]) -> Iterator[Finding]:
    found: dict[EvidenceStatus, dict[str, None]] = defaultdict(dict)
    for one in questions:
        for passage in one.evidence:
            if not one.must_abstain:
                found[passage.status][one.id] = None
    for one in _STANDINGS:
        ids = tuple(found[one.status])
        if ids:
            said = one.sentence.format(counted(len(ids), "question"))
            yield Finding(severity=one.severity, problem=one.problem, ids=ids, sentence=said, remedy=one.remedy)


def _leaks(questions: Sequence[Question], shots: Sequence[str]) -> Iterator[Finding]:
    sides: dict[str, set[str]] = defaultdict(set)
    members: dict[str, list[str]] = defaultdict(list)
    for question, cluster in zip(questions, clusters_of(questions).values(), strict=True):
        sides[cluster].add(question.split)
        members[cluster].append(question.id)
    for cluster in (cluster for cluster, held in sides.items() if len(held) > 1):
        yield Finding(
            severity="error",
            problem="leak between splits",
            ids=tuple(members[cluster]),
            sentence=f"cluster '{cluster[:80]}' has questions in dev and in locked",
            remedy="untuned questions split: it draws whole clusters, and what is locked stays so",
        )
    yield from _shown(questions, shots)


def _shown(questions: Sequence[Question], shots: Sequence[str]) -> Iterator[Finding]:
    """Locked questions that a prompt shows as an example, nearly word for word."""
    keys = [key_of(shot) for shot in shots]
    ids = tuple(
        one.id for one in questions if one.split == "locked" and any(likeness(key_of(one.text), key) >= _SHOT for key in keys)
    )  # fmt: skip
    if ids:
        yield Finding(
            severity="error",
            problem="few-shot leak",
            ids=ids,
            sentence=f"{are(len(ids), 'locked question')} shown to the model as an example",
            remedy="take examples from dev alone",
        )


def _balance(questions: Sequence[Question]) -> Iterator[Finding]:
    yield from _rare("unbalanced kinds", "kind", {one.id: one.kind for one in questions})
    yield from _rare("unbalanced languages", "language", {one.id: one.language for one in questions if one.language})
    refused = sum(one.must_abstain for one in questions)
    share, (least, most) = refused / len(questions), _REFUSALS
    if not least <= share <= most:
        lacking = "hardly any shows whether it abstains where it should" if share < least else "hardly any shows whether it answers"
        yield Finding(
            severity="warning",
            problem="share of refusals",
            ids=(),
            sentence=f"{refused} of {len(questions)} questions ({share:.0%}) must be abstained on: {lacking}",
            remedy=f"bring it between {least:.0%} and {most:.0%}; 'untuned questions draft' proposes some",
        )
    clusters = clusters_of(questions)
    name, largest = Counter(clusters.values()).most_common(1)[0]
    if len(questions) >= _LEAST and largest > _LARGE * len(questions):
        held = [one for one in questions if clusters[one.id] == name]
        yield Finding(
            severity="warning",
            problem="one cluster",
            ids=(),
            sentence=f"{described(name, held)} holds {largest} of {len(questions)} questions: they are not independent",
            remedy="ask of other documents too, or name smaller clusters, such as chapters",
        )


def _rare(problem: Problem, what: str, held: Mapping[str, str]) -> Iterator[Finding]:
    counts = Counter(held.values())
    for value, count in counts.items():
        if len(counts) > 1 and count < _FEW and count < _RARE * len(held):
            yield Finding(
                severity="warning",
                problem=problem,
                ids=tuple(id for id, one in held.items() if one == value),
                sentence=f"only {count} of {len(held)} questions are of {what} '{value}': no figure speaks for it",
                remedy=f"add questions of it, to {_FEW} at least, or leave it out",
            )


def _numbers(questions: Sequence[Question], options: LintOptions) -> Iterator[Finding]:
    """Whether each split is large enough for the effect that is sought."""
    for split in ("dev", "locked"):
        asked = [one for one in questions if one.split == split and one.confirmed and one.scorable]
        count = len(asked)
        if not count:
            continue
        if count < _LEAST:
            yield Finding(
                severity="warning",
                problem="too few",
                ids=(),
                sentence=f"{split} has {counted(count, 'question')}: under {_LEAST} every figure is an anecdote",
                remedy=f"add {_LEAST - count} at least",
            )
        elif options.detectable is not None:
            yield from _shows(split, count, options.crowded(asked), least=options.detectable(count), options=options)


def _shows(split: Split, count: int, crowded: Crowded | None, *, least: float, options: LintOptions) -> Iterator[Finding]:
    """What so many questions show, where that is not the effect that is sought, or not if the answers of a cluster fare alike."""
    effect, further = options.effect, "" if crowded is None else " from further clusters"
    alike = (
        ""
        if crowded is None
        else f"; in {counted(crowded.clusters, 'cluster')}, whose answers may fare alike, they {_shown_by(crowded.alike)}"
    )
    if least > effect:
        needed = options.needed(effect)
        yield Finding(
            severity="warning",
            problem="too few",
            ids=(),
            sentence=f"{split} has {count} questions, which {_shown_by(least)}{alike}; a difference of {_points(effect)} is sought",
            remedy=f"add about {counted(max(needed - count, 1), 'question')}{further}"
            if needed
            else "seek a larger effect with '--effect'",
        )
    elif crowded is not None and crowded.alike > effect:
        yield Finding(
            severity="note",
            problem="too few",
            ids=(),
            sentence=f"{split} has {count} questions, which {_shown_by(least)}{alike}; a difference of {_points(effect)} is sought",
            remedy="ask of further documents, or name smaller clusters; a measurement tells how far answers of a cluster fare alike",
        )


def _shown_by(least: float) -> str:
    return f"show a difference of {_points(least)} or more" if math.isfinite(least) else "show no difference for certain"


def _points(share: float) -> str:
    """A difference as measurements tell it: 0.13 is 13 points."""
    points = round(share * 100, 1)
    return f"{points:g} point{'' if points == 1 else 's'}"
