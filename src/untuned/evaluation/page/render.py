"""A page's data become one HTML file: templates, plots and words put together; nothing in it is loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from untuned.evaluation.page.drawn import ClimbPlots, ReportPlots, climb_plots, report_plots
from untuned.evaluation.page.figures import cell_of, figure_rows, short, tone_of, verdict_of
from untuned.evaluation.page.said import budget_of, heading_of, methods_of, months_of, notes_of, standing_of, subtitle_of, takes_of
from untuned.evaluation.page.words import Words
from untuned.types.pages import Page, PageLanguage
from untuned.types.reports import Contrast

_PARTS = ("page", "report", "verdict", "climb", "advice", "answers", "grid")


def render(page: Page, *, language: PageLanguage = "en") -> str:
    """The page as HTML: one file, with every text of documents and models escaped, in a light or a dark theme as its reader has it.

    Its policy lets only its own style and script run, so that nothing in a text can load or run anything either.
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
        "style": Markup(style),  # noqa: S704 - the project's own files
        "script": Markup(script),  # noqa: S704 - the same
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "verdict": partial(_verdict, w=w, template=environment.get_template("verdict.html")),
        "tone_and_words": partial(_tone_and_words, w=w),
        "cell_of": partial(cell_of, w=w),
        "tone_of": tone_of,
        "short": short,
        **_of_page(page, w),
    }
    return environment.get_template("page.html").render(context)


def _of_page(page: Page, w: Words) -> dict[str, Any]:
    heading = heading_of(page, w)
    context: dict[str, Any] = {
        "heading": heading,
        "title": f"{heading} · {page.project}" if page.project else heading,
        "subtitle": subtitle_of(page, w),
        "notes": notes_of(page, w),
        "methods": methods_of(page, w),
        "contents": _contents(page, w),
    }
    if page.report is not None:
        drawn = report_plots(page.report, w)
        context |= {"main": [one for one in page.report.contrasts if not one.exploratory]}
        context |= {"contrasts": page.report.contrasts, "figures": figure_rows(page.report, w), "causes": drawn.kinds}
        context["plots"] = _marked(drawn)
    if page.climb is not None:
        rungs = climb_plots(page.climb, w)
        context |= {"standing": standing_of(page.climb, w), "budget": budget_of(page.climb, w), "climb_causes": rungs.kinds}
        context["rungs"] = _marked(rungs)
    if page.advice is not None:
        context |= {"months": months_of(page.advice.break_even, w), "takes": takes_of(page.advice.step, w)}
    return context


def _contents(page: Page, w: Words) -> list[tuple[str, str]]:
    """(anchor, name) of each section that is there."""
    found: list[tuple[str, str]] = []
    if page.advice is not None:
        found += [("advice", w("advice")), ("readings", w("readings")), ("scenarios", w("scenarios"))]
    if page.climb is not None:
        found.append(("ladder", w("climb")))
    if page.report is not None:
        found += [("verdicts", w("verdicts")), ("quality", w("quality")), ("causes", w("causes"))]
        found += [("slices", w("slices"))] if page.slices else []
        found.append(("table", w("table")))
    found += [("answers", w("answers"))] if page.shown else []
    found += [("grid", w("grid"))] if page.grid else []
    return [*found, ("methods", w("methods"))]


def _tone_and_words(one: Contrast, *, w: Words) -> tuple[str, str]:
    return verdict_of(one.comparison, w)


def _verdict(one: Contrast, *, w: Words, template: Template) -> Markup:
    tone, told = verdict_of(one.comparison, w)
    return Markup(template.render(one=one, w=w, tone=tone, told=told))  # noqa: S704 - escaped by the template


def _marked(plots: ReportPlots | ClimbPlots) -> dict[str, Markup]:
    """Plots are markup already: their texts were escaped where they were drawn."""
    names = (name for name in type(plots).__dataclass_fields__ if name != "kinds")
    return {name: Markup(getattr(plots, name)) for name in names}  # noqa: S704 - see above


def _read(name: str) -> str:
    return files(__package__ or "").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
