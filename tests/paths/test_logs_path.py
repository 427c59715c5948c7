"""Release notes, minutes and histories: when something was, or with which version it came, their headings tell."""

import pytest

from untuned.project import Project

PAGES = {
    "CHANGELOG.md": """# Changelog

## [Unreleased]

### Added

- Export of boards as PDF.

## [2.4.0] - 2025-10-20

### Added

- Keyboard shortcuts for moving cards.

### Removed

- The legacy CSV importer.

## [2.3.0] - 2025-07-01

### Fixed

- A memory leak in the sync worker.
""",
    "app.md": """# Release notes of the mobile app

## 7.1 (14 April 2026)

- Added: dark mode.
- Changed: photos are sent as HEIC.

## 7.0.2 (2 February 2026)

- Fixed: a crash when a large photo was opened.
""",
    "minutes.md": """# Minutes of the garden association

## 14 March 2025

- The water pump was repaired for 340 euros.
- The summer party will be on 12 July.

## 9 May 2025

- It was decided to buy a wheelbarrow.

## 5 September 2025

- The wheelbarrow was stolen; the police were told.
""",
    "журнал.md": """# Журнал работ

## 3 февраля 2026 г.

Заменён насос в котельной. Проверена вытяжка на кухне.

## 2 марта 2026 г.

Лифт снова запущен. Установлены датчики дыма на всех этажах.
""",
    "bakery.html": """<html><head><title>The bakery</title></head><body><h1>The bakery</h1>
<h2>1952</h2><p>Martha Lindqvist opens a bakery in Uppsala with two ovens.</p>
<h2>1991</h2><p>The family sells the flour mill and moves the head office to Stockholm.</p></body></html>""",
    "plans.md": """# Plans for 2026

## Staff in 2026

The new cook was hired by Martha.
""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("logs")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


def quotes(project, question):
    return [citation.quote for citation in project.ask_sync(question).citations]


@pytest.mark.parametrize(
    ("question", "heading", "said"),
    [
        ("When was the legacy CSV importer removed?", "## [2.4.0] - 2025-10-20", "- The legacy CSV importer."),
        ("In which version was the memory leak fixed?", "## [2.3.0] - 2025-07-01", "- A memory leak in the sync worker."),
        ("Which release added keyboard shortcuts?", "## [2.4.0] - 2025-10-20", "- Keyboard shortcuts for moving cards."),
        ("When was 2.3.0 released?", "## [2.3.0] - 2025-07-01", "- A memory leak in the sync worker."),
        ("In which version did dark mode come?", "## 7.1 (14 April 2026)", "- Added: dark mode."),
        ("When was the wheelbarrow stolen?", "## 5 September 2025", "- The wheelbarrow was stolen; the police were told."),
        ("When did we decide to buy a wheelbarrow?", "## 9 May 2025", "- It was decided to buy a wheelbarrow."),
        (
            "Когда установили датчики дыма?",
            "## 2 марта 2026 г.",
            "Лифт снова запущен. Установлены датчики дыма на всех этажах.",
        ),
        ("When did they sell the flour mill?", "1991", "The family sells the flour mill and moves the head office to Stockholm."),
    ],
)
def test_when_something_was_is_told_by_the_heading_above_it(project, question, heading, said):
    assert quotes(project, question)[:2] == [heading, said]


def test_the_heading_is_quoted_where_it_stands(project):
    answer = project.ask_sync("When was the wheelbarrow stolen?")
    heading = answer.citations[0]
    lines = PAGES["minutes.md"].splitlines()
    assert (heading.path, lines[heading.line - 1]) == ("minutes.md", "## 5 September 2025")


@pytest.mark.parametrize("question", ["When is the summer party?", "When will the summer party be?"])
def test_the_day_of_the_minutes_is_not_when_something_will_be(project, question):
    assert quotes(project, question) == ["- The summer party will be on 12 July."]


def test_a_heading_about_more_than_its_day_tells_no_day(project):
    assert not any("Staff" in quote for quote in quotes(project, "When was the new cook hired?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What changed in version 7.1?", ["- Added: dark mode.", "- Changed: photos are sent as HEIC."]),
        ("What is new in 7.1?", ["- Added: dark mode.", "- Changed: photos are sent as HEIC."]),
        ("What changed in 7.0.2?", ["- Fixed: a crash when a large photo was opened."]),
    ],
)
def test_what_a_release_brought_is_all_that_stands_below_its_number(project, question, expected):
    assert quotes(project, question) == expected


@pytest.mark.parametrize("question", ["What changed in 2.5.0?", "When was 7.2 released?", "When was the sauna repaired?"])
def test_a_release_and_an_event_that_are_not_there_are_refused(project, question):
    assert project.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("When was Martha Lind born?", None),
        ("When did Martha Lind die?", "## 2 June 2024"),
        ("When was the importer added?", None),
        ("When was the wheelbarrow that was bought stolen?", "## 9 June 2024"),
    ],
)
def test_the_day_of_what_is_said_in_passing_is_another(tmp_path, question, heading):
    (tmp_path / "news.md").write_text(
        "# News\n\n## 2 June 2024\n\nOur founder Martha Lind, who was born in Uppsala, has died.\n\n## 9 June 2024\n\n"
        "The importer that was added for the bank is faster.\n\nThe wheelbarrow that was bought for the garden is stolen.\n",
        encoding="utf-8",
    )
    Project.init(tmp_path)
    with Project.open(tmp_path) as opened:
        opened.sync()
        assert [quote for quote in quotes(opened, question) if quote.startswith("##")] == ([heading] if heading else [])
