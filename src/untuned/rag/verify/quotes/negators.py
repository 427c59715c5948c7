"""Words of other languages than English and Russian that turn what stands beside them: a quote may not begin or end right at one.

Words that commonly mean something else in another of these languages are left out: Italian `mai` is the German May, Romanian `nu` the
Dutch and Swedish now, Romanian `ani` are years.
"""

from __future__ import annotations

import re

_DENYING = """
nicht kein keine keinen keinem keiner keines niemals nie ohne weder
ne pas jamais aucun aucune sans ni
nunca jamás sin ningún ninguna ninguno tampoco
não sem nenhum nenhuma nem
non senza nessun nessuna nessuno né nemmeno neanche
niet geen nooit zonder
bez nigdy żaden żadna żadne żadnych
není nejsou nikdy žádný žádná žádné nije nisu
inte ej ikke icke aldrig aldri ingen inget intet utan uden uten
ei eivät ilman nem nincs soha fără niciun nicio nici hiçbir değil
ніколи немає жоден жодна жодне жодних никога няма
δεν δε μην χωρίς ούτε
لا لم لن ليس ليست غير بدون دون
לא אין אינו אינה אינם בלי ללא
tidak bukan tanpa jangan không chưa chẳng
"""
_EXCEPTING = """
nur lediglich außer ausser ausgenommen seulement uniquement sauf hormis excepté sólo solamente únicamente excepto salvo somente exceto
soltanto tranne eccetto alleen slechts behalve tylko oprócz kromě endast utom лише тільки крім якщо إلا
"""
_LONGEST_ACRONYM = 4
"""Capitals up to here are an acronym sooner than a negation: `SEM images`, `NIE number`."""
OTHER_NEGATORS = frozenset((_DENYING + _EXCEPTING).split())
_ELIDED = re.compile(r"n['’ʼ`](?!t\b)\w", re.IGNORECASE)
_NEXT = re.compile(
    r"\s+(?:nicht|kein(?:e[nmrs]?)?|niemals|nie|pas|jamais|não|nunca|non|niet|geen|nooit|inte|ej|ikke|icke|aldrig|aldri|değil|nem)\b",
    re.IGNORECASE,
)
_CONDITION_NEXT = re.compile(
    r"[\s,;(—–-]+(?:(?:aber|jedoch|mais|pero|mas|ma|maar|ale|men)\s+)?(?:wenn|falls|sofern|soweit|solange|außer|ausser|ausgenommen|es\s+sei\s+denn|nur|"
    r"si|s['’]ils?|sauf|à\s+(?:condition|moins)|seulement|uniquement|excepto|salvo|a\s+menos|siempre\s+que|sólo|solamente|exceto|"
    r"a\s+não\s+ser|desde\s+que|tranne|eccetto|a\s+meno|purché|tenzij|behalve|mits|alleen|chyba\s+że|jeśli|jeżeli|tylko|"
    r"pokud|kromě|utom|förutsatt|såvida|medmindre|якщо|крім|лише|тільки)\b",
    re.IGNORECASE,
)


def denies_before(word: str) -> bool:
    """True for a word that turns what follows: `nicht`, `sans`, `n'est`."""
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return False
    return word.lower() in OTHER_NEGATORS or _ELIDED.match(word) is not None


def negation_next(right: str) -> bool:
    """True where what follows a match begins with a negation: `Wir erstatten die Kosten` of `… nicht`."""
    return _NEXT.match(right) is not None


def condition_next(right: str) -> bool:
    """True where what follows a match begins with a condition or an exception: `, wenn`, `, sauf`."""
    return _CONDITION_NEXT.match(right) is not None
