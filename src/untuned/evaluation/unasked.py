"""Questions that no measurement asks: nothing says what is right of them, or nobody has read them yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from untuned.evaluation.stats.counted import have
from untuned.types.measures import Question

UNTOLD = (
    '{have} nothing that says what is right, so that none of these is asked: give each an answer, or "unanswerable": true; '
    "'untuned questions lint' names them."
)
UNREAD = "{have} been drafted and not confirmed, so that none of these is asked: 'untuned questions confirm' takes those that are good."


def unasked(questions: Iterable[Question], *, split: str, but: Collection[str] = ()) -> tuple[str, ...]:
    """A sentence for each reason why questions of a split (`all` for both) are left out; nothing of those whose ids are in `but`."""
    held = [one for one in questions if split in ("all", one.split) and one.id not in but]
    untold = sum(one.confirmed and not one.scorable for one in held)
    drafts = sum(not one.confirmed for one in held)
    told = ((untold, UNTOLD), (drafts, UNREAD))
    return tuple(sentence.format(have=have(count, "question")) for count, sentence in told if count)
