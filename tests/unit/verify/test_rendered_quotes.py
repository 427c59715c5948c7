from __future__ import annotations

import random
import secrets

import pytest

from generators.material import material
from generators.rendered import copied, font, markdown_page, paragraphs, shown, through_docx, through_html, through_pdf
from generators.texts import ENGLISH, MARKDOWN, RUSSIAN
from untuned.rag.verify.quotes.quote import prepare, verify_quote

FORMATS = {"docx": through_docx, "html": through_html} | ({"pdf": through_pdf} if font() else {})
COUNT = 200


@pytest.fixture
def seed() -> int:
    drawn = secrets.randbelow(10**9)
    print(f"seed {drawn}")
    return drawn


@pytest.mark.parametrize("kind", FORMATS)
def test_quotes_copied_from_a_rendering_are_accepted_and_so_are_the_sources_in_it(kind, seed):
    rng = random.Random(seed)
    tried = 0
    refused = []
    for text in (ENGLISH, RUSSIAN):
        copy = FORMATS[kind](paragraphs(text), rng)
        source, rendering = prepare(text, markup="plain"), prepare(copy, markup="plain")
        for start, end in material(text).sentences:
            sentence = text[start:end]
            for quote, where in ((copied(sentence, copy) or "", source), (sentence, rendering)):
                tried += 1
                if not verify_quote(quote, where).accepted:
                    refused.append(quote)
    assert tried >= COUNT / 2
    assert len(refused) <= 0.03 * tried, f"seed {seed}: {refused[:5]}"


def test_what_a_page_of_markdown_shows_is_accepted_but_for_a_power_that_became_a_number():
    copy = shown(markdown_page(MARKDOWN))
    source = prepare(MARKDOWN, markup="markdown")
    refused = [copy[start:end] for start, end in material(copy).sentences if not verify_quote(copy[start:end], source).accepted]
    assert len(material(copy).sentences) >= 8
    assert [quote for quote in refused if "102 square metres" not in quote] == []
    assert len(refused) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_changed_digit_is_refused_in_a_rendering_too(kind):
    rendering = prepare(FORMATS[kind](paragraphs(ENGLISH), random.Random(7)), markup="plain")
    for start, end in material(ENGLISH).sentences:
        sentence = ENGLISH[start:end]
        changed = "".join(str((int(char) + 1) % 10) if char in "0123456789" else char for char in sentence)
        assert changed == sentence or not verify_quote(changed, rendering).accepted


def test_a_hyphen_that_a_pdf_breaks_a_line_with_is_looked_through_between_letters_only():
    assert verify_quote(
        "The company gives an announcement in 2024.", prepare("The company gives an announce\ufffement in 2024.", markup="plain")
    ).artefacts == ("line_end_hyphen",)
    assert not verify_quote(
        "The company gives it in 2024 here.", prepare("The company gives it in 20\ufffe24 here.", markup="plain")
    ).accepted
    assert not verify_quote(
        "The company gives an announce", prepare("The company gives an announce\ufffement in 2024.", markup="plain")
    ).accepted
