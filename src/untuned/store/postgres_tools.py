"""PostgreSQL's own programs for copies: pg_dump, pg_restore, psql."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from untuned.errors import BackupError

_DEBIAN = Path("/usr/lib/postgresql")


def dump(url: URL, target: Path) -> None:
    """The target is an archive that pg_restore reads, of one state of the database."""
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}", f"--dbname={_address(url)}"], url)
    if " version " not in contents(target):
        raise BackupError(f"{target} holds no versions", remedy="try again")


def contents(archive: Path) -> str:
    """What is in an archive, a line each. Raises `BackupError` for a file that is none."""
    return _run("pg_restore", ["--list", str(archive)])


def rows(archive: Path, table: str) -> list[list[str]]:
    """A table's rows in an archive, of simple values only."""
    script = _run("pg_restore", ["--data-only", f"--table={table}", "--file=-", str(archive)])
    _, _, copied = script.partition(f"COPY public.{table} ")
    _, _, copied = copied.partition("\n")
    copied, _, _ = copied.partition("\n\\.")
    return [line.split("\t") for line in copied.splitlines()]


def script_of(archive: Path, target: Path) -> None:
    """The target holds the statements that make the archive's tables anew."""
    _run("pg_restore", ["--no-owner", "--no-privileges", f"--file={target}", str(archive)])


def execute(url: URL, script: Path, *, lock_timeout_ms: int = 15_000) -> None:
    """The script has run as one transaction. Raises `BackupError` after having changed nothing."""
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--file={script}", f"--dbname={_address(url)}"]
    _run("psql", options, url, lock_timeout_ms=lock_timeout_ms)


def program(name: str) -> str:
    """Where the program is: on PATH, or where Debian keeps it. Raises `BackupError`."""
    found = shutil.which(name)
    if found is not None:
        return found
    versions = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    for folder in reversed(versions):
        if (folder / name).is_file():
            return str(folder / name)
    raise BackupError(f"'{name}' is not installed", remedy="install PostgreSQL's client programs (Debian: postgresql-client)")


def _address(url: URL) -> str:
    # The password goes by the environment: other users can read a command line.
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _run(name: str, arguments: list[str], url: URL | None = None, *, lock_timeout_ms: int | None = None) -> str:
    environment = dict(os.environ)
    if url is not None and url.password is not None:
        environment["PGPASSWORD"] = str(url.password)
    if lock_timeout_ms is not None:
        environment["PGOPTIONS"] = f"-c lock_timeout={lock_timeout_ms}"
    ended = subprocess.run(  # noqa: S603 -- a program found by name, its arguments made here
        [program(name), *arguments], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ended.returncode != 0:
        said = ended.stderr.strip().splitlines() or [f"it ended with {ended.returncode}"]
        raise BackupError(f"{' '.join([name, *arguments[-1:]])}: {said[0]}")
    return ended.stdout
