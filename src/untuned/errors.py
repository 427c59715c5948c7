"""Every error of untuned, as one tree.

UntunedError
├── ConfigError               untuned.toml or the environment says something that cannot be
│   ├── UnknownSetting        a key that does not exist
│   ├── WrongSetting          a key whose value does not fit
│   ├── UnreadableConfig      the file is not TOML, or cannot be read
│   ├── NoProject             no untuned.toml here or above
│   ├── ProjectExists         a project is there already
│   ├── BadTask               a task that is unknown, or whose schema, labels or examples cannot be used
│   └── BadExtension          `module:object` that does not load, or has not the right methods
├── SourceError               one file could not be read; the rest goes on
│   ├── UnreadableDocument    its bytes give no text, with the reason
│   ├── UnsupportedFormat     nothing loads files of this ending
│   ├── OutsideRoot           its real place is outside the project's root
│   ├── Unfetchable           a page of the web was not or may not be fetched
│   │   └── UnreachableHost    its host gives no connection at all
│   └── BadFact               facts.toml says something that cannot be
├── StoreError                truth could not be read or written
│   ├── UnknownVersion        no such version for this principal
│   ├── UnknownDocument       no such document for this principal
│   ├── UnknownAnswer         no such answer for this principal
│   ├── UnknownCitation       no such citation for this principal
│   ├── UnknownConversation   no such conversation for this principal
│   ├── UnknownSubject        nothing of that name leans on documents
│   ├── UnknownSection        a document has no such heading
│   ├── UnknownLean           nothing is said, or proposed, under these numbers
│   ├── NothingSynced         there is no document to ask
│   ├── NewerSchema           the database was written by a later untuned
│   ├── StoreBusy             another process holds the database's writer for too long
│   ├── StoreUnwritable       full disk, read-only folder, lost rights
│   ├── DamagedStore          the database is not one, or is damaged
│   └── BackupError           a backup or restore that could not be done whole
├── ViewError                 a view of truth could not be read or written
│   ├── IndexBusy             another process is writing this view
│   └── IndexUnwritable       full disk, read-only folder
├── ModelError                a chat model gave no usable answer
│   ├── UnknownModel          the model string names nothing that can be asked
│   ├── ModelUnavailable      the endpoint refused, failed or was not reached
│   ├── ModelTooSlow          no answer before the deadline
│   └── OverBudget            the next request would pass the limit of tokens or money
├── MeasureError              something cannot be measured as it was asked
│   ├── UnknownQuestion       no such question
│   ├── UnreadableQuestions   a file of questions, answers or ratings that cannot be used, with the place
│   ├── UnknownVariant        no such variant
│   ├── BadVariant            a variant that cannot answer, such as one that needs a model where none is named
│   ├── UnknownMeasurement    no such measurement
│   ├── UnknownClimb          no such climb
│   └── Refused               stopped before anything was paid: a limit of money, too few questions
├── BadFilter                 a filter that names no field, or whose value does not fit
├── NotAllowed                only the owner may do this
└── MissingExtra              a part that is installed apart, with the command that installs it

Each message names the value and the remedy; the fields carry the values.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path


class UntunedError(Exception):
    """Anything that untuned raises on purpose. `remedy` says what to do next."""

    exit_code = 1
    remedy = ""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy or type(self).remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


class ConfigError(UntunedError):
    """untuned.toml or the environment says something that cannot be."""

    exit_code = 2


class UnknownSetting(ConfigError):
    """A key that does not exist, with the nearest one that does."""

    def __init__(self, key: str, *, value: object, file: str, remedy: str) -> None:
        super().__init__(f"{file}: '{key}' (value {value!r}) is no setting", remedy=remedy)
        self.key, self.value, self.file = key, value, file


class WrongSetting(ConfigError):
    """A key whose value does not fit."""

    def __init__(self, key: str, *, value: object, file: str, remedy: str) -> None:
        super().__init__(f"{file}: '{key}' cannot be {value!r}", remedy=remedy)
        self.key, self.value, self.file = key, value, file


class UnreadableConfig(ConfigError):
    """The file is not TOML, or cannot be read."""

    def __init__(self, file: str, *, reason: str) -> None:
        super().__init__(f"{file} cannot be read: {reason}", remedy="mend the file, or write a new one with 'untuned init --force'")
        self.file, self.reason = file, reason


class NoProject(ConfigError):
    """No untuned.toml here or above."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no untuned.toml in {folder} or above", remedy="run 'untuned init' in the folder that holds your documents")
        self.folder = folder


class ProjectExists(ConfigError):
    """A project is there already."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} exists already", remedy="edit it, or replace it with 'untuned init --force'")
        self.file = file


class BadTask(ConfigError):
    """A task that is unknown, or whose schema, labels or examples cannot be used."""

    def __init__(self, name: str, *, reason: str, remedy: str) -> None:
        super().__init__(f"task '{name}': {reason}", remedy=remedy)
        self.name, self.reason = name, reason


class BadExtension(ConfigError):
    """`module:object` that does not load, or has not the right methods."""

    def __init__(self, kind: str, *, target: str, reason: str) -> None:
        super().__init__(
            f"{kind} '{target}' cannot be used: {reason}",
            remedy="name it as 'module:object' of an installed package; see docs/guides/extensions.md",
        )
        self.kind, self.target, self.reason = kind, target, reason


class SourceError(UntunedError):
    """One file could not be read; the rest goes on."""

    def __init__(self, path: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {reason}", remedy=remedy)
        self.path, self.reason = path, reason


class UnreadableDocument(SourceError):
    """Its bytes give no text, with the reason."""


class UnsupportedFormat(SourceError):
    """Nothing loads files of this ending."""


class OutsideRoot(SourceError):
    """Its real place is outside the project's root."""


class Unfetchable(SourceError):
    """A page of the web was not or may not be fetched; `path` is its address."""


class UnreachableHost(Unfetchable):
    """The host gives no connection, or may not be called: its name, its address, its port or its certificate."""


class BadFact(SourceError):
    """facts.toml says something that cannot be; the reason names the line."""


class StoreError(UntunedError):
    """Truth could not be read or written."""


class UnknownVersion(StoreError):
    """No such version for this principal."""

    def __init__(self, version: object) -> None:
        super().__init__(f"version '{version}' is unknown", remedy="see 'untuned history PATH' for a document's versions")


class UnknownDocument(StoreError):
    """No such document for this principal."""

    def __init__(self, path: object) -> None:
        super().__init__(f"document '{path}' is unknown", remedy="see 'untuned status --list' for the documents that are synced")


class UnknownAnswer(StoreError):
    """No such answer for this principal."""

    def __init__(self, answer: str) -> None:
        super().__init__(f"answer '{answer}' is unknown", remedy="see 'untuned history' for the recorded answers")


class UnknownCitation(StoreError):
    """No such citation for this principal."""

    def __init__(self, citation: object) -> None:
        super().__init__(f"citation '{citation}' is unknown", remedy="see 'untuned show ANSWER' for an answer's citations")


class UnknownConversation(StoreError):
    """No such conversation for this principal."""

    def __init__(self, conversation: str) -> None:
        super().__init__(f"conversation '{conversation}' is unknown", remedy="see 'untuned chat --list' for the stored conversations")


class UnknownSubject(StoreError):
    """Nothing of that name leans on documents: no question, answer or document for this principal."""

    def __init__(self, name: str) -> None:
        remedy = "name a question's or an answer's id, or a document's path; others as row:ID or dataset:ID"
        super().__init__(f"'{name}' is no question, answer or document", remedy=remedy)


class UnknownSection(StoreError):
    """A document has no such heading."""

    def __init__(self, path: str, heading: str) -> None:
        super().__init__(f"{path} has no heading '{heading}'", remedy=f"see 'untuned show {path}', or name the whole document")


class UnknownLean(StoreError):
    """Nothing is said to lean on anything, or proposed to, under these numbers."""

    def __init__(self, ids: Sequence[int]) -> None:
        named = ", ".join(str(id) for id in ids)
        super().__init__(f"nothing has the number {named}", remedy="see 'untuned lean list' for the numbers that there are")


class NothingSynced(StoreError):
    """There is no document to ask."""

    def __init__(self) -> None:
        super().__init__("nothing is synced yet", remedy="run 'untuned sync'")


class NewerSchema(StoreError):
    """The database was written by a later untuned."""

    def __init__(self, found: str, *, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this untuned knows {known}", remedy="install a newer untuned, or restore a backup that fits"
        )
        self.found, self.known = found, known


class StoreBusy(StoreError):
    """Another process holds the database's writer for too long."""

    remedy = "wait for the other 'untuned' process to end, then try again"


class StoreUnwritable(StoreError):
    """Full disk, read-only folder, lost rights."""

    remedy = "nothing that was committed is lost: make room or allow writing, then run the command again"


class DamagedStore(StoreError):
    """The database is not one, or is damaged."""

    remedy = "restore a backup with 'untuned restore FILE'"


class BackupError(StoreError):
    """A backup or restore that could not be done whole."""


class ViewError(UntunedError):
    """A view of truth could not be read or written."""


class IndexBusy(ViewError):
    """Another process is writing this view."""

    remedy = "wait for the other 'untuned' process to end, then try again; reading goes on meanwhile"


class IndexUnwritable(ViewError):
    """Full disk, read-only folder."""

    remedy = "make room or allow writing, then run 'untuned reindex'; no document is lost"


class ModelError(UntunedError):
    """A chat model gave no usable answer."""

    def __init__(self, model: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"model '{model}': {reason}", remedy=remedy)
        self.model, self.reason = model, reason


class UnknownModel(ModelError):
    """The model string names nothing that can be asked."""


class ModelUnavailable(ModelError):
    """The endpoint refused, failed or was not reached."""


class ModelTooSlow(ModelError):
    """No answer before the deadline."""


class OverBudget(ModelError):
    """The next request would pass the limit of tokens or money."""


class MeasureError(UntunedError):
    """Something cannot be measured as it was asked."""


class UnknownQuestion(MeasureError):
    """No such question."""

    def __init__(self, id: str) -> None:
        super().__init__(f"question '{id}' is unknown", remedy="see 'untuned questions list'")


class UnreadableQuestions(MeasureError):
    """A file of questions, answers or ratings cannot be used; `place` is its path, with a line where there is one."""

    def __init__(self, place: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"{place}: {reason}", remedy=remedy)
        self.place, self.reason = place, reason


class UnknownVariant(MeasureError):
    """No such variant."""

    exit_code = 2

    def __init__(self, name: str, *, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(name, known, n=1)
        remedy = f"did you mean '{near[0]}'? " if near else ""
        super().__init__(f"variant '{name}' is unknown", remedy=f"{remedy}see 'untuned variants'")
        self.name = name


class BadVariant(MeasureError):
    """A variant that cannot answer."""

    exit_code = 2

    def __init__(self, name: str, *, reason: str, remedy: str) -> None:
        super().__init__(f"variant '{name}': {reason}", remedy=remedy)
        self.name, self.reason = name, reason


class UnknownMeasurement(MeasureError):
    """No such measurement."""

    def __init__(self, id: str) -> None:
        super().__init__(f"measurement '{id}' is unknown", remedy="see 'untuned runs list'")


class UnknownClimb(MeasureError):
    """No such climb."""

    def __init__(self, id: str) -> None:
        super().__init__(f"climb '{id}' is unknown", remedy="see 'untuned climb --list'")


class Refused(MeasureError):
    """Stopped before anything was paid."""


class BadFilter(UntunedError):
    """A filter that names no field, or whose value does not fit."""

    exit_code = 2

    def __init__(self, typed: str, *, reason: str, remedy: str) -> None:
        super().__init__(f"filter '{typed}': {reason}", remedy=remedy)
        self.typed, self.reason = typed, reason


class NotAllowed(UntunedError):
    """Only the owner may do this: it reads or changes the project as a whole."""

    def __init__(self, action: str) -> None:
        super().__init__(f"only the owner may {action}", remedy="leave '--as-group' away, or open the project as its owner")
        self.action = action


class MissingExtra(UntunedError):
    """A part that is installed apart, with the command that installs it."""

    def __init__(self, part: str, *, extra: str) -> None:
        super().__init__(f"{part} is not installed", remedy=f"pip install 'untuned[{extra}]'")
        self.part, self.extra = part, extra
