"""People: `Анны Петровой` is `Анна Петрова` and `А. Петрова`, but neither `Анна Иванова` nor `Мария Петрова`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from untuned.rag.verify.scope.about import Evidence, Finding, stems
from untuned.rag.verify.scope.given_names import is_given
from untuned.rag.verify.scope.named import WORD, Thing, in_cases, is_common_word, is_title, names, opens_sentence, plain
from untuned.text.regex import regex

WHO = regex(
    r"(?i)\b(?:who|whom|whose|кто|кого|кому|кем|ком|чей|чья|чьё|чьи|чью)\b|\bwhich\s+(?:of|person|people|man|woman|one|member|employee|colleague|manager|author|player|king|queen|president|leader|scientist)\b"
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Doctor|Professor|[Гг]осподин\w{0,3}|[Гг]оспож\w{1,2}|[Гг]-н\w?|[Гг]-ж\w|"
    r"[Дд]октор\w{0,2}|[Пп]рофессор\w{0,2}|[Дд]-р)"
)
_PARTICLE = r"(?:van|von|de|da|di|del|der|den|la|le|du|dos|bin|ibn|ben)"
_WORD = (
    rf"(?:(?:{_PARTICLE}[ \u00a0])*(?:al-|el-|ал-|аль-|д’)?"
    r"[A-ZÀ-ÞĀ-ŽА-ЯЁ](?:[^\W\d_]+(?:['’\-‑][^\W\d_]+)*|['’][^\W\d_]{2,}))"
)
_PARTICLES = regex(rf"(?i)\A(?:{_PARTICLE}(?:[ \u00a0]|\Z))+")
_INITIAL = r"[A-ZА-ЯЁ]\.(?:\s?[A-ZА-ЯЁ]\.)?"
_PERSON = regex(
    rf"(?<![\w.])(?P<title>{_TITLE}\.?[ \u00a0]+)?(?P<words>(?:{_WORD}|{_INITIAL})(?:[ \u00a0]?(?:{_WORD}|{_INITIAL})){{0,3}})(?!\w)"
)
_LAST_FIRST = regex(rf"(?m)(?P<before>^|\|)[ \t]*(?P<last>{_WORD}), (?P<first>{_WORD}(?: {_WORD})?)(?=[ \t]*(?:\||$))")
_TOKEN = regex(rf"{_INITIAL}|{_WORD}")
_PATRONYMIC = regex(r"[А-ЯЁ][а-яё]+(?:(?:ович|евич)(?:а|у|ем|е)?|(?:овн|евн|инична)(?:а|ы|е|у|ой)?)")
_SURNAME = regex(
    r"[А-ЯЁ][а-яё]+(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой)?|(?:ск|цк)(?:ий|ая|ого|ому|им|ом|ой|ую)|(?:енко|ук|юк|чук|ян|дзе|швили)(?:а|у|ом|е)?)"
)
_NOT_PEOPLE_TEXT = """
street avenue boulevard road square park river lake mountain mount island bay university college school institute museum library
hospital company corporation inc ltd llc bank group council committee ministry department court church cathedral bridge station
airport hotel theatre catholic catholics church christian stadium bowl war battle treaty act law empire republic kingdom state
states county city town north south east west new saint san los las el la plan tier edition version team office hub pro plus max
mini go lite guide page docs улица проспект площадь парк река озеро гора остров университет институт школа музей больница банк
министерство департамент суд собор мост станция область край район город новый новая северный южный восточный западный тариф версия
"""
NOT_PEOPLE = frozenset(plain(word) for word in _NOT_PEOPLE_TEXT.split())


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a text names them: the names in small letters, initials with their point."""

    text: str
    start: int
    names: tuple[str, ...]
    titled: bool


def missing_people(question: str, evidence: Evidence) -> list[Finding]:
    """People whom the question names, where the evidence is of somebody else; where it is of nobody, a soft flag.

    Where somebody is asked for (`who`), a person in the quote may be the answer: only titles, headings, metadata and first cells
    speak against it, or a quote that names two.
    """
    asked = people(question)
    if not asked:
        return []
    labelled = [person for label in evidence.labels for person in people(label)]
    quoted = people(evidence.quote)
    held = [*people("\n".join(evidence.lines)), *quoted, *labelled]
    if any(_same(person, other) for person in asked for other in held):
        return []
    who = WHO.search(question) is not None
    rivals = [person.text for person in (labelled if who and len(quoted) < 2 else [*labelled, *quoted])]
    rivals += [name for person in asked for name in _namesakes(person, evidence)]
    said = stems(question)
    rivals += [leaf for leaf in evidence.leaves if _is_name(leaf, said)]
    rivals += [label for label in evidence.labels if any(_is_like(label, person, said) for person in asked)]
    return [_finding(person, rivals) for person in asked]


def _finding(person: Person, rivals: Sequence[str]) -> Finding:
    """The person as missing; a name in other letters (`Victoria` for `Виктория`) may be the same and stands against nobody."""
    instead = next((rival for rival in rivals if _is_latin(rival) == _is_latin(person.text)), "")
    return Finding(Thing("name", person.text, person.names, person.start), hard=bool(instead), instead=instead)


def _is_latin(text: str) -> bool:
    return re.search("[А-Яа-яЁё]", text) is None


def _is_name(leaf: str, said: frozenset[str]) -> bool:
    """True for a first cell that may be somebody's name: capitalised words that are not the question's."""
    words = WORD.findall(leaf)
    return 1 <= len(words) <= 3 and all(word[0].isupper() and plain(word) not in said and not is_common_word(word) for word in words)


def _is_like(label: str, person: Person, said: frozenset[str]) -> bool:
    """True for a title or heading that is nothing but a name of as many words: `Iara Souza`, though neither word is a known name."""
    words = label.split()
    whole = len(words) == len(person.text.split()) > 1 and WORD.findall(label) == words
    return whole and _is_name(label, said) and not any(plain(word) in NOT_PEOPLE for word in words)


def _namesakes(person: Person, evidence: Evidence) -> list[str]:
    """Names in the evidence that share a word with the person's and have another of their own: `Johanna Weiss` for `Hannah Weiss`."""
    found: list[str] = []
    for name in (thing for line in (*evidence.labels, *evidence.quote.split("\n")) for thing in names(line)):
        words = [_form(key) for key in name.keys]
        shared = [word for word in words if any(_alike(word, own) for own in person.names)]
        if shared and len(shared) < len(words) and not any(plain(word) in NOT_PEOPLE for word in words):
            found.append(name.text)
    return found


@lru_cache(maxsize=256)
def people(text: str) -> tuple[Person, ...]:
    """People whom `text` names: by a title, a known given name, initials, a patronymic or the form of a Russian surname."""
    found: list[Person] = []
    text = _LAST_FIRST.sub(r"\g<before>\g<first> \g<last>", text)
    for match in _PERSON.finditer(text):
        tokens = list(_TOKEN.finditer(text, match.start("words"), match.end("words")))
        titles = [at for at, token in enumerate(tokens[:-1]) if is_title(token[0])]
        tokens = tokens[titles[-1] + 1 :] if titles else tokens
        while tokens and _opens(text, tokens):
            tokens = tokens[1:]
        person = _person(text, tokens, titled=match["title"] is not None or bool(titles))
        if person is not None:
            found.append(person)
    return tuple(found)


def _opens(text: str, tokens: list[re.Match[str]]) -> bool:
    """True when the first of the capitalised words only opens its sentence: `Does Anna Petrova`."""
    first = tokens[0][0]
    if first.endswith(".") or is_given(first):
        return False
    if is_common_word(first):
        return True
    alone = text.strip() == text[tokens[0].start() : tokens[-1].end()]  # `Ларионова Екатерина`: a name in the order of a list
    follows = len(tokens) > 1 and is_given(tokens[1][0]) and opens_sentence(text, tokens[0].start())
    return follows and not alone and _SURNAME.fullmatch(first) is None


def _person(text: str, tokens: list[re.Match[str]], *, titled: bool) -> Person | None:
    if not tokens:
        return None
    words = [token[0] for token in tokens]
    full = [bare for word in words if not word.endswith(".") and (bare := _PARTICLES.sub("", word))]
    if not full or any(plain(word) in NOT_PEOPLE for word in full) or all(is_common_word(word) for word in full):
        return None
    known = any(is_given(word) for word in full) and (len(full) > 1 or len(full[0]) > 2)
    initials = len(full) < len(words)
    russian = any(_PATRONYMIC.fullmatch(word) for word in full) or (len(full) > 1 and any(_SURNAME.fullmatch(word) for word in full))
    if not (titled or known or initials or russian):
        return None
    forms = tuple(
        [_form(word) for word in full]
        + [f"{letter}." for word in words if word.endswith(".") for letter in re.findall(r"\w", word.lower())]
    )
    return Person(text[tokens[0].start() : tokens[-1].end()], tokens[0].start(), forms, titled)


def _same(one: Person, other: Person) -> bool:
    """True when the one's names are among the other's, initials standing for names."""
    mine, its = ([name for name in person.names if name.endswith(".")] for person in (one, other))
    if len(mine) == len(its) and mine != its:
        return False
    return _within(one, other) or _within(other, one)


def _within(short: Person, long: Person) -> bool:
    left = list(long.names)
    for name in short.names:
        match = next((other for other in left if _alike(name, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _alike(one: str, other: str) -> bool:
    """True when the two are one name: in another Russian case, or one the initial of the other."""
    if one == other:
        return True
    if one.endswith(".") or other.endswith("."):
        return one[0] == other[0]
    if one.isascii() or other.isascii():
        return False
    parts, its = one.split("-"), other.split("-")
    if len(parts) == len(its) > 1:
        return all(_alike(mine, own) for mine, own in zip(parts, its, strict=True))
    return in_cases(one, other) or in_cases(_fleeting(one), other) or in_cases(one, _fleeting(other))


def _fleeting(name: str) -> str:
    """`павел` as `павл`, as its other cases have it."""
    return name[:-2] + name[-1] if len(name) > 3 and name[-2] in "ео" else name


def _form(word: str) -> str:
    """A name in small letters, without accents and possessive; Russian cases stay."""
    low = word.lower().replace("ё", "е").removesuffix("'s").removesuffix("’s")
    return "".join(char for char in normalize("NFD", low) if not combining(char)) if re.search("[à-ž]", low) else low
