"""What an open project does with kinds of questions: examples read, a router learnt and kept as a view, desks for what it sends where."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, cast

from untuned.errors import BadVariant, IndexUnwritable, MissingExtra, ModelError, Refused, UnreadableQuestions, ViewError, WrongSetting
from untuned.project.measures import Measures
from untuned.project.variants import SHARED
from untuned.project.wiring import FOLDER, Wiring
from untuned.types.methods import DEFAULT, Method, Variant
from untuned.types.routes import Route, RouteCheck, RouteExample
from untuned.types.routing import ABSTAIN, KINDS, RouteKind

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.assistant.router import Router, Routing
    from untuned.models.embed.embedder import Embedder
    from untuned.models.linear import Table
    from untuned.types.measures import Question

_BY_KIND: Mapping[str, RouteKind] = {
    "knowledge": "knowledge",
    "multi_hop": "knowledge",
    "time_sensitive": "knowledge",
    "structural": "structural",
    "action": "action",
}
"""What a question's own kind says; one that asks to be refused is worded like one of knowledge, and says nothing."""

_KEPT = ("*.bin", "*.bin.*", "*.part")
"""Routers, and what one that was ended while it wrote left."""

_NO_ROUTER = (Refused, MissingExtra, UnreadableQuestions, ModelError, ViewError)
"""What keeps a router from being had: what people ask is looked up then."""


class RoutedWiring(Wiring):
    """What another variant leans on that answers what somebody asks: it reads and records as the project does."""

    def __init__(self, project: Wiring, variant: Variant) -> None:
        super().__init__(project.root, settings=variant.settings, principal=project.principal)
        self.__dict__.update((part, getattr(project, part)) for part in SHARED)
        self.reads = variant.method.context != "none"

    def close(self) -> None:
        """Nothing: its parts are the project's."""


class RoutePart(Measures):
    """Questions told apart by kind."""

    def route(self, question: str) -> Route:
        """What would become of a question, and why; nothing is asked. Raises as `router`."""
        from untuned.rag.ground import Asked

        found = self.routing().choose(Asked(question=question))
        assert not isinstance(found, str)
        return found

    def route_check(self) -> RouteCheck:
        """How well the router does on its own examples, each held out once. Raises as `router`, `NotAllowed`."""
        self.check_owner("look over the router")
        return self.router().check

    def train_router(self) -> RouteCheck:
        """The same, of a router learnt anew and kept. Raises as `router`, `NotAllowed`."""
        self.check_owner("train the router")
        return self.router(anew=True).check

    def router(self, *, anew: bool = False) -> Router:
        """The router of the examples and settings as they are: kept from before, else learnt.

        Raises:
            Refused: There are too few kinds of examples to learn from.
            UnreadableQuestions: The file of examples cannot be read.
            MissingExtra: It has to be learnt, and scikit-learn is not installed.
            WrongSetting: It is to tell by meaning, and there is no embedder.
            IndexUnwritable: It is learnt anew, and cannot be kept. Otherwise it is then held in memory alone.
        """
        with self._learning:  # learnt once, whoever else waits for it
            examples = self._route_examples()
            digest = self.router_digest(examples)
            if not anew and self._learnt is not None and self._learnt[0] == digest:
                return self._learnt[1]
            kept = None if anew else self._kept_router(digest)
            found = kept or self._learn(examples)
            self._learnt = (digest, found)
            if kept is None:
                with nullcontext() if anew else suppress(IndexUnwritable):
                    self._keep(found, self._routers / f"{digest}.bin")
            return found

    def router_digest(self, examples: Sequence[RouteExample] | None = None) -> str:
        """Sixteen hexadecimal digits over all that a router is learnt from. Raises as `router`."""
        from untuned.assistant.router import digest_of

        found = tuple(self._route_examples() if examples is None else examples)
        if self._digested is not None and self._digested[0] == found:
            return self._digested[1]
        chosen = asdict(self.settings.router)
        for unused in ("enabled", "examples", "questions"):
            del chosen[unused]
        embedder = self._route_embedder().name if self.settings.router.semantic else ""
        languages = self.settings.sources.languages
        rows = [[one.text, one.kind, one.intent, one.cluster] for one in found]
        digest = digest_of([rows, chosen, embedder, languages, self.settings.evaluation.seed])
        self._digested = (found, digest)
        return digest

    def routing(self, desks: Mapping[str, Desk] | None = None, *, fresh: bool = False) -> Routing:
        """The router with the desks that it sends questions to. Raises as `router`."""
        from untuned.assistant.router import Routing

        router = self.router()
        return Routing(find=lambda: router, desks=desks or {}, embed=self._route_embed, fresh=fresh)

    def desk(self, method: Method = DEFAULT, *, live: bool = False) -> Desk:
        """Where questions are answered by a method; where the settings want it, each by the variant of its kind.

        Raises:
            BadVariant: The method cannot answer with these settings, or a variant that the router sends people's questions to.
            UnknownVariant: There is none of a name below `[router]`.
            NothingSynced: There is no document to ask.
            ModelError: A model that can never be asked.
        """
        desk = super().desk(method, live=live)
        if not self.settings.router.enabled or method != DEFAULT:
            return desk
        from untuned.assistant.router import Routing

        desks = {name: self._asked_desk(name, live=live) for name in self.routed_names if name != "default"}
        return replace(desk, routing=Routing(find=self._found_router, desks={"default": desk, **desks}, embed=self._route_embed))

    def _found_router(self) -> Router | str:
        """The router, or why what people ask is looked up."""
        try:
            return self.router()
        except _NO_ROUTER as error:
            return f"Not routed: {error.message}."

    @property
    def _route_embed(self) -> Callable[[str], Table] | None:
        return self._route_vector if self.settings.router.semantic else None

    @property
    def routed_names(self) -> tuple[str, ...]:
        """The variants that questions are sent to."""
        return tuple(sorted({self.settings.router.variant(kind) for kind in KINDS} - {ABSTAIN}))

    def routed_variants(self, asker: Variant) -> tuple[Variant, ...]:
        """The variants that a measured one sends questions to: they ask as it does. Raises `UnknownVariant`, `BadVariant`."""
        from untuned.evaluation.variants.resolve import resolve

        found = [resolve(name, settings=self.settings, root=self.root) for name in self.routed_names]
        for one in found:
            self._check_routed(one)
        return tuple(replace(one, groups=asker.groups) for one in found)

    def drop_routers(self) -> None:
        """Remove what was learnt: it holds words of the examples. Raises `NotAllowed` for all but the owner."""
        self.check_owner("remove the router")
        with self._learning:  # what is being learnt is written first, and so removed too
            self._learnt = None
            self._digested = None
            self._read_examples = None
            for pattern in _KEPT:
                for kept in self._routers.glob(pattern):
                    kept.unlink(missing_ok=True)

    def _forget(self) -> None:
        super()._forget()
        self._learning = threading.Lock()
        self._learnt: tuple[str, Router] | None = None
        self._digested: tuple[tuple[RouteExample, ...], str] | None = None
        self._asked_wirings: dict[str, RoutedWiring] = {}
        self._read_examples: tuple[tuple[int, int], tuple[RouteExample, ...]] | None = None

    def _asked_desk(self, name: str, *, live: bool) -> Desk:
        """Where a variant answers what somebody asks: in verified claims, with the asker's own rights."""
        from untuned.evaluation.variants.resolve import resolve

        variant = resolve(name, settings=self.settings, root=self.root)
        self._check_routed(variant)
        if variant.method.wording != "claims" or variant.method.rewriter or variant.method.shots:
            reason = "[router] sends it what people ask, who are shown verified claims alone, without examples of questions"
            raise BadVariant(name, reason=reason, remedy="let it answer in claims, or leave 'enabled' away and measure it as 'routed'")
        wiring = self._asked_wirings.setdefault(variant.hash, RoutedWiring(self, variant))
        return replace(wiring.desk(variant.method, live=live), name=name)

    def _check_routed(self, variant: Variant) -> None:
        if variant.method.routed:
            raise BadVariant(variant.name, reason="[router] sends questions to it, and it is routed itself", remedy="name another variant")
        if variant.groups:
            raise BadVariant(variant.name, reason="[router] sends questions to it, and it asks as others do", remedy="take 'groups' out")

    # -- the examples ------------------------------------------------------------------------------

    def _route_examples(self) -> tuple[RouteExample, ...]:
        """Every example. Raises `Refused` where there are none, `UnreadableQuestions`."""
        settings = self.settings.router
        file = self.root / settings.examples
        found = self._file_examples(file) if file.is_file() else ()
        if settings.questions:
            from untuned.store.questions import Questions

            tasks_of = self.answerable().tasks_of
            asked = [
                one for one in Questions(self.database).listing(split="dev") if one.confirmed and not one.history and not tasks_of(one)
            ]
            found = (*found, *_of_questions(asked))
        if not found:
            remedy = f"""write lines such as {{"text": "...", "kind": "action"}} to {settings.examples}; see 'untuned guide router'"""
            raise Refused(f"there is no example of a kind of question: '{settings.examples}' is not there, or empty", remedy=remedy)
        return found

    def _file_examples(self, file: Path) -> tuple[RouteExample, ...]:
        state = file.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        if self._read_examples is None or self._read_examples[0] != stamp:
            self._read_examples = (stamp, read_examples(file))
        return self._read_examples[1]

    # -- what is learnt, and kept ------------------------------------------------------------------

    @property
    def _routers(self) -> Path:
        return self.root / FOLDER / "router"

    def _kept_router(self, digest: str) -> Router | None:
        from untuned.assistant.router import Router

        try:
            return Router.from_bytes((self._routers / f"{digest}.bin").read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None  # a view that is not there or damaged is made again

    def _learn(self, examples: Sequence[RouteExample]) -> Router:
        from untuned.evaluation.routing import learn

        semantic = self.settings.router.semantic
        self._check_learning()
        return learn(
            examples,
            settings=self.settings.router,
            languages=self.settings.sources.languages,
            vectors=self._route_vectors([one.text for one in examples]) if semantic else None,
            embedder=self._route_embedder().name if semantic else "",
            seed=self.settings.evaluation.seed,
        )

    def _check_learning(self) -> None:
        from importlib.util import find_spec

        if find_spec("sklearn") is None or find_spec("scipy") is None:
            raise MissingExtra("scikit-learn, which learns from examples,", extra="measure")

    def _keep(self, made: Router, file: Path) -> None:
        """The router in its file, in place of every other."""
        beside: Path | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=file.parent, prefix=f"{file.stem}.", suffix=".part", delete=False) as opened:
                beside = Path(opened.name)
                opened.write(made.to_bytes())
            beside.replace(file)
            for other in file.parent.glob("*.bin"):
                if other != file:
                    other.unlink(missing_ok=True)
        except OSError as error:
            if beside is not None:
                beside.unlink(missing_ok=True)
            raise IndexUnwritable(f"{file}: {error.strerror or error}") from error

    # -- meaning -----------------------------------------------------------------------------------

    def _route_embedder(self) -> Embedder:
        if self.embedder is None:
            remedy = "name one as 'embedder' below [meaning], or set it to false"
            raise WrongSetting("router.semantic", value=True, file="untuned.toml", remedy=remedy)
        return self.embedder

    def _route_vectors(self, texts: Sequence[str]) -> Table:
        """A row for each text; zeros for one in a language that the embedder does not read. Raises `ModelError`."""
        import numpy as np

        from untuned.models.embed.embedder import reads
        from untuned.text.language import language_of

        embedder = self._route_embedder()
        rows = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
        listed = self.settings.sources.languages
        read = [place for place, text in enumerate(texts) if reads(embedder, language_of(text, languages=listed) or None)]
        if read:
            rows[read] = embedder.embed([texts[place] for place in read], kind="query")
        return rows

    def _route_vector(self, question: str) -> Table:
        return self._route_vectors([question])


def read_examples(file: Path) -> tuple[RouteExample, ...]:
    """The examples of a file, a JSON object on each line. Raises `UnreadableQuestions` with the line that is wrong."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")  # a text may hold other ends of lines, such as U+2028
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableQuestions(str(file), reason=f"it cannot be read: {error}") from error
    return tuple(_example(line, f"{file}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def _example(line: str, place: str) -> RouteExample:
    remedy = f'write {{"text": "...", "kind": "action"}}; the kinds are {", ".join(KINDS)}'
    try:
        row = cast("object", json.loads(line))
    except (ValueError, RecursionError) as error:
        raise UnreadableQuestions(place, reason="it is no JSON", remedy=remedy) from error
    if not isinstance(row, dict):
        raise UnreadableQuestions(place, reason="it is no object", remedy=remedy)
    told = cast("dict[str, object]", row)
    text, intent, cluster = told.get("text"), told.get("intent", ""), told.get("cluster", "")
    kind = str(told.get("kind", "")).strip().lower().replace(" ", "_").replace("-", "_")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableQuestions(place, reason="it has no 'text'", remedy=remedy)
    if kind not in KINDS:
        raise UnreadableQuestions(place, reason=f"{told.get('kind')!r} is no kind", remedy=remedy)
    if not isinstance(intent, str):
        raise UnreadableQuestions(place, reason="its 'intent' is no text", remedy=remedy)
    if not isinstance(cluster, str):
        raise UnreadableQuestions(place, reason="its 'cluster' is no text", remedy=remedy)
    return RouteExample(text=text, kind=kind, intent=intent.strip(), cluster=cluster.strip())


def _of_questions(questions: Iterable[Question]) -> Iterable[RouteExample]:
    for one in questions:
        named = one.route.strip().lower().replace(" ", "_").replace("-", "_")
        kind = named if named in KINDS else _BY_KIND.get(one.kind)
        if kind is not None:
            yield RouteExample(text=one.text, kind=kind, cluster=one.cluster)
