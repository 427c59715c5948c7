import pickle
from functools import partial

import pytest

from untuned.ingest.load import loaders_for
from untuned.ingest.read import Request, read
from untuned.types.documents import Loaded
from untuned.types.settings import SourceSettings

SETTINGS = SourceSettings()


def request(place, **more):
    return Request(path=place.name, place=place, size=place.stat().st_size, mtime_ns=place.stat().st_mtime_ns, **more)


def plain(data: bytes, path: str) -> Loaded:
    return Loaded(text=data.decode(), blocks=(), format="plain", parser="plain/1")


@pytest.mark.parametrize(("name", "data"), [("a.md", b"---\ntitle: T\n---\nWords."), ("bad.md", b"\xff"), ("a.own", b"Words.")])
def test_a_reading_can_be_sent_between_processes(tmp_path, name, data):
    place = tmp_path / name
    place.write_bytes(data)
    function = partial(read, settings=SETTINGS, loaders=loaders_for(SETTINGS, {".own": plain}))
    sent = pickle.loads(pickle.dumps((function, request(place))))
    reading = sent[0](sent[1])
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert (reading.failure is None) == (reading.loaded is not None)


def test_bytes_that_are_known_are_not_parsed(tmp_path):
    def fails(data: bytes, path: str) -> Loaded:
        raise AssertionError(path)

    place = tmp_path / "a.md"
    place.write_bytes(b"Words.")
    first = read(request(place), settings=SETTINGS, loaders=loaders_for(SETTINGS))
    again = read(request(place, raw_sha256=first.raw_sha256), settings=SETTINGS, loaders={".md": fails})
    assert (again.raw_sha256, again.loaded, again.failure) == (first.raw_sha256, None, None)
