"""What a host's robots.txt forbids (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untuned.ingest.web.address import plain
from untuned.text.regex import regex

_TOKEN = regex(r"[A-Za-z_-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A pattern for the beginning of a path with its query: `*` is anything, a `$` at its end is the end."""

    pattern: str
    allows: bool

    def matches(self, target: str) -> bool:
        """True when the target begins as the pattern says; linear in its length, whatever the pattern is."""
        ends = self.pattern.endswith("$")
        first, *rest = self.pattern.removesuffix("$").split("*")
        if not target.startswith(first):
            return False
        place = len(first)
        for part in rest[:-1] if ends else rest:
            found = target.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        if not ends:
            return True
        return target.endswith(rest[-1]) and len(target) - len(rest[-1]) >= place if rest else place == len(target)


@dataclass(frozen=True, kw_only=True, slots=True)
class Robots:
    """The rules that one program has to follow."""

    rules: tuple[Rule, ...] = ()

    def allow(self, target: str) -> bool:
        """True when no rule forbids the path with its query: the longest pattern that matches decides, of two equal ones the permission."""
        matching = [rule for rule in self.rules if rule.matches(target)]
        return max(((len(rule.pattern), rule.allows) for rule in matching), default=(0, True))[1]


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of every group that names the agent; without one, of those for `*`."""
    groups = list(_groups(text))
    own = [rules for agents, rules in groups if agent.lower() in agents]
    chosen = own or [rules for agents, rules in groups if "*" in agents]
    return Robots(rules=tuple(rule for rules in chosen for rule in rules))


def _groups(text: str) -> Iterator[tuple[set[str], Sequence[Rule]]]:
    agents = set[str]()
    rules = list[Rule]()
    began = False  # the group at hand has rules: another `User-agent` line begins the next one
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        name, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if began:
                yield agents, rules
                agents, rules, began = set[str](), list[Rule](), False
            agents.add(_token(value))
        elif name in ("allow", "disallow"):
            began = True
            if value:
                rules.append(Rule(pattern=plain(value), allows=name == "allow"))
    yield agents, rules


def _token(value: str) -> str:
    if value == "*":
        return value
    found = _TOKEN.match(value)
    return found[0].lower() if found else ""
