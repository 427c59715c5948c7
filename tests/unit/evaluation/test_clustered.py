from __future__ import annotations

from dataclasses import replace

from untuned.evaluation.clustered import clustered, drafted, few
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


def test_what_no_document_answers_makes_no_document_more():
    refused = [Question(id=f"r{nth}", text=f"Who painted the number {nth * 6101}?", must_abstain=True) for nth in range(60)]
    asked, notes = clustered([*(question(nth, f"{nth % 3}.md") for nth in range(60)), *refused])
    assert {one.cluster for one in asked} == {""}
    assert "3 documents" in notes[0]


def test_documents_that_a_copied_question_joins_are_still_told_apart():
    copies = [replace(question(nth, f"{nth}.md", answers=("x",)), id=f"c{nth}", text="How long is the warranty?") for nth in range(4)]
    asked, notes = clustered([*copies, *(question(nth, f"{nth % 12}.md") for nth in range(60))])
    assert (len({one.cluster for one in asked}), notes) == (9, ())


def test_a_cluster_that_a_question_names_is_kept_and_the_others_go_by_document():
    given = [question(0, "a.md", cluster="own"), *(question(nth, f"{nth % 12}.md") for nth in range(1, 60))]
    asked, notes = clustered(given)
    assert (asked[0].cluster, notes) == ("own", ())
    assert {one.cluster for one in asked[1:]} == {f"{nth}.md" for nth in range(12)}


def test_where_each_question_names_one_nothing_is_changed():
    given = [question(nth, "a.md", cluster=f"c{nth % 2}") for nth in range(40)]
    assert clustered(given) == (given, ())


def test_questions_that_were_drafted_from_the_documents_are_said_to_flatter():
    given = [question(nth, "a.md", origin="synthetic_reviewed" if nth % 2 else "human") for nth in range(10)]
    assert "5 of the 10" in drafted(given)[0]
    assert drafted(given[::2]) == drafted([question(1, "a.md", origin="draft")]) == ()


def test_the_note_of_few_documents_knows_that_questions_name_clusters_too():
    asked = [question(0, "a.md"), *(question(nth, "a.md", cluster=f"topic {nth % 4}") for nth in range(1, 60))]
    assert clustered(asked)[1][0].startswith("The questions come from 5 documents or clusters.")


def test_a_question_of_which_no_passage_is_known_makes_no_document_more():
    lost = [Question(id=f"l{nth}", text=f"What is the weight of stone {nth * 6101}?", answers=("x",)) for nth in range(20)]
    asked, notes = clustered([*(question(nth, f"{nth % 3}.md") for nth in range(60)), *lost])
    assert {one.cluster for one in asked} == {""}
    assert notes[0].startswith("The questions come from 3 documents.")


def test_what_is_not_asked_makes_no_document_more():
    waiting = [question(nth, f"{nth}.md", origin="draft", answers=("x",)) for nth in range(100, 120)]
    assert clustered([*(question(nth, f"{nth % 3}.md") for nth in range(60)), *waiting])[1][0].startswith("The questions come from 3 doc")


def test_one_document_is_one():
    assert few([question(nth, "a.md") for nth in range(40)])[0].startswith("The questions come from 1 document. ")


def test_of_a_part_of_the_questions_it_is_told_from_how_many_documents_that_part_comes():
    asked, _ = clustered([question(nth, f"{nth % 8}.md") for nth in range(80)])
    assert few([one for one in asked if one.evidence[0].path < "4.md"])[0].startswith("The questions come from 4 documents.")
