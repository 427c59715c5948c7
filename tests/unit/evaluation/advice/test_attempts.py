"""What was tried with prompts, told from the variants that were measured."""

from untuned.evaluation.advice.attempts import Made, attempts

NAIVE = {"model.name": "openai:m", "context": "retrieved", "wording": "text", "model.prompts": "", "model.output": "auto", "shots": 0}


def made(words, *, shown="", **changes):
    """A variant that asks with these words; none were kept where they are ""."""
    return Made(choices=NAIVE | changes, prompts={"grounded": words} if words else {}, shown=shown)


def test_wordings_count_where_nothing_else_differs():
    held = [made("a"), made("b", **{"model.prompts": "b"}), made("c", **{"model.prompts": "c", "search.rerank": False})]
    assert attempts(held, model="openai:m", reads=True).prompts == 2


def test_two_folders_with_the_same_words_are_one_wording():
    assert attempts([made("a"), made("a", **{"model.prompts": "copy"})], model="openai:m", reads=True).prompts == 1


def test_sets_of_examples_differ_by_number_or_choice():
    held = [made("a", shots=shots, shot_choice=how) for shots, how in [(4, "fixed"), (4, "nearest"), (4, "fixed")]]
    assert attempts(held, model="openai:m", reads=True).shot_sets == 2


def test_only_claims_that_an_endpoint_holds_to_a_schema_are_constrained():
    assert not attempts([made("a", wording="claims", **{"model.output": "prompted"})], model="openai:m", reads=True).constrained
    assert attempts([made("a", wording="claims")], model="openai:m", reads=True).constrained


def test_what_reads_nothing_or_asks_another_model_says_nothing():
    held = [made("a", shots=4, context="none"), made("b", thinking=True, **{"model.name": "openai:other"})]
    found = attempts(held, model="openai:m", reads=True)
    assert (found.shot_sets, found.thinking) == (0, False)
    assert attempts(held, model="openai:m", reads=False).shot_sets == 1


def test_without_a_model_nothing_was_tried():
    assert attempts([made("a", **{"model.name": ""})], model="", reads=True).prompts == 0


def test_the_same_variant_measured_three_times_is_one_wording_and_one_set_of_examples():
    held = [made("a", shown="x", shots=4, shot_choice="fixed")] * 3
    found = attempts(held, model="openai:m", reads=True)
    assert (found.prompts, found.shot_sets) == (1, 1)


def test_other_examples_of_the_same_number_are_another_set_and_the_same_ones_are_none():
    choice = {"shots": 4, "shot_choice": "fixed"}
    held = [made("a", shown="x", **choice), made("a", shown="y", **choice), made("a", shown="x", thinking=True, **choice)]
    assert attempts(held, model="openai:m", reads=True).shot_sets == 2


def test_without_the_words_folders_count_and_what_was_kept_of_one_counts_before_its_name():
    held = [made("", **{"model.prompts": "a"}), made("", **{"model.prompts": "b"}), made("w", **{"model.prompts": "a"})]
    assert attempts(held[:2], model="openai:m", reads=True).prompts == 2
    assert attempts(held, model="openai:m", reads=True).prompts == 2
