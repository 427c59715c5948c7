"""A project examined from outside: what is in order, what is not, and how to mend it. Nothing is changed unless asked."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from untuned.config import find, read
from untuned.config.extensions import load_embedder, load_extension, named_extensions
from untuned.config.toml_text import Place, key_lines, toml_value
from untuned.errors import BadExtension, BadVariant, ConfigError, StoreError, Unfetchable, UnknownVariant, UntunedError
from untuned.ingest.scan import Unreadable, scan
from untuned.ingest.web.address import parse
from untuned.project import Project, Status
from untuned.project.meaning import NAME_LANGUAGES
from untuned.project.wiring import database_place, refuse_emptied
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.text.globs import is_glob
from untuned.text.listing import listed
from untuned.types.documents import LINES_LEFT_OUT
from untuned.types.principal import OWNER
from untuned.types.routing import ABSTAIN, KINDS, RouterSettings
from untuned.types.settings import Settings
from untuned.types.syncs import LastSync

CheckState = Literal["ok", "warning", "error"]

_ENOUGH_BYTES = 1_000_000_000
_FEW_BYTES = 100_000_000
_STEMMED = frozenset({"en", "ru"})
_RUN_SYNC = "run 'untuned sync'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that was looked at. `remedy` says what to do where the state is not `ok`."""

    name: str
    state: CheckState
    detail: str
    remedy: str = ""


def examine(folder: Path, *, now: datetime | None = None, migrate: bool = False) -> list[Check]:
    """Every check that can be made of the project in a folder or above it; the first broken settings end it early.

    With `migrate`, an older database is brought up to date after a backup.
    """
    moment = now or datetime.now(UTC)
    checks = [_python(), _sqlite()]
    try:
        file = find(folder)
        settings = read(file)
    except ConfigError as error:
        return [*checks, _failed("settings", error)]
    root = file.parent
    checks.append(Check(name="settings", state="ok", detail=str(file)))
    checks += [
        *_extras(settings),
        *_extensions(settings),
        *_variants(file, settings),
        _languages(settings),
        *_sources(root, settings),
        *_web(settings),
        *_embedder(root, settings),
        *_reranker(root, settings),
        _folder(root),
        _space(root),
    ]
    return [*checks, *_model(root, settings), *_store(root, settings, moment, migrate=migrate)]


def _failed(name: str, error: UntunedError) -> Check:
    return Check(name=name, state="error", detail=error.message, remedy=error.remedy)


def _python(version: tuple[int, ...] = sys.version_info[:2]) -> Check:
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if version < (3, 11):
        return Check(name="python", state="error", detail=detail, remedy="use Python 3.11 or later")
    return Check(name="python", state="ok", detail=detail)


def _sqlite() -> Check:
    if sqlite3.sqlite_version_info < (3, 35):
        return Check(name="sqlite", state="error", detail=sqlite3.sqlite_version, remedy="use a Python whose SQLite is 3.35 or later")
    return Check(name="sqlite", state="ok", detail=sqlite3.sqlite_version)


def _extras(settings: Settings) -> Iterator[Check]:
    if settings.store.address.startswith("postgresql"):
        if importlib.util.find_spec("psycopg") is None:
            yield Check(
                name="extras", state="error", detail="PostgreSQL's driver is not installed", remedy="pip install 'untuned[postgres]'"
            )
        else:
            yield Check(name="extras", state="ok", detail="PostgreSQL's driver is installed")


def _model(root: Path, settings: Settings) -> Iterator[Check]:
    """What the chat model of the settings really does; it is asked a few short questions."""
    if not settings.model.name:
        if settings.model.base_url or settings.model.fallbacks:
            detail = "'base_url' or 'fallbacks' is set below [model], but no 'name': no model is asked"
            yield Check(name="model", state="warning", detail=detail, remedy='name the model, such as name = "openai:my-model"')
        return
    from untuned.models.chat.probe import findings, probe  # noqa: PLC0415 - only with a model

    found = asyncio.run(probe(settings.model, languages=settings.sources.languages, root=root))
    for one in findings(found, output=settings.model.output):
        yield Check(name=one.name, state=one.state, detail=one.detail, remedy=one.remedy)


def _extensions(settings: Settings) -> Iterator[Check]:
    for kind, target in named_extensions(settings.extensions):
        try:
            load_extension(kind, target)
        except BadExtension as error:
            yield _failed(kind, error)
        else:
            yield Check(name=kind, state="ok", detail=target)


def _variants(file: Path, settings: Settings) -> Iterator[Check]:
    """Whether every variant of the project, and every one that its router names, can answer here; nothing is asked."""
    if not settings.variants and settings.router == RouterSettings():
        return
    from untuned.evaluation.variants.resolve import NAME_A_MODEL, resolve  # noqa: PLC0415 - only with variants

    place, right = Place(name=str(file), lines=key_lines(file.read_text(encoding="utf-8-sig"))), list[str]()
    for one in settings.variants:
        try:
            right.append(resolve(one.name, settings=settings, root=file.parent).name)
        except BadVariant as bad:
            given = {"extends": one.extends, **dict(one.method), **dict(one.overrides)}
            key = ".".join(filter(None, ("variants", one.name, bad.key if bad.key in given else "")))
            value = f" = {toml_value(given[bad.key])}" if bad.key in given else ""
            detail = f"{place.near(key)}: '{key}'{value}: {bad.reason}"
            yield Check(name="variants", state="warning" if bad.remedy == NAME_A_MODEL else "error", detail=detail, remedy=bad.remedy)
    for kind in KINDS:
        name = settings.router.variant(kind)
        try:
            if name != ABSTAIN and all(name != one.name for one in settings.variants):
                resolve(name, settings=settings, root=file.parent)
        except (UnknownVariant, BadVariant) as wrong:
            key = f"router.{kind}"
            yield Check(name="router", state="error", detail=f"{place.near(key)}: '{key}': {wrong.message}", remedy=wrong.remedy)
    if right:
        yield Check(name="variants", state="ok", detail=", ".join(right))


def _embedder(root: Path, settings: Settings) -> Iterator[Check]:
    """Whether the embedder loads, how long its vectors are, and which of the project's languages it was made for."""
    if not (settings.meaning.embedder or settings.extensions.embedder):
        return
    from untuned.models.embed.named import embedder_of  # noqa: PLC0415 - only with an embedder

    try:
        found = embedder_of(settings.meaning, root=root, own=load_embedder(settings.extensions))
    except UntunedError as error:
        yield _failed("embedder", error)
        return
    assert found is not None
    covered = [code for code in settings.sources.languages if code in found.languages]
    what = f"{found.name}, {found.dimensions} numbers a vector"
    if covered:
        others = "" if len(covered) == len(settings.sources.languages) else "; texts in others are found by their words alone"
        yield Check(name="embedder", state="ok", detail=f"{what}, for texts in {', '.join(covered)}{others}")
        return
    made_for = ", ".join(found.languages) or "it does not say which"
    detail = f"{what}, for no language of this project ({made_for}): nothing is embedded, and it finds nothing"
    yield Check(name="embedder", state="warning", detail=detail, remedy=NAME_LANGUAGES)


def _reranker(root: Path, settings: Settings) -> Iterator[Check]:
    """Whether the reranker of the settings orders two sentences."""
    if not settings.meaning.reranker:
        return
    from untuned.models.rerank.named import reranker_of  # noqa: PLC0415 - only with a reranker

    try:
        found = reranker_of(settings.meaning, root=root, environ=os.environ)
        assert found is not None
        found.scores("Which of them is a fruit?", ["A hammer is a tool.", "An apple is a fruit."])
    except UntunedError as error:
        yield _failed("reranker", error)
    else:
        yield Check(name="reranker", state="ok", detail=found.name)


def _languages(settings: Settings) -> Check:
    whole = [code for code in settings.sources.languages if code not in _STEMMED]
    stemmed = [code for code in settings.sources.languages if code in _STEMMED]
    detail = f"{', '.join(stemmed) or 'none'} by the stems of words" + (f"; {', '.join(whole)} by whole words" if whole else "")
    return Check(name="languages", state="ok", detail=detail)


def _sources(root: Path, settings: Settings) -> Iterator[Check]:
    """Each place that is synced by itself: is it there, and does it hold a file?"""
    for path in settings.sources.paths or (".",):
        if not is_glob(path) and not (root / path).exists():
            yield Check(name="sources", state="error", detail=f"'{path}' does not exist", remedy="mend 'paths' below [sources]")
            continue
        first = next(iter(scan(root, [path], settings=settings.sources)), None)
        if first is None:
            yield Check(name="sources", state="warning", detail=f"'{path}' holds no file", remedy="put documents into it, or mend 'paths'")
        elif isinstance(first, Unreadable):
            yield Check(
                name="sources",
                state="warning",
                detail=f"'{first.path}': {first.reason}",
                remedy=first.remedy or "mend 'paths' below [sources]",
            )
        else:
            yield Check(name="sources", state="ok", detail=f"'{path}'")


def _web(settings: Settings) -> Iterator[Check]:
    """The addresses of the settings, as far as they can be told without asking for them."""
    web = settings.web
    wrong: list[Unfetchable] = []
    for text in (*web.urls, *web.sitemaps):
        try:
            parse(text)
        except Unfetchable as error:
            wrong.append(error)
    yield from (Check(name="web", state="error", detail=error.message, remedy=error.remedy) for error in wrong)
    if web.allow_private:
        yield Check(
            name="web",
            state="warning",
            detail="pages may lead to private networks and to this machine",
            remedy="set web.allow_private = false unless every site of the settings is trusted",
        )
    elif not wrong and (web.urls or web.sitemaps):
        yield Check(name="web", state="ok", detail=f"{len(web.urls)} pages and {len(web.sitemaps)} sitemaps, {web.depth} links deep")


def _folder(root: Path) -> Check:
    keep = root / ".untuned"
    place = keep if keep.exists() else root
    if not os.access(place, os.W_OK):
        return Check(name="folder", state="error", detail=f"{place} cannot be written", remedy="allow writing, or sync as its owner")
    return Check(name="folder", state="ok", detail=f"{place} can be written")


def _space(root: Path) -> Check:
    free = shutil.disk_usage(root).free
    detail = f"{free / 1e9:,.1f} GB free"
    if free < _FEW_BYTES:
        return Check(
            name="disk", state="error", detail=detail, remedy="make room: a sync may fail half-way, though nothing committed is lost"
        )
    if free < _ENOUGH_BYTES:
        return Check(name="disk", state="warning", detail=detail, remedy="make room before a large sync")
    return Check(name="disk", state="ok", detail=detail)


def _store(root: Path, settings: Settings, now: datetime, *, migrate: bool) -> Iterator[Check]:
    place = database_place(root, settings)
    file = place if isinstance(place, Path) else Path(place.removeprefix("sqlite:///")) if place.startswith("sqlite:") else None
    if file is not None and not file.exists():
        yield Check(name="database", state="warning", detail="nothing is synced yet", remedy="run 'untuned sync'")
        return
    try:
        refuse_emptied(place)
        with Database.open(place, busy_timeout_ms=settings.store.busy_timeout_ms, migrate=migrate) as database:
            yield _integrity(database)
            yield _clock(Documents(database), now)
        with Project(root, settings=settings) as project:
            status = project.status()
            yield from _sync(status.sync)
            if status.sync.state == "never":
                return
            yield from _failures(project.documents, settings, status.sync)
            yield from (Check(name="access", state="warning", detail=one.text, remedy=one.remedy) for one in project.idle_rules())
            yield _index(status)
            yield from _meaning(status)
    except UntunedError as error:
        yield _failed("database" if isinstance(error, StoreError) else "index", error)


def _sync(last: LastSync) -> Iterator[Check]:
    """Whether the last sync came to its end, and each folder, link or page that it could not look into."""
    if last.state == "never":
        yield Check(name="sync", state="warning", detail="nothing is synced yet", remedy=_RUN_SYNC)
    elif last.state == "running":
        yield Check(name="sync", state="warning", detail="one is running", remedy="wait for its end, then run 'untuned doctor' again")
    elif last.state == "stopped":
        counted = f", with {last.read:,} of {last.to_read:,} files read" if last.to_read else ""
        yield Check(name="sync", state="warning", detail=f"the last one was stopped{counted}", remedy=f"{_RUN_SYNC} again")
    else:
        day = "" if last.started_at is None else f" of {last.started_at:%Y-%m-%d %H:%M} UTC"
        yield Check(name="sync", state="ok", detail=f"the last one{day} came to its end")
    for one in last.unread:
        remedy = f"{one.remedy or 'mend it'}, then {_RUN_SYNC}"
        yield Check(name="files", state="warning", detail=f"{one.path}: {one.reason}", remedy=remedy)


def _index(status: Status) -> Check:
    if status.index == "fresh":
        done = status.sync.complete
        return Check(name="index", state="ok", detail="it holds every change" if done else "it holds what was synced so far")
    detail = "there is none for these settings" if status.index == "none" else "it does not hold the latest changes"
    return Check(name="index", state="warning", detail=detail, remedy="nothing is lost: the next sync or question brings it up to date")


def _meaning(status: Status) -> Iterator[Check]:
    """The vectors, where an embedder is named."""
    if status.meaning == "off":
        return
    if status.meaning == "fresh" and status.documents and not status.vectors:
        detail = "no text is found by what it means: none is in a language that the embedder was made for"
        yield Check(name="meaning", state="warning", detail=detail, remedy=NAME_LANGUAGES)
    elif status.meaning == "fresh":
        yield Check(name="meaning", state="ok", detail=f"{status.vectors:,} chunks are found by what they mean too")
    elif status.meaning == "unusable":
        detail = "the embedder of the settings cannot be loaded: questions are searched for by words alone"
        yield Check(name="meaning", state="error", detail=detail, remedy=f"{_RUN_SYNC}: it says why")
    else:
        lacking = "no vectors are made yet: questions are searched for by words alone"
        detail = lacking if status.meaning == "none" else "the vectors do not hold the latest changes"
        yield Check(name="meaning", state="warning", detail=detail, remedy=_RUN_SYNC)


def _integrity(database: Database) -> Check:
    if database.engine.dialect.name != "sqlite":
        return Check(name="database", state="ok", detail=f"{database.place} answers")
    with database.read() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
        pointing = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
    found = [said for said in found if said != "ok"] + [f"a row of {row[0]} points to one of {row[2]} that is missing" for row in pointing]
    if found:
        return Check(name="database", state="error", detail="; ".join(found), remedy="restore a backup with 'untuned restore FILE'")
    return Check(name="database", state="ok", detail=f"{database.place} is whole")


def _clock(documents: Documents, now: datetime) -> Check:
    last = max((summary.synced_at for summary in documents.listing(principal=OWNER)), default=None)
    detail = f"{now:%Y-%m-%d %H:%M} UTC"
    if last is not None and last > now + timedelta(minutes=5):
        behind = f"{detail} is before the last sync ({last:%Y-%m-%d %H:%M} UTC)"
        return Check(
            name="clock",
            state="warning",
            detail=behind,
            remedy="set the machine's clock; new versions would seem older than those there are",
        )
    return Check(name="clock", state="ok", detail=detail)


def _failures(documents: Documents, settings: Settings, last: LastSync) -> Iterator[Check]:
    """The files that the last sync could not read, those of an unknown encoding apart: one setting may mend them all."""
    files = documents.files()
    failed = {path: state.reason for path, state in files.items() if state.status == "failed"}
    in_part = [path for path, state in files.items() if state.status == "ok" and LINES_LEFT_OUT in state.metadata]
    neither = [path for path, reason in failed.items() if "neither UTF-8 nor" in reason]
    encoding = settings.sources.encoding
    signs = ("is not UTF-8",) if encoding else ("is not UTF-8", "not in the encoding it names")
    unnamed = [path for path, reason in failed.items() if any(sign in reason for sign in signs)]
    others = [path for path in failed if path not in {*neither, *unnamed}]
    if unnamed:
        named = f"{_RUN_SYNC}: 'encoding' below [sources] is {encoding} now"
        remedy = named if encoding else f"name their encoding as 'encoding' below [sources], such as cp1251, then {_RUN_SYNC}"
        yield Check(name="encodings", state="warning", detail=_named(unnamed, "not UTF-8"), remedy=remedy)
    if neither:
        yield Check(
            name="encodings",
            state="warning",
            detail=_named(neither, f"their bytes are neither UTF-8 nor {encoding or 'the encoding they name'}"),
            remedy=f"convert them to UTF-8, or name them in 'exclude' below [sources], then {_RUN_SYNC}",
        )
    if others:
        reason = f"failed in the last sync, the first because: {failed[others[0]]}"
        remedy = f"mend them, or name them in 'exclude' below [sources], then {_RUN_SYNC}"
        yield Check(name="files", state="warning", detail=_named(others, reason), remedy=remedy)
    if in_part:
        remedy = f"mend the lines that 'untuned check' names, then {_RUN_SYNC}"
        yield Check(name="files", state="warning", detail=_named(in_part, "read without some of their lines"), remedy=remedy)
    if not failed and not in_part and not last.unread and last.complete:
        yield Check(name="files", state="ok", detail="the last sync could read every file")


def _named(paths: Sequence[str], what: str) -> str:
    return f"{listed(paths, most=3)}: {what}"
