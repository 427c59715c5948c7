"""Quotes that say what their source says, as people, programs and models write them down: each must be accepted.

Nothing here is shared with the verifier: no code, no list, no pattern.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Callable

from generators.material import Material

Rendering = Callable[[Material, random.Random], str | None]
RENDERINGS: dict[str, Rendering] = {}
STACKABLE = (
    "white_space",
    "no_break_space",
    "quotation_marks",
    "dashes",
    "soft_hyphen",
    "line_end_hyphen",
    "ligature",
    "zero_width",
    "full_width",
    "decomposed",
    "first_case",
    "final_stop",
)
TURNS_TEXT = """
not no nor never none nothing nobody neither without unless except excluding only if provided subject until other when where while
whether cannot case long не нет ни без кроме если только исключением условии случае пока когда лишь помимо никогда
"""
TURNS = frozenset(TURNS_TEXT.split())
FI = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def rendering(make: Rendering) -> Rendering:
    RENDERINGS[make.__name__] = make
    return make


def on_sentence(change: Callable[[str, random.Random], str]) -> Rendering:
    """A rendering of one picked sentence; None when nothing changed."""

    def make(source: Material, rng: random.Random) -> str | None:
        for _ in range(40):
            sentence = source.pick(rng)
            if sum(char.isalpha() for char in sentence) < 20:
                continue
            changed = change(sentence, rng)
            if changed != sentence:
                return changed
        return None

    make.__name__ = change.__name__
    CHANGES[change.__name__] = change
    return rendering(make)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {}


@rendering
def verbatim(source, rng):
    return source.pick(rng)


@on_sentence
def white_space(sentence, rng):
    return re.sub(r" ", lambda _: rng.choice([" ", " ", "  ", "\n", "\n    ", "\t"]), sentence)


@on_sentence
def no_break_space(sentence, rng):
    return re.sub(r" ", lambda _: rng.choice([" ", "\u00a0", "\u202f", "\u2009"]), sentence)


@on_sentence
def quotation_marks(sentence, rng):
    straight = re.search("[\"']", sentence) is not None
    if straight:
        opened = re.sub(r"(^|[\s(])\"", r"\1“", sentence).replace('"', "”")
        return opened.replace("'", "’")
    return re.sub("[“”„«»]", '"', sentence).replace("’", "'").replace("‘", "'")


@on_sentence
def dashes(sentence, rng):
    if re.search(" [–—-] ", sentence):
        return re.sub(" [–—-] ", lambda _: rng.choice([" – ", " — ", " - ", " — "]), sentence)
    return re.sub(r"(?<=[A-Za-zА-Яа-я])[-‑‐](?=[A-Za-zА-Яа-я])", lambda _: rng.choice("‑‐"), sentence)


@on_sentence
def soft_hyphen(sentence, rng):
    return re.sub(r"(?<=[A-Za-zА-Яа-яё]{3})(?=[A-Za-zА-Яа-яё]{3})", lambda _: "\u00ad" if rng.random() < 0.2 else "", sentence)


@on_sentence
def line_end_hyphen(sentence, rng):
    places = [found.start() for found in re.finditer(r"(?<=[A-Za-zА-Яа-яё]{3})(?=[A-Za-zА-Яа-яё]{3})", sentence)]
    if not places:
        return sentence
    at = rng.choice(places)
    return sentence[:at] + rng.choice(["-\n", "-\n  ", "\u00ad\n"]) + sentence[at:]


@on_sentence
def ligature(sentence, rng):
    return re.sub("ffi|ffl|ff|fi|fl", lambda found: FI[found[0]], sentence)


@on_sentence
def zero_width(sentence, rng):
    return re.sub(
        r"(?<=[a-zа-я])(?=[ a-zа-я])", lambda _: rng.choice("\u200b\ufeff\u200d\u2060\u200e") if rng.random() < 0.1 else "", sentence
    )


@on_sentence
def full_width(sentence, rng):
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    if rng.random() < 0.5:
        return sentence.translate(table)
    words = sentence.split(" ")
    at = rng.randrange(len(words))
    return " ".join([*words[:at], words[at].translate(table), *words[at + 1 :]])


@on_sentence
def decomposed(sentence, rng):
    return unicodedata.normalize("NFD", sentence)


@on_sentence
def yo(sentence, rng):
    return sentence.replace("ё", "е").replace("Ё", "Е")


@on_sentence
def first_case(sentence, rng):
    return sentence[0].swapcase() + sentence[1:] if sentence[0].isalpha() else sentence


@on_sentence
def final_stop(sentence, rng):
    return sentence.rstrip(".,;:!") if sentence[-1] in ".,;:!" else sentence + rng.choice([".", "!", ""])


@on_sentence
def wrapped_in_marks(sentence, rng):
    before, after = rng.choice([("“", "”"), ('"', '"'), ("«", "»"), ("'", "'"), ("... ", ""), ("", " …"), ("> ", "")])
    return before + sentence + after


@rendering
def ellipsis(source, rng):
    for _ in range(60):
        words = source.pick(rng).split()
        if len(words) < 13 or sum(word.strip(",.").isalpha() for word in words) < len(words):
            continue
        start = rng.randint(4, len(words) - 8)
        left_out = words[start : start + rng.randint(1, min(6, len(words) - start - 5))]
        outside = words[start - 2 : start]
        if all(plain_word(word) for word in left_out) and "." not in "".join(left_out + outside):
            rest = words[start + len(left_out) :]
            return " ".join(words[:start]) + rng.choice([" ... ", " … ", " [...] ", "… "]) + " ".join(rest)
    return None


def plain_word(word: str) -> bool:
    """Neither a negation, a condition nor a number: what may be left out."""
    low = word.lower().strip(",.;:()\"'«»")
    return low.isalpha() and low not in TURNS and not low.startswith("ник") and re.search("[`*_|<>]", word) is None


@rendering
def part(source, rng):
    """Words out of the middle of a sentence, with nothing beside them that turns their meaning."""
    for _ in range(60):
        words = source.pick(rng).split()
        if len(words) < 13:
            continue
        start = rng.randint(3, len(words) - 9)
        end = rng.randint(start + 6, len(words) - 2)
        outside = words[start - 2 : start] + words[end : end + 2]
        if all(plain_word(word) for word in outside) and words[start].strip(",").isalpha() and words[end - 1].strip(",").isalpha():
            return " ".join(words[start:end])
    return None


@rendering
def three_stacked(source, rng):
    sentence = source.pick(rng)
    for name in rng.sample(STACKABLE, 3):
        sentence = CHANGES[name](sentence, rng)
    return sentence


@rendering
def markdown_shown(source, rng):
    """A sentence as the rendered page shows it: its marks are stripped by a real Markdown parser."""
    from markdown_it import MarkdownIt

    for _ in range(40):
        sentence = source.pick(rng)
        if not re.search(r"[`*_\[]", sentence) or re.search(r"^\s*([#>|/:]|\d+\.|[-*+]\s)|\n|<|\{|!\[|\]\[|\\|&", sentence):
            continue
        if any(sentence.count(mark) % 2 for mark in ("`", "**")) or sentence.count("[") != sentence.count("]"):
            continue
        shown = html.unescape(re.sub(r"<[^>]+>", "", MarkdownIt().renderInline(sentence)))
        if shown != sentence and len(shown) >= 25:
            return shown
    return None


@rendering
def list_shown(source, rng):
    """Items of a list, joined as text without their bullets or numbers."""
    items = list(re.finditer(r"(?m)^(?:[-*] |\d+\. )([^\n`*_\[<|]{20,200})\n(?:[-*] |\d+\. )([^\n`*_\[<|]{20,200})$", source.text))
    if not items:
        return None
    item = rng.choice(items)
    return item[1] + "\n" + item[2]
