"""Settings, questions and variants to test with."""

from dataclasses import replace

from untuned.types.measures import Evidence, Question
from untuned.types.settings import ModelSettings, Settings, VariantSettings

WITH_MODEL = Settings(model=ModelSettings(name="ollama:qwen3"))


def own(name, *, extends="default", groups=(), description="", method=None, **overrides):
    """A variant's table; `search__rerank=False` is `search.rerank = false`."""
    given = {key.replace("__", "."): value for key, value in overrides.items()}
    return VariantSettings(
        name=name,
        extends=extends,
        description=description,
        groups=groups,
        method=tuple(sorted((method or {}).items())),
        overrides=tuple(sorted(given.items())),
    )


def with_variants(*tables, settings=WITH_MODEL):
    return replace(settings, variants=tables)


def question(id, text="", *, answer="Three weeks.", quote="It takes three weeks.", **fields):
    """A confirmed development question with an answer and its evidence."""
    evidence = (Evidence(path="a.md", quote=quote, version=1, start=0, end=len(quote)),) if quote else ()
    answers = (answer,) if answer else ()
    return Question(id=id, text=text or f"What about {id}?", **{"answers": answers, "evidence": evidence, **fields})
