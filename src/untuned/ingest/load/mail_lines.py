"""The lines of a mail's file on which the lines of its body stand."""

from __future__ import annotations

import codecs
import quopri
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from email.message import EmailMessage

from untuned.ingest.load.decode import text_encodings, with_plain_newlines
from untuned.ingest.load.mail_header import header
from untuned.types.documents import Loaded

_READABLE = frozenset(("", "7bit", "8bit", "binary", "quoted-printable"))


def body_lines(data: bytes, parts: Sequence[EmailMessage], bodies: Sequence[tuple[EmailMessage, Loaded]]) -> list[list[tuple[int, int]]]:
    """For each body (offset in it, line of the file), both rising; `parts` are those of the mail, in the file's order, as are the bodies.

    What is encoded in base64, or cannot be followed, has no lines but the one on which it begins.
    """
    source = _plain(data)
    texts = {id(part): body for part, body in bodies}
    found: list[list[tuple[int, int]]] = []
    last = 1
    for part, place in zip(parts, _places(source, parts), strict=True):
        body = texts.get(id(part))
        if body is None:
            continue
        first = source.count(b"\n", 0, place) + 1
        rows = _rows(_raw(part), part, body) if _transfer(part) in _READABLE else ()
        lines = {0: first, **{offset: first + row for offset, row in rows}}
        found.append([(offset, last := max(last, line)) for offset, line in lines.items()])
        if len(found) == len(bodies):
            break
    return found


def _places(source: bytes, parts: Sequence[EmailMessage]) -> Iterator[int]:
    """Where each of the parts begins in the file; from one that is not found there on, where the last that was ends."""
    end, lost = 0, False
    for part in parts:
        raw = b"" if lost else _raw(part)
        found = -1 if lost else source.find(b"\n\n" + raw, max(end - 2, 0))
        lost = found < 0
        if not lost:
            end = found + 2 + len(raw)
        yield end if lost else found + 2


def _rows(raw: bytes, part: EmailMessage, body: Loaded) -> Iterator[tuple[int, int]]:
    """(offset in the body, rows of the part above it) of each row of the part; none where the text cannot be followed."""
    charset = part.get_content_charset("") or "utf-8"
    rows = raw.split(b"\n")
    for encoding in dict.fromkeys((*text_encodings(charset), "utf-8")):
        try:
            starts, text = _followed(rows, encoding, quoted=_transfer(part) == "quoted-printable")
        except (UnicodeError, LookupError):
            continue
        if part.get_content_type() == "text/html":
            yield from _of_page(starts, text, body)
        else:
            leading = len(text) - len(text.lstrip("\n"))
            if with_plain_newlines(text).strip("\n") == body.text:
                yield from (
                    (max(start - leading, 0), row) for row, start in enumerate(starts) if leading <= start < leading + len(body.text)
                )
        return


def _followed(rows: list[bytes], encoding: str, *, quoted: bool) -> tuple[list[int], str]:
    """Where in the decoded text each row begins, and that text. Raises `UnicodeError`."""
    decoder = codecs.getincrementaldecoder(encoding)()
    starts: list[int] = []
    text: list[str] = []
    length = 0
    for at, row in enumerate(rows):
        starts.append(length)
        soft = quoted and row.rstrip(b" \t").endswith(b"=")
        held = quopri.decodestring(row.rstrip(b" \t").removesuffix(b"=") if soft else row) if quoted else row
        last = at == len(rows) - 1
        piece = decoder.decode(held if soft or last else held + b"\n", final=last)
        text.append(piece)
        length += len(piece)
    return starts, "".join(text)


def _of_page(starts: list[int], text: str, body: Loaded) -> Iterator[tuple[int, int]]:
    """The lines of a page in the rows of its part."""
    ends = [at for at, char in enumerate(text) if char == "\n"]
    for anchor in body.lines:
        begins = 0 if anchor.line < 2 or anchor.line - 2 >= len(ends) else ends[anchor.line - 2] + 1
        yield anchor.offset, bisect_right(starts, begins) - 1


def _plain(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _transfer(part: EmailMessage) -> str:
    return header(part, "Content-Transfer-Encoding").casefold()


def _raw(part: EmailMessage) -> bytes:
    """The part's payload as it stands in the file, with plain line ends."""
    try:
        payload = part.get_payload(decode=_transfer(part) in _READABLE - {"quoted-printable"})
    except (ValueError, LookupError):  # bytes that the encoding it names does not take
        payload = part.get_payload(decode=True)
    return _plain(payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "replace"))
