"""Manuals that define options, settings and commands: is who asks about one of them shown its own definition?

    python benchmarks/manuals.py [--packages FOLDER] [--show]

Manuals of Debian's packages (fetched with `apt-get download`, never installed; with `--packages` they are looked for unpacked in
FOLDER): pages of man as text and as HTML, info files, HTML with definitions or with headings, Markdown with headings, and the same
definitions as rows of a Markdown table. What a manual defines is read off its own markup by rules that the product has no part in. Each of
at most sixty names a folder, drawn by chance, is asked for; the definition's first sentence is put as a question for the name.

Right: the first quote stands in the definition; for a description also: the name is in a quote or in the headings that are shown with it.
The manuals in `SEEN` were looked at; of the others nothing but totals (`--show` prints what is not right of those of `SEEN` alone).
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html

from _measure import Row, record, sample_of, show
from other_docs import unpacked
from untuned.project import Project
from untuned.types.answers import Answer

MOST = 60
SURE = 0.8
"""From this confidence on whoever reads an answer takes it for certain."""
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z0-9][\w-]*")
_NAME = re.compile(r"\$?[A-Za-z][\w.-]*")
_OTHER = re.compile(r"[\W_]+")
_NO_VERB = """
the a an if this that these when same like as in on for with by all any each similar equivalent alias
"""
_NO_VERBS = frozenset(_NO_VERB.split())
_SENTENCE = re.compile(r"[^.;:(\[]{15,120}(?=[.;:(\[]|$)")


class Definition(NamedTuple):
    """What a manual says of one name."""

    manual: str
    """Name of the manual, as in `the -x option of grep`."""
    file: str
    """Ending of the path of the file that has it."""
    names: tuple[str, ...]
    """All that its term names: `-i` and `--ignore-case`."""
    head: str
    """The term with all that stands in it."""
    body: str


class Asked(NamedTuple):
    """A question with the definitions that answer it, and whether the name has to be shown."""

    kind: str
    question: str
    names: tuple[str, ...]
    right: tuple[Definition, ...]


class Folder(NamedTuple):
    """Manuals that lie together; `written` writes them and tells what they define."""

    layout: str
    seen: bool
    written: Callable[[Path, Path], list[Definition]]


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--packages", type=Path, help="folder that has the packages unpacked already")
    options.add_argument("--show", action="store_true", help="print what is not right of the manuals that were seen")
    options.add_argument("--only", default="", help="layouts that begin so")
    options.add_argument("--seen", action="store_true", help="those that were seen alone")
    given = options.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as held:
        packages = given.packages or _fetched(Path(held) / "packages")
        for number, folder in enumerate(FOLDERS):
            if not folder.layout.startswith(given.only) or (given.seen and not folder.seen):
                continue
            rows += _measured(folder, packages, Path(held) / str(number), shows=given.show and folder.seen)
    if given.only or given.seen:
        show(rows)
    else:
        record("manuals", rows)
    return 0


def _fetched(folder: Path) -> Path:
    for package in PACKAGES:
        unpacked(package, folder / package)
    return folder


def _measured(folder: Folder, packages: Path, place: Path, *, shows: bool) -> Iterator[Row]:
    """One row for each kind of question."""
    Project.init(place)
    (place / "docs").mkdir(exist_ok=True)
    known = folder.written(packages, place / "docs")
    counts: dict[str, Counter[str]] = {}
    with Project.open(place) as project:
        project.sync()
        for one in _questions(known):
            answer = project.ask_sync(one.question)
            verdict = _verdict(one, answer)
            found = counts.setdefault(one.kind, Counter())
            found[verdict] += 1
            found["sure"] += verdict in ("other", "unnamed") and (answer.confidence or 0.0) >= SURE
            if shows and verdict != "right":
                told = " / ".join(f"{quote.source}: {quote.quote[:110]!r}" for quote in answer.citations[:3])
                print(f"{folder.layout} {one.kind} {verdict} {answer.confidence}: {one.question}\n    {told}")
    for kind, found in counts.items():
        counted = {name: found[name] for name in ("right", "further", "unnamed", "other", "refused", "sure")}
        total = sum(found.values()) - found["sure"]
        yield {"layout": folder.layout, "looked at": folder.seen, "asked": kind, "questions": total, **counted}


def _questions(known: Sequence[Definition]) -> Iterator[Asked]:
    """Each name asked for what it does, for its default, and its first sentence for the name."""
    rng = random.Random(0)
    named = sorted({(one.manual, name) for one in known for name in one.names})
    told = [one for one in known if _SENTENCE.match(one.body)]
    for manual, name in sample_of(named, MOST, rng=rng):
        right = tuple(one for one in known if one.manual == manual and name in one.names)
        thing = _kind_of(name)
        alone = sum(name in one.names for one in known) == len(right)
        short = re.fullmatch(r"-\w", name) is not None
        if alone and not short:
            yield Asked("What does … do?", f"What does {name} do?", (name,), right)
            yield Asked("What is …?", f"What is {name}?", (name,), right)
        kind = "-x of a manual" if short else "… of a manual"
        yield Asked(kind, f"What does the {name} {thing} of {manual} do?", (name,), right)
        if not short and any(re.search(r"\bdefault", one.body) for one in right):
            yield Asked(
                "default", f"What is the default of {name}?" if alone else f"What is the default of {name} of {manual}?", (name,), right
            )
    yield from (
        Asked("no such option", f"What does the {name} option of {manual} do?", (name,), ()) for manual, name in _made_up(named, rng)
    )
    for one in sample_of(told, MOST, rng=rng):
        question = _described(one)
        alike = {name for other in told if other.manual == one.manual and _described(other) == question for name in other.names}
        right = tuple(other for other in known if other.manual == one.manual and not alike.isdisjoint(other.names))
        yield Asked("description", question, tuple(alike), right)


def _made_up(named: Sequence[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Options that no manual has, of the first word of one that it has and the last of another."""
    words = [(manual, name.split("-")) for manual, name in named if name.startswith("--") and name.count("-") > len("--")]
    for _ in range(min(len(words), MOST) // 2):
        (manual, first), (_, last) = rng.choice(words), rng.choice(words)
        name = f"--{first[2]}-{last[-1]}"
        if not any(name.startswith(known) or known.startswith(name) for _, known in named if known.startswith("--")):
            yield manual, name


def _described(one: Definition) -> str:
    """The definition's first sentence as a question for its name."""
    found = _SENTENCE.match(one.body)
    assert found is not None
    words = " ".join(found[0].split()[:14])
    said = words if words[1:2].isupper() else words[0].lower() + words[1:]
    thing, first = _kind_of(one.names[0]), said.split()[0]
    if first.endswith("s") and not first.endswith("ss") and first not in ("this", "as"):
        return f"Which {thing} of {one.manual} {said}?"
    if first.isalpha() and first not in _NO_VERBS:
        return f"How do I {said} with {one.manual}?"
    return f"Which {thing} of {one.manual} is for this: {said}?"


def _kind_of(name: str) -> str:
    return "option" if name.startswith("-") else "function" if "." in name else "setting"


def _verdict(one: Asked, answer: Answer) -> str:
    quotes = answer.citations
    if not one.right:
        return "other" if quotes else "right"
    if not quotes:
        return "refused"
    inside = [any(quote.path.endswith(d.file) and _stands_in(quote.quote, d) for d in one.right) for quote in quotes]
    if not any(inside):
        return "other"
    if one.kind != "description":
        return "right" if inside[0] else "further"
    shown = " ".join(f"{quote.quote} {' '.join(quote.headings[-1:])}" for quote in quotes)
    named = any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", shown) for name in one.names)
    return ("right" if inside[0] else "further") if named else "unnamed"


def _stands_in(quote: str, one: Definition) -> bool:
    """True for what is of the definition, or begins with a heading and then is."""
    said, whole = _letters(quote), _letters(one.head + one.body)
    return said in whole or whole[:60] in said or (len(said) > len(whole) and whole in said)


def _letters(text: str) -> str:
    return _OTHER.sub("", text).casefold()


# --- what manuals define, by their own markup


def _man(sources: Sequence[tuple[str, str, str]], *, ending: str) -> Callable[[Path, Path], list[Definition]]:
    """Pages of man: (package, path without `.gz`, manual's name), written as `ending` and read off mandoc's HTML."""

    def written(packages: Path, folder: Path) -> list[Definition]:
        known: list[Definition] = []
        for package, path, manual in sources:
            for source in sorted((packages / package / "usr/share/man").glob(f"{path}.gz")):
                page = gzip.decompress(source.read_bytes())
                file = f"{source.name.removesuffix('.gz')}.{ending}"
                web = _mandoc(packages, page, "html")
                (folder / file).write_text(
                    web if ending == "html" else re.sub(".\b", "", _mandoc(packages, page, "utf8")), encoding="utf-8"
                )
                known += _of_page(html.fromstring(web), manual or source.name.split(".")[0], file)
        return known

    return written


def _mandoc(packages: Path, page: bytes, target: str) -> str:
    tool = packages / "mandoc" / "usr" / "bin" / "mandoc"
    return subprocess.run([tool, "-T", target], input=page, capture_output=True, check=False).stdout.decode("utf-8")


def _of_page(page: Any, manual: str, file: str) -> Iterator[Definition]:
    """Terms with their descriptions, and paragraphs above an indented block."""
    for terms in page.iter("dl"):
        heads: list[str] = []
        for part in terms:
            if part.tag == "dt":
                heads.append(part.text_content())
            elif part.tag == "dd" and heads:
                yield from _defined(manual, file, heads, part.text_content())
                heads = []
    for block in page.iter("div"):
        above = block.getprevious()
        if (
            "Bd-indent" in (block.get("class") or "")
            and above is not None
            and above.tag == "p"
            and not block.xpath("ancestor::div[contains(@class, 'Bd-indent')]")
        ):
            yield from _defined(manual, file, [above.text_content()], block.text_content())


def _defined(manual: str, file: str, heads: Sequence[str], body: str) -> Iterator[Definition]:
    """The definition, where its terms name options or settings."""
    if len(body.split()) < 4 or not any(head.strip() for head in heads):
        return
    names = [name for head in heads for name in _OPTION.findall(head)]
    if not names and all(re.fullmatch(r"\s*\$?[A-Za-z][\w.-]{2,}=?(?:,\s*[A-Za-z][\w.-]{2,}=)*(?: \(.*\))?\s*", head) for head in heads):
        names = [name for head in heads for name in _NAME.findall(head.split("(")[0])]
    if names:
        yield Definition(manual, file, tuple(dict.fromkeys(names)), " ".join(heads), " ".join(body.split()))


def _info(sources: Sequence[tuple[str, str]]) -> Callable[[Path, Path], list[Definition]]:
    """Info files: (package, manual's name)."""

    def written(packages: Path, folder: Path) -> list[Definition]:
        known: list[Definition] = []
        for package, manual in sources:
            for source in sorted((packages / package / "usr/share/info").glob(f"{manual}.info*.gz")):
                file = f"{source.name.removesuffix('.gz')}.txt"
                text = re.sub("[\x00\x08\x1f\x7f]", "", gzip.decompress(source.read_bytes()).decode("utf-8"))
                (folder / file).write_text(text, encoding="utf-8")
                known += _of_info(text, manual, file)
        return known

    return written


def _of_info(text: str, manual: str, file: str) -> Iterator[Definition]:
    for found in re.finditer(r"(?m)((?:^‘[^\n]+’\n)+)((?:     [^\n]*\n|\n(?=     ))+)", text):
        yield from _defined(manual, file, found[1].split("\n"), found[2])


def _marked_headings(source: tuple[str, str, str], manual: str, *, level: int) -> Callable[[Path, Path], list[Definition]]:
    """Markdown pages (package, folder, page with the definitions): its headings of a level name options."""

    def written(packages: Path, folder: Path) -> list[Definition]:
        package, path, page = source
        root = packages / package / path
        for file in sorted(root.rglob("*.md*")):
            name = "_".join(file.relative_to(root).parts).removesuffix(".gz")
            data = file.read_bytes()
            (folder / name).write_bytes(gzip.decompress(data) if file.suffix == ".gz" else data)
        return list(_of_headings((folder / page).read_text(encoding="utf-8"), manual, page, level=level))

    return written


def _of_headings(text: str, manual: str, file: str, *, level: int) -> Iterator[Definition]:
    text = re.sub(r"(?s)<!--.*?-->", "", text)
    for found in re.finditer(rf"(?ms)^#{{{level}}} ([^\n]+)\n(.*?)(?=^#{{1,{level}}} |\Z)", text):
        names = [name for code in re.findall(r"`([^`]+)`", found[1]) for name in re.findall(r"^-?-?[A-Za-z][\w.-]*", code)]
        if names and len(found[2].split()) > 3:
            yield Definition(manual, file, tuple(names), found[1], f"{_first_prose(found[2])}\n\n{found[2].strip()}")


def _first_prose(body: str) -> str:
    """The first paragraph that is neither a list, a note nor a listing."""
    return next((part for part in re.split(r"\n\s*\n", body.strip()) if re.match(r"[A-Z`]", part)), "").replace("\n", " ")


def _pages(package: str, path: str, manual: str, of: Callable[[Any, str, str], Iterator[Definition]], *, page: str, endings: str = ".html"):
    """HTML pages of a folder; the definitions of those whose names match `page`."""

    def written(packages: Path, folder: Path) -> list[Definition]:
        known: list[Definition] = []
        root = packages / package / path
        for source in sorted(file for file in root.rglob(f"*{endings}") if not file.is_symlink() and file.stem != "all"):
            name = "_".join(source.relative_to(root).parts).removesuffix(".en")
            data = source.read_bytes()
            (folder / name).write_bytes(data)
            if re.search(page, name):
                known += of(html.fromstring(data), manual, name)
        return known

    return written


def _of_titles(page: Any, manual: str, file: str) -> Iterator[Definition]:
    """HTML headings that name an option or a directive, each with all up to the next."""
    tags = ("h2", "h3", "h4")
    for heading in page.iter(*tags):
        head = " ".join(heading.text_content().replace("¶", " ").split())
        found = re.match(r"(--?[A-Za-z][\w-]*|<?[A-Z]\w+>?(?= Directive))", head)
        body: list[str] = []
        for part in heading.itersiblings():
            if part.tag in tags:
                break
            body.append(part.text_content() if isinstance(part.tag, str) else "")
        if found and len(" ".join(body).split()) > 3:
            names = _OPTION.findall(head) if head.startswith("-") else [found[1].strip("<>")]
            said = " ".join(body)
            told = re.search(r"Description:\s*(\S[^\n]+(?:\n(?!\s*\n|\w+:)[^\n]+)*)", said)
            yield Definition(manual, file, tuple(names), head, f"{told[1] + '.' if told else ''} {said}".strip())


def _as_table(sources: Sequence[tuple[str, str, str]]) -> Callable[[Path, Path], list[Definition]]:
    """The options of pages of man, each page as one Markdown table of names and first sentences."""

    def written(packages: Path, folder: Path) -> list[Definition]:
        with tempfile.TemporaryDirectory() as beside:
            known = _man(sources, ending="html")(packages, Path(beside))
        short: list[Definition] = []
        for manual in dict.fromkeys(one.manual for one in known):
            lines = [f"# {manual}\n\n## Options of {manual}\n\n| Option | Description |\n|---|---|\n"]
            for one in known:
                head, told = " ".join(one.head.split()).replace("|", "/"), re.split(r"(?<=[.;]) ", one.body.replace("|", "/"))[0]
                if one.manual == manual and len(told) < 300:
                    lines.append(f"| `{head}` | {told} |\n")
                    short.append(one._replace(file=f"{manual}.md", head=head, body=told))
            (folder / f"{manual}.md").write_text("".join(lines), encoding="utf-8")
        return short

    return written


_MAN_SEEN = (
    ("rsync", "man1/rsync.1", "rsync"),
    ("wget", "man1/wget.1", "wget"),
    ("tar", "man1/tar.1", "tar"),
    ("grep", "man1/grep.1", "grep"),
    ("openssh-client", "man5/ssh_config.5", "ssh_config"),
    ("systemd", "man5/systemd.service.5", "systemd.service"),
)
_MAN = (
    ("curl", "man1/curl.1", "curl"),
    ("findutils", "man1/find.1", "find"),
    ("findutils", "man1/xargs.1", "xargs"),
    ("make", "man1/make.1", "make"),
    ("sed", "man1/sed.1", "sed"),
    ("openssh-client", "man1/*.1", ""),
    ("coreutils", "man1/*.1", ""),
    ("systemd", "man5/systemd.unit.5", "systemd.unit"),
    ("systemd", "man5/systemd.exec.5", "systemd.exec"),
    ("systemd", "man5/systemd.timer.5", "systemd.timer"),
    ("systemd", "man5/journald.conf.5", "journald.conf"),
    ("systemd", "man5/logind.conf.5", "logind.conf"),
)
PACKAGES = (
    *dict.fromkeys(package for package, _, _ in (*_MAN_SEEN, *_MAN)),
    *("mandoc", "nodejs-doc", "mypy-doc", "postfix-doc", "sphinx-doc", "apache2-doc"),
)
_NODE = "usr/share/doc/nodejs/api"
FOLDERS = (
    Folder("man, text", True, _man(_MAN_SEEN, ending="txt")),
    Folder("man, text", False, _man(_MAN, ending="txt")),
    Folder("man, HTML", True, _man(_MAN_SEEN, ending="html")),
    Folder("man, HTML", False, _man(_MAN, ending="html")),
    Folder("info, text", True, _info((("wget", "wget"), ("grep", "grep")))),
    Folder("info, text", False, _info((("coreutils", "coreutils"), ("sed", "sed"), ("findutils", "find")))),
    Folder("Markdown headings", True, _marked_headings(("nodejs-doc", _NODE, "fs.md"), "fs", level=3)),
    Folder("Markdown headings", False, _marked_headings(("nodejs-doc", _NODE, "cli.md"), "node", level=3)),
    Folder("Markdown tables", True, _as_table(_MAN_SEEN)),
    Folder("Markdown tables", False, _as_table(_MAN)),
    Folder("HTML definitions", True, _pages("mypy-doc", "usr/share/doc/mypy/html", "mypy", _of_page, page="command_line|config_file")),
    Folder("HTML definitions", False, _pages("postfix-doc", "usr/share/doc/postfix/html", "postfix", _of_page, page=r"postconf\.5")),
    Folder("HTML definitions", False, _pages("sphinx-doc", "usr/share/doc/sphinx-doc/html", "sphinx", _of_page, page="man_|configuration")),
    Folder(
        "HTML headings", True, _pages("apache2-doc", "usr/share/doc/apache2-doc/manual/en/mod", "Apache", _of_titles, page="_core|core")
    ),
    Folder("HTML headings", False, _pages("nodejs-doc", _NODE, "node", _of_titles, page=r"cli\.html")),
)

if __name__ == "__main__":
    sys.exit(main())
