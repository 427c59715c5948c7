"""Answers you can check: a folder of documents becomes quoted, verified answers.

import untuned

with untuned.open("my-project") as project:
    project.sync()
    answer = project.ask_sync("How long is the warranty?")
    print(answer.state, [(claim.text, claim.citations[0].source) for claim in answer.claims])
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import UntunedError
from untuned.types.principal import OWNER, Principal, member

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from untuned.project import Project
    from untuned.rag.verify.support.support import SupportScorer
    from untuned.types.answers import Verdict
    from untuned.types.checks import CheckedAnswer, GivenQuote, SourceText
    from untuned.types.documents import Markup
    from untuned.types.measures import Comparison

__version__ = "0.5.0"
__all__ = [
    "OWNER",
    "Principal",
    "Project",
    "UntunedError",
    "__version__",
    "check_answer",
    "compare_scores",
    "detectable_effect",
    "member",
    "open",
    "verify_quote",
]


def open(folder: Path | str | None = None, *, principal: Principal = OWNER) -> Project:  # noqa: A001 - read as untuned.open
    """The project of a folder with untuned.toml (by default the current one, or the nearest above it).

    Raises:
        NoProject: There is no untuned.toml; `Project.init(folder)` writes one.
        ConfigError: The file says something that cannot be.
    """
    from untuned.project import Project  # noqa: PLC0415 - heavy parts are loaded when they are used

    return Project.open(folder, principal=principal)


def verify_quote(quote: str, text: str, *, markup: Markup = "plain") -> Verdict:
    """Whether `text` says just what `quote` says, and where; no project is needed.

    The verdict has `.accepted`, its kind, the spans of the quote in `text`, and the artefacts that were looked through. `markup`
    says which marks of the text a quote may leave out: none, or those of "markdown".

    Raises:
        ValueError: `markup` is neither "plain" nor "markdown".
        TypeError: The quote or the text is no string.
    """
    from untuned.rag.verify.quotes import alone  # noqa: PLC0415 - the same

    return alone.verify_quote(quote, text, markup=markup)


def check_answer(
    answer: str,
    sources: Sequence[str | SourceText] | Mapping[str, str],
    *,
    question: str | None = None,
    quotes: Sequence[GivenQuote] = (),
    scorer: SupportScorer | None = None,
) -> CheckedAnswer:
    """The claims of an answer with bands and flags, its quotes with verdicts, and `.ok`; no project is needed.

    `sources` are the texts that the answer was made from, in their order (`[1]` is the first) or by name. `.ok` has one rule: no
    claim is red, and every quote is accepted. `.problems` says in sentences what keeps an answer from it. `quotes` came beside
    the answer; `scorer` is a local model (`untuned.models.support`), which changes probabilities and nothing else.

    Raises:
        TypeError: `sources` is one string, or an argument is of another type; the message says what to give.
    """
    from untuned.rag import check  # noqa: PLC0415 - the same

    return check.check_answer(answer, sources, question=question, quotes=quotes, scorer=scorer)


def compare_scores(
    a: Iterable[float | None],
    b: Iterable[float | None],
    *,
    clusters: Iterable[Hashable] | None = None,
    minimum_effect: float = 0.03,
    seed: int = 0,
) -> Comparison:
    """Which of two systems is better on the same questions, for people who keep their own harness; no project is needed.

    `.verdict` is "better", "worse", "equivalent" or "not enough evidence", said of B. Beside it: `.difference` (mean of B less mean of
    A), `.interval` and `.p` of one procedure, `.method`, `.coverage`, `.more_questions`, and `.why` in words.

    Args:
        a: The score of each question under A: booleans or numbers, more is better; None where the scorer failed. Lists, arrays of
            numpy and series of pandas are read in the order in which they come, whatever their index.
        b: The same questions in the same order, under B.
        clusters: For each question the document or template it comes from, where questions come from the same ones; None or NaN for
            a question that stands alone.
        minimum_effect: The smallest difference that matters to you, in the scores' own unit.
        seed: Of what is drawn by chance: the same seed gives the same answer.

    Raises:
        ValueError: The lists differ in length, a score is no finite number, or the minimum effect is not above 0.
        TypeError: Scores or clusters are a mapping or a set, which two lists cannot be paired by.
        MissingExtra: The packages of measuring are not installed: `pip install 'untuned[measure]'`.
    """
    _check_measure()
    from untuned.evaluation.stats import compare  # noqa: PLC0415 - the same

    return compare.compare_scores(a, b, clusters=clusters, minimum_effect=minimum_effect, seed=seed)


def detectable_effect(n: int, churn: float = 0.05) -> float:
    """The smallest difference, in [0, 1], of a yes/no score that n questions show four times in five (two-sided .05, mid-p McNemar).

    `churn` is the share of questions that get worse anyway. Raises `ValueError`, `MissingExtra`.
    """
    _check_measure()
    from untuned.evaluation.stats import power  # noqa: PLC0415 - the same

    return power.detectable_effect(n, churn=churn)


def _check_measure() -> None:
    from importlib.util import find_spec  # noqa: PLC0415 - for measuring alone

    if find_spec("scipy") is None:
        from untuned.errors import MissingExtra  # noqa: PLC0415 - the same

        raise MissingExtra("scipy, which statistics need,", extra="measure")


def __getattr__(name: str) -> object:
    if name == "Project":
        from untuned.project import Project  # noqa: PLC0415 - the same

        return Project
    raise AttributeError(f"module 'untuned' has no attribute '{name}'")
