"""Names of code: options, settings, commands and functions, as questions give them and as what defines them does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.text.options import options_in
from untuned.text.regex import regex
from untuned.text.words import stop_words

_LONGEST = 300
"""Characters of a question, or of what a definition begins with, that are looked at."""
_KINDS = (
    r"options?|settings?|parameters?|params?|directives?|flags?|switch(?:es)?|commands?|subcommands?|keys?|keywords?|variables?|propert(?:y|ies)"
    r"|attributes?|functions?|methods?|class|field|macro|primitive|entry"
)
_RUSSIAN_KINDS = r"опци[яию]|параметр\w{0,2}|настройк[аиу]|ключ\w?|флаг\w?|команд[аыу]|директив[аыу]|функци[яию]"
_WORD = rf"[`\"'‘“«]?(?!(?:{_KINDS}) (?:{_KINDS})\b)(?P<{{0}}>[A-Za-z$][\w.$-]*[\w)])[`\"'’”»]?"
"""A name, which a kind before another is not: "a class variable"."""
_OF = r"(?: (?:in|of|for) [\w.+ -]+)?"
_ASKED = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"^what (?:does|do|did) (?:the )?{_WORD.format('name')}(?: (?:{_KINDS}))?{_OF} (?:do|mean|control|set|specify)\W*$",
        rf"^what (?:is|are) (?:the )?{_WORD.format('name')}(?: (?:{_KINDS}))?(?: (?:for|used for))?\W*$",
        rf"\bdefault(?: value| setting)? (?:of|for) (?:the )?{_WORD.format('name')}",
        rf"\bthe {_WORD.format('name')} (?:{_KINDS})\b",
        rf"^что (?:делает|означает|значит|такое) (?:(?:{_RUSSIAN_KINDS}) )?{_WORD.format('name')}\W*$",
        rf"(?<!\w)(?:{_RUSSIAN_KINDS}) {_WORD.format('name')}",
        rf"значени\w{{1,2}} (?:по умолчанию )?(?:(?:{_RUSSIAN_KINDS}) )?{_WORD.format('name')}",
    )
)
_MARKED = regex(r"(?<![\w.$-])(?:[A-Za-z]\w*\.)*(?:\w+_\w+|_\w+|\$\w+|\w*[a-z0-9][A-Z]\w*|[A-Z]{2,}[a-z]\w*)(?![\w-])")
_QUOTED = regex(r"`([^`\s]{2,60})`")
_COMMON = """
the this it its these those default value option setting parameter command flag key name there you your my me
"""
_NO_NAMES = frozenset(_COMMON.split())
_AROUND = " \t`*\"'‘’“”«»¶#|"
_BRACKETS = regex(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]* [^<>]*>|\{[^{}]*\}|\s<[^<>]*>")
_KIND = regex(rf"(?:(?:{_KINDS})\s+)?(?P<rest>[^\s=]+)(?:\s+(?:{_KINDS})|(?:\s+(?-i:[A-Z][A-Z_-]*)[\d.]*)+)?(?:\s*=.*)?", re.IGNORECASE)
_CALLED = regex(rf"(?<=\s)(?:{_KINDS})$|\w\(.*\)$", re.IGNORECASE)
_BEHIND = regex(r":\s.*|→.*|\s[–—-]\s.*")
_NAME = regex(r"[A-Za-z$_@%.][\w.$%/@+-]*")
_BETWEEN = regex(r"\s*[,|]\s*|\s+/\s+|\s+or\s+|\n+")
_MOST_BEHIND = 2
"""Words for what an option takes."""


def names_asked(question: str) -> frozenset[str]:
    """The names that a question has, as keys: options, names with an underscore or a hump, and words that it calls names."""
    said = question.strip()[:_LONGEST]
    found = {*options_in(said), *(match[0] for match in _MARKED.finditer(said)), *_QUOTED.findall(said)}
    for pattern in _ASKED:
        found |= {match["name"] for match in pattern.finditer(said) if match["name"].lower() not in _NO_NAMES | stop_words()}
    return frozenset(key(name) for name in found)


def names_of_head(head: str, *, plain: bool = True) -> frozenset[str]:
    """The names that a definition is of, by what it begins with, as keys; none where that is more than names with what they take.

    `-i, --ignore-case`, `port (integer)`, `AllowOverride Directive`, `--jobs=N` and `set(name, value)` are such heads.
    Without `plain` a word that might be of any text names nothing, unless it is marked as code or called an option, a command and so on.
    """
    said = " ".join(head[:_LONGEST].split()).strip(_AROUND)
    if said.lstrip("[({<").startswith("-"):
        options = options_in(said)
        behind = len(_BEHIND.sub("", _BRACKETS.sub("", said)).split()) - len(options)
        return frozenset(map(key, options)) if behind <= _MOST_BEHIND * len(options) and len(head) <= _LONGEST else frozenset()
    names = list(_words_of(said))
    if plain or head.strip().startswith("`") or _CALLED.search(said) or all(map(_MARKED.fullmatch, names)):
        return frozenset(map(key, names))
    return frozenset()


def _words_of(head: str) -> Iterator[str]:
    for part in _BETWEEN.split(_BEHIND.sub("", _BRACKETS.sub("", head))):
        matched = _KIND.fullmatch(part.strip(_AROUND + ";:"))
        name = "" if matched is None else matched["rest"].strip(_AROUND + "<>,;:")
        if not _NAME.fullmatch(name):
            return
        yield name
        if "_" in (last := name.rpartition(".")[2]) and last != name:
            yield last


def key(name: str) -> str:
    """What two spellings of a name share: small letters, but for an option of one letter, without `=` or brackets behind it."""
    bare = name.strip("`").removesuffix("()").rstrip("=.")
    return bare if len(bare) == len("-x") and bare.startswith("-") else bare.casefold()


def is_same(asked: str, defined: str) -> bool:
    """True for two keys of one name; whoever asks may leave out the signs before an option."""
    return asked == defined or (not asked.startswith("-") and len(asked) > 1 and defined.startswith("-") and asked == defined.lstrip("-"))
