"""The settings of a project: plain data with safe defaults. `untuned.config` reads them from untuned.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from untuned.types.advising import AdviceSettings
from untuned.types.climbing import ClimbSettings
from untuned.types.routing import RouterSettings
from untuned.types.tasks import TaskSettings

Rewriting = Literal["auto", "rules", "model", "off"]

ChunkStrategy = Literal["structure", "fixed"]
"""Whole paragraphs, tables and listings below their headings; or so many characters, wherever they end."""

Fusion = Literal["minmax", "rrf"]
"""How the scores of words and of meaning become one: by their size among the candidates, or by their ranks alone."""

MetadataKind = Literal["string", "date", "number", "list"]
MetadataPlace = Literal["title", "headings", "text"]
"""Where a field's pattern and the names of its values are looked for."""


IndexEngine = Literal["embedded", "lance"]
"""tantivy and files of numbers, which need nothing installed beside them; or LanceDB, in a folder or on object storage."""


class Secret:
    """A value that was read from the environment or a file of its own, and is never printed: it shows as `***`."""

    __slots__ = ("_value", "reference")

    def __init__(self, value: str, *, reference: str = "") -> None:
        self._value = value
        self.reference = reference

    def reveal(self) -> str:
        """The value itself, for the one call that needs it."""
        return self._value

    @property
    def sendable(self) -> bool:
        """True where a header of HTTP can hold it: a copied key may have a line break, or a space without width."""
        return self._value.isascii() and self._value.isprintable()

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
class ParseSettings:
    """Bounds for formats that are parsed in a process of their own (PDF, DOCX, PPTX, XLSX, ODT, ODP, ODS)."""

    seconds: float = 60.0
    memory_mb: int = 800
    """Of that process alone; the one that waits for it takes about 150 MB more."""
    ocr: bool = False
    """Pages without text are read by Tesseract, where it is installed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionSettings:
    """From when documents hold, and which of them take the place of others."""

    dates_in_text: bool = True
    """Days are also told from what a text says of itself at its head or foot."""
    supersede: tuple[str, ...] = ()
    """Patterns of paths, or of titles after `title:`, with one `{date}` or `{version}`: the latest of those alike otherwise counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WebSettings:
    """Pages of the web that are synced beside files."""

    urls: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    depth: int = 0
    """How many links are followed from a page of `urls`, on its own host."""
    max_pages: int = 200
    max_bytes: int = 10_000_000
    timeout_s: float = 20.0
    robots: bool = True
    allow_private: bool = False
    """Also addresses of private networks and of this machine."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelSettings:
    """The chat model that words answers; without a name the extractive reader answers, which needs none."""

    name: str = ""
    """`provider:model`, such as `openai:gpt-5-mini` or `ollama:qwen3`."""
    base_url: str = ""
    api_key: str | Secret = ""
    """Empty: the provider's own environment variable."""
    fallbacks: tuple[str, ...] = ()
    """Models that are asked in order when the first one fails; the extractive reader is always the last."""
    output: str = "auto"
    """How claims are asked for: `auto`, `tool`, `native` or `prompted`."""
    temperature: float | None = None
    max_output_tokens: int = 1_500
    timeout_s: float = 60.0
    """For one request."""
    deadline_ms: int = 60_000
    """For a whole answer: then the extractive answer is shown."""
    validation_retries: int = 2
    http_retries: int = 3
    max_tokens: int | None = None
    """For one answer, in and out, failed attempts included."""
    max_cost: float | None = None
    """US dollars for one answer."""
    repair: bool = True
    """A model is told once which quotes failed and why."""
    prompts: str = ""
    """A folder with own prompts; those that it lacks are the shipped ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactSettings:
    """Canonical facts and what is worked out from them."""

    file: str = "facts.toml"
    timezone: str = ""
    """IANA name, such as `Europe/Berlin`, for what "today" is; empty: UTC."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChunkSettings:
    """How texts are cut for search. A token is 4 characters here."""

    strategy: ChunkStrategy = "structure"
    min_words: int = 40
    max_tokens: int = 300
    overlap_sentences: int = 1
    """Sentences repeated between two chunks of one long paragraph; never between paragraphs."""
    overlap_tokens: int = 0
    """Text repeated between two chunks of the `fixed` strategy, which knows no sentences."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexSettings:
    """What of a chunk is indexed. Together with the chunk settings it names a view's folder."""

    stem: bool = True
    stop_words: bool = True
    grams: bool = True
    titles: bool = True
    """Title and heading path are indexed with the text."""
    engine: IndexEngine = "embedded"
    url: str = ""
    """Where LanceDB keeps its tables, such as `s3://bucket/path`; "": in the project's own folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchSettings:
    """How candidates are found, ordered and cut to a budget."""

    gram_weight: float = 0.2
    candidates: int = 30
    rerank: bool = True
    window_weight: float = 0.3
    bigram_weight: float = 0.3
    budget_tokens: int = 1_500
    passages: int | None = None
    """The most passages that are read; None: as many as the budget holds."""
    prefer_language: bool = True
    """Passages in the question's language come first."""
    spelling: bool = True
    """A word that no text has is searched for as the known words that one slip of the finger makes of it."""
    rewrite: Rewriting = "auto"
    """Who words a follow-up so that it stands alone: the chat model where one is set (`auto`, `model`), rules, or nobody (`off`)."""
    widen: bool = True
    """The best passages are read with what stands right before and after them in their section."""
    opening: bool = True
    """Where nearly all that is found is of one document, its opening is read too."""
    references: bool = True
    """What the best passages refer to ("see Section 4.2") is read with them."""
    fusion: Fusion = "minmax"
    """How words and meaning become one score, where there is an embedder."""
    filters: bool = True
    """What a question says of a product, a code, a day, a version or a language narrows its search."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeaningSettings:
    """How texts are found by what they mean, beside by their words; without an embedder and a reranker, not at all."""

    embedder: str = ""
    """A model's folder or `.onnx` file, or its name in one of `folders`; `fastembed:NAME` for one of that package."""
    folders: tuple[str, ...] = ("models", ".models")
    """Where models are looked up by name, relative to the root."""
    languages: tuple[str, ...] = ()
    """Those that the embedder was made for, as two-letter codes; (): as it says itself."""
    weight: float | None = None
    """Of meaning beside words, which weigh 1; None: as the embedder was measured."""
    reranker: str = ""
    """A cross-encoder's folder, `.onnx` file or name; `cohere:MODEL` for one behind an endpoint."""
    reranker_url: str = ""
    """Of an endpoint that speaks Cohere's API; `/rerank` is put after it. Empty: Cohere's own."""
    reranker_key: str | Secret = ""
    reranker_timeout_s: float = 10.0
    """For a whole question, further tries included; then the order of the search stands."""
    rerank_candidates: int = 30
    """How many of the passages that were found a reranker orders anew."""
    answers: bool = True
    """Where the words of a question lead to no answer, what is likest to it by meaning is shown if it stands out."""
    exact_up_to: int = 50_000
    """Chunks whose vectors are compared one by one; more are searched by lists of what is alike."""
    batch: int = 16
    threads: int = 0
    """Of a local model, for one question; 0: as many as the machine has cores."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerSettings:
    """How an answer is made of what was found."""

    max_sentences: int = 12
    threshold: float | None = None
    """Least confidence for an answer; None means the shipped, measured threshold."""
    conflicts: bool = True
    """Sources that contradict each other are both shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifySettings:
    """How claims are held against their quotes, beside the rules that always hold."""

    support: bool = True
    """A claim that a model worded is shown with its band, its flags and, where it is worth showing, a probability."""
    support_model: str = ""
    """A folder of a local classifier, or its `.onnx` file; used only once it was measured to beat the rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckSettings:
    """What `untuned check` holds against the documents."""

    min_words: int = 20
    """A page with fewer, headings apart, is thin."""
    stale_days: int | None = 730
    """Since a document's own date; None: no age is too great."""
    personal_data: bool = True
    ignore: tuple[str, ...] = ()
    """Kinds of findings that are left out."""
    exclude: tuple[str, ...] = ()
    """Globs of documents whose findings are left out."""


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
    conversations_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationSettings:
    """How variants are measured and compared; `untuned.toml` may leave it all as it is."""

    minimum_effect: float = 0.03
    """The least difference that matters: what lies within it, on both sides, counts as equivalent."""
    concurrency: int = 8
    """Questions that are asked of one endpoint at a time."""
    max_cost: float | None = None
    """US dollars for one measurement."""
    seed: int = 0
    """Of everything that is drawn by chance: shots, order, resampling."""
    judge: str = ""
    """`provider:model` that judges answers, claim by claim; "" for none."""
    voice: str = ""
    """A folder with texts of the author whom answers should sound like, relative to the project; "" for none."""
    others: str = ""
    """A folder with texts of other authors: without it nothing tells how near to the author is near."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MetadataField:
    """What a table `[metadata.NAME]` says: a field of every chunk, and where its values come from. What all sources say holds together."""

    name: str
    kind: MetadataKind = "string"
    keys: tuple[str, ...] = ()
    """Keys of the front matter; in the file they are called `from`."""
    path: str = ""
    """A glob with one part named, such as `docs/{product}/**`, or a regular expression with one group named so."""
    column: str = ""
    """The header of a table's column, or the key of JSON Lines."""
    pattern: str = ""
    """A regular expression; its group of the field's name, else its first group, else all that it matches."""
    look: tuple[MetadataPlace, ...] = ("title", "headings", "text")
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(value, what else it is called)."""
    default: str = ""
    infer: bool = True
    """Questions that name a value are narrowed to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantSettings:
    """What a table `[variants.NAME]` says, checked by itself: names and kinds are right, and what it builds on may be unknown."""

    name: str
    extends: str = "default"
    """The variant that it differs from: a shipped one, or another of the project."""
    description: str = ""
    groups: tuple[str, ...] = ()
    method: tuple[tuple[str, object], ...] = ()
    """(field of `Method`, value), sorted."""
    overrides: tuple[tuple[str, object], ...] = ()
    """(setting such as `search.rerank`, value), sorted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that untuned.toml says."""

    name: str = ""
    store: StoreSettings = field(default_factory=StoreSettings)
    sources: SourceSettings = field(default_factory=SourceSettings)
    access: tuple[AccessRule, ...] = ()
    versions: VersionSettings = field(default_factory=VersionSettings)
    parse: ParseSettings = field(default_factory=ParseSettings)
    web: WebSettings = field(default_factory=WebSettings)
    facts: FactSettings = field(default_factory=FactSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    chunks: ChunkSettings = field(default_factory=ChunkSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    meaning: MeaningSettings = field(default_factory=MeaningSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    extensions: ExtensionSettings = field(default_factory=ExtensionSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    advice: AdviceSettings = field(default_factory=AdviceSettings)
    climb: ClimbSettings = field(default_factory=ClimbSettings)
    router: RouterSettings = field(default_factory=RouterSettings)
    metadata: tuple[MetadataField, ...] = ()
    """In the order of the file."""
    tasks: tuple[TaskSettings, ...] = ()
    variants: tuple[VariantSettings, ...] = ()
    """The project's own, in the order of the file; `untuned.evaluation.variants` resolves them."""
