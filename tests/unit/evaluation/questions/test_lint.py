"""What is wrong with a set of questions is told, with what to do."""

from dataclasses import replace

from untuned.evaluation.questions.lint import Crowded, LintOptions, lint_questions
from untuned.types.measures import Evidence, Question

WORDS = "amber birch cedar daisy elder flint grape hazel ivory jasper kiwi lemon maple nettle olive poplar quartz raven sage topaz"
NAMES = WORDS.split()


def asked(id: str, text: str, **more) -> Question:
    values = {"answers": ("yes",), "language": "en"} | more
    return Question(id=id, text=text, **values)


def sound(count: int = 60) -> list[Question]:
    """Questions with nothing to mend: of many clusters, some to abstain on."""
    made = []
    for nth in range(count):
        word, other = NAMES[nth % 20], NAMES[nth // 20 * 3 + 7]
        refused = nth % 6 == 0
        text = f"Where does the {word} {other} item{nth} grow?"
        made.append(asked(f"q{nth}", text, cluster=f"c{nth}", must_abstain=refused, answers=() if refused else (f"a{nth}",)))
    return made


def problems(questions, **options) -> dict[str, tuple[str, ...]]:
    return {finding.problem: finding.ids for finding in lint_questions(questions, options=LintOptions(**options)).findings}


def test_a_sound_set_has_no_findings():
    report = lint_questions(sound())
    assert report.findings == ()
    assert not report.failed


def test_an_empty_set_is_an_error():
    assert lint_questions([]).failed


def test_the_same_question_twice_is_a_duplicate():
    found = problems([*sound(), asked("x", "Is tea sold here?"), asked("y", "is  tea sold here")])
    assert found == {"duplicate": ("x", "y")}


def test_the_same_question_of_two_documents_is_none():
    first = asked("x", "Who signed the contract?", evidence=(Evidence(path="a.md", quote="x", version=1, end=1),))
    other = asked("y", "Who signed the contract?", answers=("no",), evidence=(Evidence(path="b.md", quote="y", version=2, end=1),))
    assert problems([*sound(), first, other]) == {}


def test_different_answers_to_the_same_question_contradict_each_other():
    two = [asked("x", "Is tea sold here?"), asked("y", "Is tea sold here?", answers=("no",))]
    assert problems([*sound(), *two]) == {"contradiction": ("x", "y")}
    refusing = [asked("x", "Is tea sold here?"), asked("y", "Is tea sold here?", answers=(), must_abstain=True)]
    assert problems([*sound(), *refusing]) == {"contradiction": ("x", "y")}


def test_answers_that_share_a_wording_do_not_contradict_each_other():
    two = [asked("x", "Is tea sold here?", answers=("yes", "it is")), asked("y", "Is tea sold here?", answers=("It is",))]
    assert problems([*sound(), *two]) == {"duplicate": ("x", "y")}


def test_questions_worded_nearly_alike_are_told():
    two = [
        asked("x", "How long is the full warranty of a silver kettle?"),
        asked("y", "How long is the full warranty of the silver kettle exactly?"),
    ]
    assert problems([*sound(), *two]) == {"near-duplicate": ("x", "y")}


def test_abstaining_with_an_answer_is_an_error():
    report = lint_questions([*sound(), asked("x", "Is there life on Mars?", must_abstain=True)])
    assert report.failed
    assert [(finding.problem, finding.ids) for finding in report.findings] == [("abstains with an answer", ("x",))]


def test_a_question_without_anything_to_score_by_is_told():
    assert problems([*sound(), asked("x", "Is there life on Mars?", answers=())]) == {"nothing to score by": ("x",)}


def test_lost_evidence_is_told_by_how_it_stands():
    def passage(status):
        return (Evidence(path="a.md", quote="x", version=1, end=1, status=status),)

    statuses = ("changed", "purged", "missing", "moved", "found")
    more = [asked(status, f"Where is the {status} teapot?", evidence=passage(status), cluster=status) for status in statuses]
    report = lint_questions([*sound(), *more])
    assert [(finding.severity, finding.problem) for finding in report.findings] == [
        ("error", "evidence changed"),
        ("error", "evidence purged"),
        ("warning", "evidence missing"),
        ("note", "evidence moved"),
    ]


def test_a_cluster_in_both_splits_is_a_leak():
    two = [asked("x", "Is tea sold?", cluster="c"), asked("y", "Where is bread?", cluster="c", split="locked")]
    assert problems([*sound(), *two])["leak between splits"] == ("x", "y")


def test_near_duplicates_in_both_splits_are_a_leak():
    two = [
        asked("x", "How long is the full warranty of a silver kettle?", cluster="c"),
        asked("y", "How long is the full warranty of the silver kettle exactly?", cluster="d", split="locked"),
    ]
    assert problems([*sound(), *two])["leak between splits"] == ("x", "y")


def test_an_example_that_is_a_locked_question_is_a_leak():
    locked = [replace(one, split="locked") for one in sound()]
    assert problems(locked, shots=["Where does the birch hazel item1 grow?"]) == {"few-shot leak": ("q1",)}
    assert problems(sound(), shots=["Where does the birch hazel item1 grow?"]) == {}


def test_rare_languages_and_kinds_are_told():
    more = [asked("x", "Сколько стоит чай?", language="ru", kind="action")]
    assert problems([*sound(), *more]) == {"unbalanced languages": ("x",), "unbalanced kinds": ("x",)}


def test_too_few_or_too_many_refusals_are_told():
    assert "share of refusals" in problems([one for one in sound() if not one.must_abstain])
    refusing = [replace(one, must_abstain=True, answers=()) for one in sound()]
    assert "share of refusals" in problems(refusing)


def test_a_cluster_that_holds_much_of_the_set_is_told():
    assert "one cluster" in problems([replace(one, cluster="c") if nth < 30 else one for nth, one in enumerate(sound())])


def test_few_questions_are_an_anecdote():
    (finding,) = [one for one in lint_questions(sound(18)).findings if one.problem == "too few"]
    assert (finding.sentence, finding.remedy) == ("dev has 18 questions: under 30 every figure is an anecdote", "add 12 at least")


def test_an_effect_that_so_many_questions_cannot_show_is_told_with_how_many_could():
    def detectable(count: int) -> float:
        return 1 / count**0.5

    chosen = LintOptions(effect=0.1, detectable=detectable, needed=lambda effect: round(1 / effect**2))
    (finding,) = lint_questions(sound(), options=chosen).findings
    assert "show a difference of 12.9 points or more; a difference of 10 points is sought" in finding.sentence
    assert finding.remedy == "add about 40 questions"
    assert problems(sound(), effect=0.2, detectable=detectable) == {}
    (hopeless,) = lint_questions(sound(), options=LintOptions(effect=0.1, detectable=lambda _: float("inf"))).findings
    assert "show no difference for certain" in hopeless.sentence
    assert "larger effect" in hopeless.remedy


def test_what_clusters_may_make_of_the_number_is_told_as_a_comparison_foresees_it():
    def found(least, alike):
        def crowded(asked):
            return Crowded(clusters=len(asked) // 5, alike=alike)

        options = LintOptions(effect=0.1, detectable=lambda _: least, needed=lambda _: 120, crowded=crowded)
        return [(one.severity, one.sentence, one.remedy) for one in lint_questions(sound(), options=options).findings]

    told = (
        "dev has 60 questions, which show a difference of {} or more; in 12 clusters, whose answers may fare alike, they {}; "
        "a difference of 10 points is sought"
    )
    ((severity, sentence, remedy),) = found(0.2, 0.6)
    assert (severity, sentence) == ("warning", told.format("20 points", "show a difference of 60 points or more"))
    assert remedy == "add about 60 questions from further clusters"
    ((severity, sentence, remedy),) = found(0.05, float("inf"))
    assert (severity, sentence) == ("note", told.format("5 points", "show no difference for certain"))
    assert "further documents" in remedy
    assert found(0.05, 0.08) == []


def test_drafts_are_told_and_no_error():
    report = lint_questions([*sound(), asked("x", "Is tea sold here?", origin="draft", cluster="x")])
    assert [(finding.problem, finding.severity) for finding in report.findings] == [("draft", "note")]
    assert not report.failed


def test_a_twin_that_must_be_refused_and_questions_of_one_named_cluster_are_not_told_as_nearly_alike():
    first = asked("x", "How long is the full warranty of a silver kettle?")
    second = asked("y", "How long is the full warranty of the silver kettle exactly?")
    assert problems([*sound(), first, replace(second, must_abstain=True, answers=())]) == {}
    assert problems([*sound(), replace(first, cluster="kettles"), replace(second, cluster="kettles")]) == {}
