"""What is told of passages and sections after the documents changed; documents in a real store, no model."""

from datetime import date, timedelta

import pytest

from storing import NOON, incoming, later
from untuned.evaluation.questions.archive import Archive
from untuned.lineage import Resting, declared, stale, targets
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.purge import purge
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk
from untuned.types.lineage import Lean, Subject
from untuned.types.measures import Evidence
from untuned.types.principal import OWNER, member
from untuned.types.versions import DATES_TOLD

TODAY = NOON.date()
RULE = "A refund is possible within 14 days of the purchase."
OTHER = "Parcels leave the warehouse on every working day before noon."
PAGE = f"# Terms\n\n{RULE}\n\n{OTHER}\n\n# Cards\n\nGift cards are never refunded, whatever the reason.\n"
ME = Subject(kind="question", id="q1")


class Store:
    """A database with documents, and one look at it."""

    def __init__(self, folder):
        self.database = Database.open(f"sqlite:///{folder / 'truth.sqlite3'}")
        self.documents = Documents(self.database)
        self.minutes = 0

    def put(self, **pages):
        """Each page by its name without the ending; a text, or what `incoming` takes; None removes it."""
        self.minutes += 1
        for name, page in pages.items():
            path = f"{name}.md"
            if page is None:
                self.documents.remove([path], now=later(self.minutes))
            else:
                text, more = (page, {}) if isinstance(page, str) else page
                self.documents.commit([incoming(path, text, **more)], now=later(self.minutes))

    def archive(self, principal=OWNER):
        return Archive(self.documents, principal=principal, search=self._search)

    def _search(self, words):
        """Every live document: the search is another part's business."""
        live = self.documents.listing(principal=OWNER)
        held = self.documents.whole([one.version for one in live], principal=OWNER)
        return [
            Passage(
                hit=Hit(chunk=Chunk(document=version.document, version=version.id, ordinal=0, start=0, end=len(text)), score=1.0),
                version=version,
                text=text,
            )
            for version, text in held.values()
        ]

    def quote(self, words, path="a.md"):
        version = self.documents.versions(path, principal=OWNER)[-1]
        start = self.documents.text(version.id, principal=OWNER).index(words)
        return Evidence(path=path, quote=words, version=version.id, start=start, end=start + len(words))

    def lean(self, target, **more):
        path, _, heading = target.partition("#")
        version = self.documents.versions(path, principal=OWNER)[-1].id
        return Lean(subject=ME, path=path, heading=heading, version=version, status="declared", **more)

    def told(self, *, quotes=(), leans=(), today=TODAY, principal=OWNER):
        """The causes, and how many passages moved."""
        resting = Resting(subject=ME, text="?", quotes=tuple(quotes), leans=tuple(leans))
        self.report = stale([resting], archive=self.archive(principal), today=today)
        return [moved.cause for one in self.report.stale for moved in one.moved], self.report.reanchored


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    yield made
    made.database.close()


@pytest.mark.parametrize("words", [RULE, "14 days", "within 14 days of the purchase"])
def test_a_changed_number_is_stale_and_shown_beside_the_new_one(store, words):
    store.put(a=PAGE)
    quote = store.quote(words)
    store.put(a=PAGE.replace("14", "30"))
    assert store.told(quotes=[quote]) == (["changed"], 0)
    (moved,) = store.report.stale[0].moved
    assert (moved.old.text, moved.new.text) == (RULE, RULE.replace("14", "30"))
    assert (moved.old.number, moved.new.number, moved.old.line, moved.new.line) == (1, 2, 3, 3)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        f"# Terms\n\nSomething new was put before it.\n\n{RULE}\n\n{OTHER}\n",
        f"# Cards\n\n{OTHER}\n\n# Elsewhere\n\n{RULE}\n",
        f"# Terms\n\n**{RULE}**\n\n{OTHER}\n",
    ],
)
def test_what_only_moved_is_not_stale(store, page):
    store.put(a=PAGE)
    quote = store.quote("14 days")
    store.put(a=page + "\nAnd more.\n")
    assert store.told(quotes=[quote]) == ([], 1)


@pytest.mark.parametrize("changed", ["A refund is possible within 14 days of the delivery.", "A refund is possible within 14 days of the"])
def test_a_change_of_the_last_word_is_a_change(store, changed):
    store.put(a=PAGE)
    quote = store.quote(RULE)
    store.put(a=PAGE.replace(RULE, changed))
    assert store.told(quotes=[quote])[0] == ["changed"]


@pytest.mark.parametrize(("by", "changed_on"), [("git", date(2026, 1, 5)), ("text", TODAY)])
def test_a_text_changed_on_the_day_of_its_commit_where_git_tells_it(store, by, changed_on):
    store.put(a=PAGE)
    quote = store.quote(RULE)
    day = date(2026, 1, 5)
    store.put(a=(PAGE.replace("14", "30"), {"effective_from": day, "metadata": {DATES_TOLD: {"from": by}}}))
    store.told(quotes=[quote])
    assert [moved.changed_on for moved in store.report.stale[0].moved] == [changed_on]


def test_a_removed_document_is_told(store):
    store.put(a=PAGE)
    quote = store.quote(RULE)
    store.put(a=None)
    assert store.told(quotes=[quote]) == (["removed"], 0)
    assert store.report.stale[0].moved[0].new is None


def test_a_passage_that_another_document_took_in_still_says_what_it_said(store):
    store.put(a=PAGE, b="# Else\n\nNothing of it.\n")
    quote = store.quote(RULE)
    store.put(b=f"# Else\n\nNothing of it.\n\n{RULE}\n", a=PAGE.replace(f"{RULE}\n\n", ""))
    assert store.told(quotes=[quote]) == ([], 1)


def test_a_twin_that_stood_in_another_document_before_is_no_excuse(store):
    store.put(a=PAGE, b=f"# Another product\n\n{RULE}\n")
    quote = store.quote(RULE)
    store.put(a=PAGE.replace("14", "30"))
    assert store.told(quotes=[quote]) == (["changed"], 0)


def test_a_copy_made_before_the_original_was_deleted_is_no_excuse(store):
    store.put(a=PAGE, b="# Else\n\nNothing of it.\n")
    quote = store.quote(RULE)
    store.put(a=f"{PAGE}\nMore.\n", b=f"# Else\n\n{RULE}\n")
    store.put(a=PAGE.replace(RULE, ""))
    assert store.told(quotes=[quote]) == (["changed"], 0)


def test_a_document_that_ended_makes_what_quotes_it_stale(store):
    store.put(a=(PAGE, {"effective_to": TODAY}))
    assert store.told(quotes=[store.quote(RULE)]) == ([], 0)
    assert store.told(quotes=[store.quote(RULE)], today=TODAY + timedelta(days=1)) == (["ended"], 0)


@pytest.mark.parametrize(("newer", "causes"), [(RULE.replace("14", "30"), ["succeeded"]), (RULE, [])])
def test_a_document_that_another_superseded_is_told_unless_that_says_the_same(store, newer, causes):
    from untuned.store.succession import Successions
    from untuned.types.versions import Succession

    store.put(a=PAGE, b=f"# Terms\n\n{newer}\n")
    line = Successions(store.database).lines()[0]
    told = Succession(former="a.md", by="b.md", starts=date(2020, 1, 1), known=TODAY, told="front matter")
    assert Successions(store.database).succeed({line.id: told}, now=NOON) == 1
    assert store.told(quotes=[store.quote(RULE)])[0] == causes
    if causes:
        assert store.report.stale[0].moved[0].new.text == newer


def test_a_section_is_told_apart_from_the_rest_of_its_document(store):
    store.put(a=PAGE)
    cards, terms = store.lean("a.md#Cards"), store.lean("a.md#Terms")
    store.put(a=PAGE.replace("never", "always"))
    assert store.told(leans=[terms]) == ([], 0)
    assert store.told(leans=[cards]) == (["changed"], 0)
    (moved,) = store.report.stale[0].moved
    assert ("never" in moved.old.text, "always" in moved.new.text, moved.lean) == (True, True, cards)


def test_a_section_whose_heading_alone_changed_is_not_stale(store):
    store.put(a=PAGE)
    lean = store.lean("a.md#Cards")
    store.put(a=PAGE.replace("# Cards", "# Vouchers"))
    assert store.told(leans=[lean]) == ([], 0)


def test_a_whole_document_is_leaned_on_without_a_heading(store):
    store.put(a=PAGE)
    lean = store.lean("a.md")
    store.put(a=f"{PAGE}\nMore.\n")
    assert store.told(leans=[lean]) == (["changed"], 0)


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_what_nobody_confirmed_counts_for_nothing(store, status):
    store.put(a=PAGE)
    held = store.lean("a.md")
    store.put(a="# Other\n\nAll is new here.\n")
    lean = Lean(subject=ME, path=held.path, version=held.version, status=status)
    assert store.told(leans=[lean]) == ([], 0)


def test_what_a_person_settled_is_listed_again_with_the_next_change(store):
    store.put(a=PAGE)
    quote = store.quote(RULE)
    store.put(a=PAGE.replace("14", "30"))
    settled = Lean(subject=ME, path="a.md", version=store.quote("30 days").version, status="settled")
    assert store.told(quotes=[quote], leans=[settled])[0] == []
    store.put(a=PAGE.replace("14", "30") + "\nElsewhere.\n")
    assert store.told(quotes=[quote], leans=[settled])[0] == []
    store.put(a=PAGE.replace("14", "60"))
    assert store.told(quotes=[quote], leans=[settled])[0] == ["changed"]


def test_front_matter_names_what_a_document_leans_on_as_it_was_then(store):
    store.put(a=PAGE)
    store.put(faq=("# FAQ\n\nCards.\n", {"metadata": {"leans_on": ["a.md#Cards", "gone.md"]}}))
    version = store.documents.versions("faq.md", principal=OWNER)[0]
    store.put(a=PAGE.replace("never", "always"))
    (lean,) = declared(version, store.archive())
    assert (lean.target, store.told(leans=[lean])[0]) == ("a.md#Cards", ["changed"])


def test_a_document_that_leans_on_what_was_purged_is_told_to_the_owner(store):
    store.put(a=PAGE)
    store.put(faq=("# FAQ\n\nCards.\n", {"metadata": {"leans_on": ["a.md#Cards", "gone.md"]}}))
    version = store.documents.versions("faq.md", principal=OWNER)[0]
    purge(store.database, "a.md", now=later(9), actor="me")
    (lean,) = declared(version, store.archive())
    assert (lean.target, store.told(leans=[lean])[0]) == ("a.md", ["purged"])
    assert declared(version, store.archive(member("support"))) == []


@pytest.mark.parametrize(
    ("value", "found"), [("a.md, b.md#C", ["a.md", "b.md#C"]), (["a.md", 3, ""], ["a.md"]), (None, []), (7, []), ({"a": 1}, [])]
)
def test_targets_are_read_from_whatever_front_matter_holds(value, found):
    assert targets({"leans_on": value}) == found


def test_nobody_is_shown_what_they_may_not_read(store):
    store.put(a=(PAGE, {"groups": frozenset({"hr"})}))
    quote = store.quote(RULE)
    store.put(a=(PAGE.replace("14", "30"), {"groups": frozenset({"hr"})}))
    assert store.told(quotes=[quote], principal=member())[0] == []
    assert store.told(quotes=[quote], principal=member(["hr"]))[0] == ["changed"]
