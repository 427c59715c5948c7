"""What a caller of Python cannot have meant is told at once, in words, and nothing comes of it."""

import copy
import pickle
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import untuned
from untuned.errors import UnknownDocument, UnknownVersion
from untuned.project.climbing import ClimbOrder
from untuned.project.comparing import Order

ASKED = "How high is the fee?"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# Fees\n\nThe fee is 14 euros.\n", encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        opened.sync()
        opened.ask_sync(ASKED)
        yield opened


@pytest.mark.parametrize(
    ("misused", "told"),
    [
        (lambda one: one.search(ASKED, limit=-1), "limit is -1; give 0 or more"),
        (lambda one: one.answers(-1), "limit is -1"),
        (lambda one: one.recent_conversations(-1), "limit is -1"),
        (lambda one: one.summarise("docs/a.md", sentences=-1), "sentences is -1"),
        (lambda one: one.gaps(limit=-1), "limit is -1"),
        (lambda one: one.audit(0), "limit is 0; give 1 or more"),
        (lambda one: one.draft_questions(-1), "count is -1"),
        (lambda one: one.propose_leans(limit=-1), "limit is -1"),
        (lambda one: one.sync(mode="FULL"), "mode is 'FULL'; give one of 'changed', 'full'"),
        (lambda one: one.stale(["answers"]), "'answers'; give one of 'answer'"),
        (lambda one: one.disagreements(relation="both"), "give one of 'documents', 'versions'"),
        (lambda one: one.spend("lunch", hours=1), "give one of 'data'"),
        (lambda one: one.page_html("m1", language="de"), "language is 'de'; give one of 'en', 'ru'"),
        (lambda one: one.export_questions(shape="pdf"), "give one of 'jsonl'"),
        (lambda one: one.export_questions(split="train"), "give one of 'dev', 'locked'"),
        (lambda one: one.split_questions(share=2), "from 0 to 1"),
        (lambda _one: Order(variants=()), "no variant"),
        (lambda _one: Order(variants=("default",), split="train"), "give one of 'dev'"),
        (lambda _one: Order(variants=("default",), limit=0), "limit is 0; give 1 or more"),
        (lambda _one: Order(variants=("default",), repeats=-1), "repeats is -1"),
        (lambda _one: ClimbOrder(concurrency=0), "concurrency is 0"),
        (lambda _one: ClimbOrder(split="all"), "give one of 'dev', 'locked'"),
    ],
)
def test_a_value_that_there_is_not_is_a_value_error(project, misused, told):
    with pytest.raises(ValueError, match=told):
        misused(project)


@pytest.mark.parametrize(
    ("misused", "told"),
    [
        (lambda one: one.search(None), "a question is a str, not NoneType"),
        (lambda one: one.ask_sync(["How", "high"]), "a question is a str, not list"),
        (lambda one: one.search(ASKED, limit="5"), "limit is a whole number, not str"),
        (lambda one: one.answers(2.5), "limit is a whole number, not float"),
        (lambda one: one.answer(1), "is a str, not int"),
        (lambda one: one.trace(None), "is a str, not NoneType"),
        (lambda one: one.citation("1"), "is a whole number, not str"),
        (lambda one: one.history(3), "not int"),
        (lambda one: one.history(None), "the path of a document is a str or a pathlib.Path, not NoneType"),
        (lambda one: one.purge(b"docs/a.md"), "the path of a document is a str or a pathlib.Path, not bytes"),
        (lambda one: one.version("docs/a.md", "1"), "the number of a version is a whole number, not str"),
        (lambda one: one.diff("docs/a.md", "1", "2"), "the number of a version is a whole number, not str"),
        (lambda one: one.sync(b"docs"), "a path is a str or a pathlib.Path, not bytes"),
        (lambda one: one.sync(3), "a path is a str or a pathlib.Path, not int"),
        (lambda one: one.sync(["docs", None]), "a path is a str or a pathlib.Path, not NoneType"),
        (lambda one: one.check(paths=[1]), "a path is a str or a pathlib.Path, not int"),
        (lambda one: one.summarise("docs/a.md", topic=None), "topic is a str, not NoneType"),
        (lambda _one: untuned.open(b"docs"), "a folder is a str or a pathlib.Path, not bytes"),
        (lambda _one: untuned.open(3), "a folder is a str or a pathlib.Path, not int"),
        (lambda _one: untuned.Project.init(None), "a folder is a str or a pathlib.Path, not NoneType"),
        (lambda _one: untuned.member(None), r"groups are names, or one name, not None: untuned\.member\('hr'\)"),
        (lambda _one: untuned.member(b"hr"), "groups are names"),
        (lambda one: one.import_questions([{"question": "Why?"}]), "a file is a str or a pathlib.Path, not list"),
        (lambda one: one.import_answers(None), "a file is a str or a pathlib.Path, not NoneType"),
        (lambda one: one.import_ratings(3), "a file is a str or a pathlib.Path, not int"),
        (lambda one: one.backup(None), "a file is a str or a pathlib.Path, not NoneType"),
        (lambda one: one.restore(b"kept.zip"), "a file is a str or a pathlib.Path, not bytes"),
        (lambda one: one.remove_questions(3), "names are a str, or several of them, not int"),
        (lambda one: one.spend("data", hours="1"), "hours is a number, not str"),
        (lambda one: one.split_questions(share="half"), "share is a number, not str"),
        (lambda one: one.stale(today="2025-01-01"), "a day is a datetime.date, not str"),
        (lambda one: one.check(today="2025-01-01"), "a day is a datetime.date, not str"),
        (lambda one: one.gaps(since=date(2025, 1, 1)), "since is a datetime, not date"),
        (lambda one: one.changed_since("a1"), r"project\.answer\('a1'\) reads it"),
        (lambda one: one.asked_again("a1"), r"project\.answer\('a1'\) reads it"),
        (lambda one: one.changed_since(None), r"what is given is of type NoneType, not Answer: project\.answer\('a1'\)"),
        (lambda one: one.measure("default"), r"is of type str, not Order: untuned\.project\.comparing\.Order\(variants="),
        (lambda one: one.measure(ClimbOrder()), "is of type ClimbOrder, not Order"),
        (lambda one: one.foresee(["default"]), "is of type list, not Order"),
        (lambda one: one.climb("default"), r"is of type str, not ClimbOrder: untuned\.project\.climbing\.ClimbOrder\(quality="),
        (lambda one: one.climb(Order(variants=("default",))), "is of type Order, not ClimbOrder"),
        (lambda one: one.foresee_climb(None), "is of type NoneType, not ClimbOrder"),
        (lambda one: one.parity(None, "default"), "the name of a variant is a str, not NoneType"),
        (lambda one: one.gates_under("m1", ["correct=0.8"]), r"is of type str, not Report: project\.report\('m1'\)"),
        (lambda one: one.gates_no_worse("m1", "m1"), r"project\.report\('m1'\) reads"),
        (lambda one: one.advise(today="2025-01-01"), "a day is a datetime.date, not str"),
        (lambda one: untuned.open(one.root, principal="hr"), r"untuned\.member\('hr'\)"),
        (lambda one: untuned.open(one.root, principal=None), r"untuned\.OWNER"),
        (lambda _one: untuned.Principal(groups="hr"), r"untuned\.member\('hr'\)"),
        (lambda _one: untuned.Principal(groups=frozenset(), owner="false"), "owner is True or False"),
        (lambda _one: untuned.member([1]), "names"),
        (lambda _one: Order(variants="default"), r"such as \('default',\)"),
        (lambda _one: Order(variants=(None,)), "the name of a variant is a str, not NoneType"),
        (lambda _one: ClimbOrder(limit="5"), "limit is a whole number"),
    ],
)
def test_a_value_of_another_type_is_a_type_error_that_names_what_to_give(project, misused, told):
    with pytest.raises(TypeError, match=told):
        misused(project)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_an_open_project_is_not_copied_and_the_error_says_what_to_do(project, copied):
    with pytest.raises(TypeError, match=r"untuned\.open\(folder\) in the process that asks"):
        copied(project)


def test_a_project_shows_where_it_is_and_who_reads_it(project):
    assert repr(project) == f"<Project {project.root}, read as its owner>"
    with untuned.open(project.root, principal=untuned.member("hr")) as mine:
        assert repr(mine) == f"<Project {project.root}, read as a member of everyone, hr>"


def test_a_status_that_there_is_not_is_not_written(project):
    lean = project.lean("answer:a1", "docs/a.md")
    with pytest.raises(ValueError, match="status is 'maybe'; give one of 'declared'"):
        project.judge_leans([lean.id], "maybe")
    assert [one.status for one in project.leans.listing()] == ["declared"]


@pytest.mark.parametrize("most", [2**31 - 1, 10**30])
def test_more_than_there_can_be_is_all_that_there_is(project, most):
    assert (len(project.answers(most)), len(project.search(ASKED, limit=most))) == (1, 1)


def test_a_document_is_named_by_its_path_as_a_text_or_as_a_path(project):
    path = Path("docs") / "a.md"
    assert (project.history(path), project.version(path)) == (project.history("docs/a.md"), project.version("docs/a.md"))
    assert (project.diff(path, 1, 1), project.document_tags(path).path, project.summarise(path).path) == ("", "docs/a.md", "docs/a.md")
    assert project.lean("answer:a1", path).path == "docs/a.md"
    assert project.purge(path).versions == (1,)


def test_a_place_below_the_projects_folder_names_the_document_that_lies_there(project, tmp_path):
    (tmp_path / "linked").symlink_to(tmp_path, target_is_directory=True)
    known = project.version("docs/a.md")
    for given in ("./docs/a.md", "docs/a.md", project.root / "docs" / "a.md", str(project.root / "docs" / "a.md")):
        assert project.version(given) == known
    with untuned.open(tmp_path / "linked") as other:
        assert other.version(other.root / "docs" / "a.md") == known
    with pytest.raises(UnknownDocument):
        project.version(Path("/elsewhere/docs/a.md"))


@pytest.mark.parametrize(("kept", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_is_the_same_however_its_letters_are_composed(project, tmp_path, kept, typed):
    """macOS and the archives it packs keep marks apart; keyboards write them together."""
    name = unicodedata.normalize(kept, "docs/Café für Ёлки.md")
    (tmp_path / name).write_text("# Café\n\nThe fee of the café is 9 euros.\n", encoding="utf-8")
    project.sync()
    given = unicodedata.normalize(typed, name)
    assert project.history(given) == project.history(name)
    assert project.diff(given, 1, 1) == ""
    assert project.document_tags(given).path == project.summarise(given).path == name
    assert project.purge(given).versions
    with pytest.raises(UnknownVersion):
        project.version(given)


def test_one_name_is_a_list_of_it(project, tmp_path):
    (tmp_path / "asked.jsonl").write_text('{"question": "How high is the fee?", "answer": "14 euros"}\n', encoding="utf-8")
    (question,) = project.import_questions(tmp_path / "asked.jsonl").questions
    assert project.questions_now(question.id) == project.questions_now([question.id])
    assert project.confirm_questions(question.id) == project.confirm_questions([question.id])
    assert project.export_questions(ids=question.id).questions == 1
    project.lean(f"question:{question.id}", "docs/a.md")
    assert project.settle(f"question:{question.id}") == 0
    assert project.stale("question") == project.stale(["question"])
    assert project.unread_since("docs/a.md") == {}
    assert project.remove_questions(question.id) == 1
    assert project.leans.listing() == []


def test_a_moment_is_its_day(project):
    assert project.stale(today=datetime(2025, 1, 1, 12, tzinfo=UTC)) == project.stale(today=date(2025, 1, 1))
    assert project.check(today=datetime(2025, 1, 1, 12, tzinfo=UTC)) == project.check(today=date(2025, 1, 1))


def test_groups_of_a_set_are_kept_unchangeable():
    assert untuned.Principal(groups={"hr"}).groups == frozenset({"hr"})
