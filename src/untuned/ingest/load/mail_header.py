"""Header fields of a mail as text."""

from __future__ import annotations

from email.message import EmailMessage


def header(message: EmailMessage, name: str) -> str:
    """A field's value in one line; "" where there is none, or none that can be read."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library on malformed headers
        return ""
    return "" if value is None else " ".join(str(value).replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())
