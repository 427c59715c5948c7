import os
import pickle
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingesting import told
from paper import docx, paragraph, pdf, pptx, prose, shape, slide, xlsx
from untuned.errors import UnreadableDocument
from untuned.ingest.load import is_risky, load, loaders_for
from untuned.ingest.parcels import Outcome, outcome_of, packed, received, sent
from untuned.ingest.worker import Worker, apart
from untuned.ingest.worker import _harmless as harmless
from untuned.types.documents import Block, LineAnchor, Loaded, PageAnchor, TextBox
from untuned.types.settings import ParseSettings, SourceSettings

SOURCES = SourceSettings()
GOOD = pdf([prose(["The station measures wind, rain and light."])])


@pytest.fixture
def worker():
    with Worker(ParseSettings(), SOURCES) as opened:
        yield opened


def test_a_worker_reads_what_the_loader_itself_would_read(worker):
    for path, data in (("a.pdf", GOOD), ("b.docx", docx(paragraph("Words of a document.")))):
        here = loaders_for(SOURCES)
        there = apart(here, worker)
        assert load(path, data, settings=SOURCES, loaders=there) == load(path, data, settings=SOURCES, loaders=here)


@pytest.mark.parametrize("ending", [".docm", ".dotx", ".dotm", ".xlsm", ".xltx", ".xltm", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"])
def test_office_files_with_macros_and_templates_are_read_apart_like_the_others(ending):
    loaders = loaders_for(SOURCES)
    assert is_risky(ending, loaders[ending])
    made = {
        "do": docx(paragraph("Words of a document.")),
        "xl": xlsx({"Sheet": "<sheetData><row><c t='inlineStr'><is><t>Words of a document.</t></is></c></row></sheetData>"}),
    }
    data = made.get(ending[1:3]) or pptx([slide(shape(["Words of a document."]))])
    assert loaders[ending](data, f"a{ending}").text.endswith("Words of a document.")


def test_one_process_reads_many_files_and_refuses_some(worker):
    worker.load(GOOD, "a.pdf")
    first = worker.pid
    with pytest.raises(UnreadableDocument, match="breaks off"):
        worker.load(GOOD[:-100], "b.pdf")
    worker.load(GOOD, "c.pdf")
    assert worker.pid == first


def test_only_built_in_loaders_of_risky_formats_are_sent_away(worker):
    def own(data: bytes, path: str) -> Loaded:
        return Loaded(text=data.decode(), blocks=(), format="own", parser="own/1")

    chosen = apart(loaders_for(SOURCES, {".docx": own}), worker)
    assert chosen[".docx"] is own
    assert chosen[".pdf"] == worker.load
    assert chosen[".md"] != worker.load


def test_a_killed_process_is_replaced(worker):
    worker.load(GOOD, "a.pdf")
    first = worker.pid
    os.kill(first, signal.SIGKILL)
    assert worker.load(GOOD, "a.pdf").format == "pdf"
    assert worker.pid != first


def slow() -> bytes:
    """A page that draws ten million lines of words."""
    return pdf(["BT /F1 1 Tf " + "(words) Tj T* " * 6_000_000 + "ET"])


def test_a_file_that_takes_too_long_is_reported_and_the_next_is_read():
    with Worker(ParseSettings(seconds=0.6), SOURCES) as worker:
        with pytest.raises(UnreadableDocument, match=r"longer than parse.seconds = 0.6") as found:
            worker.load(slow(), "slow.pdf")
        assert "raise parse.seconds" in found.value.remedy
        assert worker.pid is None
    with Worker(ParseSettings(seconds=60), SOURCES) as worker:
        assert worker.load(GOOD, "a.pdf").format == "pdf"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory cannot be limited this way")
def test_a_file_that_takes_too_much_memory_is_reported_and_the_next_is_read():
    with Worker(ParseSettings(memory_mb=1), SOURCES) as worker:
        with pytest.raises(UnreadableDocument, match=r"parse.memory_mb = 1"):
            worker.load(slow(), "large.pdf")
        assert worker.load(GOOD, "a.pdf").format == "pdf"


PROGRAM = """
import sys
from paper import pdf, prose
from untuned.ingest.worker import Worker
from untuned.types.settings import ParseSettings, SourceSettings

worker = Worker(ParseSettings(), SourceSettings())
worker.load(pdf([prose(["Words of a page."])]), "a.pdf")
print(worker.pid, flush=True)
if sys.argv[1] == "busy":
    worker.load(pdf(["BT /F1 1 Tf " + "(words) Tj T* " * 6_000_000 + "ET"]), "slow.pdf")
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("state", ["idle", "busy"])
def test_a_worker_does_not_outlive_a_parent_that_is_killed(state):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, state], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert Path(f"/proc/{child}").exists()
        parent.kill()
    assert _ends(child)


HOG = """
import re, sys
import untuned.ingest.worker as worker

def hog(data, path):
    re.match("(a+)+$", "a" * 60 + "b")  # holds the interpreter's lock for years

worker.loaders_for = lambda *_, **__: {".pdf": hog}
worker._GRACE = 0.0
worker.main(sys.argv[1])
"""


def test_a_worker_whose_parser_lets_nothing_else_run_ends_by_itself():
    settings = '{"parse": {"seconds": 0.5}, "encoding": "", "languages": []}'
    with subprocess.Popen([sys.executable, "-c", HOG, settings], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        try:
            assert child.stdin is not None
            sent(child.stdin, b'"a.pdf"')
            sent(child.stdin, b"%PDF")
            assert child.wait(timeout=20) != 0
        finally:
            child.kill()


def _ends(pid: int) -> bool:
    """True once the process is gone; waits for it on a descriptor, ten seconds at most."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 10)[0])
    finally:
        os.close(descriptor)


def test_a_worker_that_is_sent_elsewhere_is_that_process_own(worker):
    copy = pickle.loads(pickle.dumps(worker))
    assert copy is pickle.loads(pickle.dumps(worker))
    try:
        assert copy.load(GOOD, "a.pdf").format == "pdf"
    finally:
        copy.close()


def test_modules_beside_the_documents_are_not_imported(tmp_path, monkeypatch, worker):
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert worker.load(GOOD, "a.pdf").format == "pdf"


LOADED = Loaded(
    text="Слова “words” 😀 end",
    blocks=(Block(kind="item", start=0, end=5, level=2, language="ru"),),
    format="pdf",
    title="T",
    language="ru",
    metadata={"a": [1, None, {"b": 2.5}]},
    lines=(LineAnchor(offset=0, line=3),),
    pages=(PageAnchor(offset=0, page=2),),
    boxes=(TextBox(start=0, end=5, page=2, left=1.5, bottom=2.0, right=3.0, top=4.0),),
    parser="pdf/1",
)


def test_a_parcel_keeps_everything(tmp_path):
    outcome = Outcome(kind="read", loaded=LOADED, reason="r", remedy="s")
    place = tmp_path / "pipe"
    with place.open("wb") as stream:
        sent(stream, packed(outcome))
        sent(stream, b"")
    with place.open("rb") as stream:
        data = received(stream)
        assert received(stream) == b""
        assert received(stream) is None
    assert outcome_of(data) == outcome


@pytest.mark.parametrize("data", [b"", b"[]", b'{"kind": "read"}', b'{"kind": "read", "loaded": 5}', b"\x80\x04N.", b"[" * 100_000])
def test_an_answer_that_is_none_breaks_the_worker_and_runs_nothing(data):
    assert outcome_of(data).kind == "broken"


def test_a_sync_sends_its_pdf_files_to_one_process_and_ends_it(folder, monkeypatch):
    begun: list[Worker] = []
    start = Worker.__init__
    monkeypatch.setattr(Worker, "__init__", lambda self, *given: (begun.append(self), start(self, *given))[1])
    for name in ("a.pdf", "b.pdf", "c.md"):
        folder.write(name, GOOD if name.endswith("pdf") else "Words.")
    assert told(folder.sync()) == {"added": 3}
    assert [worker.pid for worker in begun] == [None]


def test_long_html_is_read_apart_and_short_html_here(tmp_path):
    short, long = b"<p>Short words.</p>", b"<p>Long words.</p>" * 20_000
    with Worker(ParseSettings(), SourceSettings()) as worker:
        loaders = apart(loaders_for(SourceSettings()), worker)
        assert (loaders[".html"](short, "a.html").text.strip(), worker.pid) == ("Short words.", None)
        assert loaders[".html"](long, "b.html").text.startswith("Long words.")
        assert worker.pid is not None


def test_html_that_would_take_for_ever_is_ended_at_the_limit():
    hostile = b"<p " + b" ".join(b"a%d=1" % nth for nth in range(400_000)) + b">Words.</p>"
    with Worker(ParseSettings(seconds=1.0), SourceSettings()) as worker:
        loaders = apart(loaders_for(SourceSettings()), worker)
        with pytest.raises(UnreadableDocument, match="took longer than"):
            loaders[".html"](hostile, "a.html")
        assert loaders[".pdf"] == worker.load


def test_a_parser_is_given_no_keys(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "hunter2")
    monkeypatch.setenv("HARMLESS", "1")
    given = harmless(os.environ)
    assert ("OPENAI_API_KEY" in given, given["HARMLESS"]) == (False, "1")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory cannot be limited this way")
def test_a_page_that_the_parser_has_no_memory_for_is_told_as_such():
    data = b"<table>" + b"<tr><td>x</td><td>y</td></tr>" * 500_000
    with Worker(ParseSettings(memory_mb=1), SourceSettings()) as worker, pytest.raises(UnreadableDocument) as failure:
        worker.load(data, "big.html")
    assert "memory" in failure.value.reason
    assert "parse.memory_mb" in failure.value.remedy
