"""Parts of a quoted sentence that changed places in a claim, and with them their roles."""

import pytest

from timing import assert_grows_with_length
from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim", "says"),
    [
        (
            "The bank lends money to the mill every spring.",
            "The mill lends money to the bank every spring.",
            "mill lends money to the bank",
        ),
        ("The ferry sails from Riga to Tallinn on Mondays.", "The ferry sails from Tallinn to Riga on Mondays.", "Tallinn to Riga"),
        ("Steel is heavier than tin at any temperature.", "Tin is heavier than steel at any temperature.", "Tin is heavier than steel"),
        ("Ann Lee manages Joe Fox in the Riga office.", "Joe Fox manages Ann Lee in the Riga office.", "Joe Fox manages Ann Lee"),
        ("Plan A costs less than plan B.", "Plan B costs less than plan A.", "B costs less than plan A"),
        (
            "In 1815 Prussia was beaten by Saxony near the river.",
            "Saxony was beaten by Prussia near the river.",
            "Saxony was beaten by Prussia",
        ),
        (
            "Norway backed the plan, while Spain opposed it.",
            "Spain backed the plan, while Norway opposed it.",
            "Spain backed the plan, while Norway",
        ),
        ("Банк даёт заводу кредит каждую весну.", "Завод даёт банку кредит каждую весну.", "Завод даёт банку"),
        ("Скрипт переводит таблицу из CSV в JSON.", "Скрипт переводит таблицу из JSON в CSV.", "JSON в CSV"),
    ],
)
def test_two_parts_that_changed_places_are_told(quote, claim, says):
    (flag,) = agree(claim, [quote])
    assert (flag.kind, flag.hard, flag.says) == ("other_word", False, says)
    assert support_of(claim, [quote]).band != "green"
    assert agree(quote, [quote]) == ()


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The kit contains a lamp, a cable and a manual.", "The kit contains a manual, a cable and a lamp."),
        ("The service runs on Linux and Windows.", "The service runs on Windows and Linux."),
        ("The capital of Norway is Oslo.", "Oslo is the capital of Norway."),
        ("The bank lends money to the mill in spring.", "In spring the bank lends money to the mill."),
        ("The bank lends money to the mill in spring.", "In spring the mill is lent money by the bank."),
        ("The firm was founded by Ann Lee in Riga in 1998.", "The firm was founded in 1998 in Riga by Ann Lee."),
        ("A user owns the file in the folder.", "The user owns a file in the folder."),
        ("Иван Петров подчиняется Ольге Орловой в отделе.", "Ольге Орловой подчиняется Иван Петров в отделе."),
    ],
)
def test_what_only_stands_in_another_order_is_not(quote, claim):
    assert agree(claim, [quote]) == ()


def test_another_quote_that_has_the_parts_as_the_claim_has_them_carries_it():
    quotes = ["The bank lends money to the mill every spring.", "The mill lends money to the bank every spring."]
    assert agree("The mill lends money to the bank every spring.", quotes) == ()


def test_a_long_claim_costs_little():
    def exchanged(parts):
        quote = " ".join(f"The part {nth} of the kit holds item {nth * 7} near shelf {nth * 3}, and" for nth in range(parts)) + " ends."
        words = quote.split()
        agree(" ".join(words[at ^ 1] for at in range(len(words) - len(words) % 2)), [quote])

    assert_grows_with_length(exchanged, 30, 120)
