"""What a project adds to the metrics: an author's voice, and a local model of support."""

import sys
from datetime import UTC, datetime
from types import ModuleType

import pytest

import untuned
from untuned.cli.report_lines import report_lines
from untuned.errors import WrongSetting
from untuned.evaluation.own_scorers import failing
from untuned.evaluation.page.russian.say import russian
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Question, Score

OWN = "We do not say that it is so, and yet we say that it may be so, since all of it was as it had to be for us and for you. "
OTHER = "Please observe: every applicant submits documents immediately; offices check signatures, stamps, dates, numbers, names, places. "
ANSWER = "We do not say that it is the keeper, and yet we say that it may be so, since all of it was as it had to be for us and for you."


@pytest.fixture
def folder(tmp_path):
    """A project with a question that a long sentence answers, the texts of an author, and those of another."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lamp.md").write_text(f"# The lamp\n\n{ANSWER}\n", encoding="utf-8")
    for name, text in (("own", OWN), ("others", OTHER)):
        (tmp_path / name).mkdir()
        for nth in range(3):
            (tmp_path / name / f"{nth}.txt").write_text(text * 20, encoding="utf-8")
    return tmp_path


def opened(folder, settings=""):
    (folder / "untuned.toml").write_text(f'[sources]\npaths = ["docs"]\n{settings}', encoding="utf-8")
    project = untuned.open(folder)
    project.sync()
    project.questions.add(
        [Question(id="q1", text="What do we say of the keeper, and yet may be so?", answers=("the keeper",))], now=datetime.now(UTC)
    )
    return project


def voice_of(project):
    outcome = project.measure(Order(variants=("default",)))
    (scores,) = project.runs.scores(outcome.measurement.id).values()
    return scores["voice"], outcome.report


def test_an_answer_is_held_against_the_authors_texts_and_those_of_others(folder):
    with opened(folder, '[evaluation]\nvoice = "own"\nothers = "others"\n') as project:
        score, report = voice_of(project)
        assert score.status == "ok"
        assert "AUROC 1.00" in score.detail
        assert not [note for note in report.notes if note.startswith("voice")]
        assert report.columns[0].figure("voice").value == score.value


def test_an_answer_sounds_more_like_the_author_whose_words_it_has(folder):
    values = []
    for own, others in (("own", "others"), ("others", "own")):
        with opened(folder, f'[evaluation]\nvoice = "{own}"\nothers = "{others}"\n') as project:
            values.append(voice_of(project)[0].value)
    assert values[0] > 10 * values[1]


def test_without_texts_of_others_there_is_no_figure_and_it_is_said(folder):
    with opened(folder, '[evaluation]\nvoice = "own"\n') as project:
        score, report = voice_of(project)
        assert (score.status, score.value) == ("not_applicable", None)
        assert "nothing tells how near to the author is near" in score.detail
        assert [note for note in report.notes if "name a folder of other authors' texts as 'others'" in note]


def test_other_texts_of_the_author_make_other_scores(folder):
    with opened(folder) as project:
        assert voice_of(project)[0].version == "2"
    with opened(folder, '[evaluation]\nvoice = "own"\nothers = "others"\n') as project:
        before = voice_of(project)[0]
    (folder / "own" / "3.txt").write_text(OWN * 5, encoding="utf-8")
    with opened(folder, '[evaluation]\nvoice = "own"\nothers = "others"\n') as project:
        after = voice_of(project)[0]
    assert len({"2", before.version, after.version}) == 3


def test_a_single_document_is_too_little_to_calibrate_on(folder):
    for name in ("1.txt", "2.txt"):
        (folder / "own" / name).unlink()
    with opened(folder, '[evaluation]\nvoice = "own"\nothers = "others"\n') as project:
        score, report = voice_of(project)
        assert score.status == "not_applicable"
        assert [note for note in report.notes if "the texts are too few to calibrate on" in note]


@pytest.mark.parametrize("settings", ['voice = "nowhere"', 'voice = "empty"', 'voice = "own"\nothers = "empty"'])
def test_a_folder_without_texts_is_told_with_its_setting(folder, settings):
    (folder / "empty").mkdir()
    (folder / "empty" / "short.txt").write_text("Too short.\n", encoding="utf-8")
    with opened(folder, f"[evaluation]\n{settings}\n") as project, pytest.raises(WrongSetting) as caught:
        project.measure(Order(variants=("default",)))
    assert caught.value.key in ("evaluation.voice", "evaluation.others")
    assert caught.value.remedy


class Marked:
    """A support model that knows one word."""

    name = "marked"

    def score(self, pairs):
        return [1.0 if "keeper" in pair.claim else 0.0 for pair in pairs]


class Checked(Project):
    """A project whose settings name that model."""

    scorer = Marked()


def test_a_local_model_of_support_scores_by_its_name(folder):
    opened(folder).close()
    with Checked.open(folder) as project:
        outcome = project.measure(Order(variants=("default",)))
        (scores,) = project.runs.scores(outcome.measurement.id).values()
        assert scores["unsupported_claims"].version == "1 marked"
        assert scores["unsupported_claims"].status == "not_applicable"
    with untuned.open(folder) as project:
        assert "unsupported_claims" not in {metric.name for metric in project.metrics()}


class Half:
    """A scorer of a package."""

    def score(self, question, answer):
        return 0.5


class Broken:
    """One with a slip."""

    def score(self, question, answer):
        return len(answer.words)


class Worded:
    """One that takes its score for words."""

    def score(self, question, answer):
        return "high"


def test_a_projects_own_scorers_stand_in_the_table_and_why_one_failed_in_a_note(folder, monkeypatch):
    package = ModuleType("own_package")
    package.Half, package.Broken, package.Worded = Half, Broken, Worded
    monkeypatch.setitem(sys.modules, "own_package", package)
    scorers = ", ".join(f'{name.lower()} = "own_package:{name}"' for name in ("Half", "Broken", "Worded"))
    with opened(folder, f"[extensions]\nscorers = {{ {scorers} }}\n") as project:
        report = project.measure(Order(variants=("default",))).report
    assert report.own == ("broken", "half", "worded")
    shown = ["".join(part.text for part in parts).split() for parts in report_lines(report)]
    assert ["half", "0.500"] in [words[:2] for words in shown]
    assert ["broken", "none", "of", "1", "scored"] in shown
    told = [note for note in report.notes if "own scorer" in note]
    assert told == [
        "broken: 1 of 1 answers have no score by this project's own scorer; of the first: "
        "the scorer failed: AttributeError: 'Answer' object has no attribute 'words'.",
        "worded: 1 of 1 answers have no score by this project's own scorer; of the first: the scorer gave 'high', which is no number.",
    ]
    assert all(russian(note) for note in told)


QUOTES = """
class Quotes:
    seen = []

    def score(self, question, answer):
        self.seen.append(answer.claims)
        return float(sum(one.verdict.accepted for one in answer.citations))
"""


@pytest.fixture
def quoting(folder, monkeypatch):
    """The folder with a scorer of its own that counts quotes."""
    (folder / "own_scorers.py").write_text(QUOTES, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "own_scorers", raising=False)
    with opened(folder, '[extensions.scorers]\nquotes = "own_scorers:Quotes"\n') as project:
        yield project


def told(claims):
    return [[(one.path, one.line, one.headings, one.title, one.quote, one.verdict.kind) for one in claim.citations] for claim in claims]


def test_a_scorer_sees_the_citations_that_an_asker_would(quoting):
    outcome = quoting.measure(Order(variants=("default",)))
    (scores,) = quoting.runs.scores(outcome.measurement.id).values()
    asked = quoting.ask_sync("What do we say of the keeper, and yet may be so?")
    (seen,) = sys.modules["own_scorers"].Quotes.seen
    assert told(seen) == told(asked.claims)
    assert scores["quotes"].value == len(asked.citations) > 0


def test_a_scorer_sees_each_claim_of_a_measured_answer_with_its_own_citations(quoting, folder):
    other = "We say of the keeper that he may be so, and yet he is late."
    (folder / "docs" / "bell.md").write_text(f"# The bell\n\n{other}\n", encoding="utf-8")
    quoting.sync()
    quoting.measure(Order(variants=("default",)))
    (seen,) = sys.modules["own_scorers"].Quotes.seen
    assert sorted(told(seen), key=str) == sorted(told(quoting.ask_sync("What do we say of the keeper, and yet may be so?").claims), key=str)
    assert {tuple(one.path for one in claim.citations) for claim in seen} == {("docs/lamp.md",), ("docs/bell.md",)}


def test_a_note_on_an_own_scorer_whose_reason_was_purged_says_so():
    failed = {1: {"half": Score(metric="half", version="1", value=None, status="failed")}}
    assert failing(["half"], failed, details=lambda _runs: failed) == (
        "half: 1 of 1 answers have no score by this project's own scorer; of the first: the reason was purged.",
    )


def test_a_scorer_sees_no_quote_of_a_text_that_was_purged(quoting):
    outcome = quoting.measure(Order(variants=("default",)))
    (run,) = quoting.runs.of(outcome.measurement.id)
    assert quoting.bench().shelf.cite(run.cited[0]).path == "docs/lamp.md"
    quoting.purge("docs/lamp.md")
    assert quoting.bench().shelf.cite(run.cited[0]) is None
