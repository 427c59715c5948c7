"""Whether a plain text says that it has no answer, by what such texts are made of in English and Russian.

A text declines when it begins with a sentence that says so (after politeness) and does not go on to answer all the same. A sentence says
so when "I" do not know or find, or when the documents do not say; a thing that does not say something ("the policy sets no limit") is an
answer. What is said elsewhere in a text, or after "but", is not looked at: a text that answers a part has not declined.
"""

from __future__ import annotations

import re

from untuned.text.regex import regex

_DOCS = r"(?:documents?|documentation|passages?|contexts?|sources?|texts?|excerpts?|materials?|files?|information)"
_THESE = rf"(?:(?:the|these|this|those|any|my|your|our|provided|given|available|supplied|retrieved|above|following|of)\s+)*{_DOCS}"
_GIVEN = r"(?:\s+(?:provided|given|above|available|supplied|you\s+(?:gave|provided|shared)|i\s+(?:have|was\s+given)|at\s+hand))*"
_HOW = r"(?:(?:explicitly|directly|clearly|specifically|actually|really|currently|yet|fully|even|seem\s+to|appear\s+to)\s+)*"
_NOT = rf"(?:(?:do|does|did|can|could|is|are|was|were)(?:\s+not|n't)|can't|cannot)\s+{_HOW}"
_CANNOT = rf"(?:{_NOT}|am\s+(?:not\s+able|unable)\s+to\s+|'m\s+(?:not\s+able|unable)\s+to\s+|was\s+(?:not\s+able|unable)\s+to\s+)"
_FACT = r"(?:information|info|details?|data|answers?|mention|indication|evidence|knowledge|references?|way\s+to\s+(?:know|tell))"
_ANY = r"(?:(?:any|the|an?|enough|sufficient|such|relevant|specific|that|this|further|reliable|direct|clear|exact)\s+)*"
_MISSING = (
    r"(?:stated|specified|mentioned|given|provided|found|described|covered|addressed|discussed|disclosed|answered|indicated|listed|known)"
)
_SAID = r"(?:stated|specified|mentioned|described|discussed|disclosed|answered|indicated|addressed|known)"
"""Of these, what cannot be said of a thing itself: what is not covered or not given may be just that."""

_LEAD_EN = (
    r"(?:(?:answer|response|sorry|i\s*(?:am|'m)\s+(?:very\s+)?(?:sorry|afraid)|i\s+apologi[sz]e|my\s+apologies|apologies|unfortunately|regrettably"
    r"|as\s+an?\s+(?:ai|(?:large\s+)?language\s+model)[^,.;]{0,40}"
    rf"|(?:based\s+(?:only\s+|solely\s+)?on|according\s+to|from|going\s+by|given|in)\s+{_THESE}{_GIVEN}|that|but|well|hmm)\s*[,:;.!—–-]*\s*)*"
)
_EN = (
    # "know" without an object that could be a person's or an option's own: the sentence is the speaker's.
    rf"i\s*(?:really\s+|honestly\s+|simply\s+)?{_CANNOT}(?:know|say|tell|answer|(?:give|provide)\s+(?:an?\s+)?(?:\w+\s+)?answer|determine|confirm|establish|find|locate|see|help\s+with\s+that)\b",
    rf"(?:i|we)\s+(?:{_NOT}(?:have|see|find)|(?:have|had|found|find|see)\s+no|lack)\s+{_ANY}{_FACT}\b",
    r"i\s+have\s+no\s+(?:idea|clue)\b",
    r"i\s+(?:do\s+not|don't)\s+(?:currently\s+)?have\s+access\s+to\b",
    rf"(?:unable|not\s+able|impossible|not\s+possible)\s+to\s+{_HOW}(?:say|tell|answer|determine|know)\b",
    rf"(?:it|this|that)\s*(?:is|'s|was)\s+{_HOW}(?:unknown|unclear|(?:not\s+|im)possible\s+to\s+(?:say|tell|answer|determine|know))\b",
    rf"(?:it|this|that)\s*(?:is\s+not|isn't|'s\s+not|was\s+not|wasn't|cannot\s+be|can't\s+be|could\s+not\s+be|couldn't\s+be)\s+{_HOW}"
    rf"(?:clear|{_SAID}|determined|{_MISSING}\s+(?:in|by)\s+{_THESE})\b",
    rf"(?:there\s+(?:is|are|was)\s+(?:no|not\s+enough|insufficient)|there's\s+(?:no|not\s+enough)|there\s+(?:isn't|aren't|wasn't)\s+enough)\s+{_ANY}{_FACT}"
    r"(?=\s*(?:$|[.,;!:—–-]|in|about|on|regarding|concerning|of|for|provided|available|given|as|that|which|whether|how|to)\b|\s*[.,;!:]|\s*$)",
    rf"(?:no|not\s+enough|insufficient)\s+{_ANY}{_FACT}(?:[.!]?\s*$|(?:\s+(?:about|on|regarding|concerning)\s+[^.;]{{1,90}}?)?\s+"
    rf"(?:(?:(?:is|was|are|were)\s+)?(?:available|provided|given|found|included)(?=\s*(?:$|[.,;!])|\s+(?:in|about|on|regarding)\b)|in\s+{_THESE}))",
    r"i\s*(?:am|'m)\s+not\s+(?:sure|certain)(?=\s*(?:$|[.,;!])|\s+(?:about|based|from|if|whether|how|what|when|who|where|which|why)\b)",
    r"(?:this|that|the|your)\s+question\s+(?:cannot|can't|can\s+not|could\s+not|couldn't)\s+be\s+answered\b",
    rf"{_THESE}{_GIVEN}\s+{_CANNOT}(?:say|state|mention|specify|answer|address|tell|indicate|discuss|clarify|reveal|disclose)\b",
    rf"{_THESE}{_GIVEN}\s+(?:{_NOT}(?:contain|provide|include|give|have|offer|hold|cover)|(?:contain|provide|include|give|have|offer|hold)s?\s+no|lacks?)"
    rf"\s+{_ANY}{_FACT}\b",
    rf"(?:nothing|none\s+of\s+[^.]{{0,40}}?{_DOCS}|no\s+{_DOCS})(?:\s+in\s+{_THESE}{_GIVEN})?\s+{_HOW}"
    r"(?:says?|states?|mentions?|answers?|specif(?:y|ies)|tells?|addresse?s?|indicates?)\b",
    rf"the\s+answer\s+(?:to\s+(?:this|that|your|the)\s+question\s+)?(?:is\s+not|isn't|cannot\s+be|can't\s+be)\s+(?:{_MISSING}|in\s+{_THESE}|available|determined|there)",
    rf"(?:[^.;]{{1,90}}?\s+)?(?:is|are|was|were)(?:\s+not|n't)\s+{_HOW}{_MISSING}\s+(?:anywhere\s+)?(?:in|by)\s+{_THESE}",
    rf"(?:not\s+{_HOW}{_SAID}|unknown|unanswerable|n/?a|no\s+answer)\s*[.!]?\s*$",
    rf"(?:not\s+{_HOW}(?:{_MISSING}|available)|unknown|unanswerable|no\s+answer)\s+(?:in|by|from)\s+{_THESE}{_GIVEN}\s*[.!]?\s*$",
)

_DOCS_RU = r"(?:документ\w*|документаци\w+|отрывк\w+|материал\w*|контекст\w*|источник\w*|текст\w*|фрагмент\w*)"
_THESE_RU = (
    rf"(?:(?:эт\w+|данн\w+|предоставленн\w+|приведённ\w+|приведенн\w+|имеющ\w+ся|доступн\w+|указанн\w+|мои\w*|наш\w*|ваш\w*)\s+)*{_DOCS_RU}"
)
_FACT_RU = r"(?:информаци\w+|данн(?:ых|ые)|сведени\w+|ответ(?:а|ов)?|указани\w+|упоминани\w+)"
_HOW_RU = (
    r"(?:(?:прямо|явно|точно|ничего|нигде|к\s+сожалению|этого|об\s+этом|про\s+это|на\s+это|это|так\w*|конкретно|достаточно|никак\w+)\s+)*"
)
_MISSING_RU = (
    r"(?:сказано|говорится|указан\w*|упом[ия]н\w+|содерж\w+ся|описан\w*|привед[её]н\w*|найден\w*|уточня\w+|раскры\w+|сообща\w+ся|написано)"
)

_LEAD_RU = (
    r"(?:(?:ответ|к\s+сожалению|извините|простите|увы|но"
    rf"|(?:на\s+основ\w+|исходя\s+из|судя\s+по|согласно|по)\s+{_THESE_RU})\s*[,:;.!—–-]*\s*)*"
)
_RU = (
    rf"(?:я\s+)?{_HOW_RU}не\s+(?:знаю|могу\s+{_HOW_RU}(?:сказать|ответить|найти|определить|дать\s+ответ)|наш[её]л|нашла|удалось\s+найти)\b",
    rf"(?:я\s+)?не\s+(?:располагаю|имею|владею|обладаю)\s+(?:\w+\s+)?{_FACT_RU}\b",
    rf"(?:у\s+меня\s+)?нет\s+(?:\w+\s+)?{_FACT_RU}\b",
    r"(?:мне\s+)?(?:это\s+|ответ\s+)?(?:не\s*известно|неизвест(?:ен|но|на))\b",
    rf"(?:это\s+|на\s+(?:этот|данный)\s+вопрос\s+)?(?:невозможно|нельзя|не\s+представляется\s+возможным)\s+{_HOW_RU}(?:определить|сказать|ответить|установить)\b",
    rf"(?:об\s+этом\s+|это\s+)?во?\s+{_THESE_RU}\s+{_HOW_RU}(?:не\s+{_HOW_RU}{_MISSING_RU}|нет\s+(?:\w+\s+)?{_FACT_RU}|отсутству\w+\s+(?:\w+\s+)?{_FACT_RU})",
    rf"(?:ни\s+один\s+из\s+)?{_THESE_RU}\s+{_HOW_RU}не\s+{_HOW_RU}"
    rf"(?:отвеча\w+|говор\w+|сообща\w+|упомина\w+|указыва\w+|уточня\w+|раскрыва\w+|позволя\w+|(?:содерж\w+|да[юеё]\w+)\s+(?:\w+\s+)?{_FACT_RU})",
    rf"{_FACT_RU}(?:\s+[^.;]{{1,90}}?)?\s+(?:нет|отсутству\w+|не\s+{_MISSING_RU}|не\s+предоставлен\w*)\b",
    rf"(?:об\s+этом|про\s+это|этого)\s+{_HOW_RU}не\s+{_MISSING_RU}\s*[.!]?\s*$",
    rf"ответ(?:а)?(?:\s+на\s+[^.;]{{1,60}}?)?\s+(?:нет|не\s+{_MISSING_RU})\b",
    rf"[^.;]{{1,90}}?\s+не\s+{_HOW_RU}{_MISSING_RU}\s+(?:ни\s+)?во?\s+(?:одном\s+из\s+)?{_THESE_RU}",
    rf"(?:не\s+{_MISSING_RU}|неизвестно|нет\s+ответа)(?:\s+во?\s+{_THESE_RU})?\s*[.!]?\s*$",
)

_SAYS_SO = {
    "en": regex(rf"{_LEAD_EN}(?:{'|'.join(_EN)})", re.IGNORECASE),
    "ru": regex(rf"{_LEAD_RU}(?:{'|'.join(_RU)})", re.IGNORECASE),
}
_POLITE = regex(
    r"(?:(?:great|good|excellent|interesting)\s+question|thanks?(?:\s+you)?\b|hello|hi\b|sure\b|of\s+course|i\s+(?:would|'d)\s+(?:be\s+)?(?:\w+\s+)?"
    r"(?:delighted|glad|happy|love)|sorry|i\s*(?:am|'m)\s+sorry|i\s+apologi|спасибо|здравствуйте|хороший\s+вопрос|отличный\s+вопрос|извините|простите|к\s+сожалению\W*$)",
    re.IGNORECASE,
)
_YET = regex(
    r"(?:^|[,;:—–-]\s*|\s)(?:but|however|although|though|still|nevertheless|that\s+said|но|однако|зато|хотя|впрочем|тем\s+не\s+менее)\b",
    re.IGNORECASE,
)
_GUESSES = regex(
    r"(?:typically|usually|generally|in\s+general|normally|probably|most\s+likely|it\s+is\s+likely|my\s+(?:best\s+)?guess|as\s+far\s+as\s+i|based\s+on\s+(?:my\s+)?general"
    r"|обычно|как\s+правило|вероятно|скорее\s+всего|насколько\s+(?:мне\s+)?известно|в\s+общем\s+случае)\b",
    re.IGNORECASE,
)
_REFERS_ON = regex(
    r"\W*(?:(?:you|please|i)\s+(?:can|could|may|might|should|would|will|contact|ask|check|consult|refer|see|provide|try|suggest|recommend)|(?:please|kindly)\b|feel\s+free|let\s+me\s+know|contact\b"
    r"|(?:вы\s+)?(?:можете|могу|обратитесь|попробуйте|рекомендую|уточните|пожалуйста|советую))",
    re.IGNORECASE,
)
_SENTENCE = regex(r"(?<=[.!?…])[\"'»”*_)]*\s+|\n+")
_CYRILLIC = regex(r"[а-яё]", re.IGNORECASE)


def declines(text: str, language: str = "") -> bool:
    """True when a plain text says that it does not know, or that the documents do not say; an empty one does too.

    Args:
        text: The whole answer.
        language: Its two-letter code. English phrases are always looked for; Russian ones for "ru" and in Cyrillic texts.
    """
    sentences = [said for said in (_bare(part) for part in _SENTENCE.split(text.replace("’", "'"))) if said]
    while len(sentences) > 1 and _POLITE.match(sentences[0]) and not _says_so(sentences[0], language):
        sentences.pop(0)
    if not sentences:
        return True
    end = _says_so(sentences[0], language)
    return end > 0 and not _goes_on(sentences[0][end:], inside=True) and not any(_goes_on(said, inside=False) for said in sentences[1:])


def _says_so(sentence: str, language: str) -> int:
    """Where the words end that say so; 0 when the sentence does not."""
    ends = [found.end() for code in _languages(sentence, language) if (found := _SAYS_SO[code].match(sentence)) is not None]
    return max(ends, default=0)


def _languages(sentence: str, language: str) -> tuple[str, ...]:
    return ("en", "ru") if language == "ru" or _CYRILLIC.search(sentence) else ("en",)


def _goes_on(rest: str, *, inside: bool) -> bool:
    """True when what follows answers all the same: after "but", or as a guess, and not as advice whom to ask."""
    found = _YET.search(rest) if inside else _YET.match(rest)
    if found is not None:
        return _REFERS_ON.match(rest, found.end()) is None
    return not inside and _GUESSES.match(rest) is not None


def _bare(sentence: str) -> str:
    """A sentence without list signs, emphasis and quotation marks around it."""
    return sentence.strip(" \t\r\n*_#>-\"'«»“”`")
