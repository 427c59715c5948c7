"""A view on LanceDB survives the end of its process at every step, and what was purged is in no file of it."""

import os
import subprocess
import sys

import pytest

from indexing import Truth
from untuned.index.recipe import Recipe
from untuned.index.search import Origin, query_of
from untuned.index.views import Views
from untuned.types.principal import OWNER
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)
LANCE = Recipe(index=IndexSettings(engine="lance"))
STEPS = ("index.apply.begin", "index.commit.before", "index.commit.after", "index.swap.before", "index.swap.after")

FOLLOW = """
import sys
from pathlib import Path
from test_lance_views import LANCE, ORIGIN, telling
from untuned.index.views import Views

for views in telling(Path(sys.argv[1])):
    views.follow(LANCE)
"""


@pytest.fixture(autouse=True)
def _installed():
    if not os.environ.get("UNTUNED_TEST_LANCE"):
        pytest.importorskip("lancedb")


def telling(folder):
    """Views of a truth that grows between them."""
    truth = Truth()
    views = Views(folder, origin=ORIGIN, changes=truth, sources=truth)
    for number in range(1, 4):
        truth.put(number, f"a quiet hub number{number}")
    yield views
    truth.put(2, "a loud gateway", kind="changed")
    truth.leave(3)
    yield views
    truth.put(4, "zanzibarish words")
    yield views
    truth.leave(4, kind="purged")
    yield views


def found(index, text):
    query = query_of(text, gram_weight=0.0, settings=IndexSettings())
    return [hit.chunk.document for hit in index.search(query, principal=OWNER, limit=10)]


@pytest.mark.parametrize("passage", [1, 2, 4])
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_view_catches_up(tmp_path, step, passage):
    here = os.path.dirname(__file__)  # noqa: PTH120 - for an environment variable
    environment = os.environ | {"UNTUNED_FAULT": f"{step}:{passage}", "PYTHONPATH": os.pathsep.join([here, *filter(None, sys.path)])}
    done = subprocess.run([sys.executable, "-c", FOLLOW, str(tmp_path)], env=environment, capture_output=True, check=False)
    assert done.returncode != 0 or (step.startswith("index.swap") and passage > 2), done.stderr
    *_, views = telling(tmp_path)
    index = views.follow(LANCE)
    assert (index.position, index.size) == (7, 2)
    assert (found(index, "hub"), found(index, "gateway")) == ([1], [2])
    assert b"zanzibarish" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
