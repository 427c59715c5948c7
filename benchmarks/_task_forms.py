"""Forms whose values a formatter copies or changes: the part of `tasks.py` that says whether a changed value is ever shown."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from _measure import json_lines
from untuned.assistant.tasks.former import Former, proven_form
from untuned.assistant.tasks.forms import SchemaForm, form_of
from untuned.assistant.tasks.sources import sources_of
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.answers import Citation, Claim, Verdict
from untuned.types.tasks import Task

SCALED = r"(?! ?(?:[mb]illion|thousand|trillion|hundred|млн|милли|тыс|млрд|проц|percent|%))"
NUMBER = re.compile(r"(?<![\w.,:/%€$£-])(?<!\d[ \u00a0])(\d{1,3}|\d{4,5})(?![\w.,:/%-]*\d|[\w%°-])(?![ \u00a0]\d{3}\b)" + SCALED)
ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
RUSSIAN = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join((*ENGLISH, *RUSSIAN))}),? (\d{{4}})\b")
NEXT = re.compile(r" ([A-Za-zА-Яа-яё]{4,})\b")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
KINDS = {
    "number": {"type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"]},
    "day": {"type": "object", "properties": {"value": {"type": "string", "format": "date"}}, "required": ["value"]},
    "words": {"type": "object", "properties": {"value": {"type": "string"}}, "required": ["value"]},
}
UNITS = {
    "type": "object",
    "properties": {"duration_days": {"type": "number"}, "weight_kg": {"type": "number"}, "price_eur": {"type": "number"}},
}
DENIED = (
    ("Delivery is not free of charge in winter.", "free of charge"),
    ("Returns are never accepted after the trial.", "accepted after the trial"),
    ("Доставка не бесплатна для островов.", "бесплатна"),
    ("The warranty does not cover broken glass.", "cover broken glass"),
    ("Nobody under age may sign without a guardian.", "may sign"),
    ("The limit is not 40 but 25 units.", 40),
    ("Срок составляет не 30, а 14 дней.", 30),
    ("The temperature must stay at -18 degrees.", 18),
    ("The office closed, not on 3 May 2024 but later.", "2024-05-03"),
)
UNIT_CASES = (
    ("The lamp costs 20 euros and weighs 3 kg.", {"weight_kg": 20}),
    ("The lamp costs 20 euros and weighs 3 kg.", {"price_eur": 3}),
    ("Delivery takes 5 days and costs 12 euros.", {"duration_days": 12}),
    ("Доставка занимает 5 дней и стоит 12 евро.", {"duration_days": 12}),
    ("Доставка занимает 5 дней и стоит 12 евро.", {"price_eur": 5}),
    ("A discount of 15 % is given on 40 kg.", {"weight_kg": 15}),
)


@dataclass
class Tally:
    """What was shown: True or False, counted by kind and language, or by what it is."""

    kept: dict = field(default_factory=lambda: defaultdict(Counter))
    changed: dict = field(default_factory=lambda: defaultdict(Counter))
    examples: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> tuple[int, int]:
        """Changed values that were shown, and of how many."""
        counts = self.changed.values()
        return sum(each[True] for each in counts), sum(each.total() for each in counts)


def forms(data: Path, _argv: Sequence[str]) -> tuple[list, list]:
    rng, formers, tally = random.Random(17), {kind: _former(schema) for kind, schema in KINDS.items()}, Tally()
    for language in ("en", "ru"):
        for kind, sentence, value in _values(data, language):
            tally.kept[f"{kind}, {language}: right values kept"][_shows(formers[kind], sentence, value)] += 1
            for changed in _changed(kind, value, rng):
                if not _stands(kind, sentence, changed):
                    _held(tally, f"{kind}, {language}: changed values shown", formers[kind], sentence, changed)
    for sentence, value in DENIED:
        _held(tally, "what its sentence denies, shown", formers[_kind(value)], sentence, value)
    units = _former(UNITS)
    for sentence, values in UNIT_CASES:
        tally.changed["a number in another unit's field, shown"][bool(_output(units, sentence, values))] += 1
    for example in tally.examples:
        print("PASSED:", example)
    rows = [_form_row(what, counts) for found in (tally.kept, tally.changed) for what, counts in found.items()]
    return [*rows, *_swapped(data)], _criteria(tally)


def _held(tally: Tally, what: str, former: Former, sentence: str, value: object) -> None:
    shown = _shows(former, sentence, value)
    tally.changed[what][shown] += 1
    if shown:
        tally.examples.append(f"{value!r} in: {sentence}")


def _swapped(data: Path) -> list[dict]:
    """Two numbers of one sentence, each in a field that is named by the word behind it, and each in the other's."""
    swaps, straight = Counter(), Counter()
    for sentence, values in _pairs(data):
        (one, first), (other, second) = values.items()
        former = _former({"type": "object", "properties": {name: {"type": "number"} for name in values}})
        swaps[len(_output(former, sentence, {one: second, other: first})) == 2] += 1
        straight[len(_output(former, sentence, values)) == 2] += 1
    note = "each field is named by the word behind its number; no proof speaks of fields, only their words do"
    return [
        {**_form_row("both numbers of a sentence in each other's fields, both shown", swaps), "note": note},
        _form_row("both numbers of a sentence in their own fields, both shown", straight),
    ]


def _criteria(tally: Tally) -> list[dict]:
    wrong, total = tally.wrong
    kept = sum(counts[True] for counts in tally.kept.values())
    every = sum(counts.total() for counts in tally.kept.values())
    return [
        {"what": "forms: changed values that are shown", "wanted": "0", "measured": f"{wrong} of {total}", "met": wrong == 0},
        {
            "what": "forms: right values that are kept",
            "wanted": ">= 0.9",
            "measured": f"{kept / every:.3f} of {every}",
            "met": kept / every >= 0.9,
        },
    ]


def _form_row(what: str, counts: Counter) -> dict:
    interval = proportion_interval(counts[True], counts.total()) if counts.total() else None
    return {
        "part": "forms",
        "what": what,
        "n": counts.total(),
        "value": counts[True] / counts.total() if counts.total() else None,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }


def _former(schema: Mapping[str, object]) -> Former:
    task = Task(name="form", schema=json.dumps(schema))
    form = form_of(task)
    assert isinstance(form, SchemaForm)
    return Former(task=task, form=form)


def _claims(sentence: str) -> tuple[Claim, ...]:
    verdict = Verdict(kind="exact", spans=((0, len(sentence)),), sentence=(0, len(sentence)))
    quote = Citation(version=1, number=1, path="a.txt", start=0, end=len(sentence), quote=sentence, line=1, verdict=verdict)
    return (Claim(text=sentence, citations=(quote,)),)


def _output(former: Former, sentence: str, value: Mapping[str, object]) -> dict:
    """What is shown of a formatter's value, after the proof."""
    made = proven_form(dict(value), former=former, sources=sources_of(_claims(sentence)), model="test")
    return json.loads(made.output) if made.output else {}


def _shows(former: Former, sentence: str, value: object) -> bool:
    return "value" in _output(former, sentence, {"value": value})


def _kind(value: object) -> str:
    return "number" if isinstance(value, int) else "day" if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else "words"


def _values(data: Path, language: str) -> Iterator[tuple[str, str, object]]:
    """(kind, sentence, value): numbers and days of the corpus's sentences, and the labelled answers to its questions."""
    texts = {row["id"]: row["text"] for row in json_lines(data / "xquad" / f"corpus.{language}.jsonl")}
    for text in texts.values():
        for found in SENTENCE.finditer(text):
            sentence = found[0].strip()
            numbers = [int(each[1]) for each in NUMBER.finditer(sentence)]
            if len(numbers) == 1:
                yield "number", sentence, numbers[0]
            yield from (("day", sentence, day) for day in map(_iso, DAY.finditer(sentence)) if _is_a_day(day))
    for row in json_lines(data / "xquad" / f"questions.{language}.jsonl"):
        text, answer = texts[row["doc_ids"][0]], row["answers"][0]
        sentence = next((each[0].strip() for each in SENTENCE.finditer(text) if answer in each[0]), "")
        if sentence and len(answer) > 2 and not answer.isdigit():
            yield "words", sentence, answer


def _iso(day: re.Match[str]) -> str:
    names = ENGLISH if day[2] in ENGLISH else RUSSIAN
    return f"{int(day[3]):04}-{names.index(day[2]) + 1:02}-{int(day[1]):02}"


def _is_a_day(iso: str) -> bool:
    """Whether the calendar has it: a text may tell of 31 June."""
    try:
        return date.fromisoformat(iso).year < date.max.year
    except ValueError:
        return False


def _pairs(data: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Sentences with two numbers, each with the word behind it."""
    for row in (*json_lines(data / "xquad" / "corpus.en.jsonl"), *json_lines(data / "xquad" / "corpus.ru.jsonl")):
        for found in SENTENCE.finditer(row["text"]):
            sentence = found[0].strip()
            named = {
                word[1].lower(): int(number[1]) for number in NUMBER.finditer(sentence) if (word := NEXT.match(sentence, number.end()))
            }
            if len({name[:3] for name in named}) == 2 and len(set(named.values())) == 2:
                yield sentence, named


def _changed(kind: str, value: object, rng: random.Random) -> list[object]:
    """The value as a careless or a lying formatter changes it."""
    if kind == "number":
        number = int(str(value))
        turned = int(str(number)[::-1]) if number > 9 else number + 7
        return [number + 1, number - 1, number * 10, number / 100, -number, number + 0.5, turned]
    if kind == "day":
        day = date.fromisoformat(str(value))
        later = day.replace(year=day.year + 1, day=min(day.day, 28))
        moved = (day + timedelta(days=1), day - timedelta(days=1), day + timedelta(days=31), later)
        turned = [f"{day.year}-{day.day:02}-{day.month:02}"] if day.day <= 12 and day.day != day.month else []
        return [*(each.isoformat() for each in moved), *turned, f"{value}T12:00:00Z"]
    return list(_changed_words(str(value), rng))


def _changed_words(text: str, rng: random.Random) -> Iterator[str]:
    words = text.split()
    at = rng.randrange(len(text))
    letter = text[at]
    if letter.isalpha():
        yield text[:at] + ("e" if letter != "e" else "o") + text[at + 1 :]
        yield text[:at] + text[at + 1 :] if len(text) > 4 else text + "x"
    yield f"{text} Limited"
    yield f"not {text}"
    yield text.upper() if not text.isupper() else text.title()
    if len(words) > 1:
        yield " ".join(reversed(words))
        yield " ".join([*words[: len(words) // 2], "and", *words[len(words) // 2 :]])
    number = re.search(r"\d+", text)
    if number is not None:
        yield text[: number.start()] + str(int(number[0]) + 1) + text[number.end() :]
    if len(text) > 6:
        yield text[: len(text) - 2]
        yield text[1:]


def _stands(kind: str, sentence: str, value: object) -> bool:
    """Whether the sentence has the value as it is: then nothing was changed."""
    if kind == "number":
        plain = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3}\b)", "", sentence)
        shown = f"{float(str(value)):g}"
        forms = "|".join(map(re.escape, {shown, shown.replace(".", ",")}))
        return re.search(rf"(?<![\w.,])(?:{forms})(?![\d]|[.,]\d)", plain) is not None or _spoken(sentence, float(str(value)))
    if kind == "day":
        return str(value) in {_iso(found) for found in DAY.finditer(sentence)}
    text = str(value).strip()
    first = f"[{re.escape(text[0].lower())}{re.escape(text[0].upper())}]" if text[:2].isalpha() else re.escape(text[:1])
    return re.search(rf"(?<!\w){first}{re.escape(text[1:])}(?!\w)", sentence) is not None


def _spoken(sentence: str, value: float) -> bool:
    """Whether words say the number; asked of the product's own list, since right values in words are no changes."""
    from untuned.text.number_words import spoken

    return any(word.value == value for word in spoken(sentence))
