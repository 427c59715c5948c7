"""What holds for the summary of every document."""

from hypothesis import given, settings
from hypothesis import strategies as st

from summarising import version_of
from untuned.rag.summarise import summarise
from untuned.rag.verify.quotes.quote import prepare, verify_quote

LINES = st.sampled_from(
    [
        "# One", "## 1.2 Two", "", "", "Numbats eat termites.", "They do not eat ants!", '"Ant" means an insect.',
        "- An Ant, see Section 1.2.",
        "| a | b |", "|---|---|", "| Ant | 5 |", "> quoted words of somebody", "```", "x = 1", "<!-- hidden words -->", "~~struck words~~",
        "Намбат не ест муравьёв.", "Numbats eat termites.", "1.5 % of 10² — “odd” signs…", "<div hidden>never seen</div>", "\ttab",
    ]
)  # fmt: skip
SOURCES = st.lists(LINES, min_size=1, max_size=14).map("\n".join)


@settings(deadline=None)  # the first text that needs the language model waits for it
@given(SOURCES.filter(str.strip), st.integers(min_value=1, max_value=8), st.sampled_from(["", "ant", "numbat termites"]))
def test_a_summary_says_only_what_the_document_says_and_accounts_for_the_rest(source, count, topic):
    version, text = version_of(source)
    found = summarise(version, text, topic=topic, sentences=count)
    assert len(found.claims) <= count
    assert bool(found.claims) != bool(found.notes)
    prepared = prepare(text, markup=version.markup)
    for claim in [*(one.claim for one in found.claims), *(one.claim for one in found.definitions)]:
        (citation,) = claim.citations
        assert claim.text == text[citation.start : citation.end]
        assert "hidden" not in claim.text
        assert "never seen" not in claim.text
        assert verify_quote(claim.text, prepared, blocks=version.blocks).accepted
    assert all(0 <= section.carried <= 1 + 1e-9 and section.chosen <= section.sentences for section in found.sections)
    assert {section.name for section in found.left_out} <= {section.name for section in found.sections}
    terms = {one.term for one in found.definitions}
    assert len(terms) == len(found.definitions)
    assert summarise(version, text, topic=topic, sentences=count) == found
