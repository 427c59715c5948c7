"""Notes on releases: who asks about one is shown what they say of that one, and of none that never was."""

import pytest

from answering import of_pages
from untuned.project import Project

RELEASES = {
    "2.1.3": ("4 May 2024", "The lid closes by itself.", "Known since 2.0: the handle is hot."),
    "2.1": ("2 March 2024", "The spout no longer drips. It did in 2.1.3 as well.", "A cosy is in the box."),
    "2.0": ("7 January 2024", "The pot is made of glass.", "Compare 2.1 for the spout."),
    "1.9": ("1 June 2023", "The handle is longer.", "The sieve is finer."),
}


def notes(head):
    return "\n\n".join(
        f"{head.format(number=number, day=day)}\n\n  * {first}\n  * {second}" for number, (day, first, second) in RELEASES.items()
    )


WRITTEN = {
    "NEWS.txt": notes("* Noteworthy changes in release {number} ({day})"),
    "changes.txt": notes("Version {number} ({day})\n------------------------"),
    "log.txt": notes("teapot {number} - Ann Baker, {day}"),
    "changelog.md": "# Changes of the teapot\n\n" + notes("## {number} ({day})"),
    "linked.md": "# Changes of the teapot\n\n" + notes("## [{number}] – {day}"),
    "releases.html": "<h1>Releases</h1>"
    + "".join(f"<h2>Teapot {number} ({day})</h2><ul><li>{one}</li><li>{two}</li></ul>" for number, (day, one, two) in RELEASES.items()),
}
OTHER = "# Kettle\n\n## 2.1 (5 May 2020)\n\n- The kettle whistles.\n\n## 2.0 (3 March 2019)\n\n- The kettle is blue.\n"


@pytest.fixture(scope="module", params=WRITTEN)
def project(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("teapot")
    of_pages(root, {f"teapot-{request.param}": WRITTEN[request.param], "kettle.md": OTHER})
    with Project.open(root) as opened:
        yield opened


@pytest.mark.parametrize("number", RELEASES)
@pytest.mark.parametrize("question", ["What changed in teapot {}?", "What's new in version {} of the teapot?"])
def test_what_a_release_brought_is_told_by_its_own_notes(project, number, question):
    shown = " ".join(quote.quote for quote in project.ask_sync(question.format(number)).citations)
    _, first, _ = RELEASES[number]
    assert first in shown
    assert not any(one in shown for other, (_, one, _) in RELEASES.items() if other != number)
    assert "kettle" not in shown


@pytest.mark.parametrize("number", RELEASES)
def test_when_it_came_is_told_by_its_heading(project, number):
    shown = " ".join(quote.quote for quote in project.ask_sync(f"When was teapot {number} released?").citations)
    assert RELEASES[number][0] in shown
    assert not any(day in shown for other, (day, _, _) in RELEASES.items() if other != number)


def test_a_change_is_shown_with_the_release_that_brought_it(project):
    answer = project.ask_sync("Which version of the teapot has this change: The spout no longer drips?")
    shown = [" ".join((quote.quote, *quote.headings)) for quote in answer.citations]
    assert any("2.1 (" in one or "2.1]" in one or "2.1 -" in one for one in shown), answer


@pytest.mark.parametrize(
    "question", ["What changed in teapot 2.7?", "What's new in version 9 of the teapot?", "When was teapot 2.7 released?"]
)
def test_of_a_release_that_never_was_nothing_is_shown(project, question):
    assert not project.ask_sync(question).citations


@pytest.mark.parametrize("question", ["When did teapot 2.1 come out?", "When was version 2.1 of the teapot released?"])
def test_a_day_is_asked_for_in_several_ways(project, question):
    assert "2 March 2024" in " ".join(quote.quote for quote in project.ask_sync(question).citations)


def test_which_version_of_a_product_brought_something_is_told_by_its_heading(tmp_path):
    of_pages(tmp_path, {"teapot.md": "# Changes of the teapot\n\n" + notes("## {number} ({day})"), "kettle.md": OTHER})
    with Project.open(tmp_path) as project:
        shown = [quote.quote for quote in project.ask_sync("Which version of the teapot brought a cosy in the box?").citations]
    assert "## 2.1 (2 March 2024)" in shown


def test_of_several_products_with_a_release_of_that_number_each_is_shown(project):
    days = " ".join(quote.quote for quote in project.ask_sync("When was 2.1 released?").citations)
    assert "2 March 2024" in days
    assert "5 May 2020" in days
    shown = " ".join(quote.quote for quote in project.ask_sync("What changed in 2.1?").citations)
    assert "The spout no longer drips." in shown
    assert "The kettle whistles." in shown


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest version of the teapot?",
        "When was the latest version of the teapot released?",
        "What's new in the latest version of the teapot?",
        "Which version of the teapot is the newest?",
    ],
)
def test_the_newest_release_is_told_by_its_heading(project, question):
    shown = " ".join(quote.quote for quote in project.ask_sync(question).citations)
    day, first, _ = RELEASES["2.1.3"]
    assert "2.1.3" in shown
    assert day in shown
    assert first in shown
    assert "kettle" not in shown


def test_the_newest_release_of_the_only_product_needs_no_name(tmp_path):
    of_pages(tmp_path, {"teapot.md": "# Changes of the teapot\n\n" + notes("## {number} ({day})"), "brewing.md": "# Brewing\n\nUse tea.\n"})
    with Project.open(tmp_path) as project:
        answer = project.ask_sync("What is the latest version?")
        assert "2.1.3 (4 May 2024)" in answer.citations[0].quote
        assert not answer.notes  # no document was preferred for its day


def test_the_newest_release_is_found_in_notes_that_stand_the_other_way_round(tmp_path):
    head = "## {number} ({day})"
    parts = notes(head).split("\n\n## ")
    turned = "\n\n".join("## " + part.removeprefix("## ") for part in reversed(parts))
    of_pages(tmp_path, {"teapot.md": f"# Changes of the teapot\n\n{turned}"})
    with Project.open(tmp_path) as project:
        assert "2.1.3 (4 May 2024)" in project.ask_sync("What is the latest version of the teapot?").citations[0].quote


KINDS = """# Books release notes

## Books 2.1

- Invoices can be exported.

### Fixed

- Totals were rounded twice.

## Books 2.0

- Accounts have tags.

### Fixed

- Closing a year twice loses nothing.

### Deprecated

- The old import.
"""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What was fixed in Books 2.0?", ["Closing a year"]),
        ("Which bugs were fixed in Books 2.1?", ["Totals were"]),
        ("What was deprecated in Books 2.0?", ["The old import"]),
        ("What was added in Books 2.0?", ["Accounts have"]),
        ("What's new in Books 2.0?", ["Accounts have", "Closing a year", "The old import"]),
    ],
)
def test_of_a_release_the_kind_of_change_that_is_asked_for_is_shown_in_order(tmp_path, question, wanted):
    of_pages(tmp_path, {"books.md": KINDS})
    with Project.open(tmp_path) as project:
        shown = "\n".join(quote.quote for quote in project.ask_sync(question).citations)
    told = ["Invoices can", "Totals were", "Accounts have", "Closing a year", "The old import"]
    assert sorted((one for one in told if one in shown), key=shown.index) == wanted


def test_a_question_goes_on_with_another_release(tmp_path):
    of_pages(tmp_path, {"books.md": KINDS, "kettle.md": OTHER})
    with Project.open(tmp_path) as project:
        id = project.start_conversation()
        project.ask_sync("What changed in Books 2.1?", conversation=id)
        shown = " ".join(quote.quote for quote in project.ask_sync("and in 2.0?", conversation=id).citations)
    assert "Accounts have tags" in shown
    assert "Invoices" not in shown
    assert "kettle" not in shown


OPTIONS = """# The books command

| Option | Meaning |
|---|---|
| `--timeout` | Seconds to wait for the server; 30 by default. |
| `--retries` | How often a failed request is sent again. |
| `--quiet` | Prints errors only. |
"""


def test_a_question_goes_on_with_another_option(tmp_path):
    of_pages(tmp_path, {"cli.md": OPTIONS})
    with Project.open(tmp_path) as project:
        id = project.start_conversation()
        project.ask_sync("What does --timeout do?", conversation=id)
        for question, wanted in (("and --retries?", "sent again"), ("What about --quiet?", "errors only")):
            (quote,) = project.ask_sync(question, conversation=id).citations
            assert wanted in quote.quote


CANDIDATE = (
    "# Changelog of the teapot\n\n## 3.0.0-rc1 (1 June 2024)\n\n- A candidate.\n\n## 2.0 (1 May 2024)\n\n- The lid.\n\n## 1.9\n\n- Tea.\n"
)


@pytest.mark.parametrize("question", ["What is the latest version of the teapot?", "What is the latest stable version of the teapot?"])
def test_a_candidate_is_not_the_newest_release(tmp_path, question):
    of_pages(tmp_path, {"teapot.md": CANDIDATE})
    with Project.open(tmp_path) as project:
        shown = " ".join(quote.quote for quote in project.ask_sync(question).citations)
    assert "2.0 (1 May 2024)" in shown
    assert "rc1" not in shown


def test_the_newest_version_of_something_else_is_told_by_a_sentence(tmp_path):
    of_pages(tmp_path, {"teapot.md": CANDIDATE, "install.md": "# Installing\n\nThe latest version of Python that is supported is 3.12.\n"})
    with Project.open(tmp_path) as project:
        assert "3.12" in project.ask_sync("What is the latest version of Python?").citations[0].quote
