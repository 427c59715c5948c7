"""A backup that is put back opens nothing that was closed since."""

import os
import subprocess
import sys

import pytest

from untuned.errors import UnknownDocument
from untuned.project import Project
from untuned.types.principal import OWNER, member

RULE = '[[access]]\npath = "hr/**"\ngroups = ["hr"]\n'


@pytest.fixture
def backed_up(tmp_path, tmp_path_factory):
    """A folder whose backup is of a day on which everybody might read it all, and the backup."""
    copy = tmp_path_factory.mktemp("kept") / "copy"
    for name, text in {"untuned.toml": "", "hr/pay.md": "# Pay\n\nThe chief earns 4,000 euros.\n", "open.md": "# Open\n\nAll.\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        project.backup(copy)
    return tmp_path, copy


def test_documents_of_a_backup_follow_the_rules_of_today_before_any_sync(backed_up):
    folder, copy = backed_up
    (folder / "untuned.toml").write_text(RULE, encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        project.restore(copy)
        assert {one.path for one in project.documents.listing(principal=project.principal)} == {"hr/pay.md", "open.md"}
    with Project.open(folder, principal=member("sales")) as project:
        assert [one.version.path for one in project.search("What does the chief earn?")] == []
        with pytest.raises(UnknownDocument):
            project.version("hr/pay.md")
        assert "All." in project.version("open.md")[1]


@pytest.mark.parametrize("first", [OWNER, member("sales")])
def test_a_restore_that_was_killed_opens_nothing_either(backed_up, first):
    folder, copy = backed_up
    (folder / "untuned.toml").write_text(RULE, encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
    killed(folder, copy)
    with Project.open(folder, principal=first) as project:
        assert project.status().documents
    with Project.open(folder, principal=member("sales")) as project:
        assert [one.version.path for one in project.search("What does the chief earn?")] == []
        with pytest.raises(UnknownDocument):
            project.version("hr/pay.md")


def test_whoever_opens_a_restored_project_second_has_nothing_left_to_see_to(backed_up):
    folder, copy = backed_up
    killed(folder, copy)
    with Project.open(folder) as project:
        assert project.database.groups_owed
    with Project.open(folder) as project:
        assert not project.database.groups_owed


def killed(folder, copy):
    """A restore by a process that is killed as soon as the backup is in its place."""
    script = (
        "import sys; from untuned.project import Project\nwith Project.open(sys.argv[1]) as project:\n    project.restore(sys.argv[2])\n"
    )
    environment = os.environ | {"UNTUNED_FAULT": "store.restore.after", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(copy)], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode in {-9, 137}, run.stderr
