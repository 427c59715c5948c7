"""EML: a mail's subject, people and date as lines at the top, then its body."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import refuse_other_format, text_encoding, with_plain_newlines
from untuned.ingest.load.html import html_text
from untuned.ingest.load.mail_header import header
from untuned.ingest.load.mail_lines import body_lines
from untuned.ingest.load.text import paragraphs
from untuned.types.documents import Block, LineAnchor, Loaded, MetadataValue

PARSER = "eml/6"

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_MOST_PARTS = 1_000
_LEAVE_OUT = "save it anew in a mail program, or exclude it in sources.exclude"


def load_eml(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Header lines as one paragraph, then the plain body (or the HTML body's words) by paragraph.

    Attachments are named in the metadata and not read; `date` is the day the mail was sent. Line numbers are
    those of the file: of the header's beginning, and of every line of the body; a body in base64 has that of its beginning.

    Raises:
        UnreadableDocument: The bytes are no mail, or its body is in no known encoding.
    """
    refuse_other_format(data, path, kind="a mail")
    message = _message(data, path)
    top = "\n".join(f"{name}: {header(message, name)}" for name in _SHOWN if header(message, name))
    if not top:
        raise UnreadableDocument(
            path, reason="it has neither a subject nor a sender: this is no mail", remedy="give the file its right ending"
        )
    parts = _parts(message, path)
    chosen = _chosen(parts, path, encoding)
    lines = [LineAnchor(offset=0, line=1)]
    blocks = [Block(kind="paragraph", start=0, end=len(top))]
    text = top
    if chosen is not None:
        part, body = chosen
        shift = len(top) + 2
        text = f"{top}\n\n{body.text}"
        blocks += [Block(kind=block.kind, start=block.start + shift, end=block.end + shift, level=block.level) for block in body.blocks]
        lines += [LineAnchor(offset=offset + shift, line=line) for offset, line in body_lines(data, parts[: parts.index(part) + 1], body)]
    return Loaded(
        text=text,
        blocks=tuple(blocks),
        format="eml",
        title=header(message, "Subject") or PurePosixPath(path).stem,
        metadata=_metadata(message, parts) | (dict(chosen[1].metadata) if chosen is not None else {}),
        lines=tuple(lines),
        asides=chosen[1].asides if chosen is not None else (),
        parser=PARSER,
    )


def _message(data: bytes, path: str) -> EmailMessage:
    try:
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    except RecursionError as error:
        remedy = "save the mail that is inside by itself, or exclude it in sources.exclude"
        raise UnreadableDocument(path, reason="its parts nest too deeply", remedy=remedy) from error
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableDocument(path, reason=f"it cannot be read as a mail: {type(error).__name__}", remedy=_LEAVE_OUT) from error


def _parts(message: EmailMessage, path: str) -> list[EmailMessage]:
    """Every part that is no container, in order, by a stack rather than by recursion."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            waiting += [child for child in reversed(list(part.iter_parts())) if isinstance(child, EmailMessage)]
        else:
            found.append(part)
        if len(found) + len(waiting) > _MOST_PARTS:
            raise UnreadableDocument(path, reason=f"the mail has more than {_MOST_PARTS} parts", remedy=_LEAVE_OUT)
    return found


def _chosen(parts: list[EmailMessage], path: str, encoding: str) -> tuple[EmailMessage, Loaded] | None:
    """The first plain part, else the first HTML part; None for a mail without words."""
    inline = [part for part in parts if not _attached(part)]
    for part in inline:
        if part.get_content_type() == "text/plain":
            text = with_plain_newlines(_decoded(part, path, encoding)).strip("\n")
            if text.strip():
                return part, Loaded(text=text, blocks=tuple(paragraphs(text)), format="text", parser=PARSER)
    for part in inline:
        if part.get_content_type() == "text/html":
            return part, html_text(_decoded(part, path, encoding), path)
    return None


def _attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _decoded(part: EmailMessage, path: str, encoding: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    named = part.get_content_charset("")
    for candidate in dict.fromkeys(("utf-8" if named in ("", "us-ascii", "ascii") else text_encoding(named), encoding)):
        try:
            text = data.decode(candidate) if candidate else None
        except (UnicodeError, LookupError):
            continue
        if text is not None and "\0" not in text:
            return text
    raise UnreadableDocument(
        path,
        reason=f"the mail's body is not in the encoding it names ({named or 'none'})",
        remedy='name a fallback below [sources] in untuned.toml, as in encoding = "windows-1251"',
    )


def _metadata(message: EmailMessage, parts: list[EmailMessage]) -> dict[str, MetadataValue]:
    metadata: dict[str, MetadataValue] = {}
    sent = _sent(message)
    if sent is not None:
        metadata["date"] = sent.date().isoformat()
    sender = header(message, "From")
    if sender:
        metadata["from"] = sender
    attachments: list[MetadataValue] = [part.get_filename() or part.get_content_type() for part in parts if _attached(part)]
    if attachments:
        metadata["attachments"] = attachments
    return metadata


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
