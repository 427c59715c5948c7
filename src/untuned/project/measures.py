"""What measuring leans on in an open project: questions, runs, metrics, and where evidence stands now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from untuned.errors import MissingExtra, NotAllowed, UnknownVersion
from untuned.project.opening import opened_once
from untuned.project.own_files import OwnFilePart
from untuned.types.answers import Verdict
from untuned.types.principal import member

if TYPE_CHECKING:
    from untuned.evaluation.answerable import Answerable
    from untuned.evaluation.measure import Bench
    from untuned.evaluation.metrics.metric import Metric
    from untuned.evaluation.variants.resolve import Listed
    from untuned.evaluation.variants.shots import Shots
    from untuned.project.voices import Author
    from untuned.store.questions import Questions
    from untuned.store.ratings import Ratings
    from untuned.store.runs import Runs
    from untuned.types.answers import Citation
    from untuned.types.documents import Span, Version
    from untuned.types.measures import Cited, Evidence, Question
    from untuned.types.methods import Shot, Variant


class Measures(OwnFilePart):
    """The parts of measuring, for the owner alone: questions and answers quote documents of every group."""

    def _let_go(self) -> None:
        """As it is said there."""
        super()._let_go()
        for part in ("questions", "runs", "ratings"):
            self.__dict__.pop(part, None)

    @opened_once
    def questions(self) -> Questions:
        """The questions to measure with."""
        from untuned.store.questions import Questions

        self.check_owner()
        return Questions(self.database)

    @opened_once
    def runs(self) -> Runs:
        """The measurements in truth."""
        from untuned.store.runs import Runs

        self.check_owner()
        return Runs(self.database)

    @opened_once
    def ratings(self) -> Ratings:
        """What people said of answers."""
        from untuned.store.ratings import Ratings

        self.check_owner("rate answers")
        return Ratings(self.database)

    def variants(self) -> list[Listed]:
        """Every variant, the shipped ones first."""
        from untuned.evaluation.variants.resolve import listing

        return listing(settings=self.settings, root=self.root)

    def bench(self, shots: Mapping[str, Shots] | None = None) -> Bench:
        """What measuring leans on, with what variants show as examples, by their hashes."""
        from untuned.evaluation.clustered import clustered
        from untuned.evaluation.measure import Bench
        from untuned.evaluation.runs.plan import Standing
        from untuned.evaluation.scoring import Shelf

        self.check_measuring()
        chosen = shots or {}

        def shown(variant: Variant, question: Question) -> Sequence[Shot]:
            one = chosen.get(variant.hash)
            return () if one is None else one.of(question)

        asked, _ = clustered(self.questions.listing())
        every = {one.id: one for one in asked}
        voice = self._voice
        return Bench(
            kept=self.runs,
            standing=Standing(database=self.database.id, epoch=self.database.epoch, position=self.database.position()),
            shelf=Shelf(
                texts=self._texts,
                evidence=self._evidence_now(),
                known=self._known_words(),
                labels=frozenset(
                    (*(one.label for one in asked if one.label), *(label for task in self.settings.tasks for label in task.labels))
                ),
                voice=None if voice is None else voice.voice,
                cite=self._cited(),
            ),
            metrics=self.metrics(),
            questions=every,
            now=lambda: datetime.now(UTC),
            shots=shown,
            judge=self.judge_version,
            people=self.ratings.ratings(),
            notes=() if voice is None else voice.notes,
        )

    def metrics(self) -> tuple[Metric, ...]:
        """Every metric that runs are scored by: the rules', the estimate of what is unsupported, and what this project adds.

        These are its own scorers, a local model of support, and a judge's word; of the last, rules give none.
        """
        self.check_measuring()
        from untuned.config.extensions import load_scorers
        from untuned.evaluation.judged import JUDGED
        from untuned.evaluation.metrics.extensions import extension_metrics
        from untuned.evaluation.metrics.registry import METRICS
        from untuned.evaluation.metrics.unsupported import METRIC as UNSUPPORTED
        from untuned.evaluation.metrics.unsupported_claims import unsupported_claims
        from untuned.evaluation.metrics.voice import METRIC as VOICE

        rules = METRICS
        if self._voice is not None:
            # What was scored by other texts of the author, or by none, is scored anew.
            heard = replace(VOICE, version=f"{VOICE.version} {self._voice.version}")
            rules = tuple(heard if one.name == VOICE.name else one for one in METRICS)
        local = () if self.scorer is None else (unsupported_claims(self.scorer),)
        own = extension_metrics(load_scorers(self.settings.extensions))
        return (*rules, UNSUPPORTED, *local, *JUDGED, *own)

    @property
    def judge_version(self) -> str:
        """Who judges here, and by which prompts; "" where the settings name no judge."""
        name = self.settings.evaluation.judge
        if not name:
            return ""
        from untuned.models.chat.prompt import load_prompts

        folder = self.settings.model.prompts
        prompts = load_prompts(self.root / folder if folder else None)
        return f"{name} {prompts.judge.sha256[:8]}{prompts.judged.sha256[:8]}"

    @opened_once
    def _voice(self) -> Author | None:
        """The author whom answers should sound like; None where the settings name none. Raises `WrongSetting`."""
        if not self.settings.evaluation.voice:
            return None
        from untuned.project.voices import author_of

        return author_of(self.root, settings=self.settings, loaders=self.sources.loaders)

    def check_owner(self, action: str = "measure") -> None:
        """Raises `NotAllowed` for all but the owner."""
        if not self.principal.owner:
            raise NotAllowed(action)

    def check_measuring(self, action: str = "measure") -> None:
        """Raises `NotAllowed` for all but the owner, `MissingExtra` where the packages of measuring are not installed."""
        self.check_owner(action)
        if find_spec("scipy") is None:
            raise MissingExtra("scipy, which statistics need,", extra="measure")

    def for_examples(self, questions: Sequence[Question], groups: Sequence[str]) -> list[Question]:
        """The questions as examples may be made of them for members of groups: without what they may not read.

        A question keeps its answer only where each passage that says it may be read; the others are known by their words alone, so that
        no question is its own example. For the owner, who has no groups, all stay as they are.
        """
        if not groups:
            return list(questions)
        named = {one.version for question in questions for one in question.evidence if one.version is not None}
        readable = self.documents.whole(named, principal=member(groups))

        def open_to(question: Question) -> bool:
            return bool(question.evidence) and all(one.version in readable for one in question.evidence)

        return [one if one.must_abstain or open_to(one) else replace(one, answers=(), label="", evidence=()) for one in questions]

    def pool(self, variant: Variant, questions: Sequence[Question]) -> list[Question]:
        """The questions as a variant's examples may be made of them: only those that it could be asked have answers, and may be read."""
        fits = self.answerable().fits
        open_to = self.for_examples(questions, variant.groups)
        return [one if fits(variant, one) else replace(one, answers=(), label="", evidence=()) for one in open_to]

    def answerable(self) -> Answerable:
        """Which questions a variant can answer, by the tasks of the settings."""
        from untuned.evaluation.answerable import answerable_of

        return answerable_of(self.settings.tasks, root=self.root)

    def _texts(self, spans: Sequence[Span]) -> Mapping[Span, tuple[str, str]]:
        """The path and the text of each span that is still there."""
        found = self.documents.slices(spans, principal=self.principal)
        return {span: (version.path, text) for span, (version, text) in found.items()}

    def _cited(self) -> Callable[[Cited], Citation | None]:
        """The citation of an address that a run cites, as an answer has it; None for a version that was purged."""
        from untuned.rag.verify.desk import citation_of

        @lru_cache(maxsize=8)
        def whole(id: int) -> tuple[Version, str]:
            return self.documents.version(id, principal=self.principal), self.documents.text(id, principal=self.principal)

        def cited(one: Cited) -> Citation | None:
            at = (one.span.start, one.span.end)
            try:
                version, text = whole(one.span.version)
            except UnknownVersion:
                return None
            return citation_of(Verdict(kind=one.verdict, spans=(at,), sentence=at), version, text)

        return cited

    def _evidence_now(self) -> Callable[[Question], tuple[Evidence, ...]]:
        """Where a question's evidence stands, by the documents as they are at this moment."""
        from untuned.evaluation.questions.archive import Archive
        from untuned.evaluation.questions.evidence import standing

        archive = Archive(self.documents, principal=self.principal)
        return lambda question: tuple(standing(one, archive=archive) for one in question.evidence)

    def _known_words(self) -> Callable[[str], bool]:
        """True for a word that the documents have, in any of its forms; every word is looked up once."""
        index = cache(self.index)  # opened when a word is looked up: a report looks up none

        @cache
        def known(word: str) -> bool:
            from untuned.rag.evidence import share_of

            return share_of(word, index=index()) > 0

        return known
