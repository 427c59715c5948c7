"""A backup that is put back opens nothing that was closed since."""

import pytest

from untuned.errors import UnknownDocument
from untuned.project import Project
from untuned.types.principal import member

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
