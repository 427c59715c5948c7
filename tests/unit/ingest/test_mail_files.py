from datetime import date
from email.message import EmailMessage

import pytest

from ingesting import assert_sound, loaded_from, shape
from untuned.errors import UnreadableDocument
from untuned.ingest.tag import effective_dates
from untuned.text.lines import line_of

PLAIN = b"""From: Ada <ada@example.org>
To: Grace <grace@example.org>
Subject: =?utf-8?b?0J/RgNC40LLQtdGC?=
Date: Mon, 02 Mar 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

First paragraph.

Second paragraph
over two lines.
"""


def test_the_header_comes_first_and_the_body_by_paragraph():
    loaded = loaded_from(PLAIN, "m.eml")
    header = "Subject: Привет\nFrom: Ada <ada@example.org>\nTo: Grace <grace@example.org>\nDate: Mon, 02 Mar 2026 10:00:00 +0100"
    assert shape(loaded) == [("paragraph", header), ("paragraph", "First paragraph."), ("paragraph", "Second paragraph\nover two lines.")]
    assert loaded.title == "Привет"
    assert_sound(loaded)


def test_the_day_it_was_sent_is_its_date():
    assert effective_dates(loaded_from(PLAIN, "m.eml").metadata) == (date(2026, 3, 2), None)


def test_lines_are_those_of_the_file():
    loaded = loaded_from(PLAIN, "m.eml")
    assert line_of(loaded.text, loaded.text.index("First"), loaded.lines) == 7
    assert line_of(loaded.text, loaded.text.index("Second"), loaded.lines) == 9


def test_lines_go_on_behind_a_block_that_is_encoded_in_the_file():
    data = PLAIN.replace(b"First paragraph.", b"First =C3=A9t=C3=A9.").replace(
        b"utf-8\n", b"utf-8\nContent-Transfer-Encoding: quoted-printable\n"
    )
    loaded = loaded_from(data, "m.eml")
    lines = {words: line_of(loaded.text, loaded.text.index(words), loaded.lines) for words in ("First été.", "Second")}
    assert lines == {"First été.": 8, "Second": 10}


def mail(**parts: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "S"
    message["From"] = "a@example.org"
    if "plain" in parts:
        message.set_content(parts["plain"])
    if "html" in parts:
        (message.add_alternative if "plain" in parts else message.set_content)(parts["html"], subtype="html")
    return message


def test_the_plain_body_is_preferred():
    assert loaded_from(mail(plain="plain words", html="<p>html words</p>").as_bytes(), "m.eml").text.endswith("plain words")


def test_an_html_body_is_read_without_its_tags():
    loaded = loaded_from(mail(html="<h1>Head</h1><p>html <b>words</b></p>").as_bytes(), "m.eml")
    assert shape(loaded)[1:] == [("heading", "Head"), ("paragraph", "html words")]


def test_attachments_are_named_and_not_read():
    message = mail(plain="body")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="contract.pdf")
    message.add_attachment("attached words", filename="note.txt")
    loaded = loaded_from(message.as_bytes(), "m.eml")
    assert loaded.metadata["attachments"] == ["contract.pdf", "note.txt"]
    assert "attached words" not in loaded.text


def test_an_encoded_body_is_decoded():
    message = mail()
    message.set_content("Длинное письмо по-русски. " * 20, cte="base64")
    assert "Длинное письмо по-русски." in loaded_from(message.as_bytes(), "m.eml").text


def test_a_body_in_no_known_encoding_is_reported():
    data = PLAIN.replace(b"charset=utf-8", b"charset=x-unknown").replace(b"First", "Первый".encode("cp1251"))
    with pytest.raises(UnreadableDocument, match="not in the encoding it names") as caught:
        loaded_from(data, "m.eml")
    assert 'below [sources] in untuned.toml, as in encoding = "windows-1251"' in caught.value.remedy


def test_what_has_neither_subject_nor_sender_is_no_mail():
    with pytest.raises(UnreadableDocument, match="no mail"):
        loaded_from(b"Just some words.\n", "m.eml")


def test_parts_that_nest_without_end_are_reported():
    lines = [b"Subject: x"]
    for depth in range(3_000):
        lines += [b"Content-Type: multipart/mixed; boundary=b%d" % depth, b"", b"--b%d" % depth]
    with pytest.raises(UnreadableDocument, match=r"mail"):
        loaded_from(b"\n".join(lines), "m.eml")


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_lines_are_looked_up_in_the_part_that_is_read_only(cte, ends):
    message = mail()
    message.set_content("Premier été\n\nShared words.\n", cte=cte)
    message.add_alternative("<p>x</p>\n<p>\nShared words.</p>", subtype="html")
    data = message.as_bytes().replace(b"\n", ends)
    loaded = loaded_from(data, "m.eml")
    source = data.split(ends)
    begins = source.index(b"", source.index(b"") + 1) + 2  # the line behind the header of the first part
    expected = begins if cte == "base64" else begins + 2
    assert line_of(loaded.text, loaded.text.index("Premier"), loaded.lines) == begins
    assert line_of(loaded.text, loaded.text.index("Shared"), loaded.lines) == expected


def line_in(data: bytes, words: str) -> int:
    loaded = loaded_from(data, "m.eml")
    assert_sound(loaded)
    return line_of(loaded.text, loaded.text.index(words), loaded.lines)


def test_each_line_of_a_paragraph_has_its_own():
    assert line_in(PLAIN, "over two lines") == 10


def test_a_quoted_printable_line_that_is_broken_in_the_file_has_the_lines_of_its_pieces():
    data = PLAIN.replace(b"First paragraph.", "The café costs four=\n euros, and the th=C3=A9 five.=20\nNext.".encode()).replace(
        b"utf-8\n", b"utf-8\nContent-Transfer-Encoding: quoted-printable\n"
    )
    assert [line_in(data, words) for words in ("The café", "and the thé", "Next.", "Second")] == [8, 9, 10, 12]


def test_an_html_body_has_the_lines_of_the_file():
    data = PLAIN.replace(b"text/plain", b"text/html").replace(
        b"First paragraph.\n\nSecond paragraph\nover two lines.\n", b"<p>First <b>one</b>.</p>\n\n<p>\nSecond</p>\n<p>Third</p>\n"
    )
    assert [line_in(data, words) for words in ("First", "Third")] == [7, 11]


def test_blank_lines_before_a_body_count():
    assert line_in(PLAIN.replace(b"First", b"\n\nFirst").replace(b"\n", b"\r\n"), "First") == 9


def test_mails_in_mails_without_end_are_told_as_such():
    head = b"Subject: Forwarded\r\nFrom: a@example.com\r\nContent-Type: message/rfc822\r\n\r\n"
    with pytest.raises(UnreadableDocument, match="nest too deeply") as failure:
        loaded_from(head * 3_000 + b"Subject: Inner\r\n\r\nWords at last.\r\n", "a.eml")
    assert "the mail that is inside" in failure.value.remedy
