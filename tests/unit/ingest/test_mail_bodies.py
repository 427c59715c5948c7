"""Which parts of a mail are its text, as mail programs show it."""

import sys
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from types import FrameType

import pytest

from ingesting import assert_sound, loaded_from, shape
from untuned.ingest.load.eml import load_eml
from untuned.text.lines import line_of

HEAD = "Subject: Hello\nFrom: Ann <ann@example.org>\nDate: Mon, 06 May 2024 10:00:00 +0000"


def sent(message: Message, subject: str = "Hello") -> Message:
    message["Subject"] = subject
    message["From"] = "Ann <ann@example.org>"
    message["Date"] = "Mon, 06 May 2024 10:00:00 +0000"
    return message


def parts(kind: str, *held: Message) -> Message:
    message = MIMEMultipart(kind)
    for part in held:
        message.attach(part)
    return message


def paper(disposition: str = "inline") -> Message:
    part = MIMEApplication(b"%PDF-")
    part.add_header("Content-Disposition", disposition, filename="plan.pdf")
    return part


def bodies(message: Message) -> list[str]:
    loaded = loaded_from(sent(message).as_bytes(), "m.eml")
    assert_sound(loaded)
    blocks = [words for _, words in shape(loaded)]
    assert blocks[0] == HEAD
    return blocks[1:]


INNER = sent(MIMEText("The old fee is 30 EUR.\n"), "Fees")


def test_what_stands_behind_an_attachment_is_read():
    assert bodies(parts("mixed", MIMEText("One.\n"), paper(), MIMEText("Two.\n"))) == ["One.", "Two."]
    assert bodies(parts("mixed", MIMEText("<p>One.</p>", "html"), paper(), MIMEText("<p>Two.</p>", "html"))) == ["One.", "Two."]


def test_a_short_part_is_no_repeat_for_letters_that_stand_in_the_one_before():
    assert bodies(parts("mixed", MIMEText("The price is 3125 EUR.\n"), paper(), MIMEText("312\n"))) == ["The price is 3125 EUR.", "312"]
    assert bodies(parts("mixed", MIMEText("The price is 312 EUR.\n"), paper(), MIMEText("312 EUR\n"))) == ["The price is 312 EUR."]


def test_a_foot_in_plain_text_does_not_take_the_place_of_a_body_in_html():
    assert bodies(parts("mixed", MIMEText("<p>The fee is 60 EUR.</p>", "html"), MIMEText("List foot.\n"))) == [
        "The fee is 60 EUR.",
        "List foot.",
    ]


def test_the_same_once_more_in_another_form_is_read_once():
    assert bodies(parts("mixed", MIMEText("The fee is\n60 EUR.\n"), MIMEText("<p>The fee is <b>60</b> EUR.</p>", "html"))) == [
        "The fee is\n60 EUR."
    ]


def test_each_part_has_the_lines_of_the_file():
    message = sent(parts("mixed", MIMEText("One.\n\nMore.\n"), paper(), MIMEText("Two.\n\nLast.\n")))
    data = message.as_bytes()
    loaded = loaded_from(data, "m.eml")
    lines = data.split(b"\n")
    for words in ("One.", "More.", "Two.", "Last."):
        assert line_of(loaded.text, loaded.text.index(words), loaded.lines) == lines.index(words.encode()) + 1


def test_a_mail_within_is_an_attachment_and_never_the_body_of_the_one_around():
    loaded = loaded_from(sent(parts("mixed", MIMEText("<p>The fee is 60 EUR.</p>", "html"), MIMEMessage(INNER))).as_bytes(), "m.eml")
    assert loaded.text == f"{HEAD}\n\nThe fee is 60 EUR."
    assert loaded.metadata["attachments"] == ["Fees"]


def test_a_mail_that_only_passes_others_on_is_read_with_them_below_their_headers():
    other = sent(MIMEText("The new fee is 60 EUR.\n"), "New fees")
    loaded = loaded_from(sent(parts("digest", MIMEMessage(INNER), MIMEMessage(other))).as_bytes(), "m.eml")
    assert [words for _, words in shape(loaded)][1:] == [
        HEAD.replace("Hello", "Fees"),
        "The old fee is 30 EUR.",
        HEAD.replace("Hello", "New fees"),
        "The new fee is 60 EUR.",
    ]
    assert "attachments" not in loaded.metadata
    assert_sound(loaded)


LETTER = "<p>The sale ends on 5 May.</p>" + "<p>All prices are halved until then.</p>" * 12


def test_a_few_plain_words_that_stand_for_a_page_give_way_to_it():
    stub = MIMEText("Please view this in a browser.\n")
    assert bodies(parts("alternative", stub, MIMEText(LETTER, "html")))[0] == "The sale ends on 5 May."
    assert bodies(parts("alternative", MIMEText("The sale ends soon. " * 30), MIMEText(LETTER, "html"))) == ["The sale ends soon. " * 30]


@pytest.mark.parametrize(
    ("named", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "don’t – 5 €"),
        ("gb2312", "gb18030", "朱镕基"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("iso-8859-8-i", "iso8859-8", "שלום"),
        ("x-unknown", "utf-8", "naïve"),
    ],
)
def test_a_body_is_read_in_the_encoding_that_programs_mean_by_its_name(named, encoding, words):
    data = f"Subject: s\nContent-Type: text/plain; charset={named}\nContent-Transfer-Encoding: 8bit\n\nFirst.\n\n{words}\n".encode(encoding)
    loaded = loaded_from(data, "m.eml")
    assert shape(loaded)[-1] == ("paragraph", words)
    assert line_of(loaded.text, loaded.text.index(words), loaded.lines) == 7


def test_a_mark_of_byte_order_and_a_name_of_the_body_do_no_harm():
    data = b"\xef\xbb\xbfSubject: s\nContent-Type: text/plain; name=mail.txt\n\nWords.\n"
    assert loaded_from(data, "m.eml").text == "Subject: s\n\nWords."


def test_a_part_that_cannot_be_read_costs_only_itself():
    message = sent(parts("mixed", MIMEText("One.\n"), MIMEText("BAD\n")))
    loaded = loaded_from(message.as_bytes().replace(b"BAD", b"\xff\xfa\xfb"), "m.eml")
    assert loaded.text == f"{HEAD}\n\nOne."
    assert loaded.metadata["attachments"] == ["text/plain"]


def test_readings_within_readings_without_end_are_chosen_from_in_time():
    lines = [b"Subject: x"]
    for depth in range(90):
        lines += [b"Content-Type: multipart/alternative; boundary=b%d" % depth, b"", b"--b%d" % depth]
    looked = measured(b"\n".join([*lines, b"Content-Type: text/plain", b"", b"Words."]))
    assert looked < 90 * 90


def measured(data: bytes) -> int:
    """How many parts are asked for their kind while a mail is read."""
    asked = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal asked
        asked += event == "call" and frame.f_code.co_name == "get_content_type"

    sys.setprofile(count)
    try:
        loaded = load_eml(data, "m.eml")
    finally:
        sys.setprofile(None)
    assert loaded.text.endswith("Words.")
    return asked
