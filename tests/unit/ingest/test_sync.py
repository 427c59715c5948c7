from datetime import date

import pytest

from ingesting import told
from untuned.errors import UnknownDocument
from untuned.ingest.desk import BATCH_FILES
from untuned.ingest.report import Progress
from untuned.types.documents import Block, Loaded
from untuned.types.principal import OWNER, member
from untuned.types.settings import AccessRule, SourceSettings


def text_of(folder, path):
    current = folder.documents.document(path, principal=OWNER).current
    return folder.documents.text(current, principal=OWNER)


def live(folder):
    return [summary.path for summary in folder.documents.listing(principal=OWNER)]


def test_files_become_versions_with_their_text(folder):
    folder.write("docs/a.md", "---\ntitle: A page\neffective_from: 2025-01-15\n---\n\nWords.\n")
    folder.write("docs/b.txt", "Other words.")
    folder.write("docs/c.bin", b"\0\1")
    report = folder.sync("docs")
    assert told(report) == {"added": 2, "skipped": 1}
    assert report.skipped == ("docs/c.bin",)
    assert text_of(folder, "docs/b.txt") == "Other words."
    (version,) = folder.documents.versions("docs/a.md", principal=OWNER)
    assert (version.title, version.effective_from) == ("A page", date(2025, 1, 15))


def test_a_second_sync_opens_nothing(folder):
    folder.write("a.md", "Words.")
    folder.sync()
    assert told(folder.sync()) == {"unchanged": 1}
    assert folder.opened == []


def test_a_changed_file_is_a_new_version(folder):
    folder.write("a.md", "One.")
    folder.sync()
    folder.write("a.md", "Other.")
    assert told(folder.sync()) == {"changed": 1}
    assert [version.number for version in folder.documents.versions("a.md", principal=OWNER)] == [1, 2]
    assert text_of(folder, "a.md") == "Other."


def test_a_file_that_was_only_touched_is_opened_once_and_unchanged(folder):
    folder.write("a.md", "One.")
    folder.sync()
    folder.age("a.md", nanoseconds=1_000_000_000)
    assert told(folder.sync()) == {"unchanged": 1}
    assert folder.opened == ["a.md"]
    assert told(folder.sync()) == {"unchanged": 1}
    assert folder.opened == []


def test_full_sees_an_edit_of_equal_size_and_time(folder):
    folder.write("a.md", "One.")
    folder.age("a.md", nanoseconds=1_000_000_000)
    folder.sync()
    folder.write("a.md", "Two.")
    folder.age("a.md", nanoseconds=1_000_000_000)
    assert told(folder.sync()) == {"unchanged": 1}
    assert told(folder.sync(mode="full")) == {"changed": 1}
    assert told(folder.sync(mode="full")) == {"unchanged": 1}


def test_a_deleted_file_leaves_search_and_keeps_its_versions(folder):
    folder.write("a.md", "One.")
    folder.write("b.md", "Two.")
    folder.sync()
    (folder.root / "a.md").unlink()
    assert told(folder.sync()) == {"removed": 1, "unchanged": 1}
    assert live(folder) == ["b.md"]
    assert len(folder.documents.versions("a.md", principal=OWNER)) == 1
    assert told(folder.sync()) == {"unchanged": 1}


def test_a_deleted_file_that_is_named_is_removed_rather_than_reported(folder):
    folder.write("a.md", "One.")
    folder.write("d/b.md", "Two.")
    folder.sync()
    (folder.root / "a.md").unlink()
    (folder.root / "d" / "b.md").unlink()
    (folder.root / "d").rmdir()
    assert told(folder.sync("a.md", "d")) == {"removed": 2}
    assert told(folder.sync("a.md")) == {"failed": 1}


def test_only_what_was_scanned_can_be_removed(folder):
    folder.write("docs/a/x.md", "One.")
    folder.write("docs/ab/y.md", "Two.")
    folder.write("docs/z.txt", "Three.")
    folder.sync()
    for path in ("docs/ab/y.md", "docs/z.txt"):
        (folder.root / path).unlink()
    assert told(folder.sync("docs/a")) == {"unchanged": 1}
    assert told(folder.sync("docs/**/*.md")) == {"unchanged": 1, "removed": 1}
    assert live(folder) == ["docs/a/x.md", "docs/z.txt"]


def test_a_renamed_file_stays_the_same_document(folder):
    folder.write("old/name.txt", "One.")
    folder.sync()
    before = folder.documents.document("old/name.txt", principal=OWNER)
    (folder.root / "new").mkdir()
    (folder.root / "old" / "name.txt").rename(folder.root / "new" / "other.txt")
    assert told(folder.sync()) == {"renamed": 1}
    after = folder.documents.document("new/other.txt", principal=OWNER)
    assert after.id == before.id
    with pytest.raises(UnknownDocument):
        folder.documents.document("old/name.txt", principal=OWNER)


def test_a_rename_prefers_the_document_of_the_same_name(folder):
    for path in ("a/one.md", "a/two.md"):
        folder.write(path, "Equal words.")
    folder.sync()
    ids = {path: folder.documents.document(path, principal=OWNER).id for path in ("a/one.md", "a/two.md")}
    (folder.root / "a").rename(folder.root / "b")
    assert told(folder.sync()) == {"renamed": 2}
    assert folder.documents.document("b/two.md", principal=OWNER).id == ids["a/two.md"]


def test_a_copy_is_a_document_of_its_own(folder):
    folder.write("a.md", "Equal.")
    folder.sync()
    folder.write("b.md", "Equal.")
    assert told(folder.sync()) == {"added": 1, "unchanged": 1}


def test_a_changed_rule_regroups_without_opening(folder):
    folder.write("hr/a.md", "Pay.")
    folder.write("hr/b.md", "---\ngroups: [hr, board]\n---\nBoard pay.")
    folder.sync()
    folder.rules = (AccessRule(path="hr/**", groups=frozenset({"hr"})),)
    assert told(folder.sync()) == {"regrouped": 2}
    assert folder.opened == []
    assert folder.documents.document("hr/b.md", principal=member(["hr"])).groups == {"hr"}
    with pytest.raises(UnknownDocument):
        folder.documents.document("hr/a.md", principal=member(["sales"]))
    assert told(folder.sync()) == {"unchanged": 2}


def test_groups_that_name_nobody_keep_the_document_out(folder):
    folder.write("a.md", "---\ngroups: {}\n---\nSecret.")
    report = folder.sync()
    assert told(report) == {"failed": 1}
    assert "groups" in report.failed[0].reason
    assert live(folder) == []


def test_a_file_that_cannot_be_read_any_more_keeps_its_last_version_and_is_reported_each_time(folder):
    folder.write("a.md", "Good words.")
    folder.write("b.md", "More.")
    folder.sync()
    folder.write("a.md", b"bad \xff bytes")
    for _ in range(2):
        report = folder.sync()
        assert told(report) == {"failed": 1, "unchanged": 1}
        assert "byte 4" in report.failed[0].reason
        assert "below [sources]" in report.failed[0].remedy
        assert text_of(folder, "a.md") == "Good words."
    folder.write("a.md", "Good again.")
    assert told(folder.sync()) == {"changed": 1, "unchanged": 1}


def test_a_failure_is_tried_again_when_the_settings_change(folder):
    folder.write("a.md", "привет всем".encode("cp1251"))
    assert told(folder.sync()) == {"failed": 1}
    folder.settings = SourceSettings(encoding="windows-1251")
    assert told(folder.sync()) == {"added": 1}
    assert text_of(folder, "a.md") == "привет всем"


def test_settings_that_change_the_outcome_open_the_files_again(folder):
    folder.write("a.md", "These are words in plain English for everyone.")
    folder.sync()
    folder.settings = SourceSettings(languages=("de",))
    assert told(folder.sync()) == {"changed": 1}
    assert told(folder.sync()) == {"unchanged": 1}


def test_an_own_loader_reads_its_ending_and_its_revision_counts(folder):
    class Shouting:
        parser = "shouting/1"

        def __call__(self, data: bytes, path: str) -> Loaded:
            text = data.decode().upper()
            return Loaded(
                text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),), format="loud", title=path, parser=self.parser
            )

    loader = Shouting()
    folder.extra = {".LOUD": loader}
    folder.write("a.loud", "words")
    assert told(folder.sync()) == {"added": 1}
    assert text_of(folder, "a.loud") == "WORDS"
    loader.parser = "shouting/2"
    assert folder.sync().ok
    assert folder.opened == ["a.loud"]
    folder.extra = {}
    report = folder.sync()
    assert told(report) == {"failed": 1}
    assert live(folder) == ["a.loud"]


def test_a_loader_that_breaks_fails_its_file_only(folder):
    def broken(data: bytes, path: str) -> Loaded:
        raise KeyError(path)

    folder.extra = {".odd": broken}
    folder.write("a.odd", "x")
    folder.write("b.md", "Words.")
    report = folder.sync()
    assert told(report) == {"added": 1, "failed": 1}
    assert "KeyError" in report.failed[0].reason


def test_a_dry_run_tells_and_writes_nothing(folder):
    for path in ("changed.md", "gone.md", "same.md", "moved.md"):
        folder.write(path, f"Words of {path}.")
    folder.sync()
    before = folder.documents.files()
    folder.write("changed.md", "Other.")
    folder.write("added.md", "New.")
    folder.write("bad.md", b"\xff")
    (folder.root / "gone.md").unlink()
    (folder.root / "moved.md").rename(folder.root / "there.md")
    report = folder.sync(dry_run=True)
    expected = {"added": 1, "changed": 1, "unchanged": 1, "renamed": 1, "removed": 1, "failed": 1}
    assert told(report) == expected
    assert report.dry_run
    assert folder.documents.files() == before
    assert told(folder.sync()) == expected


def test_progress_rises_to_its_totals(folder):
    for number in range(3):
        folder.write(f"{number}.md", "x" * (number + 1))
    steps: list[Progress] = []
    folder.sync(progress=steps.append)
    assert [(step.files, step.bytes) for step in steps] == [(1, 1), (2, 3), (3, 6)]
    assert {(step.files_total, step.bytes_total) for step in steps} == {(3, 6)}


def test_a_sync_that_was_cut_off_keeps_its_batches_and_goes_on(folder):
    count = BATCH_FILES + 10
    for number in range(count):
        folder.write(f"{number:03}.md", f"Page {number}.")

    def cut(step: Progress) -> None:
        if step.files == BATCH_FILES + 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.sync(progress=cut)
    assert len(live(folder)) == BATCH_FILES
    assert told(folder.sync()) == {"added": 10, "unchanged": BATCH_FILES}
    assert len(folder.opened) == 10


def test_characters_are_those_read_anew(folder):
    folder.write("a.md", "12345")
    assert folder.sync().characters == 5
    assert folder.sync().characters == 0


def test_the_settings_name_what_is_read_without_paths(folder):
    folder.write("docs/a.md", "A.")
    folder.write("other/b.md", "B.")
    folder.settings = SourceSettings(paths=("docs",))
    assert told(folder.sync()) == {"added": 1}
    assert told(folder.sync("other")) == {"added": 1}


def test_what_was_synced_by_name_is_followed_from_then_on(folder):
    folder.write("docs/a.md", "A.")
    for path in ("extra/b.md", "extra/c.md", "extra/[d].md", ".hidden/e.md"):
        folder.write(path, f"Words of {path}.")
    folder.settings = SourceSettings(paths=("docs",))
    folder.sync("extra", ".hidden/e.md")
    assert told(folder.sync()) == {"added": 1, "unchanged": 4}
    folder.write("extra/b.md", "Edited words.")
    (folder.root / "extra" / "[d].md").unlink()
    folder.write("extra/d.md", "Another file, which nobody named.")
    assert told(folder.sync(dry_run=True)) == {"changed": 1, "removed": 1, "unchanged": 3}
    assert told(folder.sync()) == {"changed": 1, "removed": 1, "unchanged": 3}
    assert live(folder) == [".hidden/e.md", "docs/a.md", "extra/b.md", "extra/c.md"]


def test_a_followed_file_that_moved_into_the_sources_is_renamed(folder):
    folder.write("extra/b.md", "B.")
    folder.settings = SourceSettings(paths=("docs",))
    folder.sync("extra")
    (folder.root / "extra").rename(folder.root / "docs")
    assert told(folder.sync()) == {"renamed": 1}


def test_a_followed_file_that_is_excluded_leaves_search(folder):
    folder.write("docs/a.md", "A.")
    folder.write("extra/b.md", "B.")
    folder.settings = SourceSettings(paths=("docs",))
    folder.sync("docs", "extra")
    folder.settings = SourceSettings(paths=("docs",), exclude=("extra",))
    assert told(folder.sync()) == {"removed": 1, "unchanged": 1}


def test_a_sync_by_name_removes_only_within_its_names(folder):
    folder.write("docs/a.md", "A.")
    folder.write("extra/b.md", "B.")
    folder.sync()
    (folder.root / "extra" / "b.md").unlink()
    assert told(folder.sync("docs")) == {"unchanged": 1}
    assert live(folder) == ["docs/a.md", "extra/b.md"]


def test_the_settings_file_is_no_file_of_another_format(folder):
    folder.write("untuned.toml", "")
    assert told(folder.sync()) == {}
