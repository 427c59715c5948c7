"""Answers you can check: a folder of documents becomes quoted, verified answers.

import untuned

with untuned.open("my-project") as project:
    project.sync()
    answer = project.ask_sync("How long is the warranty?")
    print(answer.state, [(claim.text, claim.citations[0].source) for claim in answer.claims])
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import UntunedError
from untuned.types.principal import OWNER, Principal, member

if TYPE_CHECKING:
    from untuned.project import Project

__version__ = "0.1.0"
__all__ = ["OWNER", "Principal", "Project", "UntunedError", "__version__", "member", "open"]


def open(folder: Path | str | None = None, *, principal: Principal = OWNER) -> Project:  # noqa: A001 - read as untuned.open
    """The project of a folder with untuned.toml (by default the current one, or the nearest above it).

    Raises:
        NoProject: There is no untuned.toml; `Project.init(folder)` writes one.
        ConfigError: The file says something that cannot be.
    """
    from untuned.project import Project  # noqa: PLC0415 - heavy parts are loaded when they are used

    return Project.open(folder, principal=principal)


def __getattr__(name: str) -> object:
    if name == "Project":
        from untuned.project import Project  # noqa: PLC0415 - the same

        return Project
    raise AttributeError(f"module 'untuned' has no attribute '{name}'")
