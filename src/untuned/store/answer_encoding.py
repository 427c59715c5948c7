"""Verdicts, drafts, support and usage to and from the text that the tables of answers hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from untuned.store.encoding import from_json, to_json
from untuned.types.answers import Answer, Cells, Claim, Computed, Draft, Dropped, Flag, Support, Unshown, Usage, Verdict
from untuned.types.documents import Span
from untuned.types.versions import AsOf

_ROWS = 7
"""Where in what `from_verdict` writes the cells of rows stand."""


def from_verdict(verdict: Verdict, *, rows: Sequence[Cells] = ()) -> str:
    """A JSON list of the verdict's fields in their order; behind them the cells of the table rows that were quoted, where there are any."""
    spots = [verdict.spans, verdict.sentence, verdict.artefacts, verdict.reason, verdict.nearest]
    found = verdict.elsewhere
    elsewhere = None if found is None else [found.version, found.start, found.end]
    return to_json([verdict.kind, *spots, *([elsewhere, rows] if rows else [] if found is None else [elsewhere])])


def to_verdict(written: str) -> Verdict:
    """The verdict that `from_verdict` wrote."""
    kind, spans, sentence, artefacts, reason, nearest, *more = json.loads(written)
    found = more[0] if more else None
    return Verdict(
        kind=kind,
        spans=tuple((start, end) for start, end in spans),
        sentence=None if sentence is None else (sentence[0], sentence[1]),
        artefacts=tuple(artefacts),
        reason=reason,
        nearest=None if nearest is None else (nearest[0], nearest[1]),
        elsewhere=None if found is None else Span(version=found[0], start=found[1], end=found[2]),
    )


def to_rows(written: str) -> tuple[Cells, ...]:
    """The cells that `from_verdict` wrote."""
    rows = from_json(written)[_ROWS:]
    return tuple(tuple((name, cell) for name, cell in row) for row in rows[0]) if rows else ()


def from_spans(spans: Iterable[Span]) -> str:
    """A JSON list of [version, start, end]."""
    return to_json([[span.version, span.start, span.end] for span in spans])


def to_spans(written: str) -> tuple[Span, ...]:
    """The spans that `from_spans` wrote."""
    return tuple(Span(version=version, start=start, end=end) for version, start, end in json.loads(written))


def from_dropped(dropped: Iterable[Dropped]) -> str:
    """A JSON list of [text, [[version, quote]], reason, detail]."""
    return to_json([[drop.draft.text, drop.draft.quotes, drop.reason, drop.detail] for drop in dropped])


def to_dropped(written: str) -> tuple[Dropped, ...]:
    """The dropped drafts that `from_dropped` wrote."""
    return tuple(
        Dropped(draft=Draft(text=said, quotes=tuple((version, quote) for version, quote in quotes)), reason=reason, detail="".join(detail))
        for said, quotes, reason, *detail in json.loads(written)
    )


def from_claim(claim: Claim) -> str:
    """What a claim has besides its text and its citations; "" for nothing."""
    detail: dict[str, Any] = {}
    if claim.support is not None:
        support = claim.support
        flags = [[flag.kind, flag.hard, flag.start, flag.end, flag.says, flag.source] for flag in support.flags]
        detail["support"] = [support.band, support.probability, support.scorer, flags, support.carried]
    if claim.computed is not None:
        computed = claim.computed
        detail["computed"] = [computed.name, computed.value, computed.inputs, computed.as_of and computed.as_of.isoformat()]
    return to_json(detail) if detail else ""


def to_support(written: str) -> Support | None:
    """The support in what `from_claim` wrote."""
    held = from_json(written).get("support") if written else None
    if held is None:
        return None
    band, probability, scorer, flags, carried = held
    return Support(
        band=band,
        probability=probability,
        scorer=scorer,
        carried=carried,
        flags=tuple(
            Flag(kind=kind, hard=hard, start=start, end=end, says=says, source=source) for kind, hard, start, end, says, source in flags
        ),
    )


def to_computed(written: str) -> Computed | None:
    """The computed value in what `from_claim` wrote."""
    held = from_json(written).get("computed") if written else None
    if held is None:
        return None
    name, value, inputs, as_of = held
    day = None if as_of is None else date.fromisoformat(as_of)
    return Computed(name=name, value=value, inputs=tuple((key, given) for key, given in inputs), as_of=day)


def from_detail(answer: Answer) -> str:
    """Usage and notes of an answer, what of its lists is not shown, and the day it was asked for; "" for none."""
    detail: dict[str, Any] = {"notes": answer.notes} if answer.notes else {}
    if answer.unshown:
        detail["unshown"] = [[one.version, one.start, one.items, one.source, one.sentence] for one in answer.unshown]
    if answer.as_of is not None:
        detail["as_of"] = [answer.as_of.day.isoformat(), answer.as_of.axis]
    if answer.usage is not None:
        used = answer.usage
        cost = None if used.cost is None else str(used.cost)
        detail["usage"] = [used.requests, used.failed, used.input_tokens, used.output_tokens, cost]
    return to_json(detail) if detail else ""


def to_usage(written: str) -> Usage | None:
    """The usage in what `from_detail` wrote."""
    held = from_json(written).get("usage") if written else None
    if held is None:
        return None
    requests, failed, input_tokens, output_tokens, cost = held
    price = None if cost is None else Decimal(cost)
    return Usage(requests=requests, failed=failed, input_tokens=input_tokens, output_tokens=output_tokens, cost=price)


def to_as_of(written: str) -> AsOf | None:
    """The day in what `from_detail` wrote."""
    held = from_json(written).get("as_of") if written else None
    # A release before 0.5.0 was done kept a moment where one was given for a day.
    return None if held is None else AsOf(day=datetime.fromisoformat(held[0]), axis=held[1])


def to_unshown(written: str) -> tuple[Unshown, ...]:
    """What of lists is not shown, in what `from_detail` wrote."""
    held = from_json(written).get("unshown", ()) if written else ()
    return tuple(
        Unshown(version=version, start=start, items=items, source=source, sentence=sentence)
        for version, start, items, source, sentence in held
    )


def to_notes(written: str) -> tuple[str, ...]:
    """The notes in what `from_detail` wrote."""
    return tuple(from_json(written).get("notes", ())) if written else ()
