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
        ("After the new tool was introduced, errors fell by a third.", "Errors fell by a third because the new tool was introduced."),
        ("Sales rose from 5 to 8 million after the move.", "Sales rose from 5 to 8 million because of the move."),
        ("Visits have risen by more than 10 % after the redesign.", "Visits have risen by more than 10 % thanks to the redesign."),
        ("After the merger sales grew for two years.", "Sales grew for two years because of the merger."),
        ("After the merger sales have grown since 2019.", "Sales have grown since 2019 because of the merger."),
        ("Продажи выросли в 5 раз после переезда.", "Продажи выросли в 5 раз благодаря переезду."),
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
        ("After the storm the roof was damaged by a fallen tree.", "The roof was damaged because of a fallen tree."),
        ("During the strike shops ran out of bread from a lack of drivers.", "Shops ran out of bread because of a lack of drivers."),
        ("The heater failed: the valve was stuck.", "The heater failed because the valve was stuck."),
        ("Поезд опоздал после аварии из-за снега.", "Поезд опоздал, так как выпал снег."),
    ],
)
def test_what_the_quotes_give_a_reason_for_may_be_told_as_one(quote, claim):
    assert not [flag for flag in agree(claim, [quote]) if flag.says.lower() in ("because", "так как")]
