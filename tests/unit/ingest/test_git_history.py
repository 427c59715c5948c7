"""The past of git folders in a sync; the repositories are made on the spot by git itself."""

import os
import shutil
import subprocess
from datetime import date

import pytest

from ingesting import told
from storing import NOON
from untuned.errors import UnknownDocument
from untuned.ingest.git.history import Repository
from untuned.store.histories import Histories
from untuned.store.purge import purge
from untuned.types.principal import OWNER, member
from untuned.types.settings import AccessRule, SourceSettings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Git:
    """A work tree, whose commits are of given days."""

    def __init__(self, root):
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main", ".")

    def __call__(self, *arguments, day="2024-01-01"):
        moment = f"{day}T12:00:00+00:00"
        who = {
            f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (("NAME", "N"), ("EMAIL", "n@example.com"))
        }
        given = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull, **who}
        ended = subprocess.run(["git", *arguments], cwd=self.root, env=os.environ | given, check=True, capture_output=True, text=True)
        return ended.stdout

    def commit(self, day, **files):
        """A commit of the day with these files (`__` for a dot); None deletes one."""
        for name, text in files.items():
            place = self.root / name.replace("__", ".")
            if text is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, encoding="utf-8")
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", day, day=day)


@pytest.fixture
def git(folder):
    return Git(folder.root)


def versions(folder, path):
    found = folder.documents.versions(path, principal=OWNER)
    assert [version.number for version in found] == list(range(1, len(found) + 1))
    return [(folder.documents.text(version.id, principal=OWNER).strip(), version.effective_from) for version in found]


def day(month, of=1):
    return date(2024, month, of)


def current(folder, path):
    return folder.documents.text(folder.documents.document(path, principal=OWNER).current, principal=OWNER).strip()


def test_each_commit_that_changed_a_file_is_a_version_of_its_day(folder, git):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md="Two.")
    git.commit("2024-03-01", a__md="Three.")
    assert told(folder.sync(past=True)) == {"added": 2, "past": 4}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2)), ("Three.", day(3))]
    assert versions(folder, "b.md") == [("Other.", day(1))]
    assert current(folder, "a.md") == "Three."


def test_without_the_option_the_past_is_left_alone(folder, git):
    git.commit("2024-01-01", a__md="One.")
    git.commit("2024-02-01", a__md="Two.")
    assert told(folder.sync()) == {"added": 1}
    assert versions(folder, "a.md") == [("Two.", None)]


def test_only_new_commits_are_read_later(folder, git):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md="Two.")
    folder.sync(past=True)
    assert told(folder.sync(past=True)) == {"unchanged": 2}
    assert folder.opened == []
    git.commit("2024-03-01", a__md="Three.")
    git.commit("2024-04-01", a__md="Four.")
    assert told(folder.sync(past=True)) == {"changed": 1, "unchanged": 1, "past": 2}
    assert versions(folder, "a.md")[2:] == [("Three.", day(3)), ("Four.", day(4))]


def test_the_work_tree_stays_the_current_version(folder, git):
    git.commit("2024-01-01", a__md="One.")
    git.commit("2024-02-01", a__md="Two.")
    folder.write("a.md", "Not committed.")
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2)), ("Not committed.", None)]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_document_that_is_known_already_gets_its_past_after_what_is_there(folder, git):
    git.commit("2024-01-01", a__md="One.")
    git.commit("2024-02-01", a__md="Two.")
    folder.sync()
    assert told(folder.sync(past=True)) == {"changed": 1, "past": 2}
    assert versions(folder, "a.md") == [("Two.", None), ("One.", day(1)), ("Two.", day(2))]
    assert current(folder, "a.md") == "Two."
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_commit_that_a_plain_sync_saw_gets_its_day(folder, git):
    git.commit("2024-01-01", a__md="One.")
    folder.sync(past=True)
    git.commit("2024-02-01", a__md="Two, longer.")
    assert told(folder.sync()) == {"changed": 1}
    assert told(folder.sync(past=True)) == {"changed": 1, "past": 1}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two, longer.", None), ("Two, longer.", day(2))]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_text_that_comes_back_is_a_state_of_its_own(folder, git):
    for month, text in enumerate(("A.", "B.", "A."), start=1):
        git.commit(f"2024-0{month}-01", a__md=text)
    folder.sync(past=True)
    assert versions(folder, "a.md") == [("A.", day(1)), ("B.", day(2)), ("A.", day(3))]
    git.commit("2024-04-01", a__md="B.")
    folder.sync(past=True)
    assert versions(folder, "a.md")[3:] == [("B.", day(4))]


def test_a_day_in_the_front_matter_goes_before_that_of_the_commit(folder, git):
    git.commit("2024-01-01", a__md="---\neffective_from: 2020-05-05\n---\nOne.")
    git.commit("2024-02-01", a__md="---\neffective_from: 2021-06-06\n---\nTwo.")
    folder.sync(past=True)
    assert [day for _, day in versions(folder, "a.md")] == [date(2020, 5, 5), date(2021, 6, 6)]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_renamed_file_brings_its_past_along(folder, git):
    words = "A text that is long enough for git to know it again, line by line.\n" * 5
    git.commit("2024-01-01", old__md=f"{words}One.")
    git("mv", "old.md", "new.md")
    git.commit("2024-02-01", new__md=f"{words}Two.")
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    assert [when for _, when in versions(folder, "new.md")] == [day(1), day(2)]
    with pytest.raises(UnknownDocument):
        folder.documents.document("old.md", principal=OWNER)


def test_a_known_document_follows_a_rename_that_changed_its_text(folder, git):
    words = "A text that is long enough for git to know it again, line by line.\n" * 5
    git.commit("2024-01-01", old__md=f"{words}One.")
    folder.sync(past=True)
    before = folder.documents.document("old.md", principal=OWNER)
    git("mv", "old.md", "new.md")
    git.commit("2024-02-01", new__md=f"{words}Two.")
    assert told(folder.sync(past=True, dry_run=True)) == {"renamed": 1, "past": 1}
    assert told(folder.sync(past=True)) == {"renamed": 1, "past": 1}
    assert folder.documents.document("new.md", principal=OWNER).id == before.id
    assert [when for _, when in versions(folder, "new.md")] == [day(1), day(2)]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_file_that_git_did_not_know_under_its_old_name_is_one_document_with_the_past_of_its_new_one(folder, git):
    git.commit("2024-01-01", b__md="One.")
    git.commit("2024-02-01", b__md=None)
    folder.write("a.md", "A text of its own.")
    folder.sync()
    before = folder.documents.document("a.md", principal=OWNER)
    (folder.root / "a.md").rename(folder.root / "b.md")
    git.commit("2024-03-01")
    folder.sync(past=True)
    assert folder.documents.document("b.md", principal=OWNER).id == before.id
    assert [summary.path for summary in folder.documents.listing(principal=OWNER)] == ["b.md"]
    assert versions(folder, "b.md")[1:] == [("One.", day(1)), ("A text of its own.", day(3))]


def test_two_files_that_change_places_are_two_edited_ones(folder, git):
    git.commit("2024-01-01", a__md="Apples, and much more of apples.\n" * 5, b__md="Bread, and much more of bread.\n" * 5)
    git("mv", "a.md", "c.md")
    git("mv", "b.md", "a.md")
    git("mv", "c.md", "b.md")
    git.commit("2024-02-01", a__md="Bread, and much more of bread.\n" * 5 + "New.", b__md="Apples, and much more of apples.\n" * 5 + "New.")
    folder.sync(past=True)
    # git tells of an exchange as of two edits
    assert [(text[:6], when) for text, when in versions(folder, "b.md")] == [("Bread,", day(1)), ("Apples", day(2))]
    assert current(folder, "a.md").startswith("Bread")


def test_a_deleted_file_is_a_removed_document_with_its_past(folder, git):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md="Two.")
    git.commit("2024-03-01", a__md=None)
    assert told(folder.sync(past=True)) == {"added": 1, "past": 3}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2))]
    assert [summary.path for summary in folder.documents.listing(principal=OWNER)] == ["b.md"]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_a_file_that_comes_back_goes_on_with_its_past(folder, git):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md=None)
    git.commit("2024-03-01", a__md="Three.")
    folder.sync(past=True)
    assert versions(folder, "a.md") == [("One.", day(1)), ("Three.", day(3))]


def held(folder, database, path):
    """From when and until when each version was in force."""
    lives = Histories(database).lives(folder.documents.versions(path, principal=OWNER)[0].document)
    return [(life.held_from, life.held_to) for _, life in sorted(lives.items())]


def test_a_deleted_file_held_until_the_day_before_the_commit_that_deleted_it(folder, git, database):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md="Two.")
    git.commit("2024-03-01", a__md=None)
    folder.sync(past=True)
    assert held(folder, database, "a.md") == [(day(1), day(1, 31)), (day(2), day(2, 29))]


def test_a_file_that_comes_back_did_not_hold_while_it_was_gone(folder, git, database):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    git.commit("2024-02-01", a__md=None)
    git.commit("2024-03-01", a__md="Three.")
    folder.sync(past=True)
    assert held(folder, database, "a.md") == [(day(1), day(1, 31)), (day(3), None)]


def test_a_deleted_file_does_not_hold_longer_because_it_says_so(folder, git, database):
    longer, shorter = ("---\neffective_to: 2030-01-01\n---\nOne.", "---\neffective_to: 2024-01-15\n---\nOther.")
    git.commit("2024-01-01", a__md=longer, b__md=shorter, c__md="Third.")
    git.commit("2024-02-01", a__md=None, b__md=None)
    folder.sync(past=True)
    assert held(folder, database, "a.md") == [(day(1), day(1, 31))]
    assert held(folder, database, "b.md") == [(day(1), day(1, 15))]


def test_a_file_that_is_deleted_after_its_sync_leaves_search(folder, git):
    git.commit("2024-01-01", a__md="One.", b__md="Other.")
    folder.sync(past=True)
    git.commit("2024-02-01", a__md="Two.")
    git.commit("2024-03-01", a__md=None)
    assert told(folder.sync(past=True)) == {"removed": 1, "unchanged": 1, "past": 1}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2))]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_what_comes_by_a_merge_counts_from_the_merge(folder, git):
    git.commit("2024-01-01", a__md="One.")
    git("switch", "-q", "-c", "side")
    git.commit("2024-02-01", a__md="Draft.")
    git.commit("2024-03-01", a__md="Two.")
    git("switch", "-q", "main")
    git.commit("2024-02-15", b__md="Other.")
    git("merge", "-q", "--no-ff", "-m", "merge", "side", day="2024-05-01")
    folder.sync(past=True)
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(5))]


def test_a_folder_inside_a_repository_has_its_own_part_of_the_past(folder, tmp_path):
    outer = Git(tmp_path / "project")
    outer.commit("2024-01-01", **{"docs/a__md": "One.", "other/b__md": "Other."})
    outer.commit("2024-02-01", **{"docs/a__md": "Two."})
    folder.root = tmp_path / "project" / "docs"
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2))]


def test_a_repository_inside_the_folder_has_its_past_too(folder):
    inner = Git(folder.root / "books" / "one")
    inner.commit("2024-01-01", a__md="One.")
    inner.commit("2024-02-01", a__md="Two.")
    folder.write("plain.md", "Words.")
    assert told(folder.sync(past=True)) == {"added": 2, "past": 2}
    assert versions(folder, "books/one/a.md") == [("One.", day(1)), ("Two.", day(2))]


def test_only_what_was_asked_for_gets_its_past(folder, git):
    git.commit("2024-01-01", **{"docs/a__md": "One.", "docs/gone__md": "Gone.", "other/b__md": "One.", "other/gone__md": "Gone."})
    git.commit("2024-02-01", **{"docs/a__md": "Two.", "docs/gone__md": None, "other/b__md": "Two.", "other/gone__md": None})
    assert told(folder.sync("docs", past=True)) == {"added": 1, "past": 3}
    assert versions(folder, "docs/gone.md") == [("Gone.", day(1))]
    with pytest.raises(UnknownDocument):
        folder.documents.versions("other/gone.md", principal=OWNER)


def test_files_that_are_gone_get_their_past_only_where_the_settings_would_have_read_them(folder, git):
    git.commit("2024-01-01", **{"docs/gone__md": "Gone.", "other/gone__md": "Gone.", "docs/a__md": "One."})
    git.commit("2024-02-01", **{"docs/gone__md": None, "other/gone__md": None})
    folder.settings = SourceSettings(paths=("docs",))
    assert told(folder.sync("http://0x7f.1/", past=True)) == {"failed": 1}
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    with pytest.raises(UnknownDocument):
        folder.documents.versions("other/gone.md", principal=OWNER)


def test_what_a_scan_passes_over_has_no_past(folder, git):
    git.commit("2024-01-01", a__md="One.", **{".hidden/b__md": "x", "old/c__md": "x", "d.bin": "x", "node_modules/e__md": "x"})
    git.commit("2024-02-01", **{".hidden/b__md": None, "old/c__md": None, "d.bin": None, "node_modules/e__md": None})
    folder.settings = SourceSettings(exclude=("old",))
    assert told(folder.sync(past=True)) == {"added": 1, "past": 1}


def test_links_and_other_repositories_are_no_files(folder, git):
    git.commit("2024-01-01", a__md="One.")
    (folder.root / "link.md").symlink_to("/etc/hostname")
    git.commit("2024-02-01", b__md="Other.")
    (folder.root / "link.md").unlink()
    git.commit("2024-03-01", b__md="Others.")
    report = folder.sync(past=True)
    assert told(report) == {"added": 2, "past": 3}
    with pytest.raises(UnknownDocument):
        folder.documents.versions("link.md", principal=OWNER)


def test_names_of_every_kind_are_understood(folder, git):
    names = ("with space.md", "кириллица.md", "new\nline.md", 'quote".md', ":colon.md", "-dash.md")
    for month, text in enumerate(("One.", "Two."), start=1):
        for name in names:
            folder.write(name, f"{text} {name!r}")
        git.commit(f"2024-0{month}-01")
    folder.sync(past=True)
    assert [len(versions(folder, name)) for name in names] == [2] * len(names)


def test_a_past_state_that_cannot_be_read_is_told_and_the_others_are_kept(folder, git):
    git.commit("2024-01-01", a__md="One.")
    (folder.root / "a.md").write_bytes(b"\xff broken")
    git.commit("2024-02-01")
    git.commit("2024-03-01", a__md="version https://git-lfs.github.com/spec/v1\noid sha256:1\n")
    git.commit("2024-04-01", a__md="Four.")
    report = folder.sync(past=True)
    assert told(report) == {"added": 1, "failed": 1, "past": 2}
    assert "2 of its past states cannot be read" in report.failed[0].reason
    assert versions(folder, "a.md") == [("One.", day(1)), ("Four.", day(4))]


def test_a_past_state_that_is_too_large_is_told(folder, git):
    git.commit("2024-01-01", a__md="x " * 5_000)
    git.commit("2024-02-01", a__md="Two.")
    folder.settings = SourceSettings(max_bytes=1_000)
    report = folder.sync(past=True)
    assert told(report) == {"added": 1, "failed": 1, "past": 1}
    assert "too large" in report.failed[0].reason


def test_other_line_ends_in_the_work_tree_are_the_same_text(folder, git):
    """As with git's own conversion on Windows."""
    git.commit("2024-01-01", a__md="One.\n")
    git.commit("2024-02-01", a__md="Two.\nLines.\n")
    folder.write("a.md", b"Two.\r\nLines.\r\n")
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.\nLines.", day(2))]
    assert told(folder.sync(past=True)) == {"unchanged": 1}


def test_what_was_purged_does_not_come_back_from_the_past(folder, git, database):
    git.commit("2024-01-01", a__md="Secret.")
    git.commit("2024-02-01", a__md="Harmless.")
    folder.sync(past=True)
    purge(database, folder.documents.numbered("a.md", 1, principal=OWNER), now=NOON, actor="me")
    git.commit("2024-03-01", a__md="Newer.")
    folder.sync(past=True)
    texts = [folder.documents.text(version.id, principal=OWNER).strip() for version in folder.documents.versions("a.md", principal=OWNER)]
    assert texts == ["Harmless.", "Newer."]


def test_a_purged_document_comes_back_only_as_its_file_stands(folder, git, database):
    git.commit("2024-01-01", a__md="Secret.")
    git.commit("2024-02-01", a__md="Harmless.")
    folder.sync(past=True)
    purge(database, "a.md", now=NOON, actor="me")
    folder.sync(past=True)
    texts = [folder.documents.text(version.id, principal=OWNER).strip() for version in folder.documents.versions("a.md", principal=OWNER)]
    assert texts == ["Harmless."]


def test_each_state_has_the_groups_that_it_named_and_no_more_than_the_rules_give(folder, git):
    git.commit("2024-01-01", a__md="---\ngroups: [board]\n---\nSecret.")
    git.commit("2024-02-01", a__md="Open.")
    git.commit("2024-02-01", **{"hr/b__md": "---\ngroups: [everyone]\n---\nOne."})
    git.commit("2024-03-01", **{"hr/b__md": "Two."})
    folder.rules = (AccessRule(path="hr/**", groups=frozenset({"hr"})),)
    folder.sync(past=True)
    assert [version.groups for version in folder.documents.versions("a.md", principal=OWNER)] == [{"board"}, {"everyone"}]
    assert [version.number for version in folder.documents.versions("a.md", principal=member())] == [2]
    assert [version.groups for version in folder.documents.versions("hr/b.md", principal=OWNER)] == [{"hr"}, {"hr"}]
    with pytest.raises(UnknownDocument):
        folder.documents.versions("hr/b.md", principal=member())


def test_a_state_is_closed_to_those_whom_the_folder_that_it_lay_in_was_closed_to(folder, git):
    body = "".join(f"Line {number} stays what it is from state to state.\n" for number in range(20))
    git.commit("2024-01-01", **{"hr/a__md": f"Salaries by name.\n{body}"})
    git("mv", "hr/a.md", "a.md")
    git.commit("2024-02-01", a__md=f"For everybody.\n{body}")
    folder.rules = (AccessRule(path="hr/**", groups=frozenset({"hr"})),)
    folder.sync(past=True)
    assert [version.groups for version in folder.documents.versions("a.md", principal=OWNER)] == [{"hr"}, {"everyone"}]
    assert [version.number for version in folder.documents.versions("a.md", principal=member())] == [2]


def test_a_state_that_was_moved_as_it_was_follows_the_rules_of_where_it_came_to_lie(folder, git):
    body = "".join(f"Line {number} stays what it is from state to state.\n" for number in range(20))
    git.commit("2024-01-01", **{"hr/a__md": f"First.\n{body}", "b__md": f"Second.\n{body}"})
    git("mv", "hr/a.md", "a.md")
    git("mv", "b.md", "hr/b.md")
    git.commit("2024-02-01")
    git.commit("2024-03-01", a__md=f"Later.\n{body}", **{"hr/b__md": f"Later too.\n{body}"})
    folder.rules = (AccessRule(path="hr/**", groups=frozenset({"hr"})),)
    folder.sync(past=True)
    assert [version.groups for version in folder.documents.versions("a.md", principal=OWNER)] == [{"everyone"}, {"everyone"}]
    assert [version.groups for version in folder.documents.versions("hr/b.md", principal=OWNER)] == [{"hr"}, {"hr"}]


def test_a_state_of_an_excluded_or_hidden_folder_is_no_version(folder, git):
    body = "".join(f"Line {number} stays what it is from state to state.\n" for number in range(20))
    git.commit("2024-01-01", **{"drafts/a__md": f"Not to be read.\n{body}", "__hidden/b__md": f"Nor this.\n{body}"})
    git("mv", "drafts/a.md", "a.md")
    git("mv", ".hidden/b.md", "b.md")
    git.commit("2024-02-01", a__md=f"For everybody.\n{body}", b__md=f"This too.\n{body}")
    folder.settings = SourceSettings(exclude=("drafts/**",))
    folder.sync(past=True)
    for path in ("a.md", "b.md"):
        assert [day for _, day in versions(folder, path)] == [date(2024, 2, 1)]


def test_a_state_in_a_repository_below_the_root_is_told_by_the_root_s_rules(folder):
    git = Git(folder.root / "wiki")
    body = "".join(f"Line {number} stays what it is from state to state.\n" for number in range(20))
    git.commit("2024-01-01", **{"hr/a__md": f"Salaries by name.\n{body}"})
    git("mv", "hr/a.md", "a.md")
    git.commit("2024-02-01", a__md=f"For everybody.\n{body}")
    folder.rules = (AccessRule(path="wiki/hr/**", groups=frozenset({"hr"})),)
    folder.sync(past=True)
    assert [version.groups for version in folder.documents.versions("wiki/a.md", principal=OWNER)] == [{"hr"}, {"everyone"}]


def test_a_file_that_cannot_be_read_now_gets_no_past(folder, git):
    git.commit("2024-01-01", a__md="One.")
    folder.write("a.md", b"")
    report = folder.sync(past=True)
    assert told(report) == {"failed": 1}
    assert folder.documents.listing(principal=OWNER) == []


def test_a_long_past_is_kept_whole(folder, git):
    commits = (
        f"commit refs/heads/main\ncommitter N <n@e> {1_700_000_000 + number} +0000\ndata 0\nM 644 inline a.md\n" for number in range(150)
    )
    stream = "".join(f"{commit}data {len(text := f'State {number}.')}\n{text}\n" for number, commit in enumerate(commits))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=git.root, input=stream, text=True, check=True)
    git("reset", "-q", "--hard")
    assert told(folder.sync(past=True)) == {"added": 1, "past": 150}
    assert [text for text, _ in versions(folder, "a.md")] == [f"State {number}." for number in range(150)]


def test_a_file_and_its_past_are_one_transaction(folder, git):
    """A sync that is cut off never leaves an old state as the current one."""
    names = "abcdefghijklmnopqrst"
    for month in (1, 2, 3):
        git.commit(f"2024-0{month}-01", **{f"{name}__md": f"{name} {month}" for name in names})
    batches = []
    commit = folder.documents.commit

    class Watched:
        def __getattr__(self, name):
            return getattr(folder_documents, name)

        def commit(self, batch, *, now):
            batches.append([(incoming.path, incoming.past) for incoming in batch])
            return commit(batch, now=now)

    folder_documents, folder.documents = folder.documents, Watched()
    folder.sync(past=True)
    assert [entry for batch in batches for entry in batch] == [
        entry for name in names for entry in [(f"{name}.md", True)] * 3 + [(f"{name}.md", False)]
    ]
    assert len(batches) > 1
    assert all(batch[-1][1] is False for batch in batches)


# -- git itself ------------------------------------------------------------------------------------


def test_without_git_the_files_are_synced_and_it_is_said(folder, git):
    git.commit("2024-01-01", a__md="One.")
    report = folder.sync(past=True, git="no-such-git")
    assert told(report) == {"added": 1, "failed": 1}
    assert "'no-such-git' is not installed" in report.failed[0].reason
    assert "install git" in report.failed[0].remedy


def test_outside_of_a_repository_it_is_said(folder):
    folder.write("a.md", "Words.")
    report = folder.sync(past=True)
    assert told(report) == {"added": 1, "failed": 1}
    assert "in no git repository" in report.failed[0].reason


def test_a_repository_without_a_commit_has_no_past(folder, git):
    folder.write("a.md", "Words.")
    assert told(folder.sync(past=True)) == {"added": 1}


def test_a_shallow_clone_is_refused_since_it_would_give_wrong_days(folder, tmp_path):
    origin = Git(tmp_path / "origin")
    origin.commit("2024-01-01", a__md="One.")
    origin.commit("2024-02-01", a__md="Two.")
    shutil.rmtree(folder.root)
    origin("clone", "-q", "--depth", "1", f"file://{origin.root}", str(folder.root))
    report = folder.sync(past=True)
    assert told(report) == {"added": 1, "failed": 1}
    assert "shallow" in report.failed[0].reason
    assert "git fetch --unshallow" in report.failed[0].remedy


def test_a_broken_repository_is_told_and_the_files_are_synced(folder, git):
    git.commit("2024-01-01", a__md="One.")
    shutil.rmtree(folder.root / ".git" / "objects")
    report = folder.sync(past=True)
    assert told(report) == {"added": 1, "failed": 1}
    assert "git refuses" in report.failed[0].reason


def test_a_commit_of_a_day_that_no_calendar_has_stops_nothing(folder, git):
    commit = "commit refs/heads/main\ncommitter N <n@example.com> {} +0000\ndata 1\nx\nM 100644 inline {}\ndata 5\nWords\n\n"
    commits = commit.format(253_402_300_800, "far.md") + commit.format(1_704_067_200, "near.md")
    subprocess.run(["git", "fast-import", "--quiet"], input=commits.encode(), cwd=folder.root, check=True)
    git("reset", "-q", "--hard")
    assert told(folder.sync(past=True)) == {"added": 2, "past": 2}
    assert versions(folder, "near.md") == [("Words", day(1))]
    assert versions(folder, "far.md") == [("Words", date.max)]


def test_nothing_that_a_repository_names_is_run(folder, git, tmp_path):
    git.commit("2024-01-01", a__md="One.")
    git.commit("2024-02-01", a__md="Two.")
    trap = tmp_path / "sprung"
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\necho sprung >> '{trap}'\ncat\n")
    program.chmod(0o755)
    (folder.root / ".gitattributes").write_text("*.md diff=trap filter=trap\n")
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.trap.command", "diff.trap.textconv", "filter.trap.smudge"):
        git("config", name, str(program))
    for name in ("gpg.program", "core.sshCommand", "core.editor", "sequence.editor", "interactive.diffFilter"):
        git("config", name, str(program))
    git("config", "log.showSignature", "true")
    git("config", "core.hooksPath", str(tmp_path))
    assert told(folder.sync(past=True)) == {"added": 1, "past": 2}
    assert not trap.exists()


def test_settings_of_git_do_not_change_what_is_read(folder, git, monkeypatch):
    git.commit("2024-01-01", a__md="One.")
    git.commit("2024-02-01", a__md="Two.")
    settings = ("log.showRoot=false", "diff.renames=false", "color.ui=always", "log.date=relative", "diff.noprefix=true", "core.abbrev=4")
    for setting in settings:
        git("config", *setting.split("="))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    folder.sync(past=True)
    assert versions(folder, "a.md") == [("One.", day(1)), ("Two.", day(2))]


def test_a_repository_of_another_user_is_told_with_the_remedy(tmp_path):
    """Git's own words for it: another user's folder cannot be made without being that user."""
    said = "fatal: detected dubious ownership in repository at '/x'"
    program = tmp_path / "git"
    program.write_text(f'#!/bin/sh\necho "{said}" >&2\nexit 128\n')
    program.chmod(0o755)
    from untuned.errors import SourceError

    with Repository(tmp_path, program=str(program)) as repository, pytest.raises(SourceError, match="another user") as refused:
        repository.tracks()
    assert "safe.directory" in refused.value.remedy
