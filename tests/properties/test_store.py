"""Sequences of syncs, asks, regroupings, removals and purges, drawn by hypothesis and compared with a model in plain dictionaries."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from storing import NOON, answered, cite, incoming, span
from untuned.errors import UnknownAnswer, UnknownCitation, UnknownDocument, UnknownVersion
from untuned.store.answer_encoding import from_claim, from_verdict, to_computed, to_support, to_verdict
from untuned.store.answers import Answers
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents, Incoming
from untuned.store.encoding import (
    from_blocks,
    from_boxes,
    from_instant,
    from_json,
    from_lines,
    from_metadata,
    from_pages,
    storable,
    to_blocks,
    to_boxes,
    to_instant,
    to_json,
    to_lines,
    to_metadata,
    to_pages,
)
from untuned.store.purge import purge
from untuned.types.answers import Claim, Computed, Flag, Support, Verdict
from untuned.types.documents import Block, LineAnchor, Loaded, PageAnchor, Span, TextBox
from untuned.types.principal import OWNER, member

KINDS = ("heading", "paragraph", "item", "header", "row", "code", "quote", "markup", "matter")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@st.composite
def blocks(draw):
    found, end = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=12)):
        start = end + gap
        end = start + length
        kind, level, language = draw(st.sampled_from(KINDS)), draw(st.integers(0, 6)), draw(st.sampled_from(["", "en", "ru"]))
        found.append(Block(kind=kind, start=start, end=end, level=level, language=language))
    return tuple(found)


@given(blocks(), st.lists(st.builds(LineAnchor, offset=st.integers(0), line=st.integers(1))), st.dictionaries(st.text(), VALUES))
def test_structure_comes_back_as_it_was_written(structure, lines, metadata):
    assert to_blocks(from_blocks(structure)) == structure
    assert to_lines(from_lines(lines)) == tuple(lines)
    written = from_metadata(metadata)
    assert to_metadata(written) == metadata
    assert storable(written) == written


@given(st.text(st.characters(exclude_categories=[])))
def test_a_storable_text_can_be_held_by_any_engine(written):
    held = storable(written)
    assert "\0" not in held.encode().decode()
    assert len(held) == len(written)
    assert storable(held) == held
    assert from_json(to_json(written)) == written


MOMENTS = st.datetimes(timezones=st.just(UTC)).flatmap(
    lambda moment: st.integers(-14, 14).map(
        lambda hours: moment.astimezone(timezone(timedelta(hours=hours))) if 2 < moment.year < 9998 else moment
    )
)


@given(MOMENTS, MOMENTS)
def test_moments_keep_their_order_as_text(one, other):
    assert to_instant(from_instant(one)) == one
    assert (from_instant(one) < from_instant(other)) == (one < other)


SPANS = st.tuples(st.integers(0), st.integers(0))


@given(
    st.builds(
        Verdict,
        kind=st.sampled_from(["exact", "normalised", "misattributed", "stale", "not_found", "refused"]),
        spans=st.lists(SPANS).map(tuple),
        sentence=st.none() | SPANS,
        artefacts=st.lists(st.text()).map(tuple),
        reason=st.text(),
        nearest=st.none() | SPANS,
    )
)
def test_a_verdict_comes_back_as_it_was_written(verdict):
    assert to_verdict(from_verdict(verdict)) == verdict
    moved = replace(verdict, elsewhere=Span(version=7, start=1, end=9))
    assert to_verdict(from_verdict(moved)) == moved


@given(
    st.none()
    | st.builds(
        Support,
        band=st.sampled_from(["green", "red", "undecided"]),
        probability=st.none() | st.floats(0, 1),
        flags=st.lists(
            st.builds(
                Flag,
                kind=st.sampled_from(["number", "name", "condition"]),
                hard=st.booleans(),
                start=st.integers(0, 99),
                end=st.integers(0, 99),
                says=TEXTS,
                source=TEXTS,
            ),
            max_size=3,
        ).map(tuple),
        scorer=TEXTS,
    ),
    st.none()
    | st.builds(
        Computed,
        name=TEXTS,
        value=TEXTS,
        inputs=st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple),
        as_of=st.none() | st.dates(),
    ),
)
def test_support_and_computed_values_come_back_as_they_were_written(support, computed):
    written = from_claim(Claim(text="It is so.", citations=(), support=support, computed=computed))
    assert (to_support(written), to_computed(written)) == (support, computed)


@given(
    st.lists(st.tuples(st.integers(0, 9999), st.integers(1, 999)), max_size=5),
    st.lists(st.lists(st.integers(0, 9999), min_size=7, max_size=7)),
)
def test_pages_and_boxes_come_back_to_a_tenth_of_a_point(anchors, rows):
    pages = tuple(PageAnchor(offset=offset, page=page) for offset, page in anchors)
    assert to_pages(from_pages(pages)) == pages
    names = ("start", "end", "page", "left", "bottom", "right", "top")
    boxes = tuple(TextBox(**dict(zip(names, [*row[:3], *(length / 10 for length in row[3:])], strict=True))) for row in rows)
    assert to_boxes(from_boxes(boxes)) == boxes


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, blocks(), st.dictionaries(st.text(), VALUES, max_size=3), st.none() | st.dates(), st.sets(TEXTS, max_size=3))
def test_a_version_comes_back_as_it_was_committed(text, title, structure, metadata, day, groups):
    read = Loaded(text=text, blocks=structure, format="x", title=title, language="ru", metadata=metadata, parser="x/1")
    arriving = Incoming(path="p", size=1, mtime_ns=2, raw_sha256="ab", loaded=read, groups=frozenset(groups), effective_from=day)
    with tempfile.TemporaryDirectory() as folder, Database.open(f"sqlite:///{folder}/t.sqlite3") as database:
        documents = Documents(database)
        documents.commit([arriving], now=NOON)
        version = documents.version(1, principal=OWNER)
        assert documents.text(1, principal=OWNER) == text
        assert (version.title, version.blocks, version.metadata) == (title, structure, metadata)
        assert (version.effective_from, version.groups) == (day, frozenset(groups))
        for start, end in ((0, len(text)), (1, 7), (len(text) // 2, len(text) + 5)):
            assert documents.slices([span(1, start, end)], principal=OWNER)[span(1, start, end)][1] == text[start:end]


NAMES = ("hr", "everyone")
GROUPS = st.frozensets(st.sampled_from(NAMES), min_size=1)
PLACES = ("a.md", "b.md", "c.md")
PATHS = st.sampled_from(PLACES)
READERS = (member(), member({"hr"}))
ASKERS = st.frozensets(st.sampled_from(NAMES)).map(member)


class Truth(RuleBasedStateMachine):
    """Every text says which groups it was written for; nobody outside of them may ever be shown it."""

    answers = Bundle("answers")

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database.open(f"sqlite:///{Path(self.folder.name) / 't.sqlite3'}")
        self.documents, self.recorded, self.feed = Documents(self.database), Answers(self.database), Changes(self.database)
        self.present = {}
        self.rights = {}
        self.followed = []
        self.count = 0

    def teardown(self):
        self.database.close()
        self.folder.cleanup()

    @rule(path=PATHS, groups=GROUPS)
    def sync(self, path, groups):
        self.count += 1
        self.documents.commit([incoming(path, f"secret {self.count} of {path}", groups=groups)], now=NOON)
        current = self.documents.document(path, principal=OWNER).current
        self.rights[current] = groups
        self.present[path] = groups

    @rule(path=PATHS, groups=GROUPS)
    def regroup(self, path, groups):
        if path in self.present:
            self.documents.commit([incoming(path, raw="same", groups=groups)], now=NOON)
            self.rights[self.documents.document(path, principal=OWNER).current] = groups
            self.present[path] = groups

    @rule(old=PATHS, new=PATHS, groups=GROUPS)
    def rename(self, old, new, groups):
        if old in self.present and new not in self.present:
            self.documents.commit([incoming(new, raw="same", groups=groups, renamed_from=old)], now=NOON)
            del self.present[old]
            self.present[new] = groups
            self.rights[self.documents.document(new, principal=OWNER).current] = groups

    @rule(path=PATHS)
    def remove(self, path):
        removed = self.documents.remove([path], now=NOON)
        assert removed == (self.present.pop(path, None) is not None)

    @rule(path=PATHS, asker=ASKERS)
    def purge_path(self, path, asker):
        if path in self.present:
            gone = purge(self.database, path, now=NOON, actor="me")
            del self.present[path]
            for version in gone.versions:
                self.rights.pop(version)

    @rule(target=answers, asker=ASKERS, data=st.data())
    def ask(self, asker, data):
        may = [version for version in self.rights if self.text_for(asker, version) is not None]
        chosen = data.draw(st.lists(st.sampled_from(may), max_size=2, unique=True)) if may else []
        citations = [cite(version, self.text_for(asker, version)) for version in chosen]
        return self.recorded.record(
            answered("Q", *citations, retrieved=tuple(span(version) for version in may[:1])), principal=asker, trace={"v": may[:1]}
        )

    def text_for(self, asker, version):
        try:
            return self.documents.text(version, principal=asker)
        except UnknownVersion:
            return None

    @invariant()
    def nobody_reads_more_or_less_than_their_groups_allow(self):
        lines = [*self.documents.listing(principal=OWNER), *self.documents.listing(principal=OWNER, status="removed")]
        present = {line.id: line.groups for line in lines}
        owners = self.documents.slices([span(version) for version in self.rights], principal=OWNER)
        for asker in READERS:
            allowed = {
                wanted.version
                for wanted, (held, _text) in owners.items()
                if asker.groups & self.rights[wanted.version] and asker.groups & present[held.document]
            }
            assert {wanted.version for wanted in self.documents.slices(list(owners), principal=asker)} == allowed
            assert {version for version in self.rights if self.text_for(asker, version) is not None} == allowed
            shown = [line for status in ("live", "removed") for line in self.documents.listing(principal=asker, status=status)]
            assert {line.version for line in shown} <= allowed
            assert {version.id for path in PLACES for version in self.versions_for(asker, path)} <= allowed

    def versions_for(self, asker, path):
        try:
            return self.documents.versions(path, principal=asker)
        except UnknownDocument:
            return []

    @rule(said=answers, asker=ASKERS)
    def read_answer(self, said, asker):
        touched = {citation.version for citation in said.citations} | {each.version for each in said.retrieved}
        readable = {version for version in touched if self.text_for(asker, version) is not None}
        purged = touched - set(self.rights)
        try:
            found = self.recorded.get(said.id, principal=asker)
        except UnknownAnswer:
            for citation in said.citations:
                try:
                    self.recorded.citation(citation.id, principal=asker)
                except UnknownCitation:
                    continue
                raise AssertionError("a citation of a hidden answer was shown") from None
        else:
            assert touched <= readable | purged
            assert found.purged == bool({citation.version for citation in said.citations} & purged)
            assert {citation.version for citation in found.citations} <= readable

    @invariant()
    def the_feed_only_grows(self):
        more = self.feed.since(self.followed[-1].position if self.followed else 0, limit=50)
        self.followed.extend(more)
        assert self.feed.since(0, limit=10_000) == self.followed
        positions = [change.position for change in self.followed]
        assert positions == sorted(set(positions))

    @invariant()
    def what_lives_is_what_was_synced(self):
        assert {line.path: line.groups for line in self.documents.listing(principal=OWNER)} == self.present
        assert set(self.documents.files()) == set(self.present)


Truth.TestCase.settings = settings(max_examples=12, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))
TestTruth = Truth.TestCase


def test_days_come_back(tmp_path):
    with Database.open(f"sqlite:///{tmp_path}/t.sqlite3") as database:
        Documents(database).commit([incoming("a.md", "A", effective_from=date(1, 1, 1), effective_to=date(9999, 12, 31))], now=NOON)
        (version,) = Documents(database).versions("a.md", principal=OWNER)
        assert (version.effective_from, version.effective_to) == (date(1, 1, 1), date(9999, 12, 31))
