"""How fast evidence changes: versions of made-up documents, replayed."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from untuned.evaluation.advice.freshness import follow, freshness, history
from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.documents import Block, Version
from untuned.types.measures import Evidence
from untuned.types.principal import OWNER
from untuned.types.versions import Life

TODAY = date(2026, 11, 20)


@dataclass
class Shelf:
    """Documents as lists of (age in days, text), oldest first."""

    texts: dict[int, tuple[Version, str]] = field(default_factory=dict)
    lives: dict[int, dict[int, Life]] = field(default_factory=dict)

    def add(self, path, *states, removed=None):
        """The id of the last version."""
        document = len(self.lives) + 1
        held: dict[int, Life] = {}
        ends = [age for age, _ in states[1:]] + [removed]
        for number, ((age, text), end) in enumerate(zip(states, ends, strict=True), start=1):
            id = len(self.texts) + 1
            begins = TODAY - timedelta(days=age)
            to = None if end is None else TODAY - timedelta(days=end + 1)
            moment = datetime(begins.year, begins.month, begins.day, tzinfo=UTC)
            gone = None if end is None else moment + timedelta(days=age - end)
            version = Version(
                id=id,
                document=document,
                number=number,
                path=path,
                title="",
                language="en",
                raw_sha256=f"r{id}",
                text_sha256=f"t{id}",
                characters=len(text),
                format="text",
                markup="plain",
                parser="text/1",
                effective_from=None,
                effective_to=None,
                groups=frozenset(),
                synced_at=moment,
                superseded_at=gone,
                blocks=tuple(blocks(text)),
            )
            self.texts[id] = (version, text)
            held[id] = Life(held_from=begins, held_to=to, known_from=begins, known_to=to, open_to=frozenset())
        self.lives[document] = held
        return len(self.texts)

    def listing(self, *, principal, status="live"):
        return []

    def versions(self, path, *, principal):
        return [version for version, _ in self.texts.values() if version.path == path]

    def whole(self, ids, *, principal):
        return {id: self.texts[id] for id in ids}


def blocks(text):
    start = 0
    for line in text.split("\n"):
        if line:
            yield Block(kind="paragraph", start=start, end=start + len(line))
        start += len(line) + 1


def passage(shelf, version, quote):
    held, text = shelf.texts[version]
    start = text.index(quote)
    return Evidence(path=held.path, quote=quote, version=version, start=start, end=start + len(quote))


def measured(shelf, evidence, *, cycle=90):
    return freshness(seen(shelf, evidence), cycle_days=cycle, today=TODAY)


def seen(shelf, evidence):
    return follow(evidence, archive=Archive(shelf, principal=OWNER), lives=shelf.lives.__getitem__, today=TODAY)


def test_what_never_changed_in_a_year_is_fresh_in_every_cycle():
    shelf = Shelf()
    found = measured(shelf, [passage(shelf, shelf.add(f"{nth}.md", (365, f"Plan {nth} costs 5 USD.")), "5 USD") for nth in range(30)])
    assert (found.share, found.windows, found.passages, found.changed) == (0.0, 4, 30, 0)
    assert found.interval.high < 0.05


def test_a_price_that_changes_each_month_changes_in_every_cycle():
    shelf = Shelf()
    evidence = []
    for nth in range(20):
        states = [(30 * age, f"The plan number {nth} costs {age + 5} USD a month.") for age in range(12, -1, -1)]
        evidence.append(passage(shelf, shelf.add(f"{nth}.md", *states), "5 USD"))
    found = measured(shelf, evidence)
    assert (found.share, found.changed) == (1.0, 20)
    assert found.interval.low > 0.8


def test_a_passage_that_only_moved_did_not_change():
    shelf = Shelf()
    last = shelf.add("a.md", (200, "It costs 5 USD.\nIt is blue."), (50, "It is blue.\nSomething new stands here.\nIt costs 5 USD."))
    assert measured(shelf, [passage(shelf, last, "5 USD")]).share == 0.0


def test_evidence_that_was_labelled_long_ago_is_followed_to_today():
    shelf = Shelf()
    shelf.add("a.md", (400, "The plan costs 5 USD a month."), (100, "The plan costs 6 USD a month."), (20, "The plan costs 7 USD a month."))
    found = measured(shelf, [passage(shelf, 1, "5 USD")])
    assert found.changed == 1
    assert found.share == pytest.approx(2 / 4)


def test_a_document_that_went_changed_on_that_day():
    shelf = Shelf()
    last = shelf.add("a.md", (200, "It costs 5 USD."), removed=10)
    assert measured(shelf, [passage(shelf, last, "5 USD")]).changed == 1


def test_a_short_history_is_scaled_to_the_cycle():
    shelf = Shelf()
    evidence = []
    for nth in range(40):
        states = [(30, f"Plan number {nth} costs 5 USD a month."), *([(9, f"Plan number {nth} costs 6 USD a month.")] if nth < 4 else [])]
        last = shelf.add(f"{nth}.md", *states)
        evidence.append(passage(shelf, last, "USD"))
    found = measured(shelf, evidence)
    assert (found.window_days, found.windows) == (30, 1)
    assert found.share == pytest.approx(1 - 0.9**3)


def test_without_history_nothing_is_said():
    shelf = Shelf()
    assert measured(shelf, [passage(shelf, shelf.add("a.md", (3, "It costs 5 USD.")), "5 USD")]) is None
    assert measured(shelf, []) is None
    assert history([], cycle_days=90, today=TODAY) is None


def test_a_history_that_is_too_short_is_told_with_what_changed_in_it():
    shelf = Shelf()
    today = shelf.add("a.md", (0, "It costs 5 USD."))
    last = shelf.add("b.md", (3, "It costs 5 USD."), (1, "It costs 6 USD."))
    evidence = [passage(shelf, today, "5 USD"), passage(shelf, last, "6 USD")]
    found = history(seen(shelf, evidence), cycle_days=90, today=TODAY)
    assert (found.days, found.least, found.passages, found.changed) == (3, 14, 2, 1)
    assert measured(shelf, evidence) is None
    assert history(seen(shelf, evidence[:1]), cycle_days=90, today=TODAY).days == 0


def test_passages_of_one_document_that_change_together_count_for_less():
    def interval(documents):
        shelf = Shelf()
        evidence = []
        for nth in range(documents):
            count = 40 // documents
            changed = nth % 2 == 0
            before = "\n".join(f"Plan {nth}-{each} costs {5 if changed else 6} USD a month." for each in range(count))
            now = "\n".join(f"Plan {nth}-{each} costs 6 USD a month." for each in range(count))
            last = shelf.add(f"{nth}.md", (90, before), (40, now))
            evidence += [passage(shelf, last, f"Plan {nth}-{each} costs 6 USD") for each in range(count)]
        return measured(shelf, evidence).interval

    assert interval(4).width > interval(40).width


def words(*named):
    """Five words that no other passage has."""
    chance = random.Random(str(named))
    return " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(5))


def edited(documents, each, *, states, changed):
    """So many documents with so many passages; `changed` tells of (document, passage, edit) whether it changed then."""
    shelf = Shelf()
    evidence = []
    for nth in range(documents):
        texts = []
        prices = [5] * each
        for edit, age in enumerate(states):
            prices = [price + bool(edit and changed(nth, at, edit)) for at, price in enumerate(prices)]
            texts.append((age, "\n".join(f"{words(nth, at)} cost {price} USD a month." for at, price in enumerate(prices))))
        last = shelf.add(f"{nth}.md", *texts)
        evidence += [passage(shelf, last, f"{words(nth, at)} cost {price} USD") for at, price in enumerate(prices)]
    return measured(shelf, evidence)


def test_passages_that_one_edit_changed_together_count_about_as_one():
    at_once = edited(20, 10, states=(360, 260, 170, 80), changed=lambda nth, _, edit: edit == 1 + nth % 3)
    apart = edited(20, 10, states=(360, 260, 170, 80), changed=lambda nth, at, edit: edit == 1 + (nth + at) % 3)
    assert at_once.share == pytest.approx(apart.share) == pytest.approx(0.25)
    assert at_once.interval.width > 2 * apart.interval.width
    assert at_once.interval.width == pytest.approx(proportion_interval(20, 80).width, rel=0.1)


def test_passages_of_one_single_document_tell_next_to_nothing():
    found = edited(1, 40, states=(400,), changed=lambda *_: False)
    assert found.share == 0.0
    assert found.interval.high > 0.5


def test_younger_documents_count_by_the_days_that_they_have():
    shelf = Shelf()
    evidence = [passage(shelf, shelf.add("old.md", (400, "It costs 5 USD a month.")), "5 USD")]
    for nth in range(40):
        states = [(60, f"Plan number {nth} costs 5 USD a month."), *([(9, f"Plan number {nth} costs 6 USD a month.")] if nth < 20 else [])]
        evidence.append(passage(shelf, shelf.add(f"{nth}.md", *states), "USD"))
    found = measured(shelf, evidence)
    assert (found.passages, found.documents, found.changed, found.shorter) == (41, 41, 20, 40)
    assert found.interval.low < 1 - 0.5**1.5 < found.interval.high
    assert found.share > 0.5
