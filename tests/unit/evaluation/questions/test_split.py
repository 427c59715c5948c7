"""A cluster is never on both sides, and what was drawn stays."""

from dataclasses import replace

from untuned.evaluation.questions.near import groups, key_of, likeness, pairs
from untuned.evaluation.questions.split import clusters_of, split_questions
from untuned.types.measures import Evidence, Question


def asked(nth: int, *, cluster: str = "", **more) -> Question:
    return Question(
        id=f"q{nth}", text=more.pop("text", f"What is thing number {nth} of kind {'abcdefgh'[nth % 8]}{nth}?"), cluster=cluster, **more
    )


def many(count: int, per: int = 4) -> list[Question]:
    return [asked(nth, cluster=f"c{nth // per}") for nth in range(count)]


def test_no_cluster_is_on_both_sides():
    questions = many(400)
    report = split_questions(questions)
    sides = {
        question.cluster: {report.splits[other.id] for other in questions if other.cluster == question.cluster} for question in questions
    }
    assert all(len(held) == 1 for held in sides.values())
    assert 0.35 < report.share < 0.65
    assert report.clusters == 100


def test_the_draw_is_the_same_again_and_later_questions_move_no_other():
    questions = many(400)
    first = split_questions(questions[:200]).splits
    later = split_questions(questions).splits
    assert {id: later[id] for id in first} == first
    assert split_questions(list(questions)).splits == later


def test_another_seed_draws_anew():
    assert split_questions(many(400), seed=1).splits != split_questions(many(400), seed=2).splits


def test_a_share_of_none_or_all_is_kept():
    assert set(split_questions(many(40), share=0).splits.values()) == {"dev"}
    assert set(split_questions(many(40), share=1).splits.values()) == {"locked"}


def test_what_is_locked_stays_so_with_its_cluster_and_is_told():
    questions = [replace(one, split="locked") if one.id == "q1" else one for one in many(40)]
    report = split_questions(questions, share=0)
    assert {id for id, side in report.splits.items() if side == "locked"} == {"q0", "q1", "q2", "q3"}
    assert report.kept_locked == ("q1",)
    assert report.moved == {"q0": "locked", "q2": "locked", "q3": "locked"}


def test_only_unlock_draws_locked_questions_anew():
    questions = [replace(one, split="locked") for one in many(8)]
    report = split_questions(questions, share=0, unlock=True)
    assert set(report.moved.values()) == {"dev"}
    assert report.kept_locked == ()


def test_without_a_name_the_document_of_the_evidence_is_the_cluster():
    passage = Evidence(path="a.md", quote="x")
    questions = [asked(1, evidence=(passage,)), asked(2, evidence=(passage,)), asked(3), asked(4, cluster="own", evidence=(passage,))]
    assert list(clusters_of(questions).values()) == ["a.md", "a.md", "q3", "own"]


def test_near_duplicates_share_a_cluster_but_a_form_that_every_document_is_asked_does_not():
    text = "How long is the warranty period of the silver kettle?"
    copies = [asked(1, text=text, cluster="a"), asked(2, text=text.replace("How long", "How long exactly"), cluster="b")]
    assert set(clusters_of(copies).values()) == {"a"}
    form = [asked(nth, text=text, cluster=f"c{nth}") for nth in range(10)]
    assert len(set(clusters_of(form).values())) == 10


def test_a_form_that_a_few_documents_answer_in_their_own_way_ties_them_to_nothing():
    forms = [f"Do you {verb} the contact information that I give you to others?" for verb in ("sell", "hand", "send", "lend", "show")]
    pages = "abcdef"
    questions = [
        asked(10 * row + nth, text=form, answers=(f"{row} of {page}",), evidence=(Evidence(path=f"{page}.md", quote="x"),))
        for row, form in enumerate(forms)
        for nth, page in enumerate(pages[row : row + 2])
    ]
    assert clusters_of(questions) == {one.id: one.evidence[0].path for one in questions}
    copied = replace(questions[1], answers=questions[0].answers)
    assert clusters_of([questions[0], copied])[copied.id] == "a.md"


def test_a_near_twin_that_no_document_answers_goes_with_one_document_and_ties_no_two():
    text = "How many days is the longest warranty period of the silver kettle?"
    told = [asked(nth, text=text, answers=(f"{nth} days",), evidence=(Evidence(path=f"{nth}.md", quote="x"),)) for nth in range(3)]
    twin = asked(9, text=text.replace("How many", "Exactly how many"), must_abstain=True)
    assert list(clusters_of([*told, twin]).values()) == ["0.md", "1.md", "2.md", "0.md"]
    assert list(clusters_of([twin, *told]).values()) == ["0.md", "0.md", "1.md", "2.md"]


def test_a_cluster_that_holds_nearly_all_is_told():
    (note,) = split_questions(many(20, per=20)).notes[:1]
    assert "all 20 questions are one cluster, 'c0'" in note
    assert any(
        "cluster 'c0' holds 30 of 40" in note
        for note in split_questions([*many(30, per=30), *(asked(n, cluster=f"d{n}") for n in range(30, 40))]).notes
    )


def test_of_a_cluster_that_copies_join_it_is_told_with_how_many_others():
    copies = [asked(nth, text="How long is the warranty period of the silver kettle?", cluster=f"c{nth}") for nth in range(3)]
    assert any(
        "cluster 'c0', with 2 more whose questions are worded and answered alike, holds 3 of 4" in note
        for note in split_questions([*copies, asked(9)]).notes
    )


def test_keys_are_alike_by_their_words_and_each_pair_is_found_once():
    keys = [key_of(text) for text in ("How long is the big warranty?", "How long is the big warranty then exactly?", "Who made tea?")]
    assert likeness(keys[0], keys[0]) == 1
    assert likeness(keys[0], frozenset()) == 0
    assert list(pairs(keys, least=0.5)) == [(0, 1)]
    assert groups([*keys, keys[2]], least=0.5) == [[0, 1], [2, 3]]
