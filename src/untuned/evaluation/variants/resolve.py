"""A variant's name made into every choice that it stands for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from untuned.errors import BadTask, BadVariant, MissingExtra, UnknownModel, UnknownVariant, WrongSetting
from untuned.evaluation.variants.choices import changes, replaced
from untuned.evaluation.variants.composed import composed
from untuned.evaluation.variants.hashing import hash_of, prompts_of
from untuned.evaluation.variants.shipped import DEFAULT_NAME, SHIPPED
from untuned.evaluation.variants.tasks import by_task, check_tasks
from untuned.models.chat.names import check_name
from untuned.types.methods import ALL_STEPS, Method, Variant
from untuned.types.settings import MeaningSettings, ModelSettings, Settings, VariantSettings

Origin = Literal["shipped", "own"]

NAME_A_MODEL = 'name one below [model] in untuned.toml, such as name = "ollama:qwen3", or as model.name in the variant'
_CLAIMS_READ = "only text can be had from a model that reads nothing: claims need documents to be verified against"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A variant as `untuned variants` lists it."""

    name: str
    origin: Origin
    description: str
    extends: str
    """"" for the project as it is."""
    changes: tuple[tuple[str, str], ...]
    """(field, value as TOML) of everything that differs from the project's own settings."""
    hash: str = ""
    """"" where it cannot answer."""
    problem: str = ""
    """Why it cannot answer here; "" where it can."""
    remedy: str = ""


def resolve(name: str, *, settings: Settings, root: Path) -> Variant:
    """The variant of this name, over the project's settings, with what it changes and its hash.

    A name such as `default+shots_4` is put together of a variant and its changes (see `composed`).

    Where it shows a model examples, `shots.with_shots` puts them into the hash. Nothing is asked.

    Raises:
        UnknownVariant: There is none of this name.
        BadVariant: It cannot answer: it needs a model and none is named, builds on itself, or asks for what does not go together.
    """
    tables = _tables(settings)
    known = list(tables)
    if name not in tables:
        tables |= composed(name, tables, settings=settings)
    if name not in tables:
        raise UnknownVariant(name, known=known)
    variant = _made(name, tables, settings)
    _check(variant)
    return _hashed(variant, root=root)


def resolve_all(names: Sequence[str], *, settings: Settings, root: Path) -> list[Variant]:
    """The variants of these names, in order, each once. Raises what `resolve` raises."""
    return [resolve(name, settings=settings, root=root) for name in dict.fromkeys(names)]


def listing(*, settings: Settings, root: Path) -> list[Listed]:
    """Every variant, the shipped ones first; one that cannot answer here says why."""
    return [
        *(_listed(table, "shipped", settings, root) for table in SHIPPED),
        *(_listed(table, "own", settings, root) for table in settings.variants),
    ]


def _listed(table: VariantSettings, origin: Origin, settings: Settings, root: Path) -> Listed:
    made: Variant | None = None
    found = Listed(
        name=table.name,
        origin=origin,
        description=table.description,
        extends="" if table.extends == DEFAULT_NAME else table.extends,
        changes=(),
    )
    try:
        made = _made(table.name, _tables(settings), settings)
        _check(made)
        return replace(found, changes=made.changes, hash=_hashed(made, root=root).hash)
    except BadVariant as bad:
        return replace(found, changes=made.changes if made is not None else (), problem=bad.reason, remedy=bad.remedy)


def _tables(settings: Settings) -> dict[str, VariantSettings]:
    """Every variant's table by its name."""
    return {table.name: table for table in (*settings.variants, *SHIPPED)}


def _made(name: str, tables: Mapping[str, VariantSettings], settings: Settings) -> Variant:
    """The variant with what it changes, unchecked and without its hash."""
    method: dict[str, Any] = {}
    overrides: dict[str, object] = {}
    groups: tuple[str, ...] = ()
    for table in _chain(name, tables):
        _check_name(table.name, settings)
        method.update(table.method)
        before = replaced(settings, overrides)
        overrides |= _addressed(dict(table.overrides), before.model) | _reranked(dict(table.overrides), before.meaning)
        groups = tuple(sorted(set(table.groups))) or groups
    method, overrides = by_task(name, method, overrides, settings=settings)
    chosen = Method(**method)
    chosen = replace(chosen, steps=tuple(step for step in ALL_STEPS if step in chosen.steps))
    made = Variant(name=name, settings=replaced(settings, overrides), method=chosen, groups=groups, description=tables[name].description)
    return replace(made, changes=changes(made, over=Variant(name=DEFAULT_NAME, settings=settings)))


def _addressed(given: Mapping[str, object], before: ModelSettings) -> dict[str, object]:
    """What a table sets; a model of another provider, or at another address, is not given the address and key of the one before."""
    provider = str(given.get("model.name", before.name)).partition(":")[0]
    moved = before.name.partition(":")[0] not in ("", provider)
    left: dict[str, object] = {"model.base_url": "", "model.api_key": ""} if moved else {}
    if given.get("model.base_url", before.base_url) != before.base_url:
        left["model.api_key"] = ""
    return {**left, **given}


def _reranked(given: Mapping[str, object], before: MeaningSettings) -> dict[str, object]:
    """What a table sets; a reranker at another address is not given the key of the one before."""
    moved = given.get("meaning.reranker_url", before.reranker_url) != before.reranker_url
    return {**({"meaning.reranker_key": ""} if moved else {}), **given}


def _chain(name: str, tables: Mapping[str, VariantSettings]) -> list[VariantSettings]:
    """The variant and all that it builds on, the first of them first."""
    chain = [tables[name]]
    while chain[-1].name != DEFAULT_NAME:
        above, below = chain[-1].extends, chain[-1].name
        if above not in tables:
            near = difflib.get_close_matches(above, tables, n=1)
            remedy = f"did you mean '{near[0]}'? see 'untuned variants'" if near else "see 'untuned variants'"
            raise BadVariant(below, reason=f"it extends '{above}', which is unknown", remedy=remedy, key="extends")
        if any(one.name == above for one in chain):
            circle = " -> ".join([*(one.name for one in chain), above])
            remedy = "take one 'extends' of the circle out"
            raise BadVariant(name, reason=f"it builds on itself: {circle}", remedy=remedy, key="extends")
        chain.append(tables[above])
    return chain[::-1]


def _check_name(name: str, settings: Settings) -> None:
    if any(own.name == name for own in settings.variants) and any(shipped.name == name for shipped in SHIPPED):
        remedy = f'rename [variants.{name}]; with extends = "{name}" it can build on the shipped one'
        raise BadVariant(name, reason="a shipped variant has this name", remedy=remedy)


def _hashed(variant: Variant, *, root: Path) -> Variant:
    try:
        return replace(variant, hash=hash_of(variant, root=root), prompts=tuple(sorted(prompts_of(variant, root=root).items())))
    except (WrongSetting, BadTask) as wrong:
        key = wrong.key if isinstance(wrong, WrongSetting) else "task"
        raise BadVariant(variant.name, reason=wrong.message, remedy=wrong.remedy, key=key) from wrong


def _check(variant: Variant) -> None:
    """Raises `BadVariant` for what can never answer."""
    for reason, remedy in _contradictions(variant.method):
        raise BadVariant(variant.name, reason=reason, remedy=remedy)
    check_tasks(variant)
    model = variant.settings.model
    needs = _needing_a_model(variant.method)
    if needs and not model.name:
        reason = f"{needs} needs a chat model, and none is named"
        raise BadVariant(variant.name, reason=reason, remedy=NAME_A_MODEL, key=needs.partition(" ")[0])
    named = [("model.name", model.name), *(("model.fallbacks", name) for name in model.fallbacks)]
    for key, name in (*named, ("rewriter", variant.method.rewriter), ("checker", variant.method.checker)):
        try:
            if name:
                check_name(name)
        except (UnknownModel, MissingExtra) as error:
            raise BadVariant(variant.name, reason=error.message, remedy=error.remedy, key=key) from error


def _contradictions(method: Method) -> Iterator[tuple[str, str]]:
    """(what does not go together, the remedy)."""
    if method.context == "none" and method.wording == "claims":
        yield f'context = "none" with wording = "claims": {_CLAIMS_READ}', 'add wording = "text"'
    if not method.instructed and (method.context != "none" or method.wording == "claims"):
        remedy = 'add context = "none" and wording = "text", or take it out'
        yield "instructed = false is the question alone, and passages are read with instructions", remedy
    if method.checker and method.context == "none":
        yield "a checker holds answers against what was read, and nothing is", "take 'checker' out, or set another context"


def _needing_a_model(method: Method) -> str:
    """What of a method no answer without a chat model can have; "" where there is nothing."""
    needs = {
        'context = "none"': method.context == "none" and not method.task,
        f"shots = {method.shots}": method.shots > 0,
        "thinking = true": method.thinking,
        f"corrections = {method.corrections}": method.corrections > 0,
    }
    return next((need for need, wanted in needs.items() if wanted), "")
