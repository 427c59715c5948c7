"""What a variant that names a task chooses by that: it reads no document, and asks the task's own model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from untuned.assistant.tasks.material import key_of, settings_of, task_of
from untuned.errors import BadTask, BadVariant
from untuned.types.measures import Question
from untuned.types.methods import Variant
from untuned.types.settings import Settings
from untuned.types.tasks import LINEAR, Task, TaskSettings

_LENGTH = 16
_IMPLIED = {"context": "none", "wording": "text"}


def by_task(
    name: str, method: Mapping[str, Any], overrides: Mapping[str, object], *, settings: Settings
) -> tuple[dict[str, Any], dict[str, object]]:
    """A variant's choices with those that its task brings: the input alone is read, and the task's model is asked.

    A model that the variant itself names goes before the task's. Raises `BadVariant` for an unknown task.
    """
    made, over = dict(method), dict(overrides)
    for key in ("task", "format"):
        if made.get(key):
            _known(name, made[key], settings, key=key)
    if not made.get("task"):
        return made, over
    own = _known(name, made["task"], settings).model
    if own and "model.name" not in over:
        over["model.name"] = "" if own == LINEAR else own
        if own != LINEAR and settings.model.name.partition(":")[0] not in ("", own.partition(":")[0]):
            over |= {"model.base_url": "", "model.api_key": ""}  # they are for models of their own provider
    return {**_IMPLIED, **made}, over


def check_tasks(variant: Variant) -> None:
    """Raises `BadVariant` for a task with what does not go with one."""
    method = variant.method
    if method.task:
        if method.format:
            raise BadVariant(variant.name, reason="a task's output has its form already", remedy="take 'format' out, or 'task'")
        if method.context != "none" or method.wording != "text":
            remedy = "take 'context' and 'wording' out"
            raise BadVariant(variant.name, reason="a task is done from its input alone, as plain text", remedy=remedy)
        if method.rewriter or method.checker or method.corrections:
            remedy = "take 'rewriter', 'checker' and 'corrections' out"
            raise BadVariant(variant.name, reason="nothing else looks a task's output over or words it anew", remedy=remedy)
        if not variant.settings.model.name and _known(variant.name, method.task, variant.settings).schema:
            remedy = "name one as 'model' of the task, or below [model]"
            raise BadVariant(variant.name, reason=f"task '{method.task}' has a schema, which takes a chat model", remedy=remedy)
    if method.format:
        if method.wording != "claims" or method.rewriter:
            remedy = "set wording = \"claims\" and take 'rewriter' out"
            raise BadVariant(variant.name, reason="only verified claims are put into a form, as they are", remedy=remedy)
        if not _known(variant.name, method.format, variant.settings).schema:
            remedy = "name a task with a schema"
            raise BadVariant(variant.name, reason=f"task '{method.format}' has labels and no schema to put claims into", remedy=remedy)


def named_tasks(variant: Variant, *, root: Path) -> list[Task]:
    """The tasks that a variant names, with what their files say. Raises `BadTask`."""
    named = (name for name in (variant.method.task, variant.method.format) if name)
    return [task_of(settings_of(name, variant.settings.tasks), root=root) for name in named]


def asked_apart(variant: Variant, questions: Iterable[Question], *, root: Path) -> Variant:
    """The variant as it is measured with these questions: examples with the words of one are not learnt from, which its hash tells."""
    if not variant.method.task:
        return variant
    asked = {key_of(one.text) for one in questions}
    examples = named_tasks(variant, root=root)[0].examples
    left_out = sorted({key_of(example.input) for example in examples} & asked)
    if not left_out:
        return variant
    whole = "\0".join((variant.hash, *left_out))
    return replace(variant, hash=hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:_LENGTH])


def _known(variant: str, task: str, settings: Settings, *, key: str = "task") -> TaskSettings:
    try:
        return settings_of(task, settings.tasks)
    except BadTask as unknown:
        raise BadVariant(variant, reason=unknown.message, remedy=unknown.remedy, key=key) from unknown
