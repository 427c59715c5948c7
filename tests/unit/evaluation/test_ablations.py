"""Two variants that differ in one choice are an ablation."""

from untuned.evaluation.variants.ablation import difference
from untuned.evaluation.variants.resolve import resolve_all
from untuned.types.settings import Settings
from variants import WITH_MODEL, own, with_variants


def label(a, b, *, root, settings=WITH_MODEL):
    return difference(*resolve_all([a, b], settings=settings, root=root)).label


def test_one_choice_is_an_ablation_and_named_with_both_values(tmp_path):
    found = difference(*resolve_all(["default", "no_rerank"], settings=Settings(), root=tmp_path))
    assert found.ablation
    assert found.label == "ablation: search.rerank true -> false"


def test_the_rungs_of_prompting_are_ablations_of_each_other(tmp_path):
    assert label("closed_book", "zero_shot", root=tmp_path) == "ablation: instructed false -> true"
    assert label("zero_shot", "few_shot", root=tmp_path) == "ablation: shots 0 -> 4"
    assert label("few_shot", "few_shot_nearest", root=tmp_path) == 'ablation: shot_choice "fixed" -> "nearest"'
    assert label("zero_shot", "chain_of_thought", root=tmp_path) == "ablation: thinking false -> true"
    assert label("naive", "naive_quoted", root=tmp_path) == 'ablation: wording "text" -> "claims"'


def test_several_choices_are_counted_and_named(tmp_path):
    settings = with_variants(own("a", search__rerank=False, chunks__max_tokens=200, method={"thinking": True}))
    found = difference(*resolve_all(["default", "a"], settings=settings, root=tmp_path))
    assert not found.ablation
    assert found.label == "3 fields: chunks.max_tokens, search.rerank, thinking"
    first = found.fields[0]
    assert (first.field, first.before, first.after) == ("chunks.max_tokens", "300", "200")


def test_many_choices_are_named_in_part(tmp_path):
    found = label("default", "naive", root=tmp_path)
    assert found.startswith("16 fields: answer.conflicts, chunks.max_tokens, ")
    assert found.endswith(" and 11 more")


def test_variants_that_choose_the_same_differ_in_nothing(tmp_path):
    settings = with_variants(own("a", model__timeout_s=5.0), own("b"))
    found = difference(*resolve_all(["a", "b"], settings=settings, root=tmp_path))
    assert (found.fields, found.ablation, found.label) == ((), False, "the same choices")


def test_a_setting_that_may_be_absent_is_told_as_none(tmp_path):
    settings = with_variants(own("a", search__passages=5))
    assert label("default", "a", root=tmp_path, settings=settings) == 'ablation: search.passages "none" -> 5'
