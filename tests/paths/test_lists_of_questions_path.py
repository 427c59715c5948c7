"""A list of questions in a folder, such as one to test an assistant with, answers nothing and hides nothing."""

import pytest

from untuned.project import Project

PAGES = {
    "pool.md": """# Swimming pool

The pool opens at seven and closes at nine in the evening.

Children under six swim free.

Lockers take a one-euro coin, which you get back.

Who is without a ticket pays a fine of 40 euros. The service answers within 2 days.
""",
    "phone.md": "# Contact\n\nThe service is reached at 0800 555 0199 on all working days.\n",
}
QUESTIONS = ("When does the pool open?", "Do children swim free?", "What do lockers take?", "How high is the fine without a ticket?")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("asked")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "questions.txt").write_text("\n".join(QUESTIONS) + "\n", encoding="utf-8")
    (root / "more.md").write_text("# To ask\n\n" + "\n".join(f"- {question}" for question in QUESTIONS) + "\n", encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When does the pool open?", "The pool opens at seven and closes at nine in the evening."),
        ("Do children swim free?", "Children under six swim free."),
        ("What do lockers take?", "Lockers take a one-euro coin, which you get back."),
    ],
)
def test_what_answers_is_shown_and_not_the_question_itself(project, question, answer):
    quotes = [citation.quote for citation in project.ask_sync(question).citations]
    assert answer in quotes
    assert not any(quote.endswith("?") for quote in quotes)


def test_a_question_that_only_stands_in_a_list_is_refused(project, tmp_path):
    (tmp_path / "questions.txt").write_text("Who owns the pool?\nWhere is the bar?\nWhen was the sauna built?\n", encoding="utf-8")
    Project.init(tmp_path)
    with Project.open(tmp_path) as alone:
        alone.sync()
        assert [alone.ask_sync(question).state for question in ("Who owns the pool?", "Where is the bar?")] == ["abstained"] * 2


@pytest.mark.parametrize("question", ["What is the service number?", "What is the phone number of the service?"])
def test_a_number_to_call_is_figures_and_no_amount(project, question):
    answer = project.ask_sync(question)
    assert all("0800 555 0199" in claim.text for claim in answer.claims[:1])
    assert not any("2 days" in claim.text for claim in answer.claims[:1])
