"""A mail that is asked about: what it says is shown, not what frames it, unless that is what was asked."""

import pytest

from untuned.project import Project

MAIL = """From: Ada Moore <ada@toasters.example>
To: Tom Hale <tom@example.org>
Subject: Our offer for forty toasters
Date: Mon, 02 Mar 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

Hello Tom,

the forty toasters cost 1,840 euros including delivery. They are
red, and the offer holds until the 31st of March 2026.

The toasters come with a warranty of three years.

Kind regards
Ada Moore
"""
RUSSIAN = """From: shop@example.org
Subject: Счёт
Content-Type: text/plain; charset=utf-8

Здравствуйте, Иван!

Доставка чайников стоит 900 рублей.

С уважением,
Мария
"""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "untuned.toml").write_text("", encoding="utf-8")
    (folder / "offer.eml").write_text(MAIL, encoding="utf-8")
    (folder / "bill.eml").write_text(RUSSIAN, encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        yield project


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How much do the forty toasters cost?", "1,840 euros"),
        ("What warranty do the toasters have?", "three years"),
        ("Until when does the offer hold?", "31st of March"),
        ("Сколько стоит доставка чайников?", "900 рублей"),
    ],
)
def test_header_greeting_and_closing_are_not_shown(inbox, question, says):
    answer = inbox.ask_sync(question)
    assert answer.state == "answered"
    assert says in answer.text
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert not [frame for frame in ("Subject:", "From:", "Hello Tom", "regards", "Здравствуйте", "уважением") if frame in quotes]


def test_a_sentence_behind_a_greeting_or_below_a_closing_is_shown(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    mail = (
        "From: ada@example.org\nSubject: Passwords expire\nContent-Type: text/plain; charset=utf-8\n\n"
        "Hi all, passwords expire tomorrow.\n\n"
        "Passwords that expire lock the account of the person.\n\nThanks!\nAll passwords expire at noon.\n"
    )
    (tmp_path / "mail.eml").write_text(mail, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        text = project.ask_sync("When do passwords expire?").text
    assert "expire tomorrow" in text
    assert "at noon" in text


def test_who_wrote_a_mail_is_told_by_its_header(inbox):
    answer = inbox.ask_sync("Who sent the offer for forty toasters?")
    assert any("From: Ada Moore" in citation.quote for citation in answer.citations)


def test_a_quote_has_the_line_of_the_file_on_which_it_begins(inbox):
    quotes = {citation.quote: citation.line for citation in inbox.ask_sync("Until when does the offer hold?").citations}
    lines = MAIL.split("\n")
    assert quotes
    assert all(quote.split("\n")[0] in lines[line - 1] for quote, line in quotes.items())
