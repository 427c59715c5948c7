import os
import stat
import sys

import pytest

from paper import pdf, prose
from untuned.errors import UnreadableDocument
from untuned.ingest.load.pdf.load import load_pdf
from untuned.types.settings import ParseSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Tesseract is a script with a first line")

OCR = ParseSettings(ocr=True)
SCRIPT = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\neng\\nrus")
    sys.exit()
image = sys.stdin.buffer.read()
form, size, _ = image.split(b"\\n", 2)
assert form == b"P5", form
width, height = map(int, size.split())
assert len(image) - image.index(b"255\\n") - 4 == width * height
{act}
print("level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext")
print("4\\t1\\t1\\t1\\t1\\t0\\t300\\t600\\t900\\t50\\t-1\\t")
for nth, (line, word) in enumerate([(1, "Words"), (1, "in"), (1, sys.argv[sys.argv.index("-l") + 1]), (2, "second")]):
    print(f"5\\t1\\t1\\t1\\t{{line}}\\t{{nth}}\\t{{300 + 300 * nth}}\\t{{500 + 100 * line}}\\t250\\t50\\t96.1\\t{{word}}")
"""


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """Puts a program of this name on the path, which finds the same words on every image of the right form."""

    def install(act: str = "") -> None:
        place = tmp_path / "tesseract"
        place.write_text(SCRIPT.format(python=sys.executable, act=act))
        place.chmod(place.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


def test_a_page_without_words_is_read_as_an_image_and_told(tesseract):
    tesseract()
    loaded = load_pdf(pdf([prose(["Printed words."]), ""]), "a.pdf", parse=OCR, languages=("ru", "fr", "en"))
    assert loaded.text == "Printed words.\n\nWords in rus+eng\nsecond"
    assert loaded.metadata == {"page_count": 2, "ocr_pages": [2]}
    assert [anchor.page for anchor in loaded.pages] == [1, 2]
    line = loaded.boxes[1]
    assert (line.left, line.right, line.top, line.bottom) == pytest.approx((72, 276, 792 - 144, 792 - 156), abs=0.2)


def test_without_the_setting_tesseract_is_not_run(tesseract):
    tesseract()
    with pytest.raises(UnreadableDocument, match="no characters from its page"):
        load_pdf(pdf([""]), "a.pdf")


def test_without_tesseract_the_setting_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=r"'tesseract'.*is not installed") as found:
        load_pdf(pdf([""]), "a.pdf", parse=OCR)
    assert "install Tesseract" in found.value.remedy


def test_a_tesseract_that_fails_is_told_in_its_own_words(tesseract):
    tesseract('sys.exit("Error opening data file")')
    with pytest.raises(UnreadableDocument, match="Tesseract fails: Error opening data file"):
        load_pdf(pdf([""]), "a.pdf", parse=OCR)


def test_pages_on_which_tesseract_finds_nothing_are_reported(tesseract):
    tesseract("sys.exit()")
    with pytest.raises(UnreadableDocument, match="read as images too"):
        load_pdf(pdf([""]), "a.pdf", parse=OCR)
