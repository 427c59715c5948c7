"""The steps of writing a view, by name, at which a test may end the process."""

from __future__ import annotations

from untuned.store.steps import step

INDEX_STEPS = (
    "index.apply.begin",
    "index.apply.deleted",
    "index.apply.added",
    "index.commit.before",
    "index.commit.after",
    "index.swap.before",
    "index.swap.after",
)


def reach(name: str) -> None:
    """Marks that a step is reached."""
    step(name)
