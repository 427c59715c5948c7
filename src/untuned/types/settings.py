"""The settings of a project: plain data with safe defaults. `untuned.config` reads them from untuned.toml."""

from __future__ import annotations

from dataclasses import dataclass, field


class Secret:
    """A value that was read from the environment or a file of its own, and is never printed: it shows as `***`."""

    __slots__ = ("_value", "reference")

    def __init__(self, value: str, *, reference: str = "") -> None:
        self._value = value
        self.reference = reference

    def reveal(self) -> str:
        """The value itself, for the one call that needs it."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "***"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreSettings:
    """Where truth lives. An empty `url` means SQLite in the project's `.untuned` folder."""

    url: str | Secret = ""
    busy_timeout_ms: int = 15_000

    @property
    def address(self) -> str:
        """The url with its password, for opening the database; never for showing."""
        return self.url.reveal() if isinstance(self.url, Secret) else self.url


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessRule:
    """Files whose path matches `path` (a glob below the root) belong to `groups`; the last matching rule wins."""

    path: str
    groups: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSettings:
    """Which files are read and how."""

    paths: tuple[str, ...] = ()
    """Folders, files or globs that `untuned sync` reads when none is named; relative to the root."""
    exclude: tuple[str, ...] = ()
    max_bytes: int = 64_000_000
    encoding: str = ""
    """Fallback for bytes that are neither UTF-8 nor marked by a byte order mark; "" means: report them."""
    languages: tuple[str, ...] = ("en", "ru", "de", "fr", "es", "pt", "it", "tr", "uk", "zh", "ja", "ko", "hi")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChunkSettings:
    """How texts are cut for search. A token is 4 characters here."""

    min_words: int = 40
    max_tokens: int = 300
    overlap_sentences: int = 1
    """Sentences repeated between two chunks of one long paragraph; never between paragraphs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexSettings:
    """What of a chunk is indexed. Together with the chunk settings it names a view's folder."""

    stem: bool = True
    stop_words: bool = True
    grams: bool = True
    titles: bool = True
    """Title and heading path are indexed with the text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchSettings:
    """How candidates are found, ordered and cut to a budget."""

    gram_weight: float = 0.2
    candidates: int = 30
    rerank: bool = True
    window_weight: float = 0.3
    bigram_weight: float = 0.3
    budget_tokens: int = 1_500


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerSettings:
    """How an answer is made of what was found."""

    max_sentences: int = 6
    threshold: float | None = None
    """Least confidence for an answer; None means the shipped, measured threshold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtensionSettings:
    """Objects of other packages, each as `module:object`."""

    loaders: tuple[tuple[str, str], ...] = ()
    """(file ending with its dot, `module:object`)."""
    embedder: str = ""
    reranker: str = ""
    scorers: tuple[tuple[str, str], ...] = ()
    tools: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionSettings:
    """How long records are kept, in days; None keeps them."""

    traces_days: int | None = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that untuned.toml says."""

    name: str = ""
    store: StoreSettings = field(default_factory=StoreSettings)
    sources: SourceSettings = field(default_factory=SourceSettings)
    access: tuple[AccessRule, ...] = ()
    chunks: ChunkSettings = field(default_factory=ChunkSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    extensions: ExtensionSettings = field(default_factory=ExtensionSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
