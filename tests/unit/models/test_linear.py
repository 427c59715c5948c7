"""The linear classifier: what it learns, what it says, and that it needs no library to say it."""

import subprocess
import sys

import numpy as np
import pytest

from routing import examples, russian
from untuned.models import linear
from untuned.models.linear import LinearModel, Wordless, fit, fit_held_out, folds, softmax
from untuned.models.ngrams import LONGEST, grams, vocabulary_of, words


@pytest.fixture(scope="module")
def learnt():
    found = examples(60, 60, 20)
    return fit_held_out([one.text for one in found], [one.kind for one in found]), found


def test_what_was_learnt_is_told_of_texts_that_were_not_seen(learnt):
    fitted, _ = learnt
    fresh = examples(60, 60, 20, seed=7)
    told = np.array(fitted.model.labels)[fitted.model.probabilities([one.text for one in fresh]).argmax(axis=1)]
    assert np.mean([label == one.kind for label, one in zip(told, fresh, strict=True)]) > 0.9


def test_probabilities_are_shares_of_one(learnt):
    fitted, found = learnt
    made = fitted.model.probabilities([one.text for one in found[:20]] + ["", "🙂", "\x00\ud800", "word " * 5_000])
    assert made.shape == (24, 5)
    assert np.isfinite(made).all()
    assert made.sum(axis=1) == pytest.approx(np.ones(24), abs=1e-5)


def test_the_same_examples_and_seed_give_the_same_bytes(learnt):
    fitted, found = learnt
    again = fit([one.text for one in found], [one.kind for one in found])
    assert again.to_bytes() == fitted.model.to_bytes()


def test_bytes_give_the_same_model_back(learnt):
    fitted, found = learnt
    again = LinearModel.from_bytes(fitted.model.to_bytes())
    texts = [one.text for one in found]
    assert (again.probabilities(texts) == fitted.model.probabilities(texts)).all()
    assert again.to_bytes() == fitted.model.to_bytes()


@pytest.mark.parametrize("spoiled", [b"", b"{}", b"[1]\n", b"no model\nat all", b'{"revision": "other"}\n'])
def test_bytes_that_are_no_model_are_refused(spoiled):
    with pytest.raises(ValueError, match="learn it again"):
        LinearModel.from_bytes(spoiled)


def test_a_model_that_is_cut_off_or_of_another_revision_is_refused(learnt):
    whole = learnt[0].model.to_bytes()
    with pytest.raises(ValueError, match="cut-off"):
        LinearModel.from_bytes(whole[:-2])
    with pytest.raises(ValueError, match="learn it again"):
        LinearModel.from_bytes(whole.replace(b"ngrams/", b"ngrams-", 1))


def test_asking_a_model_loads_neither_scikit_learn_nor_scipy(learnt, tmp_path):
    file = tmp_path / "model"
    file.write_bytes(learnt[0].model.to_bytes())
    program = (
        "import sys, pathlib; from untuned.models.linear import LinearModel; "
        f"LinearModel.from_bytes(pathlib.Path({str(file)!r}).read_bytes()).probabilities(['cancel the parcel']); "
        "assert not {'sklearn', 'scipy'} & {name.partition('.')[0] for name in sys.modules}"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_russian_is_told_apart_and_yo_is_ye():
    found = russian()
    model = fit([one.text for one in found], [one.kind for one in found])
    told = model.probabilities(["Закажи мне новый принтер", "Сколько стоит пропуск?"]).argmax(axis=1)
    assert [model.labels[each] for each in told] == ["action", "knowledge"]
    assert words("Счёт") == words("счет")


def test_held_out_scores_are_of_a_model_that_did_not_see_the_text():
    texts = [f"alpha{nth} beta" for nth in range(10)] + [f"gamma{nth} delta" for nth in range(10)]
    fitted = fit_held_out(texts, ["a"] * 10 + ["b"] * 10)
    assert not np.isnan(fitted.held_out).any()
    assert (fitted.unknown == 1).all()
    assert fitted.model.unknown(texts[0]) == 0
    assert fitted.model.unknown("omega beta") == 1


def test_texts_of_the_same_words_are_held_out_together():
    texts = ["Cancel it!", "cancel  IT", "keep it", "Keep it.", "one more", "two more", "three", "four"]
    fold = folds(texts, ["a", "a", "b", "b", "a", "a", "b", "b"])
    assert fold[0] == fold[1]
    assert fold[2] == fold[3]


def test_examples_of_one_group_are_held_out_together_except_where_a_label_has_no_other():
    texts = [f"text {nth}" for nth in range(12)]
    groups = ["one", "one", "one", "two", "two", "three", "all", "all", "all", "all", "all", "all"]
    fold = folds(texts, ["a"] * 6 + ["b"] * 6, groups=groups)
    assert len(set(fold[:3].tolist())) == len(set(fold[3:5].tolist())) == 1
    assert len(set(fold[6:].tolist())) == 5
    assert (fold >= 0).all()


def test_texts_without_a_word_are_nothing_to_learn_from():
    with pytest.raises(Wordless, match="none of the 4 examples"):
        fit(["!!!", "???", "...", ""], ["a", "a", "b", "b"])
    few = fit(["!!!", "???", "...", "pay the bill", "sing"], ["a", "a", "b", "b", "a"])
    assert few.labels[int(few.probabilities(["pay it"]).argmax())] == "b"


def test_texts_that_share_no_gram_leave_every_label_as_likely(monkeypatch):
    monkeypatch.setattr(linear, "_COMMON_FROM", 4)
    model = fit(["aq", "bw", "ce", "dr"], ["x", "x", "y", "y"])
    assert model.probabilities(["aq"])[0].tolist() == pytest.approx([0.5, 0.5])
    assert LinearModel.from_bytes(model.to_bytes()).probabilities(["aq"]).shape == (1, 2)


def test_the_only_text_of_a_label_is_never_held_out():
    fitted = fit_held_out(["a b", "c d", "e f", "g h", "lonely"], ["x", "x", "y", "y", "z"])
    assert np.isnan(fitted.held_out[4]).all()
    assert fitted.model.labels == ("x", "y", "z")


def test_labels_without_a_second_text_still_make_a_model():
    model = fit(["pay the bill", "sing a song"], ["pay", "sing"])
    assert model.labels[int(model.probabilities(["pay my bill"]).argmax())] == "pay"


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        ([], [], "two labels"),
        (["a"], ["x"], "two labels"),
        (["a", "b"], ["x", "x"], "two labels"),
        (["a", "b", "c"], ["x", "y"], "one for each"),
    ],
)
def test_what_cannot_be_learnt_says_why(texts, labels, told):
    with pytest.raises(ValueError, match=told):
        fit(texts, labels)


def test_vectors_that_a_model_learnt_with_are_wanted_with_every_question():
    texts = [f"text {nth}" for nth in range(12)]
    vectors = np.array([[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 6, dtype=np.float32)
    model = fit(texts, ["a"] * 6 + ["b"] * 6, vectors=vectors)
    assert model.labels[int(model.probabilities(["other"], vectors=np.array([[0.0, 1.0]], dtype=np.float32)).argmax())] == "b"
    with pytest.raises(ValueError, match="vectors of 2 numbers"):
        model.probabilities(["other"])
    assert LinearModel.from_bytes(model.to_bytes()).dense.shape == (2, 2)


def test_more_certain_scores_are_calibrated_to_be_right_as_often_as_they_say(learnt):
    fitted, found = learnt
    shares = fitted.probabilities
    right = np.array([fitted.model.labels[each] for each in shares.argmax(axis=1)]) == np.array([one.kind for one in found])
    assert abs(shares.max(axis=1).mean() - right.mean()) < 0.05


def test_grams_are_bounded_and_words_differ_from_runs_of_characters():
    assert len(grams("x" * 1_000_000)) <= 3 * LONGEST + 10
    assert len(grams("a " * 1_000_000)) <= 4 * LONGEST
    found = grams("in it")
    assert {"in", "in it", "\tin", "\t in", "\tit "} <= set(found)


def test_a_row_has_words_and_characters_of_length_one_each():
    vocabulary = vocabulary_of(["cancel the order", "cancel the parcel"], least=1, most=1_000)
    row = vocabulary.row("cancel the order order")
    runs = np.array([vocabulary.grams[place].startswith("\t") for place in row.places])
    assert np.square(row.weights[runs]).sum() == pytest.approx(1, abs=1e-5)
    assert np.square(row.weights[~runs]).sum() == pytest.approx(1, abs=1e-5)
    assert len(vocabulary.row("щ").places) == 0


def test_a_vocabulary_keeps_the_most_frequent_grams():
    vocabulary = vocabulary_of(["aa bb", "aa cc", "aa dd"], least=2, most=3)
    assert len(vocabulary.grams) == 3
    assert all("a" in gram for gram in vocabulary.grams)


def test_softmax_of_nothing_is_nothing():
    assert softmax(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)
