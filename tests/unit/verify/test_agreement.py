"""Agreement: what of a claim its quotes do not carry."""

import pytest

from untuned.rag.verify.agreement import agree

SHOP = "Returns are accepted within 30 days of delivery. The base model costs $1,250.00 before tax. The tank holds 2.5 litres."
BAND = "The band left Oslo on 12 May 2011 and drove 310 miles to the north. Error E-1042 stopped the tour in the late summer."
LAVKA = "Возврат возможен в течение 30 дней. Доставка стоит 1 250 рублей. Завод открыт 5 мая 2019 года, длина линии 2,5 км."


def hard(claim, *quotes, supplies=(), conditions=True):
    return [flag.kind for flag in agree(claim, quotes, supplies=supplies, conditions=conditions) if flag.hard]


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("You can return it within thirty days.", SHOP),
        ("The base model is 1250 dollars.", SHOP),
        ("It costs $1.25k before tax.", SHOP),
        ("The tank takes 2500 ml.", SHOP),
        ("They drove about 500 km.", BAND),
        ("It was in May of 2011.", BAND),
        ("They left on 2011-05-12.", BAND),
        ("Error E1042 stopped it.", BAND),
        ("It happened in the 2010s.", BAND),
        ("Early in the 21st century they left.", BAND),
        ("Доставка стоит 1250 руб.", LAVKA),
        ("Вернуть можно за тридцать дней.", LAVKA),
        ("Линия длиной 2500 метров.", LAVKA),
        ("Завод открыли 05.05.2019.", LAVKA),
        ("It was sold to 1.2 million people.", "It was sold to 1,200,000 people."),
        ("The share is 12.5 percent.", "The share is 12,5 %."),
        ("Half a cup is enough.", "Take ½ cup."),
        ("The season of 2012 was long.", "The season 2011–12 was long."),
        ("It reached 14 °C (58 °F).", "It reached 58 °F in May."),
    ],
)
def test_a_figure_that_is_written_otherwise_is_carried(claim, quote):
    assert hard(claim, quote) == []


@pytest.mark.parametrize(
    ("claim", "quote", "kind"),
    [
        ("You can return it within 60 days.", SHOP, "number"),
        ("You can return it within 30 weeks.", SHOP, "unit"),
        ("The base model costs €1,250.00.", SHOP, "currency"),
        ("The base model costs $1,250 million.", SHOP, "number"),
        ("The tank holds 2.6 litres.", SHOP, "number"),
        ("The tank holds twenty litres.", SHOP, "number"),
        ("They drove 600 km.", BAND, "number"),
        ("The band left in June.", BAND, "date"),
        ("The band left in 2012.", BAND, "date"),
        ("They left on 2011-05-13.", BAND, "date"),
        ("Error E-1043 stopped it.", BAND, "identifier"),
        ("The share is 12 %.", "The share is 11 %.", "percentage"),
        ("The share is 12 %.", "The share is 12 dollars.", "percentage"),
        ("Доставка стоит 1350 рублей.", LAVKA, "number"),
        ("Доставка стоит 1250 долларов.", LAVKA, "currency"),
        ("Вернуть можно за тридцать недель.", LAVKA, "unit"),
        ("Завод открыт в июне 2019 года.", LAVKA, "date"),
        ("Write to sales@example.org for it.", SHOP, "identifier"),
        ("The share is 2‰.", "The share is 2 %.", "percentage"),
        ("The sensor works at 40 °C.", "The sensor works at -40 °C.", "number"),
        ("The sensor works at −40 °C.", "The sensor works at 40 °C.", "number"),
    ],
)
def test_a_figure_that_the_quotes_lack_is_a_hard_flag(claim, quote, kind):
    assert hard(claim, quote) == [kind]


def test_what_is_supplied_carries_numbers_and_names():
    assert hard("In 2019 it took 40 days.", SHOP, supplies=["How was it in 2019?", "computed: 40"]) == []
    assert agree("Anna returned it within 30 days.", [SHOP], supplies=["Did Anna return it?"]) == ()


def test_a_missing_name_is_a_soft_flag_that_says_it():
    (flag,) = agree("It was Tomas Reyes who left Oslo.", [BAND])
    assert (flag.kind, flag.hard, flag.says) == ("name", False, "Tomas Reyes")


def test_marks_that_name_sources_and_list_numbers_are_no_figures():
    assert hard("7. Returns are accepted within 30 days [4] (passages 2 & 3).", SHOP) == []


def test_a_year_is_only_doubted_where_the_source_counts_from_an_unknown_day():
    (flag,) = agree("The parade was in 2016.", ["The parade was held last month."])
    assert (flag.kind, flag.hard) == ("date", False)
    assert hard("The parade was in 2016.", "The parade was held in 2015, unlike last month.") == ["date"]


NEAR = "Members may cancel a repair at most 5 days before the parts are ordered."


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("Members must cancel a repair at most 5 days before the parts are ordered.", "must"),
        ("Members may not cancel a repair at most 5 days before the parts are ordered.", "not"),
        ("Members may cancel a repair at least 5 days before the parts are ordered.", "least"),
        ("Members may cancel a repair at most 5 days after the parts are ordered.", "after"),
    ],
)
def test_a_changed_closed_word_in_a_near_copy_is_shown_with_what_the_source_says(claim, says):
    (flag,) = agree(claim, [NEAR])
    assert (flag.kind, flag.hard, flag.says) == ("changed_word", True, says)
    assert claim[flag.start : flag.end] == says


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Все станции должны иметь по два резервных датчика.", "Некоторые станции должны иметь по два резервных датчика."),
        ("Станция не передает данные каждый день зимой.", "Станция передает данные каждый день зимой."),
        ("Гость может удалить станцию из общего списка.", "Гость должен удалить станцию из общего списка."),
        ("Датчик работает до включения основного питания станции.", "Датчик работает после включения основного питания станции."),
        ("It works with any version of Python >= 3 for now.", "It works with any version of Python <= 3 for now."),
        ("The file may only hold text encoded as UTF-7 here.", "The file may only hold text encoded as UTF-8 here."),
        ("Either party may leave within 4 users of the launch.", "Either party may leave within 4 months of the launch."),
        ("The term is from May 8, 2018 to May 3, 2019.", "The term is from June 8, 2018 to May 3, 2019."),
        ("This contract may also be changed in writing.", "This contract may only be changed in writing."),
        ("It is impossible to delete a station from here.", "It is possible to delete a station from here."),
        ("All prices hold until 5 April for members.", "All prices hold until 5 August for members. In April they rise."),
        ("The small plan costs 20 dollars for each user.", "The small plan costs 30 dollars for each user. Mail costs 20 dollars."),
    ],
)
def test_near_copies_that_say_something_else_are_refused(claim, quote):
    assert hard(claim, quote) == ["changed_word"]


def test_other_words_for_the_same_are_no_near_copy():
    assert (
        hard("Nobody can switch it off without an owner.", "Only owners are able to disable the alarm, which never stops by itself.") == []
    )


def test_a_window_without_a_change_carries_the_claim_whatever_others_say():
    assert (
        hard(
            "The guest may open the inner door at night.",
            "The guest must open the inner door at night.",
            "The guest may open the inner door at night.",
        )
        == []
    )


def test_a_bound_that_is_left_out_is_a_soft_flag():
    (flag,) = agree("Refunds take 5 days after the order is cancelled.", ["Refunds take at least 5 days after the order is cancelled."])
    assert (flag.hard, flag.source) == (False, "at least 5")


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A refund is paid within 5 business days.", "A refund is paid within 5 business days unless the card has expired."),
        ("We replace the whole set.", "If the parcel arrives damaged, we replace the whole set at no cost."),
        ("Вход открыт для всех гостей.", "Вход открыт для всех гостей, кроме держателей скидочных карт."),
        ("Залог возвращается полностью.", "Залог возвращается полностью, если ключ сдан до полудня."),
    ],
)
def test_a_condition_that_the_claim_lacks_refuses_it(claim, quote):
    assert hard(claim, quote) == ["condition"]
    assert hard(claim, quote, conditions=False) == []


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A refund takes 5 business days, but not for an expired card.", "A refund takes 5 business days unless the card has expired."),
        ("Залог возвращается, если ключ сдан до полудня.", "Залог возвращается полностью, если ключ сдан до полудня."),
        ("The alarm rings at night.", "Check if the alarm rings at night."),
        ("The mast is made of steel.", "If the parcel arrives damaged, we replace the whole set at no cost."),
    ],
)
def test_a_condition_that_is_said_or_about_something_else_refuses_nothing(claim, quote):
    assert hard(claim, quote) == []


def test_a_condition_of_the_question_counts_as_said():
    quote = "A refund is paid within 5 business days unless the card has expired."
    assert hard("A refund is paid within 5 business days.", quote, supplies=["When is it paid if the card has not expired?"]) == []


def test_nothing_is_said_of_an_empty_claim():
    assert agree("", [SHOP]) == ()
    assert agree("Nothing quoted.", []) == ()


@pytest.mark.parametrize(
    ("claim", "source"), [("Area is 10² m.", "Area is 102 m."), ("It is 10³ times as long.", "It is 10² times as long.")]
)
def test_a_raised_digit_is_a_number_of_its_own(claim, source):
    assert [flag.hard for flag in agree(claim, [source]) if flag.kind == "number"] == [True]
    assert not agree(claim, [claim])


def test_a_plain_number_is_not_carried_by_one_with_a_raised_digit():
    assert any(flag.hard for flag in agree("Area is 102 m.", ["Area is 10² m."]))
