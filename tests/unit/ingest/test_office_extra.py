import importlib.util
import sys

import pytest

from ingesting import told
from untuned.errors import MissingExtra, UnreadableDocument
from untuned.ingest.load.office.adapter import ENDINGS, load_office
from untuned.ingest.worker import Worker
from untuned.types.settings import ParseSettings, SourceSettings

RTF = rb"{\rtf1\ansi Words of an old file.\par {\v hidden words} Shown words.\par}"
installed = pytest.mark.skipif(importlib.util.find_spec("xberg") is None, reason="the office extra is not installed")


@installed
def test_what_is_hidden_cannot_be_told():
    loaded = load_office(RTF, "docs/paper.rtf")
    assert (loaded.title, loaded.format) == ("paper", "rtf")
    assert loaded.metadata == {"hidden_text_unchecked": True}


@installed
def test_it_is_read_in_the_worker_within_its_memory():
    with Worker(ParseSettings(), SourceSettings()) as worker:
        assert worker.load(RTF, "a.rtf").text == "Words of an old file.\n\nShown words."
        with pytest.raises(UnreadableDocument, match="damaged"):
            worker.load(b"PK" + b"\0" * 300, "b.epub")


def test_bytes_of_another_format_are_refused_before_the_library_sees_them():
    for path in ("a.epub", "a.doc", "a.rtf", "a.xls"):
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


def test_open_documents_are_not_read_by_the_library():
    assert not {".odt", ".ods", ".odp"} & set(ENDINGS)
