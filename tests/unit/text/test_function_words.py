import pytest

from untuned.text.function_words import function_words
from untuned.text.words import terms

LANGUAGES = ("de", "fr", "es", "pt", "it", "tr", "nl", "pl", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_grammar_is_written_as_a_question_is_analysed(language):
    known = function_words(language)
    assert len(known) > 60
    assert {word for word in known if terms(word, language=language) != [word]} == set()


@pytest.mark.parametrize("language", ["en", "ru", "", "xx"])
def test_where_stop_words_are_left_out_or_no_list_is_kept_there_are_none(language):
    assert function_words(language) == frozenset()
