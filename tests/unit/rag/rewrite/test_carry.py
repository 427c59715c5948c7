import random
import string

import pytest

from untuned.rag.rewrite.carry import carried, phrases
from untuned.rag.rewrite.leaning import LONGEST
from untuned.rag.rewrite.subject import Came

HISTORY = "How far back does version history go on the Pro plan?"
HISTORY_RU = "Сколько хранится история версий на тарифе Pro?"


def evenly(_word):
    return 0.1


def row(*cells, text=""):
    """What came of a question that one row of the table answered."""
    names = ("Item", "Half day", "Full day", "Deposit") if text == "" else ("Name", "Responsible for", "Phone", "E-mail")
    return Came(text=text or " | ".join(cells), rows=(tuple(zip(names, cells, strict=False)),))


WETSUIT, CANOE = row("Wetsuit", "9 EUR", "15 EUR", "30 EUR"), row("Canoe", "22 EUR", "38 EUR", "80 EUR")
ANNA, TOM = row("Anna Berg", "Boats", "0141", text="Anna Berg | Boats"), row("Tom Hale", "Courses", "0142", text="Tom Hale | Courses")
ROWING = Came(text="Beginners' rowing", rows=((("Course", "Beginners' rowing"), ("Day", "Saturday"), ("Price", "60 EUR")),))
REFUSED = Came(answered=False)


def after(question, *before):
    """The question, carried from (question, what came of it) before it."""
    return carried(question, earlier=[one for one, _ in before], came=[came for _, came in before], share=evenly)


def rewritten(question, *earlier, shown=()):
    found = carried(question, earlier=earlier, shown=shown, share=evenly)
    return None if found is None else found.question


@pytest.mark.parametrize("question", ["What about Enterprise?", "and for Enterprise?", "Enterprise?", "And the Enterprise plan?"])
def test_a_plan_takes_the_place_of_the_one_before_it(question):
    assert rewritten(question, HISTORY) == "How far back does version history go on the Enterprise plan?"


@pytest.mark.parametrize("question", ["А для Enterprise?", "а на тарифе Enterprise?", "А что насчёт Enterprise?"])
def test_a_plan_takes_the_place_of_the_one_before_it_in_russian(question):
    assert rewritten(question, HISTORY_RU) == "Сколько хранится история версий на тарифе Enterprise?"


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("And E-3001?", "What does error E-1042 mean?", "What does error E-3001 mean?"),
        ("And in 2025?", "What changed in 2024?", "What changed in 2025?"),
        ("and 3.2?", "What is new in version 3.1 of Sync?", "What is new in version 3.2 of Sync?"),
        ("and --retries?", "What is the default of --timeout?", "What is the default of --retries?"),
        ("And -v?", "What does the option -q mean?", "What does the option -v mean?"),
        ("What about shared_buffers?", "What is the default of max_connections?", "What is the default of shared_buffers?"),
        ("and str.join()?", "What does str.split() return?", "What does str.join() return?"),
        ("And `retries`?", "Which unit does `timeout` have?", "Which unit does `retries` have?"),
        ("And on Sunday?", "When is the bakery on Elm Street open on Saturdays?", "When is the bakery on Elm Street open on Sunday?"),
        ("And on Sunday?", "When is the Elm Street bakery open on Saturdays?", "When is the Elm Street bakery open on Sunday?"),
        ("And Market Square?", "When is the Elm Street bakery open?", "When is the Market Square bakery open?"),
        ("А в субботу?", "Во сколько в пятницу закрывается офис?", "Во сколько в субботу закрывается офис?"),
        ("And the Kettle K2?", "What power does the Toaster T5 have?", "What power does the Kettle K2 have?"),
        ("And the K2?", "How long is the warranty of the Kettle K1?", "How long is the warranty of the Kettle K2?"),
        ("And for drives?", "How long is the warranty for hubs?", "How long is the warranty for drives?"),
        ("And a Cairn Go?", "How do I pair a Cairn Hub?", "How do I pair a Cairn Go?"),
        ("А для дисков?", "Какая гарантия для хабов?", "Какая гарантия для дисков?"),
    ],
)
def test_what_is_named_takes_the_place_of_its_like(question, before, expected):
    assert rewritten(question, before) == expected


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("And the walnut loaf?", "How much is the rye loaf?", "How much is the walnut loaf?"),
        ("and the spelt one?", "How much is the rye loaf?", "How much is the spelt loaf?"),
        ("And parental leave?", "How many days of annual leave do I have?", "How many days of parental leave do I have?"),
        ("And damaged items?", "How do I return opened items?", "How do I return damaged items?"),
        ("And a deleted project?", "Can an account be restored, an empty project?", "Can an account be restored, a deleted project?"),
        ("And parental leave?", "How long is leave?", "How long is parental leave?"),
        ("А пшеничный хлеб?", "Сколько стоит ржаной хлеб?", "Сколько стоит пшеничный хлеб?"),
    ],
)
def test_what_is_called_by_the_same_noun_takes_the_place_of_its_like(question, before, expected):
    assert rewritten(question, before) == expected


@pytest.mark.parametrize("question", ["And the price?", "And the loaf?", "and the small one in the window?", "the spelt one from rye?"])
def test_a_thing_takes_no_place_without_a_noun_that_both_have(question):
    assert "rye loaf" in (rewritten(question, "How much is the rye loaf?") or "rye loaf")


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("Until when?", "May I carry over days of leave?", "Until when: May I carry over days of leave?"),
        ("From what amount?", "Can I pay by bank transfer?", "From what amount: Can I pay by bank transfer?"),
        ("And on which days?", "Do you deliver bread?", "on which days: Do you deliver bread?"),
        ("За сколько?", "Как подать заявление на отпуск?", "За сколько: Как подать заявление на отпуск?"),
        ("На какой срок?", "Бывает ли отпуск за свой счёт?", "На какой срок: Бывает ли отпуск за свой счёт?"),
    ],
)
def test_what_is_asked_behind_a_preposition_is_asked_of_the_whole_last_question(question, before, expected):
    assert rewritten(question, before) == expected


@pytest.mark.parametrize("between", ["Why?", "Until when?", "Почему?"])
def test_what_follows_a_question_about_the_last_one_goes_on_from_that_one(between):
    assert rewritten("And by cheque?", "Can I pay by bank transfer?", between) == "Can I pay by cheque?"
    assert rewritten("What about Enterprise?", HISTORY, between) == HISTORY.replace("Pro", "Enterprise")


def test_a_whole_question_that_opens_with_a_preposition_is_no_fragment_of_the_last_one():
    assert rewritten("Until when can I change an order?", "What does it cost to deliver bread?") is None


def test_a_russian_question_with_a_verb_behind_what_asks_is_whole():
    found = carried("Во сколько приезжает курьер?", earlier=["Сколько стоит доставка по городу?"], share=evenly)
    assert found is None or not found.sure


def test_a_place_takes_the_place_of_one_behind_the_same_preposition():
    assert rewritten("And from Norway?", "May I work from abroad?") == "May I work from Norway?"


@pytest.mark.parametrize(
    "question",
    ["no, I meant Enterprise", "Sorry, Enterprise", "sorry, I mean the Enterprise plan", "Actually, for Enterprise", "No. Enterprise!"],
)
def test_who_corrects_what_was_meant_is_asking_the_last_question_again(question):
    assert rewritten(question, HISTORY) == HISTORY.replace("Pro", "Enterprise")


@pytest.mark.parametrize("question", ["нет, я про Enterprise", "извините, я имел в виду Enterprise", "точнее, Enterprise"])
def test_who_corrects_what_was_meant_is_asking_the_last_question_again_in_russian(question):
    assert rewritten(question, HISTORY_RU) == HISTORY_RU.replace("Pro", "Enterprise")


@pytest.mark.parametrize("said", ["Perfect!", "Got it.", "Cool,", "Отлично,", "I see, thanks.", "Great!!"])
def test_what_was_said_before_a_follow_up_is_no_part_of_it(said):
    assert rewritten(f"{said} And Enterprise?", HISTORY) == HISTORY.replace("Pro", "Enterprise")


@pytest.mark.parametrize("question", ["More?", "Example?", "Really?"])
def test_a_word_that_says_nothing_is_no_name_for_its_capital(question):
    assert "Pro plan" in rewritten("And how much is it?", HISTORY, question)
    assert "Pro" in rewritten(question, HISTORY)


def test_the_day_of_before_is_not_carried_into_a_question_that_names_its_own():
    before = ("What time does the gym open on Sundays?", "And the pool?")
    assert "Sundays" not in rewritten("Why is it closed on Mondays?", *before)
    assert "Sundays" in rewritten("Is it warm?", *before)


def test_a_whole_question_behind_a_correction_stands_alone():
    assert rewritten("I meant how do I pair a Cairn Hub?", HISTORY) is None
    assert not carried("No refunds?", earlier=[HISTORY], share=evenly).sure


def test_a_language_is_added_and_takes_the_place_of_no_name():
    assert rewritten("And in Russian?", HISTORY) == "How far back does version history go on the Pro plan in Russian?"


def test_of_two_that_are_compared_neither_is_replaced():
    found = rewritten("And Free?", "Compare Pro and Enterprise.")
    assert all(name in found for name in ("Pro", "Enterprise", "Free"))


def test_a_pronoun_takes_the_topic_along_and_what_it_names_alone_is_the_brief_form():
    found = carried("How much does it cost?", earlier=[HISTORY], share=evenly)
    assert (found.question, found.sure) == ("How much does it cost, version history, Pro plan?", True)
    assert found.briefly == "How much does it cost, Pro plan?"


def test_a_topic_stays_until_a_question_names_another():
    cancer = ["What is throat cancer?", "Is it treatable?", "Tell me about lung cancer.", "What are its symptoms?"]
    assert rewritten("Is it treatable?", cancer[0]) == "Is it treatable, throat cancer?"
    assert rewritten("Can it spread to the throat?", *cancer) == "Can it spread to the throat, lung cancer?"


def test_a_follow_up_is_understood_by_the_follow_ups_before_it():
    assert rewritten("How much does it cost?", HISTORY, "What about Enterprise?").endswith("Enterprise plan?")
    assert rewritten("А Pro?", HISTORY_RU, "А для Enterprise?") == HISTORY_RU


def test_a_question_that_may_stand_alone_is_not_sure_to_mean_more():
    found = carried("What are the side effects?", earlier=["What is lavender oil good for?"], share=evenly)
    assert not found.sure


@pytest.mark.parametrize("question", ["How do I pair a Cairn Hub?", "What is MFA?", "Как подключить Cairn Hub?", ""])
def test_a_question_that_stands_alone_is_left_alone(question):
    assert rewritten(question, HISTORY) is None


def test_without_anything_before_it_nothing_is_carried():
    assert rewritten("What about Enterprise?") is None
    assert rewritten("Why does it do that?", "Why?") is None


def test_what_was_shown_is_the_topic_where_no_question_names_one():
    assert rewritten("How long does it take?", "Why?", shown=("Returns of hardware",)) == "How long does it take, Returns?"


def test_the_rarest_words_are_the_topic_and_no_more_than_five():
    common = {"customers"}
    found = phrases("are customers in the restore of deleted snapshots", share=lambda word: 0.9 if word in common else 0.01)
    assert found == ("restore", "deleted snapshots")
    assert sum(len(phrase.split()) for phrase in found) <= 5


def test_any_text_gives_a_short_rewrite_or_none():
    rng = random.Random(3)
    letters = string.printable + "абвгдеёжзий«»—…\x00\ud800"
    words = ["it", "and", "what about", "Pro", "E-1", "2024", "для", "а", "он", "the", "?", "\n"]
    for _ in range(500):
        texts = [" ".join(rng.choice([*words, "".join(rng.choices(letters, k=6))]) for _ in range(rng.randint(0, 30))) for _ in range(4)]
        found = carried(texts[0], earlier=texts[1:], shown=texts[:1], share=evenly)
        assert found is None or 0 < len(found.question) <= LONGEST


@pytest.mark.parametrize("question", ["return policy", "Pairing a Cairn Hub", "политика возврата"])
def test_words_typed_as_into_a_search_box_may_mean_themselves(question):
    found = carried(question, earlier=[HISTORY], share=evenly)
    assert found is None or not found.sure


@pytest.mark.parametrize("question", ["Enterprise", "the Enterprise plan?", "and return policy?", "what about pairing?"])
def test_what_goes_on_from_the_last_question_is_sure_to_mean_it(question):
    assert carried(question, earlier=[HISTORY], share=evenly).sure


@pytest.mark.parametrize("question", ["And the other one?", "the second one", "А другой?", "на втором?", "the latter"])
def test_another_one_is_not_what_was_named_and_what_follows_goes_on_from_before(question):
    assert rewritten(question, HISTORY) is None
    assert rewritten("And Enterprise?", HISTORY, question) == HISTORY.replace("Pro", "Enterprise")


HALF = ("How much is a wetsuit for half a day?", WETSUIT)


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("for a full day?", (HALF,), "How much is a wetsuit for a full day?"),
        ("a canoe?", (HALF,), "How much is a canoe for half a day?"),
        ("the canoe?", (HALF,), "How much is the canoe for half a day?"),
        ("and the deposit?", (HALF,), "the deposit, Wetsuit?"),
        ("and the deposit?", (HALF, ("a canoe?", CANOE)), "the deposit, Canoe?"),
        ("a canoe?", (HALF, ("for a full day?", WETSUIT)), "How much is a canoe for a full day?"),
        ("And on Sunday?", (("Which course is on Saturday?", ROWING), ("How much is it?", ROWING)), "Which course is on Sunday?"),
        ("the one on Sunday?", (("Which course is on Saturday?", ROWING), ("How much is it?", ROWING)), "Which course is on Sunday?"),
        ("And for fees?", (("Who is responsible for boats?", ANNA), ("What is her number?", ANNA)), "Who is responsible for fees?"),
    ],
)
def test_a_fragment_takes_the_place_of_its_like_where_a_row_answered(question, before, expected):
    found = after(question, *before)
    assert (found.question, found.sure) == (expected, True)


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("How much does it cost?", ("Which course is on Saturday?", ROWING), "How much does it cost, Beginners' rowing?"),
        ("What is her number?", ("Who do I call about the boat?", ANNA), "What is her number, Anna Berg?"),
        ("And his e-mail?", ("Who do I call about courses?", TOM), "his e-mail, Tom Hale?"),
        ("Какой у неё телефон?", ("Кому звонить про лодку?", ANNA), "Какой у неё телефон, Anna Berg?"),
    ],
)
def test_a_pronoun_stands_for_what_the_row_that_answered_is_about(question, before, expected):
    assert after(question, before).question == expected


def test_it_is_the_thing_and_her_the_person_that_were_spoken_of_last():
    before = (("Who do I call about the boat?", ANNA), ("How much is a canoe for half a day?", CANOE))
    assert after("What is her number?", *before).question == "What is her number, Anna Berg?"
    assert after("What is its deposit?", *before).question == "What is its deposit, canoe?"
    assert after("Какой у неё залог?", *before).question == "Какой у неё залог, canoe?"


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("What is his number?", (("Who do I call about the boat?", ANNA), ("What is her number?", ANNA))),
        ("And his e-mail?", (("Who do I call about the boat?", ANNA), ("What is her number?", ANNA))),
        ("And his?", (("Who do I call about the boat?", ANNA), ("What is her number?", ANNA))),
        ("What is his number?", (("What is Anna Berg's number?", ANNA), ("And Peter Klein's?", REFUSED))),
        ("What is her number?", (("Who do I call about the boat?", ANNA), ("Who do I call about horses?", REFUSED))),
        ("What is her number?", (("Who do I call about the boat?", ANNA), ("And the horses, please?", REFUSED))),
        ("What is her e-mail?", (("Who boats?", ANNA), ("What is her number?", ANNA), ("What is Tom Hale's number?", TOM))),
    ],
)
def test_who_is_meant_is_asked_back_where_that_is_not_told(question, before):
    found = after(question, *before)
    assert (found.question, found.unclear) == ("", "his" if "his" in question else "her")


def test_of_two_persons_the_one_who_was_called_so_is_meant():
    before = [("Who boats?", ANNA), ("What is her number?", ANNA), ("And Tom Hale's?", TOM), ("What is his e-mail?", TOM)]
    assert after("What is her e-mail?", *before).question == "What is her e-mail, Anna Berg?"


def test_refused_questions_that_lean_add_nothing_to_what_is_spoken_of():
    before = (HALF, ("Does it come in blue?", REFUSED), ("Who made it?", REFUSED), ("with sleeves?", REFUSED))
    assert after("for a full day?", *before).question == "How much is a wetsuit for a full day?"
    assert after("And is it warm?", *before).question == "is it warm, wetsuit?"


def test_what_is_asked_of_a_thing_without_an_answer_must_be_about_that_thing():
    for refused in ("and a surfboard?", "How much is a surfboard?"):
        before = (HALF, (refused, REFUSED))
        assert after("And a canoe?", *before).question.startswith("How much is a canoe")
        for question in ("and the deposit?", "What is its deposit?"):
            found = after(question, *before)
            assert "surfboard" in found.about
            assert "Wetsuit" not in found.question


def test_what_goes_on_from_a_row_must_be_about_its_subject():
    assert after("and the deposit?", HALF).about == "Wetsuit"
    assert after("for students?", HALF).about == "Wetsuit"
    assert after("How much does it cost?", ("Which course is on Saturday?", ROWING)).about == "Beginners' rowing"
    assert after("a canoe?", HALF).about == ""


def test_of_several_rows_that_were_shown_the_one_that_the_question_names_is_meant():
    both = Came(text="Canoe, Anna Berg", rows=(*CANOE.rows, *ANNA.rows))
    assert after("and the deposit?", ("How much is a canoe?", both)).question == "the deposit, Canoe?"
    assert after("and the deposit?", ("How much are they?", both)).question == "How much are they, the deposit?"


def test_nothing_takes_a_place_in_a_question_that_is_too_long_to_tell():
    long = "Is it " + "so very " * LONGEST + "wet in a wetsuit?"
    for question in ("a canoe?", "for a day?", "the one on Sunday?", "the canoe?"):
        assert not after(question, (long, WETSUIT)).placed


def test_how_long_something_lasts_is_not_what_it_stands_for():
    assert after("Is it warm?", HALF).question == "Is it warm, wetsuit?"


@pytest.mark.parametrize(
    ("question", "earlier", "expected"),
    [
        ("And for pensioners?", ["What is the price for 2026?"], "What is the price for 2026 for pensioners?"),
        ("And for students?", ["What is the price for pensioners for 2026?"], "What is the price for students for 2026?"),
        ("And for students?", ["What is the price for 2026 for pensioners?"], "What is the price for 2026 for students?"),
        ("And for 2026?", ["What is the price for 2025?", "And for pensioners?"], "What is the price for 2026 for pensioners?"),
    ],
)
def test_a_year_stands_beside_those_for_whom_it_is(question, earlier, expected):
    assert rewritten(question, *earlier) == expected


def test_the_verb_of_who_does_something_is_not_carried():
    assert rewritten("When does it start?", "Who teaches hand building?") == "When does it start, hand building?"
    assert rewritten("Когда она начинается?", "Кто ведёт лепку?") == "Когда она начинается, лепку?"


def test_a_thing_that_is_named_is_what_is_spoken_of_now():
    earlier = ("How many places are there?", "And the Raku weekend?")
    assert rewritten("Who teaches it?", *earlier) == "Who teaches it, Raku weekend?"
