"""What people type that asks nothing: greetings, thanks, agreement, marks alone, a lone word of asking."""

from __future__ import annotations

import re
import unicodedata

from untuned.text.regex import regex

_LONGEST = 120
_SAID = (
    r"hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day|night)|how are you(?: doing)?"
    r"|(?:many )?thanks(?: a lot| so much| again| very much)?|thank you(?: so much| very much| again| kindly)?|thx|ty|cheers"
    r"|ok|okay|k|alright|all right|got it|i see|understood|great|cool|nice|perfect|awesome|excellent|super|wow|good|fine|yes|yep|yeah|sure"
    r"|(?:no|nope),? (?:thanks|thank you)|never ?mind"
    r"|(?:that|this)(?:['’]s| is) (?:all|it)|(?:that|this) help(?:s|ed)|makes sense|good to know"
    r"|(?:many )?(?:thanks|thank you)(?: so much| very much)? for (?:all )?(?:your|the) (?:help|answers?)"
    r"|bye|goodbye|good bye|see you(?: later)?|please|sorry|lol|haha|hm+"
    r"|привет(?:ик|ствую)?|здравствуй(?:те)?|добр(?:ый день|ый вечер|ое утро|ого дня)|доброй ночи|хай|салют|как дела"
    r"|(?:большое )?спасибо(?: большое| огромное)?|благодарю(?: вас)?|пасиб|спс"
    r"|ок|окей|ладно|хорошо|понятно|понял[аи]?|ясно|отлично|супер|круто|здорово|замечательно|да|ага|угу|конечно"
    r"|нет,? спасибо|не надо|не ?важно|(?:(?:на )?этом|это) все|(?:теперь )?(?:все )?(?:понятно|ясно)|буду знать"
    r"|(?:большое )?спасибо(?: большое| огромное)? за (?:помощь|ответы?)"
    r"|пока|до свидания|до встречи|всего доброго|пожалуйста|извините|простите|хм+"
)
_SMALL_TALK = regex(rf"(?:{_SAID})(?:[\s,.!]+(?:{_SAID}|there|all|everyone|всем|вам))*", re.IGNORECASE)
_LONE = regex(
    r"(?:what|why|how|who|when|where|which|huh|eh|что|чего|почему|зачем|как|кто|когда|где|куда|какой|какая|какие|сколько|а|и|ну|and|so|but)"
    r"(?:[\s,]+(?:what|so|then|что|же))?",
    re.IGNORECASE,
)
_MARKS = frozenset("?!.,;:…-–—)('\"")


def is_small_talk(text: str) -> bool:
    """True for a text that is nothing but a greeting, thanks, agreement or a farewell, in English or Russian, or has no word at all.

    It says so also with marks and pictures around it: `Thanks! :)`. What is longer than a few words is none.
    """
    bare = _bare(text)
    return len(text) <= _LONGEST and (not bare or _SMALL_TALK.fullmatch(bare) is not None)


def asks_nothing(text: str) -> bool:
    """True for small talk, and for a lone word of asking: without anything before it, `what?` asks nothing."""
    return is_small_talk(text) or (len(text) <= _LONGEST and _LONE.fullmatch(_bare(text)) is not None)


def _bare(text: str) -> str:
    """The text without marks and pictures at its ends, white space as single spaces; "" where there is nothing else."""
    kept = " ".join(text.split())
    start, end = 0, len(kept)
    while start < end and _is_mark(kept[start]):
        start += 1
    while end > start and _is_mark(kept[end - 1]):
        end -= 1
    return kept[start:end].replace("ё", "е")


def _is_mark(char: str) -> bool:
    return char in _MARKS or char.isspace() or unicodedata.category(char) in ("So", "Sk", "Mn", "Cf")
