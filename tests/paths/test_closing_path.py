"""A project that was closed stays closed: nothing is opened behind its back, where nobody would close it again."""

import asyncio
import threading

import pytest

import untuned
from untuned.errors import ProjectClosed
from untuned.project import Project
from untuned.project.climbing import ClimbOrder
from untuned.project.comparing import Order
from untuned.store.database import Database

ASKED = "Within how many days is a refund possible?"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Refunds\n\nA refund is possible within 14 days of the purchase.\n", encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        opened.sync()
        opened.ask_sync(ASKED)
    return opened


@pytest.mark.parametrize(
    "used",
    [
        lambda one: one.ask_sync(ASKED),
        lambda one: asyncio.run(one.ask(ASKED)),
        lambda one: list(one.ask_stream_sync(ASKED)),
        lambda one: one.search(ASKED),
        lambda one: one.sync(),
        lambda one: one.status(),
        lambda one: one.answer("a1"),
        lambda one: one.history("a.md"),
        lambda one: one.questions_now(),
        lambda one: one.stale(),
        lambda one: one.measure(Order(variants=("default",))),
        lambda one: one.climb(ClimbOrder()),
        lambda one: one.purge("a.md"),
    ],
)
def test_a_project_that_was_closed_says_so_and_opens_nothing(project, used):
    with pytest.raises(ProjectClosed, match=r"the project is closed; open it anew with untuned\.open\(folder\)"):
        used(project)
    assert [part for part in ("database", "views", "loop", "_preparer") if part in vars(project)] == []
    assert [one.name for one in threading.enumerate() if one.name.startswith("untuned")] == []


def test_a_project_is_closed_as_often_as_one_likes_and_shows_where_it_was(project):
    project.close()
    asyncio.run(project.aclose())
    assert (project.closed, repr(project)) == (True, f"<Project {project.root}, read as its owner>")


def test_another_opening_of_the_same_folder_is_not_closed_with_it(project):
    with untuned.open(project.root) as other:
        assert (other.closed, other.answer("a1").state) == (False, "answered")


def test_a_restored_project_goes_on(project, tmp_path):
    with untuned.open(project.root) as other:
        copy = other.backup(tmp_path / "copy.untuned")
        other.restore(copy)
        assert (other.closed, other.ask_sync(ASKED).state) == (False, "answered")


def test_what_was_opened_once_more_before_a_project_is_closed_is_closed_too(project):
    class Opening(Project):
        def _let_go(self):
            super()._let_go()
            if not self.closed:
                assert self.database

    again = Opening.open(project.root)
    again.close()
    assert "database" not in vars(again)


def test_what_a_thread_is_opening_while_the_project_is_closed_is_closed_too(project, monkeypatch):
    begun, go_on, opened, told = threading.Event(), threading.Event(), [], []
    opens = Database.open

    def slowly(*given, **more):
        begun.set()
        go_on.wait(10)
        opened.append(opens(*given, **more))
        return opened[0]

    def use():
        with pytest.raises(ProjectClosed):
            told.append(again.documents)

    monkeypatch.setattr(Database, "open", slowly)
    again = untuned.open(project.root)
    thread = threading.Thread(target=use)
    thread.start()
    begun.wait(10)
    again.close()
    go_on.set()
    thread.join()
    assert (told, [part for part in ("database", "documents") if part in vars(again)]) == ([], [])
    assert opened[0].engine.pool.checkedin() == 0
