"""Which rungs are passed over, and how many comparisons the others share alpha with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.decide import reached
from untuned.evaluation.ladder.plateau import plateau
from untuned.evaluation.ladder.rungs import ON_TOP
from untuned.evaluation.ladder.tried import Terms, Tried, Tries
from untuned.evaluation.report.pairs import is_share
from untuned.types.ladder import Rung


def passed_over(ascent: Ascent, rest: Sequence[Rung], *, tries: Tries, terms: Terms) -> str:
    """Why the first of the rungs that are left is not tried; "" where it is."""
    rung, standing = rest[0], ascent.standing
    if standing is None:
        return "It is put on another variant, and none stands." if rung.on_standing else tries.problem(rung.variants[0])
    if reached(standing, terms):
        return f"The quality that is wanted is reached by {standing.name}."
    if rung.on_standing and not ascent.reads:
        return f"{standing.name}, which stands, reads no documents: it was tried there already."
    return _of_no_use(ascent, rung, standing, tries=tries) or _more_of_the_same(ascent, rest, terms=terms)


def _of_no_use(ascent: Ascent, rung: Rung, standing: Tried, *, tries: Tries) -> str:
    """Why none of a rung's variants could tell anything new; "" where one could."""
    names = _names(rung, standing.name)
    problems = [tries.problem(name) for name in names]
    if all(problems):
        return problems[0]
    if not usable(rung, standing.hash, standing.name, tries=tries):
        return f"It is the same as {standing.name}, which stands."
    seen = {hashed: name for name, hashed in ascent.compared}
    known = [seen.get(tries.hash_of(name)) for name, problem in zip(names, problems, strict=True) if not problem]
    return f"It is the same as {known[0]}, which was tried." if all(known) else ""


def usable(rung: Rung, standing: str, name: str, *, tries: Tries) -> list[str]:
    """The variants of a rung that can answer here and are not the one that stands; those put on top have their whole names."""
    return [one for one in _names(rung, name) if not tries.problem(one) and tries.hash_of(one) != standing]


def family_of(
    compared: Iterable[tuple[str, str]], rest: Sequence[Rung], *, base: str, tries: Tries, before: Collection[tuple[str, str]]
) -> int:
    """How many comparisons share alpha: those of this climb, those that are to come, and those of earlier climbs on these questions.

    A variant counts once, however often it was tried. What is put on top of the variant that stands counts once for each that it was put
    on, and once before it is known which that will be: so that the same climb again pays what it paid.
    """
    fixed: set[str] = set()
    on_top: dict[str, set[str]] = defaultdict(set)
    for name, hashed in (*before, *compared):
        change = "+" + name.rpartition("+")[2]
        (on_top[change] if change in ON_TOP else fixed).add(hashed)
    coming: dict[str, int] = {}
    for nth, rung in enumerate(rest):
        if not rung.on_standing:
            fixed.update(tries.hash_of(name) for name in rung.variants if not tries.problem(name))
        elif nth == 0:
            for change, name in zip(rung.variants, _names(rung, base), strict=True):
                if not tries.problem(name):
                    on_top[change].add(tries.hash_of(name))
        else:
            coming.update(dict.fromkeys(rung.variants, 1))
    return len(fixed) + sum(max(len(on_top.get(change, ())), coming.get(change, 0)) for change in {*on_top, *coming})


def foreseen_family(ladder: Sequence[Rung], *, tries: Tries, before: Collection[tuple[str, str]]) -> int:
    """How many comparisons would share alpha were every rung tried: those above the cheapest that can answer, and those of earlier climbs.

    What is measured beside the ladder (the evidence at hand, the same once more) decides nothing and takes none of it. At least 1.
    """
    first = next((nth for nth, rung in enumerate(ladder) if not rung.on_standing and not tries.problem(rung.variants[0])), len(ladder))
    return max(1, family_of((), ladder[first + 1 :], base="", tries=tries, before=before))


def _names(rung: Rung, standing: str) -> list[str]:
    return [f"{standing}{name}" if name.startswith("+") else name for name in rung.variants]


def _more_of_the_same(ascent: Ascent, rest: Sequence[Rung], *, terms: Terms) -> str:
    """Why it is not tried where a plateau is reached and nothing left is of a kind that was not tried since; "" elsewhere.

    What reads no documents and what reads some have each a plateau of their own.
    """
    rung = rest[0]
    attempts = [one for one in ascent.against_standing() if one.reads == rung.reads]
    left = {one.kind for one in rest if one.reads == rung.reads and not one.own}
    if rung.own or not left <= {one.kind for one in attempts}:
        return ""
    said = plateau(attempts, in_points=is_share(terms.metric))
    return f"A plateau is reached, and what is left is more of the same: {said.why}" if said.state == "reached" else ""
