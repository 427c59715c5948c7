"""What stands just outside a match: a quote must not cut a word or a number, nor cut off what turns its meaning."""

from __future__ import annotations

import html
import re

from untuned.rag.verify.quotes.gaps import DASHES, HYPHENS, SPACES, form
from untuned.rag.verify.quotes.lines import are_rows
from untuned.rag.verify.quotes.negators import condition_next, denies_before, negation_next, words_of
from untuned.rag.verify.quotes.normalise import BROKEN, HIDDEN, SOFT_HYPHEN, ZERO_WIDTH
from untuned.text.closed_words import is_unmarked_contraction
from untuned.text.lookalikes import as_read
from untuned.text.regex import regex

_SIGNS = HYPHENS + DASHES
_CURRENCY = "$€£¥₽₴₸₹₩₺₪₫₿¢¤"
_COMPARISONS = "<>=≤≥≈≠±~∼≃≅≪≫+"
_UNSEEN = dict.fromkeys(map(ord, HIDDEN + ZERO_WIDTH + SOFT_HYPHEN))
_SPACE = f"[{SPACES}]"
_CURRENCY_WORDS = r"(?:USD|EUR|GBP|RUB|JPY|CHF|CNY|US\$|руб|долл|евро)"

_COMPOUND_LEFT = regex(rf"[\w+#@/][{re.escape(HYPHENS)}{BROKEN}–./_@&'’:\\+#*]{{1,3}}\Z|[\w@#/\\_+]\Z")
_COMPOUND_RIGHT = regex(
    rf"[\w_@\\/]|[{re.escape(HYPHENS)}–./@&'’:\\_]{{1,3}}\w|[+#]|/|(?:[{re.escape(HYPHENS)}][ \t]*\r?\n|{BROKEN})[ \t]*[^\W\d]"
)
_DASHES_OR_SIGNS = f"[{re.escape(_SIGNS)}]"
_NUMBER_LEFT = regex(
    "(?:"
    rf"[{re.escape(_CURRENCY + _COMPARISONS)}№]{_SPACE}?"
    rf"|(?:(?<=\s)|\A|(?<=[({{\[])|(?<=\d )){_DASHES_OR_SIGNS}{_SPACE}?"
    rf"|[{re.escape(HYPHENS)}–]|−{_SPACE}?"
    rf"|\d{_SPACE}?[{re.escape(_SIGNS)}×·*:/^.,]{_SPACE}?"
    r"|\d[ \u00a0\u2009\u202f'’]|[.,^]"
    rf"|\b{_CURRENCY_WORDS}\.?{_SPACE}?"
    r")\Z"
)
_MAGNITUDES = (
    rf"per{_SPACE}?cent|percent|процент|hundred|thousand|million|billion|trillion"
    r"|тыс|миллион|миллиард|млн|млрд|трлн|bn\b|dollar|euro|pounds?\b"
)
_NUMBER_RIGHT = regex(
    rf"{_SPACE}?[%‰‱°{re.escape(_CURRENCY)}²³×^±]|[.,:'’]\d|[ \u00a0\u2009\u202f]\d|{_SPACE}?{_DASHES_OR_SIGNS}{_SPACE}?\d"
    rf"|[\"″′](?=\w)|[{re.escape(HYPHENS)}]\w|{_SPACE}?(?:{_CURRENCY_WORDS}|{_MAGNITUDES})",
    re.IGNORECASE,
)
_SIGN_OF_NUMBER = regex(rf"[{re.escape(_SIGNS)}~#^.,]\Z")

_CLAUSE_STOP = regex(r"[.!?;:…|。！？]+(?=\s|\Z)|\n[ \t]*\n|\n[ \t]*[-*•·]\s|\|")
_NEGATOR_WORDS = """
not no never without unless except excepting excluding cannot only nor neither none nobody nothing hardly scarcely barely if
whether lest не нет ни без кроме если только никогда нельзя никто ничто ничего никакой никакие никаких невозможно нисколько едва
исключением вряд
"""
_NEGATORS = frozenset(_NEGATOR_WORDS.split())
_FAILING = (
    r"(?:"
    r"(?:\b(?:not|never|no\s+longer)|n['’]t)\s+(?:be\s+|been\s+)?"
    r"(?:able|allowed|permitted|entitled|eligible|authori[sz]ed|required|obliged|necessary|possible|have|need|want|intend|plan|agree)"
    r"|\b(?:fail(?:s|ed|ing|ures?)?|refus(?:e|es|ed|ing|als?)|declin(?:e|es|ed|ing)|neglect(?:s|ed|ing)?|unable|unwilling|inability|unwillingness"
    r"|impossible|forbidden|illegal|unlawful))"
)
_UNDONE_BEFORE = regex(
    rf"{_FAILING}\s+to\s+\Z|\b(?:prohibited|prevented|banned|barred|refrain(?:s|ed)?|abstain(?:s|ed)?)\s+from\s+\Z"
    r"|\b(?:false|untrue|incorrect|den(?:y|ies|ied))\s+that\s+\Z",
    re.IGNORECASE,
)
"""What stands right before a deed that is not done, or a statement that is not so: `fails to`, `prohibited from`, `it is false that`."""
_UNDONE_ACROSS = regex(
    rf"{_FAILING}\s+(?=\|to\s)|\b(?:отказ(?:ал|ыва)\w*|отказ|запрещ(?:ено|ается)|перестал[аои]?)\s+(?=\|[^\W\d_]+(?:ть|ти|чь)(?:ся)?\b)",
    re.IGNORECASE,
)
"""The same where the quote begins with `to`, or in Russian with the infinitive; `|` stands where it begins."""
_COMPARATORS = regex(
    r"\b(?:at\s+(?:least|most)|(?:no\s+|not\s+)?(?:more|less|fewer|greater|higher|lower|later|earlier|longer)\s+than|up\s+to|exceed(?:s|ing)?|"
    r"minimum(?:\s+of)?|maximum(?:\s+of)?|не\s+(?:более|менее|больше|меньше|ранее|позднее)|более(?:\s+чем)?|менее(?:\s+чем)?|больше|меньше|свыше|"
    r"минимум|максимум)\s+\Z",
    re.IGNORECASE,
)
_CONDITION = regex(
    r"[\s,;(—–-]*(?:and\s+|but\s+|and\s+then\s+|а\s+также\s+|но\s+|и\s+)?(?:only\b|unless\b|except\b|excepting\b|excluding\b|if\b|provided\b|subject\s+to\b|until\b|without\b|other\s+than\b|save\s+(?:for|that)\b|"
    r"as\s+long\s+as\b|so\s+long\s+as\b|on\s+condition\b|in\s+case\b|"
    r"если\b|кроме\b|только\b|без\b|за\s+исключением\b|при\s+условии\b|в\s+случае\b|пока\b|помимо\b|лишь\b)",
    re.IGNORECASE,
)
_NEGATOR_NEXT = regex(rf"{_SPACE}+(?:not|never|no|не|нет|нельзя|никогда)\b", re.IGNORECASE)
_CONDITION_WORDS = regex(
    r"\b(?:only|unless|except|excepting|excluding|if|provided|subject\s+to|until|without|other\s+than|when|where|while|whether|not|never|no|cannot|nor|neither|as\s+long\s+as|in\s+case|"
    r"если|кроме|только|без|исключением|при\s+условии|случае|пока|когда|лишь|помимо|не|нет|ни)\b|n['’]t\b",
    re.IGNORECASE,
)
_LEADING_CONDITION = regex(
    r"(?:\A|[,;:—–(]\s)\s*(?:only|unless|except|if|provided|subject\s+to|until|without|when|where|otherwise|in\s+(?:(?:the|that|this|such|any)\s+)?(?:event|case)|as\s+long\s+as|"
    r"если|кроме|только|без|за\s+исключением|при\s+условии|иначе|в\s+(?:(?:этом|таком|противном)\s+)?случае|пока|когда)\b[^;]*,[\s*_\"'«»“”]*\Z",
    re.IGNORECASE,
)
_BEFORE_NUMBER = _CURRENCY + _COMPARISONS + _SIGNS + "№~"
_AFTER_NUMBER = "%‰‱°" + _CURRENCY
_DIGIT_START = regex(rf"{_SPACE}?\d")
_DIGIT_END = regex(rf"\d{_SPACE}?\Z")
_NUMBER = regex(r"\d")
_TAG_START = regex(r"<[/!]?[^\W\d]")
_TAG_END = regex(r"<[/!]?[^\W\d][^<>]*>\Z")
_OPENING = regex(r"[\"'—•·>#*_`~(\[.-]{0,8}")
_CLOSING = regex(r"[\"'.,;:!?)\]*_`~]{0,8}")
_STOPS = regex("[.!?]")
_LOOK = 60


def cut(shown: str, start: int, end: int) -> str:
    """The reason why [start, end) may not be cut out of its surroundings there; "" when it may."""
    left = _named(shown[max(0, start - 2 * _LOOK) : start].translate(_UNSEEN))[-_LOOK:]
    right = _named(shown[end : end + 2 * _LOOK].translate(_UNSEEN))[:_LOOK]
    first, last = shown[start : start + 3], shown[max(start, end - _LOOK) : end]
    left = "" if are_rows(shown, start - 1) else left
    right = "" if are_rows(shown, end) else right
    return _cut_left(left, first) or _cut_right(last, right)


def _named(text: str) -> str:
    """A text with the characters that its entities name: `&lt;30` is cut before the number like `<30`."""
    return html.unescape(text) if "&" in text else text


def _cut_left(left: str, first: str) -> str:
    inner = first[0]
    if (inner.isnumeric() or (inner in _BEFORE_NUMBER and not _TAG_START.match(first))) and _NUMBER_LEFT.search(left):
        return "number_cut"
    if inner in _AFTER_NUMBER and not first[1:2].isdigit() and _DIGIT_END.search(left):
        return "number_cut"
    if (inner.isalnum() or inner in "@#+/_") and _COMPOUND_LEFT.search(left):
        return "word_cut"
    joined = inner in HYPHENS + "–._'’" and left[-1:].isalnum() and first[1:2].isalnum()
    return "word_cut" if joined else ""


def _cut_right(last: str, right: str) -> str:
    inner = last[-1]
    if inner.isnumeric() and _NUMBER_RIGHT.match(right):
        return "number_cut"
    if inner in _BEFORE_NUMBER and not _TAG_END.search(last) and _DIGIT_START.match(right):
        return "number_cut"
    if (inner.isalnum() or inner in "+/@_") and _COMPOUND_RIGHT.match(right):
        return "word_cut"
    joined = inner in HYPHENS + "–._'’" and right[:1].isalnum() and last[-2:-1].isalnum()
    return "word_cut" if joined else ""


def compared(shown: str, start: int) -> str:
    """The reason why a match that begins with a number may not begin there: a comparison in words stands before it; else ""."""
    if not shown[start].isnumeric():
        return ""
    left = shown[max(0, start - 2 * _LOOK) : start].translate(_UNSEEN)[-_LOOK:]
    return "comparison_clipped" if _COMPARATORS.search(left) else ""


def sign_of(text: str) -> str:
    """The sign, point or mark at the end of `text` that would belong to a number right after it, in one kind of dash; else ""."""
    match = _SIGN_OF_NUMBER.search(text.translate(_UNSEEN))
    if match is None:
        return ""
    return "-" if match[0] in _SIGNS else match[0]


def turned(shown: str, sentence: tuple[int, int], start: int, end: int) -> str:
    """The reason why a match clips its sentence's meaning: a negator, exception or condition just outside; "" when nothing does."""
    left = _read(shown[max(sentence[0], start - 400) : start])
    clause = _CLAUSE_STOP.split(left[-_LOOK:])[-1]
    around = clause + _CLAUSE_STOP.split(_read(shown[start : max(end, sentence[1])][:400]))[0]
    before = words_of(clause)[-2:]
    if any(_turns(word, around) for word in before) or (before and _undone(before[-1].lower(), clause, around[len(clause) :])):
        return "negation_clipped"
    if _LEADING_CONDITION.search(left):
        return "condition_clipped"
    right = _read(shown[end : max(end, sentence[1])][:_LOOK])
    stopped = shown[end - 1] in ".!?" and right.lstrip()[:1].isupper()  # the source itself ends a sentence there
    if stopped:
        return ""
    if _NEGATOR_NEXT.match(right) or negation_next(right, around):
        return "negation_clipped"
    return "condition_clipped" if _CONDITION.match(right) or condition_next(right) else ""


def _undone(last: str, clause: str, right: str) -> bool:
    """True where the words before a quote, of which this is the last, say that what it tells is not done or not so."""
    if last in ("to", "from", "that"):
        return _UNDONE_BEFORE.search(clause) is not None
    return (right[:3].lower() == "to " or last[0] in "опз") and _UNDONE_ACROSS.search(f"{clause}|{right[:_LOOK]}") is not None


def _turns(word: str, around: str) -> bool:
    low = word.lower()
    return low in _NEGATORS or low.endswith(("n't", "n’t")) or is_unmarked_contraction(low, around) or denies_before(word, around)


def _read(text: str) -> str:
    """A text as people read it, whatever letters it is written in."""
    return as_read(text.translate(_UNSEEN))


def pretended(shown: str, sentence: tuple[int, int], start: int, end: int, *, opens: bool, closes: bool) -> str:
    """The reason why a part may not pass for its whole sentence (by a capital or a full stop of its own); "" when it may."""
    left = shown[min(start, sentence[0]) : start] if opens else ""
    right = shown[end : max(end, sentence[1])] if closes else ""
    around = _read(shown[min(start, sentence[0]) : max(end, sentence[1])])
    for rest in (left, right):
        plain = _read(rest)
        if _CONDITION_WORDS.search(plain) or any(_turns(word, around) for word in set(words_of(plain))):
            return "condition_clipped"
    return ""


def omissible(shown: str, start: int, end: int, *, whole: tuple[int, int]) -> str:
    """The reason why an ellipsis may not leave [start, end) out of what is quoted as a whole; "" when it may."""
    plain, around = _read(shown[start:end]), _read(shown[slice(*whole)])
    if _CONDITION_WORDS.search(plain) or any(_turns(word, around) for word in set(words_of(plain))):
        return "ellipsis_over_condition"
    if _NUMBER.search(plain):
        return "ellipsis_over_number"
    return ""


def stops(gap: str) -> str:
    """The marks in a gap that end a sentence, in order."""
    return "".join(_STOPS.findall(form(gap)))


def loose(quote: str, source: str, *, before: bool) -> bool:
    """True when what a quote has beyond its first or last character, and its source has not, only opens or closes a quotation."""
    mine, its = form(quote), form(source)
    if before:
        mine, its = mine[::-1], its[::-1]
    shared = next((at for at, (one, other) in enumerate(zip(mine, its, strict=False)) if one != other), min(len(mine), len(its)))
    return (_OPENING if before else _CLOSING).fullmatch(mine[shared:]) is not None
