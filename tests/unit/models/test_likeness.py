"""What is likest to a question by meaning: which units are looked at, how they are worded, and how far the best one stands out."""

import numpy as np
import pytest

from reading import passage
from untuned.models.reader.extractive import read
from untuned.models.reader.likeness import Spot, likest, reading_of, spots, standing, wording
from untuned.models.reader.windows import cut


def test_how_far_the_best_stands_out_is_in_deviations_of_all_and_beside_the_best_of_another_document():
    cosines = np.array([0.1, 0.3, 0.5, 0.9], dtype=np.float32)
    found = standing(cosines, [1, 1, 2, 2])
    spread = float(np.std([0.1, 0.3, 0.5, 0.9]))
    assert found.above == pytest.approx((0.9 - 0.45) / spread, rel=1e-3)
    assert found.lead == pytest.approx((0.9 - 0.3) / spread, rel=1e-3)


def test_without_another_document_it_is_beside_the_mean_and_alike_ones_stand_out_by_nothing():
    alone = standing(np.array([0.2, 0.4], dtype=np.float32), [1, 1])
    assert alone.lead == pytest.approx(alone.above)
    assert standing(np.array([0.5, 0.5], dtype=np.float32), [1, 2]) == (0.0, 0.0)


def test_the_same_cosines_on_another_scale_stand_out_as_far():
    cosines = np.array([0.1, 0.3, 0.5, 0.9], dtype=np.float32)
    assert standing(0.7 + cosines / 5, [1, 2, 3, 3]) == pytest.approx(standing(cosines, [1, 2, 3, 3]), rel=1e-3)


TABLE = "| Item | Fee |\n|---|---|\n| Key | 18 EUR |\n"
PAGE = f"# Terms\n\n## Ending\n\nThe agreement is terminated in writing. Notice is four weeks.\n\n{TABLE}"


def test_every_sentence_and_row_is_looked_at_below_its_heading_and_beside_its_header():
    page = passage(PAGE)
    found = spots([page], reads=lambda language: True)
    worded = [wording(spot, [page]) for spot in found]
    assert worded[:2] == ["Ending:  The agreement is terminated in writing.", "Ending:  Notice is four weeks."]
    assert worded[2].startswith("Ending: ")
    assert "fee" in worded[2]
    assert "| Key | 18 EUR |" in worded[2]
    assert spots([page], reads=lambda language: False) == []


def test_what_is_proposed_is_what_stands_there_though_it_has_no_word_of_the_question():
    page = passage(PAGE)
    reading = read("What if somebody quits?", [page], idf={})
    proposed = reading_of(Spot(0, 0), reading, [page])
    assert "terminated in writing" in proposed.drafts[0].text
    assert len(proposed.places) == 1
    assert cut(page)[proposed.places[0].window.first].start == PAGE.index("The agreement")


def test_the_likest_is_the_one_with_the_greatest_cosine():
    from meaning import Hashed

    page = passage(PAGE)
    found = spots([page], reads=lambda language: True)
    best, out = likest("notice weeks four", found, [page], embedder=Hashed())
    assert best == found[1]
    assert out.above > 1
