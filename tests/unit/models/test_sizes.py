"""How many of its parts a thing has that a question asks about."""

import pytest

from untuned.models.reader.sizes import has_size, size_in


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("What is the rent of a five-room flat?", 5),
        ("Rent for a 4-room flat?", 4),
        ("Is there a two-seater sofa?", 2),
        ("Сколько стоит двухместный номер?", 2),
        ("Цена трёхкомнатной квартиры?", 3),
        ("How many rooms are there?", 0),
        ("What happens after five days?", 0),
        ("Where are two pieces of the puzzle?", 0),
    ],
)
def test_a_thing_is_named_by_the_number_of_its_parts(question, size):
    assert size_in(question) == size


@pytest.mark.parametrize(
    ("text", "size", "has"),
    [
        ("Orchard Court,H,4,97,894", 4, True),
        ("| Double room | 90 |", 2, True),
        ("Трёхместный номер | 90", 3, True),
        ("four rooms", 4, True),
        ("Orchard Court,G,3,76,94.4", 4, False),
        ("14 rooms", 4, False),
    ],
)
def test_a_row_has_that_number_by_itself_or_in_words(text, size, has):
    assert has_size(text, size) is has
