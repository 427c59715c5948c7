"""What a text defines, as a glossary or a reference does, and what a question asks the meaning of: the same keys for both."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.headings import heading_text, unnumbered
from untuned.text.regex import regex
from untuned.text.words import terms, words

_LONGEST = 80
"""Characters of what is defined: more is a sentence."""
_LONGEST_QUESTION = 200
_LONGEST_SHORT_FORM = 10
_MOST_WORDS = 6
_MOST_TERMS = 5
_BARE = 4
"""Words that are asked about by themselves: `virtual environment`."""

_ARTICLE = regex(
    r"(?:(?:an?|the|any|this|der|die|das|den|ein(?:e|en)?|les?|la|une?|el|los|las|una|unos|unas|il|lo|gli|i|os?|as?|uma?|een|het|de)\s+"
    r"|l['’])(?=\S)",
    re.IGNORECASE,
)
_QUOTES = " \t\n\"'`«»“”„‘’*_.?!,;:¶"
_ASIDE = regex(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_CALL = regex(r"(?P<name>[\w.]*\w)\(.*\)\s*\Z", re.DOTALL)
_CALLED = regex(r"(?P<name>\S+) (?:directive|option|setting|command|subcommand|parameter|flag|switch)\s*\Z", re.IGNORECASE)
"""A name with what kind of thing it is: `Error Directive`."""
_OF_KIND = regex(
    r"(?:terms?|words?|notion|concept(?: of)?|phrase|abbreviation|acronym|"
    r"термин[а-я]*|слов[а-я]+|поняти[а-я]+|аббревиатур[а-я]+|сокращени[а-я]+)\s+(?=\S)",
    re.IGNORECASE,
)
"""What is said of the kind of a name right before it: `the term "seat"`."""

_ASKED = regex(
    r"(?:(?:so|and|but|ok|okay|hi|hello|please|а|и|так|скажите|подскажите)[, ]+)*(?:"
    r"what(?:['’]?s| is| are| was| were)? (?:exactly )?(?:meant by|(?:the )?(?:meaning|definition) of) (?P<by>.+)"
    r"|what do(?:es)? (?P<mean>.+?) (?:mean|stand for|refer to|do)"
    r"|what do you (?:mean by|call) (?P<call>.+)"
    r"|what(?:['’]s| is| are) (?:exactly )?(?P<what>.+)"
    r"|(?:can you |could you )?(?:define|explain)(?: the meaning of| what)? (?P<define>.+?)(?: is| are| means?)?"
    r"|(?:the )?(?:meaning|definition) of (?P<of>.+)"
    r"|(?:что|кто) (?:же )?(?:это )?(?:так(?:ое|ой|ая|ие)|значит|означа[ею]т|понима[ею]тся под|подразумева[ею]тся под) (?P<ru>.+)"
    r"|(?P<dash>.+?)(?: [-–—])? (?:это )?что (?:это )?(?:такое|значит)"
    r"|(?:дай(?:те)? |приведи(?:те)? )?определени[ея] (?P<opr>.+)|(?:как )?расшифров(?:ывается|ка) (?P<ras>.+)"
    r"|was (?:ist|sind|bedeute[tn]|heißt|versteht man unter) (?P<de>.+)"
    r"|(?:qu['’]est[- ]ce qu(?:e (?:c['’]est que )?|['’])|que signifie(?:nt)? )(?P<fr>.+)"
    r"|¿?qu[ée] (?:es|son|significan?|quiere decir) (?P<es>.+)"
    r"|(?:che )?cos(?:['’]è|a (?:è|sono|significa(?:no)?|si intende per)) (?P<it>.+)|(?:che significa(?:no)?|cos['’]è) (?P<che>.+)"
    r"|o que (?:é|são|significam?|quer dizer) (?P<pt>.+)"
    r"|wat (?:is|zijn|betekent|betekenen|wordt bedoeld met) (?P<nl>.+)|wat (?P<nlx>.+?) betekent"
    r"|vad (?:är|betyder|menas med|innebär) (?P<sv>.+)|hvad? (?:er|betyder|betyr|menes med) (?P<da>.+)"
    r"|(?:mikä|mitä|mitkä) (?:on|ovat|tarkoittaa|tarkoittavat) (?P<fi>.+)|mitä (?P<fix>.+) tarkoittaa"
    r"|(?:co to (?:jest|są)|czym (?:jest|są)|co oznacza(?:ją)?|co znaczy) (?P<pl>.+)|co (?:je|jsou|znamen[áa]j?í?) (?P<cs>.+)"
    r"|(?:що|хто) (?:це )?(?:так(?:е|ий|а|і)|означа(?:є|ють)|значить|мається на увазі під) (?P<uk>.+)"
    r"|(?P<tr>.+?) (?:nedir|ne demek(?:tir)?|ne anlama gelir)"
    r")",
    re.IGNORECASE,
)

_LEAD = regex(
    r"(?:[-*+•–]|\d{1,3}[.)])?[ \t]*"
    r"(?:(?P<sign>\*\*|__|[*_`])(?P<marked>(?:(?!(?P=sign))[^*`\n]){1,60}?)(?::(?P=sign)|(?P=sign)(?: \([^()\n]{1,40}\))?(?::| [–—-]))"
    r"|(?P<plain>[^\W_][^:–—`*|\n.!?;]{0,40}?)(?:: | [–—] | - ))\s*\S"
)
"""What begins with what it is about: `**Seat**: a person who may edit`, `Seat — a person who may edit`."""
_BELOW = regex(r"(?P<term>[^\s:][^\n]{0,60}?)[ \t]*\n(?::[ \t]+|[ ]{2,}|\t)\S")
"""A term with its definition in the next line, as Markdown's extensions write it, or further in, as plain text does."""
_APART = regex(r"(?P<term>[^\W_](?:[^\s|]| (?! )){0,39}?)(?<![.!?:;,])(?: {2,}|[ ]*\t[ \t]*)[^\s|]")
"""A term set apart by white space from what it means, as plain text writes columns."""
_ALONE = regex(r"(?P<sign>\*\*|__)(?P<term>[^*_\n]{1,60}?):?(?P=sign):?\s*\Z")
"""A term in bold that is all of its paragraph."""
_FIELD = regex(r"(?:\"(?P<quoted>[^\"\n]{1,60})\"|(?P<plain>(?!\|)[^\",;\t\n]{1,60}))[,;\t]")
_HEAD = 80
"""Characters in which a term and the sign behind it stand."""
_BOLD = ("**", "__")
_INDENTS = (":", "  ", "\t")
"""What a line begins with that tells what the line above it means."""
_CELL = regex(r"[ \t]*+(?:\|[ \t]*+)?(?P<cell>[^|\n]{1,60}?)[ \t]*+\|[ \t]*+[^|\s]")


def asked_for(question: str) -> frozenset[str]:
    """The keys of what a question asks the meaning of, or names and says nothing else; none for any other question."""
    said = " ".join(question.split()).strip(" ?？!.…")
    if len(said) > _LONGEST_QUESTION:
        return frozenset()
    found = _ASKED.fullmatch(said)
    if found is None:
        return _plain_keys(said) if len(said.split()) <= _BARE else frozenset()
    name = found[found.lastgroup or 0].strip(_QUOTES)
    return _plain_keys(name) | _plain_keys(_without(_OF_KIND, _without(_ARTICLE, name)))


@lru_cache(maxsize=4_096)
def keys_of(term: str) -> frozenset[str]:
    """The keys of a term as its definition writes it: by all of it, by what stands outside brackets, and in them.

    `abs(x)` and `Error Directive` are found by the name too.
    """
    if not 0 < len(term) <= _LONGEST:
        return frozenset()
    plain = unnumbered(heading_text(term)) if "#" in term else term
    bracketed = "(" in plain or "[" in plain
    if bracketed and (call := _CALL.match(plain.strip())) is not None:
        name = call["name"]
        return _plain_keys(name) | _plain_keys(name.rpartition(".")[2])
    aside = _ASIDE.search(plain) if bracketed else None
    if aside is None:
        called = _CALLED.fullmatch(plain.strip(_QUOTES)) if " " in plain else None
        return _plain_keys(plain) | _plain_keys("" if called is None else called["name"])
    whole = _ASIDE.sub("", plain).strip(_QUOTES)
    by_aside = _is_short_form(aside[1]) or _is_short_form(whole)
    return _plain_keys(whole) | _plain_keys(aside[1] if by_aside else "")


def lead_of(text: str, start: int, end: int) -> str:
    """What the item or paragraph [start, end) defines by beginning with it: `Seat` of "**Seat**: a person who may edit"; "" for nothing.

    It stands before a colon or a dash, in a line of its own above what stands further in, in bold and alone, or apart by white space.
    """
    head = text[start : min(end, start + _HEAD)]  # hardly any has what the patterns need: to look for that takes a third of their time
    below = head.find("\n") + 1
    if below and text.startswith(_INDENTS, start + below) and (found := _BELOW.match(text, start, end)) is not None:
        return found["term"]
    if head.startswith(_BOLD) and (found := _ALONE.match(text, start, end)) is not None:
        return found["term"]
    gap = "  " in head or "\t" in head
    if gap and (found := _APART.match(text, start, end)) is not None and found["term"].count(" ") < _MOST_TERMS:
        return found["term"]
    signed = ":" in head or " - " in head or "–" in head or "—" in head
    found = _LEAD.match(text, start, end) if signed else None
    if found is None:
        return ""
    return found["marked"] or (found["plain"] if found["plain"].count(" ") < _MOST_TERMS else "")


def cell_of(text: str, start: int, end: int) -> str:
    """The first cell of the row [start, end), where there is a second; ""."""
    found = _CELL.match(text, start, end)
    return "" if found is None else found["cell"]


def field_of(text: str, start: int, end: int) -> str:
    """The first field of the record [start, end) of separated values, where there is a second; ""."""
    found = _FIELD.match(text, start, end)
    return "" if found is None else found["quoted"] or found["plain"]


def is_exact(key: str) -> bool:
    """True for the key of words as they are written."""
    return key.startswith("==")


def _without(pattern: re.Pattern[str], name: str) -> str:
    """A name without what it begins with."""
    found = pattern.match(name)
    return name if found is None else name[found.end() :]


def _is_short_form(name: str) -> bool:
    """True for an abbreviation: `GIL`, `SaaS`."""
    return len(name) <= _LONGEST_SHORT_FORM and sum(map(str.isupper, name)) > 1 and " " not in name


def _plain_keys(name: str) -> frozenset[str]:
    """Its words stemmed, so that one form finds another, and as they are, so that `iterable` is found before `iterator`."""
    name = name.strip(_QUOTES)
    if not name or name.count(" ") >= _MOST_WORDS:
        return frozenset()
    found = terms(name) or terms(name, stop_words=False)
    if not 0 < len(found) <= _MOST_TERMS:
        return frozenset()
    return frozenset((f"={'_'.join(found)}", f"=={'_'.join(words(name))}"))
