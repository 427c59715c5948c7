"""Two statements held against each other, in English and Russian."""

import pytest

from untuned.text.contradiction import Statement, difference, told

CONFLICTS = [
    ("number", "The Cairn Hub weighs 4 kg without packaging.", "Without packaging, the weight of the Cairn Hub is 5 kg."),
    ("number", "«Валун» можно вернуть в течение 14 дней.", "«Валун» можно вернуть в течение 30 дней."),
    ("number", "Up to 5 users can share one Cairn Hub.", "Up to 50 users can share one Cairn Hub."),
    ("date", "Support for the Cairn Hub ends on 1 March 2025.", "Support for the Cairn Hub ends on 2025-03-02."),
    ("date", "Поддержка «Валун» прекращается 1 марта 2025 года.", "Поддержка «Валун» прекращается 01.04.2025."),
    ("unit", "The session of the Cairn Hub ends after 30 minutes.", "The session of the Cairn Hub ends after 30 hours."),
    ("unit", "«Валун» поддерживает 20 пользователей одновременно.", "«Валун» поддерживает 20 устройств одновременно."),
    ("negation", "Guests can download reports from the Cairn Hub.", "Guests cannot download reports from the Cairn Hub."),
    ("negation", "Updates of the Cairn Hub are enabled by default.", "Updates of the Cairn Hub are disabled by default."),
    ("negation", "Передавать «Валун» партнёрам разрешено.", "Передавать «Валун» партнёрам запрещено."),
    ("name", "The data of the Cairn Hub is stored in Berlin.", "The data of the Cairn Hub is stored in Vienna."),
    ("name", "Покупку «Валун» согласует Анна Орлова.", "Покупку «Валун» согласует Игорь Седов."),
    ("number", "The Cairn Hub has room for twelve rolls.", "The Cairn Hub has room for nine rolls."),
    ("number", "The Cairn Hub is the third largest of the valley.", "The Cairn Hub is the 2nd largest of the valley."),
    ("number", "The desk of the Cairn Hub opens at 9 a.m.", "The desk of the Cairn Hub opens at 10:00."),
    ("number", "The Cairn Hub needs Python 3.9 or later.", "The Cairn Hub needs Python 3.11 or later."),
    ("number", "The Cairn Hub was checked twice last year.", "The Cairn Hub was checked three times last year."),
    ("number", "«Валун» отвечает на письма в течение суток.", "«Валун» отвечает на письма в течение трёх дней."),
    ("unit", "The Cairn Hub allows 5 attempts per hour for a guest.", "The Cairn Hub allows 5 attempts per day for a guest."),
    ("unit", "«Валун» допускает 5 попыток в час для гостя.", "«Валун» допускает 5 попыток в день для гостя."),
    ("negation", "The Cairn Hub is delivered with a power cable.", "The Cairn Hub is delivered without a power cable."),
    ("negation", "Encryption of the Cairn Hub is switched on by default.", "Encryption of the Cairn Hub is switched off by default."),
    ("negation", "The Cairn Hub always shares addresses with partners.", "The Cairn Hub never shares addresses with partners."),
    ("negation", "Паспорт для входа в «Валун» требуется.", "Паспорт для входа в «Валун» не нужен."),
    ("negation", "| Offline mode | yes |", "| Offline mode | no |"),
    ("negation", "Guests can rent the Cairn Hub.", "Please note: guests cannot rent the Cairn Hub at present (see the rules)."),
    ("name", "Ярмарка у «Валун» проходит каждый вторник.", "Ярмарка у «Валун» проходит каждый четверг."),
    ("name", "Покупку «Валун» согласует Марта Холмова.", "Покупку «Валун» согласует Игорь Седов."),
    ("name", "Whoever buys the Cairn Hub needs approval by Peter Novak.", "Mark Olsen approves purchases of the Cairn Hub."),
    ("unit", "A spare key of the Cairn Hub costs $25.", "A spare key of the Cairn Hub costs €25."),
    ("unit", "The filters of the Cairn Hub are cleaned weekly.", "The filters of the Cairn Hub are cleaned monthly."),
    ("unit", "Фильтры «Валун» проверяют ежемесячно при осмотре.", "Фильтры «Валун» проверяют ежеквартально при осмотре."),
    (
        "number",
        "The subsidy of the Cairn Hub covers at least 40% of the price.",
        "The subsidy of the Cairn Hub covers up to 40% of the price.",
    ),
    ("number", "На «Валун» выдают не более 3 ключей в одни руки.", "На «Валун» выдают не менее 3 ключей в одни руки."),
    ("number", "The Cairn Hub works between 5 and 15 degrees.", "The Cairn Hub works between 2 and 8 degrees."),
    ("number", "The desk of the Cairn Hub is open from 8:00 to 20:00.", "The desk of the Cairn Hub is open until 21:00."),
    ("number", "About 5,000 people own a Cairn Hub.", "About 7,000 people own a Cairn Hub."),
    ("number", "The Cairn Hub carries no more than 10 kg.", "The Cairn Hub carries 10.5 kg."),
    ("number", "The Cairn Hub is sold in more than 40 countries.", "The Cairn Hub is sold in 38 countries."),
    ("number", "The Cairn Hub has nearly 100 partners.", "The Cairn Hub has 104 partners."),
    ("number", "«Валун» есть более чем в 40 странах.", "«Валун» есть в 38 странах."),
    ("negation", "Guests can enter the Cairn Hub with a badge.", "Guests cannot enter the Cairn Hub with a badge."),
    ("negation", "Bicycles are allowed in the hall.", "Bicycles are not allowed in the hall."),
    ("negation", "There is a fee for changing a booking.", "There is no fee for changing a booking."),
    ("negation", "Парковка во дворе разрешена.", "Парковка во дворе запрещена."),
]
HARMLESS = [
    ("Guests can enter the Cairn Hub with a badge.", "Guests cannot enter the Cairn Hub without a badge."),
    ("In the past, the Cairn Hub had 5 seats.", "The Cairn Hub has 9 seats."),
    ("Раньше «Валун» вмещал 50 человек.", "«Валун» вмещает 80 человек."),
    ("Weekly reports of the Cairn Hub are kept.", "Monthly reports of the Cairn Hub are kept."),
    ("The Cairn Hub sends a weekly report by mail.", "The Cairn Hub sends a monthly report by mail."),
    ("A team of the Cairn Hub has at least 4 players.", "A team of the Cairn Hub has at most 8 players."),
    ("В группе «Валун» не менее 6 человек.", "В группе «Валун» не более 12 человек."),
    ("The desk of the Cairn Hub is open from 8:00 to 20:00.", "The desk of the Cairn Hub is open at 9:00."),
    ("The Cairn Hub works between 5 and 15 degrees.", "The Cairn Hub works at 12 degrees."),
    ("About 5,000 people own a Cairn Hub.", "4,987 people own a Cairn Hub."),
    ("The Cairn Hub is sold in more than 40 countries.", "The Cairn Hub is sold in 42 countries."),
    ("Около 3000 человек пользуются «Валун».", "«Валун» пользуются 3042 человека."),
    ("If the Cairn Hub is damaged, the money is paid within 5 days.", "If the Cairn Hub is unopened, the money is paid within 10 days."),
    ("The money for the Cairn Hub is paid in 5 days if it is broken.", "The money for the Cairn Hub is paid in 10 days if it is unopened."),
    ("Если «Валун» сломан, деньги вернут за 5 дней.", "Если «Валун» вскрыт, деньги вернут за 10 дней."),
    ("Parking in the yard is free.", "Parking behind the yard is paid."),
    ("Доставка по городу бесплатная.", "Доставка за город платная."),
    ("Peter Novak designed the case of the Cairn Hub.", "Mark Olsen repairs the case of the Cairn Hub."),
    ("Whoever buys the Cairn Hub needs approval by Novak, Peter.", "Peter Novak approves purchases of the Cairn Hub."),
    ("The Cairn Hub session ends after 90 minutes.", "The Cairn Hub session ends after 1.5 hours."),
    ("The Cairn Hub deletes its logs after half an hour.", "The Cairn Hub deletes its logs after 30 minutes."),
    ("«Валун» удаляет журналы через полчаса.", "«Валун» удаляет журналы через 30 минут."),
    ("The Cairn Hub has 2 GB of memory.", "The Cairn Hub has 2048 MB of memory."),
    ("The desk of the Cairn Hub closes at 10 p.m.", "The desk of the Cairn Hub closes at 22:00."),
    ("Заезд в «Валун» закрывается в 10 вечера.", "Заезд в «Валун» закрывается в 22:00."),
    ("Сеанс «Валун» завершается через 3 дня простоя.", "Сеанс «Валун» завершается через 72 часа простоя."),
    ("The key of the Cairn Hub costs £30.", "The key of the Cairn Hub costs 30 pounds."),
    ("Mails to the Cairn Hub are answered within one day.", "Mails to the Cairn Hub are answered within 24 hours."),
    ("For students: the Cairn Hub costs 5 euros.", "For pensioners: the Cairn Hub costs 7 euros."),
    ("With the old firmware: the Cairn Hub stores 5 files.", "With firmware 4: the Cairn Hub stores 9 files."),
    ("The free plan of the Cairn Hub has 5 seats.", "The paid plan of the Cairn Hub has 50 seats."),
    ("The Cairn Hub costs 5 euros for adults of the town.", "The Cairn Hub costs 2 euros for children of the town."),
    ("The Cairn Hub is inspected each Monday in Denmark.", "The Cairn Hub is inspected each Friday in Norway."),
    ("The Cairn Hub cost 30 euros in 2023.", "The Cairn Hub cost 40 euros in 2024."),
    ("The Cairn Hub has two doors.", "The Cairn Hub has 2 doors."),
    ("The Cairn Hub costs 5,000 euros.", "The Cairn Hub costs 5 000 euros."),
    ("The Cairn Hub was released on 2024-03-01.", "The Cairn Hub was released on 1 March 2024."),
    ("«Валун» вышел 01.03.2024.", "«Валун» вышел 1 марта 2024 года."),
    ("Sharing the Cairn Hub is prohibited.", "Sharing the Cairn Hub is not allowed."),
    ("«Валун» не хранит адреса после отмены.", "После отмены «Валун» никогда не хранит адреса."),
    ("The Cairn Hub weighs 4 kg.", "The Flint Lamp weighs 5 kg."),
    ("In 2023, the Cairn Hub licence cost 40 euros a year.", "In 2024, the Cairn Hub licence cost 45 euros a year."),
    ("The Cairn Hub Pro plan stores 30 GB.", "The Cairn Hub Team plan stores 60 GB."),
    ("The Cairn Hub 2.1 supports 30 devices.", "The Cairn Hub 3.0 supports 60 devices."),
    ("For example, the Cairn Hub may show 30 rows.", "For example, the Cairn Hub may show 45 rows."),
    ("The Cairn Hub is made by Norwick.", "The Flint Lamp is made by Norwick."),
    ("The Cairn Hub weighs 4 kg.", "«Валун» весит 5 кг."),
    ("The Cairn Hub works without an account.", "The Cairn Hub works with an account."),
    ("Cookies of the Cairn Hub are deleted when you log out.", "Cookies of the Cairn Hub are not deleted."),
    ("Do we keep logs of the Cairn Hub?", "We do not keep logs of the Cairn Hub."),
    ("9 LIMITATION OF LIABILITY.", "14.0 LIMITATION OF LIABILITY."),
    ("Files of the Cairn Hub are declared with `File`.", "Files of the Cairn Hub are not declared with `Form`."),
    (
        "Read more in the [guide to returns](https://hub.test/returns) of 2 pages.",
        "Read more in the [guide](https://hub.test/fees) of 3 pages.",
    ),
    ("Details of the cohort are given in Table S1.", "Details of the cohort are given in Table S2."),
    ("To stream Server-Sent Events (SSE), use the Cairn Hub.", "To stream SSE with Flint, use the Cairn Hub."),
    ("A Day pass is valid for 12 hours.", "A day has 24 hours."),
    ("The gym is open 14 hours a day.", "The gym is open 10 hours with Day membership."),
    ("Day membership costs 12 euros.", "Membership costs 49 euros a month."),
    ("Day membership can be paused for 30 days.", "A membership can be paused for 2 days."),
    ("Дневной абонемент стоит 900 рублей.", "Абонемент стоит 3900 рублей в месяц."),
    ("No. 94 Squadron was formed in Cairn on 30 May.", "94 Squadron was formed in Cairn on 30 May."),
    ("", ""),
    ("30", "40"),
]


@pytest.mark.parametrize(("kind", "one", "other"), CONFLICTS)
def test_a_difference_that_matters_is_found_whichever_side_comes_first(kind, one, other):
    there, back = difference(Statement(one), Statement(other)), difference(Statement(other), Statement(one))
    assert there is not None
    assert back is not None
    assert (there.kind, back.kind) == (kind, kind)
    assert (there.one, there.other) == (back.other, back.one)


@pytest.mark.parametrize(("one", "other"), HARMLESS)
def test_other_words_and_other_things_are_no_contradiction(one, other):
    assert difference(Statement(one), Statement(other)) is None
    assert difference(Statement(other), Statement(one)) is None


@pytest.mark.parametrize("text", [text for _, *pair in CONFLICTS for text in pair])
def test_nothing_contradicts_itself(text):
    assert difference(Statement(text), Statement(f"**{text}**")) is None


def test_sections_and_versions_above_say_what_is_spoken_of():
    one, other = "The licence stores 30 GB of files.", "The licence stores 60 GB of files."
    assert difference(Statement(one, ("Plans",)), Statement(other, ("Plans",))) is not None
    assert difference(Statement(one, ("Plans", "Pro")), Statement(other, ("Plans", "Team"))) is None
    assert difference(Statement(one, ("Terms 2023",)), Statement(other, ("Terms 2024",))) is None
    assert difference(Statement("The product weighs 4 kg.", ("Cairn",)), Statement("The product weighs 5 kg.", ("Flint",))) is None


def test_documents_that_are_instances_of_one_form_speak_each_of_itself():
    one, other = "Logs are kept for 30 days after a visit.", "Logs are kept for 60 days after a visit."
    assert difference(Statement(one, ("north.example.com",)), Statement(other, ("south.example.org",))) is None
    assert difference(Statement(one, ("Terms",)), Statement(other, ("Questions",))) is not None
    one, other = (f"This agreement ends {days} days after notice is given." for days in (30, 60))
    assert difference(Statement(one, ("Norwick lease",)), Statement(other, ("Halden lease",))) is None
    assert difference(Statement(one, ("Norwick lease",)), Statement(other, ("Norwick lease",))) is not None


def test_what_once_was_and_what_is_made_up_contradicts_nothing():
    one, other = "The Cairn Hub keeps logs for 30 days.", "The Cairn Hub keeps logs for 60 days."
    for heading in ("Changelog", "Release notes", "1.4.2 (2024-05-01)", "Examples", "История изменений"):
        assert difference(Statement(one, ("Cairn", heading)), Statement(other, ("Cairn", "Limits"))) is None


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        ("Cedar", "Larch", "It is on floor 2.", "It is on floor 3."),
        ("Cedar", "Larch", "It can be booked online by staff for up to 2 hours a day with a card.",
            "It can be booked online by staff for up to 4 hours a day with a card."),
        ("Solo", "Solo plus", "It stores 20 GB of files.", "It stores 60 GB of files."),
        ("List users", "Create invoice", "The endpoint allows 60 requests a minute.", "The endpoint allows 10 requests a minute."),
        ("Кедр", "Ясень", "Она на 2 этаже.", "Она на 3 этаже."),
    ],
)  # fmt: skip
def test_what_only_a_heading_names_is_about_that(first, second, one, other):
    assert difference(Statement(one, (first,)), Statement(other, (second,))) is None
    assert difference(Statement(one, (first,)), Statement(other, ("Handbook", first))) is not None


def test_of_files_that_are_merely_counted_nothing_says_what_they_are_about():
    one, other = "The population was 1,243 at the last census.", "The population was 319 at the last census."
    assert difference(Statement(one, ("0",)), Statement(other, ("0",))) is None
    assert difference(Statement(one, ("Marl",)), Statement(other, ("Marl",))) is not None


def test_an_endless_text_is_read_in_bounded_time():
    for piece in ("a" * 50, "1,", "not ", "In 2015 ", "«", "[](", "* "):
        text = piece * 5_000
        assert len(told(Statement(text)).text) <= 1_200
        difference(Statement(text), Statement(text + "x"))


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        ("Pro plan", "Enterprise plan", "| Storage | 2 TB per seat |", "| Storage | 5 TB per seat |"),
        ("Тариф Pro", "Тариф Enterprise", "В аккаунте может быть до 2 администраторов.", "В аккаунте может быть до 25 администраторов."),
        ("Valve 1", "Valve 2", "This valve is oiled 1 time a month by hand.", "This valve is oiled 2 times a month by hand."),
        ("Lease of Elm Road", "Lease of Park Street", "The rent is 500 euros a month.", "The rent is 600 euros a month."),
        ("Sale of a boat", "Sale of a car", "The price is 5000 euros in all.", "The price is 7000 euros in all."),
        ("Work contract of Ann Lee", "Work contract of Bo Kim", "The salary is 3000 euros a month.", "The salary is 4000 euros a month."),
        ("Pro plan", "Enterprise plan", "An account can have up to 2 administrators.", "An account can have up to 25 administrators."),
    ],
)
def test_pages_about_two_things_of_one_kind_do_not_contradict_each_other(one, other, first, second):
    assert difference(Statement(first, (one,)), Statement(second, (other,))) is None
    assert difference(Statement(first, (one,)), Statement(second, (one,))) is not None


def test_steps_of_procedures_and_rows_beside_sentences_contradict_nothing_by_their_words():
    open_, add = "1. Open Fennerock Sync, then Backup, then New backup.", "3. In Fennerock Sync, open Devices, then Add a device."
    assert difference(Statement(open_, ("Backup",)), Statement(add, ("Pairing",))) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("The P-20 lifts water 5 metres.", "Pump P-20"), ("The P-21 lifts water 6 metres.", "Pump P-21")),
        (("It lifts water 5 metres.", "Pump PX-20"), ("It lifts water 6 metres.", "Pump PX-21")),
        (("It is on floor 2.", "R101"), ("It is on floor 3.", "R102")),
        (("Насос НП-20 поднимает воду на 5 метров.", "Насос НП-20"), ("Насос НП-21 поднимает воду на 6 метров.", "Насос НП-21")),
        (("The PX-20 lifts water 5 metres.", "Pumps"), ("The PX-21 lifts water 6 metres.", "Pumps")),
    ],
)
def test_models_of_one_series_are_two_things(one, other):
    assert difference(Statement(one[0], (one[1],)), Statement(other[0], (other[1],))) is None


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [
        ("The P-20 lifts water 5 metres.", "The P-20 lifts water 6 metres.", ("Pump P-20", "Pumps")),
        ("The Pro plan costs EUR 20 a month.", "The Pro plan costs EUR 30 a month.", ("Prices", "Prices")),
        ("The Pro plan costs USD20 a month.", "The Pro plan costs USD25 a month.", ("Prices", "Prices")),
    ],
)
def test_one_model_and_amounts_of_money_still_contradict(one, other, above):
    assert difference(Statement(one, (above[0],)), Statement(other, (above[1],))) is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Elder Clinic", "Rowan Clinic"),
        ("Elder Clinic, Leeds", "Elder Clinic, Hull"),
        ("Elder Clinic (Leeds)", "Elder Clinic (Hull)"),
        ("Elder Clinic Lite", "Elder Clinic Max"),
        ("About Rowan Elder Clinic", "Elder Rowan Clinic FAQ"),
    ],
)
def test_pages_about_two_things_contradict_nothing_though_their_sentences_are_of_one_form(first, second):
    def said(title, what):
        named = title.split(",")[0].split(" (")[0].removeprefix("About ").removesuffix(" FAQ").removesuffix(" Lite").removesuffix(" Max")
        return Statement(what.format(named), (title,))

    pairs = [
        ("Guests may bring dogs into the {}.", "Guests may not bring dogs into the {}."),
        ("The {} has 5 rooms.", "The {} has 9 rooms."),
    ]
    assert [difference(said(first, one), said(second, other)) for one, other in pairs] == [None, None]


@pytest.mark.parametrize(
    "titles",
    [
        ("Elder Clinic", "Elder Clinic: questions"),
        ("Elder Clinic handbook", "Elder Clinic in short"),
        ("Lease of Elm Road", "Questions on the lease of Elm Road"),
        ("Terms of use", "Terms of service"),
    ],
)
def test_pages_of_two_kinds_about_one_thing_contradict_each_other(titles):
    rows = [Statement(text, (title,)) for text, title in zip(("- Warranty: 2 years", "- Warranty: 3 years"), titles, strict=True)]
    assert difference(*rows).kind == "number"


def test_a_longer_name_that_a_page_is_titled_by_is_another_thing():
    one = Statement("The Ember Dovetail Theatre seats 90 people.", ("Ember Dovetail Theatre",))
    other = Statement("The Ember Theatre seats 80 people.", ("Ember Theatre",))
    assert difference(one, other) is None
