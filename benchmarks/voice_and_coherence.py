"""Whether a voice is told from another's, and a broken answer from a sound one, in English and Russian.

    python benchmarks/voice_and_coherence.py [--data ../shared/data] [--seed 5]

Voice: pages of one author or house against another's. Half of each side's documents make the voice, pieces of 50 to 200 words of the
other half are heard by it; of two documents of one kind (policies, contracts, papers) every other part. Coherence: sound answers (those
of chat models in ragtruth, and sentences of contracts, abstracts, documentation and an encyclopaedia) against the same answers damaged:
the words of each sentence shuffled, or only among four neighbours; a run of words said again; words that do not exist in place of real
ones; a part in another language. The metric is asked as it is in a project: a word is known where another document of the answer's
collection has it, the answer's own document being taken away first. For Russian the table of word order is made anew from the documents
that no answer is of; English is measured on collections that have no part in the shipped one.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from _measure import Row, data_folder, json_lines, record
from fit_word_order import LEAST, corpus, pages
from untuned.evaluation.metrics import coherence
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading import order
from untuned.evaluation.metrics.reading.voices import Voice, voice_of
from untuned.text.language import language_of
from untuned.text.sentences import sentences
from untuned.types.measures import Question, Run

ANSWERS = 150
WORDS = range(8, 121)
LENGTHS = (50, 100, 200)
WANTED = 0.9
LANGUAGES = ("en", "ru", "de", "fr", "es", "uk")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A sound text, with what its readers had before them."""

    text: str
    question: str = ""
    contexts: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    """Words of all other documents of its collection."""


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Answers of one kind."""

    name: str
    language: str
    answers: Sequence[Answer]
    foreign: Sequence[str]
    """Sentences in other languages."""
    table: order.Neighbours | None = None
    """A table of word order that no answer has a part in; None: the shipped one."""


def main() -> None:
    data = data_folder(sys.argv)
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv[:-1] else 5
    told = list(voices(data, random.Random(seed)))
    broken = [row for each in collections(data, random.Random(seed)) for row in damaged(each, random.Random(seed))]
    record("voice_and_coherence", [*told, *broken], criteria=[*_of_voices(told), *_of_coherence(broken)])


def _of_voices(rows: Sequence[Row]) -> Iterator[Row]:
    for kind in ("two houses", "two documents of one kind"):
        for words in LENGTHS:
            found = [float(str(row["auroc"])) for row in rows if row["what"] == kind and row["words"] == words]
            yield criterion(f"voice, {kind}, {words} words: mean AUROC of {len(found)} pairs", float(np.mean(found)))


def _of_coherence(rows: Sequence[Row]) -> Iterator[Row]:
    for language in ("en", "ru"):
        for damage in ASKED:
            found = [float(str(row["auroc"])) for row in rows if row["what"] == damage and row["language"] == language]
            yield criterion(f"coherence, {language}, {damage}: mean AUROC of {len(found)} collections", float(np.mean(found)))


def criterion(what: str, measured: float) -> Row:
    return {"what": what, "wanted": WANTED, "measured": round(measured, 4), "met": measured >= WANTED}


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The chance that one of the first is above one of the second; a tie counts half."""
    one, other = np.array(higher), np.array(lower)
    return float(np.greater.outer(one, other).mean() + np.equal.outer(one, other).mean() / 2)


def row(what: str, of: str, *, language: str = "", words: int = 0, value: float, n: int) -> Row:
    return {"what": what, "of": of, "language": language, "words": words, "auroc": round(value, 4), "n": n}


def voices(data: Path, rng: random.Random) -> Iterator[Row]:
    """Each pair's AUROC at each length."""
    houses = {
        "fastapi": pages(data, "en"),
        "squad2": corpus(data / "squad2" / "corpus.jsonl"),
        "policyqa": corpus(data / "policyqa" / "corpus.jsonl"),
        "cuad": corpus(data / "cuad" / "corpus.jsonl"),
        "covidqa": corpus(data / "covidqa" / "corpus.jsonl"),
        "fastapi ru": pages(data, "ru"),
        "xquad ru": corpus(data / "xquad" / "corpus.ru.jsonl"),
    }
    pairs = [("fastapi", "policyqa"), ("policyqa", "cuad"), ("cuad", "covidqa"), ("covidqa", "squad2"), ("squad2", "fastapi")]
    for own, others in (*pairs, ("fastapi ru", "xquad ru"), ("xquad ru", "fastapi ru")):
        sides = [[" ".join(text.split()[:3000]) for text in rng.sample(houses[name], min(40, len(houses[name])))] for name in (own, others)]
        yield from heard("two houses", f"{own} against {others}", [side[::2] for side in sides], [side[1::2] for side in sides])
    for name in ("policyqa", "cuad", "covidqa"):
        longest = sorted(houses[name], key=lambda text: -len(text.split()))[:8]
        for at in range(0, len(longest), 2):
            parts = [_parts(text) for text in longest[at : at + 2]]
            yield from heard(
                "two documents of one kind", f"{name} {at // 2 + 1}", [one[::2] for one in parts], [one[1::2] for one in parts]
            )


def heard(what: str, of: str, made_from: Sequence[Sequence[str]], asked: Sequence[Sequence[str]]) -> Iterator[Row]:
    """How well a voice made from the first texts of both sides tells the second ones apart."""
    voice: Voice = voice_of(*made_from)
    for words in LENGTHS:
        own, others = ([voice.likeness(piece) for text in side for piece in _pieces(text, words)[:6]] for side in asked)
        if min(len(own), len(others)) > 3:
            yield row(what, of, words=words, value=auroc(own, others), n=len(own) + len(others))


def _pieces(text: str, words: int) -> list[str]:
    found = text.split()
    return [" ".join(found[at : at + words]) for at in range(0, len(found) - words + 1, words)]


def _parts(text: str) -> list[str]:
    return _pieces(text, 400)[:20]


def collections(data: Path, rng: random.Random) -> Iterator[Collection]:
    """Sound answers in two languages."""
    rows = json_lines(data / "ragtruth" / "responses.jsonl")
    drawn = [one for one in rng.sample(rows, len(rows)) if len(one["response"].split()) in WORDS][:ANSWERS]
    said = [Answer(text=one["response"], question=one["question"], contexts=(one["context"],)) for one in drawn]
    english, russian = foreign(data, "en"), foreign(data, "ru")
    yield Collection(name="ragtruth, chat models", language="en", answers=said, foreign=english)
    for name in ("cuad", "cranfield", "medline"):
        yield Collection(name=name, language="en", answers=drawn_from(corpus(data / name / "corpus.jsonl"), rng), foreign=english)
    yield Collection(name="fastapi", language="en", answers=drawn_from(pages(data, "en"), rng), foreign=english)
    texts = {"fastapi ru": pages(data, "ru"), "xquad ru": corpus(data / "xquad" / "corpus.ru.jsonl")}
    rest = [text for one in texts.values() for text in one[1::2]]
    table = order.Neighbours.of(order.counted(rest, least=LEAST["ru"]))
    for name, each in texts.items():
        answers = drawn_from(each, rng, language="ru", asked=each[::2])
        yield Collection(name=name, language="ru", answers=answers, foreign=russian, table=table)


def drawn_from(texts: Sequence[str], rng: random.Random, *, language: str = "en", asked: Sequence[str] | None = None) -> list[Answer]:
    """One to three sentences in a row of some of the documents; a word is known where another document has it."""
    words = [frozenset(word.casefold() for word in _WORD.findall(text)) for text in texts]
    places = {text: at for at, text in enumerate(texts)}
    found: list[Answer] = []
    for _ in range(ANSWERS * 20):
        text = rng.choice(asked or texts)
        if not (spans := sentences(text)):
            continue
        at, count = rng.randrange(len(spans)), rng.choice((1, 2, 3))
        shown = text[spans[at][0] : spans[min(at + count, len(spans)) - 1][1]]
        letters = sum(character.isalpha() or character.isspace() for character in shown)
        # Tables, listings, signatures, headings and what is not in the language are no answers.
        prose = letters > 0.85 * len(shown) and "\n\n" not in shown and "__" not in shown and "://" not in shown
        small = sum(word[0].islower() for word in shown.split()) * 2 > len(shown.split())
        if len(shown.split()) in WORDS and prose and small and language_of(shown, languages=LANGUAGES) == language:
            others = frozenset().union(*(one for place, one in enumerate(words) if place != places[text]))
            found.append(Answer(text=shown, others=others))
        if len(found) == ANSWERS:
            break
    return found


def damaged(collection: Collection, rng: random.Random) -> Iterator[Row]:
    """How well the metric tells the sound answers from the damaged ones."""
    sound = [value for one in collection.answers if (value := scored(one, one.text, collection)) is not None]
    low = sum(value < 0.8 for value in sound) / len(sound)
    yield row("sound answers under .8", collection.name, language=collection.language, value=low, n=len(sound))
    for name, damage in DAMAGES.items():
        made = [(one, damage(one.text, rng, collection)) for one in collection.answers]
        bad = [value for one, text in made if text != one.text and (value := scored(one, text, collection)) is not None]
        yield row(name, collection.name, language=collection.language, value=auroc(sound, bad), n=len(bad))


def scored(answer: Answer, text: str, collection: Collection) -> float | None:
    """The metric's value; None for what it does not rate, such as a refusal."""
    question = Question(id="q", text=answer.question, language=collection.language)
    run = Run(variant="v", question="q", status="ok", state="answered", text=text, contexts=answer.contexts, at=NOON)
    case = Case(run=run, question=question, known=answer.others.__contains__)
    shipped = dict(order.neighbours())
    tables: Mapping[str, order.Neighbours] = shipped if collection.table is None else {**shipped, collection.language: collection.table}
    return coherence.rated(case, tables=tables).value


def shuffled(text: str, rng: random.Random, _of: Collection) -> str:
    """The words of each sentence in any order."""
    return " ".join(_mixed(text[start:end].split(), rng, 0) for start, end in sentences(text))


def nearly(text: str, rng: random.Random, _of: Collection) -> str:
    """The words of each sentence in any order among four neighbours."""
    return " ".join(_mixed(text[start:end].split(), rng, 4) for start, end in sentences(text))


def _mixed(words: list[str], rng: random.Random, window: int) -> str:
    step = window or max(len(words), 1)
    parts = (words[at : at + step] for at in range(0, len(words), step))
    return " ".join(word for part in parts for word in rng.sample(part, len(part)))


def repeated(text: str, rng: random.Random, _of: Collection) -> str:
    """Three to six words are said two or three times more."""
    words = text.split()
    size = rng.randrange(3, 7)
    at = rng.randrange(max(1, len(words) - size))
    return " ".join([*words[: at + size], *words[at : at + size] * rng.randrange(2, 4), *words[at + size :]])


def invented(text: str, rng: random.Random, _of: Collection) -> str:
    """One word in five of five letters or more becomes its beginning and the end of another; a capital makes a name, which may be new."""
    pool = [word for word in _WORD.findall(text) if len(word) > 4 and word.islower()]

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 5 or not word.islower() or rng.random() > 0.2 or len(pool) < 2:
            return word
        end = rng.choice(pool)
        return word[: rng.randrange(2, len(word) - 1)] + end[rng.randrange(1, len(end) - 2) :]

    return _WORD.sub(other, text)


def abroad(text: str, rng: random.Random, of: Collection) -> str:
    """Half of its sentences, at least one, are in another language."""
    spans = sentences(text)
    chosen = set(rng.sample(range(len(spans)), max(1, len(spans) // 2)))
    return " ".join(rng.choice(of.foreign) if at in chosen else text[start:end] for at, (start, end) in enumerate(spans))


DAMAGES: dict[str, Callable[[str, random.Random, Collection], str]] = {
    "shuffled": shuffled,
    "shuffled among neighbours": nearly,
    "repeated": repeated,
    "invented words": invented,
    "wrong language": abroad,
}


ASKED = tuple(name for name in DAMAGES if name != "shuffled among neighbours")
"""What the metric must tell; order among four neighbours is a look at where it ends."""


def foreign(data: Path, language: str) -> list[str]:
    """Sentences of the same documentation in other languages."""
    others = ("de", "fr", "es", "ru") if language == "en" else ("en", "uk", "de")
    found: list[str] = []
    for other in others:
        every = [text[start:end] for text in pages(data, other)[:40] for start, end in sentences(text)]
        found += [one for one in every if len(one.split()) in WORDS and sum(map(str.isalpha, one)) > 0.75 * len(one)][:200]
    return found


if __name__ == "__main__":
    main()
