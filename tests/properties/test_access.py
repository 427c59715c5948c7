"""No sequence of syncs, searches, answers, shows, histories or near misses lets a text out of its groups."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from untuned.cli.records import json_text, record_json
from untuned.errors import StoreError
from untuned.project import Project
from untuned.types.principal import EVERYONE, OWNER, Principal, member

NAMES = ("a", "b", "c")
GROUPS = ("hr", "board")
PRINCIPALS = (OWNER, member(), member(["hr"]), member(["board"]), member(["hr", "board"]))

group_sets = st.sets(st.sampled_from(GROUPS), max_size=2).map(frozenset)
names = st.sampled_from(NAMES)
principals = st.sampled_from(PRINCIPALS)
topics = st.sampled_from(("warranty", "salary", "valve"))


@dataclass
class Told:
    """What was written of one version: a word that stands nowhere else, and who may read it."""

    word: str
    groups: frozenset[str]


@dataclass
class Page:
    """One document's versions and its present groups, as the test knows them."""

    versions: list[Told] = field(default_factory=list)
    groups: frozenset[str] = frozenset({EVERYONE})
    declared: frozenset[str] = frozenset()
    live: bool = False


class Access(RuleBasedStateMachine):
    """A project that people of several groups use while its files change."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.pages = {name: Page() for name in NAMES}
        self.count = 0
        self.answers: list[str] = []
        self.rule_groups: frozenset[str] = frozenset()

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize()
    def begin(self) -> None:
        (self.root / "docs").mkdir()
        self._write_settings()

    @rule(name=names, groups=group_sets, topic=topics)
    def write(self, name: str, groups: frozenset[str], topic: str) -> None:
        """A page is written, read by all or by some groups only."""
        self.count += 1
        word = f"zq{self.count}x"
        head = f"---\ngroups: [{', '.join(sorted(groups))}]\n---\n" if groups else ""
        body = f"# {word}\n\nThe {topic} rule {word} lasts {self.count} days.\n"
        (self.root / "docs" / f"{name}.md").write_text(head + body, encoding="utf-8")
        self._sync()
        page = self.pages[name]
        page.live, page.declared = True, groups
        page.groups = self._present(name, groups)
        page.versions.append(Told(word=word, groups=page.groups))

    @rule(name=names)
    def delete(self, name: str) -> None:
        """A page goes; its versions stay."""
        (self.root / "docs" / f"{name}.md").unlink(missing_ok=True)
        self.pages[name].live = False
        self._sync()

    @rule(groups=group_sets)
    def close_a_path(self, groups: frozenset[str]) -> None:
        """A rule of the settings gives page a to some groups, or to all again; its file stays as it is."""
        self.rule_groups = groups
        self._write_settings()
        self._sync()
        page = self.pages["a"]
        if page.versions:
            page.groups = self._present("a", page.declared)
            if page.live:
                page.versions[-1].groups = page.groups

    @rule(name=names)
    def spoil(self, name: str) -> None:
        """A page becomes unreadable; its last version stays in search."""
        file = self.root / "docs" / f"{name}.md"
        if file.exists():
            file.write_bytes(b"\xff\xfe\xfa broken")
            self._sync()

    @rule(principal=principals, topic=topics)
    def ask(self, principal: Principal, topic: str) -> None:
        with self._open(principal) as project:
            answer = project.ask_sync(f"How many days does the {topic} rule last?")
            self.answers.append(answer.id)
            self._check(principal, answer)

    @rule(principal=principals, topic=topics)
    def search(self, principal: Principal, topic: str) -> None:
        with self._open(principal) as project:
            self._check(principal, project.search(f"{topic} rule days"))

    @rule(principal=principals)
    def look_at_everything(self, principal: Principal) -> None:
        """Every answer, citation, trace, version, history and difference, by every id that exists."""
        with self._open(principal) as project:
            self._check(principal, project.answers(100), project.status())
            for answer in self.answers:
                self._try(principal, lambda answer=answer: (project.answer(answer), dict(project.trace(answer))))
            for number in range(1, 2 * self.count + 6):
                self._try(principal, lambda number=number: project.citation(number))
                self._try(principal, lambda number=number: project.version(number))
            for name in NAMES:
                self._try(principal, lambda name=name: project.history(f"docs/{name}.md"))
                self._try(principal, lambda name=name: project.diff(f"docs/{name}.md", 1, 2))
            documents = project.documents
            self._check(principal, documents.listing(principal=principal), documents.listing(principal=principal, status="removed"))

    def _try(self, principal: Principal, look: object) -> None:
        try:
            self._check(principal, look())  # type: ignore[operator]
        except StoreError as error:
            self._check(principal, str(error))

    def _check(self, principal: Principal, *seen: object) -> None:
        shown = json_text(record_json(seen))
        for page in self.pages.values():
            for told in page.versions:
                if told.word in shown:
                    assert principal.may_read(told.groups), f"{told.word} was only for {set(told.groups)}"
                    assert principal.may_read(page.groups), f"{told.word} is of a page that is only for {set(page.groups)} now"

    def _present(self, name: str, declared: frozenset[str]) -> frozenset[str]:
        """The rule of `groups_of`, written again in other words."""
        if name == "a" and self.rule_groups:
            shared = self.rule_groups & declared
            return shared or self.rule_groups
        return declared or frozenset({EVERYONE})

    def _write_settings(self) -> None:
        rule = f"\n[[access]]\npath = 'docs/a.md'\ngroups = {sorted(self.rule_groups)}\n" if self.rule_groups else ""
        (self.root / "untuned.toml").write_text(f"[sources]\npaths = ['docs']\n[answer]\nthreshold = 0.05\n{rule}", encoding="utf-8")

    def _sync(self) -> None:
        with self._open(OWNER) as project:
            project.sync()

    def _open(self, principal: Principal) -> Project:
        return Project.open(self.root, principal=principal)


Access.TestCase.settings = settings(max_examples=25, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))
TestAccess = Access.TestCase
