"""Which claims of a JSON text that is still being written are complete."""

from __future__ import annotations

from untuned.text.regex import regex

_ARRAY = regex(r'"claims"\s*:\s*$')


class CompleteClaims:
    """Takes a JSON object piece by piece and gives each object of its `claims` array once that is closed."""

    def __init__(self) -> None:
        self.text = ""
        """Everything so far."""
        self._at = 0
        self._open: list[str] = []
        self._claims = 0
        """The depth inside the array; 0 outside it."""
        self._start = 0
        self._quoted = self._escaped = False

    def feed(self, piece: str) -> list[str]:
        """The JSON texts of the claims that this piece completes, in order."""
        self.text += piece
        done: list[str] = []
        for at in range(self._at, len(self.text)):
            sign = self.text[at]
            if self._quoted:
                self._inside_string(sign)
            elif sign == '"' and self._open:
                self._quoted = True
            elif sign in "{[":
                self._opened(sign, at)
            elif sign in "}]" and self._open:
                self._open.pop()
                if self._claims and len(self._open) == self._claims and sign == "}":
                    done.append(self.text[self._start : at + 1])
                elif len(self._open) < self._claims:
                    self._claims = 0
        self._at = len(self.text)
        return done

    def _inside_string(self, sign: str) -> None:
        if self._escaped:
            self._escaped = False
        elif sign == "\\":
            self._escaped = True
        elif sign == '"':
            self._quoted = False

    def _opened(self, sign: str, at: int) -> None:
        if self._claims and len(self._open) == self._claims:
            self._start = at
        self._open.append(sign)
        if sign == "[" and len(self._open) == 2 and _ARRAY.search(self.text, max(at - 40, 0), at):
            self._claims = 2
