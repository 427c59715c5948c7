"""Documents in heavy formats, made byte by byte for the tests: PDF, DOCX, PPTX and XLSX."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_SMALL = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_CODES = {letter: 0xE0 + place for place, letter in enumerate(_SMALL)} | {
    letter.upper(): 0xC0 + place for place, letter in enumerate(_SMALL)
}
_GLYPHS = (
    " ".join(f"/afii{10017 + place + (place > 5)}" for place in range(32))
    + " "
    + " ".join(f"/afii{10065 + place + (place > 5)}" for place in range(32))
)


def text_at(x: float, y: float, words: str, *, size: float = 11, before: str = "", font: str = "F1") -> str:
    """Operators that draw words at a place; `before` sets colour or mode."""
    drawn = "".join(f"{_CODES.get(char, ord(char)):02x}" for char in words)
    return f"q {before} BT /{font} {size} Tf {x} {y} Td <{drawn}> Tj ET Q"


def prose(lines: Sequence[str], *, x: float = 72, y: float = 720, leading: float = 14, size: float = 11) -> str:
    """Operators that draw lines below each other."""
    return "\n".join(text_at(x, y - leading * nth, line, size=size) for nth, line in enumerate(lines))


def pdf(pages: Sequence[str], *, title: str = "", more: str = "", trailer: str = "") -> bytes:
    """A PDF of these content streams. `more` goes into each page, `trailer` into the trailer; font F1 is Latin, F2 Cyrillic, F3 bold."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    other = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [192 {_GLYPHS}] >> >>"
    bold = font.replace("Helvetica", "Helvetica-Bold")
    first = 7
    kids = " ".join(f"{first + 2 * nth} 0 R" for nth in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font,
        other,
        f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>" if title else "<< >>",
        bold,
    ]
    bodies = [content.encode("latin-1") for content in objects]
    for nth, content in enumerate(pages):
        place = first + 2 * nth
        resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >> >>"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} /Contents {place + 1} 0 R {more} >>".encode("latin-1")
        )
        packed = zlib.compress(content.encode("latin-1"))
        bodies.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")
    return assembled(bodies, trailer=f"/Root 1 0 R /Info 5 0 R {trailer}")


def assembled(bodies: Sequence[bytes], *, trailer: str) -> bytes:
    """Objects 1, 2, 3... with the table of where each begins."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(f"trailer\n<< /Size {len(bodies) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1"))
    return out.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password: its standard security handler knows none of the keys."""
    handler = (
        f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<{'33' * 16}> <{'33' * 16}>]"
    )
    return pdf([text_at(72, 720, "Secret words.")], trailer=handler)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: id to (kind, target)."""
    rows = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for id, (kind, target) in targets.items())
    return f"{_RELATIONS}{rows}</Relationships>"


def docx(body: str, *, styles: str = "", prologue: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX with this body, styles and further parts."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{_W}" '
        f'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
    }
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'
    return zipped(parts | dict(more or {}))


def paragraph(words: str, *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def notes(kind: str, words: str) -> str:
    """A part of footnotes or endnotes with one note."""
    separator = f'<w:{kind} w:type="separator" w:id="0">{paragraph("----")}</w:{kind}>'
    return f'<w:{kind}s xmlns:w="{_W}">{separator}<w:{kind} w:id="2">{paragraph(words)}</w:{kind}></w:{kind}s>'


def shape(words: Sequence[str], *, role: str = "", run: str = "", named: str = "", place: str = "") -> str:
    """A shape of a slide with a paragraph for each of the words."""
    holder = f'<p:ph type="{role}"/>' if role else ""
    lines = "".join(
        f"<a:p><a:r><a:rPr {run}<a:t>{line}</a:t></a:r></a:p>" if run else f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in words
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" {named}/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
    )


def slide(shapes: str, *, told: str = "", ground: str = "", tag: str = "sld") -> str:
    """A slide's part, or that of its notes."""
    return f'<p:{tag} xmlns:p="{_P}" xmlns:a="{_A}" {told}><p:cSld>{ground}<p:spTree>{shapes}</p:spTree></p:cSld></p:{tag}>'


def pptx(slides: Sequence[str], *, note: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A PPTX of these slides and further parts; `note` belongs to the first slide."""
    ids = "".join(f'<p:sldId id="{256 + nth}" r:id="s{nth}"/>' for nth in range(len(slides)))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations({"r1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{_OFFICE}"><p:sldIdLst>{ids}</p:sldIdLst>'
        f'<p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations({f"s{nth}": ("slide", f"slides/slide{nth}.xml") for nth in range(len(slides))}),
    }
    parts |= {f"ppt/slides/slide{nth}.xml": content for nth, content in enumerate(slides)}
    if note:
        parts["ppt/slides/_rels/slide0.xml.rels"] = relations({"n": ("notesSlide", "../notesSlides/notes.xml")})
        parts["ppt/notesSlides/notes.xml"] = slide(shape([note], role="body"), tag="notes")
    return zipped(parts | dict(more or {}))


def xlsx(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    strings: Sequence[str] = (),
    styles: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An XLSX of sheets by name, each as what is inside `worksheet`, and further parts."""
    rows = "".join(
        f'<sheet name="{name}" sheetId="{nth + 1}" state="{(states or {}).get(name, "visible")}" r:id="s{nth}"/>'
        for nth, name in enumerate(sheets)
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets>{rows}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations({f"s{nth}": ("worksheet", f"worksheets/s{nth}.xml") for nth in range(len(sheets))}),
        "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{"".join(f"<si><t>{text}</t></si>" for text in strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_S}">{styles}</styleSheet>',
    }
    parts |= {f"xl/worksheets/s{nth}.xml": f'<worksheet xmlns="{_S}">{content}</worksheet>' for nth, content in enumerate(sheets.values())}
    return zipped(parts | dict(more or {}))


def swollen(megabytes: int, *, raw: bool) -> bytes:
    """Spaces, deflated: one packed block over and over, so that making it costs nothing. `raw` as in a ZIP archive, else as in a PDF."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(b" " * 1_000_000)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * megabytes + packer.flush(zlib.Z_FINISH)
    return packed if raw else b"\x78\x9c" + packed + b"\0\0\0\0"


def bomb(name: str, megabytes: int, *, told: int | None = None) -> bytes:
    """A ZIP archive of one part of that many million bytes, unpacked; its directory says `told` bytes, if given."""
    packed = swollen(megabytes, raw=True)
    size = megabytes * 1_000_000 if told is None else told
    stated = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, 0, len(packed), size)
    file = name.encode()
    local = b"PK\x03\x04" + stated + struct.pack("<HH", len(file), 0) + file + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + stated + struct.pack("<HHHHHII", len(file), 0, 0, 0, 0, 0, 0) + file
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
