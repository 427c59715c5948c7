"""Pages that look alike and are about other things, from the files to what a sync says of them; and pages that do disagree."""

from pathlib import Path

import pytest

from untuned.project import Project

FIXTURES = Path(__file__).parent.parent / "fixtures" / "near_twins"


def groups(name):
    text = (FIXTURES / f"{name}.md").read_text(encoding="utf-8").partition("-->")[2]
    for group in text.split("\n@@ ")[1:]:
        about, _, pages = group.partition("\n")
        yield pytest.param([page.strip() + "\n" for page in f"\n{pages}".split("\n%% ")[1:]], id=about)


def found(root, pages):
    (root / "untuned.toml").write_text("", encoding="utf-8")
    for number, page in enumerate(pages):
        (root / f"{number}.md").write_text(page, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        return project.disagreements()


@pytest.mark.parametrize("pages", list(groups("harmless")))
def test_pages_about_other_things_of_one_kind_do_not_disagree(tmp_path, pages):
    assert len(pages) > 1
    assert found(tmp_path, pages) == []


@pytest.mark.parametrize("pages", list(groups("contrary")))
def test_two_pages_about_one_thing_disagree_once(tmp_path, pages):
    assert len(found(tmp_path, pages)) == 1
