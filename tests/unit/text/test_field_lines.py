from untuned.text.field_lines import field_lines


def test_lines_that_follow_each_other_and_each_say_what_something_is_are_found():
    text = "A museum.\nPhone: 117 496\nFax: none\n\nNote: closed.\nWe are sorry.\n"
    assert [text[at : text.index("\n", at)] for at in field_lines(text, 0, len(text))] == ["Phone: 117 496", "Fax: none"]


def test_one_such_line_and_what_goes_on_are_no_list():
    text = "Note: it is closed\non Mondays, and why: repairs\n"
    assert field_lines(text, 0, len(text)) == []
    assert field_lines("", 0, 0) == []
