import codecs

import pytest

from untuned.config import read
from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode, text_encoding


def test_the_remedy_for_an_unknown_encoding_can_be_pasted_below_its_table(tmp_path):
    with pytest.raises(UnreadableDocument) as caught:
        decode("Возврат".encode("cp1251"), "a.txt")
    setting = caught.value.remedy.partition(" as in ")[2]
    (tmp_path / "untuned.toml").write_text(f"[sources]\n{setting}\n", encoding="utf-8")
    assert read(tmp_path / "untuned.toml").sources.encoding == "windows-1251"
    assert "below [sources]" in caught.value.remedy


def test_utf_8_is_read_as_it_is():
    assert decode("Привет, 世界 🙂".encode(), "a.md") == "Привет, 世界 🙂"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(mark, encoding):
    assert decode(mark + "Größe\nдве".encode(encoding), "a.md") == "Größe\nдве"


def test_line_ends_become_newlines_and_lines_keep_their_numbers():
    assert decode(b"a\r\nb\rc\n\r\nd", "a.md") == "a\nb\nc\n\nd"


def test_nothing_else_is_changed():
    text = "a\x0b\x0c\u2028\u00a0\u200b  \n\tb"
    assert decode(text.encode(), "a.md") == text


def test_the_first_byte_that_does_not_fit_is_named_with_the_remedy():
    with pytest.raises(UnreadableDocument, match=r"byte 4 \(0xef\) is not UTF-8") as caught:
        decode(b"abc " + "привет".encode("cp1251"), "a.md")
    assert 'below [sources] in untuned.toml, as in encoding = "' in caught.value.remedy


def test_the_fallback_of_the_settings_is_used_only_where_utf_8_fails():
    assert decode("привет".encode("cp1251"), "a.md", encoding="windows-1251") == "привет"
    assert decode("привет".encode(), "a.md", encoding="windows-1251") == "привет"


def test_a_byte_that_the_fallback_has_not_is_reported():
    with pytest.raises(UnreadableDocument, match="neither UTF-8 nor cp1251"):
        decode(b"abc\x98", "a.md", encoding="cp1251")


def test_an_unknown_fallback_is_reported():
    with pytest.raises(UnreadableDocument, match="no encoding that Python knows"):
        decode(b"abc\x98", "a.md", encoding="klingon-8")


@pytest.mark.parametrize(("name", "encoding"), [("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis"), ("UTF8", "utf-8")])
def test_an_encoding_has_its_name_in_python(name, encoding):
    assert text_encoding(name) == encoding


@pytest.mark.parametrize(
    "name", ["rot13", "hex", "base64", "zlib", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "x", ""]
)
def test_what_is_no_character_set_is_no_encoding_of_a_file(name):
    assert text_encoding(name) == ""


@pytest.mark.parametrize("encoding", ["rot13", "undefined"])
def test_a_fallback_that_is_no_encoding_of_text_is_reported(encoding):
    with pytest.raises(UnreadableDocument, match="none of text"):
        decode(b"abc\x98", "a.md", encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_reported_by_name(encoding):
    with pytest.raises(UnreadableDocument, match=encoding.upper()):
        decode("A page of plain English words.".encode(encoding), "a.md")


def test_a_nul_is_reported_with_its_line():
    with pytest.raises(UnreadableDocument, match="line 2 holds a NUL"):
        decode(b"first line\nsecond\0line and some more text", "a.md")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"\x7fELF\x02\x01", "an ELF program"),
        (b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00", "a Windows program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "an image"),
    ],
)
def test_another_format_is_named(data, name):
    with pytest.raises(UnreadableDocument, match=name):
        decode(data, "a.md", kind="Markdown")


def test_text_that_begins_like_a_program_is_text():
    assert decode(b"MZ is the capital of nothing", "a.md") == "MZ is the capital of nothing"


def test_a_damaged_file_with_a_mark_is_reported():
    with pytest.raises(UnreadableDocument, match="UTF-16-LE"):
        decode(codecs.BOM_UTF16_LE + b"a\x00b", "a.md")


@pytest.mark.parametrize("encoding", ["", "cp1252", "cp1251", "latin-1"])
def test_binary_data_is_named_whatever_the_fallback(encoding):
    with pytest.raises(UnreadableDocument, match="looks like binary data") as caught:
        decode(bytes(range(256)) * 4, "a.md", encoding=encoding)
    assert "exclude" in caught.value.remedy


def test_utf_8_full_of_control_characters_is_binary_data():
    with pytest.raises(UnreadableDocument, match="looks like binary data"):
        decode(b"\x01\x02words\x03\x04\x05", "a.md")


@pytest.mark.parametrize("text", ["a slip\x01", "\x1b[1mbold\x1b[0m", "a\x1fb\x1fc\x1ed\x1fe\x1ff", "x" * 200 + "\x01\x02\x03"])
def test_a_few_control_characters_are_still_text(text):
    assert decode(text.encode(), "a.txt") == text


def test_a_fallback_for_wide_text_is_no_binary_data():
    text = "«Привет», сказал он."
    assert decode(text.encode("utf-16-le"), "a.txt", encoding="utf-16-le") == text
