"""From bytes to text, by a stated policy.

UTF-8 first, or what a byte order mark says; else the fallback that the settings name; else the file is
reported with the first byte that does not fit. Nothing is guessed and nothing is replaced, because a
guessed letter could end up inside a quote.
"""

from __future__ import annotations

import codecs

from untuned.errors import UnreadableDocument
from untuned.text.regex import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NO_CHARACTER_SETS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"))

_READ_AS = {
    "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
"""What programs write under the name of an older encoding, with more characters at places that are free in it (WHATWG Encoding)."""
_OTHER_NAMES = {
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "x-sjis": "cp932", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949", "x-x-big5": "big5hkscs", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-mac-cyrillic": "mac-cyrillic",
    "x-euc-jp": "euc_jp",
}  # fmt: skip
"""Names of encodings in mails and pages that Python does not know, or knows as a smaller one."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX and ODT are ones)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "an ELF program"),
    (b"\xca\xfe\xba\xbe", "a Java class or a Mach-O program"),
    (b"\xcf\xfa\xed\xfe", "a Mach-O program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (DOC, XLS, PPT, MSG)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
)


_HEAD = 8_192
_FEW_CONTROLS = 3
# C0 without those that texts hold: backspace, tab, line feeds, form feed, the end mark of DOS, the escape of colours, separators.
_CONTROLS = regex("[\x00-\x07\x0e-\x19\x7f]")


def decode(data: bytes, path: str, *, encoding: str = "", kind: str = "text") -> str:
    r"""The file's text: no byte order mark, lines ended by `\n`, otherwise character for character.

    `encoding` is the fallback of the settings ("" for none); `kind` names what the file should be.

    Raises:
        UnreadableDocument: The bytes belong to another format, are in no stated encoding, look
            binary, or hold NUL characters; the reason names the place and the remedy the setting.
    """
    refuse_other_format(data, path, kind=kind)
    text = _marked(data, path)
    if text is None:
        text = _unmarked(data, path, encoding)
    if looks_binary(text):
        raise _binary(path)
    _refuse_nul(text, path)
    return with_plain_newlines(text)


def looks_binary(beginning: str | bytes) -> bool:
    """True for a text, or the bytes of a file, full of control characters as no text is; one or two are a slip."""
    head = beginning[:_HEAD]
    count = len(_CONTROLS.findall(head.decode("latin-1") if isinstance(head, bytes) else head))
    return count >= _FEW_CONTROLS and count * 20 > len(head)


def text_encoding(name: str) -> str:
    """Python's own name of an encoding that a file names for itself; "" for none that it knows, or one that is no character set."""
    try:
        found = codecs.lookup(name).name
        "a".encode(found)  # other codecs, such as rot13, are no encodings of text
    except (LookupError, UnicodeError):
        return ""
    return "" if found in _NO_CHARACTER_SETS else found


def text_encodings(name: str) -> tuple[str, ...]:
    """As what text of an encoding that a file names may be read, the best first; none for a name that is none."""
    known = _OTHER_NAMES.get(name.strip().casefold()) or text_encoding(name)
    return tuple(one for one in (_READ_AS.get(known, ""), known) if one)


def with_plain_newlines(text: str) -> str:
    """The text with CRLF and lone CR as LF; the number of lines stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def refuse_other_format(data: bytes, path: str, *, kind: str) -> None:
    """Nothing, for bytes that could be text.

    Raises:
        UnreadableDocument: They begin like a format that is no text.
    """
    found = next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)
    if found is None and data[:2] == b"MZ" and b"PE\x00\x00" in data[:4096]:
        found = "a Windows program"
    if found is None and data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        found = "an image, recording or film"
    if found is not None:
        raise UnreadableDocument(
            path, reason=f"this is {found}, not {kind}", remedy="give the file its right ending, or exclude it in sources.exclude"
        )


def _marked(data: bytes, path: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    path,
                    reason=f"it begins with the mark of {encoding.upper()}, but byte {error.start + len(mark)} does not fit",
                    remedy="save the file again as UTF-8",
                ) from error
    return None


def _unmarked(data: bytes, path: str, encoding: str) -> str:
    if (wide := _wide(data)) is not None:
        raise UnreadableDocument(
            path, reason=f"it looks like {wide} without a byte order mark", remedy="save the file as UTF-8, or with its mark"
        )
    if b"\x1b" in data and text_encoding(encoding).startswith("iso2022_"):  # of plain bytes alone, as UTF-8 can be
        return _fallback(data, path, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            return _fallback(data, path, encoding)
        if looks_binary(data):
            raise _binary(path) from error
        raise UnreadableDocument(
            path,
            reason=f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8",
            remedy='save it as UTF-8, or name its encoding below [sources] in untuned.toml, as in encoding = "windows-1251"',
        ) from error


def _fallback(data: bytes, path: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if looks_binary(data):
            raise _binary(path) from error
        raise UnreadableDocument(
            path,
            reason=f"byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor {encoding}",
            remedy="save it as UTF-8, or exclude it in sources.exclude; where no file fits, correct sources.encoding",
        ) from error
    except (LookupError, UnicodeError) as error:
        raise UnreadableDocument(
            path,
            reason=f"sources.encoding = '{encoding}' is no encoding that Python knows, or none of text",
            remedy="write a name such as 'windows-1251' or 'latin-1'",
        ) from error


def _binary(path: str) -> UnreadableDocument:
    return UnreadableDocument(path, reason="this looks like binary data, not text", remedy="exclude it in sources.exclude")


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by its pattern of NUL bytes in the first part of the file, or None."""
    head = data[: 4096 - len(data[:4096]) % 4] if len(data) >= 4 else data
    nul = [head[start::4].count(0) for start in range(4)]
    quarter = len(head) / 4
    if not any(nul) or quarter < 1:
        return None
    mostly = [count > 0.6 * quarter for count in nul]
    rarely = [count < 0.1 * quarter for count in nul]
    if mostly[1] and mostly[2] and mostly[3] and rarely[0]:
        return "UTF-32-LE"
    if mostly[0] and mostly[1] and mostly[2] and rarely[3]:
        return "UTF-32-BE"
    if mostly[1] and mostly[3] and rarely[0] and rarely[2]:
        return "UTF-16-LE"
    if mostly[0] and mostly[2] and rarely[1] and rarely[3]:
        return "UTF-16-BE"
    return None


def _refuse_nul(text: str, path: str) -> None:
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise UnreadableDocument(
            path, reason=f"line {line} holds a NUL character, which no text has", remedy="mend the file or exclude it in sources.exclude"
        )
