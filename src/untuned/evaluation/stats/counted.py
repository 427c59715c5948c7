"""A number with its noun."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 question`, `2 questions`, `1,200 questions`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def are(count: int, noun: str) -> str:
    """`1 question is`, `2 questions are`."""
    return f"{counted(count, noun)} {'is' if count == 1 else 'are'}"


def have(count: int, noun: str) -> str:
    """`1 question has`, `2 questions have`."""
    return f"{counted(count, noun)} {'has' if count == 1 else 'have'}"
