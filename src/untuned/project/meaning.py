"""The project's view of vectors: made with a sync, followed when a question is asked, and passed over where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from untuned.errors import IndexBusy, ViewError

if TYPE_CHECKING:
    from untuned.index.search import VectorView
    from untuned.index.vectors.plan import VectorPlan
    from untuned.ingest.report import Notice
    from untuned.project.wiring import Wiring
    from untuned.rag.meaning import Meaning

MeaningState = Literal["off", "unusable", "none", "behind", "fresh"]

_BACKLOG = 500
"""Changes that a question takes in; more wait for the next sync."""
NOT_YET = "no vectors were made of the texts yet; 'untuned sync' makes them"


NAME_LANGUAGES = "name the languages that the embedder was made for as 'languages' below [meaning], or remove 'embedder'"


def unread(languages: Collection[str]) -> str:
    """Why an embedder of these languages makes no vector, as the end of a sentence."""
    if not languages:
        return "the embedder does not say which languages it was made for, so nothing is embedded"
    return f"none is in a language of the embedder ({', '.join(languages)})"


class Meanings:
    """What a project knows of its texts by what they mean; nothing, where its settings name no embedder."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    @property
    def named(self) -> bool:
        """True where the settings name an embedder; nothing is loaded to tell."""
        settings = self._wiring.settings
        return bool(settings.meaning.embedder or settings.extensions.embedder)

    def plan(self) -> VectorPlan | None:
        """How the vectors are made; None without an embedder. Raises `ModelError`, `MissingExtra`, `BadExtension`."""
        embedder = self._wiring.embedder if self.named else None
        if embedder is None:
            return None
        from untuned.index.vectors.plan import VectorPlan

        return VectorPlan(recipe=self._wiring.recipe, embedder=embedder, exact_up_to=self._wiring.settings.meaning.exact_up_to)

    def kept(self) -> list[VectorPlan]:
        """The plan, where there is one that can be followed."""
        from untuned.rag.meaning import FAILURES

        try:
            plan = self.plan()
        except FAILURES:
            return []
        return [] if plan is None else [plan]

    def follow(self, *, rebuild: bool = False, wait: bool = False, told: Callable[[], None] | None = None) -> VectorView | None:
        """The view of vectors after every change of the feed; what a view that must be built anew has already is not embedded again.

        Raises:
            ModelError: The embedder cannot be loaded or run; so do `MissingExtra` and `BadExtension`.
            IndexBusy: Another process writes the view, and `wait` is false.
            IndexUnwritable: Full disk, or read-only folder; the view stays as it was.
        """
        plan = self.plan()
        if plan is None:
            return None
        from untuned.index.vectors.plan import Remembering

        views = self._wiring.views
        before = None if rebuild else views.newest(plan)
        known = before if isinstance(before, Remembering) else None
        return views.follow(replace(plan, known=known), rebuild=rebuild, wait=wait, told=told)

    def notices(self, vectors: VectorView | None) -> tuple[Notice, ...]:
        """Why an embedder is named and yet no text has a vector; nothing where some have, or there is no text."""
        embedder = self._wiring.embedder if vectors is not None and not vectors.size and self._wiring.index().size else None
        if embedder is None:
            return ()
        from untuned.ingest.report import Notice

        return (Notice(text=f"no text is found by what it means: {unread(embedder.languages)}", remedy=NAME_LANGUAGES),)

    def asked(self, *, whole: bool) -> tuple[Meaning | None, str]:
        """What questions go by, and a sentence why they go by words alone where an embedder is named; ("" where they do not, or none is).

        With `whole`, as in measuring, the view is made and awaited, and what fails is an error.
        """
        if whole:
            return self._meaning(self.follow(wait=True)), ""
        from untuned.rag.meaning import FAILURES

        try:
            return self._meaning(self._standing()), ""
        except FAILURES as error:
            return None, error.message

    def told(self, *, position: int) -> tuple[MeaningState, int]:
        """How the view stands to a position of the feed, and how many vectors it has."""
        if not self.named:
            return "off", 0
        plan = next(iter(self.kept()), None)
        if plan is None:
            return "unusable", 0
        standing = self._wiring.views.newest(plan)
        if standing is None:
            return "none", 0
        return ("fresh" if standing.position >= position else "behind"), standing.size

    def _standing(self) -> VectorView | None:
        """The view after every change; as it stands while another process writes it, or where a sync has much to embed first.

        It is not made here: nobody who asks waits for that.
        """
        plan = self.plan()
        if plan is None:
            return None
        standing = self._wiring.views.newest(plan)
        behind = self._wiring.database.position() - (0 if standing is None else standing.position)
        if behind and (standing is None or standing.position == 0):
            raise ViewError(NOT_YET)
        if behind > _BACKLOG:
            return standing
        try:
            return self.follow()
        except IndexBusy:
            return standing

    def _meaning(self, vectors: VectorView | None) -> Meaning | None:
        embedder = self._wiring.embedder if vectors is not None else None
        if vectors is None or embedder is None:
            return None
        from untuned.rag.meaning import Meaning

        settings = self._wiring.settings
        return Meaning(vectors=vectors, embedder=embedder, weight=settings.meaning.weight, fusion=settings.search.fusion)
