"""The parts of an open project, each opened when it is first needed: the one place where they are wired to each other."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import DamagedStore, WrongSetting
from untuned.project.forking import heed_forks
from untuned.project.held import Held
from untuned.project.opening import end, opened_once, parts_of
from untuned.project.ruling import ruled
from untuned.types.answers import Answer
from untuned.types.methods import DEFAULT, Method
from untuned.types.principal import OWNER, Principal
from untuned.types.settings import Settings

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.index.recipe import Recipe
    from untuned.index.search import WordView
    from untuned.index.views import Views
    from untuned.models.chat.model import ChatModel
    from untuned.models.chat.summaries import SummaryWriter
    from untuned.models.embed.cache import VectorCache
    from untuned.models.embed.embedder import Embedder
    from untuned.project.meaning import Meanings
    from untuned.rag.ask import Parts
    from untuned.rag.evidence import Library
    from untuned.rag.loop import Loop
    from untuned.rag.modelled import Author
    from untuned.rag.retrieve.reorder import Reranker
    from untuned.rag.stated import Stated
    from untuned.rag.verify.support.support import SupportScorer
    from untuned.store.answers import Answers
    from untuned.store.conversations import Conversations
    from untuned.store.database import Database
    from untuned.store.documents import Documents
    from untuned.store.encoding import JSON
    from untuned.store.references import References
    from untuned.store.sources import Sources
    from untuned.types.filters import Filter

FOLDER = ".untuned"
_INDEX = "index"
"""Where a project keeps its database and its views, below its root."""

_THREADS = 4


class Wiring:
    """What an open project leans on. Everything it reads, it reads as its principal."""

    reads: bool = True
    """Without documents nothing can be asked; False for what answers without reading any."""
    closed: bool = False
    """Nothing is opened any more."""
    exacting: bool = False
    """What an embedder cannot do is an error, and its vectors are awaited: nothing stands in for them."""

    def __init__(self, root: Path, *, settings: Settings, principal: Principal = OWNER) -> None:
        if not isinstance(principal, Principal):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
            raise TypeError(f"a principal is untuned.OWNER, or made by untuned.member('hr'), not {principal!r}")
        self.root = root
        self.settings = settings
        self.principal = principal
        self._recipe: tuple[Settings, Recipe] | None = None
        self._forget()
        heed_forks(self)

    def _let_go(self) -> None:
        """Let every part go; what other threads asked for is finished first. Each is opened anew when it is needed."""
        for part in ("loop", "_preparer", "limiter", "views", "past_views", "database"):
            end(self.__dict__.pop(part, None))
        for part in ("documents", "conflicts", "saved_answers", "conversations", "histories", "references", "texts"):
            self.__dict__.pop(part, None)
        self._forget()

    def leave_behind(self) -> Mapping[str, object]:
        """The parts that are open, which a forked process leaves to its parent: each is opened anew when it is needed."""
        parts = parts_of(type(self))
        for part in parts:
            part.begin_anew()
        left = {part.name: self.__dict__.pop(part.name) for part in parts if part.name in self.__dict__}
        self._forget()
        return left

    def _forget(self) -> None:
        self._known_facts: Held[Stated | None] = Held()
        self._succeeded: Held[bool] = Held()
        self._references: Held[References] = Held()

    # -- the parts ---------------------------------------------------------------------------------

    @opened_once
    def database(self) -> Database:
        """Truth, opened and of the right schema."""
        from untuned.store.database import Database

        place = database_place(self.root, self.settings)
        refuse_emptied(place)
        return ruled(Database.open(place, busy_timeout_ms=self.settings.store.busy_timeout_ms), rules=self.settings.access)

    @opened_once
    def documents(self) -> Documents:
        """The documents in truth."""
        from untuned.store.documents import Documents

        return Documents(self.database)

    @opened_once
    def references(self) -> References:
        """What the documents refer to."""
        from untuned.store.references import References

        return References(self.database)

    def link(self) -> None:
        """What every current text refers to, brought up to date with truth."""
        from untuned.project.linking import link

        link(self.references, self.database, documents=self.documents, sources=self.texts)

    @opened_once
    def saved_answers(self) -> Answers:
        """The answers in truth."""
        from untuned.store.answers import Answers

        return Answers(self.database)

    @opened_once
    def conversations(self) -> Conversations:
        """The conversations in truth."""
        from untuned.store.conversations import Conversations

        return Conversations(self.database)

    @opened_once
    def texts(self) -> Sources:
        """The current texts, whole, as the passes after a sync read them."""
        from untuned.store.sources import Sources

        return Sources(self.database)

    @opened_once
    def views(self) -> Views:
        """The indexes of this project."""
        from untuned.index.search import Origin
        from untuned.index.views import Views
        from untuned.store.changes import Changes

        origin = Origin(database=self.database.id, epoch=self.database.epoch)
        return Views(
            self.root / FOLDER / _INDEX,
            origin=origin,
            changes=Changes(self.database),
            sources=self.texts,
            spared=lambda: {plan.name for plan in self.meanings.kept()},
        )

    @property
    def meanings(self) -> Meanings:
        """Its texts by what they mean."""
        from untuned.project.meaning import Meanings

        return Meanings(self)

    @property
    def recipe(self) -> Recipe:
        """How the project's own index is made."""
        from untuned.index.recipe import Recipe

        settings = self.settings
        if self._recipe is None or self._recipe[0] is not settings:
            self._recipe = (settings, Recipe(chunks=settings.chunks, index=settings.index, metadata=settings.metadata))
        return self._recipe[1]

    @opened_once
    def limiter(self) -> ThreadPoolExecutor:
        """The threads that stages of questions run on."""
        return ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="untuned-stage")

    @opened_once
    def loop(self) -> Loop:
        """The event loop behind `ask_sync`."""
        from untuned.rag.loop import Loop

        return Loop()

    def index(self) -> WordView:
        """The index of the project's settings, after every change; while somebody else writes it, as it stands once it is whole.

        Raises:
            IndexBusy: There is none yet, and another process goes on making it for long.
        """
        return self.views.followed_or_standing(self.recipe)

    def library(self, index: WordView | None = None) -> Library:
        """Where evidence comes from; the index as it stands, unless one is given.

        Raises:
            NothingSynced: There is no document to ask.
        """
        from untuned.index.readable import as_read_by
        from untuned.ingest.references.placed import placed
        from untuned.rag.evidence import Library
        from untuned.rag.meaning import BY_WORDS
        from untuned.store.conflicts import Conflicts

        if index is None:
            index = self.index()
        if index.position == 0 and self.reads:
            from untuned.project.syncing import nothing_to_ask

            raise nothing_to_ask(self)
        meaning, note = self.meanings.asked(whole=self.exacting)
        return Library(
            index=as_read_by(self.principal, index),
            truth=self.documents,
            settings=self.settings,
            principal=self.principal,
            reranker=self.reranker,
            placing=placed if self.settings.search.references else None,
            conflicts=Conflicts(self.database) if self.settings.answer.conflicts else None,
            references=self._references.at(index.position, self._linked) if self.settings.search.references else None,
            scorer=self.scorer,
            meaning=meaning,
            by_words_note=note and BY_WORDS.format(reason=note),
            standing=self._standing(index.position),
            day=datetime.now(UTC).date(),
        )

    def _linked(self) -> tuple[int, References]:
        self.link()
        return self.references.linked().position, self.references

    def _standing(self, position: int) -> tuple[Filter, ...]:
        """What searches of the present pass over, at a position of the feed: what others took the place of, or what has not begun."""
        from untuned.index.standing import of_the_present
        from untuned.store.succession import Successions

        succeeded = self._succeeded.at(position, lambda: (position, Successions(self.database).any()))
        return of_the_present(datetime.now(UTC).date()) if succeeded else ()

    def desk(self, method: Method = DEFAULT, *, live: bool = False) -> Desk:
        """Where questions are answered by a method; with `live`, what a chat model says is taken from its stream.

        Raises:
            BadVariant: The method cannot answer with these settings.
            NothingSynced: There is no document to ask.
            ModelError: A model that can never be asked.
        """
        from untuned.assistant.desk import Desk

        parts = self.parts(live=live)
        return Desk(
            parts=replace(parts, checker=self.other_model(method.checker)) if method.checker else parts,
            method=method,
            writer=self.writer if self.settings.model.name else None,
            rewriter=self.other_model(method.rewriter),
            live=live,
        )

    def other_model(self, name: str) -> ChatModel | None:
        """A model beside the one of the settings, under the same limits; None for "". Raises `ModelError`.

        The settings' address and key are for models of their own provider alone.
        """
        if not name:
            return None
        from untuned.models.chat.model import ChatModel

        model = self.settings.model
        if model.name.partition(":")[0] not in ("", name.partition(":")[0]):
            model = replace(model, base_url="", api_key="")
        return ChatModel.from_settings(replace(model, name=name, fallbacks=()), root=self.root)

    def parts(self, *, live: bool = False) -> Parts:
        """What asking leans on; with `live`, a chat model's claims are taken from its stream."""
        from untuned.rag.ask import Parts

        index = self.index()
        return Parts(
            library=self.library(index),
            limiter=self.limiter,
            record=self._record,
            author=self._author(live=live),
            rewriter=self._rewriter(),
            facts=self._facts(index.position),
        )

    @opened_once
    def writer(self) -> ChatModel:
        """The chat model of the settings, with all that its first question would have to load. Raises `ModelError`."""
        from untuned.models.chat.model import ChatModel

        for module in ("untuned.models.chat.asking", "untuned.models.chat.endpoint"):
            import_module(module)  # a deadline is for the model, not for loading its client
        return ChatModel.from_settings(self.settings.model, root=self.root)

    def _rewriter(self) -> ChatModel | None:
        """The chat model, where it words follow-ups; None where rules do, or nobody."""
        chosen, named = self.settings.search.rewrite, bool(self.settings.model.name)
        if chosen == "model" and not named:
            raise WrongSetting(
                "search.rewrite", value=chosen, file="untuned.toml", remedy="name a chat model below [model], or set it to 'auto'"
            )
        return self.writer if named and chosen in ("auto", "model") else None

    def _author(self, *, live: bool) -> Author | None:
        model = self.settings.model
        if not model.name:
            return None
        from untuned.rag.modelled import Author

        return Author(writer=self.writer, name=model.name, repairs=model.repair, live=live)

    @opened_once
    def scorer(self) -> SupportScorer | None:
        """The local model of support that the settings name, once it was measured to beat the rules. Raises `MissingExtra`."""
        if not self.settings.verify.support_model:
            return None
        from untuned.models.support import measured_support

        return measured_support(self.root / self.settings.verify.support_model)

    @opened_once
    def reranker(self) -> Reranker | None:
        """What orders found passages anew: a model that the settings name, else the project's own. Raises `ModelError`, `BadExtension`."""
        from untuned.config.extensions import load_reranker
        from untuned.models.rerank.named import reranker_of

        named = reranker_of(self.settings.meaning, root=self.root, environ=os.environ)
        return load_reranker(self.settings.extensions) if named is None else named

    @opened_once
    def embedder(self) -> Embedder | None:
        """What makes vectors of texts, and keeps those of passages; None where none is named. Raises `ModelError`, `BadExtension`."""
        from untuned.config.extensions import load_embedder
        from untuned.models.embed.cache import CachedEmbedder
        from untuned.models.embed.named import embedder_of

        found = embedder_of(self.settings.meaning, root=self.root, own=load_embedder(self.settings.extensions))
        return None if found is None else CachedEmbedder(found, cache=self.vectors)

    @opened_once
    def vectors(self) -> VectorCache:
        """The vectors that were computed before; a purge has to take them too."""
        from untuned.models.embed.cache import VectorCache

        return VectorCache(self.root / FOLDER / "vectors.sqlite3", busy_timeout_ms=self.settings.store.busy_timeout_ms)

    def summary_writer(self) -> SummaryWriter | None:
        """What words summaries; None without a chat model. Raises `ModelError`."""
        if not self.settings.model.name:
            return None
        from untuned.models.chat.summaries import SummaryWriter

        return SummaryWriter(name=self.settings.model.name, writer=self.writer, run=self.loop.run)

    def _facts(self, position: int) -> Stated | None:
        """The facts as they stand at a position of the feed; None when there are none to read."""
        from untuned.project.facts import stated_in

        return self._known_facts.at(position, lambda: (position, stated_in(self.documents, self.settings.facts, principal=self.principal)))

    def _record(self, answer: Answer, trace: Mapping[str, JSON]) -> Answer:
        return self.saved_answers.record(answer, principal=self.principal, trace=trace)


def database_place(root: Path, settings: Settings) -> str | Path:
    """The address of a project's database; without one in the settings, SQLite's file in the project's own folder."""
    return settings.store.address or root / FOLDER / "truth.sqlite3"


def refuse_emptied(place: str | Path) -> None:
    """Nothing for a database that can be opened or made. Raises `DamagedStore` for an empty file beside an index: it held documents."""
    if not isinstance(place, Path) or not place.is_file() or place.stat().st_size:
        return
    index = place.parent / _INDEX
    if index.is_dir() and any(index.iterdir()):
        anew = f"or delete this file and {_INDEX}/ beside it to begin anew, without answers and former versions"
        raise DamagedStore(f"{place} is empty, though an index was made of it", remedy=f"{DamagedStore.remedy}, {anew}")
