"""The namespaces of OpenDocument's XML (OASIS OpenDocument 1.3, part 3), as lxml writes them in front of names."""

from __future__ import annotations

_OASIS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"

DRAW = _OASIS.format("drawing")
FO = _OASIS.format("xsl-fo-compatible")
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
MANIFEST = _OASIS.format("manifest")
MATH = "{http://www.w3.org/1998/Math/MathML}"
NUMBER = _OASIS.format("datastyle")
OFFICE = _OASIS.format("office")
PRESENTATION = _OASIS.format("presentation")
STYLE = _OASIS.format("style")
SVG = _OASIS.format("svg-compatible")
TABLE = _OASIS.format("table")
TEXT = _OASIS.format("text")
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
