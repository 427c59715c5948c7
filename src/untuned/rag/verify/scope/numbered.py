"""What is told apart by its number: codes, versions, numbered parts and things."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing, alike, is_common_word, plain
from untuned.text.dates import months, numeric_dates
from untuned.text.regex import regex

LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")
_CODE = regex(
    r"(?<![\w.])(?:[A-ZА-Я]{1,8}[a-z]{0,6}(?:[-_–‑][A-ZА-Я0-9]{1,8}){0,3}[-_–‑]?\d{1,8}[A-ZА-Я]?(?:[-_–‑][A-Z0-9]{1,8}){0,3}(?:/\d{1,6})?)(?!\w|[./]\d)"
)
_PLAIN_CODE = regex(r"(?<![\w.,:/-])(?:0x[0-9A-Fa-f]{2,16}|(?=[\d-]*\d{3})\d{2,8}(?:-\d{2,8}){1,3}|[#№]\s?\d{2,9})(?![\w%]|[.,:/-]\d)")
_NO_CODE = regex(r"[vV]\d+|Q[1-4]")
_YEARS = regex(r"(?:1\d|20)\d\d-(?:\d\d){1,2}(?:-\d\d)?")
_SMALL_CODE = regex(r"(?<![\w.-])(?!(?:mid|post|pre|top|non|ex|de|до|по|из|в|с|под|пост|топ)-)[a-zа-я]{1,4}-\d{2,8}[a-z]?(?![\w-])")
_PUBLIC_CODE = regex(
    r"(?i)(?:utf|sha|iso|rfc|covid|aes|rsa|mp|ipv|http|oauth|web|base|int|uint|float|python|html|css|es|sql|h|usb|tls|ssl|x|win|mpeg|vp|rs|hs|ps|es|a|b|g|md|co|"
    r"c|bc|d|u|f|t|vitamin|омега|ковид)[-_–‑]?\d{1,4}"
)
_NUMBER = r"\d{1,4}(?:\.\d{1,5}){0,3}(?:\.[x*])?"
_VERSION = regex(
    rf"(?<![\w.])(?:v\.?\s?(?P<v>{_NUMBER}(?:[ab]\d+|rc\d+)?)"
    rf"|(?:versions?|releases?|ver\.|верси[яиюейях]{{1,3}}|релиз(?:а|е|у|ом|ы|ов)?|выпуск(?:а|е|у|ом)?)\s+(?P<said>{_NUMBER})"
    r"|(?P<led>\d{1,4}(?:\.\d{1,5}){1,3})\s+(?:version|release|update|верси[яиюейях]{1,3}|релиз)"
    r"|(?P<dots>\d{1,3}\.\d{1,3}\.\d{1,5})"
    r"|(?!(?:the|our|your|this|in|on|at|with|for|from|since|after|before)\s)(?P<product>(?-i:[A-ZА-Я])[\w+#]+)\s+(?P<after>(?:\d{1,3}|20\d\d)\.\d{1,3}))\+?(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_DOTTED = regex(r"(?<![\w.])\d{1,5}(?:\.\d{1,5}){1,4}(?![\w]|\.\d)")
_PRODUCT = regex(r"(?<![\w.])(?P<product>[A-ZА-ЯЁ][\w+#]{2,})(?:\s|\n[ \t]{1,8})(?P<after>\d{1,3})(?![\w%°$€]|[.,:]\d|-\w)")
_LABELLED = regex(r"\s*(?:(?P<product>[^\W\d_][\w+#]*)\s+)?v?\.?(?P<number>\d{1,4}(?:\.\d{1,5}){0,3})\s*")
_RELEASED = regex(r"\s*\[?v?(?P<number>\d{1,4}(?:\.\d{1,5}){1,3})\]?\s*(?:[—–-]|[(,:])\s*(?P<when>[^!?\n]{4,30})")
"""The heading of a release where a day or month follows the number: `5.5 — 21 October 2025`; what it brought stayed."""
_NEWS = regex(
    r"(?i)\b(?:new|news|chang(?:e[sd]?|ing)|fix(?:e[sd])?|add(?:s|ed)?|remove[sd]?|introduce[sd]?|release[sd]?)\b"
    r"|\b(?:нов(?:ого|ое|ые|ых|ости)\b|измен|исправ|добав|удал[её]н|появил|убра)"
)
"""Words of a question for what came with a release."""
_SINCE = regex(r"(?i)(?:since|from|after|as of|starting with|at least|≥|>=|начиная с|с|от|после|не ниже)\s+(?:the\s+)?\S*\Z")
_UNTIL = regex(r"(?i)(?:until|before|up to|till|through|≤|<=|до|по)\s+\Z")
_OR_LATER = regex(r"(?i)\s*(?:\+|(?:or|and|и|или)\s+(?:later|newer|above|higher|up|выше|новее|позже|позднее|старше))")
_OR_EARLIER = regex(r"(?i)\s*(?:or|and|и|или)\s+(?:earlier|older|below|lower|ниже|старее|раньше|ранее)")
_SECTION = regex(
    r"\b(?P<label>sections?|articles?|clauses?|chapters?|schedules?|exhibits?|appendi(?:x|ces)|annex(?:es)?|paragraphs?|"
    r"раздел\w{0,3}|стат[ьяеий]{1,3}|пункт\w{0,2}|глав\w{1,2}|приложени\w{1,2}|параграф\w{0,2})\s+(?:№\s?)?(?P<number>\d{1,3}(?!\d)(?:\.\d{1,3}(?!\d))*(?:\([a-zа-я0-9]{1,4}\))*|[A-Z]\b|[IVX]{1,5}\b)"
    r"|§\s?(?P<sign>\d{1,3}(?:\.\d{1,3})*)",
    re.IGNORECASE,
)
_THING = regex(
    r"(?i)\b(?P<label>(?:error|fault|status|product|item|part|access|promo)\s+code|error|code|fault|model|part|article|ticket|invoice|flight|room|form|"
    r"order|item|case|gate|platform|building|batch|lot|route|bus|issue|bug|account|"
    r"ошибк\w{1,3}|код\w{0,2}|неисправност\w{1,3}|модел\w{1,3}|детал\w{1,3}|артикул\w{0,2}|заявк\w{1,3}|кабинет\w{0,2}|рейс\w{0,2}|форм\w{1,2}|"
    r"заказ\w{0,2}|сч[её]т\w{0,2}|накладн\w{1,3}|дел[оау]|комнат\w{1,2}|ворот\w{0,2}|парти\w{1,2}|маршрут\w{0,2}|автобус\w{0,2}|квитанци\w{1,2})"
    r"\s+(?P<sign>№\s?|#\s?|no\.?\s|number\s|номер\s)?(?P<number>\d{1,9})(?![\w%]|[.,:/-]\d)"
)
_EVERYDAY = regex(r"(?i)order|item|case|form|lot|part|platform|account|заказ|сч|форм|дел|парти|код")
"""Nouns that also stand before an amount: `order 30 chairs`; only longer numbers name one."""
_BARE = regex(r"\s*[№#]?\s?(\d{2,9})\s*")


@dataclass(frozen=True, slots=True)
class Version:
    """A version as a text names it; `reach` says that those after or before it are meant too."""

    text: str
    start: int
    number: tuple[int, ...]
    product: str
    reach: str = ""
    sure: bool = True
    """False for `Falcon 2`, which may be anything."""


@lru_cache(maxsize=256)
def codes(text: str) -> tuple[Thing, ...]:
    """Codes of letters and digits such as `E-1042`; keys: without joints and look-alike letters, the prefix alone, the digits alone."""
    found: list[Thing] = []
    for match in (*_CODE.finditer(text), *_SMALL_CODE.finditer(text), *_PLAIN_CODE.finditer(text)):
        if _YEARS.fullmatch(match[0]) or _NO_CODE.fullmatch(match[0]):
            continue
        bare = re.sub(r"[-_–‑\s]", "", match[0]).upper().translate(LOOKALIKES)
        prefix = re.match(r"[^\d]*", bare)
        found.append(Thing("code", match[0], (bare, prefix[0] if prefix else "", re.sub(r"\D", "", bare)), match.start()))
    return tuple(found)


def public(code: Thing) -> bool:
    """True for codes that all the world shares (`UTF-8`, `COVID-19`): a page may well not repeat them."""
    return _PUBLIC_CODE.fullmatch(code.text) is not None or len(re.findall(r"\d", code.text)) < 2


def missing_codes(question: str, evidence: Evidence) -> list[Finding]:
    """Codes that the question names and the evidence does not carry: a code of one's own cannot be done without."""
    carried = codes(evidence.text)
    held = {thing.keys[0] for thing in carried}
    asked = codes(question)
    own = {thing.keys[0] for thing in asked}
    findings: list[Finding] = []
    for thing in asked:
        signed = thing.text[0] in "#№" and re.search(rf"(?<!\d){thing.keys[2]}(?!\d)", evidence.text)
        if signed or thing.keys[0] in held or re.search(rf"(?<!\w){re.escape(thing.text)}(?![\w-]*\d)(?!\w)", evidence.text, re.IGNORECASE):
            continue
        others = [other for other in carried if other.keys[0] not in own]
        twins = [other for other in others if other.keys[1] == thing.keys[1] or (other.keys[2] == thing.keys[2] and len(other.keys[2]) > 1)]
        findings.append(Finding(thing, hard=bool(twins) or not public(thing), instead=twins[0].text if twins else ""))
    return findings


def missing_things(question: str, evidence: Evidence) -> list[Finding]:
    """Numbered things (`error 4711`, `кабинет 12`) that the question names and the evidence does not carry."""
    findings: list[Finding] = []
    asked = _things(question)
    carried = _things(evidence.text) if asked else []
    for thing in asked:
        number = re.compile(rf"(?<![\w.,-]){thing.keys[0]}(?![\w%]|[.,]\d)")
        labelled = any(number.search(label) for label in evidence.labels) or any(other.keys == thing.keys for other in carried)
        if labelled or (len(thing.keys[0]) > 2 and number.search(evidence.text)):
            continue
        twins = [other.text for other in carried if other.keys[1] == thing.keys[1]]
        twins += [label.strip() for label in evidence.labels if _BARE.fullmatch(label)]
        findings.append(Finding(thing, hard=True, instead=twins[0] if twins else ""))
    return findings


def _things(text: str) -> list[Thing]:
    """Numbered things; keys: the number, and the noun's first letters."""
    found: list[Thing] = []
    for match in _THING.finditer(text):
        long = len(match["number"]) > 2 or match["sign"] or (len(match["number"]) > 1 and not _EVERYDAY.match(match["label"]))
        if long:
            found.append(Thing("code", match[0], (match["number"], match["label"].lower()[:4]), match.start()))
    return found


def versions(text: str, *, asked: bool = False) -> list[Version]:
    """Versions that `text` names; where it is `asked`, `Falcon 2` may name one too."""
    found: list[Version] = []
    for match in _VERSION.finditer(text):
        number, product = match["v"] or match["said"] or match["led"] or match["dots"] or match["after"], match["product"] or ""
        if match["after"] and (not product[0].isupper() or is_common_word(product) or _SECTION.match(match[0])):
            continue
        if match["dots"] or re.fullmatch(r"\d{4}", number) is None:
            found.append(_version(text, match, number, product))
    if asked:
        matches = (match for match in _PRODUCT.finditer(text) if not is_common_word(match["product"]))
        maybe = (_version(text, match, match["after"], match["product"]) for match in matches if not _THING.match(match[0]))
        found += [replace(version, sure=False) for version in maybe]
    return found


def _version(text: str, match: re.Match[str], number: str, product: str) -> Version:
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 30]
    reach = "x" if number.endswith(("x", "*")) else ""
    if match[0].endswith("+") or _OR_LATER.match(after) or _SINCE.search(before):
        reach = "up"
    elif _OR_EARLIER.match(after) or _UNTIL.search(before):
        reach = "down"
    numbers = tuple(int(part) for part in re.findall(r"\d+", number))
    return Version(match[0].strip(), match.start(), _short(numbers), plain(product), reach)


def _short(number: tuple[int, ...]) -> tuple[int, ...]:
    """The number without zeros at its end: 2.0 is 2."""
    while len(number) > 1 and number[-1] == 0:
        number = number[:-1]
    return number


def dotted(text: str) -> frozenset[tuple[int, ...]]:
    """The numbers with a point in them that a text has, as those of versions: `2.0` is 2."""
    return frozenset(_short(tuple(map(int, number.split(".")))) for number in _DOTTED.findall(text))


def missing_versions(question: str, evidence: Evidence) -> list[Finding]:
    """Versions that the question names, where the evidence carries another one in their place; without any, a soft flag."""
    asked = versions(question, asked=True)
    if not asked:
        return []
    labelled = [version for label in evidence.labels for version in _of_label(label)]
    if _NEWS.search(question):  # what a release brought is still there in the next one, and is no news of it
        labelled = [replace(version, reach="") for version in labelled]
    held = [*versions(evidence.text, asked=True), *labelled]
    findings: list[Finding] = []
    for version in asked:
        near = [other for other in held if _may_be(version, other)]
        if any(_covers(other, version.number) for other in near) or _stands(version.number, evidence.text):
            continue
        thing = Thing("version", version.text, (".".join(map(str, version.number)),), version.start)
        findings.append(Finding(thing, hard=bool(near), instead=near[0].text if near else ""))
    return findings


def _may_be(version: Version, other: Version) -> bool:
    """True when the two are of one product, as far as the texts say."""
    if version.product and other.product:
        return alike(version.product, other.product)
    return version.sure or other.sure


def _of_label(label: str) -> list[Version]:
    """The version that a title, a cell or a field is the number of: `2.1`, `Falcon 2`."""
    if (released := _RELEASED.fullmatch(label)) is not None and (months(released["when"]) or numeric_dates(released["when"])):
        return [Version(label.strip(), 0, _short(tuple(map(int, released["number"].split(".")))), "", reach="up")]
    match = _LABELLED.fullmatch(label)
    if match is None or re.fullmatch(r"(?:1[0-9]|20)\d\d", match["number"]) or is_common_word(match["product"] or ""):
        return []
    return [Version(label.strip(), 0, _short(tuple(map(int, match["number"].split(".")))), plain(match["product"] or ""))]


def _covers(held: Version, number: tuple[int, ...]) -> bool:
    """True when what is said of `held` is said of `number`."""
    if held.number == number:
        return True
    if held.reach == "x":
        return number[: len(held.number)] == held.number
    return (held.reach == "up" and number >= held.number) or (held.reach == "down" and number <= held.number)


def _stands(number: tuple[int, ...], text: str) -> bool:
    """True when a number with a point stands in `text` by itself."""
    return len(number) > 1 and re.search(rf"(?<![\d.]){re.escape('.'.join(map(str, number)))}(?!\d|\.\d)", text) is not None


def missing_sections(question: str, evidence: Evidence) -> list[Finding]:
    """Numbered parts of documents that the question names and the evidence does not carry."""
    asked = sections(question)
    carried = sections(evidence.text) if asked else []
    findings: list[Finding] = []
    for thing in asked:
        number = re.compile(rf"(?<![\w.]){re.escape(thing.keys[0])}(?![\w]|\.\d)", re.IGNORECASE)
        if number.search(evidence.text):
            continue
        twins = [other for other in carried if other.keys[1] == thing.keys[1]]
        findings.append(Finding(thing, hard=True, instead=twins[0].text if twins else ""))
    return findings


def sections(text: str) -> list[Thing]:
    """Numbered parts of documents; keys: the number, and the label's first letters."""
    found: list[Thing] = []
    for match in _SECTION.finditer(text):
        number = match["number"] or match["sign"]
        found.append(Thing("section", match[0], (number.lower(), (match["label"] or "section").lower()[:4]), match.start()))
    return found
