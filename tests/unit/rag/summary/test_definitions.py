"""Which sentences define a term, and which lean on one."""

import pytest

from summarising import version_of
from untuned.rag.summary.definitions import defined_terms, leans_on
from untuned.rag.summary.outline import outline


def document(source):
    version, text = version_of(source)
    return outline(version, text), text


def terms_of(source):
    return [defined.term for defined in defined_terms(*document(source))]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ('"Affiliate" means an entity under common control.', "Affiliate"),
        ("“Affiliates” shall mean the entities under common control.", "Affiliates"),
        ("“Fee” (or the money) is defined as the sum of all invoices.", "Fee"),
        ('The term "Losses" refers to damages of every kind.', "Losses"),
        ("**Burrow** is a hole in the ground.", "Burrow"),
        ("**Burrow**: a hole in the ground.", "Burrow"),
        ("- **Burrow** – where a numbat sleeps.", "Burrow"),
        ('This contract (the "Agreement") binds both parties.', "Agreement"),
        ('Fennerock Ltd. (hereinafter referred to as the "Provider") delivers.', "Provider"),
        ('It renews for a year (each a "Renewal Term") without notice.', "Renewal Term"),
        ("Churn is defined as the share of keepers who leave.", "Churn"),
        ("«Намбат» означает сумчатое животное.", "Намбат"),
        ("«Намбат» — сумчатое животное.", "Намбат"),
        ("Под «Сроком действия» понимается время до расторжения.", "Сроком действия"),
        ("Общество (далее — «Поставщик») поставляет корм.", "Поставщик"),
        ("Намбат — это сумчатое животное.", "Намбат"),
    ],
)
def test_a_sentence_that_defines_is_found(sentence, term):
    assert terms_of(sentence) == [term]


@pytest.mark.parametrize(
    "sentence",
    [
        "The word is often written in bold.",
        'He said "never again" and left.',
        'For this, words such as "including" mean no limit.',
        "**Note** that numbats bite.",
        "Numbats eat termites (and nothing else).",
        "Press **Save** and wait.",
        "Намбаты едят термитов.",
    ],
)
def test_a_sentence_that_defines_nothing_is_not(sentence):
    assert terms_of(sentence) == []


def leaning(source):
    outlined, text = document(source)
    *_, last = outlined.sentences
    return [defined.term for defined in leans_on(last, text, defined_terms(outlined, text))]


def test_a_sentence_leans_on_the_terms_that_it_uses_in_any_number_and_case():
    source = '"Keeper" means a person.\n\n"Renewal Term" means a year.\n\n"Fee" means money.\n\nKeepers pay for all Renewal Terms.'
    assert leaning(source) == ["Keeper", "Renewal Term"]
    assert leaning("«Намбат» означает животное.\n\nКорм для Намбатов хранится в сарае.") == ["Намбат"]


def test_a_term_with_a_capital_is_not_the_word_without_one():
    assert leaning('"Services" means our web pages.\n\nIt services the house.') == []


def test_a_definition_does_not_lean_on_itself():
    assert leaning('"Services" means our Services on the web.') == []


def test_the_first_sentence_that_defines_a_term_counts():
    outlined, text = document('"Fee" means money.\n\n"Fees" means more money.')
    assert [text[one.sentence.start : one.sentence.end] for one in defined_terms(outlined, text)] == ['"Fee" means money.']
