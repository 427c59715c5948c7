"""Which variant answers a question: told by a small classifier that was measured on examples it had not seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from untuned.assistant.strangeness import Strangeness
from untuned.models.linear import LinearModel, Table, softmax
from untuned.models.ngrams import words
from untuned.text.language import language_of
from untuned.types.measures import Interval
from untuned.types.routes import Route, RouteBound, RouteCheck, RoutedKind, Why
from untuned.types.routing import ABSTAIN, KINDS, RouteKind

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.rag.ground import Asked

REVISION = "router/3"
"""Changes with every change of how a route is found: a router of another revision is learnt anew."""

Embed = Callable[[str], "Table"]
"""The vector of a question as a table of one row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Router:
    """A learnt router. It is a view of its examples: it may be thrown away and learnt again."""

    model: LinearModel
    variants: Mapping[RouteKind, str]
    """By kind; `abstain` for none."""
    thresholds: Mapping[str, float]
    """The least probability, by language, with which a question leaves knowledge's variant; in another language none does."""
    refusals: Mapping[str, float]
    """The least probability of being out of scope, by language, with which a question is refused; in another language none is."""
    strangeness: Strangeness | None
    """None without examples that are out of scope."""
    listed: tuple[str, ...]
    """The languages that are told apart."""
    check: RouteCheck
    seen: Mapping[str, int] = field(default_factory=dict[str, int])
    """The examples, by `key_of`, with their rows of `held_out`."""
    held_out: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float16))
    """What models that had not seen an example say of it: its scores, then how many of its words they had never met."""

    def route(self, question: str, *, vectors: Table | None = None, fresh: bool = False) -> Route:
        """What becomes of a question that stands alone.

        Args:
            question: As it was asked.
            vectors: Of it, where the router learnt with some.
            fresh: One of the examples is told as by a model that had not seen it, as measuring needs it.
        """
        row = self.seen.get(key_of(question), -1) if fresh else -1
        held = row >= 0 and not np.isnan(self.held_out[row]).any()
        told = self.held_out[row].astype(np.float32) if held else self._told_anew(question, vectors)
        return self.told(told, language=language_of(question, languages=self.listed), count=len(words(question)))

    def _told_anew(self, question: str, vectors: Table | None) -> NDArray[np.float32]:
        return np.append(self.model.scores([question], vectors=vectors)[0], np.float32(self.model.unknown(question)))

    def told(self, told: NDArray[np.float32], *, language: str, count: int) -> Route:
        """What becomes of a question of so many words by its scores, which have the number of its unknown words at their end."""
        kinds = self.kinds(told)
        outside = kinds["out_of_scope"]
        inside: list[tuple[RouteKind, float]] = sorted(
            ((kind, share) for kind, share in kinds.items() if kind != "out_of_scope"), key=lambda one: -one[1]
        )
        every = tuple(sorted(kinds.items(), key=lambda one: -one[1]))
        own = self.variants["knowledge"]
        refusal, threshold = self.refusals.get(language), self.thresholds.get(language)
        made = Route(kind="out_of_scope", probability=outside, kinds=every, variant=None, why="strange", threshold=refusal, refusal=refusal)
        if refusal is not None and self.strange(kinds) >= refusal:
            return made
        kind, probability = inside[0]
        chosen, share = self.elsewhere(kinds) if self.familiar(told, count=count) else ("", 0.0)
        best = next((one for one in every if self.variants[one[0]] == chosen), every[0])
        why: Why = "knowledge" if kind == "knowledge" else "same" if self.variants[kind] == own else "unsure"
        if threshold is None:
            why = "unproven" if why == "unsure" else why
        elif share >= threshold:
            return replace(made, kind=best[0], probability=best[1], variant=chosen, why="sure", threshold=threshold)
        return replace(made, kind=kind, probability=probability, variant=own, why=why, threshold=threshold)

    def kinds(self, told: NDArray[np.float32]) -> dict[RouteKind, float]:
        """The probability of each kind, by the scores and the number of unknown words."""
        scores, unknown = told[:-1], float(told[-1])
        kinds: list[RouteKind] = [kind_of(label) for label in self.model.labels]
        foreign = np.array([kind == "out_of_scope" for kind in kinds])
        shares = softmax((scores[~foreign] * np.float32(self.model.sharpness))[None, :])[0] if not foreign.all() else scores[:0]
        outside = 0.0
        if self.strangeness is not None and foreign.any() and not foreign.all():
            outside = self.strangeness.of(float(scores[~foreign].max()), float(scores[foreign].max()), unknown)
        found: dict[RouteKind, float] = dict.fromkeys(KINDS, 0.0)
        inside = np.flatnonzero(~foreign)
        for place, share in zip(inside.tolist(), shares.tolist(), strict=True):
            found[kinds[place]] += share * (1 - outside)
        found["out_of_scope"] = outside
        return found

    def elsewhere(self, kinds: Mapping[RouteKind, float]) -> tuple[str, float]:
        """The likeliest variant other than knowledge's, with the probability of the kinds that are its own.

        ("", 0.0) without any, and where no kind is likelier than knowledge.
        """
        own = self.variants["knowledge"]
        if _is_knowledge(kinds):
            return "", 0.0
        shares: dict[str, float] = {}
        for kind, share in kinds.items():
            name = self.variants[kind]
            if name not in (own, ABSTAIN):
                shares[name] = shares.get(name, 0.0) + share
        return max(shares.items(), key=lambda one: one[1], default=("", 0.0))

    def familiar(self, told: NDArray[np.float32], *, count: int) -> bool:
        """True where there is something to tell by: a known word."""
        return float(told[-1]) < count

    def strange(self, kinds: Mapping[RouteKind, float]) -> float:
        """The probability of being out of scope; 0 where no kind is likelier than knowledge."""
        return 0.0 if _is_knowledge(kinds) else kinds["out_of_scope"]

    def to_bytes(self) -> bytes:
        """The router, to be read by `from_bytes`; no code is in it."""
        model, held = self.model.to_bytes(), self.held_out.astype("<f2").tobytes()
        head = {
            "revision": REVISION,
            "model": len(model),
            "variants": dict(self.variants),
            "thresholds": dict(self.thresholds),
            "refusals": dict(self.refusals),
            "strangeness": None if self.strangeness is None else asdict(self.strangeness),
            "listed": self.listed,
            "check": asdict(self.check),
            "seen": dict(self.seen),
            "rows": self.held_out.shape[0],
        }
        return json.dumps(head).encode() + b"\n" + model + held

    @classmethod
    def from_bytes(cls, data: bytes) -> Router:
        """The router of `to_bytes`. Raises `ValueError` for bytes that are none, or of another revision."""
        line, _, rest = data.partition(b"\n")
        head = _head(line)
        model = LinearModel.from_bytes(rest[: head["model"]])
        held, wide = np.frombuffer(rest[head["model"] :], dtype="<f2"), len(model.labels) + 1
        if len(held) != head["rows"] * wide:
            raise ValueError("these bytes are a cut-off router; learn it again")
        return cls(
            model=model,
            variants=head["variants"],
            thresholds=head["thresholds"],
            refusals=head["refusals"],
            strangeness=None if head["strangeness"] is None else Strangeness(**head["strangeness"]),
            listed=tuple(head["listed"]),
            check=_check(head["check"]),
            seen=head["seen"],
            held_out=held.reshape(head["rows"], wide),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Routing:
    """A router with the desks that its variants answer at."""

    find: Callable[[], Router | str]
    """The router, which may have to be learnt first, so it is asked for where waiting harms nobody; or a sentence on why there is none."""
    desks: Mapping[str, Desk]
    """By the variant's name."""
    embed: Embed | None = None
    """Makes vectors of questions, for a router that learnt with some."""
    fresh: bool = False
    """Questions may be examples: see `Router.route`."""

    def choose(self, asked: Asked) -> Route | str:
        """What becomes of a question, or why there is no router. One that leans on what was said before is looked up."""
        router = self.find()
        if isinstance(router, str):
            return router
        vectors = None if self.embed is None else self.embed(asked.question)
        route = router.route(asked.question, vectors=vectors, fresh=self.fresh)
        own = router.variants["knowledge"]
        if asked.history and route.variant != own:
            return replace(route, variant=own, why="follow_up")
        return route


def _is_knowledge(kinds: Mapping[RouteKind, float]) -> bool:
    """True where no kind is likelier than knowledge."""
    return kinds["knowledge"] >= max(kinds.values())


def kind_of(label: str) -> RouteKind:
    """The kind of a label of the model."""
    return cast("RouteKind", label.partition("/")[0])


def label_of(kind: RouteKind, intent: str) -> str:
    """The label that the model learns for a kind, or for an intent of it."""
    return f"{kind}/{intent}" if intent else kind


def key_of(text: str) -> str:
    """Sixteen hexadecimal digits over a text's words: the same for texts that the model cannot tell apart."""
    return hashlib.sha256(" ".join(words(text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest_of(parts: Sequence[object]) -> str:
    """Sixteen hexadecimal digits over everything that a router is learnt from."""
    return hashlib.sha256(json.dumps([REVISION, *parts], sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = cast("object", json.loads(line))
    except ValueError as error:
        raise ValueError("these bytes are no router; learn it again") from error
    if not isinstance(head, dict) or cast("dict[str, object]", head).get("revision") != REVISION:
        raise ValueError(f"these bytes are no router of revision {REVISION!r}; learn it again")
    return cast("dict[str, Any]", head)


def _check(body: dict[str, Any]) -> RouteCheck:
    accuracy = body["accuracy"]
    made: dict[str, Any] = {
        **body,
        "kinds": tuple(RoutedKind(**one) for one in body["kinds"]),
        "accuracy": None if accuracy is None else Interval(**accuracy),
        "misrouting": tuple(RouteBound(**one) for one in body["misrouting"]),
        "refusing": tuple(RouteBound(**one) for one in body["refusing"]),
        "notes": tuple(body["notes"]),
    }
    return RouteCheck(**made)
