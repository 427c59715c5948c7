"""Which rungs a project's ladder has, and in what order."""

from __future__ import annotations

from dataclasses import replace

from untuned.evaluation.ladder.rungs import ladder_of
from untuned.evaluation.variants.shipped import SHIPPED
from untuned.types.climbing import ClimbSettings
from untuned.types.settings import MeaningSettings, ModelSettings, Settings, VariantSettings

MODEL = Settings(model=ModelSettings(name="openai:test-model"))


def own(name, *, extends="default", **overrides):
    keys = tuple((key.replace("__", "."), value) for key, value in overrides.items())
    return VariantSettings(name=name, extends=extends, overrides=keys)


def names(settings):
    return [rung.name for rung in ladder_of(settings)]


def test_what_reads_nothing_comes_before_what_reads_documents():
    reads = [rung.reads for rung in ladder_of(MODEL)]
    assert reads == sorted(reads)


def test_the_ladder_begins_with_the_question_alone_and_ends_with_thinking_on_top():
    found = names(MODEL)
    assert (found[0], found[-1]) == ("closed book", "chain of thought on top")


def test_the_curve_has_one_two_four_and_eight_examples():
    few, on_top = (rung for rung in ladder_of(MODEL) if len(rung.variants) == 4)
    assert few.variants == ("few_shot_1", "few_shot_2", "few_shot", "few_shot_8")
    assert on_top.variants == ("+shots_1", "+shots_2", "+shots_4", "+shots_8")


def test_every_variant_of_the_ladder_is_shipped():
    shipped = {table.name for table in SHIPPED}
    assert {name for rung in ladder_of(MODEL) for name in rung.variants if not name.startswith("+")} <= shipped


def test_where_texts_are_found_by_meaning_that_is_a_rung_of_its_own_after_words_alone():
    settings = replace(MODEL, meaning=MeaningSettings(embedder="e5"))
    found = {rung.name: rung.variants for rung in ladder_of(settings)}
    assert (found["rerank and references"], found["meaning"]) == (("default_text+words",), ("default_text",))
    assert "meaning" not in names(MODEL)


def test_without_a_model_the_project_itself_is_the_rung_of_verified_quotes():
    found = {rung.name: rung.variants for rung in ladder_of(Settings())}
    assert found["verified quotes"] == ("default",)
    assert "structured output" not in found
    assert not any(rung.on_standing for rung in ladder_of(Settings()))


def test_a_variant_with_prompts_of_its_own_is_a_rung_of_kind_prompt_after_the_one_it_builds_on():
    ladder = ladder_of(replace(MODEL, variants=(own("terse", extends="zero_shot", model__prompts="prompts"),)))
    at = next(nth for nth, rung in enumerate(ladder) if rung.name == "terse")
    assert ladder[at - 1].name == "zero-shot"
    assert (ladder[at].kind, ladder[at].own, ladder[at].reads) == ("prompt", True, False)


def test_a_variant_of_the_project_is_no_rung_unless_it_is_named():
    wider = own("wider", search__passages=9)
    assert "wider" not in names(replace(MODEL, variants=(wider,)))
    named = ladder_of(replace(MODEL, variants=(wider,), climb=ClimbSettings(rungs=("wider",))))
    assert next(rung.kind for rung in named if rung.name == "wider") == "retrieval"


def test_the_kind_of_a_named_variant_is_told_by_what_it_changes():
    tables = (
        VariantSettings(name="four", method=(("shots", 4),)),
        VariantSettings(name="slow", method=(("thinking", True),)),
        VariantSettings(name="checked", method=(("checker", "openai:other"),)),
        own("other", model__name="openai:other"),
        own("shaped", model__output="native"),
    )
    settings = replace(MODEL, variants=tables, climb=ClimbSettings(rungs=tuple(table.name for table in tables)))
    kinds = {rung.name: rung.kind for rung in ladder_of(settings) if rung.own}
    assert kinds == {"four": "shots", "slow": "thinking", "checked": "verification", "other": "model", "shaped": "structure"}


def test_a_tuned_model_is_the_last_rung():
    settings = replace(MODEL, variants=(own("tuned", model__name="openai:mine"),), climb=ClimbSettings(tuned=("tuned",)))
    assert [rung.kind for rung in ladder_of(settings)][-2:] == ["thinking", "tuned"]
    assert names(settings).count("tuned") == 1


def test_a_shipped_variant_can_be_named_too():
    settings = replace(MODEL, climb=ClimbSettings(rungs=("self_correction",)))
    assert next(rung.kind for rung in ladder_of(settings) if rung.own) == "thinking"
