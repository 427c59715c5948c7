"""For whom alone something is, and the groups in the cells of a row."""

import pytest

from untuned.text.people import groups_asked, groups_in_cells, groups_only


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sauna is for members only.", ["members"]),
        ("Only members may enter.", ["members"]),
        ("It is open only to members.", ["members"]),
        ("Staff only", ["Staff"]),
        ("The shed is reserved for staff.", ["staff"]),
        ("Сауна только для членов клуба.", ["членов"]),
        ("It is not only for members.", []),
        ("Вход не только для членов.", []),
        ("Members only pay half.", []),
        ("Members may use the sauna.", []),
    ],
)
def test_for_whom_alone_something_is(text, words):
    assert [group.word for group in groups_only(text)] == words


def test_a_level_stands_for_people_before_any_plural():
    assert [group.word for group in groups_asked("What does it cost for advanced potters?")] == ["advanced"]
    assert [group.word for group in groups_asked("What does it cost for the advanced?")] == ["advanced"]
    assert not list(groups_asked("Which port is for advanced search?"))


def test_a_group_alone_in_a_cell_is_for_whom_the_row_is():
    assert [group.word for group in groups_in_cells("| Throwing | beginners | 120 EUR |")] == ["beginners"]
    assert [group.word for group in groups_in_cells("Throwing,beginners,120")] == ["beginners"]
    assert not list(groups_in_cells("We welcome children, adults, and dogs."))
