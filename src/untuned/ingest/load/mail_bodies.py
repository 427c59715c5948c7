"""Which parts of a mail are its text: the one of two readings, what stands behind an attachment, and mails that it only passes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import text_encodings, with_plain_newlines
from untuned.ingest.load.html import html_text
from untuned.ingest.load.mail_header import header
from untuned.ingest.load.text import paragraphs
from untuned.types.documents import Loaded

PARSER = "eml/7"
LEAVE_OUT = "save it anew in a mail program, or exclude it in sources.exclude"

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_MOST_PARTS = 1_000
_MOST_CHOICES = 20
"""Places with readings to choose from, each of which is looked through; in more the last is taken, which should be the best."""
_STUB = 300
"""Characters below which a plain body may only say that there is another."""
_MORE = 4
"""Times as long as such a body the other is, at least."""
_TEXTS = ("text/plain", "text/html")


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A part that is read, with its words; `head` has the header lines of the mail within that it is the first of."""

    part: EmailMessage
    words: Loaded
    head: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bodies:
    """The parts that are read, in the file's order, and the names of those that are not."""

    read: list[Body]
    named: list[str]


def head(message: EmailMessage) -> str:
    """The lines of a mail's header that are shown; "" where there are none."""
    return "\n".join(f"{name}: {told}" for name in _SHOWN if (told := header(message, name)))


def leaves(message: EmailMessage, path: str) -> list[EmailMessage]:
    """Every part that is no container, in order, by a stack rather than by recursion. Raises `UnreadableDocument` for too many."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            waiting += reversed(_children(part))
        else:
            found.append(part)
        if len(found) + len(waiting) > _MOST_PARTS:
            raise UnreadableDocument(path, reason=f"the mail has more than {_MOST_PARTS} parts", remedy=LEAVE_OUT)
    return found


def mail_bodies(message: EmailMessage, path: str, encoding: str) -> Bodies:
    """What of a mail is read. Raises `UnreadableDocument` where its first part is in no known encoding."""
    own = _read(message, path, encoding)
    if own.read:
        return Bodies(read=own.read, named=[*map(_name, _files(message)), *map(_name, _mails(message)), *own.named])
    found = Bodies(read=[], named=[_name(part) for part in _files(message)])
    waiting = _mails(message)[::-1]
    while waiting:
        within = _inner(waiting.pop())
        held = _read(within, path, encoding)
        found.named.extend((*map(_name, _files(within)), *held.named))
        found.read.extend(replace(body, head="" if nth else head(within)) for nth, body in enumerate(held.read))
        if held.read:
            found.named.extend(map(_name, _mails(within)))
        else:
            waiting += _mails(within)[::-1]
    return found


def _read(message: EmailMessage, path: str, encoding: str) -> Bodies:
    """The parts of one mail that are its text, without the mails within it."""
    bodies = Bodies(read=[], named=[])
    for part in _chosen(message, path, encoding):
        try:
            words = _words(part, path, encoding)
        except UnreadableDocument:
            if not bodies.read:
                raise
            bodies.named.append(part.get_content_type())
            continue
        if words is not None and not (bodies.read and _repeats(words.text, bodies.read[-1].words.text)):
            bodies.read.append(Body(part=part, words=words))
    return bodies


def _repeats(text: str, before: str) -> bool:
    """True for what the part before says already, in another form."""
    if len(text) < _STUB:  # a short one may stand in another by chance: `312` in `3125`
        return f" {_bare(text)} " in f" {_bare(before)} "
    return "".join(filter(str.isalnum, text)) in "".join(filter(str.isalnum, before))


def _bare(text: str) -> str:
    """The words of a text without signs, a space between each two."""
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())


def _chosen(message: EmailMessage, path: str, encoding: str) -> Iterator[EmailMessage]:
    """The parts that a mail program shows as text: of readings of the same, one."""
    waiting = [message]
    choices = 0
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if part is not message and (_is_mail(part) or _attached(part)):
            continue
        if kind == "multipart/alternative":
            choices += 1
            waiting += _best(_children(part), path, encoding) if choices <= _MOST_CHOICES else _children(part)[-1:]
        elif kind == "multipart/related":
            waiting += _children(part)[:1]
        elif part.is_multipart():
            waiting += reversed(_children(part))
        elif kind in _TEXTS:
            yield part


def _best(readings: list[EmailMessage], path: str, encoding: str) -> list[EmailMessage]:
    """The plain one of several readings, unless it is all but empty beside that in HTML; the last where there is neither."""
    by_kind = {kind: (one, part) for kind in reversed(_TEXTS) for one in reversed(readings) if (part := _first(one, kind)) is not None}
    if not by_kind:
        return readings[-1:]
    plain, rich = (by_kind.get(kind) for kind in _TEXTS)
    if plain is None or (rich is not None and _is_stub(plain[1], rich[1], path, encoding)):
        plain = rich
    return [] if plain is None else [plain[0]]


def _first(reading: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of a kind that holds something and is shown."""
    waiting = [reading]
    while waiting:
        part = waiting.pop()
        if _is_mail(part) or _attached(part):
            continue
        if part.is_multipart():
            waiting += reversed(_children(part))
        elif part.get_content_type() == kind and not _is_blank(part):
            return part
    return None


def _is_stub(plain: EmailMessage, rich: EmailMessage, path: str, encoding: str) -> bool:
    """True for a few words that stand for many."""
    try:
        size = len(_decoded(plain, path, encoding).strip())
        return size < _STUB and len(html_text(_decoded(rich, path, encoding), path).text) > max(_STUB, size * _MORE)
    except UnreadableDocument:
        return False


def _words(part: EmailMessage, path: str, encoding: str) -> Loaded | None:
    """What a part says, by blocks; None for nothing."""
    text = _decoded(part, path, encoding)
    if part.get_content_type() == "text/html":
        return html_text(text, path)
    text = with_plain_newlines(text).strip("\n")
    return Loaded(text=text, blocks=tuple(paragraphs(text)), format="text", parser=PARSER) if text.strip() else None


def _decoded(part: EmailMessage, path: str, encoding: str) -> str:
    data = _payload(part)
    named = part.get_content_charset("")
    readings = () if named in ("", "us-ascii", "ascii") else text_encodings(named)
    for candidate in dict.fromkeys((*(readings or ("utf-8",)), encoding)):
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


def _is_blank(part: EmailMessage) -> bool:
    raw: object = part.get_payload()
    return not isinstance(raw, str) or not raw.strip() or not _payload(part)[:_STUB].strip()


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _children(part: EmailMessage) -> list[EmailMessage]:
    return [child for child in part.iter_parts() if isinstance(child, EmailMessage)]


def _is_mail(part: EmailMessage) -> bool:
    return part.is_multipart() and part.get_content_maintype() == "message"


def _attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _files(message: EmailMessage) -> list[EmailMessage]:
    """The attachments of a mail, without those of the mails within it."""
    return [part for part in _within(message) if part is not message and not part.is_multipart() and _attached(part)]


def _mails(message: EmailMessage) -> list[EmailMessage]:
    """The mails within a mail, without those within them."""
    return [part for part in _within(message) if part is not message and _is_mail(part)]


def _within(message: EmailMessage) -> Iterator[EmailMessage]:
    waiting = [message] if message.is_multipart() else []
    while waiting:
        part = waiting.pop()
        yield part
        if part.is_multipart() and (part is message or not _is_mail(part)):
            waiting += reversed(_children(part))


def _inner(part: EmailMessage) -> EmailMessage:
    """The mail that a part holds."""
    return next(iter(_children(part)), part)


def _name(part: EmailMessage) -> str:
    """What an attachment is called: by its file, by its subject where it is a mail, else by its kind."""
    told = part.get_filename() or (header(_inner(part), "Subject") if _is_mail(part) else "")
    return told or part.get_content_type()
