"""Statements of a version, their signatures in one file, and what is found with them."""

import sqlite3
from dataclasses import replace

import pytest

from storing import NOON
from untuned.ingest.conflicts.catalogue import CAP, Catalogue, _packed, _unpacked
from untuned.ingest.conflicts.find import State, between_documents, between_versions, signed
from untuned.ingest.conflicts.statements import statements
from untuned.types.documents import Block, Version


def version(text, *, id=1, title="Terms", blocks=()):
    return Version(
        id=id, document=id, number=1, path=f"{id}.md", title=title, language="en", format="markdown", markup="markdown", parser="t/1",
        text_sha256="", raw_sha256="", characters=len(text), synced_at=NOON, superseded_at=None, effective_from=None, effective_to=None,
        groups=frozenset(), blocks=blocks,
    )  # fmt: skip


def placed(text, **more):
    return statements(version(text, **more), text)


@pytest.fixture
def catalogue(tmp_path):
    with Catalogue(tmp_path / "conflicts.sqlite3", origin="one") as opened:
        yield opened


def followed(catalogue, texts, *, ids=()):
    """The texts as documents 1, 2, ... of the catalogue, and what is like them elsewhere; where `ids` are named, those alone."""
    held = {id: State(version=id, listed=placed(text, id=id)) for id, text in enumerate(texts, start=1)}
    wanted = {id: state for id, state in held.items() if not ids or id in ids}
    return held, catalogue.follow({id: (id, signed(state.listed)) for id, state in wanted.items()})


def conflicts(catalogue, texts, *, ids=(), scopes=None):
    """What is found between the texts."""
    held, alike = followed(catalogue, texts, ids=ids)
    held = {id: replace(state, scopes=(scopes or {}).get(id, {})) for id, state in held.items()}
    mine = {id: state for id, state in held.items() if not ids or id in ids}
    return between_documents(alike, mine, read=lambda versions: ((version, held[version]) for version in versions))


TRADITIONAL = "Keep punctuation style consistent with existing Traditional Chinese docs, which often mix English terms with Chinese text."
SIMPLIFIED = TRADITIONAL.replace("Traditional", "Simplified")


@pytest.mark.parametrize(
    ("paths", "count"),
    [
        (("docs/zh-hant/prompt.md", "docs/zh/prompt.md"), 0),
        (("guide.pt-BR.md", "guide.pt.md"), 0),
        (("docs/north/prompt.md", "docs/south/prompt.md"), 1),
        (("docs/zh-hant/prompt.md", "docs/zh/other.md"), 1),
    ],
)
def test_another_name_in_the_same_document_for_another_locale_contradicts_nothing(catalogue, paths, count):
    held, alike = followed(catalogue, [TRADITIONAL, SIMPLIFIED])
    held = {id: replace(state, path=path) for (id, state), path in zip(held.items(), paths, strict=True)}
    found = between_documents(alike, held, read=lambda versions: ((version, held[version]) for version in versions))
    assert len({frozenset((one.one.version, one.other.version)) for one in found}) == count


def test_another_number_in_the_same_document_for_another_locale_does(catalogue):
    texts = ["The warranty of the Velora lamp lasts for 24 months.", "The warranty of the Velora lamp lasts for 36 months."]
    held, alike = followed(catalogue, texts)
    held = {id: replace(state, path=path) for (id, state), path in zip(held.items(), ("en/a.md", "en-GB/a.md"), strict=True)}
    assert between_documents(alike, held, read=lambda versions: ((version, held[version]) for version in versions))


def sides(found):
    return [(one.one.version, one.other.version, one.difference.kind) for one in found]


def test_statements_are_sentences_items_and_rows_below_their_headings():
    text = "# Terms\n\nOne fee is due. The late fee is 5 euros.\n\n| Item | Fee |\n|---|---|\n| Lamp | 3 |\n\n```\nx = 1 fee\n```\n"
    at = text.index
    blocks = (
        Block(kind="heading", start=0, end=7, level=1), Block(kind="paragraph", start=9, end=at("\n\n|")),
        Block(kind="header", start=at("| Item"), end=at("| Lamp") - 1), Block(kind="row", start=at("| Lamp"), end=at("\n\n```")),
        Block(kind="code", start=at("```"), end=len(text)),
    )  # fmt: skip
    found = statements(version(text, blocks=blocks), text)
    assert [text[one.start : one.end] for one in found] == ["One fee is due.", "The late fee is 5 euros.", "| Lamp | 3 |"]
    assert found[0].statement.above == ("Terms",)
    assert found[2].statement.above[-1] == "Item Fee"


def test_a_conflict_of_two_documents_is_found_once_and_one_of_a_document_with_itself_is_not(catalogue):
    texts = [
        "The Cairn Hub weighs 4 kg.",
        "The weight of the Cairn Hub is 5 kg.",
        "The Flint Lamp weighs 9 kg. The Flint Lamp weighs 8 kg.",
    ]
    assert sides(conflicts(catalogue, texts)) == [(1, 2, "number")]


def test_a_document_that_comes_later_is_held_against_what_is_known(catalogue):
    texts = ["The Cairn Hub weighs 4 kg.", "The Cairn Hub weighs 5 kg."]
    assert conflicts(catalogue, texts, ids={1}) == []
    assert sides(conflicts(catalogue, texts, ids={2})) == [(2, 1, "number")]
    assert sides(conflicts(catalogue, texts, ids={1})) == [(1, 2, "number")]


def test_documents_that_hold_of_another_product_or_version_do_not_contradict_each_other(catalogue):
    texts = ["The Cairn Hub weighs 4 kg.", "The Cairn Hub weighs 5 kg."]
    versions = [{"version": frozenset([number])} for number in "12"]
    assert conflicts(catalogue, texts, scopes={1: versions[0], 2: versions[1]}) == []
    assert conflicts(catalogue, texts, scopes={1: versions[1], 2: versions[1]}) != []
    assert conflicts(catalogue, texts, scopes={1: versions[0]}) != []


def test_a_name_with_many_others_in_its_place_is_what_a_form_is_about(catalogue):
    texts = [f"Data of the Cairn Hub is stored in {city}." for city in ("Berlin", "Vienna", "Oslo", "Madrid", "Lisbon")]
    assert conflicts(catalogue, texts) == []


def test_words_that_everybody_has_cost_no_comparison(catalogue):
    texts = [f"Parcels are sent within {n} days." for n in range(1, CAP + 10)]
    assert followed(catalogue, texts)[1] == []
    assert followed(catalogue, texts, ids={1})[1] == []


def test_histories_questions_and_titles_state_nothing():
    text = "Support ends on 1 May 2025. Does support end on 2 May 2025? Limitation of Liability."
    assert [text[one.start : one.end] for one in placed(text)] == ["Support ends on 1 May 2025."]
    for title in ("Changelog", "Release Notes", "История изменений", "0.95.1 (2024-01-02)"):
        assert placed(text, title=title) == []


def test_a_document_that_is_replaced_or_gone_leaves_nothing_behind(catalogue, tmp_path):
    followed(catalogue, ["The Cairn Hub weighs 4 kg.", "The Cairn Hub weighs 5 kg."])
    catalogue.follow({1: (7, signed(placed("The Flint Lamp weighs 9 kg."))), 2: None})
    assert catalogue.size == 1
    catalogue.follow({1: None})
    assert catalogue.size == 0
    with sqlite3.connect(tmp_path / "conflicts.sqlite3") as held:
        kept = held.execute("SELECT count(*) FROM posting").fetchone()
    held.close()
    assert kept == (0,)


def test_the_file_holds_no_words(catalogue, tmp_path):
    followed(catalogue, ["The secret Zanzibar clause ends on 3 May 2031."])
    assert b"anzibar" not in (tmp_path / "conflicts.sqlite3").read_bytes()


def test_a_catalogue_of_another_database_or_a_broken_one_begins_anew(tmp_path):
    place = tmp_path / "conflicts.sqlite3"
    with Catalogue(place, origin="one") as first:
        followed(first, ["The Cairn Hub weighs 4 kg."])
        first.reached(9)
    with Catalogue(place, origin="one") as again:
        assert (again.size, again.position) == (1, 9)
    with Catalogue(place, origin="two") as other:
        assert (other.size, other.position) == (0, 0)
    place.write_bytes(b"no database at all" * 1_000)
    with Catalogue(place, origin="two") as healed:
        assert (healed.size, healed.position) == (0, 0)


def test_what_an_update_says_otherwise_is_found_once_and_what_it_keeps_is_not():
    old = placed("The fee of the Cairn Hub is 5 euros. Parcels of the Cairn Hub leave on Monday.")
    new = placed("The fee of the Cairn Hub is 6 euros. Parcels of the Cairn Hub leave on Monday.")
    assert [one.difference.kind for one in between_versions((2, new), (1, old))] == ["number"]


def test_in_texts_of_one_form_about_many_things_two_about_one_thing_are_found(catalogue):
    first, second = ("Aster", "Bramble", "Cinder", "Dovetail", "Ember", "Fathom", "Gable", "Harrow"), ("Inn", "Barn", "Pool", "Farm")
    names = [f"{one} {other}" for one in first for other in second]
    texts = {id: f"The manager of the {name} is Laura Benton. It has 5 rooms.\n" for id, name in enumerate(names * 3, start=1)}
    texts[40] = texts[40].replace("Laura Benton", "Peter Osgood")
    held = {id: State(version=id, listed=placed(text, id=id, title=(names * 3)[id - 1])) for id, text in texts.items()}
    assert len(held) > CAP
    alike = catalogue.follow({id: (id, signed(state.listed)) for id, state in held.items()})
    found = sides(between_documents(alike, held, read=lambda versions: ((version, held[version]) for version in versions)))
    assert found == [(8, 40, "name"), (40, 72, "name")]


@pytest.mark.parametrize("length", [0, 1, 20, CAP, CAP + 1, CAP + 2, 500])
def test_what_is_kept_of_a_word_is_read_as_it_was_written(length):
    words = [at << 15 for at in range(length)]
    assert list(_unpacked(_packed(words))) == words
