"""What stands in minutes, or a mail, is of their day, though only their head, their title or their name says which that is."""

import pytest

from answering import of_pages
from untuned.project import Project
from untuned.rag.of_day import with_days

BODY = """
Present: Ida Brandt, {who}

## Decisions

1. {decided}
2. The next meeting is in a month.

## Open points

- {left}
"""
HEADS = {
    "label": ("minutes-3.md", "# Minutes of the board\n\nDate: 14 September 2026\n"),
    "bold label": ("minutes-3.md", "# Minutes of the board\n\n**Meeting date:** 2026-09-14\n"),
    "title": ("minutes-3.md", "# Minutes of the board, 14 September 2026\n"),
    "name": ("2026-09-14.md", "# Minutes of the board\n"),
}
OTHERS = {
    "minutes-1.md": "# Minutes of the board\n\nDate: 10 August 2026\n"
    + BODY.format(who="Omar Keller", decided="The printer is leased.", left="Insurance of the van."),
    "minutes-2.md": "# Minutes of the board\n\nDate: 12 October 2026\n"
    + BODY.format(who="Omar Keller", decided="The office moves in May.", left="Keys of the cellar."),
}


@pytest.fixture(scope="module", params=HEADS)
def project(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("minutes")
    name, head = HEADS[request.param]
    own = head + BODY.format(who="Lena Roth", decided="The booth at the fair is booked.", left="Colour of the banner.")
    of_pages(root, OTHERS | {name: own})
    with Project.open(root) as opened:
        yield opened


def shown(project, question):
    return [quote.quote for quote in project.ask_sync(question).citations]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What was decided on 14 September?", "booth"),
        ("What was decided on 14 September 2026?", "booth"),
        ("Which decisions were made on September 14?", "booth"),
        ("What was decided on 10 August?", "printer"),
        ("What was decided on 12 October 2026?", "office"),
        ("What are the open points of 14 September?", "banner"),
        ("Who was present on 14 September?", "Lena Roth"),
    ],
)
def test_what_is_asked_of_a_day_is_told_by_the_document_of_that_day(project, question, wanted):
    quotes = shown(project, question)
    assert wanted in quotes[0]
    others = {"booth", "printer", "office", "banner", "Lena Roth"} - {wanted}
    assert not any(other in quotes[0] for other in others)


@pytest.mark.parametrize("question", ["What was decided on 3 March?", "What was decided on 14 September 2025?"])
def test_of_a_day_that_no_document_is_of_nothing_is_shown(project, question):
    assert not shown(project, question)


NOTICE = "# Notice\n\nDate: 3 May 2026\n\nThe pool closes on 10 May 2026.\n\nThe sauna is repaired.\n"


@pytest.mark.parametrize("question", ["What closes on 3 May 2026?", "Does the pool close on 3 May 2026?"])
def test_a_sentence_that_names_another_day_is_not_of_its_document_s_day(tmp_path, question):
    of_pages(tmp_path, {"notice.md": NOTICE})
    with Project.open(tmp_path) as project:
        assert not any("10 May" in quote for quote in shown(project, question))


@pytest.mark.parametrize(
    "question",
    ["What was decided before 14 September 2026?", "What was decided since 14 September 2026?", "What must be done by 14 September 2026?"],
)
def test_a_day_that_is_an_end_of_a_time_is_not_the_document_s(tmp_path, question):
    body = BODY.format(who="Lena Roth", decided="The booth at the fair is booked.", left="Colour of the banner.")
    of_pages(tmp_path, {"minutes.md": HEADS["label"][1] + body})
    with Project.open(tmp_path) as project:
        assert not any("booth" in quote for quote in shown(project, question))


def test_a_document_that_names_several_days_is_of_none(tmp_path):
    several = HEADS["label"][1].replace("14 September 2026", "14 September 2026 and 15 September 2026")
    body = BODY.format(who="Lena Roth", decided="The booth at the fair is booked.", left="Colour of the banner.")
    of_pages(tmp_path, {"minutes-3.md": several + body, "minutes-4.md": HEADS["label"][1] + body.replace("booth", "tent")})
    question = "What was decided on 14 September 2026?"
    with Project.open(tmp_path) as project:
        read = with_days(question, project.search(question), library=project.library())
    assert {one.version.path: one.of_day for one in read} == {"minutes-3.md": "", "minutes-4.md": "14 September 2026"}
