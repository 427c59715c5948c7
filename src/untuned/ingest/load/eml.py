"""EML: a mail's subject, people and date as lines at the top, then its body, or each of several."""

from __future__ import annotations

import codecs
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import refuse_other_format
from untuned.ingest.load.mail_bodies import LEAVE_OUT, PARSER, Bodies, head, leaves, mail_bodies
from untuned.ingest.load.mail_header import header
from untuned.ingest.load.mail_lines import body_lines
from untuned.types.documents import Block, LineAnchor, Loaded, MetadataValue


def load_eml(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Header lines as one paragraph, then the plain body (or the HTML body's words) by paragraph, and what stands behind an attachment.

    Where the plain body only says that there is another, that is read. Attachments, and mails within, are named in the metadata and not
    read; a mail that only holds others is read with these, each below its own header. `date` is the day the mail was sent. Line numbers
    are those of the file: of the header's beginning, and of every line of the body; a body in base64 has that of its beginning.

    Raises:
        UnreadableDocument: The bytes are no mail, or its body is in no known encoding.
    """
    refuse_other_format(data, path, kind="a mail")
    data = data.removeprefix(codecs.BOM_UTF8)
    message = _message(data, path)
    top = head(message)
    if not top:
        raise UnreadableDocument(
            path, reason="it has neither a subject nor a sender: this is no mail", remedy="give the file its right ending"
        )
    parts = leaves(message, path)
    bodies = mail_bodies(message, path, encoding)
    lines = [LineAnchor(offset=0, line=1)]
    blocks = [Block(kind="paragraph", start=0, end=len(top))]
    text = top
    for body, anchors in zip(bodies.read, body_lines(data, parts, [(body.part, body.words) for body in bodies.read]), strict=True):
        if body.head:
            start = len(text) + 2
            lines.append(LineAnchor(offset=start, line=max(lines[-1].line, anchors[0][1])))
            text = f"{text}\n\n{body.head}"
            blocks.append(Block(kind="paragraph", start=start, end=len(text)))
        shift = len(text) + 2
        text = f"{text}\n\n{body.words.text}"
        blocks += [block._replace(start=block.start + shift, end=block.end + shift) for block in body.words.blocks]
        lines += [LineAnchor(offset=offset + shift, line=line) for offset, line in anchors]
    return Loaded(
        text=text,
        blocks=tuple(blocks),
        format="eml",
        title=header(message, "Subject") or PurePosixPath(path).stem,
        metadata=_metadata(message, bodies),
        lines=tuple(lines),
        asides=tuple(aside for body in bodies.read for aside in body.words.asides),
        parser=PARSER,
    )


def _message(data: bytes, path: str) -> EmailMessage:
    try:
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    except RecursionError as error:
        remedy = "save the mail that is inside by itself, or exclude it in sources.exclude"
        raise UnreadableDocument(path, reason="its parts nest too deeply", remedy=remedy) from error
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableDocument(path, reason=f"it cannot be read as a mail: {type(error).__name__}", remedy=LEAVE_OUT) from error


def _metadata(message: EmailMessage, bodies: Bodies) -> dict[str, MetadataValue]:
    metadata: dict[str, MetadataValue] = {}
    sent = _sent(message)
    if sent is not None:
        metadata["date"] = sent.date().isoformat()
    sender = header(message, "From")
    if sender:
        metadata["from"] = sender
    if bodies.named:
        metadata["attachments"] = list[MetadataValue](bodies.named)
    for body in bodies.read:
        metadata |= body.words.metadata
    return metadata


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
