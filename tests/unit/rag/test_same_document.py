"""A follow-up about a part of the document that was quoted last."""

import pytest

from untuned.rag.same_document import of_same_document


@pytest.mark.parametrize(
    ("question", "titles", "whole"),
    [
        ("And what does section 1.2 of it say?", ["Sale of a boat"], "And what does section 1.2 of “Sale of a boat” say?"),
        ("What does section 1.2 of that contract say?", ["Sale of a boat"], "What does section 1.2 of “Sale of a boat” say?"),
        ("Who pays under its clause 3.1(b)?", ["Lease"], "Who pays under clause 3.1(b) of “Lease”?"),
        ("What does it say in section 7?", ["Lease"], "What does section 7 of “Lease” say?"),
        ("And section 7?", ["Lease"], "And section 7 of “Lease”?"),
        ("And sections 1.2 and 1.3 of it?", ["Lease"], "And sections 1.2 and 1.3 of “Lease”?"),
        ("А что в нём сказано в пункте 1.2?", ["Договор аренды"], "А что сказано в пункте 1.2 «Договор аренды»?"),
        ("Что говорит его пункт 1.2?", ["Договор аренды"], "Что говорит пункт 1.2 «Договор аренды»?"),
        ("Что сказано в пункте 1.2 этого договора?", ["Договор аренды"], "Что сказано в пункте 1.2 «Договор аренды»?"),
        ("А пункт 1.2?", ["Договор аренды"], "А пункт 1.2 «Договор аренды»?"),
    ],
)
def test_the_document_is_the_one_that_was_quoted(question, titles, whole):
    assert of_same_document(question, titles) == whole


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("What does section 1.2 say?", ["Lease"]),
        ("And what does section 1.2 of the handbook say?", ["Lease"]),
        ("And what does section 1.2 of it say?", ["Lease", "Handbook"]),
        ("And what does section 1.2 of it say?", []),
        ("And what does section 1.2 of it say?", ['A "quoted" title']),
        ("And what does section 1.2 of it say?", ["Schedule 1"]),
        ("And section 1.2 or table 3 of it?", ["Lease"]),
        ("And what does it cost?", ["Lease"]),
        ("And what does section 1.2 of it say" + " again" * 60 + "?", ["Lease"]),
        ("", ["Lease"]),
    ],
)
def test_a_question_that_stands_alone_or_could_mean_several_is_left_as_it_is(question, titles):
    assert of_same_document(question, titles) == ""
