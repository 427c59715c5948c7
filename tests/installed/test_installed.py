"""What `pip install .` gives: a wheel in an environment of its own, called outside the checkout, with nothing but the core."""

import json
import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = os.environ.get("UNTUNED_TEST_INSTALLED", "")
pytestmark = pytest.mark.skipif(not SCRIPTS, reason="run by make test-installed")


@pytest.fixture
def called(tmp_path):
    """Runs one command line of the installed program in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UNTUNED", "VIRTUAL_ENV"))}

    def call(*arguments: str, code: int = 0) -> str:
        command = [str(Path(SCRIPTS).resolve() / "untuned"), *arguments]
        ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300)
        assert (ended.returncode, ended.stderr) == (code, "")
        return ended.stdout

    return call


def test_what_is_installed_answers_a_question_with_a_quote(called, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "returns.md").write_text("# Returns\n\nReturns are accepted within 30 days.\n", encoding="utf-8")
    called("init", "--quiet")
    called("sync", "--quiet")
    answer = json.loads(called("ask", "Within how many days are returns accepted?", "--json"))
    assert answer["state"] == "answered"
    (claim,) = answer["claims"]
    assert [citation["quote"] for citation in claim["citations"]] == ["Returns are accepted within 30 days."]


def test_the_pages_of_the_manual_are_installed_as_they_stand_in_the_checkout(called):
    docs = Path(__file__).resolve().parents[2] / "docs"
    folders = {"Start": docs, "Guides": docs / "guides", "Concepts": docs / "concepts", "Reference": docs / "reference"}
    listed = json.loads(called("guide", "--json"))
    shipped = {folders[page["kind"]] / f"{page['name']}.md" for page in listed}
    left_out = {docs / "README.md", docs / "reference" / "results.md"}
    assert shipped == {page for folder in folders.values() for page in folder.glob("*.md")} - left_out
    for page in ("troubleshooting", "questions", "support"):
        text = json.loads(called("guide", page, "--json"))["text"]
        assert text == next(file for file in shipped if file.stem == page).read_text(encoding="utf-8").strip()


def test_the_sample_ships(called):
    shown = called("demo")
    assert "press and hold the ring button on the back for 7 seconds" in shown
    assert "support/en/pairing.md:14" in shown
