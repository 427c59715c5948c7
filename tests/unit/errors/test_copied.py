"""Errors reach whoever waits for them: copied, and sent from another process."""

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from untuned import errors

ARISEN = [
    errors.EmptyQuestion(),
    errors.NoProject(Path("nowhere")),
    errors.WrongSetting("search.rewrite", value="x", file="untuned.toml", remedy="set it to 'auto'"),
    errors.UnreadableDocument("a.pdf", reason="it is encrypted", remedy="save it without a password"),
    errors.UnknownDocument("a.md", near=("b.md",)),
    errors.NothingSynced(),
    errors.ModelTooSlow("openai:gpt", reason="nothing came", remedy="raise model.deadline_ms"),
    errors.UnknownVariant("naiv", known=("naive",)),
    errors.BadFilter("x", reason="it names no field", remedy="name one"),
    errors.NotAllowed("sync"),
    errors.MissingExtra("scipy", extra="measure"),
]


@pytest.mark.parametrize(
    "made", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))], ids=["copy", "deep", "pickle"]
)
@pytest.mark.parametrize("error", ARISEN, ids=lambda error: type(error).__name__)
def test_a_copy_of_an_error_says_and_carries_the_same(error, made):
    again = made(error)
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def ask_nothing():
    raise errors.EmptyQuestion


def test_an_error_of_another_process_is_raised_where_its_result_is_awaited():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        failed, after = pool.submit(ask_nothing), pool.submit(len, "abc")
        with pytest.raises(errors.EmptyQuestion, match="write what you want to know"):
            failed.result(timeout=60)
        assert after.result(timeout=60) == 3
