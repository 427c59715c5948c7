"""What is not asked is told with its reason."""

from untuned.evaluation.unasked import unasked
from untuned.types.measures import Question

ASKED = [
    Question(id="a", text="A?", answers=("a",)),
    Question(id="b", text="B?"),
    Question(id="c", text="C?", split="locked"),
    Question(id="d", text="D?", answers=("d",), origin="draft"),
]


def test_questions_without_an_answer_and_drafts_are_counted_by_split():
    untold, unread = unasked(ASKED, split="dev")
    assert untold.startswith("1 question has nothing that says what is right, ")
    assert unread.startswith("1 question has been drafted and not confirmed, ")
    assert unasked(ASKED, split="all")[0].startswith("2 questions have nothing that says what is right, ")


def test_where_everything_is_asked_nothing_is_said():
    assert unasked(ASKED[:1], split="dev") == unasked(ASKED[:3], split="dev", but={"b"}) == ()
