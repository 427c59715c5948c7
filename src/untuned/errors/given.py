"""Errors of what untuned is given: settings, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class UntunedError(Exception):
    """Anything that untuned raises on purpose. `remedy` says what to do next."""

    exit_code: int = 1
    remedy: str = ""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy or type(self).remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied, and sent to another process, as it stands: an error that cannot be made again there ends a whole pool of processes."""
        return _as_it_was, (type(self), self.args), self.__dict__


def _as_it_was(kind: type[UntunedError], arguments: tuple[Any, ...]) -> UntunedError:
    """Without asking again for what its message was made of."""
    return kind.__new__(kind, *arguments)


class ConfigError(UntunedError):
    """untuned.toml or the environment says something that cannot be."""

    exit_code = 2


class UnknownSetting(ConfigError):
    """A key that does not exist, with the nearest one that does."""

    def __init__(self, key: str, *, value: object, file: str, remedy: str) -> None:
        super().__init__(f"{file}: '{key}' (value {value!r}) is no setting", remedy=remedy)
        self.key, self.value, self.file = key, value, file


class WrongSetting(ConfigError):
    """A key whose value does not fit."""

    def __init__(self, key: str, *, value: object, file: str, remedy: str) -> None:
        super().__init__(f"{file}: '{key}' cannot be {value!r}", remedy=remedy)
        self.key, self.value, self.file = key, value, file


class UnreadableConfig(ConfigError):
    """The file is not TOML, or cannot be read."""

    def __init__(self, file: str, *, reason: str, remedy: str = "mend the file, or write a new one with 'untuned init --force'") -> None:
        super().__init__(f"{file} cannot be read: {reason}", remedy=remedy)
        self.file, self.reason = file, reason


class NoProject(ConfigError):
    """No untuned.toml here or above."""

    def __init__(self, folder: Path) -> None:
        message, remedy = f"no untuned.toml in {folder} or above", "run 'untuned init' in the folder that holds your documents"
        if not folder.exists():
            message, remedy = f"the folder {folder} does not exist", "check its spelling, or make it and run 'untuned init' there"
        super().__init__(message, remedy=remedy)
        self.folder = folder


class ProjectExists(ConfigError):
    """A project is there already."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} exists already", remedy="edit it, or replace it with 'untuned init --force'")
        self.file = file


class BadTask(ConfigError):
    """A task that is unknown, or whose schema, labels or examples cannot be used."""

    def __init__(self, name: str, *, reason: str, remedy: str) -> None:
        super().__init__(f"task '{name}': {reason}", remedy=remedy)
        self.name, self.reason = name, reason


class BadExtension(ConfigError):
    """`module:object` that does not load, or has not the right methods."""

    def __init__(self, kind: str, *, target: str, reason: str) -> None:
        super().__init__(
            f"{kind} '{target}' cannot be used: {reason}",
            remedy="name it as 'module:object' of an installed package; see 'untuned guide extensions'",
        )
        self.kind, self.target, self.reason = kind, target, reason


class SourceError(UntunedError):
    """One file could not be read; the rest goes on."""

    def __init__(self, path: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {reason}", remedy=remedy)
        self.path, self.reason = path, reason


class UnreadableDocument(SourceError):
    """Its bytes give no text, with the reason."""


class UnsupportedFormat(SourceError):
    """Nothing loads files of this ending."""


class OutsideRoot(SourceError):
    """Its real place is outside the project's root."""


class Unfetchable(SourceError):
    """A page of the web was not or may not be fetched; `path` is its address."""


class UnreachableHost(Unfetchable):
    """The host gives no connection, or may not be called: its name, its address, its port or its certificate."""


class BadFact(SourceError):
    """facts.toml says something that cannot be; the reason names the line."""
