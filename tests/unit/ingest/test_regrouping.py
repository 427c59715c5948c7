"""Who may read a document follows the rules, wherever its file is."""

import os

from ingesting import told
from storing import NOON
from untuned.ingest.load import loaders_for
from untuned.store.changes import Changes
from untuned.store.purge import purge
from untuned.types.principal import OWNER
from untuned.types.settings import AccessRule

HR = frozenset({"hr"})


def readers(folder, path):
    document = folder.documents.document(path, principal=OWNER)
    versions = folder.documents.versions(path, principal=OWNER)
    return document.groups, versions[-1].groups


def closed_to_all_but_hr(folder, path, report):
    """True when a narrower rule holds for a document and its version, and a sync after it finds nothing to do."""
    assert readers(folder, path)[0] == HR
    assert report.regrouped + len(report.failed) >= 1
    assert folder.sync().regrouped == 0
    return True


HR_ONLY = (AccessRule(path="**", groups=HR),)


def test_a_rule_reaches_a_document_whose_file_became_a_link_out_of_the_root(folder, tmp_path):
    (tmp_path / "elsewhere.md").write_text("Else.")
    folder.write("a.md", "Pay.")
    folder.sync()
    (folder.root / "a.md").unlink()
    (folder.root / "a.md").symlink_to(tmp_path / "elsewhere.md")
    folder.rules = HR_ONLY
    assert closed_to_all_but_hr(folder, "a.md", folder.sync())
    assert readers(folder, "a.md")[1] == HR


def test_a_rule_reaches_a_document_whose_folder_cannot_be_read(folder, monkeypatch):
    folder.write("in/a.md", "Pay.")
    folder.sync()
    real = os.scandir

    def closed(place):
        if str(place).endswith("in"):
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", closed)
    folder.rules = HR_ONLY
    assert closed_to_all_but_hr(folder, "in/a.md", folder.sync())


def test_a_rule_reaches_a_document_whose_loader_is_gone(folder):
    folder.extra = {".foo": loaders_for(folder.settings)[".txt"]}
    folder.write("a.foo", "Pay.")
    folder.sync()
    folder.extra, folder.rules = {}, HR_ONLY
    assert closed_to_all_but_hr(folder, "a.foo", folder.sync())


def test_a_rule_reaches_a_document_outside_the_paths_that_are_synced(folder):
    folder.write("a.md", "Pay.")
    folder.write("b.md", "Other.")
    folder.sync()
    folder.rules = HR_ONLY
    report = folder.sync("b.md")
    assert told(report) == {"regrouped": 2}
    assert closed_to_all_but_hr(folder, "a.md", report)


def test_a_rule_reaches_the_version_that_stays_when_its_new_text_names_no_groups(folder):
    folder.write("a.md", "Pay.")
    folder.sync()
    folder.write("a.md", "---\ngroups: {}\n---\nPay again.")
    folder.rules = HR_ONLY
    assert closed_to_all_but_hr(folder, "a.md", folder.sync())


def test_a_rule_reaches_a_removed_document_whose_last_version_was_purged(folder, database):
    folder.write("a.md", "One.")
    folder.sync()
    folder.write("a.md", "Two, longer.")
    folder.sync()
    purge(database, folder.documents.versions("a.md", principal=OWNER)[-1].id, now=NOON, actor="owner")
    (folder.root / "a.md").unlink()
    folder.rules = HR_ONLY
    assert closed_to_all_but_hr(folder, "a.md", folder.sync())


def test_a_wider_rule_opens_the_current_version_and_no_older_one(folder):
    folder.rules = HR_ONLY
    folder.write("a.md", "One.")
    folder.sync()
    folder.write("a.md", "Two, longer.")
    folder.sync()
    folder.rules = ()
    assert told(folder.sync("a.md")) == {"regrouped": 1}
    assert [version.groups for version in folder.documents.versions("a.md", principal=OWNER)] == [HR, {"everyone"}]


def test_a_dry_run_tells_of_changed_readers_and_changes_none(folder):
    folder.write("a.md", "Pay.")
    folder.write("b.md", "Gone.")
    folder.sync()
    (folder.root / "b.md").unlink()
    folder.sync()
    folder.rules = HR_ONLY
    assert told(folder.sync(dry_run=True)) == {"regrouped": 2}
    assert [readers(folder, path)[0] for path in ("a.md", "b.md")] == [{"everyone"}] * 2
    assert told(folder.sync()) == {"regrouped": 2}


def test_the_feed_tells_of_each_document_with_other_readers_and_its_current_version(folder, database):
    for path in ("a.md", "b.md"):
        folder.write(path, f"Pay of {path}.")
    folder.sync()
    (folder.root / "b.md").unlink()
    folder.sync()
    position = Changes(database).position()
    folder.rules = HR_ONLY
    folder.sync()
    feed = [(change.kind, change.version) for change in Changes(database).since(position, limit=10)]
    assert feed == [("regrouped", folder.documents.document("a.md", principal=OWNER).current), ("regrouped", None)]
