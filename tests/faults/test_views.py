"""A view survives the end of its process at every step, and a disk that takes no more."""

import os
import subprocess
import sys

import pytest

from indexing import EVERYONE, Truth
from untuned.errors import IndexUnwritable
from untuned.index.recipe import Recipe
from untuned.index.search import Origin, query_of
from untuned.index.steps import INDEX_STEPS
from untuned.index.views import Views
from untuned.types.principal import OWNER
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)

FOLLOW = """
import sys
from pathlib import Path
from indexing import Truth
from untuned.index.recipe import Recipe
from untuned.index.search import Origin
from untuned.index.views import Views

truth = Truth()
for number in range(1, 4):
    truth.put(number, f"a quiet hub number{number}")
views = Views(Path(sys.argv[1]), origin=Origin(database="one", epoch=1), changes=truth, sources=truth)
views.follow(Recipe())
truth.put(2, "a loud gateway", kind="changed")
truth.leave(3)
views.follow(Recipe())
truth.put(4, "zanzibarish words")
views.follow(Recipe())
truth.leave(4, kind="purged")
views.follow(Recipe())
"""


def whole_truth():
    truth = Truth()
    for number in range(1, 4):
        truth.put(number, f"a quiet hub number{number}")
    truth.put(2, "a loud gateway", kind="changed")
    truth.leave(3)
    truth.put(4, "zanzibarish words")
    truth.leave(4, kind="purged")
    return truth


def found(index, text):
    query = query_of(text, gram_weight=0.0, settings=IndexSettings())
    return [hit.chunk.document for hit in index.search(query, principal=OWNER, limit=10)]


@pytest.mark.parametrize("passage", [1, 2, 3, 4])
@pytest.mark.parametrize("step", INDEX_STEPS)
def test_a_killed_view_catches_up(tmp_path, step, passage):
    environment = os.environ | {"UNTUNED_FAULT": f"{step}:{passage}", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", FOLLOW, str(tmp_path)], env=environment, capture_output=True, check=False)
    assert done.returncode != 0 or (step.startswith("index.swap") and passage > 2), done.stderr
    truth = whole_truth()
    index = Views(tmp_path, origin=ORIGIN, changes=truth, sources=truth).follow(Recipe())
    assert index.position == 7
    assert index.size == 2
    assert found(index, "hub") == [1]
    assert found(index, "gateway") == [2]
    assert b"zanzibarish" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the length of files is a POSIX one")
def test_a_disk_that_takes_no_more_leaves_the_view_as_it_was(tmp_path):
    import resource

    truth = Truth()
    truth.put(1, "a quiet hub")
    views = Views(tmp_path, origin=ORIGIN, changes=truth, sources=truth)
    index = views.follow(Recipe())
    truth.put(2, " ".join(f"word{number}" for number in range(20_000)), groups=EVERYONE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, before[1]))
    try:
        with pytest.raises(IndexUnwritable, match="cannot be written"):
            views.follow(Recipe())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert index.position == 1
    assert found(index, "hub") == [1]
    assert views.follow(Recipe()).position == 2
    assert found(index, "word77") == [2]


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "index").write_text("a file")
    truth = Truth()
    truth.put(1, "a quiet hub")
    with pytest.raises(IndexUnwritable):
        Views(tmp_path / "index", origin=ORIGIN, changes=truth, sources=truth).follow(Recipe())
