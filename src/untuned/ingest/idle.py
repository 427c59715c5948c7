"""Access rules that decide about no document. Most are a slip of the pen, and what they should close is open to everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from untuned.ingest.report import Notice
from untuned.text.globs import fixed_part, matches
from untuned.types.settings import AccessRule

_CASE = "write it as the folder is spelt: upper and lower case differ, as in '{path}'"
_SPELT = (
    "compare it with the paths of 'untuned status --list': '*' and '?' stay within one folder, '**' crosses folders, '[ab]' is one of "
    "these characters, and nothing else is special. It may stay for documents to come, for past states of git and for inputs of tasks"
)
_BELOW = "if it was meant to decide about some of them, put it below '{later}': the last rule that fits a path decides"


def idle_rules(paths: Collection[str], rules: Sequence[AccessRule]) -> tuple[AccessRule, ...]:
    """The rules that decide about none of the paths, in their order. The last rule that fits a path decides about it."""
    waiting = dict(enumerate(rules))
    for path in paths:
        if not waiting:
            break
        waiting.pop(_decides(path, rules), None)
    return tuple(waiting.values())


def idle_notices(idle: Sequence[AccessRule], paths: Collection[str], rules: Sequence[AccessRule]) -> Iterator[Notice]:
    """What is to be said of each rule that decides about none of the paths, and how to mend it.

    Nothing of one that later and narrower rules leave nothing to: a rule for all else stands above its exceptions.
    """
    for rule in idle:
        fitting = {path for path in paths if matches(path, rule.path)}
        later = {_decides(path, rules) for path in fitting}
        alike = next((path for path in paths if matches(path.casefold(), rule.path.casefold())), None)
        if not fitting:
            said = f"the access rule '{rule.path}' fits no document"
            yield Notice(text=said, remedy=_SPELT if alike is None else _CASE.format(path=alike))
        elif len(later) == 1 and any(matches(path, rules[min(later)].path) for path in paths if path not in fitting):
            wider = rules[min(later)].path
            said = f"the access rule '{rule.path}' decides about no document: the later rule '{wider}' decides about all that it fits"
            yield Notice(text=said, remedy=_BELOW.format(later=wider))


def waits_for_documents(rule: AccessRule, paths: Collection[str], root: Path) -> bool:
    """True for the rule of a folder that is there, spelt as it is spelt, and holds no document of these paths yet."""
    folder = fixed_part(rule.path).strip("/").removeprefix("./")
    if not folder or any(path.startswith(f"{folder}/") or path == folder for path in paths):
        return False
    place = root
    for name in folder.split("/"):
        if not place.is_dir() or name not in {entry.name for entry in place.iterdir()}:
            return False
        place = place / name
    return place.is_dir()


def _decides(path: str, rules: Sequence[AccessRule]) -> int:
    """The place of the rule that decides about a path; -1 where none fits."""
    return next((at for at in range(len(rules) - 1, -1, -1) if matches(path, rules[at].path)), -1)
