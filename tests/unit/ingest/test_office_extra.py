import importlib.util
import sys

import pytest

from ingesting import shape, told
from paper import zipped
from untuned.errors import MissingExtra, UnreadableDocument
from untuned.ingest.load.office.adapter import load_office
from untuned.ingest.worker import Worker
from untuned.types.settings import ParseSettings, SourceSettings

NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table"))


def row(*cells: str) -> str:
    return (
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in cells)}</table:table-row>"
    )


BODY = f"""
<text:h text:outline-level="1">Stations</text:h><text:p>It’s a “quoted” word.</text:p>
<text:list><text:list-item><text:p>keep it dry</text:p></text:list-item></text:list>
<table:table>{row("Part", "Weight")}{row("Mast", "12 kg")}</table:table>
"""
CONTENT = f"<office:document-content {NAMES}><office:body><office:text>{BODY}</office:text></office:body></office:document-content>"
ODT = zipped(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": CONTENT,
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
)
RTF = rb"{\rtf1\ansi Words of an old file.\par {\v hidden words} Shown words.\par}"
installed = pytest.mark.skipif(importlib.util.find_spec("xberg") is None, reason="the office extra is not installed")


@installed
def test_open_document_text_keeps_its_structure_and_its_quotation_marks():
    loaded = load_office(ODT, "docs/paper.odt")
    assert shape(loaded) == [
        ("heading", "Stations"),
        ("paragraph", "It’s a “quoted” word."),
        ("item", "keep it dry"),
        ("header", "Part | Weight"),
        ("row", "Mast | 12 kg"),
    ]
    assert (loaded.title, loaded.format) == ("Stations", "odt")
    assert loaded.metadata == {"hidden_text_unchecked": True}


@installed
def test_it_is_read_in_the_worker_within_its_memory():
    with Worker(ParseSettings(), SourceSettings()) as worker:
        assert worker.load(RTF, "a.rtf").text == "Words of an old file.\n\nShown words."
        with pytest.raises(UnreadableDocument, match="damaged"):
            worker.load(ODT[:300], "b.odt")


def test_bytes_of_another_format_are_refused_before_the_library_sees_them():
    for path in ("a.odt", "a.doc", "a.rtf", "a.xls"):
        with pytest.raises(UnreadableDocument, match="does not begin as"):
            load_office(b"<html>", path)


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "xberg", None)
    with pytest.raises(MissingExtra, match=r"which reads .rtf files, is not installed") as found:
        load_office(RTF, "a.rtf")
    assert found.value.remedy == "pip install 'untuned[office]'"


def test_without_the_extra_the_file_is_reported_and_the_rest_is_synced(folder, monkeypatch, tmp_path):
    (tmp_path / "xberg.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    folder.write("a.rtf", RTF)
    folder.write("b.md", "Words.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert report.failed[0].remedy == "pip install 'untuned[office]'"
