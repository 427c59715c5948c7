"""What is known of a chunk beside its words."""

from dataclasses import replace
from datetime import date

import pytest

from indexing import version
from untuned.index.attributes import attributes_of, updated_in
from untuned.index.naming import names_of
from untuned.types.documents import Block, Chunk
from untuned.types.settings import MetadataField

PRODUCTS = (("Varinon Pro 2", ("VP2", "Варинон Про 2")), ("Varinon Pro", ("VP",)), ("Varinon", ()), ("Varknon", ()))
PRODUCT = MetadataField(name="product", keys=("product",), values=PRODUCTS)


def known(text="Some words.", *rules, metadata=None, path="docs/a.md", pieces=None, **changes):
    made = replace(version(text, **{key: value for key, value in changes.items() if key in ("title", "language", "blocks")}), path=path)
    made = replace(
        made, metadata=metadata or {}, **{key: value for key, value in changes.items() if key not in ("title", "language", "blocks")}
    )
    spans = pieces or [(0, len(text))]
    chunks = [Chunk(document=1, version=1, ordinal=nth, start=start, end=end, language="en") for nth, (start, end) in enumerate(spans)]
    return list(attributes_of(made, text, chunks, rules=rules))


def test_every_chunk_has_what_is_always_known():
    (found,) = known(title="A  Title", path="docs/v2.3/Guide.md", metadata={"tags": ["Billing", "How-To"], "Updated": "2025-03-01"})
    assert found["language"] == ("en",)
    assert found["format"] == ("markdown",)
    assert found["folder"] == ("docs", "docs/v2.3")
    assert found["title"] == ("a title",)
    assert found["tags"] == ("billing", "how-to")
    assert found["version"] == ("2.3",)
    assert found["updated"] == (date(2025, 3, 1),)
    assert found["dated"] == ("stated",)


def test_a_field_without_values_is_absent():
    (found,) = known()
    assert "tags" not in found
    assert "updated" not in found
    assert found["dated"] == ("synced",)
    assert updated_in(found) == found["synced"][0]


def test_the_day_of_a_text_is_its_metadatas_then_its_own_words():
    assert known("Last updated: 3 May 2024.")[0]["updated"] == (date(2024, 5, 3),)
    assert known("Last updated: 3 May 2024.", metadata={"date": "2025-01-01"})[0]["updated"] == (date(2025, 1, 1),)
    assert known(metadata={"date": "2025-01-01"}, effective_from=date(2026, 1, 1))[0]["updated"] == (date(2026, 1, 1),)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Varinon Pro", "varinon pro"),
        ("  VARINON   PRO ", "varinon pro"),
        ("VP2", "varinon pro 2"),
        ("Vairnon Pro", "varinon pro"),
        ("Варинон Про 2", "varinon pro 2"),
        ("Varnon", "varnon"),
        ("Something else", "something else"),
    ],
)
def test_a_value_of_front_matter_is_told_by_its_names_and_through_slips(written, value):
    assert known("x", replace(PRODUCT, look=()), metadata={"Product": written})[0]["product"] == (value,)


def test_what_all_sources_say_holds_together():
    (found,) = known("This page is about Varknon.", PRODUCT, metadata={"product": "Varinon"}, title="x")
    assert found["product"] == ("varinon", "varknon")


def test_a_shortened_name_in_the_text_is_no_other_value():
    text = "Pair the Varinon with the Varknon."
    assert known(text, PRODUCT, metadata={"product": "Varinon Pro"})[0]["product"] == ("varinon pro", "varknon")
    assert known(text, PRODUCT)[0]["product"] == ("varinon", "varknon")


def test_the_longer_of_two_names_is_meant():
    names = names_of(PRODUCT)
    assert names.inside("Reset the Varinon Pro 2, not the Varinon-Pro.") == ["varinon pro 2", "varinon pro"]
    assert names.inside("Varinonpro") == []


def test_a_value_named_at_the_beginning_holds_for_every_chunk_and_one_named_later_for_its_own():
    text = "About Varinon. " + "words " * 200 + "Varknon differs."
    first, last = known(text, PRODUCT, pieces=[(0, 100), (len(text) - 30, len(text))])
    assert first["product"] == ("varinon",)
    assert last["product"] == ("varinon", "varknon")


def test_a_pattern_gives_the_group_of_its_fields_name():
    code = MetadataField(name="code", pattern="(?P<family>[A-Z]{3})-(?P<code>[0-9]{3})")
    family = MetadataField(name="family", pattern="([A-Z]{3})-[0-9]{3}")
    (found,) = known("NET-104 and PWR-200", code, family)
    assert (found["code"], found["family"]) == (("104", "200"), ("net", "pwr"))


def test_a_path_gives_its_named_part():
    rule = MetadataField(name="product", path="docs/{product}/**")
    regular = MetadataField(name="product", path=r"docs/(?P<product>[^/]{1,30})-v[0-9]")
    assert known("x", rule, path="docs/Pro/en/a.md")[0]["product"] == ("pro",)
    assert "product" not in known("x", rule, path="other/Pro/a.md")[0]
    assert known("x", regular, path="docs/pro-v2/a.md")[0]["product"] == ("pro",)


def test_a_column_gives_the_cells_of_the_chunks_own_rows():
    text = 'Region,Price\n"EU, west",10\nUS,12.5\n'
    blocks = [Block(kind="header", start=0, end=12), Block(kind="row", start=13, end=26), Block(kind="row", start=27, end=34)]
    rules = (MetadataField(name="region", column="region"), MetadataField(name="price", column="Price", kind="number"))
    first, second = known(text, *rules, blocks=blocks, pieces=[(13, 26), (27, 34)], format="csv", metadata={"delimiter": ","})
    assert (first["region"], first["price"]) == (("eu, west",), (10.0,))
    assert (second["region"], second["price"]) == (("us",), (12.5,))


def test_records_of_json_lines_give_their_keys():
    text = "region: EU\nprice: 3\n\nregion: US\nnote: a: b"
    blocks = [Block(kind="row", start=0, end=19), Block(kind="row", start=21, end=len(text))]
    rule = MetadataField(name="region", column="region")
    first, second = known(text, rule, blocks=blocks, pieces=[(0, 19), (21, len(text))], format="jsonl")
    assert (first["region"], second["region"]) == (("eu",), ("us",))


def test_kinds_are_read_and_what_is_none_of_them_is_left_out():
    rules = (MetadataField(name="seen", kind="date", keys=("seen",)), MetadataField(name="size", kind="number", keys=("size",)))
    assert known("x", *rules, metadata={"seen": "March 2025", "size": "1,200 kg"})[0]["seen"] == (date(2025, 3, 1),)
    assert known("x", *rules, metadata={"seen": "March 2025", "size": "1,200 kg"})[0]["size"] == (1200.0,)
    assert not {"seen", "size"} & set(known("x", *rules, metadata={"seen": "soon", "size": "big"})[0])


def test_a_default_stands_in_where_nothing_says_a_value():
    rule = MetadataField(name="audience", keys=("audience",), default="Everyone")
    assert known("x", rule)[0]["audience"] == ("everyone",)
    assert known("x", rule, metadata={"audience": "Staff"})[0]["audience"] == ("staff",)


@pytest.mark.parametrize("value", [{"a": 1}, [["x"] * 3], None, True, 2.5, "\ud800", "x" * 100_000, ["y"] * 10_000])
def test_any_metadata_is_safe(value):
    (found,) = known("x", MetadataField(name="product", keys=("product",)), metadata={"product": value, "tags": value, "version": value})
    assert all(isinstance(one, str) and len(one) <= 200 for one in found.get("product", ()))
    assert len(found.get("product", ())) <= 50


def test_a_name_without_its_space_is_known_in_questions():
    (place,) = names_of(PRODUCT).places("Reset the VarinonPro", forgiving=True)
    assert place.values == ("varinon pro",)
