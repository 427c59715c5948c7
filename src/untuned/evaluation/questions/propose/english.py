"""Questions in English, by patterns of sentences: each pattern says what is asked and which of its words answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from untuned.evaluation.questions.propose.proposal import Rule, capital, lowered
from untuned.evaluation.questions.propose.verbs import BASES, GERUNDS, SINGULAR
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.regex import regex

_UNIT = (
    r"(?:seconds?|minutes?|(?:business |working |calendar )?(?:hours?|days?|weeks?|months?|years?)|times?|percent|%|[KMGT]B|[kmg]?bytes?|"
    r"characters?|requests?|users?|seats?|people|persons?|members?|devices?|files?|items?|pages?|words?|lines?|meters?|metres?|km|kg|"
    r"euros?|dollars?|USD|EUR|points?|copies|attempts?|workers?|processes|threads?|versions?|languages?)"
)
_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety|"
    r"hundred|a hundred|(?:a )?thousand)"
)
_TIME = (
    rf"(?:(?:up to|at least|at most|about|around|only|within) )?{_NUMBER} (?:more )?(?:seconds?|minutes?|(?:business |"
    rf"working |calendar )?(?:hours?|days?)|weeks?|months?|years?)"
)
_DATE = rf"(?:(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(ENGLISH_MONTHS)})[\w ,]*\d{{0,4}}|\d{{4}})"
_MADE = (
    "founded|written|created|developed|designed|invented|built|established|introduced|published|discovered|composed|"
    "painted|directed|led|owned|signed|maintained|started|opened"
)
_WHEN = (
    "founded|written|created|developed|designed|invented|built|established|introduced|published|discovered|released|"
    "signed|born|opened|launched|completed|abolished|adopted|elected|killed|defeated"
)

_NEVER_FIRST = """
this that these those it they he she we you i there here when if while although but and so then for in on at by as because since after
before with without however also some many most other another such one what which who where to from please note yet both either neither
even though only just let not no nor of or our us his her its their using given during through each every all any more your my let's lets
next first second third finally
"""
_NOT_FIRST = frozenset(_NEVER_FIRST.split())
INSIDE = regex(
    r"\b(?:which|that|who|whose|when|if|because|while|is|are|was|were|be|been|can|could|will|would|may|might|must|should|"
    r"shall|has|have|had|"
    r"does|do|did|you|your|we|our|it|its|this|these|they|their|he|she|and then|also|only|not|never|always|usually|often|"
    r"already|now|then)\b",
    re.IGNORECASE,
)
_DETERMINED = regex(r"(?:The|the|A|a|An|an) ")
_FUNCTION_END = regex(r"\b(?:of|on|at|to|for|with|from|and|or|the|a|an|as|than|about|into|cannot be|can be)\Z", re.IGNORECASE)
_YOU = (
    (r"\byou are\b", "I am"), (r"\byou're\b", "I am"), (r"\byou were\b", "I was"), (r"\byou've\b", "I have"), (r"\byou'll\b", "I will"),
    (r"\byou'd\b", "I would"), (r"\byourself\b", "myself"), (r"\byours\b", "mine"), (r"\byour\b", "my"),
    (r"\b(to|for|with|from|give|gives|send|sends|tell|tells|help|helps|allow|allows|let|lets|notify|contact|show|ask|asks|offer|about|"
     r"enable|enables|call|between|charge|identify|reach|recognize|remember|email) you\b", r"\1 me"),
    (r"\byou\b", "I"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question that a sentence answers; `about` is the thing that it is about, where it is one."""

    text: str
    answer: str
    rule: Rule
    score: float
    about: str = ""


Known = frozenset[str]
_Made = Callable[["re.Match[str]", Known], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pattern:
    """A kind of sentence: what is asked of it, and the group of its words that answers."""

    rule: Rule
    score: float
    match: re.Pattern[str]
    ask: _Made
    subject: bool = False
    """The group `s` must be a thing that can be asked about by itself."""


def mine(words: str) -> str:
    """What a document says to its reader, as the reader says it: `your key` gives `my key`."""
    words = re.sub(r"\byou do (?!not\b)", "you ", words, flags=re.IGNORECASE)
    for pattern, said in _YOU:
        words = re.sub(pattern, said, words, flags=re.IGNORECASE)
    return words


def questions_in(sentence: str, known: Known) -> Iterator[Asked]:
    """What one sentence answers; `known` are the words that its document writes with a small letter."""
    bare = sentence.strip().removesuffix(".").strip()
    bare = re.sub(r"\s*\((?:see|for example|e\.g|i\.e)[^()]*\)", "", bare)
    if not bare or bare.endswith((":", "?", "!", ";", ",")) or not (bare[0].isupper() or bare[0] in '"“`' or bare[0].isdigit()):
        return
    for pattern in _PATTERNS:
        found = pattern.match.match(bare)
        if found is None or (pattern.subject and not _thing(found["s"])):
            continue
        asked, answer = pattern.ask(found, known), re.sub(r"\A(?:however|then),? ", "", found["o"].strip())
        if asked is not None and 1 <= len(answer.split()) <= 45 and not re.match(r"(?:this|these|those|it|they|that|such|so)\b", answer):
            about = lowered(found["s"], known) if pattern.subject else ""
            yield Asked(text=capital(f"{' '.join(asked.split())}?"), answer=answer, rule=pattern.rule, score=pattern.score, about=about)


def _thing(words: str) -> bool:
    """True for a noun phrase that says by itself what it is about."""
    said = words.split()
    first, count = said[0].strip('"“`').casefold(), len(said)
    if (
        first in _NOT_FIRST
        or count > 9
        or re.search(r"\s(?:The|A|An)\s", words)
        or INSIDE.search(words)
        or "," in words
        or _FUNCTION_END.search(words)
    ):
        return False
    rest = _DETERMINED.sub("", words)
    named = any(word[:1].isupper() or not word.isalpha() for word in rest.split()[0 if rest != words else 1 :])
    return named or len(rest.split()) >= 2 or (rest == words and words[:1].isupper())


def _plain(words: str) -> bool:
    """True for the rest of a question that is one short clause."""
    odd = re.search(r"--|[:;—–]|\b(?:this|these|those|it|they|them|here|above|below|that way|so on|do so)\b", words)
    return len(words.split()) <= 16 and odd is None and _FUNCTION_END.search(words) is None


def _what_is(found: re.Match[str], known: Known) -> str | None:
    if re.match(r"[A-Z][a-z]+ing ", found["s"]) and found["o"].startswith("one of"):
        return None
    return f"what {found['v']} {lowered(found['s'], known)}"


def _what_does(found: re.Match[str], known: Known) -> str | None:
    base = SINGULAR.get(found["v"])
    if base is None or re.match(r"(?:that|to|by|in|on|for|with|as)\b", found["o"]):
        return None
    return f"what does {lowered(found['s'], known)} {base}"


def _how_many(found: re.Match[str], known: Known) -> str:
    noun = found["noun"]
    verb = found["v"]
    base = SINGULAR.get(verb, "have" if verb == "has" else verb)
    auxiliary = "can" if found["can"] else "does" if verb in SINGULAR or verb == "has" else "do"
    most = " at most" if found["bound"] in ("up to ", "at most ") else " at least" if found["bound"] == "at least " else ""
    return f"how many {noun} {auxiliary} {lowered(found['s'], known)} {base}{most}"


def _to(found: re.Match[str], _known: Known) -> str | None:
    verb, rest = found["b"], found["rest"]
    if verb not in BASES or not _plain(rest) or not _orders(found["o"]) or _LISTED.match(found["o"]):
        return None
    return f"how do I {verb} {mine(rest)}"


def _orders(words: str) -> bool:
    """True for a clause that tells its reader what to do."""
    return re.match(
        r"(?:you (?:can|could|should|must|need|have to|may|will)|simply|just|please|do not|don't)\b", words, re.IGNORECASE
    ) is not None or (words.split(maxsplit=1)[0].lower() in BASES)


_LISTED = regex(r"(?:[^,]{1,40}, )*(?:[^,]{1,60},? )?(?:or|and) [^,]+,|[^,]{1,30} (?:or|and) [^,]{1,40}, (?:those|the|we|you)\b")
"""What goes on with a list rather than with the main clause."""


def _case(found: re.Match[str], _known: Known) -> str | None:
    clause, rest = found["c"], found["o"]
    if _LISTED.match(rest):
        return None
    # "Refused unless": what is said must be a whole clause of its own.
    if not _plain(clause) or len(clause.split()) < 3 or not re.match(r"(?:you\b|an? |the |your |our |any |all |no |[A-Z`])", clause):
        return None
    if _orders(rest) and not re.match(r"you (?:may|will|should be aware)\b", rest, re.IGNORECASE):
        return f"what should I do {found['w'].lower()} {mine(clause)}"
    happens = re.search(
        r"\b(?:will|is|are|shows?|stops?|gets?|becomes?|returns?|sends?|can|cannot|may|must|loses?|goes|go|receives?)\b", rest
    )
    return f"what happens {found['w'].lower()} {mine(clause)}" if happens else None


def _by_means(found: re.Match[str], _known: Known) -> str | None:
    if found["b"] not in BASES or not _plain(found["rest"]):
        return None
    return f"how can I {found['b']} {mine(found['rest'])}"


def _held(found: re.Match[str], _known: Known) -> str | None:
    if found["b"].lower() not in BASES or not _plain(found["rest"]):
        return None
    return f"how long should I {found['b'].lower()} {mine(found['rest'])}"


def _pattern(rule: Rule, score: float, expression: str, ask: _Made, *, subject: bool = True) -> _Pattern:
    return _Pattern(rule=rule, score=score, match=re.compile(expression + r"\Z"), ask=ask, subject=subject)


_SUBJECT = r"(?P<s>[A-Z\"“`][^,;:()]*?)"
_PATTERNS: tuple[_Pattern, ...] = (
    _pattern(
        "time", 5.0, rf"You have (?P<o>{_TIME})(?: (?:from|after) [^,]*?)? to (?P<rest>[^,;:]+)",
        lambda found, _: f"how long do I have to {mine(found['rest'])}" if _plain(found["rest"]) else None, subject=False,
    ),
    _pattern(
        "time", 4.8, rf"You (?P<can>can|may|must|should) (?P<rest>[^,;:]+?) within (?P<o>{_NUMBER} (?P<unit>[a-z "
            rf"]*?(?:days|hours|weeks|months|years|minutes)))(?P<end> (?:of|after|from) [^,;:]+)?",
        lambda found, _: f"within how many {found['unit']}{mine(found['end'] or '')} "
            f"{'can' if found['can'] == 'may' else found['can']} I {mine(found['rest'])}"
        if _plain(found["rest"]) else None, subject=False,
    ),
    _pattern(
        "time", 4.8, rf"(?P<b>[A-Z][a-z]+) (?P<rest>[^,;:.]+?) for (?P<o>{_TIME})(?:[ ,].*)?", _held, subject=False,
    ),
    _pattern(
        "time", 4.8, rf"{_SUBJECT} (?P<v>is|are) (?P<p>kept|stored|retained|valid|available|active|held|saved)(?: [a-z]+)"
            rf"? for (?P<o>{_TIME})(?:[ ,].*)?",
        lambda found, known: f"how long {found['v']} {lowered(found['s'], known)} {found['p']}",
    ),
    _pattern(
        "time", 4.8, rf"{_SUBJECT} can be (?P<p>[a-z]+ed|kept|undone) (?:for|within|up to) (?P<o>{_TIME})(?:[ ,].*)?",
        lambda found, known: f"for how long can {lowered(found['s'], known)} be {found['p']}",
    ),
    _pattern(
        "time", 4.6, rf"{_SUBJECT} (?P<v>takes|lasts) (?P<o>{_TIME})(?:[ ,].*)?",
        lambda found, known: f"how long does {lowered(found['s'], known)} {found['v'][:-1]}",
    ),
    _pattern(
        "time", 4.6, rf"{_SUBJECT} (?P<v>is|are) due (?P<o>.*\d.*)",
        lambda found, known: f"when {found['v']} {lowered(found['s'], known)} due",
    ),
    _pattern(
        "time", 4.4, rf"{_SUBJECT} (?P<v>starts|begins|ends|expires|opens|closes|renews|applies) (?P<o>(?:on|at|after|in|"
            rf"from|every|when) .*\d.*)",
        lambda found, known: f"when does {lowered(found['s'], known)} {found['v'][:-1]}",
    ),
    _pattern(
        "time", 4.8, rf"{_SUBJECT} (?P<v>was|were) (?:\w+ )?(?P<p>{_WHEN})(?: [^,;:]{{0,60}})? (?P<o>(?:in|on) {_DATE})(?:[ ,].*)?",
        lambda found, known: f"when {found['v']} {lowered(found['s'], known)} {found['p']}",
    ),
    _pattern(
        "person", 4.8, rf"{_SUBJECT} (?P<v>is|was|were|are) (?:\w+ )?(?P<p>{_MADE}) by (?P<o>(?:the )?[A-Z][^,;:.]+?)(?: "
            rf"(?:in|on|at|after|during) .*|,.*)?",
        lambda found, known: f"who {_past(found['p'])} {lowered(found['s'], known)}",
    ),
    _pattern(
        "place", 4.6, rf"{_SUBJECT} (?P<v>is|are|was|were) (?P<p>located|situated|held|stored|kept) (?P<o>(?:in|at|near) .+)",
        lambda found, known: f"where {found['v']} {lowered(found['s'], known)} {found['p']}",
    ),
    _pattern(
        "number", 4.6, rf"{_SUBJECT} costs? (?P<o>\D{{0,8}}\d.*)", lambda found, known: f"how much does "
            f"{lowered(found['s'], known)} cost",
    ),
    _pattern(
        "number", 4.6,
        rf"{_SUBJECT} (?P<can>can )?(?P<v>includes?|contains?|supports?|has|have|holds?|covers?|requires?|uses?) "
            rf"(?P<o>(?P<bound>up to |at least |at most |about |only )?{_NUMBER}(?: (?P<noun>(?!of\b|or\b|and\b|to\b|"
                rf"more\b|percent\b|times\b)(?:[a-z-]+ ){{0,2}}?[a-z]+s)))(?P<end>\b(?:[ ,;].*)?)",
        _how_many,
    ),
    _pattern("number", 4.5, r"(?P<s>The (?:largest|smallest|maximum|minimum|default|highest|lowest|longest|shortest|total|"
        r"average) [^,;:()]+?) (?P<v>is|are) (?P<o>(?:up to |at least |at most )?[\d`$€£].*)", _what_is, subject=False),
    _pattern("number", 4.4, rf"(?P<s>(?:The|Your) [^,;:()]+?) (?P<v>is|are) (?P<o>(?:up to |at least |at most |about )"
        rf"?(?:{_NUMBER}\b|[`$€£\"“]).*)", _what_is),
    _pattern(
        "definition", 4.8, r"(?P<s>[\"“`][^\"”`]{2,40}[\"”`]|The term [\"“`][^\"”`]{2,40}[\"”`]) means (?P<o>.+)",
        lambda found, _: f"what does {found['s'].replace('The term', 'the term')} mean", subject=False,
    ),
    _pattern(
        "definition", 4.2, r"(?P<s>[A-Z`][^,;:()]{2,40}?) means (?:that )?(?P<o>(?!we\b|you\b|it\b).+)",
        lambda found, known: f"what does {lowered(found['s'], known)} mean",
    ),
    _pattern("definition", 4.4, rf"{_SUBJECT} (?P<v>is|are) (?P<o>(?:an?|one of the|the (?:name|process|act|set|number|"
        rf"part|practice|standard)) (?!(?:same|following|case|reason|result|one|lot|bit|good|great|nice|little|few|single|"
            rf"must|way|common|very|different|separate|problem|matter)\b)\S+ \S+.*)", _what_is),
    _pattern(
        "purpose", 4.4, rf"{_SUBJECT} (?P<v>is|are) used (?P<o>(?:to|for) .+)",
        lambda found, known: f"what {found['v']} {lowered(found['s'], known)} used for",
    ),
    _pattern(
        "purpose", 4.2, r"We (?:may |also |only )?use (?P<x>(?:your |the )?[^,;:()]{3,60}?)(?: in order)? (?P<o>(?:to|for) .+)",
        lambda found, _: f"what do you use {mine(found['x'])} for" if _plain(found["x"]) else None, subject=False,
    ),
    _pattern(
        "person", 4.2, r"We (?:may |also )?(?:share|disclose) (?P<x>[^,;:()]{3,60}?) (?P<o>(?:with|to) .+)",
        lambda found, _: f"who may you share {mine(found['x'])} with" if _plain(found["x"]) else None, subject=False,
    ),
    _pattern(
        "purpose", 4.2, r"We (?:may |will |also )?(?P<b>notify|contact|protect|inform|verify|collect) (?P<x>[^,;:()"
            r"]{2,50}?) (?P<o>(?:by|through|via|using) .+)",
        lambda found, _: f"how do you {found['b']} {_object(found['x'])}", subject=False,
    ),
    _pattern("steps", 4.8, r"To (?P<b>[a-z-]+) (?P<rest>[^,;:()]+), (?P<o>.+)", _to, subject=False),
    _pattern(
        "steps", 4.2, r"You (?:can|may) (?:also |then )?(?P<b>[a-z-]+) (?P<rest>[^,;:()]+?) (?P<o>by [a-z]+ing .+)", _by_means,
        subject=False,
    ),
    _pattern("case", 4.6, r"(?P<w>If|When) (?P<c>[^,;:()]+), (?:then )?(?P<o>[^;:]+)", _case, subject=False),
    _pattern(
        "reason", 4.6, rf"{_SUBJECT} (?P<v>is|are|was|were|can|cannot|should|must) (?P<x>[^,;:]+?),? because (?P<o>(?!of\b|if\b|when\b).+)",
        lambda found, known: f"why {_turned(found['v'])} {lowered(found['s'], known)} {found['x']}" if _plain(found["x"]) else None,
    ),
    _pattern("object", 3.6, rf"{_SUBJECT} (?P<v>[a-z]+s) (?P<o>(?:only )?\S+(?: \S+){{1,24}})", _what_does),
    _pattern(
        "object", 3.8, rf"{_SUBJECT} (?P<v>applies to|consists of|depends on|refers to|stands for) (?P<o>.+)",
        lambda found, known: f"what does {lowered(found['s'], known)} {_base_of(found['v'])}",
    ),
)  # fmt: skip


def _past(participle: str) -> str:
    return {"written": "wrote"}.get(participle, participle)


def _object(words: str) -> str:
    return "me" if words == "you" else mine(words)


def _turned(verb: str) -> str:
    return "can't" if verb == "cannot" else verb


def _base_of(verb: str) -> str:
    word, rest = verb.split(" ", 1)
    return f"{ {'applies': 'apply'}.get(word, word.removesuffix('s')) } {rest}"


def asked_by_heading(heading: str) -> tuple[str, Rule] | None:
    """The question that a heading is or names: `Installing the app` asks how to install it. None for any other."""
    bare = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", heading.strip())
    if bare.endswith("?"):
        return (bare, "heading") if len(bare.split()) >= 4 else None
    words = bare.rstrip(".:").split()
    if len(words) < 3 or len(words) > 10 or re.search(r"[:—–(]", bare):
        return None
    first = words[0].casefold()
    rest = mine(" ".join(words[1:]))
    if bare.lower().startswith("how to ") and words[2].lower() in BASES:
        return f"How do I {mine(' '.join(words[2:]))}?", "steps"
    if first in GERUNDS:
        return f"How do I {GERUNDS[first]} {rest}?", "steps"
    return (f"How do I {first} {rest}?", "steps") if first in BASES else None
