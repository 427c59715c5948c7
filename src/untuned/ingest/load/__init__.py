"""Files become texts with blocks: one loader per format, and the checks that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Protocol, cast

from untuned.errors import UnreadableDocument, UnsupportedFormat
from untuned.ingest.load import csv, eml, html, jsonl, markdown, text
from untuned.ingest.load.addressed import noted
from untuned.ingest.load.contents import with_contents
from untuned.ingest.load.facts import FactsLoader
from untuned.ingest.load.in_part import with_note
from untuned.ingest.load.languages import with_languages
from untuned.ingest.load.office import adapter as office
from untuned.ingest.load.office import docx, odp, ods, odt, pptx, xlsx
from untuned.ingest.load.pdf import load as pdf
from untuned.ingest.load.soundness import FILL_IT, refuse_unsound
from untuned.text.language import language_of
from untuned.types.documents import Loaded
from untuned.types.settings import FactSettings, ParseSettings, SourceSettings


class Loader(Protocol):
    """Makes a text of a file's bytes. `path` is the file's place below the root, for messages and titles.

    A loader may have an attribute `parser`, the value it writes to `Loaded.parser`: when it changes,
    files are read again although their bytes are the same.
    """

    def __call__(self, data: bytes, path: str) -> Loaded:
        """The canonical text with its blocks. Raises `UnreadableDocument` with the reason."""
        ...


_WORDPROCESSING = (".docx", ".docm", ".dotx", ".dotm")
_SLIDES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
_SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OPEN_TEXTS = (".odt", ".ott", ".fodt")
_OPEN_SHEETS = (".ods", ".ots", ".fods")
_OPEN_SLIDES = (".odp", ".otp", ".fodp")
"""Documents, those with macros, which are never run, and templates are built alike; those of OpenDocument also as one file of XML."""

_BUILT_IN: Mapping[str, tuple[Callable[..., Loaded], str]] = {
    ".md": (markdown.load_markdown, markdown.PARSER),
    ".markdown": (markdown.load_markdown, markdown.PARSER),
    ".txt": (text.load_text, text.PARSER),
    ".text": (text.load_text, text.PARSER),
    ".log": (text.load_text, text.PARSER),
    ".rst": (text.load_text, text.PARSER),
    ".html": (html.load_html, html.PARSER),
    ".htm": (html.load_html, html.PARSER),
    ".xhtml": (html.load_html, html.PARSER),
    ".csv": (csv.load_csv, csv.PARSER),
    ".tsv": (csv.load_csv, csv.PARSER),
    ".jsonl": (jsonl.load_jsonl, jsonl.PARSER),
    ".ndjson": (jsonl.load_jsonl, jsonl.PARSER),
    ".eml": (eml.load_eml, eml.PARSER),
    ".pdf": (pdf.load_pdf, pdf.PARSER),
    **dict.fromkeys(_WORDPROCESSING, (docx.load_docx, docx.PARSER)),
    **dict.fromkeys(_SLIDES, (pptx.load_pptx, pptx.PARSER)),
    **dict.fromkeys(_SHEETS, (xlsx.load_xlsx, xlsx.PARSER)),
    **dict.fromkeys(_OPEN_TEXTS, (odt.load_odt, odt.PARSER)),
    **dict.fromkeys(_OPEN_SHEETS, (ods.load_ods, ods.PARSER)),
    **dict.fromkeys(_OPEN_SLIDES, (odp.load_odp, odp.PARSER)),
    **dict.fromkeys(office.ENDINGS, (office.load_office, office.PARSER)),
}

RISKY = frozenset((".pdf", *_WORDPROCESSING, *_SLIDES, *_SHEETS, *_OPEN_TEXTS, *_OPEN_SHEETS, *_OPEN_SLIDES, *office.ENDINGS))
"""Endings of formats whose files can take a parser down, or make it take all memory: they are read in a process of their own."""


def loaders_for(
    settings: SourceSettings,
    extra: Mapping[str, Loader] | None = None,
    *,
    facts: str | None = None,
    parse: ParseSettings | None = None,
) -> dict[str, Loader]:
    """Every loader by file ending: the built-in ones with the settings' fallback encoding, and `extra`, which win.

    The file of canonical facts has its loader by its whole path: `facts`, or the default one; "" for none.
    """
    own: dict[str, Loader] = {ending: partial(function, encoding=settings.encoding) for ending, (function, _) in _BUILT_IN.items()}
    own[".pdf"] = partial(pdf.load_pdf, parse=parse or ParseSettings(), languages=settings.languages)
    named = FactSettings().file if facts is None else facts
    own |= {named: FactsLoader(encoding=settings.encoding)} if named else {}
    return own | {ending.lower(): loader for ending, loader in (extra or {}).items()}


def is_risky(ending: str, loader: Loader) -> bool:
    """True for the built-in loader of a format that is read in a process of its own."""
    return ending in RISKY and _function_of(loader) is _BUILT_IN[ending][0]


def is_html(ending: str, loader: Loader) -> bool:
    """True for the built-in loader of HTML."""
    return ending in _BUILT_IN and _function_of(loader) is html.load_html


def loader_of(path: str, loaders: Mapping[str, Loader]) -> Loader | None:
    """The loader of just this file, or of its ending; None where nothing reads it."""
    return loaders.get(path) or loaders.get(ending_of(path))


def load(path: str, data: bytes, *, settings: SourceSettings, loaders: Mapping[str, Loader]) -> Loaded:
    """The file's canonical text with blocks, languages and metadata.

    Raises:
        UnsupportedFormat: No loader takes files of this ending.
        UnreadableDocument: The bytes give no text; the reason names the place, the remedy what to do.
    """
    loader = loader_of(path, loaders)
    if loader is None:
        raise UnsupportedFormat(
            path, reason=f"files that end in '{ending_of(path)}' are not read", remedy="name a loader in extensions.loaders"
        )
    if len(data) > settings.max_bytes:
        raise too_large(path, len(data), settings)
    if not data:
        raise UnreadableDocument(path, reason="the file is empty: no text", remedy=FILL_IT)
    loaded = loader(data, path)
    refuse_unsound(path, loaded)
    loaded = with_contents(loaded)
    blocks, language = with_languages(loaded.text, loaded.blocks, tell=partial(language_of, languages=settings.languages))
    loaded = noted(with_note(replace(loaded, metadata=dict(loaded.metadata))))  # a plain mapping can be sent between processes
    return replace(
        loaded,
        blocks=blocks,
        language=loaded.language or language,
        parser=_with_settings(loaded.parser, settings),
    )


def parser_of(path: str, *, settings: SourceSettings, loaders: Mapping[str, Loader]) -> str | None:
    """What `Loaded.parser` would be for this path now; None when the loader does not tell."""
    loader = loader_of(path, loaders)
    if loader is None:
        return None
    own = _BUILT_IN.get(ending_of(path))
    if own is not None and _function_of(loader) is own[0]:
        keywords: Mapping[str, object] = getattr(cast("object", loader), "keywords", {})
        parse = keywords.get("parse")
        return _with_settings(pdf.parser_with(parse) if isinstance(parse, ParseSettings) else own[1], settings)
    told: object = getattr(cast("object", loader), "parser", None)
    return _with_settings(told, settings) if isinstance(told, str) else None


def _function_of(loader: Loader) -> object:
    """What a built-in loader is made of."""
    return getattr(cast("object", loader), "func", None)


def ending_of(path: str) -> str:
    """The file's ending with its dot, in lower case."""
    return PurePosixPath(path).suffix.lower()


def too_large(path: str, size: int, settings: SourceSettings) -> UnreadableDocument:
    """The report of a file above the size limit."""
    return UnreadableDocument(
        path,
        reason=f"it has {size:,} bytes, more than sources.max_bytes = {settings.max_bytes:,}",
        remedy="split it, or raise sources.max_bytes",
    )


def _with_settings(parser: str, settings: SourceSettings) -> str:
    """The parser's revision, marked where settings other than the defaults influence what it makes."""
    standard = SourceSettings()
    chosen = (settings.encoding, settings.languages)
    if chosen == (standard.encoding, standard.languages):
        return parser
    return f"{parser}+{sha256(repr(chosen).encode()).hexdigest()[:8]}"
