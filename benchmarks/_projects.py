"""A public set as a project that measures: an article a file, its questions with their passages, a cluster for each paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from _paragraphs import Asked, Paragraph
from untuned.project import Project
from untuned.types.documents import Version
from untuned.types.measures import Evidence, Question


def opened(folder: Path, texts: Sequence[Paragraph], asked: Sequence[Asked], *, settings: str = "") -> Project:
    """A synced project in a folder that is made, with the questions; the caller closes it.

    The paragraphs of an article stand in one file, in the order of their numbers, below its title.
    """
    (folder / "docs").mkdir(parents=True)
    (folder / "untuned.toml").write_text(settings, encoding="utf-8")
    articles: dict[str, list[Paragraph]] = {}
    for text in texts:
        articles.setdefault(text.article, []).append(text)
    paths = {article: f"docs/{number:04}.md" for number, article in enumerate(sorted(articles))}
    for article, parts in articles.items():
        body = "\n\n".join(part.text.strip() for part in sorted(parts, key=number_of))
        (folder / paths[article]).write_text(f"# {parts[0].title}\n\n{body}\n", encoding="utf-8")
    project = Project.open(folder)
    project.sync()
    wanted = {question.article for question in asked}
    versions = {article: project.version(paths[article]) for article in wanted}
    known = {text.id: text.text.strip() for text in texts if text.article in wanted}
    project.questions.add([question_of(one, versions[one.article], known[one.paragraphs[0]]) for one in asked], now=datetime.now(UTC))
    return project


def number_of(part: Paragraph) -> int:
    """The paragraph's number in its article."""
    return int(part.id.replace("~", "#").rpartition("#")[2])


def question_of(asked: Asked, held: tuple[Version, str], paragraph: str) -> Question:
    """The question; its evidence is the sentence part that was annotated first."""
    version, text = held
    found: tuple[Evidence, ...] = ()
    if not asked.unanswerable:
        at = text.index(paragraph)
        start, end = asked.spans[0]
        found = (Evidence(path=version.path, quote=text[at + start : at + end], version=version.id, start=at + start, end=at + end),)
    return Question(
        id=asked.id,
        text=asked.question,
        kind="refusal" if asked.unanswerable else "knowledge",
        answers=asked.answers if not asked.unanswerable else (),
        evidence=found,
        must_abstain=asked.unanswerable,
        cluster=asked.paragraphs[0],
        language=asked.language,
    )
