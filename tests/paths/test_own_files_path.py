"""Files among the documents that are the project's own: they are never synced, whatever their names are, and that is told."""

import json
import shutil

import pytest

from untuned.project import Project
from untuned.store.own_files import OwnFiles
from untuned.text.own_pages import marked

LEAVE = "# Leave\n\nEach employee has 28 days of leave a year.\n"
ASKED = '{"question": "How many days of leave?", "unanswerable": true}\n'
PAGE = marked(
    "<!doctype html>\n<html>\n<head>\n<meta name=\"generator\" content=\"untuned 0.5.0\">\n<title>Comparison</title>\n</head>\n"
    "<body><main><p>Each employee has 28 days of leave a year.</p></main></body>\n</html>\n"
)  # fmt: skip
HARD = "odd [1]*?.jsonl"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "leave.md").write_text(LEAVE, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('name = "test"\n', encoding="utf-8")
    return tmp_path


def synced(folder, settings=None):
    """The report of a sync, and the documents after it."""
    if settings is not None:
        (folder / "untuned.toml").write_text(settings, encoding="utf-8")
    with Project.open(folder) as project:
        report = project.sync()
        return report, {one.path for one in project.documents.listing(principal=project.principal)}


@pytest.mark.parametrize(
    "setting",
    [
        "[router]\nexamples = {name}\n",
        "[advice]\nrows = {name}\n",
        '[tasks.mails]\nlabels = ["a", "b"]\nexamples = {name}\n',
        "[tasks.mails]\nschema = {name}\n",
        "[model]\nprompts = {name}\n",
        "[variants.other]\nmodel.prompts = {name}\n",
    ],
)
@pytest.mark.parametrize("name", ["own.jsonl", f"deep/{HARD}", f"./deep/../deep/{HARD}"])
def test_a_file_that_the_settings_name_is_no_document_and_its_like_elsewhere_is_one(folder, setting, name):
    place = folder / name.rpartition("../")[2]
    for file in (place, folder / "other" / place.name):
        file.parent.mkdir(exist_ok=True)
        file.write_text(ASKED, encoding="utf-8")
    report, found = synced(folder, setting.format(name=json.dumps(name)))
    assert report.ok
    assert found == {"leave.md", f"other/{place.name}"}


def test_a_file_that_the_settings_name_by_a_link_is_no_document(folder):
    (folder / "real.jsonl").write_text(ASKED, encoding="utf-8")
    (folder / "link.jsonl").symlink_to("real.jsonl")
    assert synced(folder, '[router]\nexamples = "link.jsonl"\n')[1] == {"leave.md"}


def test_a_page_of_untuned_is_passed_over_and_told_and_no_failure(folder):
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    for _ in range(2):
        report, found = synced(folder)
        assert (report.ok, report.own, found) == (True, ("page.html",), {"leave.md"})


def test_a_page_of_untuned_that_was_changed_fails_since_it_quotes_what_not_all_may_read(folder):
    (folder / "page.html").write_text(PAGE.replace("28", "30"), encoding="utf-8")
    (failed,) = synced(folder)[0].failed
    assert "changed since" in failed.reason


def test_a_page_that_looks_like_one_is_a_document(folder):
    page = f"<html><head><meta name='generator' content='untuned 0.5.0'></head><body><p>Of pages.</p><pre>{PAGE}</pre></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    report, found = synced(folder)
    assert (report.own, found) == ((), {"leave.md", "page.html"})


def test_a_document_that_a_page_of_untuned_replaces_leaves_search(folder):
    (folder / "page.html").write_text("<p>Of other things.</p>", encoding="utf-8")
    assert "page.html" in synced(folder)[1]
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    report, found = synced(folder)
    assert (report.removed, report.own, found) == (1, ("page.html",), {"leave.md"})
    assert synced(folder)[0].removed == 0


def test_a_file_that_failed_before_is_no_failure_once_a_page_stands_there(folder):
    (folder / "page.html").write_text("", encoding="utf-8")
    assert not synced(folder)[0].ok
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    assert synced(folder)[0].ok
    with Project.open(folder) as project:
        assert project.status().failed == 0


def test_a_dry_run_tells_what_would_be_passed_over_and_notes_nothing(folder):
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    with Project.open(folder) as project:
        assert project.sync(dry_run=True).own == ("page.html",)


def asked_from(folder, name):
    """The notes of taking questions in from a file."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(ASKED, encoding="utf-8")
    with Project.open(folder) as project:
        return project.import_questions(folder / name).notes


@pytest.mark.parametrize("name", ["asked.jsonl", f"deep/{HARD}"])
def test_a_file_of_questions_that_was_taken_in_is_no_document_from_then_on(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(ASKED, encoding="utf-8")
    assert name in synced(folder)[1]
    (note,) = asked_from(folder, name)
    assert "no document from now on" in note.text
    with Project.open(folder) as project:
        assert {one.path for one in project.documents.listing(principal=project.principal)} == {"leave.md"}
    report, found = synced(folder)
    assert (report.removed, report.own, found) == (0, (name,), {"leave.md"})
    assert asked_from(folder, name) == ()


def test_a_file_of_questions_that_paths_name_itself_stays_a_document(folder):
    (note,) = asked_from(folder, "asked.jsonl")
    assert 'paths = [".", "asked.jsonl"]' in note.text
    report, found = synced(folder, '[sources]\npaths = [".", "asked.jsonl"]\n')
    assert (report.own, found) == ((), {"leave.md", "asked.jsonl"})
    (note,) = asked_from(folder, "asked.jsonl")
    assert "take it out of 'paths'" in note.text


def test_a_dry_run_of_an_import_leaves_its_file_a_document(folder):
    (folder / "asked.jsonl").write_text(ASKED, encoding="utf-8")
    with Project.open(folder) as project:
        assert project.import_questions(folder / "asked.jsonl", dry_run=True).notes == ()
    assert "asked.jsonl" in synced(folder)[1]


def test_a_file_elsewhere_needs_no_note(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("elsewhere") / "asked.jsonl"
    place.write_text(ASKED, encoding="utf-8")
    with Project.open(folder) as project:
        assert project.import_questions(place).notes == ()
        assert project.keep_own(folder / "figures.unread") is None


@pytest.mark.parametrize("name", ["renamed.jsonl", f"deep/{HARD}", "renamed.txt"])
def test_an_own_file_that_is_renamed_is_still_no_document(folder, name):
    asked_from(folder, "asked.jsonl")
    synced(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / "asked.jsonl").rename(folder / name)
    for _ in range(2):
        report, found = synced(folder)
        assert (report.ok, report.own, found) == (True, (name,), {"leave.md"})


def test_an_own_file_that_was_edited_and_then_renamed_is_still_no_document(folder):
    asked_from(folder, "asked.jsonl")
    for name, former in (("second.jsonl", "asked.jsonl"), ("third.jsonl", "second.jsonl")):
        with (folder / former).open("a", encoding="utf-8") as file:
            file.write('{"question": "How many more days of leave?", "unanswerable": true}\n')
        synced(folder)
        (folder / former).rename(folder / name)
        assert synced(folder)[1] == {"leave.md"}


def test_a_document_may_lie_where_an_own_file_lay_before_it_was_renamed(folder):
    asked_from(folder, "asked.txt")
    (folder / "asked.txt").rename(folder / "renamed.txt")
    synced(folder)
    (folder / "asked.txt").write_text(LEAVE, encoding="utf-8")
    assert synced(folder)[1] == {"leave.md", "asked.txt"}


def test_a_dry_run_tells_of_a_renamed_own_file_and_notes_nothing(folder):
    asked_from(folder, "asked.jsonl")
    (folder / "asked.jsonl").rename(folder / "renamed.jsonl")
    with Project.open(folder) as project:
        assert project.sync(dry_run=True).own == ("renamed.jsonl",)
        assert set(OwnFiles(project.database).listing()) == {"asked.jsonl"}


@pytest.mark.parametrize("name", ["renamed.jsonl", "asked.jsonl"])
def test_a_file_with_an_own_files_words_is_a_document_where_paths_name_it(folder, name):
    asked_from(folder, "asked.jsonl")
    (folder / "asked.jsonl").rename(folder / name)
    assert name in synced(folder, f'[sources]\npaths = [".", "{name}"]\n')[1]


def test_a_restored_project_knows_the_own_files_of_its_backup(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("kept") / "copy"
    asked_from(folder, "asked.jsonl")
    with Project.open(folder) as project:
        project.backup(copy)
    shutil.rmtree(folder / ".untuned")
    with Project.open(folder) as project:
        project.restore(copy)
    assert synced(folder)[1] == {"leave.md"}


def test_a_restore_forgets_no_own_file_that_was_noted_after_the_backup(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("kept") / "copy"
    with Project.open(folder) as project:
        project.backup(copy)
    asked_from(folder, "asked.jsonl")
    with Project.open(folder) as project:
        project.restore(copy)
    assert synced(folder)[1] == {"leave.md"}


def test_a_damaged_database_is_restored_with_the_own_files_of_its_backup(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("kept") / "copy"
    asked_from(folder, "asked.jsonl")
    with Project.open(folder) as project:
        project.backup(copy)
    (folder / ".untuned" / "truth.sqlite3").write_bytes(b"no database at all" * 100)
    with Project.open(folder) as project:
        project.restore(copy)
    assert synced(folder)[1] == {"leave.md"}


def test_a_project_that_is_open_learns_what_another_process_notes(folder):
    with Project.open(folder) as project:
        project.sync()
        asked_from(folder, "asked.jsonl")
        assert project.sync().own == ("asked.jsonl",)


def test_own_files_that_an_older_release_noted_in_a_file_are_taken_in_once(folder):
    (folder / "asked.jsonl").write_text(ASKED, encoding="utf-8")
    notes = folder / ".untuned" / "own_files.jsonl"
    notes.parent.mkdir()
    notes.write_bytes(b'\n"asked.jsonl"\n\n"gone.jsonl"\n\n"cut o')
    report, found = synced(folder)
    assert (report.own, found, notes.exists()) == (("asked.jsonl",), {"leave.md"}, False)
    (folder / "asked.jsonl").rename(folder / "renamed.jsonl")
    assert synced(folder)[1] == {"leave.md"}


def test_the_remedy_keeps_the_paths_that_are_set(folder):
    (folder / "untuned.toml").write_text('[sources]\npaths = ["leave.md", "deep"]\n', encoding="utf-8")
    (note,) = asked_from(folder, "deep/asked.jsonl")
    assert 'paths = ["leave.md", "deep", "deep/asked.jsonl"]' in note.text


def test_no_question_is_tied_to_its_own_file_though_that_was_synced_before(folder):
    asked = {"question": "How many days of leave has each employee?", "answers": ["28 days of leave a year"]}
    (folder / "asked.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    assert synced(folder)[1] == {"asked.jsonl", "leave.md"}
    with Project.open(folder) as project:
        (question,) = project.import_questions(folder / "asked.jsonl").questions
    assert {one.path for one in question.evidence} == {"leave.md"}


def test_a_questions_own_file_is_no_evidence_for_it_before_the_next_sync_either(folder):
    asked = {"id": "q1", "question": "How many days of leave has each employee?", "answers": ["28 days of leave a year"]}
    (folder / "asked.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    assert synced(folder)[1] == {"asked.jsonl", "leave.md"}
    with Project.open(folder) as project:
        project.import_questions(folder / "asked.jsonl")
    with Project.open(folder) as project:
        answer = project.ask_sync(asked["question"])
        assert {citation.path for claim in answer.claims for citation in claim.citations} == {"leave.md"}
        assert {passage.version.path for passage in project.search(asked["question"])} == {"leave.md"}


def test_what_a_process_measures_right_after_an_import_has_no_evidence_of_the_questions_own_file(folder):
    asked = {"id": "q1", "question": "Who keeps the spare key of the boathouse?", "answers": ["Ada Lindqvist"]}
    (folder / "asked.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    synced(folder)
    with Project.open(folder) as project:
        assert project.search(asked["question"])
        project.import_questions(folder / "asked.jsonl")
        assert not project.ask_sync(asked["question"]).claims
        assert all(passage.version.path == "leave.md" for passage in project.search(asked["question"]))


def test_a_file_that_paths_name_stays_a_document_after_an_import(folder):
    (folder / "asked.jsonl").write_text(ASKED, encoding="utf-8")
    synced(folder, settings='[sources]\npaths = [".", "asked.jsonl"]\n')
    with Project.open(folder) as project:
        (note, *_) = project.import_questions(folder / "asked.jsonl").notes
        assert "is read as a document" in note.text
        assert "asked.jsonl" in {one.path for one in project.documents.listing(principal=project.principal)}
