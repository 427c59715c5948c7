"""A claim that repeats a general statement without the clause that says when, or for whom, it holds."""

import pytest

from timing import assert_grows_with_length
from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim", "source"),
    [
        ("The lamp is replaced when the red light blinks.", "The lamp is replaced.", "when the red light blinks"),
        ("The hall may be rented once the caretaker has agreed.", "The hall may be rented.", "once the caretaker has agreed"),
        ("Parking is free during the winter fair.", "Parking is free.", "during the winter fair"),
        ("The file is erased after 30 days without use.", "The file is erased.", "after 30 days without use"),
        ("Visitors may leave at any time before the gong.", "Visitors may leave at any time.", "before the gong"),
        ("When the filter is full, the motor stops at once.", "The motor stops at once.", "When the filter is full"),
        ("In case of frost, drivers may use the tunnel.", "Drivers may use the tunnel.", "In case of frost"),
        (
            "The tenant may end this contract and the lease upon written notice.",
            "The tenant may end this contract and the lease.",
            "upon written",
        ),
        ("Trams run every night whenever the fair is on.", "Trams run every night.", "whenever the fair is on"),
        ("The pass is valid only with a photo.", "The pass is valid.", "only with a photo"),
        ("Should the tram fail, riders may take a taxi.", "Riders may take a taxi.", "Should the tram fail"),
        ("With a library card, pupils may borrow a tablet.", "Pupils may borrow a tablet.", "With a library card"),
        ("Delivery is free for parcels above 5 kg.", "Delivery is free.", "for parcels above 5"),
        ("Пропуск выдаётся, когда подписан договор.", "Пропуск выдаётся.", "когда подписан договор"),
        ("Обмен возможен после осмотра вещи.", "Обмен возможен.", "после осмотра вещи"),
        ("Доставка бесплатна при заказе от 5000 рублей.", "Доставка бесплатна.", "при заказе от 5000 рублей"),
    ],
)
def test_a_limit_that_the_claim_lacks_is_told(quote, claim, source):
    (flag,) = agree(claim, [quote])
    assert (flag.kind, flag.hard) == ("condition", False)
    assert flag.source.startswith(source)
    assert support_of(claim, [quote]).band != "green"
    assert agree(claim, [quote], conditions=False) == ()


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The lamp is replaced when the red light blinks.", "The lamp is replaced when the red light blinks."),
        ("The lamp is replaced when the red light blinks.", "When the red light blinks, the lamp is replaced."),
        ("The meeting was moved to Friday when the director fell ill.", "The meeting was moved to Friday."),
        ("The choir sang while the guests arrived.", "The choir sang."),
        ("The index is kept on disk, where it is compressed.", "The index is kept on disk."),
        ("The mill is a museum, while the barn is a shop.", "The mill is a museum."),
        ("While the barn is a shop, the mill is a museum.", "The mill is a museum."),
        ("The tower is named after its builder.", "The tower is named."),
        ("After rinsing the glass, dry it with a cloth of wool.", "Dry it with a cloth of wool."),
        ("For a shiny coat, mix a cup of oil with two of water.", "Mix a cup of oil with two of water."),
        ("The hall is open to all, and the bar may be used after noon.", "The hall is open to all."),
        ("The table shows when the hall is free.", "The table shows."),
        ("For example, a tablet is a device of this class.", "A tablet is a device of this class."),
        ("The firm has grown after the reform.", "The firm has grown."),
        ("The mast is made of steel. It is painted when spring comes.", "The mast is made of steel."),
        ("Договор подписали, когда закончился ремонт.", "Договор подписали."),
        ("Мэр открыл мост после ремонта.", "Мэр открыл мост."),
    ],
)
def test_what_limits_nothing_or_is_said_has_no_flag(quote, claim):
    assert [flag for flag in agree(claim, [quote]) if flag.kind == "condition"] == []


def test_a_limit_that_the_question_tells_counts_as_said():
    quote = "When the filter is full, the motor stops at once."
    assert agree("The motor stops at once.", [quote], supplies=["What happens with a full filter?"]) == ()


def test_long_quotes_cost_as_much_as_they_are_long():
    quotes = ("The lamp is replaced when " * times + "the light blinks." for times in (200, 800))
    assert_grows_with_length(lambda quote: agree("The lamp is replaced.", [quote]), *quotes)


def test_a_limit_on_others_in_the_same_sentence_limits_nothing():
    quote = "Admission is 5 euros for children and 10 euros for visitors over 18."
    assert support_of("Admission is 5 euros for children.", [quote]).band == "green"
