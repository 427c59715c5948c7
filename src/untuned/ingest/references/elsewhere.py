"""References to other documents, looked up in what those define: codes, names, paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from untuned.ingest.references.book import NO_BOOK, Book
from untuned.ingest.references.find import name_key, named_part
from untuned.ingest.references.outline import Outline
from untuned.text.references.mentions import mentions
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.documents import Span
from untuned.types.references import Place, Reference

_FRAME = 2
_QUOTED = regex(r"[«“\"](?P<name>[^»”\"]{2,80})[»”\"]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """What the documents of a project offer to each other."""

    codes: Mapping[str, Sequence[Span]]
    """Where each code is explained."""
    names: Mapping[str, Sequence[int]]
    """The current versions that bear a name, by `name_key`."""
    paths: Mapping[str, int]
    """The current version at a path."""
    openings: Mapping[int, Span]
    """Where each version begins."""
    outline: Callable[[int], Outline | None]
    """A version's parts; None once it is gone."""
    book: Callable[[int], Book] = lambda _: NO_BOOK
    """The pages that a version stands among."""
    stems: Mapping[tuple[str, ...], Sequence[int]] = field(init=False, repr=False)
    """The versions by the stems of their names' words."""
    framed: Mapping[tuple[str, str], Sequence[tuple[tuple[str, ...], int]]] = field(init=False, repr=False)
    """Those with names of three words and more, by the first and the last of them, and by the last two."""

    def __post_init__(self) -> None:
        stems: dict[tuple[str, ...], list[int]] = defaultdict(list)
        framed: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for name, versions in self.names.items():
            words = name_stems(name)
            stems[words] += versions
            if len(words) > _FRAME:
                for frame in {(words[0], words[-1]), words[-_FRAME:]}:
                    framed[frame[0], frame[1]] += [(words, version) for version in versions]
        object.__setattr__(self, "stems", stems)
        object.__setattr__(self, "framed", framed)


def look_up(pending: Reference, *, catalogue: Catalogue) -> Reference:
    """The open reference, resolved or told why not; a code that nothing explains is `elsewhere`: it may be just a word."""
    if pending.kind == "code":
        return _code(pending, catalogue)
    if pending.kind == "link":
        path, _, anchor = pending.key.partition("#")
        version = _at(path, catalogue)
        if version is None:
            return replace(pending, status="unresolved", target=None)
        if not anchor and version in catalogue.openings:
            return replace(pending, status="resolved", target=catalogue.openings[version])
        return _placed(pending, version, catalogue, lambda outline: outline.anchored(anchor))
    return _in_book(pending, catalogue) if pending.kind == "book" else _named(pending, catalogue)


def _in_book(pending: Reference, catalogue: Catalogue) -> Reference:
    """A part that the own page lacks, where just one page beside it has it."""
    words, title = named_part(pending.key)
    mention = next(mentions(words), None)
    target = None if mention is None else catalogue.book(pending.version).part(mention.parts[0], title=title, own=pending.version)
    return replace(pending, status="unresolved" if target is None else "resolved", target=target)


def _code(pending: Reference, catalogue: Catalogue) -> Reference:
    places = catalogue.codes.get(pending.key, ())
    if not places:
        return replace(pending, status="elsewhere", target=None)
    if len(places) > 1:
        own = [place for place in places if place.version == pending.version]
        if len(own) != 1:
            return replace(pending, status="ambiguous", target=None)
        places = own
    return replace(pending, status="resolved", target=places[0])


def _at(path: str, catalogue: Catalogue) -> int | None:
    """The version at a link's path, which may leave out an ending or name a folder."""
    names = (path, f"{path}.md", f"{path}/index.md", f"{path}/README.md")
    return next((catalogue.paths[name] for name in names if name in catalogue.paths), None) if path else None


def _named(pending: Reference, catalogue: Catalogue) -> Reference:
    words, name = named_part(pending.key)
    versions = _bearing(name, catalogue, own=pending.version)
    if not versions:
        return replace(pending, status="elsewhere", target=None)
    if len(versions) > 1:
        return replace(pending, status="ambiguous", target=None)
    mention = next(mentions(words), None)
    if mention is None:
        return replace(pending, status="unresolved", target=None)
    return _placed(pending, versions[0], catalogue, lambda outline: outline.part(mention.parts[0], within=mention.within))


def _bearing(name: str, catalogue: Catalogue, *, own: int) -> list[int]:
    """The versions that are called so: by path, by whole name, by the longest beginning of what is said, or by a name in quotes."""
    at = [version for path, version in catalogue.paths.items() if path == name or path.endswith(f"/{name}")] if "." in name else []
    words = name_key(name).split()
    options = [" ".join(words[first:last]) for last in range(len(words), 0, -1) for first in range(min(last, 4)) if last - first > 1]
    held = next((option for option in options if option in catalogue.names), None)
    found = at or ([] if held is None else list(catalogue.names[held]))
    found = found or _inflected(options, catalogue)
    quoted = _QUOTED.search(name)
    if not found and quoted is not None:
        wanted = name_key(quoted["name"])
        found = list(dict.fromkeys(one for known, versions in catalogue.names.items() if wanted in known for one in versions))
    return [version for version in found if version != own]


def name_stems(name: str) -> tuple[str, ...]:
    """A name's words without their endings: `Договора поставки` is «Договор поставки»."""
    return tuple(terms(name, stop_words=False))


def _inflected(options: Sequence[str], catalogue: Catalogue) -> list[int]:
    """The versions with a name of these words in other forms, or with just one longer name that begins and ends so."""
    for option in options:
        words = name_stems(option)
        if len(words) < 2:
            continue
        if words in catalogue.stems:
            return list(catalogue.stems[words])
        longer = {version for whole, version in catalogue.framed.get((words[0], words[-1]), ()) if _in_order(words, whole)}
        if len(longer) == 1:
            return list(longer)
    return []


def _in_order(words: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in words)


def _placed(pending: Reference, version: int, catalogue: Catalogue, place: Callable[[Outline], Place]) -> Reference:
    outline = catalogue.outline(version)
    found = place(outline) if outline is not None else Place(status="unresolved")
    target = Span(version=version, start=found.start, end=found.end) if found.status == "resolved" else None
    return replace(pending, status=found.status, target=target)
