"""A command by somebody whom the modes of files and folders bind, also where the tests are run by a superuser."""

ALONE = """
import ctypes, os, sys
if os.geteuid() == 0:  # a superuser minds no mode, unless it gives that right away
    class Head(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]
    class Sets(ctypes.Structure):
        _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]
    if ctypes.CDLL(None).capset(ctypes.byref(Head(0x20080522, 0)), (Sets * 2)()):
        sys.exit(77)
from untuned.cli.app import run
sys.exit(run(sys.argv[1:]))
"""
"""The program; its arguments are those of a command line."""

CANNOT = 77
"""How it ends where a superuser cannot give that right away."""
