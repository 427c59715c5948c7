"""The hash of a variant: over every choice that can change an answer, and over nothing else."""

import os
import subprocess
import sys
from dataclasses import fields, replace

import pytest

from untuned.evaluation.variants.choices import NEVER_AN_ANSWER, SECTIONS, SINGLE, choices, replaced
from untuned.evaluation.variants.hashing import hash_of, prompts_of
from untuned.evaluation.variants.resolve import resolve
from untuned.models.chat.briefing import claims_message, text_message
from untuned.models.chat.prompt import load_prompts
from untuned.types.methods import Brief, Method, Shot, Variant
from untuned.types.settings import MeaningSettings, ModelSettings, Secret, Settings
from untuned.types.tasks import TaskSettings
from variants import WITH_MODEL, own, with_variants

TASKS = (TaskSettings(name="mails", labels=("a", "b")), TaskSettings(name="order", schema='{"type": "object"}'))
BASE = Variant(name="base", settings=replace(WITH_MODEL, tasks=TASKS))
OTHER = {
    "context": "oracle",
    "wording": "text",
    "instructed": False,
    "shots": 4,
    "shot_choice": "nearest",
    "thinking": True,
    "corrections": 1,
    "rewriter": "ollama:x",
    "checker": "ollama:x",
    "routed": True,
    "steps": (),
    "task": "mails",
    "format": "order",
}
KEYS = [
    *(f"{section}.{field.name}" for section in SECTIONS for field in fields(getattr(Settings(), section))),
    *SINGLE,
]


def another(value):
    """A value of the same kind that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return (*value, "x")
    return "x" if isinstance(value, str) else (value or 0) + 1


def changed(key):
    section, _, name = key.partition(".")
    value = getattr(getattr(WITH_MODEL, section), name)
    return replace(BASE, settings=replaced(WITH_MODEL, {key: another(value)}))


@pytest.mark.parametrize("key", sorted({*KEYS} - NEVER_AN_ANSWER - {"model.prompts"}))
def test_each_setting_that_can_change_an_answer_changes_the_hash(key, tmp_path):
    assert hash_of(changed(key), root=tmp_path) != hash_of(BASE, root=tmp_path)


@pytest.mark.parametrize("key", sorted(NEVER_AN_ANSWER))
def test_what_cannot_change_an_answer_does_not_change_the_hash(key, tmp_path):
    assert key in KEYS
    assert hash_of(changed(key), root=tmp_path) == hash_of(BASE, root=tmp_path)


@pytest.mark.parametrize("name", [field.name for field in fields(Method)])
def test_each_field_of_the_method_changes_the_hash(name, tmp_path):
    method = replace(BASE.method, **{name: OTHER[name]})
    assert method != BASE.method
    assert hash_of(replace(BASE, method=method), root=tmp_path) != hash_of(BASE, root=tmp_path)


def test_groups_and_examples_change_the_hash(tmp_path):
    shown = [Shot(question="q", answer="a", id="1")]
    found = [
        hash_of(BASE, root=tmp_path),
        hash_of(replace(BASE, groups=("legal",)), root=tmp_path),
        hash_of(BASE, root=tmp_path, shots=shown),
        hash_of(BASE, root=tmp_path, shots=[replace(shown[0], answer="b")]),
    ]
    assert len(set(found)) == len(found)


def test_another_name_for_the_same_choices_has_the_same_hash(tmp_path):
    settings = with_variants(
        own("a", description="one", search__rerank=False, search__widen=False),
        own("b", description="two", extends="c", search__widen=False),
        own("c", search__rerank=False),
    )
    assert resolve("a", settings=settings, root=tmp_path).hash == resolve("b", settings=settings, root=tmp_path).hash
    assert resolve("a", settings=settings, root=tmp_path).hash != resolve("c", settings=settings, root=tmp_path).hash


def test_a_key_and_an_addresss_password_change_nothing_and_are_not_told(tmp_path):
    keyed = replace(WITH_MODEL.model, api_key=Secret("hunter2"), base_url="https://kim:hunter2@models.example/v1")
    plain = replace(WITH_MODEL.model, base_url="https://models.example/v1")
    with_key, without = (replace(BASE, settings=Settings(model=model)) for model in (keyed, plain))
    assert hash_of(with_key, root=tmp_path) == hash_of(without, root=tmp_path)
    assert "hunter2" not in repr(choices(with_key))


def test_how_a_reranker_is_reached_and_how_fast_a_model_runs_changes_nothing(tmp_path):
    def hash_with(**meaning):
        return hash_of(replace(BASE, settings=Settings(meaning=MeaningSettings(**meaning))), root=tmp_path)

    asked = {"reranker": "cohere:m", "reranker_url": "https://rank.example/v2"}
    same = {"reranker_key": Secret("hunter2"), "reranker_timeout_s": 3.0, "batch": 4, "threads": 2}
    assert hash_with(**asked) == hash_with(**asked, **same) == hash_with(**{**asked, "reranker_url": "https://kim:hunter2@rank.example/v2"})
    others = [{}, asked, {**asked, "rerank_candidates": 20}, {"embedder": "m"}, {"embedder": "m", "weight": 0.4}, {"languages": ("ru",)}]
    assert len({hash_with(**one) for one in others}) == len(others)


def test_the_texts_of_the_prompts_count_and_the_folder_that_they_lie_in_does_not(tmp_path):
    for name, text in (("a", "Be brief."), ("b", "Be brief."), ("c", "Be kind.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answer.v1.md").write_text(text, encoding="utf-8")
    found = {
        name: hash_of(replace(BASE, settings=replaced(WITH_MODEL, {"model.prompts": name})), root=tmp_path) for name in ("", "a", "b", "c")
    }
    assert found["a"] == found["b"]
    assert len({found[""], found["a"], found["c"]}) == 3


def test_only_the_prompts_that_would_be_asked_with_count(tmp_path):
    def used(**method):
        return set(prompts_of(replace(BASE, method=Method(**method)), root=tmp_path))

    follow_ups = {"rewrite", "rewriting"}
    assert used() == {"answer", "question", "retry", "repair"} | follow_ups
    assert used(wording="text", shots=2, thinking=True) == {"grounded", "question", "shots", "thinking_text"} | follow_ups
    assert used(context="oracle") == {"answer", "question", "retry", "repair"}
    assert used(wording="text", context="none") == {"closed_book", "bare"}
    assert used(wording="text", context="none", instructed=False) == {"bare"}
    assert used(thinking=True, corrections=1) >= {"thinking", "review"}
    assert used(checker="ollama:x", rewriter="ollama:x") >= {"crosscheck", "judged", "restyle", "restyled"}
    assert prompts_of(Variant(name="v", settings=Settings()), root=tmp_path) == {}


@pytest.mark.parametrize("brief", [Brief(), Brief(shots=(Shot(question="q", answer="a"),), thinking=True, previous="a")])
def test_what_a_model_is_asked_with_is_what_counts(brief, tmp_path):
    shots, more = len(brief.shots), {"thinking": brief.thinking, "corrections": int(bool(brief.previous))}
    prompts = load_prompts()
    asked = {
        Method(shots=shots, **more): claims_message(prompts, "q", (), brief),
        Method(shots=shots, wording="text", **more): text_message(prompts, "q", (), task="grounded", brief=brief),
        Method(shots=shots, wording="text", context="none", **more): text_message(prompts, "q", (), task="closed_book", brief=brief),
    }
    for method, message in asked.items():
        used = {label.partition("@")[0] for label in message.labels}
        assert used == set(prompts_of(replace(BASE, method=method), root=tmp_path)) - {"retry", "repair", "rewrite", "rewriting"}


def test_without_a_model_an_own_prompt_changes_nothing(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "answer.v1.md").write_text("Be brief.", encoding="utf-8")
    bare = Variant(name="v", settings=Settings())
    with_folder = replace(bare, settings=Settings(model=ModelSettings(prompts="own")))
    assert hash_of(bare, root=tmp_path) == hash_of(with_folder, root=tmp_path)


def test_the_hash_is_the_same_in_another_process(tmp_path):
    program = (
        "from pathlib import Path; from untuned.evaluation.variants.resolve import resolve; from untuned.types.settings import Settings;"
        f"print(resolve('naive', settings=Settings(), root=Path({str(tmp_path)!r})).hash)"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert made == {resolve("naive", settings=Settings(), root=tmp_path).hash}
