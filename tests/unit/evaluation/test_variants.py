"""A variant's name becomes every choice that it stands for."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from untuned.config.fields import variant_fields
from untuned.errors import BadVariant, UnknownVariant
from untuned.evaluation.variants.resolve import listing, resolve, resolve_all
from untuned.evaluation.variants.shipped import SHIPPED
from untuned.types.methods import ALL_STEPS, DEFAULT
from untuned.types.settings import MeaningSettings, ModelSettings, Secret, Settings
from variants import WITH_MODEL, own, with_variants

WITHOUT_MODEL = (
    "closed_book",
    "zero_shot",
    "few_shot_1",
    "few_shot_2",
    "few_shot",
    "few_shot_8",
    "few_shot_nearest",
    "chain_of_thought",
    "self_correction",
)


def test_the_default_is_the_project_as_it_is(tmp_path):
    found = resolve("default", settings=WITH_MODEL, root=tmp_path)
    assert (found.settings, found.method, found.groups, found.changes) == (WITH_MODEL, DEFAULT, (), ())


@pytest.mark.parametrize("name", [table.name for table in SHIPPED])
def test_every_shipped_variant_can_be_resolved_where_a_model_is_named(name, tmp_path):
    found = resolve(name, settings=WITH_MODEL, root=tmp_path)
    assert len(found.hash) == 16
    assert bool(found.changes) == (name != "default")
    assert found.description


def test_no_two_shipped_variants_are_the_same(tmp_path):
    found = resolve_all([table.name for table in SHIPPED], settings=WITH_MODEL, root=tmp_path)
    assert len({one.hash for one in found}) == len(SHIPPED) == len({one.name for one in found})


@pytest.mark.parametrize("name", [table.name for table in SHIPPED])
def test_only_what_a_model_does_needs_one(name, tmp_path):
    if name not in WITHOUT_MODEL:
        assert resolve(name, settings=Settings(), root=tmp_path).name == name
        return
    with pytest.raises(BadVariant, match="needs a chat model") as caught:
        resolve(name, settings=Settings(), root=tmp_path)
    assert caught.value.name == name
    assert "[model]" in caught.value.remedy


def test_a_variant_may_name_the_model_itself(tmp_path):
    settings = with_variants(own("asked", extends="closed_book", model__name="ollama:qwen3"), settings=Settings())
    assert resolve("asked", settings=settings, root=tmp_path).settings.model.name == "ollama:qwen3"


def test_the_naive_variant_is_the_fields_plain_one(tmp_path):
    found = resolve("naive", settings=Settings(), root=tmp_path)
    chunks, search = found.settings.chunks, found.settings.search
    assert (chunks.strategy, chunks.max_tokens, chunks.overlap_tokens, search.passages, search.budget_tokens) == ("fixed", 500, 0, 5, 2_500)
    assert not any((search.rerank, search.gram_weight, search.widen, search.opening, search.prefer_language, found.settings.index.titles))
    assert found.method.wording == "text"


def test_the_two_that_read_nothing_differ_in_the_instruction_alone(tmp_path):
    bare, told = (resolve(name, settings=WITH_MODEL, root=tmp_path).method for name in ("closed_book", "zero_shot"))
    assert replace(bare, instructed=True) == told
    assert told.context == "none"


def test_an_own_variant_is_a_few_lines_over_another(tmp_path):
    settings = with_variants(
        own("mine", extends="naive", chunks__max_tokens=200, method={"thinking": True}), own("more", extends="mine", chunks__max_tokens=100)
    )
    found = resolve("more", settings=settings, root=tmp_path)
    assert (found.settings.chunks.max_tokens, found.settings.chunks.strategy) == (100, "fixed")
    assert (found.method.thinking, found.method.wording) == (True, "text")


def test_what_a_variant_changes_is_told_sorted_and_as_toml(tmp_path):
    table = own(
        "mine",
        method={"steps": ("scope",)},
        groups=("b", "a"),
        search__rerank=False,
        answer__threshold=0.5,
        facts__timezone="Europe/Berlin",
    )
    assert resolve("mine", settings=with_variants(table), root=tmp_path).changes == (
        ("answer.threshold", "0.5"),
        ("facts.timezone", '"Europe/Berlin"'),
        ("groups", '["a", "b"]'),
        ("search.rerank", "false"),
        ("steps", '["scope"]'),
    )


def test_a_choice_that_the_project_makes_anyway_is_no_change(tmp_path):
    assert resolve("mine", settings=with_variants(own("mine", search__rerank=True)), root=tmp_path).changes == ()


def test_a_variant_leaves_the_projects_own_settings_alone(tmp_path):
    settings = with_variants(own("mine", search__rerank=False))
    assert resolve("mine", settings=settings, root=tmp_path).settings.search.rerank is False
    assert settings.search.rerank is True


def test_groups_of_what_a_variant_builds_on_are_its_own_unless_it_names_some(tmp_path):
    settings = with_variants(own("a", groups=("legal",)), own("b", extends="a"), own("c", extends="a", groups=("board",)))
    assert [one.groups for one in resolve_all(["a", "b", "c"], settings=settings, root=tmp_path)] == [("legal",), ("legal",), ("board",)]


def test_steps_are_in_one_order_whatever_order_they_are_named_in(tmp_path):
    settings = with_variants(own("a", method={"steps": ALL_STEPS[::-1]}))
    assert resolve("a", settings=settings, root=tmp_path).method.steps == ALL_STEPS


def test_a_name_that_is_asked_for_twice_is_resolved_once(tmp_path):
    assert [one.name for one in resolve_all(["naive", "default", "naive"], settings=WITH_MODEL, root=tmp_path)] == ["naive", "default"]


def test_an_unknown_variant_is_named_with_the_nearest(tmp_path):
    with pytest.raises(UnknownVariant) as caught:
        resolve("nave", settings=with_variants(own("mine")), root=tmp_path)
    assert "'nave'" in caught.value.message
    assert "'naive'" in caught.value.remedy


@pytest.mark.parametrize(
    ("tables", "name", "reason", "remedy"),
    [
        ([own("a", extends="nave")], "a", "it extends 'nave', which is unknown", "did you mean 'naive'"),
        ([own("a", extends="b"), own("b", extends="a")], "a", "a -> b -> a", "take one 'extends'"),
        ([own("a", extends="a")], "a", "a -> a", "take one 'extends'"),
        ([own("naive")], "naive", "a shipped variant has this name", "rename [variants.naive]"),
        ([own("a", method={"context": "none"})], "a", "claims need documents", 'wording = "text"'),
        ([own("a", method={"instructed": False})], "a", "question alone", 'context = "none"'),
        ([own("a", extends="zero_shot", method={"checker": "ollama:x"})], "a", "against what was read", "'checker'"),
        ([own("a", method={"checker": "nobody:x"})], "a", "it names no provider", "'openai:...'"),
        ([own("a", method={"rewriter": "nobody:x"})], "a", "it names no provider", "'openai:...'"),
        ([own("a", model__name="nobody:x")], "a", "it names no provider", "'openai:...'"),
        ([own("a", model__prompts="no-such-folder")], "a", "model.prompts", "a folder that is there"),
    ],
)
def test_a_variant_that_cannot_answer_says_why_and_what_to_do(tables, name, reason, remedy, tmp_path):
    with pytest.raises(BadVariant) as caught:
        resolve(name, settings=with_variants(*tables), root=tmp_path)
    assert caught.value.name == name
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy


def test_a_model_whose_package_is_not_installed_is_named_with_the_command_that_installs_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "anthropic", None)
    with pytest.raises(BadVariant) as caught:
        resolve("a", settings=with_variants(own("a", method={"rewriter": "anthropic:x"})), root=tmp_path)
    assert caught.value.name == "a"
    assert "untuned[anthropic]" in caught.value.remedy


def model_of(name, settings, root):
    model = resolve(name, settings=settings, root=root).settings.model
    return model.name, model.base_url, model.api_key


def test_a_key_and_an_address_go_to_no_other_provider_and_a_key_to_no_other_address(tmp_path):
    key = Secret("hunter2")
    project = Settings(model=ModelSettings(name="openai:a", base_url="http://gate.example/v1", api_key=key))
    settings = with_variants(
        own("same", model__name="openai:b"),
        own("other", model__name="ollama:b"),
        own("back", extends="other", model__name="openai:c"),
        own("moved", model__base_url="http://other.example/v1"),
        own("keyed", model__name="ollama:b", model__base_url="http://b.example/v1", model__api_key=key),
        settings=project,
    )
    assert model_of("same", settings, tmp_path) == ("openai:b", "http://gate.example/v1", key)
    assert model_of("other", settings, tmp_path) == ("ollama:b", "", "")
    assert model_of("back", settings, tmp_path) == ("openai:c", "", "")
    assert model_of("moved", settings, tmp_path) == ("openai:a", "http://other.example/v1", "")
    assert model_of("keyed", settings, tmp_path) == ("ollama:b", "http://b.example/v1", key)


def test_a_rerankers_key_goes_to_no_other_address(tmp_path):
    meaning = MeaningSettings(reranker="cohere:a", reranker_url="http://rank.example/v2", reranker_key=Secret("hunter2"))
    settings = with_variants(
        own("same", meaning__reranker="cohere:b"),
        own("moved", meaning__reranker_url="http://other.example/v2"),
        own("keyed", extends="moved", meaning__reranker_key=Secret("other")),
        own("back", extends="moved", meaning__reranker_url="http://rank.example/v2"),
        settings=Settings(meaning=meaning),
    )
    found = {
        name: resolve(name, settings=settings, root=tmp_path).settings.meaning.reranker_key for name in ("same", "moved", "keyed", "back")
    }
    assert found == {"same": Secret("hunter2"), "moved": "", "keyed": Secret("other"), "back": ""}


def test_an_address_without_a_model_is_for_the_one_that_a_variant_names(tmp_path):
    settings = with_variants(own("a", model__name="openai:b"), settings=Settings(model=ModelSettings(base_url="http://gate.example/v1")))
    assert model_of("a", settings, tmp_path) == ("openai:b", "http://gate.example/v1", "")


def test_a_rewriter_or_checker_needs_no_model_beside_itself(tmp_path):
    settings = with_variants(own("a", method={"rewriter": "ollama:x", "checker": "ollama:y"}), settings=Settings())
    assert resolve("a", settings=settings, root=tmp_path).method.rewriter == "ollama:x"


def test_the_list_has_every_variant_and_says_which_cannot_answer_here(tmp_path):
    settings = with_variants(
        own("mine", extends="naive", description="why", search__passages=3), own("bad", extends="x"), settings=Settings()
    )
    listed = {one.name: one for one in listing(settings=settings, root=tmp_path)}
    assert list(listed) == [*(table.name for table in SHIPPED), "mine", "bad"]
    assert {name for name, one in listed.items() if one.problem} == {*WITHOUT_MODEL, "bad"}
    assert {name for name, one in listed.items() if not one.hash} == {*WITHOUT_MODEL, "bad"}
    assert (listed["mine"].origin, listed["mine"].extends, listed["mine"].description) == ("own", "naive", "why")
    assert ("search.passages", "3") in listed["mine"].changes
    assert ("thinking", "true") in listed["chain_of_thought"].changes
    assert listed["default"].extends == ""
    assert listed["mine"].hash == resolve("mine", settings=settings, root=tmp_path).hash


def test_a_name_that_is_taken_is_said_of_the_list_too(tmp_path):
    listed = listing(settings=with_variants(own("oracle")), root=tmp_path)
    assert {one.name for one in listed if one.problem} == {"oracle", "oracle_text"}
    assert [one.origin for one in listed if one.name == "oracle"] == ["shipped", "own"]


def test_the_guide_names_every_shipped_variant_and_every_key():
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "variants.md").read_text(encoding="utf-8")
    assert [table.name for table in SHIPPED if f"`{table.name}`" not in guide] == []
    assert [name for name in variant_fields() if f"`{name}`" not in guide] == []
