"""Responses in a file: given again in order, after any kill, and with nothing secret."""

import asyncio
import os
import stat

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.errors import StoreUnwritable
from untuned.models.chat.budget import Timing
from untuned.models.chat.journal import Journal, JournalTransport, key_of, salted
from untuned.models.chat.transport import Connection, connected

KEY = bytes(range(32))
OTHER = bytes(32)
STREAM = (
    b'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\n',
    b'data: {"choices": [{"finish_reason": "stop"}]}\n\n',
    b"data: [DONE]\n\n",
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs" / "journal"


def keep(journal, *bodies, key=KEY):
    for body in bodies:
        journal.keep(key, status=200, kind="application/json", body=body)


def test_what_was_kept_is_given_again_once_in_its_order(path):
    with Journal(path) as journal:
        keep(journal, b"one", b"two\n\nthree")
        keep(journal, b"other", key=OTHER)
        assert journal.replay(KEY) is None  # they were given when they came
    with Journal(path) as journal:
        assert len(journal) == 3
        assert [journal.replay(KEY) for _ in range(3)] == [
            (200, "application/json", b"one"),
            (200, "application/json", b"two\n\nthree"),
            None,
        ]
        assert journal.replay(OTHER)[2] == b"other"


@given(st.data())
def test_a_journal_cut_anywhere_keeps_all_whole_records_and_takes_new_ones(tmp_path_factory, data):
    bodies = data.draw(st.lists(st.binary(max_size=40), min_size=1, max_size=4))
    path = tmp_path_factory.mktemp("j") / "journal"
    ends = []
    with Journal(path) as journal:
        for body in bodies:
            keep(journal, body)
            ends.append(path.stat().st_size)
    cut = data.draw(st.integers(0, ends[-1]))
    os.truncate(path, cut)
    whole = [body for body, end in zip(bodies, ends, strict=True) if end <= cut]
    with Journal(path) as journal:
        keep(journal, b"new", key=OTHER)
    with Journal(path) as journal:
        assert [journal.replay(KEY)[2] for _ in whole] == whole
        assert journal.replay(KEY) is None
        assert journal.replay(OTHER)[2] == b"new"


def test_only_its_owner_can_read_the_file(path):
    Journal(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    Journal(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_kind_of_file_is_left_as_it_is(path):
    path.parent.mkdir()
    path.write_text("name = 'mine'\n")
    with pytest.raises(StoreUnwritable, match="another kind of file"):
        Journal(path)
    assert path.read_text() == "name = 'mine'\n"


def test_a_journal_that_was_put_to_use_is_removed(path):
    journal = Journal(path)
    keep(journal, b"one")
    journal.discard()
    assert not path.exists()


def test_a_journal_that_cannot_be_written_says_so_and_stays_as_it_was(path):
    resource = pytest.importorskip("resource")
    journal = Journal(path)
    keep(journal, b"one")
    size, limits = path.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, limits[1]))  # room for a part of a record
    try:
        with pytest.raises(StoreUnwritable, match="cannot be written"):
            keep(journal, b"two")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.stat().st_size == size
    keep(journal, b"three")
    journal.close()
    with Journal(path) as again:
        assert [again.replay(KEY)[2] for _ in range(2)] == [b"one", b"three"]


class Endpoint(httpx2.AsyncBaseTransport):
    """Answers by its script, one piece after the other; counts what was asked."""

    def __init__(self, *pieces, status=200, kind="application/json"):
        self.pieces, self.status, self.kind, self.asked = pieces, status, kind, 0

    async def handle_async_request(self, request):
        self.asked += 1
        response = httpx2.Response(self.status, headers={"content-type": self.kind}, stream=_Pieces(self.pieces))
        if not self.kind.startswith("text/event-stream"):
            await response.aread()
        return response


class _Pieces(httpx2.AsyncByteStream):
    def __init__(self, pieces):
        self.pieces = pieces

    async def __aiter__(self):
        for piece in self.pieces:
            yield piece


def send(endpoint, path, *, times=1, body=b'{"a": 1}', salt="", leave_after=None):
    """(bodies that came, how many of them were replayed)."""
    replayed = []
    connection = Connection(
        retries=0, timeout_s=5, deadline=1e12, timing=Timing(), sent=int, lost=int, model="m", replayed=lambda: replayed.append(1)
    )

    async def run():
        found = []
        with Journal(path) as journal, connected(connection), salted(salt):
            transport = JournalTransport(endpoint, journal=journal)
            async with httpx2.AsyncClient(transport=transport, headers={"Authorization": "Bearer sk-secret"}) as client:
                for _ in range(times):
                    async with client.stream("POST", "http://test.invalid/v1", content=body) as response:
                        pieces = []
                        async for piece in response.aiter_bytes():
                            pieces.append(piece)
                            if len(pieces) == leave_after:
                                break
                        found.append(b"".join(pieces))
        return found

    return asyncio.run(run()), len(replayed)


def test_a_request_that_was_answered_is_not_sent_again(path):
    first = Endpoint(b"{}")
    assert send(first, path) == ([b"{}"], 0)
    second = Endpoint(b'{"new": 1}')
    assert send(second, path) == ([b"{}"], 1)
    assert (first.asked, second.asked) == (1, 0)


def test_the_same_request_twice_in_a_run_is_sent_twice_and_replayed_twice(path):
    first = Endpoint(b"{}")
    send(first, path, times=2)
    second = Endpoint(b"{}")
    _, replayed = send(second, path, times=3)
    assert (first.asked, second.asked, replayed) == (2, 1, 2)


def test_another_salt_or_another_body_is_another_request(path):
    send(Endpoint(b"{}"), path, salt="run 1")
    for more in ({"salt": "run 2"}, {"salt": "run 1", "body": b"{}"}, {}):
        assert send(Endpoint(b"{}"), path, **more)[1] == 0
    assert send(Endpoint(b"{}"), path, salt="run 1")[1] == 1


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_a_refusal_is_not_kept(path, status):
    send(Endpoint(b"{}", status=status), path)
    assert send(Endpoint(b"{}"), path)[1] == 0


def test_a_whole_stream_is_kept_and_given_again(path):
    send(Endpoint(*STREAM, kind="text/event-stream"), path)
    again = Endpoint(b"", kind="text/event-stream")
    assert send(again, path) == ([b"".join(STREAM)], 1)


@pytest.mark.parametrize(
    "pieces", [STREAM[:1], (b'data: {"choices": [{"delta": {"content": "\\"finish_reason\\": \\"stop\\" [DONE]"}}]}\n\n',)]
)
def test_a_stream_that_was_cut_is_not_kept(path, pieces):
    send(Endpoint(*pieces, kind="text/event-stream"), path)
    assert send(Endpoint(*STREAM, kind="text/event-stream"), path)[1] == 0


def test_a_stream_that_was_left_early_is_not_kept(path):
    send(Endpoint(*STREAM, kind="text/event-stream"), path, leave_after=1)
    with Journal(path) as journal:
        assert len(journal) == 0


def test_a_stream_that_was_left_at_its_last_event_is_kept(path):
    send(Endpoint(*STREAM, b"\n", kind="text/event-stream"), path, leave_after=3)
    with Journal(path) as journal:
        assert len(journal) == 1


def test_nothing_of_a_request_is_in_the_file(path):
    send(Endpoint(b'{"said": "hello"}'), path, body=b'{"question": "who?"}', salt="key of the run")
    content = path.read_bytes()
    assert b"hello" in content
    for secret in (b"sk-secret", b"who?", b"test.invalid", b"key of the run", b"uthorization"):
        assert secret not in content


@given(st.binary(max_size=20), st.binary(max_size=20), st.text(max_size=9), st.text(max_size=9))
def test_requests_that_differ_have_keys_that_differ(first, second, salt, other):
    def key(body, salt):
        with salted(salt):
            return key_of(httpx2.Request("POST", "http://test.invalid/", content=body))

    assert (key(first, salt) == key(second, other)) == ((first, salt) == (second, other))
