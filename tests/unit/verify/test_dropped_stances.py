"""Near-copies that leave out who says a thing, how sure it is, or that it failed, are no longer green; closed words of number and duty."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The second team failed to repair the pump before the storm.", "The second team repair the pump before the storm."),
        ("The board refused to pay the invoice of the old supplier.", "The board pay the invoice of the old supplier."),
        ("The new valve may cause a leak in the main pipe.", "The new valve cause a leak in the main pipe."),
        ("The harbour probably closed in the winter of that year.", "The harbour closed in the winter of that year."),
        ("The neighbour claimed that the warehouse burned down in the night.", "The warehouse burned down in the night."),
        ("According to the former owner, the roof was mended in spring.", "The roof was mended in spring."),
        ("The town plans to open a second library at the station.", "The town open a second library at the station."),
        ("The former mayor of the town opened the new bridge.", "The mayor of the town opened the new bridge."),
        ("The tank is almost empty at the end of the shift.", "The tank is empty at the end of the shift."),
        ("Use the blue cable instead of the red cable for the pump.", "Use the blue cable and the red cable for the pump."),
        ("The maximum daily dose of the syrup is 200 mg.", "The daily dose of the syrup is 200 mg."),
        ("The trial has not shown that the seal of the pump leaks.", "The trial has shown that the seal of the pump not leaks."),
        ("Максимальная суточная доза сиропа составляет 200 мг.", "Суточная доза сиропа составляет 200 мг."),
        ("Завод отказался оплатить счёт старого поставщика насосов.", "Завод оплатить счёт старого поставщика насосов."),
        ("Новый клапан может вызвать протечку в главной трубе.", "Новый клапан вызвать протечку в главной трубе."),
        ("Вероятно, порт закрыли зимой того же года.", "Порт закрыли зимой того же года."),
        ("Сосед утверждал, что склад сгорел ночью из-за печи.", "Склад сгорел ночью из-за печи."),
        ("По словам прежнего владельца, крышу починили весной этого года.", "Крышу починили весной этого года."),
        ("Город планирует открыть вторую библиотеку у вокзала.", "Город открыть вторую библиотеку у вокзала."),
    ],
)
def test_a_near_copy_that_is_surer_than_its_source_is_not_green(source, claim):
    found = support_of(claim, [source])
    assert found.band != "green"
    assert any(flag.kind == "other_word" and not flag.hard for flag in found.flags)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The harbour closed in the winter of that year.", "The harbour closed in winter of that year."),
        ("The new valve may cause a leak in the main pipe.", "The new valve might cause a leak in the main pipe."),
        ("The new valve may cause a leak in the main pipe.", "The new valve can cause a leak in the main pipe."),
        ("According to the owner, the roof was mended in spring.", "The roof was mended in spring, according to the owner."),
        ("Вероятно, порт закрыли зимой того же года.", "Порт, возможно, закрыли зимой того же года."),
        ("По словам владельца, крышу починили весной этого года.", "Крышу починили весной этого года, по словам владельца."),
        ("The maximum daily dose of the syrup is 200 mg.", "The daily dose of the syrup is at most 200 mg."),
        ("The board has not yet decided about the new roof.", "The board has not decided about the new roof yet."),
    ],
)
def test_a_near_copy_that_says_it_in_its_own_way_has_no_flag(source, claim):
    assert agree(claim, [source]) == ()


@pytest.mark.parametrize(
    ("source", "claim", "says"),
    [
        ("You have to send the form to the office.", "You may send the form to the office.", "may"),
        ("You can send the form to the office by post.", "You need to send the form to the office by post.", "need to"),
        ("The fee for the garage is paid monthly by card.", "The fee for the garage is paid annually by card.", "annually"),
        ("The filter is cleaned twice in every shift.", "The filter is cleaned once in every shift.", "once"),
        ("The name is the first parameter of the function.", "The name is the second parameter of the function.", "second"),
        ("A quarter of the seats are kept for guests.", "Half of the seats are kept for guests.", "Half"),
        ("Вы можете прислать форму в отдел по почте.", "Вы должны прислать форму в отдел по почте.", "должны"),
        ("Вам придётся прислать форму в отдел по почте.", "Вам можно прислать форму в отдел по почте.", "можно"),
        ("Плата за гараж вносится ежемесячно по карте.", "Плата за гараж вносится ежегодно по карте.", "ежегодно"),
        ("Фильтр чистят дважды за каждую смену.", "Фильтр чистят трижды за каждую смену.", "трижды"),
    ],
)
def test_other_words_of_duty_order_and_frequency_are_refused(source, claim, says):
    assert [flag.says for flag in agree(claim, [source]) if flag.hard] == [says]


def test_words_that_mean_the_same_duty_are_not_refused():
    assert not any(flag.hard for flag in agree("You must send the form to the office.", ["You have to send the form to the office."]))
    assert not any(flag.hard for flag in agree("Вы обязаны прислать форму в отдел.", ["Вы должны прислать форму в отдел."]))


def test_a_word_of_how_far_that_moved_with_its_noun_is_not_put_in():
    source = "The bank lends money to the mill in Riga every spring."
    assert agree("Every spring the bank lends money to the mill in Riga.", [source]) == ()
    assert [flag.says for flag in agree("Every bank lends money to the mill in Riga.", [source])] == ["Every"]
    source = "Guests can read the files in the hall, and the guard opens it for all guests."
    assert [flag.says for flag in agree("All guests can read the files in the hall.", [source])] == ["All"]
