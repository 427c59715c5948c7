"""Lines that turn what stands under or behind them: introductions of lists, headings and labels that deny; English and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterable

from untuned.text.regex import regex

_NOTHING_DENIED = regex(
    r"\b(?:not\s+limited\s+to|without\s+limitation|not\s+only|no\s+(?:later|earlier|more|less|fewer)\s+than|not\s+(?:more|less)\s+than|no\s+particular\s+order"
    r"|don['’]t\s+forget|do\s+not\s+forget|if\s+not|why\s+not|whether\s+or\s+not|no\s+matter"
    r"|не\s+ограничива\w+|не\s+только|не\s+(?:позднее|ранее|более|менее|позже|раньше|больше|меньше)|не\s+забудьте|если\s+не|без\s+ограничени\w+)\b",
    re.IGNORECASE,
)
"""Words of denying that deny nothing of what follows."""
_DENIED = regex(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|except|exceptions?|excepting|exclu(?:de|des|ded|ding|sions?)|unless|other\s+than|apart\s+from"
    r"|prohibit(?:s|ed|ion|ions)?|forbid(?:s|den)?|bann?(?:s|ed)?|unsupported|unavailable|ineligible|exempt(?:s|ed|ions?)?|deprecated|obsolete|outdated"
    r"|removed|avoid|refuses?|refused|rejects?|rejected|lacks?|missing|wrong|incorrect|false|myths?|misconceptions?)\b|n['’]t\b"
    r"|\b(?:не|нет|ни|без|никогда|никто|никого|никому|ничто|ничего|нельзя|кроме|исключ\w+|запрещ\w+|недопустим\w*|невозможн\w*|устаре\w+|отмен[её]н\w*|удал[её]н\w*|миф\w*|заблужден\w*"
    r"|неверн\w*|неправильн\w*|отсутств\w*|отказыва\w*)\b",
    re.IGNORECASE,
)
_ONLY_IF = regex(r"\b(?:only|if|provided|in\s+case|только|лишь|если|при\s+условии|в\s+случае)\b", re.IGNORECASE)
_OPEN = regex(r"[:：][\s*_]*\Z")
_POINTING = regex(r"\b(?:following|these|those|below|следующ\w+|эти|таки[ехм]\w?|ниже)\b", re.IGNORECASE)
_STOPPED = regex(r"[.!?…;,][\s*_)\"'»”]*\Z")
_ASKING = regex(
    r"\W*(?:why|how|when|where|can|could|is|are|do|does|did|should|will|почему|зачем|как|когда|где|можно|можем|есть)\b",
    re.IGNORECASE,
)
_END = 20
"""Characters of a heading's end that may hold its question mark."""
_ASKED = regex(r"\?\W*\Z")
_DENYING_HEADING = regex(
    r"\b(?:not|never|cannot)\b|n['’]ts?\b|\b(?:excluded|exclusions?|prohibited|forbidden|banned|unsupported|unavailable|ineligible|exempt(?:ions?)?)\b|\A\W*exceptions?(?:\s+to\b|\W*\Z)"
    r"|\A\W*(?:\w+\s+)?(?:myths?|misconceptions?)\b|\A\W*(?:planned|roadmap|upcoming|coming\s+soon|future|proposed|rejected|to[\s-]?do)\b"
    r"|\b(?:не|нельзя|исключено|исключается|исключаются|запрещ\w+|недопустим\w*|неподдержива\w+)\b|\A\W*исключения(?:\s+из\b|\W*\Z)"
    r"|\A\W*(?:[^\W\d_]+\s+)?(?:миф\w*|заблуждени\w*)\b"
    r"|\A\W*(?:планируется|запланирован\w*|планы|дорожная\s+карта|скоро|в\s+будущем|отклонен\w*)\b",
    re.IGNORECASE,
)
_COMPLETED = regex(
    r"\W*(?:(?:what|things|items)\s+(?:(?:that\s+)?(?:we|i|you|they|it)\s+)?"
    r"(?:(?:do|does|can|will|may|must|is|are)\s+not|cannot|(?:do|does|ca|wo|is|are)n['’]t|never)\b(?!.*\b(?:miss|forget|without|if|unless|but)\b)"
    r"|(?:что|чего|кого)\s+(?:(?:мы|вы|я|они)\s+)?(?:не|никогда\s+не|нельзя)\b(?!.*\b(?:забы\w+|пропус\w+|без|если|кроме)\b))",
    re.IGNORECASE,
)
_WITHDRAWN = regex(
    r"\A\W*(?:the\s+)?(?:deprecat(?:ed|ions)|obsolete|outdated|superseded|withdrawn|repealed|no\s+longer"
    r"|устаре(?:л|вш)\w*|отмен[её]нн\w*|утратил\w*|больше\s+не)\b"
    r"|[\s(\[—–:-](?:deprecated|obsolete|outdated|superseded|withdrawn|repealed|устарел[оаи]?|отмен[её]н[оаы]?)[\s)\].]*\Z",
    re.IGNORECASE,
)
_NOTED = regex(
    r"\b(?:this|the)\s+(?:\w+\s+)?(?:section|page|document|policy|article|chapter|guide|feature|version|endpoint|method|function|option|information)s?\s+"
    r"(?:is|are|was|were|has\s+been|have\s+been|does|do)\s+(?:now\s+|since\s+)?(?:(?:been\s+)?(?:outdated|deprecated|obsolete|superseded|withdrawn|repealed|discontinued)|out\s+of\s+date"
    r"|no\s+longer\s+(?:valid|in\s+force|applicable|supported|maintained|available|current)|not\s+apply)\b|\bno\s+longer\s+applies\b"
    r"|\b(?:этот|эта|это|данный|данная|настоящий)\s+(?:раздел|страница|документ|правило|статья|глава|инструкция|метод|функция|версия)\s+"
    r"(?:уже\s+)?(?:устарел\w*|отмен[её]н\w*|больше\s+не|не\s+действует|утратил\w*)",
    re.IGNORECASE,
)
_LABEL = regex(
    r"[\s>*_#+-]*(?:\d{1,3}[.)]\s*)?(?:[❌✗✘✖🚫⛔👎❎]|\[ \]|(?P<word>(?:common\s+)?(?:myth|misconception)|false|wrong|incorrect|bad|fake"
    r"|untrue|rumou?r|don['’]t|do\s+not|avoid|not\s+ok|deprecated|outdated|(?:распростран[её]нное\s+)?(?:миф|заблуждение)|неверно|неправда|неправильно|ложь|фейк|плохо"
    r"|нельзя|не\s+делайте\s+так|устарело)"
    r"(?:\s+(?:\d{1,3}|№\s?\d{1,3}))?[\s*_]*[:：.—–][\s*_]*(?=\S)"
    r"|it(?:\s+is|['’]s)\s+(?:a\s+)?(?P<said>false|untrue|wrong|incorrect|myth|misconception)\s+that\b"
    r"|(?P<said_so>неверно|неправда|ложь|ошибочно|заблуждение),?\s+что\b)",
    re.IGNORECASE,
)


def _asks(heading: str) -> bool:
    """True for `Why is it not supported?`; `Not supported?`, which has the sign alone, denies what stands below it."""
    return _ASKING.match(heading) is not None and _ASKED.search(heading[-_END:]) is not None


def introduces(line: str) -> bool:
    """True for a line that what stands below it completes: it ends in a colon or without a stop, or points below."""
    return ends_open(line) or _STOPPED.search(line) is None or _POINTING.search(line) is not None


def ends_open(line: str) -> bool:
    """True for a line that ends in a colon."""
    return _OPEN.search(line) is not None


def denies_items(line: str) -> bool:
    """True for an introduction with a word that denies or excepts what is listed: `The following are not covered:`."""
    return _DENIED.search(_NOTHING_DENIED.sub(" ", line)) is not None


def limits_items(line: str) -> bool:
    """True for an introduction with a condition, or with a word that denies what is listed."""
    return denies_items(line) or _ONLY_IF.search(_NOTHING_DENIED.sub(" ", line)) is not None


def heading_denies(heading: str) -> bool:
    """True for a heading that denies what is listed under it: `Not supported`, `Exclusions`, `Planned`; none that asks why or how."""
    return not _asks(heading) and _DENYING_HEADING.search(_NOTHING_DENIED.sub(" ", heading)) is not None


def heading_asks_for_denied(heading: str) -> bool:
    """True for a heading that denies what right below it completes it: `What we do not repair`, and not `What not to forget`."""
    return _COMPLETED.match(heading) is not None and heading_denies(heading)


def heading_withdraws(heading: str) -> bool:
    """True for a heading under which nothing holds any more: `Deprecated`."""
    return not _asks(heading) and _WITHDRAWN.search(heading) is not None


def note_withdraws(sentence: str) -> bool:
    """True for a note by which what stands below it holds no more: `This page is outdated`."""
    return not sentence.rstrip().endswith("?") and _NOTED.search(sentence) is not None


def label_denies(text: str) -> bool:
    """True for a text that begins with what makes it untrue or undone: `Myth: ...`, `It is false that`, `❌ ...`, `[ ] ...`."""
    return _LABEL.match(text) is not None


def label_is_said(text: str, others: Iterable[str]) -> bool:
    """True where one of the others begins with a label that denies too, or says in a sentence what the one of `text` says."""
    found = _LABEL.match(text)
    words = (found[found.lastgroup] or "").split() if found is not None and found.lastgroup is not None else []
    said = re.compile(r"\b" + r"\s+".join(map(re.escape, words)), re.IGNORECASE) if words else None
    return any(label_denies(one) or (said is not None and said.search(one) is not None) for one in others)
