"""What is stored of references is read once for an answer."""

from types import SimpleNamespace

from reading import passage
from untuned.rag.referred import stored_of, with_referred
from untuned.types.answers import Citation, Claim, Verdict
from untuned.types.principal import OWNER
from untuned.types.references import Reference
from untuned.types.settings import Settings


def reference(version, start):
    return Reference(version=version, start=start, end=start + 4, kind="heading", status="unresolved", target=None, key="x")


class Stored:
    """References in memory, with what was asked for."""

    def __init__(self, *rows):
        self.rows = rows
        self.asked = []

    def of(self, versions, *, principal):
        self.asked.append(sorted(versions))
        return [row for row in self.rows if row.version in versions]


def library(stored):
    return SimpleNamespace(settings=Settings(), references=stored, principal=OWNER)


def claim(*versions):
    exact = Verdict(kind="exact")
    quotes = tuple(Citation(version=one, number=1, path="a.md", start=0, end=10, quote="x" * 10, line=1, verdict=exact) for one in versions)
    return Claim(text="x", citations=quotes)


def test_what_was_read_with_the_passages_is_not_read_again_for_the_claims():
    stored = Stored(reference(1, 3), reference(1, 40), reference(2, 0))
    evidence = [passage("x" * 50, number=1), passage("x" * 50, number=2), passage("x" * 50, number=5)]
    read, known = with_referred(evidence, idf={"x": 1.0}, library=library(stored))
    assert read == evidence
    assert stored.asked == [[1, 2, 5]]
    assert stored_of([claim(1, 5)], known, library=library(stored)) == [reference(1, 3)]
    assert stored.asked == [[1, 2, 5]]


def test_what_a_claim_quotes_beyond_the_passages_is_looked_up():
    stored = Stored(reference(1, 3), reference(7, 2))
    _, known = with_referred([passage("x" * 50, number=1)], idf={"x": 1.0}, library=library(stored))
    assert stored_of([claim(7, 1)], known, library=library(stored)) == [reference(1, 3), reference(7, 2)]
    assert stored.asked == [[1], [7]]


def test_nothing_is_known_of_references_where_nobody_keeps_any():
    evidence = [passage("x" * 50, number=1)]
    assert with_referred(evidence, idf={"x": 1.0}, library=library(None)) == (evidence, {})
    assert stored_of([claim(1)], {}, library=library(None)) == []
