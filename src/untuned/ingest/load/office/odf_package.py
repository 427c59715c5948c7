"""The parts of an OpenDocument file: those of its archive, or all of them in one file of XML (FODT, FODS, FODP)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.archive import Archive, elements, tree
from untuned.ingest.load.office.odf_names import MATH, OFFICE, XLINK
from untuned.types.documents import Aside

_CONTENT = "content.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_BOM = b"\xef\xbb\xbf"
_NAMES = {"text": "ODT", "spreadsheet": "ODS", "presentation": "ODP"}


@dataclass(frozen=True, slots=True)
class _Flat:
    """A file of XML."""

    data: bytes
    path: str


@dataclass(frozen=True, slots=True)
class Package:
    """An OpenDocument file, whose parts are read as they are needed."""

    held: Archive | _Flat
    path: str
    size: int
    """Bytes of its text, unpacked."""
    _formulas: dict[str, bool] = field(default_factory=dict[str, bool])

    def content(self) -> Any:  # noqa: ANN401 - lxml has no types
        """The root of the part that holds the text."""
        root = tree(self.held.data, self.path, "") if isinstance(self.held, _Flat) else self.held.xml(_CONTENT)
        if root is None:
            raise self.other("it has no text part")
        return root

    def elements(self, tag: str) -> Iterator[Any]:
        """The elements of a tag in the part that holds the text, one after the other and each gone with the next."""
        if isinstance(self.held, _Flat):
            return elements(self.held.data, self.path, "", tag)
        return self.held.rows(_CONTENT, tag)

    def styles(self, content: Any | None) -> Any | None:  # noqa: ANN401
        """The root of the part that holds the styles that have a name; `content` of a file of XML."""
        return content if isinstance(self.held, _Flat) else self.held.xml("styles.xml")

    def is_formula(self, holder: Any) -> bool:  # noqa: ANN401
        """True for a `draw:object` that is a formula."""
        if any(child.tag == f"{MATH}math" for child in holder):
            return True
        name = (holder.get(f"{XLINK}href") or "").removeprefix("./").strip("/")
        if isinstance(self.held, _Flat) or not name:
            return False
        if name not in self._formulas:
            root = self.held.xml(f"{name}/{_CONTENT}")
            self._formulas[name] = root is not None and root.tag.startswith(MATH)
        return self._formulas[name]

    def told(self) -> tuple[str, tuple[Aside, ...]]:
        """The title that the file names for itself, "" for none, and what else it tells of itself."""
        if isinstance(self.held, _Flat):
            meta = next(iter(elements(self.held.data, self.path, "", f"{OFFICE}meta")), None)
        else:
            meta = self.held.xml("meta.xml")
        if meta is None:
            return "", ()
        return str(meta.findtext(f".//{_TITLE}") or ""), tuple(
            Aside(where="metadata", text=text) for text in meta.itertext() if text.strip()
        )

    def other(self, why: str) -> UnreadableDocument:
        """The report of a file that is something else."""
        return UnreadableDocument(self.path, reason=f"this is no document of its ending: {why}", remedy="give the file its right ending")


def package_of(data: bytes, path: str, *, kind: str) -> Package:
    """The file's parts; `kind` for messages, as `an ODT`.

    Raises:
        UnreadableDocument: It is neither a ZIP archive nor XML of OpenDocument, encrypted, cut off, or larger than any real one unpacked.
    """
    bare = data.removeprefix(_BOM).lstrip()[:1]
    if bare == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        if b"opendocument:xmlns:office" not in data[:65_536].replace(b"\0", b""):
            raise UnreadableDocument(path, reason=f"this is not {kind}: it does not begin as one", remedy="give the file its right ending")
        return Package(_Flat(data, path), path, len(data))
    archive = Archive(data, path, kind=kind)
    manifest = (archive.read("META-INF/manifest.xml") or b"").replace(b"\0", b"")
    if b"encryption-data" in manifest or "encrypted-package" in archive.names:
        raise UnreadableDocument(path, reason="it is encrypted and asks for a password", remedy="save it without a password")
    return Package(archive, path, archive.size(_CONTENT))


def body_of(package: Package, content: Any, kind: str) -> Any:  # noqa: ANN401
    """What the file's body holds: its `text` or `presentation`.

    Raises:
        UnreadableDocument: It is a document of another kind.
    """
    found = content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if found is None:
        raise package.other(f"it is no {_NAMES[kind]}")
    return found
