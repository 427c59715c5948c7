"""Sources and claims whose letters and their marks are two signs, as many PDFs have them, are read like any other."""

from unicodedata import normalize

import pytest

from untuned.rag.verify.agreement.denial import denies_otherwise
from untuned.rag.verify.support.support import support_of

FORMS = [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")]
TURNED = [
    ("Насос не имеет защиты от случайной перегрузки зимой.", "Насос имеет защиты от случайной перегрузки зимой."),
    ("Der Käufer darf die Ware nicht öffnen und prüfen.", "Der Käufer darf die Ware öffnen und prüfen."),
]


@pytest.mark.parametrize("forms", FORMS)
@pytest.mark.parametrize(("quote", "claim"), TURNED)
def test_a_negation_is_missed_whichever_way_letters_are_written(quote, claim, forms):
    found = support_of(normalize(forms[1], claim), [normalize(forms[0], quote)])
    assert (found.band, [flag.kind for flag in found.flags]) == ("red", ["changed_word"])


@pytest.mark.parametrize("forms", FORMS)
@pytest.mark.parametrize("text", [quote for quote, _ in TURNED])
def test_a_copy_is_green_whichever_way_letters_are_written(text, forms):
    assert support_of(normalize(forms[1], text), [normalize(forms[0], text)]).band == "green"


def test_a_flag_stands_where_the_claim_has_the_word():
    claim = normalize("NFD", "Käufer müssen für die Lieferung 60 Euro zahlen.")
    flags = support_of(claim, ["Käufer müssen für die Lieferung 50 Euro zahlen."]).flags
    assert all(flag.says == claim[flag.start : flag.end] for flag in flags)
    assert any(flag.says == "60" for flag in flags)


def test_a_denial_is_seen_whichever_way_its_word_is_written():
    quote = "Não vendemos bilhetes."
    assert not denies_otherwise(quote, [normalize("NFD", quote)])
    assert denies_otherwise("Vendemos bilhetes.", [normalize("NFD", quote)])
