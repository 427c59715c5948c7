"""Words of closed classes that turn a sentence: negation, modals, comparisons, quantifiers, exceptions. English and Russian.

Of German, French, Spanish, Portuguese, Turkish and Ukrainian the words of negation that are none in English; of the first four also the
commonest of number, bound, duty and time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from untuned.text.dates import months
from untuned.text.measures import measure_after
from untuned.text.regex import regex

WordClass = Literal["negation", "modal", "comparator", "quantifier", "exception", "unit", "month"]

# One line a meaning: class, axis, meaning, forms. Two words change each other when they share class and axis, and differ in meaning.
_LINES = """
negation - not not no never none neither nor nobody nothing without cannot не нет ни без никогда никто ничего нельзя
negation - not nicht kein keine keinen keinem keiner keines niemals ohne pas jamais aucun aucune sans nunca ningún ninguna ninguno
negation - not não nenhum nenhuma değil yok hiçbir немає ні ніколи нічого
modal - can can able
modal - may may might could может могут мог могла могли можно вправе способен способна способны можете можем можешь могу
modal - must must shall have_to has_to had_to need_to needs_to required_to obliged_to
modal - must должен должна должно должны обязан обязана обязаны обязано необходимо
modal - must нужно надо следует придется приходится вынужден вынуждена вынуждены
modal - should should ought следует рекомендуется желательно
modal - will will would
modal - forbidden forbidden prohibited нельзя запрещено запрещается запрещен запрещена
modal permission required required mandatory compulsory obligatory обязательно обязателен обязательна
modal permission optional optional voluntary необязательно необязателен необязательна
modal permission allowed allowed permitted разрешено разрешен разрешена допускается
modal permission forbidden forbidden prohibited banned disallowed запрещено запрещен запрещена запрещается
comparator amount more more greater higher larger bigger больше более выше крупнее свыше
comparator amount more over exceeding
comparator amount less under
comparator amount less less fewer lower smaller меньше менее ниже мельче
comparator sign more > >= ≥
comparator sign less < <= ≤
comparator length more longer taller wider дольше длиннее
comparator length less shorter narrower короче
comparator age more older elder старше старее
comparator age less younger newer младше моложе новее
comparator pace more faster quicker sooner быстрее скорее
comparator pace less slower медленнее
comparator rank more superior upper senior
comparator rank less inferior lower junior
comparator place above above over exceeding exceeds выше свыше
comparator place below below under beneath ниже
comparator bound at_least at_least no_less_than not_less_than no_fewer_than minimum min не_менее не_меньше как_минимум по_меньшей_мере
comparator bound at_least минимум минимальный минимальная минимальное минимальные минимальной минимального
comparator bound at_most максимальный максимальная максимальное максимальные максимальной максимального
comparator bound at_most at_most no_more_than not_more_than up_to maximum max не_более не_больше как_максимум максимум
comparator time within within during в_течение
comparator time before before until till prior_to preceding earlier до перед раньше прежде накануне
comparator time after after following since later после позже спустя вслед
comparator order first first earliest initial первый первая первое первые первого первой первым
comparator order last last latest final последний последняя последнее последние последнего последней последним
comparator order second second второй вторая второе вторые второго второму вторым
comparator order third third третий третья третье третьи третьего третьему третьим
comparator order fourth fourth четвертый четвертая четвертое четвертого
comparator order fifth fifth пятый пятая пятое пятого
comparator period day daily ежедневно ежедневный ежедневная ежедневные
comparator period week weekly еженедельно еженедельный еженедельная еженедельные
comparator period month monthly ежемесячно ежемесячный ежемесячная ежемесячные
comparator period quarter quarterly ежеквартально ежеквартальный ежеквартальная ежеквартальные
comparator period year yearly annually annual ежегодно ежегодный ежегодная ежегодные
comparator times one once однажды
comparator times two twice дважды вдвое
comparator times three thrice трижды втрое
comparator value better better best лучше лучший лучшая лучшие
comparator value worse worse worst хуже худший худшая худшие
comparator extreme most most largest biggest highest greatest крупнейший крупнейшая крупнейшее наибольший наибольшая самый самая
comparator extreme least least smallest lowest fewest мельчайший наименьший наименьшая
comparator move up increases increase increased increasing rise rises rose увеличивает увеличивается увеличилось растет вырос выросла
comparator move down decreases decrease decreased decreasing fall falls fell reduces reduced уменьшает уменьшается снижается снизился
comparator side inside inside within внутри
comparator side outside outside beyond вне снаружи
quantifier how_many all all every each any both everyone everything весь вся все всех всем каждый каждая каждое каждого любой любая любое
quantifier how_many all любого оба обе каждому каждой каждого каждую всеми
quantifier how_many most most majority большинство большинства большинству большинстве
quantifier how_many many many much numerous много многие многих
quantifier how_many some some several certain некоторые некоторых несколько нескольких отдельные
quantifier how_many few few little minority меньшинство меньшинства мало немногие немногих
quantifier how_many none none no neither никакой никакие ни_один
quantifier how_many half half половина половины
quantifier how_many quarter quarter четверть четверти
quantifier pair both both оба обе обоих
quantifier pair neither neither ни_один
quantifier pair either either любой_из
quantifier how_often always always constantly invariably всегда постоянно
quantifier how_often usually usually generally typically normally often frequently обычно часто
quantifier how_often sometimes sometimes occasionally иногда порой
quantifier how_often rarely rarely seldom hardly редко
quantifier how_often never never никогда
quantifier alone only only solely exclusively merely только лишь исключительно
quantifier alone also also too as_well также тоже
exception - unless unless except excluding excepting apart_from other_than кроме исключая за_исключением помимо
exception - if if provided when as_long_as если при_условии когда
exception - including including включая even даже
"""
_OTHER_LINES = """
quantifier how_many all alle allen aller sämtliche jede jeder jedes jeden tous toutes chaque todos todas cada
quantifier how_many most meisten plupart mayoría maioria
quantifier how_many some einige einigen einiger manche mehrere quelques certains certaines plusieurs algunos algunas varios varias alguns
quantifier how_many few wenige wenigen pocos pocas poucos poucas
quantifier how_often always immer stets toujours siempre sempre
quantifier how_often usually meistens normalerweise généralement habituellement normalmente geralmente
quantifier how_often sometimes manchmal gelegentlich parfois a_veces às_vezes
quantifier how_often rarely selten rarement raramente
quantifier alone only nur lediglich ausschließlich seulement uniquement sólo solamente únicamente somente
comparator bound at_least mindestens wenigstens au_moins au_minimum al_menos como_mínimo por_lo_menos pelo_menos no_mínimo
comparator bound at_most höchstens maximal au_plus au_maximum como_máximo a_lo_sumo no_máximo
comparator amount more mehr más
comparator amount less weniger menos
comparator time before vor avant antes
comparator time after nach après después depois
modal - may darf dürfen peut peuvent puede pueden pode podem
modal - can kann können
modal - must muss müssen doit doivent debe deben deve devem
modal - should soll sollen sollte sollten devrait devraient debería deberían deveria
"""
_PHRASES = 4
_TOKEN = regex(r"[^\W_]+(?:['’][^\W_]+)?|[%$€£¥₽°‰]|[<>≤≥]=?(?=\s?\d)")
_CONTRACTED = regex(r"(.+)n['’]t\Z")
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}
_UNMARKED = {
    f"{verb}nt": _SHORTENED.get(verb, verb)
    for verb in "do does did is are was were has have had would could should must need ca wo ai".split()  # noqa: SIM905 - read as a line
}
"""`dont` for `don't`, and what it is with: people leave the apostrophe out."""
_NOUN = regex(r"\b(?:the|an?|of|is|are|was|were|as|his|her|its|their)\s+(?:cant|wont)\b", re.IGNORECASE)
"""`cant`, a slope, and `wont`, of habits."""
_FRENCH = regex(
    r"\b(?:les?|la|une?|des|du|aux?|est|sont|qui|que|avec|dans|sur)\b|\b[dlq]u?['’]\w|[àâçèéêîôùûœ]|\bdont\s+(?:\d|deux|trois|plus|moins)\b"
)
"""What tells that `dont` is the French word for `whose`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a word of a closed class says: two of one class and axis that mean different things change a sentence."""

    kind: WordClass
    axis: str
    meaning: str


class Word(NamedTuple):
    """A token of a text at [start, end), in small letters."""

    text: str
    start: int
    end: int


def _turns() -> dict[str, tuple[Turn, ...]]:
    found: dict[str, tuple[Turn, ...]] = {}
    for line in (_LINES.strip() + _OTHER_LINES.rstrip()).splitlines():
        kind, axis, meaning, *forms = line.split()
        for name in map(_spaced, forms):
            found[name] = (*found.get(name, ()), Turn(cast("WordClass", kind), axis, meaning))
    return found


def _spaced(form: str) -> str:
    return form.replace("_", " ")


_TURNS = _turns()
UNMEASURED = frozenset(_spaced(form) for line in _OTHER_LINES.strip().splitlines() for form in line.split()[3:])
"""The forms of other languages than English and Russian that are no negation: what they change was measured on nothing."""


def tokens(text: str) -> list[Word]:
    """The words of `text` in order; `doesn't` and `doesnt` are `does` and `not`, `cannot` is `can` and `not`."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        low = match[0].lower().replace("ё", "е")
        unmarked = low in _UNMARKED and is_unmarked_contraction(low, text)
        if low.isalnum() and low != "cannot" and not unmarked:  # most words; what may be contracted has an apostrophe
            found.append(Word(low, match.start(), match.end()))
            continue
        contracted = _CONTRACTED.match(low)
        stem = "can" if low == "cannot" else _SHORTENED.get(contracted[1], contracted[1]) if contracted else _UNMARKED.get(low, "")
        if stem:
            found += [Word(stem, match.start(), match.end()), Word("not", match.start(), match.end())]
        else:
            found.append(Word(re.sub(r"['’]s?\Z", "", low), match.start(), match.end()))
    return found


def is_unmarked_contraction(word: str, text: str) -> bool:
    """True for a word in small letters such as `dont` of a text in which it is no other word that has the same letters."""
    if word not in _UNMARKED:
        return False
    other = {"dont": _FRENCH, "cant": _NOUN, "wont": _NOUN}.get(word)
    return other is None or other.search(text) is None


@dataclass(frozen=True, slots=True)
class Turning:
    """A word or phrase of a closed class, [start, end) of the text it stands in."""

    turns: tuple[Turn, ...]
    start: int
    end: int


def turnings(text: str, words: list[Word]) -> list[Turning]:
    """The words and phrases of closed classes among consecutive `words` of `text`, the longest phrase first."""
    found: list[Turning] = []
    at = 0
    while at < len(words):
        special = _unit_or_month(text, words[at])
        length = 0 if special is not None and special.kind == "month" else _longest(words, at)
        last = words[at + max(length, 1) - 1]
        if length:
            found.append(Turning(_TURNS[" ".join(word.text for word in words[at : at + length])], words[at].start, last.end))
        elif special is not None:
            found.append(Turning((special,), words[at].start, words[at].end))
        at += max(length, 1)
    return found


def _longest(words: list[Word], at: int) -> int:
    """How many words from `at` on are one entry of the table; 0 for none."""
    for length in range(min(_PHRASES, len(words) - at), 0, -1):
        if " ".join(word.text for word in words[at : at + length]) in _TURNS:
            return length
    return 0


def _unit_or_month(text: str, word: Word) -> Turn | None:
    named = months(text[max(0, word.start - 14) : word.end + 14])
    begin = max(0, word.start - 14)
    if any(month.start + begin == word.start for month in named):
        return Turn("month", "-", str(next(month.number for month in named if month.start + begin == word.start)))
    measure = measure_after(text, word.start)
    if measure is not None and measure[1] >= word.end:
        return Turn("unit", "-", measure[0].name)
    return None
