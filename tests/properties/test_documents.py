"""Whatever happens to the bytes of a document, its loader gives a sound text or says why there is none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paper import docx, notes, paragraph, pdf, pptx, prose, shape, slide, text_at, xlsx
from untuned.errors import UnreadableDocument
from untuned.ingest.load import load, loaders_for
from untuned.ingest.worker import Worker, apart
from untuned.types.settings import ParseSettings, SourceSettings

SOURCES = SourceSettings()
WORDS = ["The station measures wind, rain and light.", "Its mast must stand free."]
GOOD = {
    "a.pdf": pdf([prose(WORDS), text_at(72, 300, "Hidden words.", before="1 g") + prose(WORDS)], title="Stations"),
    "a.docx": docx("".join(map(paragraph, WORDS)), more={"word/footnotes.xml": notes("footnote", "A note.")}),
    "a.pptx": pptx([slide(shape(WORDS, role="body"))], note="A note."),
    "a.xlsx": xlsx({"A": '<sheetData><row><c t="s"><v>0</v></c><c><v>7</v></c></row></sheetData>'}, strings=WORDS),
}


@pytest.fixture(scope="module")
def loaders():
    with Worker(ParseSettings(seconds=20), SOURCES) as worker:
        yield apart(loaders_for(SOURCES), worker)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(sorted(GOOD)), data=st.data())
def test_changed_bytes_give_a_sound_text_or_a_reason(loaders, path, data):
    good = GOOD[path]
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(good) - 1))
        changed[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    loaded = text_or_reason(path, bytes(changed), loaders)
    if isinstance(loaded, str):
        assert "broke down" not in loaded
        assert "its loader failed" not in loaded
    else:
        assert loaded.text.strip()
        assert all(loaded.text[block.start : block.end].strip() for block in loaded.blocks)


def text_or_reason(path, data, loaders):
    try:
        return load(path, data, settings=SOURCES, loaders=loaders)
    except UnreadableDocument as error:
        return error.reason


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30), min_size=1, max_size=12))
def test_printed_words_come_back_to_the_letter_and_every_box_is_a_line_of_them(loaders, lines):
    loaded = load("a.pdf", pdf([prose(lines)]), settings=SOURCES, loaders=loaders)
    printed = [loaded.text[box.start : box.end] for box in loaded.boxes]
    assert "".join(loaded.text.split()) == "".join("".join(lines).split())
    assert "".join(printed) == "".join(loaded.text.split("\n"))
