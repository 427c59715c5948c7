import re
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from untuned.config import read, render
from untuned.config.fields import metadata_fields, rule_fields, setting_fields, task_fields, variant_fields
from untuned.config.meanings import MEANINGS, SECTIONS
from untuned.types.settings import (
    AccessRule,
    ExtensionSettings,
    RetentionSettings,
    SearchSettings,
    Secret,
    Settings,
    SourceSettings,
    StoreSettings,
    VariantSettings,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def read_back(text: str, folder: Path, environ: dict[str, str] | None = None) -> Settings:
    file = folder / "untuned.toml"
    file.write_text(text, encoding="utf-8", newline="")
    return read(file, environ=environ or {})


def test_every_setting_has_a_meaning_and_every_meaning_a_setting():
    tables = (metadata_fields(), task_fields(), variant_fields())
    listed = [*setting_fields().values(), *rule_fields().values(), *(field for table in tables for field in table.values())]
    named = {field.key for field in listed} - {"access"}
    assert set(MEANINGS) == named
    named_tables = {"access", "metadata", "tasks", "variants"}
    assert {field.section for field in setting_fields().values() if field.section} | named_tables == set(SECTIONS)


def test_every_default_is_within_its_own_bounds(tmp_path):
    text = re.sub(r"(?m)^#(?=[\w\[])", "", render(Settings())).replace(
        'path = "contracts/**"\ngroups = ["legal"]', 'path = "c"\ngroups = ["l"]'
    )
    assert replace(read_back(text, tmp_path), access=(), metadata=(), tasks=(), variants=()) == Settings()


def test_every_example_in_the_table_can_be_read(tmp_path):
    for field in setting_fields().values():
        if field.key in MEANINGS:
            head = f"[{field.section}]\n" if field.section else ""
            text = f"{head}{field.name} = {MEANINGS[field.key].example}"
            assert read_back(text, tmp_path, {"HANDBOOK_DATABASE": "postgresql://h/d"}) != Settings(), field.key


def test_defaults_are_written_as_comments(tmp_path):
    text = render(Settings())
    assert read_back(text, tmp_path) == Settings()
    assert "\n#candidates = 30\n" in text
    assert all(f"\n#{field.name} = " in text for field in setting_fields().values() if field.key != "access")


def test_what_init_found_stands_above_its_setting():
    lines = render(Settings(), {"sources.paths": "docs holds 12 files", "": "Found: 12 files"}).splitlines()
    assert "# Found: 12 files" in lines
    assert lines[lines.index("# docs holds 12 files") + 1] == "#paths = []"


def test_the_example_of_a_variant_can_be_read(tmp_path):
    text = render(Settings())
    example = text[text.index("#[variants.") :].replace("#", "")
    (short,) = read_back(example, tmp_path).variants
    assert (short.name, short.overrides) == ("short", (("answer.max_sentences", 1),))


def test_every_example_of_a_variants_key_can_be_read(tmp_path):
    for name in variant_fields():
        (one,) = read_back(f"[variants.x]\n{name} = {MEANINGS[f'variants.{name}'].example}", tmp_path).variants
        assert one != VariantSettings(name="x"), name


def test_a_secret_is_written_as_its_reference():
    settings_ = Settings(store=StoreSettings(url=Secret("postgresql://kim:hunter2@h/d", reference='{ env = "DB" }')))
    text = render(settings_)
    assert '\nurl = { env = "DB" }\n' in text
    assert "hunter2" not in text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    paths=st.lists(TEXTS, max_size=3),
    rules=st.lists(st.tuples(TEXTS, st.frozensets(TEXTS, min_size=1, max_size=2)), max_size=3),
    weight=st.floats(0, 10),
    days=st.none() | st.integers(0, 36_500),
)
def test_settings_read_back_as_they_were_written(tmp_path, name, paths, rules, weight, days):
    before = Settings(
        name=name,
        sources=SourceSettings(paths=tuple(paths)),
        access=tuple(AccessRule(path=path, groups=groups) for path, groups in rules),
        search=SearchSettings(gram_weight=weight),
        extensions=ExtensionSettings(loaders=((".rst", "a.b:c"), (".тхт", "d:e"))),
        retention=RetentionSettings(traces_days=days),
        variants=(
            VariantSettings(
                name="a-1",
                extends="naive",
                description=name,
                groups=tuple(paths),
                method=(("shots", 4), ("steps", ("scope",)), ("thinking", True)),
                overrides=(("answer.threshold", None), ("chunks.strategy", "fixed"), ("search.gram_weight", weight)),
            ),
            VariantSettings(name="b"),
        ),
    )
    assert read_back(render(before, {"": name, "access": name}), tmp_path) == before
