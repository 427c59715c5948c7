from __future__ import annotations

from itertools import pairwise

import pytest

from reading import passage
from timing import assert_grows_with_length
from untuned.models.reader.counts import counted
from untuned.models.reader.cues import asked, offers
from untuned.models.reader.extractive import read
from untuned.models.reader.growing import begins_clause, is_step
from untuned.models.reader.question import prepare
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit, units
from untuned.text.words import terms

FLAT: dict[str, float] = {}


def first(question: str, *passages, language: str = "en", **options) -> str:
    return read(question, passages, idf=FLAT, language=language, **options).drafts[0].text


def test_the_sentence_that_answers_comes_first() -> None:
    text = "The Pro plan is for teams. Version history on the Pro plan goes back 90 days. Billing is monthly."
    question = "How many days of version history does the Pro plan keep?"
    assert first(question, passage(text), max_sentences=1) == "Version history on the Pro plan goes back 90 days."
    assert first(question, passage(text)) == text


def test_a_quote_is_the_source_word_for_word_and_the_claim_is_shown_plain() -> None:
    text = "Press the **ring** [button](https://example.com/b) for `7 s`."
    draft = read("Which button is pressed?", [passage(text, number=4)], idf=FLAT).drafts[0]
    assert draft.quotes == ((4, text),)
    assert draft.text == "Press the ring button for `7 s`."


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many seats has the plan?", "The plan has seats for teams. The plan has 50 seats.", "The plan has 50 seats."),
        ("When was the plan changed?", "The plan was changed by us. The plan was changed in 2021.", "The plan was changed in 2021."),
        (
            "Who designed the plan?",
            "The plan was well designed. The plan was designed by Ada Stone.",
            "The plan was designed by Ada Stone.",
        ),
        (
            "Why was the plan changed?",
            "The plan was changed again. The plan was changed because of costs.",
            "The plan was changed because of costs.",
        ),
        ("Сколько мест на тарифе?", "На тарифе есть места. На тарифе 50 мест.", "На тарифе 50 мест."),
        ("Когда изменён тариф?", "Тариф изменён нами. Тариф изменён в 2021 году.", "Тариф изменён в 2021 году."),
        ("Почему изменён тариф?", "Тариф изменён снова. Тариф изменён, потому что так дешевле.", "Тариф изменён, потому что так дешевле."),
    ],
)
def test_of_two_like_sentences_the_one_with_what_is_asked_for_comes_first(question: str, text: str, expected: str) -> None:
    assert read(question, [passage(text, language="")], idf=FLAT, max_sentences=1).drafts[0].text == expected


def test_a_question_in_the_text_does_not_answer() -> None:
    text = "How long does the battery last? The battery lasts nine hours."
    assert first("How long does the battery last?", passage(text), max_sentences=1) == "The battery lasts nine hours."


def test_another_inflection_of_a_word_is_found() -> None:
    assert first(
        "Как установить приложение?",
        passage("Погода хорошая. Установка приложения занимает минуту.", language="ru"),
        language="ru",
        max_sentences=1,
    ) == ("Установка приложения занимает минуту.")


def test_headings_above_a_sentence_count_for_it() -> None:
    text = "## Pairing\n\nHold the key down.\n\n## Reset\n\nPull the plug out."
    assert first("How do I start a reset?", passage(text), max_sentences=1) == "Pull the plug out."


def test_a_table_row_answers_with_its_header() -> None:
    text = "| Feature | Pro |\n| --- | --- |\n| Storage | 2 TB |\n| Seats | 50 |"
    assert first("How many seats has Pro?", passage(text), max_sentences=1) == "Seats | 50"


def test_a_sentence_that_ends_in_a_colon_brings_what_it_introduces() -> None:
    text = "To install it, run:\n\n```\npip install untuned\n```\n\nThen rest."
    draft = read("How do I install it?", [passage(text)], idf=FLAT).drafts[0]
    assert draft.quotes[:2] == ((1, "To install it, run:"), (1, "pip install untuned"))


def test_a_row_stands_alone() -> None:
    text = "| Feature | Pro |\n| --- | --- |\n| Storage | 2 TB |\n| Seats | 50 |\n| Price | 9 |"
    assert first("How many seats?", passage(text)) == "Seats | 50"


def test_sentences_that_follow_each_other_are_one_draft_with_one_quote() -> None:
    text = "The hub restarts nightly. The hub restarts at three."
    reading = read("When does the hub restart?", [passage(text)], idf=FLAT)
    assert [draft.quotes for draft in reading.drafts] == [((1, text),)]


def test_a_short_paragraph_brings_the_one_that_follows_it() -> None:
    text = "Ada Stone designed the hub.\n\nIt runs on solar power.\n\n## Else\n\nNothing."
    draft = read("Why did Ada Stone design the hub?", [passage(text)], idf=FLAT).drafts[0]
    assert draft.quotes == ((1, "Ada Stone designed the hub."), (1, "It runs on solar power."))


def test_a_short_answer_stands_alone_where_it_has_the_name_or_number_that_is_asked_for() -> None:
    text = "Ada Stone designed the hub.\n\nIt runs on solar power.\n\n* It weighs 3 kg.\n* It is blue."
    quotes = [
        read(question, [passage(text)], idf=FLAT).drafts[0].quotes for question in ("Who designed the hub?", "How many kg does it weigh?")
    ]
    assert quotes == [((1, "Ada Stone designed the hub."),), ((1, "It weighs 3 kg."),)]


def test_bullets_stand_each_for_itself_and_steps_follow_each_other() -> None:
    bullets = "# Meeting\n\n* Ana was ill.\n* The server was ordered.\n* Dora is back."
    steps = "# Pancakes\n\n1. Mix the flour.\n2. Stir the eggs in.\n3. Fry them."
    asked = (
        ("Was the server ordered?", bullets),
        ("Which steps stir eggs?", steps),
        ("How do I stir the eggs in?", bullets.replace("server was", "eggs stir")),
    )
    quotes = [[quote for _, quote in read(question, [passage(text)], idf=FLAT).drafts[0].quotes] for question, text in asked]
    assert quotes == [["The server was ordered."], ["Stir the eggs in.", "Fry them."], ["The eggs stir ordered.", "Dora is back."]]


def test_a_long_sentence_brings_the_rest_of_its_paragraph_and_the_sentence_beside_it() -> None:
    long = "The hub restarts at three, " + "and again at four, " * 10 + "every night."
    text = f"{long} Then it rests.\n\nIt is blue. It is round."
    reading = read("Why does the hub restart?", [passage(text)], idf=FLAT)
    assert reading.drafts[0].quotes == ((1, f"{long} Then it rests."), (1, "It is blue."))
    assert [len(place.units) for place in reading.places] == [2]


def beside(text: str, *, question: str = "Why does the hub restart?", max_sentences: int = 12) -> list[str]:
    long = "The hub restarts at three, " + "and again at four, " * 10 + "every night."
    reading = read(question, [passage(text.format(long))], idf=FLAT, max_sentences=max_sentences)
    assert reading.drafts[0].quotes[0] == (1, long)
    return [quote for _, quote in reading.drafts[0].quotes[1:]]


def test_what_stands_right_before_and_after_is_shown_beside_an_answer() -> None:
    assert beside("One.\n\nLook here.\n\n{}\n\nAnd here.\n\nTwo.") == ["And here.", "Look here."]


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\nLook here.\n\n# Hub\n\n{}\n\n# Two\n\nAnd here.",
        "* Look here.\n* {}\n* And here.",
        "Look here, " + "and look, " * 40 + "please.\n\n{}\n\nAnd here, " + "and there, " * 40 + "please.",
    ],
    ids=["other sections", "other items", "long paragraphs"],
)
def test_what_is_about_something_else_or_long_is_not_shown_beside_it(text: str) -> None:
    assert beside(text) == []


def test_nothing_is_shown_beside_a_sentence_that_has_the_day_or_number_that_is_asked_for() -> None:
    text = "One.\n\nLook here.\n\n{}\n\nAnd here.\n\nTwo."
    assert beside(text, question="When does the hub restart?") == []
    assert beside(text, question="Who restarts the hub?") == ["And here.", "Look here."]


def test_there_is_nothing_beside_an_answer_where_there_is_no_room() -> None:
    assert beside("Look here.\n\n{}\n\nAnd here.", max_sentences=1) == []
    assert beside("Look here.\n\n{}\n\nAnd here.", max_sentences=2) == ["Look here."]


def test_what_is_shown_stays_readable() -> None:
    text = "\n\n".join(f"The hub restarts at {hour} sharp, " + "and so on " * 30 for hour in ("one", "two", "three", "four", "five"))
    reading = read("When does the hub restart?", [passage(text)], idf=FLAT, max_sentences=20)
    assert 1 <= len(reading.drafts) <= 3
    assert sum(place.length for place in reading.places) <= 900


def test_no_more_sentences_are_quoted_than_asked_for() -> None:
    text = " ".join(f"The hub restarts at {hour} sharp." for hour in ("one", "two", "three", "four", "five"))
    reading = read("When does the hub restart?", [passage(text)], idf=FLAT, max_sentences=2)
    assert sum(quote.count("sharp") for draft in reading.drafts for _, quote in draft.quotes) == 2


def test_nothing_is_shown_twice() -> None:
    text = "The hub restarts at three."
    reading = read("When does the hub restart?", [passage(text), passage(text, number=2)], idf=FLAT)
    assert [draft.quotes for draft in reading.drafts] == [((1, text),)]


def test_a_second_place_of_the_same_document_is_shown_too() -> None:
    text = "The hub restarts at three.\n\n" + "It hums a little, " * 40 + "all night.\n\nThe hub restarts once more at five."
    reading = read("When does the hub restart?", [passage(text)], idf=FLAT)
    assert sorted(draft.text for draft in reading.drafts) == ["The hub restarts at three.", "The hub restarts once more at five."]


def test_a_third_place_is_shown_where_there_is_room_and_no_fourth() -> None:
    hum = "\n\n" + "It hums a little, " * 40 + "all night.\n\n"
    text = hum.join(f"The hub restarts {when}." for when in ("at three", "once more at five", "then before seven", "lastly towards nine"))
    reading = read("When does the hub restart?", [passage(text)], idf=FLAT)
    assert len(reading.places) == 3
    starts = sorted((place.start, place.end) for place in reading.places)
    assert all(left[1] <= right[0] for left, right in pairwise(starts))


def test_a_window_never_goes_beyond_its_heading() -> None:
    text = "## Pairing\n\nHold the key.\n\n## Reset\n\nPull the plug out."
    for window in read("How do I reset the plug of the key?", [passage(text)], idf=FLAT).windows:
        assert window.first == window.last


def test_of_two_translations_the_one_in_the_language_of_the_question_comes_first() -> None:
    english = passage("Set `root_path` for the proxy.", number=1, score=0.9)
    german = passage("Setze `root_path` for the proxy.", number=2, language="de")
    assert read("How do I set root_path for the proxy?", [german, english], idf=FLAT, language="en").drafts[0].quotes[0][0] == 1


def test_a_passage_in_another_language_is_read_when_there_is_no_other() -> None:
    german = passage("Setze `root_path` im Proxy.", language="de")
    assert read("What is root_path?", [german], idf=FLAT, language="en").drafts != ()


def test_a_further_document_must_carry_the_names_that_the_best_carries() -> None:
    pro = passage("Version history on the Pro plan goes back 90 days.", number=1)
    other = passage("Version history on the Enterprise plan goes back 365 days.", number=2)
    reading = read("How long is version history kept on the Enterprise plan?", [pro, other], idf=FLAT, language="en")
    assert [draft.quotes[0][0] for draft in reading.drafts] == [2]


def test_a_row_about_another_name_is_not_shown_besides() -> None:
    text = "O-1001,pump P-20,delivered\nO-1002,hose H-3,lost\n"
    reading = read("What happens with order O-1002?", [passage(text, title="orders", kind="csv")], idf=FLAT)
    assert [draft.text for draft in reading.drafts] == ["O-1002,hose H-3,lost"]


CODES = """# Codes

E-1041 appears when the clock is wrong.

E-1042 means that the file is locked.

E-1043 appears for long names.
"""


def test_nothing_about_another_code_is_shown_beside_the_one_that_is_asked_for() -> None:
    reading = read("What does error E-1042 mean?", [passage(CODES, number=1)], idf=FLAT, language="en")
    assert [draft.text for draft in reading.drafts] == ["E-1042 means that the file is locked."]


@pytest.mark.parametrize("example", ["The error code, such as E-1042, if any.", "Write the error code (e.g. `E-1042`)."])
def test_a_code_that_is_named_as_an_example_is_not_told_about(example: str) -> None:
    pages = [passage(f"# Help\n\n{example}", number=1, score=1.0), passage(CODES, number=2, score=0.9)]
    reading = read("What does error E-1042 mean?", pages, idf=FLAT, language="en")
    assert reading.drafts[0].text == "E-1042 means that the file is locked."


def test_a_price_is_told_by_an_amount_of_money_and_not_by_another_number() -> None:
    text = "The Ridge plan has a notice period of 30 days.\n\n| plan | price |\n| --- | --- |\n| Pebble | 39 EUR |\n| Ridge | 49 EUR |\n"
    reading = read("How much does the Ridge plan cost?", [passage(text)], idf=FLAT, language="en")
    assert reading.drafts[0].text == "Ridge | 49 EUR"


def test_a_further_document_with_more_to_say_need_not_carry_the_names() -> None:
    named = passage("`Hub7` is one of the parts that can be had in white.", number=1, score=1.0)
    telling = passage("A part restarts at night when the white light blinks.", number=2, score=0.9)
    reading = read("When does a white Hub7 part restart at night?", [named, telling], idf=FLAT, language="en")
    assert {quote[0] for draft in reading.drafts for quote in draft.quotes} == {1, 2}


def test_an_identifier_weighs_as_much_as_its_rarest_part() -> None:
    weights = prepare("Where does TestClient stand?", idf={"test": 1.0, "client": 1.0, "testclient": 2.0, "stand": 2.0}).weights
    assert weights["test"] + weights["client"] + weights["testclient"] == pytest.approx(weights["stand"])
    assert weights["testclient"] > weights["test"]


def test_a_heading_that_its_format_does_not_mark_is_not_read() -> None:
    text = "Return policy\nGoods go back within 30 days."
    found = read("What is the return policy?", [passage(text, headings=("Return policy",), kind="html")], idf=FLAT)
    assert [draft.text for draft in found.drafts] == ["Goods go back within 30 days."]


def test_passages_without_any_of_the_terms_give_no_draft() -> None:
    reading = read("Where is the lighthouse?", [passage("Soup is served at noon.")], idf=FLAT)
    assert reading.drafts == ()
    assert reading.windows == ()


@pytest.mark.parametrize("question", ["", "???", "is it", "🙂", "\0", "the " * 3000, "HB-1001 " * 2000])
def test_any_question_is_read(question: str) -> None:
    assert read(question, [passage("It is what it is.")], idf=FLAT).question is not None


def test_no_passages_give_nothing() -> None:
    assert read("Where is it?", [], idf=FLAT).drafts == ()


def test_the_weights_of_a_question_add_up_to_one_and_a_rare_term_weighs_more() -> None:
    question = prepare("Which port has the server?", idf={"port": 3.0, "server": 1.0})
    assert question.weights == {"port": 0.75, "server": 0.25}


def test_an_identifier_that_is_said_again_is_no_lighter() -> None:
    once, again = (
        prepare(f"What is {codes}?", idf=FLAT).weights for codes in ("HB-1001 and HB-1002", "HB-1001 and HB-1002, HB-1001, HB-1001")
    )
    assert again == once


def test_sets_of_terms_are_joined_and_weighed() -> None:
    question = prepare("Which port has the server?", idf={"port": 3.0, "server": 1.0})
    shares = Shares(question)
    assert shares.weight(shares.of(["port"])) == 0.75
    assert shares.weight(shares.of(["port"]) | shares.of(["server", "client"])) == 1.0
    assert shares.weight(shares.of(["client"])) == 0.0
    assert shares.of_pairs(shares.pairs(["a", "port", "server"])) == 1.0


def test_first_letters_are_enough_for_a_loose_match() -> None:
    shares = Shares(prepare("reset settings", idf=FLAT))
    assert shares.loose(["resettable"]) == shares.of(terms("reset"))


def test_a_question_of_stop_words_alone_keeps_them() -> None:
    assert prepare("What is it?", idf=FLAT).terms == tuple(terms("What is it?", stop_words=False))


def test_names_are_capitals_inside_the_sentence_identifiers_and_latin_words_in_russian() -> None:
    assert prepare("Where does Kafka keep E-1042 and root_path?", idf=FLAT).names >= {"kafka", "e-1042", "root_path"}
    assert prepare("Как подключить kafka?", idf=FLAT).names == {"kafka"}
    assert prepare("Where is it kept?", idf=FLAT).names == frozenset()


@pytest.mark.parametrize("word", ["Сколько", "За сколько", "До скольких"])
def test_a_russian_word_of_asking_weighs_less_than_what_is_asked_about(word: str) -> None:
    weights = prepare(f"{word} дней подают заявление?", idf=FLAT, language="ru").weights
    (asking,) = terms(word, language="ru")
    assert weights[asking] < min(weight for term, weight in weights.items() if term != asking) / 2


def test_capitals_throughout_a_question_name_nothing_and_one_word_in_capitals_does() -> None:
    assert prepare("WHAT DOES THE TEAM PLAN COST", idf=FLAT).names == frozenset()
    assert prepare("WHAT DOES ERROR E-1042 MEAN", idf=FLAT).names >= {"e-1042"}
    assert prepare("CORS", idf=FLAT).names == {"cor"}


PLANS = """
| Plan | Price per month | Storage | Seats |
|------|----------------:|--------:|------:|
| Free | 0 EUR | 2 GB | 1 |
| Team | 19 EUR | 200 GB | 10 |

Backups are not kept for the Free plan. Backups of the Team plan are kept for 21 days.
"""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How many seats are in the Free plan?", "Free | 0 EUR | 2 GB | 1"),
        ("How much storage is in the Free plan?", "Free | 0 EUR | 2 GB | 1"),
        ("Free plan seats", "Free | 0 EUR | 2 GB | 1"),
        ("How many seats does the Team plan have?", "Team | 19 EUR | 200 GB | 10"),
        ("Which plan has 10 seats?", "Team | 19 EUR | 200 GB | 10"),
    ],
)
def test_a_row_is_about_what_its_columns_are_named_and_says_it_alone(question: str, row: str) -> None:
    drafts = read(question, [passage(PLANS)], idf=FLAT, language="en").drafts
    assert [draft.text for draft in drafts] == [row]


def test_what_a_row_does_not_say_comes_beside_it() -> None:
    question = "Which seats, storage, price per month and backups has the Team plan?"
    drafts = read(question, [passage(PLANS)], idf=FLAT, language="en").drafts
    assert [draft.text for draft in drafts] == ["Team | 19 EUR | 200 GB | 10", PLANS.strip().splitlines()[-1]]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many seats are there?", "number"),
        ("Сколько мест?", "number"),
        ("What year was it?", "date"),
        ("В каком году это было?", "date"),
        ("Who wrote it?", "who"),
        ("Кто это написал?", "who"),
        ("Where is it?", "where"),
        ("Где это?", "where"),
        ("Why is it so?", "why"),
        ("Почему так?", "why"),
        ("How do I install it?", "how"),
        ("Как установить?", "how"),
        ("How much does the Ridge plan cost?", "price"),
        ("What is the price of a day ticket?", "price"),
        ("What does it cost?", "price"),
        ("Сколько стоит абонемент?", "price"),
        ("Какова цена абонемента?", "price"),
        ("How much time does it take?", "number"),
        ("What is a webhook?", "meaning"),
        ("What does error E-1042 mean?", "meaning"),
        ("What does the limit mean?", "meaning"),
        ("Which error means that?", "name"),
        ("Что такое вебхук?", "meaning"),
        ("Since which release is it there?", "version"),
        ("С какой версии это работает?", "version"),
        ("What is the minimum server version for it?", "version"),
        ("What is the default interval?", "value"),
        ("Which parameter replaces it?", "name"),
        ("Каким параметром это включить?", "name"),
        ("At what file size does it stop?", "number"),
        ("Which one runs first when two are added?", None),
        ("Что происходит, когда клиент ушёл?", None),
        ("Tell me more", None),
    ],
)
def test_the_words_of_a_question_tell_what_it_asks_for(question: str, kind: str | None) -> None:
    assert asked(question) == kind


def test_the_numbers_and_names_of_the_question_are_no_answer_to_it() -> None:
    assert not offers("In 1999 it was so.", kind="number", known=frozenset({"1999"}))
    assert offers("In 1999 it was 5.", kind="number", known=frozenset({"1999"}))


def test_digits_of_addresses_and_identifiers_are_no_numbers() -> None:
    assert not offers("See [it](https://example.com/7) and OAuth2.", kind="number", known=frozenset())
    assert offers("See [it](https://example.com/7) within 30 days.", kind="number", known=frozenset())


def test_what_ensures_or_prevents_something_is_a_reason() -> None:
    assert offers("This prevents leaks.", kind="why", known=frozenset())
    assert offers("Вот почему их два.", kind="why", known=frozenset())
    assert not offers("There are two.", kind="why", known=frozenset())


def test_a_step_is_told_in_short_forms_too() -> None:
    for step in ("You will need to set it.", "So you'll need to enable it.", "Then you’ll have to enable it."):
        assert offers(step, kind="how", known=frozenset())
    assert not offers("You'll see it there.", kind="how", known=frozenset())


def test_a_version_has_a_point_and_a_name_is_code_or_a_capital() -> None:
    assert not offers("It came in 2021.", kind="version", known=frozenset())
    assert offers("It came in 0.95.0.", kind="version", known=frozenset())
    assert offers("Use `embed` for it.", kind="name", known=frozenset())
    assert not offers("Use `embed` for it.", kind="name", known=frozenset({"embed"}))


def test_a_numbered_heading_that_its_format_does_not_mark_is_no_item() -> None:
    text = "1. Rent\n\nThe rent is 4,200 euros.\n\n1. Rent is due on Monday."
    found = read("What about the rent?", [passage(text, headings=("1. Rent",), kind="pdf")], idf=FLAT)
    assert [draft.text for draft in found.drafts] == ["The rent is 4,200 euros.\nRent is due on Monday."]


def test_a_word_of_asking_never_says_more_than_the_subject_does() -> None:
    """In a folder of a few pages the subject is in most of them, and `many` in none."""
    few = prepare("How many eggs do I need?", idf={"mani": 2.1, "egg": 0.5, "need": 2.1}, language="en").weights
    assert few["egg"] > few["mani"] + few["need"]


@pytest.mark.parametrize("question", ["What are the ingredients?", "What is the deadline?", "What is my password?"])
def test_what_the_documents_know_by_that_name_is_no_meaning(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How long does it take?", {"long"}),
        ("Which Python version is needed?", {"version"}),
        ("Сколько дней отпуска?", {"скольк"}),
        ("Why?", set()),
    ],
)
def test_the_words_that_say_what_kind_is_asked_for_are_known(question: str, kind: set[str]) -> None:
    assert prepare(question, idf=FLAT).kind_terms == kind


def test_a_word_that_only_points_weighs_next_to_nothing() -> None:
    weights = prepare("Как туда добраться?", idf=FLAT).weights
    assert weights["туд"] < 0.1 * max(weights.values())


def test_an_item_that_begins_with_what_is_asked_about_says_what_it_means() -> None:
    text = "- `in_transit`: on its way\n- `held`: waits at customs\n- `lost`: no event for 30 days"
    assert prepare("What does status held mean?", idf=FLAT).offered("`held`: waits at customs", _item("`held`: waits at customs"))
    assert first("What does status held mean?", passage(text)) == "`held`: waits at customs"
    assert not prepare("What does status held mean?", idf=FLAT).offered("`lost`: gone", _item("`lost`: gone"))


def _item(text: str) -> Unit:
    return Unit(0, len(text), "item", 0, tuple(terms(text)), ())


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("18. GOVERNING LAW. Ohio's laws hold.", True),
        ("3. Governing law\n\nOhio's laws hold.", True),
        ("3. Press the button\n4. Wait", False),
        ("3. Press the button.\n\nThe lamp lights.", False),
        ("GOVERNING LAW. Ohio's laws hold.", False),
    ],
)
def test_a_clause_of_a_contract_begins_with_a_number_and_a_title(text, begins):
    assert begins_clause(units(text)[0], text) is begins


def test_a_step_of_a_step_is_a_step_too() -> None:
    text = "2.1. Open the lid. Wait a little.\n2.2. Press the button."
    assert [is_step(unit, text) for unit in units(text)] == [True, True, True]


def test_a_step_has_a_number_before_it_and_a_second_sentence_of_a_bullet_is_none() -> None:
    text = "1. Open the lid. Wait a little.\n2. Press the button.\n\n- Web clipper for Firefox. Mended in 5.4.3."
    assert [(text[unit.start : unit.end], is_step(unit, text)) for unit in units(text)] == [
        ("Open the lid.", True),
        ("Wait a little.", True),
        ("Press the button.", True),
        ("Web clipper for Firefox.", False),
        ("Mended in 5.4.3.", False),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What is the rent of the flat?",
        "What's the monthly salary for a cook?",
        "What is Grimsdal Services paid for a winter?",
        "Сколько платят второму сторожу?",
        "Сколько вы берёте за доставку?",
        "Во сколько обходится полимераза?",
        "Сколько мы заплатили за ремонт?",
        "Сколько с человека берут за вход?",
        "What is the cook's salary?",
        "What are the seasonal helpers paid an hour?",
    ],
)
def test_what_is_paid_is_a_price(question: str) -> None:
    assert asked(question) == "price"


@pytest.mark.parametrize(
    "question",
    [
        "What is the deposit for?",
        "What is the bill paid with?",
        "What is the rent agreement?",
        "What is a deposit?",
        "What is the latest date by which invoices are paid?",
        "What is the account into which the rent is paid?",
        "Сколько времени берёт сушка?",
        "Сколько платформ на вокзале?",
        "Сколько платьев в магазине?",
        "Сколько вещей берут с собой?",
        "Сколько человек оплатили взнос?",
        "Сколько лет платят ипотеку?",
    ],
)
def test_other_questions_about_what_is_paid_ask_for_no_price(question: str) -> None:
    assert asked(question) != "price"


def test_days_and_times_in_a_row_are_no_price() -> None:
    assert not offers("2026-09-22,travel,ferry Harwich 23:00 - cabins booked", kind="price", known=set(), row=True)
    assert offers("2026-09-22,travel,ferry Harwich 23:00,145", kind="price", known=set(), row=True)


@pytest.mark.parametrize(
    "row", ["ferry,2026-09-22,145", "cleaning,05.10.2026,75", "hall,23:00,60", "refund,2026-10-11,-45", "| Refund | -45 |"]
)
def test_an_amount_right_behind_a_day_a_time_or_a_minus_is_a_price(row: str) -> None:
    assert offers(row, kind="price", known=set(), row=True)


def test_a_number_of_the_question_is_no_price_with_a_comma_behind_it_either() -> None:
    assert not offers("2026-10-02,room,hall 2,", kind="price", known={"2"}, row=True)


def test_a_currency_is_nobody_and_by_what_something_is_paid_is_how() -> None:
    assert not offers("The boat is paid in EUR.", kind="who", known=frozenset())
    assert offers("Rent can be paid by bank transfer only.", kind="how", known=frozenset())
    assert not offers("Rent can be high.", kind="how", known=frozenset())


def test_how_many_there_are_is_asked_in_spoken_russian_too() -> None:
    assert asked("По скольку таблеток пить?") == "number"
    assert counted("По скольку таблеток пить?") == "таблеток"


def test_a_weekday_is_nobody() -> None:
    assert not offers("On Monday you meet your buddy.", kind="who", known=frozenset())
    assert offers("On Monday you meet Priya.", kind="who", known=frozenset())


def test_what_stands_below_the_question_itself_goes_before_what_has_its_words() -> None:
    text = "## When is the salary paid?\n\nOn the 5th of each month.\n\n## Bonus\n\nThe bonus is paid in February, with the salary."
    assert first("When is the salary paid?", passage(text), max_sentences=1) == "On the 5th of each month."


def test_a_number_in_another_bullet_is_of_something_else() -> None:
    text = "# Minutes\n\n- The logo was accepted.\n- Support moves to Leeds.\n- Two laptops are bought for 2400 euros."
    reading = read("How much did the logo cost?", [passage(text)], idf=FLAT)
    assert (reading.windows[0].first, reading.windows[0].last) == (0, 0)


def test_clauses_of_a_contract_answer_each_for_itself() -> None:
    text = "2.1. Shoes have a warranty of 60 days.\n2.2. Scratches are not covered.\n2.3. A repair takes 20 days."
    reading = read("Who repairs shoes?", [passage(text)], idf=FLAT)
    assert all(window.first == window.last for window in reading.windows)


def test_before_you_update_is_no_day_and_the_heading_of_the_release_tells_it() -> None:
    text = "# Notes\n\n## 3.0 (1 September 2025)\n\n- New look.\n- Make a backup before you update."
    draft = read("When was version 3.0 released?", [passage(text)], idf=FLAT).drafts[0]
    assert "3.0 (1 September 2025)" in [quote for _, quote in draft.quotes]


@pytest.mark.parametrize("part", ["what is ", "сколько "])
def test_a_question_takes_time_in_proportion_to_its_length(part: str) -> None:
    assert_grows_with_length(asked, part * 1_000 + "paid by", part * 4_000 + "paid by")


def test_a_row_of_figures_takes_time_in_proportion_to_its_length() -> None:
    assert_grows_with_length(lambda text: offers(text, kind="price", known=set(), row=True), "1," * 2_000, "1," * 8_000)


def test_what_opens_a_section_whose_heading_is_what_is_to_be_done_says_how() -> None:
    hub = "## Pairing a Cairn Hub\n\n1. Connect the hub to power.\n2. Hold the ring button for 7 seconds."
    steps = f"{hub}\n\n## Pairing a Cairn Go\n\nPlug it in."
    export = "## Exporting\n\nChoose a paired Cairn Hub or a paired Cairn Go as the destination."
    passages = [passage(export, number=1), passage(steps, number=2)]
    for question, expected in (
        ("How do I pair a Cairn Hub?", "Connect the hub to power.\nHold the ring button for 7 seconds."),
        ("How do I pair a Cairn Go?", "Plug it in."),
    ):
        assert read(question, passages, idf=FLAT, language="en").drafts[0].text == expected


def test_a_month_within_a_range_is_what_a_sentence_speaks_of() -> None:
    hours = "# Pool\n\nThe pool opens at 6:00 from April to September.\n\nThe pool opens at 8:00 from November to February."
    for month, expected in (("July", "6:00"), ("January", "8:00")):
        (draft, *_) = read(f"When does the pool open in {month}?", [passage(hours, number=1)], idf=FLAT, language="en").drafts
        assert expected in draft.quotes[0][1]
