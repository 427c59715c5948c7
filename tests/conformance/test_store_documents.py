from __future__ import annotations

from dataclasses import replace

import pytest

from storing import EVERYONE, MAY_DAY, NOON, incoming, later, span
from untuned.errors import UnknownAnswer, UnknownCitation, UnknownConversation, UnknownDocument, UnknownVersion
from untuned.store.answers import Answers
from untuned.store.changes import Changes
from untuned.store.conversations import Conversations
from untuned.store.documents import CommitCount, Documents
from untuned.store.purge import purge
from untuned.types.documents import Block, LineAnchor, Loaded, Span
from untuned.types.principal import OWNER, member

HR = frozenset({"hr"})


@pytest.fixture
def documents(database):
    return Documents(database)


@pytest.fixture
def changes(database):
    return Changes(database)


def feed(changes, since=0):
    return [(change.kind, change.document, change.version) for change in changes.since(since, limit=1000)]


def numbers(documents, path):
    return [(version.number, documents.text(version.id, principal=OWNER)) for version in documents.versions(path, principal=OWNER)]


def test_a_version_comes_back_as_it_was_loaded(documents):
    read = Loaded(
        text="# Ёлка\n\nОдна строка. 😀\nfoo: bar",
        blocks=(
            Block(kind="matter", start=0, end=2),
            Block(kind="heading", start=2, end=6, level=6, language="ru"),
            Block(kind="item", start=8, end=22, level=3, language="en"),
        ),
        format="markdown",
        markup="markdown",
        title="Ёлка",
        language="ru",
        metadata={"groups": ["hr"], "deep": {"x": [1, 2.5, None, True]}, "nul": "\0", "half": "\ud800"},
        lines=(LineAnchor(offset=0, line=4), LineAnchor(offset=8, line=90)),
        parser="markdown/7",
    )
    documents.commit([replace(incoming("d.md", groups=HR, raw="bytes", effective_from=MAY_DAY), loaded=read)], now=NOON)
    version = documents.versions("d.md", principal=OWNER)[0]
    whole = documents.version(version.id, principal=OWNER)
    assert documents.text(version.id, principal=OWNER) == read.text
    assert (whole.blocks, whole.lines, whole.metadata) == (read.blocks, read.lines, read.metadata)
    assert (whole.title, whole.language, whole.format, whole.markup, whole.parser) == ("Ёлка", "ru", "markdown", "markdown", "markdown/7")
    assert (whole.effective_from, whole.effective_to, whole.synced_at, whole.characters) == (MAY_DAY, None, NOON, len(read.text))
    assert (whole.groups, whole.path, whole.number, whole.current) == (HR, "d.md", 1, True)
    assert version.blocks == ()


def test_one_text_there_and_back_again_is_three_versions(documents, changes):
    for nth, text in enumerate(["A", "B", "A"]):
        assert documents.commit([incoming("a.md", text)], now=later(nth)) == CommitCount(**{"changed" if nth else "added": 1})
    assert numbers(documents, "a.md") == [(1, "A"), (2, "B"), (3, "A")]
    first, second, third = documents.versions("a.md", principal=OWNER)
    assert (first.superseded_at, second.superseded_at, third.superseded_at) == (later(1), later(2), None)
    assert [kind for kind, *_ in feed(changes)] == ["added", "changed", "changed"]


def test_the_same_text_again_is_no_version_and_no_change(documents, changes):
    documents.commit([incoming("a.md", "A")], now=NOON)
    position = changes.position()
    assert documents.commit([incoming("a.md", "A", mtime_ns=9)], now=later(1)) == CommitCount(unchanged=1)
    assert documents.commit([incoming("a.md", mtime_ns=10, raw="A")], now=later(2)) == CommitCount(unchanged=1)
    assert changes.position() == position
    assert documents.files()["a.md"].mtime_ns == 10


def test_other_bytes_of_the_same_text_are_noted_without_a_version(documents, changes):
    documents.commit([incoming("a.md", "A")], now=NOON)
    assert documents.commit([incoming("a.md", "A", raw="A in UTF-16")], now=NOON) == CommitCount(unchanged=1)
    (version,) = documents.versions("a.md", principal=OWNER)
    assert version.raw_sha256 == documents.files()["a.md"].raw_sha256
    assert len(feed(changes)) == 1


def test_another_title_for_the_same_text_refreshes_views_under_the_same_version(documents, changes):
    documents.commit([incoming("a.md", "A", title="Old")], now=NOON)
    assert documents.commit([incoming("a.md", "A", title="New")], now=NOON) == CommitCount(changed=1)
    (version,) = documents.versions("a.md", principal=OWNER)
    assert version.title == "New"
    assert feed(changes)[-1] == ("changed", version.document, version.id)


def test_other_dates_for_the_same_text_are_another_version(documents):
    documents.commit([incoming("a.md", "A")], now=NOON)
    documents.commit([incoming("a.md", "A", effective_from=MAY_DAY)], now=NOON)
    assert [version.effective_from for version in documents.versions("a.md", principal=OWNER)] == [None, MAY_DAY]


def test_a_better_parser_makes_a_revision_of_the_version_it_read_anew(documents):
    documents.commit([incoming("a.md", "A", raw="bytes")], now=NOON)
    documents.commit([incoming("a.md", "A better", raw="bytes", parser="text/2")], now=NOON)
    documents.commit([incoming("a.md", "B", raw="other", parser="text/3")], now=NOON)
    first, second, third = documents.versions("a.md", principal=OWNER)
    assert (first.revision_of, second.revision_of, third.revision_of) == (None, first.id, None)


def test_equal_texts_share_neither_rights_nor_dates(documents):
    documents.commit([incoming("a.md", "same", groups=HR), incoming("b.md", "same", effective_from=MAY_DAY)], now=NOON)
    hidden, shown = documents.versions("a.md", principal=OWNER)[0], documents.versions("b.md", principal=OWNER)[0]
    assert hidden.text_sha256 == shown.text_sha256
    assert documents.text(shown.id, principal=member()) == "same"
    assert hidden.effective_from is None
    with pytest.raises(UnknownVersion):
        documents.text(hidden.id, principal=member())


def test_a_renamed_file_keeps_its_document_and_versions(documents, changes):
    documents.commit([incoming("old.md", "A")], now=NOON)
    documents.commit([incoming("old.md", "B")], now=NOON)
    before = documents.document("old.md", principal=OWNER)
    assert documents.commit([incoming("new.md", raw="B", renamed_from="old.md")], now=NOON) == CommitCount(renamed=1)
    after = documents.document("new.md", principal=OWNER)
    assert (after.id, after.current) == (before.id, before.current)
    assert numbers(documents, "new.md") == [(1, "A"), (2, "B")]
    assert feed(changes)[-1] == ("renamed", before.id, before.current)
    assert set(documents.files()) == {"new.md"}
    with pytest.raises(UnknownDocument):
        documents.document("old.md", principal=OWNER)


def test_a_file_renamed_and_changed_at_once_tells_both(documents, changes):
    documents.commit([incoming("old.md", "A")], now=NOON)
    assert documents.commit([incoming("new.md", "A and more", renamed_from="old.md")], now=NOON) == CommitCount(changed=1)
    assert [kind for kind, *_ in feed(changes)] == ["added", "renamed", "changed"]
    assert numbers(documents, "new.md") == [(1, "A"), (2, "A and more")]


def test_a_file_renamed_to_the_place_of_a_removed_one_is_what_stands_there(documents):
    documents.commit([incoming("a.md", "A"), incoming("b.md", "B")], now=NOON)
    gone = documents.versions("b.md", principal=OWNER)[0]
    documents.remove(["b.md"], now=later(1))
    documents.commit([incoming("b.md", raw="A", renamed_from="a.md")], now=later(2))
    assert numbers(documents, "b.md") == [(1, "A")]
    assert documents.text(gone.id, principal=OWNER) == "B"
    documents.remove(["b.md"], now=later(3))
    documents.commit([incoming("b.md", "A again")], now=later(4))
    assert numbers(documents, "b.md") == [(1, "A"), (2, "A again")]


def test_a_rename_from_a_file_that_is_still_there_is_a_new_document(documents):
    documents.commit([incoming("a.md", "A")], now=NOON)
    batch = [incoming("b.md", "A", renamed_from="a.md"), incoming("a.md", "A2"), incoming("c.md", "C", renamed_from="never.md")]
    assert documents.commit(batch, now=NOON) == CommitCount(added=2, changed=1)
    assert [summary.path for summary in documents.listing(principal=OWNER)] == ["a.md", "b.md", "c.md"]


def test_a_removed_document_leaves_the_listing_and_stays_citable(documents, changes):
    documents.commit([incoming("a.md", "A")], now=NOON)
    (version,) = documents.versions("a.md", principal=OWNER)
    assert documents.remove(["a.md", "never.md"], now=later(1)) == 1
    assert documents.remove(["a.md"], now=later(2)) == 0
    assert documents.listing(principal=OWNER) == []
    assert [summary.path for summary in documents.listing(principal=OWNER, status="removed")] == ["a.md"]
    assert documents.text(version.id, principal=OWNER) == "A"
    assert documents.version(version.id, principal=OWNER).superseded_at == later(1)
    assert documents.document("a.md", principal=OWNER).current is None
    assert documents.files() == {}
    assert feed(changes)[-1] == ("removed", version.document, version.id)


def test_a_file_that_comes_back_continues_its_document(documents, changes):
    documents.commit([incoming("a.md", "A")], now=NOON)
    document = documents.document("a.md", principal=OWNER)
    documents.remove(["a.md"], now=later(1))
    assert documents.commit([incoming("a.md", "A", groups=HR)], now=later(2)) == CommitCount(added=1)
    assert numbers(documents, "a.md") == [(1, "A"), (2, "A")]
    back = documents.document("a.md", principal=OWNER)
    assert (back.id, back.status, back.groups) == (document.id, "live", HR)
    assert [kind for kind, *_ in feed(changes)] == ["added", "removed", "added"]


def test_other_groups_alone_regroup_the_document_and_its_current_version(documents, changes):
    documents.commit([incoming("a.md", "A")], now=NOON)
    documents.commit([incoming("a.md", "B")], now=NOON)
    assert documents.commit([incoming("a.md", raw="B", groups=HR)], now=NOON) == CommitCount(regrouped=1)
    first, second = documents.versions("a.md", principal=OWNER)
    assert (first.groups, second.groups) == (EVERYONE, HR)
    assert documents.files()["a.md"].groups == HR
    assert feed(changes)[-1] == ("regrouped", second.document, second.id)
    with pytest.raises(UnknownDocument):
        documents.versions("a.md", principal=member())
    assert [version.number for version in documents.versions("a.md", principal=member({"hr"}))] == [1, 2]


def test_an_older_version_stays_closed_when_its_document_opens(documents):
    documents.commit([incoming("a.md", "salaries", groups=HR)], now=NOON)
    documents.commit([incoming("a.md", "public now")], now=NOON)
    closed, opened = documents.versions("a.md", principal=OWNER)
    assert [version.id for version in documents.versions("a.md", principal=member())] == [opened.id]
    with pytest.raises(UnknownVersion, match=str(closed.id)):
        documents.version(closed.id, principal=member())


def test_an_older_version_closes_with_its_document(documents):
    documents.commit([incoming("a.md", "public once")], now=NOON)
    documents.commit([incoming("a.md", "salaries", groups=HR)], now=NOON)
    once = documents.versions("a.md", principal=OWNER)[0]
    assert documents.text(once.id, principal=member({"hr"})) == "public once"
    for read in (documents.text, documents.version):
        with pytest.raises(UnknownVersion):
            read(once.id, principal=member())
    assert documents.slices([span(once.id)], principal=member()) == {}


def test_a_failure_is_remembered_and_the_last_version_stays(documents, changes):
    documents.commit([incoming("a.md", "A"), incoming("b.md", raw="?", failure="no text")], now=NOON)
    count = documents.commit([incoming("a.md", raw="broken", failure="invalid UTF-8", groups=HR)], now=NOON)
    assert count == CommitCount(failed=1)
    states = documents.files()
    assert (states["a.md"].status, states["a.md"].reason, states["a.md"].groups) == ("failed", "invalid UTF-8", HR)
    assert (states["b.md"].status, states["b.md"].parser, states["b.md"].groups) == ("failed", "", frozenset())
    assert numbers(documents, "a.md") == [(1, "A")]
    assert [kind for kind, *_ in feed(changes)] == ["added", "regrouped"]
    assert documents.commit([incoming("a.md", "A", groups=HR)], now=NOON) == CommitCount(unchanged=1)
    assert documents.files()["a.md"].status == "ok"


@pytest.mark.parametrize("text", ["a NUL \0 inside", "half a pair \ud83d"])
def test_what_no_database_holds_is_the_failure_of_its_own_file(documents, text):
    assert documents.commit([incoming("bad.md", text), incoming("good.md", "fine")], now=NOON) == CommitCount(failed=1, added=1)
    assert "NUL or half a surrogate pair" in documents.files()["bad.md"].reason


def test_a_name_that_is_no_unicode_is_a_failure_too(documents):
    assert documents.commit([incoming("b\udcffd.md", "fine"), incoming("g.md", "x", groups=frozenset({"\0"}))], now=NOON) == CommitCount(
        failed=2
    )
    assert sorted(documents.files()) == ["b\ufffdd.md", "g.md"]


def test_a_path_twice_in_a_batch_is_two_states(documents):
    assert documents.commit([incoming("a.md", "A"), incoming("b.md", "B"), incoming("a.md", "A2")], now=NOON) == CommitCount(
        added=2, changed=1
    )
    assert numbers(documents, "a.md") == [(1, "A"), (2, "A2")]


def test_a_file_whose_document_left_meanwhile_is_read_by_the_next_sync(database, documents):
    documents.commit([incoming("a.md", "A"), incoming("b.md", "B"), incoming("c.md", "C")], now=NOON)
    documents.remove(["a.md"], now=later(1))
    purge(database, "b.md", now=later(2), actor="me")
    batch = [incoming("a.md"), incoming("b.md", groups=HR), incoming("c.md", "C2"), incoming("d.md", renamed_from="a.md")]
    assert documents.commit(batch, now=later(3)) == CommitCount(unchanged=3, changed=1)
    assert sorted(documents.files()) == ["c.md"]
    assert numbers(documents, "c.md") == [(1, "C"), (2, "C2")]
    assert documents.commit([incoming("a.md", "A"), incoming("b.md", "B")], now=later(4)) == CommitCount(added=2)


@pytest.mark.parametrize("id", [0, -1, 2**63 - 1, 2**63, 99999999999999999999999])
def test_an_id_that_no_row_can_have_is_unknown(database, documents, id):
    documents.commit([incoming("a.md", "A")], now=NOON)
    with pytest.raises(UnknownVersion):
        documents.version(id, principal=OWNER)
    with pytest.raises(UnknownVersion):
        documents.text(id, principal=OWNER)
    with pytest.raises(UnknownVersion):
        purge(database, id, now=NOON, actor="me")
    with pytest.raises(UnknownVersion):
        documents.numbered("a.md", id, principal=OWNER)
    with pytest.raises(UnknownCitation):
        Answers(database).citation(id, principal=OWNER)
    assert documents.whole([id, 1], principal=OWNER).keys() == {1}
    assert documents.slices([Span(version=id, start=0, end=1)], principal=OWNER) == {}
    far = Span(version=1, start=0, end=2**70)
    assert documents.slices([far, Span(version=1, start=2**70, end=2**71)], principal=OWNER)[far][1] == "A"


@pytest.mark.parametrize("path", ["\ud800.md", "a\0.md"])
def test_a_name_that_no_engine_holds_is_unknown(database, documents, path):
    for read in (documents.versions, documents.document):
        with pytest.raises(UnknownDocument):
            read(path, principal=OWNER)
    with pytest.raises(UnknownDocument):
        purge(database, path, now=NOON, actor="me")
    with pytest.raises(UnknownAnswer):
        Answers(database).get(path, principal=OWNER)
    with pytest.raises(UnknownConversation):
        Conversations(database).get(path, principal=OWNER)


def test_files_tell_the_metadata_that_groups_come_from(documents):
    documents.commit([incoming("a.md", "A", metadata={"groups": ["hr"]})], now=NOON)
    assert documents.files()["a.md"].metadata == {"groups": ["hr"]}


def in_format(told, path, text):
    """A file that was read as of that format."""
    file = incoming(path, text)
    return replace(file, loaded=replace(file.loaded, format=told))


def test_slices_are_cut_by_characters(documents):
    text = "Ёж 😀 и 東京 — 10² km. " * 400
    documents.commit([in_format("markdown", "a.md", text), in_format("markdown", "b.md", "short")], now=NOON)
    one, two = documents.versions("a.md", principal=OWNER)[0].id, documents.versions("b.md", principal=OWNER)[0].id
    spans = [span(one, 0, 4), span(one, 3, 12), span(one, 5000, 6001), span(two, 0, 99), span(one, 7, 7), span(one, 9, 2), span(999, 0, 5)]
    found = documents.slices(spans, principal=OWNER)
    assert list(found) == spans[:-1]
    for wanted in (wanted for wanted in spans[:5] if wanted.version == one):
        assert found[wanted][1] == text[wanted.start : wanted.end]
    assert (found[spans[3]][1], found[spans[5]][1]) == ("short", "")
    assert found[spans[0]][0] == documents.versions("a.md", principal=OWNER)[0]


@pytest.mark.parametrize("told", ["html", "docx", "pdf", "text", "eml"])
def test_slices_come_with_the_blocks_of_formats_that_do_not_show_them_all(documents, told):
    page, note = in_format(told, "a.html", "Head\n\nrun it"), in_format("markdown", "b.md", "# Head\n\nrun it")
    blocks = (Block(kind="heading", start=0, end=4, level=1), Block(kind="code", start=6, end=12))
    documents.commit([replace(page, loaded=replace(page.loaded, blocks=blocks)), note], now=NOON)
    found = documents.slices([span(1, 6, 12), span(2, 0, 6)], principal=OWNER)
    assert [(version.blocks, text) for version, text in found.values()] == [(blocks, "run it"), ((), "# Head")]


def test_slices_leave_out_what_the_principal_may_not_read(documents):
    documents.commit([incoming("a.md", "secret", groups=HR), incoming("b.md", "open")], now=NOON)
    found = documents.slices([span(1), span(2)], principal=member())
    assert [text for _version, text in found.values()] == ["open"]
    assert documents.slices([], principal=OWNER) == {}


def test_a_listing_shows_the_latest_readable_state(documents):
    documents.commit([incoming("b.md", "B", title="Bee"), incoming("a.md", "secret", groups=HR)], now=NOON)
    documents.commit([incoming("b.md", "B two", title="Bee 2")], now=later(1))
    (line,) = documents.listing(principal=member())
    assert (line.path, line.number, line.title, line.characters, line.synced_at) == ("b.md", 2, "Bee 2", 5, later(1))
    assert [each.path for each in documents.listing(principal=OWNER)] == ["a.md", "b.md"]


def test_what_does_not_exist_and_what_is_hidden_look_alike(documents):
    documents.commit([incoming("a.md", "A", groups=HR)], now=NOON)
    messages = set()
    for path in ("a.md", "x.md"):
        with pytest.raises(UnknownDocument) as caught:
            documents.document(path, principal=member())
        messages.add(str(caught.value).replace(path, "PATH"))
    for number in (1, 2):
        with pytest.raises(UnknownVersion) as caught:
            documents.version(number, principal=member())
        messages.add(str(caught.value).replace(f"'{number}'", "ID"))
    assert len(messages) == 2


def test_many_paths_fit_into_one_batch(documents):
    batch = [incoming(f"{nth}.md", f"text {nth}") for nth in range(1200)]
    assert documents.commit(batch, now=NOON) == CommitCount(added=1200)
    assert documents.commit([incoming(f"{nth}.md", raw=f"text {nth}") for nth in range(1200)], now=NOON) == CommitCount(unchanged=1200)
    assert documents.remove([f"{nth}.md" for nth in range(1200)], now=NOON) == 1200


def test_the_feed_is_read_in_portions(documents, changes):
    documents.commit([incoming(f"{nth}.md", f"text {nth}") for nth in range(5)], now=NOON)
    first = changes.since(0, limit=2)
    rest = changes.since(first[-1].position, limit=10)
    assert [change.document for change in [*first, *rest]] == [1, 2, 3, 4, 5]
    assert rest[-1].position == changes.position()
