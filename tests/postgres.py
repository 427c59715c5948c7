"""A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from untuned.store.postgres_tools import program

ASKED = os.environ.get("UNTUNED_TEST_POSTGRES") == "1"


class Server:
    """Runs from `Server()` to `stop()`; every database that it makes is empty."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="untuned-postgres-"))
        self._count = 0
        # initdb refuses root: then the server belongs to the account that Debian made for it.
        self._as = ["runuser", "-u", "postgres", "--"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        self._folder.chmod(0o755)
        if self._as:
            shutil.chown(self._folder, "postgres")
        data = self._folder / "data"
        try:
            self._run("initdb", "-D", data, "-A", "trust", "-U", "test", "--no-sync", "-E", "UTF8", "--locale=C")
            options = f"-c listen_addresses='' -c fsync=off -k {self._folder}"
            self._run("pg_ctl", "-D", data, "-o", options, "-l", self._folder / "log", "-w", "start")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")

    def database(self) -> str:
        """The URL of a new database."""
        self._count += 1
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE test_{self._count}")
        return self._url(f"test_{self._count}")

    def stop(self) -> None:
        """The server is gone, with its folder."""
        self._admin.dispose()
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://test@/{name}?host={self._folder}"

    def _run(self, name: str, *arguments: object) -> None:
        # Files rather than pipes: the server would keep a pipe open.
        with tempfile.TemporaryFile() as said:
            command = [*self._as, program(name), *map(str, arguments)]
            ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=self._folder, check=False)
            if ended.returncode != 0:
                said.seek(0)
                raise RuntimeError(f"{name} ended with {ended.returncode}: {said.read().decode(errors='replace')}")
