"""A question on its way to an answer, narrowed by what it says and by what its asker gives."""

from dataclasses import replace

import pytest

from untuned.project import Project
from untuned.types.filters import Filter
from untuned.types.principal import member

RULES = """
[metadata.product]
from = ["product"]
values = { "Talvor Max" = ["TMX"], "Talvor" = [], "Nerrin" = [] }
"""
PAGES = {
    "a.md": ("Talvor Max", 2025, "The lamp of the device blinks amber for nineteen seconds while it updates."),
    "b.md": ("Nerrin", 2023, "During an update the green ring of the device turns for eleven seconds."),
    "c.md": ("", 2024, "The battery of any device is charged overnight."),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "untuned.toml").write_text(RULES + '\n[[access]]\npath = "b.md"\ngroups = ["nerrin"]\n', encoding="utf-8")
    for path, (product, year, text) in PAGES.items():
        head = f"product: {product}\n" if product else ""
        (folder / path).write_text(f"---\n{head}updated: {year}-06-01\n---\n# Updates\n\n{text}\n", encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        yield project


def paths(project, question, **options):
    return [passage.version.path for passage in project.search(question, **options)]


def test_a_product_is_told_apart_by_metadata_alone(site):
    assert paths(site, "How long does the update of the device take on the TMX?")[0] == "a.md"
    assert "b.md" not in paths(site, "How long does the update of the device take on the TMX?")
    assert paths(site, "How long does the update of the device take on the Nerrin?")[0] == "b.md"


def test_a_misspelt_product_is_understood(site):
    passages, narrowing = site.look_up("update of the device, Tavlor Max")
    assert [one.words for one in narrowing.inferred] == ["Tavlor Max"]
    assert passages[0].version.path == "a.md"


def test_a_page_that_names_no_product_is_not_lost(site):
    assert "c.md" in paths(site, "battery of the device, Nerrin")


def test_without_filters_a_question_is_not_narrowed(site):
    off = replace(site.settings, search=replace(site.settings.search, filters=False))
    with Project(site.root, settings=off) as project:
        passages, narrowing = project.look_up("How long does the update of the device take on the TMX?")
    assert narrowing.told == ()
    assert {one.version.path for one in passages} == {"a.md", "b.md", "c.md"}


def test_given_filters_are_strict_and_may_be_values(site):
    only = Filter(field="product", values=("nerrin",))
    assert paths(site, "update device battery", where=[only]) == ["b.md"]
    assert sorted(paths(site, "update device battery", where=["updated>=2024"])) == ["a.md", "c.md"]
    assert paths(site, "update device battery", where=["product=Talvor"]) == []


def test_who_may_not_read_a_product_is_not_told_of_it(site):
    with Project(site.root, settings=site.settings, principal=member(["support"])) as visitor:
        passages, narrowing = visitor.look_up("update of the device on the Nerrin")
        assert narrowing.told == ()
        assert "b.md" not in [one.version.path for one in passages]
        assert visitor.search("update device", where=["product=Nerrin"]) == []
        assert all("nerrin" not in dict(field.top) for field in visitor.tags())


def test_an_answer_keeps_its_filters_in_its_trace(site):
    answer = site.ask_sync("How long does the lamp of the device blink on the TMX?", where=["updated>=2024"])
    assert answer.state == "answered"
    told = site.trace(answer.id)["filters"]
    assert ["given", "updated>=2024-01-01", ""] in told
    assert ["inferred", "product=talvor max", "TMX"] in told


def test_another_rule_needs_no_new_sync(site):
    other = replace(site.settings, metadata=())
    with Project(site.root, settings=other) as project:
        assert project.look_up("update of the device on the TMX")[1].told == ()
    assert site.look_up("update of the device on the TMX")[1].told


def test_a_value_that_no_document_has_is_told_with_the_nearest_there_are(site):
    answer = site.ask_sync("How long does the lamp of the device blink?", where=["format=md"])
    assert answer.state == "abstained"
    assert answer.notes[0] == "No document has format=md; there are: markdown."
    assert site.look_up("lamp", where=["format=md"])[1].absent == ("No document has format=md; there are: markdown.",)
    assert site.look_up("lamp", where=["folder=a"])[1].absent == ("No document has folder=a; none states any folder.",)
    assert site.look_up("lamp", where=["format=markdown"])[1].absent == ()


def test_of_absent_values_only_those_are_told_that_may_be_read(site):
    with Project(site.root, settings=site.settings, principal=member(["support"])) as visitor:
        assert visitor.look_up("update", where=["product=Zorn"])[1].absent == (
            "No document that you may read has product=zorn; there are: talvor max.",
        )
        assert visitor.look_up("update", where=["product=Nerrin"])[1].absent == (
            "No document that you may read has that product; there are: talvor max.",
        )
