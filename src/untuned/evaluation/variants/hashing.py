"""The hash of a variant: the same for the same choices, in any process and in any order of keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from untuned.evaluation.variants.choices import choices
from untuned.evaluation.variants.tasks import named_tasks
from untuned.models.chat.prompt import load_prompts
from untuned.types.methods import Shot, Variant

LENGTH = 16
"""Hexadecimal digits: 64 bits, so that two of a million variants share one with a chance of 3 in 100 million."""


def hash_of(variant: Variant, *, root: Path, shots: Sequence[Shot] = ()) -> str:
    """Sixteen hexadecimal digits over every choice that can change an answer.

    They are over the choices of `choices` (method, settings, groups), the texts of the prompts that a model would be asked with (rather
    than the folder that they lie in), the examples that it may be shown, the tasks that it names with what their files say, and untuned's
    release. They are not over the variant's name and description, a key, or a request's timeout and retries.

    Raises:
        WrongSetting: The folder of own prompts cannot be used.
        BadTask: A file of a task that it names cannot be read.
    """
    made = {key: value for key, value in choices(variant).items() if key != "model.prompts"}
    whole = {
        "choices": made,
        "prompts": prompts_of(variant, root=root),
        "shots": [asdict(shot) for shot in shots],
        "release": _release(),
    }
    tasks = named_tasks(variant, root=root)
    if tasks:
        whole["tasks"] = [asdict(task) for task in tasks]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:LENGTH]


def prompts_of(variant: Variant, *, root: Path) -> dict[str, str]:
    """The SHA-256 of each template that this variant's models would be asked with, by its name; none where no model is asked."""
    used = list(dict.fromkeys(_used(variant)))
    if not used:
        return {}
    folder = variant.settings.model.prompts
    prompts = load_prompts(root / folder if folder else None)
    return {name: getattr(prompts, name).sha256 for name in used}


@cache
def _release() -> str:
    return version("untuned")


def _used(variant: Variant) -> Iterator[str]:
    if variant.settings.model.name:
        yield from _answering(variant)
    if variant.method.format and (variant.settings.model.name or variant.formatter):
        yield from ("format", "tasked", "retry")
    if variant.method.rewriter:
        yield from ("restyle", "restyled")
    if variant.method.checker:
        yield from ("crosscheck", "judged")


def _answering(variant: Variant) -> Iterator[str]:
    method, claims = variant.method, variant.method.wording == "claims"
    if method.task:
        yield from ("task", "tasked", "retry", "shots", *(("thinking_text",) if method.thinking else ()))
        return
    if claims:
        yield from ("answer", "question", "retry")
    elif method.context != "none":
        yield from ("grounded", "question")
    else:
        # what looks an answer over is instructed, whatever wrote it
        yield from ("closed_book", "bare") if method.instructed or method.corrections else ("bare",)
    if method.context == "retrieved" and variant.settings.search.rewrite in ("auto", "model"):
        yield from ("rewrite", "rewriting")
    if claims and variant.settings.model.repair:
        yield "repair"
    if method.shots:
        yield "shots"
    if method.thinking:
        yield "thinking" if claims else "thinking_text"
    if method.corrections:
        yield "review"
