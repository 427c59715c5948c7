"""Whether a place of an answer is about what its question names: "45 days" of one product is no evidence for another."""

from __future__ import annotations

from collections.abc import Callable

from untuned.evaluation.questions.places import Held
from untuned.index.cells import rows_at
from untuned.index.chunk import path_at
from untuned.rag.verify.scope.about import stems
from untuned.rag.verify.scope.named import alike
from untuned.rag.verify.scope.scope import Quoted, in_scope, in_section
from untuned.rag.verify.scope.siblings import asked_names, sections_at


def about_else(question: str, held: Held, start: int, end: int, *, frequency: Callable[[str], float] | None = None) -> str:
    """What the sentence around [start, end) is about in place of what the question names, for people; "" where nothing tells so.

    By the rules that answers are held against, with the sentence's headings, and its document's title, path and metadata; and only where
    the whole document lacks what the question names.
    """
    quoted = _quoted(question, held, start, end)
    scope = in_section(question, [quoted]) or in_scope(
        question, quote=quoted.quote, context=quoted.context, metadata=quoted.metadata, frequency=frequency
    )
    return scope.sentence if any(_lacks(quoted, name) for name in scope.missing) else ""


def _lacks(quoted: Quoted, name: str) -> bool:
    """True when a word of the name stands nowhere in the document: what a page says of "it" is about what it names elsewhere."""
    has = stems("\n".join((quoted.document, *quoted.context, *(value for _, value in quoted.metadata))))
    return any(not any(alike(own, its) for its in has) for own in stems(name))


def _quoted(question: str, held: Held, start: int, end: int) -> Quoted:
    version, text = held.version, held.text
    first, last = held.unit(start, end)
    rows = rows_at(version, text, first, last)
    if rows:  # a cell tells what it is about by its row
        first, last = text.rfind("\n", 0, first) + 1, text.find("\n", last) if "\n" in text[last:] else len(text)
    above = path_at(version.blocks, text, start)
    headings = [block for block in version.blocks if block.kind == "heading"] if asked_names(question) else []
    return Quoted(
        quote=text[first:last],
        context=(version.title, *above, version.path),
        metadata=tuple((key, str(value)) for key, value in version.metadata.items() if isinstance(value, str | int | float)),
        sections=sections_at(headings, text, start, question=question),
        document=text,
    )
