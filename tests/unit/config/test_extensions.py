import sys

import pytest

from untuned.config.extensions import load_extension, named_extensions
from untuned.errors import BadExtension
from untuned.types.settings import ExtensionSettings

MODULE = """
class Ranks:
    def rerank(self, question, passages):
        return [0.0 for _ in passages]

class Narrow:
    def rerank(self, question):
        return []

class Needy:
    def __init__(self, model): ...
    def rerank(self, question, passages): ...

class Nameless:
    languages = ("en",)
    def embed(self, texts): ...

class Outer:
    inner = Ranks()

ranks = Ranks()
number = 5

def load(data, path): ...
def load_one(data): ...
def bare(order: str) -> str: return order
def untyped(order) -> str:
    "The order."
def resultless(order: str):
    "The order."
def tool(order: str, count: int = 1) -> str:
    "The order."
"""


OWN_ERROR = """
class Unlicensed(Exception): ...
raise Unlicensed("no licence")
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "acme_extensions.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "acme_broken.py").write_text("1 / 0", encoding="utf-8")
    (tmp_path / "acme_unlicensed.py").write_text(OWN_ERROR, encoding="utf-8")
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(1)", encoding="utf-8")
    (tmp_path / "acme_needs.py").write_text("import acme_absent", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "acme_extensions"
    for name in ("acme_extensions", "acme_broken", "acme_needs"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("kind", "name"), [("reranker", "ranks"), ("reranker", "Ranks"), ("reranker", "Outer.inner"), ("loader", "load"), ("tool", "tool")]
)
def test_a_fit_object_is_loaded(package, kind, name):
    found = load_extension(kind, f"{package}:{name}")
    assert callable(found) or hasattr(found, "rerank")
    assert not isinstance(found, type)


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        ("reranker", "acme_extensions", "not of the form"),
        ("reranker", "acme_missing:x", "module 'acme_missing' is not installed"),
        ("reranker", "acme_needs:x", "module 'acme_absent' is not installed"),
        ("reranker", "acme_broken:x", "fails while it is imported: division by zero"),
        ("reranker", "acme_unlicensed:x", "fails while it is imported: no licence"),
        ("reranker", "acme_exits:x", "fails while it is imported: 1"),
        ("reranker", "acme_extensions:absent", "has no 'absent'"),
        ("reranker", "acme_extensions:number", "lacks the method 'rerank'"),
        ("reranker", "acme_extensions:Narrow", "does not take (question, passages)"),
        ("reranker", "acme_extensions:Needy", "cannot be made without arguments"),
        ("embedder", "acme_extensions:Nameless", "has no 'name'"),
        ("loader", "acme_extensions:number", "cannot be called"),
        ("loader", "acme_extensions:load_one", "does not take (data, path)"),
        ("tool", "acme_extensions:number", "cannot be called"),
        ("tool", "acme_extensions:bare", "no docstring"),
        ("tool", "acme_extensions:untyped", "parameter 'order' has no type"),
        ("tool", "acme_extensions:resultless", "result has no type"),
    ],
)
@pytest.mark.usefixtures("package")
def test_an_unfit_object_is_refused_with_the_reason(kind, target, reason):
    with pytest.raises(BadExtension) as caught:
        load_extension(kind, target)
    assert reason in caught.value.reason
    assert (caught.value.kind, caught.value.target) == (kind, target)


def test_everything_that_is_named_is_listed():
    settings = ExtensionSettings(loaders=((".rst", "a:b"),), reranker="c:d", tools=(("t", "e:f"),))
    assert named_extensions(settings) == [("loader", "a:b"), ("reranker", "c:d"), ("tool", "e:f")]
