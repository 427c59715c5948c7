"""What texts refer to, as it is kept: one transaction a step of the feed, read by those who may read both ends."""

from dataclasses import replace

from sqlalchemy import update

from storing import EVERYONE, NOON, incoming, later
from untuned.ingest.load.markdown import load_markdown
from untuned.project.linking import link
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.store.references import Linked, References
from untuned.store.schema import meta, reference
from untuned.store.sources import Sources
from untuned.types.documents import Span
from untuned.types.principal import OWNER, Principal
from untuned.types.references import Reference

READER = Principal(name="reader", groups=EVERYONE) if "name" in Principal.__dataclass_fields__ else Principal(groups=EVERYONE)
SECRET = frozenset({"board"})

MANUAL = "Manual\n\nOn E-1042 stop. See Section 2.\n\n2. STOPPING\nPress the button.\n"
CODES = "Codes\n\nE-1042: the belt is blocked.\n"


def read(path, text, **more):
    """As a sync hands it over: a page of Markdown has its headings and links."""
    plain = incoming(path, text, **more)
    return replace(plain, loaded=load_markdown(text.encode(), path)) if path.endswith(".md") else plain


def synced(database, *files):
    documents = Documents(database)
    documents.commit([read(path, text, **more) for path, text, more in files], now=NOON)
    link(References(database), database, documents=documents, sources=Sources(database))
    return documents


def told(database, version=1, principal=OWNER):
    return {one.key: (one.status, one.target) for one in References(database).of([version], principal=principal)}


def test_references_to_the_own_text_and_to_others_are_kept(database):
    synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    found = told(database)
    assert found["Section 2"][0] == "resolved"
    assert found["E-1042"] == ("resolved", Span(version=2, start=CODES.index("E-1042"), end=len(CODES) - 1))


def test_a_definition_that_comes_later_is_found_and_one_that_goes_is_missed(database):
    documents = synced(database, ("a.txt", MANUAL, {}))
    assert told(database)["E-1042"] == ("elsewhere", None)
    synced(database, ("b.txt", CODES, {}))
    assert told(database)["E-1042"][0] == "resolved"
    documents.remove(["b.txt"], now=later(1))
    assert told(database)["E-1042"] == ("elsewhere", None)  # also before the pass has followed
    link(References(database), database, documents=documents, sources=Sources(database))
    assert told(database)["E-1042"] == ("elsewhere", None)


def test_a_second_definition_makes_a_code_ambiguous(database):
    synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    synced(database, ("c.txt", CODES.replace("Codes", "More"), {}))
    assert told(database)["E-1042"] == ("ambiguous", None)


def test_a_target_moves_with_its_document(database):
    synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    synced(database, ("b.txt", f"Codes of today\n\n{CODES}", {}))
    assert told(database)["E-1042"][1].version == 3


def test_who_may_not_read_the_target_is_told_what_they_would_be_told_without_it(database):
    synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {"groups": SECRET}))
    assert told(database, principal=READER)["E-1042"] == ("elsewhere", None)
    assert told(database)["E-1042"][0] == "resolved"


def test_who_may_not_read_the_source_reads_none_of_its_references(database):
    synced(database, ("a.txt", MANUAL, {"groups": SECRET}))
    assert told(database, principal=READER) == {}
    assert References(database).problems(principal=READER, limit=10) == []


def test_a_purge_takes_what_refers_and_what_is_referred_to(database):
    synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    purge(database, "b.txt", now=later(1), actor="owner")
    references = References(database)
    assert [row for row in references.defined() if row.version == 2] == []
    assert told(database)["E-1042"][1] is None
    purge(database, "a.txt", now=later(2), actor="owner")
    assert references.of([1], principal=OWNER) == []
    assert references.open(after=0, limit=10) == []


def test_problems_name_what_leads_nowhere(database):
    synced(database, ("a.txt", MANUAL.replace("Section 2", "Section 7"), {}))
    (problem,) = References(database).problems(principal=OWNER, limit=10)
    assert (problem.path, problem.reference.key, problem.reference.status) == ("a.txt", "Section 7", "unresolved")


POINTING = """# Pages

[one](secret.md), [two](none.md), [three](open.md).

See Section 9 of the Harbour Terms and Section 9 of the Quay Terms.
"""
HARBOUR = "# Harbour Terms\n\n## 4. Sums\n\nIt is ninety pounds.\n"


def listed(database, principal):
    rows = References(database).problems(principal=principal, limit=10)
    return [(row.path, row.reference.kind, row.reference.status, row.reference.key, row.reference.target) for row in rows]


def test_what_leads_to_a_hidden_document_is_a_problem_like_what_leads_to_none(database):
    synced(database, ("a.md", POINTING, {}), ("open.md", "# Open\n", {}))
    before = listed(database, READER)
    synced(database, ("secret.md", HARBOUR, {"groups": SECRET}))
    assert listed(database, READER) == before
    assert [(kind, status, key) for _, kind, status, key, _ in before] == [
        ("link", "unresolved", "secret.md"),
        ("link", "unresolved", "none.md"),
    ]
    assert [key for _, kind, _, key, _ in listed(database, OWNER) if kind == "link"] == ["none.md"]
    told_to_reader = told(database, principal=READER)
    assert {status for key, (status, _) in told_to_reader.items() if " @ " in key} == {"elsewhere"}


def test_a_hidden_document_that_leaves_changes_no_list_of_problems(database):
    synced(database, ("a.md", POINTING, {}), ("open.md", "# Open\n", {}), ("secret.md", HARBOUR, {"groups": SECRET}))
    before = listed(database, READER)
    purge(database, "secret.md", now=later(1), actor="owner")
    assert listed(database, READER) == before  # also before the pass has followed


def test_what_several_documents_may_be_meant_by_is_no_problem_of_who_may_not_read_them_all(database):
    synced(database, ("a.txt", MANUAL.replace("Section 2", "Section 4 of the Harbour Terms"), {}))
    before = listed(database, READER)
    synced(database, ("b.md", HARBOUR, {"groups": SECRET}), ("c.md", HARBOUR, {"groups": SECRET}))
    synced(database, ("d.txt", CODES, {"groups": SECRET}), ("e.txt", CODES, {"groups": SECRET}))
    assert {status for _, _, status, _, _ in listed(database, OWNER)} == {"ambiguous"}
    assert listed(database, READER) == before == []


def test_a_step_from_where_somebody_else_went_on_is_refused(database):
    synced(database, ("a.txt", MANUAL, {}))
    references, before = References(database), Linked(position=0, settled=False)
    row = Reference(version=1, start=0, end=1, kind="part", status="unresolved", key="Section 9")
    assert not references.follow(before, Linked(position=9, settled=True), documents=[1], rows=[row], reopens=lambda _: False)
    assert "Section 9" not in told(database)


def test_a_pass_over_nothing_new_changes_nothing(database):
    documents = synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    references = References(database)
    before = (references.linked(), told(database))
    link(references, database, documents=documents, sources=Sources(database))
    assert (references.linked(), told(database)) == before


def test_rows_that_another_revision_kept_are_made_anew(database):
    documents = synced(database, ("a.txt", MANUAL, {}), ("b.txt", CODES, {}))
    expected, position = told(database), database.position()

    def as_before(connection):
        connection.execute(update(reference).values(status="unresolved", target_version=None, target_start=None, target_end=None))
        connection.execute(update(meta).where(meta.c.key == "references").values(value=f"[{position}, true]"))

    database.write(as_before)
    assert told(database) != expected
    assert References(database).linked() == Linked(position=0, settled=False)
    link(References(database), database, documents=documents, sources=Sources(database))
    assert (told(database), References(database).linked()) == (expected, Linked(position=position, settled=True))


TYPES = "# Chapter 8. Types\n\n## 8.2. Text\n\nSee Section 12.4.\n"
SEARCH = "# Chapter 12. Search\n\n## 12.4. Ranks\n\nCounted.\n"


def test_a_section_of_a_page_beside_follows_what_becomes_of_that_page(database):
    documents = synced(database, ("book/types.md", TYPES, {}), ("other/search.md", SEARCH, {}))
    assert told(database)["Section 12.4"] == ("unresolved", None)  # never in another folder
    synced(database, ("book/search.md", SEARCH, {}))
    assert told(database)["Section 12.4"] == ("resolved", Span(version=3, start=SEARCH.index("## 12.4"), end=len(SEARCH) - 1))
    synced(database, ("book/more.md", SEARCH.replace("Counted", "Not counted"), {}))
    assert told(database)["Section 12.4"] == ("unresolved", None)  # two have it
    documents.remove(["book/more.md"], now=later(1))
    link(References(database), database, documents=documents, sources=Sources(database))
    assert told(database)["Section 12.4"][0] == "resolved"
    synced(database, ("book/search.md", "# Chapter 12. Search\n\n## 12.5. Ranks\n\nCounted.\n", {}))
    assert told(database)["Section 12.4"] == ("unresolved", None)
    synced(database, ("book/search.md", "# Chapter 12. Search\n\nNew.\n\n## 12.4. Ranks\n\nCounted.\n", {}))
    assert told(database)["Section 12.4"][0] == "resolved"


def test_a_section_of_a_page_that_one_may_not_read_is_told_as_missing(database):
    synced(database, ("types.md", TYPES, {}), ("search.md", SEARCH, {"groups": SECRET}))
    assert told(database)["Section 12.4"][0] == "resolved"
    assert told(database, principal=READER)["Section 12.4"] == ("unresolved", None)
    problems = References(database).problems(principal=READER, limit=10)
    assert [one.reference.key for one in problems] == ["Section 12.4"]
    assert not References(database).problems(principal=OWNER, limit=10)
