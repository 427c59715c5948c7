"""What no verifier may accept is not accepted by way of `check_answer` either, which looks through more: emphasis, marks by their looks."""

import random
import secrets

from generators.material import material
from generators.mutations import MUTATIONS, mutated
from generators.texts import ENGLISH, MARKDOWN, OTHER, RUSSIAN
from untuned import check_answer
from untuned.types.checks import GivenQuote

COUNT = 200
MARKED = "- a list that makes Markdown of a plain text\n\n"


def test_no_mutated_quote_is_accepted_beside_an_answer():
    seed = secrets.randbelow(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    pieces = [material(text, foreign=OTHER) for text in (ENGLISH, RUSSIAN, MARKDOWN, MARKED + ENGLISH)]
    kinds, quotes = tuple(MUTATIONS), []
    while len(quotes) < COUNT:
        piece = rng.choice(pieces)
        quote = mutated(kinds[rng.randrange(len(kinds))], piece, rng)
        quotes += [(piece.text, GivenQuote(text=quote))] if quote is not None else []
    accepted = [quote.text for text, quote in quotes if check_answer("", [text], quotes=[quote]).quotes[0].verdict.accepted]
    assert accepted == [], f"seed {seed}"
