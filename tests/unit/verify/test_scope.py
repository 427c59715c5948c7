from __future__ import annotations

from itertools import product

import pytest

from timing import assert_grows_with_length
from untuned.rag.verify.scope.scope import in_scope

TWINS = [
    (
        "How long is history kept on the Enterprise plan?",
        "History goes back 365 days.",
        "Enterprise plan",
        "History goes back 90 days.",
        "Pro plan",
    ),
    ("Does enterprise include SSO?", "Single sign-on is included.", "Enterprise plan", "Single sign-on is not included.", "Pro plan"),
    ("Is it available on the Free plan?", "It is not available.", "Free plan", "It is available.", "Business plan"),
    (
        "Сколько хранится история на тарифе Enterprise?",
        "История хранится 365 дней.",
        "Тариф Enterprise",
        "История хранится 90 дней.",
        "Тариф Pro",
    ),
    ("Сколько стоит корпоративный тариф?", "Цена 30 долларов.", "Корпоративный тариф", "Цена 3 доллара.", "Базовый тариф"),
    ("What does error E-1042 mean?", "E-1042: the hub is offline.", "Codes", "E-1043: the disk is full.", "Codes"),
    ("Что значит ошибка Е-1042?", "E-1042 — узел не в сети.", "Коды", "E-1043 — диск полон.", "Коды"),
    ("What changed in version 2.3?", "Version 2.3 adds dark mode.", "Changes", "Version 2.2 adds tabs.", "Changes"),
    ("What is the limit for Python 3.8?", "The limit for Python 3.8 is 5.", "Limits", "The limit for Python 3.9 is 6.", "Limits"),
    ("What was the revenue in 2019?", "Revenue was 5 million in 2019.", "Report", "Revenue was 4 million in 2018.", "Report"),
    ("Какая была выручка в 2019 году?", "Выручка в 2019 году была 5 млн.", "Отчёт", "Выручка в 2018 году была 4 млн.", "Отчёт"),
    ("What was agreed on 2024-03-05?", "It was agreed to hire.", "Meeting 5 March 2024", "It was agreed to stop.", "Meeting 12 March 2024"),
    (
        "Up to what sum does Anna Petrova approve travel?",
        "Anna Petrova approves travel up to 500.",
        "",
        "Boris Sidorov approves travel up to 900.",
        "",
    ),
    (
        "До какой суммы Анна Петрова согласует поездки?",
        "Поездки до 500 согласуются Анной Петровой.",
        "",
        "Поездки до 900 согласуются Борисом Сидоровым.",
        "",
    ),
    (
        "Who is the manager of Ivan Smirnov?",
        "The manager of Ivan Smirnov is Olga Lapina.",
        "",
        "The manager of Petr Volkov is Nina Kruglova.",
        "",
    ),
    ("How much does the Cairn Hub weigh?", "The Cairn Hub weighs 300 g.", "Products", "The Cairn Go weighs 100 g.", "Products"),
    (
        "How long is the warranty of the Falcon drill?",
        "The Falcon drill has two years.",
        "Drills",
        "The Osprey drill has three years.",
        "Drills",
    ),
    ("When does the Paris office open?", "The office opens at 9.", "Paris office", "The office opens at 8.", "Berlin office"),
    ("Когда открывается офис в Казани?", "Офис открывается в 9.", "Офис в Казани", "Офис открывается в 8.", "Офис в Самаре"),
    (
        "What does Section 4.2 say about notice?",
        "4.2 Notice is given in writing.",
        "Contract",
        "Section 5.1 Notice is given by mail.",
        "Contract",
    ),
]


@pytest.mark.parametrize(("question", "right", "its_title", "twin", "twins_title"), TWINS)
def test_the_right_page_is_kept_and_its_twin_is_not(question, right, its_title, twin, twins_title):
    assert in_scope(question, quote=right, context=[its_title]).ok
    found = in_scope(question, quote=twin, context=[twins_title])
    assert not found.ok
    assert found.missing
    assert found.sentence


def test_the_sentence_says_what_the_quote_is_about():
    assert in_scope("Is SSO part of Enterprise?", quote="Not included.", context=["Pro plan"]).sentence == "this is about the Pro plan"
    assert in_scope("Есть ли SSO на тарифе Enterprise?", quote="Нет.", context=["Тариф Pro"]).sentence == "это о тарифе Pro"


@pytest.mark.parametrize(
    ("question", "quote", "context"),
    [
        ("How do I return JSON from an API?", "Return a dict.", ["Responses"]),
        ("Can I use HTTPS with Let's Encrypt?", "Use a proxy that handles certificates.", ["HTTPS"]),
        ("What is the difference between Pro and Enterprise?", "Pro keeps 90 days of history.", ["Pro plan"]),
        ("Who won in 2016?", "The Broncos won the game.", ["Final of 2016"]),
        ("What was it worth in 2016?", "From 2014 to 2018 it was worth 5.", ["Report"]),
        ("When did Temur Khan die?", "Temür Khan died in 1307.", ["Dynasty"]),
        ("Где родился Иван Петров?", "О рождении Ивана Петрова известно мало.", ["Люди"]),
        ("May I smoke here?", "Smoking is not allowed.", ["Rules"]),
        ("Does it still run on Windows 7?", "Removed: support for Windows\n  7.", ["3.1.0 (2026-01-11)"]),
        ("¿Qué hace el parámetro?", "Sirve para filtrar.", ["Parámetro Filtro"]),
        ("¡Ojo! ¿Dónde están los cables?", "En la caja Azul.", ["Caja Azul"]),
        ("Welcher Statuscode wird beim Erstellen gesendet?", "Gesendet wird 201.", ["Antworten Und Fehler"]),
    ],
)
def test_ordinary_right_answers_stay(question, quote, context):
    assert in_scope(question, quote=quote, context=context).ok


def test_a_german_question_is_about_the_person_that_it_names():
    question = "Welche Telefonnummer hat Jens Hoffmann?"
    assert in_scope(question, quote="Seine Nummer ist 1102.", context=["Jens Hoffmann"]).ok
    found = in_scope(question, quote="Seine Nummer ist 5501.", context=["Anna Vogt"])
    assert (found.ok, found.found_instead) == (False, ("Anna Vogt",))


def test_a_single_german_word_behind_a_bare_preposition_is_a_name():
    quote = "Der Hersteller von Boreas gibt eine Garantie von 24 Monaten auf das Gerät."
    assert not in_scope("Welche Garantie gibt der Hersteller von Zephyr auf das Gerät?", quote=quote, context=["Boreas"]).ok
    assert in_scope("Welche Garantie gibt der Hersteller von Boreas auf das Gerät?", quote=quote, context=["Boreas"]).ok


def test_a_name_that_nearly_every_page_holds_restricts_nothing():
    question, quote, context = "How fast is the Falcon drill?", "The Osprey drill turns fast.", ["Drills"]
    assert not in_scope(question, quote=quote, context=context).ok
    assert in_scope(question, quote=quote, context=context, frequency=lambda word: 0.9).ok


def test_known_rivals_fail_a_quote_that_carries_one_in_place_of_the_asked():
    found = in_scope("How heavy is Fjord?", quote="It weighs 3 kg.", context=["Tundra"], rivals=("Fjord", "Tundra"))
    assert (found.ok, found.found_instead) == (False, ("Tundra",))


def test_a_missing_name_without_a_rival_is_a_soft_flag():
    found = in_scope("How heavy is the Fjord?", quote="It weighs 3 kg.", context=["Weights"])
    assert found.ok
    assert found.missing == ("Fjord",)


def test_a_missing_code_fails_by_itself_and_public_codes_do_not():
    assert not in_scope("What does E-1042 mean?", quote="The hub is offline.", context=["Hub"]).ok
    assert in_scope("Is UTF-8 read?", quote="Any text is read.", context=["Files"]).ok


def test_the_columns_of_a_printed_table_are_no_name():
    question = "Does Cairn Express deliver to Poland?"
    assert in_scope(question, quote="Country Days\nNorway 5", context=("Delivery",)).found_instead == ()
    assert in_scope(question, quote="Tarn Courier\nNorway 5", context=("Delivery",)).found_instead == ("Tarn Courier",)


def test_a_pasted_text_with_hundreds_of_names_is_held_against_a_quote_in_time():
    made = ["".join(pair) for pair in product("bdfglmnprst", "aeiou", "kvz", "aiu")]
    some, more = (
        " ".join(f"It works with {name.title()}on and the {name}et of the {name[::-1]} again." for name in made[:count])
        for count in (50, 200)
    )
    quote = " ".join(f"{name}ing {name[::-1]}er" for name in made[200:])
    assert_grows_with_length(lambda question: in_scope(question, quote=quote, context=[]), some, more)


@pytest.mark.parametrize("text", [" ", "-", "* "])
def test_a_quote_that_opens_with_a_long_row_of_signs_is_read_in_time(text):
    def held(quote):
        assert in_scope("What does it cost?", quote=f"{quote}It costs 5 EUR.", context=[]).ok

    assert_grows_with_length(held, text * 500, text * 2_000)


@pytest.mark.parametrize("text", ["How much does the Pro plan cost? ", "Сколько стоит тариф Pro? "])
def test_a_pasted_text_that_names_a_plan_thousands_of_times_is_held_against_a_quote_in_time(text):
    def held(question):
        assert in_scope(question, quote="The Pro plan costs 29 EUR.", context=["Pro plan"]).ok

    assert_grows_with_length(held, text * 1_000, text * 4_000)


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Is it closed on 25 December?", "It is closed on 24, 25 and 26 December.", True),
        ("Is it closed on 23 December?", "It is closed on 24, 25 and 26 December.", False),
        ("When does it open in July?", "It opens at 6:00 from April to September.", True),
        ("When does it open in July 2026?", "It opens at 6:00 from April to September.", True),
        ("When does it open in November?", "It opens at 6:00 from April to September.", False),
        ("Во сколько открытие в июле?", "С апреля по сентябрь открытие в 6:00.", True),
        ("Во сколько открытие в ноябре?", "С апреля по сентябрь открытие в 6:00.", False),
        ("When does it open in July?", "It opens at 6:00 all year round, but not on 24 December.", True),
        ("When is the sale in August?", "The sale is on 3 July, and offers come all year round.", False),
        ("When do they meet in March?", "They meet on 5 May. Minutes are sent every month.", False),
        ("When do they meet in May?", "They meet on 5 May. Minutes are sent every month.", True),
    ],
)
def test_a_day_in_a_list_or_a_range_of_the_quote_is_what_it_speaks_of(question, quote, fits):
    assert in_scope(question, quote=quote, context=[]).ok is fits


@pytest.mark.parametrize(
    ("question", "quote", "instead"),
    [
        ("What does a visit cost for guests?", "A visit costs 7 EUR for members.", ("members",)),
        ("What does a visit cost for non-members?", "A visit costs 7 EUR for members.", ("members",)),
        ("Can guests use the sauna?", "The sauna costs 7 EUR for members.", ("members",)),
        ("What does a visit cost for guests?", "A visit costs 7 EUR for members and 9 EUR for guests.", ()),
        ("What does a visit cost for students?", "A visit costs 7 EUR for members.", ()),
        ("What does a visit cost for guests?", "A visit costs 7 EUR.", ()),
        ("Сколько стоит посещение для гостей?", "Посещение для членов, 7 евро.", ("членов",)),
        ("What does a visit cost for guests?", "A visit costs 7 EUR for members and 9 EUR for non-members.", ()),
        ("What does a visit cost for non-members?", "A visit costs 7 EUR for members and 9 EUR for guests.", ()),
        ("What does a visit cost for guests?", "A visit costs 7 EUR for members. Others pay 9 EUR.", ()),
        ("What do adults pay for lunch?", "The camp costs 90 EUR for children. Everyone pays 5 EUR for lunch.", ()),
        ("What does entry cost for children?", "Entry costs 10 EUR for adults, and half that under 18 years.", ()),
        ("What does entry cost for children?", "Entry costs 10 EUR for adults, and 2 EUR under 5 % of all days.", ("adults",)),
        ("Сколько стоит вход для детей?", "Вход 500 рублей для взрослых, до 7 лет бесплатно.", ()),
        ("Сколько стоит вход для детей?", "Вход 500 рублей для взрослых, для остальных 100 рублей.", ()),
    ],
)
def test_what_is_said_for_one_group_is_nothing_for_another_of_which_nobody_is_in_both(question, quote, instead):
    found = in_scope(question, quote=quote, context=[])
    assert (found.ok, found.found_instead) == (not instead, instead)


@pytest.mark.parametrize(
    ("question", "quote", "sentence"),
    [
        (
            "Can I pay the yearly fee by credit card?",
            "The yearly fee is 345 EUR, 190 with a student card.",
            "this does not mention credit card",
        ),
        ("Can I pay the fee in cash?", "The fee is 345 EUR.", "this does not mention cash"),
        ("Можно ли оплатить взнос картой?", "Взнос составляет 500 рублей.", "здесь нет упоминания: картой"),
        ("Can I pay the fee by credit card?", "The fee is paid by bank transfer only.", ""),
        ("Can I pay by card?", "We accept Visa and cash.", ""),
        ("How much do students pay?", "Students pay 190 EUR.", ""),
        ("Are life jackets free?", "All juniors wear a life jacket.", "this does not mention free"),
        ("Are life jackets free?", "Life jackets are included.", ""),
        ("Are life jackets free?", "A life jacket costs 3 EUR.", ""),
        ("Is the hall free of asbestos?", "The hall was built in 1990.", ""),
        ("Сколько живёт бесплатный сертификат?", "Сертификат живёт 3 месяца.", ""),
        ("Бесплатны ли жилеты?", "Жилеты носят все юниоры.", "здесь нет упоминания: Бесплатны"),
        ("Жилеты бесплатные?", "Жилеты носят все юниоры.", "здесь нет упоминания: бесплатные"),
        ("Жилеты бесплатные?", "Жилет входит в цену.", ""),
        ("Do I get my cash back?", "The deposit is returned.", ""),
        ("Can I pay the fee in instalments?", "The fee is 345 EUR.", "this does not mention instalments"),
        ("Can I pay cash?", "We accept all common methods of payment.", ""),
        ("Can I pay the deposit in cash?", "The deposit is 20 EUR, in coins or banknotes.", ""),
        ("Можно ли заплатить наличными?", "Оплата производится через терминал на входе.", ""),
        ("When do I have to pay an invoice?", "Bills are paid within 14 days.", ""),
        ("How do I pay for a visa?", "The fee is collected at the consulate.", ""),
    ],
)
def test_a_price_does_not_tell_by_what_means_it_can_be_paid(question, quote, sentence):
    found = in_scope(question, quote=quote, context=[])
    assert (found.ok, found.sentence) == (not sentence, sentence)


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Is it open on 10 September 2026?", "In 2026 it is closed from 3 August to 16 August.", False),
        ("Is it open on 10 August 2026?", "In 2026 it is closed from 3 August to 16 August.", True),
        ("What happened on 10 September 2026?", "In 2026 the bridge was built.", True),
    ],
)
def test_the_year_alone_is_not_the_day_where_other_days_are_named(question, quote, fits):
    assert in_scope(question, quote=quote, context=[]).ok is fits


@pytest.mark.parametrize(
    ("quote", "path"),
    [("Adults pay 39 EUR a month.", "policies/membership.md"), ("The studio plans to replace the roof.", "roof.md")],
)
def test_a_folder_and_a_verb_name_no_plan(quote, path):
    assert in_scope("What does the basic membership cost?", quote=quote, context=["Prices", path]).found_instead == ()
