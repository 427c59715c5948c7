"""Causes that a claim tells where its quotes only tell what came after what, or with what."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Sales rose after the shop moved to the harbour.", "Sales rose because the shop moved to the harbour."),
        ("Walking was associated with fewer falls in the study.", "Walking led to fewer falls in the study."),
        ("Продажи выросли после переезда магазина в порт.", "Продажи выросли благодаря переезду магазина в порт."),
    ],
)
def test_what_only_came_after_is_no_cause(quote, claim):
    (flag,) = [flag for flag in agree(claim, [quote]) if flag.kind == "other_word"]
    assert not flag.hard
    assert support_of(claim, [quote]).band != "green"


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The shop closed after the flood, as the cellar was damaged.", "The shop closed because the cellar was damaged."),
        ("The delay after the storm was caused by a fallen tree.", "The delay came about because of a fallen tree."),
        ("Sales rose after the shop moved to the harbour.", "After the shop moved to the harbour, sales rose."),
        ("The heater failed: the valve was stuck.", "The heater failed because the valve was stuck."),
        ("Поезд опоздал после аварии из-за снега.", "Поезд опоздал, так как выпал снег."),
    ],
)
def test_what_the_quotes_give_a_reason_for_may_be_told_as_one(quote, claim):
    assert not [flag for flag in agree(claim, [quote]) if flag.says.lower() in ("because", "так как")]
