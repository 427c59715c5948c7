"""Access rules that decide about no document. Most are a slip of the pen, and what they should close is open to everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from untuned.ingest.report import Notice
from untuned.text.globs import matches
from untuned.types.settings import AccessRule

_CASE = "write it as the folder is spelt: upper and lower case differ, as in '{path}'"
_SPELT = (
    "compare it with the paths of 'untuned status --list': '*' and '?' stay within one folder, '**' crosses folders, '[ab]' is one of "
    "these characters, and nothing else is special; take the rule out where such documents are gone"
)
_BELOW = "put it below that rule: the last one that fits a path decides"


def idle_rules(paths: Collection[str], rules: Sequence[AccessRule]) -> tuple[AccessRule, ...]:
    """The rules that decide about none of the paths, in their order. The last rule that fits a path decides about it."""
    waiting = dict(enumerate(rules))
    for path in paths:
        if not waiting:
            break
        waiting.pop(_decides(path, rules), None)
    return tuple(waiting.values())


def idle_notices(idle: Sequence[AccessRule], paths: Collection[str], rules: Sequence[AccessRule]) -> Iterator[Notice]:
    """What is to be said of each rule that decides about none of the paths, and how to mend it."""
    for rule in idle:
        fitting = next((path for path in paths if matches(path, rule.path)), None)
        alike = next((path for path in paths if matches(path.casefold(), rule.path.casefold())), None)
        if fitting is not None:
            later = rules[_decides(fitting, rules)].path
            said = f"the access rule '{rule.path}' decides about no document: a later rule, such as '{later}', fits all that it fits"
            yield Notice(text=said, remedy=_BELOW)
        else:
            said = f"the access rule '{rule.path}' fits no document, so nothing is closed by it"
            yield Notice(text=said, remedy=_SPELT if alike is None else _CASE.format(path=alike))


def _decides(path: str, rules: Sequence[AccessRule]) -> int:
    """The place of the rule that decides about a path; -1 where none fits."""
    return next((at for at in range(len(rules) - 1, -1, -1) if matches(path, rules[at].path)), -1)
