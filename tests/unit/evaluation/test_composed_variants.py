"""Variants that are put together by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from untuned.errors import BadVariant, UnknownVariant
from untuned.evaluation.variants.resolve import resolve
from untuned.types.settings import ModelSettings, Settings, VariantSettings

ROOT = Path("/nowhere")
SETTINGS = Settings(model=ModelSettings(name="openai:test-model"))


def made(name, settings=SETTINGS):
    return resolve(name, settings=settings, root=ROOT)


def test_each_change_is_put_on_what_stands_before_it():
    method = made("default+shots_4+thinking").method
    assert (method.shots, method.thinking, method.context) == (4, True, "retrieved")


def test_the_last_of_two_like_changes_counts():
    assert made("default+shots_4+nearest_2").method.shots == 2
    assert made("default+shots_4+nearest_2").method.shot_choice == "nearest"


def test_it_is_the_same_variant_as_one_of_the_project_that_says_so():
    own = VariantSettings(name="mine", method=(("shots", 4),))
    settings = Settings(model=SETTINGS.model, variants=(own,))
    assert made("mine", settings).hash == made("default+shots_4", settings).hash


def test_it_builds_on_variants_of_the_project():
    own = VariantSettings(name="mine", overrides=(("search.passages", 9),))
    settings = Settings(model=SETTINGS.model, variants=(own,))
    assert made("mine+oracle", settings).settings.search.passages == 9


def test_evidence_can_be_put_in_place_of_nothing():
    method = made("closed_book+oracle").method
    assert (method.context, method.instructed) == ("oracle", True)


def test_once_more_is_another_hash_and_no_other_way_to_answer():
    once, again = made("default"), made("default+again")
    assert once.hash != again.hash
    assert [key for key, _ in again.changes] == ["model.deadline_ms"]


@pytest.mark.parametrize("name", ["default+", "default+shots_0", "default+shots_65", "default+best", "nobody+thinking", "default++oracle"])
def test_a_change_that_there_is_not_makes_no_variant(name):
    with pytest.raises(UnknownVariant):
        made(name)


def test_a_name_of_endless_changes_makes_none():
    with pytest.raises(UnknownVariant):
        made("default" + "+text" * 9)


def test_what_needs_a_model_says_so():
    with pytest.raises(BadVariant, match="chat model"):
        made("default+shots_4", Settings())


def test_a_variant_whose_own_name_has_a_plus_is_that_variant():
    own = VariantSettings(name="default+thinking", method=(("corrections", 1),))
    method = made("default+thinking", Settings(model=SETTINGS.model, variants=(own,))).method
    assert (method.thinking, method.corrections) == (False, 1)
