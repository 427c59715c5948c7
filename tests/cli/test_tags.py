"""Fields on the command line: `tags`, and `--where` of `ask` and `search`."""

import pytest

RULES = """
[metadata.product]
from = ["product"]
values = { "Gateway Pro" = ["GP"], "Gateway" = [] }

[metadata.error]
pattern = "[A-Z]-[0-9]{4}"
"""
PAGE = """---
product: {product}
updated: 2025-0{month}-01
---
# {title}

Hold the button of the {product} for {month} seconds to pair it. E-100{month} is shown.
"""


@pytest.fixture
def shop(tmp_path, monkeypatch, untuned):
    """Two synced pages that only their product tells apart."""
    (tmp_path / "untuned.toml").write_text(RULES, encoding="utf-8")
    for month, product in ((3, "Gateway"), (5, "Gateway Pro")):
        (tmp_path / f"{month}.md").write_text(PAGE.format(product=product, month=month, title="Pairing"), encoding="utf-8")
    (tmp_path / "board.md").write_text(
        "---\nproduct: Secret One\ngroups: [board]\n---\n# Plans\n\nThe Secret One pairs by itself.\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert untuned("sync").code == 0
    return tmp_path


def test_fields_are_listed_with_coverage_and_values(shop, untuned):
    found = {field["name"]: field for field in untuned("tags", "--json").json}
    assert (found["product"]["documents"], found["product"]["of"]) == (3, 3)
    assert dict(found["product"]["top"]) == {"gateway": 1, "gateway pro": 1, "secret one": 1}
    assert found["updated"]["kind"] == "date"
    assert "gateway pro (1)" in untuned("tags").out


def test_values_of_what_may_not_be_read_are_not_told(shop, untuned):
    assert "secret" not in untuned("tags", "--as-group", "support").out
    assert "secret" not in untuned("tags", "--propose", "--as-group", "support").out.lower()
    narrowed = untuned("search", "How does the Secret One pair?", "--json", "--as-group", "support").json
    assert narrowed["filters"] == []


def test_a_documents_own_values_are_shown(shop, untuned):
    assert dict(untuned("tags", "5.md", "--json").json["fields"])["error"] == ["e-1005"]
    assert "gateway pro" in untuned("tags", "5.md").out
    assert untuned("tags", "nothing.md").code == 1
    assert untuned("tags", "5.md", "--propose").code == 2


def test_fields_are_proposed_as_tables(shop, untuned):
    for nth in range(6):
        (shop / f"more{nth}.md").write_text(f"---\naudience: {('staff', 'guests')[nth % 2]}\n---\n# P{nth}\n\nWords.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    out = untuned("tags", "--propose").out
    assert '[metadata.audience]\nfrom = ["audience"]\nvalues = {' in out


def test_a_search_is_narrowed_by_the_question_and_says_so(shop, untuned):
    found = untuned("search", "How do I pair the GP?", "--json").json
    assert found["filters"] == [{"how": "inferred", "filter": "product=gateway pro", "words": "GP"}]
    assert {one["source"].partition(":")[0] for one in found["passages"]} == {"5.md"}
    assert untuned("search", "How do I pair the GP?").out.startswith("narrowed to product=gateway pro  by “GP”")


def test_a_search_is_narrowed_by_what_is_given(shop, untuned):
    found = untuned("search", "pair button", "--where", "updated<=2025-04", "--json").json
    assert [one["source"].partition(":")[0] for one in found["passages"]] == ["3.md"]
    assert untuned("search", "pair button", "--where", "product=nothing").out.count("Nothing found") == 1
    given = untuned("search", "How do I pair the GP?", "--where", "product=Gateway", "--json").json
    assert [one["filter"] for one in given["filters"]] == ["product=gateway"]


def test_a_filter_that_cannot_be_is_refused_with_its_remedy(shop, untuned):
    called = untuned("search", "pair", "--where", "produkt=Gateway")
    assert called.code == 2
    assert "there is no field 'produkt'" in called.err
    assert "to search by a key of front matter, declare [metadata.produkt]: 'untuned guide metadata'" in called.err
    assert "product" in called.err


def test_an_answer_is_read_within_what_is_given_and_its_trace_says_so(shop, untuned):
    answer = untuned("ask", "How long do I hold the button to pair the gateway?", "--where", "updated>=2025-04", "--json").json
    assert "5 seconds" in answer["text"]
    trace = untuned("show", answer["id"], "--trace", "--json").json
    assert ["given", "updated>=2025-04-01", ""] in trace["filters"]
    assert "narrowed to updated>=2025-04-01" in untuned("show", answer["id"], "--trace").out


def test_an_answer_says_which_filter_was_taken_back(shop, untuned):
    answer = untuned("ask", "How long do I hold the button to pair it, on pages updated since March 2031?", "--json").json
    assert any("updated>=2031-03-01" in note and "since March 2031" in note for note in answer["notes"])


def test_an_answer_says_what_it_was_searched_within(shop, untuned):
    question = "How long do I hold the button to pair the GP?"
    told = "Searched only where product is gateway pro or not stated (from “GP”)."
    assert told in untuned("ask", question, "--json").json["notes"]
    assert told in " ".join(untuned("ask", question).out.split())
    given = untuned("ask", "How long do I hold the button to pair it?", "--where", "updated>=2025-04", "--json").json
    assert "Searched only where updated is 2025-04-01 or later." in given["notes"]


def test_a_name_behind_what_is_given_is_not_told_to_who_may_not_read_it(shop, untuned):
    rules = (shop / "untuned.toml").read_text(encoding="utf-8").replace('"Gateway" = []', '"Gateway" = [], "Secret One" = ["S1"]')
    (shop / "untuned.toml").write_text(rules, encoding="utf-8")
    called = untuned("ask", "How does it pair?", "--where", "product=S1", "--json", "--as-group", "support")
    assert "Searched only where product is as asked for." in called.json["notes"]
    assert "secret one" not in called.out.lower()
    assert "secret one" not in untuned("search", "pair", "--where", "product=S1", "--as-group", "support").out.lower()


def test_a_time_of_the_matter_hides_no_page(shop, untuned):
    (shop / "plan.md").write_text("---\nupdated: 2023-02-01\n---\n# Archive\n\nThe archive plan costs 7 euros.\n", encoding="utf-8")
    assert untuned("sync").code == 0
    answer = untuned("ask", "What does the archive plan cost since 2024?", "--json").json
    assert not any("updated" in note for note in answer["notes"])
    assert {one["filter"] for one in untuned("search", "What does the archive plan cost since 2024?", "--json").json["filters"]} == set()
