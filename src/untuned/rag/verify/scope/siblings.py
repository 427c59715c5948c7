"""Sections beside each other, each about a place, product or person of its own: what is said of Harbour is not said of Northgate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import WORD, Thing, alike, asked_for, is_common_word, plain
from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.documents import Block

_OPENS = regex(r"\W{0,3}([^\s:,—–]{2,40}(?: [^\s:,—–]{1,40}){0,3})(?:[:,]| [—–])\s")
"""What a question sets apart at its beginning: `Northgate: which floor is reception on?`"""
_FIRST = 2
"""Letters by which a name of the question is looked for in headings before any word is compared."""
_LONGEST = 120
"""Characters of a heading that is a name."""
_MOST_WORDS = 5
_MOST_READ = 20
"""Sections on each side whose text is looked at."""
_READ = 1_000
"""Characters of a section that are looked at."""
_SENTENCES = 8
_KIN = 2
_FOR_ALL = regex(
    r"(?i)\b(?:every|all|each|any|anybody|anyone|everybody|everyone|nobody|everywhere|both|always|common"
    r"|вс[её]|всех|всем|всеми|кажд\w+|люб\w+|везде|всюду|никто|общ\w+)\b"
)
_FARTHEST = 2_000
"""Headings on either side that are looked at."""
_MOST_BESIDE = 100
"""Of those, sections that may have the name, whose words are compared."""
_SMALL_TEXT = """
a an the of in on at to for and or with by from as и в на с к о об по для от из
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_TOPICS_TEXT = """
about access account address answer api appendix arrival background basic benefit billing booking cancellation care change
cleaning concept condition configuration contact content cost customer data date definition delivery deposit description detail
document equipment error event example exception facility faq feature fee food general getting glossary goal guarantee guide
health help history holiday hour how information insurance install installation instruction introduction issue leave licence
license limit limitation link location maintenance manual meal member membership method metric misc miscellaneous next note
notice number office offer opening option order other overview parking password pay payment permission pet plan policy price
pricing privacy problem procedure process purpose question quick rate reference refund registration related requirement resource
result return reward right rule safety scope security service setting setup shipping start step summary support team term ticket
timetable tip topic transport travel troubleshooting tutorial update upgrade usage use user version visit warranty what when
where who why workflow
адрес билет благодарности введение вопрос возврат время выходной график данные доступ доставка документ заключение замечание
заказ контакт лимит настройка общий описание оплата определение ответ отпуск ошибка парковка питание платеж поддержка правило
право пример примечание проблема процесс расписание регистрация режим рекомендация скидка совет содержание справка срок
стоимость тариф термин требование тур услуга условие установка уход цена часы что шаг язык
"""
_TOPICS = frozenset(plain(word) for word in _TOPICS_TEXT.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading above a quote, with those of its level under the same heading."""

    own: str
    beside: tuple[str, ...]


def sections_at(headings: Sequence[Block], text: str, offset: int, *, question: str) -> tuple[Section, ...]:
    """The sections that an offset stands in, each with those of its kind beside it that may be what the question names."""
    starts = _starts(question) if headings else None
    if starts is None:
        return ()
    found: list[Section] = []
    least = 7  # deeper than any heading
    for place in range(bisect_right(headings, offset, key=_start) - 1, -1, -1):
        if _level(headings[place]) < least:
            least = _level(headings[place])
            series = [list(islice(_beside(headings, side, least), _MOST_BESIDE)) for side in _sides(headings, place)]
            named = [its for side in series for its in side if starts.search(text, headings[its].start, headings[its].end)]
            near = [its for side in series for its in side[:_MOST_READ]]
            beside = dict.fromkeys(_label(headings[its], text) for its in named if _of_a_kind(headings, text, place, its, near))
            if beside:
                found.append(Section(own=_label(headings[place], text), beside=tuple(beside)))
        if least == 1:
            break
    return tuple(found)


def _sides(headings: Sequence[Block], place: int) -> tuple[range, range]:
    """The places before a heading, nearest first, and those behind it."""
    return range(place - 1, -1, -1), range(place + 1, len(headings))


def _of_a_kind(headings: Sequence[Block], text: str, place: int, its: int, near: Sequence[int]) -> bool:
    """True where a section and one beside it are about two things of one kind, and not the one about a topic that holds for all.

    They are where their headings share a word, where two words of what they say are the same, or where a sentence of the one is said
    in the same form of another thing of the series; they are not where it speaks of every thing.
    """
    own, other = _body(headings, text, place), _body(headings, text, its)
    if _FOR_ALL.search(own):
        return False
    shared = _words(_label(headings[place], text)) & _words(_label(headings[its], text))
    if shared or len(_words(own) & _words(other)) >= _KIN:
        return True
    said = _said(own)
    return any(_same_form(one, each) for beside in near for each in _said(_body(headings, text, beside)) for one in said)


def _body(headings: Sequence[Block], text: str, place: int) -> str:
    """The beginning of a section, with what stands below deeper headings in it."""
    level, start = _level(headings[place]), headings[place].end
    behind = (its.start for its in headings[place + 1 : place + 1 + _MOST_READ] if _level(its) <= level)
    return text[start : min(next(behind, len(text)), start + _READ)]


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    """The stems of what a text says, without numbers."""
    return frozenset(term for term in terms(text) if not term.isdigit())


@lru_cache(maxsize=512)
def _said(body: str) -> tuple[frozenset[str], ...]:
    """The words of each of the first sentences."""
    found = (_words(body[start:end]) for start, end in sentences(body)[:_SENTENCES])
    return tuple(words for words in found if words)


def _same_form(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= len(one | other)


@lru_cache(maxsize=64)
def _starts(question: str) -> re.Pattern[str] | None:
    """The first letters of the words in the question's names; None for no name."""
    starts = sorted({re.escape(key[:_FIRST]) for thing in asked_names(question) for key in thing.keys})
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(starts)})", re.IGNORECASE) if starts else None


def _beside(headings: Sequence[Block], side: range, level: int) -> Iterator[int]:
    """The places of the headings of a level on one side, up to the next that is above it."""
    for place in side[:_FARTHEST]:
        if _level(headings[place]) < level:
            return
        if _level(headings[place]) == level:
            yield place


@lru_cache(maxsize=64)
def asked_names(question: str) -> tuple[Thing, ...]:
    """The names in a question, with what it sets apart at its beginning."""
    opens = _OPENS.match(question)
    return tuple(asked_for(question, known=frozenset(word.lower() for word in WORD.findall(opens[1])) if opens else frozenset()))


def missing_section(question: str, evidence: Evidence, sections: Sequence[Section], *, text: str) -> Finding | None:
    """A name in the question that heads a section beside the quote's own, which has another name; None where the evidence has both.

    `text` is the whole document: a heading whose words stand there in small letters is a topic rather than a name.
    """
    asked = asked_names(question)
    said = [plain(word) for word in WORD.findall(question)]
    for section in sections:
        for other in section.beside:
            its, mine = _telling(other, section.own), _telling(section.own, other)
            thing = _named_by(its, asked)
            if thing is None or not mine or any(_stands(word, said) for word in mine):
                continue
            carried = all(_stands(word, evidence.stems) for word in its)
            if not carried and all(_is_name(word, text) for word in (*mine, *its)):
                return Finding(thing, hard=True, instead=section.own)
    return None


def _named_by(words: Sequence[str], asked: Sequence[Thing]) -> Thing | None:
    """The name of the question that has all of the words; None without one."""
    keyed = ((thing, [plain(key) for key in thing.keys]) for thing in asked)
    return next((thing for thing, keys in keyed if words and all(_stands(word, keys) for word in words)), None)


def _stands(word: str, where: Collection[str]) -> bool:
    """True when a word is among these stems, in any form."""
    own = plain(word)
    return own in where or any(alike(own, its) for its in where)


def _telling(heading: str, other: str) -> list[str]:
    """The words of a heading that the other one has not; none where it is too long for a name."""
    words = [word for word in WORD.findall(heading) if word.lower() not in _SMALL] if len(heading) <= _LONGEST else []
    shared = {plain(word) for word in WORD.findall(other)}
    return [word for word in words if plain(word) not in shared] if len(words) <= _MOST_WORDS else []


def _is_name(word: str, text: str) -> bool:
    """True for a word with a capital that is none of those which head a page's topics, and that the text never has in small letters."""
    if not word[0].isupper() or is_common_word(word) or plain(word) in _TOPICS or plain(word).removesuffix("s") in _TOPICS:
        return False
    beginning = re.escape(word.lower()[: max(4, len(word) - 2)])
    return re.search(rf"(?<!\w){beginning}", text) is None


def _start(block: Block) -> int:
    return block.start


def _level(block: Block) -> int:
    return max(block.level, 1)


def _label(block: Block, text: str) -> str:
    return heading_text(text[block.start : block.end])
