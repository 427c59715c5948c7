"""A view of vectors survives the end of its process at every step, and a disk that takes no more."""

import os
import subprocess
import sys

import pytest

from indexing import Truth
from meaning import Hashed, vector_of
from untuned.errors import IndexUnwritable
from untuned.index.recipe import Recipe
from untuned.index.search import Origin
from untuned.index.steps import INDEX_STEPS
from untuned.index.vectors.plan import VectorPlan
from untuned.index.views import Views
from untuned.types.principal import OWNER

ORIGIN = Origin(database="one", epoch=1)

FOLLOW = """
import sys
from pathlib import Path
from indexing import Truth
from meaning import Hashed
from untuned.index.recipe import Recipe
from untuned.index.search import Origin
from untuned.index.vectors.plan import VectorPlan
from untuned.index.views import Views

plan = VectorPlan(recipe=Recipe(), embedder=Hashed(), exact_up_to=2)
truth = Truth()
for number in range(1, 4):
    truth.put(number, f"a quiet hub number{number}")
views = Views(Path(sys.argv[1]), origin=Origin(database="one", epoch=1), changes=truth, sources=truth)
views.follow(plan)
truth.put(2, "a loud gateway", kind="changed")
truth.leave(3)
views.follow(plan)
truth.put(4, "words", groups=frozenset({"zanzibarish"}))
views.follow(plan)
truth.leave(4, kind="purged")
views.follow(plan)
"""


def whole_truth():
    truth = Truth()
    for number in range(1, 4):
        truth.put(number, f"a quiet hub number{number}")
    truth.put(2, "a loud gateway", kind="changed")
    truth.leave(3)
    truth.put(4, "words", groups=frozenset({"zanzibarish"}))
    truth.leave(4, kind="purged")
    return truth


def found(index, text):
    return [near.document for near in index.nearest(vector_of(text), principal=OWNER, limit=10) if near.score > 0.3]


@pytest.mark.parametrize("passage", [1, 2, 3, 4])
@pytest.mark.parametrize("step", INDEX_STEPS)
def test_a_killed_view_catches_up(tmp_path, step, passage):
    environment = os.environ | {"UNTUNED_FAULT": f"{step}:{passage}", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", FOLLOW, str(tmp_path)], env=environment, capture_output=True, check=False)
    assert done.returncode != 0 or (step.startswith("index.swap") and passage > 2), done.stderr
    truth = whole_truth()
    index = Views(tmp_path, origin=ORIGIN, changes=truth, sources=truth).follow(VectorPlan(recipe=Recipe(), embedder=Hashed()))
    assert (index.position, index.size) == (7, 2)
    assert found(index, "a quiet hub number1") == [1]
    assert found(index, "a loud gateway") == [2]
    assert b"zanzibarish" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the length of files is a POSIX one")
def test_a_disk_that_takes_no_more_leaves_the_view_as_it_was(tmp_path):
    import resource

    plan = VectorPlan(recipe=Recipe(), embedder=Hashed())
    truth = Truth()
    truth.put(1, "a quiet hub")
    views = Views(tmp_path, origin=ORIGIN, changes=truth, sources=truth)
    index = views.follow(plan)
    truth.put(2, "\n\n".join(f"word{number} " * 60 for number in range(200)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, before[1]))
    try:
        with pytest.raises(IndexUnwritable, match="cannot be written"):
            views.follow(plan)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert index.position == 1
    assert found(index, "a quiet hub") == [1]
    assert views.follow(plan).position == 2
    assert found(index, "word77")[0] == 2
