from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from untuned.index.memory import give_back

FRAGMENTED = """
import os
from untuned.index.memory import give_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

held = [bytearray(2_000) for _ in range(40_000)]
held = held[::1_000]  # a few that pin what lies between them
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="needs glibc")
def test_what_is_free_between_what_is_held_is_given_back():
    ran = subprocess.run([sys.executable, "-c", FRAGMENTED], capture_output=True, text=True, check=True)
    assert float(ran.stdout) > 40


def test_elsewhere_nothing_is_done(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", asked.append)
    give_back()
    assert asked == []
