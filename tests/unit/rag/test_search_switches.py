"""What each switch below [search] leaves out of what is read."""

from dataclasses import replace

import pytest

from untuned.project import Project
from untuned.rag.evidence import gather, reranked, search
from untuned.types.settings import Settings

SENTENCE = "The bulb of part {} is replaced by turning it left, twice, until it clicks and comes loose in the hand. "
MANUAL = (
    "# The Numbat lamp\n\nThis manual is about the Numbat lamp, made in Perth since 1990, and about nothing else at all.\n\n## Bulbs\n\n"
    + "\n\n".join(SENTENCE.format(number) * 3 + "\n\nThen the lamp is cleaned with water. " * 2 for number in range(1, 9))
)
GERMAN = (
    "# Lampe\n\nDie Frage heißt auf Englisch bulb of part 5 replaced, und die Antwort steht in einem anderen Buch des Herstellers. "
    "Wer dieses Buch nicht mehr hat, schreibt dem Hersteller einen Brief, und er schickt es kostenlos noch einmal zu."
)
QUESTION = "How is the bulb of part 5 replaced?"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("lamps")
    (root / "manual.md").write_text(MANUAL, encoding="utf-8")
    (root / "lampe.md").write_text(GERMAN, encoding="utf-8")
    with Project(root, settings=Settings()) as project:
        project.sync()
        yield project.library()


def read(library, question=QUESTION, **switches):
    settings = replace(library.settings, search=replace(library.settings.search, **switches))
    chosen = replace(library, settings=settings)
    return gather(reranked(search(question, library=chosen), question, library=chosen), library=chosen)


def test_no_more_passages_are_read_than_are_asked_for(library):
    assert len(read(library)) > 3
    assert [len(read(library, passages=most)) for most in (1, 2, 3)] == [1, 2, 3]


def test_without_widening_a_passage_is_a_chunk(library):
    chunks = {hit.chunk.span for hit in search(QUESTION, library=library).hits}
    assert not {one.hit.chunk.span for one in read(library, opening=False)} <= chunks
    assert {one.hit.chunk.span for one in read(library, opening=False, widen=False)} <= chunks


def test_an_opening_is_read_only_where_it_is_asked_for(library):
    with_it, without = (
        any("made in Perth" in one.text for one in read(library, "replace bulb of part 5", opening=opening, widen=False, passages=3))
        for opening in (True, False)
    )
    assert (with_it, without) == (True, False)


def test_languages_count_alike_where_none_is_preferred(library):
    def place(**switches):
        found = read(library, rerank=False, widen=False, opening=False, **switches)
        return [one.version.path for one in found].index("lampe.md")

    assert place(prefer_language=False) < place()
