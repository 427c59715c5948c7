"""What goes between a parent and its worker: byte strings with their length, and readings as JSON."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any, Literal

from untuned.types.documents import Aside, Block, LeftOut, LineAnchor, Loaded, PageAnchor, TextBox

_LENGTH = struct.Struct(">Q")
_LONGEST = 1 << 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one file."""

    kind: Literal["read", "refused", "broken"]
    """`refused`: the loader says why; `broken`: the process is of no use any more."""
    loaded: Loaded | None = None
    reason: str = ""
    remedy: str = ""


def sent(stream: IO[bytes], data: bytes) -> None:
    """Writes a parcel."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def received(stream: IO[bytes]) -> bytes | None:
    """The next parcel; None when the stream ends before it does."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LONGEST:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def packed(outcome: Outcome) -> bytes:
    """An outcome as JSON."""
    loaded = outcome.loaded
    told: dict[str, object] = {"kind": outcome.kind, "reason": outcome.reason, "remedy": outcome.remedy}
    if loaded is not None:
        told["loaded"] = {
            "text": loaded.text,
            "blocks": [[block.kind, block.start, block.end, block.level, block.language] for block in loaded.blocks],
            "format": loaded.format,
            "markup": loaded.markup,
            "title": loaded.title,
            "language": loaded.language,
            "metadata": dict(loaded.metadata),
            "lines": [[anchor.offset, anchor.line] for anchor in loaded.lines],
            "pages": [[anchor.offset, anchor.page] for anchor in loaded.pages],
            "boxes": [[box.start, box.end, box.page, box.left, box.bottom, box.right, box.top] for box in loaded.boxes],
            "left_out": [[one.line, one.last, one.reason] for one in loaded.left_out],
            "asides": [[aside.where, aside.text, aside.line, aside.page] for aside in loaded.asides],
            "parser": loaded.parser,
        }
    return json.dumps(told).encode("ascii")


def outcome_of(data: bytes) -> Outcome:
    """The outcome that `packed` wrote; `broken` for anything else."""
    try:
        told = json.loads(data)
        loaded = _loaded(told["loaded"]) if told["kind"] == "read" else None
        return Outcome(kind=told["kind"], loaded=loaded, reason=str(told["reason"]), remedy=str(told["remedy"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Outcome(kind="broken", reason="an answer that is none")


def _loaded(told: dict[str, Any]) -> Loaded:
    return Loaded(
        text=told["text"],
        blocks=tuple(
            Block(kind=kind, start=start, end=end, level=level, language=language) for kind, start, end, level, language in told["blocks"]
        ),
        format=told["format"],
        markup=told["markup"],
        title=told["title"],
        language=told["language"],
        metadata=told["metadata"],
        lines=tuple(LineAnchor(offset=offset, line=line) for offset, line in told["lines"]),
        pages=tuple(PageAnchor(offset=offset, page=page) for offset, page in told["pages"]),
        boxes=tuple(
            TextBox(start=start, end=end, page=page, left=left, bottom=bottom, right=right, top=top)
            for start, end, page, left, bottom, right, top in told["boxes"]
        ),
        asides=tuple(Aside(where=where, text=text, line=line, page=page) for where, text, line, page in told["asides"]),
        left_out=tuple(LeftOut(line=line, last=last, reason=reason) for line, last, reason in told["left_out"]),
        parser=told["parser"],
    )
