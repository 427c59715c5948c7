"""Words of other languages than English and Russian that turn what stands beside them: a quote may not begin or end right at one.

Words that commonly mean something else in another of these languages are left out: Italian `mai` is the German May, Romanian `nu` the
Dutch and Swedish now, Romanian `ani` are years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from untuned.text.regex import regex

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
_TELLING = {
    "ne": r"\b(?:pas|jamais|que?|qu['’]\w+|plus|aucune?|guère|rien|ni)\b|[čžšćđ]|"
    r"\A(?!.*(?:[èìòşğ]|\b(?:il|l[aeo]|gli|un|una|di|che|dell?[aei]?|nell?a?|all?a?|due|ogni|tutt[ie]|molt[ie]|per|con|"
    r"ha|hanno|ho|sono|ci|ce|kadar|zaman|bir|ile)\b))",
    "pas": r"\bne\b|\bn['’]\w|\bpas\s+(?:d['’]|de\b.{0,80}\b(?:après|avant|pour|dans|sur|du|avec|aux?|le)\b)",
    "ni": r"\b(?:ne|no|sin|sans|pas|jamais|nunca|nada|ning[uú]na?)\b|\bn['’]\w",
    "sem": r"\A(?!.*(?:[čžšćđěřů]|\b(?:v|z|s|k|je|jaz|od|iz|pri|pa|ki|bi|ko|kot|tu|tam|ven|jsem|jsme)\b))",
    "nem": r"\A(?!.*(?:[æøå]|\b(?:er|og|det|den|en|et|med|til|at|har|som|for|af)\b))",
    "ei": r"äi|ää|ii|uu|yy|ä\b|õ|\bei\s+(?:ole|voi|saa)\b",
    "sin": r"\A(?!.*(?:[åäöøæ]|\b(?:och|og|att|till?|som|har|med|i|fra|the|of|is|was)\b))",
}
_TOLD = {word: regex(telling, re.IGNORECASE | re.DOTALL) for word, telling in _TELLING.items()}
"""What tells that a word of several languages is the one that denies. Otherwise it is Italian `ne`, a Dutch pass, Swedish you, Slovene am,
Danish easy, a German egg, Swedish their own."""
_ALIKE = regex(
    r"\b(?:sin\s+(?:embargo|dudas?(?:\s+alguna)?)|no\s+obstante|não\s+obstante|sem\s+dúvidas?|sans\s+(?:(?:aucun|nul)\s+)?doute|"
    r"senza\s+(?:(?:alcun|nessun)\s+)?dubbio|ohne\s+zweifel|zonder\s+twijfel|bez\s+wątpienia|utan\s+tvekan|uten\s+tvil|uden\s+tvivl)\b"
    r"|(?<=[\w,;)]\s)(?-i:Sans)\b",
    re.IGNORECASE,
)
_WORD = regex(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_ELIDED = regex(r"n['’ʼ`](?!t\b)\w", re.IGNORECASE)
_NEXT = regex(
    r"\s+(nicht|kein(?:e[nmrs]?)?|niemals|nie|pas|jamais|não|nunca|non|niet|geen|nooit|inte|ej|ikke|icke|aldrig|aldri|değil|nem)\b",
    re.IGNORECASE,
)
_CONDITION_NEXT = regex(
    r"[\s,;(—–-]+(?:(?:aber|jedoch|mais|pero|mas|ma|maar|ale|men)\s+)?(?:wenn|falls|sofern|soweit|solange|außer|ausser|ausgenommen|es\s+sei\s+denn|nur|"
    r"s['’]ils?|sauf|à\s+(?:condition|moins)|seulement|uniquement|excepto|salvo|a\s+menos|siempre\s+que|sólo|solamente|exceto|"
    r"a\s+não\s+ser|desde\s+que|tranne|eccetto|a\s+meno|purché|tenzij|behalve|mits|alleen|chyba\s+że|jeśli|jeżeli|tylko|"
    r"pokud|kromě|utom|förutsatt|såvida|medmindre|якщо|крім|лише|тільки)\b",
    re.IGNORECASE,
)
_IF_NEXT = regex(
    r"(?:\s*[,;(—–-][\s,;(—–-]*(?:(?:mais|pero|mas)\s+)?(?-i:[Ss]i)\b|\s+(?-i:si)\s+"
    r"(?:l[ae]s?|l['’]\w+|une?|vous|nous|elle|ils?|on|ce|cette|votre|vos|el|los|una|usted|no|se|su|es|está|tienes?|lo|hay|quiere|desea|compra|pide|supera)\b)",
    re.IGNORECASE,
)
"""French and Spanish `si`; without a mark before it Italian has it too (`si trova`), but not before these words."""


def words_of(text: str) -> Sequence[str]:
    """The words of a text; those of `sin embargo` and its like, and of `Open Sans`, as letters that mean nothing."""
    return _WORD.findall(_ALIKE.sub(lambda found: re.sub(r"\w", "x", found[0]), text))


def denies_before(word: str, around: str) -> bool:
    """True for a word that turns what follows: `nicht`, `sans`, `n'est`; one of several languages by what stands around it."""
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return False
    return (word.lower() in OTHER_NEGATORS and _is_told(word, around)) or _ELIDED.match(word) is not None


def negation_next(right: str, around: str) -> bool:
    """True where what follows a match begins with a negation: `Wir erstatten die Kosten` of `… nicht`."""
    found = _NEXT.match(right)
    return found is not None and _is_told(found[1], around)


def condition_next(right: str) -> bool:
    """True where what follows a match begins with a condition or an exception: `, wenn`, `, sauf`."""
    return _CONDITION_NEXT.match(right) is not None or _IF_NEXT.match(right) is not None


def _is_told(word: str, around: str) -> bool:
    told = _TOLD.get(word.lower())
    return told is None or told.search(around) is not None
