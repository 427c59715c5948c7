"""Words by which an answer speaks of its sources or of itself."""

from __future__ import annotations

from functools import cache

from untuned.text.words import terms

_SPEAKING_TEXT = """
passage passages provided given provide provides information context source sources text document documents question answer answers answered
based according mention mentioned mentions state states stated suggest suggests suggested note noted important remember keep mind essential
unable determine specific specifically explicitly explicit additional additionally further detail details detailed conclusion overall
summary summarize therefore however also example following follow steps help clear clearly directly refer related relevant available consult
seek guidance may might could would should
отрывок отрывке отрывки источник источника источнике источники источникам текст тексте документ документе документы контекст информация
информации вопрос вопросу ответ ответить согласно основе данных данным приведенных предоставленных указано указывает упоминается упоминает
важно отметить следует помнить учитывать например также однако поэтому итак вывод подробнее дополнительно образом таким
"""


@cache
def speaking() -> frozenset[str]:
    """The terms of such words: they claim nothing that a source could lack."""
    return frozenset(terms(_SPEAKING_TEXT))
