"""The encoding that a page names for itself."""

from __future__ import annotations

import re

from untuned.ingest.load.decode import text_encodings

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def declared(data: bytes) -> str:
    """The encoding that the page itself names, when it is one of text: the first of its readings that the bytes fit; "" for none."""
    found = _CHARSET.search(data[:4096]) or _XML.match(data[:4096])
    readings = () if found is None else text_encodings(found[1].decode("ascii"))
    return next((one for one in readings[:-1] if _fits(data, one)), readings[-1] if readings else "")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True
