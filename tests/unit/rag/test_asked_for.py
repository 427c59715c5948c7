"""The words by which a question asks for a language and for nothing else."""

import pytest

from untuned.rag.asked_for import language_alone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("And in Russian?", "in Russian"),
        ("in German, please", ""),
        ("in German please", "in German"),
        ("What about in French?", "in French"),
        ("А по-английски?", "по-английски"),
        ("на русском языке", "на русском языке"),
        ("А как насчёт на немецком?", "на немецком"),
        ("How far back does history go, in Russian?", ""),
        ("And in Russia?", ""),
        ("And in 2025?", ""),
        ("", ""),
    ],
)
def test_a_language_that_is_asked_for_alone_is_told(text, said):
    assert language_alone(text) == said
