"""A word that denies is one in whatever letters it is written; signs and labels that take a claim back keep it from being green."""

import pytest

from untuned import verify_quote
from untuned.rag.verify.agreement.denial import denies_otherwise
from untuned.rag.verify.support.support import support_of

QUOTE = "You have 30 days from the day of delivery to return a kayak for a full refund."
RUSSIAN = "Гарантия на байдарки действует 24 месяца со дня доставки."
NOTS = ("n\u043et", "n\u03bft", "\uff4e\uff4f\uff54", "\U0001d427\U0001d428\U0001d42d")
CONTRACTED = ("don\u02bct", "don`t", "don\u00b4t", "dont")


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        *((f"You do {word} have 30 days to return a kayak.", QUOTE) for word in NOTS),
        *((f"You {word} have 30 days to return a kayak.", QUOTE) for word in CONTRACTED[:1] + CONTRACTED[3:]),
        ("Гарантия на байдарки нe действует 24 месяца со дня доставки.", RUSSIAN),
        ("Гарантия на байдарки HE действует 24 месяца со дня доставки.", RUSSIAN),
    ],
)
def test_a_negation_that_a_claim_adds_in_other_letters_is_refused(claim, quote):
    found = support_of(claim, [quote])
    assert found.band == "red"
    assert any(flag.kind == "changed_word" and flag.says == claim[flag.start : flag.end] for flag in found.flags)
    assert denies_otherwise(claim, [quote])


@pytest.mark.parametrize("word", [f"do {word}" for word in NOTS] + list(CONTRACTED))
def test_a_negation_that_a_quote_has_in_other_letters_is_not_left_out(word):
    quote = QUOTE.replace("You have", f"You {word} have")
    assert support_of(QUOTE, [quote]).band == "red"
    assert denies_otherwise(QUOTE, [quote])


@pytest.mark.parametrize(
    "claim",
    [
        "False: you have 30 days to return a kayak.",
        "Myth: you have 30 days to return a kayak.",
        "Rumour: you have 30 days to return a kayak.",
        "It is false that you have 30 days to return a kayak.",
        "❌ You have 30 days to return a kayak.",
        "You have 30 days 🚫 to return a kayak.",
        "You have ~~30 days~~ to return a kayak.",
        "You have <30 days to return a kayak.",
        "You have ≠30 days to return a kayak.",
        "You have 30+ days to return a kayak.",
        "You have ±30 days to return a kayak.",
        "You have \u202e30\u202c days to return a kayak.",
    ],
)
def test_a_sign_that_takes_back_or_bounds_what_is_said_keeps_a_claim_from_being_green(claim):
    assert support_of(claim, [QUOTE]).band == "undecided"


@pytest.mark.parametrize("label", ["False: ", "Миф: ", "❌ ", "It is a myth that "])
def test_a_claim_with_a_label_that_denies_it_is_not_shown_in_its_own_words(label):
    assert denies_otherwise(f"{label}{QUOTE}", [QUOTE])
    assert not denies_otherwise(f"{label}{QUOTE}", [f"{label}{QUOTE}"])


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Boats of 30+ kg are sent by freight.", "Boats of 30+ kg are sent by freight."),
        ("❌ Returns after 30 days from delivery.", "❌ Returns after 30 days from delivery."),
        ("The file holds <10 rows of each table.", "The file holds <10 rows of each table."),
        (RUSSIAN.replace("месяца", "мeсяца"), RUSSIAN),
    ],
)
def test_a_sign_or_letter_that_says_nothing_else_than_the_quote_costs_no_claim_its_green(claim, quote):
    assert support_of(claim, [quote]).band == "green"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The film is rated 18+.", "The film is rated for viewers of 18 years and older."),
        ("Python >= 3.9 is required.", "Python 3.9 or later is required."),
        ("The tolerance is ±5 mm.", "The tolerance is plus or minus 5 mm."),
        ("Avoid: running the pump dry.", "Avoid running the pump dry."),
        ("Deprecated: the method load_all.", "The method load_all is deprecated."),
        ("Нельзя: включать насос без воды.", "Нельзя включать насос без воды."),
    ],
)
def test_a_sign_or_label_that_the_quote_says_in_words_costs_no_claim_its_green(claim, quote):
    assert support_of(claim, [quote]).band == "green"
    assert not denies_otherwise(claim, [quote])


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Returns take 30+ days from delivery.", "Returns take <30 days from delivery."),
        ("A bag of sand weighs ±5 kg.", "A bag of sand weighs <5 kg."),
    ],
)
def test_a_sign_at_a_figure_is_not_the_same_as_another(claim, quote):
    assert support_of(claim, [quote]).band == "undecided"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        (
            "Les produits avec une garantie expirée sont réparés pour 30 euros.",
            "Les produits dont la garantie est expirée sont réparés pour 30 euros.",
        ),
        ("Гелий (He) кипит при 4,2 К.", "Гелий кипит при 4,2 К."),
        ("Гелий кипит при 4,2 К.", "Гелий (He) кипит при 4,2 К."),
        ("The cant of the track is 150 mm.", "The track has a cant of 150 mm."),
    ],
)
def test_a_word_that_only_has_the_letters_of_a_negation_denies_nothing(claim, quote):
    assert support_of(claim, [quote]).band != "red"
    assert not denies_otherwise(claim, [quote])


def test_a_french_denial_is_seen_beside_dont():
    claim = "Les produits dont la garantie est expirée sont remboursés."
    assert denies_otherwise(claim, ["Les produits dont la garantie est expirée ne sont pas remboursés."])


@pytest.mark.parametrize("word", [*(f"do {word}" for word in NOTS), *CONTRACTED])
def test_no_quote_is_cut_out_behind_a_negation_in_other_letters(word):
    assert verify_quote("have 30 days to return it", f"You {word} have 30 days to return it.").reason == "negation_clipped"
    source = f"You may return it within 30 days. You {word} get a refund then. The deposit is paid back in full."
    assert not verify_quote("You may return it within 30 days ... The deposit is paid back in full.", source).accepted


def test_no_quote_is_cut_out_behind_a_russian_negation_in_latin_letters():
    assert verify_quote("подлежит возврату в течение 5 дней", "Товар нe подлежит возврату в течение 5 дней.").reason == "negation_clipped"
    assert verify_quote("Сапоги возвращают", "Сапоги возвращают нe позднее пятницы.").reason != ""


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("la garantie est expirée depuis peu", "Les produits dont la garantie est expirée depuis peu sont exclus."),
        ("кипит при низкой температуре", "Гелий (He) кипит при низкой температуре."),
        ("of the track is 150 mm at most", "Here the cant of the track is 150 mm at most."),
    ],
)
def test_a_quote_behind_a_word_that_only_has_the_letters_of_a_negation_is_accepted(quote, source):
    assert verify_quote(quote, source).accepted
