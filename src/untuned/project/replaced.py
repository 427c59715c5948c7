"""What truth tells before it is replaced, where it can still be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from untuned.errors import StoreError
from untuned.project.wiring import Wiring, database_place

T = TypeVar("T")


def still_told(project: Wiring, told: Callable[[], T], *, otherwise: T) -> T:
    """What a project's truth tells as it stands; `otherwise` where it is missing, damaged or of another release."""
    place = database_place(project.root, project.settings)
    if isinstance(place, Path) and not place.exists():
        return otherwise
    try:
        return told()
    except StoreError:
        return otherwise
