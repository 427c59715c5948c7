"""Regular expressions that are compiled when they are first used.

Of the six hundred that stand in the modules that a question loads, it uses a hundred and fifty; compiling the others took a seventh of a
cold `untuned ask`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern, and takes over each of its methods when it is first asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._made: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):  # what copies, prints or compares an object looks for, and patterns have no more of than others
            raise AttributeError(name)
        if self._made is None:
            self._made = re.compile(self._source, self._flags)
        found = getattr(self._made, name)
        self.__dict__[name] = found
        return found


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, for a pattern that stands at the top of a module: it is compiled at its first use, and raises there.

    Its methods are used as those of any pattern; the functions of `re` do not take it.
    """
    return cast("re.Pattern[str]", _Late(source, flags))
