"""The releases that notes tell of, and the ones that a question names: the same keys for both."""

from __future__ import annotations

import re
from collections.abc import Iterable

from untuned.text.days import periods
from untuned.text.headings import heading_text
from untuned.text.regex import regex

_LONGEST = 120
_MOST_WORDS = 6
_MOST = 3
_DOTTED = regex(r"(?<![\w.:/-])v?(?:\d+:)?(?P<number>\d+(?:\.\d+)+(?:[-+~.]?[0-9a-z]++)*+)(?!\w|\.\d)", re.IGNORECASE)
"""`9.1`, `v2.0.0-rc1`, `252.39-1~deb12u2`."""
_WHOLE = regex(
    r"\b(?:version|release|changes (?:with|in(?: [^\W\d]\w*)?)|(?:what['’]s )?new in(?: [^\W\d]\w*)?|верси[яию]|релиз[еа]?|выпуск[еа]?)"
    r"[ \t]+v?(?P<number>\d{1,4})(?![\w.-]*\d)",
    re.IGNORECASE,
)
"""A whole number as a release has it behind a word for one."""
_DIGIT = regex(r"\d")
_ASIDE = regex(r"[(\[][^()\[\]\n]*[)\]]")
_WORDS = regex(r"(?<![\w.])[^\W\d][\w'’-]*")
_GOES_ON = regex(r"\A[)\]]?[ \t]*[^\W\d]")
_OF_RELEASES = regex(
    r"\b(?:chang(?:ed|es?)|changelog|new|news|release[ds]?|version|added|removed|fixed|fixes|came|came out|introduced"
    r"|нов\w+|изменил\w+|изменени\w+|вышл[аио]|вышел|верси\w+|релиз\w*|добав\w+|исправ\w+)\b",
    re.IGNORECASE,
)
NEWEST = "=newest"
"""The key of the newest release that a text has notes on."""
_NEWEST = r"latest|newest|most recent|most current|current|last"
_NOUN = (
    r"(?:(?:stable|major|minor|public|official|available|released|software|product|app|firmware|production) ){0,2}"
    r"(?:version|release)(?: number)?(?=\W*$|[?.!,]"
    r"| (?:of|for|is|was|are|released|published|come|came|ship\w*|available|include\w*|bring|brought|add\w*|change\w*|fix\w*|out)\b)"
)
_NEW = r"(?:сам\w{2,3} )?(?:последн|нов|свеж|актуальн|текущ)\w{2,3} (?:стабильн\w{2,3} )?(?:верси|релиз|выпуск)\w{0,3}"
_OF_NEWEST = regex(
    rf"^\W*(?:what|which)(?:['’]s| is| was)? (?:the )?(?P<asked>(?:{_NEWEST}) {_NOUN})\b"
    rf"|^\W*(?:what|which) {_NOUN}(?: of [\w.+ -]+)? (?:is|was) (?:the )?(?P<behind>{_NEWEST})(?: one)?\W*$"
    r"|^\W*(?:what(?:['’]s| is| was| has)? (?:been )?(?:new|changed|added|fixed|removed)|what (?:does|did)|when (?:was|did))\b"
    rf".*?\b(?P<told>(?:{_NEWEST}) {_NOUN})\b"
    rf"|^\W*(?:the )?(?P<alone>(?:latest|newest|current) {_NOUN})(?: (?:of|for) [\w.+ -]+)?\W*$"
    rf"|^\W*(?:как(?:ая|ой|ую|овы?|ова)|что|когда|назови\w*)\b.*?(?P<russian>{_NEW})"
    rf"|^\W*(?P<russian_alone>{_NEW})(?: [\w.+ -]+)?\W*$",
    re.IGNORECASE,
)
"""Asks which release is the newest, when that came, or what it brought."""
_NOTES = regex(
    r"\bchange-? ?logs?\b|\brelease (?:notes?|history)\b|\breleases\b|\bwhat['’]?s[ -]?new\b|\bnews\b|\bversion history\b"
    r"|\bистория (?:версий|изменений)\b|\bчто нового\b|\bсписок изменений\b",
    re.IGNORECASE,
)
_PARTS = regex(r"(?P<number>\d+)|(?P<before>dev|pre|alpha|beta|rc|[abc](?=_?\d))|[a-z]+")
_BEFORE = ("dev", "pre", "a", "alpha", "b", "beta", "c", "rc")
_OF_OTHERS = regex(
    r"\W*(?:updat(?:e[sd]?|ing)|upgrad(?:e[sd]?|ing)|bump(?:s|ed|ing)?|requir(?:e[sd]?|ing)|depend(?:s|ing)?|port(?:s|ed|ing)?|switch(?:es|ed|ing)?)"
    r"[ \t]+(?!to\b|notes?\b|guides?\b|from\b|for\b)[^\W\d]",
    re.IGNORECASE,
)
"""What opens a heading on what something else became: `Update PCRE to 8.30`."""
_LAST = regex(r"\b(?P<number>\d{1,4})\W*\Z")


def release_of(heading: str) -> str:
    """The key of the release that a heading begins the notes on; "" for any other heading.

    Of two numbers the last is meant: "Major changes between 3.0.17 and 3.0.18". A number that a sentence goes on behind is a section's.
    """
    if len(heading) > _LONGEST or _DIGIT.search(heading) is None or _OF_OTHERS.match(heading) is not None:
        return ""
    plain = heading_text(heading)
    for day in reversed(list(periods(plain, years="any"))):
        plain = f"{plain[: day.start]} {plain[day.end :]}"
    found = _last_number(_ASIDE.sub(" ", plain)) or _last_number(plain) or _WHOLE.search(plain)
    if found is None or len(_WORDS.findall(plain[: found.start()])) > _MOST_WORDS:
        return ""
    if _GOES_ON.match(found.string[found.end() :]) is not None and _OF_RELEASES.search(plain) is None and "(" not in found.string:
        return ""
    return _key(found["number"])


def _last_number(text: str) -> re.Match[str] | None:
    return next(iter([*_DOTTED.finditer(text)][-1:]), None)


def releases_in(question: str) -> frozenset[str]:
    """The keys of the releases that a question names; a whole number counts where it asks about releases."""
    numbers = [found["number"] for found in _DOTTED.finditer(question)]
    if not numbers and _OF_RELEASES.search(question) is not None:
        found = _WHOLE.search(question) or _LAST.search(question)
        numbers = [] if found is None else [found["number"]]
    return frozenset(map(_key, numbers[:_MOST]))


def newest_in(question: str) -> tuple[int, int] | None:
    """[start, end) of the words by which a question asks for the newest release, when it came or what it brought; None for any other."""
    found = _OF_NEWEST.search(question)
    return None if found is None else next(found.span(name) for name, said in found.groupdict().items() if said is not None)


def has_notes(title: str, releases: Iterable[str]) -> bool:
    """True for a text of this title with headings for these releases, by their keys, that tells what releases brought."""
    return len(frozenset(releases)) > 1 or _NOTES.search(title) is not None


def age(release: str) -> tuple[tuple[int, int], ...]:
    """What sorts the keys of releases from the oldest to the newest: part by part, and what is only a candidate before what it became."""

    def weight(part: re.Match[str]) -> tuple[int, int]:
        if part["number"]:
            return 1, int(part["number"])
        return (-1, _BEFORE.index(part["before"])) if part["before"] else (0, 1)

    return (*map(weight, _PARTS.finditer(release.removeprefix("=v"))), (0, 0))


def newness(release: str) -> tuple[bool, tuple[tuple[int, int], ...]]:
    """What sorts the keys of releases by which is the newest: by `age`, but what only leads to one, as `2.0rc1` does, before them all."""
    candidate = any(part["before"] for part in _PARTS.finditer(release.removeprefix("=v")))
    return not candidate, age(release)


def _key(number: str) -> str:
    return f"=v{re.sub(r'[^0-9a-z]+', '_', number.lower())}"
