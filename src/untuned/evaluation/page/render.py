"""A page's data become one HTML file: templates, plots and words put together; nothing in it is loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from untuned.evaluation.page.drawn import ClimbPlots, ReportPlots, climb_plots, report_plots, right_but
from untuned.evaluation.page.figures import (
    GroundLine,
    VerdictLine,
    cell_of,
    figure_rows,
    ground_of,
    headlines,
    short,
    step_figure,
    step_gain,
    tone_of,
    verdict_of,
)
from untuned.evaluation.page.lead import lead_of, standing_of
from untuned.evaluation.page.named import KINDS, LANGUAGES, REASONS
from untuned.evaluation.page.said import budget_of, methods_of, months_of, named, notes_of, spent_of
from untuned.evaluation.page.words import Words
from untuned.text.own_pages import marked
from untuned.types.advice import Reading
from untuned.types.ladder import Step
from untuned.types.pages import Page, PageLanguage, Slice, Yardstick
from untuned.types.reports import Contrast

_PARTS = ("page", "report", "figures", "verdict", "climb", "advice", "answers", "grid", "slices")


def render(page: Page, *, language: PageLanguage = "en") -> str:
    """The page as HTML: one file, with every text of documents and models escaped, in a light or a dark theme as its reader has it.

    Its policy lets only its own style and script run, so that nothing in a text can load or run anything either.
    A mark in its head tells it from all other pages: lying among the documents, it is none of them.
    """
    w = Words(language)
    style, script = _read("page.css"), _read("page.js")
    environment = Environment(
        loader=DictLoader({f"{name}.html": _read(f"{name}.html") for name in _PARTS}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context: dict[str, Any] = {
        "page": page,
        "w": w,
        "KINDS": KINDS,
        "style": Markup(style),  # noqa: S704 - the project's own files
        "script": Markup(script),  # noqa: S704 - the same
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "verdict": partial(_verdict, w=w, template=environment.get_template("verdict.html")),
        "line_of": partial(_line_of, w=w),
        "cell_of": partial(cell_of, w=w),
        "tone_of": partial(tone_of, by=page.yardstick),
        "short": partial(short, by=page.yardstick, w=w),
        "part_of": partial(_part_of, w=w),
        "figure_of": partial(step_figure, w=w),
        "gain_of": partial(step_gain, w=w),
        "reason_of": partial(_reason_of, w=w),
        "grounds_of": partial(_grounds_of, w=w),
        **_of_page(page, w),
    }
    return marked(environment.get_template("page.html").render(context))


def _of_page(page: Page, w: Words) -> dict[str, Any]:
    lead, of = lead_of(page, w), named(page, w)
    context: dict[str, Any] = {
        "lead": lead,
        "of": of,
        "title": f"{lead.title} · {' · '.join(of[:2])}",
        "notes": notes_of(page, w),
        "methods": methods_of(page, w),
        "contents": _contents(page, w),
        "grid_key": w(_key_of(page.yardstick), metric=page.headline),
    }
    if page.report is not None:
        drawn = report_plots(page.report, w, by=page.yardstick)
        context |= {"main": [one for one in page.report.contrasts if not one.exploratory]}
        context |= {"figures": figure_rows(page.report, w, defined=dict(page.definitions))}
        context |= {"contrasts": page.report.contrasts, "causes": drawn.kinds}
        context |= {"plots": _marked(drawn), "scored": len(headlines(page.report, page.yardstick))}
        context["right_but"] = right_but([(column.name, column.causes) for column in page.report.columns], w)
    if page.climb is not None:
        rungs = climb_plots(page.climb, w)
        context |= {"standing": standing_of(page.climb, w), "budget": budget_of(page.climb, w), "climb_causes": rungs.kinds}
        context["right_but"] = right_but([(page.climb.standing, page.climb.causes), (w("with evidence"), page.climb.oracle_causes)], w)
        context["spent"] = spent_of(page.climb, w)
        context |= {"rungs": _marked(rungs), "outcome_of": partial(_outcome_of, locked=bool(page.climb.confirms))}
    if page.advice is not None:
        context["months"] = months_of(page.advice.break_even, w)
    return context | {"moved": _moved(page)}


def _key_of(by: Yardstick) -> str:
    """The words that say what the signs of the list of questions stand for."""
    if not by.share:
        return "grid key more" if by.higher_is_better else "grid key less"
    return "grid key" if by.higher_is_better else "grid key none"


def _moved(page: Page) -> dict[str, Any] | None:
    """How many questions went which way from the first side to the last; None where that is not one step."""
    if len(page.sides) < 2 or (page.climb is None and len(page.sides) > 2):
        return None
    gained, lost = (sum(one.change * sign > 0 for one in page.grid) for sign in (1, -1))
    return {"first": page.sides[0], "last": page.sides[-1], "gained": gained, "lost": lost, "same": len(page.grid) - gained - lost}


def _contents(page: Page, w: Words) -> list[tuple[str, str]]:
    """(anchor, name) of each section that is there."""
    found: list[tuple[str, str]] = []
    if page.advice is not None:
        found.append(("readings", w("readings")))
        found += [("break-even", w("break even"))] if page.advice.break_even is not None else []
        found.append(("scenarios", w("scenarios")))
    if page.climb is not None:
        found.append(("ladder", w("climb")))
    if page.report is not None:
        found += [("verdicts", w("verdicts")), ("quality", w("quality")), ("causes", w("causes"))]
    found += [("slices", w("slices"))] if page.slices else []
    found += [("table", w("table"))] if page.report is not None else []
    found += [("answers", w("answers"))] if page.shown else []
    found += [("grid", w("grid"))] if page.grid else []
    return [*found, ("methods", w("methods short"))]


def _outcome_of(step: Step, *, locked: bool) -> str:
    """What a rung came to; on the locked questions a gain is confirmed or not."""
    return {"climbed": "confirmed", "stayed": "not confirmed"}.get(step.outcome, step.outcome) if locked else step.outcome


def _grounds_of(reading: Reading, *, w: Words) -> list[GroundLine]:
    """The evidence of an answer, line by line."""
    return [ground_of(ground, w) for ground in reading.grounds]


def _part_of(part: Slice, *, w: Words) -> str:
    """What a part of the questions is called."""
    return w.name(part.name, {"kind": KINDS, "language": LANGUAGES}.get(part.axis, {}))


def _reason_of(reason: str, *, w: Words) -> str:
    """Why nothing was answered; what an endpoint said stays as it is."""
    return w.name(reason, REASONS)


def _line_of(one: Contrast, *, w: Words) -> VerdictLine:
    return verdict_of(one.comparison, w)


def _verdict(one: Contrast, *, w: Words, template: Template) -> Markup:
    line = verdict_of(one.comparison, w)
    return Markup(template.render(one=one, w=w, tone=line.tone, told=line.told))  # noqa: S704 - escaped by the template


def _marked(plots: ReportPlots | ClimbPlots) -> dict[str, Markup]:
    """Plots are markup already: their texts were escaped where they were drawn."""
    names = (name for name in type(plots).__dataclass_fields__ if name != "kinds")
    return {name: Markup(getattr(plots, name)) for name in names}  # noqa: S704 - see above


def _read(name: str) -> str:
    return files(__package__ or "").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
