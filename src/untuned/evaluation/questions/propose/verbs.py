"""English verbs that headings, orders and rules begin with, and their forms."""

from __future__ import annotations

_BASES = """
accept access activate add adjust allow appeal apply approve archive arrange ask assign attach avoid back block book browse
build buy call cancel change charge check choose claim clean clear click clone close collect combine compare configure confirm
connect contact convert copy create customize customise cut debug declare define delete deploy disable discard disclose
disconnect display download edit enable encrypt end enter erase exclude export extend fetch fill filter find fix follow format
generate get give grant handle hide hold import improve include increase inform insert install integrate invite join keep launch
learn leave limit link list load lock log maintain make manage merge migrate modify monitor mount move name notify open operate
optimize order organize override package pair park pass pay perform pin place play post prepare press prevent print process
protect provide publish pull push put raise read rebuild receive recover reduce refresh refuse register release reload remove
rename renew renovate repair replace reply report request require reset resolve restart restore restrict return reuse review
revoke rotate run save scan schedule search secure select send serve set setup share ship show sign skip sort specify start stop
store stream submit subscribe suspend switch sync synchronize terminate test track train transfer translate try turn type
uninstall unlock unsubscribe update upgrade upload use validate verify view visit wait withdraw work wrap write opt
"""
BASES = frozenset(_BASES.split())
_DOUBLING = "get set put cut run stop pin ship log plan submit begin opt wrap skip scan"
_DOUBLED = frozenset(_DOUBLING.split())


def _gerund(base: str) -> str:
    if base in _DOUBLED:
        return f"{base}{base[-1]}ing"
    return f"{base[:-1]}ing" if base.endswith("e") and not base.endswith("ee") else f"{base}ing"


GERUNDS = {_gerund(base): base for base in BASES}
"""`installing` gives `install`."""

_TAKING = "include contain require support cover provide return receive accept offer enforce prevent describe generate replace protect"
SINGULAR = {base + ("es" if base.endswith(("s", "sh", "ch")) else "s"): base for base in _TAKING.split()}
"""`includes` gives `include`."""
