"""Units of measure and currencies, English and Russian, with what they measure and how much of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.text.regex import regex

MeasureKind = Literal["unit", "currency", "percentage"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts: two measures of one dimension can be converted into each other."""

    kind: MeasureKind
    name: str
    dimension: str
    """What is measured; "" where nothing can be converted."""
    factor: float = 1.0
    """How much of the dimension's base one of it is."""
    offset: float = 0.0
    """What is added after the factor: degrees only."""

    def base(self, value: float) -> float:
        """The value in the dimension's base."""
        return value * self.factor + self.offset


# One line a unit: dimension, how much of its base, forms. `*` stands for a Russian ending, `_` for a space or hyphen.
_UNITS = """
time 1 second seconds sec secs секунд* сек
time 60 minute minutes min mins минут* мин
time 3600 hour hours hr hrs час часа часов часам часами часах ч
time 86400 day days день дня дней дням днями днях сут* дн
time 604800 week weeks wk wks недел*
time 2629746 month months месяц* мес
time 31556952 year years yr yrs год года году годом годов годам лет
time 315569520 decade decades десятилети*
time 3155695200 century centuries
length 0.001 mm millimeter millimeters millimetre millimetres миллиметр* мм
length 0.01 cm centimeter centimeters centimetre centimetres сантиметр* см
length 1 m meter meters metre metres метр* м
length 1000 km kms kilometer kilometers kilometre kilometres километр* км
length 0.0254 inch inches дюйм*
length 0.3048 foot feet ft фут фута футов
length 0.9144 yard yards yd yds ярд*
length 1609.344 mile miles mi мил*
area 1 sq_m square_meter square_meters square_metre square_metres m² кв_м квадратн_метр* м²
area 1000000 sq_km square_kilometer square_kilometers square_kilometre square_kilometres km² кв_км квадратн_километр* км²
area 0.09290304 sq_ft square_foot square_feet ft²
area 0.83612736 square_yard square_yards
area 2589988.11 sq_mi square_mile square_miles mi² квадратн_мил*
area 4046.8564 acre acres акр*
area 10000 hectare hectares ha гектар* га
mass 0.000001 mcg microgram micrograms µg μg мкг
mass 0.001 mg milligram milligrams миллиграмм* мг
mass 1 g gram grams gm gms грамм* г
mass 1000 kg kgs kilogram kilograms kilo kilos килограмм* кг
mass 1000000 tonne tonnes тонн* т
mass 907184.74 ton tons
mass 453.59237 pound pounds lb lbs фунт*
mass 28.349523 ounce ounces oz унци*
volume 0.001 ml milliliter milliliters millilitre millilitres миллилитр* мл
volume 1 l liter liters litre litres литр* л
volume 0.2365882 cup cups
volume 0.01478676 tablespoon tablespoons tbsp
volume 0.00492892 teaspoon teaspoons tsp
volume 3.785412 gallon gallons gal галлон*
volume 0.473176 pint pints
volume 0.946353 quart quarts
volume 1000 cubic_meter cubic_meters cubic_metre cubic_metres m³ кубометр* куб_м м³
volume 28.316847 cubic_foot cubic_feet
speed 1 mph miles_per_hour
speed 0.6213712 km/h kph kmh kilometers_per_hour kilometres_per_hour км/ч
speed 2.2369363 m/s meters_per_second metres_per_second м/с
data 1 byte bytes байт байта байтов
data 1000 KB kilobyte kilobytes КБ
data 1000000 MB megabyte megabytes мегабайт* МБ
data 1000000000 GB gigabyte gigabytes гигабайт* ГБ
data 1000000000000 TB terabyte terabytes терабайт* ТБ
energy 1 kcal kcals calorie calories калори* ккал
energy 0.239006 kJ kilojoule kilojoules кДж
energy 859.845 kWh kilowatt-hour kilowatt-hours кВт·ч
power 1 W watt watts ватт* Вт
power 1000 kW kilowatt kilowatts киловатт* кВт
power 1000000 MW megawatt megawatts мегаватт* МВт
power 745.7 horsepower hp
voltage 1 V volt volts вольт*
current 1 amp amps ampere amperes ампер*
frequency 1 Hz hertz Гц герц*
frequency 1000 kHz кГц
frequency 1000000 MHz МГц
frequency 1000000000 GHz ГГц
pressure 1 psi
pressure 14.5038 bar bars бар
pressure 0.0193368 mmHg
sound 1 dB decibel decibels дБ децибел*
pixel 1 pixel pixels px пиксел*
"""
_CURRENCIES = """
dollar $ US$ dollar dollars USD доллар*
euro € euro euros EUR евро
sterling £ GBP
yen ¥ yen JPY
yuan RMB CNY yuan юан* иен*
rouble ₽ RUB rouble roubles ruble rubles рубл* руб
franc CHF francs
canadian CAD
australian AUD
hongkong HKD
singapore SGD
rupee ₹ rupee rupees INR рупи*
cent cent cents цент*
"""
_PERCENT = "% percent per_cent pct percentage_point percentage_points процент*"
_DEGREES = """
celsius °C ℃ degrees_C degree_C degrees_Celsius degree_Celsius Celsius градусов_Цельсия градуса_Цельсия градусах_Цельсия °С
fahrenheit °F ℉ degrees_F degree_F degrees_Fahrenheit degree_Fahrenheit Fahrenheit градусов_Фаренгейта
degree ° degree degrees градус*
"""
_CASED = frozenset(
    [
        "m",
        "g",
        "l",
        "ha",
        "mi",
        "W",
        "V",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "kW",
        "MW",
        "dB",
        "kJ",
        "KB",
        "MB",
        "GB",
        "TB",
        "т",
        "г",
        "м",
        "л",
        "ч",
        "дн",
        "см",
        "МБ",
        "ГБ",
        "КБ",
        "ТБ",
        "кВт",
        "МВт",
        "Вт",
        "дБ",
        "Гц",
        "кГц",
        "МГц",
        "ГГц",
    ]
)
"""Forms that count in this very case only."""
_AMBIGUOUS = {"pound": "sterling", "degree": "celsius fahrenheit", "ton": "tonne"}
"""Names that may mean another measure too."""


def _lines() -> list[tuple[Sequence[str], Measure]]:
    """The forms of every measure."""
    found: list[tuple[Sequence[str], Measure]] = []
    for line in _UNITS.strip().splitlines():
        dimension, factor, *forms = line.split()
        found.append((forms, Measure("unit", forms[0], dimension, float(factor))))
    for line in _CURRENCIES.strip().splitlines():
        name, *forms = line.split()
        found.append((forms, Measure("currency", name, "")))
    found.append((_PERCENT.split(), Measure("percentage", "percent", "")))
    found.append((("‰", "permille", "промилле"), Measure("percentage", "per mille", "")))
    for line in _DEGREES.strip().splitlines():
        name, *forms = line.split()
        factor, offset = (5 / 9, -160 / 9) if name == "fahrenheit" else (1.0, 0.0)
        found.append((forms, Measure("unit", name, "" if name == "degree" else "temperature", factor, offset)))
    return found


_CASED_FORMS: dict[str, Measure] = {}
_FORMS: dict[str, Measure] = {}
_STEMS: dict[str, Measure] = {}
for _names, _measure in _lines():
    for _form in _names:
        if _form in _CASED:
            _CASED_FORMS[_form] = _measure
        elif "*" in _form:
            _STEMS[_form.replace("*", "").lower()] = _measure
        else:
            _FORMS[_form.lower()] = _measure

_WORD = r"[^\W\d_]+[²³]?(?:[/·][^\W\d_]+)?"
_AFTER = regex(rf"[\s-]{{0,2}}(?:(US\$|[%‰℃℉$€£¥₽₹]|°\s?[CFС](?!\w)|°)|({_WORD})(?:[\s-]({_WORD}))?(?:[\s-]({_WORD}))?)")


def measure_after(text: str, at: int) -> tuple[Measure, int] | None:
    """The unit, currency or percent sign that stands at `at`, a space or hyphen before it allowed, and where it ends."""
    match = _AFTER.match(text, at)
    if match is None:
        return None
    if match[1] is not None:
        return _FORMS[re.sub(r"\s", "", match[1]).lower()], match.end(1)
    for last in (4, 3, 2):
        if match[last] is not None and (measure := _named("_".join(match.group(*range(2, last + 1)) if last > 2 else (match[2],)))):
            return measure, match.end(last)
    return None


def _named(form: str) -> Measure | None:
    """The measure that is written so; a Russian one in any case."""
    measure = _CASED_FORMS.get(form) or _FORMS.get(form.lower())
    if measure is not None or form.isascii():
        return measure
    words = form.lower().split("_")
    for cut in range(5):
        if any(len(word) <= cut for word in words):
            return None
        if (measure := _STEMS.get("_".join(words)[: -cut or None])) is not None:
            return measure
    return _adjective(words)


def _adjective(words: list[str]) -> Measure | None:
    """`квадратных километров`: both words have endings."""
    if len(words) != 2 or not words[0].startswith("квадратн"):
        return None
    return next(
        (_STEMS[f"квадратн_{words[1][:cut]}"] for cut in range(len(words[1]), 2, -1) if f"квадратн_{words[1][:cut]}" in _STEMS), None
    )


_BEFORE = regex(r"(?:US|C|A|NZ|HK)?([$€£¥₽₹])\s?\Z|\b(USD|EUR|GBP|RUB|JPY|INR|RMB|CNY|CHF|CAD|AUD|HKD|SGD)\s?\Z")


def currency_before(text: str, at: int) -> tuple[Measure, int] | None:
    """The currency whose sign or code stands right before `at`, and where it starts."""
    match = _BEFORE.search(text, max(0, at - 6), at)
    if match is None:
        return None
    return _FORMS[(match[1] or match[2]).lower()], match.start()


def same(one: Measure, other: Measure) -> bool:
    """True when the two may be one measure."""
    if one.name == other.name:
        return True
    return other.name in _AMBIGUOUS.get(one.name, "").split() or one.name in _AMBIGUOUS.get(other.name, "").split()
