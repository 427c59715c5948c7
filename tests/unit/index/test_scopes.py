"""What documents hold of, as front matter, paths and declared fields tell."""

from dataclasses import replace

import pytest

from indexing import version
from untuned.index.scopes import scopes_by
from untuned.types.conflicts import scopes_apart
from untuned.types.settings import MetadataField


def apart(one, other, *rules):
    told = scopes_by(rules)
    first, second = (
        told(replace(version("Words."), path=path, metadata=metadata))
        for path, metadata in (side if isinstance(side, tuple) else (side, {}) for side in (one, other))
    )
    return scopes_apart(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("docs/v1/limits.md", "docs/v2/quotas.md"),
        ("docs/1.4/config.md", "docs/1.5/config.md"),
        ("docs/pro/storage.md", "docs/lite/storage.md"),
        (("docs/a.md", {"version": "1"}), ("docs/v2/a.md", {})),
        (("a.md", {"product": "Hub"}), ("b.md", {"Product": ["Lamp", "Bulb"]})),
    ],
)
def test_another_version_edition_or_product_is_told_by_front_matter_or_by_folders(one, other):
    assert apart(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("docs/v1/limits.md", "docs/limits.md"),
        ("docs/terms-v1.md", "docs/terms-v2.md"),
        ("rules/4.1/returns.md", "rules/7.2/faq.md"),
        ("policies/leave.md", "handbook/leave.md"),
        ("docs/leeds/visit.md", "docs/hull/visit.md"),
        (("docs/a.md", {"version": "v2"}), ("docs/v2/a.md", {})),
        (("a.md", {"author": "Ann"}), ("b.md", {"author": "Bo"})),
    ],
)
def test_drafts_chapters_and_names_that_may_be_anything_tell_nothing(one, other):
    assert not apart(one, other)


def test_a_declared_field_tells_what_its_folders_or_keys_name():
    city = MetadataField(name="city", path="docs/{city}/**")
    product = MetadataField(name="product", keys=("line",), values=(("Gateway Pro", ("GP",)), ("Gateway", ())))
    assert apart("docs/leeds/visit.md", "docs/hull/visit.md", city)
    assert not apart("docs/leeds/visit.md", "visit.md", city)
    assert apart(("a.md", {"line": "GP"}), ("b.md", {"line": "Gateway"}), product)
    assert not apart(("a.md", {"line": "GP"}), ("b.md", {"line": "Gateway Pro"}), product)


def test_a_declared_field_that_says_nothing_of_what_a_document_holds_of_tells_nothing():
    topic = MetadataField(name="topic", path="docs/{topic}/**")
    assert not apart("docs/returns/a.md", "docs/faq/a.md", topic)


def test_what_a_field_only_looks_for_in_texts_tells_nothing():
    looked = MetadataField(name="product", values=(("Hub", ()), ("Lamp", ())))
    told = scopes_by([looked])
    assert told(version("The Hub weighs 4 kg.")) == {}
