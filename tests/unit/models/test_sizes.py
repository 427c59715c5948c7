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
        ("How much is dinner for two persons?", 0),
        ("What do 3 rooms cost together?", 0),
        ("Rent of a 3-rooms flat?", 3),
        ("Rent of a flat with four rooms?", 4),
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
        ("| Orchard | seventeen tenants |", 7, False),
        ("| Orchard | tenants |", 10, False),
        ("| Садовая | двухсот метров |", 2, False),
        ("| Садовая | двенадцать |", 2, False),
    ],
)
def test_a_row_has_that_number_by_itself_or_in_words(text, size, has):
    assert has_size(text, size) is has
