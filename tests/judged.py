"""A run and its question, for tests of metrics."""

from datetime import UTC, datetime

from untuned.evaluation.metrics.case import Case
from untuned.types.documents import Span
from untuned.types.measures import Cited, Evidence, Question, Run

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def span(start, end, version=1):
    return Span(version=version, start=start, end=end)


def cited(start, end, *, version=1, verdict="exact"):
    return Cited(span=span(start, end, version), verdict=verdict)


def evidence(start=10, end=20, *, version=1, quote="the term is", status="found", path="terms.md"):
    return Evidence(path=path, quote=quote, version=version, start=start, end=end, status=status)


def run(text="", *, verified=True, **fields):
    """An answer of verified claims; one that is refused where there is no text."""
    status = fields.pop("status", "ok" if text else "abstained")
    state = fields.pop("state", {"ok": "answered", "abstained": "abstained", "truncated": "answered"}.get(status))
    claims = (text,) if verified and text else ()
    fields.setdefault("claims", claims)
    return Run(variant="v" * 16, question="q1", status=status, state=state, text=text, verified=verified, at=NOON, **fields)


def question(*answers, text="How long is the term of return?", **fields):
    return Question(id="q1", text=text, answers=answers, **fields)


def case(text="", *answers, asked=None, made=None, **fields):
    """A case of a text and its reference answers; `asked` and `made` take the place of the question and the run."""
    return Case(question=asked or question(*answers), run=made or run(text), **fields)
