"""Support: bands by rules, probabilities where they are worth showing, a model's in their place."""

from dataclasses import dataclass, field, replace

import pytest

from untuned.rag.verify.support.lexical import FEATURES, sentences_of
from untuned.rag.verify.support.support import Pair, judge, measured_kind, support_of
from untuned.rag.verify.support.weights import answer_unsupported, loaded, sentence_unsupported, shipped

MANUAL = (
    "The Alder station measures wind, rain and light every 15 seconds. Its mast must stand at least 2.5 m from any wall. The sensor works "
    "from -40 to +60 degrees without a heater. Returns are accepted within 30 days of delivery. Opened filters are not refundable. If the "
    "parcel arrives damaged, we replace the whole set at no cost. The base model costs 1,250 dollars before tax."
)
CARRIED = "The station measures wind, rain and light every 15 seconds."
INVENTED = "Marine biologists praise its elegant titanium casing and lifelong satellite subscription."
QUESTION = "What does the station measure?"


def test_a_sentence_of_the_source_is_green():
    support = support_of(CARRIED, [MANUAL])
    assert (support.band, support.flags) == ("green", ())


def test_a_changed_number_is_red_and_says_why():
    support = support_of("The station measures wind every 20 seconds.", [MANUAL])
    assert support.band == "red"
    assert [flag.says for flag in support.flags if flag.hard] == ["20"]


@pytest.mark.parametrize(
    "claim", [INVENTED, "According to the passages:", "Every 15 seconds the Berlin station measures wind, rain and light.", ""]
)
def test_what_rules_cannot_decide_is_undecided(claim):
    assert support_of(claim, [MANUAL]).band == "undecided"


@pytest.mark.parametrize(
    ("claim", "source", "carried"),
    [
        ("Registration is required.", "Payment is required for all.", 0.0),
        ("Это всем запрещено.", "Монголы правили всем Китаем.", 0.0),
        ("Payment is required.", "Payment is required for all.", 1.0),
        ("Payment is never late.", "Payment is due.", 1 / 3),
        ("All must.", "All must.", None),
    ],
)
def test_words_that_only_turn_what_is_said_carry_nothing_and_are_missed_where_they_lack(claim, source, carried):
    assert support_of(claim, [source]).carried == (None if carried is None else pytest.approx(carried))


def test_a_claim_with_its_own_quotes_shows_no_probability():
    assert support_of(CARRIED, [MANUAL]).probability is None


def test_a_dropped_condition_counts_for_a_claim_and_not_for_a_sentence_of_an_answer():
    claim = "We replace the whole set at no cost."
    assert support_of(claim, ["If the parcel arrives damaged, we replace the whole set at no cost."]).band == "red"
    assert judge(claim, [MANUAL], question=QUESTION).sentences[0].support.band != "red"


def test_an_answer_to_a_question_shows_what_is_least_supported():
    answer = f"{CARRIED} {INVENTED} {INVENTED}"
    judged = judge(answer, [MANUAL], question=QUESTION)
    carried, *invented = (each.support.probability for each in judged.sentences)
    assert carried is not None
    assert carried > 0.9 > max(invented)
    assert judged.marked == ((len(CARRIED) + 1, len(answer)),)
    assert judged.doubted is True
    better = judge(f"{CARRIED} Its mast must stand at least 2.5 m from any wall.", [MANUAL], question=QUESTION)
    assert better.doubted is False
    assert better.unsupported < judged.unsupported


@pytest.mark.parametrize(
    ("answer", "sources", "question"),
    [
        (CARRIED, [MANUAL], QUESTION),
        (f"{CARRIED} {INVENTED}", [MANUAL], ""),
        (f"{CARRIED} {INVENTED}", [MANUAL], "What " + "and what else " * 9 + "does it measure?"),
        (f"{CARRIED} {INVENTED}", [CARRIED], QUESTION),
        (f"{CARRIED} {INVENTED}", [MANUAL * 20], QUESTION),
        (f"{CARRIED} {INVENTED}", ["Станция измеряет ветер, дождь и свет каждые пятнадцать секунд. " * 12], QUESTION),
    ],
    ids=["one sentence", "no question", "long question", "short source", "long sources", "another script"],
)
def test_no_probability_is_shown_for_a_kind_of_task_that_was_not_measured(answer, sources, question):
    judged = judge(answer, sources, question=question)
    assert (judged.unsupported, judged.doubted, judged.marked) == (None, None, ())
    assert all(each.support.probability is None for each in judged.sentences)


def test_nothing_is_shown_by_weights_that_measure_too_near_to_chance():
    weights = shipped()
    sentences = judge(f"{CARRIED} {INVENTED}", [MANUAL], question=QUESTION).sentences
    assert measured_kind(sentences, [MANUAL], question=QUESTION, weights=weights)
    assert not measured_kind(sentences, [MANUAL], question=QUESTION, weights=replace(weights, auroc=0.64))


def test_an_answer_without_words_has_no_sentences():
    judged = judge(" \n1.\n", [MANUAL], question=QUESTION)
    assert (judged.sentences, judged.unsupported) == ((), None)


def test_list_items_are_sentences_of_their_own():
    answer = "It measures:\n* wind\n* rain, e.g. in June\n\n1. Light. Every day."
    assert [answer[start:end] for start, end in sentences_of(answer)] == [
        "It measures:",
        "* wind",
        "* rain, e.g. in June",
        "1. Light.",
        "Every day.",
    ]


@dataclass
class Fixed:
    """A scorer that always says the same, and keeps what it was asked."""

    says: float
    name: str = "fixed"
    asked: list[list[Pair]] = field(default_factory=list)

    def score(self, pairs):
        self.asked.append(list(pairs))
        return [self.says] * len(pairs)


def test_a_scorer_is_asked_once_for_all_sentences_and_its_name_is_shown():
    scorer = Fixed(0.25)
    judged = judge(f"{CARRIED} {INVENTED}", [MANUAL], scorer=scorer, combine="replace")
    assert [[pair.claim for pair in batch] for batch in scorer.asked] == [[CARRIED, INVENTED]]
    assert {(each.support.probability, each.support.scorer) for each in judged.sentences} == {(0.25, "fixed")}
    assert judged.scorer == "fixed"


def test_the_mean_stands_between_the_scorer_and_the_rules():
    low, high = (support_of(CARRIED, [MANUAL], scorer=Fixed(says)).probability for says in (0.0, 1.0))
    assert 0.4 < low < 0.5 < high


def test_a_scorer_never_overrules_a_hard_flag():
    claim = "The station measures wind every 20 seconds."
    for combine in ("mean", "replace"):
        support = support_of(claim, [MANUAL], scorer=Fixed(1.0), combine=combine)
        assert support.band == "red"
        assert support.probability <= 0.5
        assert judge(claim, [MANUAL], scorer=Fixed(1.0), combine=combine).sentences[0].support.band == "red"


def test_the_shipped_weights_are_for_these_features_and_say_what_they_were_fitted_on():
    weights = shipped()
    assert weights.features == FEATURES
    assert weights.auroc > 0.8
    assert "ragtruth" in weights.fitted_on


def test_weights_for_other_features_are_refused():
    source = '{"name": "other/1", "features": ["length"]}'
    with pytest.raises(ValueError, match="other/1"):
        loaded(source)


def test_more_absent_words_and_a_hard_flag_raise_the_doubt():
    weights = shipped()
    assert sentence_unsupported((2.0, 0.0, 0.5, 0.0, 1.0), weights) > sentence_unsupported((0.0, 0.0, 0.5, 0.0, 1.0), weights)
    assert sentence_unsupported((0.0, 0.0, 0.5, 1.0, 1.0), weights) > sentence_unsupported((0.0, 0.0, 0.5, 0.0, 1.0), weights)


def test_an_answer_is_as_doubtful_as_its_worst_sentence():
    weights = shipped()
    assert answer_unsupported([], weights) == 0.0
    assert answer_unsupported([0.1, 0.6, 0.1], weights) == answer_unsupported([0.6], weights) > answer_unsupported([0.5], weights)
    assert answer_unsupported([1.0], weights) > 0.99


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The shop pays for the return.", "The customer pays for the return."),
        ("Магазин оплачивает возврат товара.", "Покупатель оплачивает возврат товара."),
    ],
)
def test_a_short_claim_with_another_subject_is_not_green(claim, source):
    assert support_of(claim, [source]).band == "undecided"
    assert support_of(source, [source]).band == "green"


TERMS = "Customers can usually cancel an order within 90 days after the purchase."
RUSSIAN_TERMS = "Клиенты могут отменить заказ в течение 90 дней после покупки."


@pytest.mark.parametrize(
    ("claim", "source", "sentence"),
    [
        (
            "Managers can usually cancel an order within 90 days after the purchase.",
            TERMS,
            "source says 'Customers', claim says 'Managers'",
        ),
        ("Customers can usually extend an order within 90 days after the purchase.", TERMS, "source says 'cancel', claim says 'extend'"),
        (
            "Customers can usually cancel an order within 90 days after the delivery.",
            TERMS,
            "source says 'purchase', claim says 'delivery'",
        ),
        ("Customers can cancel an order within 90 days after the purchase.", TERMS, "source says 'usually cancel', claim says 'cancel'"),
        ("All customers can usually cancel an order within 90 days after the purchase.", TERMS, "the source has no 'All'"),
        (
            "Pro plan keeps readings for 90 days.",
            "Enterprise plan keeps readings for 90 days.",
            "source says 'Enterprise', claim says 'Pro'",
        ),
        ("Менеджеры могут отменить заказ в течение 90 дней после покупки.", RUSSIAN_TERMS, "source says 'Клиенты', claim says 'Менеджеры'"),
        ("Клиенты могут отменить заказ в течение 90 дней после доставки.", RUSSIAN_TERMS, "source says 'покупки', claim says 'доставки'"),
        ("Клиенты всегда могут отменить заказ в течение 90 дней после покупки.", RUSSIAN_TERMS, "the source has no 'всегда'"),
    ],
)
def test_a_near_copy_with_another_word_is_not_green_and_says_which(claim, source, sentence):
    support = support_of(claim, [f"Terms of sale.\n\n{source} Delivery takes 3 days."])
    assert support.band == "undecided"
    assert sentence in [flag.sentence for flag in support.flags if flag.kind == "other_word"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A customer can usually cancel an order within 90 days after purchasing.", TERMS),
        ("Within 90 days after the purchase, customers can usually cancel an order.", TERMS),
        ("In short, customers can usually cancel an order within 90 days after the purchase.", TERMS),
        ("Клиент может отменить свой заказ в течение 90 дней после покупки.", RUSSIAN_TERMS),
    ],
)
def test_another_form_or_order_of_the_same_words_is_no_other_word(claim, source):
    assert [flag for flag in support_of(claim, [source]).flags if flag.kind == "other_word"] == []
