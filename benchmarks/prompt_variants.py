"""Whether comparing finds what was planted in a simulated model, as often as was predicted, and nothing else.

    python benchmarks/prompt_variants.py [--seeds 200] [--quick]

The model is a rule behind a real HTTP server (tests/servers/prompt_server.py): its answers depend on what it receives, and its chance on a
seed. Everything here is simulated and says nothing of any real model; what is measured is the measuring. For each seed a whole measurement
runs as a user's would: `Project.measure` asks every variant through `assistant.respond`, the chat model and HTTP, records, scores, compares
and reports. Planted is:

- facts: the model knows a share of them, and is right more often where a passage of the context says them (`naive`, `default`);
- form: it keeps to the asked form more often from three examples on (`few_shot` shows four);
- style: a prompt of the project's own makes it begin with a stock phrase more often (`friendly`); such a text is no bare label either;
- nothing: another temperature (`cooler`), reasoning first (`chain_of_thought`).

The power is predicted before from the planted chances, by `mcnemar_power` at the level that Holm leaves to the smallest p of a family, and,
where a family has two effects, also at the next level; the share of seeds in which an effect is found must lie within three Monte-Carlo
standard errors of that. In each family of contrasts without an effect (one metric, Holm over its variants) anything found is false, and may
be found in 5 % of seeds and three standard errors. `--quick` takes eight seeds and leaves no record.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from scipy.special import nctdtr, stdtrit
from scipy.stats import multinomial

from _measure import ROOT, Row, record, show
from untuned.evaluation.measure import reported
from untuned.evaluation.report.build import SIMULATED
from untuned.evaluation.stats.paired_binary import compare_counts
from untuned.evaluation.stats.power import mcnemar_power
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.answers import Answer
from untuned.types.measures import Evidence, Question
from untuned.types.reports import Contrast, Report

sys.path.insert(0, str(ROOT / "tests"))
from servers.prompt_server import STOCK, Fact, Manner, PromptProcess, class_of, fact_of

SEED = 20261120
DAYS, CLASSES = 18, 36
"""Questions for a number, and questions for a label."""
LIMIT = 36
"""Questions of the measurement in verified claims."""
MANNER = Manner(
    knows=0.8,
    recalls=0.8,
    reads=0.9,
    declines=0.0,
    format_shots=3,
    format_without=0.6,
    format_with=0.95,
    style=(("", 0.15), ("Be warm", 0.45)),
    shared=0.6,
)
FIRST = "zero_shot"
PROMPTS = (FIRST, "few_shot", "chain_of_thought", "friendly", "cooler", "naive")
CLAIMS = (FIRST, "default")
METRICS = ("correct", "label_validity", "greets", "stock_phrases")
ALPHA = 0.05
WITHIN = 3.0
"""Monte-Carlo standard errors."""


class Greets:
    """A scorer of the project's own: whether an answer begins with the planted phrase."""

    version = "1"
    definition = "Whether the answer begins with a stock phrase."
    higher_is_better = False

    def score(self, question: str, answer: Answer) -> float | None:  # noqa: ARG002 - as scorers are called
        """1 or 0; None for an abstention."""
        return float(answer.text.startswith(STOCK[:14])) if answer.claims else None


GREETS = Greets()


# -- what is planted -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Planted:
    """An effect: B gains on a share of the questions and loses on another, by the model's own chances."""

    measurement: str
    metric: str
    b: str
    n: int
    gain: float
    loss: float
    effects: int = 1
    """Effects in its family."""
    family: int = len(PROMPTS) - 1

    @property
    def verdict(self) -> str:
        """As the report words it."""
        more = self.gain > self.loss
        return "better" if more != (self.metric == "greets") else "worse"

    @property
    def predicted(self) -> tuple[float, float]:
        """Its power at the level of the smallest p, and at that after every other effect of the family was found."""
        gain, loss = (self.gain, self.loss) if self.gain > self.loss else (self.loss, self.gain)
        first, last = (mcnemar_power(self.n, gain=gain, loss=loss, alpha=ALPHA / (self.family - found)) for found in (0, self.effects - 1))
        return first, last

    @property
    def by_tables(self) -> float:
        """The same, summed over every table that the report's own procedure may meet: below ten differing answers it is the exact test."""
        gain, loss = max(self.gain, self.loss), min(self.gain, self.loss)
        tables = [(more, fewer) for more in range(self.n + 1) for fewer in range(min(more, self.n - more + 1))]
        likely = multinomial.pmf([(more, fewer, self.n - more - fewer) for more, fewer in tables], self.n, [gain, loss, 1 - gain - loss])
        return math.fsum(
            float(share)
            for (more, fewer), share in zip(tables, likely, strict=True)
            if share > 1e-9 and compare_counts(more, fewer, self.n, alpha=ALPHA / self.family).interval.low > 0
        )


def both(first: float, second: float) -> float:
    """How often two requests about one question both turn out so, each with its own chance.

    Both go by the question's own number with probability shared squared; else they are independent.
    """
    tied = MANNER.shared**2
    return tied * min(first, second) + (1 - tied) * first * second


def planted() -> list[Planted]:
    """Every effect of yes/no scores, with its gain and loss by the planted chances."""
    n = DAYS + CLASSES
    known, right, read = MANNER.knows, MANNER.recalls, MANNER.reads
    facts = {"gain": read - known * both(right, read), "loss": known * right - known * both(right, read)}
    plain, warm = (rate for _, rate in MANNER.style)
    before, after = MANNER.format_without, MANNER.format_with
    form = both(before, after) * both(1 - plain, 1 - plain)
    dress = both(before, before) * both(1 - plain, 1 - warm)
    valid = before * (1 - plain)
    return [
        Planted(measurement="prompts", metric="correct", b="naive", n=n, **facts),
        Planted(
            measurement="prompts", metric="label_validity", b="few_shot", n=CLASSES,
            gain=after * (1 - plain) - form, loss=valid - form, effects=2,
        ),
        Planted(
            measurement="prompts", metric="label_validity", b="friendly", n=CLASSES,
            gain=before * (1 - warm) - dress, loss=valid - dress, effects=2,
        ),
        Planted(measurement="prompts", metric="greets", b="friendly", n=n, gain=warm - both(plain, warm), loss=plain - both(plain, warm)),
        Planted(measurement="claims", metric="correct", b="default", n=LIMIT, family=1, **facts),
    ]  # fmt: skip


def style_power() -> float:
    """Of stock phrases in a hundred words, by a t test of the differences at the level of the smallest p."""
    plain, warm = (rate for _, rate in MANNER.style)
    kept = MANNER.format_without
    sizes = {
        (form, kind): 100 / len(f"{STOCK} {text}".split())
        for kind, answer in (("Answer", "84 days"), ("Class", "amber"))
        for form, text in (
            (True, f"{kind}: {answer}"),
            (False, f"Well, as far as I can tell, that would be something like {answer}, give or take."),
        )
    }
    form_joint = {(True, True): both(kept, kept), (False, False): 1 - 2 * kept + both(kept, kept)}
    form_joint |= dict.fromkeys([(True, False), (False, True)], kept - both(kept, kept))
    shown = both(plain, warm)
    style_joint = {(1, 1): shown, (1, 0): plain - shown, (0, 1): warm - shown, (0, 0): 1 - plain - warm + shown}
    n = DAYS + CLASSES
    terms = [
        (part / n * form_share * style_share, second * sizes[form_b, kind] - first * sizes[form_a, kind])
        for kind, part in (("Answer", DAYS), ("Class", CLASSES))
        for (form_a, form_b), form_share in form_joint.items()
        for (first, second), style_share in style_joint.items()
    ]
    mean = math.fsum(share * value for share, value in terms)
    deviation = math.sqrt(math.fsum(share * (value - mean) ** 2 for share, value in terms))
    critical = float(stdtrit(n - 1, 1 - ALPHA / (len(PROMPTS) - 1) / 2))
    return 1 - float(nctdtr(n - 1, mean / deviation * math.sqrt(n), critical))


EFFECT_FREE: Mapping[str, tuple[str, ...]] = {
    # What is known of a question is the same for all that read nothing; whatever its form or style, a text says the same.
    "correct": ("few_shot", "chain_of_thought", "friendly", "cooler"),
    "label_validity": ("chain_of_thought", "cooler", "naive"),
    "greets": ("few_shot", "chain_of_thought", "cooler", "naive"),
    # The form changes how long a text is, and with it what a phrase weighs in a hundred words.
    "stock_phrases": ("chain_of_thought", "cooler", "naive"),
}


# -- the project -----------------------------------------------------------------------------------------


def build(root: Path, url: str) -> None:
    """A project over the facts of so many plans, one to a file, with a question for each."""
    (root / "docs").mkdir(parents=True)
    asked = [(f"plan-{nth:03}", fact_of(nth) if nth < DAYS else class_of(nth), nth >= DAYS) for nth in range(DAYS + CLASSES)]
    for name, fact, _ in asked:
        code = next(word for word in fact.question.split() if "-" in word)
        (root / "docs" / f"{name}.md").write_text(f"# {code}\n\n{fact.sentence}\n", encoding="utf-8")
    prompts = ROOT / "src" / "untuned" / "models" / "chat" / "prompts"
    told = (prompts / "closed_book.v1.md").read_text(encoding="utf-8")
    (root / "warm").mkdir()
    (root / "warm" / "closed_book.v2.md").write_text(told + "Be warm and personal.\n", encoding="utf-8")
    (root / "untuned.toml").write_text(
        f"""\
[sources]
paths = ["docs"]

[model]
name = "openai:simulated"
base_url = "{url}"

[extensions]
scorers = {{ greets = "prompt_variants:GREETS" }}

[variants.friendly]
extends = "{FIRST}"
model.prompts = "warm"

[variants.cooler]
extends = "{FIRST}"
model.temperature = 0.3
""",
        encoding="utf-8",
    )
    with Project.open(root) as project:
        project.sync()
        # One question that no seed is asked, so that every index is there.
        project.questions.add([Question(id="first", text=fact_of(0).question, answers=("none",))], now=datetime.now(UTC))
        project.measure(Order(variants=("naive", "default"), simulated=True))
        project.questions.remove(["first"])
        questions = [_question(project, name, fact, label=label) for name, fact, label in asked]
        project.questions.add(questions, now=datetime.now(UTC))


def _question(project: Project, name: str, fact: Fact, *, label: bool) -> Question:
    path = f"docs/{name}.md"
    version, text = project.version(path)
    start = text.index(fact.sentence)
    place = Evidence(path=path, version=version.id, start=start, end=start + len(fact.sentence), quote=fact.sentence)
    return Question(id=name, text=fact.question, answers=(fact.answer,), evidence=(place,), label=fact.answer if label else "")


# -- one seed --------------------------------------------------------------------------------------------


def compared(root: Path) -> tuple[Report, Report]:
    """The reports of one seed: of all prompts by every metric, and of the default in verified claims."""
    with Project.open(root) as project:
        outcome = project.measure(Order(variants=PROMPTS, simulated=True))
        assert outcome.ended.not_asked == sum(outcome.ended.progress.errors.values()) == 0
        usual = project.report_plan("correct")
        # Each metric as the one that verdicts are decided by: beside another one it is exploratory, and shares its level with the rest.
        id, bench = outcome.measurement.id, project.bench()
        by_metric = [
            reported(id, bench=bench, asked=replace(usual, headline=metric, compared=()))
            for metric in dict.fromkeys((*usual.compared, *METRICS))
        ]
        prompts = replace(by_metric[0], contrasts=tuple(one for report in by_metric for one in report.contrasts))
        claims = project.measure(Order(variants=CLAIMS, limit=LIMIT, simulated=True)).report
    for report in (prompts, claims):
        assert report.simulated
        assert SIMULATED in report.notes
    return prompts, claims


@dataclass(kw_only=True)
class Found:
    """What was found, over the seeds."""

    seeds: int = 0
    effects: Counter[tuple[str, str, str]]
    """By measurement, metric and variant: the verdict was the planted one."""
    false: Counter[str]
    """By metric: something was found where nothing is planted."""
    untouched: Counter[str]
    """By variant in which nothing is planted at all: something was found by any metric."""
    style: int = 0

    def add(self, prompts: Report, claims: Report, effects: Sequence[Planted]) -> None:
        """Count one seed."""
        self.seeds += 1
        verdicts = {("prompts", one.metric, one.b): one for one in prompts.contrasts}
        verdicts |= {("claims", one.metric, one.b): one for one in claims.contrasts}
        for one in effects:
            key = (one.measurement, one.metric, one.b)
            self.effects[key] += verdicts[key].comparison.verdict == one.verdict
        self.style += verdicts["prompts", "stock_phrases", "friendly"].comparison.verdict == "worse"
        for metric, variants in EFFECT_FREE.items():
            self.false[metric] += any(_shown(verdicts["prompts", metric, variant]) for variant in variants)
        for variant in ("chain_of_thought", "cooler"):
            self.untouched[variant] += any(_shown(one) for one in prompts.contrasts if one.b == variant)


def _shown(contrast: Contrast) -> bool:
    return contrast.comparison.verdict in ("better", "worse")


# -- the whole -------------------------------------------------------------------------------------------


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    options = argparse.ArgumentParser(description="Whether comparing finds what was planted, and nothing else.")
    options.add_argument("--seeds", type=int, default=200)
    options.add_argument("--quick", action="store_true")
    given = options.parse_args()
    quick, seeds = given.quick, 8 if given.quick else given.seeds
    effects = planted()
    found = Found(effects=Counter(), false=Counter(), untouched=Counter())
    began = time.process_time()
    with PromptProcess(MANNER) as server, tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "built"
        build(built, server.url)
        for nth in range(seeds):
            server.change(seed=SEED + nth)
            root = Path(scratch) / f"seed-{nth}"
            shutil.copytree(built, root)
            found.add(*compared(root), effects)
            shutil.rmtree(root)
    cpu = time.process_time() - began
    rows, criteria = rows_of(found, effects), criteria_of(found, effects)
    rows.append({"what": "CPU seconds of the measuring process", "measured": round(cpu, 1)})
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = [{name: row.get(name, "") for name in names} for row in rows]
    if quick:
        show(table)
        print()
        show(criteria)
    else:
        record("prompt_variants", table, criteria=criteria)
    return 0 if all(row["met"] for row in criteria) else 1


def rows_of(found: Found, effects: Sequence[Planted]) -> list[Row]:
    """The table: the effects first, then what was found where there is none."""
    seeds = found.seeds
    rows: list[Row] = []
    for one in effects:
        first, last = one.predicted
        seen = found.effects[one.measurement, one.metric, one.b] / seeds
        rows.append(
            {
                "what": f"planted: {one.metric} of {one.b}, {one.verdict}",
                "n": one.n,
                "gain": round(one.gain, 3),
                "loss": round(one.loss, 3),
                "predicted": round(first, 3),
                "at_most": round(last, 3),
                "by_tables": round(one.by_tables, 3),
                "measured": round(seen, 3),
                "error": round(error(first, seeds), 3),
            }
        )
    power = style_power()
    said = {
        "predicted": round(power, 3),
        "at_most": round(power, 3),
        "measured": found.style / seeds,
        "error": round(error(power, seeds), 3),
    }
    rows.append({"what": "planted: stock_phrases of friendly, worse (a number, by t; not judged)", "n": DAYS + CLASSES, **said})
    for metric, variants in EFFECT_FREE.items():
        rows.append({"what": f"none: {metric} of {', '.join(variants)}", "at_most": ALPHA, "measured": found.false[metric] / seeds})
    for variant, count in found.untouched.items():
        rows.append({"what": f"none: {variant} by any of the metrics, each a family of its own", "measured": count / seeds})
    return rows


def criteria_of(found: Found, effects: Sequence[Planted]) -> list[Row]:
    """Every effect at its power, nothing else, all of it called simulated."""
    seeds = found.seeds
    criteria: list[Row] = []
    for one in effects:
        first, last = one.predicted
        low, high = first - WITHIN * error(first, seeds), last + WITHIN * error(last, seeds)
        seen = found.effects[one.measurement, one.metric, one.b] / seeds
        criteria.append(
            {
                "what": f"{one.metric} of {one.b} is found {one.verdict}",
                "wanted": f"{max(low, 0):.3f} to {min(high, 1):.3f}",
                "measured": f"{seen:.3f}",
                "met": low <= seen <= high,
            }
        )
    most = ALPHA + WITHIN * error(ALPHA, seeds)
    for metric in EFFECT_FREE:
        share = found.false[metric] / seeds
        criteria.append(
            {
                "what": f"{metric}: found where nothing is planted",
                "wanted": f"at most {most:.3f}",
                "measured": f"{share:.3f}",
                "met": share <= most,
            }
        )
    criteria.append(
        {"what": "reports that say that the model is simulated", "wanted": "all", "measured": f"{2 * seeds} of {2 * seeds}", "met": True}
    )
    return criteria


def error(share: float, seeds: int) -> float:
    """The standard error of a share over so many seeds."""
    return math.sqrt(share * (1 - share) / seeds)


if __name__ == "__main__":
    sys.exit(main())
