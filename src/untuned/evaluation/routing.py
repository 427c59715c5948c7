"""A router learnt from examples: what it says of each when it had not seen it decides what it may do on its own.

examples -> a classifier, and its scores of each example held out -> how strange is out of scope -> from where on a question is refused ->
from where on it may leave knowledge's variant -> what became of every example by that
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from untuned.assistant.router import Router, key_of, kind_of, label_of
from untuned.assistant.strangeness import Strangeness, strangeness_of
from untuned.errors import Refused
from untuned.evaluation.route_groups import groups_of
from untuned.evaluation.stats.mean import mean_interval
from untuned.evaluation.stats.proportion import exact_interval
from untuned.models.linear import Table, Wordless, fit_held_out
from untuned.models.ngrams import words
from untuned.text.language import language_of
from untuned.types.routes import LEAST_KNOWLEDGE, Route, RouteBound, RouteCheck, RoutedKind, RouteExample
from untuned.types.routing import ABSTAIN, KINDS, RouteKind, RouterSettings

_SHARES = 1 / (1 + np.exp(-np.linspace(9, 0, 91)))
"""Thresholds that are tried, the strictest first, down to one half: where examples stand far apart, nothing else would keep what is unlike
all of them with knowledge. They are the same whatever the examples are, so that trying them in order is fair."""
_ROOM = 0.5
"""The share of the limit that is aimed at where the examples can show it: what people ask is less like the examples than they are like
each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounded:
    """A threshold, with how much of what is bounded passes it although it should not."""

    threshold: float
    errors: int
    upper: float


def learn(
    examples: Sequence[RouteExample],
    *,
    settings: RouterSettings,
    languages: Sequence[str],
    vectors: Table | None = None,
    embedder: str = "",
    seed: int = 0,
) -> Router:
    """A router of the examples, with what was measured of it by cross-validation.

    Args:
        examples: Each text and kind counts once.
        settings: Which kind goes where, and within which bounds.
        languages: Those that are told apart.
        vectors: Of the texts, in order, where it is told by meaning too.
        embedder: What made them.
        seed: Of everything drawn by chance.

    Raises:
        MissingExtra: scikit-learn is not installed.
        Refused: There are not two kinds of examples, or none of them has a word.
    """
    places = _distinct(examples)
    chosen = [examples[place] for place in places]
    kinds = {one.kind for one in chosen}
    if len(kinds) < 2:
        there = f"of {next(iter(kinds))} alone" if kinds else "none"
        raise Refused(f"questions cannot be told apart: there are examples {there}", remedy='add lines {"text": ..., "kind": ...}')
    texts = [one.text for one in chosen]
    given = None if vectors is None else vectors[places]
    groups = groups_of(chosen)
    try:
        fitted = fit_held_out(
            texts, [label_of(one.kind, one.intent) for one in chosen], seed=seed, vectors=given, groups=_apart(chosen, groups)
        )
    except Wordless as error:
        raise Refused(f"questions cannot be told apart: {error}", remedy="add examples that have words") from error
    held = _Held(
        examples=chosen,
        told=np.concatenate([fitted.held_out, fitted.unknown[:, None].astype(np.float32)], axis=1),
        languages=[language_of(text, languages=languages) for text in texts],
        counts=[len(words(text)) for text in texts],
        groups=groups,
        settings=settings,
    )
    bare = Router(
        model=fitted.model,
        variants={kind: settings.variant(kind) for kind in KINDS},
        thresholds={},
        refusals={},
        strangeness=_strangeness(held, fitted.model.labels, seed=seed),
        listed=tuple(languages),
        check=_NOTHING,
        seen={key_of(text): place for place, text in enumerate(texts)},
        held_out=held.told.astype(np.float16),
    )
    refusing, misrouting = _refusing(bare, held), _misrouting(bare, held)
    made = replace(bare, refusals=_thresholds(refusing), thresholds=_thresholds(misrouting))
    return replace(made, check=_checked(made, held, refusing=refusing, misrouting=misrouting, embedder=embedder))


def _apart(examples: Sequence[RouteExample], groups: Sequence[str]) -> list[str]:
    """What is held out together: groups, except that of a named intent, whose texts are worded alike by nature, only named clusters are."""
    return [f"own {key_of(one.text)}" if one.intent and not one.cluster else group for one, group in zip(examples, groups, strict=True)]


def bounded(knowledge: NDArray[np.float64], *, limits: Sequence[float], independent: int | None = None) -> Bounded | None:
    """The loosest threshold, one half or more, that is shown to be passed by no more than a limit of what is given; None where none is.

    The share counts as one of so many independent trials, where there are fewer of them than numbers.

    Thresholds are tried from the strictest on, until the upper end of the exact 95 % interval is above the limit: so none of those before
    it had to be paid for. The first limit for which there is one counts.

    Source: Angelopoulos et al. (2021), Learn then test: calibrating predictive algorithms to achieve risk control, section 5.1.
    """
    n = len(knowledge)
    trials = n if independent is None else independent
    for limit in limits if n else ():
        best: Bounded | None = None
        for share in _SHARES.tolist():
            errors = int((knowledge >= share).sum())
            upper = exact_interval(math.ceil(errors * trials / n), trials).high
            if upper > limit:
                break
            best = Bounded(threshold=share, errors=errors, upper=upper)
        if best is not None:
            return best
    return None


def least_groups(limit: float) -> int:
    """The fewest groups of which not a single one may pass for the upper end of the exact 95 % interval to keep to a limit."""
    groups = math.ceil(math.log(0.025) / math.log1p(-limit))
    return groups if exact_interval(0, groups).high <= limit else groups + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """The examples with the scores of models that had not seen them."""

    examples: Sequence[RouteExample]
    told: Table
    """The scores, then the number of unknown words."""
    languages: Sequence[str]
    counts: Sequence[int]
    """Words of each."""
    groups: Sequence[str]
    """Of like examples."""
    settings: RouterSettings

    @property
    def there(self) -> list[int]:
        """Where the examples are that could be held out."""
        return np.flatnonzero(~np.isnan(self.told).any(axis=1)).tolist()

    def of(self, kind: RouteKind) -> list[int]:
        """Where those of a kind are."""
        return [place for place in self.there if self.examples[place].kind == kind]

    @property
    def by_language(self) -> dict[str, list[int]]:
        """Where those of knowledge are, by language; those of no known language are left out."""
        found: dict[str, list[int]] = {}
        for place in self.of("knowledge"):
            if self.languages[place]:
                found.setdefault(self.languages[place], []).append(place)
        return dict(sorted(found.items()))


_NOTHING = RouteCheck(
    kinds=(),
    accuracy=None,
    right=0,
    examples=0,
    knowledge=0,
    misrouted=0,
    limit=0.0,
    refused=0,
    refused_limit=0.0,
    labels=0,
)


def _distinct(examples: Sequence[RouteExample]) -> list[int]:
    """Where each text and kind stands first."""
    first: dict[tuple[str, str], int] = {}
    for place, one in enumerate(examples):
        first.setdefault((key_of(one.text), one.kind), place)
    return list(first.values())


def _strangeness(held: _Held, labels: Sequence[str], *, seed: int) -> Strangeness | None:
    """How likely out of scope is, by the highest scores inside and outside, over the held-out examples.

    How many examples of a kind were gathered says nothing of how often it is asked.
    """
    foreign = np.array([kind_of(label) == "out_of_scope" for label in labels])
    places = held.there
    outside = np.array([held.examples[place].kind == "out_of_scope" for place in places], dtype=np.bool_)
    if not outside.any() or outside.all():
        return None
    scores, unmet = held.told[places][:, :-1], held.told[places][:, -1]
    table = np.stack([scores[:, ~foreign].max(axis=1), scores[:, foreign].max(axis=1), unmet], axis=1)
    return strangeness_of(table[~outside], table[outside], seed=seed)


def _refusing(router: Router, held: _Held) -> tuple[RouteBound, ...]:
    """From where on a question is refused, by language; none where that is not wanted."""
    if router.strangeness is None or router.variants["out_of_scope"] != ABSTAIN:
        return ()
    found: list[RouteBound] = []
    for language, places in held.by_language.items():
        groups = len({held.groups[place] for place in places})
        outside = np.array([router.strange(router.kinds(held.told[place])) for place in places])
        shown = bounded(outside, limits=(held.settings.max_refused,), independent=groups)
        found.append(_bound(language, places, groups, shown, least=least_groups(held.settings.max_refused)))
    return tuple(found)


def _misrouting(router: Router, held: _Held) -> tuple[RouteBound, ...]:
    """From where on a question leaves knowledge's variant, by language; none where there is no other variant."""
    if not _others(router.variants):
        return ()

    def share(place: int) -> float:
        told = held.told[place]
        return router.elsewhere(router.kinds(told))[1] if router.familiar(told, count=held.counts[place]) else 0.0

    limit = held.settings.max_misrouting
    found: list[RouteBound] = []
    for language, places in held.by_language.items():
        highest: dict[str, float] = {}  # a group counts as soon as one of its examples passes
        for place in places:
            group = held.groups[place]
            highest[group] = max(share(place), highest.get(group, 0.0))
        enough = len(highest) >= LEAST_KNOWLEDGE
        shown = bounded(np.array(list(highest.values())), limits=(limit * _ROOM, limit)) if enough else None
        least = max(LEAST_KNOWLEDGE, least_groups(limit))
        found.append(_bound(language, places, len(highest), shown, least=least))
    return tuple(found)


def _bound(language: str, places: Sequence[int], groups: int, shown: Bounded | None, *, least: int) -> RouteBound:
    bound = RouteBound(language=language, examples=len(places), groups=groups, missing=max(least - groups, 0))
    return bound if shown is None else replace(bound, errors=shown.errors, upper=shown.upper, threshold=shown.threshold)


def _thresholds(bounds: Sequence[RouteBound]) -> dict[str, float]:
    return {one.language: one.threshold for one in bounds if one.threshold is not None}


def _others(variants: Mapping[RouteKind, str]) -> list[str]:
    return sorted({name for name in variants.values() if name not in (variants["knowledge"], ABSTAIN)})


def _checked(
    router: Router, held: _Held, *, refusing: tuple[RouteBound, ...], misrouting: tuple[RouteBound, ...], embedder: str
) -> RouteCheck:
    routes = {place: router.told(held.told[place], language=held.languages[place], count=held.counts[place]) for place in held.there}
    right = {place: float(route.kind == held.examples[place].kind) for place, route in routes.items()}
    groups = [held.groups[place] for place in right]
    knowledge = held.of("knowledge")
    return RouteCheck(
        kinds=tuple(_routed(kind, [routes[place] for place in held.of(kind)], router) for kind in KINDS if held.of(kind)),
        accuracy=mean_interval(list(right.values()), clusters=groups) if routes else None,
        right=int(sum(right.values())),
        examples=len(routes),
        knowledge=len(knowledge),
        misrouted=sum(routes[place].why == "sure" for place in knowledge),
        limit=held.settings.max_misrouting,
        refused=sum(routes[place].why == "strange" for place in knowledge),
        refused_limit=held.settings.max_refused,
        labels=len(router.model.labels),
        misrouting=misrouting,
        refusing=refusing,
        embedder=embedder,
        notes=tuple(_notes(router, held, refusing=refusing, misrouting=misrouting)),
    )


def _routed(kind: RouteKind, routes: Sequence[Route], router: Router) -> RoutedKind:
    own, wanted = router.variants["knowledge"], router.variants[kind]
    return RoutedKind(
        kind=kind,
        variant=wanted,
        examples=len(routes),
        told=sum(route.kind == kind for route in routes),
        reached=sum((route.variant or ABSTAIN) == wanted for route in routes),
        retrieved=sum(route.variant == own for route in routes),
        refused=sum(route.variant is None for route in routes),
    )


def _to_leave(held: _Held) -> str:
    """How many groups are missing before anything could leave knowledge's variant; "" where none is."""
    least = max(LEAST_KNOWLEDGE, least_groups(held.settings.max_misrouting))
    there = {language: len({held.groups[place] for place in places}) for language, places in held.by_language.items()}
    few = [f"{count} in '{language}'" for language, count in there.items() if count < least]
    return (
        f"Before anything leaves it, {least} groups of like questions of knowledge are needed, and there are {', '.join(few)}."
        if few
        else ""
    )


def _notes(router: Router, held: _Held, *, refusing: Sequence[RouteBound], misrouting: Sequence[RouteBound]) -> list[str]:
    own, limit = router.variants["knowledge"], held.settings.max_misrouting
    notes: list[str] = []
    if not _others(router.variants):
        notes.append(f"Every kind that is answered goes to '{own}': name other variants below [router]. {_to_leave(held)}".rstrip())
    elif not misrouting:
        notes.append(f"No example of knowledge could be held out: everything goes to '{own}'. Add examples of it.")
    for one in misrouting:
        if one.missing:
            notes.append(
                f"{one.groups + one.missing} groups of like questions of knowledge are needed in '{one.language}' to show that at most "
                f"{limit:.1%} are misrouted, and there are {one.groups} ({one.examples} examples): everything in it goes to '{own}'. "
                f"Add questions about {one.missing} other matters."
            )
        elif one.threshold is None:
            notes.append(
                f"No threshold keeps misrouting below {limit:.1%} in '{one.language}': everything in it goes to '{own}'. "
                "Add examples, or 'intent' to them."
            )
    if router.variants["out_of_scope"] != ABSTAIN:
        return notes
    if router.strangeness is None:
        notes.append("No example is out of scope: nothing is refused.")
    most = f"{held.settings.max_refused:.1%}"
    notes += [
        f"No threshold is shown to refuse at most {most} of knowledge in '{one.language}': nothing in it is refused."
        + (f" That takes {one.groups + one.missing} groups of like questions, and there are {one.groups}." if one.missing else "")
        for one in refusing
        if one.threshold is None
    ]
    return notes
