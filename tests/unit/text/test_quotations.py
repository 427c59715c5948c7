import pytest

from untuned.text.quotations import quotations, without_code, without_emphasis


def words(text: str) -> list[str]:
    return [found.words for found in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        'It says "you have thirty days" there.',
        "It says “you have thirty days” there.",
        "It says „you have thirty days“ there.",
        "It says «you have thirty days» there.",
        '("you have thirty days")',
    ],
)
def test_double_quotation_marks_of_all_kinds_quote(text):
    assert words(text) == ["you have thirty days"]


def test_a_quotation_covers_its_marks_and_its_words_do_not():
    text = 'It says "you have thirty days" there.'
    (found,) = quotations(text)
    assert text[found.start : found.end] == '"you have thirty days"'
    assert not found.block


@pytest.mark.parametrize(
    "text",
    [
        'a "smart" device',
        'press "Factory Data Reset" first',
        "it's the users' data that we've kept",
        'a 15" screen beside a 17" screen on the desk',
        'You asked "how long do I have?"',
        '`print("hello big bad world")`',
        '```\nprint("hello big bad world")\n```',
        "> **Note:** keep the receipt in a safe place",
        "> [!TIP]\n> keep the receipt in a safe place",
        '"one thing here\n\nand another there"',
        "",
    ],
)
def test_names_apostrophes_questions_code_and_callouts_quote_nothing(text):
    assert words(text) == []


def test_a_block_quote_is_one_quote_without_its_byline_and_its_citation_marks():
    text = "As it says:\n\n> You have thirty days.\n> The box must be complete. [1]\n> — returns.md\n\nThat is all."
    (found,) = quotations(text)
    assert found.block
    assert found.words == "You have thirty days.\nThe box must be complete."
    assert text[found.start : found.end].startswith("> You have")


def test_quotation_marks_inside_a_block_quote_make_no_second_quote():
    assert words('> "You have thirty days," it says in there.') == ['"You have thirty days," it says in there.']


def test_a_list_inside_a_block_quote_keeps_its_last_item():
    assert words("> - first of the items\n> - last of the items") == ["- first of the items\n- last of the items"]


def test_quotes_come_in_the_order_of_the_text():
    text = 'He wrote "one two three".\n\n> four five six\n\nAnd «seven eight nine».'
    assert words(text) == ["one two three", "four five six", "seven eight nine"]


def test_unspaced_scripts_count_signs():
    assert words("他说「退货期限是三十天」。") == ["退货期限是三十天"]
    assert words("「退货」") == []


def test_code_inside_a_quote_stays_in_its_words():
    assert words('It says "run `fastapi dev` to start".') == ["run `fastapi dev` to start"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("You have **thirty** days", "You have thirty days"),
        ("run `fastapi dev` in _this_ folder", "run fastapi dev in this folder"),
        ("see [the page](https://x.example/a) for more", "see [the page](https://x.example/a) for more"),
        ("2*3*4 and a_b_c stay, and * a star too", "2*3*4 and a_b_c stay, and * a star too"),
    ],
)
def test_emphasis_of_the_answer_is_looked_through_and_arithmetic_and_links_stay(text, bare):
    assert without_emphasis(text) == bare


def test_a_text_without_its_code_is_as_long_as_it_was():
    text = "a `b c` d\n```\ne\n```\nf"
    assert without_code(text) == "a       d\n   \n \n   \nf"
