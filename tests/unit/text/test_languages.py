from __future__ import annotations

from copy import copy

import numpy as np
import pytest

from untuned.text.languages import BROUGHT, KNOWN, classifier, holds_model, let_model_go, part, whole

SENTENCES = (
    "Den Drucker erreichen Sie nur über das Netz der Werkstatt.",
    "La impresora solo se alcanza desde la red del taller.",
    "A impressora só pode ser alcançada pela rede da oficina.",
    "Tiskárna je dostupná pouze ze sítě dílny.",
    "Принтер доступен только из сети мастерской.",
    "Принтер доступний лише з мережі майстерні.",
    "プリンターには工房のネットワークからのみ接続できます。",
)


def test_the_part_that_is_brought_along_holds_the_numbers_of_the_whole() -> None:
    full = whole()
    columns = [place for place, code in enumerate(full.nb_classes) if code in KNOWN]
    with np.load(BROUGHT) as data:
        assert data["classes"].tolist() == [full.nb_classes[place] for place in columns]
        np.testing.assert_array_equal(data["ptc"], np.asarray(full.nb_ptc)[:, columns])
        np.testing.assert_array_equal(data["pc"], np.asarray(full.nb_pc)[columns])
        np.testing.assert_array_equal(data["nextmove"], np.asarray(full.tk_nextmove))
        np.testing.assert_array_equal(data["row"], np.asarray(full.tk_row))
        np.testing.assert_array_equal(data["output"], np.asarray(full.tk_output))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_part_and_whole_say_the_same_with_the_same_probability(sentence: str) -> None:
    one, other = copy(part()), copy(whole())
    one.set_languages(sorted(KNOWN))
    other.set_languages(sorted(KNOWN))
    assert one.classify(sentence) == other.classify(sentence)


def test_a_language_that_the_part_lacks_is_told_by_the_whole() -> None:
    classify = classifier(("cy", "en"))
    assert classify is not None
    assert classify("Mae'r argraffydd ar gael o rwydwaith y gweithdy yn unig.")[0] == "cy"


def test_the_whole_is_not_loaded_for_languages_of_the_part() -> None:
    let_model_go()
    assert not holds_model()
    classify = classifier(("de", "cs"))
    assert classify is not None
    assert classify(SENTENCES[3])[0] == "cs"
    assert part.cache_info().currsize == 1
    assert whole.cache_info().currsize == 0
    let_model_go()
    assert not holds_model()
