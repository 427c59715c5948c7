"""Forms of one word whose first letters differ: `lost` of `lose`, `colour` of `color`, `ошибок` of `ошибка`.

No stemmer joins them, and first letters do not either. Only forms that are hardly ever another word: `left`, `rose`, `bound` and `led`
are themselves. English grammar and Russian grammar; words of other languages have none here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from untuned.text.regex import regex

_ENGLISH = """
arise arose; awake awoke; become became; begin began begun; bend bent; bleed bled; blow blew; break broke broken; bring brought; build
built; buy bought; catch caught; choose chose; cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn; drink drank
drunk; drive drove driven; eat ate eaten; fall fell fallen; feel felt; fight fought; find found; flee fled; fly flew flown; forbid
forbade; forget forgot; forgive forgave; freeze froze frozen; get got gotten; give gave given; go went gone; grow grew; hang hung; hear
heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lay laid; lend lent; lose lost; make made; mean meant; meet
met; pay paid; prove proven; redo redid redone; repay repaid; resell resold; rewrite rewrote; ride rode ridden; ring rang rung; rise
risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook; shine shone; show shown; sing sang sung; sink sank
sunk; sleep slept; slide slid; speak spoke spoken; spend spent; spin spun; stand stood; steal stole stolen; strike struck; swear swore
sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw
thrown; undo undid undone; uphold upheld; wake woke woken; wear wore worn; weave wove woven; win won; write wrote written; corpus corpora;
crisis crises; foot feet; half halves; index indices; knife knives; loaf loaves; man men; mouse mice; shelf shelves; thesis theses; thief
thieves; tooth teeth; wife wives; wolf wolves; woman women; armour armor; centre center; colour color; favour favor; fibre fiber; flavour
flavor; grey gray; honour honor; humour humor; labour labor; litre liter; metre meter; mould mold; odour odor; plough plow; rumour rumor;
savour savor; sulphur sulfur; tumour tumor; tyre tire; vapour vapor
"""
_DERIVED = """
decide decides decided deciding decision decisions; conclude concludes concluded conclusion conclusions; permit permits permitted
permission permissions; admit admits admitted admission admissions; submit submits submitted submission submissions; extend extends
extended extension extensions; expand expands expanded expansion; divide divides divided division; suspend suspends suspended suspension;
include includes included inclusion; exclude excludes excluded exclusion exclusions; explain explains explained explanation explanations;
describe describes described description descriptions; subscribe subscribes subscribed subscription subscriptions; prescribe prescribes
prescribed prescription; solve solves solved solution solutions; resolve resolves resolved resolution resolutions; destroy destroys
destroyed destruction; reduce reduces reduced reduction reductions; introduce introduces introduced introduction; pay pays paid paying
payment payments; repay repayment; deliver delivers delivered delivery deliveries; recover recovers recovered recovery; discover discovers
discovered discovery; depart departs departed departure departures; close closes closed closing closure; fail fails failed failure
failures; maintain maintains maintained maintenance; repeat repeats repeated repetition; expire expires expired expiry expiration; lose
lost loss losses; sell sells sold sale sales; prove proves proven proof; choose chose chosen choice choices; grow grew growth; complain
complains complained complaint complaints; inquire inquiry inquiries; respond responds responded response responses; convert converts
converted conversion conversions; confuse confusion; revise revises revised revision revisions; erase erased erasure; seize seized
seizure; remove removes removed removal; arrive arrives arrived arrival; approve approves approved approval approvals
"""
"""Verbs with the nouns that are made of them: what was decided stands below `Decisions`."""
_RUSSIAN = """
день дня дню днем дней дням днями; год лет; человек люди людей людям людьми; ребенок дети детей детям детьми; деньги денег;
письмо писем; число чисел; окно окон; имя имени именем имена имен
"""
_COMES_OR_GOES = regex("([а-я]{2,}[бвгджзклмнпрстфхцчшщ])([ое]?)([кцн])")
"""A Russian stem with or without a vowel before its last consonant."""


def other_forms(word: str) -> frozenset[str]:
    """The other forms of a word in small letters; most words have none here."""
    return _irregular().get(word, frozenset())


def other_stems(stem: str) -> Iterator[str]:
    """The stems that a Russian noun may have with and without the vowel that comes and goes: `ошибк` for `ошибок`, and the other way.

    Not every one is the stem of a word; they only have to meet those that are.
    """
    found = _COMES_OR_GOES.fullmatch(stem)
    if found is not None:
        start, vowel, end = found.groups()
        yield from [start + end] if vowel else [f"{start}о{end}", f"{start}е{end}"]


@cache
def _irregular() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in f"{_ENGLISH};{_DERIVED};{_RUSSIAN}".split(";"):
        forms = frozenset(line.split())
        found |= {form: found.get(form, frozenset()) | forms - {form} for form in forms}
    return found
