"""Questions and answers, glossaries, lines of facts: whoever asks what stands there as a question is answered by what is below it."""

import pytest

from untuned.project import Project

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
    "kettle.md": """# Kettle K-200

Weight: 1.2 kg
Power: 2,200 W
Cable length: 75 cm
Made in: Portugal
""",
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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How long is the cable of the K-200?", "Cable length: 75 cm"),
        ("What is the power of the K-200?", "Power: 2,200 W"),
        ("Where is the K-200 made?", "Made in: Portugal"),
    ],
)
def test_a_line_that_names_something_and_says_what_it_is_is_quoted_alone(project, question, expected):
    answer = project.ask_sync(question)
    assert [citation.quote for citation in answer.citations] == [expected]


@pytest.mark.parametrize("question", ["Who pays for the servers?", "Where is the library?", "What is a guest?"])
def test_another_question_about_the_same_is_not_answered_by_it(project, question):
    assert project.ask_sync(question).state == "abstained"
