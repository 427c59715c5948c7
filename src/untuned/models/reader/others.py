"""What stands in a definition, or in the notes on a release, of something else than the question is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from untuned.models.reader.headwords import Found, definitions, is_about, names_asked_about, of_other_names, of_other_terms
from untuned.models.reader.question import Question
from untuned.models.reader.released import of_other_releases
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.text.words import terms
from untuned.types.answers import Passage


def of_others(
    found: Sequence[Found], question: Question, shares: Shares, passages: Sequence[Passage], *, cut: Callable[[Passage], Sequence[Unit]]
) -> frozenset[int]:
    """The ordinals of the windows that tell of another name, term or release than the one asked about, where that one is told of too."""
    names = of_other_names(
        found,
        names_asked_about(question, shares),
        definitions=lambda index: definitions(passages[index], cut(passages[index])),
        titles=lambda index: shares.of(terms(passages[index].version.title, language=passages[index].version.language)),
        are_asked=lambda names: is_about(names, question, shares),
    )
    meanings = of_other_terms(found, question, units=lambda index: (passages[index].text, cut(passages[index])))
    return names | meanings | of_other_releases(found, question, passages, cut=cut)
