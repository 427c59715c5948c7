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
│   ├── BackupError           a backup or restore that could not be done whole
│   └── ProjectClosed         the project was closed before or while it was asked
├── ViewError                 a view of truth could not be read or written
│   ├── IndexBusy             another process is writing this view
│   └── IndexUnwritable       full disk, read-only folder
├── ModelError                a chat model gave no usable answer
│   ├── UnknownModel          the model string names nothing that can be asked
│   ├── ModelUnavailable      the endpoint refused, failed or was not reached
│   │   └── UnusableOutput    the model answered, and nothing had the form that was asked for
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
│       └── UnknownMetric     no such metric, or a gate without its value
├── EmptyQuestion             a question of no character but white space
├── BadFilter                 a filter that names no field, or whose value does not fit
├── NotAllowed                only the owner may do this
└── MissingExtra              a part that is installed apart, with the command that installs it

Each message names the value and the remedy; the fields carry the values.
"""

from __future__ import annotations

from untuned.errors.done import (
    BadFilter,
    BadVariant,
    EmptyQuestion,
    MeasureError,
    MissingExtra,
    ModelError,
    ModelTooSlow,
    ModelUnavailable,
    NotAllowed,
    OverBudget,
    Refused,
    UnknownClimb,
    UnknownMeasurement,
    UnknownMetric,
    UnknownModel,
    UnknownQuestion,
    UnknownVariant,
    UnreadableQuestions,
    UnusableOutput,
)
from untuned.errors.given import (
    BadExtension,
    BadFact,
    BadTask,
    ConfigError,
    NoProject,
    OutsideRoot,
    ProjectExists,
    SourceError,
    Unfetchable,
    UnknownSetting,
    UnreachableHost,
    UnreadableConfig,
    UnreadableDocument,
    UnsupportedFormat,
    UntunedError,
    WrongSetting,
)
from untuned.errors.kept import (
    BackupError,
    DamagedStore,
    IndexBusy,
    IndexUnwritable,
    NewerSchema,
    NothingSynced,
    ProjectClosed,
    StoreBusy,
    StoreError,
    StoreUnwritable,
    UnknownAnswer,
    UnknownCitation,
    UnknownConversation,
    UnknownDocument,
    UnknownLean,
    UnknownSection,
    UnknownSubject,
    UnknownVersion,
    ViewError,
)

__all__ = [
    "BackupError",
    "BadExtension",
    "BadFact",
    "BadFilter",
    "BadTask",
    "BadVariant",
    "ConfigError",
    "DamagedStore",
    "EmptyQuestion",
    "IndexBusy",
    "IndexUnwritable",
    "MeasureError",
    "MissingExtra",
    "ModelError",
    "ModelTooSlow",
    "ModelUnavailable",
    "NewerSchema",
    "NoProject",
    "NotAllowed",
    "NothingSynced",
    "OutsideRoot",
    "OverBudget",
    "ProjectClosed",
    "ProjectExists",
    "Refused",
    "SourceError",
    "StoreBusy",
    "StoreError",
    "StoreUnwritable",
    "Unfetchable",
    "UnknownAnswer",
    "UnknownCitation",
    "UnknownClimb",
    "UnknownConversation",
    "UnknownDocument",
    "UnknownLean",
    "UnknownMeasurement",
    "UnknownMetric",
    "UnknownModel",
    "UnknownQuestion",
    "UnknownSection",
    "UnknownSetting",
    "UnknownSubject",
    "UnknownVariant",
    "UnknownVersion",
    "UnreachableHost",
    "UnreadableConfig",
    "UnreadableDocument",
    "UnreadableQuestions",
    "UnsupportedFormat",
    "UntunedError",
    "UnusableOutput",
    "ViewError",
    "WrongSetting",
]
