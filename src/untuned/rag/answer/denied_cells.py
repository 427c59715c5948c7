"""Rows that say `no` where it is asked which have something: "Which rooms have a projector?" is not answered by the one without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.models.reader.question import Question
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Cells, Checked, Claim, Draft, Dropped

DENIED = "its cell says otherwise"
"""Why such a row is left out."""
_WHICH = regex(
    r"\s*(?:and |а )?(?:which|what)(?: of the)? [^\W\d_]|\s*(?:и |а )?(?:(?:у|в|на|для|с) )?как(?:ие|ой|ая|ое|их|ом|им|ими)(?!\w)"
)
_NEGATED = regex(r"\b(?:no|not|without|lacks?|don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|cannot|can['’]?t)\b|(?<!\w)(?:нет|не|без)(?!\w)")
_NO = frozenset(("no", "n", "false", "none", "never", "нет", "-", "–", "—", "✗", "✘", "❌"))
_YES = frozenset(("yes", "y", "true", "да", "✓", "✔", "+", "✅"))
"""What cells say in one way or the other; a cross may mean either, and says nothing."""


def without_denied(checked: Checked, drafts: Sequence[Draft], *, said: str, question: Question) -> Checked:
    """What verification left, without rows that have `no` in the column that the question names, or `yes` where it asks which have not."""
    if not checked.claims or _WHICH.match(said.lower()) is None:
        return checked
    negated = _NEGATED.search(said.lower()) is not None
    refused = [drop.draft for drop in checked.dropped]
    pairs = list(zip([draft for draft in drafts if draft not in refused], checked.claims, strict=False))
    denied = [draft for draft, claim in pairs if denies(claim, question=question, negated=negated)]
    if not denied:
        return checked
    dropped = tuple(Dropped(draft=draft, reason="wrong_scope", detail=DENIED) for draft in denied)
    return replace(checked, claims=tuple(claim for draft, claim in pairs if draft not in denied), dropped=(*checked.dropped, *dropped))


def denies(claim: Claim, *, question: Question, negated: bool) -> bool:
    """True for a row, and nothing more, whose cell says the opposite of what is asked for."""
    rows = [row for citation in claim.citations for row in citation.rows]
    return len(rows) == 1 and _says(rows[0], question=question) is negated


def _says(row: Cells, *, question: Question) -> bool | None:
    """What the row has in the one column of `yes` and `no` that the question names whole; None where there is none, or several."""
    found = [cell.strip().lower() for name, cell in row if cell.strip().lower() in _NO | _YES and _is_named(name, question)]
    return None if len(found) != 1 else found[0] in _YES


def _is_named(column: str, question: Question) -> bool:
    found = terms(column, language=question.language)
    return bool(found) and all(term in question.weights or question.loose((term,)) for term in found)
