"""What a chat model gives back: drafts of claims to be verified, or plain text that never is."""

from __future__ import annotations

from dataclasses import dataclass

from untuned.types.answers import Draft, Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a chat model says to a question, before verification."""

    drafts: tuple[Draft, ...]
    declined: bool
    """The model says that the passages do not answer."""
    model: str
    """The one that answered, as the settings name it."""
    usage: Usage
    """Of this proposal alone; the budget's meter has the whole answer's."""
    notes: tuple[str, ...] = ()
    """Sentences for the asker: which model failed before, which tokens are estimates."""
    prompts: tuple[str, ...] = ()
    """The templates it was asked with, as `answer@v1 0123456789ab`."""
    output: str = ""
    """The form of output that worked: `tool`, `native`, `schema` or `prompted`."""
    first_token_ms: float | None = None
    """Of a stream: from sending the request that was answered to its first piece."""
    replayed: bool = False
    """It comes from a journal: its times say nothing about the model."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Plain text of a chat model: nothing of it is verified, and it is never shown as if it were."""

    text: str
    """The answer alone, without what the model thought before it; of a verdict, its reason."""
    verdict: str | None = None
    """One of the labels that were asked for; None for plain text, and for a verdict that cannot be read."""
    model: str
    """The one that answered, as the settings name it."""
    usage: Usage
    """Of this reply alone; the budget's meter has everything."""
    notes: tuple[str, ...] = ()
    """Sentences for the asker, as a proposal's."""
    prompts: tuple[str, ...] = ()
    """The templates it was asked with, as `grounded@v1 0123456789ab`."""
    truncated: bool = False
    """The output was cut at its limit."""
    first_token_ms: float | None = None
    """Of a live reply: from sending the request that was answered to the first piece of its text."""
    replayed: bool = False
    """It comes from a journal: its times say nothing about the model."""
