"""The eight bad inputs, each with a word that is found if its text was read."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GOOD = "# Lighthouse\n\nThe keeper of the quagmire lighthouse is called Orvellin, and the lamp burns colza oil.\n"
GOOD_WORD = "orvellin"
BOMB_MB = 600


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A file that should not stop a sync."""

    name: str
    write: Callable[[Path], None]
    word: str = "palisandrium"
    whole: bool = False
    """All of its text can be read; of the others something is lost, and that is to be told."""


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def _pdf() -> bytes:
    lines = b" ".join(b"(The palisandrium grows in line %d of this page.) Tj T*" % number for number in range(40))
    stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + lines + b" ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + tail


def _bomb(path: Path) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    part = b"<w:p><w:r><w:t>" + b"a" * 1_000_000 + b"</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as held:
        held.writestr("[Content_Types].xml", types)
        held.writestr("_rels/.rels", rels)
        with held.open("word/document.xml", "w", force_zip64=True) as out:
            out.write(head.encode())
            for _ in range(BOMB_MB):
                out.write(part)
            out.write(b"</w:body></w:document>")


def bad_inputs() -> list[Bad]:
    """The eight."""
    noise = random.Random(8).randbytes(100_000)
    line = "words of one endless line " * 80_000 + "and the palisandrium at its end"
    deep = "<html><body>" + "<div>" * 20_000 + "the palisandrium" + "</div>" * 20_000 + "</body></html>"
    words = b"The palisandrium is a tree of the uplands"
    return [
        Bad(name="empty.md", write=_bytes(b"")),
        Bad(name="binary.md", write=_bytes(noise)),
        Bad(name="line.txt", write=_bytes(line.encode()), whole=True),
        Bad(name="invalid.txt", write=_bytes(words + b", 40 \xa3 a \xff\xfe log.\n")),
        Bad(name="nul.md", write=_bytes(words + b" with \x00\x00\x00 in it.\n")),
        Bad(name="deep.html", write=_bytes(deep.encode()), whole=True),
        Bad(name="bomb.docx", write=_bomb),
        Bad(name="truncated.pdf", write=_bytes(_pdf()[:1_500])),
    ]
