"""Patterns that are compiled at their first use: they do what `re.compile` gives, and every one of the project's can be compiled."""

import copy
import gc
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import untuned
from untuned.text import regex as late
from untuned.text.regex import regex


def test_a_pattern_does_what_a_compiled_one_does():
    found = regex(r"(?P<day>\d+) may", re.IGNORECASE)
    assert found.search("on 12 May")["day"] == "12"
    assert found.sub("x", "1 May, 2 may") == "x, x"
    assert (found.pattern, found.groups) == (r"(?P<day>\d+) may", 1)
    assert copy.copy(found).search("on 12 May")["day"] == "12"


def test_it_is_compiled_when_it_is_first_used_and_once(monkeypatch):
    compiled = []
    real = re.compile
    monkeypatch.setattr(late.re, "compile", lambda source, flags: compiled.append(source) or real(source, flags))
    found = regex("a+")
    assert compiled == []
    assert [found.findall("aab"), found.findall("ba"), bool(found.match("b"))] == [["aa"], ["a"], False]
    assert compiled == ["a+"]


def test_what_is_no_pattern_raises_at_its_first_use():
    found = regex("(")
    with pytest.raises(re.error):
        found.search("a")


def test_every_pattern_of_the_project_can_be_compiled():
    lacking = []
    for module in pkgutil.walk_packages(untuned.__path__, "untuned."):
        if module.name != "untuned.__main__":
            try:
                importlib.import_module(module.name)
            except ImportError as error:
                lacking.append(error.name or "")
    assert not [name for name in lacking if name.startswith("untuned")], "only packages of extras may lack"
    gc.unfreeze()  # a test that runs the program's end sets all objects apart from those that are told
    made = [one for one in gc.get_objects() if type(one) is late._Late and one._source not in ("(", "a+")]
    assert len(made) > 900
    for one in made:
        re.compile(one._source, one._flags)


def test_importing_what_answers_compiles_few_of_them():
    script = (
        "import untuned.text.regex as late\n"
        "import untuned.rag.ask\n"
        "import gc\n"
        "made = [one for one in gc.get_objects() if type(one) is late._Late]\n"
        "print(len(made), sum(one._made is not None for one in made))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    made, compiled = map(int, ended.stdout.split())
    assert made > 400
    assert compiled < made / 10
