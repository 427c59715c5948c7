"""Which questions a variant can answer: inputs of a task are for what does that task, and all others for what reads or knows something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from untuned.assistant.tasks.forms import Form, form_of
from untuned.assistant.tasks.material import task_of
from untuned.errors import BadTask, MissingExtra, Refused
from untuned.evaluation.metrics.reading.fields import reference_of
from untuned.evaluation.metrics.reading.labels import bare
from untuned.types.measures import Question
from untuned.types.methods import Variant
from untuned.types.tasks import TaskSettings

LeftOut = tuple[tuple[str, int], ...]
"""(the tasks that questions are inputs of, "" for those that ask what is known; how many) of what was not asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answerable:
    """The tasks of a project, as questions are told to be inputs of them."""

    tasks: Sequence[TaskSettings]
    root: Path
    labels: Mapping[str, frozenset[str]]
    """The tasks that have a label, by the label without marks and case."""
    _forms: dict[str, Form | None] = field(default_factory=dict[str, "Form | None"], repr=False)
    """Of schemas that were looked at; None for one that cannot be used here, which any JSON may fit."""

    def tasks_of(self, question: Question) -> frozenset[str]:
        """The tasks that a question is an input of.

        The one that its `route` names; else those that have its label, or whose schema its reference fits.
        """
        routed = frozenset(one.name for one in self.tasks if one.name == question.route.strip())
        if routed or not self.tasks:
            return routed
        found = set(self.labels.get(bare(question.label), ()) if question.label else ())
        if reference_of(question) is not None:
            found |= {one.name for one in self.tasks if one.schema and self._takes(one, question.answers[0])}
        return frozenset(found)

    def fits(self, variant: Variant, question: Question) -> bool:
        """Whether a variant, or one that it sends questions to, can answer a question."""
        return _any_fits(variant, question, self.tasks_of(question))

    def split(self, variants: Sequence[Variant], questions: Iterable[Question]) -> tuple[list[Question], LeftOut]:
        """The questions that all of the variants can answer, and how many others there are.

        Raises:
            Refused: One of the variants does a task and another answers questions: nothing can be asked of both.
        """
        _check_alike(variants)
        kept: list[Question] = []
        left: Counter[str] = Counter()
        for one in questions:
            tasks = self.tasks_of(one)
            if all(_any_fits(variant, one, tasks) for variant in variants):
                kept.append(one)
            else:
                left[", ".join(sorted(tasks))] += 1
        return kept, tuple(sorted(left.items()))

    def _takes(self, task: TaskSettings, reference: str) -> bool:
        if task.name not in self._forms:
            bare_task = replace(task, examples="", solved=())
            try:
                self._forms[task.name] = form_of(task_of(bare_task, root=self.root))
            except (BadTask, MissingExtra):  # whoever does the task is told
                self._forms[task.name] = None
        form = self._forms[task.name]
        return form is None or not form.read(reference).problem


def answerable_of(tasks: Sequence[TaskSettings], *, root: Path) -> Answerable:
    """The tasks of a project, whose files lie relative to its root; no file is read before a question asks for it."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for task in tasks:
        for label in task.labels:
            labels[bare(label)].add(task.name)
    return Answerable(tasks=tasks, root=root, labels={label: frozenset(names) for label, names in labels.items()})


def left_out_told(left: Sequence[tuple[str, int]]) -> str:
    """A sentence on the questions that were left out; "" where none was."""
    told = ", ".join(_kind_told(tasks, count) for tasks, count in left)
    return told and f"Left out, since what is measured here cannot answer them: {told}."


def _kind_told(tasks: str, count: int) -> str:
    some = "" if count == 1 else "s"
    if not tasks:
        return f"{count:,} question{some} on what documents or a model know"
    named = " and ".join(f"'{name}'" for name in tasks.split(", "))
    return f"{count:,} input{some} of task{'s' if ', ' in tasks else ''} {named}"


def _any_fits(variant: Variant, question: Question, tasks: frozenset[str]) -> bool:
    return any(_fits(each, question, tasks) for each in (variant, *variant.routed_to))


def _fits(variant: Variant, question: Question, tasks: frozenset[str]) -> bool:
    method = variant.method
    if method.task:
        return method.task in tasks
    return not tasks or method.format in tasks or _knowable(question, tasks)


def _knowable(question: Question, tasks: frozenset[str]) -> bool:
    """An input of a task that is a question beside: a passage answers it, or it has an answer in words."""
    if question.route.strip() in tasks:
        return False
    return bool(question.evidence) or (bool(question.answers) and reference_of(question) is None)


def _check_alike(variants: Sequence[Variant]) -> None:
    of: Mapping[bool, list[Variant]] = {
        kind: [one for one in variants if bool(one.method.task) is kind and not one.method.routed] for kind in (True, False)
    }
    if of[True] and of[False]:
        task, other = of[True][0], of[False][0]
        raise Refused(
            f"'{task.name}' does task '{task.method.task}' and '{other.name}' answers questions: no question can be put to both",
            remedy=f"measure each by itself ('untuned eval {task.name}'), or compare variants that do the same",
        )
