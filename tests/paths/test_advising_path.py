"""The path of advice: documents, questions, rows and settings in, one next step out, kept and shown again."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

import untuned
from untuned.errors import NotAllowed, Refused, UnknownClimb, WrongSetting
from untuned.project.climbing import ClimbOrder
from untuned.types.principal import member

TODAY = datetime.now(UTC).date()
PLACES = [
    f"{first}{last}" for first in ("Alder", "Birch", "Cedar", "Dove", "Elm", "Fern") for last in ("brook", "ford", "mere", "wick", "holm")
]


def sentence(place, nth, maps=120):
    return f"The library of {place} opened in {1890 + nth} and lends {maps + 7 * nth} maps to its readers."


def write(root, *, maps=120, ago=400):
    for nth, place in enumerate(PLACES):
        begins = TODAY - timedelta(days=ago)
        text = f"---\neffective_from: {begins}\n---\n# {place}\n\n{sentence(place, nth, maps)} The river runs past it.\n"
        (root / "docs" / f"{place}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    """A synced project with a question for each of its documents."""
    (tmp_path / "docs").mkdir()
    write(tmp_path)
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n[advice]\nrows = "rows.jsonl"\n', encoding="utf-8")
    lines = [
        {"question": f"How many maps does the library of {place} lend?", "answers": [f"{120 + 7 * nth} maps"], "doc_ids": [place]}
        for nth, place in enumerate(PLACES)
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    rows = [
        {"id": f"r{nth}", "question": f"Maps of {place}", "answer": f"{120 + 7 * nth}", "reviewed": True, "made": str(TODAY)}
        | ({"path": f"docs/{place}.md", "quote": sentence(place, nth)} if nth % 2 else {"leans_on": f"docs/{place}.md"})
        for nth, place in enumerate(PLACES)
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with untuned.Project.open(tmp_path) as project:
        project.sync()
        assert len(project.import_questions(tmp_path / "questions.jsonl").questions) == len(PLACES)
    return tmp_path


def changed(root, count, *, ago=30):
    """So many documents say another number of maps, from a day on."""
    for nth, place in enumerate(PLACES[:count]):
        begins = TODAY - timedelta(days=ago)
        text = f"---\neffective_from: {begins}\n---\n# {place}\n\n{sentence(place, nth, 500)} The river runs past it.\n"
        (root / "docs" / f"{place}.md").write_text(text, encoding="utf-8")


def test_without_a_climb_the_ladder_comes_first_and_the_history_is_read_all_the_same(root):
    with untuned.Project.open(root) as project:
        made = project.advise()
        assert (made.action, made.questions) == ("climb", len(PLACES))
        (ground,) = made.reading("knowledge").grounds
        assert ground.value == 0.0
        assert project.advices.get(made.id) == made
        assert project.advices.listing() == [made]


def test_documents_that_changed_within_the_cycle_are_seen_in_their_history(root):
    changed(root, 20)
    with untuned.Project.open(root) as project:
        project.sync()
        made = project.advise()
    assert made.reading("knowledge").said == "yes"
    assert made.reading("knowledge").grounds[0].text.startswith(f"20 of {len(PLACES)} passages")


def test_a_climb_that_reads_well_is_left_as_it_is(root):
    with untuned.Project.open(root) as project:
        climb = project.climb()
        made = project.advise()
        assert made.climb == climb.id
        assert made.reading("behaviour").grounds
        assert (made.action, made.step.text) == ("nothing", f"keep '{climb.standing}' as it is")
        assert "as far as 30 questions tell" in made.headline
        with pytest.raises(UnknownClimb):
            project.advise(climb="c99")


@pytest.mark.parametrize("metric", ["cost", "latency", "wrong_refusal"])
def test_advice_rests_on_no_climb_by_what_answers_take(root, metric):
    with untuned.Project.open(root) as project:
        taken = project.climb(ClimbOrder(headline=metric))
        assert project.advise().action == "climb"
        right = project.climb()
        project.climb(ClimbOrder(headline=metric))
        assert project.advise().climb == right.id
        with pytest.raises(Refused, match=f"climb '{taken.id}' is by '{metric}', which does not say how many answers are right"):
            project.advise(climb=taken.id)


def test_a_tuned_model_is_held_once_the_documents_of_its_rows_change(root):
    with (root / "untuned.toml").open("a", encoding="utf-8") as file:
        file.write('tuned = "openai:ft:base"\n')
    with untuned.Project.open(root) as project:
        assert project.advise().action == "climb"
        changed(root, 12)
        project.sync()
        made = project.advise()
        assert (made.action, made.step.rows) == ("hold", 12)
        listed = {one.subject.id for one in project.stale(("row",)).stale}
    assert listed == {f"r{nth}" for nth in range(12)}


def test_rows_that_lean_on_a_document_are_held_against_the_day_on_which_they_were_made(root):
    changed(root, 10, ago=5)
    with untuned.Project.open(root) as project:
        project.sync()
        rows = [json.loads(line) for line in (root / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row["made"] = str(TODAY - timedelta(days=100))
        (root / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        assert project.dossier(today=TODAY).rows.stale == 10


def test_rows_that_are_not_there_say_which_setting_names_them(root):
    (root / "rows.jsonl").unlink()
    with untuned.Project.open(root) as project, pytest.raises(WrongSetting) as raised:
        project.advise()
    assert raised.value.key == "advice.rows"


def test_advice_and_its_rows_are_for_the_owner_alone(root):
    with untuned.Project.open(root, principal=member(["staff"])) as project:
        with pytest.raises(NotAllowed):
            project.advise()
        with pytest.raises(NotAllowed):
            project.training_rows()
    with untuned.Project.open(root) as project, pytest.raises(Refused, match="a7"):
        project.advices.get("a7")


def test_advice_keeps_no_text_of_a_document_or_a_question(root):
    with untuned.Project.open(root) as project:
        project.climb()
        project.advise()
        with project.database.read() as connection:
            kept = connection.exec_driver_sql("select body from advice").scalar()
    assert not any(place in kept for place in PLACES)


def test_what_settings_say_is_read_as_figures_ranges_and_days(root):
    with (root / "untuned.toml").open("a", encoding="utf-8") as file:
        file.write('calls_a_month = [1_000, 3_000]\nhourly_rate = 50\nretires = 2027-01-15\nbase = "openai:x"\n')
    with untuned.Project.open(root) as project:
        told = project.settings.advice
        assert (told.calls_a_month, told.hourly_rate, told.retires) == ((1_000.0, 3_000.0), (50.0, 50.0), date(2027, 1, 15))
        made = project.advise()
    assert (made.base, made.retires) == ("openai:x", date(2027, 1, 15))


@pytest.mark.parametrize(
    "line", ["calls_a_month = [3, 1]", 'retires = "soon"', "mended = 1.5", 'hourly_rate = "much"', "calls_a_month = [1]"]
)
def test_a_figure_that_cannot_be_is_refused_where_it_stands(root, line):
    with (root / "untuned.toml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(WrongSetting, match=r"untuned\.toml:5"):
        untuned.Project.open(root)


def test_the_file_of_training_rows_is_no_document(tmp_path):
    (tmp_path / "docs").mkdir()
    write(tmp_path)
    (tmp_path / "untuned.toml").write_text('[advice]\nrows = "./data/rows [1].jsonl"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rows [1].jsonl").write_text('{"question": "How many?", "answer": "Two hundred maps."}\n', encoding="utf-8")
    (tmp_path / "docs" / "rows 1.jsonl").write_text('{"text": "The library of Elmford has a reading room."}\n', encoding="utf-8")
    with untuned.Project.open(tmp_path) as project:
        project.sync()
        paths = {one.path for one in project.documents.listing(principal=project.principal)}
    assert not any(path.startswith("data/") for path in paths)
    assert any(path.startswith("docs/rows 1.jsonl") for path in paths)
