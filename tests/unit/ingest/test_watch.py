import subprocess
import sys
from threading import Event, Thread

import pytest

from untuned.ingest.watch import relevant, watch
from untuned.types.settings import SourceSettings


def told(root, *paths, scope=("",), exclude=()):
    return relevant((str(root / path) for path in paths), root=root, scope=scope, settings=SourceSettings(exclude=exclude))


def test_only_places_that_a_scan_would_come_upon_are_told(tmp_path):
    assert told(tmp_path, "b.md", "a.md", ".git/x", ".untuned/db", "node_modules/y.md", "drafts/z.md", exclude=("drafts",)) == (
        "a.md",
        "b.md",
    )


def test_only_the_scope_is_told(tmp_path):
    assert told(tmp_path, "docs/a.md", "other/b.md", "docs.md", scope=("docs",)) == ("docs/a.md",)


def test_the_settings_file_is_not_told(tmp_path):
    assert told(tmp_path, "untuned.toml", "a.md") == ("a.md",)


def test_a_place_outside_the_root_is_not_told(tmp_path):
    assert relevant(iter(["/elsewhere/a.md"]), root=tmp_path, scope=("",), settings=SourceSettings()) == ()


def test_a_written_file_is_told(tmp_path):
    stop, batches = Event(), []
    written = Event()

    def follow():
        for batch in watch(tmp_path, (), settings=SourceSettings(), stop=stop):
            batches.append(batch)
            written.set()

    thread = Thread(target=follow)
    thread.start()
    try:
        number = 0
        while not written.wait(timeout=0.2) and number < 100:  # the watcher needs a moment before it sees the first change
            number += 1
            (tmp_path / "a.md").write_text(str(number))
    finally:
        stop.set()
        thread.join()
    assert batches
    assert set(batches) == {("a.md",)}


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C alone on Windows")
def test_ctrl_c_is_raised_to_the_caller_without_a_line_of_its_own(tmp_path):
    code = (
        "import os, signal, sys, threading\n"
        "from pathlib import Path\n"
        "from untuned.ingest.watch import watch\n"
        "from untuned.types.settings import SourceSettings\n"
        "settings, root, seen = SourceSettings(), Path(sys.argv[1]), threading.Event()\n"
        "def write():\n"
        "    number = 0\n"
        "    while not seen.wait(0.2):\n"
        "        number += 1\n"
        "        (root / 'a.md').write_text(str(number))\n"
        "writer = threading.Thread(target=write)\n"
        "writer.start()\n"
        "try:\n"
        "    for _ in watch(root, (), settings=settings):\n"
        "        seen.set()\n"
        "        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True)
    assert (ended.stdout, ended.stderr) == ("interrupted\n", "")
