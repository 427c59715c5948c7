from untuned.rag.check import check_answer
from untuned.rag.tally import Tally
from untuned.types.checks import CheckedLine, LoggedAnswer, LogLimits, SourceText

SOURCE = "The term is 60 days. The price is 12 € a month."
GOOD = 'It says "The term is 60 days."'
RED = "The term is 45 days."
BAD_QUOTE = 'It says "The term is sixty days or so."'


def report_of(*answers: str, unread: int = 0, **limits):
    tally = Tally()
    for number, answer in enumerate(answers, start=1):
        checked = check_answer(answer, [SOURCE])
        logged = LoggedAnswer(answer=answer, sources=(SourceText(text=SOURCE),), fields=(("answer", "response"),))
        tally.add(CheckedLine(line=number, ok=checked.ok, checked=checked), logged)
    for number in range(unread):
        tally.add(CheckedLine(line=100 + number, ok=False, error=f"log:{100 + number}: no JSON"))
    return tally.report("log", limits=LogLimits(**limits))


def counts(counted) -> dict[str, int]:
    return {each.name: each.count for each in counted}


def test_answers_claims_quotes_and_fields_are_counted():
    report = report_of(GOOD, RED, BAD_QUOTE, unread=2)
    assert (report.answers, report.passed, report.claims, report.without_quote) == (3, 1, 3, 2)
    assert (report.unread.count, report.unread.examples[0]) == (2, "log:100: no JSON")
    assert counts(report.bands)["red"] == 1
    assert counts(report.quotes)["exact"] == 1
    assert counts(report.quotes)["not_found"] == 1
    assert counts(report.fields) == {"answer from 'response'": 3}


def test_an_example_names_its_line_and_its_claim():
    report = report_of(GOOD, RED)
    (example,) = report.hard[0].examples
    assert example.startswith("line 2: ")
    assert "45" in example
    assert RED in example


def test_few_examples_are_kept_of_many():
    report = report_of(*[RED] * 9)
    assert report.hard[0].count == 9
    assert len(report.hard[0].examples) == 3


def test_a_log_passes_when_nothing_is_red_and_no_quote_fails():
    assert report_of(GOOD).failures == ()
    assert len(report_of(GOOD, RED, BAD_QUOTE).failures) == 2


def test_limits_are_shares_of_claims_and_of_quotes():
    answers = [GOOD] * 3 + [RED, BAD_QUOTE]
    assert report_of(*answers, red=0.2, bad_quotes=0.25).failures == ()
    (failure,) = report_of(*answers, red=0.19, bad_quotes=0.25).failures
    assert failure.startswith("1 of 5 claims are red (20.0%)")
    (failure,) = report_of(*answers, red=0.2, bad_quotes=0.24).failures
    assert failure.startswith("1 of 4 quotes are not accepted (25.0%)")


def test_quotes_can_be_required():
    (failure,) = report_of(GOOD, "The price is 12 € a month.", require_quotes=True).failures
    assert failure.startswith("1 of 2 answers have no accepted quote")


def test_marks_that_no_source_answers_to_are_counted():
    report = report_of("The term is 60 days [4].")
    assert (report.unknown.count, report.unknown.examples) == (1, ("line 1: [4], with 1 sources given",))


def test_an_empty_log_has_no_counts_and_fails_no_limit():
    report = report_of()
    assert (report.answers, report.claims, report.failures, report.unsupported) == (0, 0, (), None)
