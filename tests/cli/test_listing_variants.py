"""`untuned variants`: what can be measured, and what stands in the way."""

import pytest


@pytest.fixture
def listed(documents, untuned):
    """The variants of a folder with one of its own, as JSON by name."""
    assert untuned("init").code == 0
    file = documents / "untuned.toml"
    own = '\n[variants.brief]\nextends = "naive"\ndescription = "two passages"\nsearch.passages = 2\n'
    file.write_text(file.read_text(encoding="utf-8") + own, encoding="utf-8")
    return untuned


def test_shipped_and_own_variants_are_listed_with_what_they_change(listed):
    shown = listed("variants")
    assert shown.code == 0
    assert "Shipped\n  default  the project as untuned.toml sets it up\n" in shown.out
    assert "  no_rerank  what was found stays in the order of the search\n      search.rerank = false\n" in shown.out
    assert "Of this project\n  brief  two passages (over naive)\n" in shown.out
    assert ", search.passages = 2, " in shown.out


def test_what_cannot_answer_without_a_model_says_so_and_the_remedy_comes_once(listed):
    shown = listed("variants").out
    assert '      cannot answer: context = "none" needs a chat model, and none is named\n' in shown
    assert shown.count("name one below [model]") == 1
    needing = "closed_book, zero_shot, few_shot_1, few_shot_2, few_shot, few_shot_8, few_shot_nearest, chain_of_thought, self_correction"
    assert f"For {needing}: name one" in shown


def test_as_json_each_variant_is_a_record_with_its_hash(listed):
    found = {one["name"]: one for one in listed("variants", "--json").json["variants"]}
    assert found["default"] == {
        "name": "default",
        "origin": "shipped",
        "description": "the project as untuned.toml sets it up",
        "extends": "",
        "changes": [],
        "hash": found["default"]["hash"],
        "problem": "",
        "remedy": "",
    }
    assert len(found["default"]["hash"]) == 16
    assert ["search.passages", "2"] in found["brief"]["changes"]
    assert (found["closed_book"]["hash"], bool(found["closed_book"]["remedy"])) == ("", True)


def test_a_broken_table_is_named_with_its_line(listed, documents):
    file = documents / "untuned.toml"
    text = file.read_text(encoding="utf-8") + "serach.rerank = false\n"
    file.write_text(text, encoding="utf-8")
    shown = listed("variants")
    assert shown.code == 2
    assert f"untuned.toml:{len(text.splitlines())}" in shown.err
    assert "did you mean" in shown.err


def test_nothing_needs_to_be_synced_before(documents, untuned):
    assert untuned("init").code == 0
    assert untuned("variants", "--json").code == 0
    assert not (documents / ".untuned" / "truth.sqlite3").exists()
