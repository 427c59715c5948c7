"""Examples that a model is shown: of the development questions, and never one that tells it the answer."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.errors import BadVariant
from untuned.evaluation.measure import body_of
from untuned.evaluation.variants.hashing import prompts_of
from untuned.evaluation.variants.resolve import resolve
from untuned.evaluation.variants.shots import Fixed, Nearest, examples, leaks, shot_of, shots_of, spread, with_shots
from untuned.types.answers import Turn
from untuned.types.measures import Evidence
from variants import WITH_MODEL, own, question, with_variants

POOL = [question(f"q{number}", cluster=f"c{number % 7}", language=("en", "ru")[number % 2]) for number in range(30)]
KINDS = st.sampled_from(["knowledge", "structural", "refusal"])


def fixed(questions, k, *, seed=0):
    """What a question is shown that none of the examples gives away."""
    return Fixed(questions, k, seed=seed).of(question("other", cluster="elsewhere"))


def ids(shots):
    return [shot.id for shot in shots]


def test_an_example_has_the_questions_words_its_first_answer_and_its_quotes():
    shot = shot_of(question("a", "How long?", answer="Three weeks.", quote="It takes three weeks."))
    assert (shot.question, shot.answer, shot.quotes, shot.id) == ("How long?", "Three weeks.", ("It takes three weeks.",), "a")


def test_an_example_of_abstaining_has_no_answer_and_no_quote():
    shot = shot_of(question("a", must_abstain=True))
    assert (shot.answer, shot.quotes) == ("", ())


def test_a_quote_that_no_longer_stands_in_the_documents_is_not_shown():
    gone = Evidence(path="a.md", quote="Gone.", status="changed")
    assert shot_of(question("a", evidence=(gone,))).quotes == ()
    assert examples([question("a", evidence=(gone,))], quoted=True) == []
    assert len(examples([question("a", evidence=(gone,))])) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"split": "locked"},
        {"origin": "draft"},
        {"answer": ""},
        {"history": (Turn(question="Before?", answer="Yes."),)},
    ],
)
def test_no_example_is_made_of_a_question_that_is_locked_unconfirmed_unanswered_or_leans_on_others(fields):
    assert examples([question("a", **fields)]) == []
    assert len(examples([question("a")])) == 1


def test_a_label_is_an_answer():
    assert shot_of(question("a", answer="", label="billing")).answer == "billing"


def test_the_fixed_examples_are_the_same_for_every_question_that_they_do_not_give_away():
    fixed = Fixed(POOL, 4)
    asked = question("other", cluster="elsewhere")
    assert fixed.of(asked) == fixed.of(question("another"))
    assert len(fixed.of(asked)) == 4


def test_the_fixed_examples_depend_on_the_seed_and_not_on_the_order_of_the_questions():
    shuffled = random.Random(1).sample(POOL, len(POOL))
    assert fixed(shuffled, 5) == fixed(POOL, 5)
    assert len({tuple(ids(fixed(POOL, 5, seed=seed))) for seed in range(5)}) > 1


def test_examples_are_spread_over_kinds_languages_and_clusters():
    pool = [
        *(question(f"k{number}", cluster=f"c{number % 3}", language="en") for number in range(20)),
        question("r1", cluster="c9", must_abstain=True, kind="refusal", language="en"),
        question("u1", cluster="c8", language="ru"),
    ]
    chosen = {one.id: one for one in pool if one.id in ids(fixed(pool, 4))}
    assert {"r1", "u1"} <= set(chosen)
    assert len({one.cluster for one in chosen.values()}) == 4


def test_the_nearest_examples_share_the_questions_rare_words_and_the_nearest_comes_last():
    pool = [
        question("a", "How long does the warranty of the kettle last?"),
        question("b", "How long does shipping to Norway take?"),
        question("c", "What does the warranty cover?"),
        question("d", "Who paints the fence?"),
    ]
    nearest = Nearest(pool, 2)
    assert ids(nearest.of(question("x", "How long is the warranty of a kettle?"))) == ["c", "a"]
    assert ids(nearest.of(question("x", "Is shipping to Norway free?")))[-1] == "b"


def test_the_nearest_examples_are_filled_up_where_none_shares_a_word():
    assert len(Nearest(POOL, 3).of(question("x", "Unheard zebra"))) == 3


def test_stems_count_rather_than_forms():
    pool = [question("a", "Which invoices are late?"), question("b", "Which hats are red?")]
    assert ids(Nearest(pool, 1).of(question("x", "An invoice was lost"))) == ["a"]


@pytest.mark.parametrize("made", [Fixed, Nearest])
def test_no_question_is_shown_itself_its_cluster_or_its_own_words(made):
    twin = question("twin", POOL[0].text.upper())
    shots = made([*POOL, twin], 4)
    for one in [*POOL, twin]:
        shown = {other.id: other for other in [*POOL, twin]}
        assert len(shots.of(one)) == 4
        assert not any(leaks(shown[id], one) for id in ids(shots.of(one)))


@pytest.mark.parametrize("made", [Fixed, Nearest])
def test_examples_can_be_asked_for_by_the_questions_text(made):
    shots = made(POOL, 3)
    assert all(shots(one.text) == shots.of(one) for one in POOL)
    assert len(shots("Something that nobody asked before")) == 3


@pytest.mark.parametrize("made", [Fixed, Nearest])
def test_a_locked_question_is_never_an_example_and_its_cluster_is_not_shown_to_it(made):
    locked = question("l", cluster="c1", split="locked")
    shots = made([*POOL, locked], 4)
    clusters = {one.id: one.cluster for one in POOL}
    assert "l" not in {id for one in POOL for id in ids(shots.of(one))}
    assert "c1" not in {clusters[id] for id in ids(shots.of(locked))}


@pytest.mark.parametrize("made", [Fixed, Nearest])
def test_the_pool_holds_all_that_is_shown(made):
    shots = made(POOL, 4)
    shown = {shot for one in POOL for shot in shots.of(one)} | set(shots("anything else"))
    assert shown <= set(shots.pool)


def test_the_fixed_pool_is_little_more_than_what_is_shown():
    assert 4 < len(Fixed(POOL, 4).pool) <= 12


@given(st.lists(st.tuples(st.integers(0, 5), KINDS, st.booleans()), max_size=25), st.integers(0, 3))
def test_spreading_loses_and_repeats_nothing(made, seed):
    questions = [question(f"q{at}", cluster=f"c{c}" if c else "", kind=kind, must_abstain=no) for at, (c, kind, no) in enumerate(made)]
    assert sorted(spread(questions, seed=seed), key=lambda one: one.id) == sorted(questions, key=lambda one: one.id)


def test_a_variant_without_examples_needs_none_and_keeps_its_hash(tmp_path):
    variant = resolve("default", settings=WITH_MODEL, root=tmp_path)
    assert shots_of(variant, [], seed=0) is None
    assert with_shots(variant, None, root=tmp_path) == variant


def test_the_examples_of_a_variant_are_in_its_hash(tmp_path):
    few = resolve("few_shot", settings=WITH_MODEL, root=tmp_path)
    first, again, other = (with_shots(few, shots_of(few, POOL, seed=seed), root=tmp_path).hash for seed in (0, 0, 3))
    assert first == again
    assert len({few.hash, first, other}) == 3


def test_a_variant_that_answers_in_claims_shows_examples_with_quotes_alone(tmp_path):
    claims = resolve("shown", settings=with_variants(own("shown", method={"shots": 2})), root=tmp_path)
    bare = [question(f"b{number}", quote="") for number in range(9)]
    chosen = shots_of(claims, [*bare, *POOL], seed=0)
    assert all(shot.quotes for shot in chosen.pool)
    with pytest.raises(BadVariant, match="a quote that stands in the documents"):
        shots_of(claims, bare, seed=0)


@pytest.mark.parametrize("questions", [[], POOL[:4], [question(f"q{number}", cluster="one") for number in range(40)]])
def test_too_few_questions_for_examples_are_counted(questions, tmp_path):
    few = resolve("few_shot", settings=WITH_MODEL, root=tmp_path)
    with pytest.raises(BadVariant, match="it shows 4 examples, and for some question there are only") as caught:
        shots_of(few, questions, seed=0)
    assert "untuned questions" in caught.value.remedy


def test_what_tells_examples_apart_is_what_most_questions_are_shown():
    other = [question(f"p{number}", cluster=f"d{number}") for number in range(30)]
    assert Fixed(POOL, 4).name == Fixed(POOL, 4, seed=0).name
    assert len({Fixed(POOL, 4).name, Fixed(POOL, 8).name, Fixed(other, 4).name, Nearest(POOL, 4).name, Nearest(POOL, 8).name}) == 5
    assert Nearest(POOL, 4).name == Nearest([*POOL, *other], 4).name


def test_prompts_and_examples_are_kept_with_a_variant(tmp_path):
    made = resolve("few_shot", settings=WITH_MODEL, root=tmp_path)
    ready = with_shots(made, shots_of(made, POOL, seed=0), root=tmp_path)
    kept = body_of(ready)
    assert kept["prompts"] == dict(made.prompts) == prompts_of(made, root=tmp_path)
    assert kept["shown"] == ready.shown != ""
    assert "shown" not in body_of(made)
