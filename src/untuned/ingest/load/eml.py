"""EML: a mail's subject, people and date as lines at the top, then its body."""

from __future__ import annotations

from collections.abc import Iterator
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
from untuned.ingest.load.text import paragraphs
from untuned.types.documents import Block, LineAnchor, Loaded, MetadataValue

PARSER = "eml/3"

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_MOST_PARTS = 1_000
_READABLE = frozenset(("", "7bit", "8bit", "binary", "quoted-printable"))


def load_eml(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Header lines as one paragraph, then the plain body (or the HTML body's words) by paragraph.

    Attachments are named in the metadata and not read; `date` is the day the mail was sent. Line numbers are
    those of the header, of the body's start, and of every block whose first words stand in the file as they read; any other
    block has the line of the one before it.

    Raises:
        UnreadableDocument: The bytes are no mail, or its body is in no known encoding.
    """
    refuse_other_format(data, path, kind="a mail")
    message = _message(data, path)
    top = "\n".join(f"{name}: {_header(message, name)}" for name in _SHOWN if _header(message, name))
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
        found = {offset + shift: line for offset, line in _body_lines(data, parts[: parts.index(part) + 1], body)}
        lines += [LineAnchor(offset=offset, line=line) for offset, line in found.items()]
    return Loaded(
        text=text,
        blocks=tuple(blocks),
        format="eml",
        title=_header(message, "Subject") or PurePosixPath(path).stem,
        metadata=_metadata(message, parts) | (dict(chosen[1].metadata) if chosen is not None else {}),
        lines=tuple(lines),
        asides=chosen[1].asides if chosen is not None else (),
        parser=PARSER,
    )


def _message(data: bytes, path: str) -> EmailMessage:
    try:
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise UnreadableDocument(path, reason=f"it cannot be read as a mail: {type(error).__name__}") from error


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library on malformed headers
        return ""
    return "" if value is None else " ".join(str(value).replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())


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
            raise UnreadableDocument(path, reason=f"the mail has more than {_MOST_PARTS} parts")
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
        remedy='name a fallback in untuned.toml, as in sources.encoding = "windows-1251"',
    )


def _body_lines(data: bytes, parts: list[EmailMessage], body: Loaded) -> Iterator[tuple[int, int]]:
    """Lines of the body's blocks as they stand in the last of the parts; one that is encoded there has none of its own."""
    source = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    place = end = 0
    for part in parts:
        raw = _raw(part)
        found = source.find(b"\n\n" + raw, max(end - 2, 0))
        place = found + 2 if found >= 0 else end
        end = place + len(raw) if found >= 0 else len(source)
        if found < 0:
            break
    line = source.count(b"\n", 0, place) + 1
    yield 0, line
    if _transfer(parts[-1]) not in _READABLE:
        return
    for block in body.blocks:
        words = body.text[block.start : block.end].split("\n", 1)[0][:60]
        found = source.find(words.encode("utf-8", "replace"), place, end)
        if found < 0:
            continue  # encoded: it is cited by the block before it
        line += source.count(b"\n", place, found)
        place = found
        yield block.start, line


def _transfer(part: EmailMessage) -> str:
    return _header(part, "Content-Transfer-Encoding").casefold()


def _raw(part: EmailMessage) -> bytes:
    """The part's payload as it stands in the file, with plain line ends."""
    try:
        payload = part.get_payload(decode=_transfer(part) in _READABLE - {"quoted-printable"})
    except (ValueError, LookupError):  # bytes that the encoding it names does not take
        payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "replace")
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _metadata(message: EmailMessage, parts: list[EmailMessage]) -> dict[str, MetadataValue]:
    metadata: dict[str, MetadataValue] = {}
    sent = _sent(message)
    if sent is not None:
        metadata["date"] = sent.date().isoformat()
    sender = _header(message, "From")
    if sender:
        metadata["from"] = sender
    attachments: list[MetadataValue] = [part.get_filename() or part.get_content_type() for part in parts if _attached(part)]
    if attachments:
        metadata["attachments"] = attachments
    return metadata


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
