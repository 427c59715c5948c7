"""Metrics of how a text reads: coherence, what is left over, stock phrases, rewriting, voice."""

import pytest

from judged import case, question, run
from untuned.evaluation.metrics import coherence, facts_added, facts_lost, remainder, stock_phrases, voice, words_changed
from untuned.evaluation.metrics.reading.voices import LEAST_AUROC, voice_of

SHORT = ("The gate is shut. We go on. It rains, and the wind is cold. I saw him at the door; he was not glad of it. ", "But we went in. ")
LONG = (
    "Notwithstanding the aforementioned provisions, the undersigned parties hereby acknowledge that such obligations remain enforceable. ",
    "Whereas every stipulation contained herein constitutes an integral component of this agreement, which the parties have concluded, ",
)


def of(metric, text, **fields):
    fields.setdefault("verified", False)
    known = {key: fields.pop(key) for key in ("known", "voice") if key in fields}
    asked = fields.pop("asked", question("so"))
    return metric.METRIC.of(case(asked=asked, made=run(text, **fields), **known))


def test_plain_sentences_are_coherent():
    assert of(coherence, "The term of the return is sixty days, and sixty more for members.").value == 1


def test_a_loop_is_not_coherent():
    loop = "we can help you with that today and " * 6
    assert of(coherence, loop).value < 0.5
    assert of(coherence, "so so so so so it is").value == pytest.approx(4 / 7)


def test_a_few_words_said_twice_are_no_loop():
    assert of(coherence, "one of the 38 possible bids in 1915, and he one of the 38 possible bids in 1937").value == 1


def test_sentences_of_one_form_with_other_numbers_are_not_said_over_again():
    plans = (
        "Seedling is free and keeps data for 30 days. Orchard costs 9 EUR a month per controller and keeps data for 2 years. "
        "Estate costs 29 EUR a month per controller and keeps data for 10 years. Estate includes support by telephone."
    )
    assert of(coherence, plans).detail == ""
    assert of(coherence, "Orchard costs 9 EUR a month. " * 6).value < 0.5


KNOWN = {"the", "term", "is", "sixty", "days", "customer", "service"}.__contains__


@pytest.mark.parametrize("slip", ["cusstomer", "cusotmer", "customxer", "customerservice", "strrrong", "bcdfghjk"])
def test_a_slip_of_a_known_word_is_not_coherent(slip):
    score = of(coherence, f"the term is sixty {slip}", known=KNOWN)
    assert score.value == pytest.approx(0.8)
    assert score.detail == f"{slip} (misspelt)"


@pytest.mark.parametrize("word", ["provides", "customer", "Lortie", "E-mail", "flat"])
def test_a_word_that_is_only_new_is_coherent(word):
    assert of(coherence, f"the term is sixty {word}", known=KNOWN).value == 1


def test_words_of_the_passages_and_names_are_known():
    assert of(coherence, "the term is sixty cusstomer", known=KNOWN, contexts=("Sixty cusstomer.",)).value == 1
    assert of(coherence, "the term is Cusstomer", known=KNOWN).value == 1
    assert of(coherence, "the term is sixty cusstomer").value == 1


def test_another_alphabet_is_the_wrong_language():
    english, russian = question("so", language="en"), question("так", language="ru")
    assert of(coherence, "The term is шестьдесят days.", asked=english).value == pytest.approx(4 / 5)
    assert of(coherence, "Срок возврата sixty дней.", asked=russian).value == pytest.approx(3 / 4)
    assert of(coherence, "Срок по плану Pro равен 60 дням.", asked=russian).value == 1
    assert of(coherence, "Cрок возврата", asked=russian).value == 0.5  # the first letter is a Latin one
    assert of(coherence, "期限は six days", asked=english).value < 1


def test_words_thrown_together_are_not_coherent():
    sound = "The customer may return the goods within thirty days of delivery, and the seller pays for the transport."
    thrown = "Pays the of thirty transport, may goods seller and delivery customer within return the for days the the the."
    assert of(coherence, sound, asked=question("so", language="en")).value > 0.95
    score = of(coherence, thrown, asked=question("so", language="en"))
    assert score.value < 0.6
    assert "order" in score.detail
    sound = "Покупатель может вернуть товар в течение тридцати дней после доставки, и продавец оплачивает перевозку."
    thrown = "После и товар оплачивает в тридцати покупатель течение вернуть дней перевозку может продавец доставки."
    assert of(coherence, sound, asked=question("так", language="ru")).value > 0.95
    assert of(coherence, thrown, asked=question("так", language="ru")).value < 0.6


def test_where_most_words_have_capitals_these_tell_no_name():
    shouted = "THE CUSTOMER MAY RETURN THE GOODS WITHIN THIRTY DAYS OF DELIVERY, AND THE SELLER PAYS FOR THE TRANSPORT."
    assert of(coherence, shouted, asked=question("so", language="en")).value > 0.95


def test_a_sentence_in_another_language_of_the_same_letters_is_the_wrong_language():
    english = question("so", language="en")
    score = of(coherence, "Der Kunde kann die Ware nicht mit der Post an uns senden.", asked=english)
    assert score.value < 0.5
    assert "(wrong language)" in score.detail
    quoted = ("Der Kunde kann die Ware nicht mit der Post an uns senden.",)
    assert "(wrong language)" not in of(coherence, quoted[0], asked=english, contexts=quoted).detail


@pytest.mark.parametrize(("language", "word", "real"), [("en", "flimbraction", "bronchiolitis"), ("ru", "прилубство", "товарооборот")])
def test_a_word_that_nobody_writes_is_invented(language, word, real):
    asked = question("so", language=language)
    told = f"{word} (invented)"
    assert told in of(coherence, f"1 {word}", asked=asked, known=KNOWN).detail
    assert "(invented)" not in of(coherence, f"1 {real}", asked=asked, known=KNOWN).detail
    assert told not in of(coherence, f"1 {word}", asked=asked, known=KNOWN, contexts=(word,)).detail


def test_code_and_addresses_are_no_words_of_a_language():
    russian = question("так", language="ru")
    assert of(coherence, "Вызовите `response_model` или откройте https://example.org/docs сейчас.", asked=russian).value == 1


def test_a_refusal_has_no_wording():
    for metric in (coherence, stock_phrases, remainder):
        assert of(metric, "").status == "not_applicable"


def test_what_stands_beside_a_right_value_is_held_against_what_was_read():
    contexts = ("The term of return is 60 days for all customers.",)
    asked = question("60 days")
    loose = "The term of return is 60 days. Jupiter orbits beyond Mars amid giant storms."
    assert of(remainder, loose, asked=asked, contexts=contexts).value > 0.4
    assert of(remainder, "The term of return is 60 days. It is for all customers.", asked=asked, contexts=contexts).value == 0
    assert of(remainder, "It is 30 days.", asked=asked, contexts=contexts).status == "not_applicable"
    assert of(remainder, loose, asked=asked, contexts=contexts, verified=True).status == "not_applicable"


def test_stock_phrases_are_counted_in_a_hundred_words():
    assert of(stock_phrases, "It’s important to note that ten days remain.").value == pytest.approx(100 / 8)
    assert of(stock_phrases, "Важно отметить: срок 60 дней.").value == pytest.approx(100 / 5)
    assert of(stock_phrases, "The term is ten days.").value == 0


def test_a_rewrite_is_held_against_its_original():
    before = "The Pro plan costs 12 € a month and began on 5 May 2024."
    same = {"original": before}
    assert of(words_changed, before, **same).value == 0
    assert of(facts_lost, before, **same).value == of(facts_added, before, **same).value == 0
    after = "The plan costs 14 € a month."
    assert 0 < of(words_changed, after, **same).value < 1
    assert "'12 €'" in of(facts_lost, after, **same).detail or "'12'" in of(facts_lost, after, **same).detail
    assert of(facts_added, after, **same).value >= 1
    assert of(facts_lost, after, **same).value > of(facts_added, after, **same).value


def test_what_was_not_rewritten_has_no_change():
    for metric in (words_changed, facts_lost, facts_added):
        assert of(metric, "It is so.").status == "not_applicable"


def test_a_voice_tells_its_author_from_another():
    author = voice_of([SHORT[0] * 30, SHORT[1] * 90, "".join(SHORT) * 30], ["".join(LONG) * 30, LONG[0] * 30])
    assert all(each.auroc >= LEAST_AUROC for each in author.calibrations)
    own, other = of(voice, SHORT[0] * 3, voice=author), of(voice, LONG[0] * 4, voice=author)
    assert own.value > 0.5 > other.value
    assert "AUROC" in own.detail


def test_an_author_who_writes_like_the_others_cannot_be_told():
    texts = ["".join(SHORT) * 30, "".join(SHORT) * 31]
    score = of(voice, SHORT[0] * 3, voice=voice_of(texts, texts))
    assert (score.status, score.value) == ("failed", None)
    assert "cannot be told" in score.detail


def test_one_document_of_an_author_calibrates_nothing():
    assert voice_of(["".join(SHORT) * 30], ["".join(LONG) * 30]).calibrations == ()
    assert voice_of([], []).hear("It rains. " * 40) is None


def test_a_few_words_have_no_voice():
    author = voice_of([SHORT[0] * 30, SHORT[1] * 90], [LONG[0] * 30, LONG[1] * 30])
    assert of(voice, "The gate is shut.", voice=author).status == "not_applicable"
    assert of(voice, "The gate is shut.").status == "not_applicable"
