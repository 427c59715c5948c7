"""Records for the tests of the command line."""

from datetime import UTC, date, datetime

from untuned.types.answers import Answer, Citation, Claim, Hit, NearMiss, Passage, Verdict
from untuned.types.documents import Chunk, Version

RETURNS = "# Returns\n\nYou may return a hardware product within 60 days of delivery. The box must be complete.\n"
PAIRING = "# Pairing\n\n## Hub\n\nHold the round button for 7 seconds until the blue light blinks. Then open the app.\n"
SALARIES = "---\ngroups: [board]\n---\n# Salaries\n\nThe yearly salary of the director is 120,000 euros before tax.\n"

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def version(number: int = 1, path: str = "policies/returns.md", **changes) -> Version:
    values = {
        "id": number,
        "document": 1,
        "number": number,
        "path": path,
        "title": "Returns",
        "language": "en",
        "format": "markdown",
        "markup": "markdown",
        "parser": "markdown/1",
        "text_sha256": "a" * 64,
        "raw_sha256": "b" * 64,
        "characters": 1_234,
        "synced_at": NOON,
        "superseded_at": None,
        "effective_from": date(2026, 1, 1),
        "effective_to": None,
        "groups": frozenset({"everyone", "board"}),
    }
    return Version(**(values | changes))


def citation(quote: str = "Within 30 days.", **changes) -> Citation:
    values = {
        "version": 2,
        "number": 2,
        "path": "policies/returns.md",
        "start": 10,
        "end": 25,
        "quote": quote,
        "line": 12,
        "title": "Returns",
        "headings": ("Hardware",),
        "verdict": Verdict(kind="exact", spans=((10, 25),)),
        "id": 7,
    }
    return Citation(**(values | changes))


def answer(**changes) -> Answer:
    values = {
        "question": "How long?",
        "state": "answered",
        "claims": (Claim(text="Within 30 days.", citations=(citation(),)),),
        "confidence": 0.934,
        "language": "en",
        "model": "extractive/1",
        "asked_at": NOON,
        "stages": {"search": 2.04, "read": 12.6},
        "id": "k3f9",
    }
    return Answer(**(values | changes))


def abstention(**changes) -> Answer:
    miss = NearMiss(citation=citation("Pro keeps 90 days."), reason="this is about the Pro plan")
    return answer(**({"state": "abstained", "claims": (), "reason": "wrong_scope", "near_miss": miss, "confidence": 0.2} | changes))


def passage(text: str = "one\n\ntwo", score: float = 1.5) -> Passage:
    chunk = Chunk(document=1, version=1, ordinal=0, start=0, end=len(text), headings=("Hardware",))
    return Passage(hit=Hit(chunk=chunk, score=score, terms=("hidden",)), version=version(), text=text)
