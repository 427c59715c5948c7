"""What the code of somebody else's package may raise."""

from __future__ import annotations

FOREIGN = (Exception, SystemExit)
"""Errors of its own class, those of a library or service below it, and the end of the process: none may end ours.

`MemoryError` and our own errors are among them: whoever tells those apart catches them before.
"""
