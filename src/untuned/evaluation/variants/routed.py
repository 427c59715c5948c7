"""A variant whose questions are routed: what answers them, and the router, are choices of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from untuned.evaluation.variants.hashing import LENGTH
from untuned.types.methods import Variant


def with_routes(variant: Variant, sent: Sequence[Variant], *, router: str) -> Variant:
    """The variant with those that it sends questions to, and with them and its router in its hash.

    Args:
        variant: One whose method is routed.
        sent: Every variant that answers some kind.
        router: What tells the router from others.
    """
    parts = [variant.hash, router, *sorted(f"{one.name} {one.hash}" for one in sent)]
    hashed = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
    return replace(variant, routed_to=tuple(sent), hash=hashed)
