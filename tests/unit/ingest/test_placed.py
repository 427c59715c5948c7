"""Parts of a document that a question names, placed by the document's own structure."""

import pytest

from ingesting import version_of
from timing import cpu_seconds
from untuned.ingest.load.markdown import load_markdown
from untuned.ingest.references.placed import placed
from untuned.text.references.mentions import mentions

TEXT = """# Lease

## 4. Fees

4.2 The fee is due in May, but for what Section 4.3 names.

(a) keys

(b) windows

4.3 Keys are free.

## Article IX

Pets are welcome.
"""


def places_in(text, words):
    version = version_of(load_markdown(text.encode(), "lease.md"))
    (mention,) = mentions(f"What does {words} say?")
    return [text[one.start : one.end] if one.status == "resolved" else one.status for one in placed(mention, version, text)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Section 4.3", ["4.3 Keys are free."]),
        ("Section 4.2(b)", ["(b) windows"]),
        ("Sections 4.3 and 9.9", ["4.3 Keys are free.", "unresolved"]),
        ("Article 9", ["## Article IX\n\nPets are welcome."]),
        ("Section 4.9", ["unresolved"]),
        ("paragraph 2 of Section 4", ["4.2 The fee is due in May, but for what Section 4.3 names.\n\n(a) keys\n\n(b) windows"]),
    ],
)
def test_a_part_is_placed_by_its_number(words, found):
    assert places_in(TEXT, words) == found


def test_a_text_that_lacks_the_number_is_not_outlined():
    text = TEXT + "".join(f"\n## {at}. Part\n\n{at}.1 It is so, as Section {at}.1 says.\n" for at in range(10, 90)) * 20
    version = version_of(load_markdown(text.encode(), "lease.md"))
    (held,), (absent,) = mentions("What does Section 4.3 say?"), mentions("What does Section 97.1 say?")
    outlined, passed_over = (min(cpu_seconds(placed, one, version, text) for _ in range(3)) for one in (held, absent))
    assert passed_over < outlined / 10
