"""From what verification left to the state of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from untuned.types.answers import AbstentionReason, AnswerState, Checked, Claim, Draft, Dropped, NearMiss, telling

WEAK = "it does not seem to answer this"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is shown: claims, or the reason why there are none with the nearest miss."""

    state: AnswerState
    claims: tuple[Claim, ...] = ()
    reason: AbstentionReason | None = None
    near_miss: NearMiss | None = None
    dropped: tuple[Dropped, ...] = ()


def decide(checked: Checked, drafts: Sequence[Draft], *, confidence: float, threshold: float) -> Decision:
    """Abstain below the threshold, or when the best draft was dropped; otherwise `answered`.

    The confidence is that of the best draft: a lesser one adds to it, takes nothing from it when it is dropped, and answers nothing alone.
    """
    if confidence < threshold:
        return _abstain("weak_evidence" if drafts else "nothing_found", checked)
    if not checked.claims or any(dropped.draft == drafts[0] for dropped in checked.dropped):
        if checked.near_miss is not None:
            return _abstain("wrong_scope", checked)
        return _abstain("no_verified_claim" if drafts else "nothing_found", checked)
    return Decision(state="answered", claims=checked.claims, dropped=checked.dropped)


def settle(checked: Checked, *, declined: bool = False, complete: bool = True) -> Decision:
    """What stands of a model's claims: `partial` when some were dropped or the model was cut off, an abstention when none is left."""
    if not checked.claims:
        wrong_scope = checked.near_miss is not None and not declined
        return _abstain("model_declined" if declined else "wrong_scope" if wrong_scope else "no_verified_claim", checked)
    state: AnswerState = "answered" if complete and not checked.dropped else "partial"
    return Decision(state=state, claims=checked.claims, dropped=checked.dropped)


def incomplete(decision: Decision) -> Decision:
    """The decision where a claim leans on something that was not read: an answer in full becomes `partial`, any other state stays."""
    return replace(decision, state="partial") if decision.state == "answered" else decision


def contested(decision: Decision, claims: Sequence[Claim]) -> Decision:
    """The decision where its sources contradict each other, with the other sides."""
    return replace(decision, state="conflict", claims=(*decision.claims, *claims))


def nearest_of(decision: Decision) -> NearMiss | None:
    """What comes nearest to an answer: a decision's near miss, or its first quote."""
    if decision.near_miss is None and decision.claims:
        return NearMiss(citation=telling(decision.claims[0].citations), reason=WEAK)
    return decision.near_miss


def _abstain(reason: AbstentionReason, checked: Checked) -> Decision:
    near_miss = checked.near_miss
    if near_miss is None and checked.claims:
        near_miss = NearMiss(citation=telling(checked.claims[0].citations), reason=WEAK)
    return Decision(state="abstained", reason=reason, near_miss=near_miss, dropped=checked.dropped)
