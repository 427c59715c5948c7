"""An answer of the documents' own sentences: what the default reader proposes, verified and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from untuned.models.reader.extractive import NAME, beginning, rows_left, without
from untuned.models.reader.windows import cut
from untuned.rag.answer.abstain import shipped, weigh
from untuned.rag.answer.decide import WEAK, decide, settle
from untuned.rag.answer.denied_cells import DENIED, without_denied
from untuned.rag.answer.of_another_column import of_no_cell
from untuned.rag.answer.unshown import rows_unshown, unshown
from untuned.rag.evidence import Library, share_of, sources_of
from untuned.rag.ground import Ground, Looked, Outcome, bench_of
from untuned.rag.mail_frame import unframed
from untuned.rag.pointed import SURE_OF_PART, Named, notes_on
from untuned.rag.readings import Shown, answers_itself, reading_of, says_less
from untuned.rag.retrieve.passages import below
from untuned.rag.rewrite.named import items
from untuned.rag.stages import Stages
from untuned.rag.verify.claims import Bench, check
from untuned.rag.verify.desk import Source, whole
from untuned.types.answers import Checked, Citation, Draft, Dropped, NearMiss, Unshown, telling
from untuned.types.documents import Span, overlaps
from untuned.types.settings import Settings

_ROUNDS = 4
"""How often the reader may look again when what it found is no answer."""
_MOST_ROWS = 500
"""Rows that are looked at one by one."""


def extracted(ground: Ground, *, library: Library, stages: Stages) -> Outcome:
    """The verified sentences that answer, or an abstention.

    A question that may stand alone, such as `Are fees refunded?` after one on the Enterprise plan, is read as it was asked; where some of
    that is about another plan or product than the conversation's, and its own is told too, it is answered with that.
    """
    outcome = _by_meaning(ground, _as_read(ground, library=library, stages=stages), library=library, stages=stages)
    of_subject = _of_subject(ground)
    if of_subject is None or not outcome.decision.claims or not _strays(outcome, of_subject, library=library, stages=stages):
        return outcome
    with stages.timed("read again"):
        reading = reading_of(of_subject.asked, of_subject, library=library)
        of_subject = replace(of_subject, reading=reading, sure=weigh(reading, of_subject.evidence))
    if says_less(ground.asked, of_subject.reading, than=ground.reading, evidence=ground.evidence):
        return outcome
    again = _as_read(of_subject, library=library, stages=stages)
    return again if again.decision.claims else outcome


def _by_meaning(ground: Ground, outcome: Outcome, *, library: Library, stages: Stages) -> Outcome:
    """The outcome; where it has no answer, and no reason but that the words found none, what stands out by meaning, or its near miss."""
    unanswered = outcome.decision.reason in ("weak_evidence", "nothing_found") and ground.named is None
    if library.meaning is None or not unanswered:
        return outcome
    from untuned.rag.answer import likely  # noqa: PLC0415 - only where there is an embedder
    from untuned.rag.second_look import NOTE, second_look  # noqa: PLC0415 - the same

    with stages.timed("second look"):
        again = second_look(ground, library=library)
        again = again and replace(again, reading=unframed(again.asked.meant, again.reading, again.evidence))
    if again is None or not again.reading.drafts:
        return outcome
    least = max(likely.shipped().threshold, library.settings.answer.threshold or 0.0)
    told = _told(again, library=library, stages=stages, threshold=least)
    if told.decision.claims:
        return replace(told, notes=(*told.notes, NOTE))
    if told.decision.near_miss is None or again.sure < likely.NEAR:
        return outcome
    return replace(outcome, decision=replace(outcome.decision, near_miss=told.decision.near_miss))


def _of_subject(ground: Ground) -> Ground | None:
    """The ground of a question that may stand alone, meant of what the conversation names; None where it names nothing."""
    asked, made = ground.asked, ground.asked.rewriting
    if made is None or made.means or not made.question or ground.named is not None:
        return None
    named = [made.question[item.start : item.end] for item in items(made.question)]
    if all(name in asked.question for name in named):
        return None
    return replace(ground, asked=replace(asked, rewriting=replace(made, means=True)))


def _strays(outcome: Outcome, of_subject: Ground, *, library: Library, stages: Stages) -> bool:
    """True where a claim is about something else than what the conversation names."""
    versions = {citation.version for claim in outcome.decision.claims for citation in claim.citations}
    drafts = [Draft(text=one.text, quotes=tuple((each.version, each.quote) for each in one.citations)) for one in outcome.decision.claims]
    with stages.timed("sources"):
        sources = sources_of(versions, of_subject.evidence, library=library)
    with stages.timed("verify"):
        checked = check(drafts, bench=bench_of(of_subject, sources, library=library))
    return any(drop.reason == "wrong_scope" for drop in checked.dropped)


def _as_read(ground: Ground, *, library: Library, stages: Stages) -> Outcome:
    """The verified sentences that answer, or an abstention, as the question was read.

    Where the best draft is true but about something else, addressed to a language model, of the assistant's own making, or no whole quote,
    the next best is read: what answers may stand right beside it. Where the question asks what a part says, that part is the answer; where
    it asks something else of a part, what answers there goes before what only names the part.
    """
    if ground.named is not None and (ground.named.alone or ground.named.absent):
        return _part_said(ground, ground.named, library=library, stages=stages)
    if ground.named is not None and _likely_meant(ground.named, ground):
        inside = _told(_within(ground, ground.named, library=library, stages=stages), library=library, stages=stages)
        if inside.decision.claims:
            return inside
    ground = replace(ground, reading=unframed(ground.asked.meant, ground.reading, ground.evidence))
    first = _told(ground, library=library, stages=stages)
    outcome, reading = first, ground.reading
    for _ in range(_ROUNDS):
        wrong = [drop.draft for drop in outcome.decision.dropped]
        denied = any(drop.detail == DENIED for drop in outcome.decision.dropped)
        if not wrong or (outcome.decision.claims and not denied):
            break
        places = [place for place, draft in zip(reading.places, reading.drafts, strict=True) if draft in wrong]
        with stages.timed("read again"):
            reading = without(reading, ground.evidence, places=places, max_sentences=library.settings.answer.max_sentences)
            sure = weigh(reading, ground.evidence)
            reading = unframed(ground.asked.meant, reading, ground.evidence)
        outcome = _told(replace(ground, reading=reading, sure=sure), library=library, stages=stages)
        first = outcome if denied and outcome.decision.claims else first
    return outcome if outcome.decision.claims else first


def _part_said(ground: Ground, named: Named, *, library: Library, stages: Stages) -> Outcome:
    """The verified text of the parts that are asked for; an abstention where no document that was found has them."""
    begun = [beginning(passage, max_sentences=library.settings.answer.max_sentences) for passage in named.passages]
    drafts = [begin.draft for begin in begun if begin.draft is not None]
    with stages.timed("sources"):
        sources = sources_of({passage.version.id for passage in named.passages}, named.passages, library=library)
    with stages.timed("verify"):
        # a part is known by its number: the question's other words ask nothing of its text
        bench = Bench(question="", sources=sources, frequency=partial(share_of, index=library.index), steps=ground.method.steps)
        checked = check(drafts, bench=bench)
        if checked.dropped:  # one struck sentence hides no other: what may be shown of the part is
            refused = [drop.draft for drop in checked.dropped]
            drafts = [each for begin in begun for each in (begin.apart if begin.draft in refused else [begin.draft]) if each is not None]
            checked = check(drafts, bench=bench)
    sure = SURE_OF_PART if drafts else 0.0
    threshold = threshold_of(library.settings)
    decision = settle(checked) if drafts and sure >= threshold else decide(checked, drafts, confidence=sure, threshold=threshold)
    pairs = zip(named.passages, begun, strict=True)
    cut_off = [one.version.path for one, begin in pairs if not begin.whole or one.hit.chunk.span in named.longer]
    notes = notes_on(named, cut_off, language=ground.found.language)
    return Outcome(decision=decision, author=NAME, confidence=sure, notes=notes, told=named.told)


def _likely_meant(named: Named, ground: Ground) -> bool:
    """True where the parts are of a document that the question names, or of the one that fits it best: any may have a Section 8."""
    if not named.passages:
        return False
    return bool(named.pointed.document) or ground.found.hits[0].chunk.version == named.passages[0].version.id


def _within(ground: Ground, named: Named, *, library: Library, stages: Stages) -> Ground:
    """The ground that the named parts alone are, each below the name by which it is asked for: its own text need not say its number."""
    evidence = [below(passage, named.pointed.words) for passage in named.passages]
    with stages.timed("read again"):
        reading = reading_of(ground.asked, Looked(found=ground.found, evidence=evidence), library=library)
        sure = weigh(reading, evidence)
    return replace(ground, evidence=evidence, reading=reading, sure=sure)


def _told(ground: Ground, *, library: Library, stages: Stages, threshold: float | None = None) -> Outcome:
    drafts = ground.reading.drafts
    quoted = {version for draft in drafts for version, _ in draft.quotes}
    with stages.timed("sources"):
        sources = sources_of(quoted, ground.evidence, library=library)
    with stages.timed("verify"):
        bench = bench_of(ground, sources, library=library)
        checked = _without_hollow(check(drafts, bench=bench), ground)
        checked = without_denied(checked, drafts, said=ground.asked.meant, question=ground.reading.question)
    left = checked.claims[0].citations if checked.claims else ()
    shown = Shown(reading=ground.reading, evidence=ground.evidence, citations=left)
    itself = answers_itself(ground.asked, shown, share=library.index.share)
    told = itself and not (left and of_no_cell(ground.reading, ground.evidence, left))
    sure = _sure(ground, checked) if told else 0.0
    decision = decide(checked, drafts, confidence=sure, threshold=threshold_of(library.settings) if threshold is None else threshold)
    if decision.near_miss is not None and checked.near_miss is None:
        nearest = telling(_decisive(checked.claims[0].citations, ground) or checked.claims[0].citations)
        decision = replace(decision, near_miss=replace(decision.near_miss, citation=nearest))
    more = unshown(decision.claims, whole(bench.sources), language=ground.found.language)
    if decision.claims and (rows := _rows_left(ground, bench)) is not None:
        more = (*more, rows)
    return Outcome(decision=decision, author=NAME, confidence=sure, unshown=more)


def _decisive(citations: Sequence[Citation], ground: Ground) -> list[Citation]:
    """Those of the best draft's citations that have some of what its words were found in, without what was shown around that."""
    window = ground.reading.places[0].window
    passage = ground.evidence[window.passage]
    units = cut(passage)[window.first : window.last + 1]
    found = Span(version=passage.version.id, start=passage.start + units[0].start, end=passage.start + units[-1].end)
    return [one for one in citations if overlaps(one, found)]


def _rows_left(ground: Ground, bench: Bench) -> Unshown | None:
    """The rows that were read and fit as well as those that are shown: also by what they are about, such as the month that is asked for."""
    drafts = rows_left(ground.reading, ground.evidence)[:_MOST_ROWS]
    rows = without_denied(check(drafts, bench=bench), drafts, said=ground.asked.meant, question=ground.reading.question).claims
    if not rows:
        return None
    source = bench.sources[ground.evidence[ground.reading.places[0].window.passage].version.id]
    starts = [row.citations[-1].start for row in rows]
    return rows_unshown(starts, source.version, source.text, whole=_read_whole(source), language=ground.found.language)


def _read_whole(source: Source) -> bool:
    """True where the passages hold all of a version's text."""
    at = 0
    for passage in sorted(source.passages, key=lambda passage: passage.start):
        if source.text[at : passage.start].strip():
            return False
        at = max(at, passage.start + len(passage.text))
    return not source.text[at:].strip()


def _sure(ground: Ground, checked: Checked) -> float:
    """How well the ground seems to hold the answer by what may be shown of it: what is left out adds nothing."""
    reading, wrong = ground.reading, [drop.draft for drop in checked.dropped]
    if not wrong or not checked.claims:
        return ground.sure
    kept = [(place, draft) for place, draft in zip(reading.places, reading.drafts, strict=True) if draft not in wrong]
    left = replace(reading, places=tuple(place for place, _ in kept), drafts=tuple(draft for _, draft in kept))
    return weigh(left, ground.evidence)


def _without_hollow(checked: Checked, ground: Ground) -> Checked:
    """What verification left, without the best draft where nothing that is left of it has a word of the question."""
    reading = ground.reading
    if not checked.claims or any(drop.draft == reading.drafts[0] for drop in checked.dropped):
        return checked
    place, citations = reading.places[0], checked.claims[0].citations
    passage, held = ground.evidence[place.window.passage], reading.shares.held
    spans = (
        (unit, Span(version=passage.version.id, start=passage.start + unit.start, end=passage.start + unit.end)) for unit in place.units
    )
    quoted = [unit for unit, span in spans if any(overlaps(one, span) for one in citations)]
    if len(quoted) == len(place.units) or any(held(unit.terms) for unit in quoted):
        return checked
    near_miss = checked.near_miss or NearMiss(citation=telling(citations), reason=WEAK)
    hollow = Dropped(draft=reading.drafts[0], reason="wrong_scope", detail=WEAK)
    return replace(checked, claims=checked.claims[1:], dropped=(hollow, *checked.dropped), near_miss=near_miss)


def threshold_of(settings: Settings) -> float:
    """The least confidence for an answer: the project's own, or the shipped one."""
    return shipped().threshold if settings.answer.threshold is None else settings.answer.threshold
