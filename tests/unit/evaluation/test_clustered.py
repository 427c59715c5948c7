from __future__ import annotations

from untuned.evaluation.clustered import clustered
from untuned.types.measures import Evidence, Question


def question(nth: int, path: str, **more) -> Question:
    return Question(id=f"q{nth}", text=f"What is the number of place {nth * 7919}?", evidence=(Evidence(path=path, quote="x"),), **more)


def test_questions_of_one_document_count_together_where_there_are_many_documents():
    asked, notes = clustered([question(nth, f"{nth % 12}.md") for nth in range(60)])
    assert ({one.cluster for one in asked}, notes) == ({f"{nth}.md" for nth in range(12)}, ())


def test_with_few_documents_each_question_stands_alone_and_the_note_says_whom_it_speaks_for():
    asked, notes = clustered([question(nth, f"{nth % 3}.md") for nth in range(60)])
    assert {one.cluster for one in asked} == {""}
    assert "3 documents" in notes[0]


def test_clusters_that_questions_name_are_kept_as_they_are():
    given = [question(0, "a.md", cluster="own"), *(question(nth, f"{nth}.md") for nth in range(1, 30))]
    assert clustered(given) == (given, ())
