"""Questions from headings, table rows and lists of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.evaluation.questions.propose import english, russian
from untuned.evaluation.questions.propose.proposal import Proposal, Rule
from untuned.evaluation.questions.propose.sites import Section, Sentence, TableRow
from untuned.text.regex import regex

_LONGEST_CELL, _LONGEST_KEY = 220, 60
_PROPERTY_NAMES = "feature features limit limits property attribute setting parameter option field item metric what"
_PROPERTIES = frozenset(_PROPERTY_NAMES.split())
_ASKED_OF = """
meaning resolution description price cost limit size duration default value purpose role owner author address phone email status deadline
fee rate term period capacity colour color weight height length date year reason cause remedy action solution type version quota interval
retention storage stock warehouse material supplier manufacturer discount quantity currency plan language unit warranty format name subject
place location time contact severity cipher
"""
_NOUNS = frozenset(_ASKED_OF.split())
_KINDS = frozenset(
    [
        "plan",
        "tier",
        "edition",
        "package",
        "tariff",
        "zone",
        "region",
        "model",
        "room",
        "class",
        "category",
        "grade",
        "series",
        "warehouse",
        "department",
    ]
)
"""What a row's name does not say by itself: the Free plan."""
_THING_NAMES = "item product article part device name tool material dish"
_THINGS = frozenset(_THING_NAMES.split())
"""What a row's name says itself: the Elm chair."""
_NO_KIND_NAMES = "what which who that this it thing things where when"
_NO_KINDS = frozenset(_NO_KIND_NAMES.split())
_LONGEST_NAME = 4
_DONE = regex(r"\w+ed\Z")
_VAGUE = regex(r"(?:yes|no|true|false|n/a|none|closed|open|[-–—✓✗x]|да|нет)\Z", re.IGNORECASE)
_VERB = regex(r"(?:тся|ет|ит|ют|ят|ат)\Z")
_PARAMETER = regex(r"(?P<name>`[\w.\-/@()=]{3,40}`) ?(?:-|–|—|:) (?P<o>[A-ZА-ЯЁ][^`]{15,}.*)\Z")
_TERM = regex(r"(?P<name>[A-ZА-ЯЁ][\w -]{2,30}?) ?(?::|—|–) (?P<o>(?:an?|это) .{15,})\Z")
_OWNING = regex(r"\A(?P<head>[A-Za-z][a-z]+s)(?P<rest> (?:per|of|from|in|for) .+)?\Z|\A(?P<whole>(?:[A-Za-z]+ )+[a-z]+s)\Z")


def from_section(section: Section) -> Iterator[Proposal]:
    """The question that a heading asks, answered by its steps, or by the first sentence below it."""
    asked = (russian if section.language == "ru" else english).asked_by_heading(section.heading)
    if asked is None:
        return
    text, rule = asked
    body = section.steps or section.first[:1]
    if not section.steps and rule == "steps" and not _shows_how(section.first[:2]):
        return
    if body:
        score = 5.0 if rule == "heading" else 4.9 if section.steps else 4.2
        answer = " ".join(step.text for step in body[:8])
        yield Proposal(
            text=text,
            answer=answer,
            rule=rule,
            score=score,
            start=body[0].start,
            end=body[min(len(body), 8) - 1].end,
            language=section.language,
        )


def _shows_how(first: tuple[Sentence, ...]) -> bool:
    """True when the first words below a heading tell what to do."""
    said = re.compile(
        r"(?:you (?:can|could|have|need|must|should)|use|to [a-z]+|simply|just|in order to|open|click|run|create|add|call|contact|"
        r"откройте|нажмите|используйте|вы можете|можно|нужно|чтобы|выберите|добавьте|создайте|позвоните|напишите)\b",
        re.IGNORECASE,
    )
    return bool(first) and said.match(first[0].text) is not None


def from_item(sentence: Sentence) -> Iterator[Proposal]:
    """What a list says of a parameter or a term."""
    found = _PARAMETER.match(sentence.text)
    rule: Rule = "parameter"
    if found is None:
        found, rule = _TERM.match(sentence.text), "definition"
    if found is None or not sentence.item or (rule == "definition" and english.INSIDE.search(found["name"])):
        return
    name = found["name"]
    if sentence.language == "ru":
        text = f"Для чего нужен {name}?" if rule == "parameter" else f"Что такое {name}?"
    else:
        text = f"What does {name} do?" if rule == "parameter" else f"What is {name[0].lower()}{name[1:]}?"
    yield Proposal(
        text=text,
        answer=found["o"].rstrip("."),
        rule=rule,
        score=3.8,
        start=sentence.start,
        end=sentence.end,
        language=sentence.language,
        about=name,
    )


def from_row(row: TableRow) -> Iterator[Proposal]:
    """What a table's row says, for each column that can be asked of by its name."""
    key, of = row.cells[row.subject].strip(), row.names[row.subject].strip()
    if not (1 < len(key) <= _LONGEST_KEY) or key.startswith("http"):
        return
    for name, cell in list(zip(row.names, row.cells, strict=True))[row.subject + 1 :]:
        value = cell.strip()
        if not name.strip() or not value or len(value) > _LONGEST_CELL or _VAGUE.match(value) or _names_it(name, key):
            continue
        asked = _russian_cell(name.strip(), of, key) if row.language == "ru" else _english_cell(name.strip(), of, key, value)
        if asked:
            yield Proposal(
                text=asked,
                answer=value,
                rule="row",
                score=4.4 if len(value.split()) > 1 or value[0].isdigit() else 4.0,
                start=row.start,
                end=row.end,
                language=row.language,
            )


def _names_it(name: str, key: str) -> bool:
    """True where what a row is called says the column already: "the price of Delivery price"."""
    last = name.casefold().split()[-1]
    return last in key.casefold().split()


def _english_cell(name: str, of: str, key: str, value: str) -> str:
    low = name.lower()
    if of.lower() in _PROPERTIES and low.split()[-1] not in _NOUNS:
        return _property(key, name, value)
    named = _called(of, key)
    if low == "what to do":
        return f"What should I do about {named}?"
    if low.startswith(("who ", "when ", "where ", "how ", "why ")) or _DONE.search(low) or len(low.split()) > 4:
        return ""
    if low.split()[-1] in _NOUNS:
        return (
            f"What is the {low} of {named}?" if named.startswith("the ") or of.lower() not in _NOUNS else f"What is the {low} for {named}?"
        )
    return ""


def _called(of: str, key: str) -> str:
    """What names a row, as it is spoken of: `error code E-1042`, `the Free plan`, `the Elm chair`, `Cairn Hub`, `“Pulsing white”`."""
    kind, words = of.lower(), key.split()
    if kind in _KINDS and key.replace(" ", "").isalpha() and len(words) <= _LONGEST_NAME:
        return f"the {key}" if kind in words[-1].lower() else f"the {key} {kind}"
    if kind in _THINGS and words[-1].islower() and key.replace(" ", "").replace("-", "").isalpha() and len(words) <= _LONGEST_NAME:
        return f"the {key}"
    if kind in _NO_KINDS:
        return f"“{key}”"
    if not key.replace(" ", "").isalpha() or key.isupper():
        return f"{of.lower()} {key}"
    return f"“{key}”" if any(word[0].islower() for word in key.split()[1:]) else key


def _property(key: str, name: str, value: str) -> str:
    """`| Feature | Pro |`: the row is what is asked, the column what it is asked of."""
    low = key[0].lower() + key[1:] if key[1:2].islower() else key
    counted = _OWNING.match(low)
    if counted is not None and (value[:1].isdigit() or value.startswith(("up to", "at least"))):
        return f"How many {low} does {name} have?"
    return f"What is the {low} for {name}?" if counted is None and name[:1].isupper() else ""


def _russian_cell(name: str, of: str, key: str) -> str:
    low, coded = name.lower(), "код" in of.lower() or "ошибк" in of.lower()
    if re.match(r"(?:что (?:с?делать|предпринять)|как исправить)\b", low):
        return f"{name} при ошибке {key}?" if coded else f"{name}: «{key}»?"
    if re.match(r"(?:что (?:это )?(?:значит|означает)|значение|описание|смысл)", low):
        return f"Что означает {'код ' if coded else ''}{key}?"
    if re.match(r"(?:когда|где|кому|кто|сколько|как|куда|почему|зачем)\s", low):
        return f"{name} «{key}»?"
    spoken = re.search(r"[а-яё]", low) is not None and len(low.split()) <= 4 and not name.endswith("?")
    return f"Что указано в графе «{name}» для «{key}»?" if spoken and not _VERB.search(low.split()[0]) else ""
