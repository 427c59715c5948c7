import json

import pytest

from untuned.errors import UnreadableQuestions
from untuned.evaluation.rated import read_ratings
from untuned.types.measures import Preference, Rating


def written(tmp_path, name, *lines):
    file = tmp_path / name
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return file


def test_a_line_with_a_value_is_a_rating(tmp_path):
    file = written(
        tmp_path,
        "r.jsonl",
        {"item": "q1", "rater": "ada", "value": 0.5},
        {"item": 7, "rater": "ada", "value": "yes", "aspect": "helpful"},
        {"item": "q3", "rater": "ada", "label": "off topic"},
        {"item": "q4", "rater": "ada", "value": False},
        {"item": "q5", "rater": "ada", "value": 0},
    )
    assert list(read_ratings(file).said) == [
        Rating(item="q1", rater="ada", value=0.5),
        Rating(item="7", rater="ada", value=1.0, label="yes", aspect="helpful"),
        Rating(item="q3", rater="ada", label="off topic"),
        Rating(item="q4", rater="ada", value=0.0),
        Rating(item="q5", rater="ada", value=0.0),
    ]


def test_a_line_with_a_preference_is_one(tmp_path):
    file = written(tmp_path, "p.csv", "item,rater,a,b,preferred", "q1,ada,base,new,b", "q2,ada,base,new,base", "q3,ada,base,new,tie")
    assert [each.preferred for each in read_ratings(file).said] == ["b", "a", "tie"]
    assert read_ratings(file).said[0] == Preference(item="q1", rater="ada", a="base", b="new", preferred="b")


def test_a_name_is_meant_before_a_letter(tmp_path):
    file = written(tmp_path, "p.csv", "item,rater,a,b,preferred", "q1,ada,b,a,a", "q2,ada,b,a,b")
    assert [each.preferred for each in read_ratings(file).said] == ["b", "a"]


def test_a_file_of_one_rater_needs_no_column_for_it(tmp_path):
    file = written(tmp_path, "r.csv", "item;value", "q1;4", "q2;5")
    assert [each.rater for each in read_ratings(file, rater="ada").said] == ["ada", "ada"]
    with pytest.raises(UnreadableQuestions, match=r"r\.csv:2: has no rater; add 'rater', or say who it was with '--rater NAME'"):
        read_ratings(file)


@pytest.mark.parametrize(("line", "message"), [
    ({"rater": "ada", "value": 1}, "has no item; add 'item'"),
    ({"item": "q", "rater": "ada"}, "has no value and no preference; an absolute rating has"),
    ({"item": "q", "rater": "ada", "value": [1]}, "has a list as its value; write a number"),
    ({"item": {"id": 1}, "rater": "ada", "value": 1}, "has a dict as its item"),
    ({"item": "q", "rater": "ada", "value": "nan"}, "has the value 'nan'; write a finite number"),
    ({"item": "q", "rater": "ada", "a": "x", "b": "y", "preferred": "z"}, "prefers 'z'; write 'a', 'b' or 'tie', or one of the two names"),
    ({"item": "q", "rater": "ada", "a": "x", "b": "x", "preferred": "a"}, "compares 'x' with itself"),
    ({"item": "q", "rater": "ada", "a": "x", "preferred": "a"}, "has no b; add 'b'; a preference has"),
    ({"item": "q" * 400, "rater": "ada", "value": 1}, "has a item of 400 characters"),
    ("{", "is not JSON"),
])  # fmt: skip
def test_a_line_that_cannot_be_used_is_named_with_the_remedy(tmp_path, line, message):
    file = written(tmp_path, "r.jsonl", {"item": "fine", "rater": "ada", "value": 1}, line)
    with pytest.raises(UnreadableQuestions, match=message) as caught:
        read_ratings(file)
    assert caught.value.place == "r.jsonl:2"
    assert caught.value.remedy


def test_one_person_says_one_thing_of_one_item(tmp_path):
    twice = written(tmp_path, "r.jsonl", {"item": "q", "rater": "ada", "value": 1}, {"item": "q", "rater": "ada", "value": 0})
    with pytest.raises(UnreadableQuestions, match=r"'ada' has said something of 'q' \(quality\) before, at r.jsonl:1; keep one"):
        read_ratings(twice)
    swapped = written(tmp_path, "p.csv", "item,rater,a,b,preferred", "q,ada,x,y,a", "q,ada,y,x,a")
    with pytest.raises(UnreadableQuestions, match=r"before, at p\.csv:2"):
        read_ratings(swapped)
    other = written(tmp_path, "o.csv", "item,rater,value,aspect", "q,ada,1,tone", "q,ada,0,truth", "q,bo,1,tone")
    assert len(read_ratings(other).said) == 3


def test_a_file_without_ratings_is_no_success(tmp_path):
    with pytest.raises(UnreadableQuestions, match="has no ratings"):
        read_ratings(written(tmp_path, "r.jsonl"))
    with pytest.raises(UnreadableQuestions, match="No such file"):
        read_ratings(tmp_path / "none.csv")


def test_a_row_of_a_sheet_that_is_not_rated_yet_is_left_out_and_other_columns_are_passed_over(tmp_path):
    file = written(
        tmp_path, "r.csv", "item,rater,value,question,answer", '1,ada,1,"How long,\nin days?",60', "2,,,How much?,14", "3,ada,0,,"
    )
    found = read_ratings(file)
    assert found.said == (Rating(item="1", rater="ada", value=1.0), Rating(item="3", rater="ada", value=0.0))
    assert found.unrated == 1
    lines = written(tmp_path, "r.jsonl", {"item": "1", "rater": "ada", "value": None}, {"item": "2", "rater": "ada", "value": 1})
    assert (len(read_ratings(lines).said), read_ratings(lines).unrated) == (1, 1)


def test_a_sheet_that_nobody_filled_in_is_no_success(tmp_path):
    with pytest.raises(UnreadableQuestions, match="none of its 2 rows has a value; fill in 'value'"):
        read_ratings(written(tmp_path, "r.csv", "item,rater,value", "1,,", "2,,"))
