"""How much is shown of what was chosen."""

from __future__ import annotations

from reading import passage
from untuned.models.reader.extractive import read

POOL = """# The pool

The pool is 25 m long and 2 m deep. It is open from May.

The door's code is 4711. Children swim free.

Write to the caretaker about keys.
"""


def shown(question: str, text: str) -> list[str]:
    return [draft.text for draft in read(question, [passage(text)], idf={}, language="en").drafts]


def test_beside_an_answer_that_has_all_that_is_asked_nothing_is_shown_that_only_its_heading_joins_to_it() -> None:
    assert shown("How long is the pool?", POOL) == ["The pool is 25 m long and 2 m deep. It is open from May."]


def test_where_something_of_the_question_is_missing_more_of_the_section_is_shown() -> None:
    assert len(shown("How wide is the pool?", POOL)) > 1


def test_a_paragraph_before_the_answer_is_left_out_where_it_has_no_word_that_the_rest_lacks() -> None:
    text = "Insurance covers a rented bicycle.\n\nDeposit for a city bicycle: 50 €. Deposit for a cargo bicycle: 150 €."
    assert shown("What is the deposit for a cargo bicycle?", text)[0] == text.partition("\n\n")[2]
    more = "A rented bicycle is insured.\n\nDeposit for a cargo bicycle: 150 €."
    assert shown("What is the deposit for a rented cargo bicycle?", more)[0] == more.replace("\n\n", "\n")


def test_nothing_is_shown_before_lines_below_a_line_of_their_own() -> None:
    hours = "Opening hours:\nMonday: 9–18\nSunday: closed"
    assert shown("Are you open on Sunday?", f"The first aid kit hangs beside the door.\n\n{hours}") == [hours.replace("\n", " ")]
