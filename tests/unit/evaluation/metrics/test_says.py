"""Whether a text says an answer."""

import pytest

from untuned.evaluation.metrics.reading.says import places, says

SAID = [
    ("The route is 3,000 kilometers long.", "3000 km"),
    ("It was on 2024-03-05.", "March 5, 2024"),
    ("It was on 5 March 2024.", "2024-03-05"),
    ("It was on 2024-03-05.", "5 марта 2024"),
    ("Война шла с 1562 по 1598 год.", "1562-1598"),
    ("fought intermittently between 1562 and 1598", "from 1562 to 1598"),
    ("the southern and central France", "southern and central France"),
    ("in France's southern and central parts", "the southern and central parts of France"),
    ("about one-eighth the number of French Catholics", "about one-eighth"),
    ("5 km away", "3.1 miles"),
    ("He had four sacks.", "4"),
    ("He was the fourth king.", "4th"),
    ("$1.2 million was paid", "1,200,000 dollars"),
    ("Он живет в Варшаве.", "Варшава"),
    ("четыре перехвата", "четырьмя"),
    ("in the 1990s", "1990s"),
    ("No, it cannot.", "no"),
    ("Да, можно.", "да"),
    ("It is called Curacao.", "Curaçao"),
    ("The plan is Pro.", "the Pro plan"),
    ("not in London but in Paris", "Paris"),
    ("It is not allowed.", "not allowed"),
    ("before", "before"),
    ("1234.5 kg", "1,234.5 kg"),
    ("AN-17,LTE antenna,38,95", "38"),
    ("AN-17,LTE antenna,38,95", "95 g"),
    ('GX-400,"Gateway, 4 ports",465,510', "465 EUR"),
    ("We sold 1,500 units,mostly small ones", "1500"),
    ("Lyon,+33 4 55501020,10:00,18:30", "10:00"),
    ("T-4,Brewline 300,2026-04-02,done", "2 April 2026"),
    ("Elyes Cherif Gabel played him.", "Elyes Gabel"),
    ("(1562–1598)", "1562 to 1598"),
    ("at 17:00", "5 pm"),
    ("8 am to 6 pm", "from 8:00 to 18:00"),
    ("open until 5:30", "5:30 p.m."),
    ("90 minutes", "1.5 hours"),
    ("7 days", "a week"),
    ("within a month", "one month"),
    ("1 of them", "one"),
    ("error E1042", "E-1042"),
    ("the 19th century", "nineteenth century"),
    ("XIX век", "19 век"),
    ("the U.S. army", "US army"),
    ("–40 °C", "-40 °C"),
    ("104 °F", "40 °C"),
    ("в течение трёх рабочих дней", "3 рабочих дня"),
    ("1500 тысяч", "1,5 млн"),
    ("100 €", "100 euros"),
    ("не менее 5 дней", "5 дней"),
    ("not until 1998", "1998"),
]
NOT_SAID = [
    ("It was on 2024-03-06.", "March 5, 2024"),
    ("It was in March 2023.", "March 2024"),
    ("fought from 1562 to 1599", "1562 to 1598"),
    ("72.5% of them", "5"),
    ("It is not Paris.", "Paris"),
    ("It is not accessible by US 60.", "US 60"),
    ("5 km away", "3 miles"),
    ("$1.2 million was paid", "1,200,000 euros"),
    ("There is no such thing as this in any text", "no"),
    ("Yes, it is.", "no"),
    ("Parisian", "Paris"),
    ("The plan is Basic.", "the Pro plan"),
    ("A year of 1990", "1990s"),
    ("", "Paris"),
    ("Paris", ""),
    ("5 мест", "50"),
    ("It lasted 276 years.", "275 years"),
    ("Matheson has a relationship with Jardine Skinner.", "Jardine Matheson"),
    ("at 17:30", "5 pm"),
    ("5 am", "17:00"),
    ("error E-1043", "E-1042"),
    ("version 2.1.0", "2.10.1"),
    ("AN-17,LTE antenna,38,95", "38.95"),
    ('GX-400,"Gateway, 4 ports",465,510', "465510"),
    ('GX-400,"Gateway, 4 ports",465,510', "466"),
    ("We sold 1,500 units,mostly small ones", "500"),
    ("Lyon,+33 4 55501020,10:00,18:30", "11:00"),
    ("40 °C", "-40 °C"),
    ("14 дней", "14 календарных дней"),
    ("100 USD", "100 euros"),
    ("neither Paris nor London", "London"),
    ("It isn't in Paris.", "Paris"),
    ("8 days", "a week"),
]


@pytest.mark.parametrize(("text", "gold"), SAID)
def test_a_text_says_an_answer_in_other_words_or_another_format(text, gold):
    assert says(text, gold)


@pytest.mark.parametrize(("text", "gold"), NOT_SAID)
def test_a_text_does_not_say_another_value(text, gold):
    assert not says(text, gold)


def test_the_place_is_the_sentence_that_says_it():
    text = "Nothing is here. The term is 60 days. Nor here."
    (place,) = places(text, "60 days")
    assert text[slice(*place)] == "The term is 60 days."


def test_words_of_an_answer_that_stand_in_two_sentences_do_not_say_it():
    assert not says("The Pro price is high. A plan is cheap.", "the Pro plan")


def test_several_values_may_stand_in_several_sentences():
    assert places("It began in 1562. It ended in 1598.", "from 1562 to 1598") == ((0, 35),)


def test_of_a_long_answer_one_word_in_five_may_be_said_otherwise():
    gold = "traditional private schools and schools which are privately governed"
    assert says("traditional private schools and schools that are governed privately", gold)
    assert not says("traditional schools that are governed", gold)
