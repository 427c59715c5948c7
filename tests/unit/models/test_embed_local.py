"""Sentence embedders from files: how they are found, read and pooled, and what is wrong with those that are not."""

import json
import sys

import numpy as np
import pytest

from classifying import needs
from embedding import DIMENSIONS, MINILM, needs_minilm, table, tiny_embedder, write
from untuned.errors import BadExtension, MissingExtra, UnknownModel
from untuned.models.embed.adapted import AdaptedEmbedder
from untuned.models.embed.embedder import reads, weight_of
from untuned.models.embed.fake import HashingEmbedder
from untuned.models.embed.local import local_embedder
from untuned.models.embed.named import embedder_of
from untuned.types.settings import MeaningSettings

ONNX = needs("onnxruntime", "tokenizers", "onnx")
CLS, SEP, TERM, PRICE = 2, 3, 5, 11
TEXT = "term price"


def unit(row):
    return row / np.linalg.norm(row)


def ids_of(folder, text):
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids


@ONNX
@pytest.mark.parametrize("pooling", ["mean", "cls", "last"])
def test_tokens_become_one_vector_as_the_pooling_says_whatever_pads_them(tmp_path, pooling):
    tiny_embedder(tmp_path, pooling=pooling)
    rows = table()[ids_of(tmp_path, TEXT)]
    expected = unit({"mean": rows.mean(axis=0), "cls": rows[0], "last": rows[-1]}[pooling])
    made = local_embedder(tmp_path).embed([TEXT, "the term of return is 60 days"], kind="passage")
    assert made[0] == pytest.approx(expected, abs=1e-5)


@ONNX
def test_an_output_of_whole_vectors_needs_no_pooling(tmp_path):
    tiny_embedder(tmp_path, output="sentence_embedding", pooling=None)
    expected = unit(table()[ids_of(tmp_path, TEXT)].max(axis=0))
    assert local_embedder(tmp_path).embed([TEXT], kind="query")[0] == pytest.approx(expected, abs=1e-5)


@ONNX
@pytest.mark.parametrize("pooling", [None, "max"])
def test_a_model_whose_pooling_nobody_knows_is_refused(tmp_path, pooling):
    tiny_embedder(tmp_path, pooling=pooling)
    with pytest.raises(UnknownModel, match=r"pooling|one vector"):
        local_embedder(tmp_path)
    tiny_embedder(tmp_path / "told", pooling=pooling)
    write(tmp_path / "told" / "untuned-embedder.json", {"pooling": "cls"})
    assert local_embedder(tmp_path / "told").dimensions == DIMENSIONS


@ONNX
def test_a_question_and_a_passage_have_prefixes_of_their_own(tmp_path):
    tiny_embedder(tmp_path)
    write(tmp_path / "config_sentence_transformers.json", {"prompts": {"query": "term of ", "document": "price "}})
    said, plain = local_embedder(tmp_path), tmp_path / "plain"
    tiny_embedder(plain)
    plainly = local_embedder(plain)
    assert said.embed(["return"], kind="query") == pytest.approx(plainly.embed(["term of return"], kind="query"))
    assert said.embed(["return"], kind="passage") == pytest.approx(plainly.embed(["price return"], kind="passage"))
    assert said.name != plainly.name
    write(tmp_path / "untuned-embedder.json", {"query": "", "passage": "days "})
    own = local_embedder(tmp_path)
    assert own.embed(["return"], kind="query") == pytest.approx(plainly.embed(["return"], kind="query"))
    assert own.embed(["return"], kind="passage") == pytest.approx(plainly.embed(["days return"], kind="passage"))


@ONNX
def test_no_more_of_a_text_is_read_than_the_model_can(tmp_path):
    tiny_embedder(tmp_path)  # 16 tokens
    embedder = local_embedder(tmp_path)
    long = "term " * 14
    assert np.array_equal(embedder.embed([long], kind="query"), embedder.embed([long + "price " * 5_000], kind="query"))
    write(tmp_path / "sentence_bert_config.json", {"max_seq_length": 8})
    shorter = local_embedder(tmp_path)
    assert np.array_equal(shorter.embed(["term " * 6], kind="query"), shorter.embed(["term " * 6 + "price"], kind="query"))
    assert shorter.name != embedder.name


@ONNX
def test_a_text_without_a_token_has_a_row_of_zeros(tmp_path):
    tiny_embedder(tmp_path)
    tokenizer = json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["post_processor"] = None  # no special tokens
    tokenizer["normalizer"] = {"type": "Replace", "pattern": {"String": "!"}, "content": ""}
    write(tmp_path / "tokenizer.json", tokenizer)
    rows = local_embedder(tmp_path).embed(["!!", "term", "!"], kind="passage")
    assert [bool(row.any()) for row in rows] == [False, True, False]


@ONNX
def test_the_name_is_of_the_files_and_not_of_their_place(tmp_path):
    tiny_embedder(tmp_path / "a")
    tiny_embedder(tmp_path / "b" / "c", file="onnx/other.onnx", languages=["en"], weight=0.4)
    one, other = local_embedder(tmp_path / "a"), local_embedder(tmp_path / "b" / "c")
    assert one.name == other.name
    assert (other.languages, other.weight) == (("en",), 0.4)
    named = local_embedder(tmp_path / "b" / "c" / "onnx" / "other.onnx", languages=["en", "ru"])
    assert (named.name, named.languages) == (one.name, ("en", "ru"))


@ONNX
def test_languages_are_read_from_the_model_card(tmp_path):
    tiny_embedder(tmp_path)
    card = tmp_path / "README.md"
    for said, languages in {
        "language: en": ("en",),
        "language:\n- en\n- no\n- multilingual\n- ru-RU": ("en", "no", "ru"),
        "language: multilingual": (),
        "license: mit": (),
        "language: [en": (),
        "": (),
    }.items():
        card.write_text(f"---\n{said}\n---\n# Model\n", encoding="utf-8")
        assert local_embedder(tmp_path).languages == languages
    card.write_bytes(b"\xff\xfe")
    assert local_embedder(tmp_path).languages == ()
    card.write_text("---\nlanguage: de\n---\n", encoding="utf-8")
    write(tmp_path / "untuned-embedder.json", {"languages": ["fr"]})
    assert local_embedder(tmp_path).languages == ("fr",)


@ONNX
@pytest.mark.parametrize(
    "record", [{"language": ["en"]}, {"languages": "en"}, {"weight": "much"}, {"weight": True}, {"longest": 2.5}, {"pooling": "sum"}]
)
def test_a_record_that_says_what_cannot_be_is_refused(tmp_path, record):
    tiny_embedder(tmp_path)
    write(tmp_path / "untuned-embedder.json", record)
    with pytest.raises(UnknownModel, match=r"untuned-embedder\.json"):
        local_embedder(tmp_path)


@ONNX
def test_what_is_no_embedder_says_why(tmp_path):
    def reason(path):
        with pytest.raises(UnknownModel) as refused:
            local_embedder(path)
        return refused.value.reason

    assert "nothing at this path" in reason(tmp_path / "nowhere")
    assert "no .onnx file" in reason(tmp_path)
    tiny_embedder(tmp_path)
    for name in ("one.onnx", "two.onnx"):
        (tmp_path / name).write_bytes(b"no model")
    assert local_embedder(tmp_path).dimensions == DIMENSIONS  # model.onnx goes before others
    assert "does not load" in reason(tmp_path / "one.onnx")
    (tmp_path / "empty.onnx").write_bytes(b"")
    assert "does not load" in reason(tmp_path / "empty.onnx")
    write(tmp_path / "modules.json", [{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Dense"}])
    assert "Dense" in reason(tmp_path)
    write(tmp_path / "modules.json", {"type": "Transformer"})
    assert "no list" in reason(tmp_path)
    (tmp_path / "modules.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    assert "tokenizer.json cannot be read" in reason(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    assert "no tokenizer.json" in reason(tmp_path)
    (tmp_path / "config.json").write_text("[]", encoding="utf-8")
    assert "config.json is no object" in reason(tmp_path)
    (tmp_path / "config.json").unlink()
    assert "no config.json" in reason(tmp_path)


@ONNX
def test_a_pooling_that_leaves_the_prefix_out_is_refused(tmp_path):
    tiny_embedder(tmp_path)
    config = json.loads((tmp_path / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    write(tmp_path / "1_Pooling" / "config.json", {**config, "include_prompt": False})
    with pytest.raises(UnknownModel, match="prefix"):
        local_embedder(tmp_path)


def test_without_the_package_the_extra_is_named(tmp_path, monkeypatch):
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtra, match=r"untuned\[semantic\]"):
        local_embedder(tmp_path)
    monkeypatch.setitem(sys.modules, "fastembed", None)
    with pytest.raises(MissingExtra, match=r"untuned\[fastembed\]"):
        embedder_of(MeaningSettings(embedder="fastembed:a/b"), root=tmp_path)


class FastembedHere:
    """The part of the package fastembed that is used, with one model that was downloaded and one that was not."""

    opened = {}

    class TextEmbedding:
        def __init__(self, model, *, threads, local_files_only):
            FastembedHere.opened = {"model": model, "threads": threads, "local_files_only": local_files_only}
            if model != "here/small":
                raise ValueError(f"Could not load model {model} from any source.")

        @staticmethod
        def list_supported_models():
            return [{"model": "here/small"}, {"model": "away/large"}]

        def query_embed(self, texts):
            return (np.array([3.0, len(text)]) for text in texts)

        def passage_embed(self, texts):
            return (np.array([len(text), 4.0]) for text in texts)


def test_a_model_of_fastembed_is_read_from_what_was_downloaded_and_nothing_is_downloaded(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastembed", FastembedHere)
    found = embedder_of(MeaningSettings(embedder="fastembed:here/small", languages=("en",), threads=2), root=tmp_path)
    assert found is not None
    assert FastembedHere.opened == {"model": "here/small", "threads": 2, "local_files_only": True}
    assert (found.name, found.dimensions, found.languages, found.weight) == ("fastembed:here/small", 2, ("en",), None)
    assert found.embed(["four", " "], kind="query").tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0.0, 0.0]]
    assert found.embed(["abc"], kind="passage").tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]]
    assert found.embed([], kind="passage").shape == (0, 2)
    with pytest.raises(UnknownModel, match="download it once: python -c"):
        embedder_of(MeaningSettings(embedder="fastembed:away/large"), root=tmp_path)
    with pytest.raises(UnknownModel, match="knows no such model"):
        embedder_of(MeaningSettings(embedder="fastembed:small"), root=tmp_path)


@ONNX
def test_a_model_is_found_by_its_path_or_by_its_name_in_a_folder(tmp_path):
    tiny_embedder(tmp_path / "models" / "tiny")
    by_path = embedder_of(MeaningSettings(embedder="models/tiny"), root=tmp_path)
    by_name = embedder_of(MeaningSettings(embedder="tiny", languages=("ru",)), root=tmp_path)
    whole = embedder_of(MeaningSettings(embedder=str(tmp_path / "models" / "tiny"), folders=()), root=tmp_path / "elsewhere")
    assert len({found.name for found in (by_path, by_name, whole) if found is not None}) == 1
    assert by_name is not None
    assert by_name.languages == ("ru",)
    with pytest.raises(UnknownModel, match=r"'models', '\.models'"):
        embedder_of(MeaningSettings(embedder="other"), root=tmp_path)


def test_without_a_name_the_projects_own_is_taken_or_none(tmp_path):
    assert embedder_of(MeaningSettings(), root=tmp_path) is None
    own = embedder_of(MeaningSettings(languages=("de",)), root=tmp_path, own=Fixed([[3.0, 4.0]]))
    assert own is not None
    assert (own.name, own.languages, own.dimensions, own.weight) == ("own:fixed", ("de",), 2, None)
    assert own.embed(["any"], kind="query").tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]]


class Fixed:
    """An extension that gives the same vectors whatever it is asked."""

    name = "fixed"
    languages = ("en",)

    def __init__(self, vectors):
        self.vectors = vectors

    def embed(self, texts):
        if isinstance(self.vectors, Exception):
            raise self.vectors
        return self.vectors


class RateLimited(Exception):
    """An error as clients of services have their own."""


@pytest.mark.parametrize("vectors", [[], [1.0, 2.0], [[1.0], [2.0]], [[]], [["much"]], RuntimeError("no room"), RateLimited("429"), None])
def test_an_extension_that_gives_no_vectors_is_refused(vectors):
    with pytest.raises(BadExtension, match="Fixed"):
        AdaptedEmbedder(Fixed(vectors))


def test_an_extension_whose_languages_are_one_text_is_refused():
    own = Fixed([[1.0, 2.0]])
    own.languages = "en"
    with pytest.raises(BadExtension, match="not codes"):
        AdaptedEmbedder(own)


def test_an_extension_whose_vectors_change_their_length_is_refused():
    own = Fixed([[1.0, 2.0]])
    embedder = AdaptedEmbedder(own)
    own.vectors = [[1.0, 2.0, 3.0]]
    with pytest.raises(BadExtension, match=r"\(1, 3\)"):
        embedder.embed(["one"], kind="passage")


def test_numbers_that_are_none_make_a_row_of_zeros():
    own = Fixed([[1.0, 2.0]])
    embedder = AdaptedEmbedder(own)
    own.vectors = [[float("nan"), 1.0]]
    assert embedder.embed(["one"], kind="passage").tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_an_extension_that_gives_no_numbers_from_the_start_is_refused_rather_than_never_found_by(number):
    with pytest.raises(BadExtension, match="no finite number"):
        AdaptedEmbedder(Fixed([[number, 1.0]]))


@pytest.mark.parametrize(
    ("weight", "language", "chosen", "expected"),
    [
        (1.0, "en", None, 1.0),
        (None, "en", None, 0.5),
        (0.5, "en", 0.2, 0.2),
        (0.5, "ru", 0.2, 0.0),
        (0.5, None, None, 0.0),
        (0.0, "en", None, 0.0),
    ],
)
def test_meaning_weighs_what_was_measured_and_nothing_in_another_language(weight, language, chosen, expected):
    embedder = HashingEmbedder(languages=("en",), weight=weight)
    assert weight_of(embedder, language=language, chosen=chosen) == expected
    assert reads(embedder, language) == (language == "en")
    assert not reads(HashingEmbedder(languages=()), language)


@needs("onnxruntime", "tokenizers")
@needs_minilm()
def test_the_real_model_knows_what_texts_mean_in_other_words():
    embedder = local_embedder(MINILM, threads=1)
    assert (embedder.languages, embedder.weight, embedder.dimensions) == (("en",), 1.0, 384)
    asked = embedder.embed(["How long may a customer take to send goods back?"], kind="query")[0]
    passages = embedder.embed(
        ["The return period for all hardware is 60 days.", "The Pro plan costs 12 euros a month.", "Our office is closed on Sundays."],
        kind="passage",
    )
    assert int(np.argmax(passages @ asked)) == 0
