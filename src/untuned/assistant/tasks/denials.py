"""Words that say of a thing that it is not there: `lacks`, `does not include`, `отсутствует`. English and Russian.

Whoever reads a quote sees its sentence; a value in a form stands alone, so that these words bind it from anywhere in their clause.
"""

from __future__ import annotations

import re

from untuned.text.regex import regex

_BEFORE = 1_000
"""Characters before a value in which such words are looked for."""
_BEHIND = 80
_LACKING = regex(
    r"\b(?:nobody|no[ -]one|none|nothing|neither|nowhere|under no|on no|никто|никому|никого|никем|ничто|ничего|ни один|ни одна"
    r"|ни одно|нигде)\b"
    r"|\b(?P<bound>lack(?:s|ed|ing)?|exclud(?:e|es|ed|ing)|omit(?:s|ted|ting)?|without|except(?:ing)?|fail(?:s|ed)? to|free of"
    r"|remov(?:e|es|ed)|discontinu(?:e|es|ed)|other than|instead of|rather than"
    r"|no longer|cannot|never|nor|no(?!\s+(?:more|less|fewer|later|earlier|sooner|matter|doubt|other)\b)"
    r"|not(?!\s+(?:only|just|merely|solely|simply|until|more|less|fewer|later|earlier)\b)"
    r"|отсутству\w*|исключа\w*|исключ[её]н\w{0,2}|за исключением|убра\w+|удал[её]н\w*|удалил\w*"
    r"|лиш[её]н\w*|лишает\w*|без|вместо|кроме(?!\s+того\b)|нет|ни|никогда"
    r"|не(?!\s+(?:только|лишь|просто|более|менее|больше|меньше|позднее|ранее)\b)(?!\s*смотря\b))\b"
    r"|(?P<short>n['’]t\b)",
    re.IGNORECASE,
)
_CLAUSE = regex(
    r";|\b(?:but(?!\s+also\b)|while|whereas|however|yet|although|though|because|since|so that|until|when|если|когда|потому|поскольку"
    r"|чтобы|но|зато|однако|хотя|а(?!\s+также\b))\b"
    r"|\b(?:and|и)\s+(?:has|have|had|includes?|offers?|provides?|имеет|включает|предлагает|да[её]т)\b",
    re.IGNORECASE,
)
"""What a denial does not reach beyond."""
_OPENS = regex(r"\W*(?:without|except|instead of|rather than|без|кроме|вместо|за исключением)\b[^,]*,", re.IGNORECASE)
"""`Without a contract, ...`: at the beginning of a sentence, such words bind what stands before the comma."""
_IS = r"(?:(?:is|are|was|were|be|been|being|has|have|will|would|can|could|yet|still|currently)\s+){0,3}"
_IS_NOT = regex(
    rf"(?:,[^,;.]{{1,40}},)?\W{{0,4}}{_IS}(?:missing|absent|lacking|excluded|omitted|unavailable|impossible|prohibited|forbidden"
    r"|(?:(?:is|are|was|were|has|have|will|would|can|could)n['’]t|cannot|not|never|no longer)\s+(?:(?:be|been|yet)\s+)?"
    r"(?:includ\w+|available|offered|provided|supported|covered|part|allowed|permitted|accepted|there|present|possible|granted)"
    r"|отсутству\w*|исключ[её]н\w{0,2}|недоступ\w*|запрещ[её]н\w*|нет|(?:\w+ ){1,3}нет(?=\W*(?:[.;]|\Z))"
    r"|не\s+(?:входит|входят|включ\w*|предусм\w*|предостав\w*|поддерж\w*|доступ\w*"
    r"|предлаг\w*|допуск\w*|разреш\w*))\b",
    re.IGNORECASE,
)


def denied(text: str, start: int, end: int, *, since: int = 0) -> bool:
    """True where the sentence that begins at `since` says of text[start:end] that it is not there, or says of nobody what it says of it."""
    since = max(since, start - _BEFORE)
    opening = _OPENS.match(text, since, start)
    for word in _LACKING.finditer(text, since if opening is None else opening.end(), start):
        if word["bound"] is None and word["short"] is None:
            return True
        if _CLAUSE.search(text, word.end(), start) is None:
            return True
    return _IS_NOT.match(text, end, end + _BEHIND) is not None
