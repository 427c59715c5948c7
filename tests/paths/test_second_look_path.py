"""Asked in other words than the documents', what stands out by meaning is shown, verified as ever; and nothing is where nothing does."""

from dataclasses import replace

import pytest

from embedding import MINILM, needs_minilm
from meaning import Tiring
from untuned.project import Project
from untuned.rag.second_look import NOTE
from untuned.types.principal import member

SETTINGS = '[sources]\nlanguages = ["en"]\n\n[extensions]\nembedder = "meaning:Knowing"\n'
PAGES = {
    "contract.md": "# Contract\n\n## Ending\n\nTo terminate employment, a letter to Personnel is needed four weeks before.\n",
    "guests.md": "# Guests\n\n## Stay\n\nVisitors are lodged in the guest flat for 22 EUR. Bed linen is supplied.\n",
    "garden.md": "# Garden\n\nBenches behind the house are open until dusk. Paths are swept daily. Roses are watered by volunteers.\n",
    "kitchen.md": "# Kitchen\n\nWhoever used the stove cleans it. Milk is bought on demand. Cups belong into the dishwasher.\n",
    "printer.md": "# Printer\n\nPaper lies below the window. Toner is ordered by the front desk. Scans arrive as e-mails.\n",
    "parking.md": "# Parking\n\nBays are numbered. Trucks unload behind the warehouse. Bicycles stand below the roof.\n",
    "post.md": "# Post\n\nParcels are collected at noon. Stamps are kept in the drawer. Registered mail needs a signature.\n",
    "windows.md": "# Windows\n\nBlinds close by themselves in strong wind. Glass is cleaned twice a year. Handles lock at night.\n",
}
QUIT = "What happens if somebody quits the job?"


@pytest.fixture
def root(tmp_path):
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def test_what_no_word_leads_to_is_shown_where_it_stands_out_and_the_answer_says_so(root):
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync(QUIT)
        assert [citation.path for citation in answer.citations] == ["contract.md"]
        assert "four weeks before" in answer.citations[0].quote
        assert NOTE in answer.notes
        assert 0.6 <= answer.confidence <= 1
        assert "second look" in answer.stages
        assert project.answer(answer.id).notes == answer.notes


def test_where_words_answer_nothing_is_looked_at_again(root):
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync("Where are visitors lodged?")
        assert "22 EUR" in answer.citations[0].quote
        assert NOTE not in answer.notes
        assert "second look" not in answer.stages


def test_it_is_left_out_where_the_settings_say_so_without_an_embedder_and_below_the_projects_own_threshold(root):
    with Project.open(root) as project:
        project.sync()
        settings = project.settings
        without = Project(root, settings=replace(settings, meaning=replace(settings.meaning, answers=False)))
        assert without.ask_sync(QUIT).state == "abstained"
        by_words = Project(root, settings=replace(settings, extensions=replace(settings.extensions, embedder="")))
        assert by_words.ask_sync(QUIT).state == "abstained"
        strict = Project(root, settings=replace(settings, answer=replace(settings.answer, threshold=1.0)))
        assert strict.ask_sync(QUIT).state == "abstained"


def test_a_refusal_shows_what_is_nearest_by_meaning(root):
    with Project.open(root) as project:
        project.sync()
        settings = project.settings
        strict = Project(root, settings=replace(settings, answer=replace(settings.answer, threshold=1.0)))
        refused = strict.ask_sync(QUIT)
        assert refused.near_miss is not None
        assert refused.near_miss.citation.path == "contract.md"


def test_a_number_that_is_asked_for_has_to_be_there(root):
    with Project.open(root) as project:
        project.sync()
        assert project.ask_sync("What does it cost if somebody quits the job?").state == "abstained"


def test_nothing_is_shown_of_another_group(root):
    (root / "contract.md").write_text("---\ngroups: [board]\n---\n" + PAGES["contract.md"], encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=member()) as project:
        answer = project.ask_sync(QUIT)
        assert answer.state == "abstained"
        assert answer.near_miss is None or answer.near_miss.citation.path != "contract.md"


def test_what_a_conversation_is_about_is_not_told_by_meaning(root):
    with Project.open(root) as project:
        project.sync()
        begun = project.start_conversation()
        assert project.ask_sync("Where are visitors lodged?", conversation=begun).state == "answered"
        assert project.ask_sync("And what if somebody quits the job?", conversation=begun).state == "abstained"


@pytest.mark.parametrize("question", ["Who quits the job in Munich?", "When does the sauna quit?"])
def test_what_lacks_a_name_or_the_thing_whose_time_is_asked_for_is_not_shown(root, question):
    with Project.open(root) as project:
        project.sync()
        assert project.ask_sync(question).state == "abstained"


def test_a_yes_to_another_question_is_not_shown(root):
    (root / "faq.md").write_text("# Questions\n\n## Are dogs allowed in the lodged rooms?\n\nYes.\n", encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        assert project.ask_sync("Are cats allowed in the rooms to sleep?").state == "abstained"


def test_an_embedder_that_fails_at_the_second_look_leaves_the_refusal(root):
    with Project.open(root) as project:
        project.sync()
    (root / "untuned.toml").write_text(SETTINGS.replace("meaning:Knowing", "meaning:Tiring"), encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        Tiring.tired = True
        try:
            assert project.ask_sync(QUIT).state == "abstained"
        finally:
            Tiring.tired = False


@needs_minilm()
@pytest.mark.parametrize(("question", "wanted"), [("Can I quit, and how long before?", "four weeks"), ("How do I resign?", "four weeks")])
def test_a_real_model_finds_what_is_meant(root, question, wanted):
    (root / "untuned.toml").write_text(f'[meaning]\nembedder = "{MINILM.as_posix()}"\n', encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        answer = project.ask_sync(question)
        assert wanted in answer.citations[0].quote
