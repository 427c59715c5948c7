"""A slice of a version is cited at its own place, and what may not be quoted is not."""

from ingesting import version_of
from untuned.ingest.load.facts import FactsLoader
from untuned.ingest.load.markdown import load_markdown
from untuned.rag.verify.slices import Slices
from untuned.types.answers import Citation
from untuned.types.documents import Loaded

TWINS = '[office]\nphone = "030 1234"\n\n[home]\nphone = "030 1234"\n# phone = "none"\n'


def slices(loaded: Loaded, path: str) -> Slices:
    version = version_of(loaded, path, language="en")
    return Slices(version, loaded.text)


def test_of_two_lines_that_read_alike_the_one_is_cited_that_is_meant():
    desk = slices(FactsLoader()(TWINS.encode(), "facts.toml"), "facts.toml")
    line = 'phone = "030 1234"'
    places = [TWINS.index(line), TWINS.rindex(line)]
    citations = [desk.cite(start, start + len(line)) for start in places]
    assert [citation.start for citation in citations] == places
    assert [(citation.line, citation.headings) for citation in citations] == [(2, ("[office]",)), (5, ("[home]",))]
    assert all(citation.quote == line and citation.verdict.kind == "exact" for citation in citations)


def test_of_two_sentences_of_a_paragraph_that_read_alike_the_one_is_cited_that_is_meant():
    source = "The numbat eats termites. It sleeps at night.\nThe numbat eats termites. It runs by day.\n"
    desk = slices(load_markdown(source.encode(), "n.md"), "n.md")
    start = source.rindex("The numbat")
    citation = desk.cite(start, start + len("The numbat eats termites."))
    assert (citation.start, citation.line) == (start, 2)


def test_a_comment_is_no_quote():
    desk = slices(FactsLoader()(TWINS.encode(), "facts.toml"), "facts.toml")
    start = TWINS.index("# phone")
    verdict = desk.cite(start, start + len('# phone = "none"'))
    assert not isinstance(verdict, Citation)
    assert verdict.reason == "not_shown"


def test_a_slice_that_cuts_off_a_negation_is_refused():
    source = "Deposits are not refundable after thirty days of use.\n"
    desk = slices(load_markdown(source.encode(), "n.md"), "n.md")
    start = source.index("refundable")
    found = desk.cite(start, source.index(" of use"))
    assert not isinstance(found, Citation) or "not refundable" in found.quote
