"""A follow-up that names a part of what was quoted last: "And what does section 1.2 of it say?", «А что в нём сказано в пункте 1.2?»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from untuned.rag.pointed import pointed
from untuned.rag.rewrite.leaning import LONGEST
from untuned.text.language import is_russian
from untuned.text.references.mentions import mentions
from untuned.text.regex import regex

_LONGEST_TITLE = 80
_NO_TITLE = regex(r"[?\n“”\"«»¤]")
_KIND = r"(?:agreement|contract|document|lease|policy|handbook|manual|guide|text|page|file|one)"
_KIND_RU = r"(?:договор|контракт|соглашени|документ|положени|правил|инструкци|политик|руководств|порядк|регламент|устав)\w{0,3}"
_BEFORE = regex(r"\b(?:its|the\s+same|его|е[её]|их)\s+\Z", re.IGNORECASE)
_BEHIND = regex(
    rf",?\s+(?:of|in|from|under)\s+(?:(?:this|that|the\s+same)\s+{_KIND}|it|them|there|(?:this|that)(?=\s*(?:[?.,!]|\Z|say|state|provide)))(?!\w)"
    rf"|\s+(?:из\s+|в\s+)?(?:эт|т|данн)(?:ого|ому|ом|ой|их|ех)(?:\s+же|\s+самого)?\s+{_KIND_RU}(?!\w)",
    re.IGNORECASE,
)
_SAYS_IT = regex(
    r"\b(?:does|do|did)\s+(?P<it>it|they|that|this)\s+(?P<says>say|state|provide|tell(?:\s+us)?)\s+(?:in|under)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_THERE_RU = regex(r"(?<!\w)(?:(?:в|из|по)\s+(?:н[её]м|ней|него|не[её]|них|нему)|там)\s+", re.IGNORECASE)
_OPENED = regex(r"\s*(?:and|also|then|а|и|what\s+about|how\s+about|что\s+насч[её]т)\b", re.IGNORECASE)


def of_same_document(question: str, titles: Sequence[str]) -> str:
    """The question, with the name of the one document that the last answer quoted beside the part that it names.

    "" where it names no part, or names a document itself, is long, or where several documents, or none that can be named, were quoted.
    """
    named = list(mentions(question)) if len(question) <= LONGEST else []
    if len(titles) != 1 or len(named) != 1 or not _may_be_named(titles[0]):
        return ""
    before, part, behind = question[: named[0].start], question[named[0].start : named[0].end], question[named[0].end :]
    leant = _leaning_gone(before, behind)
    if leant is None and _OPENED.match(question) is None:
        return ""
    before, behind = leant or (before, behind)
    whole = pointed(f"{before}{part}{behind}")
    if whole is None or whole.document:
        return ""
    return f"{before}{part} {f'«{titles[0]}»' if is_russian(question) else f'of “{titles[0]}”'}{behind}"


def _may_be_named(title: str) -> bool:
    return 0 < len(title) <= _LONGEST_TITLE and _NO_TITLE.search(title) is None and next(mentions(title), None) is None


def _leaning_gone(before: str, behind: str) -> tuple[str, str] | None:
    """What stands before and behind the part without the word for its document; None where there is no such word."""
    if (says := _SAYS_IT.search(before)) is not None:
        return before[: says.start("it")], f" {says['says']}{behind}"
    if (own := _BEFORE.search(before)) is not None:
        return before[: own.start()], behind
    if (its := _BEHIND.match(behind)) is not None:
        return before, behind[its.end() :]
    there = _THERE_RU.search(before)
    return None if there is None else (before[: there.start()] + before[there.end() :], behind)
