"""Names of products, places and all else: a quote about `the Cairn Go` does not answer for `the Cairn Hub`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from untuned.rag.verify.scope.about import Evidence, Finding, evidence_of, stems
from untuned.rag.verify.scope.named import WORD, Thing, alike, asked_for, is_common_word, names, opens_sentence, plain
from untuned.rag.verify.scope.numbered import versions
from untuned.rag.verify.scope.persons import NOT_PEOPLE, people
from untuned.rag.verify.scope.plans import names_plan
from untuned.text.regex import regex
from untuned.text.weekdays import is_weekday

COMMON_SHARE = 0.5
"""A name that more than this share of all documents holds does not tell them apart: pages take it for granted."""
_WHO = regex(r"(?i)\b(?:who|whom|whose|which|кто|кого|кому|кем|чей|чья|чьё|чьи|котор\w+)\b")
_OPENERS = frozenset(
    [
        "Every",
        "Each",
        "All",
        "Both",
        "Most",
        "Many",
        "Some",
        "Several",
        "Other",
        "Another",
        "Modern",
        "Early",
        "Late",
        "Old",
        "New",
        "Young",
        "Former",
        "Current",
        "Only",
        "Any",
        "No",
    ]
)
"""Capitalised words before a name that are no part of it."""
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

_COLUMNS_TEXT = """
country city region state address zone day days week month year date time hours deadline price cost fee fees amount total sum quantity
number count size weight length height unit units rate name type kind category code status item description note notes
страна город регион адрес зона день дней дни срок неделя месяц год дата время цена стоимость сумма количество число размер вес единица
название имя тип вид код статус описание примечание
"""
_COLUMNS = frozenset(map(plain, _COLUMNS_TEXT.split()))
"""Words that columns are called by; what has nothing else is no name."""


@dataclass(frozen=True, slots=True)
class Question:
    """The question with what is known of its corpus."""

    text: str
    frequency: Callable[[str], float] | None
    rivals: tuple[str, ...]

    def common(self, words: Sequence[str]) -> bool:
        """True when every one of these words is in so many documents that it tells none apart."""
        return self.frequency is not None and all(self.frequency(word) > COMMON_SHARE for word in words)


def missing_names(asked: Question, evidence: Evidence) -> list[Finding]:
    """Names of the question that the evidence does not carry; hard where another name is carried in the place of one."""
    known = frozenset(word.lower() for rival in asked.rivals for word in rival.split())
    mentioned = asked_for(asked.text, known=known)
    mine = frozenset(plain(key) for thing in mentioned for key in thing.keys)
    somebody = [(person.start, person.start + len(person.text)) for person in people(asked.text)]
    alike_else = cache(partial(_else_as_asked, mine, asked, evidence))  # the same for every name, and a pasted text has hundreds
    findings: list[Finding] = []
    for thing in mentioned:
        if any(start < thing.start + len(thing.text) and thing.start < end for start, end in somebody):
            continue
        held = [key for key in thing.keys if _carried(key, evidence)]
        if len(held) == len(thing.keys) or asked.common(thing.keys) or _of_a_kind(thing):
            continue
        telling = {plain(key) for key in held if not key.isdigit() and plain(key) not in _GENERIC}
        rival = _rival_part(telling, mine, asked, evidence) if telling else _rival_name(thing, mine, asked, evidence, alike_else)
        if rival or not telling:
            findings.append(Finding(thing, hard=bool(rival), instead=rival))
    return findings


def _of_a_kind(thing: Thing) -> bool:
    """True for a name that is told apart by rules of its own: a plan, a version, a day of the week."""
    return names_plan(thing.text) or bool(versions(thing.text, asked=True)) or is_weekday(thing.text)


def _lines(evidence: Evidence) -> list[str]:
    """Titles, headings and metadata values; not what stands over the columns of a table."""
    return [line for line in evidence.lines if not line.lstrip().startswith("|")]


def _carried(word: str, evidence: Evidence) -> bool:
    """True when the evidence has the word, in any form, or the words whose initials it is."""
    own = plain(word)
    if own in evidence.stems or any(alike(own, its) for its in evidence.stems):
        return True
    if not 3 <= len(own) <= 5 or not own.isalpha():
        return False
    return re.search(r"\b" + r"[\w-]*\s(?:(?:of|the|and|for)\s)?".join(own) + r"[\w-]*", evidence.text, re.IGNORECASE) is not None


def _names_in(evidence: Evidence, *, quoted: bool = True) -> list[Thing]:
    """Names of the headings, and of the quote where it is looked at."""
    lines = (*_lines(evidence), *evidence.quote.split("\n")) if quoted else _lines(evidence)
    return [thing for line in lines for thing in _named(line)]


def _named(line: str) -> list[Thing]:
    """The names of a line; the columns of a table in print, as in `Country Days`, name nothing."""
    return [thing for thing in names(line) if any(plain(word) not in _COLUMNS for word in WORD.findall(thing.text))]


def _rival_part(shared: set[str], mine: frozenset[str], asked: Question, evidence: Evidence) -> str:
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
            telling == stems[:1] and other.text in evidence.quote and _opens_quote(other, evidence) and other.text.split()[0] in _OPENERS
        ):
            return ""
        instead = instead or other.text
    everywhere = sum(
        1 for word in WORD.findall(evidence.text) for part in re.split(r"[-‑]", word) if any(alike(plain(part), its) for its in shared)
    )
    return instead if everywhere <= inside else ""


def _opens_quote(other: Thing, evidence: Evidence) -> bool:
    return opens_sentence(evidence.quote, evidence.quote.find(other.text))


def _rival_name(thing: Thing, mine: frozenset[str], asked: Question, evidence: Evidence, alike_else: Callable[[], bool]) -> str:
    """A name in this one's place: a known rival, one beside the same noun, one that a heading is about, or one in a like sentence."""
    for rival in asked.rivals:
        own = [plain(word) for word in WORD.findall(rival)]
        if own and not mine.intersection(own) and all(_carried(word, evidence) for word in own):
            return rival
    return (
        _rival_beside(thing, mine, asked, evidence)
        or _rival_heading(thing, mine, asked, evidence)
        or (alike_else() and _rival_sentence(thing, asked, evidence))
        or _rival_label(thing, asked, evidence)
    )


def _rival_label(thing: Thing, asked: Question, evidence: Evidence) -> str:
    """A label that is nothing but a name of as many words, none of them the question's: `Min-jun Park` for `Oluwaseun Adeyemi`."""
    if len(thing.keys) < 2 or any(plain(key) in NOT_PEOPLE for key in thing.keys):
        return ""
    said = stems(asked.text)
    for label in evidence.labels:
        words = WORD.findall(label)
        telling = all(word[0].isupper() and plain(word) not in said | NOT_PEOPLE and not is_common_word(word) for word in words)
        if telling and len(words) == len(thing.text.split()) and " ".join(words) == label and _same_script(label, thing.text):
            return label
    return ""


def _noun_after(text: str, end: int) -> str:
    """The stem of the small-letter word that follows; "" when none does."""
    match = WORD.match(text[end : end + 60].lstrip(" »”\"'"))
    return plain(match[0]) if match and match[0][0].islower() and len(match[0]) > 3 and match[0] not in _NO_NOUNS else ""


def _rival_beside(thing: Thing, mine: frozenset[str], asked: Question, evidence: Evidence) -> str:
    """A name before the noun that follows this one in the question: `the Berlin office` for `the Paris office`."""
    noun = _noun_after(asked.text, thing.start + len(thing.text))
    if not noun:
        return ""
    for line in (*_lines(evidence), *evidence.quote.split("\n")):
        for other in _named(line):
            if (
                not mine.intersection(map(plain, other.keys))
                and _same_script(other.text, thing.text)
                and _noun_after(line, other.start + len(other.text)) == noun
            ):
                return other.text
    return ""


def _rival_heading(thing: Thing, mine: frozenset[str], asked: Question, evidence: Evidence) -> str:
    """What a title is about, when its one other word stands beside this name in the question: `Berlin office` for `Paris office`."""
    end = thing.start + len(thing.text)
    near = stems(asked.text[max(0, thing.start - 25) : thing.start] + " " + asked.text[end : end + 25])
    for line in _lines(evidence):
        words = [word for word in WORD.findall(line) if word.lower() not in _PLAIN]
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


def _else_as_asked(mine: frozenset[str], asked: Question, evidence: Evidence) -> bool:
    """True when most of what the question says beside names stands in the evidence."""
    said = [plain(word) for word in WORD.findall(asked.text) if len(word) > 3 and word.lower() not in _NO_NOUNS and plain(word) not in mine]
    held = {word for word in frozenset(said) if any(_begin_alike(word, its) for its in evidence.stems)}
    shared = sum(word in held for word in said)
    return shared >= min(2, len(said)) and shared >= 0.6 * len(said)


def _rival_sentence(thing: Thing, asked: Question, evidence: Evidence) -> str:
    """A name of the same build, where all else is as asked: `Boris Orlov approves` for `does Anna Petrova approve`."""
    question = evidence_of(asked.text, ())
    for line in (*_lines(evidence), evidence.quote):
        for other in _named(line):
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
    before = [plain(word) for word in WORD.findall(question[: thing.start])[-2:]]
    its = [plain(word) for word in WORD.findall(line[:start])[-2:]]
    if _WHO.search(question) is not None:
        return bool(before) and before[-1:] == its[-1:] and (len(before[-1]) > 3 or before == its)
    return start <= 4 or len(thing.keys) > 1 or (bool(before) and before[-1:] == its[-1:])


def _same_script(one: str, other: str) -> bool:
    return one.isascii() == other.isascii()
