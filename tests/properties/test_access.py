"""No sequence of syncs, searches, answers, shows, histories or near misses lets a text out of its groups."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from untuned.cli.records import json_text, record_json
from untuned.errors import StoreError
from untuned.project import Project
from untuned.store.standing import Standing
from untuned.types.principal import EVERYONE, OWNER, Principal, member

NAMES = ("a", "b", "c")
TOPICS = ("warranty", "salary", "valve")
GROUPS = ("hr", "board")
PRINCIPALS = (OWNER, member(), member(["hr"]), member(["board"]), member(["hr", "board"]))

group_sets = st.sets(st.sampled_from(GROUPS), max_size=2).map(frozenset)
names = st.sampled_from(NAMES)
principals = st.sampled_from(PRINCIPALS)
topics = st.sampled_from(TOPICS)


@dataclass
class Told:
    """What was written of one version: a word that stands nowhere else, and who may read it."""

    word: str
    groups: frozenset[str]


@dataclass(eq=False)  # two pages that hold the same are two
class Page:
    """One document's versions and its present groups, as the test knows them."""

    name: str
    versions: list[Told] = field(default_factory=list)
    groups: frozenset[str] = frozenset({EVERYONE})
    declared: frozenset[str] = frozenset()
    live: bool = False


@dataclass
class File:
    """What lies in the folder."""

    word: str
    declared: frozenset[str]
    spoiled: bool = False


class Access(RuleBasedStateMachine):
    """A project that people of several groups use while its files change."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.pages: list[Page] = []  # removed ones in the order of their removal
        self.files: dict[str, File] = {}
        self.count = 0
        self.made = 0
        self.answers: list[str] = []
        self.rule_groups: frozenset[str] = frozenset()
        self.standing: list[Standing] = []

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)  # a thread of the index's library may make its lock file anew meanwhile

    @initialize()
    def begin(self) -> None:
        (self.root / "docs").mkdir()
        self._write_settings()
        for name, topic in zip(NAMES, TOPICS, strict=True):
            self._write(name, frozenset(), topic)
        self._sync()
        for name in NAMES:
            self._seen(name)

    @rule(name=names, groups=group_sets, topic=topics)
    def write(self, name: str, groups: frozenset[str], topic: str) -> None:
        """A page is written, read by all or by some groups only."""
        self._write(name, groups, topic)
        self._sync()
        self._seen(name)

    def _write(self, name: str, groups: frozenset[str], topic: str) -> None:
        self.count += 1
        word = f"zq{self.count}x"
        head = f"---\ngroups: [{', '.join(sorted(groups))}]\n---\n" if groups else ""
        body = f"# {word}\n\nThe {topic} rule {word} lasts {self.count} days.\n"
        self._place(name).write_text(head + body, encoding="utf-8")
        self.files[name] = File(word=word, declared=groups)

    @rule(name=names)
    def delete(self, name: str) -> None:
        """A page goes; its versions stay."""
        self._place(name).unlink(missing_ok=True)
        self.files.pop(name, None)
        self._leave(self._live(name))
        self._sync()

    @rule(name=names, to=names)
    def rename(self, name: str, to: str) -> None:
        """A page has another path, and with it other rules."""
        page, file = self._live(name), self.files.get(name)
        if page is None or file is None or file.spoiled or to in self.files:
            return
        self._place(name).rename(self._place(to))
        self.files[to] = self.files.pop(name)
        self._sync()
        page.name = to
        self._regroup(page)

    @rule(groups=group_sets, only=st.sampled_from((None, *NAMES)))
    def close_a_path(self, groups: frozenset[str], only: str | None) -> None:
        """A rule gives page a to some groups, or to all again; its file stays as it is, and a sync need not even come upon it."""
        self.rule_groups = groups ^ {"hr"} if groups == self.rule_groups else groups
        self._write_settings()
        self._sync(*([] if only is None else [f"docs/{only}.md"]))
        for page in self.pages:
            self._regroup(page)

    @rule(name=names)
    def spoil(self, name: str) -> None:
        """A page becomes unreadable; its last version stays in search."""
        if name in self.files:
            self._place(name).write_bytes(b"\xff broken")
            self.files[name].spoiled = True
            self._sync()

    @rule(name=names, latest=st.booleans())
    def purge(self, name: str, latest: bool) -> None:
        """All versions of a page, or its latest one, go for good; a file that is still there is read as a new version."""
        here = [page for page in self.pages if page.name == name]
        page = self._live(name) or (here[-1] if here else None)
        if page is None or not page.versions:
            return
        word = page.versions[-1].word
        with self._open(OWNER) as project:
            project.purge(f"docs/{name}.md@{project.history(f'docs/{name}.md')[-1].number}" if latest else f"docs/{name}.md")
            assert word not in json_text(record_json((project.answers(100), project.search("rule days"))))
        for one in [page] if latest else here:
            one.versions = one.versions[:-1] if latest else []
            one.declared = one.groups  # what the version said is gone: its groups stay until a rule takes some
        self._leave(self._live(name))
        self._sync()
        if name in self.files and not self.files[name].spoiled:
            self._seen(name)

    @invariant()
    def every_document_has_the_groups_of_its_path_and_its_text(self) -> None:
        told = [(one.path, one.version is not None, sorted(one.groups)) for one in self.standing]
        assert sorted(told) == sorted((f"docs/{page.name}.md", page.live, sorted(page.groups)) for page in self.pages if page.versions)

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
            for number in range(1, 2 * self.made + 6):
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
        for page in self.pages:
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

    def _place(self, name: str) -> Path:
        return self.root / "docs" / f"{name}.md"

    def _live(self, name: str) -> Page | None:
        return next((page for page in self.pages if page.live and page.name == name), None)

    def _leave(self, page: Page | None) -> None:
        if page is not None:
            page.live = False
            self.pages.remove(page)
            self.pages.append(page)

    def _seen(self, name: str) -> None:
        """The file became a version of the live document, of the one that was removed there last, or of a new one."""
        page = self._live(name) or next((page for page in reversed(self.pages) if page.name == name), None)
        if page is None:
            page = Page(name=name)
            self.pages.append(page)
        file = self.files[name]
        page.live, page.declared = True, file.declared
        page.groups = self._present(name, file.declared)
        page.versions.append(Told(word=file.word, groups=page.groups))
        self.made += 1

    def _regroup(self, page: Page) -> None:
        if page.versions:
            page.groups = self._present(page.name, page.declared)
            if page.live:
                page.versions[-1].groups = page.groups

    def _write_settings(self) -> None:
        rule = f"\n[[access]]\npath = 'docs/a.md'\ngroups = {sorted(self.rule_groups)}\n" if self.rule_groups else ""
        (self.root / "untuned.toml").write_text(f"[sources]\npaths = ['docs']\n[answer]\nthreshold = 0.05\n{rule}", encoding="utf-8")

    def _sync(self, *paths: str) -> None:
        with self._open(OWNER) as project:
            report = project.sync(paths)
            self.standing = project.documents.standing()
        spoiled = {f"docs/{name}.md" for name, file in self.files.items() if file.spoiled}
        missing = {path for path in paths if not (self.root / path).exists()}
        assert {failure.path for failure in report.failed} == (spoiled & set(paths) if paths else spoiled) | missing

    def _open(self, principal: Principal) -> Project:
        return Project.open(self.root, principal=principal)


Access.TestCase.settings = settings(max_examples=32, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck))
TestAccess = Access.TestCase
