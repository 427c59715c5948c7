"""One request put together: who answers how, the question with its matter, examples before it, and what is asked of the answer after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.models.chat.prompt import Prompt, Prompts, escaped, repair_message, told, user_message
from untuned.types.answers import Passage
from untuned.types.methods import Brief, Shot

Task = Literal["bare", "closed_book", "grounded", "review", "restyle", "crosscheck", "rewrite"]
"""What plain text is asked for: an answer to the question alone, with no word on how; one from what the model knows; one from the
passages; its last answer (`Brief.previous`) looked over, by the passages where there are any; `Brief.text` worded anew; whether passages
and `Brief.quotes` carry the claim `Brief.text`; the question so that it stands without `Brief.history`."""

MARK = "FINAL ANSWER:"
"""What a model that reasons in plain text writes before its answer."""

VERDICTS = ("yes", "no", "unsure")
"""Of a cross-check."""

_DECLINED = "Declined: the passages do not answer this."
_UNKNOWN = "I don't know."
_SILENT = "I don't know based on the documents."


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A request's words."""

    system: str
    """Who answers how: our own words, and no document's; "" where nobody is told."""
    user: str
    labels: tuple[str, ...]
    """Of every template that went in, as answers record them."""
    marked: bool = False
    """The answer follows `MARK`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """A verdict that is asked for: what each label means, and what is judged."""

    rubric: str
    """One rule with the meaning of each label, in our own words; never a document's text."""
    labels: tuple[str, ...]
    exhibits: tuple[tuple[str, str], ...]
    """(name, text) of all that the judge sees, in order: question, reference, answers, a claim. All of it is data."""
    otherwise: str | None = None
    """The label of an output that cannot be read; None leaves it without one."""


def claims_message(prompts: Prompts, question: str, passages: Sequence[Passage], brief: Brief) -> Message:
    """The request for claims with quotes; with an empty brief, the question and its passages alone."""
    asked = user_message(prompts, question, passages, history=brief.history, facts=brief.facts)
    used = [prompts.answer, prompts.question]
    parts = [asked]
    if brief.shots:
        used.append(prompts.shots)
        parts.insert(0, prompts.shots.filled(shots=_examples(_with_quotes(shot) for shot in brief.shots)))
    if brief.previous:
        used.append(prompts.review)
        parts.append(prompts.review.filled(previous=escaped(brief.previous)))
    if brief.thinking:
        used.append(prompts.thinking)
        parts.append(prompts.thinking.filled())
    if brief.failures:
        used.append(prompts.repair)
        parts.append(repair_message(prompts, brief.failures, passages))
    return Message(system=prompts.answer.filled(), user="\n".join(parts), labels=_labels(used))


def text_message(prompts: Prompts, question: str, passages: Sequence[Passage], *, task: Task, brief: Brief) -> Message:
    """The request for plain text, or for the verdict of a cross-check."""
    match task:
        case "restyle":
            used = [prompts.restyle, prompts.restyled]
            worded = prompts.restyled.filled(question=escaped(question), given_answer=escaped(brief.text))
            return Message(system=prompts.restyle.filled(), user=worded, labels=_labels(used))
        case "rewrite":
            used = [prompts.rewrite, prompts.rewriting]
            asked = prompts.rewriting.filled(question=escaped(question), history=told(brief.history))
            return Message(system=prompts.rewrite.filled(), user=asked, labels=_labels(used))
        case "crosscheck":
            return _judged(prompts, prompts.crosscheck, crosscheck(question, passages, brief))
        case "bare" | "closed_book":
            return _answering(prompts, question, (), brief=brief, instructed=task == "closed_book")
        case "grounded" | "review":
            return _answering(prompts, question, passages, brief=brief, grounded=task == "grounded" or bool(passages))


def crosscheck(question: str, passages: Sequence[Passage], brief: Brief) -> Inquiry:
    """The verdict on whether texts carry the claim `brief.text`."""
    texts = (*(passage.text for passage in passages), *brief.quotes)
    exhibits = [("question", question), *(("quote", text) for text in texts), ("claim", brief.text)]
    return Inquiry(rubric="", labels=VERDICTS, exhibits=tuple(exhibits), otherwise="unsure")


def judge_message(prompts: Prompts, inquiry: Inquiry) -> Message:
    """The request for a verdict."""
    return _judged(prompts, prompts.judge, inquiry)


def answer_of(text: str, *, marked: bool) -> tuple[str, bool]:
    """(the text after the last mark, True), or (all of it, False) where a mark was asked for and is not there."""
    if not marked:
        return text.strip(), True
    lines = text.splitlines()
    at = next((nth for nth in reversed(range(len(lines))) if _plain(lines[nth]).upper().startswith(MARK[:-1])), None)
    if at is None:
        return text.strip(), False
    first = _plain(lines[at])[len(MARK) - 1 :].lstrip(":*_ ")
    return "\n".join((first, *lines[at + 1 :])).strip(), True


def _answering(
    prompts: Prompts, question: str, passages: Sequence[Passage], *, brief: Brief, grounded: bool = False, instructed: bool = True
) -> Message:
    system = [prompts.grounded if grounded else prompts.closed_book] if instructed else []
    asked = prompts.question if grounded else prompts.bare
    used, parts = [*system, asked], list[str]()
    if brief.shots:
        used.append(prompts.shots)
        silent = _SILENT if grounded else _UNKNOWN
        parts.append(prompts.shots.filled(shots=_examples(_plainly(shot, silent) for shot in brief.shots)))
    if grounded:
        parts.append(user_message(prompts, question, passages, history=brief.history, facts=brief.facts))
    else:
        parts.append(asked.filled(question=escaped(question), history=told(brief.history)))
    if brief.previous:
        used.append(prompts.review)
        parts.append(prompts.review.filled(previous=escaped(brief.previous)))
    if brief.thinking:
        used.append(prompts.thinking_text)
        parts.append(prompts.thinking_text.filled(mark=MARK))
    told_how = "".join(one.filled() for one in system)
    return Message(system=told_how, user="\n".join(parts), labels=_labels(used), marked=brief.thinking)


def _judged(prompts: Prompts, system: Prompt, inquiry: Inquiry) -> Message:
    labels = ", ".join(f'"{label}"' for label in inquiry.labels)
    exhibits = "\n\n".join(f'<exhibit name="{name}">\n{escaped(text)}\n</exhibit>' for name, text in inquiry.exhibits)
    return Message(
        system=system.filled(rubric=inquiry.rubric, labels=labels),
        user=prompts.judged.filled(exhibits=exhibits),
        labels=_labels([system, prompts.judged]),
    )


def _examples(solved: Iterable[str]) -> str:
    return "\n".join(f'<example number="{nth}">\n{text}\n</example>' for nth, text in enumerate(solved, start=1))


def _with_quotes(shot: Shot) -> str:
    return "\n".join(_lines(shot))


def _lines(shot: Shot) -> Iterator[str]:
    yield f"Question: {escaped(shot.question)}"
    if not shot.answer:
        yield _DECLINED
        return
    yield f"Claim: {escaped(shot.answer)}"
    for quote in shot.quotes:
        yield f"Quote: {escaped(quote)}"


def _plainly(shot: Shot, silent: str) -> str:
    return f"Question: {escaped(shot.question)}\nAnswer: {escaped(shot.answer) or silent}"


def _plain(line: str) -> str:
    """A line without the signs that make it bold or a heading."""
    return line.strip(" \t#*_>")


def _labels(prompts: Sequence[Prompt]) -> tuple[str, ...]:
    return tuple(prompt.label for prompt in prompts)
