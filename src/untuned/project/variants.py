"""The parts of a project as one variant has them: truth, views and threads are the project's own, settings and models the variant's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from untuned.project.opening import opened_once
from untuned.project.wiring import Wiring
from untuned.types.answers import Answer
from untuned.types.methods import DEFAULT, Method, Variant
from untuned.types.principal import OWNER, member
from untuned.types.settings import ExtensionSettings, MeaningSettings

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.models.chat.endpoints import Endpoints
    from untuned.models.chat.model import ChatModel
    from untuned.rag.ask import Parts
    from untuned.store.encoding import JSON

SHARED = ("database", "documents", "views", "limiter", "loop")
"""Parts that hold truth, views and threads: there is one of each in a process."""


class VariantWiring(Wiring):
    """What one variant leans on. It records no answer, and a model that fails is an error: nothing stands in for it."""

    exacting = True

    def __init__(
        self, project: Wiring, variant: Variant, *, endpoints: Endpoints | None = None, held_out: frozenset[str] = frozenset()
    ) -> None:
        """`held_out` are the questions that a task's examples must not give away."""
        model = replace(variant.settings.model, fallbacks=())
        principal = member(variant.groups) if variant.groups else OWNER
        settings = replace(variant.settings, model=model)
        if variant.method.task:
            # No text is searched for: neither vectors of any nor a reranker are asked for.
            settings = replace(settings, meaning=MeaningSettings(), extensions=ExtensionSettings())
        super().__init__(project.root, settings=settings, principal=principal)
        self.variant = variant
        self.held_out = held_out
        self.__dict__.update((part, getattr(project, part)) for part in SHARED)
        self._endpoints = endpoints
        self.reads = variant.method.context != "none"

    def desk(self, method: Method = DEFAULT, *, live: bool = False) -> Desk:
        """Where the variant's questions are answered."""
        desk = super().desk(method, live=live)
        desk = replace(desk, parts=replace(desk.parts, falls_back=False))
        if not (method.task or method.format):
            return desk
        from untuned.project.tasking import with_task

        return with_task(desk, wiring=self, held_out=self.held_out)

    def parts(self, *, live: bool = False) -> Parts:
        """What asking leans on."""
        parts = super().parts(live=live)
        return replace(parts, falls_back=False, library=replace(parts.library, falls_back=False))

    @opened_once
    def writer(self) -> ChatModel:
        """The variant's chat model, over shared connections. Raises `ModelError`."""
        return self._opened(self.settings.model.name)

    def other_model(self, name: str) -> ChatModel | None:
        """A model beside it; None for "". Raises `ModelError`."""
        return self._opened(name) if name else None

    def _opened(self, name: str) -> ChatModel:
        from untuned.models.chat.model import ChatModel

        model = self.settings.model
        if name != model.name and model.name.partition(":")[0] not in ("", name.partition(":")[0]):
            model = replace(model, base_url="", api_key="")  # they are for models of their own provider
        return ChatModel.from_settings(replace(model, name=name, fallbacks=()), root=self.root, endpoints=self._endpoints)

    def _record(self, answer: Answer, trace: Mapping[str, JSON]) -> Answer:  # noqa: ARG002 - as a project records
        return answer
