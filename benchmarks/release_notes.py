"""Release notes of several products beside each other: is who asks about a release shown what the notes say of that one?

    python benchmarks/release_notes.py [--packages FOLDER] [--show]

Notes of programs from Debian's packages (fetched with `apt-get download`, never installed; with `--packages` they are looked for unpacked
in FOLDER), in the layouts that people write them in: GNU's outlines, underlined and Markdown headings, lines of their own, Debian's
changelogs. What is a release is read off each by a rule of its own that the product has no part in. Of each product at most
`MOST` releases, drawn by chance, are asked for what changed and for their day; a line of each for the release that it is of; as many
releases that there never were for what changed; and which release is the latest, when it came and what it brought.

Right: the first quote stands in the release's part of its own notes, or is its heading and the next one does; for a day, the date is shown;
for the release of a line, and for the latest, its number is shown too, in a quote or in the headings above it. The latest is the one that
stands first. Of a release that never was, no quote. The
notes in `SEEN` were looked at while the rules were written, and all where the latest is asked for; of the others nothing but totals
(`--show` prints what is not right of `SEEN`).
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from _measure import Row, record, sample_of, show
from other_docs import unpacked
from untuned.project import Project
from untuned.types.answers import Answer

MOST = 12
SURE = 0.8
"""From this confidence on whoever reads an answer takes it for certain."""
LATEST = "What is the latest version of …?"
_OTHER = re.compile(r"[\W_]+")
_LINE = re.compile(r"(?m)^[ \t]*(?:[*•+-]+|\d+\.)?[ \t]*(?P<said>[A-Z][^\n]{30,110}?)(?:[.:;]|$)")
"""The beginning of what a release notes as one change."""


class Notes(NamedTuple):
    """One product's notes: the package and path that have them, and how the heading of a release looks."""

    product: str
    package: str
    path: str
    ending: str
    heading: str
    day: str = ""
    """How its day is told below the heading, where it is not told in it."""


class Release(NamedTuple):
    """What the notes say of one release."""

    product: str
    file: str
    version: str
    day: str
    """As it is written there; "" where the notes do not say it."""
    head: str
    body: str


class Asked(NamedTuple):
    """A question with the release that answers it; None where nothing does."""

    kind: str
    question: str
    release: Release | None


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--packages", type=Path, help="folder that has the packages unpacked already")
    options.add_argument("--show", action="store_true", help="print what is not right of the notes that were seen")
    options.add_argument("--seen", action="store_true", help="those that were seen alone; nothing is recorded")
    given = options.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as held:
        for number, (seen, notes) in enumerate(((True, SEEN), (False, OTHERS))):
            if given.seen and not seen:
                continue
            packages = given.packages or _fetched(notes, Path(held) / "packages")
            rows += _measured(notes, packages, Path(held) / str(number), seen=seen, shows=given.show and seen)
    if given.seen:
        show(rows)
    else:
        record("release_notes", rows)
    return 0


def _fetched(notes: Sequence[Notes], packages: Path) -> Path:
    for package in dict.fromkeys(one.package for one in notes):
        if not (packages / package).is_dir():
            unpacked(package, packages / package)
    return packages


def _measured(notes: Sequence[Notes], packages: Path, place: Path, *, seen: bool, shows: bool) -> Iterator[Row]:
    """One row for each product and kind of question."""
    known = {one.product: _written(one, packages, place / "docs") for one in notes}
    Project.init(place)
    with Project.open(place) as project:
        project.sync()
        for product, releases in known.items():
            counts: dict[str, Counter[str]] = {}
            for one in _questions(product, releases):
                answer = project.ask_sync(one.question)
                verdict = _verdict(one, answer)
                found = counts.setdefault(one.kind, Counter())
                found[verdict] += 1
                found["sure"] += verdict in ("other", "shown") and (answer.confidence or 0.0) >= SURE
                if shows and verdict != "right":
                    told = " / ".join(f"{quote.source}: {quote.quote[:110]!r}" for quote in answer.citations[:3])
                    print(f"{product} {one.kind} {verdict} {answer.confidence}: {one.question}\n    {told}")
            for kind, found in counts.items():
                counted = {name: found[name] for name in ("right", "further", "unnamed", "other", "refused", "sure")}
                total = sum(found.values()) - found["sure"]
                yield {"notes": product, "looked at": seen or "latest" in kind, "asked": kind, "questions": total, **counted}


def _written(notes: Notes, packages: Path, docs: Path) -> list[Release]:
    """The notes as a file of the folder, and their releases, the newest first."""
    data = (packages / notes.package / "usr/share/doc" / notes.path).read_bytes()
    text = (gzip.decompress(data) if notes.path.endswith(".gz") else data).decode("utf-8", errors="replace")
    file = f"{notes.product}/{notes.path.rpartition('/')[2].split('.')[0]}.{notes.ending}"
    (docs / notes.product).mkdir(parents=True, exist_ok=True)
    (docs / file).write_text(text, encoding="utf-8")
    heads = list(re.finditer(rf"(?m){notes.heading}", text))
    releases: list[Release] = []
    for head, following in pairwise((*heads, None)):
        assert head is not None
        line = text.find("\n", head.end())
        body = text[line : len(text) if following is None else following.start()]
        day = head.groupdict().get("d") or ""
        if notes.day:
            found = re.search(rf"(?m){notes.day}", body)
            day = found["d"] if found else ""
        releases.append(Release(notes.product, file, head["v"], day, text[head.start() : line], body.strip()))
    return [one for one in releases if len(one.body.split()) > 5 and sum(other.version == one.version for other in releases) == 1]


def _questions(product: str, releases: Sequence[Release]) -> Iterator[Asked]:
    rng = random.Random(0)
    some = sample_of(list(releases), MOST, rng=rng)
    for one in some:
        yield Asked("What changed in …?", f"What changed in {product} {one.version}?", one)
        yield Asked("What's new in version … of?", f"What's new in version {one.version} of {product}?", one)
        if one.day:
            yield Asked("When was … released?", f"When was {product} {one.version} released?", one)
    latest = releases[0]
    yield Asked(LATEST, f"What is the latest version of {product}?", latest)
    yield Asked("What's new in the latest release of …?", f"What's new in the latest release of {product}?", latest)
    if latest.day:
        yield Asked("When was the latest version … released?", f"When was the latest version of {product} released?", latest)
    for one in some:
        lines = [found["said"] for found in _LINE.finditer(one.body)]
        own = [line for line in lines if sum(line in other.body for other in releases) == 1]
        if own:
            yield Asked("release of a line", f"Which version of {product} has this change: {rng.choice(own)}?", one)
    known = {one.version for one in releases}
    for one in some:
        never = re.sub(r"\d+(?=\D*$)", lambda found: str(int(found[0]) + 61), one.version)
        if never not in known and never != one.version:
            yield Asked("never released", f"What changed in {product} {never}?", None)


def _verdict(one: Asked, answer: Answer) -> str:
    quotes = answer.citations
    release = one.release
    if release is None:
        return "other" if quotes else "right"
    if not quotes:
        return "refused"
    if one.kind.startswith("When was"):
        shown = " ".join(f"{quote.quote} {' '.join(quote.headings)}" for quote in quotes)
        return "right" if release.day in shown and _letters(release.version) in _letters(shown) else "other"
    inside = [quote.path == f"docs/{release.file}" and _stands_in(quote.quote, release) for quote in quotes]
    if not any(inside):
        return "other"
    if one.kind in ("release of a line", LATEST):
        shown = " ".join(f"{quote.quote} {' '.join(quote.headings)}" for quote in quotes)
        if release.version not in shown:
            return "unnamed"
    return "right" if inside[0] else "further"


def _stands_in(quote: str, one: Release) -> bool:
    """True for what is of the release's part of the notes; more than its heading, or that as a whole."""
    said = _letters(quote)
    return bool(said) and (said in _letters(one.head + one.body))


def _letters(text: str) -> str:
    return _OTHER.sub("", text).casefold()


SEEN = (
    Notes("coreutils", "coreutils", "coreutils/NEWS.gz", "txt", r"^\* Noteworthy changes in release (?P<v>\S+) \((?P<d>[\d-]+)\)"),
    Notes("GLib", "libglib2.0-0", "libglib2.0-0/NEWS.gz", "txt", r"^Overview of changes in GLib (?P<v>\S+)$"),
    Notes("tar", "tar", "tar/NEWS.gz", "txt", r"^version (?P<v>\d\S*) - [^\n]*?(?P<d>\d{4}-\d\d-\d\d)"),
    Notes("curl", "curl", "curl/changelog.gz", "txt", r"^Version (?P<v>\S+) \((?P<d>[^)\n]+)\)"),
    Notes("distro", "python3-distro", "python3-distro/changelog.gz", "md", r"^## (?P<v>\S+) \((?P<d>[^)\n]+)\)"),
    Notes(
        "OpenSSL",
        "openssl",
        "openssl/NEWS.md.gz",
        "md",
        r"^### Major changes between OpenSSL \S+ and OpenSSL (?P<v>\S+) \[(?P<d>\d[^]\n]+)\]",
    ),
    Notes("debian-systemd", "systemd", "systemd/changelog.Debian.gz", "txt", r"^systemd \((?P<v>[^)\n]+)\) ", r"^ -- .*>  (?P<d>.*\d{4}) "),
    Notes("systemd", "systemd", "systemd/NEWS.gz", "txt", r"^CHANGES WITH (?P<v>\d+)"),
)
OTHERS = (
    Notes("grep", "grep", "grep/NEWS.gz", "txt", r"^\* Noteworthy changes in release (?P<v>\S+) \((?P<d>[\d-]+)\)"),
    Notes("dbus", "dbus", "dbus/NEWS.gz", "txt", r"^(?:D-Bus|dbus) (?P<v>\d\S*) \((?P<d>[\d-]+)\)$"),
    Notes("E2fsprogs", "e2fsprogs", "e2fsprogs/NEWS.gz", "txt", r"^E2fsprogs (?P<v>\d\S*) \((?P<d>[^)\n]+)\)$"),
    Notes("GnuTLS", "libgnutls30", "libgnutls30/NEWS.gz", "txt", r"^\* Version (?P<v>\d\S*) \(released (?P<d>[\d-]+)\)"),
    Notes("GDB", "gdb", "gdb/NEWS.gz", "txt", r"^\*\*\* Changes in GDB (?P<v>\d\S*)"),
    Notes("FLAC", "libflac12", "libflac12/changelog.gz", "md", r"^## FLAC (?P<v>\S+) \((?P<d>[^)\n]+)\)"),
    Notes("iso-codes", "iso-codes", "iso-codes/changelog.gz", "md", r"^## \[(?P<v>\d\S*)\] – (?P<d>[\d-]+)"),
    Notes("polkit", "polkitd", "polkitd/NEWS.md.gz", "md", r"^## polkit (?P<v>\d\S*)"),
    Notes(
        "debian-coreutils",
        "coreutils",
        "coreutils/changelog.Debian.gz",
        "txt",
        r"^coreutils \((?P<v>[^)\n]+)\) ",
        r"^ -- .*>  (?P<d>.*\d{4}) ",
    ),
)

if __name__ == "__main__":
    sys.exit(main())
