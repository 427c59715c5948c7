"""English and Russian abbreviations whose full stop may not be the end of a sentence, lower-case, without the last dot."""

from __future__ import annotations

_NEVER_LAST = """
    mr mrs messrs mme mlle dr prof st ave blvd bldg dept univ assn bros vs cf viz approx incl excl resp ibid
    e.g i.e eg ie ph.d m.sc b.sc b.a m.a u.s u.k u.s.a u.n
    см ср напр т.е т.к т.н т.о т.ч тж ул пл просп пер наб бул корп кв обл респ гор дер пос им акад проф доц инж
    гос итал нем англ фр греч исп яп рус сокр букв устар разг яз
"""
_BEFORE_NUMBER = """
    no nos nr fig figs art arts sec secs ch chap vol vols pt para pp ver rev ext tel est ca eq ref
    jan feb mar apr jun jul aug sep sept oct nov dec
    рис табл гл ст стр разд пп абз илл прил тел изд вып оп янв фев февр мар апр авг сен сент окт нояб ноя дек
"""
_TITLES = "ms capt cpl col cmdr gen gov hon lt maj rep rev sen sgt supt pres adm brig fr mt ft sr jr"
_MAYBE_LAST = """
    etc al inc ltd co corp llc a.m p.m min max avg hr hrs mins secs lb lbs oz ed eds
    т.д т.п др пр руб коп млн млрд тыс трлн мин сек час долл чел шт экз кг км
"""

NEVER_LAST = frozenset(_NEVER_LAST.split())
"""A sentence goes on after these, whatever follows."""

BEFORE_NUMBER = frozenset(_BEFORE_NUMBER.split())
"""A sentence goes on after these when a number follows; several are also plain words."""

TITLES = frozenset(_TITLES.split())
"""A sentence goes on after these when they are written with a capital and a capital follows."""

MAYBE_LAST = frozenset(_MAYBE_LAST.split())
"""A sentence may end after these: it does when what follows starts like one."""

ABBREVIATIONS = NEVER_LAST | BEFORE_NUMBER | TITLES | MAYBE_LAST
"""Whatever its kind, a sentence goes on after one when a small letter follows."""
