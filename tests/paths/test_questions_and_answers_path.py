"""Pages of questions and answers, and glossaries: whoever asks what stands there as a question is answered by what stands below it."""

import dataclasses

import pytest

from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.project import Project
from untuned.types.settings import ModelSettings

PAGES = {
    "faq.md": """# Frequently asked questions

### How do I reset my password?
Click "Forgot password" on the sign-in page.

### Who can see my files?
Only members of the workspace, and nobody at our company.

### Where are your servers?
In Frankfurt and Dublin.

### How many users can join a workspace?
Up to 25 on Pro; there is no limit on Enterprise.

### What happens when my trial ends?
The workspace becomes read-only. Nothing is deleted for 90 days.
""",
    "вопросы.md": """# Частые вопросы

### Как сбросить пароль?
Нажмите «Забыли пароль» на странице входа.

### Где находятся серверы?
Во Франкфурте и Дублине.
""",
    "pool.txt": """SWIMMING POOL - QUESTIONS AND ANSWERS

Q: When does the pool open?
A: At seven on weekdays and at nine at weekends.

Q: Where can I park?
A: Behind the hall, free for three hours.

Q: Are dogs allowed?
A: No, except guide dogs.

Q: Are lockers free?
A: Yes.
""",
    "library.md": """# Library

**When is the library closed?**

On Mondays and on public holidays.

**Who can borrow books?**

Everybody who lives in the town and has a card.

**What is an interlibrary loan?**

We order what we do not have from another library, for 2 euros.
""",
    "museum.md": """# Museum

When is the museum open?

From Tuesday to Sunday, ten to six.

Where is the cloakroom?
Left of the stairs.
""",
    "camping.html": """<html><head><title>Camping ground</title></head><body><h1>Camping ground</h1>
<dl><dt>When is check-in?</dt><dd>From two in the afternoon.</dd>
<dt>Who cleans the showers?</dt><dd>Our team, three times a day.</dd></dl>
<h3>Is there Wi-Fi?</h3><p>At the reception only.</p>
<details><summary>What is the quiet time?</summary><p>Between ten at night and seven in the morning.</p></details>
</body></html>""",
    "glossary.md": """# Glossary

**Workspace**: a set of files and people with one bill.

**Seat:** a person who may edit.

Vault
: A folder that nobody can delete before its date.
""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("questions")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who can see my files?", ["Only members of the workspace, and nobody at our company."]),
        ("Where are your servers?", ["In Frankfurt and Dublin."]),
        ("Where are your servers located?", ["In Frankfurt and Dublin."]),
        ("How many users can join a workspace?", ["Up to 25 on Pro; there is no limit on Enterprise."]),
        ("Где серверы?", ["Во Франкфурте и Дублине."]),
        ("When does the pool open?", ["Q: When does the pool open?", "A: At seven on weekdays and at nine at weekends."]),
        ("Where can I park?", ["Q: Where can I park?", "A: Behind the hall, free for three hours."]),
        ("Are dogs allowed?", ["Q: Are dogs allowed?", "A: No, except guide dogs."]),
        ("Are lockers free?", ["Q: Are lockers free?", "A: Yes."]),
        ("When is the library closed?", ["**When is the library closed?**", "On Mondays and on public holidays."]),
        ("Who can borrow books?", ["**Who can borrow books?**", "Everybody who lives in the town and has a card."]),
        ("When is the museum open?", ["When is the museum open?", "From Tuesday to Sunday, ten to six."]),
        ("Where is the cloakroom?", ["Where is the cloakroom?", "Left of the stairs."]),
        ("When is check-in?", ["When is check-in?", "From two in the afternoon."]),
        ("Who cleans the showers?", ["Who cleans the showers?", "Our team, three times a day."]),
        ("What is the quiet time?", ["What is the quiet time?", "Between ten at night and seven in the morning."]),
    ],
)
def test_a_question_that_stands_in_a_document_is_answered_by_what_stands_below_it(project, question, expected):
    answer = project.ask_sync(question)
    assert [citation.quote for citation in answer.citations][: len(expected)] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is a workspace?", ["**Workspace**: a set of files and people with one bill."]),
        ("What is a seat?", ["**Seat:** a person who may edit."]),
        ("What is a vault?", ["Vault\n: A folder that nobody can delete before its date."]),
        ("What does vault mean?", ["Vault\n: A folder that nobody can delete before its date."]),
    ],
)
def test_an_entry_of_a_glossary_answers_alone_and_before_what_only_has_its_word(project, question, expected):
    answer = project.ask_sync(question)
    assert [citation.quote for citation in answer.citations][: len(expected)] == expected


@pytest.mark.parametrize("question", ["Who pays for the servers?", "Where is the library?", "What is a guest?"])
def test_another_question_about_the_same_is_not_answered_by_it(project, question):
    assert project.ask_sync(question).state == "abstained"


def asked(root, text, *questions, name="page.md"):
    """For each question the state and the quotes, of a project of one page."""
    (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        answers = [opened.ask_sync(question) for question in questions]
    return [(answer.state, [citation.quote for citation in answer.citations]) for answer in answers]


CLUBS = """# Clubs

### Tennis

**How much is the fee?**

90 euros a year.

**Who is the trainer?**

Ann Smith.

### Chess

**How much is the fee?**

20 euros a year.

**Who is the trainer?**

Bo Jones.

### Rowing

**How much is the fee?**

140 euros a year.

**Who is the trainer?**

Eva Klein.
"""


def test_the_same_question_below_several_headings_is_answered_by_that_of_the_heading_that_is_named(tmp_path):
    fee, trainer = asked(tmp_path, CLUBS, "How much is the fee for chess?", "Who is the trainer for rowing?")
    assert fee[1][:2] == ["**How much is the fee?**", "20 euros a year."]
    assert trainer[1][:2] == ["**Who is the trainer?**", "Eva Klein."]


RULES = """# Camping rules

### Quiet

From ten at night.

### Who does not pay?

Children under six.

### When is the gate not locked?

On Sundays.

### Why can't I park here?

The meadow is wet.
"""


@pytest.mark.parametrize("question", ["Who pays?", "When is the gate locked?", "Why can I park here?"])
def test_a_question_with_a_not_is_no_question_without_one(tmp_path, question):
    ((state, _),) = asked(tmp_path, RULES, question)
    assert state == "abstained"


HANDBOOK = """# Handbook

### Rooms

There are nine.

### How do I delete a vault?

Press the red button twice.

### Who pays for a guest?

The member.
"""


@pytest.mark.parametrize("question", ["What is a vault?", "What is a guest?"])
def test_what_answers_a_question_about_something_does_not_say_what_it_is(tmp_path, question):
    ((state, _),) = asked(tmp_path, HANDBOOK, question)
    assert state == "abstained"


def test_a_label_that_looks_like_that_of_an_answer_is_none_without_a_question(tmp_path):
    paper = "PAPER SIZES OF THE PRINT SHOP\n\nA3: 297 x 420 mm\nA4: 210 x 297 mm\nA5: 148 x 210 mm\n"
    ((state, quotes),) = asked(tmp_path, paper, "What is the size of A4 paper?", name="paper.txt")
    assert state == "answered"
    assert "A4: 210 x 297 mm" in "\n".join(quotes)


def test_a_question_that_nobody_answers_is_no_answer(tmp_path):
    (tmp_path / "points.md").write_text("# Open points\n\n**Who pays for the roof?**\n\n**When does the work begin?**\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n\nThe roof is old and the work will be loud.\n", encoding="utf-8")
    Project.init(tmp_path)
    with Project.open(tmp_path) as opened:
        opened.sync()
        answer = opened.ask_sync("Who pays for the roof?")
    assert answer.state == "abstained"


SHORT = """# Shop

### Do you ship to Norway?

Yes, within 5 days.

### Can I pay in cash?

Yes.

### Does the Pro plan include phone support?

Yes.
"""
SHORT_RU = """# Вопросы

### Доставляете ли вы в Сочи?

Да, за 5 дней.

### Можно ли оплатить заказ наличными?

Да.
"""


@pytest.mark.parametrize(
    ("page", "question", "quote", "heading"),
    [
        (SHORT, "Can I pay in cash?", "Yes.", "Can I pay in cash?"),
        (SHORT, "Does the Pro plan include phone support?", "Yes.", "Does the Pro plan include phone support?"),
        (SHORT_RU, "Можно ли оплатить заказ наличными?", "Да.", "Можно ли оплатить заказ наличными?"),
    ],
)
def test_words_that_stand_in_several_answers_are_cited_from_the_one_that_answers(tmp_path, page, question, quote, heading):
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    Project.init(tmp_path)
    with Project.open(tmp_path) as opened:
        opened.sync()
        first = opened.ask_sync(question).citations[0]
    assert (first.quote, first.headings[-1]) == (quote, heading)


SETTLED = """# Shop

### Can I cancel my order after it has shipped?

No.

### Do you ship to Norway?

Yes, within 5 days.

### Does version 3 support Windows 7?

No.

### Can employees in Germany work from abroad?

Yes, for up to 30 days a year.

**Is there Wi-Fi in the rooms?**

Yes, free of charge.

Q: Can I check in before 2 pm?
A: Yes, if the room is ready.
"""
SETTLED_RU = """# Вопросы

### Можно ли вернуть товар без чека?

Нет.

### Доставляете ли вы в Сочи?

Да, за 5 дней.
"""


@pytest.mark.parametrize(
    ("page", "question"),
    [
        (SETTLED, "Can I cancel my order before it has shipped?"),
        (SETTLED, "Can I return my order after it has shipped?"),
        (SETTLED, "Can I cancel my order?"),
        (SETTLED, "Do you ship from Norway?"),
        (SETTLED, "Does version 2 support Windows 7?"),
        (SETTLED, "Can contractors in Germany work from abroad?"),
        (SETTLED, "Can I check out before 2 pm?"),
        (SETTLED, "Can I check in after 2 pm?"),
        (SETTLED_RU, "Можно ли вернуть товар с чеком?"),
        (SETTLED_RU, "Можно ли обменять товар без чека?"),
    ],
)
def test_a_yes_or_no_settles_its_own_question_alone(tmp_path, page, question):
    ((state, quotes),) = asked(tmp_path, page, question)
    assert (state, quotes) == ("abstained", [])


@pytest.mark.parametrize(
    ("page", "question", "last"),
    [
        (SETTLED, "Is it possible to cancel an order after it has shipped?", "No."),
        (SETTLED, "Am I able to cancel an order after it has been shipped?", "No."),
        (SETTLED, "Is shipping to Norway possible?", "Yes, within 5 days."),
        (SETTLED, "Is Windows 7 supported by version 3?", "No."),
        (SETTLED, "Do the rooms have Wi-Fi?", "Yes, free of charge."),
        (SETTLED, "May I check in before 2 pm?", "A: Yes, if the room is ready."),
        (SETTLED_RU, "Вы доставляете в Сочи?", "Да, за 5 дней."),
    ],
)
def test_a_yes_or_no_settles_its_question_in_other_words(tmp_path, page, question, last):
    ((state, quotes),) = asked(tmp_path, page, question)
    assert (state, quotes[-1]) == ("answered", last)


SHOP = """# Shop

### Do you ship to Norway?

Yes.

### Can I pay in cash?

No.

### Can I cancel my order after it has shipped?

No, it is on its way.

**Are spare parts sold?**

Yes.
"""


def by_model(root, question, text, *quotes, page=SHOP):
    """The answer where a chat model says this, with these quotes of the page."""
    (root / "shop.md").write_text(page, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        opened.settings = dataclasses.replace(opened.settings, model=ModelSettings(name="fake:model", repair=False))
        opened.__dict__["writer"] = FakeChatModel(replies=[Reply(claims=(Said(text=text, quotes=tuple((1, quote) for quote in quotes)),))])
        return opened.ask_sync(question)


@pytest.mark.parametrize(
    ("question", "text", "quote"),
    [
        ("Can I pay in cash?", "Yes, you can pay in cash.", "Yes."),
        ("Do you ship to Norway?", "We do not ship to Norway.", "No."),
        ("Can I cancel my order before it has shipped?", "You cannot cancel it before it has shipped.", "No, it is on its way."),
    ],
)
def test_a_model_cannot_take_a_yes_or_no_from_another_question(tmp_path, question, text, quote):
    answer = by_model(tmp_path, question, text, quote)
    assert (answer.claims, [drop.reason for drop in answer.dropped]) == ((), ["wrong_scope"])
    assert answer.near_miss.reason.startswith("this answers '")


RULES_OF_THE_HOUSE = """# House rules

### Can I bring my dog?

No.

### Is smoking allowed in the rooms?

No.

### Is smoking allowed on the balcony?

Yes.
"""
HOTEL_DE = """# Häufige Fragen zum Hotel

### Gibt es einen Parkplatz am Hotel?

Ja.

### Sind Haustiere in den Zimmern erlaubt?

Ja.
"""
SOLD_HERE = """# What is sold here

Mugs?

**Answer:** Yes.

Hats?

**Answer:** Yes.
"""


@pytest.mark.parametrize(
    ("question", "text", "quote"),
    [
        ("Is smoking allowed in the rooms?", "Smoking is allowed in the rooms.", "Yes."),
        ("Can I bring my dog?", "You can bring your dog.", "Yes."),
    ],
)
def test_a_model_cannot_take_a_yes_from_the_question_next_to_the_one_that_is_asked(tmp_path, question, text, quote):
    answer = by_model(tmp_path, question, text, quote, page=RULES_OF_THE_HOUSE)
    assert (answer.claims, answer.near_miss.reason) == ((), "this answers 'Is smoking allowed on the balcony?'")


def test_of_several_quotes_those_that_settle_another_question_are_left_out(tmp_path):
    asked, told = "Is smoking allowed on the balcony?", "Smoking is allowed on the balcony."
    (citation,) = by_model(tmp_path, asked, told, "No.", "Yes.", page=RULES_OF_THE_HOUSE).citations
    assert (citation.quote, citation.headings[-1]) == ("Yes.", asked)


@pytest.mark.parametrize(
    ("page", "question", "text", "quote", "above"),
    [
        (
            RULES_OF_THE_HOUSE,
            "Can I bring my dog, and is smoking allowed?",
            "Smoking is not allowed.",
            "No.",
            "smoking allowed in the rooms?",
        ),
        (RULES_OF_THE_HOUSE, "Can I bring my dog, and is smoking allowed?", "You cannot bring your dog.", "No.", "bring my dog?"),
        (HOTEL_DE, "Darf man Haustiere mitbringen?", "Haustiere sind erlaubt.", "Ja.", "Haustiere in den Zimmern erlaubt?"),
        (SOLD_HERE, "Are hats sold?", "Hats are sold.", "Yes.", "Hats?"),
    ],
)
def test_each_yes_or_no_is_cited_from_below_its_own_question(tmp_path, page, question, text, quote, above):
    (citation,) = by_model(tmp_path, question, text, quote, page=page).citations
    assert page[: citation.start].rstrip().endswith(above)


@pytest.mark.parametrize(
    ("page", "question", "said"),
    [
        (
            "## How do I pay?\n\nNo cash is accepted at the counter.\n",
            "Is cash accepted at the counter?",
            "No cash is accepted at the counter.",
        ),
        (
            "## What if I cancel?\n\nNo refunds are given for late tickets.\n",
            "Are refunds given for late tickets?",
            "No refunds are given for late tickets.",
        ),
        ("## Где платить?\n\nНет доплаты за багаж до 20 кг.\n", "Есть ли доплата за багаж?", "Нет доплаты за багаж до 20 кг."),
    ],
)
def test_what_there_is_none_of_is_told_below_any_question(tmp_path, page, question, said):
    assert asked(tmp_path, f"# Questions\n\n{page}\n## Where is the office?\n\nIn Bonn.\n", question) == [("answered", [said])]


@pytest.mark.parametrize(
    ("question", "text", "quote", "heading"),
    [
        ("Can I use cash?", "You cannot pay in cash.", "No.", "Can I pay in cash?"),
        ("Are spare parts sold?", "Spare parts are sold.", "Yes.", "Can I cancel my order after it has shipped?"),
    ],
)
def test_a_model_may_quote_the_yes_or_no_to_what_is_asked(tmp_path, question, text, quote, heading):
    (citation,) = by_model(tmp_path, question, text, quote).citations
    assert (citation.quote, citation.headings[-1]) == (quote, heading)


TOURS = """# Questions

## Can I bring my dog?

We have one trailer for dogs up to 30 kg. It has to be booked, because there is only one.

## How can I pay?

By card, in cash or by invoice. An e-bike needs a deposit of 300 EUR.
"""


def test_what_stands_below_the_question_answers_though_it_neither_allows_nor_forbids(tmp_path):
    ((state, quotes),) = asked(tmp_path, TOURS, "can i bring my dog")
    assert state == "answered"
    assert quotes[0].startswith("We have one trailer")


def test_a_word_without_the_hyphen_of_the_texts_is_that_word(tmp_path):
    ((state, quotes),) = asked(tmp_path, TOURS, "What is the deposit for an ebike?")
    assert state == "answered"
    assert "300 EUR" in quotes[0]
