"""The command that tells which variant would answer a question, and how well that is told: `route`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, Missing, command
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.types.routes import Route, RouteBound, RouteCheck

_WHY = {
    "knowledge": "it is looked up",
    "same": "its kind has the same variant as what is looked up",
    "unsure": "no other variant is sure enough, and what is not sure is looked up",
    "unproven": "too few examples show that another variant would be safe, and what is not shown is looked up",
    "sure": "its kind is sure enough",
    "strange": "it is like nothing that is known",
    "follow_up": "it leans on what was said before",
}


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "route")(route)


def route(
    call: Call,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="What somebody may ask; it is not asked.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Show what was measured on the examples instead.")] = False,
    train: Annotated[bool, typer.Option("--train", help="The same, of a router that is learnt anew.")] = False,
) -> None:
    """Tell which variant would answer a question, with the probability of each kind; or how well the router does.

    It learns from the examples of [router] when it is first needed, and again when they change. Nothing is asked.
    """
    if (question is None) == (not (check or train)):
        raise Missing("give one, or --check, or --train", param_hint="QUESTION")
    with call.open() as project:
        if question is not None:
            told = project.route(question)
            call.show(told, route_lines(told))
        else:
            found = project.train_router() if train else project.route_check()
            call.show(found, check_lines(found))


def route_lines(route: Route) -> Iterator[Line]:
    """The decision, then every kind with its probability."""
    if route.outside is not None:
        yield (
            Part(f"perhaps out of scope, {route.outside:.1%}", "strong"),
            Part(f": answered by '{route.variant}', since {route.unrefused}"),
        )
        yield line(f"  if it is in scope, it is likeliest {_named(route.kind)}", "faint")
    else:
        answered = "not answered" if route.variant is None else f"answered by '{route.variant}'"
        yield (Part(f"{_named(route.kind)}, {route.probability:.1%}", "strong"), Part(f": {answered}, since {_WHY[route.why]}"))
    if route.outside is None and route.threshold is not None and route.why in ("unsure", "sure", "strange"):
        yield line(f"  the least probability for that is {route.threshold:.2%}", "faint")
    width = max(len(kind) for kind, _ in route.kinds)
    for kind, share in route.kinds:
        yield line(f"  {_named(kind):<{width}}  {share:>7.2%}")


def check_lines(check: RouteCheck) -> Iterator[Line]:
    """What was measured: by kind, then the two bounds."""
    by = f", and their meaning by {check.embedder}" if check.embedder else ""
    yield line(f"{check.examples:,} examples, each told by a router that had not seen it; by their words{by}", "faint")
    yield line(f"{'kind':<13}{'examples':>9}{'told':>8}{'reached':>9}{'looked up':>11}{'refused':>9}  variant", "strong")
    for one in check.kinds:
        shares = (one.told, one.reached, one.retrieved, one.refused)
        told, reached, retrieved, refused = (f"{share / max(one.examples, 1):.1%}" for share in shares)
        yield line(f"{_named(one.kind):<13}{one.examples:>9,}{told:>8}{reached:>9}{retrieved:>11}{refused:>9}  {one.variant}")
    yield EMPTY
    if check.accuracy is not None:
        interval = f"95 % interval {check.accuracy.low:.1%} to {check.accuracy.high:.1%}"
        yield line(f"Kind told right: {check.right / check.examples:.1%} ({interval})")
    for one in check.misrouting:
        yield from bound_lines("sent elsewhere", one, f"in {one.errors:,} of {one.groups:,} groups of like questions", check.limit)
    for one in check.refusing:
        seen = f"{one.errors:,} of {one.examples:,} in {one.groups:,} groups of like questions"
        yield from bound_lines("refused", one, seen, check.refused_limit)
    if check.coverage is not None:
        yield line(f"Coverage: {check.coverage:.1%} of what is for other variants reaches them; the rest is looked up")
    for note in check.notes:
        yield line(note, "warning")


def bound_lines(what: str, bound: RouteBound, seen: str, limit: float) -> Iterator[Line]:
    """How often knowledge in a language passes its threshold; nothing without one."""
    if bound.threshold is not None:
        yield line(
            f"Knowledge {what} ({bound.language}): {seen}, at most {bound.upper:.2%} of questions like the examples (limit {limit:.1%}); "
            f"what is {what} has a probability of {bound.threshold:.2%} or more"
        )


def _named(kind: str) -> str:
    return kind.replace("_", " ")
