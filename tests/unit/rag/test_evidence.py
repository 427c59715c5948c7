"""What is read for a question, and what a quote is looked for in besides."""

import random
from types import SimpleNamespace

from reading import passage
from untuned.rag.evidence import former_shelves
from untuned.types.principal import OWNER


def test_a_quote_is_looked_for_in_no_more_former_text_than_can_be_read_in_time():
    rng = random.Random(4)
    lengths = {id: rng.choice((400_000, 700_000, 900_000)) for id in range(9, 1, -1)}
    versions = {id: (passage("words", number=id).version, "x" * length) for id, length in lengths.items()}
    truth = SimpleNamespace(
        former=lambda _documents, principal: list(lengths), whole=lambda ids, principal: {id: versions[id] for id in ids}
    )
    shelves = former_shelves([passage("words")], library=SimpleNamespace(truth=truth, principal=OWNER))
    held = [lengths[id] for id in lengths][: len(shelves)]
    assert 0 < sum(held) <= 2_000_000 < sum(lengths.values())
    assert [shelf.version for shelf in shelves] == [versions[id][0].id for id in lengths][: len(shelves)]
