"""Scope: whether a true quote is about what the question named. A true quote about the wrong thing is the commonest lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from untuned.rag.verify.named import Thing, alike, codes, dates, names, opens_sentence, plain, plans, public, sections, stem, versions

COMMON_SHARE = 0.5
"""A name that this share of all documents holds does not tell them apart: pages take it for granted."""
_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
_RANGE = re.compile(r"(?<!\d)(1\d{3}|20\d{2})\s?(?:[-–—]|to|until|and|по|до|и)\s?(\d{4}|\d{2})(?!\d)")
_OPEN_RANGE = re.compile(r"(?i)(?<!\w)(?:(since|after|from|с|после)|(until|before|till|by|до))\s+(1\d{3}|20\d{2})(?!\d)")
_BARE_DATE = re.compile(r"[\d.:TZ+-]+")
_DECADE = re.compile(r"(?<!\d)(1\d{2}|20\d)0(?:'?s|-е|-х|-ые|-ых)(?!\w)")
_WHO = re.compile(r"(?i)\b(?:who|whom|whose|which|кто|кого|кому|кем|чей|чья|чьё|чьи|котор\w+)\b")
_GENERIC_TEXT = """
new san saint los great north south east west northern southern eastern western central united national la el de нов верхн нижн
северн южн восточн западн
"""
_GENERIC = frozenset(_GENERIC_TEXT.split())
_NO_NOUNS_TEXT = """
were does have will when with from that would could should been being than this into after before what where which about over
under have been cost costs мог был для когда если
какой какого какому каком какая какую какое какие каких сколько скольких почему зачем
"""
_NO_NOUNS = frozenset(_NO_NOUNS_TEXT.split())
_PLAIN_TEXT = """
the a an of in on for to and or with by at is are about page guide docs в на для и о об по из с к от
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a quote is about what the question names."""

    ok: bool
    missing: tuple[str, ...] = ()
    """What the question names and the evidence does not carry, as the question writes it; with `ok` only a soft flag."""
    found_instead: tuple[str, ...] = ()
    """Of the same kind, carried in its place."""
    sentence: str = ""
    """For people, such as `this is about the Pro plan`; "" when nothing stands against the quote."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A quote with its heading path, title and metadata."""

    quote: str
    context: tuple[str, ...]
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A named thing that is not carried; `hard` when the quote cannot stand without it."""

    thing: Thing
    hard: bool
    instead: str = ""


def in_scope(
    question: str,
    *,
    quote: str,
    context: Sequence[str],
    rivals: Sequence[str] = (),
    frequency: Callable[[str], float] | None = None,
) -> Scope:
    """Whether quote or context (title, heading path, path, metadata) carry what the question names.

    A missing name fails only where another of its kind is carried in its place; a missing code fails by itself; years and
    dates fail only where contradicted. `rivals` are names known to stand beside each other, such as a project's products;
    `frequency` gives the share of documents in [0, 1] that hold a word: names above `COMMON_SHARE` restrict nothing.
    """
    evidence = _evidence(quote, context)
    asked = _Asked(question, frequency, tuple(rivals))
    findings = [
        *_plans(question, evidence),
        *_codes(question, evidence),
        *_versions(question, evidence),
        *_dates(question, evidence),
        *_sections(question, evidence),
        *_names(asked, evidence),
    ]
    hard = [finding for finding in findings if finding.hard]
    return Scope(
        ok=not hard,
        missing=tuple(dict.fromkeys(finding.thing.text for finding in (hard or findings))),
        found_instead=tuple(dict.fromkeys(finding.instead for finding in hard if finding.instead)),
        sentence=_sentence(hard[0], russian=_is_russian(question)) if hard else "",
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question with what is known of its corpus."""

    text: str
    frequency: Callable[[str], float] | None
    rivals: tuple[str, ...]

    def common(self, words: Sequence[str]) -> bool:
        """True when every one of these words is in so many documents that it tells none apart."""
        return self.frequency is not None and all(self.frequency(word) >= COMMON_SHARE for word in words)


def _evidence(quote: str, context: Sequence[str]) -> _Evidence:
    lines = tuple(line for line in context if line)
    text = "\n".join((*lines, quote))
    return _Evidence(quote, lines, text, _stems(text))


def _stems(text: str) -> frozenset[str]:
    """Stems of a text's words and of the parts of its compounds."""
    return frozenset(plain(part) for word in _WORD.findall(text) for part in (word, *re.split(r"[-‑]", word)))


def _plans(question: str, evidence: _Evidence) -> list[_Finding]:
    asked = plans(question, asked=True)
    if not asked:
        return []
    carried = plans(_spaced(evidence.text))
    ranks = {thing.keys[0] for thing in carried}
    others = [thing for thing in carried if thing.keys[0] not in {plan.keys[0] for plan in asked}]
    instead = others[0].text if others else ""
    missing = (thing for thing in asked if thing.keys[0] not in ranks and stem(thing.text) not in evidence.stems)
    return [_Finding(thing, hard=bool(instead), instead=instead) for thing in missing]


def _spaced(text: str) -> str:
    """Joints of paths and file names as spaces, so that `plan-pro.md` names the plan."""
    return re.sub(r"(?<=\w)[-_/.](?=\w)", " ", text)


def _codes(question: str, evidence: _Evidence) -> list[_Finding]:
    carried = codes(evidence.text)
    plain = {thing.keys[0] for thing in carried}
    asked = codes(question)
    findings: list[_Finding] = []
    for thing in asked:
        if thing.keys[0] in plain or thing.text.lower() in evidence.text.lower():
            continue
        twins = [other for other in carried if other.keys[1] == thing.keys[1] and other.keys[0] not in {code.keys[0] for code in asked}]
        findings.append(_Finding(thing, hard=bool(twins) or not public(thing), instead=twins[0].text if twins else ""))
    return findings


def _versions(question: str, evidence: _Evidence) -> list[_Finding]:
    asked = versions(question)
    carried = versions(evidence.text) if asked else []
    findings: list[_Finding] = []
    for thing in asked:
        if any(_same_version(thing.keys[0], other.keys[0]) for other in carried) or _has_number(thing.keys[0], evidence.text):
            continue
        twins = [other for other in carried if not thing.keys[1] or not other.keys[1] or thing.keys[1] == other.keys[1]]
        findings.append(_Finding(thing, hard=bool(twins), instead=twins[0].text if twins else ""))
    return findings


def _has_number(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", text) is not None


def _same_version(one: str, other: str) -> bool:
    """True when the two are equal or one is a part of the other: 3.12 carries 3.12.1, and 2 carries 2.3."""
    short, long = sorted((one.split("."), other.split(".")), key=len)
    return long[: len(short)] == short


def _dates(question: str, evidence: _Evidence) -> list[_Finding]:
    asked = dates(question)
    carried = dates(evidence.text) if asked else []
    said = "\n".join(line for line in evidence.context if not _BARE_DATE.fullmatch(line))  # a date alone is metadata: when, not what about
    findings: list[_Finding] = []
    for thing in asked:
        if any(_same_date(thing, other) for other in carried) or _within(thing.keys[0], evidence.text):
            continue
        twins = [other for other in (dates(evidence.quote) or dates(said)) if _contradicts(thing, other)]
        findings.append(_Finding(thing, hard=bool(twins), instead=twins[0].text if twins else ""))
    return findings


def _same_date(one: Thing, other: Thing) -> bool:
    return all(not mine or not its or mine == its for mine, its in zip(one.keys, other.keys, strict=True)) and any(
        mine and mine == its for mine, its in zip(one.keys, other.keys, strict=True)
    )


def _contradicts(one: Thing, other: Thing) -> bool:
    """True when both say the year, the month or the day, and say it differently."""
    return any(mine and its and mine != its for mine, its in zip(one.keys, other.keys, strict=True))


def _within(year: str, text: str) -> bool:
    """True when `text` names a range of years or a decade that holds `year`."""
    if not year:
        return False
    asked = int(year)
    for match in _RANGE.finditer(text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        if int(match[1]) <= asked <= int(last):
            return True
    if any((match[1] and int(match[3]) <= asked) or (match[2] and asked <= int(match[3])) for match in _OPEN_RANGE.finditer(text)):
        return True
    return any(int(match[1] + "0") <= asked < int(match[1] + "0") + 10 for match in _DECADE.finditer(text))


def _sections(question: str, evidence: _Evidence) -> list[_Finding]:
    asked = sections(question)
    carried = sections(evidence.text) if asked else []
    findings: list[_Finding] = []
    for thing in asked:
        number = re.compile(rf"(?<![\w.]){re.escape(thing.keys[0])}(?![\w]|\.\d)", re.IGNORECASE)
        if number.search(evidence.text):
            continue
        twins = [other for other in carried if other.keys[1] == thing.keys[1]]
        findings.append(_Finding(thing, hard=True, instead=twins[0].text if twins else ""))
    return findings


def _names(asked: _Asked, evidence: _Evidence) -> list[_Finding]:
    known = frozenset(word.lower() for rival in asked.rivals for word in rival.split())
    mentioned = names(asked.text, known=known)
    mine = frozenset(plain(key) for thing in mentioned for key in thing.keys)
    findings: list[_Finding] = []
    for thing in mentioned:
        held = [key for key in thing.keys if _carried(key, evidence)]
        if len(held) == len(thing.keys) or asked.common(thing.keys) or plans(thing.text, asked=True) or versions(thing.text):
            continue
        telling = {plain(key) for key in held if not key.isdigit() and plain(key) not in _GENERIC}
        rival = _rival_part(telling, mine, asked, evidence) if telling else _rival_name(thing, mine, asked, evidence)
        if rival or not telling:
            findings.append(_Finding(thing, hard=bool(rival), instead=rival))
    return findings


def _carried(word: str, evidence: _Evidence) -> bool:
    """True when the evidence has the word, in any form, or the words whose initials it is."""
    own = plain(word)
    if own in evidence.stems or any(alike(own, its) for its in evidence.stems):
        return True
    if not 3 <= len(own) <= 5 or not own.isalpha():
        return False
    return re.search(r"\b" + r"[\w-]*\s(?:(?:of|the|and|for)\s)?".join(own) + r"[\w-]*", evidence.text, re.IGNORECASE) is not None


def _names_in(evidence: _Evidence, *, quoted: bool = True) -> list[Thing]:
    """Names of the headings, and of the quote where it is looked at."""
    lines = (*evidence.context, *evidence.quote.split("\n")) if quoted else evidence.context
    return [thing for line in lines for thing in names(line)]


def _rival_part(shared: set[str], mine: frozenset[str], asked: _Asked, evidence: _Evidence) -> str:
    """Another name with a word of this one, where that word stands nowhere else: `the Cairn Go` for `the Cairn Hub`.

    A question for a person is answered by a name: only headings speak against it.
    """
    quoted = _WHO.search(asked.text) is None
    instead = ""
    inside = 0
    for other in _names_in(evidence, quoted=quoted):
        stems = [plain(key) for key in other.keys]
        common = [own for own in stems if any(alike(own, its) for its in shared)]
        if not common:
            continue
        inside += len(common)
        telling = [own for own in stems if not any(alike(own, its) for its in mine)]
        if not telling or (
            telling == stems[:1] and opens_sentence(other.text, 0) and other.text in evidence.quote and _opens_quote(other, evidence)
        ):
            return ""
        instead = instead or other.text
    everywhere = sum(
        1 for word in _WORD.findall(evidence.text) for part in re.split(r"[-‑]", word) if any(alike(plain(part), its) for its in shared)
    )
    return instead if everywhere <= inside else ""


def _opens_quote(other: Thing, evidence: _Evidence) -> bool:
    return opens_sentence(evidence.quote, evidence.quote.find(other.text))


def _rival_name(thing: Thing, mine: frozenset[str], asked: _Asked, evidence: _Evidence) -> str:
    """A name in this one's place: a known rival, one beside the same noun, one that a heading is about, or one in a like sentence."""
    for rival in asked.rivals:
        own = [plain(word) for word in _WORD.findall(rival)]
        if own and not mine.intersection(own) and all(_carried(word, evidence) for word in own):
            return rival
    return (
        _rival_beside(thing, mine, asked, evidence)
        or _rival_heading(thing, mine, asked, evidence)
        or _rival_sentence(thing, mine, asked, evidence)
    )


def _noun_after(text: str, end: int) -> str:
    """The stem of the small-letter word that follows; "" when none does."""
    match = _WORD.match(text[end : end + 60].lstrip(" »”\"'"))
    return plain(match[0]) if match and match[0][0].islower() and len(match[0]) > 3 and match[0] not in _NO_NOUNS else ""


def _rival_beside(thing: Thing, mine: frozenset[str], asked: _Asked, evidence: _Evidence) -> str:
    """A name before the noun that follows this one in the question: `the Berlin office` for `the Paris office`."""
    noun = _noun_after(asked.text, thing.start + len(thing.text))
    if not noun:
        return ""
    for line in (*evidence.context, *evidence.quote.split("\n")):
        for other in names(line):
            if (
                not mine.intersection(map(plain, other.keys))
                and _same_script(other.text, thing.text)
                and _noun_after(line, other.start + len(other.text)) == noun
            ):
                return other.text
    return ""


def _rival_heading(thing: Thing, mine: frozenset[str], asked: _Asked, evidence: _Evidence) -> str:
    """What a title is about, when its one other word stands beside this name in the question: `Berlin office` for `Paris office`."""
    end = thing.start + len(thing.text)
    near = _stems(asked.text[max(0, thing.start - 25) : thing.start] + " " + asked.text[end : end + 25])
    for line in evidence.context:
        words = [word for word in _WORD.findall(line) if word.lower() not in _PLAIN]
        left = [word for word in words if plain(word) not in near]
        shared = [word for word in words if plain(word) in near and plain(word) not in mine and len(word) > 3]
        if not shared or not 1 <= len(left) <= 2 or not all(word[0].isupper() for word in left):
            continue
        if (
            _same_script(left[0], thing.text)
            and not mine.intersection(map(plain, left))
            and not asked.common([word.lower() for word in left])
        ):
            return " ".join(left)
    return ""


def _rival_sentence(thing: Thing, mine: frozenset[str], asked: _Asked, evidence: _Evidence) -> str:
    """A name of the same build where all else is as asked: `Boris Orlov approves` for `does Anna Petrova approve`."""
    said = [
        plain(word) for word in _WORD.findall(asked.text) if len(word) > 3 and word.lower() not in _NO_NOUNS and plain(word) not in mine
    ]
    shared = sum(any(_begin_alike(word, its) for its in evidence.stems) for word in said)
    if shared < min(2, len(said)) or shared < 0.6 * len(said):
        return ""
    question = _evidence(asked.text, ())
    for line in (*evidence.context, evidence.quote):
        for other in names(line):
            telling = [key for key in other.keys if not _carried(key, question)]
            if len(telling) != len(thing.keys) or not _same_script(other.text, thing.text) or other.text.isupper() != thing.text.isupper():
                continue
            start = max(other.start, line.lower().find(telling[0], other.start))
            whole = other.text == line.strip() and len(telling) > 1
            if whole or _same_place(thing, start, asked.text, line):
                return line[start : other.start + len(other.text)]
    return ""


def _begin_alike(one: str, other: str) -> bool:
    """True when two stems are likely forms of one verb or noun."""
    length = max(4, min(len(one), len(other)) - 2)
    return one == other or one[:length] == other[:length]


def _same_place(thing: Thing, start: int, question: str, line: str) -> bool:
    """True when the name stands where the asked one might: after the same word, or, as long as nobody is asked for, as the subject."""
    before = [plain(word) for word in _WORD.findall(question[: thing.start])[-2:]]
    its = [plain(word) for word in _WORD.findall(line[:start])[-2:]]
    if _WHO.search(question) is not None:
        return bool(before) and before[-1:] == its[-1:] and (len(before[-1]) > 3 or before == its)
    return start <= 4 or len(thing.keys) > 1 or (bool(before) and before[-1:] == its[-1:])


def _same_script(one: str, other: str) -> bool:
    return one.isascii() == other.isascii()


def _is_russian(text: str) -> bool:
    return re.search("[а-яё]{3}", text, re.IGNORECASE) is not None


def _sentence(finding: _Finding, *, russian: bool) -> str:
    """What a person should know of this quote."""
    thing, instead = finding.thing, finding.instead
    if not instead:
        return f"здесь нет упоминания: {thing.text}" if russian else f"this does not mention {thing.text}"
    if thing.kind == "plan":
        return f"это о тарифе {instead}" if russian else f"this is about the {instead} plan"
    return f"это о другом: {instead}" if russian else f"this is about {instead}"
