"""What every setting means and which values it may have: one table for reading, for `untuned init` and for the reference."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from untuned.config.meaning import Meaning
from untuned.config.meanings_advice import ADVICE
from untuned.config.meanings_router import ROUTER

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "store": "Where truth lives: texts, versions, answers, citations.",
        "sources": "Which files are read, and how.",
        "access": "Who may read what. The last rule whose path fits a file counts; `groups:` in its front matter can only narrow it.",
        "versions": "From when documents hold, and which of them take the place of others.",
        "parse": "Bounds for files that are parsed in a process of their own: PDF, DOCX, PPTX, XLSX, ODT, ODP, ODS.",
        "web": "Pages of the web that are synced beside files.",
        "facts": "Canonical facts, and what is worked out from them.",
        "model": "The chat model that words answers. Without one, answers are the documents' own sentences.",
        "chunks": "How texts are cut for search. A token is 4 characters here.",
        "index": "What of a text is indexed. Another value makes another view beside the old one.",
        "metadata": "What is known of each text beside its words: a table for each field. `untuned tags --propose` suggests some.",
        "search": "How passages are found, ordered and cut to a budget.",
        "meaning": "How texts are found by what they mean, beside by their words. Without an embedder, by words alone.",
        "answer": "How an answer is made of what was found.",
        "verify": "How claims are held against their quotes, beside the rules that always hold.",
        "check": "What `untuned check` holds against the documents.",
        "extensions": "Objects of installed packages, each as `module:object`.",
        "retention": "How long records are kept.",
        "evaluation": "How variants are measured and compared.",
        "advice": "What tuning would cost and earn, for `untuned advise`. A figure may be a range: [low, high].",
        "climb": "What an answer may take and should reach, and what is tried beside the shipped rungs: `untuned climb`.",
        "router": "Which variant answers which kind of question. `untuned route --check` shows what was measured.",
        "tasks": "Structured tasks: inputs that become a label of a set, or JSON of a schema. `untuned run NAME` does one.",
        "variants": "Other ways to answer, to be measured against this one: each a few lines over another. `untuned variants` lists them.",
    }
)

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "name": Meaning(text="What the project is called in its own output.", example='"handbook"'),
        "store.url": Meaning(
            text="Empty: SQLite in `.untuned/`. Else `sqlite:///FILE` or `postgresql://HOST/NAME`; "
            'a url with a password only as { env = "NAME" } or { file = "PATH" }.',
            example='{ env = "HANDBOOK_DATABASE" }',
        ),
        "store.busy_timeout_ms": Meaning(
            text="Milliseconds to wait for another process that is writing.", least=0, most=600_000, example="30_000"
        ),
        "sources.paths": Meaning(
            text="Folders, files or globs that `untuned sync` reads when it is given none, relative to this file. Empty: its whole folder.",
            example='["docs", "policies/*.md"]',
        ),
        "sources.exclude": Meaning(
            text="Globs of files and folders that are left out; hidden ones always are.", example='["docs/archive/**"]'
        ),
        "sources.max_bytes": Meaning(text="A larger file is reported and left out.", least=1, example="10_000_000"),
        "sources.encoding": Meaning(
            text="Encoding of files that are neither UTF-8 nor marked by a byte order mark. Empty: such files are reported.",
            example='"cp1251"',
        ),
        "sources.languages": Meaning(text="Languages that texts may be in, as two-letter codes.", example='["en", "ru"]'),
        "access.path": Meaning(text="A glob below this file's folder.", example='"contracts/**"'),
        "access.groups": Meaning(text="The groups that may read files of this path.", example='["legal"]'),
        "versions.dates_in_text": Meaning(
            text='Days are also told from what a text says of itself at its head or foot, such as "Effective from 1 March 2025".',
            example="false",
        ),
        "versions.supersede": Meaning(
            text="Paths with one `{date}` or `{version}`, or titles after `title:`: of those that are alike otherwise, the latest counts.",
            example='["policies/refunds-{date}.md", "handbook/v{version}/**", "title:Price list {date}"]',
        ),
        "parse.seconds": Meaning(text="A file that takes longer is reported and left out.", least=1, most=3_600, example="120.0"),
        "parse.memory_mb": Meaning(text="A file that needs more is reported and left out.", least=100, most=64_000, example="2_000"),
        "parse.ocr": Meaning(text="Pages without text are read by Tesseract, which must be installed.", example="true"),
        "web.urls": Meaning(text="Pages that are synced.", example='["https://example.com/help/"]'),
        "web.sitemaps": Meaning(text="Sitemaps whose pages are synced.", example='["https://example.com/sitemap.xml"]'),
        "web.depth": Meaning(text="How many links are followed from a page of `urls`, on its own host.", least=0, most=5, example="1"),
        "web.max_pages": Meaning(text="The most pages of one sync.", least=1, most=100_000, example="1_000"),
        "web.max_bytes": Meaning(text="A larger page is reported and left out.", least=1, example="2_000_000"),
        "web.timeout_s": Meaning(text="Seconds for one page.", least=0.1, most=600, example="5.0"),
        "web.robots": Meaning(text="What a host's robots.txt forbids is left out.", example="false"),
        "web.allow_private": Meaning(text="Also addresses of private networks and of this machine.", example="true"),
        "facts.file": Meaning(text="The file of canonical facts, relative to this one.", example='"me/facts.toml"'),
        "facts.timezone": Meaning(text='What "today" is, as an IANA name. Empty: UTC.', example='"Europe/Berlin"'),
        "model.name": Meaning(
            text="`provider:model` (openai, anthropic, google, ollama). Empty: the extractive reader, which needs no model.",
            example='"openai:gpt-5-mini"',
        ),
        "model.base_url": Meaning(text="An endpoint that speaks the OpenAI API.", example='"http://localhost:8000/v1"'),
        "model.api_key": Meaning(
            text='{ env = "NAME" } or { file = "PATH" }. Empty: the provider\'s own environment variable.', example='{ env = "MY_KEY" }'
        ),
        "model.fallbacks": Meaning(
            text="Models that are asked in order when the first one fails; the extractive reader is always the last.",
            example='["openai:gpt-5-nano"]',
        ),
        "model.output": Meaning(text="How claims are asked for: auto, tool, native or prompted.", example='"prompted"'),
        "model.temperature": Meaning(text='"none": the endpoint\'s own.', least=0, most=2, example="0.2"),
        "model.max_output_tokens": Meaning(text="For one request.", least=50, most=1_000_000, example="800"),
        "model.timeout_s": Meaning(text="Seconds for one request.", least=0.1, most=3_600, example="20.0"),
        "model.deadline_ms": Meaning(
            text="Milliseconds for a whole answer; then the extractive one is shown.", least=100, most=3_600_000, example="8_000"
        ),
        "model.validation_retries": Meaning(text="Further tries when the output has not the asked shape.", least=0, most=10, example="1"),
        "model.http_retries": Meaning(text="Further tries when the endpoint is busy or fails.", least=0, most=20, example="5"),
        "model.max_tokens": Meaning(
            text='Tokens of one answer, in and out, failed tries included. "none": no limit.', least=1, example="20_000"
        ),
        "model.max_cost": Meaning(text='US dollars of one answer. "none": no limit.', least=0, example="0.05"),
        "model.repair": Meaning(text="A model is told once which quotes failed and why.", example="false"),
        "model.prompts": Meaning(text="A folder with own prompts; those that it lacks are the shipped ones.", example='"prompts"'),
        "chunks.strategy": Meaning(
            text="`structure`: whole paragraphs, tables and listings. `fixed`: every `max_tokens`, whatever stands there.",
            example='"fixed"',
        ),
        "chunks.min_words": Meaning(text="A shorter paragraph is joined with the next.", least=1, most=1_000, example="25"),
        "chunks.max_tokens": Meaning(text="A longer paragraph is split between sentences.", least=20, most=8_000, example="400"),
        "chunks.overlap_sentences": Meaning(
            text="Sentences repeated between two chunks of one long paragraph.", least=0, most=20, example="0"
        ),
        "chunks.overlap_tokens": Meaning(
            text="Text repeated between two chunks of the `fixed` strategy, half of a chunk at most.", least=0, most=4_000, example="50"
        ),
        "index.stem": Meaning(text="Words are indexed by their stem, in English and Russian.", example="false"),
        "index.stop_words": Meaning(text="Very common words are left out of the index.", example="false"),
        "index.grams": Meaning(text="Four-letter parts of words are indexed too: they find misspelt words.", example="false"),
        "index.titles": Meaning(text="A chunk is indexed with its title and headings.", example="false"),
        "index.engine": Meaning(text="embedded; or lance: LanceDB, which the `lance` extra installs.", example='"lance"'),
        "index.url": Meaning(
            text="Where LanceDB keeps its tables; empty: in `.untuned/`. Its keys come from the environment, as `AWS_ACCESS_KEY_ID`.",
            example='"s3://bucket/handbook"',
        ),
        "search.gram_weight": Meaning(text="What a four-letter part weighs beside a word.", least=0, most=10, example="0.1"),
        "search.candidates": Meaning(text="Chunks that are found before reranking.", least=1, most=1_000, example="50"),
        "search.rerank": Meaning(text="Found chunks are ordered again by nearness and word pairs.", example="false"),
        "search.window_weight": Meaning(
            text="Reranking: what it weighs that a question's words stand close together.", least=0, most=10, example="0.5"
        ),
        "search.bigram_weight": Meaning(
            text="Reranking: what it weighs that a question's word pairs stand side by side.", least=0, most=10, example="0.5"
        ),
        "search.budget_tokens": Meaning(text="How much text the reader is given.", least=50, most=1_000_000, example="3_000"),
        "search.passages": Meaning(
            text='The most passages that the reader is given. "none": as many as `budget_tokens` hold.', least=1, most=1_000, example="5"
        ),
        "search.prefer_language": Meaning(text="Passages in the question's language come first.", example="false"),
        "search.widen": Meaning(
            text="The best passages are read with what stands right before and after them in their section.", example="false"
        ),
        "search.spelling": Meaning(
            text="A word that no text has is searched for as the known words that one slip of the finger makes of it. English and Russian.",
            example="false",
        ),
        "search.rewrite": Meaning(
            text="Who words a question of a conversation so that it stands alone, to search for that too: `auto` (the chat model where one "
            "is set, else rules), `rules`, `model`, `off`.",
            example='"rules"',
        ),
        "search.references": Meaning(
            text='What the best passages refer to ("see Section 4.2") is read with them, within the budget.', example="false"
        ),
        "search.opening": Meaning(text="Where nearly all that is found is of one document, its opening is read too.", example="false"),
        "search.fusion": Meaning(
            text="How words and meaning become one score, where there is an embedder: `minmax`, by their size among the candidates; or "
            "`rrf`, by their ranks alone, which the weight does not change.",
            example='"rrf"',
        ),
        "search.filters": Meaning(
            text="What a question says of a product, a code, a day, a version or a language narrows its search.", example="false"
        ),
        "metadata.kind": Meaning(text="`string`, `date`, `number`, or `list`, which is cut at commas.", example='"date"'),
        "metadata.from": Meaning(text="Keys of the front matter; capitals make no difference.", example='["product", "product_line"]'),
        "metadata.path": Meaning(
            text="A glob whose part `{NAME}` is the value, NAME being the field's; or a regular expression with a group `(?P<NAME>...)`.",
            example='"docs/{product}/**"',
        ),
        "metadata.column": Meaning(
            text="The header of a table's column, or a key of JSON Lines; a chunk has the values of its rows.", example='"Region"'
        ),
        "metadata.pattern": Meaning(
            text="A regular expression for the chunk's text, title and headings, and for questions. The value is its group of the field's "
            "name, else its first group, else all of it. What could take long is refused.",
            example='"[A-Z]{2,4}-[0-9]{3,5}"',
        ),
        "metadata.look": Meaning(
            text="Where the pattern and the names of `values` are looked for: `title`, `headings`, `text`.", example='["title", "headings"]'
        ),
        "metadata.values": Meaning(
            text="The values there are, each with what else it is called; a slip of the hand in a long word is looked through.",
            example='{ "Gateway Pro" = ["GP", "Hub Pro"], "Gateway" = [] }',
        ),
        "metadata.default": Meaning(text="The value of a chunk of which nothing says one. Empty: none.", example='"everyone"'),
        "metadata.infer": Meaning(text="Questions that name a value are narrowed to it.", example="false"),
        "meaning.embedder": Meaning(
            text="A model's folder or `.onnx` file, relative to this file, or its name in one of `folders`; `fastembed:NAME` for one of "
            "that package. Nothing is downloaded.",
            example='"models/minilm"',
        ),
        "meaning.folders": Meaning(text="Where models are looked up by name, relative to this file.", example='["models"]'),
        "meaning.languages": Meaning(
            text="Those that the embedder was made for, as two-letter codes. Empty: as the model's own files say. "
            "Texts in others are found by their words alone.",
            example='["en", "ru"]',
        ),
        "meaning.weight": Meaning(
            text='What meaning weighs beside words, which weigh 1. "none": as the embedder was measured, 0.5 for one that was not.',
            least=0,
            most=10,
            example="0.5",
        ),
        "meaning.reranker": Meaning(
            text="A cross-encoder's folder, `.onnx` file or name; `cohere:MODEL` for one behind an endpoint that speaks Cohere's API.",
            example='"models/cross-encoder"',
        ),
        "meaning.reranker_url": Meaning(
            text="The endpoint of `cohere:MODEL`, without its `/rerank`. Empty: Cohere's own. It is sent the question and what was found.",
            example='"http://localhost:8080/v2"',
        ),
        "meaning.reranker_key": Meaning(
            text='{ env = "NAME" } or { file = "PATH" }. Empty: COHERE_API_KEY, for Cohere\'s own address alone.',
            example='{ env = "RERANK_KEY" }',
        ),
        "meaning.reranker_timeout_s": Meaning(
            text="Seconds that an endpoint may take for a question, further tries included; then the order of the search stands.",
            least=0.1,
            most=600,
            example="3.0",
        ),
        "meaning.rerank_candidates": Meaning(
            text="How many of the passages that were found a reranker orders anew.", least=1, most=1_000, example="50"
        ),
        "meaning.answers": Meaning(
            text="Where the words of a question lead to no answer, what is likest to it by meaning is shown if it stands out.",
            example="false",
        ),
        "meaning.exact_up_to": Meaning(
            text="So many chunks are compared one by one; more are searched by lists of what is alike.",
            least=1_000,
            most=100_000_000,
            example="200_000",
        ),
        "meaning.batch": Meaning(text="Texts that a local model reads at a time.", least=1, most=1_024, example="32"),
        "meaning.threads": Meaning(text="Threads of a local model. 0: as many as there are cores.", least=0, most=1_024, example="2"),
        "answer.max_sentences": Meaning(text="The most sentences that one answer quotes.", least=1, most=20, example="1"),
        "answer.threshold": Meaning(
            text='Least confidence for an answer; below it, it abstains. "none": the shipped, measured threshold.',
            least=0,
            most=1,
            example="0.6",
        ),
        "answer.conflicts": Meaning(
            text="Documents that contradict each other are found at sync, and an answer shows both sides with their days.", example="false"
        ),
        "verify.support": Meaning(
            text="A claim that a model worded is shown with its band, its flags and, where it is worth showing, a probability.",
            example="false",
        ),
        "verify.support_model": Meaning(
            text="A Hugging Face folder or an `.onnx` file, relative to this file. Used only once it was measured to beat the rules.",
            example='"models/lettucedect"',
        ),
        "check.min_words": Meaning(
            text="A page with fewer words, headings apart, is thin where it states nothing.", least=0, most=10_000, example="50"
        ),
        "check.stale_days": Meaning(
            text='Days since a document\'s own date, from which on it is stale. "none": never.', least=1, most=36_500, example="365"
        ),
        "check.personal_data": Meaning(text="Addresses, telephone numbers and account numbers are looked for.", example="false"),
        "check.ignore": Meaning(text="Kinds of findings that are left out, as `untuned check --json` names them.", example='["thin"]'),
        "check.exclude": Meaning(text="Globs of documents whose findings are left out.", example='["archive/**"]'),
        "extensions.loaders": Meaning(text="Loaders by file ending.", example='{ ".rst" = "my_package.loaders:load_rst" }'),
        "extensions.embedder": Meaning(text="Makes vectors of texts.", example='"my_package.vectors:embedder"'),
        "extensions.reranker": Meaning(text="Orders found passages.", example='"my_package.order:reranker"'),
        "extensions.scorers": Meaning(text="Scorers of answers, by name.", example='{ length = "my_package.scores:length" }'),
        "extensions.tools": Meaning(
            text="Tools, by name. `doctor` checks their form; this release calls none.",
            example='{ order_status = "my_package.orders:order_status" }',
        ),
        "retention.traces_days": Meaning(
            text='Days that the trace of an answer is kept. "none": for ever.', least=0, most=36_500, example="30"
        ),
        "retention.conversations_days": Meaning(
            text='Days that a conversation is kept after its last question. "none": for ever.', least=0, most=36_500, example="90"
        ),
        "evaluation.minimum_effect": Meaning(
            text="The least difference that matters, as a share: within it, two variants count as equivalent. Of a metric with a unit, "
            "such as latency or cost, it is that share of the first variant's mean.",
            least=0.001,
            most=0.5,
            example="0.05",
        ),
        "evaluation.concurrency": Meaning(text="Questions that are asked of one endpoint at a time.", least=1, most=1_000, example="32"),
        "evaluation.max_cost": Meaning(text='US dollars of one measurement. "none": no limit.', least=0, example="5.0"),
        "evaluation.seed": Meaning(text="Of everything that is drawn by chance.", least=0, example="7"),
        "evaluation.judge": Meaning(
            text="A model that judges answers claim by claim, as `provider:model`; its figures need people's labels beside them.",
            example='"openai:gpt-5-mini"',
        ),
        "evaluation.voice": Meaning(
            text="A folder with texts of the author whom answers should sound like, relative to this file.", example='"me/letters"'
        ),
        "evaluation.others": Meaning(
            text="A folder with texts of other authors, which `voice` is told from; without it there is no figure.",
            example='"me/others"',
        ),
        "tasks.labels": Meaning(text="The set that each input is given one of; or give `schema`.", example='["invoice", "other"]'),
        "tasks.schema": Meaning(
            text="A JSON Schema that each output fits: its file, relative to this one, or the schema as a table.",
            example='"schemas/order.json"',
        ),
        "tasks.prompt": Meaning(text="What a chat model is told to do.", example='"Sort the e-mail by what its sender wants."'),
        "tasks.examples": Meaning(
            text="Solved inputs: a JSON Lines or CSV file with `input` and `output`, relative to this one, or a list of such tables.",
            example='"examples/mails.jsonl"',
        ),
        "tasks.model": Meaning(
            text="`provider:model`; `linear`: the classifier that learns from the examples. Empty: that of `[model]`, else the classifier.",
            example='"linear"',
        ),
        "tasks.shots": Meaning(
            text="How many of the examples a chat model is shown, those most like the input.", least=0, most=64, example="8"
        ),
        "tasks.threshold": Meaning(
            text="The least probability of a label; below it, the input is left to a person.", least=0, most=1, example="0.6"
        ),
        "tasks.strange": Meaning(
            text="The share of inputs like the examples that may be left to a person, so that what is unlike them is too; 0: few are.",
            least=0,
            most=0.5,
            example="0.01",
        ),
        "climb.quality": Meaning(
            text='What the headline metric should reach: then climbing ends. "none": as far as there is gain.', least=0, example="0.9"
        ),
        "climb.latency_ms": Meaning(text='Milliseconds that the slower 5 % of answers may take. "none": any.', least=0, example="2_000.0"),
        "climb.cost": Meaning(text='US dollars that 1,000 answers may take. "none": any.', least=0, example="5.0"),
        "climb.rungs": Meaning(
            text="Variants of this project that are rungs too, in the order of what they cost; those with prompts of their own are anyway.",
            example='["wider"]',
        ),
        "climb.tuned": Meaning(text="Variants of this project that ask a tuned model: the last rungs.", example='["tuned"]'),
        **ADVICE,
        **ROUTER,
        "variants.extends": Meaning(text="The variant that it differs from; without it, the project as it is.", example='"naive"'),
        "variants.description": Meaning(text="One line for people.", example='"five passages rather than three"'),
        "variants.groups": Meaning(text="It asks as a member of these groups; without any, as the owner.", example='["support"]'),
        "variants.context": Meaning(
            text="What is read: `retrieved`, what search finds; `oracle`, the question's own evidence; `none`.", example='"oracle"'
        ),
        "variants.wording": Meaning(
            text="`claims`, which are verified; or `text`, plain as other tools show it and never shown as verified.", example='"text"'
        ),
        "variants.instructed": Meaning(text="A model is told how to answer; `false`: it gets the question alone.", example="false"),
        "variants.shots": Meaning(
            text="How many solved development questions a model is shown as examples.", least=0, most=64, example="4"
        ),
        "variants.shot_choice": Meaning(
            text="`fixed`: the same examples for every question; `nearest`: those most like it.", example='"nearest"'
        ),
        "variants.thinking": Meaning(text="A model reasons step by step before it answers.", example="true"),
        "variants.corrections": Meaning(text="How often a model looks its own answer over and corrects it.", least=0, most=5, example="1"),
        "variants.rewriter": Meaning(
            text="A model that words the finished answer anew, as `provider:model`.", example='"openai:gpt-5-nano"'
        ),
        "variants.checker": Meaning(text="A model that is asked, claim by claim, whether the quotes carry it.", example='"ollama:qwen3"'),
        "variants.task": Meaning(text="The task that the question is an input of; no document is read.", example='"mails"'),
        "variants.format": Meaning(text="The task in whose schema the verified claims are put, each value proven.", example='"order"'),
        "variants.routed": Meaning(text="Each question is answered by the variant that `[router]` names for its kind.", example="true"),
        "variants.steps": Meaning(text="Steps of verification that are taken; quotes are always verified.", example='["scope"]'),
    }
)

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "UNTUNED_FAULT": "Tests: the write step at which the process is to fail.",
        "UNTUNED_TEST_BROWSER": "Tests: `1` runs those that show pages in a browser too.",
        "UNTUNED_TEST_EXTRAS": "Tests: `1` fails the tests of optional parts, rather than skipping them, where their packages are lacking.",
        "UNTUNED_TEST_INSTALLED": "Tests: the folder of the programs of an installed package, whose commands are run.",
        "UNTUNED_TEST_LANCE": "Tests: `1` fails those of LanceDB, rather than skipping them, where its packages are lacking.",
        "UNTUNED_TEST_POSTGRES": "Tests: `1` runs the store's suite on a PostgreSQL server too.",
    }
)
"""Environment variables of this prefix that are no settings."""
