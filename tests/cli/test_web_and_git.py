"""Pages of the web and the past of a git folder, from the command line."""

import os
import shutil
import subprocess

import pytest

from websites import Reply, html, prose, serving


@pytest.fixture
def site():
    with serving() as served:
        served.put("/help/warranty", html(prose("The warranty of the Atlas kettle is seven years."), title="Warranty"))
        yield served


@pytest.fixture
def reading(project):
    """Lets the project read a site on this machine."""

    def write(**settings):
        lines = "".join(f"{name} = {value}\n" for name, value in {"allow_private": "true", **settings}.items())
        file = project / "untuned.toml"
        before = file.read_text(encoding="utf-8")
        assert before.count("\n[web]\n") == 1
        file.write_text(before.replace("\n[web]\n", f"\n[web]\n{lines}"), encoding="utf-8")

    return write


def test_a_page_is_synced_by_its_address_asked_and_shown(site, reading, untuned):
    reading()
    page = site.at("/help/warranty")
    assert untuned("sync", f"{page}#top").out.startswith("1 added")
    assert f"{page}:" in untuned("ask", "How long is the warranty of the Atlas kettle?").out
    assert "seven years" in untuned("show", page.upper().replace("/HELP/WARRANTY", "/help/warranty")).out
    assert f"{page}@1" in untuned("history", page).out
    assert untuned("purge", f"{page}@1", "--yes").code == 0
    assert untuned("show", page).code == 1


def test_a_sync_reads_the_pages_of_the_settings_and_reports_what_fails(site, reading, untuned):
    site.put("/broken", Reply(status=500))
    reading(urls=[site.at("/help/warranty"), site.at("/broken")])
    called = untuned("sync")
    assert called.code == 1
    assert "1 added" in called.out
    assert f"{site.at('/broken')}: its host answers 500" in called.out


def test_a_page_of_this_machine_is_refused_until_it_is_allowed(site, project, untuned):
    called = untuned("sync", site.at("/help/warranty"))
    assert called.code == 1
    assert "an address of a private network or of this machine" in called.out
    assert "web.allow_private = true" in called.out
    assert site.asked == []


def test_pages_are_not_watched(project, untuned):
    called = untuned("sync", "--watch", "https://example.com/")
    assert called.code == 2
    assert "cannot be watched" in called.err


def test_doctor_tells_of_the_pages(reading, untuned):
    reading(urls=["http://0x7f.1/"])
    called = untuned("doctor")
    assert "disguised number" in called.out
    assert "may lead to private networks" in called.out


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_past_of_a_git_folder_is_synced_and_cited(project, untuned):
    def git(*arguments, day):
        who = {f"GIT_{role}_{part}": "n" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        given = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull, **who}
        subprocess.run(["git", *arguments], cwd=project, env=os.environ | given, check=True, capture_output=True)

    git("init", "-q", day="2024-01-01")
    file = project / "docs" / "fees.md"
    for day, words in (("2024-01-01", "The late fee is 5 euros."), ("2024-06-01", "The late fee is 9 euros.")):
        file.write_text(f"# Fees\n\n{words}\n", encoding="utf-8")
        git("add", "-A", day=day)
        git("commit", "-q", "-m", day, day=day)
    assert "2 versions from commits" in untuned("sync", "docs/fees.md", "--git-history").out
    assert "in force 2024-01-01" in untuned("history", "docs/fees.md").out
    assert "9 euros" in untuned("ask", "How high is the late fee?").out
    assert "5 euros" in untuned("show", "docs/fees.md@1").out


def test_a_page_that_cannot_be_fetched_any_more_is_noted_where_it_answers(site, reading, untuned):
    page = site.at("/help/warranty")
    reading(urls=[page])
    untuned("sync")
    question = "How long is the warranty of the Atlas kettle?"
    assert "could not be read" not in untuned("ask", question).err
    site.put("/help/warranty", Reply(status=500))
    assert untuned("sync").code == 1
    noted = untuned("ask", question)
    assert f"{page}:" in noted.out
    assert f"note: {page} could not be read since " in noted.err
    assert untuned("sync", "docs").code == 0  # which does not look at pages
    assert f"note: {page} could not be read since " in untuned("ask", question).err
    site.put("/help/warranty", html(prose("The warranty of the Atlas kettle is seven years."), title="Warranty"))
    assert untuned("sync").code == 0
    assert "could not be read" not in untuned("ask", question).err


def test_every_page_of_a_host_that_is_gone_is_noted(reading, untuned):
    with serving() as served:
        pages = [served.put(f"/{name}", html(prose(f"The {name} valve is made of brass."), title=name)) for name in ("inlet", "outlet")]
        reading(urls=pages)
        untuned("sync")
    assert untuned("sync").code == 1
    for name, page in zip(("inlet", "outlet"), pages, strict=True):
        assert f"note: {page} could not be read since " in untuned("ask", f"What is the {name} valve made of?").err
