"""Glossaries beside the pages that use their terms: is who asks for the meaning of a term shown its own definition?

    python benchmarks/glossaries.py [--packages FOLDER] [--only NAME] [--show]

Three manuals with a glossary, from Debian's packages (fetched with `apt-get download`, never installed; with `--packages` they are looked
for unpacked in FOLDER): Python's (glossary, tutorial, questions and how-tos), PostgreSQL's whole manual, and GIMP's whole manual in ten
languages. Python's glossary is also written in the other ways that people write one (`FORMS`), beside the same pages. What a glossary
defines is read off its own markup by rules that the product has no part in. Every term of at most forty characters is asked for in each of
the ways of its language (`ASKED`).

Right: the first quote, after the term itself where that is shown, is of the term's definition; where that only says under which other term
it stands, that one's has to be shown too. Sure is another quote with a confidence of .8 or
more. The rules were written with Python's in sight, and in part PostgreSQL's; of GIMP's nothing but totals was looked at (`--show` prints
what is not right of the first two).
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import html

from _measure import Row, record, show
from other_docs import unpacked
from untuned.project import Project
from untuned.types.answers import Answer

ASKED = {
    "en": ("What is {}?", "What does {} mean?", "Define {}.", "{}"),
    "de": ("Was ist {}?", "Was bedeutet {}?"),
    "fr": ("Qu'est-ce que {} ?", "Que signifie {} ?"),
    "es": ("¿Qué es {}?", "¿Qué significa {}?"),
    "it": ("Che cos'è {}?", "Cosa significa {}?"),
    "ru": ("Что такое {}?", "Что значит {}?"),
    "nl": ("Wat is {}?", "Wat betekent {}?"),
    "pt-br": ("O que é {}?", "O que significa {}?"),
    "sv": ("Vad är {}?", "Vad betyder {}?"),
    "uk": ("Що таке {}?", "Що означає {}?"),
}
LOOKED_AT = ("es", "it", "nl")
"""The languages of GIMP's manual that the rules were written with in sight."""
LONGEST = 40
"""Characters of a term; longer ones are sentences."""
LEAST = 20
"""Letters of a definition beyond its term that a quote of it has."""
SURE = 0.8
"""From this confidence on whoever reads an answer takes it for certain."""
_OTHER = re.compile(r"[\W_]+")
_POINTS = re.compile(r"See ([^.]+)\.?")


class Term(NamedTuple):
    """What a glossary says of one term; `head` is the term as it stands there: `Relation (table)`."""

    name: str
    head: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The whole definition as one paragraph."""
        return " ".join(self.paragraphs)


class Folder(NamedTuple):
    """Pages with a glossary among them; `written` writes them and tells what the glossary defines."""

    name: str
    language: str
    form: str
    seen: bool
    glossary: str
    """The glossary's path in the folder."""
    written: Callable[[Path, Path], list[Term]]


def main() -> int:
    """Fetch, sync, ask, judge, record."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--packages", type=Path, help="folder that has the packages unpacked already")
    options.add_argument("--only", default="", help="folders whose `name language form` has this in it; nothing is recorded")
    options.add_argument("--show", action="store_true", help="print what is not right where the rules were written with it in sight")
    given = options.parse_args()
    chosen = [folder for folder in FOLDERS if given.only in f"{folder.name} {folder.language} {folder.form}"]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as held:
        for number, folder in enumerate(chosen):
            packages = given.packages or _fetched(folder, Path(held) / "packages")
            rows += _measured(folder, packages, Path(held) / str(number), shows=given.show and folder.seen)
    if given.only:
        show(rows)
    else:
        record("glossaries", rows)
    return 0


def _fetched(folder: Folder, packages: Path) -> Path:
    package = PACKAGES[folder.name].format(folder.language)
    if not (packages / package).is_dir():
        unpacked(package, packages / package)
    return packages


def _measured(folder: Folder, packages: Path, place: Path, *, shows: bool) -> Iterator[Row]:
    """One row for each way to ask."""
    terms = [term for term in folder.written(packages, place / "docs") if len(term.name) <= LONGEST and term.body]
    Project.init(place)
    with Project.open(place) as project:
        project.sync()
        for way in ASKED[folder.language]:
            counts: Counter[str] = Counter()
            for term in terms:
                question = way.format(_with_article(term.name) if way == "What is {}?" else term.name)
                answer = project.ask_sync(question)
                verdict = _verdict(folder, term, answer, meant=_pointed_to(term, terms))
                counts[verdict] += 1
                counts["sure"] += verdict == "other" and (answer.confidence or 0.0) >= SURE
                if shows and verdict != "right":
                    quotes = " / ".join(f"{quote.source}: {quote.quote[:110]!r}" for quote in answer.citations[:2])
                    print(f"{folder.name} {folder.form} {verdict} {answer.confidence}: {question}\n    {quotes}")
            found = {name: counts[name] for name in ("right", "further", "other", "refused", "sure")}
            looked = "looked at" if folder.seen else "not looked at"
            yield {"glossary": folder.name, "language": folder.language, "form": folder.form, "rules": looked, "asked": way} | {
                "terms": len(terms),
                **found,
            }


def _with_article(term: str) -> str:
    """A common noun in the singular as English asks for it."""
    if term.isupper() or term.endswith("s") or not term[0].islower():
        return term
    return f"{'an' if term[0] in 'aeiou' else 'a'} {term}"


def _verdict(folder: Folder, term: Term, answer: Answer, *, meant: Term | None) -> str:
    quotes = [quote for quote in answer.citations if _letters(quote.quote) != _letters(term.head)]
    inside = [quote.path == f"docs/{folder.glossary}" and _stands_in(quote.quote, term) for quote in quotes]
    if meant and inside and inside[0] and not any(_stands_in(quote.quote, meant) for quote in quotes):
        return "further"
    return "refused" if not inside else "right" if inside[0] else "further" if any(inside) else "other"


def _pointed_to(term: Term, terms: Sequence[Term]) -> Term | None:
    """The term under which the definition stands, where that is all that a definition says."""
    found = _POINTS.fullmatch(term.body)
    return None if found is None else next((one for one in terms if found[1] in (one.name, one.head)), None)


def _stands_in(quote: str, term: Term) -> bool:
    """True for what is of the definition and says more than its term; the shortest definitions stand there whole."""
    said, body = _letters(quote), _letters(term.body)
    least = min(LEAST, len(body))
    if body in said:
        return True
    told = said.removeprefix(_letters(term.head)).removeprefix(_letters(term.name))
    return len(told) >= least and told in body


def _letters(text: str) -> str:
    return _OTHER.sub("", text).casefold()


# --- what a glossary defines, by its own markup


def _terms_of(page: Path, *, path: str) -> list[Term]:
    """Terms of an HTML page's lists of definitions, with the paragraphs of each."""
    terms: list[Term] = []
    tree = html.fromstring(page.read_bytes())
    for link in tree.xpath("//a[contains(@class, 'headerlink') or contains(@class, 'id_link')]"):
        link.drop_tree()
    for listed in tree.xpath(path):
        head = ""
        for part in listed:
            if part.tag == "dt":
                head = " ".join(part.text_content().split()).strip(" #")
            elif part.tag == "dd" and head:
                own = part.xpath("./*[self::p or self::ul or self::ol or self::pre or self::div]") or [part]
                said = [" ".join(paragraph.text_content().split()) for paragraph in own]
                name = re.sub(r"\s*\([^)]*\)", "", head)
                terms.append(Term(name, head, tuple(paragraph for paragraph in said if paragraph)))
                head = ""
    return [term for term in terms if term.name[:1].isalnum()]


def _manual(folder: str, page: str, path: str, *parts: str) -> Callable[[Path, Path], list[Term]]:
    """The HTML pages below a package's folder (of `parts` and the glossary alone, where given)."""

    def written(packages: Path, docs: Path) -> list[Term]:
        root = packages / folder
        for source in sorted(root.rglob("*.html")):
            inner = source.relative_to(root)
            if not parts or inner.parts[0] in parts or str(inner) == page:
                (docs / inner).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, docs / inner)
        return _terms_of(root / page, path=path)

    return written


def _rewritten(
    pages: Callable[[Path, Path], list[Term]], name: str, form: Callable[[Sequence[Term]], str]
) -> Callable[[Path, Path], list[Term]]:
    """The same pages with the glossary in another form."""

    def written(packages: Path, docs: Path) -> list[Term]:
        terms = pages(packages, docs)
        (docs / "glossary.html").unlink()
        (docs / name).write_text(form(terms), encoding="utf-8")
        return terms

    return written


def _each(start: str, between: str, told: Callable[[Term], str]) -> Callable[[Sequence[Term]], str]:
    return lambda terms: start + between.join(told(term) for term in terms) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", " ")


def _field(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


FORMS = {
    "Markdown, bold before a colon": ("glossary.md", _each("# Glossary\n\n", "\n\n", lambda term: f"**{term.name}**: {term.body}")),
    "Markdown, bold alone": ("glossary.md", _each("# Glossary\n\n", "\n\n", lambda term: f"**{term.name}**\n\n{term.body}")),
    "Markdown, items, bold": ("glossary.md", _each("# Glossary\n\n", "\n", lambda term: f"- **{term.name}** – {term.body}")),
    "Markdown, items": ("glossary.md", _each("# Glossary\n\n", "\n", lambda term: f"- {term.name}: {term.body}")),
    "Markdown, headings": (
        "glossary.md",
        _each("# Glossary\n\n", "\n\n", lambda term: "\n\n".join((f"### {term.name}", *term.paragraphs))),
    ),
    "Markdown, definition list": ("glossary.md", _each("# Glossary\n\n", "\n\n", lambda term: f"{term.name}\n: {term.body}")),
    "Markdown, table": (
        "glossary.md",
        _each("# Glossary\n\n| Term | Meaning |\n|---|---|\n", "\n", lambda term: f"| {_cell(term.name)} | {_cell(term.body)} |"),
    ),
    "text, one line each": ("glossary.txt", _each("Glossary\n\n", "\n\n", lambda term: f"{term.name} - {term.body}")),
    "text, capitals, indented": ("glossary.txt", _each("GLOSSARY\n\n", "\n\n", lambda term: f"{term.name.upper()}\n    {term.body}")),
    "CSV": ("glossary.csv", _each("term,meaning\n", "\n", lambda term: f"{_field(term.name)},{_field(term.body)}")),
}
PACKAGES = {"Python": "python3.11-doc", "PostgreSQL": "postgresql-doc-15", "GIMP": "gimp-help-{}"}
_PYTHON = _manual(
    "python3.11-doc/usr/share/doc/python3.11/html", "glossary.html", "//dl[contains(@class, 'glossary')]", "tutorial", "faq", "howto"
)
_POSTGRESQL = _manual("postgresql-doc-15/usr/share/doc/postgresql-doc-15/html", "glossary.html", "//dl[dt[starts-with(@id, 'GLOSSARY')]]")


def _gimp(language: str) -> Callable[[Path, Path], list[Term]]:
    place = language.replace("pt-br", "pt_BR")
    return _manual(f"gimp-help-{language}/usr/share/gimp/2.0/help/{place}", "glossary.html", "//dl[dt/span[@class='glossterm']]")


FOLDERS = (
    Folder("Python", "en", "HTML", True, "glossary.html", _PYTHON),
    *(Folder("Python", "en", form, True, name, _rewritten(_PYTHON, name, told)) for form, (name, told) in FORMS.items()),
    Folder("PostgreSQL", "en", "HTML", True, "glossary.html", _POSTGRESQL),
    *(Folder("GIMP", language, "HTML", language in LOOKED_AT, "glossary.html", _gimp(language)) for language in ASKED),
)

if __name__ == "__main__":
    sys.exit(main())
