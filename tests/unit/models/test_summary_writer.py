"""A document in portions for a model."""

import asyncio
from datetime import UTC, datetime

from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.models.chat.summaries import SummaryWriter
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk, Version
from untuned.types.principal import EVERYONE


def passage(nth, length):
    chunk = Chunk(document=1, version=1, ordinal=nth, start=nth * length, end=(nth + 1) * length)
    version = Version(
        id=1,
        document=1,
        number=1,
        path="a.md",
        title="",
        language="en",
        format="text",
        markup="plain",
        parser="text/1",
        text_sha256="",
        raw_sha256="",
        characters=0,
        synced_at=datetime(2026, 1, 1, tzinfo=UTC),
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset({EVERYONE}),
    )
    return Passage(hit=Hit(chunk=chunk, score=0.0), version=version, text="x" * length)


def test_a_long_document_is_asked_about_in_portions_each_for_its_share_of_the_claims():
    model = FakeChatModel(replies=[Reply(claims=tuple(Said(text=f"Claim {nth}.", quotes=((1, "x" * 20),)) for nth in range(9)))])
    writer = SummaryWriter(name="fake:model", writer=model, run=asyncio.run)
    drafts = writer([passage(nth, 6_000) for nth in range(6)], topic="hubs", sentences=6)
    assert [len(request.passages) for request in model.requests] == [2, 2, 2]
    assert len(drafts) == 6
    assert all("about hubs, in at most 2 claims" in request.question for request in model.requests)
