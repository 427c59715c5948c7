"""Passages are found, and labels survive what happens to their documents."""

from dataclasses import replace

import pytest

from questioning import PAIRING, RETURNS, Library, rows
from storing import later
from untuned.evaluation.questions.evidence import locate, standing
from untuned.evaluation.questions.importing import import_questions
from untuned.evaluation.questions.read.rows import rows_of
from untuned.evaluation.questions.read.shapes import parsed
from untuned.store.purge import purge
from untuned.types.measures import Evidence
from untuned.types.principal import OWNER, member


@pytest.fixture
def library(tmp_path):
    held = Library(tmp_path, returns=RETURNS, pairing=PAIRING)
    yield held
    held.close()


def located(library, tmp_path, values, **archive):
    ((_, one),) = parsed(rows_of(rows(tmp_path, "q.jsonl", values)))
    return locate(one, archive=library.archive(**archive))


def text_of(library, one: Evidence) -> str:
    return library.documents.text(one.version, principal=OWNER)[one.start : one.end]


@pytest.mark.parametrize("name", ["returns.md", "./returns.md", "returns", "Returns", "RETURNS.md"])
def test_a_document_is_known_by_its_path_its_name_or_its_title(library, tmp_path, name):
    found = located(library, tmp_path, {"question": "How many days for delivery?", "answer": "30 days", "doc_ids": [name]})
    assert [(one.path, one.quote, one.status) for one in found.evidence] == [("returns.md", "30 days", "found")]
    assert text_of(library, found.evidence[0]) == "30 days"


def test_of_several_places_the_one_near_the_questions_words_is_taken(library, tmp_path):
    card = located(library, tmp_path, {"question": "When does a gift card expire?", "answer": "30 days", "doc_ids": ["returns"]})
    product = located(library, tmp_path, {"question": "How long may I return a product?", "answer": "30 days", "doc_ids": ["returns"]})
    assert card.evidence[0].start == RETURNS.rindex("30 days")
    assert product.evidence[0].start == RETURNS.index("30 days")
    assert card.notes == product.notes == ()


def test_places_that_say_as_much_are_told_as_ambiguous(library, tmp_path):
    library.put("two.md", "Red tea costs 5.\n\nRed tea costs 5.\n")
    found = located(library, tmp_path, {"question": "What does red tea cost?", "answer": "5", "doc_ids": ["two"]})
    assert found.evidence[0].start == 14
    assert "stands at 2 places" in found.notes[0]


def test_an_offset_tells_which_place_is_meant(library, tmp_path):
    at = RETURNS.rindex("30 days")
    values = {"question": "How long may I return a product?", "answers": ["30 days"], "spans": [[at, at + 7]], "doc_ids": ["returns"]}
    assert located(library, tmp_path, values).evidence[0].start == at


def test_a_context_tells_which_place_is_meant(library, tmp_path):
    context = "The box must be complete.\n\nA gift card expires after 30 days."
    values = {
        "question": "How long may I return?",
        "context": context,
        "answers": {"text": ["30 days"], "answer_start": [53]},
        "title": "x",
    }
    assert located(library, tmp_path, values).evidence[0].start == RETURNS.rindex("30 days")


def test_where_no_document_is_named_search_finds_it(library, tmp_path):
    found = located(library, tmp_path, {"question": "How long should I hold the button?", "answer": "7 Seconds"})
    assert [(one.path, one.quote) for one in found.evidence] == [("pairing.md", "7 seconds")]


def test_a_quote_is_found_as_the_quote_matcher_reads_it(library, tmp_path):
    quote = "“You may return a product\nwithin 30 days of delivery”"
    found = located(library, tmp_path, {"question": "How long?", "quotes": [quote], "doc_ids": ["returns"]})
    assert text_of(library, found.evidence[0]) == "You may return a product within 30 days of delivery"


def test_words_that_only_look_alike_are_not_found(library, tmp_path):
    library.put("sum.md", "It costs 3.08 in all.\n")
    found = located(library, tmp_path, {"question": "What does it cost?", "answer": "308", "doc_ids": ["sum"]})
    assert [(one.status, one.quote, one.version) for one in found.evidence] == [("missing", "308", None)]


def test_an_answer_is_never_found_inside_a_word(library, tmp_path):
    found = located(library, tmp_path, {"question": "What is it?", "answer": "turn", "doc_ids": ["returns"]})
    assert found.evidence[0].status == "missing"


def test_a_passage_that_another_tool_cleaned_is_found_by_its_sentences(library, tmp_path):
    context = "You may return a product within 30 days of delivery. This line is not there at all. The box must be complete."
    found = located(library, tmp_path, {"user_input": "How long?", "reference": "30 days", "reference_contexts": [context]})
    assert [text_of(library, one) for one in found.evidence] == [
        "You may return a product within 30 days of delivery. The box must be complete."
    ]


def test_of_a_passage_with_a_piece_left_out_each_part_is_found(library, tmp_path):
    quote = "You may return a product<omitted>A gift card expires [...] after 30 days."
    found = located(library, tmp_path, {"question": "How long?", "quotes": [quote], "doc_ids": ["returns"]})
    assert [text_of(library, one) for one in found.evidence] == ["You may return a product", "A gift card expires", "after 30 days."]


def test_a_document_that_is_not_synced_is_told_and_its_passage_is_missing(library, tmp_path):
    found = located(library, tmp_path, {"question": "What?", "answer": "400 days", "doc_ids": ["other.md"]})
    assert found.notes == ("document 'other.md' is not synced",)
    assert [(one.path, one.status) for one in found.evidence] == [("other.md", "missing")]


def test_a_question_that_must_be_abstained_on_has_no_passage(library, tmp_path):
    assert located(library, tmp_path, {"question": "What?", "answers": [], "unanswerable": True}).evidence == ()


def test_nothing_is_found_in_what_the_principal_may_not_read(library, tmp_path):
    library.put("board.md", "The director earns 120,000 euros.\n", groups=frozenset({"board"}))
    values = {"question": "What does the director earn?", "answer": "120,000 euros", "doc_ids": ["board.md"]}
    assert located(library, tmp_path, values).evidence[0].status == "found"
    assert located(library, tmp_path, values, principal=member(), searched=False).evidence[0].status == "missing"


def test_an_address_that_holds_is_kept_and_one_of_another_project_is_looked_for(library, tmp_path):
    (first,) = located(library, tmp_path, {"question": "How many days for delivery?", "answer": "30 days", "doc_ids": ["returns"]}).evidence
    same = {"path": first.path, "quote": first.quote, "version": first.version, "start": first.start, "end": first.end, "status": "found"}
    other = {**same, "version": 99, "quote": "The box must be complete."}
    found = located(library, tmp_path, {"text": "A?", "must_abstain": False, "evidence": [same, other]})
    assert found.evidence[0] == first
    assert text_of(library, found.evidence[1]) == "The box must be complete."


def passage(library) -> Evidence:
    id = library.documents.versions("returns.md", principal=OWNER)[-1].id
    start = RETURNS.index("30 days")
    return Evidence(path="returns.md", quote="30 days", version=id, start=start, end=start + 7)


def test_a_passage_of_the_current_version_stands(library):
    assert standing(passage(library), archive=library.archive()) == passage(library)


def test_a_passage_that_moved_has_its_new_address(library):
    before = passage(library)
    new = library.put("returns.md", "# Returns\n\nNew: everything below is as it was.\n\n" + RETURNS.removeprefix("# Returns\n\n"))
    now = standing(before, archive=library.archive())
    assert (now.status, now.version, text_of(library, now)) == ("moved", new, "30 days")
    assert now.start != before.start
    assert standing(replace(now, status="found"), archive=library.archive()).status == "found"


def test_a_passage_whose_sentence_changed_is_flagged_although_its_words_stand_elsewhere(library):
    before = passage(library)
    library.put("returns.md", RETURNS.replace("within 30 days of", "within 60 days of"))
    now = standing(before, archive=library.archive())
    assert (now.status, now.version, now.start) == ("changed", before.version, before.start)


def test_a_passage_of_a_removed_document_is_changed(library):
    before = passage(library)
    library.documents.remove(["returns.md"], now=later(50))
    assert standing(before, archive=library.archive()).status == "changed"


def test_a_purged_passage_is_purged(library):
    before = passage(library)
    library.put("returns.md", "# Returns\n\nNothing may be returned.\n")
    purge(library.database, before.version, now=later(60), actor="owner")
    assert standing(before, archive=library.archive()).status == "purged"
    blanked = replace(before, quote="", status="purged")
    assert standing(blanked, archive=library.archive()) == blanked


def test_a_passage_that_was_missing_is_found_once_its_document_is_there(library):
    before = Evidence(path="later.md", quote="It opens at nine.", status="missing")
    assert standing(before, archive=library.archive()) == before
    library.put("later.md", "It opens at nine. It closes at five.\n")
    assert standing(before, archive=library.archive()).status == "found"


def test_an_import_counts_what_was_found(library, tmp_path):
    file = rows(
        tmp_path,
        "q.jsonl",
        {"question": "How long should I hold the button?", "answer": "7 seconds"},
        {"question": "What is the moon made of?", "answer": "green cheese"},
    )
    report = import_questions(file, archive=library.archive())
    assert dict(report.evidence) == {"found": 1, "missing": 1}
    assert report.without_evidence == 1


def test_what_a_page_says_of_another_product_is_no_evidence(tmp_path):
    kept = "# Nimbus Vault\n\nNimbus Vault keeps deleted items for 45 days.\n"
    held = Library(tmp_path, vault=kept, relay="# Nimbus Relay\n\nNimbus Relay keeps deleted items for 30 days.\n")
    asked = "How many days does {} keep deleted items?"
    vault = located(held, tmp_path, {"question": asked.format("Nimbus Vault"), "answer": "45 days"})
    orbit = located(held, tmp_path, {"question": asked.format("Orbit Mail"), "answer": "45 days"})
    named = located(held, tmp_path, {"question": asked.format("Orbit Mail"), "answer": "45 days", "doc_ids": ["vault"]})
    held.close()
    assert [(one.path, one.status) for one in vault.evidence] == [("vault.md", "found")]
    assert [one.status for one in orbit.evidence] == ["missing"]
    assert "stands in vault.md, but this is about Nimbus Vault: name the document in 'doc_ids'" in orbit.notes[0]
    assert [one.status for one in named.evidence] == ["found"]


def test_a_page_that_names_the_product_elsewhere_is_about_it(tmp_path):
    text = "# Orbit Mail\n\nOrbit Mail is a mailbox.\n\n## Trash\n\nUnlike Nimbus Vault, it keeps deleted items for 45 days.\n"
    held = Library(tmp_path, orbit=text)
    found = located(held, tmp_path, {"question": "How many days does Orbit Mail keep deleted items?", "answer": "45 days"})
    held.close()
    assert [one.status for one in found.evidence] == ["found"]
