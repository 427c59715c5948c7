"""What a model is told: versioned template files with named places, and documents put in as data.

A template is plain text in which `{passages}`, `{question}` and a few more names are replaced, all at once, so that nothing which is
put in is read as a place. A project's own file takes the place of the shipped one of the same name.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from untuned.errors import WrongSetting
from untuned.text.regex import regex
from untuned.types.answers import Dropped, Passage, Turn

_FILE = regex(r"(?P<name>[a-z_]+)(?:\.v(?P<version>\d+))?\.md")
_PLACES: Mapping[str, tuple[str, ...]] = {
    "answer": (),
    "question": ("passages", "question"),
    "repair": ("failures",),
    "retry": ("problems",),
    "shots": ("shots",),
    "thinking": (),
    "thinking_text": ("mark",),
    "review": ("previous",),
    "closed_book": (),
    "bare": ("question",),
    "grounded": (),
    "restyle": (),
    "restyled": ("given_answer",),
    "crosscheck": (),
    "rewrite": (),
    "rewriting": ("question",),
    "judge": ("rubric", "labels"),
    "judged": ("exhibits",),
    "task": ("instructions", "form"),
    "format": ("form",),
    "tasked": ("input",),
}
"""The places that a template must have."""
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    **_PLACES,
    "question": ("passages", "facts", "history", "question"),
    "bare": ("history", "question"),
    "restyled": ("question", "given_answer"),
    "rewriting": ("history", "question"),
    "format": ("instructions", "form"),
}
_PLACE = regex(r"\{([a-z_]+)\}")
_MARKS = r"(?:passages?|question|facts|earlier|failures|problems|examples?|last_answer|given_answer|exhibit|input)\b"
_TAG = regex(rf"<(\\*)(\s*/?\s*{_MARKS})", re.IGNORECASE)
_ESCAPED = regex(rf"<\\(\\*)(\s*/?\s*{_MARKS})", re.IGNORECASE)
_HALF = regex("[\ud800-\udfff]")
_NOTHING = "(none)"
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_WHY: Mapping[str, str] = {
    "not_found": "the quote does not stand in that passage word for word",
    "misattributed": "the quote stands in another passage than the one that was named",
    "stale": "the quote stands only in a version that is no longer current",
    "wrong_scope": "the quote is about something else than the question names",
    "instruction": "the quote is addressed to a language model: it says nothing about what was asked",
    "no_quote": "the claim has no quote",
    "unknown_source": "there is no such passage",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A template and where it is from."""

    name: str
    version: str
    text: str
    sha256: str

    @property
    def label(self) -> str:
        """As answers record it: `answer@v1 0123456789ab`; a project's own file without a version is `@own`."""
        return f"{self.name}@{self.version} {self.sha256[:12]}"

    def filled(self, **values: str) -> str:
        """The text with its places filled; a half of a character, which no request can hold, is a U+FFFD."""
        return _HALF.sub("\ufffd", _PLACE.sub(lambda found: values.get(found[1], found[0]), self.text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    """The templates of one project; those that say who answers how, and those that the question and its matter are put into."""

    answer: Prompt
    question: Prompt
    repair: Prompt
    retry: Prompt
    shots: Prompt
    thinking: Prompt
    """For claims."""
    thinking_text: Prompt
    """For plain text, where the answer follows a mark."""
    review: Prompt
    closed_book: Prompt
    bare: Prompt
    """A question without passages."""
    grounded: Prompt
    restyle: Prompt
    restyled: Prompt
    """The text that is worded anew."""
    crosscheck: Prompt
    rewrite: Prompt
    rewriting: Prompt
    """The question that is made to stand alone, and what came before it."""
    judge: Prompt
    judged: Prompt
    """What a verdict is given of."""
    task: Prompt
    """Who does a structured task, and how."""
    format: Prompt
    """Who puts verified claims into a form."""
    tasked: Prompt
    """The input of a task."""


def load_prompts(folder: Path | None = None) -> Prompts:
    """The shipped templates, each replaced by the newest file of its name in `folder`.

    Raises:
        WrongSetting: The folder is not there, or a file in it is no UTF-8 text or lacks a place that it needs.
    """
    own = {} if folder is None else _own(folder)
    return Prompts(**{name: own.get(name) or _shipped(name) for name in _PLACES})


def user_message(prompts: Prompts, question: str, passages: Sequence[Passage], *, history: Sequence[Turn], facts: Sequence[str]) -> str:
    """The question with everything it is answered from, each part between its own marks."""
    return prompts.question.filled(
        passages="\n\n".join(_passage(number, passage) for number, passage in enumerate(passages, start=1)) or _NOTHING,
        facts="\n".join(f"- {escaped(fact)}" for fact in facts) or _NOTHING,
        history=told(history),
        question=escaped(question),
    )


def told(history: Sequence[Turn]) -> str:
    """The earlier turns of a conversation."""
    return "\n\n".join(f"Question: {escaped(turn.question)}\nAnswer: {escaped(turn.answer) or _NOTHING}" for turn in history) or _NOTHING


def repair_message(prompts: Prompts, failures: Sequence[Dropped], passages: Sequence[Passage]) -> str:
    """What failed and why; quotes by the number of their passage."""
    numbers = {passage.version.id: number for number, passage in reversed(list(enumerate(passages, start=1)))}
    lines: list[str] = []
    for nth, dropped in enumerate(failures, start=1):
        lines.append(f"{nth}. Claim: {escaped(dropped.draft.text)}")
        lines += [f"   Quote, from passage {numbers.get(version, '?')}: {escaped(quote)}" for version, quote in dropped.draft.quotes]
        lines.append(f"   Why: {escaped(_WHY.get(dropped.reason, dropped.reason.replace('_', ' ')))}")
    return prompts.repair.filled(failures="\n".join(lines))


def retry_message(prompts: Prompts, problems: str) -> str:
    """What was wrong with the last output."""
    return prompts.retry.filled(problems=escaped(problems))


def escaped(text: str) -> str:
    r"""The text with a backslash in every mark of ours that it contains: `</passage>` becomes `<\/passage>`."""
    return _TAG.sub(r"<\\\1\2", text)


def unescaped(text: str) -> str:
    """What `escaped` was made of: a quote that a model copied is the source's own again."""
    return _ESCAPED.sub(r"<\1\2", text)


def _passage(number: int, passage: Passage) -> str:
    chunk, version = passage.hit.chunk, passage.version
    about = f'number="{number}" source="{_attribute(version.path)}"'
    if version.title:
        about += f' title="{_attribute(version.title)}"'
    if chunk.headings:
        about += f' under="{_attribute(" > ".join(chunk.headings))}"'
    return f"<passage {about}>\n{escaped(_seen(passage))}\n</passage>"


def _seen(passage: Passage) -> str:
    """The passage without Markdown's comments, which no reader sees and no quote may have."""
    return _COMMENT.sub("", passage.text) if passage.version.markup == "markdown" else passage.text


def _attribute(value: str) -> str:
    """A title on one line, without the signs that would end it."""
    return " ".join(value.split()).replace('"', "'").replace("<", "‹").replace(">", "›")


@functools.cache
def _shipped(name: str) -> Prompt:
    files = resources.files("untuned.models.chat").joinpath("prompts")
    version, file = max((int(found["version"]), file) for file in (item.name for item in files.iterdir()) if (found := _of(file, name)))
    return _prompt(name, f"v{version}", files.joinpath(file).read_text(encoding="utf-8"))


def _of(file: str, name: str) -> re.Match[str] | None:
    found = _FILE.fullmatch(file)
    return found if found is not None and found["name"] == name else None


def _own(folder: Path) -> dict[str, Prompt]:
    if not folder.is_dir():
        raise WrongSetting("model.prompts", value=str(folder), file="untuned.toml", remedy="name a folder that is there, or leave it empty")
    found: dict[str, tuple[int, Prompt]] = {}
    for file in sorted(folder.glob("*.md")):
        match = _FILE.fullmatch(file.name)
        if match is None or match["name"] not in _PLACES:
            continue
        number = int(match["version"] or 0)
        prompt = _prompt(match["name"], f"v{number}" if match["version"] else "own", _read(file))
        _check(prompt, file)
        if prompt.name not in found or found[prompt.name][0] < number:
            found[prompt.name] = (number, prompt)
    return {name: prompt for name, (_, prompt) in found.items()}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting("model.prompts", value=str(file), file="untuned.toml", remedy=f"the file cannot be read: {error}") from error


def _check(prompt: Prompt, file: Path) -> None:
    places = set(_PLACE.findall(prompt.text))
    missing = [f"{{{place}}}" for place in _PLACES[prompt.name] if place not in places]
    if missing:
        raise WrongSetting("model.prompts", value=str(file), file="untuned.toml", remedy=f"write {', '.join(missing)} into the file")
    unknown = sorted(places & {place for allowed in _ALLOWED.values() for place in allowed} - set(_ALLOWED[prompt.name]))
    if unknown:
        remedy = f"take {', '.join(f'{{{place}}}' for place in unknown)} out of the file: '{prompt.name}' is not given that"
        raise WrongSetting("model.prompts", value=str(file), file="untuned.toml", remedy=remedy)


def _prompt(name: str, version: str, text: str) -> Prompt:
    return Prompt(name=name, version=version, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
